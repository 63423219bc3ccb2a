//! The schemas that are structures or unions.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::runtime::union::{Branches, JsonType, Rule, Union};
use crate::runtime::{
    Empty, Field, Literal, Member, Members, Object, Result, empty, object, union,
};

use super::{Filter, Sleep};

/// An animal.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Animal {
    /// Its id.
    pub id: String,
    /// Its age.
    pub age: Option<i64>,
    /// Its weight.
    pub weight: Option<f64>,
    /// How it sleeps.
    pub sleeps: Option<Sleep>,
    /// Its mother.
    pub mother: Option<Box<Animal>>,
    /// Everything else.
    pub additional_properties: BTreeMap<String, Value>,
}

impl Empty for Animal {
    fn empty() -> Self {
        Self {
            id: empty(),
            age: empty(),
            weight: empty(),
            sleeps: empty(),
            mother: empty(),
            additional_properties: empty(),
        }
    }
}

impl Object for Animal {
    const FIELDS: &'static [Field] = &[
        Field::Required("id"),
        Field::Nullable("age"),
        Field::Optional("weight"),
        Field::Optional("sleeps"),
        Field::Optional("mother"),
    ];
    const REST: bool = true;

    fn read<M: Member>(&mut self, index: usize, member: &mut M) {
        match index {
            0 => member.read(&mut self.id),
            1 => member.read_integers(&mut self.age),
            2 => member.read(&mut self.weight),
            3 => member.read(&mut self.sleeps),
            _ => member.read(&mut self.mother),
        }
    }

    fn write<M: Members>(&self, members: &mut M) {
        members.write(&self.id);
        members.write(&self.age);
        members.write_optional(&self.weight);
        members.write_optional(&self.sleeps);
        members.write_optional(&self.mother);
    }

    fn read_rest<M: Member>(&mut self, key: String, member: &mut M) {
        member.read_entry(key, &mut self.additional_properties);
    }

    fn write_rest<M: Members>(&self, members: &mut M) {
        members.write_entries(&self.additional_properties);
    }
}

impl Serialize for Animal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Animal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

/// A pet, told apart by `kind`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Pet {
    /// A cat.
    Cat(Filter),
    /// A dog.
    Dog(Animal),
    /// A value that this version of the SDK does not know.
    Unknown(Value),
}

impl Union for Pet {
    const BRANCHES: Branches = Branches::Tag {
        property: "kind",
        values: &[
            (Literal::Text("cat"), 0),
            (Literal::Text("animal"), 1),
            (Literal::Text("dog"), 1),
        ],
    };

    fn read<'de, D: Deserializer<'de>>(
        index: usize,
        value: D,
    ) -> Result<Self, D::Error> {
        match index {
            0 => union::read(value).map(Self::Cat),
            _ => union::read(value).map(Self::Dog),
        }
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }
}

impl Empty for Pet {
    fn empty() -> Self {
        Self::Unknown(empty())
    }
}

impl Serialize for Pet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // `Filter` has no member `kind`: the union writes it.
            Self::Cat(value) => {
                union::serialize_tagged("kind", Literal::Text("cat"), value, serializer)
            }
            Self::Dog(value) => value.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        union::deserialize(deserializer)
    }
}

/// A food, told apart by rules.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Food {
    /// Its name.
    Name(String),
    /// Its price.
    Price(f64),
    /// A filter.
    Filter(Filter),
    /// A value that this version of the SDK does not know.
    Unknown(Value),
}

impl Union for Food {
    const BRANCHES: Branches = Branches::Rules(&[
        (Rule { types: &[JsonType::String], ..Rule::ANY }, 0),
        (Rule { types: &[JsonType::Number], ..Rule::ANY }, 1),
        (Rule { types: &[JsonType::Object], required: &["key"], ..Rule::ANY }, 2),
    ]);

    fn read<'de, D: Deserializer<'de>>(
        index: usize,
        value: D,
    ) -> Result<Self, D::Error> {
        match index {
            0 => union::read(value).map(Self::Name),
            1 => union::read(value).map(Self::Price),
            _ => union::read(value).map(Self::Filter),
        }
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }
}

impl Empty for Food {
    fn empty() -> Self {
        Self::Unknown(empty())
    }
}

impl Serialize for Food {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Name(value) => value.serialize(serializer),
            Self::Price(value) => value.serialize(serializer),
            Self::Filter(value) => value.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Food {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        union::deserialize(deserializer)
    }
}
