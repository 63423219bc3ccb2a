//! Tokens that do not last: the builder's methods that set where they come from.

use super::Lowering;
use super::docs::code;
use super::markdown::clean;
use super::names::Scope;
use super::symbols::report_collision;
use super::text::Text;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, ClientCredentials, SecurityKind, SecurityScheme};
use crate::rust::{Ident, TokenEndpoint, TokenSetter};

/// The names of the builder's methods for a scheme whose tokens can come from somewhere.
pub(super) struct TokenNames {
    /// The scheme, as an index.
    scheme: usize,
    /// What sets a source.
    source: Ident,
    /// What sets id and secret of the client.
    client_credentials: Option<Ident>,
}

/// Names the methods, for schemes with these setters.
pub(super) fn names(
    api: &Api,
    setters: &[Ident],
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) -> Vec<TokenNames> {
    let mut claim = |label: &str, other: &str, scheme: &SecurityScheme| {
        let claimed = scope.claim_or(label, other);
        let (name, origin) = (&scheme.name, &scheme.origin);
        report_collision(diagnostics, &claimed, "credential", name, origin);
        claimed.ident
    };
    let schemes = api.security_schemes.iter().zip(setters).enumerate();
    let schemes = schemes.filter(|(_, (scheme, _))| is_token(&scheme.kind));
    schemes
        .map(|(index, (scheme, setter))| TokenNames {
            scheme: index,
            client_credentials: scheme.client_credentials.as_ref().map(|_| {
                let other = format!("{}_client_credentials", scheme.label);
                claim("client_credentials", &other, scheme)
            }),
            source: {
                let name = format!("{}_from", setter.plain());
                claim(&name, &name, scheme)
            },
        })
        .collect()
}

/// Whether what is sent is a bearer token.
fn is_token(kind: &SecurityKind) -> bool {
    matches!(
        kind,
        SecurityKind::Bearer | SecurityKind::OAuth2(_) | SecurityKind::OpenIdConnect(_)
    )
}

impl Lowering<'_> {
    /// The builder's methods that set where tokens come from.
    pub(super) fn token_setters(&self) -> Vec<TokenSetter> {
        let mut setters = Vec::new();
        for names in &self.token_names {
            let scheme = &self.api.security_schemes[names.scheme];
            if let (Some(name), Some(flow)) =
                (&names.client_credentials, &scheme.client_credentials)
            {
                setters.push(TokenSetter {
                    name: name.clone(),
                    docs: id_and_secret(flow, &names.source),
                    scheme: names.scheme,
                    token_url: Some(flow.token_url.clone()),
                });
            }
            setters.push(TokenSetter {
                name: names.source.clone(),
                docs: source(&self.setters[names.scheme]),
                scheme: names.scheme,
                token_url: None,
            });
        }
        setters
    }

    /// Where a client gets the tokens of a scheme by itself.
    pub(super) fn token_endpoint(&self, scheme: usize) -> Option<TokenEndpoint> {
        let flow = self.api.security_schemes[scheme].client_credentials.as_ref()?;
        let names = self.token_names.iter().find(|names| names.scheme == scheme)?;
        Some(TokenEndpoint {
            url: flow.token_url.clone(),
            setter: names.client_credentials.clone()?,
            variables: flow.variables.clone(),
        })
    }
}

fn id_and_secret(flow: &ClientCredentials, source: &Ident) -> crate::rust::Docs {
    let mut text = Text::default();
    let [id, secret] = &flow.variables;
    text.paragraph(&format!(
        "Sets id and secret of an application, for which the client gets its tokens by itself \
         (OAuth 2 client credentials); by default what {} and {} say.",
        code(id),
        code(secret)
    ));
    text.paragraph(&format!(
        "Tokens are given at {}. To ask for scopes, or for more than that, give [`{source}`](Self::\
         {source}) a [`ClientCredentials`].",
        clean(&flow.token_url)
    ));
    text.into_docs()
}

fn source(setter: &Ident) -> crate::rust::Docs {
    let mut text = Text::default();
    text.paragraph(&format!(
        "Sets what gives the token that [`{setter}`](Self::{setter}) would set, for tokens that do \
         not last: every attempt of a call asks for one."
    ));
    text.paragraph("It can be a function that returns a future of the token.");
    text.into_docs()
}
