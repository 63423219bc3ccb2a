//! What people read: the crate's docs, README.md, api.md, the example.

use std::collections::BTreeMap;

use super::Docs;

/// Everything that the texts of an SDK say about it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guide {
    /// The API's title.
    pub title: String,
    /// What the SDK is, as Markdown.
    pub description: String,
    /// What the API is: one line of text.
    pub summary: String,
    /// The docs of the crate.
    pub crate_docs: Docs,
    /// How requests are authenticated: alternatives, each the environment variables and the
    /// methods of the builder that are all needed.
    pub credentials: Vec<Credential>,
    /// Where the API is served.
    pub servers: ServerGuide,
    /// The statements with which examples make a client.
    pub setup: String,
    /// The call that stands for all others.
    pub example: Option<ExampleCall>,
    /// Every resource, from the root down, in order.
    pub resources: Vec<GuideResource>,
    /// Every function that reads what the API sends: its name, and what it gives.
    pub webhooks: Vec<(String, String)>,
}

impl Guide {
    /// How each operation is called, by its HTTP line; several where it has several methods.
    pub(crate) fn calls(&self) -> BTreeMap<String, Vec<String>> {
        let mut calls: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for GuideResource { accessor, methods, .. } in &self.resources {
            for GuideMethod { name, arguments, http_line, .. } in methods {
                let call = format!("{accessor}.{name}({})", arguments.join(", "));
                calls.entry(http_line.clone()).or_default().push(call);
            }
        }
        calls
    }
}

/// What is said of the servers of an API, as Markdown.
#[derive(Clone, Debug, Default)]
pub(crate) enum ServerGuide {
    /// Nothing: there is one, and the client knows it.
    #[default]
    Known,
    /// The client has to be given the URL, by its builder or by this variable of the environment.
    Missing { variable: String },
    /// There are several, or several kinds of URLs.
    Several {
        /// The one that counts when nothing is said.
        default: String,
        /// The variable of the environment that says another one.
        variable: String,
        /// The constant of the client, the URL, and what it is, of each that has a constant.
        constants: Vec<[String; 3]>,
        /// What can stand in URLs beyond that: a line for each variable.
        variables: Vec<String>,
    },
}

/// One way to authenticate.
#[derive(Clone, Debug)]
pub(crate) struct Credential {
    /// The environment variables that are all needed.
    pub variables: Vec<String>,
    /// The methods of the builder that are all needed.
    pub setters: Vec<String>,
}

/// A call as one would write it.
#[derive(Clone, Debug)]
pub(crate) struct ExampleCall {
    /// `use` paths below the crate, sorted.
    pub uses: Vec<String>,
    /// How the resource is reached, such as `client.pets()`.
    pub accessor: String,
    /// The method.
    pub method: String,
    /// The arguments: what they are called and their values.
    pub arguments: Vec<(String, String)>,
    /// Whether it gives a value.
    pub gives: bool,
    /// The cargo feature that it takes, if it does.
    pub feature: Option<String>,
}

/// A resource in api.md and in the crate's table.
#[derive(Clone, Debug)]
pub(crate) struct GuideResource {
    /// How it is reached, such as `client.ai_gateway().logs()`.
    pub accessor: String,
    /// How deep it is in the tree; 0 for the root.
    pub depth: usize,
    /// Its methods.
    pub methods: Vec<GuideMethod>,
}

/// A method in api.md.
#[derive(Clone, Debug)]
pub(crate) struct GuideMethod {
    /// Its name.
    pub name: String,
    /// Its arguments, as they are called.
    pub arguments: Vec<String>,
    /// What it gives, such as `LogGetResponse`.
    pub answer: String,
    /// `GET /pets/{id}`.
    pub http_line: String,
    /// That as code of Markdown.
    pub http_code: String,
    /// Whether it should no longer be used.
    pub deprecated: bool,
}
