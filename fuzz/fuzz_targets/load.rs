//! Reads arbitrary bytes, finds the place of every value, and renders what was reported.
//!
//! `cargo +nightly fuzz run load -- -max_len=4096`

#![no_main]

use libfuzzer_sys::fuzz_target;
use specwright::diagnostic::{Diagnostics, Format, RenderOptions, Severity, render};
use specwright::load::{Input, Memory, load};
use specwright::source::{FileId, Pointer, SourceSet};

fuzz_target!(|bytes: &[u8]| {
    // What stands after a zero byte is a second file, which the first may name.
    let (first, second) = match bytes.iter().position(|byte| *byte == 0) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &[][..]),
    };
    for name in ["a.json", "a.yaml"] {
        let mut files = Memory::default().with(name, first).with("b", second);
        let mut diagnostics = Diagnostics::default();
        let sources = load(Input::File(name.into()), &mut files, &mut diagnostics);
        for (file, _) in sources.iter() {
            find_all(&sources, &Pointer::root(file));
        }
        for format in [Format::Human, Format::Json, Format::Github] {
            let least = Severity::Note;
            let options = RenderOptions { format, least, ..RenderOptions::default() };
            let text = render(&diagnostics, &sources, &options);
            assert_eq!(text.is_empty(), diagnostics.iter().next().is_none());
        }
        assert!(diagnostics.has_errors() || sources.iter().any(|(id, _)| id == FileId::ROOT));
    }
});

fn find_all(sources: &SourceSet, at: &Pointer) {
    let location = sources.locate(at).expect("a file of the set");
    let text = &sources.file(location.file).text;
    assert!(text.get(location.value).is_some());
    assert!(location.key.is_none_or(|key| text.get(key).is_some()));
    let Some(value) = sources.value(at) else { return };
    if let Some(members) = value.as_object() {
        members.keys().for_each(|key| find_all(sources, &at.child(key)));
    }
    for index in 0..value.as_array().map_or(0, Vec::len) {
        find_all(sources, &at.index(index));
    }
}
