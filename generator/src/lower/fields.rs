//! Members of objects and parameters of operations → fields.

use super::Lowering;
use super::docs::{FieldText, Side, code};
use super::text::Text;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    self, Constraints, Direction, StringFormat, TypeId, TypeKind, TypeRef,
};
use crate::rust::{
    Field, Ident, Initial, Input, InputValue, PartKind, Presence, Type, Wrap,
};
use crate::source::Pointer;
use serde_json::Value;

/// What the members of an object are sent as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SentAs {
    /// Members of JSON.
    Json,
    /// Pairs of a URL-encoded form.
    Form,
    /// Parts of a multipart body, where bytes are files.
    Parts,
}

/// What null is in a place where values are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Null {
    /// A value of its own.
    Value,
    /// The same as no value: text has none for it.
    Nothing,
    /// No value at all.
    Never,
}

/// What a field is made of: a member of an object or a parameter.
pub(super) struct Member<'m> {
    pub name: &'m str,
    /// What a vendor extension calls the field instead, of a parameter also the configuration.
    pub rename: Option<&'m str>,
    pub schema: TypeRef,
    /// What null is where it is sent.
    pub null: Null,
    pub required: bool,
    /// What it begins with instead of being asked for.
    pub initial: Option<&'m Value>,
    pub deprecated: bool,
    pub docs: &'m model::Docs,
    pub constraints: &'m Constraints,
    pub origin: &'m Pointer,
    /// The type that it is a member of; `None` for parameters.
    pub owner: Option<TypeId>,
    /// Which side has it.
    pub side: Side,
}

impl<'m> Member<'m> {
    /// A member of an object. What only the server sets is not required of a caller, and what
    /// only a caller sets is not expected of the server.
    pub(super) fn of(
        field: &'m model::Field,
        owner: TypeId,
        direction: Direction,
        sent_as: SentAs,
    ) -> Self {
        let one_sided =
            field.read_only && direction.sent || field.write_only && direction.received;
        let side = match direction.sent && direction.received {
            true if field.read_only => Side::Received,
            true if field.write_only => Side::Sent { required: field.required },
            _ => Side::Both,
        };
        Self {
            name: &field.name,
            rename: field.rename.as_deref(),
            schema: field.schema,
            null: match sent_as {
                SentAs::Json => Null::Value,
                SentAs::Form | SentAs::Parts => Null::Nothing,
            },
            required: field.required && !one_sided,
            initial: field.initial.as_ref(),
            deprecated: field.deprecated,
            docs: &field.docs,
            constraints: &field.constraints,
            origin: &field.origin,
            owner: Some(owner),
            side,
        }
    }
}

/// Whether a member is never there: only the other side would have it.
pub(super) fn is_elsewhere(field: &model::Field, direction: Direction) -> bool {
    field.read_only && !direction.received && direction.sent
        || field.write_only && !direction.sent && direction.received
}

impl<'a> Lowering<'a> {
    /// A field, and whether it must be there.
    pub(super) fn field(
        &mut self,
        member: &Member<'_>,
        name: Ident,
        setter: Ident,
        sent: bool,
    ) -> (Field, Presence) {
        let presence = self.presence(member, sent);
        let plain = self.field_type(member);
        let ty = match presence {
            Presence::Required => plain.clone(),
            Presence::Nullable | Presence::Optional | Presence::OptionalJson => {
                plain.clone().optional()
            }
            Presence::ThreeStates => Type::Nullable(Box::new(plain.clone())),
        };
        let input = match sent {
            true => self.input(member, &name, setter, plain, presence),
            false => Input::None,
        };
        let ty = match member.owner {
            Some(owner) => self.boxed(owner, member.schema.id, ty),
            None => ty,
        };
        let docs = self.field_docs(&FieldText {
            name: member.name,
            what: if member.owner.is_some() { "member" } else { "parameter" },
            docs: member.docs,
            constraints: member.constraints,
            schema: member.schema.id,
            side: member.side,
        });
        let deprecated = member.deprecated;
        let field = Field {
            name,
            docs,
            ty,
            deprecated,
            secret: member.constraints.secret || self.is_secret(member.schema.id),
            input,
        };
        (field, presence)
    }

    fn field_type(&mut self, member: &Member<'_>) -> Type {
        if let Some(path) = self.replacement.take() {
            return Type::User(path);
        }
        match self.file_part(member.schema.id).filter(|_| self.sent_as == SentAs::Parts)
        {
            Some(PartKind::File(_)) => Type::FILE,
            Some(_) => Type::Vec(Box::new(Type::FILE)),
            None => self.ty(member.schema.id),
        }
    }

    /// Whether a member of a multipart body is a file, or several.
    pub(super) fn file_part(&self, id: TypeId) -> Option<PartKind> {
        let is_file =
            |id| matches!(self.kind(id), TypeKind::String(StringFormat::Binary));
        match self.kind(id) {
            _ if is_file(id) => Some(PartKind::File(None)),
            TypeKind::List(list) if is_file(list.item.id) => Some(PartKind::Files(None)),
            _ => None,
        }
    }

    /// The media type that a schema gives to text or bytes as they are, or to each of several.
    pub(super) fn media_type(&self, id: TypeId) -> Option<&'a String> {
        let api = self.api;
        let mut at = id;
        for _ in 0..api.types.len() {
            let def = &api.types[at];
            at = match &def.kind {
                TypeKind::Alias(target) => target.id,
                TypeKind::List(list) if at == id => list.item.id,
                TypeKind::String(StringFormat::Plain | StringFormat::Binary) => {
                    return def.constraints.media_type.as_ref();
                }
                _ => return None,
            };
        }
        None
    }

    /// The media type that a schema gives to a part, or to each of several.
    pub(super) fn part_type(&self, id: TypeId) -> Option<String> {
        self.media_type(id).cloned().or_else(|| self.encoded_media_type(id))
    }

    /// The media type of a part that is bytes in Base64, or several, where `contentEncoding` says
    /// so (OpenAPI 3.1 §4.8.15). `format: byte` of 3.0 is plain text.
    fn encoded_media_type(&self, id: TypeId) -> Option<String> {
        let mut id = self.behind_names(id);
        if let TypeKind::List(list) = self.kind(id) {
            id = self.behind_names(list.item.id);
        }
        let def = &self.api.types[id];
        let is_encoded = matches!(def.kind, TypeKind::String(StringFormat::Base64))
            && def.constraints.format.is_none();
        let said = def.constraints.media_type.clone();
        is_encoded.then(|| said.unwrap_or_else(|| "application/octet-stream".to_owned()))
    }

    fn presence(&mut self, member: &Member<'_>, sent: bool) -> Presence {
        let nullable = member.null != Null::Never && self.is_nullable(member.schema);
        let endless = |owner| self.recursion.never_ends(owner, member.schema.id);
        if member.required && !nullable && member.owner.is_some_and(endless) {
            let message =
                format!("`{}` requires itself, so it is optional", member.name);
            self.diagnostics.report(
                Diagnostic::new(Code::Repaired, member.origin, message)
                    .help("take it out of `required`: no value could ever have it"),
            );
            return Presence::Optional;
        }
        // Where null is the only value, leaving it out is something else.
        let only_null = matches!(self.kind(member.schema.id), TypeKind::Null);
        let nullable = nullable || only_null && !member.required && sent;
        match (member.required, nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            // What is never sent need not tell null and absence apart.
            (false, true)
                if sent
                    && member.null == Null::Value
                    && member.side != Side::Received =>
            {
                Presence::ThreeStates
            }
            (false, _) if self.holds_any(member.schema.id) => Presence::OptionalJson,
            (false, _) => Presence::Optional,
        }
    }

    /// What a member begins with that has only one value in the description. What only the server
    /// sets begins with nothing.
    fn initial(
        &mut self,
        member: &Member<'_>,
        ty: &Type,
        presence: Presence,
    ) -> Option<Initial> {
        let is_sent = match presence {
            Presence::Required => true,
            Presence::Optional => member.side == (Side::Sent { required: true }),
            _ => false,
        };
        let value = member.initial.filter(|_| is_sent)?;
        match (self.kind(member.schema.id), ty) {
            (TypeKind::Enum(listed), Type::Named(_)) => {
                let [only] = listed.values.as_slice() else { return None };
                let variant = self.only_variant(member.schema.id)?;
                (only.value == *value).then(|| Initial::Variant(variant))
            }
            (TypeKind::Boolean, Type::Builtin(_)) => {
                value.is_boolean().then(|| Initial::Literal(value.clone()))
            }
            (TypeKind::Integer(_), Type::Builtin(_)) => {
                value.is_i64().then(|| Initial::Literal(value.clone()))
            }
            (TypeKind::String(format), Type::Builtin(_)) if self.stays_text(*format) => {
                value.is_string().then(|| Initial::Literal(value.clone()))
            }
            _ => None,
        }
    }

    /// Whether a type holds any JSON, null too.
    fn holds_any(&self, id: TypeId) -> bool {
        self.replacement.is_none()
            && self.names.replacement(id).is_none()
            && matches!(self.kind(id), TypeKind::Any(_))
    }

    /// How a caller gives the value: what must be there in `new`, everything else by a setter. What
    /// must be there and can be null is null until it is set: `new(None, None)` says nothing.
    fn input(
        &mut self,
        member: &Member<'_>,
        name: &Ident,
        setter: Ident,
        plain: Type,
        presence: Presence,
    ) -> Input {
        let boxed = member
            .owner
            .is_some_and(|owner| self.recursion.needs_box(owner, member.schema.id));
        let converts =
            self.is_text(member.schema.id) || self.has_conversions(member.schema.id);
        if let Some(initial) = self.initial(member, &plain, presence) {
            return Input::Initial(initial);
        }
        let value = match presence {
            Presence::ThreeStates => {
                InputValue::Into(Type::Nullable(Box::new(boxed_if(boxed, plain))))
            }
            _ if boxed => InputValue::Boxed(plain),
            Presence::OptionalJson => InputValue::Plain(plain),
            _ if converts => InputValue::Into(plain),
            _ => InputValue::Plain(plain),
        };
        let sample = self.sample(member.constraints, member.schema.id);
        match presence {
            Presence::Required => Input::Argument { name: name.clone(), value, sample },
            Presence::Nullable if member.null == Null::Value => {
                let text = format!("Sets {}; else it is null.", code(member.name));
                set_as(&text, setter, value, Wrap::Some, sample)
            }
            Presence::Nullable | Presence::Optional | Presence::OptionalJson => {
                set(member.name, setter, value, Wrap::Some, sample)
            }
            Presence::ThreeStates => set(member.name, setter, value, Wrap::No, sample),
        }
    }
}

/// A setter for a member.
pub(super) fn set(
    member: &str,
    name: Ident,
    value: InputValue,
    wrap: Wrap,
    sample: Option<Value>,
) -> Input {
    set_as(&format!("Sets {}.", code(member)), name, value, wrap, sample)
}

/// A setter with these docs.
fn set_as(
    text: &str,
    name: Ident,
    value: InputValue,
    wrap: Wrap,
    sample: Option<Value>,
) -> Input {
    let mut docs = Text::default();
    docs.paragraph(text);
    Input::Setter { name, docs: docs.into_docs(), value, wrap, sample }
}

fn boxed_if(boxed: bool, ty: Type) -> Type {
    if boxed { Type::Box(Box::new(ty)) } else { ty }
}
