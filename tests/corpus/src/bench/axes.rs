//! Descriptions that are large in one way only, to find what costs more than its share.

use serde_json::{Map, Value, json};

/// A way in which a description can be large.
pub(super) struct Axis {
    /// What there is many of.
    pub(super) name: &'static str,
    /// How many there are of it at first.
    pub(super) unit: usize,
    /// The description with that many.
    pub(super) make: fn(usize) -> Value,
}

/// Every axis that is measured.
pub(super) const AXES: [Axis; 43] = [
    axis("operations of one resource", 500, operations),
    axis("actions of one thing", 500, actions),
    axis("resources", 250, resources),
    axis("paths that can only be read", 500, readings),
    axis("tags", 250, tags),
    axis("parts of one path", 50, long_path),
    axis("parameters of one operation", 250, parameters),
    axis("parameters that operations share", 500, shared_parameters),
    axis("answers with equal objects", 500, equal_answers),
    axis("properties of one object", 500, properties),
    axis("equal objects in one object", 250, equal_properties),
    axis("objects in objects", 7, nested_objects),
    axis("lists in lists", 15, nested_lists),
    axis("values of one enum", 1000, enum_values),
    axis("values of two enums that both hold", 500, two_enums),
    axis("equal names of operations", 500, equal_names),
    axis("security schemes", 50, security_schemes),
    axis("servers of one name", 500, servers),
    axis("media types of one body", 250, media_types),
    axis("media types of one answer", 250, answer_media_types),
    axis("links to places", 500, links),
    axis("variables of one path", 500, path_variables),
    axis("words of one description", 10_000, words),
    axis("paragraphs of one description", 1000, paragraphs),
    axis("backquotes of one description", 5000, backquotes),
    axis("beginnings of URLs in one description", 2500, urls),
    axis("brackets of one description", 5000, brackets),
    axis("tags of HTML in one description", 2500, html),
    axis("members of one example", 5000, example),
    axis("branches that a constant tells apart", 250, constant_union),
    axis("branches that nothing tells apart", 250, alike_union),
    axis("branches with a discriminator", 250, tagged_union),
    axis("branches without names", 500, nameless_union),
    axis("unions that have the next as branch", 250, ring_of_unions),
    axis("parts of one allOf", 250, all_of),
    axis("parts with one member", 500, one_member),
    axis("objects that extend one", 500, extensions),
    axis("aliases of aliases", 500, aliases),
    axis("references to one schema", 1000, references),
    axis("references to anchors", 500, anchors),
    axis("objects in a ring", 500, ring),
    axis("objects that refer to each other", 50, mesh),
    axis("names that are alike", 500, collisions),
];

const fn axis(name: &'static str, unit: usize, make: fn(usize) -> Value) -> Axis {
    Axis { name, unit, make }
}

/// A description of these paths and schemas.
fn description(
    paths: impl IntoIterator<Item = (String, Value)>,
    schemas: impl IntoIterator<Item = (String, Value)>,
) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Axis", "version": "1" },
        "paths": Map::from_iter(paths),
        "components": { "schemas": Map::from_iter(schemas) },
    })
}

/// A description of one operation that answers with the first of these schemas.
fn one(schemas: impl IntoIterator<Item = (String, Value)>) -> Value {
    let schemas = Vec::from_iter(schemas);
    let first = reference(&schemas[0].0);
    description([("/things".to_owned(), json!({ "get": operation(&first) }))], schemas)
}

/// A description of one operation that answers with this schema.
fn single(schema: Value) -> Value {
    one([("Thing".to_owned(), schema)])
}

/// An operation that answers with a schema.
fn operation(schema: &Value) -> Value {
    json!({ "responses": { "200": {
        "description": "What there is.",
        "content": { "application/json": { "schema": schema } },
    } } })
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn text() -> Value {
    json!({ "type": "string" })
}

/// An object with this many properties.
fn object(count: usize, property: impl Fn(usize) -> Value) -> Value {
    let properties =
        (0..count).map(|index| (format!("property_{index}"), property(index)));
    json!({ "type": "object", "properties": Map::from_iter(properties) })
}

/// Schemas with a number in their name.
fn numbered(
    count: usize,
    schema: impl Fn(usize) -> Value,
) -> impl Iterator<Item = (String, Value)> {
    (0..count).map(move |index| (format!("Thing{index}"), schema(index)))
}

/// Paths that each have one operation with this answer.
fn paths(
    count: usize,
    path: impl Fn(usize) -> String,
    schema: impl Fn(usize) -> Value,
) -> impl Iterator<Item = (String, Value)> {
    (0..count)
        .map(move |index| (path(index), json!({ "get": operation(&schema(index)) })))
}

fn operations(count: usize) -> Value {
    description(
        paths(count, |index| format!("/things/{{id}}/by{{n{index}}}/x"), |_| text()),
        [],
    )
}

fn actions(count: usize) -> Value {
    let path = |index| {
        (format!("/things/{{id}}/run_{index}"), json!({ "post": operation(&text()) }))
    };
    description((0..count).map(path), [])
}

fn resources(count: usize) -> Value {
    description(
        paths(count, |index| format!("/part_{index}/{{id}}/rests"), |_| text()),
        [],
    )
}

fn readings(count: usize) -> Value {
    description(
        paths(count, |index| format!("/things/all/summary/of_{index}"), |_| text()),
        [],
    )
}

fn tags(count: usize) -> Value {
    let path = |index| {
        let mut operation = operation(&text());
        operation["tags"] = json!([format!("All things {index}")]);
        (format!("/things/kind_{index}"), json!({ "get": operation }))
    };
    description((0..count).map(path), [])
}

fn long_path(count: usize) -> Value {
    let parts =
        |count| (0..count).map(|index| format!("/part_{index}")).collect::<String>();
    description(
        (1..=20).map(|rest| {
            (parts(count) + &format!("/{rest}"), json!({ "get": operation(&text()) }))
        }),
        [],
    )
}

fn parameters(count: usize) -> Value {
    let parameter = |index| json!({ "name": format!("query_{index}"), "in": "query", "schema": text() });
    let mut get = operation(&text());
    get["parameters"] = (0..count).map(parameter).collect();
    description([("/things".to_owned(), json!({ "get": get }))], [])
}

fn shared_parameters(count: usize) -> Value {
    let path = |index| {
        let mut get = operation(&text());
        get["parameters"] = json!([{ "$ref": "#/components/parameters/Shared" }]);
        (format!("/part_{}/kind_{index}", index % 50), json!({ "get": get }))
    };
    let mut all = description((0..count).map(path), []);
    all["components"]["parameters"] = json!({
        "Shared": { "name": "order", "in": "query", "schema": { "enum": ["up", "down"] } },
    });
    all
}

fn equal_answers(count: usize) -> Value {
    description(
        paths(
            count,
            |index| format!("/things/kind_{index}"),
            |_| object(3, |_| object(2, |_| json!({ "enum": ["up", "down"] }))),
        ),
        [],
    )
}

fn properties(count: usize) -> Value {
    single(object(count, |_| text()))
}

fn equal_properties(count: usize) -> Value {
    single(object(count, |_| object(3, |_| text())))
}

/// Things that each have this many values inside of each other.
fn nested(count: usize, around: impl Fn(Value) -> Value) -> Value {
    one(numbered(500, |_| (0..count).fold(text(), |inner, _| around(inner))))
}

fn nested_objects(count: usize) -> Value {
    nested(count, |inner| json!({ "type": "object", "properties": { "inner": inner } }))
}

fn nested_lists(count: usize) -> Value {
    nested(count, |inner| json!({ "type": "array", "items": inner }))
}

fn enum_values(count: usize) -> Value {
    let values: Vec<String> = (0..count).map(|index| format!("value-{index}")).collect();
    single(json!({ "type": "string", "enum": values }))
}

fn two_enums(count: usize) -> Value {
    let part = || enum_values(count)["components"]["schemas"]["Thing"].clone();
    single(json!({ "allOf": [part(), part()] }))
}

fn equal_names(count: usize) -> Value {
    let path = |index| {
        let mut get = operation(&text());
        get["operationId"] = "things.get".into();
        (format!("/things/{{id}}/{index}"), json!({ "get": get }))
    };
    description((0..count).map(path), [])
}

fn security_schemes(count: usize) -> Value {
    let scheme = |index| {
        let header = format!("X-Key-{index}");
        (
            format!("key_{index}"),
            json!({ "type": "apiKey", "in": "header", "name": header }),
        )
    };
    let mut all = single(text());
    all["components"]["securitySchemes"] =
        Value::Object((0..count).map(scheme).collect());
    all["security"] =
        (0..count).map(|index| json!({ (format!("key_{index}")): [] })).collect();
    all
}

fn servers(count: usize) -> Value {
    let server = |index| json!({ "url": format!("https://{index}.example.com"), "description": "Live" });
    let mut all = single(text());
    all["servers"] = (0..count).map(server).collect();
    all
}

/// That many media types, each of another schema.
fn contents(count: usize) -> Value {
    let content = |index| {
        let schema = json!({ "type": "object", "properties": { (format!("of_{index}")): text() } });
        (format!("application/kind{index}+json"), json!({ "schema": schema }))
    };
    Value::Object((0..count).map(content).collect())
}

fn media_types(count: usize) -> Value {
    let mut post = operation(&text());
    post["requestBody"] = json!({ "content": contents(count) });
    description([("/things".to_owned(), json!({ "post": post }))], [])
}

fn answer_media_types(count: usize) -> Value {
    let mut get = operation(&text());
    get["responses"]["200"]["content"] = contents(count);
    description([("/things".to_owned(), json!({ "get": get }))], [])
}

fn links(count: usize) -> Value {
    let path = |index| {
        let target = format!("#/paths/~1things~1kind_{}/get", (index + 1) % count);
        let mut get = operation(&text());
        get["responses"]["200"]["links"] = json!({ "next": { "operationRef": target } });
        (format!("/things/kind_{index}"), json!({ "get": get }))
    };
    description((0..count).map(path), [])
}

fn path_variables(count: usize) -> Value {
    let name = |index| format!("variable_{index}");
    let parameter = |index| json!({ "name": name(index), "in": "path", "required": true, "schema": text() });
    let mut get = operation(&text());
    get["parameters"] = (0..count).map(parameter).collect();
    let path = (0..count).map(|index| format!("/{{{}}}", name(index))).collect();
    description([(path, json!({ "get": get }))], [])
}

fn described(description: String) -> Value {
    single(json!({ "type": "object", "description": description }))
}

fn words(count: usize) -> Value {
    described("word ".repeat(count))
}

fn paragraphs(count: usize) -> Value {
    described(
        "- One of the things, see <https://example.com>.\n\nMore.\n\n".repeat(count),
    )
}

fn backquotes(count: usize) -> Value {
    described((0..count).map(|index| format!("`{} ", "`".repeat(index % 7))).collect())
}

fn urls(count: usize) -> Value {
    described("x://".repeat(count))
}

fn brackets(count: usize) -> Value {
    described("[a *b _c ".repeat(count))
}

fn html(count: usize) -> Value {
    described("<p>One <b>thing</b><ul><li>".repeat(count))
}

fn example(count: usize) -> Value {
    let members = (0..count).map(|index| (format!("member_{index}"), json!([index])));
    single(json!({ "type": "object", "example": Map::from_iter(members) }))
}

fn union(count: usize, branch: impl Fn(usize) -> Value) -> Value {
    let branches: Vec<Value> =
        (0..count).map(|index| reference(&format!("Thing{index}"))).collect();
    let union = ("Union".to_owned(), json!({ "oneOf": branches }));
    one([union].into_iter().chain(numbered(count, branch)))
}

fn constant_union(count: usize) -> Value {
    union(count, |index| {
        json!({
            "type": "object",
            "required": ["kind"],
            "properties": { "kind": { "const": format!("kind_{index}") }, "value": text() },
        })
    })
}

fn alike_union(count: usize) -> Value {
    union(count, |index| object(3 + index % 2, |_| text()))
}

fn tagged_union(count: usize) -> Value {
    let mut all = union(count, |_| object(2, |_| text()));
    let mapping = (0..count).map(|index| {
        (format!("kind_{index}"), reference(&format!("Thing{index}"))["$ref"].clone())
    });
    all["components"]["schemas"]["Union"]["discriminator"] =
        json!({ "propertyName": "property_0", "mapping": Map::from_iter(mapping) });
    all
}

fn nameless_union(count: usize) -> Value {
    single(json!({ "anyOf": vec![object(3, |_| text()); count] }))
}

fn ring_of_unions(count: usize) -> Value {
    one(numbered(count, |index| {
        let next = reference(&format!("Thing{}", (index + 1) % count));
        json!({ "oneOf": [next, object(1 + index % 3, |_| text())] })
    }))
}

fn one_member(count: usize) -> Value {
    let part = |index| object(1, |_| object(1 + index % 3, |_| text()));
    single(json!({ "allOf": (0..count).map(part).collect::<Vec<_>>() }))
}

fn all_of(count: usize) -> Value {
    let part = |index| json!({ "type": "object", "properties": { (format!("of_{index}")): text() } });
    single(json!({ "allOf": (0..count).map(part).collect::<Vec<_>>() }))
}

fn extensions(count: usize) -> Value {
    let base = json!({
        "type": "object",
        "properties": { "kind": text() },
        "discriminator": { "propertyName": "kind" },
    });
    let extension = |_| json!({ "allOf": [reference("Base"), object(1, |_| text())] });
    one([("Base".to_owned(), base)].into_iter().chain(numbered(count, extension)))
}

fn aliases(count: usize) -> Value {
    one(numbered(count, |index| match index % 50 == 49 || index + 1 == count {
        true => text(),
        false => reference(&format!("Thing{}", index + 1)),
    }))
}

fn references(count: usize) -> Value {
    let target = ("Target".to_owned(), object(2, |_| text()));
    let refer = numbered(count, |_| object(2, |_| reference("Target")));
    one(refer.chain([target]))
}

fn anchors(count: usize) -> Value {
    let refer = object(count, |index| json!({ "$ref": format!("#thing-{index}") }));
    let anchored = numbered(count, |index| {
        let mut schema = object(1, |_| text());
        schema["$anchor"] = format!("thing-{index}").into();
        schema
    });
    one([("All".to_owned(), refer)].into_iter().chain(anchored))
}

fn ring(count: usize) -> Value {
    one(numbered(count, |index| {
        object(2, |_| reference(&format!("Thing{}", (index + 1) % count)))
    }))
}

/// Each of a fixed number of things refers to that many others.
fn mesh(count: usize) -> Value {
    one(numbered(400, |index| {
        object(count, |other| reference(&format!("Thing{}", (index + other) % 400)))
    }))
}

/// Names of equal words: what is between the words differs.
fn collisions(count: usize) -> Value {
    let name = |index: usize| -> String {
        (0..14).map(|bit| if index >> bit & 1 == 0 { "a-" } else { "a_" }).collect()
    };
    one((0..count).map(|index| (name(index), object(1, |_| text()))))
}
