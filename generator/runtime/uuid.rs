//! UUIDs.

use ::uuid::{Error, Uuid};

use super::{Empty, lenient};

impl Empty for Uuid {
    fn empty() -> Self {
        Self::nil()
    }
}

impl lenient::Text for Uuid {
    type Error = Error;

    fn parse(text: &str) -> Result<Self, Error> {
        Self::parse_str(text)
    }
}
