//! The docs of a method: everything that a caller wants to know about the operation.

use std::collections::BTreeMap;

use indexmap::IndexSet;

use super::Lowering;
use super::answer_docs::{
    error_docs, example_docs, further_answers, header_docs, nothing_docs, redirect_docs,
    success_docs,
};
use super::docs::{brief, code, ended, sentences};
use super::inline::one_line;
use super::layout::calls;
use super::markdown::clean;
use super::operations::CallParts;
use super::text::Text;
use crate::model::{
    Api, ContentKind, Docs as Texts, Link, LinkTarget, Operation, OperationIndex,
    Placement, RequestBody, Server, Success, essence,
};
use crate::rust::{Argument, Docs, Ident, Step};
use crate::words::words;

impl Lowering<'_> {
    /// The docs of a method.
    pub(super) fn operation_docs(
        &self,
        operation: &Operation,
        call: &CallParts,
        error: Option<&Ident>,
    ) -> Docs {
        let mut text = Text::default();
        let docs = &operation.docs;
        let http_line = code(&operation.http_line());
        match (&docs.summary, &docs.description) {
            (Some(summary), _) if !summary.trim().is_empty() => {
                let summary = spelled_out(summary).unwrap_or_else(|| clean(summary));
                text.block(&ended(summary));
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
        text.paragraph(&self.whole_docs(operation));
        text.paragraph(&redirect_docs(operation));
        text.paragraph(&success_docs(operation));
        text.paragraph(&server_docs(operation, &call.steps));
        text.paragraph(&flag_docs(operation));
        text.paragraph(&key_docs(operation));
        self.security_docs(operation, &mut text);
        if !operation.permissions.is_empty() {
            let permissions = clean(&operation.permissions.join(", "));
            text.paragraph(&format!("Permissions: {permissions}."));
        }
        if let Some(description) = &docs.description {
            let cleaned = clean(description);
            let (first, rest) = first_paragraph(&cleaned);
            let said = docs.summary.as_deref().map(clean).unwrap_or_default();
            let same = said.is_empty()
                || said.trim_end_matches('.') == first.trim_end_matches('.');
            match further_sentences(first, &said) {
                _ if same => text.block(rest),
                Some(further) => {
                    text.paragraph(&further);
                    text.block(rest);
                }
                None => text.block(&cleaned),
            }
        }
        if let Some(url) = &docs.external {
            text.block(&clean(&format!("See {url}")));
        }
        if let Some(body) = operation.body.as_ref()
            && body.placement == Placement::Params
            && self.says_something(body)
        {
            text.paragraph(&format!("What is sent: {}", ended(in_a_line(&body.docs))));
        }
        example_docs(&self.api.types, operation, &mut text);
        header_docs(operation, &mut text);
        self.link_docs(operation, &mut text);
        // What stands behind a heading belongs to it.
        self.argument_docs(operation, &call.arguments, &mut text);
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
            Some(call) => call.to_owned(),
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
        let mut described = Vec::new();
        for (parameter, argument) in declared.clone().zip(arguments) {
            let bounds = sentences(&self.parameter_constraints(parameter), None);
            let said = Some(&parameter.docs).filter(|docs| !docs.is_empty());
            let said = said.or_else(|| self.said_of_values(parameter.schema.id));
            described.push((&argument.name, said.unwrap_or(&parameter.docs), bounds));
        }
        let body = operation.body.as_ref();
        if let Some(body) = body.filter(|body| body.placement == Placement::Argument)
            && let Some(argument) = arguments.get(declared.count())
            && self.says_something(body)
        {
            described.push((&argument.name, &body.docs, String::new()));
        }
        let says_something = |(_, docs, bounds): &(_, &Texts, String)| {
            !bounds.is_empty() || !docs.is_empty()
        };
        let described = described.iter().filter(|one| says_something(one));
        for (index, (name, docs, bounds)) in described.enumerate() {
            if index == 0 {
                text.block("# Arguments");
            }
            text.described(&code(name.as_str()), docs, bounds, index == 0);
        }
    }

    /// Whether the description says of a body what the docs of its type do not say.
    fn says_something(&self, body: &RequestBody) -> bool {
        let content = body.contents.get(body.chosen);
        let schema = content.and_then(|content| content.schema);
        let said = schema.map(|schema| &self.api.types[schema.id].docs.description);
        !is_empty_talk(&body.docs) && said != Some(&body.docs.description)
    }
}

/// The operations that links can lead to, as they are called.
pub(super) struct LinkTargets<'a> {
    by_id: BTreeMap<&'a str, OperationIndex>,
    by_place: BTreeMap<String, OperationIndex>,
    calls: BTreeMap<OperationIndex, String>,
}

impl<'a> LinkTargets<'a> {
    fn new(api: &'a Api) -> Self {
        let mut targets = Self {
            by_id: BTreeMap::new(),
            by_place: BTreeMap::new(),
            calls: calls(&api.root, api),
        };
        for (index, operation) in api.operations.iter().enumerate() {
            let index = OperationIndex(index);
            if let Some(id) = &operation.id {
                targets.by_id.entry(id).or_insert(index);
            }
            targets.by_place.entry(operation.origin.to_string()).or_insert(index);
        }
        targets
    }

    fn find(&self, target: &LinkTarget) -> Option<&str> {
        let index = match target {
            LinkTarget::Id(id) => self.by_id.get(id.as_str()),
            LinkTarget::Reference(at) => self.by_place.get(at),
        };
        self.calls.get(index?).map(String::as_str)
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
        Success::JsonLines { media_type, .. } if names_json(media_type) => {
            Some("JSON, one value after the other".to_owned())
        }
        Success::Text { media_type, .. }
        | Success::Binary { media_type, .. }
        | Success::EventStream { media_type, .. }
        | Success::JsonLines { media_type, .. } => {
            let listed: Vec<String> = media_type.split(", ").map(code).collect();
            Some(listed.join(" or ")).filter(|_| media_type != "*/*")
        }
    };
    match (sent.map(code), answered) {
        (None, None) => String::new(),
        (Some(sent), None) => format!("Sends {sent}."),
        (None, Some(answered)) => format!("Answers with {answered}."),
        (Some(sent), Some(answered)) => {
            format!("Sends {sent} and answers with {answered}.")
        }
    }
}

/// Whether the media type of a stream is that of a single value.
fn names_json(media_type: &str) -> bool {
    media_type.split(',').any(|one| essence(one) == "application/json")
}

/// What the method sets in the body, whatever the caller says.
fn flag_docs(operation: &Operation) -> String {
    match operation.body.as_ref().and_then(|body| body.flag.as_ref()) {
        Some((name, value)) => {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            format!("Sends {}.", code(&format!("{name}: {value}")))
        }
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

/// Words of descriptions that only say that there is something.
const EMPTY_TALK: [&str; 36] = [
    "returned",
    "if",
    "is",
    "was",
    "has",
    "been",
    "typical",
    "received",
    "a",
    "an",
    "the",
    "ok",
    "okay",
    "success",
    "successful",
    "successfully",
    "succeeded",
    "request",
    "response",
    "operation",
    "result",
    "body",
    "payload",
    "answer",
    "status",
    "code",
    "http",
    "default",
    "expected",
    "done",
    "created",
    "accepted",
    "completed",
    "no",
    "content",
    "with",
];

/// Whether a text says nothing that one would not expect.
pub(super) fn is_empty_talk(docs: &Texts) -> bool {
    let is_empty = |word: &String| {
        EMPTY_TALK.contains(&word.as_str()) || word.chars().all(|c| c.is_ascii_digit())
    };
    let texts = docs.summary.iter().chain(&docs.description);
    let is_filler = |text: &String| {
        let text = text.trim().trim_end_matches('.').to_lowercase();
        FILLERS.contains(&text.as_str())
    };
    texts
        .filter(|text| !is_filler(text))
        .flat_map(|text| words(text))
        .all(|word| is_empty(&word))
}

/// What programs write where nobody has written anything.
const FILLERS: [&str; 6] = [
    "no response was specified",
    "no response body",
    "no description",
    "no description provided",
    "description was not specified",
    "none",
];

/// Where the call goes, if that is not where others go.
fn server_docs(operation: &Operation, steps: &[Step]) -> String {
    let server = |step: &Step| match step {
        Step::Server(url) => Some(url.clone()),
        _ => None,
    };
    let Some(url) = steps.iter().find_map(server) else { return String::new() };
    let usual = Server::usual(&operation.servers);
    let is_usual = |one: &&Server| Some(one.expanded()) == usual;
    let described = operation.servers.iter().find(is_usual);
    let about = described.and_then(|one| one.description.as_deref()).map(clean);
    let about = about.map(|text| format!(" {}", ended(one_line(&text))));
    let whose = if url.contains("://") { "" } else { " of the API's host" };
    format!(
        "Goes to {}{whose}, unless the client has a base URL of its own.{}",
        code(&url),
        about.unwrap_or_default()
    )
}

/// What a description says of a thing, in one line: all of it, unless it takes more than one.
pub(super) fn in_a_line(docs: &Texts) -> String {
    let line = |text: &Option<String>| {
        text.as_deref().map(|text| one_line(&clean(text))).unwrap_or_default()
    };
    let (summary, description) = (line(&docs.summary), line(&docs.description));
    if description.contains("  ") || description.contains("```") {
        return clean(&brief(docs));
    }
    if summary.is_empty() || description.starts_with(summary.trim_end_matches('.')) {
        return description;
    }
    format!("{} {description}", ended(summary)).trim_end().to_owned()
}

/// What a clean paragraph says behind a sentence that it begins with.
fn further_sentences(paragraph: &str, said: &str) -> Option<String> {
    let sentence = said.trim_end_matches('.');
    let paragraph = Some(paragraph).filter(|one| !one.contains("\\\n"))?;
    let further = one_line(paragraph);
    let further = further.strip_prefix(&one_line(sentence))?.strip_prefix(". ")?;
    let begins_sentence = further.starts_with(|c: char| !c.is_lowercase());
    (!sentence.is_empty() && begins_sentence).then(|| further.to_owned())
}

/// A summary that is a name of the API's code in words: `listAllPets`.
fn spelled_out(summary: &str) -> Option<String> {
    let name = summary.trim().trim_end_matches('.').trim_end_matches("()");
    let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let mut words = words(name).into_iter();
    let first = words.next().filter(|_| is_name && words.len() > 1)?;
    let (initial, rest) = first.split_at(1);
    let others: String = words.map(|word| format!(" {word}")).collect();
    Some(format!("{}{rest}{others}", initial.to_ascii_uppercase()))
}

/// The first paragraph of a clean text, and what follows.
fn first_paragraph(text: &str) -> (&str, &str) {
    text.split_once("\n\n").unwrap_or((text, ""))
}
