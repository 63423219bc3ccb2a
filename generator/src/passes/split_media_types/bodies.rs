//! A method for each kind of body.

use std::collections::BTreeMap;

use super::equivalent;
use super::media_types::{subtype_words, suffix};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Content, ContentKind, Operation, TypeKind, Types, essence};
use crate::passes::share_inline_types::{are_equal_if_any, written};
use crate::passes::{arrange_arguments, walk};

/// A method's body: the content that it sends, and contents that only its media type tells from
/// that, so that the caller can name theirs.
struct Taken {
    content: Content,
    /// See [`Schemas`].
    schema: Option<usize>,
    alternatives: Vec<Content>,
}

/// Numbers for schemas: those that are equal have one number.
#[derive(Default)]
struct Schemas(BTreeMap<String, usize>);

impl Schemas {
    fn number(&mut self, types: &Types, content: &Content) -> Option<usize> {
        let next = self.0.len();
        let schema = content.schema?;
        Some(*self.0.entry(written(types, schema)).or_insert(next))
    }
}

/// The operation with each body that it takes besides the chosen one.
pub(super) fn other_bodies(
    types: &Types,
    operation: &mut Operation,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    leave_out_files_as_text(types, operation, diagnostics);
    let Some(body) = operation.body.as_mut().filter(|body| body.contents.len() > 1)
    else {
        return Vec::new();
    };
    let chosen = body.contents[body.chosen].clone();
    let mut schemas = Schemas::default();
    let mut take = |content: &Content| Taken {
        content: content.clone(),
        schema: schemas.number(types, content),
        alternatives: Vec::new(),
    };
    let mut taken = vec![take(&chosen)];
    for content in body.contents.iter().filter(|one| one.origin != chosen.origin) {
        let own = take(content);
        let same = taken.iter_mut().enumerate().find(|(index, one)| {
            let of_chosen = *index == 0;
            one.says_the_same(&own)
                && (of_chosen || suffix(&one.content) == suffix(content))
        });
        let same = same.map(|(_, one)| one);
        match same {
            Some(same) if content.kind == ContentKind::Multipart => {
                diagnostics.report(same_in_other_words(&same.content, content));
            }
            Some(same) => same.alternatives.push(content.clone()),
            None if content.kind == chosen.kind
                || is_of_its_own(types, &chosen, content)
                || is_bare_text(types, &chosen, content) =>
            {
                taken.push(own);
            }
            None => diagnostics.report(same_in_other_words(&chosen, content)),
        }
    }
    let mut taken = taken.into_iter();
    if let Some(main) = taken.next() {
        body.contents = contents(main);
        body.chosen = 0;
    }
    let other = |taken: Taken| {
        // What the API calls back is the same for all of them.
        let mut other = Operation { callbacks: Vec::new(), ..operation.clone() };
        // Another body need not have the members that ask for pages.
        other.pagination = other.pagination.filter(|pages| pages.in_body.is_none());
        let suffix = match taken.content.kind == chosen.kind {
            true => subtype_words(&taken.content),
            false => suffix(&taken.content),
        };
        other.name = format!("{}_{suffix}", operation.name);
        if let Some(body) = &mut other.body {
            body.contents = contents(taken);
        }
        arrange_arguments::arrange_body(types, &mut other);
        other
    };
    taken.map(other).collect()
}

/// Leaves out JSON and URL-encoded forms with members that are files, where a form of parts has the
/// same members: frameworks list all that they can parse, and only parts are files.
fn leave_out_files_as_text(
    types: &Types,
    operation: &mut Operation,
    diagnostics: &mut Diagnostics,
) {
    let Some(body) = &mut operation.body else { return };
    let Some(chosen) = body.contents.get(body.chosen) else { return };
    if chosen.kind == ContentKind::Multipart || !has_files(types, chosen) {
        return;
    }
    let is_same = |one: &Content| {
        one.schema.is_some() && are_equal_if_any(types, one.schema, chosen.schema)
    };
    let is_parts = |one: &&Content| one.kind == ContentKind::Multipart && is_same(one);
    let Some(parts) = body.contents.iter().find(is_parts).cloned() else { return };
    let is_text = |one: &Content| {
        matches!(one.kind, ContentKind::Json | ContentKind::Form) && is_same(one)
    };
    let (texts, kept): (Vec<Content>, Vec<Content>) =
        body.contents.iter().cloned().partition(is_text);
    body.contents = kept;
    texts.iter().for_each(|text| diagnostics.report(files_as_text(&parts, text)));
    arrange_arguments::arrange_body(types, operation);
}

fn files_as_text(parts: &Content, text: &Content) -> Diagnostic {
    let message = format!(
        "the body is sent as `{}`: `{}` says the same, and cannot have its files",
        parts.media_type, text.media_type
    );
    equivalent(text, message)
}

fn contents(taken: Taken) -> Vec<Content> {
    std::iter::once(taken.content).chain(taken.alternatives).collect()
}

impl Taken {
    /// Whether two contents of a kind are given by the same argument.
    fn says_the_same(&self, other: &Self) -> bool {
        let kind = self.content.kind;
        let typed = matches!(kind, ContentKind::Json | ContentKind::Multipart);
        kind == other.content.kind
            && match (self.schema, other.schema) {
                (Some(one), Some(other)) if typed => one == other,
                // JSON of which nothing is said may be what the other one is.
                (Some(_), None) => kind != ContentKind::Multipart,
                _ => true,
            }
    }
}

/// Whether a body says what the chosen one, which is of another kind, cannot.
pub(super) fn is_of_its_own(types: &Types, chosen: &Content, content: &Content) -> bool {
    if content.kind == chosen.kind {
        return false;
    }
    // Text of one format says nothing of text of another.
    let is_text =
        |one: &Content| matches!(one.kind, ContentKind::Text | ContentKind::Binary);
    if chosen.kind == ContentKind::JsonLines && is_text(content) {
        return true;
    }
    let same = are_equal_if_any(types, chosen.schema, content.schema);
    !same || content.kind == ContentKind::Multipart && has_files(types, content)
}

/// Whether a body is text or bytes as they are, where the chosen one is a text of JSON: that is
/// sent in quotes.
fn is_bare_text(types: &Types, chosen: &Content, content: &Content) -> bool {
    let is_bare = ["text/plain", "application/octet-stream"]
        .contains(&essence(&content.media_type).as_str());
    let schema = chosen.schema.filter(|_| chosen.kind == ContentKind::Json);
    let is_text = schema.is_some_and(|schema| {
        matches!(walk::definition(types, schema).kind, TypeKind::String(_))
    });
    is_bare && is_text
}

/// Whether a form has members that are files: JSON could only have them as text.
fn has_files(types: &Types, content: &Content) -> bool {
    let Some(schema) = content.schema else { return false };
    let TypeKind::Struct(object) = &walk::definition(types, schema).kind else {
        return false;
    };
    object.fields.iter().any(|field| {
        let mut kind = &walk::definition(types, field.schema).kind;
        if let TypeKind::List(list) = kind {
            kind = &walk::definition(types, list.item).kind;
        }
        matches!(kind, TypeKind::String(crate::model::StringFormat::Binary))
    })
}

fn same_in_other_words(chosen: &Content, content: &Content) -> Diagnostic {
    let message = format!(
        "the body is sent as `{}`; `{}` would say the same",
        chosen.media_type, content.media_type
    );
    equivalent(content, message)
}
