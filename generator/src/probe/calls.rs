//! Methods: what they take, and as what it is sent.

use super::{Argument, Call, Handed, Sent, Slot, spelled};
use crate::rust::{
    self, ArgumentType, Crate, Ident, Index, Input, InputValue, MemberKind, Method,
    MultipartForm, PartValue, Place, Resource, Source, Step, Struct, Type, joined,
};

/// All methods.
pub(super) fn calls(krate: &Crate, index: &Index<'_>) -> Vec<Call> {
    let mut calls = Vec::new();
    if let Some(root) = index.root {
        collect(krate, index, root, "client", &mut calls);
    }
    calls
}

fn collect(
    krate: &Crate,
    index: &Index<'_>,
    resource: &Resource,
    accessor: &str,
    calls: &mut Vec<Call>,
) {
    for method in &resource.methods {
        calls.push(call(krate, index, method, accessor));
    }
    for child in &resource.children {
        let symbol = &krate.symbols[child.resource];
        if let Some(inner) = index.resources.get(&joined(&symbol.module, &symbol.name)) {
            let accessor = format!("{accessor}.{}()", child.name);
            collect(krate, index, inner, &accessor, calls);
        }
    }
}

fn call(krate: &Crate, index: &Index<'_>, method: &Method, accessor: &str) -> Call {
    let argument = |argument: &rust::Argument| match params(krate, index, argument) {
        Some((path, item)) => with_params(krate, method, item, path),
        None => Argument::One(one(krate, method, argument)),
    };
    Call {
        http_method: method.http_method.clone(),
        path: method.path.clone(),
        origin: method.origin.to_string(),
        method: format!("{accessor}.{}", method.name),
        arguments: method.arguments.iter().map(argument).collect(),
        media_type: method.steps.iter().find_map(media_type),
    }
}

/// The struct of the parameters, if an argument is that.
fn params<'k>(
    krate: &Crate,
    index: &Index<'k>,
    argument: &rust::Argument,
) -> Option<(String, &'k Struct)> {
    let ArgumentType::Value(ty) = &argument.ty else { return None };
    if argument.name.as_str() != "params" {
        return None;
    }
    let mut behind = ty;
    // The definition can have another name, but that one has none again.
    for _ in 0..2 {
        let Type::Named(id) = behind else { return None };
        let symbol = &krate.symbols[*id];
        let path = joined(&symbol.module, &symbol.name);
        match index.structs.get(&path) {
            Some(item) => return Some((spelled(krate, ty), item)),
            None => behind = index.aliases.get(&path)?,
        }
    }
    None
}

fn media_type(step: &Step) -> Option<String> {
    match step {
        Step::JsonBody { media_type, .. } => {
            Some(media_type.clone().unwrap_or_else(|| "application/json".to_owned()))
        }
        Step::FormBody { .. } => Some("application/x-www-form-urlencoded".to_owned()),
        Step::MultipartBody { media_type, .. } => {
            let usual = || "multipart/form-data".to_owned();
            Some(media_type.clone().unwrap_or_else(usual))
        }
        Step::JsonMembers { media_type, .. }
        | Step::TextBody { media_type, .. }
        | Step::BytesBody { media_type, .. } => Some(media_type.clone()),
        _ => None,
    }
}

/// An argument that is one value.
fn one(krate: &Crate, method: &Method, argument: &rust::Argument) -> Slot {
    let wanted = |source: &Source| matches!(source, Source::Argument { name, .. } if *name == argument.name);
    let text = Type::STRING;
    let (ty, handed, optional) = match &argument.ty {
        ArgumentType::Str => (&text, Handed::Text, false),
        ArgumentType::OptionalStr => (&text, Handed::Text, true),
        ArgumentType::Slice(ty) => (ty, Handed::Slice, false),
        ArgumentType::OptionalSlice(ty) => (ty, Handed::Slice, true),
        ArgumentType::Reference(ty) => (ty, Handed::Reference, false),
        ArgumentType::OptionalReference(ty) => (ty, Handed::Reference, true),
        ArgumentType::Value(ty) => (ty, Handed::Value, false),
        ArgumentType::OptionalValue(ty) => (ty, Handed::Value, true),
    };
    let sent = method.steps.iter().find_map(|step| sent(step, &wanted));
    Slot { sent: sent.unwrap_or(Sent::Body), ty: spelled(krate, ty), handed, optional }
}

/// As what a step sends a source, if it does.
fn sent(step: &Step, wanted: &dyn Fn(&Source) -> bool) -> Option<Sent> {
    match step {
        Step::Parameter { place, name, value, .. } if wanted(value) => {
            Some(Sent::Parameter(place_name(*place), name.clone()))
        }
        Step::QueryString { value, .. } if wanted(value) => Some(Sent::QueryString),
        Step::JsonBody { value, .. }
        | Step::JsonMembers { value, .. }
        | Step::FormBody { value, .. }
        | Step::TextBody { value, .. }
        | Step::BytesBody { value, .. }
            if wanted(value) =>
        {
            Some(Sent::Body)
        }
        _ => None,
    }
}

/// The argument that has all parameters.
fn with_params(krate: &Crate, method: &Method, item: &Struct, path: String) -> Argument {
    let mut new = Vec::new();
    let mut setters = Vec::new();
    for field in &item.fields {
        let sent = field_sent(method, item, &field.name);
        let slot = |value: &InputValue| {
            let (InputValue::Plain(ty) | InputValue::Into(ty) | InputValue::Boxed(ty)) =
                value;
            let ty = spelled(krate, ty);
            Slot { sent: sent.clone(), ty, handed: Handed::Value, optional: false }
        };
        match &field.input {
            Input::Argument { value, .. } => new.push(slot(value)),
            Input::Setter { name, value, .. } => {
                setters.push((name.to_string(), slot(value)));
            }
            Input::Initial(_) | Input::None => {}
        }
    }
    Argument::Params { path, new, setters }
}

/// As what a field of the parameters is sent.
fn field_sent(method: &Method, item: &Struct, field: &Ident) -> Sent {
    let wanted = |source: &Source| *source == Source::Field(field.clone());
    if let Some(sent) = method.steps.iter().find_map(|step| sent(step, &wanted)) {
        return sent;
    }
    for step in &method.steps {
        let Step::MultipartBody { form: MultipartForm::Parts(parts), .. } = step else {
            continue;
        };
        let is_field = |value: &PartValue| matches!(value, PartValue::Field(name, _) if name == field);
        if let Some(part) = parts.iter().find(|part| is_field(&part.value)) {
            return Sent::Member(part.name.clone());
        }
    }
    let members = item.encoding.iter().flat_map(|encoding| &encoding.members);
    let is_field = |kind: &MemberKind| matches!(kind, MemberKind::Field { field: name, .. } if name == field);
    match members.into_iter().find(|member| is_field(&member.kind)) {
        Some(member) => Sent::Member(member.key.clone()),
        None => Sent::Rest,
    }
}

fn place_name(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}
