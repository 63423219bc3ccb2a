//! What stands behind a path and tells its operations apart: `/rpc#createUser`,
//! `/items?action=hide`.

use std::collections::{BTreeMap, BTreeSet};

use super::verbs::{is_action, is_plain_action};
use crate::model::Operation;
use crate::words::snake;

/// Members of queries whose values are what is done.
const ACTIONS: [&str; 9] =
    ["action", "cmd", "command", "do", "function", "method", "op", "operation", "task"];

/// What is done, as the text behind each operation's path says, where one does.
pub(super) fn actions(operations: &[Operation]) -> Vec<Option<String>> {
    let mut beside: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for operation in operations {
        let said = said(operation);
        beside.entry(path(operation)).or_default().extend(said.map(|(said, _)| said));
    }
    let action = |operation: &Operation| {
        let (said, is_plain) = said(operation)?;
        let several = beside.get(path(operation)).is_some_and(|all| all.len() > 1);
        (is_plain || several).then_some(said)
    };
    operations.iter().map(action).collect()
}

/// The path that requests are sent to.
fn path(operation: &Operation) -> &str {
    operation.path.split('?').next().unwrap_or_default()
}

/// What is done, as the text behind a path says, and whether it says so wherever it stands.
fn said(operation: &Operation) -> Option<(String, bool)> {
    if let Some(fragment) = fragment(operation) {
        let name = snake(fragment);
        return is_action(&name).then(|| (fragment.to_owned(), is_plain_action(&name)));
    }
    let (_, query) = operation.path.split_once('?')?;
    let members = query.split('&').filter_map(|member| member.split_once('='));
    let mut fixed = members.filter(|(_, value)| value.starts_with(char::is_alphabetic));
    fixed.find_map(|(key, value)| {
        let is_said = ACTIONS.contains(&&*snake(key)) && is_action(&snake(value));
        is_said.then(|| (value.to_owned(), true))
    })
}

/// What stands behind the `#` of a path in the description, which tells operations apart and is not
/// sent: `add_shared_link` for `/files/{id}#add_shared_link`.
pub(super) fn fragment(operation: &Operation) -> Option<&str> {
    let tokens = operation.origin.tokens();
    let ["paths", path, ..] = tokens.as_slice() else { return None };
    let (_, fragment) = path.split_once('#').filter(|(_, one)| !one.contains('='))?;
    Some(fragment).filter(|fragment| fragment.contains(char::is_alphabetic))
}
