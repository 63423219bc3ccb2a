//! Operations with their ids and tags as people say them, without what frameworks put around those:
//! `UsersController_getUsers`, `read_item_items__item_id__get`, `user-controller`.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Deref;

use super::verbs::{is_action, is_plain_action};
use super::{MOST, behind_paths};
use crate::model::Operation;
use crate::words::{snake, words};

/// What classes are called that serve requests.
const CLASSES: [&str; 8] = [
    "api",
    "controller",
    "endpoint",
    "endpoints",
    "handler",
    "resource",
    "rest",
    "service",
];

/// An operation, and what names are made of.
pub(super) struct Entry<'a> {
    operation: &'a Operation,
    /// The operation's id without its class, and without its path and HTTP method.
    pub(super) id: Option<String>,
    /// Its tags without the word that all of them end with.
    pub(super) tags: Vec<String>,
    /// Whether its id is a method of a class.
    pub(super) is_of_class: bool,
    /// What is done, where that stands behind its path.
    pub(super) action: Option<String>,
    /// What [`super::said::id_words`] found, which everything asks for.
    pub(super) id_words: OnceCell<Vec<String>>,
}

/// All else is the operation's own.
impl Deref for Entry<'_> {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        self.operation
    }
}

/// All operations.
pub(super) fn entries(operations: &[Operation]) -> Vec<Entry<'_>> {
    let have_class = ids_have_class(operations);
    let tags_are_classes = tags_are_classes(operations);
    let actions = behind_paths::actions(operations);
    let entry = |(operation, action)| {
        let id = spoken_id(operation);
        let mut entry = Entry {
            operation,
            id: id.map(str::to_owned),
            tags: Vec::new(),
            is_of_class: false,
            action,
            id_words: OnceCell::new(),
        };
        let tag = |tag: &String| match tags_are_classes {
            true => without_class(tag).unwrap_or_else(|| tag.clone()),
            false => tag.clone(),
        };
        entry.tags = operation.tags.iter().map(tag).collect();
        if have_class && let Some((class, method)) = id.and_then(of_class) {
            // A class says what operations belong together, as tags do.
            if entry.tags.is_empty() {
                entry.tags.extend(without_class(class));
            }
            entry.id = Some(method.to_owned());
            entry.is_of_class = true;
        }
        entry
    };
    operations.iter().zip(actions).map(entry).collect()
}

/// Whether nearly all ids are a class and its method, so that the classes are no names of resources
/// that somebody chose.
fn ids_have_class(operations: &[Operation]) -> bool {
    let ids: Vec<&str> = operations.iter().filter_map(spoken_id).collect();
    let classes: Vec<&str> =
        ids.iter().filter_map(|id| of_class(id)).map(|(class, _)| class).collect();
    classes.len() as f64 >= MOST * ids.len() as f64 && are_classes(&classes)
}

/// Whether nearly all tags are what classes are called.
fn tags_are_classes(operations: &[Operation]) -> bool {
    let tags: BTreeSet<&str> =
        operations.iter().flat_map(|one| &one.tags).map(String::as_str).collect();
    let classes: Vec<&str> =
        tags.iter().copied().filter(|tag| without_class(tag).is_some()).collect();
    classes.len() as f64 >= MOST * tags.len() as f64 && are_classes(&classes)
}

/// Whether names are classes because there are several, or because nothing else is called so: a
/// single `MediaService` may be a service for media.
fn are_classes(names: &[&str]) -> bool {
    let nothing_else = |name: &&str| {
        words(name).last().is_some_and(|last| {
            matches!(&**last, "controller" | "endpoint" | "endpoints" | "handler")
        })
    };
    names.iter().any(|name| *name != names[0]) || names.first().is_some_and(nothing_else)
}

/// A name without the words at its end that say what kind of class it is.
fn without_class(name: &str) -> Option<String> {
    let mut words = words(name);
    let all = words.len();
    while words.len() > 1
        && words.pop_if(|last| CLASSES.contains(&last.as_str())).is_some()
    {}
    (words.len() < all).then(|| words.join("_"))
}

/// The class in an id and its method: `UsersController` and `findOne` of `UsersController_findOne`.
fn of_class(id: &str) -> Option<(&str, &str)> {
    id.match_indices(['_', '.', '/', '#', '-']).find_map(|(at, _)| {
        let (class, method) = (&id[..at], &id[at + 1..]);
        let class = class.rsplit(['.', '/']).next().unwrap_or(class);
        without_class(class)?;
        let is_one_word = !class.contains(['_', '-']);
        (is_one_word && !method.is_empty()).then_some((class, method))
    })
}

/// An id without the path and the HTTP method that are written behind it: `read_item` for
/// `read_item_items__item_id__get` (FastAPI), `getUser` for `getUserUsingGET_1` (Springfox).
fn spoken_id(operation: &Operation) -> Option<&str> {
    let id = operation.id.as_deref()?;
    let method = operation.method.to_lowercase();
    let plain = |letter: char| if letter.is_alphanumeric() { letter } else { '_' };
    let path: String = operation.path.chars().map(plain).collect();
    let name = id
        .strip_suffix(&*method)
        .and_then(|id| id.strip_suffix('_'))
        .and_then(|id| id.strip_suffix(&*path));
    let using = format!("Using{}", operation.method);
    let numbered = id.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let name = name
        .or_else(|| id.strip_suffix(&*using))
        .or_else(|| numbered.strip_suffix('_').and_then(|id| id.strip_suffix(&*using)));
    let name = name.filter(|name| name.contains(char::is_alphabetic));
    let name = name.unwrap_or(id);
    Some(of_procedure(name, &method, &operation.path).unwrap_or(name))
}

/// The name of a procedure that can be called in several ways, without the HTTP method before it:
/// `addUser` for `postAddUser` of `/addUser`. What is got can be called so: `getQueue` of `/queue`.
fn of_procedure<'i>(id: &'i str, method: &str, path: &str) -> Option<&'i str> {
    let start = id.get(..method.len()).filter(|one| one.eq_ignore_ascii_case(method))?;
    let name = &id[start.len()..];
    let last = snake(path.rsplit('/').next()?);
    let is_done = is_plain_action(&last) || method == "post" && is_action(&last);
    (is_done && snake(name) == last).then_some(name)
}
