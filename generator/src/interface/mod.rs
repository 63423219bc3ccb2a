//! What the users of an SDK can name in their code, and what of it differs between two SDKs.

mod collect;
mod compare;
mod methods;
mod names;
mod same;

pub use compare::{Change, compare};

use std::collections::BTreeMap;

use crate::model::Api;
use crate::rust::Crate;
use crate::source::SourceSet;
use names::Collected;

/// What the users of an SDK can name in their code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interface {
    /// Everything that has a name, in the order of the SDK; what belongs to a type comes after it.
    pub names: Vec<Name>,
    /// The version of the package.
    pub version: String,
    /// The type that each other name for one stands for.
    aliases: BTreeMap<String, String>,
}

/// Something that users can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it is.
    pub kind: Kind,
    /// The name with what leads to it: `client.pets().get`, `types::Pet`, `types::Pet.name`.
    pub path: String,
    /// The path of what it belongs to, such as a field's struct; empty where it stands alone.
    pub owner: String,
    /// What is behind the name.
    pub shape: Shape,
    /// What of the description it stands for, such as `GET /pets/{}`. Names of two SDKs that stand
    /// for the same have the same one, and no two of one SDK have.
    pub origin: String,
    /// What the configuration calls it: the HTTP line of an operation's first method, the name that a
    /// client's parameter is sent under. Empty where there is no such thing.
    pub selector: String,
    /// The HTTP line of the operation that a call sends; empty for all else.
    pub line: String,
    /// Whether it should no longer be used.
    pub deprecated: bool,
}

/// What has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The package.
    Package,
    /// A cargo feature.
    Feature,
    /// A variable of the environment.
    Variable,
    /// A server's URL.
    Server,
    /// A method of the client's builder that sets a credential.
    Credential,
    /// A method of the client's builder that sets a parameter for all calls.
    ClientParameter,
    /// A method for an operation.
    Call,
    /// A function that reads a webhook.
    Webhook,
    /// The handle of a resource.
    Resource,
    /// A type.
    Type,
    /// A trait of a type.
    Trait,
    /// How a value is made: `new`.
    Constructor,
    /// A method of a value that sets a field.
    Setter,
    /// A method of an error that gives its body, whatever the status.
    Body,
    /// A field.
    Field,
    /// A variant of an enum.
    Variant,
}

impl Kind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Feature => "feature",
            Self::Variable => "variable",
            Self::Server => "server",
            Self::Credential => "credential",
            Self::ClientParameter => "parameter",
            Self::Call => "call",
            Self::Webhook => "webhook",
            Self::Resource => "resource",
            Self::Type => "type",
            Self::Trait => "trait",
            Self::Constructor => "constructor",
            Self::Setter => "setter",
            Self::Body => "body",
            Self::Field => "field",
            Self::Variant => "variant",
        }
    }
}

/// What is behind a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The names and the types of what it takes; a name is empty where there is none. `None` for
    /// what takes nothing, as a field.
    pub takes: Option<Vec<(String, String)>>,
    /// What it gives or is: a value of an enum as it is sent, the URL of a server. Empty where that
    /// is the name alone.
    pub gives: String,
}

impl Shape {
    /// What it gives or is.
    fn of(gives: impl Into<String>) -> Self {
        Self { takes: None, gives: gives.into() }
    }

    /// A text that is sent.
    fn value(text: &str) -> Self {
        Self::of(format!("{text:?}"))
    }

    /// The same with other texts for types.
    fn map(&self, change: impl Fn(&str) -> String) -> Self {
        let takes = self.takes.as_ref().map(|takes| {
            takes.iter().map(|(name, ty)| (name.clone(), change(ty))).collect()
        });
        Self { takes, gives: change(&self.gives) }
    }

    /// As it is written after the name.
    pub fn text(&self) -> String {
        let argument = |(name, ty): &(String, String)| match name.is_empty() {
            true => ty.clone(),
            false => format!("{name}: {ty}"),
        };
        match (&self.takes, self.gives.is_empty()) {
            (None, true) => String::new(),
            (None, false) => format!(": {}", self.gives),
            (Some(takes), empty) => {
                let takes: Vec<String> = takes.iter().map(argument).collect();
                let gives =
                    if empty { String::new() } else { format!(" -> {}", self.gives) };
                format!("({}){gives}", takes.join(", "))
            }
        }
    }
}

impl Interface {
    /// What the users of an SDK can name.
    pub(crate) fn of(krate: &Crate, api: &Api, sources: &SourceSet) -> Self {
        let Collected { names, aliases, .. } = Collected::of(krate, api, sources);
        Self { names, version: krate.package.version.clone(), aliases }
    }
}
