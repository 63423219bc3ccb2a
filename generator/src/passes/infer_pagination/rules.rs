//! The rules of the configuration: the operations that they are for, and whether those have what
//! the rules name.

use indexmap::IndexMap;

use super::answer::Answer;
use super::told::pagination;
use crate::config::{Config, MemberPath, Named, PagePlace, PageRule, Selector, Spanned};
use crate::diagnostic::Diagnostics;
use crate::model::{
    Api, InBody, Location, NextPage, Operation, Pagination, TypeKind, TypeRef, Types,
};
use crate::passes::{filter, walk};
use crate::suggest::did_you_mean;

/// How an operation goes on by a rule.
pub(super) fn by_rule(answer: &Answer<'_>, rule: &PageRule) -> Option<Pagination> {
    let applies = match &rule.operations {
        Some(selectors) => {
            selectors.iter().any(|one| one.get_ref().matches(answer.operation))
                && lacks(answer, rule).next().is_none()
        }
        None => applies(answer, rule),
    };
    if applies { pages(answer, rule) } else { None }
}

/// How an operation that a rule is for goes on.
pub(super) fn pages(answer: &Answer<'_>, rule: &PageRule) -> Option<Pagination> {
    let found = pagination(answer, items(answer, rule)?, rule.next.clone());
    let path = |path: &Option<MemberPath>| path.as_ref().map(|path| path.0.clone());
    let has_more = path(&rule.has_more);
    Some(Pagination {
        per_page: rule.per_page.clone().filter(|name| asks(answer, rule, name)),
        in_body: in_body(answer, rule),
        total_items: path(&rule.total_items).or(found.total_items),
        done: found.done.filter(|_| has_more.is_none()),
        has_more: has_more.or(found.has_more),
        ..found
    })
}

fn items(answer: &Answer<'_>, rule: &PageRule) -> Option<(Vec<String>, TypeRef)> {
    match &rule.items {
        Some(path) => Some((path.0.clone(), answer.items_at(&path.0)?)),
        None => answer.items(),
    }
}

/// Whether an operation has what a rule names.
fn applies(answer: &Answer<'_>, rule: &PageRule) -> bool {
    match &rule.next {
        NextPage::PageNumber { parameter, .. }
        | NextPage::Offset { parameter, .. }
        | NextPage::LastItem { parameter, .. } => asks(answer, rule, parameter),
        NextPage::Cursor { parameter, cursor } => {
            asks(answer, rule, parameter) && answer.has_members(cursor)
        }
        // Few descriptions name the headers of answers.
        NextPage::Header { parameter, .. } => {
            asks(answer, rule, parameter)
                && (answer.operation.method == "GET" || rule.place != PagePlace::Query)
        }
        NextPage::NextUrl { url } => answer.has_members(url),
        NextPage::NextLink { links } => answer.has_members(links),
        NextPage::LinkHeader | NextPage::Single => answer.operation.method == "GET",
    }
}

/// Whether an operation has a parameter of a rule.
fn asks(answer: &Answer<'_>, rule: &PageRule, name: &str) -> bool {
    match &rule.place {
        PagePlace::Query => answer.has_parameter(name),
        PagePlace::Body(at) => answer.sends(&at.with(name.to_owned()).0),
    }
}

/// Where the parameters of a rule are in the body. Of a body that is any JSON, only the style says
/// whether what asks for the next page is a number.
fn in_body(answer: &Answer<'_>, rule: &PageRule) -> Option<InBody> {
    let PagePlace::Body(at) = &rule.place else { return None };
    let parameter = rule.next.parameter().unwrap_or_default().to_owned();
    let schema = walk::member(answer.types, answer.sent?, &at.with(parameter).0);
    let number = match schema.map(|schema| &walk::definition(answer.types, schema).kind)
    {
        Some(TypeKind::Integer(_) | TypeKind::Number(_)) => true,
        Some(TypeKind::Any(_)) | None => rule.next.is_numbered(),
        Some(_) => false,
    };
    Some(InBody { at: at.0.clone(), number })
}

/// What a rule names and an operation does not have.
pub(super) fn lacking<'r>(
    answer: &Answer<'_>,
    rule: &'r PageRule,
) -> impl Iterator<Item = &'r Named> {
    let names = rule.names.iter().map(Spanned::get_ref);
    names.filter(|name| !has(answer, name, rule))
}

/// What an operation cannot go on without, and does not have.
fn lacks<'r>(
    answer: &Answer<'_>,
    rule: &'r PageRule,
) -> impl Iterator<Item = &'r Spanned<Named>> {
    rule.names
        .iter()
        .filter(|name| name.get_ref().is_needed() && !has(answer, name.get_ref(), rule))
}

/// Whether an operation has what a rule names.
fn has(answer: &Answer<'_>, name: &Named, rule: &PageRule) -> bool {
    match name {
        Named::Parameter(name) | Named::PerPage(name) => answer.has_parameter(name),
        Named::Sent(path) | Named::SentSize(path) => {
            answer.sent.is_some_and(|sent| can_have(answer.types, sent, &path.0))
        }
        Named::Items(path) => answer.items_at(&path.0).is_some(),
        Named::Member(path) | Named::Hint(path) => {
            can_have(answer.types, answer.body, &path.0)
        }
        Named::OfItem(path) => items(answer, rule)
            .is_some_and(|(_, item)| can_have(answer.types, item, &path.0)),
    }
}

/// Whether members can lead to a value: untyped JSON can have any.
fn can_have(types: &Types, schema: TypeRef, path: &[String]) -> bool {
    let mut at = schema;
    for name in path {
        let TypeKind::Struct(object) = &walk::definition(types, at).kind else {
            return matches!(
                walk::definition(types, at).kind,
                TypeKind::Any(_) | TypeKind::Map(_) | TypeKind::Union(_)
            );
        };
        match object.fields.iter().find(|field| field.name == *name) {
            Some(field) => at = field.schema,
            None => return object.rest.is_some(),
        }
    }
    true
}

/// Reports what rules name and no operation has. Says which rules are wrong.
pub(super) fn check(
    api: &Api,
    config: &Config,
    rules: &IndexMap<Spanned<String>, PageRule>,
    diagnostics: &mut Diagnostics,
) -> Vec<bool> {
    let mut wrong = Vec::with_capacity(rules.len());
    for rule in rules.values() {
        let before = diagnostics.iter().len();
        let mut check = Check { api, config, rule, diagnostics };
        check.operations();
        check.names();
        wrong.push(diagnostics.iter().len() > before);
    }
    wrong
}

struct Check<'a> {
    api: &'a Api,
    config: &'a Config,
    rule: &'a PageRule,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Check<'a> {
    /// The operations that the rule is for.
    fn answers(&self) -> Vec<Answer<'a>> {
        let (api, rule) = (self.api, self.rule);
        let answers =
            api.operations.iter().filter_map(|one| Answer::of(&api.types, one));
        let chosen = |answer: &Answer<'_>| match &rule.operations {
            Some(selectors) => {
                selectors.iter().any(|one| one.get_ref().matches(answer.operation))
            }
            None => applies(answer, rule),
        };
        answers.filter(chosen).collect()
    }

    /// An operation that is named as such has to be one that can go on by the rule.
    fn operations(&mut self) {
        for selector in self.rule.operations.iter().flatten() {
            let named = |one: &&Operation| selector.get_ref().matches(one);
            let mut operations = self.api.operations.iter().filter(named);
            match operations.next() {
                None => {
                    let missing = filter::missing(self.api, self.config, selector);
                    self.diagnostics.report(missing);
                }
                Some(operation) if selector.get_ref().is_literal() => {
                    self.operation(selector, operation);
                }
                Some(_) => {}
            }
        }
    }

    fn operation(&mut self, selector: &Spanned<Selector>, operation: &Operation) {
        let line = operation.http_line();
        let Some(answer) = Answer::of(&self.api.types, operation) else {
            let message =
                format!("`{line}` does not answer with JSON, so it has no pages");
            self.report(selector, message, "take it out of the rule's operations");
            return;
        };
        for name in lacks(&answer, self.rule) {
            let message = format!("`{line}` has no {}", name.get_ref());
            let help = close(&answer, name.get_ref());
            self.report(name, message, &help);
        }
        if self.rule.items.is_none() && answer.items().is_none() {
            let message =
                format!("the answer of `{line}` has no list of items that stands out");
            self.report(
                selector,
                message,
                "say with `items` which members lead to the list",
            );
        }
    }

    /// What none of the operations has is a mistake too.
    fn names(&mut self) {
        let answers = self.answers();
        for name in &self.rule.names {
            let is_there = |answer: &Answer<'_>| has(answer, name.get_ref(), self.rule);
            let Some(first) = answers.first() else { break };
            if !answers.iter().any(is_there) {
                let line = first.operation.http_line();
                let message = match answers.len() {
                    1 => format!("`{line}` has no {}", name.get_ref()),
                    _ => format!(
                        "no operation of the rule has the {}, not `{line}` either",
                        name.get_ref()
                    ),
                };
                let help = close(first, name.get_ref());
                self.report(name, message, &help);
            }
        }
    }

    fn report<T>(&mut self, at: &Spanned<T>, message: String, help: &str) {
        self.diagnostics.report(self.config.unused(at, message).help(help));
    }
}

/// What could have been meant.
pub(super) fn close(answer: &Answer<'_>, name: &Named) -> String {
    let query = answer.operation.parameters.iter();
    let query = query.filter(|one| one.location == Location::Query);
    match name {
        Named::Parameter(wrong) | Named::PerPage(wrong) => {
            let names: Vec<&str> = query.map(|one| one.name.as_str()).collect();
            let close = did_you_mean(wrong, names.iter().copied());
            close.unwrap_or_else(|| match names.as_slice() {
                [] => "it has no query parameters".to_owned(),
                names => format!("its query parameters are `{}`", names.join("`, `")),
            })
        }
        Named::Sent(_) | Named::SentSize(_) if answer.sent.is_none() => {
            "it has no JSON body; parameters are in the query unless `in` says `body`".to_owned()
        }
        Named::Sent(wrong) | Named::SentSize(wrong) => close_member(answer, wrong),
        Named::Items(_) => "write the names of the members that lead to the list".to_owned(),
        Named::Member(_) | Named::Hint(_) | Named::OfItem(_) => {
            "write the names of members, from the outside to the inside, with dots between"
                .to_owned()
        }
    }
}

/// The member of the body that could have been meant.
fn close_member(answer: &Answer<'_>, wrong: &MemberPath) -> String {
    let Some((name, at)) = wrong.0.split_last() else { return String::new() };
    let object = answer.sent.and_then(|sent| walk::member(answer.types, sent, at));
    let Some(object) = object else {
        return format!("its body has no object at `{}`", at.join("."));
    };
    let members = answer.named_members(&[], object).into_iter();
    let names: Vec<String> = members.flat_map(|(path, _)| path).collect();
    did_you_mean(name, names.iter().map(String::as_str))
        .unwrap_or_else(|| format!("the members there are `{}`", names.join("`, `")))
}
