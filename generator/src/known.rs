//! What the configuration can call a type: the name of its schema in the description, or the name
//! that it has in the SDK, which is all that an inline type has.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Config, Spanned};
use crate::diagnostic::{Diagnostic, Place};
use crate::lower::{Given, TypeOptions, TypePath, type_paths};
use crate::model::{Api, TypeId, TypeName};

/// What types were called before the configuration renamed any.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// Schemas by their names in the description; the first, where several files have one.
    schemas: BTreeMap<String, TypeId>,
    /// What names were made of, by id: those without a single name of the configuration.
    plain: Vec<(TypeName, Option<String>)>,
    /// The schemas that `passes::name_inline_types` renamed.
    renamed: BTreeSet<TypeId>,
    /// What the entries of `[types.fields]` name: a type and its member.
    members: BTreeMap<String, (TypeId, String)>,
}

impl Known {
    /// The schemas of a description.
    pub(crate) fn schemas(api: &Api) -> Self {
        let mut known = Self::default();
        for (id, def) in api.types.iter() {
            if let TypeName::Schema(name) = &def.name {
                known.schemas.entry(name.clone()).or_insert(id);
            }
        }
        known
    }

    /// Keeps the names that all types have now.
    pub(crate) fn keep_plain(&mut self, api: &Api) {
        let names = api.types.iter();
        self.plain =
            names.map(|(_, def)| (def.name.clone(), def.rename.clone())).collect();
    }

    /// Takes down that a schema was renamed.
    pub(crate) fn renames(&mut self, id: TypeId) {
        self.renamed.insert(id);
    }

    /// Takes down which member an entry of `[types.fields]` names.
    pub(crate) fn names_member(&mut self, key: &str, id: TypeId, member: &str) {
        self.members.insert(key.to_owned(), (id, member.to_owned()));
    }

    /// The member that an entry of `[types.fields]` names.
    pub(crate) fn member(&self, key: &str) -> Option<(TypeId, &str)> {
        self.members.get(key).map(|(id, member)| (*id, member.as_str()))
    }

    /// The schema of that name in the description.
    pub(crate) fn schema(&self, name: &str) -> Option<TypeId> {
        self.schemas.get(name).copied()
    }

    /// The paths of types as they are when the configuration renames none.
    pub(crate) fn plain_paths(&self, api: &Api) -> BTreeMap<TypeId, TypePath> {
        let mut api = api.clone();
        let ids: Vec<TypeId> = api.types.ids().collect();
        for (id, (name, rename)) in ids.into_iter().zip(&self.plain) {
            api.types[id].name.clone_from(name);
            api.types[id].rename.clone_from(rename);
        }
        type_paths(&api, BTreeMap::new())
    }

    /// Whether a type is a schema that was renamed, or is named after one.
    fn follows_rename(&self, api: &Api, id: TypeId) -> bool {
        match &api.types[id].name {
            TypeName::Beside { parent, .. } => self.renamed.contains(parent),
            _ => self.renamed.contains(&id),
        }
    }
}

/// Types by the names that they have in an SDK.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index(BTreeMap<String, Vec<(String, TypeId)>>);

impl Index {
    /// An index of these paths.
    pub(crate) fn of(paths: &BTreeMap<TypeId, TypePath>) -> Self {
        let mut index = Self::default();
        for (id, path) in paths {
            let types = index.0.entry(path.name.clone()).or_default();
            types.push((path.text(), *id));
        }
        index
    }

    /// The types whose path ends so.
    pub(crate) fn find(&self, key: &str) -> Vec<(&str, TypeId)> {
        let name = key.rsplit("::").next().unwrap_or(key);
        let is_end = |path: &str| {
            path.strip_suffix(key)
                .is_some_and(|before| before.is_empty() || before.ends_with("::"))
        };
        let types = self.0.get(name).into_iter().flatten();
        let types = types.filter(|(path, _)| is_end(path));
        types.map(|(path, id)| (path.as_str(), *id)).collect()
    }
}

/// Finds the types that the configuration names.
#[derive(Debug)]
pub(crate) struct Lookup<'a> {
    config: &'a Config,
    known: &'a Known,
    /// The names without those of the configuration.
    plain: Index,
    /// The names when schemas are renamed, and what is named after them with them.
    between: Index,
    /// The names that types have in the SDK.
    current: Index,
    /// The types that are in the SDK: others have no values there.
    items: BTreeSet<TypeId>,
    /// The types that are no items of their own but other names.
    aliases: BTreeSet<TypeId>,
    /// The names of types that are not named by the description.
    pub(crate) renames: BTreeMap<TypeId, Given>,
    /// What is wrong with `[types.rename]`.
    pub(crate) problems: Vec<Diagnostic>,
}

impl<'a> Lookup<'a> {
    /// Names everything.
    pub(crate) fn new(api: &Api, config: &'a Config, known: &'a Known) -> Self {
        let before = known.plain_paths(api);
        let now = type_paths(api, BTreeMap::new());
        let mut lookup = Self {
            config,
            known,
            plain: Index::of(&before),
            between: Index::of(&now),
            current: Index::default(),
            items: BTreeSet::new(),
            aliases: BTreeSet::new(),
            renames: BTreeMap::new(),
            problems: Vec::new(),
        };
        lookup.rename();
        let mut now = type_paths(api, lookup.named());
        let others = now.iter().filter(|(id, path)| {
            let renamed = lookup.renames.contains_key(*id);
            !renamed
                && !known.follows_rename(api, **id)
                && before.get(*id).is_some_and(|before| before.name != path.name)
        });
        // The name that one type gives up is not given to another.
        let others: Vec<TypeId> = others.map(|(id, _)| *id).collect();
        for id in &others {
            let place = Place::Node(crate::diagnostic::Label {
                at: api.types[*id].origin.clone(),
                part: crate::diagnostic::Part::Value,
                text: String::new(),
            });
            let given = Given { text: before[id].name.clone(), place };
            lookup.renames.insert(*id, given);
        }
        if !others.is_empty() {
            now = type_paths(api, lookup.named());
        }
        lookup.current = Index::of(&now);
        lookup.items = now.keys().copied().collect();
        lookup.aliases =
            now.iter().filter(|(_, path)| path.is_alias).map(|(id, _)| *id).collect();
        lookup
    }

    /// Gives the types that the description does not name the names of the configuration.
    fn rename(&mut self) {
        for (key, to) in &self.config.types.rename {
            match self.find(key.get_ref()) {
                Ok(id) if self.known.renamed.contains(&id) => {}
                Ok(id) => {
                    let place = self.config.place(to.span());
                    let text = to.get_ref().to_string();
                    self.renames.insert(id, Given { text, place });
                }
                Err(several) => self.problems.push(self.missing(key, &several)),
            }
        }
    }

    /// The names that types get, as options.
    fn named(&self) -> BTreeMap<TypeId, TypeOptions> {
        let options = |given: &Given| TypeOptions {
            rename: Some(given.clone()),
            ..TypeOptions::default()
        };
        self.renames.iter().map(|(id, given)| (*id, options(given))).collect()
    }

    /// Whether a type is in the SDK. What only has the members of parameters is not, nor is what
    /// nothing uses.
    pub(crate) fn is_item(&self, id: TypeId) -> bool {
        self.items.contains(&id)
    }

    /// Whether types of the SDK are named after a type.
    pub(crate) fn names_others(&self, api: &Api, id: TypeId) -> bool {
        let is_beside = |other: &TypeId| match &api.types[*other].name {
            TypeName::Beside { parent, .. } => *parent == id,
            _ => false,
        };
        self.items.iter().any(is_beside)
    }

    /// Whether a type is another name for something that has no item of its own.
    pub(crate) fn is_alias(&self, id: TypeId) -> bool {
        self.aliases.contains(&id)
    }

    /// The type that is called so: a schema of the description, a type of the SDK as it is without
    /// the names of the configuration, or one as it is with them. Where it is none, the paths of
    /// the several that could be meant.
    pub(crate) fn find(&self, key: &str) -> Result<TypeId, Vec<String>> {
        if let Some(id) = self.known.schema(key) {
            return Ok(id);
        }
        let indexes = [&self.plain, &self.current, &self.between];
        let mut found = indexes.into_iter().map(|index| index.find(key));
        let found = found.find(|found| !found.is_empty()).unwrap_or_default();
        match found[..] {
            [(_, id)] => Ok(id),
            _ => Err(found.iter().map(|(path, _)| (*path).to_owned()).collect()),
        }
    }

    /// The type and what follows the dot. Either can have a dot in it: the type is the first that
    /// has what follows.
    pub(crate) fn split(
        &self,
        key: &str,
        has: impl Fn(TypeId, &str) -> bool,
    ) -> Option<(TypeId, String)> {
        let mut dots = key.match_indices('.');
        dots.find_map(|(at, _)| {
            let (name, rest) = (&key[..at], &key[at + 1..]);
            let id = self.find(name).ok()?;
            has(id, rest).then(|| (id, rest.to_owned()))
        })
    }

    /// The diagnostic for a name that is none, or that of several.
    pub(crate) fn missing(
        &self,
        key: &Spanned<String>,
        several: &[String],
    ) -> Diagnostic {
        let name = key.get_ref();
        if let [one, ..] = several {
            let message = format!("several types are called `{name}`");
            let paths = several.iter().map(|path| format!("`{path}`"));
            let paths: Vec<String> = paths.collect();
            return self
                .config
                .unused(key, message)
                .note(format!("they are {}", paths.join(", ")))
                .help(format!("write the path of one, such as `{one}`"));
        }
        let names = self.known.schemas.keys().map(String::as_str);
        let names = names.chain(self.current.0.keys().map(String::as_str));
        let missing = self
            .config
            .unused(key, format!("there is no type `{name}`"))
            .help(
                "write the name of a schema as the description has it, or of a type as the SDK \
                 has it",
            )
            .suggesting(name, names);
        match name.ends_with("Params") || name.ends_with("Error") {
            // They are no types of the model, but made with the methods.
            true => missing.note(
                "what a call takes (`…Params`) and fails with (`…Error`) is named after the call, \
                 which `[resources]` can name",
            ),
            false => missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_path_is_a_name() {
        let path = |module: &str, name: &str| TypePath {
            module: module.to_owned(),
            name: name.to_owned(),
            is_alias: false,
        };
        let paths = BTreeMap::from([
            (TypeId(0), path("resources::a::x", "Item")),
            (TypeId(1), path("resources::b::x", "Item")),
            (TypeId(2), path("types", "Pet")),
        ]);
        let index = Index::of(&paths);
        let found = |key: &str| -> Vec<usize> {
            index.find(key).into_iter().map(|(_, id)| id.0).collect()
        };
        assert_eq!(found("Pet"), [2]);
        assert_eq!(found("types::Pet"), [2]);
        assert_eq!(found("Item"), [0, 1]);
        assert_eq!(found("b::x::Item"), [1]);
        assert_eq!(found("x::Item"), [0, 1]);
        assert!(found("em").is_empty() && found("ypes::Pet").is_empty());
    }
}
