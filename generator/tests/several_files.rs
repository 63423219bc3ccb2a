//! Descriptions of several files: what their types are called, and files that stand for URLs.

use std::fs;
use std::path::Path;

use specwright::config::Config;
use specwright::diagnostic::{Code, Diagnostics};
use specwright::source::SourceSet;
use specwright::{Generated, Input};
use tempfile::TempDir;

/// What comes of the files, of which the first is the description, with this configuration, if
/// anything does, and what is reported.
fn generate(
    files: &[(&str, &str)],
    config: &str,
) -> (Option<Generated>, SourceSet, Diagnostics) {
    let folder = TempDir::new().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
    let at = folder.path().join("specwright.toml");
    let config = Config::parse(&at, config.to_owned()).expect("it is valid");
    let input = Input::File(folder.path().join(files[0].0));
    let (mut sources, mut diagnostics) = (SourceSet::default(), Diagnostics::default());
    let generated = specwright::generate(input, &config, &mut sources, &mut diagnostics);
    (generated.ok(), sources, diagnostics)
}

/// The files of types of a description that is right.
fn types(files: &[(&str, &str)]) -> Vec<String> {
    let (generated, _, diagnostics) = generate(files, "");
    let generated = generated.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let names = generated.files.iter().filter_map(|(path, _)| {
        let name = Path::new(path).strip_prefix("src/types").ok()?;
        let name = name.to_str()?.strip_suffix(".rs")?;
        (name != "mod").then(|| name.to_owned())
    });
    names.collect()
}

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

/// A file that is a parameter, a header or a schema lists no schemas.
#[test]
fn parts_of_what_a_file_is_are_no_schemas_of_their_own() {
    let root = format!(
        "{HEAD}paths:\n\
         \x20 /users:\n\
         \x20   get:\n\
         \x20     operationId: listUsers\n\
         \x20     parameters: [{{$ref: query.yaml}}, {{$ref: sort.yaml}}]\n\
         \x20     responses:\n\
         \x20       '200':\n\
         \x20         description: Users.\n\
         \x20         headers: {{X-Total: {{$ref: total.yaml}}}}\n\
         \x20         content: {{application/json: {{schema: {{$ref: users.yaml}}}}}}\n"
    );
    let found = types(&[
        ("openapi.yaml", &root),
        ("query.yaml", "name: q\nin: query\nschema: {type: string}\n"),
        ("sort.yaml", "name: sort\nin: query\nschema: {type: string, enum: [a, b]}\n"),
        ("total.yaml", "schema: {type: integer}\n"),
        ("users.yaml", "type: array\nitems: {$ref: 'schemas.yaml#/items'}\n"),
        ("schemas.yaml", "items: {type: object, properties: {id: {type: string}}}\n"),
    ]);
    assert_eq!(found, ["items", "users"]);
}

/// The file of parameters of Swagger 2.0, which are schemas at the same time.
#[test]
fn parameters_in_a_file_are_no_schemas() {
    let root = "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths:\n\
                \x20 /users:\n\
                \x20   get:\n\
                \x20     parameters: [{$ref: 'parameters.yaml#/Query'}]\n\
                \x20     responses: {'204': {description: Done.}}\n";
    let parameters = "Query: {name: q, in: query, type: string, enum: [a, b]}\n";
    let found = types(&[("swagger.yaml", root), ("parameters.yaml", parameters)]);
    assert!(found.is_empty(), "{found:?}");
}

/// Values and names in a list of another file, and a file as a whole with a slash behind the `#`.
#[test]
fn lists_and_whole_files_can_be_referred_to() {
    let root = format!(
        "{HEAD}paths:\n\
         \x20 /users:\n\
         \x20   get:\n\
         \x20     responses:\n\
         \x20       '200':\n\
         \x20         description: A user.\n\
         \x20         content: {{application/json: {{schema: {{$ref: 'user.yaml#/'}}}}}}\n"
    );
    let user = "type: object\n\
                required: {$ref: 'lists.yaml#/required'}\n\
                properties:\n\
                \x20 id: {type: string}\n\
                \x20 kind: {type: string, enum: {$ref: 'lists.yaml#/kinds'}}\n";
    let lists = "required: [id]\nkinds: [big, small]\n";
    let files = [("openapi.yaml", &*root), ("user.yaml", user), ("lists.yaml", lists)];
    let (generated, _, diagnostics) = generate(&files, "");
    let generated = generated.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let found = generated.files.iter().find(|(path, _)| *path == "src/types/user.rs");
    let user = found.expect("a type").1;
    for part in ["pub id: String,", "Big,", "Small,"] {
        assert!(user.contains(part), "{part}\n{user}");
    }
}

const OF_URLS: &str = "paths:\n\
     \x20 /users:\n\
     \x20   get:\n\
     \x20     operationId: getUser\n\
     \x20     responses:\n\
     \x20       '200':\n\
     \x20         description: A user.\n\
     \x20         content: {application/json: {schema: {\
     $ref: 'https://example.com/domains/User/1.0#/User'}}}\n\
     \x20       '400': {$ref: 'https://example.com/shared/errors.yaml#/Wrong'}\n\
     \x20       '500': {$ref: 'https://example.com/shared/errors.yaml#/Wrong'}\n";

#[test]
fn files_stand_for_urls() {
    let files = [
        ("api/openapi.yaml", &*format!("{HEAD}{OF_URLS}")),
        ("user.yaml", "User: {type: object, properties: {id: {type: string}}}\n"),
        (
            "shared/errors.yaml",
            "Wrong: {description: Wrong., content: {application/json: {schema: {\
             $ref: 'more/fault.yaml'}}}}\n",
        ),
        ("shared/more/fault.yaml", "type: object\nproperties: {code: {type: string}}\n"),
    ];
    let config = "[files]\n\
                  'https://example.com/domains/User/1.0' = 'user.yaml'\n\
                  'https://example.com/shared/' = 'shared'\n";
    let (generated, sources, diagnostics) = generate(&files, config);
    assert_eq!(diagnostics.iter().count(), 0, "{diagnostics:?}");
    let files = generated.expect("it is valid").files;
    for name in ["user", "fault"] {
        let path = format!("src/types/{name}.rs");
        assert!(files.iter().any(|(found, _)| *found == path), "{name}");
    }
    // A build script runs again when one of them changes.
    assert_eq!(sources.paths().count(), 4);
}

/// A mapping can lead to a URL too, and a file that was read can call itself by one.
#[test]
fn files_that_something_else_names_are_used() {
    let root = format!(
        "{HEAD}paths:\n\
         \x20 /pets:\n\
         \x20   get:\n\
         \x20     operationId: getPet\n\
         \x20     responses:\n\
         \x20       '200':\n\
         \x20         description: A pet.\n\
         \x20         content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}\n\
         components:\n\
         \x20 schemas:\n\
         \x20   Pet:\n\
         \x20     type: object\n\
         \x20     required: [kind]\n\
         \x20     properties: {{kind: {{type: string}}}}\n\
         \x20     discriminator:\n\
         \x20       propertyName: kind\n\
         \x20       mapping: {{cat: 'https://example.com/s/cat.yaml#/Cat'}}\n"
    );
    let cat = "Cat:\n\
               \x20 allOf:\n\
               \x20   - {$ref: 'openapi.yaml#/components/schemas/Pet'}\n\
               \x20   - {properties: {meow: {type: string}}}\n";
    let config = "[files]\n'https://example.com/s/' = '.'\n";
    let files = [("openapi.yaml", &*root), ("cat.yaml", cat)];
    let (generated, _, diagnostics) = generate(&files, config);
    let generated = generated.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let pet = generated.files.iter().find(|(path, _)| *path == "src/types/pet.rs");
    assert!(pet.expect("a type").1.contains("(Literal::Text(\"cat\"), 0)"));
    // What calls itself by the URL is what is meant, and the entry is not unused.
    let root = format!(
        "{HEAD}paths:\n\
         \x20 /a: {{get: {{operationId: getA, responses: {{'200': {{description: A., content: {{\
         application/json: {{schema: {{allOf: [{{$ref: 'a.yaml'}}, {{$ref: 'https://example.com/s/a.yaml'}}\
         ]}}}}}}}}}}}}}}\n"
    );
    let a = "$id: https://example.com/s/a.yaml\ntype: object\nproperties: {x: {type: string}}\n";
    let (generated, _, diagnostics) =
        generate(&[("openapi.yaml", &root), ("a.yaml", a)], config);
    assert!(generated.is_some(), "{diagnostics:?}");
}

#[test]
fn each_url_that_is_not_fetched_is_told_once() {
    let description = format!("{HEAD}{OF_URLS}");
    let (generated, _, diagnostics) = generate(&[("openapi.yaml", &description)], "");
    assert!(generated.is_none());
    let told: Vec<_> = diagnostics
        .iter()
        .map(|one| (one.code, one.message.as_str(), one.notes.len()))
        .collect();
    assert_eq!(
        told,
        [
            (
                Code::UnresolvedRef,
                "`https://example.com/domains/User/1.0` is not fetched",
                0
            ),
            (
                Code::UnresolvedRef,
                "`https://example.com/shared/errors.yaml` is not fetched",
                1
            ),
        ]
    );
}

#[test]
fn a_file_that_stands_for_nothing_is_told() {
    let description = format!("{HEAD}paths: {{}}\n");
    let config = "[files]\n'https://example.com/' = 'shared'\n";
    let (_, _, diagnostics) = generate(&[("openapi.yaml", &description)], config);
    let unused = diagnostics.iter().find(|one| one.code == Code::ConfigUnused);
    let unused = unused.expect("it is reported");
    assert_eq!(unused.message, "no `$ref` leads to `https://example.com/`");
}
