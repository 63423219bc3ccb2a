//! Names of schemas with dots that nearly all begin with the same words, as
//! `io.k8s.api.core.v1.Pod` and names of classes with their packages: in an SDK of its own these
//! say nothing.

use std::collections::BTreeMap;

use crate::model::{TypeId, TypeName, Types};
use crate::words::camel;

/// How many schemas there have to be for words to be what they have in common.
const FEWEST: usize = 8;

/// Takes the words away from the names that nine of ten names with dots begin with, where most
/// names have dots. What would become the name of another schema keeps its own.
pub(super) fn shorten(types: &mut Types) {
    let names: Vec<(TypeId, String)> = types
        .iter()
        .filter(|(_, def)| def.reachable && def.rename.is_none())
        .filter_map(|(id, def)| match &def.name {
            TypeName::Schema(name) => Some((id, name.clone())),
            _ => None,
        })
        .collect();
    let dotted: Vec<Vec<&str>> = names
        .iter()
        .map(|(_, name)| name.split('.').collect::<Vec<_>>())
        .filter(|words| words.len() > 2)
        .collect();
    if dotted.len() < FEWEST || dotted.len() * 4 < names.len() * 3 {
        return;
    }
    let common = common_start(&dotted);
    if common.is_empty() {
        return;
    }
    let shortened: Vec<(TypeId, Option<String>)> =
        names.iter().map(|(id, name)| (*id, without(name, &common))).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for ((_, name), (_, short)) in names.iter().zip(&shortened) {
        *counts.entry(camel(short.as_ref().unwrap_or(name))).or_default() += 1;
    }
    for (id, short) in shortened {
        let is_one = |short: &String| counts.get(&camel(short)) == Some(&1);
        types[id].rename = short.filter(is_one);
    }
}

/// The words that nine of ten names begin with.
fn common_start<'n>(names: &[Vec<&'n str>]) -> Vec<&'n str> {
    let mut common: Vec<&str> = Vec::new();
    loop {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let longer = names.iter().filter(|name| name.len() > common.len() + 1);
        for name in longer.filter(|name| name.starts_with(&common)) {
            *counts.entry(name[common.len()]).or_default() += 1;
        }
        match counts.into_iter().max_by_key(|(_, count)| *count) {
            Some((word, count)) if count * 10 >= names.len() * 9 => common.push(word),
            _ => return common,
        }
    }
}

/// A name without the words that it begins with as others do; `None` where it has none of them.
fn without(name: &str, common: &[&str]) -> Option<String> {
    let words: Vec<&str> = name.split('.').collect();
    let same = words.iter().zip(common).take_while(|(one, other)| one == other).count();
    let rest = words[same.min(words.len() - 1)..].join(".");
    let begins_well = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    (same > 0 && begins_well).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nearly_all_names_begin_with_says_nothing() {
        let names = ["io.k8s.api.v1.Pod", "io.k8s.api.v1.Node", "io.k8s.meta.v1.List"];
        let names: Vec<Vec<&str>> =
            names.iter().map(|name| name.split('.').collect()).collect();
        let common = common_start(&names);
        assert_eq!(common, ["io", "k8s"]);
        let table = [
            ("io.k8s.api.v1.Pod", Some("api.v1.Pod")),
            ("io.other.Thing", Some("other.Thing")),
            ("io.k8s", Some("k8s")),
            ("io.k8s.2.Thing", None),
            ("Thing", None),
        ];
        for (name, expected) in table {
            assert_eq!(without(name, &common).as_deref(), expected, "{name}");
        }
    }
}
