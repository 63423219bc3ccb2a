//! What an SDK uses of the runtime and of other crates, so that it has nothing else.

use crate::rust::{
    Answer, ArgumentType, Client, EnumKind, Ident, Item, Module, Outcome, StatusBody,
    Step, Struct, Type, Usage,
};

/// What the items of an SDK use.
pub(super) fn usage(client: &Client, modules: &[Module]) -> Usage {
    let mut usage = Usage::default();
    let arguments = client.setters.iter().flat_map(|setter| &setter.arguments);
    arguments.for_each(|name| add_name(&mut usage, name));
    usage.token_sources = !client.token_setters.is_empty();
    usage.oauth2 = client.token_setters.iter().any(|one| one.token_url.is_some());
    for parameter in &client.parameters {
        add_name(&mut usage, &parameter.setter);
        parameter.ty.iter().for_each(|ty| add_type(&mut usage, ty));
    }
    for module in modules {
        add_module(&mut usage, module);
    }
    usage
}

fn add_module(usage: &mut Usage, module: &Module) {
    for item in &module.items {
        match item {
            Item::Struct(item) => add_struct(usage, item),
            Item::Enum(item) => usage.value_enums |= item.kind != EnumKind::String,
            Item::Union(item) => {
                usage.unions = true;
                item.variants.iter().for_each(|variant| add_type(usage, &variant.ty));
            }
            // Clippy takes no alias for complex: it is what there should be.
            Item::Alias(item) => add_parts(usage, &item.ty),
            Item::WebhookParser(item) => {
                usage.webhooks = true;
                add_type(usage, &item.ty);
            }
            Item::ByStatus(item) => {
                let is_special = |body: &StatusBody| {
                    matches!(body, StatusBody::Text | StatusBody::Integers(_))
                };
                usage.answers_by_status |= item.outcome == Outcome::Success
                    || item.variants.iter().any(|one| is_special(&one.body));
                item.types().for_each(|ty| add_type(usage, ty));
            }
            Item::Resource(resource) => {
                for method in &resource.methods {
                    for argument in &method.arguments {
                        add_name(usage, &argument.name);
                        add_argument(usage, &argument.ty);
                    }
                    method.steps.iter().for_each(|step| add_step(usage, step));
                    add_answer(usage, &method.answer);
                }
            }
        }
    }
    for child in &module.children {
        add_module(usage, child);
    }
}

fn add_step(usage: &mut Usage, step: &Step) {
    match step {
        Step::MultipartBody { .. } => {
            usage.multipart = true;
            usage.upload = true;
        }
        Step::FormBody { .. } => usage.form = true,
        Step::QueryString { members, .. } => usage.form |= !members.is_empty(),
        _ => {}
    }
}

/// The names that `clippy::disallowed_names` does not like.
const DISALLOWED: [&str; 3] = ["foo", "baz", "quux"];

/// The name of an argument.
fn add_name(usage: &mut Usage, name: &Ident) {
    if DISALLOWED.contains(&name.as_str()) {
        usage.allowed_lints.insert("disallowed_names");
    }
}

fn add_struct(usage: &mut Usage, item: &Struct) {
    // Fields are arguments of their setters.
    item.fields.iter().for_each(|field| add_name(usage, &field.name));
    item.fields.iter().for_each(|field| add_type(usage, &field.ty));
}

fn add_argument(usage: &mut Usage, ty: &ArgumentType) {
    match ty {
        ArgumentType::Str | ArgumentType::OptionalStr => {}
        ArgumentType::Slice(ty)
        | ArgumentType::Reference(ty)
        | ArgumentType::Value(ty)
        | ArgumentType::OptionalSlice(ty)
        | ArgumentType::OptionalReference(ty)
        | ArgumentType::OptionalValue(ty) => add_type(usage, ty),
    }
}

fn add_answer(usage: &mut Usage, answer: &Answer) {
    match answer {
        Answer::Json { ty, .. } | Answer::ByStatus { ty, .. } => add_type(usage, ty),
        Answer::Stream { item, .. } => {
            usage.streams = true;
            add_type(usage, item);
        }
        Answer::Pages { item, .. } => {
            usage.pages = true;
            add_type(usage, item);
        }
        Answer::Empty | Answer::Text { .. } | Answer::Bytes { .. } => {}
    }
}

fn add_type(usage: &mut Usage, ty: &Type) {
    // Arguments and answers are inside of one more type.
    const OUTSIDE: usize = 2;
    if complexity(ty, OUTSIDE) + 10 > MOST_COMPLEX {
        usage.allowed_lints.insert("type_complexity");
    }
    add_parts(usage, ty);
}

/// From here on `clippy::type_complexity` takes offence.
const MOST_COMPLEX: usize = 250;

/// How complex clippy finds a type: each name counts, the more the deeper it is.
fn complexity(ty: &Type, depth: usize) -> usize {
    let inner = |ty: &Type| complexity(ty, depth + 1);
    let parts = match ty {
        Type::Map(item) => 10 * (depth + 1) + inner(item),
        Type::Vec(item)
        | Type::Option(item)
        | Type::Nullable(item)
        | Type::Box(item) => inner(item),
        Type::Tuple(items) => items.iter().map(inner).sum(),
        _ => 0,
    };
    10 * depth + parts
}

fn add_parts(usage: &mut Usage, ty: &Type) {
    usage.nullable |= matches!(ty, Type::Nullable(_));
    match ty {
        Type::External(path) if path.starts_with("jiff::") => usage.datetime = true,
        Type::External(path) if path.starts_with("uuid::") => usage.uuid = true,
        Type::Runtime("datetime::DateTime") => usage.datetime = true,
        Type::Runtime("base64::Base64Bytes") => usage.base64 = true,
        Type::Runtime("multipart::FilePart") => {
            usage.multipart = true;
            usage.upload = true;
        }
        Type::Runtime("multipart::Multipart") => {
            usage.given_forms = true;
        }
        // Whoever sends bytes may want to send a file.
        Type::Runtime("Body") => usage.upload = true,
        Type::Vec(inner)
        | Type::Map(inner)
        | Type::Option(inner)
        | Type::Nullable(inner)
        | Type::Box(inner) => add_parts(usage, inner),
        Type::Tuple(items) => items.iter().for_each(|item| add_parts(usage, item)),
        Type::Builtin(_)
        | Type::External(_)
        | Type::Runtime(_)
        | Type::Named(_)
        | Type::User(_) => {}
    }
}
