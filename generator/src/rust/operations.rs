//! Resources and their methods.

use serde_json::Value;

use super::{Docs, Ident, SymbolId, Type};
use crate::source::Pointer;

/// A resource: a handle on the client with a method for each operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Resource {
    /// Its name; `None` for the operations of the client itself.
    pub name: Option<Ident>,
    /// What it is.
    pub docs: Docs,
    /// The resources below it.
    pub children: Vec<Accessor>,
    /// Its operations.
    pub methods: Vec<Method>,
}

/// A method that gives a resource.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Accessor {
    /// Its name.
    pub name: Ident,
    /// What it gives.
    pub docs: Docs,
    /// The resource's type.
    pub resource: SymbolId,
    /// The module of the resource.
    pub module: Vec<Ident>,
    /// The feature that it takes, if it does.
    pub feature: Option<String>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Method {
    /// Its name.
    pub name: Ident,
    /// What it does.
    pub docs: Docs,
    /// The operation in the description.
    pub origin: Pointer,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Its arguments, after `&self`.
    pub arguments: Vec<Argument>,
    /// Whether it takes more arguments than clippy likes.
    pub many_arguments: bool,
    /// Whether its body names something `#[deprecated]`.
    pub uses_deprecated: bool,
    /// The HTTP method in upper case.
    pub http_method: String,
    /// Whether `http::Method` has a constant for it; else it is an extension of HTTP.
    pub is_standard: bool,
    /// The path template as the description has it.
    pub path: String,
    /// The path template with nothing but names in braces.
    pub template: String,
    /// How the request is filled in, in order.
    pub steps: Vec<Step>,
    /// What the request gives.
    pub answer: Answer,
    /// What its errors are, by status.
    pub error: Option<SymbolId>,
}

/// An argument of a method.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Argument {
    /// Its name.
    pub name: Ident,
    /// How it is handed over.
    pub ty: ArgumentType,
    /// An example of it.
    pub sample: Option<Value>,
}

/// How an argument is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ArgumentType {
    /// `&str`.
    Str,
    /// `&[T]`.
    Slice(Type),
    /// `&T`.
    Reference(Type),
    /// `T`.
    Value(Type),
    /// `Option<&str>`.
    OptionalStr,
    /// `Option<&[T]>`.
    OptionalSlice(Type),
    /// `Option<&T>`.
    OptionalReference(Type),
    /// `Option<T>`.
    OptionalValue(Type),
}

impl ArgumentType {
    /// The same where no value is fine.
    #[must_use]
    pub(crate) fn optional(self) -> Self {
        match self {
            Self::Str => Self::OptionalStr,
            Self::Slice(item) => Self::OptionalSlice(item),
            Self::Reference(ty) => Self::OptionalReference(ty),
            Self::Value(ty) => Self::OptionalValue(ty),
            other => other,
        }
    }
}

/// One link of the chain that fills in a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Step {
    /// `.path("name", value)`, `.query(…)`, `.header(…)`, `.cookie(…)`.
    Parameter {
        /// Where it is sent.
        place: Place,
        /// The name on the wire.
        name: String,
        /// The value.
        value: Source,
        /// How it becomes text; `None` for the place's default.
        encoding: Option<Encoding>,
    },
    /// `.client_header("name")` and its like: the client has the value.
    ClientParameter {
        /// Where it is sent: a header or the query.
        place: Place,
        /// The name on the wire.
        name: String,
        /// Whether the call can do without it.
        optional: bool,
    },
    /// `.query_string(value)`, `.query_string_with(value, encoding)`, or
    /// `.query_form(value, &[("member", encoding)])`.
    QueryString {
        /// The value.
        value: Source,
        /// How it becomes text; `None` for a form.
        encoding: Option<Encoding>,
        /// Members of the form that are encoded in another way than the default.
        members: Vec<(String, Encoding)>,
    },
    /// `.json_body(value)`, or `.json_body_as("media/type", value)`.
    JsonBody {
        /// The media type, where it is not `application/json`.
        media_type: Option<String>,
        /// The value.
        value: Source,
        /// Whether the value is an `Option`, of which `None` sends nothing.
        optional: bool,
    },
    /// `.json_members("media/type", value)`: nothing where no member is set.
    JsonMembers {
        /// The media type.
        media_type: String,
        /// The value.
        value: Source,
    },
    /// `.body_flag("member", true)`.
    BodyFlag {
        /// The member of the JSON.
        name: String,
        /// What it is set to: a flag or a text.
        value: Value,
    },
    /// `.form_body(value, &[("field", encoding)])`.
    FormBody {
        /// The value.
        value: Source,
        /// Fields that are encoded in another way than the default.
        encodings: Vec<(String, Encoding)>,
    },
    /// `.multipart_body(…)`, or `.multipart_body_as("multipart/mixed", …)`.
    MultipartBody {
        /// The media type, where it is not `multipart/form-data`.
        media_type: Option<String>,
        /// What is sent.
        form: MultipartForm,
    },
    /// `.text_body("media/type", value)`.
    TextBody {
        /// The media type.
        media_type: String,
        /// The value.
        value: Source,
    },
    /// `.bytes_body("media/type", value)`.
    BytesBody {
        /// The media type.
        media_type: String,
        /// The value.
        value: Source,
    },
    /// `.idempotency_key("Idempotency-Key")`, or `.idempotent_with(…)` where no key is made.
    IdempotencyKey {
        /// The header.
        header: String,
        /// Whether a fresh key is made where none is given.
        is_made: bool,
    },
    /// `.security(&[&[0]])`: alternatives of indexes of schemes.
    Security(Vec<Vec<usize>>),
    /// `.server("https://…")`.
    Server(String),
    /// `.no_envelope()`.
    NoEnvelope,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    /// An argument; `reference` when it is one already.
    Argument {
        /// Its name.
        name: Ident,
        /// Whether it is a reference already.
        reference: bool,
    },
    /// A field of the argument `params`.
    Field(Ident),
    /// The argument `params` as a whole.
    Params,
    /// Always this scalar.
    Constant(Value),
}

/// How a value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Encoding {
    /// The constant of the runtime.
    pub style: &'static str,
    /// `Some` when arrays and objects become one pair each member other than the style says.
    pub explode: Option<bool>,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
}

/// The form of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MultipartForm {
    /// These parts, in order.
    Parts(Vec<Part>),
    /// What the caller made.
    Given(Source),
}

/// A part of a multipart body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Part {
    /// Its name on the wire.
    pub name: String,
    /// The value.
    pub value: PartValue,
    /// What it is.
    pub kind: PartKind,
}

/// Where the value of a part comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PartValue {
    /// A field of the argument `params`, and whether it is an `Option`.
    Field(Ident, bool),
    /// Always this text.
    Constant(String),
}

/// What a part of a multipart body is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PartKind {
    /// A file, and what its media type is where the caller says none.
    File(Option<String>),
    /// Several files under one name.
    Files(Option<String>),
    /// Text, or JSON where it is no scalar.
    Value,
    /// The same of this media type.
    ValueAs(String),
    /// The elements of an array in one text, divided by this.
    Joined(&'static str),
    /// JSON text of this media type.
    Json(String),
    /// A part for each value inside, whose name says where it belongs.
    Styled(Encoding),
    /// A part for each entry of a map, with the name of its key.
    Entries,
}

/// What a request gives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Answer {
    /// `.empty()`: `Request<()>`.
    Empty,
    /// `.json()`, `.json_at(…)`, `.json_integers(…)`: `Request<T>`.
    Json {
        /// The type.
        ty: Type,
        /// Whether it is whole numbers, or holds nothing else.
        integers: bool,
        /// The members that lead to the value.
        at: Vec<String>,
        /// The media type to ask for, where it is not `application/json`.
        media_type: Option<String>,
    },
    /// `.by_status(…)`: `Request<T>` of what tells answers apart by status.
    ByStatus {
        /// The type.
        ty: Type,
        /// The members that lead to the value of each.
        at: Vec<String>,
        /// The media types to ask for.
        media_type: String,
    },
    /// `.text(…)`: `Request<String>`; `.optional_text(…)`: `Request<Option<String>>`.
    Text {
        /// Whether an answer can be without any.
        optional: bool,
        /// The media type to ask for.
        media_type: String,
    },
    /// `.bytes(…)`: `Request<Bytes>`; `.optional_bytes(…)`: `Request<Option<Bytes>>`.
    Bytes {
        /// Whether an answer can be without any.
        optional: bool,
        /// The media type to ask for.
        media_type: String,
    },
    /// `.events()` and its like: `StreamRequest<T>`.
    Stream {
        /// The type of an item, or of an event's data.
        item: Type,
        /// What the items are.
        framing: Framing,
    },
    /// `.pages(…)`, `.pages_of_integers(…)`: `PageRequest<T>`.
    Pages {
        /// The type of an item.
        item: Type,
        /// Whether it is whole numbers, or holds nothing else.
        integers: bool,
        /// The type of the whole answer, where it has a name.
        whole: Option<SymbolId>,
        /// How the list goes on.
        pages: Box<Pages>,
    },
}

/// What the items of a stream are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Framing {
    /// `.events()`: events whose data is of the type.
    Events,
    /// `.text_events()`: events whose data is text.
    TextEvents,
    /// `.whole_events()`: events of the type.
    WholeEvents,
    /// `.whole_json_events()`: events of the type, with JSON as data.
    WholeJsonEvents,
    /// `.json_lines("media/type")`.
    Lines(String),
    /// `.json_sequence("media/type")`.
    Sequence(String),
    /// `.json_results("media/type")`: each is the `result` of an object.
    Results(String),
}

impl Framing {
    /// Whether an item is an event around a value of the type.
    pub(crate) fn wraps(&self) -> bool {
        matches!(self, Self::Events | Self::TextEvents)
    }
}

/// How a list goes on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Pages {
    /// The media type to ask for, where it is not `application/json`.
    pub media_type: Option<String>,
    /// The members that lead to the items.
    pub items: Vec<String>,
    /// What asks for the next page.
    pub next: Next,
    /// The parameter for the number of items a page.
    pub per_page: Option<String>,
    /// Where the parameters are when they are members of the body.
    pub in_body: Option<InBody>,
    /// The members that lead to the number of the next page or item.
    pub next_number: Option<Vec<String>>,
    /// The members that lead to the number of items that a page has at most.
    pub page_size: Option<Vec<String>>,
    /// The members that lead to the number of items in all.
    pub total_items: Option<Vec<String>>,
    /// The header that has that number.
    pub total_items_header: Option<String>,
    /// The header that has the number of pages.
    pub total_pages_header: Option<String>,
    /// The members that lead to the flag that says whether there is more.
    pub has_more: Option<Vec<String>>,
    /// The members that lead to the flag that says whether the page is the last.
    pub done: Option<Vec<String>>,
}

/// Where parameters of pages are in the body, and what asks for the next page.
pub(crate) use crate::model::{InBody, NextPage as Next};
