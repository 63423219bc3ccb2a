//! Bounds, defaults and examples of values.

use serde_json::Value;

/// Bounds of a value, as the description has them; they are for the docs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// `minimum`.
    pub minimum: Option<Value>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<Value>,
    /// `maximum`.
    pub maximum: Option<Value>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<Value>,
    /// `multipleOf`.
    pub multiple_of: Option<Value>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `format`, where it has no type of its own.
    pub format: Option<String>,
    /// `x-ms-secret`: whether nobody should read a value.
    pub secret: bool,
    /// `contentMediaType`: what the text or the bytes of a string are.
    pub media_type: Option<String>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `const` and `enum`, where they are no type of their own.
    pub values: Vec<Value>,
    /// `default`.
    pub default: Option<Value>,
    /// `example` and `examples`.
    pub examples: Vec<Value>,
}

impl Constraints {
    /// These, and where they say nothing, what others say.
    pub(crate) fn or(self, others: Self) -> Self {
        let listed = |own: Vec<Value>, others| if own.is_empty() { others } else { own };
        Self {
            minimum: self.minimum.or(others.minimum),
            exclusive_minimum: self.exclusive_minimum.or(others.exclusive_minimum),
            maximum: self.maximum.or(others.maximum),
            exclusive_maximum: self.exclusive_maximum.or(others.exclusive_maximum),
            multiple_of: self.multiple_of.or(others.multiple_of),
            min_length: self.min_length.or(others.min_length),
            max_length: self.max_length.or(others.max_length),
            pattern: self.pattern.or(others.pattern),
            format: self.format.or(others.format),
            media_type: self.media_type.or(others.media_type),
            min_items: self.min_items.or(others.min_items),
            max_items: self.max_items.or(others.max_items),
            unique_items: self.unique_items || others.unique_items,
            min_properties: self.min_properties.or(others.min_properties),
            max_properties: self.max_properties.or(others.max_properties),
            values: listed(self.values, others.values),
            default: self.default.or(others.default),
            examples: listed(self.examples, others.examples),
            secret: self.secret || others.secret,
        }
    }
}
