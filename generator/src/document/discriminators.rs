//! The member that a discriminator names: that there is one, and that it is one of the branches'.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::check::{Checker, Step};
use super::json_types::told_types;
use super::repairs::Repair;
use super::{Node, keywords, resolve};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::JsonType;
use crate::source::SourceSet;
use crate::suggest::is_same;

/// How many schemas are looked at to know the members of the branches of one.
const MOST_LOOKS: usize = 200;

/// The members of a schema by their names.
type Members<'t> = BTreeMap<&'t str, Node<'t>>;

impl<'t> Checker<'t, '_> {
    /// Looks at a discriminator. One that names no member is told, and a name that no branch has and
    /// that is the name of a text that all branches have but for its case is read as that.
    pub(super) fn discriminator(&mut self, members: &Map<String, Value>, at: &Step<'_>) {
        let here = at.pointer().child("discriminator");
        let (name, place) = match members.get("discriminator") {
            Some(Value::Object(said)) => {
                match said.get("propertyName") {
                    Some(Value::String(name)) => (name, here.child("propertyName")),
                    // One that is misspelt was told.
                    None | Some(Value::Null) if !said.iter().any(is_misspelt_name) => {
                        let message = "the discriminator has no `propertyName`";
                        self.diagnostics.report(
                        Diagnostic::new(Code::InvalidDiscriminator, &here, message)
                            .note("it was ignored: nothing says which member has the tag")
                            .help("write `propertyName: …` with the name of that member"),
                    );
                        return;
                    }
                    _ => return,
                }
            }
            Some(Value::String(name)) => (name, here),
            _ => return,
        };
        let Some(value) = self.sources.value(&at.pointer()) else { return };
        let schema = Node { value, at: at.pointer() };
        let Some(meant) = meant_member(self.sources, &schema, name) else { return };
        let message = format!(
            "no branch has the member `{name}` of the discriminator, which was read as `{meant}`"
        );
        self.diagnostics.report(
            Diagnostic::new(Code::InvalidDiscriminator, &place, message)
                .help(format!("write `{meant}`")),
        );
        self.repairs.push((place, Repair::Value(meant.into())));
    }
}

/// Whether a member of a discriminator is its `propertyName` in other letters, or says it elsewhere.
fn is_misspelt_name((key, value): (&String, &Value)) -> bool {
    key == "$ref"
        || key != "propertyName" && keywords::is_near(key, "propertyName", value)
}

/// The member of all branches that a name which none of them has is but for its case.
fn meant_member(sources: &SourceSet, schema: &Node<'_>, name: &str) -> Option<String> {
    let mut looks = MOST_LOOKS;
    let mut own = Members::new();
    let branches: Vec<_> =
        schema.items_of("oneOf").chain(schema.items_of("anyOf")).collect();
    members(sources, schema, branches.is_empty(), &mut own, &mut looks)?;
    let mut common: Option<Members<'_>> = None;
    for branch in branches {
        let mut found = Members::new();
        members(sources, &branch, true, &mut found, &mut looks)?;
        if found.contains_key(name) {
            return None;
        }
        common = Some(match common {
            Some(mut common) => {
                common.retain(|name, _| found.contains_key(name));
                common
            }
            None => found,
        });
    }
    if own.contains_key(name) {
        return None;
    }
    own.extend(common.unwrap_or_default());
    let can_be_tag = |node: &Node<'_>| {
        told_types(sources, node).is_none_or(|types| types.contains(&JsonType::String))
    };
    // A letter makes another name.
    let mut near = own.iter().filter(|(other, _)| is_same(name, other));
    let (meant, node) = near.next().filter(|_| near.next().is_none())?;
    can_be_tag(node).then(|| (*meant).to_owned())
}

/// Adds the members that a schema has by itself and by what it extends, and that its branches have;
/// `None` where very many schemas would have to be looked at, or one leads nowhere.
fn members<'t>(
    sources: &'t SourceSet,
    node: &Node<'t>,
    with_branches: bool,
    found: &mut Members<'t>,
    looks: &mut usize,
) -> Option<()> {
    *looks = looks.checked_sub(1)?;
    let node = resolve::resolve(sources, node).ok()?.node;
    found.extend(node.entries_of("properties"));
    let others = match with_branches {
        true => &["allOf", "oneOf", "anyOf"][..],
        false => &["allOf"],
    };
    for part in others.iter().flat_map(|key| node.items_of(key)) {
        members(sources, &part, true, found, looks)?;
    }
    Some(())
}
