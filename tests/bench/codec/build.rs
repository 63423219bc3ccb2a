//! Makes the types that are measured.

fn main() -> Result<(), specwright::BuildError> {
    specwright::Builder::new("store.yaml").generate()
}
