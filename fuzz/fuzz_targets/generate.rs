//! Changes a description at places that the bytes choose, and makes an SDK of it.
//!
//! `cargo +nightly fuzz run generate -- -max_len=200`

#![no_main]

#[path = "../../generator/tests/hostile/mutate.rs"]
mod mutate;

use libfuzzer_sys::fuzz_target;
use specwright::Input;
use specwright::config::Config;
use specwright::diagnostic::Diagnostics;
use specwright::source::SourceSet;

fuzz_target!(|bytes: &[u8]| {
    let Some((times, rest)) = bytes.split_first() else { return };
    let mut description = serde_json::from_str(mutate::BASE).expect("the base is JSON");
    mutate::mutate(&mut description, usize::from(times % 16), &mut mutate::Bytes(rest));
    let mut diagnostics = Diagnostics::default();
    let input = Input::Text { path: "fuzz.json".into(), text: description.to_string() };
    let generated = specwright::generate(
        input,
        &Config::default(),
        &mut SourceSet::default(),
        &mut diagnostics,
    );
    // What fails says why; what does not is Rust in all its files.
    match generated {
        Err(_) => assert!(diagnostics.has_errors()),
        Ok(generated) => {
            for (path, text) in generated.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
                text.parse::<proc_macro2::TokenStream>().expect(path);
            }
        }
    }
});
