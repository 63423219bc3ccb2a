//! Modules → files.

use std::fmt::Write;

use proc_macro2::TokenStream;

use super::scope::Scope;
use super::{File, aliases, enums, errors, resources, structs, unions};
use crate::print;
use crate::rust::{Crate, Ident, Item, Module, Visibility};

/// The text of `lib.rs`.
pub(super) fn root(krate: &Crate) -> String {
    let mut head = String::from("mod client;\n");
    let mut modules: Vec<&str> = krate
        .modules
        .iter()
        .filter(|module| !is_empty(module))
        .filter_map(|module| module.path.first().map(Ident::as_str))
        .collect();
    modules.push("runtime");
    modules.sort_unstable();
    for module in modules {
        let _ = writeln!(head, "pub mod {module};");
    }
    let mut imports = print::Imports::default();
    for name in EXPORTS {
        imports.add(&format!("self::runtime::{name}"));
    }
    let _ = write!(head, "\n{}", imports.to_text("pub use "));
    print::file(print::Source {
        provenance: &krate.provenance,
        docs: &krate.guide.crate_docs.0,
        head: &head,
        imports: &print::Imports::default(),
        tokens: TokenStream::new(),
        doc_texts: &[],
    })
}

/// What everybody who calls the API meets.
const EXPORTS: [&str; 11] = [
    "ApiError",
    "Body",
    "Call",
    "Client",
    "ClientBuilder",
    "Error",
    "Nullable",
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
pub(super) fn files(krate: &Crate, module: &Module, files: &mut Vec<File>) {
    if is_empty(module) {
        return;
    }
    files.push((path(module), text(krate, module)));
    for child in &module.children {
        self::files(krate, child, files);
    }
}

fn path(module: &Module) -> String {
    let names: Vec<&str> = module.path.iter().map(Ident::plain).collect();
    let file = if module.children.is_empty() { ".rs" } else { "/mod.rs" };
    format!("src/{}{file}", names.join("/"))
}

fn text(krate: &Crate, module: &Module) -> String {
    let children = module.children.iter().filter_map(|child| child.path.last());
    let own = module.items.iter().filter_map(Item::name).chain(children);
    let scope = Scope::new(krate, &module.path, own);
    let tokens: TokenStream =
        module.items.iter().map(|item| tokens(&scope, item)).collect();
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

fn tokens<'a>(scope: &Scope<'a>, item: &'a Item) -> TokenStream {
    match item {
        Item::Struct(item) => structs::tokens(scope, item),
        Item::Enum(item) => enums::tokens(scope, item),
        Item::Union(item) => unions::tokens(scope, item),
        Item::Alias(item) => aliases::tokens(scope, item),
        Item::Resource(item) => resources::tokens(scope, item),
        Item::TypedError(item) => errors::tokens(scope, item),
    }
}

/// The declarations of the modules below a module.
fn declarations(module: &Module) -> String {
    let mut text = String::new();
    let names =
        || module.children.iter().filter_map(|child| Some((child, child.path.last()?)));
    match module.children_are {
        Visibility::Public => {
            for (_, name) in names() {
                let _ = writeln!(text, "pub mod {name};");
            }
        }
        Visibility::Reexported => {
            for (_, name) in names() {
                let _ = writeln!(text, "mod {name};");
            }
            let mut imports = print::Imports::default();
            for (child, name) in names() {
                for item in child.items.iter().filter_map(Item::name) {
                    imports.add(&format!("self::{name}::{item}"));
                }
            }
            if !text.is_empty() {
                let _ = write!(text, "\n{}", imports.to_text("pub use "));
            }
        }
    }
    text
}
