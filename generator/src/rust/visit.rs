//! Walks over items.

use super::{Answer, ArgumentType, Input, InputValue, Item, Method, SymbolId, Type};

impl Item {
    /// Calls a function for each type of the SDK that the item names.
    pub(crate) fn each_name(&self, each: &mut dyn FnMut(SymbolId)) {
        match self {
            Self::Struct(item) => {
                for field in &item.fields {
                    field.ty.each_name(each);
                    if let Some(ty) = field.input.given() {
                        ty.each_name(each);
                    }
                }
            }
            Self::Enum(_) => {}
            Self::Union(item) => {
                item.variants.iter().for_each(|variant| variant.ty.each_name(each));
            }
            Self::Alias(item) => item.ty.each_name(each),
            Self::WebhookParser(item) => item.ty.each_name(each),
            Self::ByStatus(item) => item.types().for_each(|ty| ty.each_name(each)),
            Self::Resource(item) => {
                item.methods.iter().for_each(|method| method.each_name(each));
            }
        }
    }
}

impl Method {
    /// Calls a function for each type of the SDK that the signature names, or what is said of the
    /// answer.
    pub(crate) fn each_name(&self, each: &mut dyn FnMut(SymbolId)) {
        for argument in &self.arguments {
            match &argument.ty {
                ArgumentType::Str | ArgumentType::OptionalStr => {}
                ArgumentType::Slice(ty)
                | ArgumentType::Reference(ty)
                | ArgumentType::Value(ty)
                | ArgumentType::OptionalSlice(ty)
                | ArgumentType::OptionalReference(ty)
                | ArgumentType::OptionalValue(ty) => ty.each_name(each),
            }
        }
        match &self.answer {
            Answer::Json { ty, .. }
            | Answer::ByStatus { ty, .. }
            | Answer::Stream { item: ty, .. } => ty.each_name(each),
            Answer::Pages { item, whole, .. } => {
                item.each_name(each);
                whole.iter().for_each(|name| each(*name));
            }
            Answer::Empty | Answer::Text { .. } | Answer::Bytes { .. } => {}
        }
    }
}

impl Input {
    /// The type of what the caller hands over.
    fn given(&self) -> Option<&Type> {
        let (Self::Argument { value, .. } | Self::Setter { value, .. }) = self else {
            return None;
        };
        let (InputValue::Plain(ty) | InputValue::Into(ty) | InputValue::Boxed(ty)) =
            value;
        Some(ty)
    }
}

impl Type {
    /// Calls a function for each type of the SDK that the type names.
    pub(crate) fn each_name(&self, each: &mut dyn FnMut(SymbolId)) {
        match self {
            Self::Named(name) => each(*name),
            Self::Vec(inner)
            | Self::Map(inner)
            | Self::Option(inner)
            | Self::Nullable(inner)
            | Self::Box(inner) => inner.each_name(each),
            Self::Tuple(items) => items.iter().for_each(|item| item.each_name(each)),
            Self::Builtin(_) | Self::External(_) | Self::Runtime(_) | Self::User(_) => {}
        }
    }
}
