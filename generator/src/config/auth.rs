//! `[auth]`, `[client]`: credentials, and what a client begins with.

use std::fmt;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use toml::Spanned;

use super::values::{StringOrList, string_or_list};
use super::written::{BaseUrl, HeaderName, HeaderValue, Variable};

/// Credentials.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Auth {
    /// The environment variables that a client reads, by name of the security scheme; they follow
    /// from the names of the API and of the scheme.
    pub env: IndexMap<Spanned<String>, Variables>,
    /// Which credentials count when several are there: names of security schemes, a list where
    /// several go together. What is not named comes after, in the description's order.
    pub precedence: Vec<Together>,
}

/// Security schemes that go together: a name or a list of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together(pub Spanned<Vec<String>>);

impl<'de> Deserialize<'de> for Together {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names(Vec<String>);

        impl<'de> Deserialize<'de> for Names {
            fn deserialize<D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let names = string_or_list(deserializer, "a security scheme's name")?;
                Ok(Self(match names {
                    StringOrList::String(name) => vec![name],
                    StringOrList::List(names) => names,
                }))
            }
        }

        let names = Spanned::<Names>::deserialize(deserializer)?;
        Ok(Self(Spanned::new(names.span(), names.into_inner().0)))
    }
}

/// The environment variables of a security scheme: one, or for HTTP basic
/// `{ user = "…", password = "…" }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variables {
    /// The variable of the token, the key, or the user name.
    pub variable: Variable,
    /// The variable of the password.
    pub password: Option<Variable>,
}

impl<'de> Deserialize<'de> for Variables {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Pair {
            user: Variable,
            password: Variable,
        }

        struct VariablesVisitor;

        impl<'de> Visitor<'de> for VariablesVisitor {
            type Value = Variables;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a variable, or a table with `user` and `password`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Variables, E> {
                let text = serde::de::value::StrDeserializer::new(text);
                Ok(Variables { variable: Variable::deserialize(text)?, password: None })
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                map: A,
            ) -> Result<Variables, A::Error> {
                let table = serde::de::value::MapAccessDeserializer::new(map);
                let Pair { user, password } = Pair::deserialize(table)?;
                Ok(Variables { variable: user, password: Some(password) })
            }
        }

        deserializer.deserialize_any(VariablesVisitor)
    }
}

/// What a client begins with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClientDefaults {
    /// Where the API is served; the description's first server when nothing is said.
    pub base_url: Option<BaseUrl>,
    /// The environment variable that replaces it; follows from the name of the API.
    pub base_url_variable: Option<Variable>,
    /// Headers that go with every request.
    pub headers: IndexMap<HeaderName, HeaderValue>,
    /// Whether the client has a parameter for all calls, or the environment variable that it has
    /// the parameter from, by the parameter's name.
    pub parameters: IndexMap<Spanned<String>, OfClient>,
}

/// Whether the client has a parameter for all calls.
#[derive(Clone, Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "expected `true`, `false` or the name of an environment variable"
)]
pub enum OfClient {
    /// Whether it does.
    Is(bool),
    /// It does, from this environment variable where the program says nothing.
    Variable(Variable),
}
