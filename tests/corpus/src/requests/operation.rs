//! What an operation takes, read from the description as it stands.

use serde_json::{Map, Value, json};

use crate::schema::{Conjuncts, Dialect, Document};

/// An operation.
#[derive(Debug)]
pub(super) struct Operation {
    /// What it takes besides a body.
    pub(super) parameters: Vec<Parameter>,
    /// What it can send, one for each media type.
    pub(super) bodies: Vec<Body>,
    /// Whether it must send something.
    pub(super) needs_body: bool,
    /// The schemes that authenticate it: alternatives; empty when nothing is needed.
    pub(super) security: Vec<Vec<Scheme>>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub(super) struct Parameter {
    /// `path`, `query`, `header`, `cookie`.
    pub(super) place: String,
    /// Its name.
    pub(super) name: String,
    /// Whether it must be given.
    pub(super) required: bool,
    /// Its schema.
    pub(super) schema: Value,
    /// How it is written.
    pub(super) style: String,
    /// Whether its members are written one by one.
    pub(super) explode: bool,
    /// The media type that it is written as, if it is.
    pub(super) media_type: Option<String>,
}

/// A body of a media type.
#[derive(Clone, Debug)]
pub(super) struct Body {
    /// The media type.
    pub(super) media_type: String,
    /// The schema.
    pub(super) schema: Value,
    /// What its members are, without references.
    pub(super) members: Map<String, Value>,
    /// How members are written.
    pub(super) encoding: Map<String, Value>,
}

impl Body {
    fn new(
        document: &Document,
        media_type: &str,
        schema: Value,
        encoding: Map<String, Value>,
    ) -> Self {
        let parts = Conjuncts::of(document, &[&schema], &mut |_| 0);
        let members = parts.properties().into_iter().map(|(name, schemas)| {
            let followed = schemas.first().and_then(|one| document.follow(one));
            let schema = followed.map(|(one, _)| one.clone()).unwrap_or_default();
            (name.to_owned(), schema)
        });
        let members = members.collect();
        Self { media_type: media_type.to_owned(), schema, members, encoding }
    }
}

/// What the description says about a security scheme.
#[derive(Clone, Debug)]
pub(super) struct Scheme(pub(super) Value);

impl Operation {
    /// The operation at a place.
    pub(super) fn find(document: &Document, place: &str) -> Option<Self> {
        let node = document.at(place)?;
        let (mut item, _) = place.rsplit_once('/')?;
        item = item.strip_suffix("/additionalOperations").unwrap_or(item);
        let item = document.at(item)?;
        let mut reading = Reading { document, operation: node, form: Vec::new() };
        let mut parameters = Vec::new();
        let mut bodies = Vec::new();
        let mut needs_body = false;
        for parameter in merged(document, item, node) {
            match parameter.get("in").and_then(Value::as_str) {
                Some("body") => {
                    let schema = parameter.get("schema").cloned();
                    bodies.push(reading.plain_body(schema.unwrap_or(json!({}))));
                    needs_body = is_needed(document, parameter, &bodies);
                }
                Some("formData") => reading.form.push(parameter),
                Some(place) => parameters.push(reading.parameter(parameter, place)),
                None => {}
            }
        }
        if let Some((body, _)) =
            node.get("requestBody").and_then(|body| document.follow(body))
        {
            bodies.extend(contents(document, body));
            needs_body = is_needed(document, body, &bodies);
        }
        if !reading.form.is_empty() {
            needs_body = true;
            bodies.push(reading.form_body());
        }
        let path = place.split('/').rev().nth(1).unwrap_or_default();
        read_in_path(&mut parameters, path);
        let security = security(document, node);
        Some(Self { parameters, bodies, needs_body, security })
    }
}

/// Takes a parameter that says it is in the query, where the path has one of that name, for that.
fn read_in_path(parameters: &mut [Parameter], path: &str) {
    let is_declared = |one: &Parameter, all: &[Parameter]| {
        all.iter().any(|other| other.place == "path" && other.name == one.name)
    };
    let in_path = |one: &Parameter| {
        one.place == "query"
            && path.contains(&format!("{{{}}}", one.name))
            && !is_declared(one, parameters)
    };
    let found: Vec<usize> =
        (0..parameters.len()).filter(|index| in_path(&parameters[*index])).collect();
    for index in found {
        let one = &mut parameters[index];
        "path".clone_into(&mut one.place);
        "simple".clone_into(&mut one.style);
        (one.required, one.explode) = (true, false);
    }
}

/// The parameters of the path and of the operation, which replace them.
fn merged<'d>(
    document: &'d Document,
    item: &'d Value,
    operation: &'d Value,
) -> Vec<&'d Value> {
    let mut found: Vec<&Value> = Vec::new();
    // Names of headers are the same in any case (RFC 9110 §5.1).
    let key = |node: &Value| {
        let (place, name) = (node.get("in").cloned(), node.get("name").cloned());
        let text = name.as_ref().and_then(Value::as_str).map(str::to_ascii_lowercase);
        let is_header = place.as_ref().is_some_and(|place| place == "header");
        (place, if is_header { text.map(Value::from) } else { name })
    };
    for owner in [item, operation] {
        for node in
            owner.get("parameters").and_then(Value::as_array).into_iter().flatten()
        {
            let Some((node, _)) = document.follow(node) else { continue };
            found.retain(|other| key(other) != key(node));
            found.push(node);
        }
    }
    found
}

fn is_true(node: &Value, key: &str) -> bool {
    node.get(key) == Some(&Value::Bool(true))
}

fn contents(document: &Document, body: &Value) -> Vec<Body> {
    let contents = body.get("content").and_then(Value::as_object).into_iter().flatten();
    contents
        .map(|(media_type, content)| {
            let schema = content.get("schema").cloned().unwrap_or(json!({}));
            let encoding = content.get("encoding").and_then(Value::as_object);
            Body::new(
                document,
                media_type,
                schema,
                encoding.cloned().unwrap_or_default(),
            )
        })
        .collect()
}

/// An operation that is being read.
struct Reading<'d> {
    document: &'d Document,
    operation: &'d Value,
    /// The members of a form (Swagger 2.0).
    form: Vec<&'d Value>,
}

impl Reading<'_> {
    fn parameter(&self, node: &Value, place: &str) -> Parameter {
        let text = |key: &str| node.get(key).and_then(Value::as_str);
        let default =
            if ["path", "header"].contains(&place) { "simple" } else { "form" };
        let content = node.get("content").and_then(Value::as_object);
        let content = content.and_then(|content| content.iter().next());
        let (style, explode) = match self.document.dialect {
            Dialect::Swagger => collection(text("collectionFormat"), default),
            _ => {
                let style = text("style").unwrap_or(default);
                let explode = node.get("explode").and_then(Value::as_bool);
                (style, explode.unwrap_or(style == "form"))
            }
        };
        let schema = match (self.document.dialect, content) {
            (Dialect::Swagger, _) => Some(node),
            (_, Some((_, content))) => content.get("schema"),
            (_, None) => node.get("schema"),
        };
        Parameter {
            place: place.to_owned(),
            name: text("name").unwrap_or_default().to_owned(),
            required: place == "path" || is_true(node, "required"),
            schema: schema.cloned().unwrap_or(json!({})),
            style: style.to_owned(),
            explode,
            media_type: content.map(|(media_type, _)| media_type.clone()),
        }
    }

    /// What the operation or the API consumes.
    fn consumes(&self) -> Vec<&str> {
        let own = self.operation.get("consumes");
        let list = own.or_else(|| self.document.tree.get("consumes"));
        let list = list.and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).collect()
    }

    fn plain_body(&self, schema: Value) -> Body {
        let consumes = self.consumes();
        let json = consumes.iter().find(|one| one.contains("json"));
        let media_type =
            json.or_else(|| consumes.first()).unwrap_or(&"application/json");
        Body::new(self.document, media_type, schema, Map::new())
    }

    fn form_body(&self) -> Body {
        let mut properties = Map::new();
        let mut required = Vec::new();
        let mut encoding = Map::new();
        let mut has_file = false;
        for node in &self.form {
            let name = node.get("name").and_then(Value::as_str).unwrap_or_default();
            has_file |= node.get("type").is_some_and(|one| one == "file");
            if is_true(node, "required") {
                required.push(name);
            }
            let format = node.get("collectionFormat").and_then(Value::as_str);
            let (style, explode) = collection(format, "form");
            encoding
                .insert(name.to_owned(), json!({ "style": style, "explode": explode }));
            properties.insert(name.to_owned(), (*node).clone());
        }
        let multipart =
            has_file || self.consumes().iter().any(|one| one.starts_with("multipart/"));
        let media_type = match multipart {
            true => "multipart/form-data",
            false => "application/x-www-form-urlencoded",
        };
        let schema =
            json!({ "type": "object", "properties": properties, "required": required });
        Body::new(self.document, media_type, schema, encoding)
    }
}

/// What `collectionFormat` says in the words of OpenAPI 3.
fn collection(format: Option<&str>, default: &'static str) -> (&'static str, bool) {
    match format {
        Some("multi") => ("form", true),
        Some("ssv") => ("spaceDelimited", false),
        Some("pipes") => ("pipeDelimited", false),
        Some("tsv") => ("tabDelimited", false),
        _ => (default, false),
    }
}

/// Whether a body has to be there: where that is said, or where nothing is said and it has members
/// that have to be.
fn is_needed(document: &Document, body: &Value, bodies: &[Body]) -> bool {
    let requires_members = |one: &Body| {
        one.media_type.contains("json")
            && !Conjuncts::of(document, &[&one.schema], &mut |_| 0).required().is_empty()
    };
    is_true(body, "required")
        || body.get("required").is_none() && bodies.iter().any(requires_members)
}

/// What declares the security schemes.
fn declared(document: &Document) -> Option<&Map<String, Value>> {
    let schemes = match document.dialect {
        Dialect::Swagger => document.tree.get("securityDefinitions"),
        _ => document.tree.pointer("/components/securitySchemes"),
    };
    schemes.and_then(Value::as_object)
}

/// The places and names of the keys that security schemes declare.
pub(super) fn keys(document: &Document) -> Vec<(String, String)> {
    let schemes = declared(document).into_iter().flat_map(Map::values);
    let text = |node: &Value, key: &str| Some(node.get(key)?.as_str()?.to_owned());
    schemes.filter_map(|node| Some((text(node, "in")?, text(node, "name")?))).collect()
}

/// Whether nothing in a description says what requires its security schemes: no requirement names
/// one.
fn says_nothing(document: &Document) -> bool {
    let names_one = |said: Option<&Value>| {
        let alternatives = said.and_then(Value::as_array).into_iter().flatten();
        alternatives.filter_map(Value::as_object).any(|one| !one.is_empty())
    };
    let paths = document.tree.get("paths").and_then(Value::as_object);
    let items = paths.into_iter().flat_map(Map::values).filter_map(Value::as_object);
    let mut operations = items.flat_map(Map::values);
    !names_one(document.tree.get("security"))
        && !operations.any(|operation| names_one(operation.get("security")))
}

fn security(document: &Document, operation: &Value) -> Vec<Vec<Scheme>> {
    let own = operation.get("security");
    let list = own.or_else(|| document.tree.get("security")).and_then(Value::as_array);
    let schemes = declared(document);
    let scheme = |name: &String| {
        let node = schemes.and_then(|schemes| schemes.get(name));
        let node = node.and_then(|node| document.follow(node)).map(|(node, _)| node);
        Scheme(node.cloned().unwrap_or_default())
    };
    if own.is_none() && says_nothing(document) {
        // What is set may be sent, and nothing has to be.
        let each = declared(document).into_iter().flat_map(Map::keys);
        let each = each.map(|name| vec![scheme(name)]);
        return each.chain([Vec::new()]).collect();
    }
    let alternatives = list.into_iter().flatten().filter_map(Value::as_object);
    alternatives.map(|one| one.keys().map(scheme).collect()).collect()
}
