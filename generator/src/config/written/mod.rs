//! Texts of the configuration that become part of the SDK as they are: each is checked where it is
//! read, so that a mistake is reported at its place and not by the compiler of the SDK.

mod names;
mod requests;
mod rust;

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};

use names::{call_name, crate_name, name, package_name, version};
use requests::{base_url, file_url, header_name, header_value, variable};
use rust::{attribute, path, ty};

/// Defines a text that a function takes or refuses.
macro_rules! texts {
    ($($(#[$docs:meta])* $name:ident = $check:ident;)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(D::Error::custom)
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                $check(text).map(Self)
            }
        }
    )*};
}

impl RustType {
    /// The paths in it that lead through modules, such as `money::Money` of `Vec<money::Money>`.
    pub fn paths(&self) -> Vec<String> {
        rust::paths(self)
    }
}

texts! {
    /// A name in Rust, in any case: letters, digits and `_` or `-`, a letter first.
    Name = name;
    /// Names with dots between, such as `pets.toys.list`.
    CallName = call_name;
    /// The path of a trait or a macro, such as `Eq` or `serde::Serialize`.
    RustPath = path;
    /// A type, such as `money::Money` or `Vec<u8>`.
    RustType = ty;
    /// An attribute, without the `#[` and `]` around it, with which it can be written too.
    Attribute = attribute;
    /// The name of a package.
    PackageName = package_name;
    /// A semantic version.
    Version = version;
    /// The name of a crate that the SDK depends on.
    CrateName = crate_name;
    /// An absolute URL of the scheme `http` or `https`.
    BaseUrl = base_url;
    /// A URL that `$ref`s lead to.
    FileUrl = file_url;
    /// The name of a header.
    HeaderName = header_name;
    /// The value of a header.
    HeaderValue = header_value;
    /// The name of an environment variable.
    Variable = variable;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(check: fn(&str) -> Result<String, String>, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(check(text).is_ok(), "{text:?}: {:?}", check(text));
        }
        for text in bad {
            assert!(check(text).is_err(), "{text:?} was taken");
        }
    }

    #[test]
    fn names() {
        check(
            name,
            &["Pet", "in-progress", "_id", "a1"],
            &["", "1a", "a b", "é", "_", "a.b"],
        );
        check(call_name, &["list", "pets.toys.list"], &["", "..x", "a.", "a..b", "a.1"]);
        check(
            package_name,
            &["pets", "pet-store_2"],
            &["", "Bad Name!", "1a", "std", "fn", "-a"],
        );
        check(
            version,
            &["1.2.3", "0.1.0-rc.1+5"],
            &["", "1", "1.2", "01.2.3", "1.2.x", "1.2.3-"],
        );
        check(crate_name, &["serde_json", "http"], &["bad name", ""]);
    }

    #[test]
    fn rust() {
        check(
            path,
            &["Eq", "serde::Serialize", "::a::B"],
            &["", "Foo Bar(", "a::", "fn", "a b"],
        );
        check(
            ty,
            &[
                "Money",
                "::a::b::Money",
                "crate::Money",
                "Vec<u8>",
                "std::collections::BTreeMap<String, Vec<Vec<u8>>>",
                "(A, B)",
                "()",
                "[u8; 4]",
                "Fixed<4>",
            ],
            &[
                "", "Vec<", "Vec<>", "fn", "&str", "A B", "a:b", "a::", "{}", "[u8]",
                "Vec<u8>>",
            ],
        );
        check(
            attribute,
            &[
                "must_use",
                "#[must_use]",
                "#[doc = \"x\"]",
                "cfg(feature = \"a\")",
                "a::b(c)",
                "doc = include_str!(\"x\")",
            ],
            &[
                "",
                "#[",
                "must_use(",
                "a b",
                "= 1",
                "#[#[a]]",
                "a =",
                "doc = \"x\" + y; z",
            ],
        );
        assert_eq!(attribute(" #[must_use] ").unwrap(), "must_use");
        let deep =
            |open: &str, close: &str| open.repeat(60_000) + "u8" + &close.repeat(60_000);
        check(ty, &[], &[&deep("Vec<", ">"), &deep("(", ")")]);
    }

    #[test]
    fn of_requests() {
        check(
            base_url,
            &[
                "https://api.example.com/v1",
                "http://127.0.0.1:8080",
                "http://[::1]:80/",
                "HTTPS://a",
            ],
            &[
                "not a url",
                "ftp://x",
                "/v1",
                "https://",
                "https://a b",
                "https://a/{b}",
                "http://a?b",
            ],
        );
        check(header_name, &["x-client", "X_1"], &["", "bad header", "a:b", "é"]);
        check(header_value, &["", "a b", "é"], &["a\nb", "\0"]);
        check(variable, &["PET_URL"], &["", "A=B"]);
    }
}
