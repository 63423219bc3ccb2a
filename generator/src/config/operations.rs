//! `[[fix]]`, `[resources]`, `[parameters]`: what concerns single operations.

use std::fmt;

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;
use toml::Spanned;

use super::Selector;
use super::values::json;
use super::written::{CallName, Name};
use crate::model::{Location, Operation, Style};

/// A change to the description, by name. One that no longer applies is an error, so that it goes
/// when the description is right.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixUp {
    /// What diagnostics call it.
    pub name: Spanned<String>,
    /// The place: a JSON pointer (`/paths/~1pets/get`) or a JSONPath (`$.paths['/pets'].get`).
    pub target: Spanned<String>,
    /// The value that the place gets, which must not be there yet: a new member, or one more
    /// element behind a list.
    #[serde(default, deserialize_with = "json")]
    pub add: Option<Value>,
    /// The value that the place gets instead of the one that is there.
    #[serde(default, deserialize_with = "json")]
    pub set: Option<Value>,
    /// Members that the object at the place gets, as RFC 7396 merges them.
    #[serde(default, deserialize_with = "json")]
    pub merge: Option<Value>,
    /// Takes the place away.
    #[serde(default)]
    pub remove: bool,
    /// The key that the place gets.
    pub rename: Option<String>,
    /// Why, for people.
    pub reason: Option<String>,
}

/// The calls of operations: `"pets.toys.list"` to the operation, in the file's order. Tables may
/// be nested: `[resources.pets.toys] list = "GET /pets/{id}/toys"`.
#[derive(Clone, Debug, Default)]
pub struct Resources(pub Vec<(Spanned<String>, Spanned<Selector>)>);

impl<'de> Deserialize<'de> for Resources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut resources = Self::default();
        let tree =
            IndexMap::<Spanned<CallName>, Spanned<Node>>::deserialize(deserializer)?;
        flatten("", tree, &mut resources);
        Ok(resources)
    }
}

/// A call, or what is below a resource.
enum Node {
    Call(Selector),
    Resource(IndexMap<Spanned<CallName>, Spanned<Node>>),
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NodeVisitor;

        impl<'de> Visitor<'de> for NodeVisitor {
            type Value = Node;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an operation such as \"GET /pets\", or a table of them")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
                Ok(Node::Call(Selector::from(text)))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Node, A::Error> {
                let table = serde::de::value::MapAccessDeserializer::new(map);
                IndexMap::deserialize(table).map(Node::Resource)
            }
        }

        deserializer.deserialize_any(NodeVisitor)
    }
}

/// Adds what is below `prefix` to `resources`.
fn flatten(
    prefix: &str,
    tree: IndexMap<Spanned<CallName>, Spanned<Node>>,
    resources: &mut Resources,
) {
    for (key, node) in tree {
        let name = match prefix {
            "" => key.get_ref().to_string(),
            prefix => format!("{prefix}.{}", key.get_ref()),
        };
        let span = node.span();
        match node.into_inner() {
            Node::Call(selector) => resources
                .0
                .push((Spanned::new(key.span(), name), Spanned::new(span, selector))),
            Node::Resource(children) => flatten(&name, children, resources),
        }
    }
}

/// Parameters of operations.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Parameters {
    /// Path parameters that are members of the operation's parameters (`LogGetParams`) rather than
    /// arguments of the method.
    pub in_params: Vec<Spanned<String>>,
    /// Names of arguments and fields, by name of the parameter; `"GET /pets id"` is the parameter
    /// of one operation only.
    pub rename: IndexMap<Spanned<String>, Spanned<Name>>,
    /// How values become text, by name of the parameter or of the member of a form;
    /// `"GET /pets filter"` is that of one operation only.
    pub styles: IndexMap<Spanned<String>, ParameterStyle>,
}

impl Parameters {
    /// The style that the configuration gives to a parameter, with its key. What names the
    /// operation too goes before what names the parameter only.
    pub fn style(
        &self,
        operation: &Operation,
        parameter: (Location, &str),
    ) -> Option<(&Spanned<String>, &ParameterStyle)> {
        of_parameter(&self.styles, operation, parameter)
    }

    /// The name that the configuration gives to a parameter, with its key.
    pub fn rename(
        &self,
        operation: &Operation,
        parameter: (Location, &str),
    ) -> Option<(&Spanned<String>, &Spanned<Name>)> {
        of_parameter(&self.rename, operation, parameter)
    }
}

/// What a table has for a parameter, with its key: what names the operation too goes before, and
/// then what has the case of the name. Names of headers have no case.
fn of_parameter<'t, T>(
    table: &'t IndexMap<Spanned<String>, T>,
    operation: &Operation,
    (location, parameter): (Location, &str),
) -> Option<(&'t Spanned<String>, &'t T)> {
    let is_it = |name: &str, has_case: bool| match has_case {
        true => name == parameter,
        false => location == Location::Header && name.eq_ignore_ascii_case(parameter),
    };
    let scoped = |has_case: bool| {
        table.iter().find(|(key, _)| {
            let key = key.get_ref().trim();
            let start = key.len().checked_sub(parameter.len());
            let parts = start.and_then(|start| key.split_at_checked(start));
            parts.is_some_and(|(before, name)| {
                is_it(name, has_case)
                    && before.ends_with(char::is_whitespace)
                    && Selector::from(before).matches(operation)
            })
        })
    };
    let alike = || table.iter().find(|(key, _)| is_it(key.get_ref(), false));
    scoped(true)
        .or_else(|| scoped(false))
        .or_else(|| table.get_key_value(parameter))
        .or_else(alike)
}

/// How a value becomes text: a style, or a table with `style` and `explode`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterStyle {
    /// The style.
    pub style: Style,
    /// Whether arrays and objects become one pair each member; follows from the style.
    pub explode: bool,
}

/// The names of styles.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum StyleName {
    Form,
    Simple,
    Label,
    Matrix,
    SpaceDelimited,
    PipeDelimited,
    TabDelimited,
    DeepObject,
    Dots,
    Brackets,
    Json,
}

impl StyleName {
    fn style(self) -> Style {
        match self {
            Self::Form => Style::Form,
            Self::Simple => Style::Simple,
            Self::Label => Style::Label,
            Self::Matrix => Style::Matrix,
            Self::SpaceDelimited => Style::SpaceDelimited,
            Self::PipeDelimited => Style::PipeDelimited,
            Self::TabDelimited => Style::TabDelimited,
            Self::DeepObject => Style::DeepObject,
            Self::Dots => Style::Dots,
            Self::Brackets => Style::Brackets,
            Self::Json => Style::Content("application/json".to_owned()),
        }
    }

    /// What the specification takes `explode` for when nothing is said; the two styles that are
    /// not of the specification repeat.
    fn explodes(self) -> bool {
        matches!(self, Self::Form | Self::DeepObject | Self::Dots | Self::Brackets)
    }

    fn with_explode(self, explode: Option<bool>) -> ParameterStyle {
        let explode = explode.unwrap_or_else(|| self.explodes());
        ParameterStyle { style: self.style(), explode }
    }
}

impl<'de> Deserialize<'de> for ParameterStyle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            style: StyleName,
            explode: Option<bool>,
        }

        struct StyleVisitor;

        impl<'de> Visitor<'de> for StyleVisitor {
            type Value = ParameterStyle;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a style, or a table with `style` and `explode`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<ParameterStyle, E> {
                let name = serde::de::value::StrDeserializer::new(text);
                Ok(StyleName::deserialize(name)?.with_explode(None))
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                map: A,
            ) -> Result<ParameterStyle, A::Error> {
                let table = serde::de::value::MapAccessDeserializer::new(map);
                let Table { style, explode } = Table::deserialize(table)?;
                Ok(style.with_explode(explode))
            }
        }

        deserializer.deserialize_any(StyleVisitor)
    }
}
