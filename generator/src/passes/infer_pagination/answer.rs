//! The answer of an operation that could be a page, and what it has.

use std::borrow::Cow;

use serde_json::Value;

use super::items::Items;
use super::times::is_time;
use crate::model::{
    AnswerBody, ContentKind, Docs, Field, Location, NumberFormat, Operation, Parameter,
    StatusAnswer, StringFormat, Style, Success, TypeDef, TypeKind, TypeRef, Types,
};
use crate::passes::walk;
use crate::source::Pointer;
use crate::words::{snake, words};

/// The answer of an operation that could be a page.
pub(super) struct Answer<'a> {
    pub(super) types: &'a Types,
    pub(super) operation: &'a Operation,
    /// The whole body.
    pub(super) body: TypeRef,
    /// The JSON body that it is asked with.
    pub(super) sent: Option<TypeRef>,
    /// Its media type.
    pub(super) media_type: &'a str,
    /// The members that lead to the value in an envelope.
    pub(super) envelope: &'a [String],
    /// The list that a page consists of.
    items: Option<Items>,
    /// The query parameters.
    query: Vec<Asked<'a>>,
}

/// What can be asked for in the query: a parameter, or a member of one that is an object.
struct Asked<'a> {
    /// What the name says, in snake case.
    snake: String,
    /// The name, as the query has it.
    name: Cow<'a, str>,
    schema: TypeRef,
    docs: &'a Docs,
    origin: &'a Pointer,
}

impl<'a> Answer<'a> {
    pub(super) fn of(types: &'a Types, operation: &'a Operation) -> Option<Self> {
        let (Success::Json { envelope, .. } | Success::ByStatus { envelope, .. }) =
            &operation.success
        else {
            return None;
        };
        let content = operation.chosen_content()?;
        let (body, media_type) = (content.schema?, &content.media_type);
        let sent = operation.body.as_ref().and_then(|body| {
            let content = body.contents.get(body.chosen)?;
            content.schema.filter(|_| content.kind == ContentKind::Json)
        });
        let in_query = |one: &&Parameter| one.location == Location::Query;
        let query = operation.parameters.iter().filter(in_query);
        let query = query.flat_map(|one| names_of(types, one)).collect();
        let items = None;
        let mut answer =
            Self { types, operation, body, sent, media_type, envelope, items, query };
        answer.items = answer.find_items();
        Some(answer)
    }

    /// Whether an answer with another status has another body.
    pub(super) fn differs_by_status(&self) -> bool {
        let Success::ByStatus { answers, .. } = &self.operation.success else {
            return false;
        };
        let schema = self.operation.success.json().unwrap_or(self.body);
        answers.iter().any(|one| is_another(one, schema))
    }

    /// The list that a page consists of.
    pub(super) fn items(&self) -> Option<Items> {
        self.items.clone()
    }

    /// The number with one of these names in the object around the items, or the one that an object
    /// of that name has as its `value`.
    pub(super) fn total_around(
        &self,
        items: &[String],
        names: &[&str],
    ) -> Option<Vec<String>> {
        let (_, around) = items.split_last()?;
        let object = walk::member(self.types, self.body, around)?;
        let is_count =
            |schema: TypeRef| is_count(&walk::definition(self.types, schema).kind);
        let members = self.named_members(around, object).into_iter();
        let mut named = members.filter(|(path, _)| {
            path.last().is_some_and(|name| names.contains(&snake(name).as_str()))
        });
        named.find_map(|(path, schema)| {
            let value = [&path[..], &["value".to_owned()]].concat();
            match walk::member(self.types, self.body, &value) {
                Some(inner) if is_count(inner) => Some(value),
                _ => is_count(schema).then_some(path),
            }
        })
    }

    /// The query parameter with one of these names in snake case, in the order of the names.
    pub(super) fn parameter(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let found = self.query.iter().find(|asked| asked.snake == *name)?;
            Some(found.name.clone().into_owned())
        })
    }

    /// The query parameters: the name in snake case, and the name.
    pub(super) fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().map(|asked| (asked.snake.as_str(), &*asked.name))
    }

    /// The place of a query parameter.
    pub(super) fn parameter_at(&self, name: &str) -> Option<&'a Pointer> {
        Some(self.asked(name)?.origin)
    }

    fn asked(&self, name: &str) -> Option<&Asked<'a>> {
        self.query.iter().find(|asked| asked.name == name)
    }

    /// The words of the docs of a query parameter, and of its type.
    pub(super) fn said_of(&self, name: &str) -> Vec<String> {
        let Some(asked) = self.asked(name) else { return Vec::new() };
        let schema = &self.types[asked.schema.id].docs;
        asked.docs.texts().chain(schema.texts()).flat_map(words).collect()
    }

    /// The definition behind the schema of a query parameter.
    fn parameter_type(&self, name: &str) -> Option<&TypeDef> {
        Some(walk::definition(self.types, self.asked(name)?.schema))
    }

    /// Whether a parameter is a number: by its type, or as text whose default is one or that the
    /// answer has as a number of that name.
    pub(super) fn is_number(&self, name: &str) -> bool {
        self.parameter_type(name).is_some_and(|def| match def.kind {
            TypeKind::Integer(_) | TypeKind::Number(_) => true,
            TypeKind::String(_) => {
                let default = def.constraints.default.as_ref().and_then(Value::as_str);
                default.is_some_and(|text| text.parse::<u32>().is_ok())
                    || self.number(&[&snake(name)]).is_some()
            }
            _ => false,
        })
    }

    /// Whether a parameter is text of any kind.
    pub(super) fn is_text(&self, name: &str) -> bool {
        self.parameter_type(name)
            .is_some_and(|def| matches!(def.kind, TypeKind::String(StringFormat::Plain)))
    }

    /// Whether a parameter is a time.
    pub(super) fn is_time(&self, name: &str) -> bool {
        self.parameter_type(name).is_some_and(|def| is_time(&def.kind))
    }

    /// The value that a parameter has when it is not sent, or else the lowest that it can have.
    pub(super) fn lowest(&self, name: &str) -> Option<i64> {
        lowest(self.parameter_type(name)?)
    }

    /// The member with one of these names.
    pub(super) fn member(&self, names: &[&str]) -> Option<Vec<String>> {
        self.member_like(names, |_| true)
    }

    /// The member with one of these names that is a flag.
    pub(super) fn flag(&self, names: &[&str]) -> Option<Vec<String>> {
        self.member_like(names, |kind| matches!(kind, TypeKind::Boolean))
    }

    /// The member with one of these names that is a whole number.
    pub(super) fn integer(&self, names: &[&str]) -> Option<Vec<String>> {
        self.member_like(names, |kind| matches!(kind, TypeKind::Integer(_)))
    }

    /// The member with one of these names that can be a number of things.
    pub(super) fn count(&self, names: &[&str]) -> Option<Vec<String>> {
        self.member_like(names, is_count)
    }

    /// The member with one of these names that is a number.
    pub(super) fn number(&self, names: &[&str]) -> Option<Vec<String>> {
        self.member_like(names, is_number)
    }

    /// The member with one of these names and such a type: at the top, around the items, or in
    /// members that say something about the page, at most two of them deep.
    pub(super) fn member_like(
        &self,
        names: &[&str],
        is_wanted: impl Fn(&TypeKind) -> bool,
    ) -> Option<Vec<String>> {
        let items = self.items.as_ref().map_or(&[][..], |(path, _)| path);
        let is_around_items =
            |path: &[String]| path.len() < items.len() && items.starts_with(path);
        let mut level = vec![(Vec::new(), self.body)];
        for _ in 0..3 {
            let members = level
                .iter()
                .flat_map(|(path, schema)| self.named_members(path, *schema))
                .map(|(path, schema)| (snake(&path[path.len() - 1]), path, schema));
            let members: Vec<(String, Vec<String>, TypeRef)> = members.collect();
            let wanted = |name: &&str| {
                members.iter().find(|(member, _, schema)| {
                    member == name
                        && is_wanted(&walk::definition(self.types, *schema).kind)
                })
            };
            if let Some((_, path, _)) = names.iter().find_map(wanted) {
                return Some(path.clone());
            }
            let info = members.into_iter();
            let info = info.filter(|(member, path, _)| {
                INFO.contains(&member.as_str()) || is_around_items(path)
            });
            level = info.map(|(_, path, schema)| (path, schema)).collect();
        }
        None
    }

    /// The members of an object, which this path leads to.
    pub(super) fn named_members(
        &self,
        path: &[String],
        schema: TypeRef,
    ) -> Vec<(Vec<String>, TypeRef)> {
        let TypeKind::Struct(object) = &walk::definition(self.types, schema).kind else {
            return Vec::new();
        };
        let below = |name: &String| [path, std::slice::from_ref(name)].concat();
        object.fields.iter().map(|field| (below(&field.name), field.schema)).collect()
    }

    /// The members of the object in the answer that a path leads to.
    pub(super) fn members_at(&self, path: &[String]) -> Vec<(Vec<String>, TypeRef)> {
        let object = walk::member(self.types, self.body, path);
        object.map_or_else(Vec::new, |object| self.named_members(path, object))
    }

    /// The member of the answer that a path leads to.
    pub(super) fn field(&self, path: &[String]) -> Option<&'a Field> {
        let (name, around) = path.split_last()?;
        let object = walk::member(self.types, self.body, around)?;
        let TypeKind::Struct(object) = &walk::definition(self.types, object).kind else {
            return None;
        };
        object.fields.iter().find(|field| field.name == *name)
    }

    pub(super) fn has_members(&self, path: &[String]) -> bool {
        walk::member(self.types, self.body, path).is_some()
    }

    /// Whether it can be asked for in the query.
    pub(super) fn asks_for(&self, name: &str) -> bool {
        self.asked(name).is_some()
    }

    pub(super) fn has_parameter(&self, name: &str) -> bool {
        self.operation.parameters.iter().any(|parameter| parameter.name == name)
            || self.asks_for(name)
    }

    /// Whether a successful answer is said to have one of these headers, and which.
    pub(super) fn header(&self, names: &[&str]) -> Option<String> {
        let responses = self.operation.responses.iter();
        let responses = responses.filter(|response| response.status.is_success());
        let headers = responses.flat_map(|response| &response.headers);
        let mut named = names.iter().filter_map(|name| {
            let mut headers = headers.clone();
            headers.find(|header| header.name.eq_ignore_ascii_case(name))
        });
        named.next().map(|header| header.name.clone())
    }
}

/// What a query parameter asks for: an object that is sent member by member, what each of them
/// does, since the query has their names.
fn names_of<'a>(types: &'a Types, parameter: &'a Parameter) -> Vec<Asked<'a>> {
    let origin = &parameter.origin;
    let whole = parameter.name.as_str();
    let asked = |name: Cow<'a, str>, schema, docs| {
        let snake = said_by(&name);
        Asked { snake, name, schema, docs, origin }
    };
    let by_members = |name: &dyn Fn(&'a str) -> Cow<'a, str>| match &walk::definition(
        types,
        parameter.schema,
    )
    .kind
    {
        TypeKind::Struct(object) => {
            let fields = object.fields.iter();
            let members =
                fields.map(|one| asked(name(&one.name), one.schema, &one.docs));
            Some(members.collect())
        }
        _ => None,
    };
    let members = match parameter.style {
        Style::Form if parameter.explode => by_members(&Cow::Borrowed),
        Style::DeepObject | Style::Brackets => {
            by_members(&|member| format!("{whole}[{member}]").into())
        }
        Style::Dots => by_members(&|member| format!("{whole}.{member}").into()),
        _ => None,
    };
    members
        .unwrap_or_else(|| vec![asked(whole.into(), parameter.schema, &parameter.docs)])
}

/// What a name in the query says, in snake case: of a number that is in brackets behind a page, that
/// alone, as the offset of `page[offset]`. What else stands there is about the page: what is after
/// it is no item, as `page[after]`.
fn said_by(name: &str) -> String {
    let inside = name.strip_suffix(']').and_then(|name| name.split_once('['));
    let of_page = inside.filter(|(whole, _)| {
        matches!(&*snake(whole), "page" | "pages" | "pagination" | "paging" | "pager")
    });
    let Some((_, member)) = of_page else { return snake(name) };
    let member = snake(member);
    match member.as_str() {
        "count" | "limit" | "offset" | "page" | "page_number" | "page_size"
        | "per_page" | "skip" | "start" => member,
        "number" | "size" => format!("page_{member}"),
        _ => snake(name),
    }
}

/// Whether an answer is neither without a body nor of this type.
pub(super) fn is_another(answer: &StatusAnswer, schema: TypeRef) -> bool {
    answer.body != AnswerBody::Empty && answer.body != AnswerBody::Json(schema)
}

/// The value that is taken where none is sent, or else the lowest that there can be; that of a
/// number, which can be written as text.
pub(super) fn lowest(def: &TypeDef) -> Option<i64> {
    let constraints = &def.constraints;
    let values = [&constraints.default, &constraints.minimum];
    let number = |value: &Value| match value {
        Value::String(text) => text.parse().ok(),
        value => value.as_i64(),
    };
    values.into_iter().flatten().find_map(number)
}

/// Whether a type is one of numbers.
pub(super) fn is_number(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::Integer(_) | TypeKind::Number(_))
}

/// Whether a type can be a number of things.
fn is_count(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Integer(_) | TypeKind::Any(_) => true,
        // Whole numbers are often described as numbers.
        TypeKind::Number(format) => *format != NumberFormat::Decimal,
        TypeKind::String(format) => {
            matches!(format, StringFormat::Int64 | StringFormat::UInt64)
        }
        _ => false,
    }
}

/// Usual names of members that say something about the page.
pub(super) const INFO: [&str; 23] = [
    "result_info",
    "meta",
    "pagination",
    "page_info",
    "paging",
    "page",
    "pages",
    "response_metadata",
    "metadata",
    "links",
    "_links",
    "cursors",
    "list_meta",
    "list_metadata",
    "list_info",
    "page_metadata",
    "paging_info",
    "pagination_info",
    "pagination_metadata",
    "next",
    "next_page",
    "view",
    "hydra_view",
];
