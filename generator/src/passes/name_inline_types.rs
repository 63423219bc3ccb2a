//! Names the types that have no name in the description, after the operation or the named type
//! that they are a part of.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::known::{Index, Known};
use crate::model::{
    Api, Parameter, Placement, StatusPattern, Success, TypeId, TypeKind, TypeName,
    TypeRef, Types, exact_name,
};
use crate::words::{camel, singular_name, snake, words};

pub(super) fn run(api: &mut Api, config: &Config) -> Known {
    let mut known = Known::schemas(api);
    if config.types.names_types() {
        let mut plain = api.clone();
        name(&mut plain);
        known.keep_plain(&plain);
        rename(api, config, &mut known);
    }
    name(api);
    known
}

/// Names what has no name.
fn name(api: &mut Api) {
    keep_names_of_one(&mut api.types);
    name_parts_of_components(&mut api.types);
    let named: Vec<TypeId> = api
        .types
        .iter()
        .filter(|(_, def)| def.reachable && matches!(def.name, TypeName::Schema(_)))
        .map(|(id, _)| id)
        .collect();
    for id in named {
        let def = &api.types[id];
        let TypeName::Schema(name) = &def.name else { continue };
        let prefix = camel(def.rename.as_ref().unwrap_or(name));
        let mut namer = Namer::new(&mut api.types, Owner::Type(id));
        namer.parts(id, &prefix);
    }
    for index in 0..api.operations.len() {
        name_operation(api, index);
    }
    for index in 0..api.webhooks.len() {
        let webhook = &api.webhooks[index];
        let name = format!("{}Webhook", camel(&webhook.name));
        if let Some(body) = webhook.body {
            let mut namer = Namer::new(&mut api.types, Owner::Component);
            namer.name(body, &name);
        }
    }
}

/// The names that the configuration gives to schemas: what is inside of them is named after them.
/// Other types get theirs when all have a name.
fn rename(api: &mut Api, config: &Config, known: &mut Known) {
    if config.types.rename.is_empty() {
        return;
    }
    let index = Index::of(&known.plain_paths(api));
    for (from, to) in &config.types.rename {
        let in_sdk = || match index.find(from.get_ref())[..] {
            [(_, id)] => Some(id),
            _ => None,
        };
        let Some(id) = known.schema(from.get_ref()).or_else(in_sdk) else { continue };
        if matches!(api.types[id].name, TypeName::Schema(_)) {
            api.types[id].name = TypeName::Schema(to.get_ref().to_string());
            api.types[id].rename = None;
            known.renames(id);
        }
    }
}

/// Takes away names of vendor extensions that several types have, or a schema beside: descriptions
/// say `x-ms-enum: { name: State }` at every place of an enum.
fn keep_names_of_one(types: &mut Types) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, def) in types.iter().filter(|(_, def)| def.reachable) {
        let name = match (&def.rename, &def.name) {
            (Some(name), _) | (None, TypeName::Schema(name)) => camel(name),
            _ => continue,
        };
        *counts.entry(name).or_default() += 1;
    }
    let ids: Vec<TypeId> = types.ids().collect();
    for id in ids {
        let rename = &types[id].rename;
        if rename.as_ref().is_some_and(|name| counts.get(&camel(name)) != Some(&1)) {
            types[id].rename = None;
        }
    }
}

/// What stands in a named response, parameter or request body is named after that: it is shared
/// by the operations that refer to it.
fn name_parts_of_components(types: &mut Types) {
    let ids: Vec<TypeId> = types.ids().collect();
    for id in ids {
        let def = &types[id];
        if def.name != TypeName::None || !def.reachable || !needs_name(&def.kind) {
            continue;
        }
        let tokens = def.origin.tokens();
        let (section, name, rest) = match tokens.as_slice() {
            ["components", section, name, rest @ ..] => (*section, *name, rest),
            // In a file that is an operation, its own ones stand there.
            [section @ ("responses" | "parameters"), name, rest @ ..]
                if !is_status_or_index(name) =>
            {
                (*section, *name, rest)
            }
            _ => continue,
        };
        let whole = matches!(rest, ["schema"] | ["content", _, "schema"] | []);
        let suffix = match section {
            "responses" => "Response",
            "requestBodies" => "Body",
            "parameters" | "headers" => "",
            _ => continue,
        };
        if !whole {
            continue;
        }
        let name = camel(name);
        let name = if name.ends_with(suffix) { name } else { format!("{name}{suffix}") };
        types[id].name = TypeName::Schema(name);
    }
}

fn name_operation(api: &mut Api, index: usize) {
    let operation = &api.operations[index];
    let resource = operation.resource.clone();
    let singular = resource.last().map(|name| singular_name(name)).unwrap_or_default();
    let prefix = format!("{}{}", camel(&singular), camel(&operation.name));
    let mut uses: Vec<(TypeRef, String)> = Vec::new();
    let given = |one: &&Parameter| one.placement != Placement::Fixed;
    for parameter in operation.parameters.iter().filter(given) {
        let name = singular_of_list(&api.types, parameter.schema, &parameter.name);
        uses.push((parameter.schema, format!("{prefix}{name}")));
    }
    let mut fields_of = None;
    if let Some(body) = &operation.body {
        for (position, content) in body.contents.iter().enumerate() {
            let Some(schema) = content.schema else { continue };
            if position == body.chosen && body.placement == Placement::Params {
                fields_of = Some(schema.id);
            } else {
                uses.push((schema, format!("{prefix}Body")));
            }
        }
    }
    if let Some(pagination) = &operation.pagination {
        uses.push((pagination.item, format!("{prefix}Response")));
    }
    if let Some(schema) = operation.answer(&api.types) {
        let suffix = match &operation.success {
            Success::JsonLines { .. } => "Item",
            Success::EventStream { .. } => "Event",
            _ => "Response",
        };
        uses.push((schema, format!("{prefix}{suffix}")));
    }
    for (index, (status, schema)) in operation.success.by_status().enumerate() {
        // Called as it would be without the others.
        let name = if index == 0 { "Response".to_owned() } else { status_name(status) };
        uses.push((schema, format!("{prefix}{name}")));
    }
    for response in operation.responses.iter().filter(|r| !r.status.is_success()) {
        for schema in response.contents.iter().filter_map(|content| content.schema) {
            uses.push((schema, format!("{prefix}{}", status_name(response.status))));
        }
    }
    for callback in &operation.callbacks {
        let name = camel(&callback.name);
        uses.extend(callback.body.map(|body| (body, format!("{prefix}{name}Callback"))));
    }
    let mut namer = Namer::new(&mut api.types, Owner::Resource(resource));
    if let Some(id) = fields_of {
        namer.parts(id, &prefix);
    }
    for (schema, name) in uses {
        namer.name(schema, &name);
    }
}

/// What a body is called that comes with a status.
fn status_name(status: StatusPattern) -> String {
    match status {
        StatusPattern::Default => "Failure".to_owned(),
        StatusPattern::Range(2) => "Success".to_owned(),
        StatusPattern::Range(4) => "ClientFailure".to_owned(),
        StatusPattern::Range(5) => "ServerFailure".to_owned(),
        StatusPattern::Range(class) => format!("Status{class}xx"),
        StatusPattern::Exact(status) => exact_name(status),
    }
}

/// Whether a key is none that an author chose: a status of `responses`, or an index of `parameters`.
fn is_status_or_index(key: &str) -> bool {
    key == "default" || key.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a type is a Rust item of its own.
fn needs_name(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_))
}

/// The name of a part in upper camel case: one thing of it, where it is a list or a map.
fn singular_of_list(types: &Types, schema: TypeRef, name: &str) -> String {
    match &types[schema.id].kind {
        TypeKind::List(_) | TypeKind::Map(_) => camel(&singular_name(&snake(name))),
        _ => camel(name),
    }
}

/// What an inline type lives beside.
enum Owner {
    Type(TypeId),
    Resource(Vec<String>),
    /// Nothing: it is named like a schema.
    Component,
}

struct Namer<'a> {
    types: &'a mut Types,
    owner: Owner,
    /// The lists, maps and the like that were seen: they need no name, unless they are their own
    /// parts.
    seen: BTreeSet<TypeId>,
    /// What is still to be named, the next last: not by recursion, since types can lead to each
    /// other in chains of any length.
    open: Vec<(TypeRef, String)>,
}

impl<'a> Namer<'a> {
    fn new(types: &'a mut Types, owner: Owner) -> Self {
        Self { types, owner, seen: BTreeSet::new(), open: Vec::new() }
    }

    /// Names a type and its parts; a type that has a name keeps it.
    fn name(&mut self, schema: TypeRef, name: &str) {
        self.open.push((schema, name.to_owned()));
        self.name_open();
    }

    /// Names the parts of a type.
    fn parts(&mut self, id: TypeId, prefix: &str) {
        self.open_parts(id, prefix);
        self.name_open();
    }

    fn name_open(&mut self) {
        while let Some((schema, name)) = self.open.pop() {
            let id = schema.id;
            if self.types[id].name != TypeName::None {
                continue;
            }
            if needs_name(&self.types[id].kind) {
                let given = self.types[id].rename.as_ref().map(|name| camel(name));
                let name = given.unwrap_or_else(|| shortened(&name));
                self.give(id, name.clone());
                self.open_parts(id, &name);
            } else if self.seen.insert(id) {
                match &self.types[id].kind {
                    TypeKind::List(list) => {
                        self.open.push((list.item, item_name(&name)));
                    }
                    TypeKind::Map(value) => self.open.push((*value, item_name(&name))),
                    TypeKind::Alias(_) | TypeKind::Tuple(_) => {
                        self.open_parts(id, &name);
                    }
                    _ => {}
                }
            } else if self.is_part_of_itself(id) {
                self.give(id, shortened(&name));
            }
        }
    }

    fn give(&mut self, id: TypeId, name: String) {
        self.types[id].name = match &self.owner {
            Owner::Type(parent) => TypeName::Beside { parent: *parent, name },
            Owner::Resource(resource) => {
                TypeName::InResource { resource: resource.clone(), name }
            }
            Owner::Component => TypeName::Schema(name),
        };
    }

    /// Whether a type without a name leads back to itself through types without a name.
    fn is_part_of_itself(&self, id: TypeId) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            let parts: Vec<TypeRef> = match &self.types[next].kind {
                TypeKind::List(list) => vec![list.item],
                TypeKind::Map(target) | TypeKind::Alias(target) => vec![*target],
                TypeKind::Tuple(tuple) => {
                    tuple.items.iter().copied().chain(tuple.rest).collect()
                }
                _ => Vec::new(),
            };
            for part in parts.iter().map(|part| part.id) {
                if part == id {
                    return true;
                }
                if self.types[part].name == TypeName::None && seen.insert(part) {
                    open.push(part);
                }
            }
        }
        false
    }

    /// Puts the parts of a type before everything else that is to be named.
    fn open_parts(&mut self, id: TypeId, prefix: &str) {
        let mut parts: Vec<(TypeRef, String)> = Vec::new();
        match &self.types[id].kind {
            TypeKind::Struct(object) => {
                for field in &object.fields {
                    let name = field.rename.as_ref().unwrap_or(&field.name);
                    let name = singular_of_list(self.types, field.schema, name);
                    parts.push((field.schema, joined(prefix, &name)));
                }
                parts.extend(object.rest.map(|rest| (rest, format!("{prefix}Value"))));
            }
            TypeKind::Union(union) => {
                for variant in &union.variants {
                    parts.push((variant.schema, joined(prefix, &camel(&variant.name))));
                }
            }
            TypeKind::List(list) => parts.push((list.item, item_name(prefix))),
            TypeKind::Map(value) => parts.push((*value, format!("{prefix}Value"))),
            TypeKind::Alias(target) => parts.push((*target, prefix.to_owned())),
            TypeKind::Tuple(tuple) => {
                for (position, item) in tuple.items.iter().enumerate() {
                    parts.push((*item, format!("{prefix}Item{}", position + 1)));
                }
                parts.extend(tuple.rest.map(|rest| (rest, format!("{prefix}Rest"))));
            }
            _ => {}
        }
        self.open.extend(parts.into_iter().rev());
    }
}

/// The name of one thing of a list: the singular, or the list's name and `Item`.
fn item_name(name: &str) -> String {
    let one = camel(&singular_name(&snake(name)));
    if one == camel(name) && !name.ends_with("Item") {
        format!("{name}Item")
    } else {
        one
    }
}

/// A prefix and a name; words that the prefix ends with are not said twice.
fn joined(prefix: &str, name: &str) -> String {
    let (before, after) = (words(prefix), words(name));
    if !after.is_empty() && before.len() > after.len() && before.ends_with(&after) {
        return format!("{prefix}{name}");
    }
    if after.len() > before.len() && after.starts_with(&before) {
        return name.to_owned();
    }
    format!("{prefix}{name}")
}

/// Names of deeply nested types keep what they begin and what they end with.
fn shortened(name: &str) -> String {
    const MOST_WORDS: usize = 9;
    let words = words(name);
    if words.len() <= MOST_WORDS {
        return name.to_owned();
    }
    let kept: Vec<&str> = words[..4]
        .iter()
        .chain(&words[words.len() - (MOST_WORDS - 4)..])
        .map(String::as_str)
        .collect();
    camel(&kept.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts() {
        assert_eq!(joined("Gateway", "Rate"), "GatewayRate");
        assert_eq!(joined("Gateway", "GatewayRate"), "GatewayRate");
        assert_eq!(item_name("Filters"), "Filter");
        assert_eq!(item_name("Data"), "DataItem");
    }

    #[test]
    fn long_names_keep_both_ends() {
        let name = "OneTwoThreeFourFiveSixSevenEightNineTen";
        assert_eq!(shortened(name), "OneTwoThreeFourSixSevenEightNineTen");
    }
}
