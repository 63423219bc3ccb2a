//! The configuration that `specwright init` writes: every setting, as a comment.

/// A configuration for a description and an output folder. What else would follow from the size of
/// the API is written down, where it is known whether that is a large one, so that the SDK stays as
/// it is when the API grows; everything else that can be said stands as a comment.
pub fn template(spec: &str, output: &str, is_large: Option<bool>) -> String {
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
        by_size(is_large),
    )
}

/// What follows, with the settings that go by the size of the API.
fn by_size(is_large: Option<bool>) -> String {
    let text = include_str!("template.toml").to_owned();
    let Some(is_large) = is_large else { return text };
    let features = if is_large { "resources" } else { "off" };
    text.replace("\n#features = \"off\"", &format!("\nfeatures = \"{features}\""))
        .replace("\n#comparable = true", &format!("\ncomparable = {}", !is_large))
        .replace("\n#share = false", &format!("\nshare = {is_large}"))
}
