//! The answer of an operation that could be a page, and what it has.

use serde_json::Value;

use crate::model::{
    ContentKind, Field, Location, NumberFormat, Operation, Parameter, StringFormat,
    Success, TypeDef, TypeKind, TypeRef, Types,
};
use crate::passes::walk;
use crate::words::{singular, snake};

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
    envelope: &'a [String],
    /// The query parameters: the name in snake case, and the name.
    query: Vec<(String, &'a str)>,
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
        let query = query.map(|one| (snake(&one.name), one.name.as_str())).collect();
        Some(Self { types, operation, body, sent, media_type, envelope, query })
    }

    /// The type of the items at a path.
    pub(super) fn items_at(&self, path: &[String]) -> Option<TypeRef> {
        let list = walk::member(self.types, self.body, path)?;
        match &walk::definition(self.types, list).kind {
            TypeKind::List(list) => Some(list.item),
            _ => None,
        }
    }

    /// The list that a page consists of: the body, the value in the envelope, a member with a
    /// usual name, or the only member that is a list, but for those that go with every answer.
    pub(super) fn items(&self) -> Option<(Vec<String>, TypeRef)> {
        let mut starts = vec![Vec::new()];
        if !self.envelope.is_empty() {
            starts.insert(0, self.envelope.to_vec());
        }
        // Where there is such a member, HAL has its lists in it (draft-kelly-json-hal §4.1.2).
        starts.into_iter().find_map(|start| {
            let embedded = [&start[..], &[EMBEDDED.to_owned()]].concat();
            self.items_in(embedded)
                .or_else(|| self.items_in(start.clone()))
                .or_else(|| self.items_inside(&start))
        })
    }

    /// The list inside of an object of its name: `hits.hits`.
    fn items_inside(&self, start: &[String]) -> Option<(Vec<String>, TypeRef)> {
        let object = walk::member(self.types, self.body, start)?;
        self.named_members(start, object).into_iter().find_map(|(mut path, _)| {
            path.push(path.last()?.clone());
            let item = self.items_at(&path)?;
            Some((path, item))
        })
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
            |schema: TypeRef| is_number(&walk::definition(self.types, schema).kind);
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

    /// The list at a path, or the one that stands out in the object there.
    fn items_in(&self, start: Vec<String>) -> Option<(Vec<String>, TypeRef)> {
        if let Some(item) = self.items_at(&start) {
            return Some((start, item));
        }
        let inner = walk::member(self.types, self.body, &start)?;
        let members = self.named_members(&start, inner).into_iter();
        let lists = members.filter_map(|(path, _)| {
            let item = self.items_at(&path)?;
            Some((path, item))
        });
        let lists: Vec<_> = lists.collect();
        let is_called =
            |path: &[String], name: &str| path.last().is_some_and(|last| last == name);
        let usual = ITEMS
            .iter()
            .find_map(|name| lists.iter().find(|(path, _)| is_called(path, name)));
        usual.cloned().or_else(|| only(lists))
    }

    /// Whether the object around the items has nothing else but what says something about the
    /// page.
    pub(super) fn is_only_a_list(
        &self,
        items: &[String],
        is_of_pages: fn(&str) -> bool,
    ) -> bool {
        let Some((list, around)) = items.split_last() else { return true };
        let object = walk::member(self.types, self.body, around);
        let Some(object) = object.map(|object| walk::definition(self.types, object))
        else {
            return false;
        };
        let TypeKind::Struct(object) = &object.kind else { return false };
        let is_embedded = around.last().is_some_and(|name| name == EMBEDDED);
        let is_alone = || !is_embedded || self.is_only_a_list(around, is_of_pages);
        is_alone()
            && object.fields.iter().all(|field| {
                let name = snake(&field.name);
                let kind = &walk::definition(self.types, field.schema).kind;
                let says_nothing = match kind {
                    TypeKind::Struct(inner) => inner.fields.is_empty(),
                    _ => field.constant.is_some(),
                };
                field.name == *list
                    || says_nothing
                    || INFO.contains(&name.as_str())
                    || is_of_pages(&name)
            })
    }

    /// Whether the path ends in a parameter, as that of one thing does.
    pub(super) fn is_of_one(&self) -> bool {
        let last = self.operation.path.trim_end_matches('/').rsplit('/').next();
        last.is_some_and(|segment| segment.contains('{'))
    }

    /// Whether the name of the items is a usual one, or the noun of the path.
    pub(super) fn is_named_as_items(&self, items: &[String]) -> bool {
        let Some(name) = items.last() else { return true };
        let mut nouns = self.operation.path.rsplit('/');
        let noun = nouns.find(|segment| !segment.is_empty() && !segment.contains('{'));
        ITEMS.contains(&name.as_str())
            || noun.is_some_and(|noun| singular(&snake(noun)) == singular(&snake(name)))
    }

    /// Whether the object around the items has an id.
    pub(super) fn has_id(&self, items: &[String]) -> bool {
        items.split_last().is_some_and(|(_, around)| {
            let around = match around {
                [outside @ .., inside] if inside == EMBEDDED => outside,
                around => around,
            };
            let id = [around, &["id".to_owned()]].concat();
            self.has_members(&id)
        })
    }

    /// The query parameter with one of these names in snake case, in the order of the names.
    pub(super) fn parameter(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let found = self.query.iter().find(|(parameter, _)| parameter == name)?;
            Some(found.1.to_owned())
        })
    }

    /// The definition behind the schema of a query parameter.
    fn parameter_type(&self, name: &str) -> Option<&TypeDef> {
        let mut parameters = self.operation.parameters.iter();
        let found = parameters.find(|parameter| {
            parameter.name == name && parameter.location == Location::Query
        })?;
        Some(walk::definition(self.types, found.schema))
    }

    /// Whether a parameter is a number, or text whose default is one.
    pub(super) fn is_number(&self, name: &str) -> bool {
        self.parameter_type(name).is_some_and(|def| match def.kind {
            TypeKind::Integer(_) | TypeKind::Number(_) => true,
            TypeKind::String(_) => {
                let default = def.constraints.default.as_ref().and_then(Value::as_str);
                default.is_some_and(|text| text.parse::<u32>().is_ok())
            }
            _ => false,
        })
    }

    /// The value that a parameter has when it is not sent, or else the lowest that it can have.
    pub(super) fn lowest(&self, name: &str) -> Option<i64> {
        lowest(self.parameter_type(name)?)
    }

    /// The member with one of these names: at the top, or in members that say something about
    /// the page, at most two of them deep.
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
        self.member_like(names, |kind| match kind {
            TypeKind::Integer(_) | TypeKind::Any(_) => true,
            // Whole numbers are often described as numbers.
            TypeKind::Number(format) => *format != NumberFormat::Decimal,
            TypeKind::String(format) => {
                matches!(format, StringFormat::Int64 | StringFormat::UInt64)
            }
            _ => false,
        })
    }

    /// The member with one of these names that is a number.
    pub(super) fn number(&self, names: &[&str]) -> Option<Vec<String>> {
        self.member_like(names, is_number)
    }

    /// The member with one of these names and such a type.
    pub(super) fn member_like(
        &self,
        names: &[&str],
        is_wanted: impl Fn(&TypeKind) -> bool,
    ) -> Option<Vec<String>> {
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
            let info = info.filter(|(member, ..)| INFO.contains(&member.as_str()));
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

    pub(super) fn has_parameter(&self, name: &str) -> bool {
        self.operation.parameters.iter().any(|parameter| parameter.name == name)
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

/// The only one of these lists, leaving out those beside others that go with every answer.
fn only(mut lists: Vec<(Vec<String>, TypeRef)>) -> Option<(Vec<String>, TypeRef)> {
    for aside in ASIDE {
        if lists.len() > 1 {
            lists
                .retain(|(path, _)| path.last().is_none_or(|name| snake(name) != aside));
        }
    }
    // Links of the answer are never what was asked for.
    lists.retain(|(path, _)| path.last().is_none_or(|name| name != "_links"));
    if lists.len() == 1 { lists.pop() } else { None }
}

/// Usual names of lists that go with every answer; the surest comes first, since one of them can
/// be what was asked for: `{"messages": [], "errors": []}`.
const ASIDE: [&str; 10] = [
    "errors", "error", "warnings", "links", "meta", "metadata", "notices", "notes",
    "facets", "messages",
];

/// The member that has the lists of an answer in HAL.
const EMBEDDED: &str = "_embedded";

/// Usual names of the member that has the items.
const ITEMS: [&str; 12] = [
    "items",
    "data",
    "results",
    "result",
    "value",
    "values",
    "entries",
    "records",
    "objects",
    "content",
    "resources",
    "Resources",
];

/// Usual names of members that say something about the page.
pub(super) const INFO: [&str; 16] = [
    "result_info",
    "meta",
    "pagination",
    "page_info",
    "paging",
    "page",
    "response_metadata",
    "metadata",
    "links",
    "_links",
    "cursors",
    "list_meta",
    "next",
    "next_page",
    "view",
    "hydra_view",
];
