//! UUIDs.

use ::uuid::Uuid;

use super::Empty;

impl Empty for Uuid {
    fn empty() -> Self {
        Self::nil()
    }
}

/// Whether a text is a UUID.
pub fn is_uuid(text: &str) -> bool {
    Uuid::try_parse(text).is_ok()
}
