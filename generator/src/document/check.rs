//! Checks that every value has the JSON type that the specification asks for, before anything is
//! read from it: what reads can then take what is wrong for absent, since it was reported here.
//! Other files are checked from where references lead to, as what they stand for there.

use std::collections::BTreeSet;

use serde_json::Value;

use super::grammar::{Kind, Object, ROOT_KIND, SCHEMA_KIND};
use super::kinds::{Meaning, Misdirected, an, kind_at, looks_like_schema, written};
use super::left_out::unknown_field;
use super::lists;
use super::repairs::{self, Repair};
use super::wrong::{described, expected, fits, harmless, help, meant};
use super::{Node, resolve, structure};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Pointer, SourceSet};

/// Checks the file that generation starts from, and what it refers to in other files. What is of
/// another kind than it should be and has a plain meaning is put right.
pub(crate) fn check(sources: &mut SourceSet, diagnostics: &mut Diagnostics) {
    structure::put_right(sources, diagnostics);
    // What stands for something else was not checked itself, or has references to lists.
    for copies in [lists::MOST_COPIES, lists::MOST_COPIES, lists::MOST_COPIES, 0] {
        let (repairs, again) = find(sources, copies, diagnostics);
        let are_all = repairs::apply(sources, repairs);
        if !again && are_all {
            break;
        }
    }
}

/// Reports what is wrong and returns what has to stand where, and whether that is to be checked in turn.
fn find(
    sources: &SourceSet,
    copies: usize,
    diagnostics: &mut Diagnostics,
) -> (Vec<(Pointer, Repair)>, bool) {
    let root = resolve::root(sources, FileId::ROOT);
    let tree = root.value;
    let open = vec![(root, &ROOT_KIND)];
    let (seen, repairs) = (BTreeSet::new(), Vec::new());
    let is_aside = false;
    let again = false;
    let mut checker =
        Checker { sources, diagnostics, open, seen, repairs, is_aside, copies, again };
    while let Some((node, kind)) = checker.open.pop() {
        if !checker.is_another(&node, kind) {
            checker.value(node.value, kind, &Step::Root(node.at));
        }
    }
    let Checker { diagnostics, repairs, again, .. } = checker;
    check_root(tree, diagnostics);
    (repairs, again)
}

/// Checks what every description has to have.
fn check_root(tree: &Value, diagnostics: &mut Diagnostics) {
    let root = Pointer::root(FileId::ROOT);
    let missing = |message| Diagnostic::new(Code::MissingField, &root, message);
    if !["paths", "webhooks", "components", "definitions", "x-ms-paths"]
        .iter()
        .any(|key| tree.get(key).is_some())
    {
        diagnostics.report(
            missing("the description has no `paths`")
                .help("write `paths` with at least one operation"),
        );
    }
    let info = tree.get("info").filter(|info| !info.is_null());
    let has_title = info.is_some_and(|info| {
        // What is no object, or no text, was told.
        let title = info.get("title").unwrap_or(&Value::Null);
        !info.is_object() || info.get("$ref").is_some() || !title.is_null()
    });
    if has_title {
        return;
    }
    let untitled = match info {
        None => missing("the description has no `info`"),
        Some(_) => {
            let at = root.child("info");
            Diagnostic::new(Code::MissingField, &at, "`info` has no `title`")
        }
    };
    diagnostics.report(
        untitled
            .as_warning()
            .note("the API is called `API`")
            .help("write `info: { title: …, version: … }`"),
    );
}

/// Where the walk stands; a pointer is only made for what is wrong.
pub(super) enum Step<'a> {
    Root(Pointer),
    Key(&'a Step<'a>, &'a str),
    Index(&'a Step<'a>, usize),
}

impl Step<'_> {
    pub(super) fn pointer(&self) -> Pointer {
        match self {
            Self::Root(root) => root.clone(),
            Self::Key(above, key) => above.pointer().child(key),
            Self::Index(above, index) => above.pointer().index(*index),
        }
    }

    pub(super) fn file(&self) -> FileId {
        match self {
            Self::Root(root) => root.file(),
            Self::Key(above, _) | Self::Index(above, _) => above.file(),
        }
    }

    /// The last key.
    fn key(&self) -> Option<&str> {
        match self {
            Self::Root(_) | Self::Index(..) => None,
            Self::Key(_, key) => Some(key),
        }
    }

    pub(super) fn name(&self) -> String {
        match self {
            Self::Root(at) => match at.last() {
                Some(key) => format!("`{key}`"),
                None if at.file() == FileId::ROOT => "the description".to_owned(),
                None => "the file".to_owned(),
            },
            Self::Key(_, key) => format!("`{key}`"),
            Self::Index(above, index) => format!("element {index} of {}", above.name()),
        }
    }
}

pub(super) struct Checker<'t, 'd> {
    pub(super) sources: &'t SourceSet,
    pub(super) diagnostics: &'d mut Diagnostics,
    /// What is still to be checked, and as what.
    pub(super) open: Vec<(Node<'t>, &'static Kind)>,
    /// What references led to before, by address and kind.
    pub(super) seen: BTreeSet<(usize, usize)>,
    /// What has to stand where for what is there.
    pub(super) repairs: Vec<(Pointer, Repair)>,
    /// Whether the walk is inside of something that shapes no call.
    is_aside: bool,
    /// How many values may still be copied from where references lead.
    pub(super) copies: usize,
    /// Whether what has to stand somewhere is to be checked itself.
    pub(super) again: bool,
}

impl<'t> Checker<'t, '_> {
    pub(super) fn value(&mut self, value: &Value, kind: &'static Kind, at: &Step<'_>) {
        let whole = kind;
        match (kind, value) {
            // What is null was told where that matters.
            (Kind::Any, _) | (_, Value::Null) => {}
            (Kind::Text, Value::String(_)) | (Kind::Flag, Value::Bool(_)) => {}
            (Kind::Number, Value::Number(_)) => {}
            (Kind::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let at = Step::Index(at, index);
                    match item {
                        Value::Null => self.null_element(kind, &at),
                        item => self.value(item, kind, &at),
                    }
                }
            }
            (Kind::List(_), Value::Object(members))
                if let Some((list, has_reference)) = self.referred_list(members, at) =>
            {
                self.again |= has_reference;
                self.put_list(list, kind, at);
            }
            (Kind::Text, Value::Object(members))
                if let Some(text) = self.referred_text(members, at) =>
            {
                self.put_text(text, at);
            }
            (Kind::Map(kind), Value::Object(members)) => {
                for (key, member) in
                    members.iter().filter(|(key, _)| !key.starts_with("x-"))
                {
                    match member.as_str().filter(|_| key == "$ref") {
                        // The specification has no reference there, but it is followed.
                        Some(reference) => self.refer(reference, whole, at),
                        None if member.is_null() => {
                            self.null_member(kind, &Step::Key(at, key));
                        }
                        None => self.value(member, kind, &Step::Key(at, key)),
                    }
                }
            }
            (Kind::Aside(object), Value::Object(members)) => {
                let before = std::mem::replace(&mut self.is_aside, true);
                self.referring(members, object, kind, at);
                self.is_aside = before;
            }
            (Kind::Object(object), Value::Object(members)) => {
                self.referring(members, object, kind, at);
            }
            (Kind::Either(kinds), _) => {
                let refers = value.get("$ref").is_some();
                let may_be_list = |kind: &&Kind| refers && matches!(kind, Kind::List(_));
                let fitting = kinds.iter().find(|kind| fits(kind, value));
                match fitting.or_else(|| kinds.iter().find(may_be_list)) {
                    Some(kind) => self.value(value, kind, at),
                    None => self.wrong(value, kind, at),
                }
            }
            _ => self.wrong(value, kind, at),
        }
    }

    /// An object of the specification, which can be a reference.
    fn referring(
        &mut self,
        members: &serde_json::Map<String, Value>,
        object: &'static Object,
        kind: &'static Kind,
        at: &Step<'_>,
    ) {
        if let Some(Value::String(reference)) = members.get("$ref")
            && !self.is_misdirected(members, reference, object, at)
        {
            self.refer(reference, kind, at);
        }
        self.object(members, object, at);
    }

    /// Whether what a reference leads to is no such object at all, such as a file with several
    /// schemas in the place of one; that is reported.
    fn is_another(&mut self, node: &Node<'_>, kind: &'static Kind) -> bool {
        let (Some(members), Some(object)) = (node.object(), kind.object()) else {
            return false;
        };
        let is_known = |key: &String| {
            key.starts_with("x-") || object.fields.iter().any(|(name, _)| name == key)
        };
        let Some((first, _)) = members.iter().find(|(_, value)| value.is_object())
        else {
            return false;
        };
        if members.keys().any(is_known) {
            return false;
        }
        let message = format!(
            "this is no {}: it has none of the fields of one, though a `$ref` leads here",
            object.name
        );
        let place = node.at.child(first);
        self.diagnostics.report(
            Diagnostic::new(Code::WrongType, &node.at, message).help(format!(
                "let the `$ref` lead to what is meant, such as `{place}`"
            )),
        );
        true
    }

    /// Whether a reference leads to another kind of thing; that is reported.
    fn is_misdirected(
        &mut self,
        members: &serde_json::Map<String, Value>,
        reference: &str,
        expected: &'static Object,
        at: &Step<'_>,
    ) -> bool {
        let from = Node { value: &Value::Null, at: at.pointer() };
        // What leads nowhere is reported where it is read.
        let Ok(found) = resolve::step(self.sources, &from, reference) else {
            return false;
        };
        let target = found.node;
        let found = match kind_at(self.sources, &target.at) {
            Some(kind) => match kind.object() {
                Some(object) => object.name,
                None => described(target.value),
            },
            None if looks_like_schema(&target, expected) => "Schema Object",
            None => return false,
        };
        // What describes a header is what describes a parameter.
        let is_header = expected.name == "Header Object" && found == "Parameter Object";
        if found == expected.name || is_header {
            return false;
        }
        let (sources, at) = (self.sources, at.pointer());
        let misdirected =
            Misdirected { sources, members, at, reference, expected, target, found };
        self.misdirected(&misdirected);
        true
    }

    fn misdirected(&mut self, found: &Misdirected<'_, '_>) {
        let is = match found.found.ends_with(" Object") {
            true => an(found.found),
            false => found.found.to_owned(),
        };
        let (reference, expected) = (found.reference, an(found.expected.name));
        let message =
            format!("`$ref` to `{reference}`, which is {is} in the place of {expected}");
        let place = found.at.child("$ref");
        self.diagnostics.report(match found.meaning() {
            Some(Meaning { value, read_as, help }) => {
                let value = value.map(Repair::Value);
                self.repairs.extend(value.map(|value| (found.at.clone(), value)));
                Diagnostic::new(Code::Repaired, &place, message)
                    .note(format!("it was read as {read_as}"))
                    .help(help)
            }
            None => Diagnostic::new(Code::WrongType, &place, message).help(found.help()),
        });
    }

    /// Notes what a reference leads to, unless it is checked anyhow.
    fn refer(&mut self, reference: &str, kind: &'static Kind, at: &Step<'_>) {
        let file = at.file();
        if file == FileId::ROOT && reference.starts_with('#') {
            return;
        }
        let from = Node { value: &Value::Null, at: Pointer::root(file) };
        // What leads nowhere is reported where it is read.
        let Ok(found) = resolve::step(self.sources, &from, reference) else { return };
        let kind = match kind {
            Kind::Object(object) if object.name == "Schema Object" => &SCHEMA_KIND,
            kind => kind,
        };
        let address = std::ptr::from_ref(found.node.value).addr();
        let of_kind = match kind {
            Kind::Object(object) => std::ptr::from_ref(*object).addr(),
            kind => std::ptr::from_ref(kind).addr(),
        };
        if found.node.at.file() != FileId::ROOT && self.seen.insert((address, of_kind)) {
            self.open.push((found.node, kind));
        }
    }

    fn object(
        &mut self,
        members: &serde_json::Map<String, Value>,
        object: &'static Object,
        at: &Step<'_>,
    ) {
        let is_schema = object.name == "Schema Object";
        if is_schema && self.put_schema_right(members, object, at) {
            return;
        }
        for (key, member) in members {
            let at = Step::Key(at, key);
            match object.fields.iter().find(|(name, _)| name == key) {
                Some((_, kind)) if member.is_null() => self.null_field(key, kind, &at),
                Some((_, kind)) => self.value(member, kind, &at),
                None if key.starts_with("x-") || member.is_null() => {}
                None => self.unknown(key, members, object, &at),
            }
        }
        if is_schema {
            self.schema(members, at);
        }
    }

    fn unknown(
        &mut self,
        key: &str,
        members: &serde_json::Map<String, Value>,
        object: &'static Object,
        at: &Step<'_>,
    ) {
        if object.name == "Schema Object" || object.name == "Discriminator Object" {
            return self.unknown_keyword(key, members, object, at);
        }
        if let Some((name, kind)) = method(key, object) {
            let message = format!("`{key}` was read as the method `{name}`");
            let repaired = Diagnostic::new(Code::Repaired, &at.pointer(), message);
            self.diagnostics.report(repaired.at_key().help(format!("write `{name}`")));
            self.value(&members[key], kind, at);
            return;
        }
        if self.warn_of_operation(key, members, object, at)
            || self.warn_of_name(key, members, object, at)
        {
            return;
        }
        let names = object.fields.iter().map(|(name, _)| *name);
        let unknown = unknown_field(key, object, at);
        let unknown = unknown.help("begin fields of your own with `x-`");
        self.diagnostics.report(unknown.suggesting(key, names));
    }

    fn wrong(&mut self, value: &Value, kind: &'static Kind, at: &Step<'_>) {
        if self.is_misplaced(value, kind, at)
            || self.put_reference(value, kind, at)
            || self.put_text_right(value, kind, at)
            || self.put_in_list(value, kind, at)
        {
            return;
        }
        let expected = expected(kind);
        if self.is_aside || harmless(value, kind) {
            let message =
                format!("{} is {} instead of {expected}", at.name(), described(value));
            let repaired = Diagnostic::new(Code::Repaired, &at.pointer(), message);
            self.diagnostics.report(match meant(value, kind) {
                Some(meant) => {
                    let text = written(&meant);
                    self.repairs.push((at.pointer(), Repair::Value(meant)));
                    repaired
                        .note(format!("it was read as `{text}`"))
                        .help(format!("write `{text}`"))
                }
                None => repaired.note("it was ignored").help(help(kind, at.key())),
            });
            return;
        }
        let message = format!("{} is {}", at.name(), described(value));
        self.diagnostics.report(
            Diagnostic::new(Code::WrongType, &at.pointer(), message)
                .label(format!("expected {expected}"))
                .help(help(kind, at.key())),
        );
    }
}

/// The method that a key of a path item is in other letters.
fn method(key: &str, object: &'static Object) -> Option<(&'static str, &'static Kind)> {
    let lower = key.to_ascii_lowercase();
    let (name, kind) = object.fields.iter().find(|(name, _)| *name == lower)?;
    let is_operation = kind.object()?.name == "Operation Object";
    is_operation.then_some((*name, kind))
}
