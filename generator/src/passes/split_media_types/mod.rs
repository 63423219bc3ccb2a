//! Gives an operation a method for each kind of body that it takes, and for each kind of answer
//! that it gives, where they differ in more than their encoding: `create` sends JSON and
//! `create_multipart` files, `complete` answers with an object and `complete_stream` with events.
//!
//! What says the same in another encoding, as XML beside JSON of one schema, has no method of its
//! own: a note says so.

mod media_types;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::share_inline_types::{are_equal, written};
use super::{arrange_arguments, choose_success, walk};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, Content, ContentKind, Operation, OperationIndex, Resource, Response, Success,
    TypeKind, Types,
};
use crate::numbers::Numbers;
use media_types::{all_words, is_document, is_exact, subtype_words, suffix};

pub(super) fn run(api: &mut Api, _: &Config, diagnostics: &mut Diagnostics) {
    let mut further: Vec<(OperationIndex, Operation)> = Vec::new();
    for index in 0..api.operations.len() {
        let operation = &mut api.operations[index];
        let bodies = other_bodies(&api.types, operation, diagnostics);
        let mut answers = other_answers(&api.types, operation, diagnostics);
        set_flags(&api.types, operation, &mut answers);
        let others = bodies.into_iter().chain(answers);
        further.extend(others.map(|other| (OperationIndex(index), other)));
    }
    let mut placed: BTreeSet<OperationIndex> = BTreeSet::new();
    each_resource(&mut api.root, &mut |resource| placed.extend(&resource.operations));
    let mut made: BTreeMap<OperationIndex, Vec<OperationIndex>> = BTreeMap::new();
    for (of, operation) in further.into_iter().filter(|(of, _)| placed.contains(of)) {
        made.entry(of).or_default().push(OperationIndex(api.operations.len()));
        api.operations.push(operation);
    }
    // Each stands behind the one that it was made of.
    let operations = &mut api.operations;
    each_resource(&mut api.root, &mut |resource| {
        give_way(operations, resource, &made);
        let own = std::mem::take(&mut resource.operations).into_iter();
        let with_made = own.flat_map(|one| {
            [one].into_iter().chain(made.remove(&one).into_iter().flatten())
        });
        resource.operations = with_made.collect();
    });
}

/// Gives further methods other names than those of the description's own operations.
fn give_way(
    operations: &mut [Operation],
    resource: &Resource,
    made: &BTreeMap<OperationIndex, Vec<OperationIndex>>,
) {
    let own = resource.operations.iter();
    let further: Vec<OperationIndex> =
        own.clone().filter_map(|one| made.get(one)).flatten().copied().collect();
    if further.is_empty() {
        return;
    }
    let own = own.map(|one| operations[one.0].name.clone());
    let children = resource.children.iter().map(|child| child.name.clone());
    let mut taken: BTreeSet<String> = own.chain(children).collect();
    let mut numbers = Numbers::default();
    for index in further {
        let name = &mut operations[index.0].name;
        if taken.contains(name) {
            *name = numbers.name(name, "_", |one| taken.contains(one));
        }
        taken.insert(name.clone());
    }
}

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
fn other_bodies(
    types: &Types,
    operation: &mut Operation,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
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
                || is_of_its_own(types, &chosen, content) =>
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
fn is_of_its_own(types: &Types, chosen: &Content, content: &Content) -> bool {
    if content.kind == chosen.kind {
        return false;
    }
    // Text of one format says nothing of text of another.
    let is_text =
        |one: &Content| matches!(one.kind, ContentKind::Text | ContentKind::Binary);
    if chosen.kind == ContentKind::JsonLines && is_text(content) {
        return true;
    }
    let same = match (chosen.schema, content.schema) {
        (Some(a), Some(b)) => {
            std::ptr::eq(walk::definition(types, a), walk::definition(types, b))
                || are_equal(types, a, b)
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
    equivalent(content, message)
}

fn same_answer(chosen: &str, content: &Content) -> Diagnostic {
    let message = format!(
        "the answer is asked for as `{chosen}`; `{}` would say the same",
        content.media_type
    );
    equivalent(content, message)
}

fn not_asked_for(content: &Content) -> Diagnostic {
    let message = format!(
        "no method asks for `{}`, which is no media type but a range of them",
        content.media_type
    );
    Diagnostic::new(Code::UnsupportedMediaType, &content.origin, message)
        .at_key()
        .as_note()
        .help("name the media types that the API answers with")
}

/// Whether two contents are one format under two names, and of one schema.
fn is_twin(types: &Types, one: &Content, other: &Content) -> bool {
    let schemas = match (one.schema, other.schema) {
        (Some(a), Some(b)) => are_equal(types, a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    schemas && subtype_words(one) == subtype_words(other)
}

fn equivalent(content: &Content, message: String) -> Diagnostic {
    Diagnostic::new(Code::EquivalentMediaType, &content.origin, message)
        .help("nothing has to change; a fix-up that removes it is rid of this note")
}

/// The successful answers that can have others beside the chosen one.
fn answers_with_others(operation: &Operation) -> Vec<&Response> {
    let by_status = matches!(operation.success, Success::ByStatus { .. });
    // Beside bytes and streams only a stream is something else.
    let can_have = matches!(
        operation.success,
        Success::Json { .. }
            | Success::Binary { .. }
            | Success::EventStream { .. }
            | Success::JsonLines { .. }
    );
    if !by_status && !can_have {
        return Vec::new();
    }
    let success = operation.successes().filter(|one| {
        // An enum of answers by status has the text of those that are nothing else.
        let has_json =
            one.contents.iter().any(|content| content.kind == ContentKind::Json);
        has_json || !by_status
    });
    success.collect()
}

/// The operation with each answer that is not of the chosen kind: streams beside values, text and
/// bytes beside JSON of another type.
fn other_answers(
    types: &Types,
    operation: &Operation,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let chosen_stream = stream_media_type(operation);
    let is_binary =
        matches!(operation.success, Success::Binary { .. }) || chosen_stream.is_some();
    let success = answers_with_others(operation);
    if success.iter().flat_map(|response| &response.contents).count() < 2 {
        return Vec::new();
    }
    let json = operation.chosen_content();
    let json = json.filter(|content| content.kind == ContentKind::Json);
    let separated = Separated::new(operation);
    let mut others: Vec<Operation> = Vec::new();
    let mut names: BTreeMap<String, &Content> = BTreeMap::new();
    let mut asked: BTreeSet<&str> = chosen_stream.into_iter().collect();
    for response in success {
        let several = response.contents.len() > 1;
        let mut before = BTreeSet::new();
        for content in &response.contents {
            let further =
                several && !is_binary && is_further_json(types, content, &mut before);
            let is_stream = is_stream(content);
            let is_raw = !is_binary
                && matches!(content.kind, ContentKind::Text | ContentKind::Binary);
            let same = match chosen_stream {
                Some(chosen) => same_stream(types, response, chosen, content),
                None => json.filter(|json| is_raw && is_same(types, json, content)),
            };
            // What a caller asks for is the media type, whatever the status is.
            if !(is_stream || further || is_raw)
                || !asked.insert(content.media_type.as_str())
            {
                continue;
            }
            let short = format!("{}_{}", operation.name, suffix(content));
            // `text/xml` beside `application/xml`.
            let twin = || {
                let other = names.get(&short).copied().filter(|_| is_raw)?;
                is_twin(types, other, content).then_some(other)
            };
            if let Some(same) = same.or_else(twin) {
                diagnostics.report(same_answer(&same.media_type, content));
                continue;
            }
            if !is_exact(&content.media_type) {
                diagnostics.report(not_asked_for(content));
                continue;
            }
            let is_longer = further || chosen_stream.is_some();
            let name = free_name(operation, content, &names, (short, is_longer));
            names.entry(name.clone()).or_insert(content);
            let success = choose_success::represent(types, content);
            let success =
                choose_success::or_nothing(success, operation.has_empty_success());
            others.push(separated.giving(success, name, content));
        }
    }
    others
}

/// The media type of the stream that an operation gives, if it does.
fn stream_media_type(operation: &Operation) -> Option<&str> {
    match &operation.success {
        Success::EventStream { media_type, .. }
        | Success::JsonLines { media_type, .. } => Some(media_type),
        _ => None,
    }
}

/// The chosen stream of an answer, where another one says the same of what comes on it.
fn same_stream<'o>(
    types: &Types,
    response: &'o Response,
    chosen: &str,
    content: &Content,
) -> Option<&'o Content> {
    let chosen = response.contents.iter().find(|one| one.media_type == chosen)?;
    let text = |content: &Content| content.schema.map(|schema| written(types, schema));
    (chosen.kind == content.kind && text(chosen) == text(content)).then_some(chosen)
}

fn is_stream(content: &Content) -> bool {
    matches!(content.kind, ContentKind::EventStream | ContentKind::JsonLines)
}

/// Whether an answer says no more than JSON does.
fn is_same(types: &Types, json: &Content, content: &Content) -> bool {
    !is_document(content) && !is_of_its_own(types, json, content)
}

/// What a method is called: the short name, unless a longer one is wanted or another method has it.
fn free_name(
    operation: &Operation,
    content: &Content,
    names: &BTreeMap<String, &Content>,
    (short, is_longer): (String, bool),
) -> String {
    match is_longer || names.contains_key(&short) {
        false => short,
        true => longer_name(operation, content, names),
    }
}

/// What a method is called where the kind of its answer is not enough.
fn longer_name(
    operation: &Operation,
    content: &Content,
    names: &BTreeMap<String, &Content>,
) -> String {
    let [longer, longest] = [subtype_words(content), all_words(content)]
        .map(|words| format!("{}_{words}", operation.name));
    if names.contains_key(&longer) { longest } else { longer }
}

/// An operation, and the contents of its successful answers apart from it: each method has those of
/// its media type.
struct Separated<'o> {
    bare: Operation,
    contents: BTreeMap<&'o str, Vec<(usize, &'o Content)>>,
}

impl<'o> Separated<'o> {
    fn new(operation: &'o Operation) -> Self {
        let mut contents: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut responses = Vec::with_capacity(operation.responses.len());
        for (place, response) in operation.responses.iter().enumerate() {
            if !operation.is_for_success(response) {
                responses.push(response.clone());
                continue;
            }
            for content in &response.contents {
                let of_type = contents.entry(content.media_type.as_str());
                of_type.or_default().push((place, content));
            }
            let Response { status, docs, headers, origin, .. } = response;
            responses.push(Response {
                status: *status,
                docs: docs.clone(),
                headers: headers.clone(),
                contents: Vec::new(),
                origin: origin.clone(),
            });
        }
        // What the API calls back is the same for all of them.
        let (callbacks, pagination) = (Vec::new(), None);
        let bare = Operation { responses, callbacks, pagination, ..operation.clone() };
        Self { bare, contents }
    }

    /// The method of this name that gives a content.
    fn giving(&self, success: Success, name: String, content: &Content) -> Operation {
        let chosen_answer = Some(content.origin.clone());
        Operation { name, success, chosen_answer, ..self.only(&content.media_type) }
    }

    fn only(&self, media_type: &str) -> Operation {
        let mut operation = self.bare.clone();
        for (place, content) in self.contents.get(media_type).into_iter().flatten() {
            operation.responses[*place].contents.push((*content).clone());
        }
        operation
    }
}

/// Where a member of the body says whether the answer is a stream, the method for streams sets it.
/// That for values does so too where a stream is what is given when nothing is said.
fn set_flags(types: &Types, operation: &mut Operation, others: &mut [Operation]) {
    if stream_media_type(operation).is_some() {
        return; // It gives a stream itself.
    }
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
fn is_further_json(
    types: &Types,
    content: &Content,
    before: &mut BTreeSet<String>,
) -> bool {
    let Some(schema) = content.schema.filter(|_| content.kind == ContentKind::Json)
    else {
        return false;
    };
    let is_first = before.is_empty();
    before.insert(written(types, schema)) && !is_first
}

/// Visits a resource and all below it.
fn each_resource(resource: &mut Resource, visit: &mut dyn FnMut(&mut Resource)) {
    visit(resource);
    resource.children.iter_mut().for_each(|child| each_resource(child, visit));
}
