//! Gives an operation a method for each kind of body that it takes, and for each kind of answer
//! that it gives, where they differ in more than their encoding: `create` sends JSON and
//! `create_multipart` files, `complete` answers with an object and `complete_stream` with events,
//! and `create_multipart_stream` is for both.
//!
//! What says the same in another encoding, as XML beside JSON of one schema, has no method of its
//! own: a note says so.

mod answers;
mod bodies;
mod flags;
mod media_types;
mod separated;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Content, Operation, OperationIndex, Resource, Types, is_json};
use crate::numbers::Numbers;

pub(super) fn run(api: &mut Api, _: &Config, diagnostics: &mut Diagnostics) {
    let mut further: Vec<(OperationIndex, Operation)> = Vec::new();
    for index in 0..api.operations.len() {
        let operation = &mut api.operations[index];
        let mut taken = bodies::other_bodies(&api.types, operation, diagnostics);
        let mut given = answers::other_answers(&api.types, operation, diagnostics);
        flags::set_flags(&api.types, operation, &mut given, diagnostics);
        if !given.is_empty() {
            let all = given.iter_mut().chain(&mut taken).chain([&mut *operation]);
            all.for_each(|one| one.told_by_accept = true);
        }
        join_by_media_type(&mut taken, &mut given, diagnostics);
        let of_taken = taken.iter_mut().flat_map(|one| streams_of(&api.types, one));
        given.extend(of_taken.collect::<Vec<_>>());
        let others = taken.into_iter().chain(given);
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

/// What gives a stream for another kind of body: `create_multipart_stream`.
fn streams_of(types: &Types, sending: &mut Operation) -> Vec<Operation> {
    // What there is to say of the answers is said of the operation itself.
    let unsaid = &mut Diagnostics::default();
    let mut given = answers::other_answers(types, sending, unsaid);
    given.retain(|one| answers::stream_media_type(one).is_some());
    flags::set_flags(types, sending, &mut given, unsaid);
    given
}

/// What is sent in a kind of JSON is answered in it, where it can be: a method for
/// `application/ld+json` takes it and gives it, as the one for JSON does JSON.
fn join_by_media_type(
    taken: &mut [Operation],
    given: &mut Vec<Operation>,
    diagnostics: &mut Diagnostics,
) {
    for sending in taken {
        let Some(body) = &sending.body else { continue };
        let Some(sent) = body.contents.get(body.chosen) else { continue };
        if !is_json(&sent.media_type) {
            continue;
        }
        let is_same = |one: &Operation| {
            let content = one.chosen_content();
            content.is_some_and(|content| content.media_type == sent.media_type)
        };
        let Some(place) = given.iter().position(is_same) else { continue };
        let message = format!(
            "a body in `{}` has its answer in it too: no call mixes it with other JSON",
            sent.media_type
        );
        diagnostics.report(equivalent(sent, message));
        let giving = given.remove(place);
        sending.responses = giving.responses;
        sending.success = giving.success;
        sending.chosen_answer = giving.chosen_answer;
        sending.pagination = None;
    }
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

/// Visits a resource and all below it.
fn each_resource(resource: &mut Resource, visit: &mut dyn FnMut(&mut Resource)) {
    visit(resource);
    resource.children.iter_mut().for_each(|child| each_resource(child, visit));
}

fn equivalent(content: &Content, message: String) -> Diagnostic {
    Diagnostic::new(Code::EquivalentMediaType, &content.origin, message)
        .help("nothing has to change; a fix-up that removes it is rid of this note")
}
