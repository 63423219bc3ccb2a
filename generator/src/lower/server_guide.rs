//! What people read of where the API is served, and how a client gets there.

use super::docs::code;
use super::inline::HARD_SPACE;
use super::text::Text;
use crate::rust::{Client, ClientParameter, Place, ServerGuide, ServerUrl};
use crate::words::words;

/// Adds what is said of servers to the docs of the crate.
pub(super) fn server_docs(servers: &ServerGuide, text: &mut Text) {
    let (default, variable, constants, templates, variables, asked) = match servers {
        ServerGuide::Known => return,
        ServerGuide::Missing { variable } => {
            text.block("# Servers");
            text.paragraph(&format!(
                "Where the API is has to be said: by `ClientBuilder::base_url`, or by {variable} in \
                 the environment."
            ));
            return;
        }
        ServerGuide::Several {
            default,
            variable,
            constants,
            templates,
            variables,
            asked,
        } => (default, variable, constants, templates, variables, asked),
    };
    text.block("# Servers");
    text.paragraph(&format!(
        "Calls go to {default} unless `ClientBuilder::base_url`, or {variable} in the environment, \
         says another place."
    ));
    if !asked.is_empty() {
        text.paragraph(ServerGuide::ASKED);
    }
    for (index, line) in asked.iter().enumerate() {
        text.item(line, index == 0);
    }
    if !constants.is_empty() {
        text.paragraph("The description names:");
    }
    for (index, [constant, url, about]) in constants.iter().enumerate() {
        let space = if about.is_empty() { "" } else { ": " };
        text.item(&format!("{constant}, {url}{space}{about}"), index == 0);
    }
    for (title, lines) in
        [(ServerGuide::OPEN, templates), ("Variables of its URLs:", variables)]
    {
        if !lines.is_empty() {
            text.paragraph(title);
        }
        for (index, line) in lines.iter().enumerate() {
            text.item(line, index == 0);
        }
    }
}

/// Where the API is served, as people read it.
pub(super) fn server_guide(client: &Client) -> ServerGuide {
    let code = |text: &str| code(text).replace(HARD_SPACE, " ");
    let variable = code(&client.base_url_variable);
    if client.needs_base_url() {
        return ServerGuide::Missing { variable };
    }
    let constant = |one: &ServerUrl| {
        [code(&format!("Client::{}", one.constant)), code(&one.url), one.about.clone()]
    };
    let constants: Vec<[String; 3]> = client.servers.iter().map(constant).collect();
    let plain = |lines: &[String]| -> Vec<String> {
        lines.iter().map(|line| line.replace(HARD_SPACE, " ")).collect()
    };
    let templates = plain(&client.server_templates);
    let variables = plain(&client.server_variables);
    let of_server = client.parameters.iter().filter(|one| one.place == Place::Path);
    let asked: Vec<String> = of_server.map(|one| asked(one, &client.base_url)).collect();
    let lists = [&templates, &variables, &asked];
    if constants.is_empty() && lists.iter().all(|list| list.is_empty()) {
        return ServerGuide::Known;
    }
    ServerGuide::Several {
        default: code(&client.base_url),
        variable,
        constants,
        templates,
        variables,
        asked,
    }
}

/// What a variable of a server's URL is, and how the client is told it.
fn asked(one: &ClientParameter, base_url: &str) -> String {
    let other = one.server.as_deref().filter(|url| *url != base_url);
    let of = other.map(|url| format!(" of {}", code(url))).unwrap_or_default();
    let note = match &one.default {
        Some(default) => format!(", {} by default", code(default)),
        None => String::new(),
    };
    let about =
        if one.about.is_empty() { String::new() } else { format!(": {}", one.about) };
    let line = format!(
        "{}{of}, by {} or {} in the environment{note}{about}",
        code(&format!("{{{}}}", one.name)),
        code(&format!("ClientBuilder::{}", one.setter)),
        code(&one.variable)
    );
    line.replace(HARD_SPACE, " ")
}

/// The statements with which examples make a client: the description can leave open where the API
/// is, but an example cannot.
pub(super) fn setup(client: &Client) -> String {
    let needed = client.needed();
    if !needed.is_empty() {
        return setup_with(&needed);
    }
    if !client.needs_base_url() {
        return "let client = Client::from_env()?;\n".to_owned();
    }
    let path = client.base_url.trim_start_matches('/');
    let slash = if path.is_empty() { "" } else { "/" };
    // As Rust writes a text, whatever is in it.
    let url = format!("{:?}", format!("https://example.com{slash}{path}"));
    format!(
        "let server = {url};\n\
         let client = Client::builder().env().base_url(server).build()?;\n"
    )
}

/// The statement that makes a client which is told what stands in the server's URL.
fn setup_with(needed: &[&ClientParameter]) -> String {
    /// How long a chain of calls on one line can be.
    const CHAIN: usize = 60;
    let mut calls = vec![".env()".to_owned()];
    calls.extend(needed.iter().map(|one| {
        let value = words(&one.name).join("-");
        format!(".{}({value:?})", one.setter)
    }));
    calls.push(".build()?".to_owned());
    let line = format!("Client::builder(){}", calls.concat());
    match line.len() > CHAIN {
        true => {
            format!("let client = Client::builder()\n    {};\n", calls.join("\n    "))
        }
        false => format!("let client = {line};\n"),
    }
}
