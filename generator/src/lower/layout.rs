//! Which module holds what.

use std::collections::BTreeMap;

use super::Lowering;
use super::client::CLIENT_METHODS;
use super::docs::{brief, code, ended};
use super::markdown::clean;
use super::names::{Case, Scope};
use super::operations::Frame;
use super::text::Text;
use crate::model::{self, OperationIndex, TypeId, TypeKind};
use crate::rust::{
    Accessor, Docs, Ident, Item, Module, Resource, SymbolId, Type, Visibility,
};

/// Methods that every resource has. `default` takes no receiver in Rust, and `fmt` is of a trait:
/// an API may have both.
const RESOURCE_METHODS: [&str; 2] = ["new", "clone"];

impl<'a> Lowering<'a> {
    /// `types`: a file for each named schema.
    pub(super) fn types_module(&mut self) -> Module {
        let root = Ident::new("types");
        let files = std::mem::take(&mut self.names.files);
        let mut children: Vec<Module> = files
            .into_iter()
            .map(|file| {
                let items =
                    file.types.iter().filter_map(|id| self.type_item(*id)).collect();
                Module {
                    path: vec![root.clone(), file.module],
                    docs: Docs::default(),
                    features: Vec::new(),
                    children_are: Visibility::Reexported,
                    items,
                    files: Vec::new(),
                    children: Vec::new(),
                }
            })
            .collect();
        children.sort_by(|a, b| name(a).cmp(name(b)));
        Module {
            path: vec![root],
            docs: Docs::line("The types that the API's description names."),
            features: Vec::new(),
            children_are: Visibility::Reexported,
            items: Vec::new(),
            files: Vec::new(),
            children,
        }
    }

    /// The item for a type.
    fn type_item(&mut self, id: TypeId) -> Option<Item> {
        let symbol = self.names.of(id)?;
        let name = self.symbols[symbol].name.clone();
        let api = self.api;
        let item = match &api.types[id].kind {
            TypeKind::Struct(_) => Item::Struct(self.structure(id, name)),
            TypeKind::Enum(_) => Item::Enum(self.value_enum(id, name)),
            TypeKind::Union(_) => Item::Union(self.union(id, name)),
            _ => Item::Alias(self.alias(id, name)),
        };
        Some(item)
    }

    /// `resources`: a module for each resource.
    pub(super) fn resources_module(&mut self) -> Module {
        let api = self.api;
        self.resource(&api.root, &mut Vec::new())
    }

    fn resource(
        &mut self,
        resource: &'a model::Resource,
        names: &mut Vec<String>,
    ) -> Module {
        let own = self.names.modules.get(names);
        let (path, symbol) =
            own.map_or((Vec::new(), None), |own| (own.path.clone(), own.symbol));
        let mut methods = method_scope(symbol.is_none());
        let mut item = Resource {
            name: symbol.map(|symbol| self.symbols[symbol].name.clone()),
            docs: resource_docs(resource, names),
            children: Vec::new(),
            methods: Vec::new(),
        };
        let mut children = Vec::new();
        for child in &resource.children {
            names.push(child.name.clone());
            item.children.extend(self.accessor(child, names, &mut methods));
            children.push(self.resource(child, names));
            names.pop();
        }
        let beside = self.names.beside_resource.remove(names).unwrap_or_default();
        let mut items: Vec<Item> = Vec::new();
        let mut after: Vec<Item> = Vec::new();
        for index in &resource.operations {
            self.operation(*index, names, &mut methods, (&mut item, &mut after));
        }
        items.push(Item::Resource(item));
        items.extend(after);
        items.extend(beside.into_iter().filter_map(|id| self.type_item(id)));
        children.sort_by(|a, b| name(a).cmp(name(b)));
        let docs = match symbol {
            Some(_) => resource_docs(resource, names),
            None => Docs::line(
                "The resources of the API, and what their methods take and give.",
            ),
        };
        Module {
            path,
            docs,
            features: Vec::new(),
            children_are: Visibility::Public,
            items,
            files: Vec::new(),
            children,
        }
    }

    fn accessor(
        &mut self,
        child: &model::Resource,
        names: &[String],
        methods: &mut Scope,
    ) -> Option<Accessor> {
        let own = self.names.modules.get(names)?;
        let (resource, module): (SymbolId, _) = (own.symbol?, own.path.clone());
        let name = methods.claim(&child.name).ident;
        let docs = accessor_docs(child, names);
        Some(Accessor { name, docs, resource, module, feature: None })
    }

    /// An operation's method, and the items beside it.
    fn operation(
        &mut self,
        index: OperationIndex,
        names: &[String],
        methods: &mut Scope,
        (item, items): (&mut Resource, &mut Vec<Item>),
    ) {
        let api = self.api;
        let operation = &api.operations[index.0];
        let own = self.names.operations[index.0];
        let claimed = methods.claim(&operation.name);
        let text = operation.id.as_deref().unwrap_or(&operation.name);
        super::symbols::report_collision(
            self.diagnostics,
            &claimed,
            "operation",
            text,
            &operation.origin,
        );
        let call = call_text(names, &claimed.ident);
        let params = own.params.map(|symbol| self.params(operation, symbol, &call));
        let error = own.error.map(|symbol| self.symbols[symbol].name.clone());
        let frame = Frame {
            name: claimed.ident,
            params,
            params_type: own.params.map(Type::Named),
            error: error.clone(),
            error_type: own.error,
            answer: own.answer.map(Type::Named),
        };
        item.methods.push(self.method(operation, &frame));
        items.extend(frame.params.map(|params| Item::Struct(params.item)));
        if let Some(symbol) = own.answer {
            let name = self.symbols[symbol].name.clone();
            items.push(Item::ByStatus(self.answers_by_status(operation, name, &call)));
        }
        if let Some(name) = error {
            items.push(Item::ByStatus(self.typed_error(operation, name, &call)));
        }
    }
}

/// The names of the methods of the client or of a resource.
fn method_scope(is_client: bool) -> Scope {
    let methods = Scope::new(Case::Method);
    match is_client {
        true => methods.reserve(&CLIENT_METHODS),
        false => methods.reserve(&RESOURCE_METHODS),
    }
}

/// How all operations are called, as code for docs.
pub(super) fn calls(
    root: &model::Resource,
    api: &model::Api,
) -> BTreeMap<OperationIndex, String> {
    let mut calls = BTreeMap::new();
    let mut open = vec![(root, Vec::new())];
    while let Some((resource, names)) = open.pop() {
        let mut methods = method_scope(names.is_empty());
        for child in &resource.children {
            methods.claim(&child.name);
            open.push((child, [&names[..], std::slice::from_ref(&child.name)].concat()));
        }
        for index in &resource.operations {
            let method = methods.claim(&api.operations[index.0].name).ident;
            calls.insert(*index, call_text(&names, &method));
        }
    }
    calls
}

/// How an operation is called, as code for docs.
fn call_text(names: &[String], method: &Ident) -> String {
    let mut text = "client".to_owned();
    for (depth, name) in names.iter().enumerate() {
        let accessor = method_scope(depth == 0).claim(name).ident;
        text.push_str(&format!(".{accessor}()"));
    }
    code(&format!("{text}.{method}"))
}

/// What the method that gives a resource says: no more than a sentence.
fn accessor_docs(resource: &model::Resource, names: &[String]) -> Docs {
    let about = clean(&brief(&resource.docs));
    match about.is_empty() {
        true => resource_docs(resource, names),
        false => {
            let mut text = Text::default();
            text.paragraph(&ended(about));
            text.into_docs()
        }
    }
}

fn resource_docs(resource: &model::Resource, names: &[String]) -> Docs {
    let mut text = Text::default();
    if brief(&resource.docs).is_empty() {
        text.paragraph(&format!("The {} resource.", code(&names.join("."))));
    }
    text.texts(&resource.docs);
    text.into_docs()
}

/// The last name of a module's path, by which modules are sorted.
pub(super) fn name(module: &Module) -> &str {
    module.path.last().map_or("", Ident::plain)
}
