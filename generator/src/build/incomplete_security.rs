//! Security schemes that do not say what those of their type have to (OpenAPI 3.0 §4.7.23).

use super::Builder;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;
use crate::source::Pointer;

/// What a scheme of a type has to say, and what counts where it does not.
const REQUIRED: [(&str, &str, &str); 4] = [
    ("apikey", "name", "it is sent by the name that the scheme has"),
    ("apikey", "in", "it is sent as a header"),
    ("http", "scheme", "it was read as `bearer`"),
    ("openidconnect", "openIdConnectUrl", ANY_TOKEN),
];

const ANY_TOKEN: &str = "callers give a token, wherever it is from";

/// A flow of OAuth 2.
struct Flow {
    /// What OpenAPI 3 calls it.
    name: &'static str,
    /// What Swagger 2.0 calls it, if that has it.
    of_swagger: Option<&'static str>,
    /// The URLs that it has to have.
    urls: &'static [&'static str],
}

const FLOWS: [Flow; 5] = [
    Flow { name: "implicit", of_swagger: Some("implicit"), urls: &["authorizationUrl"] },
    Flow { name: "password", of_swagger: Some("password"), urls: &["tokenUrl"] },
    Flow {
        name: "clientCredentials",
        of_swagger: Some("application"),
        urls: &["tokenUrl"],
    },
    Flow {
        name: "authorizationCode",
        of_swagger: Some("accessCode"),
        urls: &["authorizationUrl", "tokenUrl"],
    },
    Flow {
        name: "deviceAuthorization",
        of_swagger: None,
        urls: &["deviceAuthorizationUrl", "tokenUrl"],
    },
];

/// The flow of a name, in whichever version.
fn flow_called(name: &str) -> Option<&'static Flow> {
    FLOWS.iter().find(|flow| flow.name == name || flow.of_swagger == Some(name))
}

/// What OpenAPI 3 calls a flow; one that nobody knows stays as it is.
pub(super) fn flow_name(written: &str) -> &str {
    flow_called(written).map_or(written, |flow| flow.name)
}

impl<'t> Builder<'t, '_> {
    /// Reports what a scheme of a type, in lower case, has to say and does not.
    pub(super) fn report_incomplete(&mut self, name: &str, node: &Node<'t>, kind: &str) {
        let what = format!("the security scheme `{name}`");
        for (_, field, note) in REQUIRED.iter().filter(|(of, ..)| *of == kind) {
            if node.text(field).is_none() {
                self.missing(node, &what, field, note);
            }
        }
        if kind != "oauth2" {
            return;
        }
        match (node.str("flow"), node.has("flows")) {
            (Some(flow), _) => {
                self.report_flow(name, flow, &node.at.child("flow"), node);
            }
            (None, true) => {
                for (flow, node) in node.entries_of("flows") {
                    if !flow.starts_with("x-") {
                        self.report_flow(name, flow, &node.at, &node);
                    }
                }
            }
            (None, false) => {
                let field = if self.document.is_swagger() { "flow" } else { "flows" };
                self.missing(node, &what, field, ANY_TOKEN);
            }
        }
    }

    fn missing(&mut self, node: &Node<'t>, what: &str, field: &str, note: &str) {
        let message = format!("{what} has no `{field}`");
        let missing = Diagnostic::new(Code::MissingField, &node.at, message);
        let missing = missing.as_warning().at_key().note(note);
        self.report(missing.help(format!("write `{field}: …`")));
    }

    /// Reports a flow that the version does not have, and what one does not say.
    fn report_flow(&mut self, scheme: &str, name: &str, at: &Pointer, node: &Node<'t>) {
        let is_swagger = node.has("flow");
        let own = |flow: &Flow| match is_swagger {
            true => flow.of_swagger,
            false => Some(flow.name),
        };
        let Some(flow) = flow_called(name) else {
            let known: Vec<&str> = FLOWS.iter().filter_map(own).collect();
            let message = format!("OAuth 2 has no flow `{name}`");
            let unknown = Diagnostic::new(Code::UnknownField, at, message).as_warning();
            self.report(
                unknown
                    .note("the docs name it as the description does")
                    .help(format!("write one of `{}`", known.join("`, `")))
                    .suggesting(name, known),
            );
            return;
        };
        if let Some(own) = own(flow).filter(|own| *own != name) {
            let message = format!("the flow `{name}` was read as `{own}`");
            let repaired = Diagnostic::new(Code::Repaired, at, message);
            self.report(repaired.help(format!("write `{own}`")));
        }
        for field in flow.urls.iter().filter(|field| node.text(field).is_none()) {
            let what = format!("the flow `{name}` of the security scheme `{scheme}`");
            self.missing(node, &what, field, ANY_TOKEN);
        }
    }
}
