//! Gives an operation a method for each kind of body that it takes, and for each kind of answer
//! that it gives, where they differ in more than their encoding: `create` sends JSON and
//! `create_multipart` files, `complete` answers with an object and `complete_stream` with events.
//!
//! What says the same in another encoding, as XML beside JSON of one schema, has no method of its
//! own: a note says so.

use serde_json::Value;

use super::share_inline_types::are_equal;
use super::{arrange_arguments, choose_success, walk};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Content, ContentKind, Operation, OperationIndex, Resource, Response, Success,
    TypeKind, Types,
};
use crate::words::words;

pub(super) fn run(api: &mut Api, _: &Config, diagnostics: &mut Diagnostics) {
    let mut further: Vec<(OperationIndex, Operation)> = Vec::new();
    for index in 0..api.operations.len() {
        let operation = &mut api.operations[index];
        let bodies = other_bodies(&api.types, operation, diagnostics);
        let mut answers = other_answers(&api.types, operation);
        set_flags(&api.types, operation, &mut answers);
        let others = bodies.into_iter().chain(answers);
        further.extend(others.map(|other| (OperationIndex(index), other)));
    }
    let described = api.operations.len();
    for (of, operation) in further {
        let index = OperationIndex(api.operations.len());
        if insert(&mut api.root, of, index, described) {
            api.operations.push(operation);
        }
    }
}

/// A method's body: the content that it sends, and contents that only its media type tells from
/// that, so that the caller can name theirs.
struct Taken {
    content: Content,
    alternatives: Vec<Content>,
}

/// The operation with each body that it takes besides the chosen one.
fn other_bodies(
    types: &Types,
    operation: &mut Operation,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let Some(body) = &mut operation.body else { return Vec::new() };
    let chosen = body.contents[body.chosen].clone();
    let mut taken = vec![Taken { content: chosen.clone(), alternatives: Vec::new() }];
    for content in body.contents.iter().filter(|one| one.origin != chosen.origin) {
        let same = taken.iter_mut().find(|one| {
            let suffixed = one.content.origin != chosen.origin;
            says_the_same(types, &one.content, content)
                && !(suffixed && suffix(&one.content) != suffix(content))
        });
        match same {
            Some(_) if content.kind == ContentKind::Multipart => {
                diagnostics.report(same_in_other_words(&chosen, content));
            }
            Some(same) => same.alternatives.push(content.clone()),
            None if content.kind == chosen.kind
                || is_of_its_own(types, &chosen, content) =>
            {
                let content = content.clone();
                taken.push(Taken { content, alternatives: Vec::new() });
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

fn contents(taken: Taken) -> Vec<Content> {
    std::iter::once(taken.content).chain(taken.alternatives).collect()
}

/// Whether two contents of a kind are given by the same argument.
fn says_the_same(types: &Types, one: &Content, other: &Content) -> bool {
    let typed = matches!(one.kind, ContentKind::Json | ContentKind::Multipart);
    one.kind == other.kind
        && match (one.schema, other.schema) {
            (Some(one), Some(other)) if typed => are_equal(types, one, other),
            // JSON of which nothing is said may be what the other one is.
            (Some(_), None) => one.kind != ContentKind::Multipart,
            _ => true,
        }
}

/// Whether a body says what the chosen one, which is of another kind, cannot.
fn is_of_its_own(types: &Types, chosen: &Content, content: &Content) -> bool {
    if content.kind == chosen.kind {
        return false;
    }
    let same = match (chosen.schema, content.schema) {
        (Some(a), Some(b)) => {
            std::ptr::eq(walk::definition(types, a), walk::definition(types, b))
        }
        (a, b) => a.is_none() && b.is_none(),
    };
    !same || content.kind == ContentKind::Multipart && has_files(types, content)
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
    Diagnostic::new(Code::EquivalentMediaType, &content.origin, message)
        .help("nothing has to change; a fix-up that removes it is rid of this note")
}

/// The operation with each answer that is not of the chosen kind: streams beside values, text and
/// bytes beside JSON of another type.
fn other_answers(types: &Types, operation: &Operation) -> Vec<Operation> {
    let by_status = matches!(operation.success, Success::ByStatus { .. });
    if !by_status && !matches!(operation.success, Success::Json { .. }) {
        return Vec::new();
    }
    let success = operation.responses.iter().filter(|one| {
        // An enum of answers by status has the text of those that are nothing else.
        let has_json =
            one.contents.iter().any(|content| content.kind == ContentKind::Json);
        one.status.is_success() && !one.has_no_body() && (has_json || !by_status)
    });
    let contents: Vec<(&Response, &Content)> = success
        .flat_map(|response| response.contents.iter().map(move |one| (response, one)))
        .collect();
    let mut json = contents.iter().map(|(_, content)| content);
    let json = json.find(|content| content.kind == ContentKind::Json);
    let mut others: Vec<Operation> = Vec::new();
    let mut asked: Vec<&str> = Vec::new();
    for (response, content) in &contents {
        let streams =
            matches!(content.kind, ContentKind::EventStream | ContentKind::JsonLines);
        let differs = json.is_none_or(|json| is_of_its_own(types, json, content));
        let is_raw = matches!(content.kind, ContentKind::Text | ContentKind::Binary);
        let further = is_further_json(types, response, content);
        if !(streams || (is_raw && differs || further) && is_exact(&content.media_type))
        {
            continue;
        }
        // What a caller asks for is the media type, whatever the status is.
        if asked.contains(&content.media_type.as_str()) {
            continue;
        }
        asked.push(&content.media_type);
        let named = |suffix: String| format!("{}_{suffix}", operation.name);
        let short = named(suffix(content));
        let is_taken = others.iter().any(|other| other.name == short);
        let name =
            if further || is_taken { named(subtype_words(content)) } else { short };
        others.push(Operation {
            name,
            success: choose_success::represent(types, content),
            pagination: None,
            callbacks: Vec::new(),
            ..operation.clone()
        });
    }
    others
}

/// Where a member of the body says whether the answer is a stream, the method for streams sets it.
/// That for values does so too where a stream is what is given when nothing is said.
fn set_flags(types: &Types, operation: &mut Operation, others: &mut [Operation]) {
    let Some((name, is_default)) = stream_flag(types, operation) else { return };
    let is_stream = |one: &Operation| {
        matches!(one.success, Success::EventStream { .. } | Success::JsonLines { .. })
    };
    let mut any = false;
    for other in others.iter_mut().filter(|other| is_stream(other)) {
        any = true;
        if let Some(body) = &mut other.body {
            body.flag = Some((name.clone(), true));
        }
    }
    if let Some(body) = operation.body.as_mut().filter(|_| any && is_default) {
        body.flag = Some((name, false));
    }
}

/// The member `stream` of JSON or of a multipart body where it is a flag, and whether it is true
/// when nothing is said.
fn stream_flag(types: &Types, operation: &Operation) -> Option<(String, bool)> {
    let body = operation.body.as_ref()?;
    let content = body.contents.get(body.chosen)?;
    let schema = content.schema?;
    let def = match content.kind {
        // Its members are parts where it is the object itself.
        ContentKind::Multipart if !schema.nullable => &types[schema.id],
        ContentKind::Json => walk::definition(types, schema),
        _ => return None,
    };
    let TypeKind::Struct(object) = &def.kind else { return None };
    let field = object.fields.iter().find(|field| field.name == "stream")?;
    let flag = walk::definition(types, field.schema);
    let is_flag = field.constant.is_none() && matches!(flag.kind, TypeKind::Boolean);
    let default = types[field.schema.id].constraints.default.as_ref();
    let is_default = default.and_then(Value::as_bool).unwrap_or_default();
    is_flag.then(|| (field.name.clone(), is_default))
}

/// Whether an answer is JSON of another schema than all JSON before it with this status.
fn is_further_json(types: &Types, response: &Response, content: &Content) -> bool {
    let is_json = |one: &&Content| one.kind == ContentKind::Json;
    let before = response.contents.iter().take_while(|one| one.origin != content.origin);
    let before: Vec<_> = before.filter(is_json).filter_map(|one| one.schema).collect();
    let is_other = |schema| before.iter().all(|one| !are_equal(types, *one, schema));
    content.kind == ContentKind::Json
        && !before.is_empty()
        && content.schema.is_some_and(is_other)
}

/// Whether a media type can be asked for: a range cannot.
fn is_exact(media_type: &str) -> bool {
    !media_type.contains('*') && media_type.contains('/')
}

/// What the name of a method ends with whose media type is of the same kind as another one's:
/// `json_patch` of `application/json-patch+json`, `github_v3_star` of
/// `application/vnd.github.v3.star+json`, `json_version_2` of `application/json; version=2`.
fn subtype_words(content: &Content) -> String {
    let mut parts = content.media_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let subtype = essence.rsplit('/').next().unwrap_or_default();
    let subtype = subtype.split('+').next().unwrap_or_default();
    let mut words = words(subtype.strip_prefix("vnd.").unwrap_or(subtype));
    let parameters =
        parts.filter(|one| !one.to_ascii_lowercase().starts_with("charset"));
    words.extend(parameters.flat_map(self::words));
    match words.is_empty() {
        true => suffix(content),
        false => words.join("_"),
    }
}

/// What the name of a method ends with.
fn suffix(content: &Content) -> String {
    let subtype = content.media_type.split([';', '+']).next().unwrap_or_default();
    let subtype = subtype.rsplit('/').next().unwrap_or_default().trim();
    match content.kind {
        ContentKind::Json => "json".to_owned(),
        ContentKind::Form => "form".to_owned(),
        ContentKind::Multipart => "multipart".to_owned(),
        ContentKind::EventStream | ContentKind::JsonLines => "stream".to_owned(),
        ContentKind::Text | ContentKind::Binary => {
            let short = ["csv", "xml", "html", "markdown", "yaml", "pdf", "zip"];
            match short.into_iter().find(|one| subtype.eq_ignore_ascii_case(one)) {
                Some(name) => name.to_owned(),
                None if content.kind == ContentKind::Text => "text".to_owned(),
                None => "bytes".to_owned(),
            }
        }
    }
}

/// Puts an operation behind the one that it was made of, and behind others that were made of that:
/// those that are not among the first `described`.
fn insert(
    resource: &mut Resource,
    of: OperationIndex,
    index: OperationIndex,
    described: usize,
) -> bool {
    if let Some(place) = resource.operations.iter().position(|one| *one == of) {
        let behind = &resource.operations[place + 1..];
        let made = behind.iter().take_while(|one| one.0 >= described).count();
        resource.operations.insert(place + 1 + made, index);
        return true;
    }
    let mut children = resource.children.iter_mut();
    children.any(|child| insert(child, of, index, described))
}
