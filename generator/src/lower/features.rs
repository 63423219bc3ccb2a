//! Cargo features: one for each top-level resource, so that users of a large SDK compile what
//! they use.
//!
//! A type belongs to every feature that reaches it, the bodies of webhooks and callbacks to
//! `webhooks`. What no one reaches, such as other names for types, belongs to the features that
//! have all that it needs. What every feature would switch on has none.

use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use crate::model::TypeId;
use crate::rust::{Client, Feature, Form, Guide, Ident, Item, Module, SymbolId};

/// The feature of what only webhooks and callbacks reach.
const WEBHOOKS: &str = "webhooks";

/// The feature that has all others.
const FULL: &str = "full";

/// Names that mean something else.
const RESERVED: [&str; 2] = ["default", FULL];

impl Lowering<'_> {
    /// Gives features to the modules below the root, and says which there are.
    pub(super) fn features(
        &self,
        client: &Client,
        modules: &mut [Module],
    ) -> Vec<Feature> {
        let [resources, types, hooks] = modules else { return Vec::new() };
        if !self.options.features || self.options.form != Form::Package {
            return Vec::new();
        }
        let mut graph = Graph::default();
        graph.add_homes(&self.symbols_by_path(), resources, types);
        let reached = graph.reach(client, resources, types);
        let names: Vec<String> = resources.children.iter().map(feature_name).collect();
        let bodies = self.hook_bodies();
        let webhooks = reached
            .webhooks(bodies.iter().filter_map(|name| graph.homes.get(name).copied()));
        let mut features = reached.features(&names);
        if !hooks.items.is_empty() {
            hooks.features = vec![WEBHOOKS.to_owned()];
        }
        let has_webhooks = !webhooks.is_empty() || !hooks.items.is_empty();
        if has_webhooks && !names.iter().any(|name| name == WEBHOOKS) {
            features.push(Feature { name: WEBHOOKS.to_owned(), enables: Vec::new() });
            features.sort_by(|a, b| a.name.cmp(&b.name));
        }
        for (child, name) in resources.children.iter_mut().zip(&names) {
            child.features = vec![name.clone()];
        }
        set_accessors(resources, &names);
        for (place, child) in types.children.iter_mut().enumerate() {
            let home = Home::Types(place);
            child.features = reached.features_of(home, &names, &webhooks);
            if reached.root.contains(&home) || child.features.len() >= names.len() {
                child.features.clear();
            }
        }
        features
    }

    /// Says in the crate's docs which features there are, and which one the example takes.
    pub(super) fn say_features(
        &self,
        features: &[Feature],
        modules: &[Module],
        guide: &mut Guide,
    ) {
        if features.is_empty() {
            return;
        }
        if let Some(example) = &mut guide.example {
            example.feature = modules
                .iter()
                .flat_map(|module| &module.items)
                .find_map(|item| feature_of(item, &example.accessor));
        }
        guide.crate_docs.0.push_str(&format!(
            "\n\n# Features\n\nEach resource of the client is a cargo feature. `full`, the default, is \
             all {} of them;\nan SDK of this size takes a while to compile, so name what you use \
             instead:\n`default-features = false, features = [\"{}\"]`.",
            features.len(),
            features[0].name
        ));
    }

    /// The types of the bodies of webhooks and callbacks.
    fn hook_bodies(&self) -> Vec<SymbolId> {
        let hooks =
            self.api.operations.iter().flat_map(|operation| &operation.callbacks);
        let bodies =
            hooks.chain(&self.api.webhooks).filter_map(|hook| hook.body.as_ref());
        let mut open: Vec<TypeId> = bodies.map(|body| body.id).collect();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            match self.names.of(id) {
                Some(name) => found.push(name),
                None => {
                    self.api.types[id].kind.each_part(&mut |part| open.push(part.id));
                }
            }
        }
        found
    }

    /// The symbol of each path.
    fn symbols_by_path(&self) -> BTreeMap<(&[Ident], &Ident), SymbolId> {
        self.symbols
            .iter()
            .map(|(id, symbol)| ((&*symbol.module, &symbol.name), id))
            .collect()
    }
}

/// The feature that it takes to reach a resource, such as `client.pets().toys()`.
fn feature_of(item: &Item, accessor: &str) -> Option<String> {
    let Item::Resource(root) = item else { return None };
    let first = accessor.strip_prefix("client.")?.split("()").next()?;
    let child = root.children.iter().find(|child| child.name.as_str() == first)?;
    child.feature.clone()
}

/// `ai_gateway` → `ai-gateway`.
fn feature_name(module: &Module) -> String {
    let name = module.path.last().map_or("", Ident::plain).replace('_', "-");
    match RESERVED.contains(&name.as_str()) {
        true => format!("{name}-resource"),
        false => name,
    }
}

/// The methods of the client that give resources.
fn set_accessors(resources: &mut Module, names: &[String]) {
    let of_module: BTreeMap<Vec<Ident>, &String> =
        resources.children.iter().map(|child| child.path.clone()).zip(names).collect();
    for item in &mut resources.items {
        let Item::Resource(root) = item else { continue };
        for accessor in &mut root.children {
            accessor.feature = of_module.get(&accessor.module).map(|&name| name.clone());
        }
    }
}

/// What is compiled as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    /// What stands in `resources` itself: always there.
    Root,
    /// A top-level resource with everything below it.
    Resource(usize),
    /// A file of `types`.
    Types(usize),
}

/// Where each symbol is.
#[derive(Default)]
struct Graph {
    homes: BTreeMap<SymbolId, Home>,
}

impl Graph {
    fn add_homes(
        &mut self,
        symbols: &BTreeMap<(&[Ident], &Ident), SymbolId>,
        resources: &Module,
        types: &Module,
    ) {
        let mut add = |module: &[Ident], item: &Item, home: Home| {
            let symbol = item.name().and_then(|name| symbols.get(&(module, name)));
            self.homes.extend(symbol.map(|symbol| (*symbol, home)));
        };
        resources.items.iter().for_each(|item| add(&resources.path, item, Home::Root));
        for (place, child) in resources.children.iter().enumerate() {
            each_item(child, &mut |module, item| {
                add(module, item, Home::Resource(place));
            });
        }
        for (place, child) in types.children.iter().enumerate() {
            // Users find what is in the files of `types` in `types` itself.
            let home = Home::Types(place);
            child.items.iter().for_each(|item| add(&types.path, item, home));
        }
    }

    /// What each resource needs.
    fn reach(&self, client: &Client, resources: &Module, types: &Module) -> Reached {
        let mut edges: BTreeMap<Home, BTreeSet<Home>> = BTreeMap::new();
        let mut add = |from: Home, item: &Item| {
            item.each_name(&mut |name| {
                let to = self.homes.get(&name).copied();
                edges.entry(from).or_default().extend(to.filter(|to| *to != from));
            });
        };
        resources.items.iter().for_each(|item| add(Home::Root, item));
        for (place, child) in resources.children.iter().enumerate() {
            each_item(child, &mut |_, item| add(Home::Resource(place), item));
        }
        for (place, child) in types.children.iter().enumerate() {
            child.items.iter().for_each(|item| add(Home::Types(place), item));
        }
        // The builder is always there.
        for ty in client.parameters.iter().filter_map(|one| one.ty.as_ref()) {
            ty.each_name(&mut |name| {
                edges.entry(Home::Root).or_default().extend(self.homes.get(&name));
            });
        }
        let resources: Vec<BTreeSet<Home>> = (0..resources.children.len())
            .map(|place| closure(&edges, [Home::Resource(place)]))
            .collect();
        let mut by: BTreeMap<Home, Vec<usize>> = BTreeMap::new();
        for (place, own) in resources.iter().enumerate() {
            own.iter().for_each(|home| by.entry(*home).or_default().push(place));
        }
        Reached { root: closure(&edges, [Home::Root]), resources, by, edges }
    }
}

/// What is needed by whom.
struct Reached {
    root: BTreeSet<Home>,
    resources: Vec<BTreeSet<Home>>,
    /// The resources that need something.
    by: BTreeMap<Home, Vec<usize>>,
    edges: BTreeMap<Home, BTreeSet<Home>>,
}

impl Reached {
    /// The features of the resources.
    fn features(&self, names: &[String]) -> Vec<Feature> {
        let enables = |own: &BTreeSet<Home>, name: &String| {
            let others = own.iter().filter_map(|home| match home {
                Home::Resource(other) => Some(&names[*other]),
                Home::Types(_) | Home::Root => None,
            });
            others.filter(|other| *other != name).cloned().collect()
        };
        let pairs = names.iter().zip(&self.resources);
        pairs
            .map(|(name, own)| Feature {
                name: name.clone(),
                enables: enables(own, name),
            })
            .collect()
    }

    /// What webhooks and callbacks need.
    fn webhooks(&self, bodies: impl Iterator<Item = Home>) -> BTreeSet<Home> {
        closure(&self.edges, bodies)
    }

    /// The resources that have all that a file needs, so that it costs them nothing. What no one
    /// reaches, and the file needs, belongs at least to the same resources.
    fn needed_by(&self, home: Home, webhooks: &BTreeSet<Home>) -> Vec<usize> {
        let is_reached =
            |need: &Home| webhooks.contains(need) || self.by.contains_key(need);
        // What a need needs in turn is reached by all that reach the need.
        let is_last = |need: &Home| self.root.contains(need) || is_reached(need);
        let needs = closure_up_to(&self.edges, [home], is_last);
        let reached: Vec<&Home> = needs
            .iter()
            .filter(|need| !self.root.contains(need) && is_reached(need))
            .collect();
        let needing = reached.iter().map(|need| self.needing(need));
        match needing.min_by_key(|places| places.len()) {
            None => (0..self.resources.len()).collect(),
            Some(fewest) => fewest
                .iter()
                .copied()
                .filter(|place| {
                    reached.iter().all(|need| self.resources[*place].contains(need))
                })
                .collect(),
        }
    }

    /// The resources that need something.
    fn needing(&self, home: &Home) -> &[usize] {
        self.by.get(home).map_or(&[], Vec::as_slice)
    }

    /// The features that need a file; what no one reaches, and needs what no resource has by
    /// itself, belongs to all of them together.
    fn features_of(
        &self,
        home: Home,
        names: &[String],
        webhooks: &BTreeSet<Home>,
    ) -> Vec<String> {
        let is_of_webhooks = webhooks.contains(&home);
        let mut places = self.needing(&home).to_vec();
        if places.is_empty() && !is_of_webhooks {
            places = self.needed_by(home, webhooks);
            if places.is_empty() {
                return vec![FULL.to_owned()];
            }
        }
        let mut features: BTreeSet<&str> =
            places.into_iter().map(|place| names[place].as_str()).collect();
        features.extend(is_of_webhooks.then_some(WEBHOOKS));
        features.into_iter().map(str::to_owned).collect()
    }
}

fn closure(
    edges: &BTreeMap<Home, BTreeSet<Home>>,
    from: impl IntoIterator<Item = Home>,
) -> BTreeSet<Home> {
    closure_up_to(edges, from, |_| false)
}

/// What is reached without going on from what `is_last` is true of.
fn closure_up_to(
    edges: &BTreeMap<Home, BTreeSet<Home>>,
    from: impl IntoIterator<Item = Home>,
    is_last: impl Fn(&Home) -> bool,
) -> BTreeSet<Home> {
    let mut open: Vec<Home> = from.into_iter().collect();
    let mut reached = BTreeSet::new();
    while let Some(home) = open.pop() {
        if reached.insert(home) && !is_last(&home) {
            open.extend(edges.get(&home).into_iter().flatten().copied());
        }
    }
    reached
}

/// Calls a function for each item of a module and of those below it.
fn each_item(module: &Module, each: &mut dyn FnMut(&[Ident], &Item)) {
    module.items.iter().for_each(|item| each(&module.path, item));
    module.children.iter().for_each(|child| each_item(child, each));
}
