//! Calls as one would write them, for docs: with what the method requires and nothing else.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::rust::{
    Answer, Argument, ArgumentType, Enum, ExampleCall, Ident, Input, InputValue, Item,
    Method, Module, Struct, SymbolId, Symbols, Type, Union,
};

/// The types that examples can make, by the path under which users find them.
pub(super) struct Examples<'m> {
    symbols: &'m Symbols,
    structs: BTreeMap<String, &'m Struct>,
    enums: BTreeMap<String, &'m Enum>,
    unions: BTreeMap<String, &'m Union>,
}

impl<'m> Examples<'m> {
    pub(super) fn new(modules: &'m [Module], symbols: &'m Symbols) -> Self {
        let mut examples = Self {
            symbols,
            structs: BTreeMap::new(),
            enums: BTreeMap::new(),
            unions: BTreeMap::new(),
        };
        modules.iter().for_each(|module| examples.collect(module, &module.path));
        examples
    }

    /// Types of a module whose children are shown as its own are found under its path.
    fn collect(&mut self, module: &'m Module, shown: &[Ident]) {
        for item in &module.items {
            match item {
                Item::Struct(item) => {
                    self.structs.insert(path(shown, &item.name), item);
                }
                Item::Enum(item) => {
                    self.enums.insert(path(shown, &item.name), item);
                }
                Item::Union(item) => {
                    self.unions.insert(path(shown, &item.name), item);
                }
                _ => {}
            }
        }
        for child in &module.children {
            let reexported = module.children_are == crate::rust::Visibility::Reexported;
            self.collect(child, if reexported { shown } else { &child.path });
        }
    }

    /// The call of a method; `None` where an argument cannot be made up.
    pub(super) fn call(&self, accessor: &str, method: &Method) -> Option<ExampleCall> {
        let mut uses = Vec::new();
        let argument = |one| {
            let value = self.argument(one, &mut uses)?;
            Some((one.name.to_string(), value))
        };
        let arguments: Option<Vec<_>> = method.arguments.iter().map(argument).collect();
        let arguments = arguments?;
        uses.sort();
        uses.dedup();
        Some(ExampleCall {
            uses,
            accessor: accessor.to_owned(),
            method: method.name.to_string(),
            arguments,
            gives: !matches!(method.answer, Answer::Empty),
            feature: None,
        })
    }

    fn argument(&self, argument: &Argument, uses: &mut Vec<String>) -> Option<String> {
        let sample = argument.sample.as_ref();
        match &argument.ty {
            ArgumentType::Str => Some(text(sample, argument.name.plain())),
            ArgumentType::Slice(_) => Some("&[]".to_owned()),
            ArgumentType::Value(ty) => {
                self.value(ty, sample, argument.name.plain(), uses)
            }
            ArgumentType::Reference(ty) => self
                .value(ty, sample, argument.name.plain(), uses)
                .map(|one| format!("&{one}")),
            // A body with required members is one that calls have in earnest.
            ArgumentType::OptionalReference(ty) if self.requires_something(ty) => self
                .value(ty, sample, argument.name.plain(), uses)
                .map(|one| format!("Some(&{one})")),
            ArgumentType::OptionalStr
            | ArgumentType::OptionalSlice(_)
            | ArgumentType::OptionalReference(_)
            | ArgumentType::OptionalValue(_) => Some("None".to_owned()),
        }
    }

    /// Whether a type is a structure that cannot be made of nothing.
    fn requires_something(&self, ty: &Type) -> bool {
        let Type::Named(id) = ty else { return false };
        let symbol = &self.symbols[*id];
        let item = self.structs.get(&path(&symbol.module, &symbol.name));
        item.is_some_and(|item| {
            let mut inputs = item.fields.iter().map(|field| &field.input);
            inputs.any(|input| matches!(input, Input::Argument { .. }))
        })
    }

    fn value(
        &self,
        ty: &Type,
        sample: Option<&Value>,
        name: &str,
        uses: &mut Vec<String>,
    ) -> Option<String> {
        match ty {
            Type::Builtin("String") => {
                Some(format!("{}.to_owned()", text(sample, name)))
            }
            Type::Builtin("bool") => Some("true".to_owned()),
            Type::Builtin("f32" | "f64") => Some("1.0".to_owned()),
            Type::Builtin("i32" | "i64" | "u32" | "u64") => Some("1".to_owned()),
            Type::Vec(_) => Some("Vec::new()".to_owned()),
            Type::Option(_) => Some("None".to_owned()),
            Type::Named(id) => self.named(*id, uses),
            Type::Runtime("multipart::FilePart") => {
                uses.push("FilePart".to_owned());
                Some("FilePart::new(\"content\")".to_owned())
            }
            _ => None,
        }
    }

    /// Whether a type is text, or a union that text becomes by itself.
    fn is_text(&self, ty: &Type) -> bool {
        match ty {
            Type::Builtin(name) => *name == "String",
            Type::Named(id) => {
                let symbol = &self.symbols[*id];
                let union = self.unions.get(&path(&symbol.module, &symbol.name));
                union.is_some_and(|one| one.variants.iter().any(|one| one.from_str))
            }
            _ => false,
        }
    }

    fn named(&self, id: SymbolId, uses: &mut Vec<String>) -> Option<String> {
        let symbol = &self.symbols[id];
        let full = path(&symbol.module, &symbol.name);
        if let Some(item) = self.enums.get(&full) {
            uses.push(full);
            let variant = item.variants.first()?;
            return Some(format!("{}::{}", item.name, variant.name));
        }
        let item = self.structs.get(&full)?;
        item.constructor.as_ref()?;
        let mut arguments = Vec::new();
        for field in &item.fields {
            let Input::Argument { name, value, sample } = &field.input else { continue };
            let (sample, name) = (sample.as_ref(), name.plain());
            arguments.push(match value {
                InputValue::Into(ty) if self.is_text(ty) => text(sample, name),
                InputValue::Into(ty) | InputValue::Plain(ty) => {
                    self.value(ty, sample, name, uses)?
                }
                InputValue::Boxed(_) => return None,
            });
        }
        uses.push(full);
        Some(format!("{}::new({})", item.name, arguments.join(", ")))
    }
}

fn path(module: &[Ident], name: &Ident) -> String {
    let names: Vec<&str> = module.iter().chain([name]).map(Ident::as_str).collect();
    names.join("::")
}

/// A string literal: the sample, or the name of what it is for.
fn text(sample: Option<&Value>, name: &str) -> String {
    match sample {
        Some(Value::String(text)) if text.len() <= 60 && !is_blank(text) => {
            format!("{text:?}")
        }
        _ => format!("{name:?}"),
    }
}

/// Whether a text is a place for a value, as in collections of requests: `{{DATABASE_ID}}`.
fn is_blank(text: &str) -> bool {
    text.starts_with("{{") && text.ends_with("}}")
}
