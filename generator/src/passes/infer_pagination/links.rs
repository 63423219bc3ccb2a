//! Links in the answer, of which one leads to the next page: `[{"rel": "next", "href": "…"}]`, or
//! with `relation` and `url`, as in FHIR.

use serde_json::Value;

use super::answer::Answer;
use super::items::links_of;
use super::names::PER_PAGE;
use crate::model::{Docs, NextPage, TypeKind, TypeRef};
use crate::passes::walk;
use crate::words::{snake, words};

/// The list of links that can have the one to the next page. Any answer can have links, so
/// something has to say that there are pages: what is said of the links, or a parameter for the
/// number of items. One thing has links to others.
pub(super) fn next_link(answer: &Answer<'_>) -> Option<NextPage> {
    let (items, _) = answer.items().filter(|_| !answer.is_of_one())?;
    let own = items.last().map(|name| links_of(&snake(name)));
    let names = ["links", "_links", own.as_deref().unwrap_or("links"), "link"];
    let links = answer.member_like(&names, |kind| matches!(kind, TypeKind::List(_)))?;
    let link = answer.items_at(&links).filter(|_| links != items)?;
    let both = |names: [&str; 2]| {
        let [rel, href] = names.map(|name| member(answer, link, name));
        Some((rel?, href?))
    };
    let (rel, href) = both(["rel", "href"]).or_else(|| both(["relation", "url"]))?;
    let is_told = answer.parameter(&PER_PAGE).is_some()
        || answer.field(&links).is_some_and(|field| says_next(&field.docs))
        || speaks_of_next(answer, link)
        || speaks_of_next(answer, rel);
    let is_url = !is_action(answer, link) && can_be_urls(answer, href);
    (is_told && is_url).then_some(NextPage::NextLink { links })
}

fn member(answer: &Answer<'_>, object: TypeRef, name: &str) -> Option<TypeRef> {
    walk::member(answer.types, object, &[name.to_owned()])
}

/// Whether links say what can be done: those have what is sent with them.
fn is_action(answer: &Answer<'_>, link: TypeRef) -> bool {
    ["targetSchema", "schema", "encType", "enctype", "body"]
        .iter()
        .any(|name| member(answer, link, name).is_some())
}

/// Whether nothing shows that a text is no URL: some APIs have a query string alone there.
fn can_be_urls(answer: &Answer<'_>, href: TypeRef) -> bool {
    let examples = &walk::definition(answer.types, href).constraints.examples;
    examples.iter().filter_map(Value::as_str).all(|text| {
        text.contains("://") || text.starts_with(['/', '?']) || !text.contains('=')
    })
}

/// Whether a type's docs, values or examples say that there is something next.
fn speaks_of_next(answer: &Answer<'_>, schema: TypeRef) -> bool {
    let def = walk::definition(answer.types, schema);
    let is_next = |value: &Value| value == "next";
    let is_value = match &def.kind {
        TypeKind::Enum(values) => values.values.iter().any(|one| is_next(&one.value)),
        _ => false,
    };
    is_value || def.constraints.examples.iter().any(is_next) || says_next(&def.docs)
}

fn says_next(docs: &Docs) -> bool {
    docs.texts().flat_map(words).any(|word| word == "next")
}
