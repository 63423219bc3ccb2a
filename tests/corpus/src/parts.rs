//! Looks for parts of a description that the model does not have: parameters, representations of
//! bodies and answers, members of objects. Reads the raw tree without the generator's help.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use specwright::model::{Api, Content, Location, Operation, StatusPattern, TypeKind};
use specwright::source::FileId;

/// Headers that are the client's own affair (OpenAPI 3.0 §4.7.12.1).
const CLIENTS_OWN: [&str; 3] = ["accept", "content-type", "authorization"];

/// How many references may follow one another.
const CHAIN: usize = 20;

/// The places of parts that the model does not have and no diagnostic tells of.
pub(crate) fn lost(tree: &Value, api: &Api, told: &BTreeSet<String>) -> Vec<String> {
    let credentials = api.security_schemes.iter().map(|one| one.kind.place());
    let credentials = credentials.collect();
    let mut finder = Finder { tree, told, credentials, lost: Vec::new() };
    let mut methods: BTreeMap<String, Vec<&Operation>> = BTreeMap::new();
    for operation in &api.operations {
        if operation.origin.file() == FileId::ROOT {
            methods.entry(operation.origin.to_string()).or_default().push(operation);
        }
    }
    methods.iter().for_each(|(at, methods)| finder.operation(at, methods));
    for (_, def) in api.types.iter() {
        if let TypeKind::Struct(fields) = &def.kind
            && def.origin.file() == FileId::ROOT
        {
            let has = |name: &str| fields.fields.iter().any(|field| field.name == name);
            finder.members(&def.origin.to_string(), &has);
        }
    }
    finder.lost
}

struct Finder<'a> {
    tree: &'a Value,
    told: &'a BTreeSet<String>,
    /// Where the credential of each scheme is sent, which is no parameter of calls that require it.
    credentials: Vec<Option<(Location, String)>>,
    lost: Vec<String>,
}

impl<'a> Finder<'a> {
    /// An operation, which has a method for each kind of body.
    fn operation(&mut self, at: &str, methods: &[&Operation]) {
        let Some(node) = self.at(at) else { return };
        let [operation, ..] = methods else { return };
        let above = at.rsplit_once('/').map(|(above, _)| above).unwrap_or_default();
        self.parameters(operation, at);
        self.parameters(operation, above);
        let body = self.follow(at, node, "requestBody");
        if let Some((body_at, body)) = body {
            let bodies = methods.iter().filter_map(|method| method.body.as_ref());
            let contents: Vec<&Content> =
                bodies.flat_map(|body| &body.contents).collect();
            self.contents(&body_at, body, &contents);
        }
        let Some(Value::Object(responses)) = node.get("responses") else { return };
        for (status, response) in
            responses.iter().filter(|(key, _)| !key.starts_with("x-"))
        {
            let at = format!("{at}/responses/{status}");
            let (at, response) = self.target(&at, response);
            match operation.responses.iter().find(|one| is(one.status, status)) {
                Some(known) => {
                    let known: Vec<&Content> = known.contents.iter().collect();
                    self.contents(&at, response, &known);
                }
                None => self.note(&at, "the response"),
            }
        }
    }

    fn parameters(&mut self, operation: &Operation, at: &str) {
        let list = self.at(at).and_then(|node| node.get("parameters"));
        let Some(Value::Array(list)) = list else { return };
        for (index, parameter) in list.iter().enumerate() {
            let own = format!("{at}/parameters/{index}");
            let (place, parameter) = self.target(&own, parameter);
            let text = |key: &str| parameter.get(key).and_then(Value::as_str);
            let (Some(name), Some(location)) = (text("name"), text("in")) else {
                continue;
            };
            let location = match location {
                "path" => Location::Path,
                "query" => Location::Query,
                "header" if CLIENTS_OWN.contains(&&*name.to_lowercase()) => continue,
                "header" => Location::Header,
                "cookie" => Location::Cookie,
                _ => continue,
            };
            let own_place = match location {
                Location::Header => (location, name.to_ascii_lowercase()),
                _ => (location, name.to_owned()),
            };
            let required = operation.security.iter().flat_map(|one| one.indexes());
            let mut sent = required.filter_map(|index| self.credentials[index].as_ref());
            if sent.any(|place| *place == own_place) {
                continue;
            }
            let known = operation.parameters.iter().any(|known| {
                let (known_name, name) = (known.name.trim(), name.trim());
                let same = match location {
                    Location::Header => known_name.eq_ignore_ascii_case(name),
                    _ => known_name == name,
                };
                known.location == location && same
            });
            // One that says it is in the query can be in the path.
            let moved = self.told.contains(&format!("{place}/in"));
            if !known && !moved && !self.told.contains(&own) {
                self.note(&place, "the parameter");
            }
        }
    }

    fn contents(&mut self, at: &str, node: &Value, known: &[&Content]) {
        let Some((_, contents)) = self.follow(at, node, "content") else { return };
        let Some(contents) = contents.as_object() else { return };
        // What is said of a body is said of all its representations.
        if known.is_empty() && self.told.contains(at) {
            return;
        }
        for media_type in contents.keys() {
            let same = |content: &&Content| {
                content.media_type.trim().eq_ignore_ascii_case(media_type.trim())
            };
            if !known.iter().any(same) {
                self.note(
                    &format!("{at}/content/{}", escape(media_type)),
                    "the content",
                );
            }
        }
    }

    /// The members of an object and of all parts of its `allOf`.
    fn members(&mut self, at: &str, has: &dyn Fn(&str) -> bool) {
        let mut open = vec![(at.to_owned(), 0)];
        while let Some((at, depth)) = open.pop() {
            let Some(node) = self.at(&at) else { continue };
            let (at, node) = self.target(&at, node);
            if let Some(Value::Object(members)) = node.get("properties") {
                for (name, schema) in members {
                    if !has(name) && schema != &Value::Bool(false) {
                        let at = format!("{at}/properties/{}", escape(name));
                        self.note(&at, "the member");
                    }
                }
            }
            if let Some(Value::Array(parts)) = node.get("allOf")
                && depth < CHAIN
            {
                let part = |index| (format!("{at}/allOf/{index}"), depth + 1);
                open.extend((0..parts.len()).map(part));
            }
        }
    }

    fn note(&mut self, at: &str, what: &str) {
        let parent = at.rsplit_once('/').map(|(parent, _)| parent).unwrap_or_default();
        if !self.told.contains(at) && !self.told.contains(parent) {
            self.lost.push(format!("{what} {at}"));
        }
    }

    fn at(&self, pointer: &str) -> Option<&'a Value> {
        self.tree.pointer(pointer.strip_prefix('#')?)
    }

    fn follow(
        &self,
        at: &str,
        node: &'a Value,
        key: &str,
    ) -> Option<(String, &'a Value)> {
        Some(self.target(&format!("{at}/{key}"), node.get(key)?))
    }

    /// What a value refers to in this file, and where that is.
    fn target(&self, at: &str, node: &'a Value) -> (String, &'a Value) {
        let (mut at, mut node) = (at.to_owned(), node);
        for _ in 0..CHAIN {
            let Some(Value::String(reference)) = node.get("$ref") else { break };
            let Some(next) = self.at(reference) else { break };
            (at, node) = (reference.clone(), next);
        }
        (at, node)
    }
}

/// Whether a status is the one that a key stands for.
fn is(status: StatusPattern, key: &str) -> bool {
    let key = key.trim().to_ascii_lowercase();
    match status {
        StatusPattern::Exact(number) => key == number.to_string(),
        StatusPattern::Range(class) => key == format!("{class}xx"),
        StatusPattern::Default => key == "default" || key.is_empty(),
    }
}

fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}
