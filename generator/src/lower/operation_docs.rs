//! The docs of a method: everything that a caller wants to know about the operation.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;

use super::Lowering;
use super::by_status::is_error;
use super::docs::{Text, brief, code, sentences, status};
use super::inline::one_line;
use super::layout::call_text;
use super::markdown::clean;
use super::names::Case;
use crate::model::{
    Api, Content, ContentKind, Link, LinkTarget, Operation, Placement, Success,
};
use crate::rust::{Argument, Docs, Ident};

impl Lowering<'_> {
    /// The docs of a method.
    pub(super) fn operation_docs(
        &self,
        operation: &Operation,
        arguments: &[Argument],
        error: Option<&Ident>,
    ) -> Docs {
        let mut text = Text::default();
        let docs = &operation.docs;
        let http_line = code(&operation.http_line());
        match (&docs.summary, &docs.description) {
            (Some(summary), _) if !summary.trim().is_empty() => {
                text.block(&super::docs::ended(clean(summary)));
                text.paragraph(&http_line);
            }
            (_, Some(description)) if !description.trim().is_empty() => {
                text.block(first_paragraph(&clean(description)).0);
                text.paragraph(&http_line);
            }
            _ => text.paragraph(&format!("Calls {http_line}.")),
        }
        text.paragraph(&media_types(operation));
        text.paragraph(&alternatives(operation));
        text.paragraph(&further_answers(operation));
        text.paragraph(&nothing_docs(operation));
        text.paragraph(&redirect_docs(operation));
        text.paragraph(&flag_docs(operation));
        text.paragraph(&key_docs(operation));
        self.security_docs(operation, &mut text);
        if !operation.permissions.is_empty() {
            let permissions = clean(&operation.permissions.join(", "));
            text.paragraph(&format!(
                "Accepted permissions (at least one): {permissions}."
            ));
        }
        if let Some(description) = &docs.description {
            let cleaned = clean(description);
            let (first, rest) = first_paragraph(&cleaned);
            let said = docs.summary.as_deref().map(clean).unwrap_or_default();
            let same = said.is_empty()
                || said.trim_end_matches('.') == first.trim_end_matches('.');
            text.block(if same { rest } else { &cleaned });
        }
        if let Some(url) = &docs.external {
            text.block(&clean(&format!("See {url}")));
        }
        header_docs(operation, &mut text);
        self.link_docs(operation, &mut text);
        // What stands behind a heading belongs to it.
        self.argument_docs(operation, arguments, &mut text);
        error_docs(operation, error, &mut text);
        text.into_docs()
    }

    /// Where values of the answer can be used (OpenAPI 3.0 §4.7.20).
    fn link_docs(&self, operation: &Operation, text: &mut Text) {
        for (index, link) in operation.links.iter().enumerate() {
            if index == 0 {
                text.paragraph("What its answer leads to:");
            }
            let mut line = self.link_target(link);
            let given = link.parameters.iter().map(|(name, value)| {
                let name = name.rsplit('.').next().unwrap_or(name);
                format!("{} = {}", code(name), code(value))
            });
            let body =
                link.body.iter().map(|value| format!("the body = {}", code(value)));
            let given: Vec<String> = given.chain(body).collect();
            if !given.is_empty() {
                line = format!("{line} with {}", given.join(", "));
            }
            let about = link.description.as_deref().map(clean).unwrap_or_default();
            let about = one_line(&about);
            let about = if about.is_empty() { about } else { format!(": {about}") };
            text.item(&format!("{line}{about}"), index == 0);
        }
    }

    /// The call of the operation that a link leads to; as the description names it where that is
    /// not one of the SDK.
    fn link_target(&self, link: &Link) -> String {
        let targets = self.link_targets.get_or_init(|| LinkTargets::new(self.api));
        match targets.find(&link.target) {
            Some(operation) => {
                let method = Ident::new(Case::Method.identifier(&operation.name));
                call_text(&operation.resource, &method)
            }
            None => match &link.target {
                LinkTarget::Id(text) | LinkTarget::Reference(text) => code(text),
            },
        }
    }

    fn argument_docs(
        &self,
        operation: &Operation,
        arguments: &[Argument],
        text: &mut Text,
    ) {
        let declared = operation
            .parameters
            .iter()
            .filter(|parameter| parameter.placement == Placement::Argument);
        let mut first = true;
        for (parameter, argument) in declared.zip(arguments) {
            let def = &self.api.types[parameter.schema.id];
            let bounds = sentences(&def.constraints, None);
            let about = parameter
                .docs
                .description
                .as_deref()
                .or(parameter.docs.summary.as_deref());
            let about = about.map(|text| one_line(&clean(text))).unwrap_or_default();
            let about = if about.contains("  ") || about.contains("```") {
                clean(&brief(&parameter.docs))
            } else {
                about
            };
            if about.is_empty() && bounds.is_empty() {
                continue;
            }
            if first {
                text.block("# Arguments");
            }
            let about = super::docs::ended(about);
            let space = if about.is_empty() || bounds.is_empty() { "" } else { " " };
            text.item(
                &format!("{}: {about}{space}{bounds}", code(argument.name.as_str())),
                first,
            );
            first = false;
        }
    }
}

/// The operations that links can lead to.
pub(super) struct LinkTargets<'a> {
    by_id: BTreeMap<&'a str, &'a Operation>,
    by_place: BTreeMap<String, &'a Operation>,
}

impl<'a> LinkTargets<'a> {
    fn new(api: &'a Api) -> Self {
        let mut targets = Self { by_id: BTreeMap::new(), by_place: BTreeMap::new() };
        for operation in &api.operations {
            if let Some(id) = &operation.id {
                targets.by_id.entry(id).or_insert(operation);
            }
            targets.by_place.entry(operation.origin.to_string()).or_insert(operation);
        }
        targets
    }

    fn find(&self, target: &LinkTarget) -> Option<&'a Operation> {
        match target {
            LinkTarget::Id(id) => self.by_id.get(id.as_str()).copied(),
            LinkTarget::Reference(at) => self.by_place.get(at).copied(),
        }
    }
}

/// What is sent and answered where it is not JSON.
fn media_types(operation: &Operation) -> String {
    let body = operation.body.as_ref();
    let sent = body
        .and_then(|body| body.contents.get(body.chosen))
        .filter(|content| content.kind != ContentKind::Json)
        .map(|content| content.media_type.as_str());
    let answered = match &operation.success {
        Success::Empty | Success::Json { .. } | Success::ByStatus { .. } => None,
        Success::Text { media_type, .. }
        | Success::Binary { media_type, .. }
        | Success::EventStream { media_type, .. }
        | Success::JsonLines { media_type, .. } => Some(media_type.as_str()),
    };
    let answered = answered.filter(|media_type| *media_type != "*/*");
    match (sent.map(code), answered.map(code)) {
        (None, None) => String::new(),
        (Some(sent), None) => format!("Sends {sent}."),
        (None, Some(answered)) => format!("Answers with {answered}."),
        (Some(sent), Some(answered)) => {
            format!("Sends {sent} and answers with {answered}.")
        }
    }
}

/// What the method sets in the body, whatever the caller says.
fn flag_docs(operation: &Operation) -> String {
    match operation.body.as_ref().and_then(|body| body.flag.as_ref()) {
        Some((name, value)) => format!("Sends {}.", code(&format!("{name}: {value}"))),
        None => String::new(),
    }
}

/// When the call is repeated though its method is not idempotent.
fn key_docs(operation: &Operation) -> String {
    let Some(key) = &operation.idempotency_key else { return String::new() };
    let header = code(&key.header);
    match key.is_made {
        true => format!(
            "Sends a fresh {header} where none is given, the same with all attempts: the call can be \
             repeated."
        ),
        false => format!("The call can be repeated where {header} is given."),
    }
}

/// The media types that the body can be sent as besides the chosen one.
fn alternatives(operation: &Operation) -> String {
    let Some(body) = &operation.body else { return String::new() };
    let Some(chosen) = body.contents.get(body.chosen) else { return String::new() };
    let mut seen = IndexSet::from([essence(&chosen.media_type)]);
    for content in &body.contents {
        let media_type = essence(&content.media_type);
        let is_plain_json = content.kind == ContentKind::Json
            && media_type.ends_with("json")
            && !media_type.contains('+');
        let can_be_sent = media_type.contains('/') && !media_type.contains('*');
        if can_be_sent && !is_plain_json && content.kind == chosen.kind {
            seen.insert(media_type);
        }
    }
    let others: Vec<String> = seen.iter().skip(1).map(|one| code(one)).collect();
    let Some(first) = seen.get_index(1) else { return String::new() };
    format!(
        "The API takes {} as well: name it by {}.",
        others.join(", "),
        code(&format!(".header(\"content-type\", \"{first}\")"))
    )
}

/// The media types of texts and bytes that can be asked for besides the chosen one; and that there
/// may be an answer to a question which the description says nothing of.
fn further_answers(operation: &Operation) -> String {
    let mut answers = operation.responses.iter().filter(|one| one.status.is_success());
    let chosen = match &operation.success {
        Success::Text { media_type, .. } | Success::Binary { media_type, .. } => {
            media_type
        }
        Success::Empty if operation.method == "GET" => {
            let may_have_one = answers.any(|answer| !answer.has_no_body());
            return match may_have_one {
                true => "The description says nothing of a body in the answer; `.raw()` has what comes."
                    .to_owned(),
                false => String::new(),
            };
        }
        _ => return String::new(),
    };
    let mut seen = IndexSet::from([essence(chosen)]);
    for answer in answers {
        let kind = |content: &&Content| content.media_type == *chosen;
        let Some(kind) = answer.contents.iter().find(kind).map(|content| content.kind)
        else {
            continue;
        };
        let others = answer.contents.iter().filter(|content| content.kind == kind);
        let others = others.map(|content| essence(&content.media_type));
        seen.extend(others.filter(|one| one.contains('/') && !one.contains('*')));
    }
    let Some(first) = seen.get_index(1) else { return String::new() };
    let others: Vec<String> = seen.iter().skip(1).map(|one| code(one)).collect();
    format!(
        "The API gives {} as well: ask for it by {}.",
        others.join(", "),
        code(&format!(".header(\"accept\", \"{first}\")"))
    )
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// When there is nothing to give, where an answer with another status has something.
fn nothing_docs(operation: &Operation) -> String {
    let (Success::Json { optional: true, .. }
    | Success::Text { optional: true, .. }
    | Success::Binary { optional: true, .. }) = &operation.success
    else {
        return String::new();
    };
    let success = operation.responses.iter().filter(|one| one.status.is_success());
    let statuses: Vec<String> = success
        .filter(|response| response.contents.is_empty() || response.has_no_body())
        .map(|response| status(response.status))
        .collect();
    let nothing = match operation.pagination {
        Some(_) => "a page without items".to_owned(),
        None => code("None"),
    };
    format!("Gives {nothing} with status {}.", statuses.join(" or "))
}

/// Where the answer leads to, which the client follows.
fn redirect_docs(operation: &Operation) -> String {
    let redirects = || operation.responses.iter().filter(|one| one.status.is_redirect());
    let statuses: Vec<String> = redirects().map(|one| status(one.status)).collect();
    if statuses.is_empty() {
        return String::new();
    }
    let statuses = statuses.join(" or ");
    let mut said = match &operation.success {
        Success::Binary { media_type, .. } if media_type == "*/*" => {
            format!("Follows a redirect ({statuses}) and gives the bytes found there.")
        }
        _ => format!("Follows a redirect ({statuses})."),
    };
    for response in redirects() {
        let about = super::docs::ended(clean(&brief(&response.docs)));
        if !about.is_empty() {
            said = format!("{said} {about}");
        }
    }
    said
}

/// The headers of a successful answer: a list where something is said of them.
fn header_docs(operation: &Operation, text: &mut Text) {
    let answers = operation.responses.iter().filter(|one| one.status.is_success());
    let mut seen = BTreeSet::new();
    let headers: Vec<(String, String)> = answers
        .flat_map(|response| &response.headers)
        .filter(|header| seen.insert(header.name.to_ascii_lowercase()))
        .map(|header| {
            (code(&header.name), super::docs::ended(clean(&brief(&header.docs))))
        })
        .collect();
    if headers.is_empty() {
        return;
    }
    let place = match (&operation.pagination, &operation.success) {
        (Some(_), _) => "`Page::headers` has",
        (_, Success::EventStream { .. } | Success::JsonLines { .. }) => {
            "`Streaming::headers` gives"
        }
        _ => "`with_response` gives",
    };
    if headers.len() > 1 && headers.iter().all(|(_, about)| about.is_empty()) {
        let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
        text.paragraph(&format!(
            "Its answer has headers, which {place}: {}.",
            names.join(", ")
        ));
        return;
    }
    text.paragraph(&format!("Its answer has these headers, which {place}:"));
    for (index, (name, about)) in headers.iter().enumerate() {
        let space = if about.is_empty() { "" } else { ": " };
        text.item(&format!("{name}{space}{about}"), index == 0);
    }
}

fn error_docs(operation: &Operation, error: Option<&Ident>, text: &mut Text) {
    let mut first = true;
    for response in operation.responses.iter().filter(|one| is_error(one)) {
        let about = clean(&brief(&response.docs));
        if first {
            text.block("# Errors");
            text.paragraph(
                "Besides what can go wrong with every call, the API declares:",
            );
        }
        let about = super::docs::ended(about);
        let space = if about.is_empty() { "" } else { ": " };
        let status = match response.status {
            crate::model::StatusPattern::Default => "Any other status".to_owned(),
            one => status(one),
        };
        text.item(&format!("{status}{space}{about}"), first);
        first = false;
    }
    if let Some(error) = error {
        text.paragraph(&format!("[{0}] has their bodies.", code(error.as_str())));
    }
}

/// The first paragraph of a clean text, and what follows.
fn first_paragraph(text: &str) -> (&str, &str) {
    text.split_once("\n\n").unwrap_or((text, ""))
}
