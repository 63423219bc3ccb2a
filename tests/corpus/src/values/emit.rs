//! The program that decodes and encodes.

use std::fmt::Write;

use specwright::probe::Surface;

/// What all of them have.
const FRAME: &str = r#"//! Reads lines of a number and JSON, decodes the JSON as the type of that number, and writes what
//! that encodes to.

use std::io::{BufRead, Write};

fn both<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) -> Result<String, String> {
    let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| format!("encoding: {error}"))
}

fn main() {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let (index, text) = line.split_once('\t').expect("a number and JSON");
        let both = TYPES[index.parse::<usize>().expect("a number")];
        let answer = std::panic::catch_unwind(|| both(text));
        let (word, text) = match answer {
            Ok(Ok(text)) => ("ok", text),
            Ok(Err(error)) => ("error", error),
            Err(_) => ("error", "a panic".to_owned()),
        };
        writeln!(output, "{word}\t{}", text.replace('\n', " ")).expect("an open output");
        output.flush().expect("an open output");
    }
}

const TYPES: &[fn(&str) -> Result<String, String>] = &[
"#;

/// The program for an SDK.
pub(crate) fn program(surface: &Surface) -> String {
    let mut text = format!("#![allow(deprecated)]\n{FRAME}");
    for named in &surface.types {
        let _ = writeln!(text, "    both::<{}>,", named.path);
    }
    text.push_str("];\n");
    text
}
