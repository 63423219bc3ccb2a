//! References that lead nowhere: what is told of them.

use super::Node;
use super::resolve::{LONGEST_CHAIN, Unresolved};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Pointer, SourceSet};

/// How many references that lead nowhere are compared with what there is.
const MOST_COMPARED: usize = 100;

/// What a reference that leads nowhere was likely meant to lead to. One of very many misses more
/// than a letter.
fn similar_to<'t>(
    sources: &'t SourceSet,
    error: &Unresolved,
    diagnostics: &Diagnostics,
) -> Option<&'t String> {
    let Unresolved::Nothing { exists, missing } = error else { return None };
    let compares = diagnostics.number_of(Code::UnresolvedRef) < MOST_COMPARED;
    compares.then(|| similar(sources, exists, missing)).flatten()
}

/// Reports a reference that leads nowhere.
pub(super) fn report(
    sources: &SourceSet,
    node: &Node<'_>,
    error: &Unresolved,
    diagnostics: &mut Diagnostics,
) {
    let similar = similar_to(sources, error, diagnostics);
    diagnostics.report(unresolved(node, error, similar));
}

/// The diagnostic for a reference that leads nowhere.
fn unresolved(
    node: &Node<'_>,
    error: &Unresolved,
    similar: Option<&String>,
) -> Diagnostic {
    let reference = node.reference().unwrap_or_default();
    let at = node.at.child("$ref");
    let new = |code, message: String| Diagnostic::new(code, &at, message);
    match error {
        Unresolved::File(file) => {
            let message = format!("`$ref` to `{reference}`, but `{file}` was not read");
            new(Code::UnresolvedRef, message)
                .help("write the path of a file relative to this one, or `#/…` for a place in it")
        }
        Unresolved::Nothing { exists, .. } => {
            let message =
                format!("`$ref` to `{reference}`, but there is nothing at that place");
            let fragment =
                reference.split_once('#').map_or("", |(_, fragment)| fragment);
            let note = match fragment.starts_with('/') {
                true => format!("the pointer can be followed to `{exists}`"),
                false => format!("no schema there has `$anchor: {fragment}`"),
            };
            let found = new(Code::UnresolvedRef, message).note(note);
            match similar {
                Some(name) => found.help(format!("did you mean `{name}`?")),
                None => {
                    found.help("define it there, or point at something that is defined")
                }
            }
        }
        Unresolved::Cycle => {
            new(Code::RefCycle, format!("`$ref` to `{reference}` leads back to itself"))
                .help("point at a definition that is more than another `$ref`")
        }
        Unresolved::Chain => {
            let most = LONGEST_CHAIN;
            let message = format!(
                "`$ref` to `{reference}`, where more than {most} references follow one another"
            );
            new(Code::TooDeep, message).help("point at the definition itself")
        }
        Unresolved::Malformed => {
            new(Code::UnresolvedRef, format!("`{reference}` is not a reference"))
                .help("write `#/components/schemas/Name` or `file.yaml#/Name`")
        }
    }
}

/// What a token was likely meant to be.
fn similar<'t>(sources: &'t SourceSet, at: &Pointer, token: &str) -> Option<&'t String> {
    let keys = sources.value(at)?.as_object()?.keys();
    keys.map(|key| (similarity(key, token), key))
        .filter(|(score, _)| *score > 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, key)| key)
}

/// How alike two names are: the share of pairs of neighbouring letters that both have.
fn similarity(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| -> Vec<(char, char)> {
        let letters: Vec<char> = text.to_lowercase().chars().collect();
        letters.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    let (a, mut b) = (pairs(a), pairs(b));
    let total = a.len() + b.len();
    let mut shared = 0;
    for pair in a {
        if let Some(position) = b.iter().position(|other| *other == pair) {
            b.swap_remove(position);
            shared += 1;
        }
    }
    if total == 0 { 0.0 } else { 2.0 * f64::from(shared) / total as f64 }
}
