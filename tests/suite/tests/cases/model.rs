//! The model as text that a reviewer can read: a line for each thing, without docs and places.

use std::fmt::Write;

use specwright::model::{
    Api, Content, Evidence, Field, NextPage, Operation, Parameter, Placement, Rule,
    Struct, Success, TypeId, TypeKind, TypeName, TypeRef,
};

/// The whole model.
pub(super) fn text(api: &Api) -> String {
    let mut text = format!("api {} {}\n", api.title, api.version);
    for scheme in &api.security_schemes {
        let _ = writeln!(
            text,
            "scheme {} {:?} ${}",
            scheme.name, scheme.kind, scheme.variable
        );
    }
    if let Some(failure) = &api.failure {
        let _ = writeln!(text, "failure {failure:?}");
    }
    for operation in &api.operations {
        self::operation(api, operation, &mut text);
    }
    for (id, def) in api.types.iter().filter(|(_, def)| def.reachable) {
        if def.name != TypeName::None {
            definition(api, id, &mut text);
        }
    }
    text
}

fn operation(api: &Api, operation: &Operation, text: &mut String) {
    let call: Vec<&str> =
        operation.resource.iter().chain([&operation.name]).map(String::as_str).collect();
    let _ = writeln!(text, "\n{} = {}", call.join("."), operation.http_line());
    for parameter in &operation.parameters {
        self::parameter(api, parameter, text);
    }
    if let Some(body) = &operation.body {
        let optional = if body.required { "" } else { "?" };
        let content = body.contents.get(body.chosen).map(|one| content(api, one));
        let content = content.unwrap_or_default();
        let _ = writeln!(text, "  body{optional} {content}{}", place(body.placement));
    }
    for response in &operation.responses {
        let contents = response.contents.iter().map(|one| content(api, one));
        let contents: Vec<String> = contents.collect();
        let _ = writeln!(text, "  {:?} {}", response.status, contents.join(", "));
    }
    if let Some(success) = success(api, &operation.success) {
        let _ = writeln!(text, "  gives {success}");
    }
    if let Some(pages) = &operation.pagination {
        let (items, item) = (pages.items.join("."), uses(api, pages.item));
        let _ = write!(text, "  pages of {item} in `{items}`: {}", next(&pages.next));
        if let Some(body) = &pages.in_body {
            let numbers = if body.number { ", a number" } else { "" };
            let _ = write!(text, " in the body at `{}`{numbers}", body.at.join("."));
        }
        text.push('\n');
    }
    for requirement in &operation.security {
        let names =
            requirement.schemes.iter().map(|(index, _)| &api.security_schemes[*index]);
        let names: Vec<&str> = names.map(|scheme| scheme.name.as_str()).collect();
        let _ = writeln!(text, "  with {}", names.join(" and "));
    }
}

fn parameter(api: &Api, parameter: &Parameter, text: &mut String) {
    let optional = if parameter.required { "" } else { "?" };
    let style = format!("{:?}", parameter.style).to_lowercase();
    let explode = if parameter.explode { "*" } else { "" };
    let location = format!("{:?}", parameter.location).to_lowercase();
    let called = match &parameter.rename {
        Some(name) => format!(" as {name}"),
        None => String::new(),
    };
    let _ = writeln!(
        text,
        "  {location} {}{optional}: {} {style}{explode}{called}{}",
        parameter.name,
        uses(api, parameter.schema),
        place(parameter.placement),
    );
}

fn place(placement: Placement) -> &'static str {
    match placement {
        Placement::Argument => " (argument)",
        Placement::Params => "",
        Placement::Fixed => " (fixed)",
        Placement::Client => " (of the client)",
    }
}

fn content(api: &Api, content: &Content) -> String {
    let schema =
        content.schema.map_or_else(|| "-".to_owned(), |schema| uses(api, schema));
    format!("{} {schema}", content.media_type)
}

fn success(api: &Api, success: &Success) -> Option<String> {
    Some(match success {
        Success::Empty => return None,
        Success::Json { schema, envelope, .. } if envelope.is_empty() => {
            uses(api, *schema)
        }
        Success::Json { schema, envelope, .. } => {
            format!("{} in `{}`", uses(api, *schema), envelope.join("."))
        }
        other => format!("{other:?}"),
    })
}

fn next(next: &NextPage) -> String {
    format!("{next:?}")
}

/// A use of a type: its name, or what it is.
fn uses(api: &Api, schema: TypeRef) -> String {
    let null = if schema.nullable { " or null" } else { "" };
    let def = &api.types[schema.id];
    let text = match &def.name {
        TypeName::None => kind(api, &def.kind),
        _ => name(api, schema.id),
    };
    format!("{text}{null}")
}

fn name(api: &Api, id: TypeId) -> String {
    match &api.types[id].name {
        TypeName::Schema(name) => name.clone(),
        TypeName::Beside { parent, name } => {
            format!("{}/{name}", self::name(api, *parent))
        }
        TypeName::InResource { resource, name } => {
            format!("{}/{name}", resource.join("."))
        }
        TypeName::None => "-".to_owned(),
    }
}

/// What a type is, in one line.
fn kind(api: &Api, kind: &TypeKind) -> String {
    match kind {
        TypeKind::Alias(target) => uses(api, *target),
        TypeKind::Any(None) => "any".to_owned(),
        TypeKind::Any(Some(reason)) => format!("any ({reason})"),
        TypeKind::Null => "null".to_owned(),
        TypeKind::Boolean => "boolean".to_owned(),
        TypeKind::Integer(format) => format!("integer {format:?}"),
        TypeKind::Number(format) => format!("number {format:?}"),
        TypeKind::String(format) => format!("string {format:?}"),
        TypeKind::Enum(values) => {
            let values = values.values.iter().map(|value| value.value.to_string());
            format!("enum {}", values.collect::<Vec<_>>().join(" "))
        }
        TypeKind::List(list) => format!("list of {}", uses(api, list.item)),
        TypeKind::Tuple(tuple) => {
            let items = tuple.items.iter().map(|item| uses(api, *item));
            format!("tuple of {}", items.collect::<Vec<_>>().join(", "))
        }
        TypeKind::Map(item) => format!("map of {}", uses(api, *item)),
        TypeKind::Struct(_) => "struct".to_owned(),
        TypeKind::Union(_) => "union".to_owned(),
    }
}

fn definition(api: &Api, id: TypeId, text: &mut String) {
    let def = &api.types[id];
    let direction = match (def.direction.sent, def.direction.received) {
        (true, true) => "sent, received",
        (true, false) => "sent",
        (false, true) => "received",
        (false, false) => "unused",
    };
    let _ =
        writeln!(text, "\n{}: {} ({direction})", name(api, id), kind(api, &def.kind));
    match &def.kind {
        TypeKind::Struct(Struct { fields, rest }) => {
            fields.iter().for_each(|one| field(api, one, text));
            if let Some(rest) = rest {
                let _ = writeln!(text, "  …: {}", uses(api, *rest));
            }
        }
        TypeKind::Union(union) => {
            for (index, variant) in union.variants.iter().enumerate() {
                let _ =
                    writeln!(text, "  {} {}", variant.name, uses(api, variant.schema));
                evidence(&union.evidence, index, text);
            }
        }
        _ => {}
    }
}

fn field(api: &Api, field: &Field, text: &mut String) {
    let optional = if field.required { "" } else { "?" };
    let _ = write!(text, "  {}{optional}: {}", field.name, uses(api, field.schema));
    for (mark, is_set) in [
        ("read only", field.read_only),
        ("write only", field.write_only),
        ("deprecated", field.deprecated),
    ] {
        if is_set {
            let _ = write!(text, ", {mark}");
        }
    }
    if let Some(value) = &field.constant {
        let _ = write!(text, ", always {value}");
    }
    if let Some(value) = &field.also_read {
        let _ = write!(text, ", also read as {value}");
    }
    if let Some(value) = &field.initial {
        let _ = write!(text, ", at first {value}");
    }
    text.push('\n');
}

/// What tells a branch of a union from the others.
fn evidence(evidence: &Evidence, index: usize, text: &mut String) {
    match evidence {
        Evidence::Unknown => {}
        Evidence::Tag { property, values, names, default, rules } => {
            for (value, _) in values.iter().filter(|(_, of)| *of == index) {
                let _ = write!(text, "    {property} = {value}");
                for (name, _) in names.iter().filter(|(_, of)| *of == index) {
                    let _ = write!(text, ", also {name}");
                }
                text.push('\n');
            }
            if *default == Some(index) {
                let _ = writeln!(text, "    everything else");
            }
            numbered(rules, index, text);
        }
        Evidence::Rules(rules) => numbered(rules, index, text),
    }
}

fn numbered(rules: &[(Rule, usize)], index: usize, text: &mut String) {
    if let Some(place) = rules.iter().position(|(_, of)| *of == index) {
        let _ = writeln!(text, "    {}. {}", place + 1, rule(&rules[place].0));
    }
}

/// What must hold; what does not matter is not said.
fn rule(rule: &Rule) -> String {
    let types: Vec<String> =
        rule.types.iter().map(|one| format!("{one:?}").to_lowercase()).collect();
    let mut text = types.join(" or ");
    for (word, members) in [("with", &rule.required), ("with one of", &rule.any_of)] {
        if !members.is_empty() {
            let _ = write!(text, " {word} {}", members.join(" "));
        }
    }
    for (member, types) in &rule.members {
        let types: Vec<String> =
            types.iter().map(|one| format!("{one:?}").to_lowercase()).collect();
        let _ = write!(text, " {member}: {}", types.join("|"));
    }
    for (member, values) in &rule.values {
        let values: Vec<String> = values.iter().map(ToString::to_string).collect();
        let _ = write!(text, " {member} = {}", values.join("|"));
    }
    if let Some(item) = &rule.item {
        let _ = write!(text, " of {}", self::rule(item));
    }
    text
}
