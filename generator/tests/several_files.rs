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

/// A description with an answer for each of these references.
fn answering(references: &[&str]) -> String {
    let mut text = format!("{HEAD}paths:\n");
    for (index, reference) in references.iter().enumerate() {
        text += &format!(
            "\x20 /p{index}: {{get: {{operationId: getP{index}, responses: {{'200': {{\
             description: It., content: {{application/json: {{schema: {{\
             $ref: '{reference}'}}}}}}}}}}}}}}\n"
        );
    }
    text
}

const ID: &str = "type: object\nproperties: {id: {type: string}}\n";

/// What files are called says nothing where all are called so: their folders tell.
#[test]
fn files_that_say_nothing_are_called_after_their_folders() {
    let root = answering(&[
        "./users/schema.yaml",
        "./common/schema.yaml",
        "./schemas/order/index.yaml",
        "./schemas/things/index.yaml",
        "./teams/responses/200.yaml",
        "./invoices/request.yaml",
        "./schemas/item.yaml",
    ]);
    let titled = format!("title: Great thing\n{ID}");
    let found = types(&[
        ("api/openapi.yaml", &root),
        ("api/users/schema.yaml", ID),
        ("api/common/schema.yaml", ID),
        ("api/schemas/order/index.yaml", ID),
        ("api/schemas/things/index.yaml", &titled),
        ("api/teams/responses/200.yaml", ID),
        ("api/invoices/request.yaml", ID),
        ("api/schemas/item.yaml", ID),
    ]);
    let expected = [
        "common",
        "great_thing",
        "invoice_request",
        "item",
        "order",
        "team_response",
        "user",
    ];
    assert_eq!(found, expected);
}

/// Where a description is on a machine names nothing.
#[test]
fn folders_around_a_description_name_nothing() {
    let root = answering(&["schema.yaml"]);
    let found = types(&[("users/openapi.yaml", &root), ("users/schema.yaml", ID)]);
    assert_eq!(found, ["schema"]);
}

/// What several files have of one name is one type where it is the same.
#[test]
fn equal_schemas_of_several_files_are_one() {
    let root = answering(&["a.yaml#/Plan", "b.yaml#/Plan", "c.yaml#/Plan"]);
    let file = |kinds: &str| {
        format!(
            "Kind: {{type: string, enum: [{kinds}]}}\n\
             Plan: {{type: object, properties: {{kind: {{$ref: '#/Kind'}}}}}}\n"
        )
    };
    let (same, other) = (file("a, b"), file("b, c"));
    let found = types(&[
        ("openapi.yaml", &root),
        ("a.yaml", &same),
        ("b.yaml", &same),
        ("c.yaml", &other),
    ]);
    assert_eq!(found, ["c_kind", "c_plan", "kind", "plan"]);
}

/// How long a list may be, and what a text holds, is said of a schema as well.
#[test]
fn schemas_of_several_files_that_differ_are_several() {
    let root = answering(&["a.yaml#/Pair", "b.yaml#/Pair"]).replace("3.0.3", "3.1.0");
    let file = |rest: &str| format!("Pair: {{type: array, {rest}}}\n");
    let (closed, open) = (
        file("prefixItems: [{type: string}, {type: integer}], items: false"),
        file("prefixItems: [{type: string}], items: {type: integer}"),
    );
    let files = [("openapi.yaml", &*root), ("a.yaml", &*closed), ("b.yaml", &*open)];
    assert_eq!(types(&files), ["b_pair", "pair"]);
}

/// What the text of an event holds is a part of it, and stays what it is called.
#[test]
fn what_texts_hold_is_compared_and_replaced_too() {
    let event = |name: &str| {
        format!(
            "type: object\nrequired: [data]\nproperties: {{data: {{type: string, \
             contentMediaType: application/json, contentSchema: {{$ref: '{name}'}}}}}}\n"
        )
    };
    let stream = |id: &str, file: &str| {
        format!(
            "\x20 /{id}: {{get: {{operationId: {id}, responses: {{'200': {{description: Events., \
             content: {{text/event-stream: {{itemSchema: {{$ref: '{file}'}}}}}}}}}}}}}}\n"
        )
    };
    let root = format!(
        "{}{}{}",
        answering(&["a.yaml#/Thing", "b.yaml#/Thing"]),
        stream("watchA", "a.yaml#/Event"),
        stream("watchB", "b.yaml#/Event")
    )
    .replace("3.0.3", "3.2.0");
    let file = |other: &str| {
        let event = event("#/Thing").replace('\n', "\n  ");
        format!(
            "Thing: {{type: object, properties: {{{other}: {{type: string}}}}}}\nEvent:\n  {event}\n"
        )
    };
    let (one, two) = (file("a"), file("b"));
    let of_two = [("openapi.yaml", &*root), ("a.yaml", &*one), ("b.yaml", &*two)];
    assert_eq!(types(&of_two), ["b_event", "b_thing", "event", "thing"]);
    let of_one = [("openapi.yaml", &*root), ("a.yaml", &*one), ("b.yaml", &*one)];
    assert_eq!(types(&of_one), ["event", "thing"]);
    let (generated, ..) = generate(&of_one, "");
    let files = generated.expect("a valid description").files;
    let event = files.get("src/types/event.rs").expect("a type");
    assert!(event.contains("pub data: Thing,"), "{event}");
}

/// Where the file has the name of the schema, its folders tell them apart.
#[test]
fn files_of_one_name_are_told_apart_by_their_folders() {
    let root = answering(&["v1/user.yaml#/User", "v2/user.yaml#/User"]);
    let user = |member: &str| {
        format!("User: {{type: object, properties: {{{member}: {{type: string}}}}}}\n")
    };
    let (one, two) = (user("name"), user("names"));
    let files =
        [("openapi.yaml", &*root), ("v1/user.yaml", &*one), ("v2/user.yaml", &*two)];
    assert_eq!(types(&files), ["user", "v2_user"]);
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

/// A relative reference in a file that stands for a URL is relative to that.
#[test]
fn references_in_files_that_stand_for_urls_are_relative_to_these() {
    let root = answering(&["https://a.test/v1/user.yaml?raw=1"]);
    let user = "type: object\n\
                properties:\n\
                \x20 team: {$ref: '../shared/team.yaml'}\n\
                \x20 near: {$ref: 'near.yaml#/'}\n\
                \x20 id: {$ref: 'near.yaml#/properties/id'}\n";
    let files = [
        ("api/openapi.yaml", &*root),
        ("copies/user.yaml", user),
        ("copies/near.yaml", ID),
        ("teams/team.yaml", ID),
    ];
    let config = "[files]\n\
                  'https://a.test/v1/user.yaml' = 'copies/user.yaml'\n\
                  'https://a.test/shared/' = 'teams'\n";
    let (generated, _, diagnostics) = generate(&files, config);
    let generated = generated.unwrap_or_else(|| panic!("{diagnostics:?}"));
    assert_eq!(diagnostics.iter().count(), 0, "{diagnostics:?}");
    for name in ["user", "team", "near"] {
        let path = format!("src/types/{name}.rs");
        assert!(generated.files.iter().any(|(found, _)| *found == path), "{name}");
    }
}

/// A pointer can lead through a reference to a whole file, with a slash behind the `#`.
#[test]
fn pointers_lead_through_references_to_whole_files() {
    let root = answering(&["users.yaml#/User/properties/team"]);
    let team = "type: object\nproperties: {team: {type: object, title: Team, properties: {id: {type: string}}}}\n";
    let files = [
        ("openapi.yaml", &*root),
        ("users.yaml", "User: {$ref: 'user.yaml#/'}\n"),
        ("user.yaml", team),
    ];
    let (generated, _, diagnostics) = generate(&files, "");
    assert!(generated.is_some(), "{diagnostics:?}");
}
