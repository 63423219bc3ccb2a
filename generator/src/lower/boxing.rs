//! Recursion: which types contain themselves, and where that takes a box.

use crate::model::{Api, TypeDef, TypeId, TypeKind};

/// Which types contain themselves.
pub(super) struct Recursion {
    /// For each type, the cycle of types that it is in when values contain values.
    by_value: Cycles,
    /// For each type, the cycle that it is in when only its name is another name for itself.
    by_name: Cycles,
    /// For each type, the cycle that it is in when every value must contain the next.
    by_need: Cycles,
}

impl Recursion {
    /// Finds all cycles.
    pub(super) fn find(api: &Api) -> Self {
        let by_value = Cycles::find(api, contained);
        let by_name = Cycles::find(api, spelled);
        let by_need = Cycles::find(api, needed);
        Self { by_value, by_name, by_need }
    }

    /// Whether a value of `part` inside a value of `whole` needs a box.
    pub(super) fn needs_box(&self, whole: TypeId, part: TypeId) -> bool {
        self.by_value.joins(whole, part)
    }

    /// Whether `whole` needs a `part` that needs a `whole` in turn: no value could be complete.
    pub(super) fn never_ends(&self, whole: TypeId, part: TypeId) -> bool {
        self.by_need.joins(whole, part)
    }

    /// Whether a type would be spelled with itself, such as a list of such lists.
    pub(super) fn spells_itself(&self, id: TypeId) -> bool {
        self.by_name.joins(id, id)
    }
}

/// The types whose values stand in a value of this type; lists and maps have theirs elsewhere.
fn contained(def: &TypeDef, found: &mut Vec<usize>) {
    match &def.kind {
        TypeKind::Alias(target) => found.push(target.id.0),
        TypeKind::Tuple(tuple) => found.extend(tuple.items.iter().map(|item| item.id.0)),
        TypeKind::Struct(structure) => {
            found.extend(structure.fields.iter().map(|field| field.schema.id.0));
        }
        TypeKind::Union(union) => {
            found.extend(union.variants.iter().map(|variant| variant.schema.id.0));
        }
        _ => {}
    }
}

/// The types of which every value of this type has one.
fn needed(def: &TypeDef, found: &mut Vec<usize>) {
    match &def.kind {
        TypeKind::Struct(structure) => {
            let needed = structure.fields.iter().filter(|field| {
                field.required && !field.schema.nullable && field.constant.is_none()
            });
            found.extend(needed.map(|field| field.schema.id.0));
        }
        TypeKind::Alias(target) if target.nullable => {}
        TypeKind::Alias(_) | TypeKind::Tuple(_) => contained(def, found),
        _ => {}
    }
}

/// The types that this type is spelled with when it has no name of its own.
fn spelled(def: &TypeDef, found: &mut Vec<usize>) {
    match &def.kind {
        TypeKind::Alias(target) | TypeKind::Map(target) => found.push(target.id.0),
        TypeKind::List(list) => found.push(list.item.id.0),
        TypeKind::Tuple(tuple) => {
            found.extend(tuple.items.iter().chain(&tuple.rest).map(|item| item.id.0));
        }
        _ => {}
    }
}

/// The strongly connected components of a graph of types (Tarjan 1972), without recursion:
/// chains of references can be long.
struct Cycles {
    /// The component of each type; `None` when it is in no cycle.
    component: Vec<Option<usize>>,
}

impl Cycles {
    fn find(api: &Api, edges: fn(&TypeDef, &mut Vec<usize>)) -> Self {
        let mut search = Search::new(api.types.len());
        let graph: Vec<Vec<usize>> = api
            .types
            .iter()
            .map(|(_, def)| {
                let mut found = Vec::new();
                edges(def, &mut found);
                found
            })
            .collect();
        for start in 0..graph.len() {
            search.visit(start, &graph);
        }
        Self { component: search.component }
    }

    fn joins(&self, a: TypeId, b: TypeId) -> bool {
        self.component[a.0].is_some() && self.component[a.0] == self.component[b.0]
    }
}

struct Search {
    order: Vec<Option<usize>>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    component: Vec<Option<usize>>,
    next: usize,
}

impl Search {
    fn new(len: usize) -> Self {
        Self {
            order: vec![None; len],
            low: vec![0; len],
            on_stack: vec![false; len],
            stack: Vec::new(),
            component: vec![None; len],
            next: 0,
        }
    }

    fn visit(&mut self, start: usize, graph: &[Vec<usize>]) {
        if self.order[start].is_some() {
            return;
        }
        let mut work = vec![(start, 0)];
        self.enter(start);
        while let Some((node, edge)) = work.last_mut() {
            let node = *node;
            let Some(&target) = graph[node].get(*edge) else {
                work.pop();
                if let Some((parent, _)) = work.last() {
                    self.low[*parent] = self.low[*parent].min(self.low[node]);
                }
                self.leave(node, graph);
                continue;
            };
            *edge += 1;
            match self.order[target] {
                None => {
                    self.enter(target);
                    work.push((target, 0));
                }
                Some(order) if self.on_stack[target] => {
                    self.low[node] = self.low[node].min(order);
                }
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.order[node] = Some(self.next);
        self.low[node] = self.next;
        self.next += 1;
        self.stack.push(node);
        self.on_stack[node] = true;
    }

    fn leave(&mut self, node: usize, graph: &[Vec<usize>]) {
        if self.order[node] != Some(self.low[node]) {
            return;
        }
        let start = self.stack.iter().rposition(|on| *on == node).unwrap_or(0);
        let members = self.stack.split_off(start);
        let cyclic = members.len() > 1 || graph[node].contains(&node);
        for member in members {
            self.on_stack[member] = false;
            self.component[member] = cyclic.then_some(node);
        }
    }
}
