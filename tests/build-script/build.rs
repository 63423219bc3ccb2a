//! Makes the SDK.

fn main() -> Result<(), specwright::BuildError> {
    specwright::Builder::new("toys.yaml").config("toys.toml").generate()
}
