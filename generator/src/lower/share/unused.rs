//! Takes away other names for types that nothing names: what is inside of a type that has become
//! another name itself is named there alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust::{Ident, Item, Module, SymbolId, Symbols};

/// Takes away those of some names for types that no other item names and that are not kept, and gives
/// them.
pub(super) fn take_away(
    modules: &mut [Module],
    names: &BTreeSet<SymbolId>,
    kept: &BTreeSet<SymbolId>,
    symbols: &Symbols,
) -> BTreeSet<SymbolId> {
    let by_path: BTreeMap<(&[Ident], &Ident), SymbolId> = names
        .iter()
        .map(|id| ((&*symbols[*id].module, &symbols[*id].name), *id))
        .collect();
    let find = |path: &[Ident], item: &Item| {
        by_path.get(&(path, item.name().filter(|_| item.is_alias())?)).copied()
    };
    let mut used = kept.clone();
    for module in &*modules {
        visit(module, &mut |path, item| {
            if find(path, item).is_none() {
                item.each_name(&mut |name| {
                    used.insert(name);
                });
            }
        });
    }
    let mut gone = BTreeSet::new();
    for module in modules {
        retain(module, &mut |path, item| match find(path, item) {
            Some(id) if !used.contains(&id) => {
                gone.insert(id);
                false
            }
            _ => true,
        });
    }
    gone
}

/// The path under which users find what is in a module.
fn shown(module: &Module) -> &[Ident] {
    let depth = match module.path.first() {
        Some(first) if first.as_str() == "types" => 1,
        _ => module.path.len(),
    };
    &module.path[..depth]
}

fn visit(module: &Module, each: &mut dyn FnMut(&[Ident], &Item)) {
    module.items.iter().for_each(|item| each(shown(module), item));
    module.children.iter().for_each(|child| visit(child, each));
}

fn retain(module: &mut Module, keeps: &mut dyn FnMut(&[Ident], &Item) -> bool) {
    let path = shown(module).to_vec();
    module.items.retain(|item| keeps(&path, item));
    module.children.iter_mut().for_each(|child| retain(child, keeps));
    // A file that nothing is left in is none.
    module
        .children
        .retain(|child| !child.items.is_empty() || !child.children.is_empty());
}
