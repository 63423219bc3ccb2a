//! The parameters of an operation that are not arguments of its method: a struct.

use serde_json::Value;

use super::Lowering;
use super::docs::Side;
use super::fields::{self, Null, SentAs};
use super::structs::{Fields, constructor, sent_as_null};
use crate::model::{
    self, Api, Constraints, Content, ContentKind, Direction, Location, Operation,
    Parameter, Placement, TypeId, TypeKind,
};
use crate::rust::{
    Docs, Field, Ident, ObjectEncoding, Part, Shown, Source, Struct, SymbolId,
};

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
        let constraints: Vec<Constraints> = operation
            .parameters
            .iter()
            .map(|parameter| self.parameter_constraints(parameter))
            .collect();
        let mut fields = Fields::new(self, Direction { sent: true, received: false });
        let mut parameters = Vec::with_capacity(operation.parameters.len());
        for (parameter, constraints) in operation.parameters.iter().zip(&constraints) {
            let placed = parameter.placement == Placement::Params;
            parameters.push(placed.then(|| {
                let member = member(parameter, constraints);
                fields.field(&member, Some(place(parameter.location))).0
            }));
        }
        let body =
            operation.body.as_ref().filter(|body| body.placement == Placement::Params);
        let content = body.and_then(|body| body.contents.get(body.chosen));
        let multipart = content.is_some_and(|one| one.kind == ContentKind::Multipart);
        let body = content.map(|content| match spread(api, content) {
            Some(object) => {
                let flag = body.and_then(|body| body.flag.as_ref());
                fields.spread(content.kind, object, flag);
                Source::Params
            }
            None => Source::Field(
                fields.body(content, body.is_some_and(|body| body.required)),
            ),
        });
        let Fields { mut fields, encoding, .. } = fields;
        self.say_of_client(operation, &parameters, &mut fields);
        let nulls = sent_as_null(&fields, &encoding);
        let constructor = constructor(&fields, &[], &nulls);
        let mut derives = vec!["Clone"];
        // Not all of its fields are members of the body.
        let shown = match fields.iter().any(|field| field.secret) {
            true => Shown::Fields,
            false => Shown::Derived,
        };
        derives.extend((shown == Shown::Derived).then_some("Debug"));
        derives.extend(constructor.default.then_some("Default"));
        derives.extend(self.options.comparable.then_some("PartialEq"));
        let parts = content
            .filter(|_| multipart && body == Some(Source::Params))
            .map(|content| self.parts(content, &encoding));
        let encoding = (parts.is_none() && body == Some(Source::Params))
            .then(|| sent_only(encoding));
        let item = Struct {
            name,
            docs: Docs::line(format!("Parameters of {call}.")),
            derives: derives.into_iter().map(str::to_owned).collect(),
            shown,
            attributes: Vec::new(),
            must_use: true,
            fields,
            constructor: Some(constructor),
            encoding,
        };
        Params { item, parameters, body, parts }
    }

    /// Says of the fields that the client has for all calls too.
    fn say_of_client(
        &self,
        operation: &Operation,
        names: &[Option<Ident>],
        fields: &mut [Field],
    ) {
        for (parameter, name) in operation.parameters.iter().zip(names) {
            let field =
                fields.iter_mut().find(|field| Some(&field.name) == name.as_ref());
            if let (Some(field), Some(docs)) = (field, self.client_docs(parameter)) {
                field.docs.add(&docs);
            }
        }
    }
}

/// The encoding of what is only sent, and shown by its fields.
fn sent_only(encoding: ObjectEncoding) -> ObjectEncoding {
    ObjectEncoding { decode: false, secrets: Vec::new(), secret_rest: false, ..encoding }
}

impl Fields<'_, '_> {
    /// Adds the members of a body. The one that says whether the answer is a stream is said by the
    /// method, so that the caller need not.
    fn spread(
        &mut self,
        kind: ContentKind,
        (id, object): (TypeId, &model::Struct),
        flag: Option<&(String, Value)>,
    ) {
        self.sent_as(sent_as(kind));
        for field in &object.fields {
            match flag.filter(|(name, _)| field.name == *name) {
                Some((name, value)) => self.constant(name, value.clone(), None),
                None => self.member(field, id),
            }
        }
        self.sent_as(SentAs::Json);
        object.rest.into_iter().for_each(|rest| self.rest(rest));
    }
}

fn sent_as(kind: ContentKind) -> SentAs {
    match kind {
        ContentKind::Multipart => SentAs::Parts,
        ContentKind::Form => SentAs::Form,
        _ => SentAs::Json,
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

fn member<'m>(
    parameter: &'m Parameter,
    constraints: &'m Constraints,
) -> fields::Member<'m> {
    fields::Member {
        name: &parameter.name,
        rename: parameter.rename.as_deref(),
        schema: parameter.schema,
        null: match parameter.location {
            Location::Path => Null::Never,
            _ => Null::Nothing,
        },
        required: parameter.required,
        initial: None,
        deprecated: parameter.deprecated,
        docs: &parameter.docs,
        constraints,
        origin: &parameter.origin,
        owner: None,
        side: Side::Both,
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
