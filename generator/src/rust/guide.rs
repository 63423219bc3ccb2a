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
    /// How requests are authenticated.
    pub authentication: Authentication,
    /// Where the API is served.
    pub servers: ServerGuide,
    /// Whether calls make idempotency keys.
    pub makes_keys: bool,
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
        /// The URLs that no constant has, and what each is: a line for each.
        templates: Vec<String>,
        /// What can stand in URLs beyond that: a line for each variable.
        variables: Vec<String>,
        /// What the client has to be told of the default, or can be: a line for each variable.
        asked: Vec<String>,
    },
}

impl ServerGuide {
    /// What is said of the variables that the client has.
    pub(crate) const ASKED: &'static str = "What stands in braces is up to you:";

    /// What is said of URLs that no constant has.
    pub(crate) const OPEN: &'static str =
        "Servers with something in braces that only you know:";
}

/// How requests are authenticated.
#[derive(Clone, Debug, Default)]
pub(crate) struct Authentication {
    /// The alternatives that most operations have.
    pub usual: Vec<Credential>,
    /// Whether none of these is fine as well.
    pub optional: bool,
    /// What only some operations take.
    pub further: Vec<Credential>,
    /// What the description says of credentials, as lines of Markdown.
    pub notes: Vec<String>,
    /// All that it says, as items of a list.
    pub texts: Vec<String>,
    /// Whether the description says nothing of credentials.
    pub is_unknown: bool,
}

impl Authentication {
    /// What is before the notes.
    pub(crate) const ABOUT: &'static str = "What the description says of them:";

    /// What is said where the description says nothing.
    pub(crate) const UNKNOWN: &'static str = "The description says nothing of credentials. If \
        the API wants some,\n`Client::builder().default_header(\"authorization\", \"…\")` \
        sends them with every call.";

    /// Whether there is nothing to say.
    pub(crate) fn is_empty(&self) -> bool {
        self.usual.is_empty() && self.further.is_empty()
    }

    /// What is said where credentials can be left out.
    pub(crate) fn note_of_optional(&self) -> &'static str {
        match self.optional && !self.usual.is_empty() {
            true => "The API also takes calls without any of them.",
            false => "",
        }
    }

    /// What is before those that only some operations take.
    pub(crate) fn note_of_further(&self) -> &'static str {
        match self.usual.is_empty() {
            true => "Some calls take credentials, as their docs say:",
            false => "Some calls take others, as their docs say:",
        }
    }
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
    /// Whether the method, or what it takes, is deprecated.
    pub deprecated: bool,
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
