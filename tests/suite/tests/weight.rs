//! A ratchet on what emitted code costs to compile, in figures that are the same on every machine:
//! lines, types, impls, functions and generic functions of what rustc has to check.
//!
//! `tests/suite/weight.txt` has the figures. A change that adds to one of them fails here; a change
//! that takes away from one has to write the new figures down, so that they stay:
//! `UPDATE_WEIGHT=1 cargo test -p specwright-suite --test weight`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use specwright::config::Config;
use specwright::diagnostic::Diagnostics;
use specwright::source::SourceSet;
use specwright::{Input, generate};

/// What is counted: a name, and whether a line without its indentation is one.
type Count = (&'static str, fn(&str) -> bool);

const COUNTS: [Count; 6] = [
    ("lines", |line| !line.is_empty() && !line.starts_with("//")),
    ("types", |line| line.starts_with("pub struct ") || line.starts_with("pub enum ")),
    ("impls", |line| line.starts_with("impl ") || line.starts_with("impl<")),
    ("functions", |line| is_function(line)),
    ("generic functions", |line| is_function(line) && is_generic(line)),
    ("constants", |line| line.starts_with("const ")),
];

fn is_function(line: &str) -> bool {
    line.starts_with("fn ")
        || line.starts_with("pub fn ")
        || line.starts_with("pub(crate) fn ")
}

fn is_generic(line: &str) -> bool {
    line.split('(').next().is_some_and(|name| name.contains('<'))
        || line.contains("impl Into<")
}

/// The traits of a line with `#[derive(…)]`.
fn derived(line: &str) -> usize {
    let traits = line.strip_prefix("#[derive(").and_then(|rest| rest.split(')').next());
    traits.map_or(0, |traits| traits.split(',').count())
}

/// The figures of an SDK without its runtime, which is the same for all.
fn weigh(name: &str, spec: PathBuf) -> String {
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let config = Config::default();
    let generated = generate(Input::File(spec), &config, &mut sources, &mut diagnostics)
        .unwrap_or_else(|_| panic!("{name} gives no SDK"));
    let files = generated.files.iter().filter(|(path, _)| {
        path.starts_with("src/") && !path.starts_with("src/runtime/")
    });
    let code: Vec<&str> =
        files.flat_map(|(_, text)| text.lines().map(str::trim_start)).collect();
    let mut out = String::new();
    for (what, counts) in COUNTS {
        let count = code.iter().filter(|line| counts(line)).count();
        writeln!(out, "{name}: {what}: {count}").unwrap();
    }
    let derives: usize = code.iter().map(|line| derived(line)).sum();
    writeln!(out, "{name}: derived traits: {derives}").unwrap();
    out
}

/// Sixty resources, so that the API is a large one, with what large descriptions have: bodies,
/// enums, unions, equal inline types, and an error that each operation describes in its own words.
fn large() -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for number in 0..60 {
        write!(paths, "{}", PATH.replace("NUMBER", &number.to_string())).unwrap();
        write!(schemas, "{}", SCHEMA.replace("NUMBER", &number.to_string())).unwrap();
    }
    format!("{HEAD}paths:\n{paths}components:\n  schemas:\n{PROBLEM}{schemas}")
}

const HEAD: &str = "openapi: 3.0.3\ninfo: { title: Large, version: 1.0.0 }\n";

const PATH: &str = "  /thingsNUMBER:
    get:
      operationId: listThingsNUMBER
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: order, in: query, schema: { type: string, enum: [up, down] } }
      responses:
        '200':
          description: Things.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/ThingNUMBER' } } } }
        4XX:
          description: No list of NUMBER.
          content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } }
    post:
      operationId: createThingNUMBER
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/ThingNUMBER' } } }
      responses:
        '200':
          description: The thing.
          content: { application/json: { schema: { $ref: '#/components/schemas/ThingNUMBER' } } }
        4XX:
          description: No new thing NUMBER.
          content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } }
";

const PROBLEM: &str = "    Problem:
      type: object
      required: [code]
      properties: { code: { type: integer }, message: { type: string } }
";

const SCHEMA: &str = "    ThingNUMBER:
      type: object
      required: [id, count]
      properties:
        id: { type: string }
        count: { type: integer }
        kind: { type: string, enum: [a, b, c] }
        size: { type: object, properties: { width: { type: number }, height: { type: number } } }
        place: { oneOf: [{ type: string }, { type: array, items: { type: number } }] }
        tags: { type: array, items: { type: string } }
";

#[test]
fn emitted_code_does_not_get_heavier() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = tempfile::tempdir().unwrap();
    let synthetic = folder.path().join("large.yaml");
    std::fs::write(&synthetic, large()).unwrap();
    let mut now = weigh("ai-gateway", root.join("spec/ai-gateway.yaml"));
    now.push_str(&weigh("large", synthetic));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("weight.txt");
    if std::env::var_os("UPDATE_WEIGHT").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let before = std::fs::read_to_string(&path).unwrap();
    assert!(
        before == now,
        "emitted code weighs something else; if that is meant, write it down as the head of this \
         file says.\n\nbefore:\n{before}\nnow:\n{now}"
    );
}
