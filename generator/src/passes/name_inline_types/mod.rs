//! Names the types that have no name in the description, after the operation or the named type
//! that they are a part of.

mod dotted;
mod files;
mod namer;
mod shared;
mod standing;
mod statuses;
mod twins;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::known::{Index, Known};
use crate::model::{
    Api, Operation, Parameter, Placement, StatusPattern, Success, TypeDef, TypeId,
    TypeKind, TypeName, TypeRef, Types, exact_name,
};
use crate::words::{camel, singular_name};
use namer::{Homes, Namer, Owner, SaidOnce, apart, joined};
use standing::Standing;
use twins::{Claimed, is_same};

pub(super) fn run(api: &mut Api, config: &Config) -> Known {
    let mut known = Known::schemas(api);
    dotted::shorten(&mut api.types);
    statuses::spell_out(&mut api.types);
    files::tell_apart(api);
    if config.types.names_types() {
        let mut plain = api.clone();
        name(&mut plain);
        known.keep_plain(&plain);
        rename(api, config, &mut known);
    }
    name(api);
    known
}

/// Names what has no name. A name that says nothing twice is taken back where something else is
/// called so: what is called after the type too, so that all is named again. So it is where two
/// things still have one name, and the second is to have another one.
fn name(api: &mut Api) {
    const MOST_ATTEMPTS: usize = 4;
    keep_names_of_one(&mut api.types);
    let names: Vec<TypeName> =
        api.types.iter().map(|(_, def)| def.name.clone()).collect();
    let mut said_once = SaidOnce::default();
    for _ in 0..MOST_ATTEMPTS {
        name_all(api, &mut said_once);
        let made = std::mem::take(&mut said_once.made);
        let all = shared_names(&api.types);
        let clashes: Vec<String> =
            all.iter().filter(|name| made.contains(*name)).cloned().collect();
        if all.is_empty() {
            return;
        }
        for (id, name) in api.types.ids().zip(&names) {
            api.types[id].name.clone_from(name);
        }
        if clashes.is_empty() {
            break;
        }
        said_once.taken.extend(clashes);
    }
    said_once.claimed = Some(Claimed::default());
    name_all(api, &mut said_once);
}

/// The names that several types have in one place, or a schema has as well.
fn shared_names(types: &Types) -> BTreeSet<String> {
    let mut counts: BTreeMap<(&[String], String), usize> = BTreeMap::new();
    let mut schemas: BTreeSet<String> = BTreeSet::new();
    for (_, def) in types.iter().filter(|(_, def)| def.reachable) {
        let place = match &def.name {
            TypeName::InResource { resource, name } => (resource.as_slice(), name),
            TypeName::Beside { name, .. } => (&[][..], name),
            TypeName::Schema(name) => (&[][..], def.rename.as_ref().unwrap_or(name)),
            TypeName::None => continue,
        };
        let name = camel(place.1);
        if matches!(def.name, TypeName::Schema(_)) {
            schemas.insert(name.clone());
        }
        *counts.entry((place.0, name)).or_default() += 1;
    }
    let several = |((resource, name), count): &((&[String], String), usize)| {
        *count > 1
            || !resource.is_empty() && schemas.contains(name)
            || resource.last().is_some_and(|handle| camel(handle) == *name)
    };
    let several = counts.into_iter().filter(several);
    several.map(|((_, name), _)| name).collect()
}

fn name_all(api: &mut Api, said_once: &mut SaidOnce) {
    name_parts_of_components(&mut api.types);
    shared::name(api);
    if said_once.claimed.is_some() {
        said_once.claimed = Some(Claimed::of_schemas(&api.types));
    }
    name_parts_of_schemas(&mut api.types, &api.operations, said_once);
    name_client_parameters(api, said_once);
    let homes = Homes::new(&api.operations);
    let mut taken = Taken::new(api);
    let mut foreign = Vec::new();
    for index in 0..api.operations.len() {
        let met = name_operation(api, index, &homes, &mut taken, said_once);
        foreign.extend(met.into_iter().map(|(schema, name)| (index, schema, name)));
    }
    // What the operation that it stands in has no use for.
    for (index, schema, name) in foreign {
        let owner = Owner::Resource(api.operations[index].resource.clone());
        Namer::new(&mut api.types, said_once, owner, &name).name(schema, &name);
    }
    for index in 0..api.webhooks.len() {
        let webhook = &api.webhooks[index];
        let name = format!("{}Webhook", camel(&webhook.name));
        if let Some(body) = webhook.body {
            let types = &mut api.types;
            let mut namer = Namer::new(types, said_once, Owner::Component, &name);
            namer.name(body, &name);
        }
    }
}

/// Names what named schemas are made of, each after the schema that it stands in.
fn name_parts_of_schemas(
    types: &mut Types,
    operations: &[Operation],
    said_once: &mut SaidOnce,
) {
    let standing = Standing::new(types, operations);
    let mut foreign = Vec::new();
    for id in standing.owners(types) {
        let def = &types[id];
        let TypeName::Schema(name) = &def.name else { continue };
        let prefix = camel(def.rename.as_ref().unwrap_or(name));
        let mut namer = Namer::new(types, said_once, Owner::Type(id), &prefix)
            .of_schema(&standing, id);
        namer.parts(id, &prefix);
        foreign.append(&mut namer.foreign);
    }
    // What no member of its own schema leads to.
    for (schema, _) in foreign {
        let def = &types[schema.id];
        let Some(home) = standing.home(def) else { continue };
        let TypeName::Schema(name) = &types[home].name else { continue };
        let prefix = camel(types[home].rename.as_ref().unwrap_or(name));
        let name = joined(&prefix, &Standing::name_by_key(def));
        let owner = Owner::Type(home);
        Namer::new(types, said_once, owner, &prefix).name(schema, &name);
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
/// by the operations that refer to it. A parameter that lists what a schema of its name lists is
/// that.
fn name_parts_of_components(types: &mut Types) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut schemas: BTreeMap<String, TypeId> = BTreeMap::new();
    let mut without_status = Vec::new();
    for (id, def) in types.iter().filter(|(_, def)| def.reachable) {
        if let TypeName::Schema(name) = &def.name {
            let name = camel(def.rename.as_ref().unwrap_or(name));
            schemas.insert(name.clone(), id);
            *counts.entry(name).or_default() += 1;
        }
    }
    let ids: Vec<TypeId> = types.ids().collect();
    for id in ids {
        let def = &types[id];
        if def.name != TypeName::None || !def.reachable || !needs_name(&def.kind) {
            continue;
        }
        let tokens = def.origin.tokens();
        let Some((suffix, name)) = component(&tokens) else { continue };
        let suffixed = |name: String| match name.ends_with(suffix) {
            true => name,
            false => format!("{name}{suffix}"),
        };
        let short = statuses::without_status(name).filter(|_| suffix == "Response");
        let plain = suffixed(camel(name));
        let same = schemas.get(&plain).copied();
        if let Some(same) = same.filter(|same| is_same(def, &types[*same])) {
            types[id].kind = TypeKind::Alias(TypeRef { id: same, nullable: false });
            continue;
        }
        let plain = match same.filter(|_| suffix.is_empty()) {
            Some(_) => format!("{plain}Parameter"),
            None => plain,
        };
        let short = short.map(suffixed);
        *counts.entry(short.clone().unwrap_or_else(|| plain.clone())).or_default() += 1;
        without_status.extend(short.map(|short| (id, short)));
        types[id].name = TypeName::Schema(plain);
    }
    for (id, short) in without_status {
        if counts.get(&short) == Some(&1) {
            types[id].name = TypeName::Schema(short);
        }
    }
}

/// What the names of the parts of a kind of components end with, and the name of the component that
/// has its type at this place.
fn component<'t>(tokens: &[&'t str]) -> Option<(&'static str, &'t str)> {
    let (section, name, rest) = match tokens {
        ["components", section, name, rest @ ..] => (*section, *name, rest),
        // In a file that is an operation, its own ones stand there.
        [section @ ("responses" | "parameters"), name, rest @ ..]
            if !is_status_or_index(name) =>
        {
            (*section, *name, rest)
        }
        _ => return None,
    };
    let suffix = match section {
        "responses" => "Response",
        "requestBodies" => "Body",
        "parameters" | "headers" => "",
        _ => return None,
    };
    let whole = matches!(rest, ["schema"] | ["content", _, "schema"] | []);
    whole.then_some((suffix, name))
}

/// Names what the client takes after its parameter: it is no single operation's.
fn name_client_parameters(api: &mut Api, said_once: &mut SaidOnce) {
    for index in 0..api.client_parameters.len() {
        let parameter = &api.client_parameters[index];
        let Some(schema) = parameter.schema else { continue };
        let name = camel(&parameter.label);
        let is_it = |def: &TypeDef| match &def.name {
            TypeName::Schema(other) => {
                camel(def.rename.as_ref().unwrap_or(other)) == name
            }
            _ => false,
        };
        let is_taken = api.types.iter().any(|(id, def)| id != schema.id && is_it(def));
        let name = if is_taken { format!("Client{name}") } else { name };
        let types = &mut api.types;
        Namer::new(types, said_once, Owner::Component, &name).name(schema, &name);
    }
}

/// Names what an operation has. What stands in other operations is given back.
fn name_operation(
    api: &mut Api,
    index: usize,
    homes: &Homes,
    taken: &mut Taken,
    said_once: &mut SaidOnce,
) -> Vec<(TypeRef, String)> {
    let operation = &api.operations[index];
    let resource = operation.resource.clone();
    let singular = resource.last().map(|name| singular_name(name)).unwrap_or_default();
    let prefix = format!("{}{}", camel(&singular), camel(&operation.name));
    let mut uses: Vec<(TypeRef, String)> = Vec::new();
    let given = |one: &&Parameter| one.placement.is_of_call();
    let given = operation.parameters.iter().filter(given);
    let given = given.map(|parameter| (parameter.schema, parameter.name.as_str()));
    for (schema, name) in apart(&api.types, &given.collect::<Vec<_>>()) {
        uses.push((schema, format!("{prefix}{name}")));
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
        let name = taken.name_of_item(&resource, &singular, &operation.name);
        uses.push((pagination.item, name));
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
    let shared = body_of_errors(operation);
    for (status, schema) in failures(operation) {
        let name = match shared == Some(schema.id) {
            true => "ErrorBody".to_owned(),
            false => status_name(status),
        };
        uses.push((schema, format!("{prefix}{name}")));
    }
    for callback in &operation.callbacks {
        let name = camel(&callback.name);
        uses.extend(callback.body.map(|body| (body, format!("{prefix}{name}Callback"))));
    }
    let owner = Owner::Resource(resource);
    let namer = Namer::new(&mut api.types, said_once, owner, &prefix);
    let mut namer = namer.within(homes, index);
    if let Some(id) = fields_of {
        namer.parts(id, &prefix);
    }
    for (schema, name) in uses {
        namer.name(schema, &name);
    }
    namer.foreign
}

/// The bodies of an operation's errors, each with its status.
fn failures(operation: &Operation) -> impl Iterator<Item = (StatusPattern, TypeRef)> {
    let failures = operation.responses.iter().filter(|one| !one.status.is_success());
    failures.flat_map(|response| {
        let schemas = response.contents.iter().filter_map(|content| content.schema);
        schemas.map(|schema| (response.status, schema))
    })
}

/// The body that several statuses have, if there is one: the name of one of them would be wrong for
/// the others.
fn body_of_errors(operation: &Operation) -> Option<TypeId> {
    let mut statuses: BTreeMap<TypeId, BTreeSet<StatusPattern>> = BTreeMap::new();
    for (status, schema) in failures(operation) {
        statuses.entry(schema.id).or_default().insert(status);
    }
    let mut shared = statuses.into_iter().filter(|(_, statuses)| statuses.len() > 1);
    match (shared.next(), shared.next()) {
        (Some((schema, _)), None) => Some(schema),
        _ => None,
    }
}

/// The names that items of lists cannot have.
struct Taken {
    /// Those of schemas.
    schemas: BTreeSet<String>,
    /// Those that were given to items, each with its resource.
    items: BTreeSet<(Vec<String>, String)>,
}

impl Taken {
    fn new(api: &Api) -> Self {
        let named = api.types.iter().filter(|(_, def)| def.reachable);
        let name = |(_, def): (TypeId, &TypeDef)| match &def.name {
            TypeName::Schema(name) => Some(camel(name)),
            _ => None,
        };
        Self { schemas: named.filter_map(name).collect(), items: BTreeSet::new() }
    }

    /// What an item of a list is called: like the things of the resource, if that is free.
    fn name_of_item(
        &mut self,
        resource: &[String],
        singular: &str,
        method: &str,
    ) -> String {
        let name = camel(singular);
        let handle = resource.last().map(|name| camel(name)).unwrap_or_default();
        let is_free =
            method == "list" && name != handle && !self.schemas.contains(&name);
        match is_free && self.items.insert((resource.to_vec(), name.clone())) {
            true => name,
            false => format!("{name}{}Item", camel(method)),
        }
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

/// Whether a key is none that an author chose: a status of `responses`, or an index of
/// `parameters`.
fn is_status_or_index(key: &str) -> bool {
    key == "default" || key.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a type is a Rust item of its own.
fn needs_name(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_))
}
