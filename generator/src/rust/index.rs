//! Finds the items of an SDK by the path under which users see them.

use std::collections::BTreeMap;

use super::{Crate, Ident, Item, Module, Resource, Struct, Type, Visibility};

/// The items of an SDK by their paths.
pub(crate) struct Index<'k> {
    /// Everything that has a name, in order.
    pub(crate) items: Vec<(String, &'k Item)>,
    /// The structs.
    pub(crate) structs: BTreeMap<String, &'k Struct>,
    /// Other names for types.
    pub(crate) aliases: BTreeMap<String, &'k Type>,
    /// The resources below the client.
    pub(crate) resources: BTreeMap<String, &'k Resource>,
    /// What is called on the client itself.
    pub(crate) root: Option<&'k Resource>,
}

impl<'k> Index<'k> {
    /// Looks at all modules of an SDK.
    pub(crate) fn new(krate: &'k Crate) -> Self {
        let mut index = Self {
            items: Vec::new(),
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
            if let Some(name) = item.name() {
                self.items.push((joined(shown, name), item));
            }
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

/// A path as code.
pub(crate) fn joined(module: &[Ident], name: &Ident) -> String {
    let names: Vec<&str> = module.iter().chain([name]).map(Ident::as_str).collect();
    names.join("::")
}
