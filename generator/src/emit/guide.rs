//! README.md, api.md and the example of an SDK.

use std::fmt::Write;

use crate::rust::{
    Authentication, ClientParameter, Crate, Credential, ExampleCall, Place, ServerGuide,
};

/// The text of `README.md`.
pub(super) fn readme(krate: &Crate) -> String {
    let (guide, package) = (&krate.guide, &krate.package);
    let mut text = format!("# {}\n\n{}\n", package.name, guide.description);
    if !guide.summary.is_empty() {
        let _ = write!(text, "\n{}\n", guide.summary);
    }
    let _ = write!(
        text,
        "\n## First call\n\n```toml\n[dependencies]\n{} = \"{}\"\n",
        package.name, package.version
    );
    text.push_str("tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n```\n");
    if let Some(example) = &guide.example {
        let _ = write!(text, "\n```rust,no_run\n{}```\n", program(krate, example));
    }
    text.push_str(&authentication(&guide.authentication));
    text.push_str(&parameters(&krate.client.parameters));
    text.push_str(&servers(krate));
    text.push_str(COMMON);
    let usage = &krate.usage;
    for (section, used) in [
        (LISTS, usage.pages),
        (NULL, usage.nullable),
        (FILES, usage.multipart),
        (KEYS, guide.makes_keys),
    ] {
        text.push_str(if used { section } else { "" });
    }
    text.push_str(TESTS);
    text.push_str(&features(krate));
    text.push_str(
        "\n## Every call\n\n[api.md](api.md) lists the calls and what they give.\n",
    );
    text
}

/// How requests are authenticated.
fn authentication(item: &Authentication) -> String {
    let mut text = String::from("\n## Authentication\n");
    if item.is_unknown {
        let _ = write!(text, "\n{}\n", Authentication::UNKNOWN);
        return text;
    }
    if item.is_empty() {
        return String::new();
    }
    if !item.usual.is_empty() {
        text.push_str("\nThe first of these that is complete counts:\n\n");
        text.push_str(&credentials(&item.usual));
    }
    if item.optional && !item.usual.is_empty() {
        let _ = write!(text, "\n{}\n", item.note_of_optional());
    }
    if !item.further.is_empty() {
        let _ = write!(text, "\n{}\n\n", item.note_of_further());
        text.push_str(&credentials(&item.further));
    }
    if !item.notes.is_empty() {
        let _ = write!(text, "\n{}\n\n", Authentication::ABOUT);
    }
    for said in &item.texts {
        let _ = writeln!(text, "- {said}");
    }
    text
}

/// A table of ways to authenticate.
fn credentials(credentials: &[Credential]) -> String {
    let mut text = String::from("| environment | builder |\n|---|---|\n");
    let code = |names: &[String]| {
        names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    };
    for Credential { variables, setters } in credentials {
        let _ = writeln!(text, "| {} | {} |", code(variables), code(setters));
    }
    text
}

/// What the client has for all calls.
fn parameters(parameters: &[ClientParameter]) -> String {
    // Those of the server are told with it.
    let parameters = parameters.iter().filter(|one| one.place != Place::Path);
    if parameters.clone().next().is_none() {
        return String::new();
    }
    let mut text = format!(
        "\n## For all calls\n\n{}\n\n| environment | builder | sent as | |\n|---|---|---|---|\n",
        ClientParameter::ABOUT
    );
    for item in parameters {
        let ClientParameter { variable, setter, .. } = item;
        let kind = item.noun;
        // A bar ends a cell, also in code.
        let name = item.name.replace('|', "\\|");
        let note = item.note().replace('|', "\\|");
        let _ = writeln!(
            text,
            "| `{variable}` | `ClientBuilder::{setter}` | the {kind} `{name}` | {note} |"
        );
    }
    text
}

/// Where the API is served.
fn servers(krate: &Crate) -> String {
    let (default, constants, templates, variables, asked) = match &krate.guide.servers {
        ServerGuide::Known => return String::new(),
        ServerGuide::Missing { variable } => {
            return format!(
                "\n## Server\n\nThe description does not say where the API is: give the client \
                 its URL by `ClientBuilder::base_url`,\nor by {variable} in the environment.\n"
            );
        }
        ServerGuide::Several {
            default, constants, templates, variables, asked, ..
        } => (default, constants, templates, variables, asked),
    };
    let mut text = format!(
        "\n## Servers\n\nCalls go to {default} unless the builder is given another URL: \
         `.base_url(…)`.\n"
    );
    if !asked.is_empty() {
        let _ = write!(text, "\n{}\n\n", ServerGuide::ASKED);
    }
    for line in asked {
        let _ = writeln!(text, "- {line}");
    }
    if !constants.is_empty() {
        text.push_str("\n| constant | URL | |\n|---|---|---|\n");
    }
    for cells in constants {
        // A bar ends a cell, also in code.
        let cells = cells.each_ref().map(|cell| cell.replace('|', "\\|"));
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    for (title, lines) in
        [(ServerGuide::OPEN, templates), ("Variables of the URLs:", variables)]
    {
        if !lines.is_empty() {
            let _ = write!(text, "\n{title}\n\n");
        }
        for line in lines {
            let _ = writeln!(text, "- {line}");
        }
    }
    text
}

/// How to compile a part of the SDK.
fn features(krate: &Crate) -> String {
    let package = &krate.package;
    let Some(first) = package.features.first() else { return String::new() };
    let names: Vec<String> =
        package.features.iter().map(|feature| format!("`{}`", feature.name)).collect();
    format!(
        "\n## Features\n\nEach resource of the client is a cargo feature, with the types that it \
         needs. `full`, the default, is all of them;\nwho uses some of them compiles only \
         those:\n\n```toml\n[dependencies]\n{} = {{ version = \"{}\", default-features = false, \
         features = [\"{}\"] }}\n```\n\nFeatures: {}.\n",
        package.name,
        package.version,
        first.name,
        names.join(", ")
    )
}

/// What holds where calls make keys.
const KEYS: &str = r"
## Idempotency keys

A call with a header by which the server recognizes a repeated request sends a fresh key there, the
same with all attempts, unless its parameters have one. It is tried again like a call that changes
nothing.
";

/// What holds for every SDK.
const COMMON: &str = r"
## Errors

Every call gives `Result<_, Error>`. An `Error` tells what it is about (`is_not_found()`,
`is_rate_limited()`, `is_timeout()`, …), keeps the answer (`status()`, `headers()`, `body()`), the
errors that the API lists (`api_errors()`), and reads the error type of an operation with
`decode::<…Error>()`. That has a variant for each status; where all of them have the same body,
`into_body()` gives it whatever the status was.

## Timeouts and retries

A call that only reads or can be repeated (`GET`, `PUT`, `DELETE`, …) is tried again, at most twice,
after connection errors, timeouts, 408, 409, 429 and 5xx. Others (`POST`, `PATCH`) are only where the
server cannot have acted on it: there was no connection, or it answered 408, 429, or 503 with
`Retry-After`; `.retry_unsafe(…)` of the builder says otherwise. The delay is what the server asks for, else
half a second and then twice that, and at most a minute; `x-should-retry` of an answer counts before
its status. `Client::builder()` sets this for all calls, a call for itself: `.timeout(…)`,
`.attempt_timeout(…)`, `.read_timeout(…)`, `.max_retries(…)`.

| timeout | by default | how long it can take |
|---|---|---|
| `connect_timeout` | 10 s | until there is a connection, with TLS; of the client only |
| `read_timeout` | 60 s | while nothing arrives: before an answer, counted from the last part of the body that was sent, and between the parts of its body |
| `attempt_timeout` | none | one attempt, until the answer is read; if it is set, it says how long the answer is waited for |
| `timeout` | none | the whole call: all attempts and the delays between them, until the answer is read |

Of an answer that is given as it arrives, by `.raw()` or as a stream, the last two hold until it begins;
`read_timeout` holds to its end.
";

/// What holds where calls give pages.
const LISTS: &str = r"
## Lists

A call that gives pages can be awaited for one page; `.items()` gives all items of all pages one
after the other, `.pages()` all pages. What an answer has beside the items, `.decode()` of a page
reads: the docs of the call name the type of the whole answer, where it has one.
";

/// What holds where null says something else than nothing.
const NULL: &str = r"
## Values that can be null

What can be left out is an `Option`. Where leaving out and null mean different things in what is
sent, a field is `Nullable`: `Absent`, `Null` or `Value(…)`.
";

/// What holds where calls take files.
const FILES: &str = r#"
## Files

A file to upload is a `FilePart`. `FilePart::file("./cat.png")?` reads it from the disk while it is
sent, and `FilePart::new(bytes).name("cat.png")` has what is in memory; `.media_type("image/png")` says
what it is.
"#;

/// How users test what they do with answers.
const TESTS: &str = r#"
## In your own tests

What calls give can get more members, so it is not written member by member. A test makes it of JSON, as the
client does, and only has to give what is required: `serde_json::from_value(json!({"id": "a"}))?`, or
`serde_json::from_str` of an answer that was recorded. Unions and enums are made so too.

Calls can be tested whole, without the API: against a server of your own, which `ClientBuilder::base_url`
leads to, or with a `Transport` of your own, which `ClientBuilder::transport` takes and which can answer
without a network.
"#;

/// The text of `api.md`.
pub(super) fn api(krate: &Crate) -> String {
    let mut text = format!("# {}\n", krate.guide.title);
    for resource in &krate.guide.resources {
        let level = "#".repeat((resource.depth + 1).clamp(2, 6));
        let _ = write!(text, "\n{level} `{}`\n\n", resource.accessor);
        for method in &resource.methods {
            let deprecated = if method.deprecated { " (deprecated)" } else { "" };
            let _ = writeln!(
                text,
                "- `{}({})` → `{}`{deprecated}  \n  {}",
                method.name,
                method.arguments.join(", "),
                method.answer,
                method.http_code
            );
        }
    }
    if !krate.guide.webhooks.is_empty() {
        text.push_str(
            "\n## Webhooks\n\nWhat the API sends to you; `body` is what arrived.\n\n",
        );
        for (name, answer) in &krate.guide.webhooks {
            let _ = writeln!(text, "- `webhooks::{name}(body)` → `{answer}`");
        }
    }
    text
}

/// The text of `examples/quickstart.rs`.
pub(super) fn quickstart(krate: &Crate) -> Option<String> {
    let example = krate.guide.example.as_ref()?;
    let docs = "//! The first call: credentials come from the environment.\n\n";
    Some(format!(
        "// @generated by {}\n\n{docs}{}",
        krate.provenance,
        program(krate, example)
    ))
}

/// A whole program that makes a call.
fn program(krate: &Crate, example: &ExampleCall) -> String {
    let library = &krate.package.library;
    let imports = example.imports(library, Some("Client"));
    let (binding, shown) = match example.gives {
        true => ("let answer = ", "    println!(\"{answer:?}\");\n"),
        false => ("", ""),
    };
    // The width of the code without the indentation of `main`; rustfmt breaks a chain that would
    // end in the last column.
    let call = example.statements(binding, 84);
    let statements = krate.guide.setup.lines().chain(call.lines());
    let statements: String = statements.map(|line| format!("    {line}\n")).collect();
    let allow = if example.deprecated { "#![allow(deprecated)]\n\n" } else { "" };
    format!(
        "{allow}{imports}\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{\n\
         {statements}{shown}    Ok(())\n}}\n"
    )
}
