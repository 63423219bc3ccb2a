//! The package, the client, and the items of modules.

use std::collections::BTreeMap;

use super::methods::{Sent, members};
use super::names::Collected;
use super::{Kind, Shape};
use crate::rust::{
    Alias, ByStatus, Enum, EnumKind, Evidence, Input, InputValue, Item, Place,
    SchemeKind, StatusBody, Struct, Type, Union, UnionVariant,
};

impl Collected<'_> {
    /// What the package and its client offer.
    pub(super) fn package(&mut self) {
        let krate = self.krate;
        let name = krate.package.name.clone();
        self.add(Kind::Package, name, Shape::default(), "package");
        for feature in &krate.package.features {
            self.add(
                Kind::Feature,
                feature.name.clone(),
                Shape::default(),
                &feature.name,
            );
        }
        let client = &krate.client;
        let base_url = client.base_url_variable.clone();
        self.add(Kind::Variable, base_url, Shape::default(), "base URL");
        for scheme in &client.schemes {
            for (at, variable) in scheme.variables.iter().enumerate() {
                let origin = format!("{} {at}", scheme.name);
                self.add(Kind::Variable, variable.clone(), Shape::default(), &origin);
            }
            if let SchemeKind::Tokens(endpoint) = &scheme.kind {
                for (at, variable) in endpoint.variables.iter().enumerate() {
                    let origin = format!("{} client credentials {at}", scheme.name);
                    self.add(
                        Kind::Variable,
                        variable.clone(),
                        Shape::default(),
                        &origin,
                    );
                }
            }
        }
        let default = "ClientBuilder::base_url".to_owned();
        self.add(Kind::Server, default, Shape::value(&client.base_url), "base URL");
        for server in &client.servers {
            let path = format!("Client::{}", server.constant);
            self.add(Kind::Server, path, Shape::value(&server.url), &server.url);
        }
        for setter in &client.setters {
            let text =
                |name: &crate::rust::Ident| (name.to_string(), "String".to_owned());
            let takes = setter.arguments.iter().map(text).collect();
            let shape = Shape { takes: Some(takes), gives: String::new() };
            let path = format!("ClientBuilder::{}", setter.name);
            let scheme = &client.schemes[setter.scheme].name;
            self.add(Kind::Credential, path, shape, scheme);
        }
        self.token_setters();
        self.client_parameters();
    }

    /// Where tokens can come from.
    fn token_setters(&mut self) {
        let client = &self.krate.client;
        for setter in &client.token_setters {
            let argument = |name: &str, ty: &str| (name.to_owned(), ty.to_owned());
            let (takes, how) = match setter.token_url {
                Some(_) => (
                    vec![
                        argument("client_id", "String"),
                        argument("client_secret", "String"),
                    ],
                    "client credentials",
                ),
                None => (vec![argument("source", "TokenSource")], "token source"),
            };
            let shape = Shape { takes: Some(takes), gives: String::new() };
            let path = format!("ClientBuilder::{}", setter.name);
            let origin = format!("{} {how}", client.schemes[setter.scheme].name);
            self.add(Kind::Credential, path, shape, &origin);
        }
    }

    /// What the client has for all calls.
    fn client_parameters(&mut self) {
        let krate = self.krate;
        for item in &krate.client.parameters {
            let place = match item.place {
                Place::Header => "header",
                Place::Path => "server",
                _ => "query",
            };
            let origin = format!("{place} {}", item.name);
            let variable = item.variable.clone();
            self.add(Kind::Variable, variable, Shape::default(), &origin);
            let ty = match &item.ty {
                Some(ty) => self.spelled(ty),
                None => "String".to_owned(),
            };
            let takes = Some(vec![(item.setter.to_string(), ty)]);
            let shape = Shape { takes, gives: String::new() };
            let path = format!("ClientBuilder::{}", item.setter);
            self.add(Kind::ClientParameter, path, shape, &origin);
            if let Some(name) = self.names.last_mut() {
                name.selector.clone_from(&item.name);
                name.deprecated = item.deprecated;
            }
        }
    }

    /// Every item of every module.
    pub(super) fn items(&mut self) {
        let sent = self.sent_parameters();
        let items = std::mem::take(&mut self.index.items);
        let by_path: BTreeMap<&str, &Item> =
            items.iter().map(|(path, item)| (path.as_str(), *item)).collect();
        for (path, item) in &items {
            let origin = self.origins.get(path).cloned().unwrap_or_else(|| path.clone());
            let mut behind = *item;
            // The definition can have another name, but that one has none again.
            for _ in 0..2 {
                let Item::Alias(Alias { ty: Type::Named(id), newtype: false, .. }) =
                    behind
                else {
                    break;
                };
                let target = self.path(*id);
                let Some(item) = by_path.get(target.as_str()) else { break };
                behind = item;
                self.aliases.insert(path.clone(), target);
            }
            self.item(path, &origin, behind, &sent);
        }
    }

    fn item(&mut self, path: &str, origin: &str, item: &Item, sent: &Sent) {
        let mut is = |kind, text: &str| {
            self.add(kind, path.to_owned(), Shape::of(text), origin);
        };
        match item {
            Item::Struct(item) => {
                is(Kind::Type, "struct");
                self.structure(path, origin, item, sent);
            }
            Item::Enum(item) => {
                is(
                    Kind::Type,
                    match item.kind {
                        EnumKind::String => "enum of texts",
                        EnumKind::Integer => "enum of integers",
                        EnumKind::Mixed => "enum of values",
                    },
                );
                self.values(path, origin, item);
            }
            Item::Union(item) => {
                is(Kind::Type, "enum");
                self.union(path, origin, item);
            }
            Item::ByStatus(item) => {
                is(Kind::Type, "enum");
                self.by_status(path, origin, item);
            }
            Item::Alias(item) => {
                let ty = self.spelled(&item.ty);
                let shape = match item.newtype {
                    true => format!("struct of {ty}"),
                    false => ty,
                };
                self.add(Kind::Type, path.to_owned(), Shape::of(shape), origin);
            }
            Item::Resource(_) => is(Kind::Resource, ""),
            Item::WebhookParser(item) => {
                let shape = Shape {
                    takes: Some(vec![(String::new(), "&[u8]".to_owned())]),
                    gives: self.spelled(&item.ty),
                };
                self.add(Kind::Webhook, path.to_owned(), shape, &item.webhook);
            }
        }
    }

    fn structure(&mut self, path: &str, origin: &str, item: &Struct, sent: &Sent) {
        self.traits(path, origin, &item.derives);
        if let Some(encoding) = &item.encoding {
            self.implements(path, origin, "Serialize");
            if encoding.decode {
                self.implements(path, origin, "Deserialize");
            }
        }
        if let Some(constructor) = &item.constructor {
            if constructor.default && constructor.initial {
                self.implements(path, origin, "Default");
            }
            let takes = item.fields.iter().filter_map(|field| match &field.input {
                Input::Argument { name, value, .. } => {
                    Some((name.to_string(), self.input(value)))
                }
                _ => None,
            });
            let shape = Shape { takes: Some(takes.collect()), gives: String::new() };
            let new = format!("{path}::new");
            self.add_to(path, Kind::Constructor, new, shape, origin);
        }
        let members: BTreeMap<&str, &str> = members(item).collect();
        for field in &item.fields {
            let name = field.name.as_str();
            let member = members.get(name).map(|key| format!("member {key}"));
            let member = member
                .or_else(|| sent.get(&(path.to_owned(), name.to_owned())).cloned())
                .unwrap_or_else(|| name.to_owned());
            let origin = format!("{origin} {member}");
            let ty = self.spelled(&field.ty);
            // How it is sent, where that is another name: code does not tell the two apart.
            let sent = member.split_once(' ').map_or(name, |(_, name)| name);
            let shape = Shape::of(match sent == field.name.plain() {
                true => ty,
                false => format!("{ty} as {sent:?}"),
            });
            let full = format!("{path}.{name}");
            self.add_to(path, Kind::Field, full, shape, &origin);
            if let Some(name) = self.names.last_mut() {
                name.deprecated = field.deprecated;
            }
            if let Input::Setter { name, value, .. } = &field.input {
                let takes = Some(vec![(String::new(), self.input(value))]);
                let shape = Shape { takes, gives: String::new() };
                let full = format!("{path}::{name}");
                self.add_to(path, Kind::Setter, full, shape, &origin);
            }
        }
    }

    fn values(&mut self, path: &str, origin: &str, item: &Enum) {
        self.traits(path, origin, &item.derives);
        for variant in &item.variants {
            let full = format!("{path}::{}", variant.name);
            let origin = format!("{origin} value {}", variant.value);
            let shape = match variant.value.as_str() {
                Some(text) => Shape::value(text),
                None => Shape::of(variant.value.to_string()),
            };
            self.add_to(path, Kind::Variant, full, shape, &origin);
        }
    }

    fn union(&mut self, path: &str, origin: &str, item: &Union) {
        self.traits(path, origin, &item.derives);
        let mut tags = BTreeMap::new();
        if let Evidence::Tag { values, .. } = &item.evidence {
            for (value, variant) in values {
                tags.entry(*variant).or_insert_with(|| format!("tag {value}"));
            }
        }
        for (at, variant) in item.variants.iter().enumerate() {
            let full = format!("{path}::{}", variant.name);
            let tag = tags.get(&at).cloned().unwrap_or_else(|| self.branch(variant));
            let ty = self.spelled(&variant.ty);
            if variant.from {
                self.implements(path, origin, &format!("From<{ty}>"));
            }
            let shape =
                Shape { takes: Some(vec![(String::new(), ty)]), gives: String::new() };
            let origin = format!("{origin} {tag}");
            self.add_to(path, Kind::Variant, full, shape, &origin);
        }
    }

    /// What tells a branch without a tag from the others.
    fn branch(&self, variant: &UnionVariant) -> String {
        let mut ty = &variant.ty;
        while let Type::Box(inner) = ty {
            ty = inner;
        }
        let ty = self.spelled(ty);
        self.origins.get(&ty).cloned().unwrap_or(ty)
    }

    fn by_status(&mut self, path: &str, origin: &str, item: &ByStatus) {
        if let Some(body) = item.only_body() {
            let shape = Shape { takes: Some(Vec::new()), gives: self.spelled(body) };
            let full = format!("{path}::into_body");
            self.add_to(path, Kind::Body, full, shape, &format!("{origin} body"));
        }
        for variant in &item.variants {
            let full = format!("{path}::{}", variant.name);
            let ty = match &variant.body {
                StatusBody::Empty => None,
                StatusBody::Text => Some("String".to_owned()),
                StatusBody::Json(ty) | StatusBody::Integers(ty) => {
                    Some(self.spelled(ty))
                }
            };
            let takes = ty.map(|ty| vec![(String::new(), ty)]);
            let shape = Shape { takes, gives: String::new() };
            let origin = format!("{origin} {:?}", variant.statuses);
            self.add_to(path, Kind::Variant, full, shape, &origin);
        }
    }

    fn traits(&mut self, path: &str, origin: &str, derives: &[String]) {
        for name in derives {
            self.implements(path, origin, name);
        }
    }

    fn implements(&mut self, path: &str, origin: &str, name: &str) {
        let full = format!("{path}: {name}");
        let origin = format!("{origin} {name}");
        self.add_to(path, Kind::Trait, full, Shape::default(), &origin);
    }

    fn input(&self, value: &InputValue) -> String {
        match value {
            InputValue::Plain(ty) | InputValue::Boxed(ty) => self.spelled(ty),
            InputValue::Into(ty) => format!("impl Into<{}>", self.spelled(ty)),
        }
    }
}
