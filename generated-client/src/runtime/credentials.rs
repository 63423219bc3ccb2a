//! Which credentials a request has.

use std::fmt;
use std::sync::Arc;

use super::{Api, Scheme, SchemeKind, TokenSource};

/// What a client knows for each scheme of its API.
#[derive(Clone, Default)]
pub(super) struct Credentials {
    held: Vec<Option<Credential>>,
}

#[derive(Clone)]
pub(super) struct Credential {
    pub(super) secret: Secret,
    /// Whether it was set in the program, not in the environment.
    explicit: bool,
}

#[derive(Clone)]
pub(super) enum Secret {
    Text(String),
    /// User name and password.
    Pair(String, String),
    /// Where a token comes from that does not last.
    Source(Arc<dyn TokenSource>),
}

impl Credentials {
    /// Sets a credential in the program. An empty one counts as none, also where the environment
    /// has one.
    pub(super) fn set(&mut self, index: usize, secret: Secret) {
        self.put(index, Credential { secret, explicit: true });
    }

    fn put(&mut self, index: usize, credential: Credential) {
        if self.held.len() <= index {
            self.held.resize(index + 1, None);
        }
        self.held[index] = Some(credential);
    }

    /// Reads those that are not set from environment variables.
    pub(super) fn read(&mut self, api: &Api, variable: &dyn Fn(&str) -> Option<String>) {
        for (index, scheme) in api.schemes.iter().enumerate() {
            if self.held.get(index).is_some_and(Option::is_some) {
                continue;
            }
            if let Some(secret) = secret_from(scheme, variable) {
                self.put(index, Credential { secret, explicit: false });
            }
        }
    }

    /// A credential that can be sent.
    pub(super) fn get(&self, index: usize) -> Option<&Credential> {
        let credential = self.held.get(index)?.as_ref()?;
        match &credential.secret {
            Secret::Text(text) if text.is_empty() => None,
            Secret::Pair(user, password) if user.is_empty() && password.is_empty() => {
                None
            }
            _ => Some(credential),
        }
    }

    /// The first of the alternatives that is complete, wherever its parts come from. Those with
    /// something that was set in the program come before those of the environment alone, and
    /// either before none at all.
    ///
    /// `given` says what is there without the client's doing.
    pub(super) fn choose<'a>(
        &self,
        alternatives: &[&'a [usize]],
        given: &dyn Fn(usize) -> bool,
    ) -> Option<&'a [usize]> {
        let is_explicit =
            |index: &usize| self.get(*index).is_some_and(|held| held.explicit);
        let complete = alternatives.iter().copied().filter(|alternative| {
            alternative.iter().all(|index| given(*index) || self.get(*index).is_some())
        });
        complete.min_by_key(|alternative| match alternative {
            [] => 2,
            indexes if indexes.iter().any(is_explicit) => 0,
            _ => 1,
        })
    }
}

fn secret_from(
    scheme: &Scheme,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Option<Secret> {
    let read = |name: &&str| {
        let value = variable(name)?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    match (scheme.kind, scheme.variables) {
        (SchemeKind::Basic, [user, password, ..]) => {
            match (read(user), read(password)) {
                (None, None) => None,
                (user, password) => {
                    let user = user?;
                    Some(Secret::Pair(user, password.unwrap_or_default()))
                }
            }
        }
        (SchemeKind::Tokens(flow), names) => {
            let token = names.iter().find_map(read).map(Secret::Text);
            token.or_else(|| {
                let values: Option<Vec<String>> =
                    flow.variables().iter().map(read).collect();
                flow.source(&values?).map(Secret::Source)
            })
        }
        (_, names) => names.iter().find_map(read).map(Secret::Text),
    }
}

/// What to set when no alternative is complete, in words.
pub(super) fn advice(api: &Api, alternatives: &[&[usize]]) -> String {
    let set = |name: &str, variables: &[&str]| match variables {
        [] => format!("`{name}`"),
        _ => format!("`{name}` (or `{}` in the environment)", variables.join("`, `")),
    };
    let scheme = |index: &usize| {
        let scheme = &api.schemes[*index];
        let token = set(scheme.name, scheme.variables);
        match scheme.kind {
            SchemeKind::Tokens(flow) => {
                format!("{} or {token}", set(flow.setter(), flow.variables()))
            }
            _ => token,
        }
    };
    // The transport authenticates by itself.
    let is_set =
        |index: &&usize| !matches!(api.schemes[**index].kind, SchemeKind::Transport);
    let alternatives = alternatives.iter().map(|alternative| {
        let set = alternative.iter().filter(is_set);
        set.map(scheme).collect::<Vec<_>>().join(" and ")
    });
    alternatives.collect::<Vec<_>>().join(", or ")
}

/// Names what is there, and never shows it.
impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let held = (0..self.held.len()).filter(|index| self.get(*index).is_some());
        formatter.debug_list().entries(held).finish()
    }
}

/// User name and password as `Authorization: Basic` has them (RFC 7617): base64 of the two.
pub(super) fn basic(user: &str, password: &str) -> String {
    const ALPHABET: &[u8; 64] =
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let pair = format!("{user}:{password}");
    let mut text = String::from("Basic ");
    for chunk in pair.as_bytes().chunks(3) {
        let byte =
            |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = bits >> (18 - 6 * place) & 63;
            let is_padding = place > chunk.len();
            let letter = if is_padding { b'=' } else { ALPHABET[digit as usize] };
            text.push(char::from(letter));
        }
    }
    text
}
