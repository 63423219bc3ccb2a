//! UUIDs.

use ::uuid::Uuid;

use super::Empty;

impl Empty for Uuid {
    fn empty() -> Self {
        Self::nil()
    }
}
