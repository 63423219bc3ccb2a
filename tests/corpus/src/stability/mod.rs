//! How names move when a description changes a little: every name that does is a breaking release
//! for the team that ships the SDK.

mod edits;
mod judge;
mod successions;
mod tree;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use serde_json::{Value, json};
use specwright::Input;
use specwright::config::Config;
use specwright::diagnostic::Diagnostics;
use specwright::interface::Interface;
use specwright::source::SourceSet;

use crate::args::Stability;
use crate::error::{Result, fail};
use crate::random::Random;
use crate::{compile, raw, sources};
use edits::{EDITS, Edit};
use judge::Judgement;

/// Runs over the sample, or over the successions that are given; always true: what is found is
/// listed, and not all of it is wrong.
pub(crate) fn stability(stability: &Stability) -> Result<bool> {
    let found = crate::scratch()?.join("stability.jsonl");
    let mut lines = std::io::BufWriter::new(std::fs::File::create(&found)?);
    let text = match stability.succession.is_empty() {
        true => synthetic(stability, &mut lines)?,
        false => successions::successions(&stability.succession, &mut lines)?,
    };
    lines.flush()?;
    print!("{text}");
    println!("\nOne line of JSON for each name that moved: {}", found.display());
    Ok(true)
}

/// Where lines go.
type Lines = std::io::BufWriter<std::fs::File>;

/// A small edit of each kind to each description of the sample.
fn synthetic(stability: &Stability, lines: &mut Lines) -> Result<String> {
    let wanted = match stability.names.is_empty() && stability.which.filter.is_none() {
        true => compile::drawn()?,
        false => stability.names.clone(),
    };
    let all = sources::find(&stability.which)?;
    let chosen =
        all.iter().filter(|one| wanted.is_empty() || wanted.contains(&one.name));
    let mut totals: Vec<Judgement> =
        EDITS.iter().map(|_| Judgement::default()).collect();
    let mut descriptions = 0;
    for one in chosen {
        let tree = raw::read(&one.path).tree;
        let Some(before) = interface(&one.path, &tree) else { continue };
        descriptions += 1;
        for (edit, total) in EDITS.iter().zip(&mut totals) {
            for round in 0..stability.rounds {
                let mut random =
                    Random::of(&format!("{} {} {round}", one.name, edit.name));
                let mut edited = tree.clone();
                let Some(touched) = (edit.apply)(&mut edited, &mut random) else {
                    continue;
                };
                let Some(after) = interface(&one.path, &edited) else {
                    total.refused += 1;
                    continue;
                };
                let judgement = judge::judge(&before, &after, &touched);
                for moved in &judgement.moved {
                    line(lines, &one.name, edit.name, moved, &touched)?;
                }
                total.add(&judgement);
            }
        }
    }
    if descriptions == 0 {
        return fail("no description was found");
    }
    Ok(table(descriptions, &totals))
}

fn line(
    lines: &mut Lines,
    description: &str,
    edit: &str,
    moved: &judge::Moved,
    touched: &edits::Touched,
) -> Result<()> {
    let object = json!({
        "description": description,
        "edit": edit,
        "at": touched.at,
        "change": moved.change,
        "kind": moved.kind,
        "before": moved.before,
        "after": moved.after,
        "origin": moved.origin,
    });
    Ok(writeln!(lines, "{object}")?)
}

/// What users can name, or nothing when the description is refused.
fn interface(path: &Path, tree: &Value) -> Option<Interface> {
    let input = Input::Text { path: path.to_owned(), text: tree.to_string() };
    let (mut sources, mut unheard) = (SourceSet::default(), Diagnostics::default());
    let config = Config::default();
    specwright::interface(input, &config, &mut sources, &mut unheard).ok()
}

fn table(descriptions: usize, totals: &[Judgement]) -> String {
    let mut text = format!(
        "{descriptions} descriptions\n\n| edit | tried | names | moved | altered | gone | edits that \
         broke something |\n|---|--:|--:|--:|--:|--:|--:|\n"
    );
    let mut sum = Judgement::default();
    let mut row = |name: &str, one: &Judgement| {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} | {} | {} | {} |",
            one.tried, one.names, one.renamed, one.altered, one.removed, one.broken
        );
    };
    for (Edit { name, .. }, total) in EDITS.iter().zip(totals) {
        row(name, total);
        sum.add(total);
    }
    row("**all**", &sum);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A description in which every edit finds a place.
    fn description() -> Value {
        let pet = json!({
            "type": "object",
            "properties": {
                "state": { "type": "string", "enum": ["asleep", "awake"] },
                "owner": { "type": "object", "properties": { "name": { "type": "string" } } },
                "food": { "oneOf": [{ "type": "string" }, { "type": "integer" }] },
            },
        });
        let content = json!({ "schema": { "$ref": "#/components/schemas/Pet" } });
        let answer = json!({ "description": "A pet", "content": { "application/json": content } });
        let operation =
            json!({ "operationId": "getPet", "responses": { "200": answer } });
        json!({
            "openapi": "3.0.3",
            "info": { "title": "Pets", "version": "1" },
            "paths": { "/pet": { "get": operation } },
            "components": { "schemas": { "Pet": pet } },
        })
    }

    #[test]
    fn edits_are_the_same_in_every_run_and_leave_a_description() {
        for Edit { name, apply } in EDITS {
            let edited = || {
                let mut tree = description();
                apply(&mut tree, &mut Random::of(name)).map(|touched| (tree, touched.at))
            };
            let (tree, at) = edited().unwrap_or_else(|| panic!("{name}: no place"));
            assert_eq!(edited(), Some((tree.clone(), at)), "{name}");
            let is_meant = name.contains("removed")
                || interface(Path::new("a.json"), &tree).is_some();
            assert!(is_meant, "{name}: {tree}");
        }
    }

    #[test]
    fn what_moved_is_found_and_what_was_meant_is_not() {
        let (before, mut after) = (description(), description());
        let interface = |tree: &Value| {
            interface(Path::new("a.json"), tree).expect("the description is right")
        };
        let owner = json!({ "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } });
        after["components"]["schemas"]["Pet"]["properties"]["owner"] = owner;
        let touched = edits::Touched::default();
        let judgement = judge::judge(&interface(&before), &interface(&after), &touched);
        let before_and_after =
            |moved: &judge::Moved| (moved.before.clone(), moved.after.clone());
        let moved: Vec<(String, String)> =
            judgement.moved.iter().map(before_and_after).collect();
        let expected =
            ("types::PetOwner.name: Option<String>", "types::PetOwner.name: String");
        assert_eq!(moved, [(expected.0.to_owned(), expected.1.to_owned())]);
        let meant = edits::Touched {
            meant: vec!["#/components/schemas/Pet/properties/owner".to_owned()],
            ..edits::Touched::default()
        };
        let judgement = judge::judge(&interface(&before), &interface(&after), &meant);
        assert_eq!(judgement.broken, 0);
    }
}
