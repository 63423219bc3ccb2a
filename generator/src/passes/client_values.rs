//! The values that operations list for a parameter that the client has, and what is said of them.

use indexmap::IndexMap;
use serde_json::Value;

use super::walk;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Docs, EnumValue, Parameter, TypeKind, Types, plain_text};

/// The values that a parameter lists.
fn listed<'t>(types: &'t Types, parameter: &Parameter) -> Option<&'t [EnumValue]> {
    match &walk::definition(types, parameter.schema).kind {
        TypeKind::Enum(listed) => Some(&listed.values),
        _ => None,
    }
}

/// Whether some value is among those of every operation that lists them.
pub(super) fn have_values_in_common(types: &Types, uses: &[&Parameter]) -> bool {
    let mut lists = uses.iter().filter_map(|one| listed(types, one));
    let Some(first) = lists.next() else { return true };
    let mut common: Vec<&Value> = first.iter().map(|one| &one.value).collect();
    for list in lists {
        common.retain(|value| list.iter().any(|one| one.value == **value));
    }
    !common.is_empty()
}

/// The values that operations list, each with what the first one that says something says of it.
pub(super) fn all_listed(types: &Types, uses: &[&Parameter]) -> Vec<EnumValue> {
    let mut values: IndexMap<&Value, EnumValue> = IndexMap::new();
    let given = uses.iter().filter(|one| !one.is_filled_in());
    for value in given.filter_map(|one| listed(types, one)).flatten() {
        let known = values.entry(&value.value).or_insert_with(|| value.clone());
        if known.docs.is_empty() {
            known.docs = value.docs.clone();
        }
    }
    values.into_values().collect()
}

/// Notes that operations say of a value what the docs of the client do not have.
pub(super) fn report_other_values(
    types: &Types,
    uses: &[&Parameter],
    diagnostics: &mut Diagnostics,
) {
    let all = all_listed(types, uses);
    let told: IndexMap<&Value, &Docs> =
        all.iter().map(|one| (&one.value, &one.docs)).collect();
    let is_other = |value: &EnumValue| {
        let told = told.get(&value.value);
        !value.docs.is_empty() && told.is_some_and(|docs| **docs != value.docs)
    };
    let lists = uses.iter().filter_map(|one| Some((*one, listed(types, one)?)));
    let mut others = lists.filter_map(|(one, list)| {
        list.iter().find(|value| is_other(value)).map(|value| (one, value))
    });
    if let Some((other, value)) = others.next() {
        let (name, value) = (&other.name, plain_text(&value.value));
        let message =
            format!("operations say different things of `{value}` of `{name}`");
        diagnostics.report(
            Diagnostic::new(Code::UnsupportedKeyword, &other.origin, message)
                .note("the client's docs have what the first of them says")
                .help("let them refer to one parameter of `components.parameters`"),
        );
    }
}
