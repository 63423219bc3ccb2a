//! Requirements that name security schemes that are not declared (OpenAPI 3.0 §4.7.30).

use super::{Builder, security};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Node};
use crate::model::{Docs, Location, SecurityKind, SecurityRequirement, SecurityScheme};
use crate::source::Pointer;
use crate::words::words;

/// What stands beside the kind in the name of a scheme that is called by its kind.
const BESIDE: [&str; 9] = [
    "api",
    "auth",
    "authentication",
    "authorization",
    "http",
    "https",
    "scheme",
    "security",
    "token",
];

const LEFT_OUT: &str = "the alternative was left out";

const NOTHING: &str = "nothing is sent";

const OTHER_HEADERS: &str =
    "`default_header` of the client's builder sends a key in another header";

impl<'t> Builder<'t, '_> {
    /// Finds what names mean that are not declared: a scheme whose name is spelt otherwise, or one
    /// of the kind that the name says, which is added where there is none.
    pub(super) fn settle_undeclared(&mut self, schemes: &mut Vec<SecurityScheme>) {
        let mut unknown = Vec::new();
        for (name, at) in undeclared(self.document) {
            if self.scheme(name).is_some() {
                continue;
            }
            let spelling = words(name).concat();
            let alike =
                schemes.iter().position(|one| words(&one.name).concat() == spelling);
            let kind = kind_of(name);
            let of_kind = || {
                schemes
                    .iter()
                    .position(|one| kind.as_ref().is_some_and(|kind| *kind == one.kind))
            };
            let (index, meaning) = match (alike.or_else(of_kind), kind) {
                (Some(index), _) => {
                    (index, format!("`{}` was taken for it", schemes[index].name))
                }
                (None, Some(kind)) => {
                    let written = match kind {
                        SecurityKind::Basic => "basic",
                        _ => "bearer",
                    };
                    schemes.push(SecurityScheme::new(name, kind, Docs::default(), &at));
                    let meaning = format!(
                        "by its name it was read as `type: http, scheme: {written}`"
                    );
                    (schemes.len() - 1, meaning)
                }
                (None, None) => {
                    unknown.push((name, at));
                    continue;
                }
            };
            self.schemes.insert(name.to_owned(), index);
            self.unresolved_security(name, &at, &meaning);
        }
        if schemes.is_empty()
            && self.document.security_schemes.is_empty()
            && !has_keys(self.document)
        {
            unknown.retain(|(name, _)| !says_none(name));
            self.guess(unknown, schemes);
        }
    }

    /// Gives the client one credential for what is required where nothing at all is declared: what
    /// servers read most is `Authorization`, and nothing tells how its value begins.
    fn guess(
        &mut self,
        unknown: Vec<(&'t str, Pointer)>,
        schemes: &mut Vec<SecurityScheme>,
    ) {
        for (name, at) in unknown {
            if schemes.is_empty() {
                let kind = SecurityKind::Authorization(String::new());
                let own = name.rsplit(['/', '#']).next().unwrap_or(name);
                schemes.push(SecurityScheme::new(own, kind, Docs::default(), &at));
            }
            self.schemes.insert(name.to_owned(), 0);
            let meaning = "the whole value of `Authorization` was taken for it, and is sent where it is set";
            let unresolved = self.unresolved(name, &at, meaning);
            self.report(unresolved.note(OTHER_HEADERS));
        }
    }

    /// The requirements of an operation or of the API. Where no scheme of them is declared, what
    /// the user sets is sent.
    pub(super) fn security(
        &mut self,
        node: &Node<'t>,
        schemes: &[SecurityScheme],
    ) -> Vec<SecurityRequirement> {
        let (found, unknown) = self.requirements(node);
        let is_guess = |index: usize| {
            self.document.security_schemes.is_empty()
                && schemes[index].kind == SecurityKind::Authorization(String::new())
        };
        if found.iter().any(|one| one.schemes.iter().any(|(index, _)| is_guess(*index)))
        {
            // A call need not fail for a guess.
            let guess = SecurityRequirement { schemes: vec![(0, Vec::new())] };
            return vec![guess, SecurityRequirement { schemes: Vec::new() }];
        }
        if unknown.is_empty() {
            return found;
        }
        let is_said = found.iter().any(|one| !one.schemes.is_empty());
        let meaning = match (is_said, schemes.is_empty()) {
            (true, _) => LEFT_OUT,
            (false, false) => "the credentials that are set are sent",
            (false, true) => NOTHING,
        };
        for (name, at) in unknown {
            let unresolved = self.unresolved(&name, &at, meaning);
            self.report(match meaning {
                NOTHING => unresolved.note(OTHER_HEADERS),
                _ => unresolved,
            });
        }
        if is_said { found } else { self.whichever_is_set(schemes) }
    }

    /// The requirements of what the API sends: nothing is sent to it.
    pub(super) fn webhook_security(
        &mut self,
        node: &Node<'t>,
    ) -> Vec<SecurityRequirement> {
        let (found, unknown) = self.requirements(node);
        for (name, at) in unknown {
            self.unresolved_security(&name, &at, LEFT_OUT);
        }
        found
    }

    /// Reports a scheme that is not declared, and what was made of it.
    pub(super) fn unresolved_security(
        &mut self,
        name: &str,
        at: &Pointer,
        meaning: &str,
    ) {
        let unresolved = self.unresolved(name, at, meaning);
        self.report(unresolved);
    }

    fn unresolved(&self, name: &str, at: &Pointer, meaning: &str) -> Diagnostic {
        let place = match self.document.is_swagger() {
            true => "securityDefinitions",
            false => "components/securitySchemes",
        };
        let message = format!("the security scheme `{name}` is not declared; {meaning}");
        let help = match name.contains('#') {
            true => format!(
                "declare it in this document, under `{place}`, as a `$ref` to it"
            ),
            false => format!("declare it under `{place}`"),
        };
        Diagnostic::new(Code::UnresolvedSecurity, at, message).help(help)
    }
}

/// The schemes that the API and its operations name and that are not declared, each with the first
/// place.
fn undeclared<'t>(document: &Document<'t>) -> Vec<(&'t str, Pointer)> {
    let of_operations = document.operations.iter();
    let of_operations = of_operations.filter_map(|one| one.node.get("security"));
    let mut found: Vec<(&str, Pointer)> = Vec::new();
    for node in document.security.clone().into_iter().chain(of_operations) {
        for (name, at) in security::named(&node) {
            let is_known = found.iter().any(|(other, _)| *other == name)
                || document.security_schemes.iter().any(|(other, _)| *other == name);
            if !is_known {
                found.push((name, at));
            }
        }
    }
    found
}

/// Whether parameters take what a key would be sent as.
fn has_keys(document: &Document<'_>) -> bool {
    const KEYS: [&str; 7] =
        ["key", "apikey", "token", "auth", "secret", "password", "signature"];
    let parameters = document.operations.iter().flat_map(|one| &one.parameters);
    parameters
        .filter(|one| matches!(one.location, Location::Header | Location::Query))
        .any(|one| words(&one.name).iter().any(|word| KEYS.contains(&word.as_str())))
}

/// Whether the name of a scheme says that nothing is required.
fn says_none(name: &str) -> bool {
    let name = words(name).concat();
    matches!(name.as_str(), "none" | "noauth" | "anonymous" | "public")
}

/// The kind of a scheme that is called by its kind, such as `bearerAuth`.
fn kind_of(name: &str) -> Option<SecurityKind> {
    let words = words(name);
    let mut said = words.iter().filter(|word| !BESIDE.contains(&word.as_str()));
    let kind = match said.next()?.as_str() {
        "bearer" | "jwt" => SecurityKind::Bearer,
        "basic" => SecurityKind::Basic,
        _ => return None,
    };
    // `bearerJwt` says it twice.
    said.all(|word| word == "jwt" || word == "bearer").then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_the_kind() {
        for name in
            ["bearerAuth", "BEARER", "http_bearer", "JWT", "bearer-jwt", "jwtToken"]
        {
            assert_eq!(kind_of(name), Some(SecurityKind::Bearer), "{name}");
        }
        for name in ["basic", "BasicAuth", "http-basic"] {
            assert_eq!(kind_of(name), Some(SecurityKind::Basic), "{name}");
        }
        for name in ["", "auth", "token", "basicPlanKey", "Kerberos", "bearerCookie"] {
            assert_eq!(kind_of(name), None, "{name}");
        }
    }
}
