//! What nearly every module of the resources and types names, in one line: each name that a
//! module imports is an item of its own for rustc, and there are thousands of modules.

pub use std::convert::Infallible;
pub use std::fmt;
pub use std::hash::{Hash, Hasher};
pub use std::str::FromStr;

pub use http::Method;
pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use serde_json::Value;

pub use super::{
    Call, Client, Empty, Field, Literal, Member, Members, Object, Request, StringEnum,
    TypedError, decode, empty, object, string_enum,
};
