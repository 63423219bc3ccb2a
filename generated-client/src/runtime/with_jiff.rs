//! Dates and times of `jiff` as values that decoding can start from.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::Empty;

impl Empty for Timestamp {
    fn empty() -> Self {
        Self::UNIX_EPOCH
    }
}

impl Empty for Date {
    fn empty() -> Self {
        Self::ZERO
    }
}

impl Empty for Time {
    fn empty() -> Self {
        Self::midnight()
    }
}
