//! The parameters of an operation that are not arguments of its method: a struct.

use serde_json::Value;

use super::Lowering;
use super::fields;
use super::structs::{Fields, constructor};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    self, Api, Content, ContentKind, Direction, Location, Operation, Parameter,
    Placement, Style, TypeDef, TypeId, TypeKind,
};
use crate::rust::{
    Docs, Ident, Member, MemberKind, ObjectEncoding, Part, PartKind, PartValue,
    Presence, Source, Struct, SymbolId,
};
use crate::source::Pointer;

/// Whether an operation has a struct for parameters.
pub(super) fn has_params(operation: &Operation) -> bool {
    let in_params = |placement| placement == Placement::Params;
    operation.parameters.iter().any(|parameter| in_params(parameter.placement))
        || operation.body.as_ref().is_some_and(|body| in_params(body.placement))
}

/// The struct of an operation's parameters and where it has which of them.
pub(super) struct Params {
    pub item: Struct,
    /// The field of each parameter of the operation that has one.
    pub parameters: Vec<Option<Ident>>,
    /// Where the body is.
    pub body: Option<Source>,
    /// The parts of a multipart body.
    pub parts: Option<Vec<Part>>,
}

impl<'a> Lowering<'a> {
    /// The struct for an operation's parameters.
    pub(super) fn params(
        &mut self,
        operation: &'a Operation,
        symbol: SymbolId,
        call: &str,
    ) -> Params {
        let api = self.api;
        let name = self.symbols[symbol].name.clone();
        let mut fields = Fields::new(self, Direction { sent: true, received: false });
        let mut parameters = Vec::with_capacity(operation.parameters.len());
        for parameter in &operation.parameters {
            let placed = parameter.placement == Placement::Params;
            parameters.push(placed.then(|| {
                let def = &api.types[parameter.schema.id];
                fields.field(&member(parameter, def), Some(place(parameter.location))).0
            }));
        }
        let body =
            operation.body.as_ref().filter(|body| body.placement == Placement::Params);
        let content = body.and_then(|body| body.contents.get(body.chosen));
        let multipart = content.is_some_and(|one| one.kind == ContentKind::Multipart);
        let body = content.map(|content| match spread(api, content) {
            Some((id, structure)) => {
                fields.in_multipart(multipart);
                structure.fields.iter().for_each(|field| fields.member(field, id));
                fields.in_multipart(false);
                structure.rest.into_iter().for_each(|rest| fields.rest(rest));
                Source::Params
            }
            None => Source::Field(
                fields.body(content, body.is_some_and(|body| body.required)),
            ),
        });
        let Fields { fields, encoding, .. } = fields;
        let constructor = constructor(&fields);
        let mut derives = vec!["Clone", "Debug"];
        derives.extend(constructor.default.then_some("Default"));
        derives.extend(self.options.comparable.then_some("PartialEq"));
        let parts = content
            .filter(|_| multipart && body == Some(Source::Params))
            .map(|content| self.parts(content, &encoding));
        let encoding = (parts.is_none() && body == Some(Source::Params))
            .then(|| ObjectEncoding { decode: false, ..encoding });
        let item = Struct {
            name,
            docs: Docs::line(format!("Parameters of {call}.")),
            derives: derives.into_iter().map(str::to_owned).collect(),
            // Not all of its fields are members of the body.
            debug: false,
            attributes: Vec::new(),
            must_use: true,
            fields,
            constructor: Some(constructor),
            encoding,
        };
        Params { item, parameters, body, parts }
    }

    /// Notes a part that can only be JSON, though it is said to be something else.
    fn note_json_part(&mut self, field: &model::Field, media_type: &str, at: &Pointer) {
        let mut kind = self.kind(field.schema.id);
        if let TypeKind::List(list) = kind {
            kind = self.kind(list.item.id);
        }
        if matches!(kind, TypeKind::Struct(_) | TypeKind::Map(_)) {
            let message = format!(
                "the part `{}` is an object, which is sent as JSON and not as `{media_type}`",
                field.name
            );
            self.diagnostics.report(
                Diagnostic::new(Code::UnsupportedKeyword, at, message)
                    .at_key()
                    .help("make it a string to send text of this media type"),
            );
        }
    }

    /// The parts of a multipart body whose members are fields.
    fn parts(&mut self, content: &Content, encoding: &ObjectEncoding) -> Vec<Part> {
        let schema = spread(self.api, content).map(|(_, structure)| structure);
        let mut part = |member: &Member| {
            let field = schema.and_then(|one| {
                one.fields.iter().find(|field| field.name == member.key)
            });
            let file = field.and_then(|field| self.file_part(field.schema.id));
            let said = content.encoding.iter().find(|(name, _)| *name == member.key);
            let said = said.map(|(_, encoding)| encoding);
            let separator = said.and_then(separator);
            let said = said.and_then(|encoding| encoding.content_type.clone());
            // Of several media types only the caller knows which it is.
            let one = said.filter(|said| !said.contains([',', '*']));
            let kind = match (file, separator, one) {
                (Some(PartKind::File(_)), _, one) => PartKind::File(one),
                (Some(_), _, one) => PartKind::Files(one),
                (None, Some(separator), _) => PartKind::Joined(separator),
                (None, None, None) => PartKind::Value,
                (None, None, Some(media_type)) => match media_type.contains("json") {
                    true => PartKind::Json(media_type),
                    false => {
                        if let Some(field) = field {
                            self.note_json_part(field, &media_type, &content.origin);
                        }
                        PartKind::ValueAs(media_type)
                    }
                },
            };
            let (value, kind) = match &member.kind {
                MemberKind::Constant(value) => constant_part(value, kind),
                MemberKind::Field { field, presence } => {
                    let optional = *presence != Presence::Required;
                    (PartValue::Field(field.clone(), optional), kind)
                }
            };
            Part { name: member.key.clone(), value, kind }
        };
        encoding.members.iter().map(&mut part).collect()
    }
}

/// A part that always has this value: its text, and as what that is sent. The text of what is no
/// string is JSON already.
fn constant_part(value: &Value, kind: PartKind) -> (PartValue, PartKind) {
    let kind = match (kind, value.is_string()) {
        (PartKind::Json(media_type), false) => PartKind::ValueAs(media_type),
        (kind @ (PartKind::Json(_) | PartKind::ValueAs(_)), _) => kind,
        _ => PartKind::Value,
    };
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    (PartValue::Constant(text), kind)
}

/// What stands between the elements of an array that are one part (OpenAPI 3.1 §4.8.15.1.2, and
/// `collectionFormat` of Swagger 2.0); `None` where each is a part.
fn separator(encoding: &model::Encoding) -> Option<&'static str> {
    let style = encoding.style.as_ref();
    let explodes = style.is_none_or(|style| *style == Style::Form);
    if encoding.explode.unwrap_or(explodes) {
        return None;
    }
    match style {
        None | Some(Style::Form | Style::Simple) => Some(","),
        Some(Style::SpaceDelimited) => Some(" "),
        Some(Style::PipeDelimited) => Some("|"),
        Some(Style::TabDelimited) => Some("\t"),
        Some(_) => None,
    }
}

/// The members of a body that become fields themselves.
pub(super) fn spread<'a>(
    api: &'a Api,
    content: &Content,
) -> Option<(TypeId, &'a model::Struct)> {
    let spreads = matches!(
        content.kind,
        ContentKind::Json | ContentKind::Form | ContentKind::Multipart
    );
    let schema = content.schema.filter(|schema| spreads && !schema.nullable)?;
    match &api.types[schema.id].kind {
        TypeKind::Struct(structure) => Some((schema.id, structure)),
        _ => None,
    }
}

fn member<'m>(parameter: &'m Parameter, def: &'m TypeDef) -> fields::Member<'m> {
    fields::Member {
        name: &parameter.name,
        rename: parameter.rename.as_deref(),
        schema: parameter.schema,
        required: parameter.required,
        deprecated: parameter.deprecated,
        docs: &parameter.docs,
        constraints: &def.constraints,
        origin: &parameter.origin,
        owner: None,
    }
}

/// What a parameter's name begins with when another one has the plain name.
pub(super) fn place(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
