//! Objects → structs.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Lowering;
use super::docs::{Side, code};
use super::fields::{Member, SentAs, is_elsewhere, set};
use super::names::{Case, Scope};
use super::options::{FieldOptions, TypeOptions};
use super::symbols::{report_collision, report_taken};
use super::text::Text;
use crate::model::{self, Direction, TypeDef, TypeId};
use crate::rust::{
    Alias, Constructor, Docs, Field, Ident, Input, InputValue, MemberKind,
    MemberReading, ObjectEncoding, Presence, Shown, Struct, Type, Wrap,
};

/// Methods of a struct that setters cannot be named like: our own, and those of std's traits that
/// take `self` and one argument, which clippy reports.
const METHODS: [&str; 22] = [
    "new", "default", "empty", "clone", "add", "sub", "mul", "div", "rem", "bitand",
    "bitor", "bitxor", "shl", "shr", "not", "neg", "eq", "cmp", "hash", "read", "write",
    "into",
];

impl Lowering<'_> {
    /// What the configuration says about a type.
    pub(super) fn type_options(&self, id: TypeId) -> Option<&TypeOptions> {
        self.options.types.get(&id)
    }

    /// A struct for an object.
    pub(super) fn structure(&mut self, id: TypeId, name: Ident) -> Struct {
        let api = self.api;
        let def = &api.types[id];
        let model::TypeKind::Struct(model) = &def.kind else {
            unreachable!("bug: only structs become structs")
        };
        let mut fields = Fields::new(self, def.direction);
        fields.expect(model);
        for field in &model.fields {
            fields.member(field, id);
        }
        if let Some(rest) = model.rest {
            fields.rest(rest);
        }
        let Fields { fields, encoding, must_be_set, .. } = fields;
        let nulls = sent_as_null(&fields, &encoding);
        let constructor =
            def.direction.sent.then(|| constructor(&fields, &must_be_set, &nulls));
        let docs = self.type_docs(def, "object");
        let mut attributes =
            self.type_options(id).map_or_else(Vec::new, |one| one.attributes.clone());
        // Known to the setters: they need not say it again.
        let must_use = attributes.iter().any(|one| one == "must_use");
        attributes.retain(|one| one != "must_use");
        let default = constructor.as_ref().filter(|one| one.default);
        let mut derives = self.struct_derives(id, default.is_some());
        if default.is_some_and(|one| one.initial) {
            // It is written out.
            derives.retain(|one| one != "Default");
        }
        Struct {
            name,
            docs,
            derives,
            shown: Shown::Members,
            attributes,
            must_use,
            fields,
            constructor,
            encoding: Some(ObjectEncoding { decode: true, ..encoding }),
        }
    }

    /// Another name for a type.
    pub(super) fn alias(&mut self, id: TypeId, name: Ident) -> Alias {
        let api = self.api;
        let def: &TypeDef = &api.types[id];
        let ty = self.spelled(id);
        let newtype = self.recursion.spells_itself(id);
        let derives = self.derives(id, false);
        Alias { name, docs: self.alias_docs(def), ty, newtype, derives }
    }
}

/// How many members that are sent as null are named.
const MOST_NULLS: usize = 4;

/// The setters of what has to be there and is null until it is set.
pub(super) fn sent_as_null(fields: &[Field], encoding: &ObjectEncoding) -> Vec<Ident> {
    let nulls = encoding.members.iter().filter_map(|member| match &member.kind {
        MemberKind::Field { field, presence: Presence::Nullable, .. } => {
            Some(field.as_str())
        }
        _ => None,
    });
    let nulls: BTreeSet<&str> = nulls.collect();
    let fields = fields.iter().filter(|field| nulls.contains(field.name.as_str()));
    let setters = fields.filter_map(|field| match &field.input {
        Input::Setter { name, .. } => Some(name.clone()),
        _ => None,
    });
    setters.collect()
}

/// `new` for these fields. `must_be_set` are setters without which the value cannot be sent, and
/// `nulls` those without which it has null.
pub(super) fn constructor(
    fields: &[Field],
    must_be_set: &[Ident],
    nulls: &[Ident],
) -> Constructor {
    let arguments = fields
        .iter()
        .filter(|field| matches!(field.input, Input::Argument { .. }))
        .count();
    let mut text = match arguments {
        0 => "Nothing is set.".to_owned(),
        _ => "What must be there; everything else is not set.".to_owned(),
    };
    let named = |names: &[Ident]| {
        let names: Vec<String> = names.iter().map(|name| code(name.as_str())).collect();
        listed(&names)
    };
    if !must_be_set.is_empty() {
        text.push_str(&format!(" To send it, set {} too.", named(must_be_set)));
    }
    match nulls {
        [] => {}
        [only] => {
            let only = std::slice::from_ref(only);
            text.push_str(&format!(
                " Until {} is set, it is sent as null.",
                named(only)
            ));
        }
        several if several.len() <= MOST_NULLS => {
            let several = named(several);
            text.push_str(&format!(" Until {several} are set, they are sent as null."));
        }
        _ => text.push_str(
            " What must be there and can be null is sent as null until it is set.",
        ),
    }
    let mut docs = Text::default();
    docs.paragraph(&text);
    let initial = fields.iter().any(|field| matches!(field.input, Input::Initial(_)));
    Constructor {
        docs: docs.into_docs(),
        default: arguments == 0,
        initial,
        many_arguments: arguments > 7,
    }
}

/// Texts in a sentence.
fn listed(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Collects fields, their names, and how they are encoded.
pub(super) struct Fields<'l, 'a> {
    lowering: &'l mut Lowering<'a>,
    names: Scope,
    setters: Scope,
    direction: Direction,
    pub fields: Vec<Field>,
    pub encoding: ObjectEncoding,
    /// The setters without which a value cannot be sent, though one that is received has nothing
    /// there.
    must_be_set: Vec<Ident>,
}

impl<'l, 'a> Fields<'l, 'a> {
    pub(super) fn new(lowering: &'l mut Lowering<'a>, direction: Direction) -> Self {
        Self {
            lowering,
            names: Scope::new(Case::Field),
            setters: Scope::new(Case::Method).reserve(&METHODS),
            direction,
            fields: Vec::new(),
            encoding: ObjectEncoding::default(),
            must_be_set: Vec::new(),
        }
    }

    /// Says which members will be added.
    fn expect(&mut self, model: &model::Struct) {
        let texts = model.fields.iter().filter(|field| field.constant.is_none());
        let texts = texts.map(|field| field.name.as_str());
        self.names.expect(texts);
    }

    /// What the members that follow are sent as.
    pub(super) fn sent_as(&mut self, what: SentAs) {
        self.lowering.sent_as = what;
    }

    /// Adds a member of an object.
    pub(super) fn member(&mut self, field: &model::Field, owner: TypeId) {
        // A constant, too, is not sent where only the server sets it.
        if is_elsewhere(field, self.direction) {
            return;
        }
        // What is only sent here is a constant here, whatever is received elsewhere.
        let initial = field.initial.as_ref().filter(|_| !self.direction.received);
        let constant = field
            .constant
            .as_ref()
            .or(initial)
            .filter(|value| !value.is_array() && !value.is_object());
        if let Some(value) = constant {
            let also_read = field.also_read.clone().filter(|_| self.direction.received);
            self.constant(&field.name, value.clone(), also_read);
            return;
        }
        let member = Member::of(field, owner, self.direction, self.lowering.sent_as);
        let is_part = self.lowering.sent_as == SentAs::Parts;
        let (name, presence) = self.field(&member, is_part.then_some("body"));
        if member.side == (Side::Sent { required: true })
            && let Some(Field { input: Input::Setter { name, .. }, .. }) =
                self.fields.last()
        {
            self.must_be_set.push(name.clone());
        }
        if self.fields.last().is_some_and(|field| field.secret) {
            self.encoding.secrets.push(field.name.clone());
        }
        let reading = match self.options(&member).replace {
            Some(_) if presence != Presence::OptionalJson => MemberReading::Plain,
            _ => self.lowering.reading(field.schema.id, presence),
        };
        let kind = MemberKind::Field { field: name, presence, reading };
        self.encoding.members.push(rust_member(&field.name, kind));
    }

    /// Adds a member that always has the same value.
    pub(super) fn constant(
        &mut self,
        key: &str,
        value: Value,
        also_read: Option<Value>,
    ) {
        let kind = MemberKind::Constant { value, also_read };
        self.encoding.members.push(rust_member(key, kind));
    }

    /// What the configuration says about a member.
    fn options(&self, member: &Member<'_>) -> FieldOptions {
        let options = member.owner.and_then(|owner| self.lowering.type_options(owner));
        let options = options.and_then(|one| one.fields.get(member.name)).cloned();
        options.unwrap_or_default()
    }

    /// Adds a field, and gives its name. `prefix` is what its name begins with when the plain
    /// one is taken.
    pub(super) fn field(
        &mut self,
        member: &Member<'_>,
        prefix: Option<&str>,
    ) -> (Ident, Presence) {
        let options = self.options(member);
        let given = options.rename.as_ref();
        let text = given.map(|given| given.text.as_str());
        let text = text.or(member.rename).unwrap_or(member.name);
        let claimed = match prefix {
            Some(prefix) => self.names.claim_or(text, &format!("{prefix}_{text}")),
            None => self.names.claim(text),
        };
        let diagnostics = &mut *self.lowering.diagnostics;
        match given {
            Some(given) => report_taken(diagnostics, &claimed, given),
            None => {
                report_collision(
                    diagnostics,
                    &claimed,
                    "field",
                    member.name,
                    member.origin,
                );
            }
        }
        let setter = self.setters.claim(claimed.ident.plain()).ident;
        let name = claimed.ident;
        self.lowering.replacement.clone_from(&options.replace);
        let (field, presence) =
            self.lowering.field(member, name.clone(), setter, self.direction.sent);
        self.fields.push(field);
        (name, presence)
    }

    /// Adds the field for members that are not known.
    pub(super) fn rest(&mut self, rest: model::TypeRef) {
        let name = self.names.claim("additional_properties").ident;
        let setter = self.setters.claim(name.plain()).ident;
        let item = self.lowering.value(rest);
        let ty = Type::Map(Box::new(item));
        let input = match self.direction.sent {
            true => {
                let value = InputValue::Plain(ty.clone());
                set("additional_properties", setter, value, Wrap::No, None)
            }
            false => Input::None,
        };
        self.encoding.rest = Some((name.clone(), self.lowering.is_integers(rest.id)));
        let secret = self.lowering.is_secret(rest.id);
        self.encoding.secret_rest = secret;
        self.fields.push(Field {
            name,
            docs: Docs::line("Members that the description does not name."),
            ty,
            deprecated: false,
            secret,
            input,
        });
    }
}

impl Fields<'_, '_> {
    /// Adds the field for a body that is one value.
    pub(super) fn body(&mut self, content: &model::Content, required: bool) -> Ident {
        let name = self.names.claim("body").ident;
        let setter = self.setters.claim("body").ident;
        let ty = self.lowering.body_type(content);
        let secret = content.schema.is_some_and(|one| self.lowering.is_secret(one.id));
        let value = InputValue::Plain(ty.clone());
        let (ty, input) = match required {
            true => (ty, Input::Argument { name: name.clone(), value, sample: None }),
            false => (ty.optional(), set("body", setter, value, Wrap::Some, None)),
        };
        self.fields.push(Field {
            name: name.clone(),
            docs: Docs::line("The body of the request."),
            ty,
            deprecated: false,
            secret,
            input,
        });
        name
    }
}

fn rust_member(key: &str, kind: MemberKind) -> crate::rust::Member {
    crate::rust::Member { key: key.to_owned(), kind }
}
