//! The list of generated files in the folder of an SDK.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::files::stays_inside;

/// The manifest's name.
pub const MANIFEST: &str = ".specwright";

const HEADER: &str = "\
# The files that specwright generated here, each with a checksum. It replaces and deletes these and
# no others.
";

/// The generated files by path, each with the checksum of its text. One that is about to be
/// replaced has none.
pub(super) type Listed = BTreeMap<String, Option<u32>>;

/// The text of the manifest that lists these files.
pub(super) fn text(listed: &Listed) -> String {
    let mut text = HEADER.to_owned();
    for (path, checksum) in listed {
        if let Some(checksum) = checksum {
            text.push_str(&format!("{checksum:08x} "));
        }
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The files that a manifest lists. A line that leads out of the folder lists nothing.
pub(super) fn listed(text: &str) -> Listed {
    let file = |line: &str| {
        let parts = line.split_once(' ').filter(|(first, _)| first.len() == 8);
        let with = parts.and_then(|(first, path)| {
            Some((path.to_owned(), Some(u32::from_str_radix(first, 16).ok()?)))
        });
        with.unwrap_or_else(|| (line.to_owned(), None))
    };
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .map(file)
        .filter(|(path, _)| stays_inside(path) && path != MANIFEST)
        .collect()
}

/// The checksum of a text: CRC-32, as of zip files. It notices that somebody wrote into a file,
/// and does not defend against those who would hide it.
pub(super) fn checksum(text: &[u8]) -> u32 {
    crc32fast::hash(&with_plain_ends(text))
}

/// A text whose lines end as those that are generated, whatever a checkout made of them.
pub(super) fn with_plain_ends(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.contains(&b'\r') {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    for (at, &byte) in text.iter().enumerate() {
        if byte != b'\r' || text.get(at + 1) != Some(&b'\n') {
            plain.push(byte);
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let files = Listed::from([
            ("src/lib.rs".into(), Some(checksum(b"//!"))),
            ("Cargo.toml".into(), None),
            ("with a space".into(), Some(7)),
        ]);
        let text = text(&files);
        assert!(
            text.ends_with("\nCargo.toml\n9225f0fc src/lib.rs\n00000007 with a space\n"),
            "{text}"
        );
        assert_eq!(listed(&text), files);
    }

    #[test]
    fn lines_that_lead_out_of_the_folder_list_nothing() {
        assert_eq!(
            listed(
                "../a\n/etc/passwd\n.specwright\n00000000 ../a\n00000000 .specwright\n\nb\r\n"
            ),
            Listed::from([("b".into(), None)])
        );
    }

    #[test]
    fn line_ends_of_other_systems_are_no_edit() {
        assert_eq!(checksum(b"a\r\nb\r\n"), checksum(b"a\nb\n"));
        assert_ne!(checksum(b"a\rb\n"), checksum(b"a\nb\n"));
    }
}
