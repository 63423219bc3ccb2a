//! Operations → methods.

use super::Lowering;
use super::bodies::multipart_type;
use super::names::{Case, Scope};
use super::params::Params;
use super::params::place as place_name;
use super::symbols::report_collision;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    EventShape, Location, Operation, Pagination, Parameter, Placement,
    SecurityRequirement, Server, Style, Success, TypeKind, TypeRef, essence, is_json,
};
use crate::rust::{
    Answer, Argument, ArgumentType, Encoding, Framing, Ident, Method, MultipartForm,
    Pages, Place, Source, Step, SymbolId, Type,
};

/// What a method is made of besides the operation.
pub(super) struct Frame {
    /// The name of the method.
    pub name: Ident,
    /// Its struct for parameters.
    pub params: Option<Params>,
    /// The name of the struct.
    pub params_type: Option<Type>,
    /// The name of its errors.
    pub error: Option<Ident>,
    /// Its errors.
    pub error_type: Option<SymbolId>,
    /// What it gives where that differs with the status.
    pub answer: Option<Type>,
}

/// The methods that `http::Method` has had constants for in all of its versions.
const STANDARD_METHODS: [&str; 9] =
    ["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "CONNECT"];

impl<'a> Lowering<'a> {
    /// The method for an operation.
    pub(super) fn method(&mut self, operation: &'a Operation, frame: &Frame) -> Method {
        let mut call = CallParts {
            names: Scope::new(Case::Argument).reserve(&["params"]),
            arguments: Vec::new(),
            steps: Vec::new(),
        };
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let field = frame
                .params
                .as_ref()
                .and_then(|params| params.parameters[index].clone());
            self.parameter(parameter, field, &mut call);
        }
        if let Some(body) = &operation.body {
            let parts = frame.params.as_ref().and_then(|params| params.parts.clone());
            let source = frame.params.as_ref().and_then(|params| params.body.clone());
            match parts {
                Some(parts) => {
                    let content = body.contents.get(body.chosen);
                    call.steps.push(Step::MultipartBody {
                        media_type: content.and_then(multipart_type),
                        form: MultipartForm::Parts(parts),
                    });
                }
                None => self.body(body, source, &mut call),
            }
        }
        if let Some(ty) = frame.params_type.clone() {
            let ty = ArgumentType::Value(ty);
            let content = operation.body.as_ref().and_then(|body| {
                let is_inside = body.placement == Placement::Params;
                body.contents.get(body.chosen).filter(|_| is_inside)
            });
            let sample = content.and_then(|one| one.examples.first()).cloned();
            call.arguments.push(Argument { name: Ident::new("params"), ty, sample });
        }
        self.deviations(operation, &mut call.steps);
        self.note_untyped_content(operation);
        self.note_secret_answer(operation);
        let fields = frame.params.as_ref().map(|params| &params.item);
        Method {
            name: frame.name.clone(),
            origin: operation.origin.clone(),
            docs: self.operation_docs(operation, &call, frame.error.as_ref()),
            deprecated: operation.deprecated,
            many_arguments: call.arguments.len() > 6,
            uses_deprecated: fields.is_some_and(|fields| fields.has_deprecated_fields()),
            arguments: call.arguments,
            http_method: operation.method.clone(),
            is_standard: STANDARD_METHODS.contains(&operation.method.as_str()),
            path: operation.path.clone(),
            template: template(&operation.path),
            steps: call.steps,
            answer: self.answer(operation, frame.answer.clone()),
            error: frame.error_type,
        }
    }

    fn parameter(
        &mut self,
        parameter: &'a Parameter,
        field: Option<Ident>,
        call: &mut CallParts,
    ) {
        let place = super::client::place(parameter.location);
        let mut of_client = self.api.client_parameters.iter();
        let from_client = of_client.find(|one| one.is(parameter)).map(|one| {
            let (name, optional) = (one.name.clone(), !parameter.required);
            Step::ClientParameter { place, name, optional }
        });
        if parameter.placement == Placement::Client {
            call.steps.extend(from_client);
            return;
        }
        self.own_parameter(parameter, field, call);
        if parameter.placement == Placement::Params {
            call.steps.extend(from_client);
        }
    }

    /// A parameter that the call has.
    fn own_parameter(
        &mut self,
        parameter: &'a Parameter,
        field: Option<Ident>,
        call: &mut CallParts,
    ) {
        let value = match (field, &parameter.constant) {
            (Some(field), _) => Source::Field(field),
            (None, Some(value)) if parameter.placement == Placement::Fixed => {
                Source::Constant(value.clone())
            }
            _ => {
                let origin = &parameter.origin;
                let text = parameter.called();
                let prefixed = format!("{}_{text}", place_name(parameter.location));
                let claimed = call.names.claim_or(text, &prefixed);
                report_collision(self.diagnostics, &claimed, "argument", text, origin);
                let ty = match parameter.location {
                    // Nothing can stand in its place.
                    Location::Path => self.plain_argument(parameter.schema),
                    _ => self.argument_type(parameter.schema),
                };
                let ty = if parameter.required { ty } else { ty.optional() };
                let constraints = self.parameter_constraints(parameter);
                let sample = self.sample(&constraints, parameter.schema.id);
                call.argument(claimed.ident, ty, sample)
            }
        };
        let place = match parameter.location {
            Location::Path => Place::Path,
            Location::Query => Place::Query,
            Location::Header => Place::Header,
            Location::Cookie => Place::Cookie,
            Location::QueryString => {
                let encoding = match &parameter.style {
                    Style::Content(media_type) if !is_form(media_type) => {
                        Some(style_encoding(&parameter.style, parameter.explode, false))
                    }
                    _ => None,
                };
                let members = self.query_encodings(parameter);
                call.steps.push(Step::QueryString { value, encoding, members });
                return;
            }
        };
        self.note_form_in_value(parameter);
        let name = parameter.name.clone();
        let encoding = encoding(parameter, place);
        call.steps.push(Step::Parameter { place, name, value, encoding });
    }

    /// How a value is handed over: what is cheap to copy by value, all else by reference.
    pub(super) fn argument_type(&mut self, schema: TypeRef) -> ArgumentType {
        let plain = self.plain_argument(schema);
        if self.is_nullable(schema) { plain.optional() } else { plain }
    }

    /// The same for a value that is not null.
    fn plain_argument(&mut self, schema: TypeRef) -> ArgumentType {
        if self.is_text(schema.id) {
            return ArgumentType::Str;
        }
        let kind = self.kind(schema.id);
        match (kind, self.spelled(schema.id)) {
            (TypeKind::Boolean | TypeKind::Integer(_) | TypeKind::Number(_), _)
            | (
                TypeKind::String(_),
                Type::External(_) | Type::Runtime("datetime::DateTime"),
            ) => ArgumentType::Value(self.ty(schema.id)),
            (TypeKind::List(_), Type::Vec(item)) => ArgumentType::Slice(*item),
            _ => ArgumentType::Reference(self.ty(schema.id)),
        }
    }

    /// Where an operation differs from what holds for all.
    fn deviations(&mut self, operation: &Operation, steps: &mut Vec<Step>) {
        if let Some(key) = &operation.idempotency_key {
            let (header, is_made) = (key.header.clone(), key.is_made);
            steps.push(Step::IdempotencyKey { header, is_made });
        }
        let security = alternatives(&operation.security);
        if security != self.default_security {
            steps.push(Step::Security(security));
        }
        if self.is_beside_envelopes(operation) {
            steps.push(Step::NoEnvelope);
        }
        let Some(usual) = Server::usual(&operation.servers) else { return };
        let others = operation.servers.iter().map(Server::expanded);
        for other in others.filter(|other| *other != usual) {
            let message = format!("the call can go to `{other}` as well");
            let code = Code::UnsupportedKeyword;
            self.diagnostics.report(
                Diagnostic::new(code, &operation.origin, message)
                    .at_key()
                    .note(format!("it goes to `{usual}` unless the client has a base URL"))
                    .help("nothing has to change; `ClientBuilder::base_url` sends calls elsewhere"),
            );
        }
        // The slash of the host's root is all that there is of it.
        let is_root =
            usual.is_empty() && operation.servers.iter().any(|one| one.url == "/");
        let usual = if is_root { "/".to_owned() } else { usual };
        let url = super::servers::resolved(&usual, &self.base_url);
        if url.trim_end_matches('/') == self.base_url.trim_end_matches('/') {
            return;
        }
        // What has no host is at that of the client, whichever that is.
        steps.push(Step::Server(match usual.starts_with('/') || url.contains("://") {
            true if usual.starts_with('/') => usual,
            true => url,
            false => format!("/{}", url.trim_start_matches('/')),
        }));
    }

    /// Whether the answer is none of the API's envelopes, so that its members mean what they like.
    fn is_beside_envelopes(&self, operation: &Operation) -> bool {
        let Some(failure) = &self.options.failure else { return false };
        let member = |schema: TypeRef, name: &String| match self.kind(schema.id) {
            TypeKind::Struct(object) => {
                let mut fields = object.fields.iter();
                fields.find(|field| field.name == *name).map(|field| field.schema)
            }
            _ => None,
        };
        let has_flag = |schema: TypeRef| {
            !self.options.flag_is_of_envelopes
                && failure.flag.iter().try_fold(schema, member).is_some()
        };
        match &operation.success {
            Success::Json { schema, envelope, .. } if envelope.is_empty() => {
                !has_flag(*schema)
            }
            success @ Success::ByStatus { envelope, .. } if envelope.is_empty() => {
                !success.by_status().any(|(_, schema)| has_flag(schema))
            }
            _ => false,
        }
    }

    /// The type of the answer that a page is in, where it has a name.
    pub(super) fn whole_answer(&self, operation: &Operation) -> Option<SymbolId> {
        let pagination = operation.pagination.as_ref()?;
        let schema = operation.chosen_content()?.schema?;
        self.names.of(schema.id).filter(|_| !pagination.items.is_empty())
    }

    fn answer(&mut self, operation: &Operation, by_status: Option<Type>) -> Answer {
        if let Some(pagination) = &operation.pagination {
            let pages = pages(operation, pagination);
            let integers = self.is_integers(pagination.item.id);
            let item = self.value(pagination.item);
            let whole = self.whole_answer(operation);
            return Answer::Pages { item, integers, whole, pages: Box::new(pages) };
        }
        match &operation.success {
            Success::Empty => Answer::Empty,
            Success::Json { schema, envelope, optional, media_type } => {
                let ty = self.value(*schema);
                let ty = match ty {
                    Type::Option(_) => ty,
                    ty if *optional => Type::Option(Box::new(ty)),
                    ty => ty,
                };
                let media_type = other_than_json(media_type);
                let integers = self.is_integers(schema.id);
                Answer::Json { ty, integers, at: envelope.clone(), media_type }
            }
            Success::ByStatus { media_type, envelope, .. } => Answer::ByStatus {
                ty: by_status.unwrap_or(Type::JSON),
                at: envelope.clone(),
                media_type: media_type.clone(),
            },
            Success::Text { optional, media_type } => {
                let media_type = accept(operation, media_type);
                Answer::Text { optional: *optional, media_type }
            }
            Success::Binary { optional, media_type } => {
                let media_type = accept(operation, media_type);
                Answer::Bytes { optional: *optional, media_type }
            }
            Success::EventStream { schema, shape, .. } => {
                let framing = match (schema, shape) {
                    (None, _) => Framing::TextEvents,
                    (_, EventShape::Data) => Framing::Events,
                    (_, EventShape::Whole) => Framing::WholeEvents,
                    (_, EventShape::WholeJson) => Framing::WholeJsonEvents,
                };
                let item = schema.map_or(Type::STRING, |schema| self.value(schema));
                Answer::Stream { item, framing }
            }
            Success::JsonLines { schema, in_results, media_type } => {
                let is_sequence = media_type.to_ascii_lowercase().contains("json-seq");
                let framing = match (in_results, is_sequence) {
                    (true, _) => Framing::Results,
                    (false, true) => Framing::Sequence,
                    (false, false) => Framing::Lines,
                };
                let item = schema.map_or(Type::JSON, |schema| self.value(schema));
                Answer::Stream { item, framing: framing(media_type.clone()) }
            }
        }
    }
}

/// How a list goes on, and what its answers are asked for as.
fn pages(operation: &Operation, pagination: &Pagination) -> Pages {
    let media_type = match &operation.success {
        Success::Json { media_type, .. } => other_than_json(media_type),
        _ => None,
    };
    Pages {
        media_type,
        items: pagination.items.clone(),
        next: pagination.next.clone(),
        per_page: pagination.per_page.clone(),
        in_body: pagination.in_body.clone(),
        next_number: pagination.next_number.clone(),
        page_size: pagination.page_size.clone(),
        total_items: pagination.total_items.clone(),
        total_items_header: pagination.total_items_header.clone(),
        total_pages_header: pagination.total_pages_header.clone(),
        has_more: pagination.has_more.clone(),
        done: pagination.done.clone(),
    }
}

/// What text or bytes are asked for as: before anything else, what is described. Servers that choose
/// among what they can render, and send that by themselves, refuse what is not among it (406). Where
/// a method stands for its media type, or its answer is shown or played, another one is no answer.
fn accept(operation: &Operation, media_type: &str) -> String {
    let media = ["image/", "audio/", "video/", "font/"];
    let is_media = |one: &str| media.iter().any(|start| essence(one).starts_with(start));
    let is_exact = operation.told_by_accept || media_type.split(", ").any(is_media);
    match is_exact || media_type.contains("*/*") || !media_type.contains('/') {
        true => media_type.to_owned(),
        false => format!("{media_type}, */*;q=0.1"),
    }
}

/// The media type that is to be asked for, where it is not what JSON is asked for with.
fn other_than_json(media_type: &str) -> Option<String> {
    (media_type != "application/json").then(|| media_type.to_owned())
}

/// Collects what a method does.
pub(super) struct CallParts {
    pub(super) names: Scope,
    pub(super) arguments: Vec<Argument>,
    pub(super) steps: Vec<Step>,
}

impl CallParts {
    pub(super) fn argument(
        &mut self,
        name: Ident,
        ty: ArgumentType,
        sample: Option<serde_json::Value>,
    ) -> Source {
        let reference = matches!(
            ty,
            ArgumentType::Str | ArgumentType::Slice(_) | ArgumentType::Reference(_)
        );
        self.arguments.push(Argument { name: name.clone(), ty, sample });
        Source::Argument { name, reference }
    }
}

/// A path template without the patterns of its variables: `/v1/{name}` for
/// `/v1/{name=projects/*}`.
fn template(path: &str) -> String {
    let mut template = String::with_capacity(path.len());
    for part in path.split_inclusive('}') {
        match part.split_once('{').and_then(|(_, variable)| variable.split_once('=')) {
            Some((_, pattern)) => {
                template.push_str(&part[..part.len() - pattern.len() - 1]);
                template.push('}');
            }
            None => template.push_str(part),
        }
    }
    template
}

/// The alternatives of a security requirement, as indexes of schemes.
pub(super) fn alternatives(security: &[SecurityRequirement]) -> Vec<Vec<usize>> {
    security.iter().map(|one| one.indexes().collect()).collect()
}

/// How a parameter becomes text; `None` where the place's default does it.
fn encoding(parameter: &Parameter, place: Place) -> Option<Encoding> {
    let encoding =
        style_encoding(&parameter.style, parameter.explode, parameter.allow_reserved);
    let default = match place {
        Place::Path | Place::Header => "SIMPLE",
        Place::Query | Place::Cookie => "FORM",
    };
    let plain = Encoding { style: default, explode: None, reserved: false };
    (encoding != plain).then_some(encoding)
}

pub(super) fn style_encoding(style: &Style, explode: bool, reserved: bool) -> Encoding {
    // Whether the runtime's constant takes arrays and objects apart.
    let (style, exploded) = match style {
        Style::Form => ("FORM", true),
        Style::Simple => ("SIMPLE", false),
        Style::Segments => ("SEGMENTS", false),
        Style::Label => ("LABEL", false),
        Style::Matrix => ("MATRIX", false),
        Style::SpaceDelimited => ("SPACE", false),
        Style::PipeDelimited => ("PIPE", false),
        Style::TabDelimited => ("TAB", false),
        Style::Cookie => ("COOKIE", true),
        Style::DeepObject => ("DEEP_OBJECT", explode),
        Style::Dots => ("DOTS", explode),
        Style::Brackets => ("BRACKETS", explode),
        Style::Content(media_type) if is_json(media_type) => ("JSON", explode),
        Style::Content(media_type) if is_form(media_type) => ("PAIRS", explode),
        Style::Content(_) => ("TEXT", explode),
    };
    Encoding { style, explode: (explode != exploded).then_some(explode), reserved }
}

pub(super) fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}
