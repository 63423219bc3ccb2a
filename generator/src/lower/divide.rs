//! A resource of very many methods is written in several files: one for the methods of each thing
//! that they are about, with what only those need. Users find all of it where it would be in one
//! file.

use std::collections::BTreeMap;

use super::Lowering;
use super::names::{Case, Scope};
use crate::rust::{Ident, Item, Method, Module, ModuleFile, SymbolId};
use crate::words::{each_singular, words};

/// The most methods that a resource has in one file. With what they take and give, a hundred make
/// some 10,000 lines, which editors and people still find their way in.
const MOST_METHODS: usize = 100;

/// The most words of methods' names that tell what they are about.
const MOST_WORDS: usize = 4;

impl Lowering<'_> {
    /// Divides the modules of large resources into files.
    pub(super) fn divide(&self, modules: &mut [Module]) {
        for module in modules {
            let files = match methods(module) {
                methods if methods.len() > MOST_METHODS => self.files(module, methods),
                _ => Vec::new(),
            };
            module.files = files;
            self.divide(&mut module.children);
        }
    }

    /// A file for the methods of each thing.
    fn files(&self, module: &Module, methods: &[Method]) -> Vec<ModuleFile> {
        let children = module.children.iter().filter_map(|child| child.path.last());
        // A module that is called like the one around it confuses: clippy's `module_inception`.
        let taken = children.chain(module.path.last());
        let taken: Vec<&str> = taken.map(Ident::as_str).collect();
        let mut names = Scope::new(Case::Module).reserve(&taken);
        let by_thing = by_thing(methods, (0..methods.len()).collect(), 1);
        let mut files: Vec<ModuleFile> = by_thing
            .into_iter()
            .map(|(thing, methods)| ModuleFile {
                name: names.claim(&thing).ident,
                methods,
                items: Vec::new(),
            })
            .collect();
        let owners = self.needed_by_files(module, methods, &files);
        for (item, owner) in owners.into_iter().enumerate() {
            if let Owner::File(file) = owner {
                files[file].items.push(item);
            }
        }
        files.sort_by(|a, b| a.name.plain().cmp(b.name.plain()));
        files
    }

    /// Which files need the items of a module.
    fn needed_by_files(
        &self,
        module: &Module,
        methods: &[Method],
        files: &[ModuleFile],
    ) -> Vec<Owner> {
        let by_name: BTreeMap<&Ident, usize> = module
            .items
            .iter()
            .enumerate()
            .filter_map(|(place, item)| Some((item.name()?, place)))
            .collect();
        let place = |id: SymbolId| {
            let symbol = &self.symbols[id];
            (symbol.module == module.path).then(|| by_name.get(&symbol.name).copied())?
        };
        let mut owners = vec![Owner::Nobody; module.items.len()];
        for (index, file) in files.iter().enumerate() {
            let mut open = Vec::new();
            for method in file.methods.iter().map(|method| &methods[*method]) {
                method.each_name(&mut |id| open.extend(place(id)));
                open.extend(method.error.and_then(place));
            }
            while let Some(item) = open.pop() {
                let owner = owners[item].with(index);
                if owner != owners[item] {
                    owners[item] = owner;
                    module.items[item].each_name(&mut |id| open.extend(place(id)));
                }
            }
        }
        owners
    }
}

/// Who needs an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Nobody,
    File(usize),
    Several,
}

impl Owner {
    /// Who needs it when a file does, too.
    fn with(self, file: usize) -> Self {
        match self {
            Self::Nobody => Self::File(file),
            Self::File(other) if other == file => self,
            Self::File(_) | Self::Several => Self::Several,
        }
    }
}

/// The places of methods by what they are about: the first words after the verb, as many as it
/// takes. `describe_vpcs` and `create_vpc_endpoint` are about `vpc`.
fn by_thing(
    methods: &[Method],
    places: Vec<usize>,
    count: usize,
) -> BTreeMap<String, Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for place in places {
        let words = words(methods[place].name.plain());
        let things = words.get(1..).filter(|things| !things.is_empty());
        let things = things.unwrap_or(&words);
        let thing = each_singular(&things[..count.min(things.len())]).join("_");
        groups.entry(thing).or_default().push(place);
    }
    let few = |places: &Vec<usize>| places.len() <= MOST_METHODS || count == MOST_WORDS;
    groups
        .into_iter()
        .flat_map(|(thing, places)| match few(&places) {
            true => BTreeMap::from([(thing, places)]),
            false => by_thing(methods, places, count + 1),
        })
        .collect()
}

/// The methods of the resource that a module is of.
fn methods(module: &Module) -> &[Method] {
    let resource = module.items.iter().find_map(|item| match item {
        Item::Resource(resource) => Some(resource),
        _ => None,
    });
    resource.map_or(&[], |resource| &resource.methods)
}
