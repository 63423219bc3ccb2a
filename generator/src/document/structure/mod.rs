//! What is plainly meant, but stands under a misspelt key, a level too high or too deep, or as one
//! thing where several are due: it is put where it belongs before anything is checked or read.

mod bodies;
mod media_types;
mod names;
mod shapes;

pub(super) use names::distance;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::check::Step;
use super::grammar::{Kind, MEDIA_TYPE, Object, ROOT_KIND, SCHEMA_KIND};
use super::wrong::fits;
use super::{Node, is_swagger, resolve};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Pointer, SourceSet};

/// How many values are copied at most, where one thing stands for several.
const MOST_COPIES: usize = 10_000;

/// Puts everything where it belongs: in the file that generation starts from, and in what it refers
/// to in other files.
pub(super) fn put_right(sources: &mut SourceSet, diagnostics: &mut Diagnostics) {
    let is_swagger = is_swagger(&resolve::root(sources, FileId::ROOT));
    let mut open = vec![(Pointer::root(FileId::ROOT), &ROOT_KIND)];
    let mut seen = BTreeSet::new();
    let mut copies = MOST_COPIES;
    while let Some((at, kind)) = open.pop() {
        let Some(place) = sources.value_mut(&at) else { continue };
        let mut value = std::mem::take(place);
        let (moves, references) = (Vec::new(), Vec::new());
        let mut walk = Walk { diagnostics, is_swagger, copies, moves, references };
        walk.value(&mut value, kind, &Step::Root(at.clone()));
        let Walk { moves, references, copies: left, .. } = walk;
        copies = left;
        if let Some(place) = sources.value_mut(&at) {
            *place = value;
        }
        moves.into_iter().for_each(|(from, to)| sources.record_move(from, to));
        for (reference, kind) in references {
            let from = Node { value: &Value::Null, at: Pointer::root(at.file()) };
            // What leads nowhere is reported where it is read.
            let Ok(found) = resolve::step(sources, &from, &reference) else { continue };
            // Other references to a schema can be right: it stays what it is for them, and where
            // something else was due is told later.
            if bodies::is_schema_for(found.node.value, kind) {
                continue;
            }
            let target = found.node.at;
            let address = std::ptr::from_ref(kind).addr();
            let place = (target.file(), target.to_string(), address);
            if target.file() != FileId::ROOT && seen.insert(place) {
                open.push((target, kind));
            }
        }
    }
}

/// A walk through what belongs together in one file.
struct Walk<'d> {
    diagnostics: &'d mut Diagnostics,
    /// Whether the description is of Swagger 2.0.
    is_swagger: bool,
    /// How many values may still be copied.
    copies: usize,
    /// Where what is written at a place stands now.
    moves: Vec<(Pointer, Pointer)>,
    /// References to other places, and what has to be there.
    references: Vec<(String, &'static Kind)>,
}

impl Walk<'_> {
    fn value(&mut self, value: &mut Value, kind: &'static Kind, at: &Step<'_>) {
        if !fits(kind, value) && !value.is_null() {
            self.put_shape(value, kind, at);
        }
        match (kind, value) {
            (Kind::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.value(item, kind, &Step::Index(at, index));
                }
            }
            (Kind::Map(inner), Value::Object(members)) => {
                if is_content(inner, at) {
                    self.content(members, at);
                }
                self.refer(members, kind, at);
                for (key, member) in members.iter_mut() {
                    // What a reference leads to may be the map: its text is no member.
                    let refers = key == "$ref" && member.is_string();
                    if !key.starts_with("x-") && !refers {
                        self.value(member, inner, &Step::Key(at, key));
                    }
                }
            }
            (Kind::Aside(object) | Kind::Object(object), Value::Object(members)) => {
                self.refer(members, kind, at);
                self.object(members, object, at);
            }
            (Kind::Either(kinds), value) => {
                if let Some(kind) = kinds.iter().find(|kind| fits(kind, value)) {
                    self.value(value, kind, at);
                }
            }
            _ => {}
        }
    }

    fn object(
        &mut self,
        members: &mut Map<String, Value>,
        object: &'static Object,
        at: &Step<'_>,
    ) {
        if object.name != "Schema Object" {
            self.put_names(members, object, at);
            self.put_bodies(members, object, at);
        }
        for (key, member) in members.iter_mut() {
            let field = object.fields.iter().find(|(name, _)| name == key);
            if let Some((_, kind)) = field {
                let at = Step::Key(at, key);
                if matches!(key.as_str(), "consumes" | "produces") {
                    self.media_types(member, &at);
                }
                self.value(member, kind, &at);
            }
        }
    }

    /// Notes what a reference leads to, unless it is walked through anyhow.
    fn refer(
        &mut self,
        members: &Map<String, Value>,
        kind: &'static Kind,
        at: &Step<'_>,
    ) {
        let Some(Value::String(reference)) = members.get("$ref") else { return };
        if at.file() == FileId::ROOT && reference.starts_with('#') {
            return;
        }
        let kind = match kind {
            Kind::Object(object) if object.name == "Schema Object" => &SCHEMA_KIND,
            kind => kind,
        };
        self.references.push((reference.clone(), kind));
    }

    /// Tells that something was read as what it means.
    fn tell(&mut self, at: &Pointer, message: String, help: impl Into<String>) {
        let repaired = Diagnostic::new(Code::Repaired, at, message).at_key();
        self.diagnostics.report(repaired.help(help));
    }

    /// Gives members other keys, each where it stands.
    fn rename(
        &mut self,
        members: &mut Map<String, Value>,
        names: &[(String, &str)],
        at: &Step<'_>,
    ) {
        if names.is_empty() {
            return;
        }
        let around = at.pointer();
        for (from, to) in names {
            self.moves.push((around.child(from), around.child(to)));
            members.shift_remove(*to);
        }
        *members = std::mem::take(members)
            .into_iter()
            .map(|(key, value)| match names.iter().find(|(from, _)| *from == key) {
                Some((_, to)) => ((*to).to_owned(), value),
                None => (key, value),
            })
            .collect();
    }
}

/// Whether the keys of a map are media types.
fn is_content(member: &Kind, at: &Step<'_>) -> bool {
    let Kind::Object(object) = member else { return false };
    object.name == MEDIA_TYPE.name && matches!(at, Step::Key(_, "content"))
}

/// A key as a message shows it: what nobody sees is written out.
pub(super) fn shown(key: &str) -> String {
    let is_seen =
        |c: char| c == ' ' || !(c.is_whitespace() || c.is_control() || is_invisible(c));
    key.chars()
        .map(|c| if is_seen(c) { c.to_string() } else { c.escape_unicode().to_string() })
        .collect()
}

/// Whether a letter has no width, or marks only how others are shown.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
