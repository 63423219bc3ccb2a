//! Schemas of one name in several files, which say different things: the files tell them apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Api, TypeId, TypeName};
use crate::source::FileId;
use crate::words::camel;

/// Puts the name of the file before the names of schemas that another file has, too. The first keeps
/// its own, and so does that of the description itself.
pub(super) fn tell_apart(api: &mut Api) {
    let mut groups: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
    for (id, def) in api.types.iter().filter(|(_, def)| def.reachable) {
        if let TypeName::Schema(name) = &def.name {
            let name = camel(def.rename.as_ref().unwrap_or(name));
            groups.entry(name).or_default().push(id);
        }
    }
    let mut taken: BTreeSet<String> = groups.keys().cloned().collect();
    for (name, group) in groups.iter().filter(|(_, group)| group.len() > 1) {
        let mut by_file: BTreeMap<FileId, TypeId> = BTreeMap::new();
        for id in group {
            by_file.entry(api.types[*id].origin.file()).or_insert(*id);
        }
        let kept = by_file.get(&FileId::ROOT).or(group.first()).copied();
        // Two of one file are told apart by nothing in it.
        if by_file.len() < group.len() {
            continue;
        }
        for (file, id) in by_file.into_iter().filter(|(_, id)| Some(*id) != kept) {
            let said = api.files.get(file.0).map_or("", String::as_str);
            let said = camel(said);
            let longer = match said.ends_with(name) {
                true => said,
                false => said + name,
            };
            if taken.insert(longer.clone()) {
                api.types[id].rename = Some(longer);
            }
        }
    }
}
