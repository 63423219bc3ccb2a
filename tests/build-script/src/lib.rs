//! An SDK that a build script makes.

/// The SDK of the toy store.
pub mod toys {
    include!(concat!(env!("OUT_DIR"), "/toys.rs"));
}

/// Values that are sent and received.
pub mod values {
    include!(concat!(env!("OUT_DIR"), "/values.rs"));
}
