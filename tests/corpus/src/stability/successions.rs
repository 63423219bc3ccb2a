//! Descriptions of one API, one after the other, as they were published.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use specwright::interface::{Interface, Kind};

use super::judge::Moved;
use super::{Lines, edits, line};
use crate::error::{Result, fail};
use crate::raw;

/// What came of one succession.
#[derive(Default)]
struct Tally {
    steps: usize,
    names: usize,
    calls: usize,
    moved_calls: usize,
    types: usize,
    moved_types: usize,
    others: usize,
    moved_others: usize,
}

/// Compares the descriptions of each folder, in the order of their names.
pub(super) fn successions(folders: &[PathBuf], lines: &mut Lines) -> Result<String> {
    let mut text = String::from(
        "| API | steps | names in both | calls moved | types moved | fields, variants … moved |\n\
         |---|--:|--:|--:|--:|--:|\n",
    );
    for folder in folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let tally = succession(&name, folder, lines)?;
        let share = |part: usize, all: usize| format!("{part} of {all}");
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} | {} | {} |",
            tally.steps,
            tally.names,
            share(tally.moved_calls, tally.calls),
            share(tally.moved_types, tally.types),
            share(tally.moved_others, tally.others),
        );
    }
    Ok(text)
}

fn succession(name: &str, folder: &Path, lines: &mut Lines) -> Result<Tally> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()?;
    files.sort_unstable();
    let mut tally = Tally::default();
    let mut before: Option<Interface> = None;
    for file in files {
        let tree = raw::read(&file).tree;
        let Some(after) = super::interface(&file, &tree) else {
            return fail(format!("`{}` is refused", file.display()));
        };
        let version = file.file_stem().unwrap_or_default().to_string_lossy();
        if let Some(before) = before {
            tally.steps += 1;
            for moved in moves(&before, &after, &mut tally) {
                let touched = edits::Touched {
                    at: version.to_string(),
                    ..edits::Touched::default()
                };
                line(lines, name, "the next version", &moved, &touched)?;
            }
        }
        before = Some(after);
    }
    Ok(tally)
}

/// The names that stand for the same in both and are not the same.
fn moves(before: &Interface, after: &Interface, tally: &mut Tally) -> Vec<Moved> {
    let by_origin: std::collections::BTreeMap<
        (Kind, &str),
        &specwright::interface::Name,
    > = after.names.iter().map(|name| ((name.kind, &*name.origin), name)).collect();
    let paths: std::collections::BTreeSet<&str> =
        after.names.iter().map(|name| &*name.path).collect();
    let mut moved = Vec::new();
    for old in &before.names {
        // Which branch it is cannot be told from its place: others may have come before it.
        let is_branch =
            ["/oneOf/", "/anyOf/"].iter().any(|key| old.origin.contains(key));
        if is_branch && paths.contains(&*old.path) {
            continue;
        }
        let Some(new) = by_origin.get(&(old.kind, &*old.origin)) else { continue };
        // What is inside of a type that moved has not moved in it.
        let inside = |name: &specwright::interface::Name| {
            name.path[name.owner.len()..].to_owned()
        };
        let is_moved = old.kind != Kind::Trait && inside(old) != inside(new);
        let (all, found) = match old.kind {
            Kind::Call => (&mut tally.calls, &mut tally.moved_calls),
            Kind::Type => (&mut tally.types, &mut tally.moved_types),
            _ => (&mut tally.others, &mut tally.moved_others),
        };
        *all += 1;
        *found += usize::from(is_moved);
        tally.names += 1;
        if is_moved {
            moved.push(Moved {
                change: "renamed",
                kind: old.kind.as_str(),
                before: old.path.clone(),
                after: new.path.clone(),
                origin: old.origin.clone(),
            });
        }
    }
    moved
}
