//! Finds where clients can get tokens by themselves: OAuth 2's client credentials (OpenAPI 3.0
//! §4.7.24, RFC 6749 §4.4).

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, ClientCredentials, SecurityKind};

pub(super) fn run(api: &mut Api, _: &Config, _: &mut Diagnostics) {
    for scheme in &mut api.security_schemes {
        let Some(token_url) = token_url(&scheme.kind) else { continue };
        scheme.client_credentials = Some(ClientCredentials {
            token_url: token_url.to_owned(),
            variables: [String::new(), String::new()],
        });
    }
}

/// The token endpoint of the first flow that names one that can be asked as it is.
fn token_url(kind: &SecurityKind) -> Option<&str> {
    let SecurityKind::OAuth2(flows) = kind else { return None };
    let flows = flows.iter().filter(|flow| flow.kind == "clientCredentials");
    let mut urls = flows.filter_map(|flow| flow.token_url.as_deref()).map(str::trim);
    urls.find(|url| leads_somewhere(url))
}

/// Whether a URL is one of HTTP or a relative one, without parts to fill in.
fn leads_somewhere(url: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_graphic() && !"{}<>\"\\^`|".contains(c);
    let is_http = match url.split_once("://") {
        Some((scheme, rest)) => matches!(scheme, "https" | "http") && !rest.is_empty(),
        None => !url.trim_matches('/').is_empty() && !url.contains(':'),
    };
    is_http && url.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::leads_somewhere;

    #[test]
    fn only_urls_that_can_be_asked_count() {
        for url in
            ["https://a.example/token", "http://a.example:8080/t", "/token", "token"]
        {
            assert!(leads_somewhere(url), "{url}");
        }
        for url in
            ["", "/", "https://", "https://{tenant}.example/t", "<your url>", "a b"]
        {
            assert!(!leads_somewhere(url), "{url}");
        }
        for url in ["urn:token", "ftp://a.example/token", "https://a.example/t\u{f6}ken"]
        {
            assert!(!leads_somewhere(url), "{url}");
        }
    }
}
