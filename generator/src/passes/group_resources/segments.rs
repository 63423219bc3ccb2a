//! Path templates as parts.

use std::collections::BTreeSet;

use super::scopes::is_version_part;
use super::verbs::is_verb;
use crate::words::{singular, snake, words};

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Segment {
    /// A fixed name in snake case.
    Static(String),
    /// A variable's name in snake case.
    Variable(String),
}

/// Any variable.
pub(super) static ANY: Segment = Segment::Variable(String::new());

impl Segment {
    /// Variables are alike whatever they are called.
    pub(super) fn anonymous(&self) -> &Self {
        match self {
            Self::Static(_) => self,
            Self::Variable(_) => &ANY,
        }
    }
}

/// `/a-b/{c}/d.json:run` as static parts and variables.
pub(super) fn segments(path: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    for part in parts(path) {
        // `{id}:cancel` is an action on one thing (Google's way).
        let (part, action) = match part.rsplit_once(':') {
            Some((before, action)) if !action.is_empty() && !action.contains('}') => {
                (before, Some(action))
            }
            _ => (part, None),
        };
        let part = without_ending(part);
        match part.split_once('{') {
            Some((head, tail)) => push_variables(&mut segments, head, tail),
            // `folders/0`: the key of one thing.
            None if is_number(part) && !segments.iter().all(is_version_part) => {
                segments.push(ANY.clone());
            }
            None if matches!(segments.last(), Some(Segment::Variable(_))) => {
                // `Users({id})/Default.ResetPassword` (OData): the namespace says nothing.
                let name = qualified(part).and_then(|names| names.last().copied());
                push_static(&mut segments, name.unwrap_or(part));
            }
            None => push_static(&mut segments, part),
        }
        if let Some(action) = action {
            push_static(&mut segments, action);
        }
    }
    without_version_variable(&mut segments);
    segments
}

/// A path without the format that is chosen at its end (`{id}.{format}`): no key that anything is got
/// by, unless there is the same without one.
pub(super) fn without_chosen_format<'p>(path: &'p str, all: &BTreeSet<&str>) -> &'p str {
    let endings = [".{format}", ".{ext}", ".{extension}"];
    let plain = endings.iter().find_map(|ending| path.strip_suffix(ending));
    plain.filter(|plain| !plain.ends_with('/') && !all.contains(plain)).unwrap_or(path)
}

/// How many variables a path ends with.
pub(super) fn keys_at_end(path: &[Segment]) -> usize {
    path.iter().rev().take_while(|one| matches!(one, Segment::Variable(_))).count()
}

/// A part without what a program or an answer is written in.
fn without_ending(part: &str) -> &str {
    const ENDINGS: [&str; 8] =
        ["json", "xml", "php", "asp", "aspx", "asmx", "cgi", "jsp"];
    match part.rsplit_once('.') {
        Some((name, ending)) if ENDINGS.contains(&ending) => name,
        _ => part,
    }
}

/// How long the ending of a file's name is at most.
const ENDING: usize = 6;

/// What a file is that stands behind a key, which is no part of the key: `mp3` of `{id}.mp3`.
pub(super) fn file_ending(part: &str) -> Option<&str> {
    let (_, ending) = part.rsplit_once("}.")?;
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_ending = (1..=ENDING).contains(&ending.len())
        && ending.bytes().all(is_letter)
        && !is_verb(ending);
    is_ending.then_some(ending)
}

/// What stands behind the key that a part begins with, without the ending of a file: `mapping` of
/// `{id}-mapping.json`.
pub(super) fn suffix_of_key(part: &str) -> Option<String> {
    let (_, behind) = without_ending(part).rsplit_once('}')?;
    let is_suffix = behind.starts_with(['-', '_']);
    Some(snake(behind)).filter(|name| is_suffix && name.contains(char::is_alphabetic))
}

/// Takes out a version that is a variable and comes before all names: `/api/{version}/users`.
fn without_version_variable(segments: &mut Vec<Segment>) {
    let before = segments.iter().take_while(|one| is_version_part(one)).count();
    if let Some([Segment::Variable(name), Segment::Static(_)]) =
        segments.get(before..before + 2)
        && matches!(&**name, "version" | "api_version")
    {
        segments.remove(before);
    }
}

/// Whether a part is what encodes an answer (`/containers/json`), as the ending of a name can be.
pub(super) fn is_format(part: &str) -> bool {
    matches!(part, "json" | "xml")
}

/// Takes off what says at the end of paths how an answer is encoded (`/containers/json`). Where
/// there is a choice (`/exports/json`, `/exports/csv`), it says more.
pub(super) fn drop_formats(paths: &mut [Vec<Segment>], methods: &[&str]) {
    let last_of = |path: &[Segment], is: fn(&str) -> bool| match path.split_last() {
        Some((Segment::Static(last), before)) if is(last) => {
            Some(before.iter().map(Segment::anonymous).cloned().collect::<Vec<_>>())
        }
        _ => None,
    };
    let is_other = |last: &str| !is_format(last) && FILES.contains(&last);
    let others: BTreeSet<Vec<Segment>> =
        paths.iter().filter_map(|path| last_of(path, is_other)).collect();
    let read: BTreeSet<Vec<Segment>> = paths
        .iter()
        .zip(methods)
        .filter(|(_, method)| **method == "GET")
        .filter_map(|(path, _)| last_of(path, is_format))
        .collect();
    let is_name =
        |one: &Segment| matches!(one, Segment::Static(_)) && !is_version_part(one);
    for path in paths {
        let before = last_of(path, is_format).filter(|before| {
            read.contains(before)
                && !others.contains(before)
                && before.iter().any(is_name)
        });
        if before.is_some() {
            path.pop();
        }
    }
}

/// What stands between the slashes that are not inside of a variable, without the query.
pub(super) fn parts(path: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let separates = move |letter: char| {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == '/' && depth == 0
    };
    let path = path.split('?').next().unwrap_or_default();
    path.split(separates).filter(|part| !part.is_empty())
}

/// A part with variables: what is before the first brace, and what is after it.
fn push_variables(segments: &mut Vec<Segment>, head: &str, tail: &str) {
    if let Some((collection, _)) = head.split_once('(') {
        // `Users('{id}')`, `Prices(from={from},to={to})` (OData): a collection and its keys.
        push_static(segments, collection);
        let keys = tail.split('{').filter_map(|key| key.split('}').next());
        segments.extend(keys.map(|key| Segment::Variable(snake(key))));
        return;
    }
    let is_version = head.eq_ignore_ascii_case("v");
    // `v{version}` (ASP.NET) says no more than `v1`. Behind a name it is the version of one thing.
    if is_version && segments.iter().all(is_version_part) {
        return;
    }
    if !is_version && !is_key_name(head) {
        push_static(segments, head);
    }
    let tail = match file_ending(tail) {
        Some(ending) => &tail[..tail.len() - ending.len()],
        None => tail,
    };
    let name = tail.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*');
    let pattern = name.split_once('=').filter(|(name, _)| !name.contains('}'));
    match pattern {
        // `{name=projects/*/topics/*}` (Google's way): a variable that has a path inside.
        Some((name, pattern)) => push_pattern(segments, name, pattern),
        None => segments.push(Segment::Variable(snake(name))),
    }
}

/// Whether what stands before a key only says which one it is: `key={key}` beside `{id}`.
pub(super) fn is_key_name(head: &str) -> bool {
    let is_letter =
        |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
    head.strip_suffix('=').is_some_and(|name| name.chars().all(is_letter))
}

fn push_pattern(segments: &mut Vec<Segment>, name: &str, pattern: &str) {
    let mut above = None;
    for part in pattern.split('/') {
        if part.starts_with('*') {
            let named =
                above.map_or_else(|| snake(name), |above| singular(&snake(above)));
            segments.push(Segment::Variable(named));
        } else {
            push_static(segments, part);
            above = Some(part);
        }
    }
}

fn push_static(segments: &mut Vec<Segment>, name: &str) {
    let name = spelt_number(snake(without_key(name)));
    // That it is an API goes without saying.
    let name = name.strip_suffix("_api").unwrap_or(&name);
    if !name.is_empty() {
        segments.push(Segment::Static(name.to_owned()));
    }
}

fn is_number(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

/// How long a key is that nobody reads.
const KEY: usize = 8;

/// A part without the key behind a hyphen that no words are in: `class-6VMVochwUWo`.
fn without_key(part: &str) -> &str {
    let Some((name, end)) = part.rsplit_once('-') else { return part };
    let has_digit = end.bytes().any(|byte| byte.is_ascii_digit());
    // Letters of both cases by chance make words of two letters or less.
    let is_random = has_digit && words(end).len() * 3 > end.len();
    if end.len() >= KEY && is_random { name } else { part }
}

/// `one_clicks` for `1_clicks`: names begin with a letter.
fn spelt_number(name: String) -> String {
    const DIGITS: [&str; 10] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let Some((first, rest)) = name.split_once('_') else { return name };
    let digit = first.parse().ok().filter(|_| first.len() == 1);
    match digit.and_then(|digit: usize| DIGITS.get(digit)) {
        Some(digit) if rest.starts_with(char::is_alphabetic) => {
            format!("{digit}_{rest}")
        }
        _ => name,
    }
}

/// Endings of names that are files.
const FILES: [&str; 72] = [
    "ashx", "asmx", "asp", "aspx", "atom", "avi", "avif", "bin", "bmp", "cgi", "css",
    "csv", "do", "docx", "epub", "flac", "geojson", "gif", "gpx", "gz", "htm", "html",
    "ico", "ics", "jpeg", "jpg", "js", "json", "jsonl", "jsp", "kml", "kmz", "m3u8",
    "md", "mkv", "mov", "mp3", "mp4", "mpd", "mpeg", "ndjson", "ogg", "opus", "parquet",
    "pbf", "pdf", "pgn", "php", "png", "pptx", "rss", "rtf", "svg", "tar", "tgz", "tif",
    "tiff", "toml", "tsv", "txt", "wasm", "wav", "webm", "webp", "wsdl", "xls", "xlsx",
    "xml", "xsd", "yaml", "yml", "zip",
];

/// The names of a part that has several (`chat.postMessage`), and is not a file or a version.
pub(super) fn qualified(part: &str) -> Option<Vec<&str>> {
    let part = part.split('(').next().unwrap_or_default();
    let names: Vec<&str> = part.split('.').collect();
    let is_name = |name: &&str| name.starts_with(|c: char| c.is_alphabetic());
    let is_file = FILES.contains(&names.last()?.to_lowercase().as_str());
    (names.len() > 1 && names.iter().all(is_name) && !is_file).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(path: &str) -> String {
        let shown = segments(path).into_iter().map(|segment| match segment {
            Segment::Static(name) => name,
            Segment::Variable(name) => format!("{{{name}}}"),
        });
        shown.collect::<Vec<_>>().join("/")
    }

    #[test]
    fn paths_of_all_dialects() {
        let table = [
            ("/a-b/{cD}/e.json", "a_b/{c_d}/e"),
            ("/jobs/{id}:run", "jobs/{id}/run"),
            (
                "/v1/{name=projects/*/topics/*}:publish",
                "v1/projects/{project}/topics/{topic}/publish",
            ),
            ("/v1/{parent=projects/*}/topics", "v1/projects/{project}/topics"),
            ("/v1/{name=**}", "v1/{name}"),
            ("/Users('{id}')/Orders", "users/{id}/orders"),
            ("/People(key1={k1},key2={k2})", "people/{k1}/{k2}"),
            ("/Users({id})/Default.ResetPassword", "users/{id}/reset_password"),
            ("/Users/$count", "users/count"),
            ("/files/{name}.{ext}", "files/{name_ext}"),
            ("/files/{id}.mp3", "files/{id}"),
            ("/files/{name}-{version}.zip", "files/{name_version}"),
            ("/jobs/{id}.cancel", "jobs/{id_cancel}"),
            ("/find?by={name}", "find"),
            ("/shops/key={shopKey}/items/sku={sku}", "shops/{shop_key}/items/{sku}"),
            ("/clips/clip.mp4", "clips/clip_mp4"),
            ("/{className}={id}", "{class_name_id}"),
            ("/api/2/folders/0/items", "api/2/folders/{}/items"),
            ("/1-clicks/classes-6VMVochwUWo", "one_clicks/classes"),
            ("/2fa/go-1password2", "2fa/go_1password2"),
            ("/users/search.php", "users/search"),
            ("/api/v{version}/users", "api/users"),
            ("/{apiVersion}/users/{version}", "users/{version}"),
            ("/tv{id}/{version}", "tv/{id}/{version}"),
            ("/playlists/{id}/v{number}", "playlists/{id}/{number}"),
            ("/lists/top-v{number}", "lists/top_v/{number}"),
        ];
        for (path, wanted) in table {
            assert_eq!(shown(path), wanted, "{path}");
        }
    }

    #[test]
    fn files_and_versions_are_not_qualified() {
        assert_eq!(qualified("chat.postMessage"), Some(vec!["chat", "postMessage"]));
        for part in ["v1.0", "robots.txt", ".well-known", "Index.aspx", "users"] {
            assert_eq!(qualified(part), None, "{part}");
        }
    }
}
