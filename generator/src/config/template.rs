//! The configuration that `specwright init` writes: every setting, as a comment.

/// A configuration for a description and an output folder, in which everything else that can be
/// said stands as a comment.
pub fn template(spec: &str, output: &str) -> String {
    let string = |text: &str| toml::Value::from(text).to_string();
    format!(
        "# Configuration of specwright. Paths lead from this file's folder. Everything but spec and\n\
         # output has a good default: take the # off what you change.\n\
         \n\
         # The OpenAPI description.\n\
         spec = {}\n\
         # The folder of the SDK.\n\
         output = {}\n\
         {}",
        string(spec),
        string(output),
        include_str!("template.toml"),
    )
}
