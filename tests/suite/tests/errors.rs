//! Wrong input: each gives a diagnostic with place and help, nothing is written.

use std::path::{Path, PathBuf};

use specwright::config::Config;
use specwright::diagnostic::{Diagnostics, RenderOptions, Severity, render};
use specwright::source::SourceSet;
use specwright::{Input, generate};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../errors")
}

/// What is reported, and whether there was an SDK.
fn reported(spec: &Path) -> (String, bool) {
    let mut sources = SourceSet::default();
    let mut diagnostics = Diagnostics::default();
    let result = generate(
        Input::File(spec.to_owned()),
        &Config::default(),
        &mut sources,
        &mut diagnostics,
    );
    let options = RenderOptions { least: Severity::Warning, ..RenderOptions::default() };
    let text = render(&diagnostics, &sources, &options);
    let folder = format!("{}/", spec.parent().unwrap().display());
    (text.replace(&folder, ""), result.is_ok())
}

#[test]
fn wrong_input_is_explained() {
    let mut seen = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        seen += 1;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (text, generated) = reported(&path.join("openapi.yaml"));
        let text =
            format!("{text}\nSDK: {}\n", if generated { "generated" } else { "none" });
        assert!(text.contains(&format!("[{name}]")), "{name} is not reported:\n{text}");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.join("."));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("reported", text));
    }
    assert!(seen >= 8, "the cases are not where they should be");
}

#[test]
fn a_missing_file_is_explained() {
    let (text, generated) = reported(&folder().join("there-is-none.yaml"));
    assert!(!generated && text.contains("[file-unreadable]"), "{text}");
}
