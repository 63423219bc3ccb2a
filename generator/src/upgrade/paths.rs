//! Paths that fix-ups and overlays name, as far as they are names and numbers alone.

use serde_json::Value;

use super::edit::Editor;
use crate::source::{FileId, Pointer};

/// What a JSONPath begins with: names and numbers, and whether that is all of it.
pub(super) struct Beginning {
    pub(super) at: Pointer,
    pub(super) whole: bool,
}

impl Beginning {
    /// The beginning of a JSONPath; `None` when it is none.
    pub(super) fn of(path: &str) -> Option<Self> {
        let mut rest = path.strip_prefix('$')?;
        let mut at = Pointer::root(FileId::ROOT);
        while !rest.is_empty() {
            let Some((token, after)) = name(rest) else {
                return Some(Self { at, whole: false });
            };
            at = at.child(token);
            rest = after;
        }
        Some(Self { at, whole: true })
    }
}

/// The name or the number that a path goes on with, and what follows.
fn name(rest: &str) -> Option<(&str, &str)> {
    let (token, after) = if let Some(dotted) = rest.strip_prefix('.') {
        dotted.split_at(dotted.find(['.', '[']).unwrap_or(dotted.len()))
    } else {
        let inside = rest.strip_prefix('[')?;
        let quote = inside.chars().next().filter(|c| matches!(c, '\'' | '"'));
        match quote {
            Some(quote) => {
                let (name, after) = inside[1..].split_once(quote)?;
                (name, after.strip_prefix(']')?)
            }
            None => {
                let (number, after) = inside.split_once(']')?;
                number.parse::<usize>().ok()?;
                (number, after)
            }
        }
    };
    let plain = !token.is_empty() && !token.contains(['*', '\\', '?', ' ']);
    plain.then_some((token, after))
}

/// Says that a path which selects nothing would go through a `$ref`, if it does.
pub(super) fn through_reference(editor: &Editor<'_>, target: &str) -> Option<String> {
    let pointer = target.strip_prefix('#').unwrap_or(target);
    let whole = Pointer::parse(FileId::ROOT, pointer);
    let beginning = whole.map(|at| Beginning { at, whole: true });
    let Beginning { at, whole } = beginning.or_else(|| Beginning::of(target))?;
    let mut place = Pointer::root(FileId::ROOT);
    let tokens = at.tokens();
    for index in 0..=tokens.len() {
        let value = editor.value(&place)?;
        let reference = value.get("$ref").and_then(Value::as_str);
        let next = tokens.get(index).copied();
        let ends = match next {
            Some(token) => value.get(token).is_none(),
            None => !whole,
        };
        if let Some(reference) = reference.filter(|_| ends) {
            return Some(said(&place, reference));
        }
        place = place.child(next?);
    }
    None
}

fn said(place: &Pointer, reference: &str) -> String {
    let what =
        format!("the path goes through `{place}`, which is a `$ref` to `{reference}`");
    match reference.strip_prefix('#') {
        Some(_) => format!("{what}: write the path of what is there"),
        None => format!("{what}: what other files than the first say cannot be changed"),
    }
}
