//! How much of the inferred resource tree agrees with the one that people chose for an official
//! SDK: the calls of Cloudflare's, as its api.md files list them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use specwright::Input;
use specwright::config::Config;
use specwright::diagnostic::Diagnostics;
use specwright::model::Operation;
use specwright::source::SourceSet;

use crate::args::Agreement;
use crate::error::{Result, fail};
use crate::ratchet::share;
use crate::sources;

/// A call of the official SDK.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Official {
    method: String,
    /// Without the names of variables.
    path: String,
    /// In snake case.
    resource: Vec<String>,
    name: String,
}

/// How an official call and ours compare.
struct Compared<'a> {
    official: &'a Official,
    ours: &'a Operation,
    word: bool,
    resource: bool,
    whole: bool,
}

/// Compares and prints the shares.
pub(crate) fn agreement(agreement: &Agreement) -> Result<bool> {
    let folder = match &agreement.api_md {
        Some(folder) => folder.clone(),
        None => {
            sources::packages(agreement.npm.as_deref())?.join("cloudflare/src/resources")
        }
    };
    let mut official = Vec::new();
    read(&folder, &mut official)?;
    official.sort();
    official.dedup();
    let description = sources::cloudflare(agreement.description.as_deref())?;
    let operations = operations(&description)?;
    let compared = compare(&official, &operations);
    if compared.is_empty() {
        return fail("no official call has a counterpart in the description");
    }
    print!("{}", text(&official, &operations, &compared));
    if agreement.list {
        print!("{}", differences(&compared));
    }
    Ok(true)
}

fn operations(description: &Path) -> Result<Vec<Operation>> {
    let mut diagnostics = Diagnostics::default();
    let generated = specwright::generate(
        Input::File(description.to_owned()),
        &Config::default(),
        &mut SourceSet::default(),
        &mut diagnostics,
    );
    match generated {
        Ok(generated) => Ok(generated.api.operations),
        Err(_) => fail(format!("nothing is generated from {}", description.display())),
    }
}

/// Reads all api.md files below a folder.
fn read(folder: &Path, official: &mut Vec<Official>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            read(&path, official)?;
        } else if path.file_name().is_some_and(|name| name == "api.md") {
            let text = std::fs::read_to_string(&path)?;
            official.extend(text.lines().filter_map(call));
        }
    }
    Ok(())
}

/// Reads `- <code title="get /path">client.aiGateway.logs.<a href="…">list</a>(…)`.
fn call(line: &str) -> Option<Official> {
    let (_, rest) = line.split_once("<code title=\"")?;
    let (title, rest) = rest.split_once("\">")?;
    let (method, path) = title.split_once(' ')?;
    let (resource, rest) = rest.strip_prefix("client.")?.split_once("<a ")?;
    let (name, _) = rest.split_once('>')?.1.split_once("</a>")?;
    Some(Official {
        method: method.to_uppercase(),
        path: without_names(path),
        resource: resource
            .split('.')
            .filter(|part| !part.is_empty())
            .map(snake)
            .collect(),
        name: snake(name),
    })
}

/// `/a/{b}` as `/a/{}`.
fn without_names(path: &str) -> String {
    let parts =
        path.split('{').enumerate().map(|(index, part)| match part.split_once('}') {
            Some((_, rest)) if index > 0 => format!("}}{rest}"),
            _ => part.to_owned(),
        });
    parts.collect::<Vec<_>>().join("{")
}

/// camelCase as `snake_case`, as the official SDK's generator does it.
fn snake(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut text = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| letters[before]);
        let after = letters.get(index + 1);
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                !before.is_uppercase() || after.is_some_and(|after| after.is_lowercase())
            });
        if begins && before != Some('_') {
            text.push('_');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

/// For every official call that the description has, the best of our calls for it.
fn compare<'a>(
    official: &'a [Official],
    operations: &'a [Operation],
) -> Vec<Compared<'a>> {
    let mut ours: BTreeMap<(String, String), Vec<&Operation>> = BTreeMap::new();
    for operation in operations {
        let key = (operation.method.clone(), without_names(&operation.path));
        ours.entry(key).or_default().push(operation);
    }
    let mut compared = Vec::new();
    for call in official {
        // One call for `/accounts/…` and `/zones/…`.
        let paths =
            ["/accounts/", "/zones/"].map(|scope| call.path.replacen("/{}/", scope, 1));
        let paths = if call.path.starts_with("/{}/{}/") {
            paths.to_vec()
        } else {
            vec![call.path.clone()]
        };
        let candidates = paths
            .into_iter()
            .filter_map(|path| ours.get(&(call.method.clone(), path)))
            .flatten()
            .map(|operation| compare_one(call, operation));
        compared
            .extend(candidates.max_by_key(|one| (one.whole, one.word, one.resource)));
    }
    compared
}

fn compare_one<'a>(official: &'a Official, ours: &'a Operation) -> Compared<'a> {
    let resource = official.resource == ours.resource;
    Compared {
        official,
        ours,
        word: official.name == without_suffix(&ours.name),
        resource,
        whole: resource && official.name == ours.name,
    }
}

/// `get_for_zone`, `list_by_name`: what tells calls apart that would have one name.
fn without_suffix(name: &str) -> &str {
    let suffix = ["_for_", "_by_"].iter().filter_map(|suffix| name.find(suffix)).min();
    &name[..suffix.unwrap_or(name.len())]
}

fn text(
    official: &[Official],
    operations: &[Operation],
    compared: &[Compared<'_>],
) -> String {
    let count = |holds: fn(&Compared<'_>) -> bool| {
        let number = compared.iter().filter(|one| holds(one)).count();
        format!("{number} ({:.1} %)", share(number, compared.len()))
    };
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "| | |\n|---|---:|\n\
         | operations of the description | {} |\n\
         | calls of the official SDK | {} |\n\
         | of those, in the description | {} |\n\
         | whole call agrees | {} |\n\
         | resource agrees | {} |\n\
         | last word agrees, without what `_for_…` and `_by_…` add | {} |",
        operations.len(),
        official.len(),
        compared.len(),
        count(|one| one.whole),
        count(|one| one.resource),
        count(|one| one.word),
    );
    out
}

fn differences(compared: &[Compared<'_>]) -> String {
    let mut out = String::from("\n| operation | official | ours |\n|---|---|---|\n");
    let joined = |resource: &[String], name: &str| {
        let names = resource.iter().map(String::as_str).chain([name]);
        names.collect::<Vec<_>>().join(".")
    };
    for one in compared.iter().filter(|one| !one.whole) {
        let (official, ours) = (one.official, one.ours);
        let _ = writeln!(
            out,
            "| {} {} | {} | {} |",
            ours.method,
            ours.path,
            joined(&official.resource, &official.name),
            joined(&ours.resource, &ours.name),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_api_md_is_read() {
        let line = "- <code title=\"get /accounts/{account_id}/ai-gateway/{id}\">client.aiGateway.\
                    <a href=\"./src/x.ts\">getURL</a>(id, { ...params }) -> Response</code>";
        let expected = Official {
            method: "GET".into(),
            path: "/accounts/{}/ai-gateway/{}".into(),
            resource: vec!["ai_gateway".into()],
            name: "get_url".into(),
        };
        assert_eq!(call(line), Some(expected));
    }

    #[test]
    fn names_of_variables_do_not_count() {
        assert_eq!(without_names("/a/{b}/c/{d}:run"), "/a/{}/c/{}:run");
        assert_eq!(without_names("/a"), "/a");
    }
}
