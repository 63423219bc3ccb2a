//! The value that decoding starts from.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde_json::{Map, Value};

/// A type that has an empty value: no text, no items, zero, false, nothing.
///
/// Decoding a structure starts from its empty value and fills in what the answer has. A value
/// that was decoded never has the empty value in the place of a required member: that is an
/// error.
pub trait Empty {
    /// The empty value.
    fn empty() -> Self;
}

/// The empty value of a type, see [`Empty`].
pub fn empty<T: Empty>() -> T {
    T::empty()
}

/// Says whether a value is left out where it is optional.
pub trait Absent {
    /// Whether it is left out.
    fn is_absent(&self) -> bool;
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

macro_rules! empty_is_default {
    ($($type:ty),*) => {
        $(impl Empty for $type {
            fn empty() -> Self {
                Self::default()
            }
        })*
    };
}

empty_is_default!((), bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64);
empty_is_default!(String, Value, Map<String, Value>);

impl<T> Empty for Option<T> {
    fn empty() -> Self {
        None
    }
}

impl<T> Empty for Vec<T> {
    fn empty() -> Self {
        Self::new()
    }
}

impl<K, V> Empty for BTreeMap<K, V> {
    fn empty() -> Self {
        Self::new()
    }
}

impl Empty for Ipv4Addr {
    fn empty() -> Self {
        Self::UNSPECIFIED
    }
}

impl Empty for Ipv6Addr {
    fn empty() -> Self {
        Self::UNSPECIFIED
    }
}

impl Empty for IpAddr {
    fn empty() -> Self {
        Self::V4(Ipv4Addr::UNSPECIFIED)
    }
}

macro_rules! empty_tuples {
    ($($name:ident)+) => {
        impl<$($name: Empty),+> Empty for ($($name,)+) {
            fn empty() -> Self {
                ($($name::empty(),)+)
            }
        }
    };
}

empty_tuples!(A);
empty_tuples!(A B);
empty_tuples!(A B C);
empty_tuples!(A B C D);
empty_tuples!(A B C D E);
empty_tuples!(A B C D E F);
