//! In which files the code of an SDK stands.

mod support;

use serde_json::{Map, Value, json};
use specwright::config::Config;
use specwright::diagnostic::Diagnostics;
use specwright::source::SourceSet;
use specwright::{Input, probe};
use support::generate;

const VERBS: [&str; 21] = [
    "Accept",
    "Assign",
    "Attach",
    "Authorize",
    "Cancel",
    "Copy",
    "Create",
    "Delete",
    "Deregister",
    "Describe",
    "Detach",
    "Disable",
    "Enable",
    "Export",
    "Import",
    "Modify",
    "Register",
    "Release",
    "Reset",
    "Restore",
    "Revoke",
];

const THINGS: [&str; 5] = ["Image", "Snapshot", "Volume", "VpcEndpoint", "VpcRoutes"];

/// The paths of an API whose calls are all the client's own.
fn paths() -> Map<String, Value> {
    let mut paths = Map::new();
    for verb in VERBS {
        for thing in THINGS {
            let mut values = vec!["small", "large"];
            values.extend((verb == "Copy").then_some(thing));
            let parameter = json!({
                "name": "size",
                "in": "query",
                "schema": { "type": "string", "enum": values },
            });
            let operation = json!({
                "operationId": format!("{verb}{thing}"),
                "parameters": [parameter],
                "responses": { "204": { "description": "Done." } },
            });
            paths
                .insert(format!("/#Action={verb}{thing}"), json!({ "post": operation }));
        }
    }
    paths
}

#[test]
fn many_methods_of_one_resource_stand_in_a_file_for_each_thing() {
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Cloud", "version": "1" },
        "paths": paths(),
    });
    let (generated, diagnostics) =
        generate("cloud.json", description.to_string(), &Config::default());
    let Some(generated) = generated else {
        panic!("{:#?}", diagnostics.iter().collect::<Vec<_>>())
    };
    let in_resources = generated
        .files
        .iter()
        .filter_map(|(path, text)| Some((path.strip_prefix("src/resources/")?, text)));
    let files: Vec<(&str, &str)> = in_resources.collect();
    let names: Vec<&str> = files.iter().map(|(path, _)| *path).collect();
    assert_eq!(names, ["image.rs", "mod.rs", "snapshot.rs", "volume.rs", "vpc.rs"]);
    let file = |name: &str| files.iter().find(|(path, _)| *path == name).expect(name).1;
    let image = file("image.rs");
    assert!(image.contains("impl Client {"), "{image}");
    for (name, text) in &files {
        let own = *name == "image.rs";
        assert_eq!(text.contains("fn describe_image("), own, "{name}");
        // What nobody else needs goes with the method, what others share stays.
        assert_eq!(text.contains("pub enum CopyImageSize"), own, "{name}");
        assert_eq!(
            text.contains("pub enum AcceptImageSize"),
            *name == "mod.rs",
            "{name}"
        );
    }
    assert!(file("mod.rs").contains("    CopyImageParams, CopyImageSize,"));
}

/// A module that is called like the one around it confuses.
#[test]
fn a_file_for_a_thing_is_not_called_like_the_resource() {
    let of_image = paths()
        .into_iter()
        .map(|(path, item)| (path.replace("/#Action=", "/image#Action="), item));
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Cloud", "version": "1" },
        "paths": of_image.collect::<Map<String, Value>>(),
    });
    let (generated, _) =
        generate("cloud.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let names: Vec<&str> = files
        .iter()
        .filter_map(|(path, _)| path.strip_prefix("src/resources/image/"))
        .collect();
    assert!(names.contains(&"volume.rs"), "{names:?}");
    assert!(!names.contains(&"image.rs"), "{names:?}");
}

#[test]
fn fewer_methods_stand_in_one_file() {
    let mut few = paths();
    few.retain(|path, _| !path.contains("Vpc"));
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Cloud", "version": "1" },
        "paths": few,
    });
    let (generated, _) =
        generate("cloud.json", description.to_string(), &Config::default());
    let files = generated.expect("the description is valid").files;
    let in_resources =
        files.iter().filter(|(path, _)| path.starts_with("src/resources"));
    let paths: Vec<&str> = in_resources.map(|(path, _)| path).collect();
    assert_eq!(paths, ["src/resources.rs"]);
}

/// What is inside of a type that has become another name is named nowhere, and not told of either.
#[test]
fn every_type_that_is_told_of_is_there() {
    let text = json!({ "type": "string" });
    let range = json!({ "type": "object", "properties": { "from": text, "to": text } });
    let report =
        json!({ "type": "object", "properties": { "range": range, "title": text } });
    let operation = |id: &str| {
        json!({
            "operationId": id,
            "responses": { "200": {
                "description": "A report.",
                "content": { "application/json": { "schema": report } },
            } },
        })
    };
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Cloud", "version": "1" },
        "paths": { "/reports/a": { "get": operation("getA"), "put": operation("putA") } },
    });
    let input = Input::Text { path: "cloud.json".into(), text: description.to_string() };
    let (mut sources, mut diagnostics) = (SourceSet::default(), Diagnostics::default());
    let (generated, surface) =
        probe::generate(input, &Config::default(), &mut sources, &mut diagnostics)
            .expect("the description is valid");
    let code: String = generated.files.iter().map(|(_, text)| text).collect();
    let names = surface.types.iter().map(|one| one.path.rsplit("::").next().unwrap());
    let names: Vec<&str> = names.collect();
    assert_eq!(names.len(), 3, "{names:?}");
    for name in names {
        let is_there = ["struct", "type"]
            .iter()
            .any(|kind| code.contains(&format!("pub {kind} {name} ")));
        assert!(is_there, "{name}");
    }
}

/// The enum of the second form is the first one's, and the form itself is parameters: nothing is left
/// for a file.
#[test]
fn every_module_has_a_file() {
    let hint = json!({ "type": "string", "enum": ["access", "refresh"] });
    let form = json!({ "type": "object", "required": ["token"], "properties": {
        "token": { "type": "string" },
        "hint": { "anyOf": [hint, { "type": "null" }] },
    } });
    let post = |name: &str| {
        let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
        let content =
            json!({ "application/x-www-form-urlencoded": { "schema": schema } });
        json!({ "post": {
            "operationId": name,
            "requestBody": { "required": true, "content": content },
            "responses": { "204": { "description": "Done." } },
        } })
    };
    let description = json!({
        "openapi": "3.1.0",
        "info": { "title": "Tokens", "version": "1" },
        "paths": { "/revoke": post("RevokeRequest"), "/introspect": post("IntrospectRequest") },
        "components": { "schemas": { "RevokeRequest": form, "IntrospectRequest": form } },
    });
    let share = "[types]\nshare = true".to_owned();
    let config = Config::parse(std::path::Path::new("tokens.toml"), share);
    let config = config.expect("it is valid");
    let (generated, _) = generate("tokens.json", description.to_string(), &config);
    let files = generated.expect("the description is valid").files;
    let has = |path: &str| files.iter().any(|(other, _)| other == path);
    let root = "src/types/mod.rs";
    let (_, text) = files.iter().find(|(path, _)| *path == root).expect("types");
    let modules: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    assert!(!modules.is_empty());
    for module in modules {
        assert!(has(&format!("src/types/{module}.rs")), "{module}");
    }
}
