//! Security schemes that do not say what those of their type have to (OpenAPI 3.0 §4.7.23).

use super::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;

/// The flows of OAuth 2.
const FLOWS: [&str; 5] = [
    "implicit",
    "password",
    "clientCredentials",
    "authorizationCode",
    "deviceAuthorization",
];

/// What Swagger 2.0 calls them.
const FLOWS_OF_SWAGGER: [&str; 5] =
    ["implicit", "password", "application", "accessCode", "clientCredentials"];

impl<'t> Builder<'t, '_> {
    /// Reports what a scheme of a type has to say and does not.
    pub(super) fn report_incomplete(&mut self, name: &str, node: &Node<'t>, kind: &str) {
        let of_flows = if self.document.is_swagger() { "flow" } else { "flows" };
        let mut missing = |field: &str, note: String| {
            let message = format!("the security scheme `{name}` has no `{field}`");
            let missing = Diagnostic::new(Code::MissingField, &node.at, message);
            let missing = missing.as_warning().at_key().note(note);
            self.report(missing.help(format!("write `{field}: …`")));
        };
        match kind {
            "apikey" => {
                if node.str("name").is_none() {
                    missing("name", format!("what it is sent as is called `{name}`"));
                }
                match node.str("in") {
                    None => missing("in", "it is sent as a header".to_owned()),
                    Some("query" | "cookie" | "header") => {}
                    Some(other) => {
                        let message = format!("a key cannot be in `{other}`");
                        let at = node.at.child("in");
                        self.report(
                            Diagnostic::new(Code::Repaired, &at, message)
                                .note("it is sent as a header")
                                .help("write `header`, `query` or `cookie`"),
                        );
                    }
                }
            }
            "http" if node.str("scheme").is_none() => {
                missing("scheme", "it was read as `bearer`".to_owned());
            }
            "oauth2" if node.str("flow").is_none() && !node.has("flows") => {
                missing(
                    of_flows,
                    "callers give a token, wherever it is from".to_owned(),
                );
            }
            "oauth2" => self.report_flows(node),
            "mutualtls" => {
                let message =
                    format!("the certificate of `{name}` is no text to be given");
                let note = Diagnostic::new(Code::UnsupportedSecurity, &node.at, message);
                self.report(note.as_note().at_key().help(
                    "nothing has to change; users give `ClientBuilder::http_client` a client of \
                     `reqwest` with an `identity`",
                ));
            }
            _ => {}
        }
    }

    /// Reports flows that the specification does not have.
    fn report_flows(&mut self, node: &Node<'t>) {
        let (known, own) = match node.str("flow") {
            Some(flow) => (&FLOWS_OF_SWAGGER, vec![(flow, node.at.child("flow"))]),
            None => {
                let own = node.entries_of("flows");
                (&FLOWS, own.map(|(flow, node)| (flow, node.at)).collect())
            }
        };
        for (flow, at) in own {
            if flow.starts_with("x-") || known.contains(&flow) || FLOWS.contains(&flow) {
                continue;
            }
            let message = format!("OAuth 2 has no flow `{flow}`");
            let unknown = Diagnostic::new(Code::UnknownField, &at, message).as_warning();
            self.report(
                unknown
                    .note("the docs name it as the description does")
                    .help(format!("write one of `{}`", known.join("`, `")))
                    .suggesting(flow, known.iter().copied()),
            );
        }
    }
}
