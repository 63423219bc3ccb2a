//! What tags say, as the docs of the resources that they stand for.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Docs, Resource, Tag};
use crate::words::singulars;

/// A resource, as far as it matters here.
struct Place {
    /// Which child of the one above each is, from the root on.
    path: Vec<usize>,
    /// The words of its name in the singular.
    name: Vec<String>,
    /// Its operations and those below it.
    operations: Vec<usize>,
}

/// Gives the text of each tag to the resource that it stands for: the outermost of its name, else
/// the outermost that has nearly nothing but its operations, and nearly all of them.
pub(super) fn add(root: &mut Resource, api: &Api, diagnostics: &mut Diagnostics) {
    let tags: Vec<&Tag> = api.tags.iter().filter(|tag| says_something(tag)).collect();
    if tags.is_empty() {
        return;
    }
    let mut places = Vec::new();
    collect(root, &mut Vec::new(), &mut places);
    places.sort_by_key(|place| place.path.len());
    let by_tag = tagged(api);
    let mut taken = BTreeSet::new();
    let mut unnamed = Vec::new();
    for tag in tags {
        let name = singulars(&tag.name);
        let Some(tagged) = by_tag.get(tag.name.as_str()) else {
            diagnostics.report(not_shown(tag, "no operation has it"));
            continue;
        };
        let is_it = |place: &Place| {
            place.name == name && place.operations.iter().any(|one| tagged.contains(one))
        };
        match places.iter().position(is_it).filter(|at| taken.insert(*at)) {
            Some(at) => resource(root, &places[at]).docs = tag.docs.clone(),
            None => unnamed.push((tag, tagged)),
        }
    }
    for (tag, tagged) in unnamed {
        let free = |at: &usize| !taken.contains(at) && is_all_of(&places[*at], tagged);
        match (0..places.len()).find(free) {
            Some(at) => {
                taken.insert(at);
                resource(root, &places[at]).docs = tag.docs.clone();
            }
            None => diagnostics.report(not_shown(tag, "no resource is what has it")),
        }
    }
}

fn not_shown(tag: &Tag, reason: &str) -> Diagnostic {
    let message = format!("what is said of the tag `{}` is in no docs", tag.name);
    Diagnostic::new(Code::UnsupportedKeyword, &tag.origin, message).note(reason).help(
        "nothing has to change; texts of operations are in the docs of their methods",
    )
}

fn collect(
    resource: &Resource,
    path: &mut Vec<usize>,
    places: &mut Vec<Place>,
) -> Vec<usize> {
    let mut operations: Vec<usize> =
        resource.operations.iter().map(|one| one.0).collect();
    for (at, child) in resource.children.iter().enumerate() {
        path.push(at);
        operations.extend(collect(child, path, places));
        path.pop();
    }
    if !path.is_empty() {
        let (path, name) = (path.clone(), singulars(&resource.name));
        places.push(Place { path, name, operations: operations.clone() });
    }
    operations
}

fn resource<'r>(root: &'r mut Resource, place: &Place) -> &'r mut Resource {
    place.path.iter().fold(root, |at, child| &mut at.children[*child])
}

/// The operations that have each tag.
fn tagged(api: &Api) -> BTreeMap<&str, BTreeSet<usize>> {
    let mut tagged: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        for tag in &operation.tags {
            tagged.entry(tag).or_default().insert(index);
        }
    }
    tagged
}

/// Whether a resource is nearly what has a tag: nine of ten operations of either are in both.
fn is_all_of(place: &Place, tagged: &BTreeSet<usize>) -> bool {
    let larger = place.operations.len().max(tagged.len());
    let both = place.operations.iter().filter(|one| tagged.contains(one)).count();
    both > 0 && both * 10 >= larger * 9
}

/// Whether a tag says more than its name.
fn says_something(tag: &Tag) -> bool {
    let Docs { summary, description, external } = &tag.docs;
    let mut texts = summary.iter().chain(description);
    external.is_some() || texts.any(|text| singulars(text) != singulars(&tag.name))
}
