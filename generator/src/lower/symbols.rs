//! Which types have names, what the names are, and in which modules they live.

use std::collections::BTreeMap;

use super::boxing::Recursion;
use super::names::{Case, Claimed, Scope};
use super::options::{Given, Options, TypeOptions};
use super::refs::name_text;
use super::{by_status, params};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Api, OperationIndex, Placement, Resource, Success, TypeDef, TypeId, TypeKind,
    TypeName, TypeRef,
};
use crate::rust::{Ident, Symbol, SymbolId, Symbols};
use crate::source::Pointer;

/// The names of everything.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The name of each type that has one.
    types: Vec<Option<SymbolId>>,
    /// The path of the user's own type that stands for a type.
    replaced: BTreeMap<TypeId, String>,
    /// The file of each named schema, in the order of the files.
    pub(super) files: Vec<TypeFile>,
    /// The types of each resource's module, by its names in the model.
    pub(super) beside_resource: BTreeMap<Vec<String>, Vec<TypeId>>,
    /// The module of each resource, by its names in the model.
    pub(super) modules: BTreeMap<Vec<String>, ResourceNames>,
    /// What the operations have beside them.
    pub(super) operations: Vec<OperationNames>,
}

/// A file of `types`.
#[derive(Debug)]
pub(super) struct TypeFile {
    /// The module.
    pub module: Ident,
    /// The schema and the inline types beside it.
    pub types: Vec<TypeId>,
}

/// The names of a resource.
#[derive(Debug)]
pub(super) struct ResourceNames {
    /// The path of its module.
    pub path: Vec<Ident>,
    /// Its type; `None` for the client itself.
    pub symbol: Option<SymbolId>,
}

/// What an operation has beside it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OperationNames {
    /// Its parameters.
    pub params: Option<SymbolId>,
    /// Its errors.
    pub error: Option<SymbolId>,
    /// What it gives, by status.
    pub answer: Option<SymbolId>,
}

impl Names {
    /// The name of a type.
    pub(super) fn of(&self, id: TypeId) -> Option<SymbolId> {
        self.types.get(id.0).copied().flatten()
    }

    /// Every type that has a name.
    pub(super) fn all(&self) -> impl Iterator<Item = (SymbolId, TypeId)> {
        let named = self.types.iter().enumerate();
        named.filter_map(|(id, symbol)| Some(((*symbol)?, TypeId(id))))
    }

    /// The user's own type that stands for a type.
    pub(super) fn replacement(&self, id: TypeId) -> Option<&String> {
        self.replaced.get(&id)
    }

    /// Claims all names.
    pub(super) fn claim(
        api: &Api,
        options: &Options,
        recursion: &Recursion,
        diagnostics: &mut Diagnostics,
    ) -> (Self, Symbols) {
        let mut claims = Claims {
            api,
            options,
            diagnostics,
            symbols: Symbols::default(),
            names: Self {
                types: vec![None; api.types.len()],
                operations: vec![OperationNames::default(); api.operations.len()],
                ..Self::default()
            },
        };
        let homes = claims.homes(recursion);
        claims.schemas(&homes);
        let mut beside: BTreeMap<Vec<String>, Vec<TypeId>> = BTreeMap::new();
        for (id, home) in homes.into_iter().enumerate() {
            if let Some(Home::Resource(resource)) = home {
                beside.entry(resource).or_default().push(TypeId(id));
            }
        }
        let root = vec![Ident::new("resources")];
        claims.resources(&api.root, &mut Vec::new(), root, &mut beside);
        (claims.names, claims.symbols)
    }
}

/// Where a type is found in an SDK.
#[derive(Clone, Debug)]
pub(crate) struct TypePath {
    /// Its module, such as `resources::pets`.
    pub module: String,
    /// Its name.
    pub name: String,
    /// Whether it is another name for a type that is no item.
    pub is_alias: bool,
}

impl TypePath {
    /// The module and the name.
    pub(crate) fn text(&self) -> String {
        format!("{}::{}", self.module, self.name)
    }
}

/// Where every type is found that is an item of the SDK.
pub(crate) fn type_paths(
    api: &Api,
    types: BTreeMap<TypeId, TypeOptions>,
) -> BTreeMap<TypeId, TypePath> {
    let options = Options { types, ..Options::default() };
    let recursion = Recursion::find(api);
    // The SDK's names are claimed once more, and then it is said what was changed.
    let mut unheard = Diagnostics::default();
    let (names, symbols) = Names::claim(api, &options, &recursion, &mut unheard);
    let path = |(symbol, id): (SymbolId, TypeId)| {
        let Symbol { module, name } = &symbols[symbol];
        let module: Vec<&str> = module.iter().map(Ident::plain).collect();
        let is_alias = !is_compound(&api.types[id]) && !recursion.spells_itself(id);
        let name = name.as_str().to_owned();
        (id, TypePath { module: module.join("::"), name, is_alias })
    };
    names.all().map(path).collect()
}

/// Where a type lives.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Home {
    /// Beside a schema.
    Schema(TypeId),
    /// Beside a resource.
    Resource(Vec<String>),
}

struct Claims<'a> {
    api: &'a Api,
    options: &'a Options,
    diagnostics: &'a mut Diagnostics,
    symbols: Symbols,
    names: Names,
}

impl Claims<'_> {
    /// Where each type that gets a name lives.
    fn homes(&mut self, recursion: &Recursion) -> Vec<Option<Home>> {
        let used = used(self.api);
        let api = self.api;
        let mut homes = vec![None; api.types.len()];
        for (id, def) in api.types.iter() {
            let options = self.options.types.get(&id);
            if let Some(path) = options.and_then(|options| options.replace.clone()) {
                self.names.replaced.insert(id, path);
            } else if def.reachable && is_item(def, id, recursion) {
                homes[id.0] = used[id.0].then(|| self.home(id));
            }
        }
        homes
    }

    fn home(&mut self, id: TypeId) -> Home {
        let mut at = id;
        for _ in 0..self.api.types.len() {
            match &self.api.types[at].name {
                TypeName::Schema(_) => return Home::Schema(at),
                TypeName::InResource { resource, .. } => {
                    return Home::Resource(resource.clone());
                }
                TypeName::Beside { parent, .. } => at = *parent,
                TypeName::None => break,
            }
        }
        let message = "an inline type has no name";
        let origin = &self.api.types[id].origin;
        self.diagnostics.report(Diagnostic::new(Code::Internal, origin, message));
        Home::Resource(Vec::new())
    }

    /// Schemas first, each under its own name; then what lives beside them.
    fn schemas(&mut self, homes: &[Option<Home>]) {
        let mut scope = Scope::new(Case::Type);
        let mut files = Scope::new(Case::Module).reserve(&["types"]);
        let mut file_of = BTreeMap::new();
        let module = [Ident::new("types")];
        let homed = |schema: bool| {
            homes.iter().enumerate().filter_map(move |(id, home)| match home {
                Some(Home::Schema(root)) if (root.0 == id) == schema => {
                    Some((TypeId(id), *root))
                }
                _ => None,
            })
        };
        for (id, _) in homed(true) {
            let symbol = self.claim_type(&mut scope, id, &module);
            let name = self.symbols[symbol].name.as_str();
            let file = files.claim(name).ident;
            file_of.insert(id, self.names.files.len());
            self.names.files.push(TypeFile { module: file, types: vec![id] });
        }
        for (id, root) in homed(false) {
            self.claim_type(&mut scope, id, &module);
            match file_of.get(&root) {
                Some(file) => self.names.files[*file].types.push(id),
                None => {
                    let name = name_text(&self.api.types[root]);
                    let module = files.claim(name).ident;
                    file_of.insert(root, self.names.files.len());
                    self.names.files.push(TypeFile { module, types: vec![id] });
                }
            }
        }
    }

    fn claim_type(
        &mut self,
        scope: &mut Scope,
        id: TypeId,
        module: &[Ident],
    ) -> SymbolId {
        let def = &self.api.types[id];
        let text = name_text(def);
        let given = self.options.types.get(&id).and_then(|one| one.rename.as_ref());
        let claimed = match given {
            Some(given) => {
                let claimed = scope.claim(&given.text);
                report_taken(self.diagnostics, &claimed, given);
                claimed
            }
            None => {
                let claimed = scope.claim(def.rename.as_deref().unwrap_or(text));
                report_collision(self.diagnostics, &claimed, "type", text, &def.origin);
                claimed
            }
        };
        let symbol = self.add(module, claimed.ident);
        self.names.types[id.0] = Some(symbol);
        symbol
    }

    fn add(&mut self, module: &[Ident], name: Ident) -> SymbolId {
        self.symbols.add(Symbol { module: module.to_vec(), name })
    }

    /// A resource, what lives beside it, and the resources below it.
    fn resources(
        &mut self,
        resource: &Resource,
        names: &mut Vec<String>,
        path: Vec<Ident>,
        beside: &mut BTreeMap<Vec<String>, Vec<TypeId>>,
    ) {
        let mut scope = Scope::new(Case::Type);
        let symbol = (!names.is_empty()).then(|| {
            let name = scope.claim(&resource.name).ident;
            self.add(&path, name)
        });
        let here = beside.remove(names).unwrap_or_default();
        for id in &here {
            self.claim_type(&mut scope, *id, &path);
        }
        for index in &resource.operations {
            self.beside_operation(resource, *index, &mut scope, &path);
        }
        let mut modules = Scope::new(Case::Module);
        if let Some(own) = path.last() {
            modules = modules.reserve(&[own.as_str()]);
        }
        self.names.beside_resource.insert(names.clone(), here);
        self.names
            .modules
            .insert(names.clone(), ResourceNames { path: path.clone(), symbol });
        for child in &resource.children {
            let mut path = path.clone();
            path.push(modules.claim(&child.name).ident);
            names.push(child.name.clone());
            self.resources(child, names, path, beside);
            names.pop();
        }
    }

    fn beside_operation(
        &mut self,
        resource: &Resource,
        index: OperationIndex,
        scope: &mut Scope,
        path: &[Ident],
    ) {
        let operation = &self.api.operations[index.0];
        let stem = format!("{}_{}", resource.singular, operation.name);
        let mut own = OperationNames::default();
        if params::has_params(operation) {
            let name = beside(scope, &stem, ["params", "parameters"]);
            own.params = Some(self.add(path, name));
        }
        if by_status::has_typed_errors(operation) {
            let name = beside(scope, &stem, ["error", "call_error"]);
            own.error = Some(self.add(path, name));
        }
        if matches!(operation.success, Success::ByStatus { .. }) {
            let name = beside(scope, &stem, ["answer", "call_answer"]);
            own.answer = Some(self.add(path, name));
        }
        self.names.operations[index.0] = own;
    }
}

/// The name of what an operation has beside it, by the first of some words that is free.
fn beside(scope: &mut Scope, stem: &str, words: [&str; 2]) -> Ident {
    let [first, second] = words.map(|word| format!("{stem}_{word}"));
    scope.claim_or(&first, &second).ident
}

/// Reports that a name which the user gives is taken.
pub(super) fn report_taken(
    diagnostics: &mut Diagnostics,
    claimed: &Claimed,
    given: &Given,
) {
    if let Some(taken) = &claimed.instead_of {
        let message = format!(
            "`{}` is named `{}`, because `{taken}` is taken",
            given.text, claimed.ident
        );
        diagnostics.report(
            Diagnostic::somewhere(Code::NameCollision, given.place.clone(), message)
                .help("choose another name"),
        );
    }
}

/// Reports that two texts give one name.
pub(super) fn report_collision(
    diagnostics: &mut Diagnostics,
    claimed: &Claimed,
    what: &str,
    text: &str,
    origin: &Pointer,
) {
    if let Some(taken) = &claimed.instead_of {
        let message = format!(
            "the {what} `{text}` is named `{}`, because `{taken}` is taken",
            claimed.ident
        );
        let table = match what {
            "type" => "`[types.rename]`",
            "operation" => "`[resources]`",
            "argument" | "client's parameter" => "`[parameters.rename]`",
            "credential" => "a `[[fix]]`",
            "server's variable" => {
                "for `url` and `variables` of the server, a `[[fix]]`"
            }
            "webhook" => "a `[[fix]]`",
            _ => "`[types.fields]` or `[parameters.rename]`",
        };
        diagnostics.report(
            Diagnostic::new(Code::NameCollision, origin, message)
                .help(format!("{table} of the configuration can give it another name")),
        );
    }
}

/// Whether a type is an item of its own: what has members or values of its own, everything that
/// the description names, and what could not be spelled otherwise.
fn is_item(def: &TypeDef, id: TypeId, recursion: &Recursion) -> bool {
    matches!(def.name, TypeName::Schema(_))
        || is_compound(def)
        || (recursion.spells_itself(id) && !matches!(def.name, TypeName::None))
}

/// Whether a type has members, values or branches of its own.
fn is_compound(def: &TypeDef) -> bool {
    matches!(def.kind, TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_))
}

/// The types that something refers to, other than a body whose members are parameters. In a library
/// of schemas those that the description names are what it is for.
fn used(api: &Api) -> Vec<bool> {
    let is_library = api.operations.is_empty() && api.webhooks.is_empty();
    let is_root = |def: &TypeDef| is_library && matches!(def.name, TypeName::Schema(_));
    let mut used: Vec<bool> = api.types.iter().map(|(_, def)| is_root(def)).collect();
    let mut mark = |schema: &TypeRef| used[schema.id.0] = true;
    for (_, def) in api.types.iter().filter(|(_, def)| def.reachable) {
        match &def.kind {
            // A constant is no field, so its type has no value.
            TypeKind::Struct(object) => {
                let fields =
                    object.fields.iter().filter(|field| field.constant.is_none());
                fields.for_each(|field| mark(&field.schema));
                object.rest.iter().for_each(&mut mark);
            }
            kind => kind.each_part(&mut mark),
        }
    }
    for operation in &api.operations {
        operation.parameters.iter().for_each(|parameter| mark(&parameter.schema));
        if let Some(body) = &operation.body {
            for (index, content) in body.contents.iter().enumerate() {
                let in_params =
                    body.placement == Placement::Params && index == body.chosen;
                let spread = in_params && params::spread(api, content).is_some();
                content.schema.iter().filter(|_| !spread).for_each(&mut mark);
            }
        }
        operation.answer(&api.types).iter().for_each(&mut mark);
        operation.success.by_status().for_each(|(_, schema)| mark(&schema));
        operation.pagination.iter().for_each(|pages| mark(&pages.item));
        for response in operation.responses.iter().filter(|one| !one.status.is_success())
        {
            response
                .contents
                .iter()
                .filter_map(|one| one.schema.as_ref())
                .for_each(&mut mark);
        }
        operation
            .callbacks
            .iter()
            .filter_map(|hook| hook.body.as_ref())
            .for_each(&mut mark);
    }
    api.webhooks.iter().filter_map(|hook| hook.body.as_ref()).for_each(&mut mark);
    let of_client = api.client_parameters.iter();
    of_client.filter_map(|one| one.schema.as_ref()).for_each(&mut mark);
    used
}
