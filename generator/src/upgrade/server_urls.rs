//! URLs of servers as people write them (OpenAPI 3.0 §4.7.5): without a scheme, with variables of other
//! tools, or with words in their place.

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Pointer;

/// A URL with the scheme that it should have, and with variables in single braces.
pub(super) fn absolute(reader: &mut Reader<'_, '_>, url: &str, at: &Pointer) -> String {
    let plain = url.replace("${", "{").replace("{{", "{").replace("}}", "}");
    let (read, help) = if plain != url {
        (with_scheme(&plain).unwrap_or(plain), "write `{name}` for a variable")
    } else if let Some(read) = with_scheme(url) {
        (read, "write the scheme, `https:` or `http:`, and `//` behind it")
    } else {
        return plain;
    };
    let message = format!("the server `{url}` was read as `{read}`");
    reader.report(Diagnostic::new(Code::Repaired, at, message).help(help));
    read
}

/// A URL with the scheme that is missing, or that lacks a slash. What begins with a slash, or with no
/// name of a host, is relative to where the description is.
fn with_scheme(url: &str) -> Option<String> {
    // Relative to the scheme of the description (RFC 3986 §4.2), which nobody knows here.
    if let Some(rest) = url.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    for scheme in ["https", "http"] {
        let behind = url.strip_prefix(scheme).and_then(|rest| rest.strip_prefix(':'));
        if let Some(rest) = behind.filter(|rest| !rest.starts_with("//")) {
            return Some(format!("{scheme}://{}", rest.trim_start_matches('/')));
        }
    }
    let host = url.split('/').next().unwrap_or_default();
    let (name, port) =
        host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let is_port = port.is_none_or(|port| {
        !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit())
    });
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let parts: Vec<&str> = name.split('.').collect();
    let is_address =
        parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok());
    let is_local = name == "localhost" || is_address;
    let is_domain = |last: &&str| {
        last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    let is_host = parts.iter().all(|part| is_part(part))
        && parts.last().is_some_and(is_domain)
        && (parts.len() > 2 || parts.last().is_some_and(|last| DOMAINS.contains(last)));
    let scheme = if is_local { "http" } else { "https" };
    (is_port && (is_host || is_local)).then(|| format!("{scheme}://{url}"))
}

/// What names of hosts that have two parts end with: a relative path can be called `service.svc`.
const DOMAINS: [&str; 16] = [
    "ai", "app", "biz", "cloud", "com", "dev", "edu", "eu", "gov", "info", "int", "io",
    "me", "net", "org", "tech",
];

/// Whether something can be the URL of a server: words in its place (`<your server>`) are told, and
/// the client has to be given one.
pub(super) fn is_url(reader: &mut Reader<'_, '_>, url: &str, at: &Pointer) -> bool {
    let is_odd = |c: char| c.is_whitespace() || matches!(c, '<' | '>');
    // Variables are called as people like.
    let mut outside =
        url.split('{').map(|part| part.rsplit('}').next().unwrap_or_default());
    if !outside.any(|part| part.contains(is_odd)) {
        return true;
    }
    let message = format!("the server `{url}` is no URL and was left out");
    reader.report(
        Diagnostic::new(Code::Repaired, at, message)
            .note("where calls go there, the client has to be given its base URL")
            .help("write `https://…`, with `{name}` for what differs"),
    );
    false
}

#[cfg(test)]
mod tests {
    use super::with_scheme;

    #[test]
    fn hosts_are_told_from_paths() {
        let table = [
            ("api.example.com/v1", Some("https://api.example.com/v1")),
            ("api.example.com:8080", Some("https://api.example.com:8080")),
            ("localhost:3000/api", Some("http://localhost:3000/api")),
            ("127.0.0.1/api", Some("http://127.0.0.1/api")),
            ("//api.example.com", Some("https://api.example.com")),
            ("https:/api.example.com", Some("https://api.example.com")),
            ("http:api.example.com", Some("http://api.example.com")),
            ("https://api.example.com", None),
            ("/api/v1.0", None),
            ("v1.0", None),
            ("1.0", None),
            ("service.svc", None),
            ("v1.beta/api", None),
            ("example.com/v1", Some("https://example.com/v1")),
            ("index.php/api", None),
            ("api/v1", None),
            ("./api", None),
            ("{server}/v1", None),
            ("mailto:a.b", None),
            ("", None),
        ];
        for (url, expected) in table {
            assert_eq!(with_scheme(url).as_deref(), expected, "{url}");
        }
    }
}
