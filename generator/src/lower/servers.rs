//! Where the API is served, as constants that a client can be given.

use std::borrow::Cow;
use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::Lowering;
use super::docs::{code, ended};
use super::inline::one_line;
use super::markdown::{clean, first_sentence};
use super::text::Text;
use crate::model::{ClientParameter, Server, ServerVariable};
use crate::numbers::Numbers;
use crate::rust::{Ident, ServerUrl};
use crate::words::words;

/// How many characters of a URL stand beside each of its variables.
const LONGEST_URL: usize = 200;

/// How many URLs the variables of one server may give.
const MOST_URLS: usize = 12;

/// How many words a description has at most that is a server's name.
const LONGEST_NAME: usize = 4;

/// Words of descriptions that tell no server from another.
const NOISE: [&str; 12] = [
    "the",
    "server",
    "servers",
    "url",
    "api",
    "endpoint",
    "environment",
    "host",
    "of",
    "for",
    "a",
    "an",
];

/// The names of constants.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    numbers: Numbers,
}

impl Names {
    /// A name that no other server has.
    fn claim(&mut self, plain: String) -> String {
        let name = match self.taken.contains(&plain) {
            true => self.numbers.name(&plain, "_", |name| self.taken.contains(name)),
            false => plain,
        };
        self.taken.insert(name.clone());
        name
    }
}

impl Lowering<'_> {
    /// The absolute URLs of the API's servers, and lines on those that are not whole; none when
    /// there is but one.
    pub(super) fn servers(&self) -> (Vec<ServerUrl>, Vec<String>) {
        let mut found: IndexMap<String, (Vec<String>, &Server)> = IndexMap::new();
        for server in &self.api.servers {
            for (url, values) in urls(server) {
                if url.contains("://") {
                    found.entry(url).or_insert((values, server));
                }
            }
        }
        // Nobody wants the same server without encryption.
        let is_secure_too = |url: &String| {
            let rest = url.strip_prefix("http://");
            rest.is_some_and(|rest| found.contains_key(&format!("https://{rest}")))
        };
        let found: Vec<_> =
            found.iter().filter(|(url, _)| !is_secure_too(url)).collect();
        let is_default = |(url, _): &(&String, _)| **url == self.base_url;
        if found.len() < 2 && found.iter().all(is_default) {
            return (Vec::new(), Vec::new());
        }
        let (open, found): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(url, _)| url.contains('{'));
        let open = open.into_iter().map(|(url, (_, server))| template(url, server));
        let mut names = Names::default();
        let mut seen = BTreeSet::new();
        let all = found.iter().map(|(_, (_, server))| described(server));
        let several: Vec<Vec<String>> =
            all.filter(|words| !seen.insert(words.clone())).collect();
        let url = |(url, (values, server)): (&String, &(Vec<String>, &Server))| {
            let mut described = described(server);
            // What several are called tells none of them apart.
            if values.is_empty() && several.contains(&described) {
                described.clear();
            }
            let name = names.claim(name(url, values, &described));
            let about = about(server);
            let mut text = Text::default();
            text.paragraph(&format!("The server {}.", code(url)));
            text.paragraph(&about);
            let (constant, docs) = (Ident::new(name), text.into_docs());
            ServerUrl { constant, docs, url: url.clone(), about }
        };
        (found.into_iter().map(url).collect(), open.collect())
    }
}

/// What a server is, in one line.
fn about(server: &Server) -> String {
    let about = server.description.as_deref().map(clean).unwrap_or_default();
    ended(one_line(&about))
}

/// A URL that no constant has, and what it is.
fn template(url: &str, server: &Server) -> String {
    let (url, about) = (code(&beginning(url)), about(server));
    if about.is_empty() { url } else { format!("{url}: {about}") }
}

/// What the variables of servers can be where neither constants nor the client have their values:
/// one line for each.
pub(super) fn variables(servers: &[Server], client: &[ClientParameter]) -> Vec<String> {
    let is_of_client = |one: &ServerVariable| {
        one.is_asked
            && client.iter().any(|other| other.is_of_server() && other.name == one.name)
    };
    let mut lines = Vec::new();
    for server in servers {
        let url = code(&beginning(&server.url));
        let (given, open): (Vec<_>, Vec<_>) =
            server.variables.iter().partition(|one| one.values.len() > 1);
        let are_constants = are_constants(server);
        let told = given.into_iter().filter(|_| !are_constants).chain(open);
        let told = told.filter(|one| !is_of_client(one));
        for variable in told.filter(|one| server.url.contains(&one.place())) {
            let mut line = format!("{} of {url}", code(&variable.place()));
            if !variable.default.is_empty() {
                line.push_str(&format!(", by default {}", code(&variable.default)));
            }
            let values: Vec<String> =
                variable.values.iter().map(|value| code(value)).collect();
            if values.len() > 1 {
                line.push_str(&format!(", one of {}", values.join(", ")));
            }
            let about = variable.description.as_deref().map(clean).unwrap_or_default();
            if !about.is_empty() {
                line.push_str(&format!(": {}", one_line(&about)));
            }
            lines.push(line);
        }
    }
    lines
}

/// As much of a URL as says which one it is.
fn beginning(url: &str) -> Cow<'_, str> {
    match url.char_indices().nth(LONGEST_URL) {
        Some((end, _)) => Cow::Owned(format!("{}…", &url[..end])),
        None => Cow::Borrowed(url),
    }
}

/// Whether the values of a server's variables give so few URLs that each is a constant.
fn are_constants(server: &Server) -> bool {
    let values = server.variables.iter().map(|one| one.values.len().max(1));
    values.fold(1_usize, usize::saturating_mul) <= MOST_URLS
}

/// The URLs of a server, the default first, each with the values of the variables that make it.
fn urls(server: &Server) -> Vec<(String, Vec<String>)> {
    let mut urls = vec![(server.url.clone(), Vec::new())];
    let are_constants = are_constants(server);
    for variable in server.variables.iter().filter(|one| !one.is_asked) {
        let mut values = vec![&variable.default];
        let others = variable.values.iter().filter(|value| **value != variable.default);
        values.extend(others.filter(|_| are_constants));
        let place = variable.place();
        let chosen = |(url, before): &(String, Vec<String>), value: &String| {
            let mut chosen = before.clone();
            if values.len() > 1 {
                chosen.push(value.clone());
            }
            (url.replace(&place, value), chosen)
        };
        let each = |one| values.iter().map(move |value| chosen(one, value));
        urls = urls.iter().flat_map(each).collect();
    }
    let plain =
        |(url, values): (String, _)| (url.trim_end_matches('/').to_owned(), values);
    urls.into_iter().map(plain).collect()
}

/// What a server is called: by its name, or its description, if that is short, else by its host
/// and path, and by the values of its variables.
fn name(url: &str, values: &[String], described: &[String]) -> String {
    let mut parts = described.to_vec();
    if parts.is_empty() && values.is_empty() {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        parts = host_words(host);
        parts.extend(plain_words(path).into_iter().filter(|word| word != "api"));
    }
    parts.extend(values.iter().flat_map(|value| plain_words(value)));
    let parts: Vec<String> = ["server".to_owned()].into_iter().chain(parts).collect();
    parts.join("_").to_uppercase()
}

/// The words of a server's name or description that tell it from others, without what is in
/// parentheses; none where it is long.
fn described(server: &Server) -> Vec<String> {
    let called = server.name.as_deref().or(server.description.as_deref());
    let text = called.map(first_sentence).unwrap_or_default();
    let words = plain_words(text.split('(').next().unwrap_or_default());
    let kept: Vec<String> =
        words.into_iter().filter(|word| !NOISE.contains(&word.as_str())).collect();
    if kept.len() > LONGEST_NAME { Vec::new() } else { kept }
}

/// What a host is called: `localhost`, an address, or its labels without the domain.
fn host_words(host: &str) -> Vec<String> {
    if host.starts_with("[::1]") {
        return vec!["localhost".to_owned()];
    }
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_address = name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match name.trim_start_matches("www.") {
        "0.0.0.0" => vec!["localhost".to_owned()],
        name if is_address && name.starts_with("127.") => vec!["localhost".to_owned()],
        name if is_address || name.starts_with('[') => plain_words(name),
        name => {
            let labels: Vec<&str> = name.split('.').collect();
            let own = labels.len().saturating_sub(2).max(1);
            labels[..own].iter().flat_map(|label| plain_words(label)).collect()
        }
    }
}

fn plain_words(text: &str) -> Vec<String> {
    words(text).into_iter().filter(|word| word.is_ascii()).collect()
}

/// What a URL relative to another one leads to: what begins with a slash at its host, all else
/// below it. Itself where that has no host.
pub(super) fn resolved(url: &str, base: &str) -> String {
    let Some((scheme, rest)) = base.split_once("://") else { return url.to_owned() };
    let host = rest.split('/').next().unwrap_or(rest);
    match url.strip_prefix('/') {
        _ if url.contains("://") => url.to_owned(),
        Some(path) => format!("{scheme}://{host}/{path}"),
        None if url.is_empty() => base.to_owned(),
        None => format!("{base}/{url}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Pointer};

    fn server(url: &str, description: Option<&str>, values: &[&str]) -> Server {
        let values: Vec<String> = values.iter().map(|&one| one.to_owned()).collect();
        Server {
            url: url.to_owned(),
            name: None,
            description: description.map(str::to_owned),
            variables: vec![ServerVariable {
                name: "region".to_owned(),
                default: values.last().cloned().unwrap_or_default(),
                values,
                description: None,
                is_asked: false,
                origin: Pointer::root(FileId::ROOT),
            }],
            origin: Pointer::root(FileId::ROOT),
        }
    }

    #[test]
    fn urls_begin_with_the_default() {
        let regions = server("https://{region}.example/", None, &["us", "eu"]);
        let urls: Vec<String> = urls(&regions).into_iter().map(|(url, _)| url).collect();
        assert_eq!(urls, ["https://eu.example", "https://us.example"]);
        assert!(variables(&[regions], &[]).is_empty());
        let many: Vec<String> = (0..20).map(|number| format!("r{number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let many = server("https://{region}.example", None, &many);
        assert_eq!(super::urls(&many).len(), 1);
        let lines = variables(&[many], &[]);
        assert!(lines[0].contains("by default `r19`, one of `r0`, `r1`"), "{lines:?}");
    }

    #[test]
    fn a_long_url_is_not_said_again_for_each_variable() {
        let path = "{region}/".repeat(1000);
        let lines =
            variables(&[server(&format!("https://a.example/{path}"), None, &[])], &[]);
        assert!(lines[0].len() < 2 * LONGEST_URL, "{lines:?}");
        assert!(lines[0].starts_with("`{region}` of `https://a.example/{region}/"));
    }

    #[test]
    fn alike_names_have_numbers() {
        let mut names = Names::default();
        let claimed = ["A", "A_2", "A", "A"].map(|one| names.claim(one.to_owned()));
        assert_eq!(claimed, ["A", "A_2", "A_3", "A_4"]);
    }

    #[test]
    fn names_say_what_tells_servers_apart() {
        let table = [
            ("https://api.example.com/v1", None, &[][..], "SERVER_API_V1"),
            ("https://api.staging.example.com", None, &[], "SERVER_API_STAGING"),
            ("http://127.0.0.1:8000", None, &[], "SERVER_LOCALHOST"),
            ("http://localhost:3000/api", None, &[], "SERVER_LOCALHOST"),
            ("http://[::1]:80/v2", None, &[], "SERVER_LOCALHOST_V2"),
            ("http://10.0.0.7", Some("API server"), &[], "SERVER_10_0_0_7"),
            ("https://a.example", Some("Test server (no data)"), &[], "SERVER_TEST"),
            ("https://x.example", Some("The sandbox server"), &[], "SERVER_SANDBOX"),
            ("https://{region}.example", None, &["eu"], "SERVER_EU"),
            (
                "https://www.example.com",
                Some("What everybody calls who has an account there"),
                &[],
                "SERVER_EXAMPLE",
            ),
        ];
        for (url, description, values, expected) in table {
            let values: Vec<String> =
                values.iter().map(|&one: &&str| one.to_owned()).collect();
            let described = described(&server(url, description, &[]));
            let named = name(url, &values, &described);
            assert_eq!(named, expected);
        }
    }

    #[test]
    fn relative_urls_have_the_host_of_the_base() {
        let base = "https://api.example.com/v1";
        assert_eq!(resolved("/v9", base), "https://api.example.com/v9");
        assert_eq!(resolved("beta", base), "https://api.example.com/v1/beta");
        assert_eq!(resolved("https://other.example", base), "https://other.example");
        assert_eq!(resolved("/v9", "/v1"), "/v9");
    }
}
