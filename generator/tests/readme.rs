//! The README says what there is.

use std::fs;
use std::path::Path;

fn text(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(path).expect("a file of the repository")
}

/// Every setting of the template stands in the README, as code.
#[test]
fn the_readme_has_every_setting() {
    let readme = text("../README.md");
    let template = text("src/config/template.toml");
    let (_, reference) = readme.split_once("## Configuration").unwrap();
    for line in template.lines() {
        let line = line.strip_prefix('#').unwrap_or(line);
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_matches(['[', ']']);
            // Rules of pagination have names of the user's choice.
            let known = section.starts_with("pagination.")
                || reference.contains(&format!("[{section}]"));
            assert!(known, "`{line}` is not in the README");
        } else if let Some((key, _)) = line.split_once(" = ") {
            let is_setting = key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            // Names of schemes, crates and parameters in the examples.
            let examples = ["money", "login", "filters", "api_token", "lang"];
            if is_setting && !examples.contains(&key) {
                let known = reference.contains(&format!("`{key}`"));
                assert!(known, "`{key}` is not in the README");
            }
        }
    }
}

/// What the README tells its readers to run is what the gate runs.
#[test]
fn the_commands_of_the_readme_are_run() {
    let (readme, run) = (text("../README.md"), text("../.ci/run"));
    for command in ["cargo run -p specwright-demo", "cargo test --workspace"] {
        assert!(readme.contains(&format!("\n{command}\n")), "{command}");
        assert!(run.replace(" --quiet", "").contains(command), "{command}");
    }
}
