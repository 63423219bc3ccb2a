//! What an SDK has, for programs that prove it: its types and where in the description they come
//! from, and its methods with what they take. No part of the public interface: it changes whenever
//! the proofs need something else.

mod calls;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::config::Config;
use crate::diagnostic::{Diagnostics, Failed};
use crate::model::{Api, TypeKind};
use crate::rust::{Crate, Index, Place, Type, TypePath, joined};
use crate::source::SourceSet;
use crate::{Generated, Input};

/// What an SDK has.
#[derive(Clone, Debug)]
pub struct Surface {
    /// The name of the library.
    pub library: String,
    /// Every type that has a name.
    pub types: Vec<Named>,
    /// Every method.
    pub calls: Vec<Call>,
    /// The methods of the builder that set credentials.
    pub credentials: Vec<Credential>,
    /// The parameters that the client has for all calls.
    pub client_parameters: Vec<ClientParameter>,
}

/// A parameter that the client has for all calls.
#[derive(Clone, Debug)]
pub struct ClientParameter {
    /// The name on the wire.
    pub name: String,
    /// Where it is sent: `header` or `query`.
    pub place: &'static str,
    /// The environment variable that it is read from.
    pub variable: String,
}

/// A type that has a name.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its full path.
    pub path: String,
    /// The schema that it was made of, as a JSON pointer with `#`.
    pub origin: String,
    /// The further schemas that it was made of, and whether only what they say themselves counts.
    pub beside: Vec<(String, bool)>,
    /// Whether it is all of these; a union has a type for what its branches have in common,
    /// too.
    pub whole: bool,
    /// Whether it is only sent: what only the server sets is not there.
    pub only_sent: bool,
    /// Whether it is only received: what only a caller sets is not there, and null is absence.
    pub only_received: bool,
    /// The members that it does not store, with the value that it always writes.
    pub constants: Vec<(String, Value)>,
}

/// A method of the builder that sets a credential.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Its name.
    pub setter: String,
    /// How many arguments it takes.
    pub arguments: usize,
    /// The name of the security scheme.
    pub scheme: String,
}

/// A method.
#[derive(Clone, Debug)]
pub struct Call {
    /// The HTTP method in upper case.
    pub http_method: String,
    /// The path template.
    pub path: String,
    /// The operation in the description, as a JSON pointer with `#`.
    pub origin: String,
    /// How it is called, such as `client.pets().get`.
    pub method: String,
    /// Its arguments.
    pub arguments: Vec<Argument>,
    /// The media type of the body, where it has one that the method names.
    pub media_type: Option<String>,
}

/// An argument of a method.
#[derive(Clone, Debug)]
pub enum Argument {
    /// One value.
    One(Slot),
    /// The parameters: the type's path, what `new` takes, and the setters.
    Params {
        /// The path of the struct.
        path: String,
        /// What `new` takes.
        new: Vec<Slot>,
        /// The other members, each by its setter.
        setters: Vec<(String, Slot)>,
    },
}

/// A place for a value.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What it is sent as.
    pub sent: Sent,
    /// Its type, with full paths.
    pub ty: String,
    /// How it is handed over.
    pub handed: Handed,
    /// Whether it can be left out by `None`.
    pub optional: bool,
}

/// What a value is sent as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A parameter: where, as `in` has it, and the name.
    Parameter(&'static str, String),
    /// The whole query string.
    QueryString,
    /// The body.
    Body,
    /// A member of the body.
    Member(String),
    /// The members of the body that the description does not name.
    Rest,
}

/// How a value is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handed {
    /// `T`.
    Value,
    /// `&T`.
    Reference,
    /// `&str`.
    Text,
    /// `&[T]`.
    Slice,
}

/// Makes an SDK of a description, and says what it has.
///
/// # Errors
///
/// [`Failed`] when `diagnostics` has errors.
pub fn generate(
    input: Input,
    config: &Config,
    sources: &mut SourceSet,
    diagnostics: &mut Diagnostics,
) -> Result<(Generated, Surface), Failed> {
    let (krate, api) = crate::decide(input, config, sources, diagnostics)?;
    let surface = surface(&krate, &api);
    Ok((crate::write(&krate, api), surface))
}

fn surface(krate: &Crate, api: &Api) -> Surface {
    let index = Index::new(krate);
    let mut first = BTreeSet::new();
    let types = krate.origins.iter().map(|(symbol, id)| {
        let def = &api.types[*id];
        Named {
            path: spelled(krate, &Type::Named(*symbol)),
            origin: def.origin.to_string(),
            beside: def
                .beside
                .iter()
                .map(|other| (other.origin.to_string(), other.alone))
                .collect(),
            whole: first.insert(def.origin.to_string()),
            only_sent: def.direction.sent && !def.direction.received,
            only_received: def.direction.received && !def.direction.sent,
            constants: constants(&def.kind),
        }
    });
    let credentials = krate.client.setters.iter().map(|setter| Credential {
        setter: setter.name.to_string(),
        arguments: setter.arguments.len(),
        scheme: krate.client.schemes[setter.scheme].name.clone(),
    });
    let client_parameters = krate.client.parameters.iter().map(|one| ClientParameter {
        name: one.name.clone(),
        place: match one.place {
            Place::Header => "header",
            Place::Path => "server",
            _ => "query",
        },
        variable: one.variable.clone(),
    });
    Surface {
        library: krate.package.library.clone(),
        types: types.collect(),
        calls: calls::calls(krate, &index),
        credentials: credentials.collect(),
        client_parameters: client_parameters.collect(),
    }
}

fn constants(kind: &TypeKind) -> Vec<(String, Value)> {
    let TypeKind::Struct(object) = kind else { return Vec::new() };
    let constants = object.fields.iter();
    constants
        .filter_map(|field| Some((field.name.clone(), field.constant.clone()?)))
        .collect()
}

/// A type with full paths.
fn spelled(krate: &Crate, ty: &Type) -> String {
    let library = &krate.package.library;
    ty.spelled(&|named| match named {
        TypePath::Outside(path) => path.to_owned(),
        TypePath::Runtime(path) => format!("{library}::runtime::{path}"),
        TypePath::Own(symbol) => {
            let symbol = &krate.symbols[symbol];
            format!("{library}::{}", joined(&symbol.module, &symbol.name))
        }
    })
}
