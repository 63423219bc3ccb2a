//! model → Rust items as plain data: names, types, boxes, layout, derives, docs. Every decision
//! about the SDK's Rust is made here; `emit` writes down what it finds.

mod answer_docs;
mod authentication;
mod bodies;
mod boxing;
mod by_status;
mod client;
mod decoded;
mod derives;
mod divide;
mod docs;
mod enums;
mod example_setters;
mod example_types;
mod example_values;
mod examples;
mod features;
mod fields;
mod forms;
mod guide;
mod html;
mod inline;
mod javadoc;
mod layout;
mod markdown;
mod names;
mod operation_docs;
mod operations;
mod options;
mod package;
mod params;
mod parts;
mod refs;
mod reserved;
mod secrets;
mod server_guide;
mod servers;
mod share;
mod spelling;
mod structs;
mod symbols;
mod text;
mod title;
mod token_sources;
mod types;
mod unions;
mod untyped;
mod usage;
mod webhooks;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use names::Case;
pub(crate) use options::{FieldOptions, Given, Options, PackageOptions, TypeOptions};
pub(crate) use package::{is_crate_of_sdks, is_in_every_sdk, own_requirement};
pub(crate) use symbols::{TypePath, type_paths};

use boxing::Recursion;
use symbols::Names;

use crate::diagnostic::Diagnostics;
use crate::model::{Api, TypeId};
use crate::rust::{Crate, Ident, Symbols};

/// Decides what the SDK of an API looks like.
pub(crate) fn lower(
    api: &Api,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Crate {
    let recursion = Recursion::find(api);
    let (names, symbols) = Names::claim(api, options, &recursion, diagnostics);
    let (setters, token_names) = client::setters(api, diagnostics);
    let mut lowering = Lowering {
        api,
        options,
        recursion,
        names,
        symbols,
        diagnostics,
        sent_as: fields::SentAs::Json,
        replacement: None,
        sizes: RefCell::default(),
        cannot_derive: RefCell::default(),
        link_targets: OnceCell::new(),
        secret_holders: OnceCell::new(),
        default_security: client::default_security(api),
        setters,
        token_names,
        base_url: options.base_url.clone().unwrap_or_else(|| api.default_url()),
    };
    let types = lowering.types_module();
    let resources = lowering.resources_module();
    let webhooks = lowering.webhooks_module();
    let client = lowering.client();
    let mut modules = vec![resources, types, webhooks];
    let mut paths = lowering.add_examples(&mut modules);
    let mut guide = lowering.guide(&modules, &client);
    paths.extend(guide.example.iter().flat_map(|example| example.uses.clone()));
    lowering.list_webhooks(&modules, &mut guide);
    let gone = lowering.share_definitions(&mut modules, &paths);
    let features = lowering.features(&client, &mut modules);
    lowering.divide(&mut modules);
    lowering.say_features(&features, &modules, &mut guide);
    let usage = usage::usage(&client, &modules);
    let package = lowering.package(&usage, features);
    let origins = lowering.names.all();
    let origins = origins.filter(|(symbol, _)| !gone.contains(symbol)).collect();
    Crate {
        package,
        form: options.form,
        provenance: markdown::one_line(&options.provenance),
        symbols: lowering.symbols,
        origins,
        client,
        modules,
        usage,
        guide,
    }
}

/// What all of `lower` works on.
struct Lowering<'a> {
    api: &'a Api,
    options: &'a Options,
    recursion: Recursion,
    names: Names,
    symbols: Symbols,
    diagnostics: &'a mut Diagnostics,
    /// What the members at hand are sent as.
    sent_as: fields::SentAs,
    /// The type that the configuration gives to the field at hand.
    replacement: Option<String>,
    /// The sizes of types that are known, by how deep they were met.
    sizes: RefCell<BTreeMap<(TypeId, usize), usize>>,
    /// For each trait that was asked for the types that are without it.
    cannot_derive: RefCell<BTreeMap<derives::Known, Vec<bool>>>,
    /// The operations that links can lead to, once one was looked up.
    link_targets: OnceCell<operation_docs::LinkTargets<'a>>,
    /// The types that hold what nobody should read, once one was asked for.
    secret_holders: OnceCell<BTreeSet<TypeId>>,
    /// What most operations require.
    default_security: Vec<Vec<usize>>,
    /// The builder's method for the credential of each security scheme.
    setters: Vec<Ident>,
    /// The builder's methods for tokens that do not last.
    token_names: Vec<token_sources::TokenNames>,
    /// Where requests go when an operation does not say otherwise.
    base_url: String,
}
