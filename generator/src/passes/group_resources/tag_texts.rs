//! What tags say, as the docs of the resources that they stand for.

use std::collections::BTreeSet;

use crate::model::{Api, Docs, Resource, Tag};
use crate::words::{each_singular, words};

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
pub(super) fn add(root: &mut Resource, api: &Api) {
    let tags: Vec<&Tag> = api.tags.iter().filter(|tag| says_something(tag)).collect();
    if tags.is_empty() {
        return;
    }
    let mut places = Vec::new();
    collect(root, &mut Vec::new(), &mut places);
    places.sort_by_key(|place| place.path.len());
    let mut taken = BTreeSet::new();
    let mut unnamed = Vec::new();
    for tag in tags {
        let (name, tagged) = (stems(&tag.name), tagged(api, tag));
        let is_it = |place: &Place| {
            place.name == name && place.operations.iter().any(|one| tagged.contains(one))
        };
        match places.iter().position(is_it).filter(|at| taken.insert(*at)) {
            Some(at) => resource(root, &places[at]).docs = tag.docs.clone(),
            None => unnamed.push((tag, tagged)),
        }
    }
    for (tag, tagged) in unnamed {
        let free = |at: usize| !taken.contains(&at) && is_all_of(&places[at], &tagged);
        if let Some(at) = (0..places.len()).find(|at| free(*at)) {
            taken.insert(at);
            resource(root, &places[at]).docs = tag.docs.clone();
        }
    }
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
        let (path, name) = (path.clone(), stems(&resource.name));
        places.push(Place { path, name, operations: operations.clone() });
    }
    operations
}

fn resource<'r>(root: &'r mut Resource, place: &Place) -> &'r mut Resource {
    place.path.iter().fold(root, |at, child| &mut at.children[*child])
}

/// The operations that have a tag.
fn tagged(api: &Api, tag: &Tag) -> BTreeSet<usize> {
    let operations = api.operations.iter().enumerate();
    let has_it = operations.filter(|(_, operation)| operation.tags.contains(&tag.name));
    has_it.map(|(index, _)| index).collect()
}

/// Whether a resource is nearly what has a tag: nine of ten operations of either are in both.
fn is_all_of(place: &Place, tagged: &BTreeSet<usize>) -> bool {
    let larger = place.operations.len().max(tagged.len());
    let is_nearly = |some: usize| some > 0 && some * 10 >= larger * 9;
    is_nearly(place.operations.len().min(tagged.len()))
        && is_nearly(place.operations.iter().filter(|one| tagged.contains(one)).count())
}

/// Whether a tag says more than its name.
fn says_something(tag: &Tag) -> bool {
    let Docs { summary, description, external } = &tag.docs;
    let mut texts = summary.iter().chain(description);
    external.is_some() || texts.any(|text| stems(text) != stems(&tag.name))
}

/// The words of a name in the singular.
fn stems(name: &str) -> Vec<String> {
    each_singular(&words(name))
}
