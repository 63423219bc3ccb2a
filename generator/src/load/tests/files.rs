//! Descriptions of several files.

use super::*;
use crate::document::resolve;

fn memory_load(
    files: Memory,
    root: &str,
) -> (SourceSet, Vec<(Code, String, Option<String>)>) {
    let mut diagnostics = Diagnostics::default();
    let mut files = files;
    let sources = load(Input::File(root.into()), &mut files, &mut diagnostics);
    let found = diagnostics
        .iter()
        .map(|found| (found.code, found.message.clone(), found.help.clone()))
        .collect();
    (sources, found)
}

#[test]
fn refs_to_files_are_followed_once() {
    let root = "openapi: 3.0.0\n\
                a: {$ref: 'schemas/pet.yaml'}\n\
                b: {$ref: './schemas/../schemas/pet.yaml#/x'}\n\
                c: {$ref: 'notes%20here.md'}\n";
    let files = Memory::default()
        .with("api/openapi.yaml", root)
        .with("api/schemas/pet.yaml", "x: {$ref: '../../common.json#/y'}\n")
        .with("common.json", r#"{"y": {"$ref": "api/openapi.yaml#/a"}}"#)
        .with("api/notes here.md", "# Notes: *not* YAML\n");
    let (sources, found) = memory_load(files, "./api/openapi.yaml");
    assert_eq!(found, []);
    let paths: Vec<_> = sources.paths().map(|path| path.to_str().unwrap()).collect();
    assert_eq!(
        paths,
        [
            "./api/openapi.yaml",
            "api/schemas/pet.yaml",
            "api/notes here.md",
            "common.json"
        ]
    );
    let pet = sources.target(FileId::ROOT, "schemas/pet.yaml#/x").unwrap();
    assert_eq!(format!("{pet:?}"), "1:#/x");
    let back = sources.target(FileId(3), "api/openapi.yaml#/a").unwrap();
    assert_eq!(format!("{back:?}"), "#/a");
    assert!(sources.target(FileId::ROOT, "missing.yaml").is_none());
    let notes = sources.target(FileId::ROOT, "notes%20here.md").unwrap();
    assert_eq!(sources.value(&notes), Some(&json!("# Notes: *not* YAML\n")));
}

#[test]
fn files_that_extensions_name_are_read_where_they_are_trees() {
    let root = "openapi: 3.0.0\n\
                x-samples:\n\
                \x20 - {$ref: sample.ts}\n\
                \x20 - {$ref: broken.yaml}\n\
                \x20 - {$ref: missing.yaml}\n\
                \x20 - {$ref: 'https://example.com/a.yaml'}\n\
                \x20 - {$ref: shared.yaml}\n\
                x-webhooks: {x-a: {$ref: webhook.ts}}\n";
    let files = Memory::default()
        .with("openapi.yaml", root)
        .with("sample.ts", "const a = [1, 2;")
        .with("broken.yaml", "a: [1, 2;")
        .with("shared.yaml", "a: 1");
    let (sources, found) = memory_load(files, "openapi.yaml");
    let message = "`webhook.ts` cannot be read: no such file or directory";
    let found: Vec<_> = found.into_iter().map(|(_, message, _)| message).collect();
    assert_eq!(found, [message]);
    let paths: Vec<_> = sources.paths().map(|path| path.to_str().unwrap()).collect();
    assert_eq!(paths, ["openapi.yaml", "shared.yaml"]);
}

#[test]
fn missing_files_have_a_suggestion() {
    let files = Memory::default()
        .with("openapi.yaml", "openapi: 3.0.0\na: {$ref: pte.yaml}\n")
        .with("pet.yaml", "a: 1");
    let (_, found) = memory_load(files.clone(), "openapi.yaml");
    let message = "`pte.yaml` cannot be read: no such file or directory";
    let help = Some("did you mean `pet.yaml`?".to_owned());
    assert_eq!(found, [(Code::UnresolvedRef, message.to_owned(), help)]);
    let (sources, found) = memory_load(files, "openapi.json");
    assert_eq!(sources.paths().count(), 0);
    let message = "`openapi.json` cannot be read: no such file or directory";
    let help = Some("did you mean `openapi.yaml`?".to_owned());
    assert_eq!(found, [(Code::FileUnreadable, message.to_owned(), help)]);
}

#[test]
fn urls_are_not_fetched_but_may_name_a_file_of_the_set() {
    let files = Memory::default().with(
        "openapi.yaml",
        "openapi: 3.2.0\n$self: https://example.com/api\n\
             a: {$ref: 'https://example.com/api#/b'}\n\
             c: {$ref: 'https://example.com/types.yaml#/d'}\n\
             d: {$ref: 'https://example.com/types.yaml#/e'}\n",
    );
    let (sources, found) = memory_load(files, "openapi.yaml");
    let [(code, message, Some(help))] = &found[..] else { panic!("{found:?}") };
    assert_eq!(*code, Code::UnresolvedRef);
    assert_eq!(message, "`https://example.com/types.yaml` is not fetched");
    let entry =
        "`[files]` and below that `\"https://example.com/types.yaml\" = \"types.yaml\"`";
    assert!(help.ends_with(entry), "{help}");
    assert!(sources.target(FileId::ROOT, "https://example.com/api#/b").is_some());
}

#[test]
fn files_can_stand_for_urls() {
    let root = "openapi: 3.0.0\n\
                a: {$ref: 'https://example.com/s/pet.yaml#/x'}\n\
                b: {$ref: 'https://example.org/domains/Common/1.0#/z'}\n";
    let mut files = Memory::default()
        .with("api/openapi.yaml", root)
        .with("copies/pet.yaml", "x: {$ref: 'sub/owner.yaml#/y'}\n")
        .with("copies/sub/owner.yaml", "y: 1\n")
        .with(
            "common.json",
            "{\"z\": {\"$ref\": \"https://example.com/s/pet.yaml#/x\"}}",
        );
    let mut diagnostics = Diagnostics::default();
    let input = Input::from_argument("api/openapi.yaml");
    let sources = load_with(input, &mut files, &mut diagnostics, |loader| {
        loader.sources.map_urls(vec![
            ("https://example.com/s/".to_owned(), "copies".into()),
            ("https://example.org/domains/Common/1.0".to_owned(), "common.json".into()),
            ("https://example.net/".to_owned(), "unused".into()),
        ]);
    });
    assert_eq!(diagnostics.iter().count(), 0, "{diagnostics:?}");
    assert_eq!(sources.paths().count(), 4);
    assert_eq!(sources.unused_urls().collect::<Vec<_>>(), [2]);
    let url = "https://example.com/s/sub/owner.yaml#/y";
    let found = sources.target(FileId::ROOT, url).unwrap();
    assert_eq!(sources.value(&found), Some(&json!(1)));
    let root = resolve::root(&sources, FileId::ROOT);
    // Through `common.json`, `pet.yaml` and `owner.yaml`.
    let found = resolve::resolve(&sources, &root.get("b").unwrap()).unwrap();
    assert_eq!(found.node.value, &json!(1));
}

#[test]
fn what_an_id_answers_is_not_read() {
    let files = Memory::default()
        .with(
            "api/openapi.yaml",
            "openapi: 3.1.0\n\
             a: {$ref: pet}\n\
             b: {$ref: 'https://example.com/s/owner#/x'}\n\
             c: {$id: https://example.com/s/c, in: {$ref: owner}, d: {$ref: types.yaml}}\n\
             e: {$ref: owner}\n\
             example: {$id: owner}\n\
             properties: {$id: {$id: pet}}\n",
        )
        .with("api/types.yaml", "$id: https://example.com/s/owner\n");
    let (sources, found) = memory_load(files, "api/openapi.yaml");
    let message = "`api/owner` cannot be read: no such file or directory".to_owned();
    let [(code, only, _)] = &found[..] else { panic!("{found:?}") };
    assert_eq!((code, only), (&Code::UnresolvedRef, &message));
    assert_eq!(sources.paths().count(), 2);
    let pet = sources.target(FileId::ROOT, "pet#/x").unwrap();
    assert_eq!(format!("{pet:?}"), "#/properties/$id/x");
    let owner = sources.target(FileId::ROOT, "https://example.com/s/owner#/x").unwrap();
    assert_eq!(format!("{owner:?}"), "1:#/x");
}

#[test]
fn a_fault_in_a_named_file_names_both_places() {
    let files = Memory::default()
        .with(
            "openapi.yaml",
            "openapi: 3.0.0\na: {$ref: pet.yaml}\nb: {$ref: pet.yaml}\n",
        )
        .with("pet.yaml", "a: 'open\n");
    let mut diagnostics = Diagnostics::default();
    load(Input::from_argument("openapi.yaml"), &mut { files }, &mut diagnostics);
    let [diagnostic] = &diagnostics.iter().collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!(diagnostic.secondary[0].at.to_string(), "#/a/$ref");
    assert_eq!(diagnostic.severity, Severity::Error);
    assert_eq!(marked(diagnostic), "'");
}
