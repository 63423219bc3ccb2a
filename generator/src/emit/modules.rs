//! Modules → files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use proc_macro2::TokenStream;

use super::scope::Scope;
use super::{File, aliases, by_status, enums, resources, structs, unions, webhooks};
use crate::print;
use crate::rust::{Crate, Ident, Item, Module, ModuleFile, Usage, Visibility};

/// The columns of an attribute of a `use`: rustfmt keeps a margin there, and nowhere else.
const USE_WIDTH: usize = print::WIDTH - 5;

/// What a large SDK begins with.
const LARGE: &str = "\
// rustdoc follows types that refer to each other over many steps.
#![recursion_limit = \"512\"]
#![cfg_attr(docsrs, feature(doc_cfg))]

";

/// The text of `lib.rs`.
pub(super) fn root(krate: &Crate) -> String {
    let mut head = match krate.package.features.as_slice() {
        [] => String::new(),
        _ => LARGE.to_owned(),
    };
    head.push_str("mod client;\n");
    let mut modules: Vec<(&str, &[String])> = krate
        .modules
        .iter()
        .filter(|module| !is_empty(module))
        .filter_map(|module| Some((module.path.first()?.as_str(), &*module.features)))
        .collect();
    modules.push(("runtime", &[]));
    modules.sort_unstable();
    for (module, features) in modules {
        let _ = writeln!(head, "{}pub mod {module};", condition(features, print::WIDTH));
    }
    let mut imports = print::Imports::default();
    for name in EXPORTS {
        imports.add(&format!("self::runtime::{name}"));
    }
    for (names, used) in exports_of_parts(&krate.usage) {
        if used {
            names.iter().for_each(|name| imports.add(name));
        }
    }
    head.push('\n');
    for statement in imports.to_text("pub use ").split_inclusive(";\n") {
        // The runtime is public, so that rustdoc would only say where these are.
        if statement.starts_with("pub use self::runtime::") {
            head.push_str("#[doc(inline)]\n");
        }
        head.push_str(statement);
    }
    print::file(print::Source {
        provenance: &krate.provenance,
        docs: &krate.guide.crate_docs.0,
        head: &head,
        imports: &print::Imports::default(),
        tokens: TokenStream::new(),
        doc_texts: &[],
    })
}

/// What people name who call an API of this kind.
fn exports_of_parts(usage: &Usage) -> [(&'static [&'static str], bool); 8] {
    [
        (&["self::runtime::Nullable"], usage.nullable),
        (
            &[
                "self::runtime::pages::Items",
                "self::runtime::pages::Page",
                "self::runtime::pages::PageRequest",
            ],
            usage.pages,
        ),
        (
            &["self::runtime::datetime::Date", "self::runtime::datetime::DateTime"],
            usage.datetime,
        ),
        (&["self::runtime::multipart::FilePart"], usage.multipart),
        (&["self::runtime::multipart::Multipart"], usage.given_forms),
        (&["self::runtime::oauth2::ClientCredentials"], usage.oauth2),
        (&["self::runtime::TokenSource"], usage.token_sources),
        (&["uuid::Uuid"], usage.uuid),
    ]
}

/// What everybody who calls the API meets.
const EXPORTS: [&str; 10] = [
    "ApiError",
    "Body",
    "Call",
    "Client",
    "ClientBuilder",
    "Error",
    "RawResponse",
    "Request",
    "Response",
    "Result",
];

/// Whether a module holds nothing at all.
fn is_empty(module: &Module) -> bool {
    module.children.is_empty()
        && module.items.iter().all(|item| match item {
            Item::Resource(resource) => {
                resource.name.is_none()
                    && resource.methods.is_empty()
                    && resource.children.is_empty()
            }
            _ => false,
        })
}

/// The files of a module and of those below it.
pub(super) fn files(
    krate: &Crate,
    module: &Module,
    shown: &[Ident],
    files: &mut Vec<File>,
) {
    if is_empty(module) {
        return;
    }
    files.push((path(module), text(krate, module, shown)));
    for file in &module.files {
        files.push(methods_file(krate, module, file));
    }
    for child in &module.children {
        let shown = match module.children_are {
            Visibility::Public => &child.path,
            Visibility::Reexported => &module.path,
        };
        self::files(krate, child, shown, files);
    }
}

fn path(module: &Module) -> String {
    let names: Vec<&str> = module.path.iter().map(Ident::plain).collect();
    let is_file = module.children.is_empty() && module.files.is_empty();
    let file = if is_file { ".rs" } else { "/mod.rs" };
    format!("src/{}{file}", names.join("/"))
}

/// The file of a module itself.
fn text(krate: &Crate, module: &Module, shown: &[Ident]) -> String {
    let elsewhere: BTreeSet<usize> =
        module.files.iter().flat_map(|file| file.items.iter().copied()).collect();
    let children = module.children.iter().filter_map(|child| child.path.last());
    let own = module.items.iter().filter_map(Item::name).chain(children);
    let scope = Scope::new(krate, &module.path, shown, own);
    let items = module.items.iter().enumerate();
    let tokens = items
        .filter(|(place, _)| !elsewhere.contains(place))
        .map(|(_, item)| match item {
            Item::Resource(item) if !module.files.is_empty() => {
                resources::tokens(&scope, item, &[])
            }
            item => tokens(&scope, item),
        })
        .collect();
    let (imports, docs) = scope.finish();
    print::file(print::Source {
        provenance: &krate.provenance,
        docs: &module.docs.0,
        head: &declarations(module),
        imports: &imports,
        tokens,
        doc_texts: &docs,
    })
}

/// The file of some methods of a resource, and of what only they need.
fn methods_file(krate: &Crate, module: &Module, file: &ModuleFile) -> File {
    let mut path = module.path.clone();
    path.push(file.name.clone());
    let items = || file.items.iter().map(|place| &module.items[*place]);
    let own = items().filter_map(Item::name);
    let scope = Scope::new(krate, &path, &module.path, own);
    let methods = module.items.iter().map(|item| match item {
        Item::Resource(item) => {
            let methods = file.methods.iter().map(|place| &item.methods[*place]);
            resources::methods(&scope, item, methods)
        }
        _ => TokenStream::new(),
    });
    let tokens = methods.chain(items().map(|item| tokens(&scope, item))).collect();
    let (imports, docs) = scope.finish();
    let text = print::file(print::Source {
        provenance: &krate.provenance,
        docs: "",
        head: "",
        imports: &imports,
        tokens,
        doc_texts: &docs,
    });
    let names: Vec<&str> = path.iter().map(Ident::plain).collect();
    (format!("src/{}.rs", names.join("/")), text)
}

fn tokens<'a>(scope: &Scope<'a>, item: &'a Item) -> TokenStream {
    match item {
        Item::Struct(item) => structs::tokens(scope, item),
        Item::Enum(item) => enums::tokens(scope, item),
        Item::Union(item) => unions::tokens(scope, item),
        Item::Alias(item) => aliases::tokens(scope, item),
        Item::Resource(item) => resources::tokens(scope, item, &item.methods),
        Item::ByStatus(item) => by_status::tokens(scope, item),
        Item::WebhookParser(item) => webhooks::tokens(scope, item),
    }
}

/// A module below another one, as it is declared there.
struct Declared<'a> {
    name: &'a Ident,
    features: &'a [String],
    visibility: Visibility,
    items: Vec<&'a Ident>,
}

/// The declarations of the modules below a module.
fn declarations(module: &Module) -> String {
    let children = module.children.iter().filter_map(|child| {
        Some(Declared {
            name: child.path.last()?,
            features: &child.features,
            visibility: module.children_are,
            items: child.items.iter().filter_map(Item::name).collect(),
        })
    });
    let files = module.files.iter().map(|file| Declared {
        name: &file.name,
        features: &[],
        visibility: Visibility::Reexported,
        items: file
            .items
            .iter()
            .filter_map(|place| module.items[*place].name())
            .collect(),
    });
    let mut all: Vec<Declared> = children.chain(files).collect();
    all.sort_by(|a, b| a.name.plain().cmp(b.name.plain()));
    let mut text = String::new();
    for one in &all {
        let public = match one.visibility {
            Visibility::Public => "pub ",
            Visibility::Reexported => "",
        };
        let condition = condition(one.features, print::WIDTH);
        let _ = writeln!(text, "{condition}{public}mod {};", one.name);
    }
    text + &exports(&all)
}

/// The statements that show what is in private modules, one for all that has one condition.
fn exports(modules: &[Declared]) -> String {
    let mut groups: BTreeMap<&[String], print::Imports> = BTreeMap::new();
    for module in modules {
        if module.visibility == Visibility::Public || module.items.is_empty() {
            continue;
        }
        let imports = groups.entry(module.features).or_default();
        for item in &module.items {
            imports.add(&format!("self::{}::{item}", module.name));
        }
    }
    let mut text = String::new();
    for (features, imports) in groups {
        let condition = condition(features, USE_WIDTH);
        let statements = imports.to_text("pub use ");
        if condition.is_empty() {
            let _ = write!(text, "\n{statements}");
            continue;
        }
        text.push('\n');
        for statement in statements.split_inclusive(";\n") {
            let _ = write!(text, "{condition}{statement}");
        }
    }
    text
}

/// The attribute for what takes one of some features, as rustfmt lays it out in lines of `width`
/// columns.
fn condition(features: &[String], width: usize) -> String {
    let one = |feature: &String| format!("feature = {feature:?}");
    match features {
        [] => String::new(),
        [feature] => {
            let line = format!("#[cfg({})]", one(feature));
            if line.len() <= width {
                return line + "\n";
            }
            format!("#[cfg(\n    {}\n)]\n", one(feature))
        }
        _ => {
            let list: Vec<String> = features.iter().map(one).collect();
            let line = format!("#[cfg(any({}))]", list.join(", "));
            if line.len() < width {
                return line + "\n";
            }
            format!("#[cfg(any(\n    {}\n))]\n", list.join(",\n    "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each beside what rustfmt makes of it.
    #[test]
    fn conditions_are_in_the_form_of_rustfmt() {
        let text = |features: &[&str], width| {
            let features: Vec<String> =
                features.iter().map(ToString::to_string).collect();
            condition(&features, width)
        };
        let (long, short) = ("x".repeat(69), "x".repeat(64));
        let (first, second) = ("x".repeat(48), "x".repeat(43));
        let lines = |text: &str| text.lines().count();
        for (features, width, expected) in [
            (&[&*long] as &[&str], print::WIDTH, 1),
            (&[&*format!("{long}x")], print::WIDTH, 3),
            (&[&short], USE_WIDTH, 1),
            (&[&*format!("{short}x")], USE_WIDTH, 3),
            (&[&*first, "b"], print::WIDTH, 1),
            (&[&*format!("{first}x"), "b"], print::WIDTH, 4),
            (&[&*second, "b"], USE_WIDTH, 1),
            (&[&*format!("{second}x"), "b"], USE_WIDTH, 4),
        ] {
            let text = text(features, width);
            assert_eq!(lines(&text), expected, "{text}");
        }
    }
}
