//! The values of a schema that are tried.

use jsonschema::Validator;
use serde_json::{Value, json};
use specwright::probe::Named;

use crate::schema::{Document, Maker, Mode};

/// The most branches of a choice that are all tried.
const MOST: usize = 40;
/// How many values are made by chance.
const MIXED: usize = 8;

/// Values that the validator accepts.
#[derive(Debug, Default)]
pub(super) struct Instances {
    /// The values.
    pub(super) values: Vec<Value>,
    /// How many of the description's own examples are no values of their schema.
    pub(super) bad_examples: usize,
}

impl Instances {
    /// The values of a named schema.
    pub(super) fn of(
        document: &Document,
        named: &Named,
        validator: &Validator,
        examples: &[Value],
    ) -> Self {
        let mut instances = Self::default();
        let schema = json!({ "$ref": named.origin });
        let mut make = |mode: Mode, seed: usize| {
            let seed = format!("{} {mode:?} {seed}", named.origin);
            let mut maker = Maker::new(document, mode, &seed);
            // What is made need not fit: patterns and what contradicts itself are not understood.
            for _ in 0..3 {
                let made = maker.value(&schema);
                if let Some(value) = made.filter(|value| validator.is_valid(value)) {
                    if !instances.values.contains(&value) {
                        instances.values.push(value);
                    }
                    break;
                }
            }
            maker.widest
        };
        make(Mode::Required, 0);
        let widest = make(Mode::All(0), 0);
        for turn in 1..widest.min(MOST) {
            make(Mode::All(turn), 0);
        }
        make(Mode::Nulls, 0);
        make(Mode::Unknown, 0);
        for seed in 0..MIXED {
            make(Mode::Mixed, seed);
        }
        for example in examples {
            if !validator.is_valid(example) {
                instances.bad_examples += 1;
            } else if !instances.values.contains(example) {
                instances.values.push(example.clone());
            }
        }
        instances
    }
}
