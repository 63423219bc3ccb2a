//! Members that examples set though nothing requires them.

use serde_json::Value;

use super::example_types::{Making, is_nothing};
use super::examples::Named;
use crate::rust::{Field, Input, InputValue, Struct, Type};

/// In how many structures members are set that are not required.
const DEEPEST: usize = 2;

impl Making<'_, '_> {
    /// A few members, where nothing is required: a file, those that the sample of the whole has,
    /// those with a sample of their own, or else the first.
    pub(super) fn add_setters(
        &mut self,
        item: &Struct,
        sample: Option<&Value>,
        text: &mut String,
    ) {
        if self.depth > DEEPEST {
            return;
        }
        let mut fields: Vec<(u8, &Field)> = Vec::new();
        for field in item.fields.iter().filter(|field| !field.deprecated) {
            let Input::Setter { sample: own, value, .. } = &field.input else {
                continue;
            };
            if self.depth == 1 && self.sent.asks(&field.name) {
                continue;
            }
            let rank = match self.member(item, field, sample) {
                _ if is_file(value) => 0,
                Some(_) => 1,
                None if own.is_some() => 2,
                None if !self.has_parts(value) => 3,
                None => 4,
            };
            fields.push((rank, field));
        }
        fields.sort_by_key(|(rank, _)| *rank);
        let mut set: Vec<u8> = Vec::new();
        for (rank, field) in fields {
            let most = match (self.depth, rank) {
                (1, 0..=2) => 3,
                (1, _) => 2,
                _ => 1,
            };
            let goes_on = set.last().is_none_or(|last| *last == 0 || *last == rank);
            if set.len() >= most || !goes_on {
                break;
            }
            let Input::Setter { name, value, sample: own, .. } = &field.input else {
                continue;
            };
            let sample = self.member(item, field, sample).or(own.as_ref());
            let value = self.input(value, sample, field.name.plain());
            if let Some(value) = value.filter(|value| !is_nothing(value)) {
                text.push_str(&format!(".{name}({value})"));
                set.push(rank);
            }
        }
    }

    /// Whether what a caller hands over is made of values that have names.
    fn has_parts(&self, value: &InputValue) -> bool {
        let (InputValue::Plain(ty) | InputValue::Boxed(ty) | InputValue::Into(ty)) =
            value;
        let mut ty = self.examples.behind(ty);
        while let Type::Vec(inner)
        | Type::Map(inner)
        | Type::Box(inner)
        | Type::Nullable(inner) = ty
        {
            ty = self.examples.behind(inner);
        }
        match ty {
            Type::Named(id) => !matches!(self.examples.named(*id), Some(Named::Enum(_))),
            _ => false,
        }
    }
}

/// Whether a caller hands over a file, or several.
fn is_file(value: &InputValue) -> bool {
    match value {
        InputValue::Plain(Type::Vec(item)) => **item == Type::FILE,
        InputValue::Plain(ty) => *ty == Type::FILE,
        _ => false,
    }
}
