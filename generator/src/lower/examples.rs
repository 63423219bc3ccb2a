//! Calls as one would write them, for docs: with what the method requires, and where something is
//! sent with a few members of that.

use std::collections::{BTreeMap, BTreeSet};

use super::example_types::{Extent, Making};
use crate::rust::{
    Alias, Answer, Argument, ArgumentType, Enum, ExampleCall, Ident, Input, Item,
    Method, Module, MultipartForm, PartValue, Place, Source, Step, Struct, SymbolId,
    Symbols, Type, Union,
};

/// The types that examples can make, by the path under which users find them.
pub(super) struct Examples<'m> {
    symbols: &'m Symbols,
    items: BTreeMap<String, Named<'m>>,
}

/// What a name of the SDK stands for.
#[derive(Clone, Copy)]
pub(super) enum Named<'m> {
    Struct(&'m Struct),
    Enum(&'m Enum),
    Union(&'m Union),
    Alias(&'m Alias),
}

impl<'m> Examples<'m> {
    pub(super) fn new(modules: &'m [Module], symbols: &'m Symbols) -> Self {
        let mut examples = Self { symbols, items: BTreeMap::new() };
        modules.iter().for_each(|module| examples.collect(module, &module.path));
        examples
    }

    /// Types of a module whose children are shown as its own are found under its path.
    fn collect(&mut self, module: &'m Module, shown: &[Ident]) {
        for item in &module.items {
            let (name, named) = match item {
                Item::Struct(item) => (&item.name, Named::Struct(item)),
                Item::Enum(item) => (&item.name, Named::Enum(item)),
                Item::Union(item) => (&item.name, Named::Union(item)),
                Item::Alias(item) => (&item.name, Named::Alias(item)),
                _ => continue,
            };
            self.items.insert(path(shown, name), named);
        }
        for child in &module.children {
            let reexported = module.children_are == crate::rust::Visibility::Reexported;
            self.collect(child, if reexported { shown } else { &child.path });
        }
    }

    /// The call of a method; `None` where an argument cannot be made up. What would be long shows
    /// what is required alone.
    pub(super) fn call(&self, accessor: &str, method: &Method) -> Option<ExampleCall> {
        const LONGEST: usize = 500;
        let typical = self.made(accessor, method, Extent::Typical);
        match typical {
            Some(call) if call.length() <= LONGEST => Some(call),
            _ => self.made(accessor, method, Extent::Required).or(typical),
        }
    }

    /// The same for the first call that users see: what is not required is there as long as each
    /// argument is a line.
    pub(super) fn first_call(
        &self,
        accessor: &str,
        method: &Method,
    ) -> Option<ExampleCall> {
        let typical = self.call(accessor, method)?;
        match typical.has_broken_chains() {
            true => self.made(accessor, method, Extent::Required),
            false => Some(typical),
        }
    }

    fn made(
        &self,
        accessor: &str,
        method: &Method,
        extent: Extent,
    ) -> Option<ExampleCall> {
        let sends = matches!(method.http_method.as_str(), "POST" | "PUT" | "PATCH")
            && !matches!(method.answer, Answer::Pages { .. });
        let extent = if sends { extent } else { Extent::Required };
        let mut making = Making::new(self, extent, Sent::by(method));
        let mut arguments = Vec::new();
        for argument in &method.arguments {
            let value = making.argument(argument)?;
            arguments.push((argument.name.to_string(), value));
        }
        let uses = used(making.uses, &arguments)?;
        Some(ExampleCall {
            uses,
            accessor: accessor.to_owned(),
            method: method.name.to_string(),
            arguments,
            gives: !matches!(method.answer, Answer::Empty),
            deprecated: method.deprecated || method.uses_deprecated,
            feature: None,
        })
    }

    /// How many values a call cannot be made without.
    pub(super) fn needs(&self, method: &Method) -> usize {
        let needs = |argument: &Argument| match &argument.ty {
            ArgumentType::OptionalReference(ty) if self.requires_something(ty) => {
                self.required(ty).unwrap_or(1)
            }
            ArgumentType::OptionalStr
            | ArgumentType::OptionalSlice(_)
            | ArgumentType::OptionalReference(_)
            | ArgumentType::OptionalValue(_) => 0,
            ArgumentType::Value(ty) | ArgumentType::Reference(ty) => {
                self.required(ty).unwrap_or(1)
            }
            ArgumentType::Str | ArgumentType::Slice(_) => 1,
        };
        method.arguments.iter().map(needs).sum()
    }

    /// Whether a type is a structure that cannot be made of nothing.
    pub(super) fn requires_something(&self, ty: &Type) -> bool {
        self.required(ty).is_some_and(|count| count > 0)
    }

    /// How many values a structure cannot be made without.
    fn required(&self, ty: &Type) -> Option<usize> {
        let Type::Named(id) = self.behind(ty) else { return None };
        let Some(Named::Struct(item)) = self.named(*id) else { return None };
        let inputs = item.fields.iter().map(|field| &field.input);
        Some(inputs.filter(|input| matches!(input, Input::Argument { .. })).count())
    }

    /// The path of a name of the SDK.
    pub(super) fn path(&self, id: SymbolId) -> String {
        let symbol = &self.symbols[id];
        path(&symbol.module, &symbol.name)
    }

    /// What a name of the SDK stands for.
    pub(super) fn named(&self, id: SymbolId) -> Option<Named<'m>> {
        self.items.get(&self.path(id)).copied()
    }

    /// A type behind all other names for it.
    pub(super) fn behind<'t>(&self, ty: &'t Type) -> &'t Type
    where
        'm: 't,
    {
        let mut ty = ty;
        for _ in 0..=self.items.len() {
            ty = match ty {
                Type::Named(id) => match self.named(*id) {
                    Some(Named::Alias(alias)) if !alias.newtype => &alias.ty,
                    _ => return ty,
                },
                _ => return ty,
            };
        }
        ty
    }
}

/// What the fields of a method's parameters are besides what only asks for something.
#[derive(Default)]
pub(super) struct Sent<'m> {
    /// The fields that say how something is done, and not what.
    asks: BTreeSet<&'m Ident>,
    /// The keys of the members of a multipart body.
    parts: BTreeMap<&'m Ident, &'m str>,
}

impl<'m> Sent<'m> {
    fn by(method: &'m Method) -> Self {
        let mut sent = Self::default();
        let is_body = |step: &Step| {
            matches!(
                step,
                Step::JsonBody { .. }
                    | Step::JsonMembers { .. }
                    | Step::FormBody { .. }
                    | Step::MultipartBody { .. }
                    | Step::TextBody { .. }
                    | Step::BytesBody { .. }
            )
        };
        let has_body = method.steps.iter().any(is_body);
        for step in &method.steps {
            match step {
                Step::Parameter { place, value: Source::Field(field), .. }
                    if has_body || *place != Place::Query =>
                {
                    sent.asks.insert(field);
                }
                Step::MultipartBody { form: MultipartForm::Parts(parts), .. } => {
                    for part in parts {
                        if let PartValue::Field(field, _) = &part.value {
                            sent.parts.insert(field, &part.name);
                        }
                    }
                }
                _ => {}
            }
        }
        sent
    }

    /// Whether a field says how something is done, and not what.
    pub(super) fn asks(&self, field: &Ident) -> bool {
        self.asks.contains(field)
    }

    /// The key of a field in a multipart body.
    pub(super) fn key(&self, field: &Ident) -> Option<&'m str> {
        self.parts.get(field).copied()
    }
}

/// What is named in the end, sorted; `None` where two have one name.
fn used(mut uses: Vec<String>, arguments: &[(String, String)]) -> Option<Vec<String>> {
    let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let texts = arguments.iter().map(|(_, value)| value);
    let named: BTreeSet<&str> =
        texts.flat_map(|value| value.split(|c| !is_part(c))).collect();
    uses.sort();
    uses.dedup();
    uses.retain(|path| named.contains(&*last(path)));
    let names: BTreeSet<String> = uses.iter().map(|path| last(path)).collect();
    (names.len() == uses.len()).then_some(uses)
}

fn path(module: &[Ident], name: &Ident) -> String {
    let names: Vec<&str> = module.iter().chain([name]).map(Ident::as_str).collect();
    names.join("::")
}
