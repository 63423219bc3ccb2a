//! The list of generated files in the folder of an SDK.

use std::collections::BTreeSet;

use super::files::stays_inside;

/// The manifest's name.
pub const MANIFEST: &str = ".specwright";

const HEADER: &str = "\
# The files that specwright generated here. It replaces and deletes these and no others.
";

/// The text of the manifest that lists these paths.
pub(super) fn text<'a>(paths: impl IntoIterator<Item = &'a str>) -> String {
    let paths: BTreeSet<&str> = paths.into_iter().collect();
    let mut text = HEADER.to_owned();
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The paths that a manifest lists. A line that leads out of the folder lists nothing.
pub(super) fn paths(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|line| !line.starts_with('#') && stays_inside(line) && *line != MANIFEST)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let text = text(["src/lib.rs", "Cargo.toml", "src/lib.rs"]);
        assert!(text.ends_with("\nCargo.toml\nsrc/lib.rs\n"));
        assert_eq!(
            paths(&text).into_iter().collect::<Vec<_>>(),
            ["Cargo.toml", "src/lib.rs"]
        );
    }

    #[test]
    fn lines_that_lead_out_of_the_folder_list_nothing() {
        assert_eq!(
            paths("../a\n/etc/passwd\n.specwright\n\nb\r\n"),
            BTreeSet::from(["b".into()])
        );
    }
}
