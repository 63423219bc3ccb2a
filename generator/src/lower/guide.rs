//! What people read: the crate's docs, README.md, api.md, the example.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;

use super::Lowering;
use super::authentication::authentication_docs;
use super::docs::{brief, code};
use super::examples::Examples;
use super::inline::{self, HARD_SPACE};
use super::markdown::{WIDTH, clean};
use super::server_guide::{server_docs, server_guide, setup};
use super::text::Text;
use super::title::sentence;
use crate::model::Info;
use crate::rust::{
    Accessor, Answer, Client, ExampleCall, Form, Guide, GuideMethod, GuideResource,
    Ident, Item, Method, Module, Step, Symbols, Type, TypePath,
};

impl Lowering<'_> {
    /// What the texts of the SDK say about it.
    pub(super) fn guide(&self, modules: &[Module], client: &Client) -> Guide {
        let examples = Examples::new(modules, &self.symbols);
        let mut resources = Vec::new();
        let mut first: Option<(Rank, ExampleCall)> = None;
        for module in modules {
            walk(module, "client", 0, &mut |accessor, depth, methods| {
                let listed = methods.iter().map(|method| listed(method, &self.symbols));
                let methods_listed: Vec<GuideMethod> = listed.collect();
                if !methods_listed.is_empty() {
                    resources.push(GuideResource {
                        accessor: accessor.to_owned(),
                        depth,
                        methods: methods_listed,
                    });
                }
                for method in methods {
                    let rank = rank(method, examples.needs(method), client);
                    let is_better = first.as_ref().is_none_or(|(best, _)| rank < *best);
                    let call = is_better.then(|| examples.first_call(accessor, method));
                    first = call.flatten().map(|call| (rank, call)).or(first.take());
                }
            });
        }
        let example = first.map(|(_, call)| call);
        let library = self.package_name().replace('-', "_");
        let authentication = self.authentication(client);
        let mut text = self.crate_docs(&library, client, example.as_ref());
        authentication_docs(&authentication, &mut text);
        let servers = server_guide(client);
        server_docs(&servers, &mut text);
        let crate_docs = text.into_docs();
        Guide {
            title: self.title(),
            description: match &self.options.package.description {
                Some(description) => clean(description),
                None => self.sentence(),
            },
            summary: brief(&self.api.docs),
            crate_docs,
            authentication,
            servers,
            makes_keys: self.makes_keys(),
            setup: setup(client),
            example,
            resources,
            webhooks: Vec::new(),
        }
    }

    fn makes_keys(&self) -> bool {
        let mut keys =
            self.api.operations.iter().filter_map(|one| one.idempotency_key.as_ref());
        keys.any(|key| key.is_made)
    }

    /// The API's title as one line of Markdown.
    fn title(&self) -> String {
        inline::one_line(&clean(&self.api.title))
    }

    /// What the SDK is, as Markdown.
    fn sentence(&self) -> String {
        sentence(&self.title())
    }

    fn crate_docs(
        &self,
        library: &str,
        client: &Client,
        example: Option<&ExampleCall>,
    ) -> Text {
        let mut text = Text::default();
        text.paragraph(&self.sentence());
        text.texts(&self.api.docs);
        offer_docs(&self.api.info, &mut text);
        self.version_docs(&mut text);
        if let (Some(example), Form::Package) = (example, self.options.form) {
            text.block("# Quickstart");
            text.block(&block(library, example, &setup(client)));
        }
        text
    }

    /// Says the version of the description where the package has another one.
    fn version_docs(&self, text: &mut Text) {
        let version = inline::one_line(&self.api.version);
        let version = version.trim();
        // Without a number it says nothing: `version not set`.
        let is_one = version.contains(|c: char| c.is_ascii_digit());
        if is_one && version != self.package_version() {
            text.paragraph(&format!("Version of the API: {}.", code(version)));
        }
    }

    /// Adds an example to the docs of every method for which one can be made up, and gives the
    /// paths that they name.
    pub(super) fn add_examples(&self, modules: &mut [Module]) -> BTreeSet<String> {
        let mut paths = BTreeSet::new();
        if self.options.form != Form::Package {
            return paths;
        }
        let library = self.package_name().replace('-', "_");
        // All of them are made before the first is added, since they are made from the same items.
        let examples = Examples::new(modules, &self.symbols);
        let mut texts = Vec::new();
        for module in modules.iter() {
            walk(module, "client", 0, &mut |accessor, _, methods| {
                for method in methods {
                    let example = examples.call(accessor, method);
                    texts.push(
                        example.as_ref().map(|one| example_text(&library, method, one)),
                    );
                    paths.extend(example.into_iter().flat_map(|one| one.uses));
                }
            });
        }
        let mut texts = texts.into_iter();
        for module in modules {
            each_method(module, &mut |method| {
                let text = texts.next().flatten();
                text.iter().for_each(|text| method.docs.0.push_str(text));
            });
        }
        paths
    }
}

/// How little a call is meant to be the first that users see: whether it goes out of use, whether
/// it needs other credentials than most, what it does, whether what it takes goes out of use,
/// whether it gives nothing to look at, how much has to be known for it, and whether it has an
/// unusual name.
type Rank = (bool, bool, u8, bool, bool, usize, bool);

/// It should be of use to them for long, change nothing where that can be, and need as little as it
/// can.
fn rank(method: &Method, needs: usize, client: &Client) -> Rank {
    let name = method.name.plain();
    let reads = name.starts_with("get") || name.starts_with("list");
    let does = match method.http_method.as_str() {
        "GET" => 0,
        "DELETE" => 3,
        _ if reads => 1,
        _ => 2,
    };
    let gives_nothing = matches!(method.answer, Answer::Empty);
    let is_other = has_other_credentials(method, client);
    let takes_old = method.uses_deprecated;
    (method.deprecated, is_other, does, takes_old, gives_nothing, needs, !reads)
}

/// Whether a method needs credentials, and none of those that calls usually have would do.
fn has_other_credentials(method: &Method, client: &Client) -> bool {
    let own = method.steps.iter().find_map(|step| match step {
        Step::Security(alternatives) => Some(alternatives),
        _ => None,
    });
    own.is_some_and(|own| {
        let would_do =
            |one: &Vec<usize>| one.is_empty() || client.security.contains(one);
        !own.is_empty() && !own.iter().any(would_do)
    })
}

/// Who offers the API, and on which terms.
fn offer_docs(info: &Info, text: &mut Text) {
    let terms = info.terms.as_slice();
    let parts = [
        ("Contact", info.contact.as_slice()),
        ("License of the API", info.license.as_slice()),
        ("Terms of service", terms),
    ];
    for (what, said) in parts.into_iter().filter(|(_, said)| !said.is_empty()) {
        let mut seen = IndexSet::new();
        let said = said.iter().filter(|one| seen.insert(one.as_str()));
        let said: Vec<&str> = said.map(String::as_str).collect();
        text.paragraph(&inline::one_line(&clean(&format!(
            "{what}: {}",
            said.join(", ")
        ))));
    }
}

/// What the docs of a method say behind everything else.
fn example_text(library: &str, method: &Method, example: &ExampleCall) -> String {
    let allow = if example.deprecated { ALLOW } else { "" };
    let mut uses = example.imports(library, None);
    if !uses.is_empty() && !uses.ends_with("\n\n") {
        uses.push('\n');
    }
    let result = result(library, example);
    let binding = match method.answer {
        Answer::Empty => "",
        Answer::Pages { .. } => "let page = ",
        Answer::Stream { .. } => "let mut stream = ",
        _ => "let answer = ",
    };
    let line = example.statements(binding, WIDTH);
    format!(
        "\n\n# Examples\n\n```no_run\n{uses}{allow}# async fn example(client: \
         {library}::Client) -> {result} {{\n{line}\n# Ok(())\n# }}\n```"
    )
}

/// The hidden line before the function of an example whose call goes out of use.
const ALLOW: &str = "# #[allow(deprecated)]\n";

/// What the function around an example gives.
fn result(library: &str, example: &ExampleCall) -> String {
    match example.parses() {
        true => "Result<(), Box<dyn std::error::Error>>".to_owned(),
        false => format!("{library}::Result<()>"),
    }
}

/// A compiled block with a whole example.
fn block(library: &str, example: &ExampleCall, setup: &str) -> String {
    let imports = example.imports(library, Some("Client"));
    let result = result(library, example);
    let line = match example.gives {
        true => {
            let call = example.statements("let answer = ", WIDTH);
            format!("{call}\nprintln!(\"{{answer:?}}\");")
        }
        false => example.statements("", WIDTH),
    };
    let allow = if example.deprecated { ALLOW } else { "" };
    format!(
        "```no_run\n{imports}\n{allow}# async fn example() -> {result} {{\n{setup}{line}\n# Ok(())\n# \
         }}\n```"
    )
}

/// Visits every resource: how it is reached, how deep it is, its methods.
fn walk(
    module: &Module,
    accessor: &str,
    depth: usize,
    visit: &mut dyn FnMut(&str, usize, &[Method]),
) {
    let mut accessors: BTreeMap<&[Ident], &Accessor> = BTreeMap::new();
    for item in &module.items {
        if let Item::Resource(resource) = item {
            visit(accessor, depth, &resource.methods);
            let children = resource.children.iter();
            accessors = children.map(|child| (&*child.module, child)).collect();
        }
    }
    for child in module.children.iter().filter(|child| is_resource(child)) {
        // The method can have another name than the module: each avoids what is taken beside it.
        let own = accessors.get(&*child.path);
        let name = own.map(|own| &own.name).or(child.path.last());
        let name = name.map_or("", Ident::as_str);
        walk(child, &format!("{accessor}.{name}()"), depth + 1, visit);
    }
}

/// Visits every method in the same order.
fn each_method(module: &mut Module, visit: &mut dyn FnMut(&mut Method)) {
    for item in &mut module.items {
        if let Item::Resource(resource) = item {
            resource.methods.iter_mut().for_each(&mut *visit);
        }
    }
    for child in module.children.iter_mut().filter(|child| is_resource(child)) {
        each_method(child, visit);
    }
}

fn is_resource(module: &Module) -> bool {
    module.items.iter().any(|item| matches!(item, Item::Resource(_)))
}

fn listed(method: &Method, symbols: &Symbols) -> GuideMethod {
    let http_line = format!("{} {}", method.http_method, method.path);
    GuideMethod {
        name: method.name.to_string(),
        arguments: method.arguments.iter().map(|one| one.name.to_string()).collect(),
        answer: match &method.answer {
            Answer::Empty => "()".to_owned(),
            Answer::Json { ty, .. } | Answer::ByStatus { ty, .. } => {
                spelled(ty, symbols)
            }
            Answer::Text { optional: false, .. } => "String".to_owned(),
            Answer::Text { .. } => "Option<String>".to_owned(),
            Answer::Bytes { optional: false, .. } => "Bytes".to_owned(),
            Answer::Bytes { .. } => "Option<Bytes>".to_owned(),
            Answer::Stream { item, .. } => {
                format!("a stream of {}", spelled(item, symbols))
            }
            Answer::Pages { item, .. } => format!("pages of {}", spelled(item, symbols)),
        },
        http_code: code(&http_line).replace(HARD_SPACE, " "),
        http_line,
        deprecated: method.deprecated,
    }
}

/// A type as text, by its last name.
pub(super) fn spelled(ty: &Type, symbols: &Symbols) -> String {
    let last = |path: &str| path.rsplit("::").next().unwrap_or(path).to_owned();
    ty.spelled(&|named| match named {
        TypePath::Outside(path) | TypePath::Runtime(path) => last(path),
        TypePath::Own(symbol) => symbols[symbol].name.to_string(),
    })
}
