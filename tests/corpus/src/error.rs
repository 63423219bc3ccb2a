//! What can keep the harness itself from running.

/// A result of the harness.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// An error that is only text.
pub(crate) fn fail<T>(message: impl Into<String>) -> Result<T> {
    Err(message.into().into())
}
