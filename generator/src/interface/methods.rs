//! The methods of resources, and what stands beside them.

use super::names::{Collected, without_names};
use super::{Kind, Shape};
use crate::rust::{
    Answer, ArgumentType, MemberKind, Method, MultipartForm, PartValue, Place, Resource,
    Source, Step, Struct, Type, joined,
};

impl<'k> Collected<'k> {
    /// Every method of every resource.
    pub(super) fn calls(&mut self) {
        if let Some(root) = self.index.root {
            let mut open = vec![("client".to_owned(), root)];
            // The next one is last.
            while let Some((accessor, resource)) = open.pop() {
                self.resource(&accessor, resource);
                let children = resource.children.iter().filter_map(|child| {
                    let symbol = &self.krate.symbols[child.resource];
                    let path = joined(&symbol.module, &symbol.name);
                    let inner = self.index.resources.get(&path)?;
                    Some((format!("{accessor}.{}()", child.name), *inner))
                });
                let children: Vec<(String, &'k Resource)> = children.collect();
                open.extend(children.into_iter().rev());
            }
        }
    }

    fn resource(&mut self, accessor: &str, resource: &'k Resource) {
        for method in &resource.methods {
            let origin = self.operation(method);
            let takes = method.arguments.iter().map(|argument| {
                (argument.name.to_string(), self.argument(&argument.ty))
            });
            let shape = Shape {
                takes: Some(takes.collect()),
                gives: self.result(&method.answer),
            };
            let path = format!("{accessor}.{}", method.name);
            self.add(Kind::Call, path, shape, &origin);
            let line = format!("{} {}", method.http_method, method.path);
            let sent = format!("{} {}", method.http_method, described_path(method));
            if let Some(name) = self.names.last_mut() {
                if name.origin == without_names(&line) {
                    name.selector = line;
                }
                name.line = sent;
                name.deprecated = method.deprecated;
            }
            self.stand_for(method, &origin);
        }
    }

    /// Says what the types beside a method stand for.
    fn stand_for(&mut self, method: &Method, origin: &str) {
        let params = method.arguments.iter().find(|one| one.name.as_str() == "params");
        let params = params.and_then(|one| match &one.ty {
            ArgumentType::Value(Type::Named(symbol)) => Some(*symbol),
            _ => None,
        });
        let answer = match &method.answer {
            Answer::ByStatus { ty: Type::Named(symbol), .. } => Some(*symbol),
            _ => None,
        };
        let beside = [(params, "params"), (answer, "answer"), (method.error, "error")];
        for (symbol, what) in beside {
            if let Some(symbol) = symbol {
                let path = self.path(symbol);
                self.origins.entry(path).or_insert_with(|| format!("{origin} {what}"));
            }
        }
    }

    /// What tells the operation of a method from all others. Methods of one operation differ in
    /// what they take and give.
    fn operation(&self, method: &Method) -> String {
        let path = without_names(&described_path(method));
        let mut origin = format!("{} {path}", method.http_method);
        let body = method.steps.iter().find_map(|step| match step {
            Step::JsonBody { media_type, .. } => media_type.clone(),
            Step::JsonMembers { media_type, .. }
            | Step::TextBody { media_type, .. }
            | Step::BytesBody { media_type, .. } => Some(media_type.clone()),
            Step::FormBody { .. } => Some("form".to_owned()),
            Step::MultipartBody { .. } => Some("multipart".to_owned()),
            _ => None,
        });
        let answer = match &method.answer {
            Answer::Stream { .. } => Some("stream".to_owned()),
            Answer::Text { media_type, .. } | Answer::Bytes { media_type, .. } => {
                Some(media_type.clone())
            }
            Answer::Json { media_type, .. } => media_type.clone(),
            _ => None,
        };
        if self.given.contains(Kind::Call, &origin) {
            for part in [body, answer].into_iter().flatten() {
                origin.push_str(&format!(" {part}"));
            }
        }
        origin
    }

    fn argument(&self, ty: &ArgumentType) -> String {
        match ty {
            ArgumentType::Str => "&str".to_owned(),
            ArgumentType::Slice(item) => format!("&[{}]", self.spelled(item)),
            ArgumentType::Reference(ty) => format!("&{}", self.spelled(ty)),
            ArgumentType::Value(ty) => self.spelled(ty),
            ArgumentType::OptionalStr => "Option<&str>".to_owned(),
            ArgumentType::OptionalSlice(item) => {
                format!("Option<&[{}]>", self.spelled(item))
            }
            ArgumentType::OptionalReference(ty) => {
                format!("Option<&{}>", self.spelled(ty))
            }
            ArgumentType::OptionalValue(ty) => format!("Option<{}>", self.spelled(ty)),
        }
    }

    fn result(&self, answer: &Answer) -> String {
        match answer {
            Answer::Empty => "Request<()>".to_owned(),
            Answer::Json { ty, .. } | Answer::ByStatus { ty, .. } => {
                format!("Request<{}>", self.spelled(ty))
            }
            Answer::Text { optional: false, .. } => "Request<String>".to_owned(),
            Answer::Text { .. } => "Request<Option<String>>".to_owned(),
            Answer::Bytes { optional: false, .. } => "Request<Bytes>".to_owned(),
            Answer::Bytes { .. } => "Request<Option<Bytes>>".to_owned(),
            Answer::Stream { item, framing } => match framing.wraps() {
                true => format!("StreamRequest<Event<{}>>", self.spelled(item)),
                false => format!("StreamRequest<{}>", self.spelled(item)),
            },
            Answer::Pages { item, .. } => format!("PageRequest<{}>", self.spelled(item)),
        }
    }

    /// As what each field of a struct of parameters is sent, by the struct's path.
    pub(super) fn sent_parameters(&self) -> Sent {
        let mut sent = Sent::new();
        let Some(root) = self.index.root else { return sent };
        for resource in self.index.resources.values().copied().chain([root]) {
            for method in &resource.methods {
                let params =
                    method.arguments.iter().find(|one| one.name.as_str() == "params");
                let Some(ArgumentType::Value(Type::Named(symbol))) =
                    params.map(|one| &one.ty)
                else {
                    continue;
                };
                let path = self.path(*symbol);
                for step in &method.steps {
                    note(step, &mut |field, text| {
                        sent.insert((path.clone(), field.to_owned()), text);
                    });
                }
            }
        }
        sent
    }
}

/// The path of an operation as the description has it.
fn described_path(method: &Method) -> String {
    // Where the path has a fragment, it is in the place only.
    match method.origin.tokens().as_slice() {
        ["paths", path, _] => (*path).to_owned(),
        _ => method.path.clone(),
    }
}

/// As what fields are sent, by the path of the struct and the field's name.
pub(super) type Sent = std::collections::BTreeMap<(String, String), String>;

/// Tells as what a step sends fields.
fn note(step: &Step, each: &mut dyn FnMut(&str, String)) {
    match step {
        Step::Parameter { place, name, value: Source::Field(field), .. } => {
            let place = match place {
                Place::Path => "path",
                Place::Query => "query",
                Place::Header => "header",
                Place::Cookie => "cookie",
            };
            each(field.as_str(), format!("{place} {name}"));
        }
        Step::MultipartBody { form: MultipartForm::Parts(parts), .. } => {
            for part in parts {
                if let PartValue::Field(field, _) = &part.value {
                    each(field.as_str(), format!("part {}", part.name));
                }
            }
        }
        _ => {}
    }
}

/// The members that fields of a struct are, by the field's name.
pub(super) fn members(item: &Struct) -> impl Iterator<Item = (&str, &str)> {
    let members = item.encoding.iter().flat_map(|encoding| &encoding.members);
    members.filter_map(|member| match &member.kind {
        MemberKind::Field { field, .. } => Some((field.as_str(), member.key.as_str())),
        MemberKind::Constant { .. } => None,
    })
}
