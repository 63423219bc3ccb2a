use std::path::PathBuf;

use super::*;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::load::{Input, Memory, load, load_text};
use crate::source::{Author, Edit, FileId, Pointer};

const PETS: &str = "\
openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      summary: |
        Lists
        pets.
      responses:
        '200':
          description: Größe der Tiere 🐈 in {unit}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pett'}
  /owners:
    get:
      operationId: listPets
      parameters:
        - name: q
          in: query
        -\tname: tab
\t  in:\tquery
";

fn at(pointer: &str) -> Pointer {
    Pointer::parse(FileId::ROOT, pointer).unwrap()
}

fn options(format: Format) -> RenderOptions {
    RenderOptions {
        format,
        least: Severity::Note,
        width: 90,
        ..RenderOptions::default()
    }
}

/// Loads a text, reports some diagnostics, and renders them.
fn show(text: &str, list: Vec<Diagnostic>, options: &RenderOptions) -> String {
    let (sources, mut diagnostics) = load_text("pets.yaml", text);
    for diagnostic in list {
        diagnostics.report(diagnostic);
    }
    let mut text = render(&diagnostics, &sources, options);
    if options.format == Format::Human {
        text += &summary(&diagnostics, options.least);
    }
    text
}

fn variety() -> Vec<Diagnostic> {
    let schema = "/paths/~1pets/get/responses/200/content/application~1json/schema/$ref";
    vec![
        Diagnostic::new(
            Code::UnresolvedRef,
            &at(schema),
            "`#/components/schemas/Pett` does not exist",
        )
        .label("no such schema")
        .note("the description has no `components` at all")
        .help("did you mean `#/components/schemas/Pet`?"),
        Diagnostic::new(
            Code::DuplicateOperationId,
            &at("/paths/~1owners/get/operationId"),
            "the operation id `listPets` occurs twice",
        )
        .and_at(&at("/paths/~1pets/get/operationId"), "it is used here first")
        .help("give each operation an id of its own"),
        Diagnostic::new(Code::MissingField, &at("/paths/~1pets/get"), "no `tags`"),
        Diagnostic::new(Code::WrongType, &at("/paths/~1pets/get/summary"), "a text"),
        Diagnostic::new(
            Code::WrongType,
            &at("/paths/~1owners/get/parameters/0"),
            "an item",
        )
        .label("the first one"),
        Diagnostic::new(
            Code::UnknownField,
            &at("/paths/~1pets/get/responses/200/description"),
            "wide characters",
        )
        .label("here"),
        Diagnostic::new(Code::MissingField, &at(""), "no `info`"),
        Diagnostic::somewhere(
            Code::OutputUnwritable,
            Place::File(PathBuf::from("out/src/lib.rs")),
            "`out/src/lib.rs` cannot be written: permission denied",
        ),
        Diagnostic::somewhere(
            Code::Internal,
            Place::Nowhere,
            "a fault of the generator",
        ),
    ]
}

const PLAIN_PETS: usize = 21;

fn pets() -> String {
    PETS.lines().take(PLAIN_PETS).collect::<Vec<_>>().join("\n")
}

#[test]
fn people_see_snippets() {
    insta::assert_snapshot!(show(&pets(), variety(), &options(Format::Human)));
}

#[test]
fn programs_see_an_object_a_line() {
    insta::assert_snapshot!(show(&pets(), variety(), &options(Format::Json)));
}

#[test]
fn github_sees_commands() {
    insta::assert_snapshot!(show(&pets(), variety(), &options(Format::Github)));
}

#[test]
fn properties_of_commands_are_escaped() {
    let diagnostic = Diagnostic::somewhere(
        Code::FileUnreadable,
        Place::File(PathBuf::from("a,b:c%\n.yaml")),
        "100% wrong\r\n",
    );
    insta::assert_snapshot!(
        show("openapi: 3.0.0\n", vec![diagnostic], &options(Format::Github)),
        @"::error file=a%2Cb%3Ac%25%0A.yaml,title=file-unreadable::100%25 wrong%0D%0A"
    );
}

#[test]
fn syntax_errors_are_shown_with_tabs() {
    insta::assert_snapshot!(show(PETS, vec![], &options(Format::Human)));
}

#[test]
fn equal_keys_are_shown_together() {
    let text = "openapi: 3.0.0\ninfo:\n  title: A\n  version: '1'\n  title: B\n";
    insta::assert_snapshot!(show(text, vec![], &options(Format::Human)));
}

#[test]
fn a_long_line_is_shown_around_its_mark() {
    let filler = r#""x-filler": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "#.repeat(2_000);
    let text = format!(
        r#"{{{filler}"openapi": "3.0.0", "paths": {{"/a": {{"$ref": "missing"}}}}, {filler} "b": 1}}"#
    );
    let list = vec![Diagnostic::new(
        Code::UnresolvedRef,
        &at("/paths/~1a/$ref"),
        "`missing` does not exist",
    )];
    let (sources, _) = load_text("pets.json", text);
    let mut diagnostics = Diagnostics::default();
    list.into_iter().for_each(|diagnostic| diagnostics.report(diagnostic));
    insta::assert_snapshot!(render(&diagnostics, &sources, &options(Format::Human)));
}

#[test]
fn many_of_one_code_do_not_flood_the_terminal() {
    let list = (0..500)
        .map(|number| {
            Diagnostic::new(Code::UnknownField, &at("/info"), format!("number {number}"))
        })
        .collect();
    let options = RenderOptions { limit: 2, ..options(Format::Human) };
    insta::assert_snapshot!(show(&pets(), list, &options));
}

#[test]
fn what_says_the_same_of_different_things_is_said_once() {
    let of = |name: &str, place: &str| {
        Diagnostic::new(Code::UnusedSchema, &at(place), format!("`{name}` is not used"))
    };
    let list = vec![
        of("A", "/info"),
        of("B", "/info/title"),
        Diagnostic::new(Code::UnusedSchema, &at("/info"), "something else"),
        of("C", "/info/version"),
        of("D", "/openapi"),
    ];
    let options = RenderOptions { alike: 2, ..options(Format::Human) };
    insta::assert_snapshot!(show(&pets(), list, &options));
}

#[test]
fn notes_are_counted_where_they_are_not_shown() {
    let note = |text| Diagnostic::new(Code::UnknownField, &at("/info"), text);
    let warning = Diagnostic::new(Code::Repaired, &at("/info/title"), "a warning");
    let options = RenderOptions { least: Severity::Warning, ..options(Format::Human) };
    assert_eq!(show(&pets(), vec![note("one")], &options), "1 note not shown");
    assert_eq!(show(&pets(), vec![], &options), "");
    insta::assert_snapshot!(show(
        &pets(),
        vec![note("one"), warning, note("two")],
        &options
    ));
}

#[test]
fn colours_are_escape_sequences_only_when_wanted() {
    let list = || vec![Diagnostic::new(Code::WrongType, &at("/info"), "wrong")];
    let colour = RenderOptions { colour: true, ..options(Format::Human) };
    assert!(show(&pets(), list(), &colour).contains('\u{1b}'));
    assert!(!show(&pets(), list(), &options(Format::Human)).contains('\u{1b}'));
}

#[test]
fn files_name_each_other() {
    let mut files = Memory::default()
        .with("api/openapi.yaml", "openapi: 3.0.0\npaths:\n  /a: {$ref: paths/a.yaml}\n")
        .with("api/paths/a.yaml", "get:\n  summary: \"open\n  tags: []\n");
    let mut diagnostics = Diagnostics::default();
    let input = Input::File("api/openapi.yaml".into());
    let sources = load(input, &mut files, &mut diagnostics);
    insta::assert_snapshot!(render(&diagnostics, &sources, &options(Format::Human)));
}

#[test]
fn values_of_overlays_and_fix_ups_say_so() {
    let mut files = Memory::default()
        .with("a.yaml", "openapi: 3.0.0\ninfo: {title: A}\nb: {$ref: overlay.yaml}\n")
        .with("overlay.yaml", "actions:\n- target: $.info\n  update:\n    title: 7\n");
    let mut diagnostics = Diagnostics::default();
    let mut sources = load(Input::File("a.yaml".into()), &mut files, &mut diagnostics);
    let value = Pointer::parse(FileId(1), "/actions/0/update/title").unwrap();
    let by = Author::Overlay(value);
    sources.record(Edit::Written { at: at("/info/title"), by });
    let by = Author::FixUp("version".to_owned());
    sources.record(Edit::Written { at: at("/info/version"), by });
    let wrong =
        |place, message: &str| Diagnostic::new(Code::WrongType, &at(place), message);
    diagnostics.report(wrong("/info/title", "`title` is a number"));
    diagnostics.report(wrong("/info/version", "`version` is a number"));
    insta::assert_snapshot!(render(&diagnostics, &sources, &options(Format::Human)));
}

#[test]
fn text_of_the_description_cannot_steer_the_terminal() {
    let hostile = "\u{1b}[2Jx\u{7}\u{202e}y\r";
    let text = format!("openapi: 3.0.0\n\"{}\": é\u{202e}x\n", r"\e[2J");
    let diagnostic = Diagnostic::new(Code::WrongType, &at("/\u{1b}[2J"), hostile)
        .label(hostile)
        .note(hostile)
        .help(hostile);
    let shown = show(&text, vec![diagnostic], &options(Format::Human));
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}', '\r']), "{shown:?}");
}
