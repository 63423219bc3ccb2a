//! What operations have in common in the parameters that are sent as the same.

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Docs, Location, Parameter};
use crate::words::without_x;

/// The parameters of all operations that are sent as the same, by their place.
pub(super) type Uses<'a> = IndexMap<(Location, String), Vec<&'a Parameter>>;

/// The parameters that operations take, by where they are sent.
pub(super) fn uses(api: &Api) -> Uses<'_> {
    let mut uses = Uses::new();
    for parameter in api.operations.iter().flat_map(|one| &one.parameters) {
        if is_sent_apart(parameter) {
            uses.entry(parameter.place()).or_default().push(parameter);
        }
    }
    uses
}

/// Whether a parameter is sent by its name, so that something else can send it.
fn is_sent_apart(parameter: &Parameter) -> bool {
    matches!(parameter.location, Location::Header | Location::Query | Location::Cookie)
}

/// What a parameter is called in most operations.
pub(super) fn usual_name(uses: &[&Parameter]) -> String {
    let mut counts: IndexMap<&str, usize> = IndexMap::new();
    for parameter in uses {
        *counts.entry(parameter.called()).or_default() += 1;
    }
    let most = counts.values().max().copied();
    let most = counts.iter().find(|(_, count)| Some(**count) == most);
    without_x(most.map_or("", |(name, _)| name)).to_owned()
}

/// What most operations say of a parameter, where they say something.
pub(super) fn usual_docs(uses: &[&Parameter]) -> Docs {
    let said = uses.iter().map(|one| &one.docs).filter(|docs| !docs.is_empty());
    let mut counts: Vec<(&Docs, usize)> = Vec::new();
    for docs in said {
        match counts.iter_mut().find(|(other, _)| *other == docs) {
            Some((_, count)) => *count += 1,
            None => counts.push((docs, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    let most = counts.iter().find(|(_, count)| Some(*count) == most);
    most.map(|(docs, _)| (*docs).clone()).unwrap_or_default()
}

/// Notes that operations say of a parameter what the docs of the client do not have.
pub(super) fn report_other_docs(uses: &[&Parameter], diagnostics: &mut Diagnostics) {
    let usual = usual_docs(uses);
    let others = |one: &&&Parameter| !one.docs.is_empty() && one.docs != usual;
    if let Some(other) = uses.iter().find(others) {
        let message = format!(
            "operations say different things of `{}`, which the client has for all of them",
            other.name
        );
        diagnostics.report(
            Diagnostic::new(Code::UnsupportedKeyword, &other.origin, message)
                .note("the docs of the client have what most of them say")
                .help("let them refer to one parameter of `components.parameters`"),
        );
    }
}
