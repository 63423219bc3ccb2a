//! Makes the SDKs.

fn main() -> Result<(), specwright::BuildError> {
    specwright::Builder::new("toys.yaml").config("toys.toml").generate()?;
    specwright::Builder::new("values.yaml").generate()
}
