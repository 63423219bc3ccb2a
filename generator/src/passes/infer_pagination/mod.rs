//! Works out how lists go on: from the configuration, from vendor extensions, from the names of
//! parameters and of members of the answer.

mod answer;
mod counted;
mod cursors;
mod in_body;
mod items;
mod last_items;
mod links;
mod names;
mod paths;
mod rules;
mod sent;
mod stated;
mod times;
mod told;
mod unrecognized;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    AnswerBody, Api, IntegerFormat, Location, NextPage, Operation, Pagination, Success,
    TypeDef, TypeKind, TypeName, TypeRef,
};
use answer::{Answer, is_another};
use names::by_names;

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let Some(rules) = config.pagination.on() else { return };
    let wrong = rules::check(api, config, rules, diagnostics);
    let mut used = vec![false; rules.len()];
    for index in 0..api.operations.len() {
        let operation = &api.operations[index];
        let Some(answer) = Answer::of(&api.types, operation) else {
            stated::report_without_answer(operation, diagnostics);
            continue;
        };
        let ruled = rules.iter().enumerate().find_map(|(rule_index, (_, rule))| {
            let pagination = rules::by_rule(&answer, rule)?;
            used[rule_index] = true;
            Some(pagination)
        });
        let found = ruled
            .or_else(|| stated::by_statement(&answer, diagnostics))
            .or_else(|| by_names(&answer));
        let Some(found) = found else {
            unrecognized::note(&answer, diagnostics);
            continue;
        };
        let (body, media_type) = (answer.body, answer.media_type.to_owned());
        count_in_integers(api, index, &found);
        let operation = &mut api.operations[index];
        operation.pagination = Some(found);
        only_pages(operation, body, media_type, diagnostics);
    }
    for (((name, _), used), wrong) in rules.iter().zip(used).zip(wrong) {
        if !used && !wrong {
            let message = format!("no operation pages by the rule `{}`", name.get_ref());
            diagnostics.report(config.unused(name, message));
        }
    }
}

/// Takes what counts pages and items for a whole number, where it is described as a number of any
/// kind.
fn count_in_integers(api: &mut Api, index: usize, found: &Pagination) {
    let position = match &found.next {
        NextPage::PageNumber { parameter, .. } | NextPage::Offset { parameter, .. } => {
            Some(parameter)
        }
        _ => None,
    };
    if found.in_body.is_some() {
        return; // Members are of a type that others can have too.
    }
    for parameter in &mut api.operations[index].parameters {
        let name = Some(&parameter.name);
        let counts = parameter.location == Location::Query
            && (name == position || name == found.per_page.as_ref());
        let def = &api.types[parameter.schema.id];
        let is_number = matches!(def.kind, TypeKind::Number(_));
        if counts && is_number && def.name == TypeName::None {
            let integer = TypeKind::Integer(IntegerFormat::Int64);
            let def = TypeDef { kind: integer, ..def.clone() };
            parameter.schema.id = api.types.add(def);
        }
    }
}

/// Lets an operation whose answers differ with their status give pages, and notes the others.
fn only_pages(
    operation: &mut Operation,
    body: TypeRef,
    media_type: String,
    diagnostics: &mut Diagnostics,
) {
    let Success::ByStatus { answers, envelope, .. } = &operation.success else { return };
    let schema = operation.success.json().unwrap_or(body);
    let others = answers.iter().filter(|answer| is_another(answer, schema));
    for other in others {
        let mut responses = operation.responses.iter();
        let Some(response) = responses.find(|one| one.status == other.status) else {
            continue;
        };
        let line = operation.http_line();
        diagnostics.report(
            Diagnostic::new(
                Code::UnsupportedKeyword,
                &response.origin,
                format!(
                    "`{line}` gives pages, and answers differently with this status"
                ),
            )
            .at_key()
            .note("a call fails then; `raw()` has the body")
            .help("nothing has to change; `raw()` tells the status"),
        );
    }
    let optional = answers.iter().any(|answer| answer.body == AnswerBody::Empty);
    let envelope = envelope.clone();
    operation.success = Success::Json { schema, envelope, optional, media_type };
}
