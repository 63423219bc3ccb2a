//! Values that several sections share.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use crate::diagnostic::Code;

/// Something that is worked out from the description unless it is switched off: `false`, or a
/// table that says more about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Switch<T> {
    /// `false`.
    Off,
    /// A table, `true`, or nothing at all.
    On(T),
}

impl<T> Switch<T> {
    /// What it says, unless it is switched off.
    pub fn on(&self) -> Option<&T> {
        match self {
            Self::Off => None,
            Self::On(rules) => Some(rules),
        }
    }
}

impl<T: Default> Default for Switch<T> {
    fn default() -> Self {
        Self::On(T::default())
    }
}

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for Switch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SwitchVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for SwitchVisitor<T> {
            type Value = Switch<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`false` or a table")
            }

            fn visit_bool<E: Error>(self, on: bool) -> Result<Switch<T>, E> {
                Ok(if on { Switch::default() } else { Switch::Off })
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                map: A,
            ) -> Result<Switch<T>, A::Error> {
                let table = serde::de::value::MapAccessDeserializer::new(map);
                T::deserialize(table).map(Switch::On)
            }
        }

        deserializer.deserialize_any(SwitchVisitor(PhantomData))
    }
}

/// The members that lead to a value: `"result_info.total_pages"`, or, where a name has a dot in
/// it, `["result.info", "total_pages"]`. The empty text is the value itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberPath(pub Vec<String>);

impl MemberPath {
    /// The members that lead to a member of the value.
    pub fn with(&self, name: String) -> Self {
        let mut path = self.0.clone();
        path.push(name);
        Self(path)
    }
}

impl From<&str> for MemberPath {
    fn from(text: &str) -> Self {
        let names = text.split('.').filter(|name| !name.is_empty());
        Self(names.map(str::to_owned).collect())
    }
}

impl fmt::Display for MemberPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

impl<'de> Deserialize<'de> for MemberPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        string_or_list(deserializer, "member names with dots between").map(|value| {
            match value {
                StringOrList::String(text) => Self::from(&*text),
                StringOrList::List(names) => Self(names),
            }
        })
    }
}

/// Where the parameters of pages are: `"query"`, `"body"` for members of the JSON body, or
/// `"body.page"` for those of one of its members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PagePlace {
    /// In the query.
    #[default]
    Query,
    /// In the object of the body that these members lead to.
    Body(MemberPath),
}

impl<'de> Deserialize<'de> for PagePlace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let MemberPath(path) = MemberPath::deserialize(deserializer)?;
        match path.split_first() {
            Some((first, [])) if first == "query" => Ok(Self::Query),
            Some((first, rest)) if first == "body" => {
                Ok(Self::Body(MemberPath(rest.to_vec())))
            }
            _ => Err(D::Error::custom(format!(
                "`{}` is no place of parameters: write `query`, `body`, or the members that lead to \
                 them, as `body.page`",
                path.join(".")
            ))),
        }
    }
}

/// What [`string_or_list`] found.
pub(super) enum StringOrList {
    /// `"a"`.
    String(String),
    /// `["a", "b"]`.
    List(Vec<String>),
}

/// Reads a string or a list of strings.
pub(super) fn string_or_list<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<StringOrList, D::Error> {
    struct EitherVisitor(&'static str);

    impl<'de> Visitor<'de> for EitherVisitor {
        type Value = StringOrList;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{}, or a list of them", self.0)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<StringOrList, E> {
            Ok(StringOrList::String(text.to_owned()))
        }

        fn visit_seq<A: SeqAccess<'de>>(
            self,
            mut list: A,
        ) -> Result<StringOrList, A::Error> {
            let mut names = Vec::new();
            while let Some(name) = list.next_element()? {
                names.push(name);
            }
            Ok(StringOrList::List(names))
        }
    }

    deserializer.deserialize_any(EitherVisitor(expected))
}

/// The key by which TOML's reader says that a table is a date or a time.
const DATE: &str = "$__toml_private_datetime";

/// Reads a value as JSON, which has no dates: they are text.
pub(super) fn json<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Value>, D::Error> {
    let mut value = Value::deserialize(deserializer)?;
    let mut open = vec![&mut value];
    while let Some(next) = open.pop() {
        if let Some(date) = next.get_mut(DATE).map(Value::take) {
            *next = date;
            continue;
        }
        match next {
            Value::Object(members) => open.extend(members.values_mut()),
            Value::Array(values) => open.extend(values),
            _ => {}
        }
    }
    Ok(Some(value))
}

/// Reads diagnostic codes.
pub(super) fn codes<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Code>, D::Error> {
    struct Written(Code);

    struct CodeVisitor;

    impl Visitor<'_> for CodeVisitor {
        type Value = Written;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a diagnostic code")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Written, E> {
            text.parse().map(Written).map_err(|_| super::error::unknown_code(text))
        }
    }

    impl<'de> Deserialize<'de> for Written {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_str(CodeVisitor)
        }
    }

    let codes = Vec::<Written>::deserialize(deserializer)?;
    Ok(codes.into_iter().map(|code| code.0).collect())
}
