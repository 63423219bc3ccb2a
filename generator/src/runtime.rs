//! The runtime that every SDK embeds: the files of `generator/runtime`, as they are.

use crate::rust::Usage;

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("../runtime/", $path)))),*]
    };
}

/// Every file below `runtime/`.
const FILES: &[(&str, &str)] = files! {
    "api.rs" "api_error.rs" "base64.rs" "body.rs" "body_members.rs" "builder.rs" "by_status.rs" "call.rs" "charset.rs" "client.rs" "client_parameters.rs" "clock.rs"
    "cookies.rs" "credentials.rs" "datetime.rs" "debug.rs" "empty.rs" "encoding.rs" "error.rs" "finite.rs" "form.rs" "http_date.rs"
    "integers.rs" "json.rs" "json_path.rs" "keys.rs" "lenient.rs" "literal.rs" "mod.rs" "multipart.rs" "nullable.rs" "oauth2.rs" "object.rs" "options.rs"
    "pages/asked.rs" "pages/link.rs" "pages/mod.rs" "pages/request.rs" "pages/rules.rs" "pages/stream.rs"
    "parts.rs" "percent.rs" "prelude.rs" "received.rs" "redirect.rs" "request.rs" "retry.rs" "send.rs" "silence.rs"
    "streams/decode.rs" "streams/frames.rs" "streams/mod.rs" "streams/split.rs"
    "streams/streaming.rs" "string_enum.rs" "token_source.rs" "transport.rs" "union/located.rs" "union/mod.rs" "union/tag.rs" "union/tagged.rs" "upload.rs" "uuid.rs" "value_enum.rs"
    "webhook.rs"
};

/// The files that an SDK has, by path below `runtime/`. All are as they are in the generator, but
/// that `mod.rs` does not name the modules that the SDK does not use.
pub(crate) fn files(usage: &Usage) -> Vec<(&'static str, String)> {
    let unused = unused(usage);
    let is_used = |path: &str| {
        let module = path.split(['/', '.']).next().unwrap_or_default();
        !unused.contains(&module)
    };
    FILES
        .iter()
        .filter(|(path, _)| is_used(path))
        .map(|(path, text)| {
            let text =
                if *path == "mod.rs" { root(text, &unused) } else { (*text).to_owned() };
            (*path, text)
        })
        .collect()
}

/// The modules that an SDK does not use.
fn unused(usage: &Usage) -> Vec<&'static str> {
    [
        ("base64", usage.base64),
        ("by_status", usage.answers_by_status),
        ("datetime", usage.datetime),
        ("form", usage.form),
        ("multipart", usage.multipart),
        ("oauth2", usage.oauth2),
        ("streams", usage.streams),
        ("union", usage.unions),
        ("upload", usage.upload),
        ("uuid", usage.uuid),
        ("value_enum", usage.value_enums),
        ("webhook", usage.webhooks),
    ]
    .into_iter()
    .filter(|(_, used)| !used)
    .map(|(module, _)| module)
    .collect()
}

/// `mod.rs` without the lines that name unused modules, and without the note on them when none
/// is left.
fn root(text: &str, unused: &[&str]) -> String {
    let names = |line: &str| {
        let module = line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod ");
        module
            .and_then(|module| module.strip_suffix(';'))
            .is_some_and(|module| unused.contains(&module))
    };
    let mut lines: Vec<&str> = text.lines().filter(|line| !names(line)).collect();
    let note =
        lines.iter().position(|line| line.starts_with("// Each of the following"));
    if let Some(note) = note
        && lines.get(note + 1).is_none_or(|line| line.is_empty())
    {
        lines.drain(note..note + 2);
    }
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_embedded() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime");
        let mut found = Vec::new();
        let mut open = vec![std::path::PathBuf::from(root)];
        while let Some(folder) = open.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let path = path.strip_prefix(root).unwrap();
                    if path.extension().is_none_or(|kind| kind != "rs") {
                        continue;
                    }
                    found.push(path.to_string_lossy().replace('\\', "/"));
                }
            }
        }
        found.sort();
        let mut embedded: Vec<_> =
            FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        embedded.sort();
        assert_eq!(found, embedded);
    }

    #[test]
    fn the_root_names_only_what_is_there() {
        let files = files(&Usage::default());
        let (_, root) = files.iter().find(|(path, _)| *path == "mod.rs").unwrap();
        assert!(!root.contains("mod union;"), "{root}");
        assert!(root.contains("mod call;"));
    }
}
