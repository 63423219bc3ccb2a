//! Bytes that are base64 text on the wire.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use ::base64::Engine;
use ::base64::engine::DecodePaddingMode::Indifferent;
use ::base64::engine::{GeneralPurpose, GeneralPurposeConfig};
use ::base64::prelude::BASE64_STANDARD;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::Empty;

/// Bytes that are base64 text on the wire.
///
/// They are written with the standard alphabet and padding, and read with or without padding,
/// line breaks and the URL-safe alphabet.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64Bytes(pub Vec<u8>);

/// A text is not base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base64Error(String);

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &::base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(Indifferent)
        .with_decode_allow_trailing_bits(true),
);

impl FromStr for Base64Bytes {
    type Err = Base64Error;

    fn from_str(text: &str) -> Result<Self, Base64Error> {
        let standard: String = text
            .chars()
            .filter(|letter| !letter.is_ascii_whitespace())
            .map(|letter| match letter {
                '-' => '+',
                '_' => '/',
                letter => letter,
            })
            .collect();
        LENIENT
            .decode(standard)
            .map(Self)
            .map_err(|error| Base64Error(error.to_string()))
    }
}

impl fmt::Display for Base64Bytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&BASE64_STANDARD.encode(&self.0))
    }
}

impl fmt::Debug for Base64Bytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Base64Bytes({self})")
    }
}

impl fmt::Display for Base64Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not base64: {}", self.0)
    }
}

impl std::error::Error for Base64Error {}

impl Deref for Base64Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Base64Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Base64Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Base64Bytes> for Vec<u8> {
    fn from(bytes: Base64Bytes) -> Self {
        bytes.0
    }
}

impl Empty for Base64Bytes {
    fn empty() -> Self {
        Self::default()
    }
}

impl Serialize for Base64Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Base64Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

/// Parses the text where the format still knows the place of an error.
struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Base64Bytes;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Base64Bytes, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_servers_write() {
        for text in ["aGk/Pw==", "aGk/Pw", "aGk_Pw", "aGk/\r\nPw==", " aGk_Pw== "] {
            assert_eq!(text.parse(), Ok(Base64Bytes(b"hi??".to_vec())), "{text}");
        }
        assert!("a".parse::<Base64Bytes>().is_err());
        assert!("ä".parse::<Base64Bytes>().is_err());
    }

    #[test]
    fn writes_the_standard_alphabet_with_padding() {
        assert_eq!(Base64Bytes(b"hi??".to_vec()).to_string(), "aGk/Pw==");
        assert_eq!(Base64Bytes::default().to_string(), "");
    }
}
