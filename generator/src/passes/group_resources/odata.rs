//! What paths of OData end with that is no thing: `$ref`, `$count` and `$value`.

use super::entries::Entry;
use super::methods::has;
use super::paths::Paths;
use super::said::id_words;
use super::segments::{Segment, parts};
use super::verbs::is_verb;

impl Paths<'_> {
    /// What is done to what a path says before its `$ref`, `$count` or `$value`: with a `$ref` what the
    /// id says (`addMember`), unless that is done to the thing itself.
    pub(super) fn of_odata(
        &self,
        operation: &Entry<'_>,
        full: &[Segment],
    ) -> Option<String> {
        let end = parts(&operation.path).last()?.strip_prefix('$')?;
        let (_, above) = full.split_last()?;
        let method = &*operation.method;
        let usual = match (end, method) {
            ("count", "GET") => return Some("count".to_owned()),
            ("ref", "POST") => "add",
            ("ref", "DELETE") => "remove",
            ("ref" | "value", "GET") => "get",
            ("ref" | "value", "PUT" | "PATCH") => "update",
            ("value", "DELETE") => "delete",
            _ => return None,
        };
        let verb = id_words(operation).first().cloned();
        let verb = verb.filter(|verb| {
            let is_of_thing = *verb == "create" || has(self.tree.find(above), method);
            end == "ref" && method != "GET" && is_verb(verb) && !is_of_thing
        });
        Some(verb.unwrap_or_else(|| format!("{usual}_{end}")))
    }
}
