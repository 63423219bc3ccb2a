//! UUIDs as values that decoding can start from.

use uuid::Uuid;

use super::Empty;

impl Empty for Uuid {
    fn empty() -> Self {
        Self::nil()
    }
}
