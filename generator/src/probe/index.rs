//! Finds the items of an SDK by the path under which users see them.

use std::collections::BTreeMap;

use super::joined;
use crate::rust::{Crate, Ident, Item, Module, Resource, Struct, Type, Visibility};

/// The items of an SDK by their paths.
pub(super) struct Index<'k> {
    /// The structs.
    pub(super) structs: BTreeMap<String, &'k Struct>,
    /// Other names for types.
    pub(super) aliases: BTreeMap<String, &'k Type>,
    /// The resources below the client.
    pub(super) resources: BTreeMap<String, &'k Resource>,
    /// What is called on the client itself.
    pub(super) root: Option<&'k Resource>,
}

impl<'k> Index<'k> {
    pub(super) fn new(krate: &'k Crate) -> Self {
        let mut index = Self {
            structs: BTreeMap::new(),
            aliases: BTreeMap::new(),
            resources: BTreeMap::new(),
            root: None,
        };
        for module in &krate.modules {
            index.collect(module, &module.path);
        }
        index
    }

    /// `shown` is the path under which the items of the module are found.
    fn collect(&mut self, module: &'k Module, shown: &[Ident]) {
        for item in &module.items {
            match item {
                Item::Struct(item) => {
                    self.structs.insert(joined(shown, &item.name), item);
                }
                Item::Alias(item) => {
                    self.aliases.insert(joined(shown, &item.name), &item.ty);
                }
                Item::Resource(item) => match &item.name {
                    Some(name) => {
                        self.resources.insert(joined(shown, name), item);
                    }
                    None => self.root = Some(item),
                },
                _ => {}
            }
        }
        for child in &module.children {
            let inside = module.children_are == Visibility::Reexported;
            self.collect(child, if inside { shown } else { &child.path });
        }
    }
}
