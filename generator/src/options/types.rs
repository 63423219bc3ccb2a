//! What the configuration says about types.

use std::collections::BTreeMap;

use crate::config::{Config, Name, Spanned};
use crate::diagnostic::Diagnostics;
use crate::known::{Known, Lookup};
use crate::lower::{FieldOptions, Given, TypeOptions};
use crate::model::{Api, TypeId, TypeKind, plain_text};

/// What the configuration says about types.
pub(super) fn types(
    api: &Api,
    config: &Config,
    known: &Known,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<TypeId, TypeOptions> {
    if !config.types.names_types() {
        return BTreeMap::new();
    }
    let mut lookup = Lookup::new(api, config, known);
    for problem in std::mem::take(&mut lookup.problems) {
        diagnostics.report(problem);
    }
    let mut tables =
        Tables { api, config, known, lookup, types: BTreeMap::new(), diagnostics };
    for (id, given) in &tables.lookup.renames {
        tables.types.entry(*id).or_default().rename = Some(given.clone());
    }
    tables.of_names();
    tables.of_types();
    tables.of_members();
    tables.types
}

/// Reads the tables of `[types]`.
struct Tables<'a> {
    api: &'a Api,
    config: &'a Config,
    known: &'a Known,
    lookup: Lookup<'a>,
    types: BTreeMap<TypeId, TypeOptions>,
    diagnostics: &'a mut Diagnostics,
}

impl Tables<'_> {
    /// `rename`. What is inside of a type is named after it, also where it has no name itself.
    fn of_names(&mut self) {
        for name in self.config.types.rename.keys() {
            // One that is not there was reported when types got their names.
            let Ok(id) = self.lookup.find(name.get_ref()) else { continue };
            if !self.lookup.is_item(id) && !self.lookup.names_others(self.api, id) {
                self.report_no_type(name);
            }
        }
    }

    /// `replace`, `derive` and `attributes`.
    fn of_types(&mut self) {
        let rules = &self.config.types;
        for (name, path) in &rules.replace {
            if let Some(options) = self.named(name) {
                options.replace = Some(path.get_ref().to_string());
            }
        }
        for (name, derives) in &rules.derive {
            if let Some(options) = self.item(name) {
                let derives = derives.iter().map(|one| one.get_ref().to_string());
                options.derives = derives.collect();
            }
        }
        for (name, attributes) in &rules.attributes {
            if let Some(options) = self.item(name) {
                options.attributes =
                    attributes.iter().map(ToString::to_string).collect();
            }
        }
    }

    /// `fields` and `variants`.
    fn of_members(&mut self) {
        let (api, config) = (self.api, self.config);
        for (key, field) in &config.types.fields {
            // One that is not there was reported when what is required was changed.
            let Some((id, name)) = self.known.member(key.get_ref()) else { continue };
            if !api.types[id].reachable {
                self.report_gone(key);
                continue;
            }
            let field = FieldOptions {
                rename: field.rename.as_ref().map(|name| given(config, name)),
                replace: field.replace.as_ref().map(|one| one.get_ref().to_string()),
            };
            self.types.entry(id).or_default().fields.insert(name.to_owned(), field);
        }
        for (key, name) in &config.types.variants {
            let value = |id: TypeId, value: &str| is_value(api, id, value);
            let Some((id, value)) = self.lookup.split(key.get_ref(), value) else {
                let message =
                    format!("there is no value `{}` of an enum", key.get_ref());
                let help = "write the name of a schema, or of a type as the SDK has it, a dot, \
                            and one of its values";
                self.diagnostics.report(config.unused(key, message).help(help));
                continue;
            };
            if !self.lookup.is_item(id) {
                self.report_gone(key);
                continue;
            }
            let options = self.types.entry(id).or_default();
            options.variants.insert(value, given(config, name));
        }
    }

    /// What is said about the type of the SDK that the configuration calls so.
    fn named(&mut self, name: &Spanned<String>) -> Option<&mut TypeOptions> {
        match self.lookup.find(name.get_ref()) {
            Ok(id) if self.lookup.is_item(id) => Some(self.types.entry(id).or_default()),
            Ok(_) => {
                self.report_no_type(name);
                None
            }
            Err(several) => {
                self.diagnostics.report(self.lookup.missing(name, &several));
                None
            }
        }
    }

    /// The same of a type that must be an item: another name for a type takes no trait.
    fn item(&mut self, name: &Spanned<String>) -> Option<&mut TypeOptions> {
        if let Ok(id) = self.lookup.find(name.get_ref())
            && self.lookup.is_alias(id)
        {
            let message = format!(
                "`{}` is only another name for a type: it takes no traits and attributes",
                name.get_ref()
            );
            let help = "replace it by a type of your own with `[types.replace]`, or remove this";
            self.diagnostics.report(self.config.unused(name, message).help(help));
            return None;
        }
        self.named(name)
    }

    /// Reports a member or a value of what nothing uses.
    fn report_gone(&mut self, key: &Spanned<String>) {
        let message = format!("nothing in the SDK has `{}`", key.get_ref());
        let unused = self.config.unused(key, message);
        self.diagnostics.report(unused.help("remove this"));
    }

    fn report_no_type(&mut self, name: &Spanned<String>) {
        let message = format!("`{}` is no type of the SDK", name.get_ref());
        let unused = self.config.unused(name, message);
        self.diagnostics.report(
            unused
                .note("its members are parameters of calls, or nothing uses it")
                .help("remove this"),
        );
    }
}

/// A name with its place.
fn given(config: &Config, name: &Spanned<Name>) -> Given {
    Given { text: name.get_ref().to_string(), place: config.place(name.span()) }
}

fn is_value(api: &Api, id: TypeId, value: &str) -> bool {
    match &api.types[id].kind {
        TypeKind::Enum(values) => {
            values.values.iter().any(|one| plain_text(&one.value) == value)
        }
        _ => false,
    }
}
