//! References to another kind of thing than the one that stands where they do: a response that
//! is a schema, a schema that is a response.

use serde_json::{Map, Value, json};

use super::grammar::{Kind, Object, ROOT_KIND};
use super::{Node, is_swagger, resolve};
use crate::model::is_json;
use crate::source::{FileId, Pointer, SourceSet};

/// What is made of a reference to another kind of thing.
pub(super) struct Meaning {
    /// What stands there instead, unless what is there can be read as it is.
    pub(super) value: Option<Value>,
    /// What it was read as.
    pub(super) read_as: String,
    /// What to write.
    pub(super) help: String,
}

/// What stands at a place by the specification; `None` where that leaves it open.
pub(super) fn kind_at(sources: &SourceSet, at: &Pointer) -> Option<&'static Kind> {
    let tree = &sources.file(at.file()).tree;
    let says_so = |key: &&str| tree.get(key).is_some();
    // Files with parts have keys of their author's choice.
    if !["openapi", "swagger", "components", "paths"].iter().any(says_so) {
        return None;
    }
    let kind = at.tokens().into_iter().try_fold(&ROOT_KIND, below)?;
    (!matches!(kind, Kind::Any)).then_some(kind)
}

fn below(kind: &'static Kind, token: &str) -> Option<&'static Kind> {
    match kind {
        Kind::Map(member) => Some(member),
        Kind::List(item) => token.parse::<usize>().is_ok().then_some(*item),
        Kind::Object(object) | Kind::Aside(object) => {
            let mut fields = object.fields.iter();
            fields.find(|(name, _)| *name == token).map(|(_, kind)| kind)
        }
        Kind::Either(kinds) => kinds.iter().find_map(|kind| below(kind, token)),
        Kind::Any | Kind::Text | Kind::Flag | Kind::Number => None,
    }
}

/// The object of the specification that a node in a file with parts is, by its keys.
pub(super) fn looks_like_schema(node: &Node<'_>, instead_of: &Object) -> bool {
    let says = ["type", "properties", "items", "allOf", "anyOf", "oneOf", "enum"];
    let is_body = ["Response Object", "Request Body Object"].contains(&instead_of.name);
    let has = |key: &&str| node.has(key);
    is_body
        && says.iter().any(has)
        && !["content", "schema", "headers", "links", "$ref"].iter().any(has)
}

/// A reference to another kind of thing.
pub(super) struct Misdirected<'a, 't> {
    pub(super) sources: &'t SourceSet,
    /// The object that has the reference.
    pub(super) members: &'a Map<String, Value>,
    /// Where that is.
    pub(super) at: Pointer,
    pub(super) reference: &'a str,
    /// What stands there by the specification.
    pub(super) expected: &'static Object,
    pub(super) target: Node<'t>,
    /// What the target is.
    pub(super) found: &'static str,
}

impl<'t> Misdirected<'_, 't> {
    /// What is plainly meant, if anything.
    pub(super) fn meaning(&self) -> Option<Meaning> {
        let root = resolve::root(self.sources, FileId::ROOT);
        let reference = self.reference;
        match (self.expected.name, self.found) {
            ("Response Object", "Schema Object") if is_swagger(&root) => {
                Some(self.around(
                    json!({ "schema": { "$ref": reference } }),
                    "with that schema",
                ))
            }
            ("Response Object" | "Request Body Object", "Schema Object") => {
                let schema = json!({ "schema": { "$ref": reference } });
                let content = json!({ "content": { "application/json": schema } });
                Some(self.around(content, "whose JSON body is of that schema"))
            }
            ("Media Type Object" | "Header Object", "Schema Object") => {
                Some(self.around(
                    json!({ "schema": { "$ref": reference } }),
                    "with that schema",
                ))
            }
            ("Parameter Object", "Schema Object")
                if self.members.contains_key("name")
                    && self.members.contains_key("in") =>
            {
                Some(self.around(
                    json!({ "schema": { "$ref": reference } }),
                    "with that schema",
                ))
            }
            (
                "Response Object" | "Request Body Object",
                "Response Object" | "Request Body Object" | "Media Type Object",
            ) if self.target.has("content") || self.target.has("schema") => {
                Some(Meaning {
                    value: None,
                    read_as: "the body of that".to_owned(),
                    help: format!("write the body itself in {}", an(self.expected.name)),
                })
            }
            ("Schema Object", "OpenAPI Object") => self.schema_around(),
            ("Schema Object", _) => self.schema_inside(),
            _ => None,
        }
    }

    /// What the reference is made part of; what stands beside it stays.
    fn around(&self, value: Value, read_as: &str) -> Meaning {
        let help = format!("write `{}`", written(&value));
        let mut members = self.members.clone();
        members.shift_remove("$ref");
        members.extend(value.as_object().cloned().unwrap_or_default());
        let value = Some(Value::Object(members));
        let read_as = format!("{} {read_as}", an(self.expected.name));
        Meaning { value, read_as, help }
    }

    /// `#` in a schema: exporters of JSON Schema write references as if each schema were a file.
    fn schema_around(&self) -> Option<Meaning> {
        let is_own = self.target.at.file() == self.at.file();
        let tokens = self.at.tokens();
        let length = match tokens[..] {
            ["components", "schemas", _, ..] => 3,
            ["definitions", _, ..] => 2,
            _ => return None,
        };
        let root = Pointer::root(self.at.file());
        let at = tokens[..length].iter().fold(root, |at, token| at.child(token));
        (is_own && at != self.at).then(|| self.elsewhere(&at.to_string()))
    }

    /// The one schema that what is referred to has.
    fn schema_inside(&self) -> Option<Meaning> {
        let target = resolve::resolve(self.sources, &self.target).ok()?.node;
        let kept = ["Parameter Object", "Header Object"].contains(&self.found);
        if kept && target.has("type") && !target.has("schema") {
            return Some(Meaning {
                value: None,
                read_as: "the schema that it has".to_owned(),
                help: "let the `$ref` lead to a schema".to_owned(),
            });
        }
        let Some(inside) = schema_of(&target) else {
            return self.schema_of_nothing(&target);
        };
        // Where references follow one another into another file, none of here leads to it.
        let start = match (inside.at.file() == self.at.file(), self.reference) {
            (true, _) => target.at.to_string(),
            (false, _) if target.at != self.target.at => return None,
            (false, reference) if reference.contains('#') => reference.to_owned(),
            (false, reference) => format!("{reference}#"),
        };
        let (below, at) = (inside.at.to_string(), target.at.to_string());
        Some(self.elsewhere(&format!("{start}{}", below.strip_prefix(&at)?)))
    }

    /// A body of which nothing is said.
    fn schema_of_nothing(&self, target: &Node<'t>) -> Option<Meaning> {
        let is_body = ["Response Object", "Request Body Object", "Media Type Object"]
            .contains(&self.found);
        let mut members = self.members.clone();
        members.shift_remove("$ref");
        (is_body && !target.has("content")).then(|| Meaning {
            value: Some(Value::Object(members)),
            read_as: "any JSON, since it has no schema".to_owned(),
            help: "let the `$ref` lead to a schema".to_owned(),
        })
    }

    fn elsewhere(&self, reference: &str) -> Meaning {
        let mut members = self.members.clone();
        members.insert("$ref".to_owned(), reference.into());
        Meaning {
            value: Some(Value::Object(members)),
            read_as: format!("`{reference}`"),
            help: format!("write `$ref: \"{reference}\"`"),
        }
    }

    /// What to write where nothing is plainly meant.
    pub(super) fn help(&self) -> String {
        let object = an(self.expected.name);
        let root = resolve::root(self.sources, self.target.at.file());
        let name = self.target.at.last().unwrap_or_default();
        let folders =
            ["components/schemas", "components/responses", "components/parameters"];
        let more =
            ["components/requestBodies", "definitions", "responses", "parameters"];
        let of_that_name = folders.into_iter().chain(more).find_map(|folder| {
            let at = folder
                .split('/')
                .chain([name])
                .fold(root.at.clone(), |at, token| at.child(token));
            let kind = kind_at(self.sources, &at)?.object()?;
            (kind.name == self.expected.name && self.sources.value(&at).is_some())
                .then_some(at)
        });
        match of_that_name {
            Some(at) => format!("did you mean `{at}`?"),
            None => format!("let the `$ref` lead to {object}"),
        }
    }
}

/// The schema of something that has one; that of JSON where it has several.
fn schema_of<'t>(node: &Node<'t>) -> Option<Node<'t>> {
    if let Some(schema) = node.get("schema") {
        return Some(schema);
    }
    let contents: Vec<_> = node.entries_of("content").collect();
    let of_json = |(media_type, _): &&(&str, Node<'_>)| is_json(media_type);
    let content = contents.iter().find(of_json).or(match &contents[..] {
        [only] => Some(only),
        _ => None,
    });
    content?.1.get("schema")
}

/// JSON as YAML has it on one line.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let member =
                |(key, value): (&String, &Value)| format!("{key}: {}", written(value));
            format!(
                "{{ {} }}",
                members.iter().map(member).collect::<Vec<_>>().join(", ")
            )
        }
        Value::String(text) if text.chars().all(char::is_alphanumeric) => text.clone(),
        Value::String(text) => format!("'{text}'"),
        other => other.to_string(),
    }
}

/// The name of an object with its article.
pub(super) fn an(name: &str) -> String {
    let article = if name.starts_with(['O', 'I', 'E']) { "an" } else { "a" };
    format!("{article} {name}")
}
