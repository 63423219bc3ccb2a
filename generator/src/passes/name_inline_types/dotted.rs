//! Names of schemas with dots: what they begin with says nothing in an SDK of its own, where it is
//! the domain of who wrote them, as in `io.k8s.api.core.v1.Pod`, or what nearly all begin with, as
//! names of classes with their packages.

use std::collections::BTreeMap;

use crate::model::{TypeId, TypeName, Types};
use crate::words::camel;

/// How many schemas there have to be for words to be what they have in common.
const FEWEST: usize = 8;

/// What the domains of packages end with, and so the names of these begin with.
const TOP: [&str; 15] = [
    "au", "ch", "cn", "co", "com", "de", "edu", "eu", "fr", "gov", "io", "jp", "net",
    "nl", "org",
];

/// Takes the domains away that names begin with, whatever other names there are, and then the words
/// that nine of ten names with dots begin with, where most names have dots. What would become the
/// name of another schema keeps its own.
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
        .filter(|(_, name)| name.split('.').count() > 2)
        .map(|(_, name)| without_domain(name).split('.').collect())
        .collect();
    let is_usual = dotted.len() >= FEWEST && dotted.len() * 4 >= names.len() * 3;
    let common = if is_usual { common_start(&dotted) } else { Vec::new() };
    let shorter = |name: &str| {
        let rest = without_domain(name);
        without(rest, &common).or_else(|| (rest != name).then(|| rest.to_owned()))
    };
    let shortened: Vec<(TypeId, Option<String>)> =
        names.iter().map(|(id, name)| (*id, shorter(name))).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for ((_, name), (_, short)) in names.iter().zip(&shortened) {
        *counts.entry(camel(short.as_ref().unwrap_or(name))).or_default() += 1;
    }
    for (id, short) in shortened {
        let is_one = |short: &String| counts.get(&camel(short)) == Some(&1);
        types[id].rename = short.filter(is_one);
    }
}

/// A name without the domain of its package: `api.core.v1.Pod` of `io.k8s.api.core.v1.Pod`.
fn without_domain(name: &str) -> &str {
    let mut words = name.splitn(3, '.');
    match (words.next(), words.next(), words.next()) {
        (Some(top), Some(_), Some(rest))
            if TOP.contains(&top)
                && rest.starts_with(|c: char| c.is_ascii_alphabetic()) =>
        {
            rest
        }
        _ => name,
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
    fn domains_say_nothing_whatever_else_there_is() {
        let table = [
            ("io.k8s.api.core.v1.Pod", "api.core.v1.Pod"),
            ("com.acme.Pet", "Pet"),
            ("com.acme.2.Pet", "com.acme.2.Pet"),
            ("com.Pet", "com.Pet"),
            ("storage.v1.Pet", "storage.v1.Pet"),
            ("Pet", "Pet"),
        ];
        for (name, expected) in table {
            assert_eq!(without_domain(name), expected, "{name}");
        }
    }

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
