//! The grammar of descriptions: what is valid, and that combinations are frequent.

mod answer;
mod body;
mod leaf;
mod operation;
mod parameter;
mod path;
mod root;
mod schema;
mod swagger;
mod union;
mod words;

use serde_json::{Map, Value, json};

use crate::random::Random;

/// A version of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    V20,
    V30,
    V31,
    V32,
}

/// What a named schema is, as far as others have to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// An object of its own members.
    Object,
    /// An object that a discriminator tells from others.
    Base,
    /// An object that extends another.
    Heir,
    /// A choice of objects.
    Union,
    /// An enum, text or a number.
    Leaf,
    /// A list, a map, or another name for a schema.
    Other,
}

/// A named schema.
struct Named {
    name: String,
    shape: Shape,
}

/// A description that is being invented.
pub(super) struct Grammar {
    random: Random,
    version: Version,
    /// All named schemas. One refers directly only to those before it, so that each has values.
    schemas: Vec<Named>,
    /// Those that are made.
    made: Map<String, Value>,
    /// The names of the security schemes.
    schemes: Vec<String>,
    /// Operation ids so far.
    ids: Vec<String>,
}

/// The description of a seed.
pub(super) fn description(seed: u64) -> Value {
    let mut random = Random::of(&format!("invent {seed}"));
    let version = [Version::V30, Version::V31, Version::V31, Version::V32, Version::V20];
    let version = version[random.below(version.len())];
    let mut grammar = Grammar {
        random,
        version,
        schemas: Vec::new(),
        made: Map::new(),
        schemes: Vec::new(),
        ids: Vec::new(),
    };
    grammar.root()
}

impl Grammar {
    fn below(&mut self, end: usize) -> usize {
        self.random.below(end)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.random.one_in(n)
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.random.below(of.len())]
    }

    /// Where named schemas are.
    fn folder(&self) -> &'static str {
        if self.version == Version::V20 { "definitions" } else { "components/schemas" }
    }

    /// A reference to a named schema.
    fn reference(&self, index: usize) -> Value {
        json!({ "$ref": format!("#/{}/{}", self.folder(), self.schemas[index].name) })
    }

    /// Some named schema of a shape, among those before `end`.
    fn some(&mut self, end: usize, fits: impl Fn(Shape) -> bool) -> Option<usize> {
        let all: Vec<usize> =
            (0..end).filter(|one| fits(self.schemas[*one].shape)).collect();
        (!all.is_empty()).then(|| self.pick(&all))
    }
}
