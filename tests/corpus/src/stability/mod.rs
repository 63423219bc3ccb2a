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
