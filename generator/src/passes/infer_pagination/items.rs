//! The list that an answer consists of, where it is a page.

use std::collections::BTreeSet;
use std::slice;

use super::answer::{Answer, INFO};
use super::counted::counted;
use super::told::is_of_pages;
use crate::model::{Struct, TypeKind, TypeRef};
use crate::passes::walk;
use crate::words::{each_singular, is_plural, singulars, snake, words};

/// The members that lead to a list, and what it is of.
pub(super) type Items = (Vec<String>, TypeRef);

impl Answer<'_> {
    /// The type of the items at a path.
    pub(super) fn items_at(&self, path: &[String]) -> Option<TypeRef> {
        self.item_of(walk::member(self.types, self.body, path)?)
    }

    /// The type of the items of a list.
    fn item_of(&self, list: TypeRef) -> Option<TypeRef> {
        match &walk::definition(self.types, list).kind {
            TypeKind::List(list) => Some(list.item),
            _ => None,
        }
    }

    /// The list that a page consists of: the body, the value in the envelope, a member with a
    /// usual name or with that of what is asked for, or the only member that is a list, but for
    /// those that go with every answer.
    pub(super) fn find_items(&self) -> Option<Items> {
        let mut starts = vec![Vec::new()];
        if !self.envelope.is_empty() {
            starts.insert(0, self.envelope.to_vec());
        }
        // Where there is such a member, HAL has its lists in it (draft-kelly-json-hal §4.1.2).
        starts.into_iter().find_map(|start| {
            let embedded = [&start[..], &[EMBEDDED.to_owned()]].concat();
            self.items_in(&embedded)
                .or_else(|| self.items_inside(&embedded, DEEPEST))
                .or_else(|| self.items_in(&start))
                .or_else(|| self.items_of_its_name(&start))
                .or_else(|| self.items_inside(&start, DEEPEST))
                .filter(|(items, _)| !self.is_beside_what_is_asked_for(items))
        })
    }

    /// The list at a path, or the one that stands out in the object there.
    fn items_in(&self, start: &[String]) -> Option<Items> {
        if let Some(item) = self.items_at(start) {
            return Some((start.to_vec(), item));
        }
        let inner = walk::member(self.types, self.body, start)?;
        let members = self.named_members(start, inner).into_iter();
        let lists = members.filter_map(|(path, list)| {
            let item = self.item_of(list)?;
            Some((path, item))
        });
        let lists: Vec<Items> = lists.collect();
        let is_called =
            |path: &[String], name: &str| path.last().is_some_and(|last| last == name);
        let usual = ITEMS
            .iter()
            .find_map(|name| lists.iter().find(|(path, _)| is_called(path, name)));
        let mut asked_for = lists.iter().filter(|(path, _)| self.is_asked_for(path));
        let asked_for = asked_for.next().filter(|_| asked_for.next().is_none());
        usual
            .or(asked_for)
            .cloned()
            .or_else(|| self.counted_of_its_name(start))
            .or_else(|| self.only(lists.clone()))
            .or_else(|| self.only_counted(start, &lists))
    }

    /// The list inside of an object of its name: `hits.hits`.
    pub(super) fn items_of_its_name(&self, start: &[String]) -> Option<Items> {
        self.members_at(start).into_iter().find_map(|(mut path, object)| {
            let name = path.last()?.clone();
            let list = walk::member(self.types, object, slice::from_ref(&name))?;
            path.push(name);
            Some((path, self.item_of(list)?))
        })
    }

    /// The list inside of an object that is all that there is beside what says something about
    /// the page, where the list is all that there is in it: `{"data": {"users": []}}`.
    fn items_inside(&self, start: &[String], depth: usize) -> Option<Items> {
        let depth = depth.checked_sub(1)?;
        let mut objects = self.members_at(start).into_iter().filter(|(_, schema)| {
            let kind = &walk::definition(self.types, *schema).kind;
            matches!(kind, TypeKind::Struct(object) if !object.fields.is_empty())
        });
        let (path, _) = objects.find(|(path, _)| {
            path.last().is_some_and(|name| !says_something_aside(&snake(name)))
        })?;
        if !self.is_all_there_is(&path) {
            return None;
        }
        self.items_in(&path)
            .filter(|(items, _)| self.is_all_there_is(items))
            .or_else(|| self.items_inside(&path, depth))
    }

    /// Whether the object around a member has nothing else but what says something about the
    /// page.
    fn is_all_there_is(&self, member: &[String]) -> bool {
        let Some((name, around)) = member.split_last() else { return true };
        let is_fault = |other: &str| FAULTS.contains(&snake(other).as_str());
        self.object_at(around)
            .is_some_and(|object| self.others(object, name).all(is_fault))
    }

    /// The members of an object beside one of them that say nothing about the page, nor give back
    /// what the request asks with.
    fn others<'s>(
        &'s self,
        object: &'s Struct,
        name: &'s str,
    ) -> impl Iterator<Item = &'s str> {
        let things: BTreeSet<Vec<String>> =
            object.fields.iter().map(|one| singulars(&one.name)).collect();
        let others = object.fields.iter().filter(move |field| {
            let kind = &walk::definition(self.types, field.schema).kind;
            let says_nothing = match kind {
                TypeKind::Struct(inner) => inner.fields.is_empty(),
                _ => field.constant.is_some(),
            };
            !(field.name == name
                || says_nothing
                || counted(&field.name).is_some_and(|what| things.contains(&what))
                || is_code(object, &field.name)
                || kind.is_scalar() && self.parameter(&[&snake(&field.name)]).is_some()
                || says_something_aside(&snake(&field.name)))
        });
        others.map(|field| field.name.as_str())
    }

    /// What an answer has beside its items, and beside the objects that they are in.
    pub(super) fn beside(&self, items: &[String]) -> Vec<Vec<String>> {
        let levels = (0..items.len()).filter_map(|depth| {
            let around = &items[..depth];
            let others = self.others(self.object_at(around)?, &items[depth]);
            Some(others.map(|name| [around, &[name.to_owned()]].concat()).collect())
        });
        let levels: Vec<Vec<Vec<String>>> = levels.collect();
        levels.concat()
    }

    /// Whether the object around the items has nothing else but what says something about the
    /// page.
    pub(super) fn is_only_a_list(&self, items: &[String]) -> bool {
        let Some((_, around)) = items.split_last() else { return true };
        let is_embedded = around.last().is_some_and(|name| name == EMBEDDED);
        self.is_all_there_is(items) && (!is_embedded || self.is_only_a_list(around))
    }

    /// Whether a list has a usual name of items, or none.
    pub(super) fn is_usual(&self, items: &[String]) -> bool {
        items.last().is_none_or(|name| ITEMS.contains(&name.as_str()))
    }

    /// Whether the path ends in a parameter, as that of one thing does.
    pub(super) fn is_of_one(&self) -> bool {
        let last = self.operation.path.trim_end_matches('/').rsplit('/').next();
        last.is_some_and(|segment| segment.contains('{'))
    }

    /// Whether the name of a member is that of what is asked for, as the path says it: `/podcasts`,
    /// or `/best_podcasts`.
    fn is_asked_for(&self, member: &[String]) -> bool {
        let (Some(noun), Some(name)) = (self.noun(), member.last()) else {
            return false;
        };
        let name = each_singular(&words(name));
        !name.is_empty() && each_singular(&words(noun)).ends_with(&name)
    }

    /// Whether what is asked for is another list or object than the items or what they are in:
    /// `/transactions` has `{"transactions": {…}, "balances": []}`. Beside what has a usual name of
    /// items, it is what these belong to: `{"genre": {…}, "results": []}`.
    fn is_beside_what_is_asked_for(&self, items: &[String]) -> bool {
        (0..items.len()).any(|depth| {
            let is_meant = |path: &[String], schema: TypeRef| {
                let kind = &walk::definition(self.types, schema).kind;
                matches!(kind, TypeKind::Struct(_) | TypeKind::List(_))
                    && path
                        .last()
                        .is_some_and(|name| !says_something_aside(&snake(name)))
                    && self.is_asked_for(path)
            };
            !ITEMS.contains(&items[depth].as_str())
                && !self.is_asked_for(&items[..=depth])
                && self
                    .members_at(&items[..depth])
                    .iter()
                    .any(|(path, schema)| is_meant(path, *schema))
        })
    }

    /// Whether the object around the items has one of these members.
    fn has_beside(&self, items: &[String], names: &[&str]) -> bool {
        items.split_last().is_some_and(|(_, around)| {
            let around = match around {
                [outside @ .., inside] if inside == EMBEDDED => outside,
                around => around,
            };
            names
                .iter()
                .any(|name| self.has_members(&[around, &[(*name).to_owned()]].concat()))
        })
    }

    /// Whether the object around the items is one thing that has them: where it has what only one
    /// thing has, and neither path nor name say that the items are asked for.
    pub(super) fn is_one_thing(&self, items: &[String]) -> bool {
        let has_id = self.has_beside(items, &IDS);
        // What the path has is only given back.
        let is_echo = |mark: &&str| self.operation.path.contains(&format!("{{{mark}}}"));
        let marks = MARKS.into_iter().filter(|mark| !is_echo(mark));
        let marks: Vec<&str> = marks.collect();
        let is_known = || {
            has_id || self.has_beside(items, &marks) && !self.has_beside(items, &COUNTS)
        };
        match items.last() {
            None => false,
            Some(name) if ITEMS.contains(&name.as_str()) => self.is_of_one() && has_id,
            // `/commits/{ref}/status` asks for one thing, whose list is `statuses`.
            Some(_) if self.is_asked_for(items) => {
                self.is_of_one() && has_id || !self.asks_for_several(items) && is_known()
            }
            Some(_) => self.is_of_one() || is_known(),
        }
    }

    /// Whether the noun of the path is a plural, as that of the items is.
    fn asks_for_several(&self, items: &[String]) -> bool {
        let last = |name: &str| words(name).pop();
        let noun = self.noun().and_then(last);
        noun == items.last().and_then(|name| last(name))
            || noun.is_none_or(|word| is_plural(&word))
    }

    /// The last name in the path.
    fn noun(&self) -> Option<&str> {
        let mut nouns = self.operation.path.rsplit('/');
        nouns.find(|segment| !segment.is_empty() && !segment.contains('{'))
    }

    /// The only one of these lists, leaving out those beside others that go with every answer.
    /// One that is left alone is not meant either: what is asked for is no list then, or none that
    /// can be told from others; nor is what is left of former times.
    fn only(&self, mut lists: Vec<Items>) -> Option<Items> {
        let is = |(path, _): &Items, aside: &str| {
            path.last().is_some_and(|name| snake(name) == aside)
        };
        for aside in ASIDE {
            if lists.len() > 1 {
                lists.retain(|list| !is(list, aside) || self.is_of_things(list));
            }
        }
        // Links of the answer are never what was asked for.
        let names = lists.iter().filter_map(|(path, _)| Some(snake(path.last()?)));
        let links: Vec<String> = names.map(|name| links_of(&name)).collect();
        lists.retain(|list| {
            !is(list, "_links") && !links.iter().any(|name| is(list, name))
        });
        let only = lists.pop().filter(|_| lists.is_empty())?;
        let is_one_of = |names: &[&str]| names.iter().any(|name| is(&only, name));
        let is_aside =
            is_one_of(&FAULTS) || is_one_of(&SAYINGS) && !self.is_all_there_is(&only.0);
        let is_former = self.field(&only.0).is_some_and(|field| field.deprecated);
        (!is_aside && !is_former).then_some(only)
    }

    /// Whether a list of which the name is also that of what goes with every answer has things that
    /// are asked for: messages of a mailbox have ids, and do not say what happened by a code or a
    /// text as `{"code": 7, "message": "…"}` does.
    fn is_of_things(&self, (path, item): &Items) -> bool {
        let is = |names: &[&str], name: &str| names.contains(&snake(name).as_str());
        let TypeKind::Struct(object) = &walk::definition(self.types, *item).kind else {
            return false;
        };
        let mut members = object.fields.iter().map(|field| field.name.as_str());
        path.last().is_some_and(|name| is(&THINGS, name))
            && members.clone().any(|name| is(&IDS, name))
            && !members.any(|name| is(&SAID, name))
    }

    fn object_at(&self, path: &[String]) -> Option<&Struct> {
        let object = walk::member(self.types, self.body, path)?;
        match &walk::definition(self.types, object).kind {
            TypeKind::Struct(object) => Some(object),
            _ => None,
        }
    }
}

/// Whether a member with this name, in snake case, says something about the page or the answer.
fn says_something_aside(name: &str) -> bool {
    INFO.contains(&name) || is_of_pages(name)
}

/// Whether a member says how the call went: `code` beside a message, `{"code": 0, "msg": "ok"}`.
fn is_code(object: &Struct, name: &str) -> bool {
    let has_message =
        || object.fields.iter().any(|one| matches!(&*one.name, "message" | "msg"));
    matches!(&*snake(name), "code" | "status_code" | "error_code") && has_message()
}

/// What the links of the page are called beside items of this name: `servers_links`.
pub(super) fn links_of(items: &str) -> String {
    format!("{items}_links")
}

/// How many objects a list can be inside of.
const DEEPEST: usize = 2;

/// Usual names of lists that go with every answer; the surest comes first, since one of them can
/// be what was asked for: `{"messages": [], "errors": []}`.
const ASIDE: [&str; 13] = [
    "errors",
    "failed_items",
    "failures",
    "error",
    "warnings",
    "links",
    "link",
    "meta",
    "metadata",
    "notices",
    "notes",
    "facets",
    "messages",
];

/// Those of them that say what went wrong.
pub(super) const FAULTS: [&str; 5] =
    ["errors", "error", "failed_items", "failures", "warnings"];

/// Those that say something of what else there is.
pub(super) const SAYINGS: [&str; 5] = ["links", "link", "meta", "metadata", "facets"];

/// Those that are also things that people have.
const THINGS: [&str; 3] = ["messages", "notes", "notices"];

/// Members of what says what happened.
const SAID: [&str; 9] = [
    "code",
    "message",
    "msg",
    "text",
    "severity",
    "level",
    "type",
    "detail",
    "description",
];

/// Usual names of what identifies one thing.
const IDS: [&str; 2] = ["id", "_id"];

/// Names of members that one thing has, and no answer with several.
const MARKS: [&str; 6] = ["name", "email", "sha", "uuid", "guid", "slug"];

/// Names of what an object that is itself a page has.
const COUNTS: [&str; 6] =
    ["offset", "page", "pages", "current_page", "total_pages", "totalPages"];

/// The member that has the lists of an answer in HAL.
const EMBEDDED: &str = "_embedded";

/// Usual names of the member that has the items.
const ITEMS: [&str; 13] = [
    "items",
    "data",
    "results",
    "result",
    "value",
    "values",
    "entries",
    "entry",
    "records",
    "objects",
    "content",
    "resources",
    "Resources",
];
