//! Moves what a text says of each value of an enum to the values: `open`: nobody has answered yet.
//! Only a plain list that names every value once is moved; what stands around it stays.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{Api, Docs, Enum, TypeId, TypeKind, TypeName, Types, plain_text};
use crate::source::Pointer;
use crate::words::words;

pub(super) fn run(api: &mut Api, config: &Config, _: &mut Diagnostics) {
    let ids: Vec<TypeId> = api.types.ids().collect();
    // Where a type of the user's own stands, nothing is said of values.
    let shown = |types: &Types, id: TypeId| {
        let listed = listed(types, id);
        let is_replaced = match &types[listed].name {
            TypeName::Schema(name) => config.types.replaces(name),
            _ => false,
        };
        (!is_replaced).then_some(listed)
    };
    for id in &ids {
        let mut docs = std::mem::take(&mut api.types[*id].docs);
        move_to_values(&mut api.types, *id, &mut docs, true);
        api.types[*id].docs = docs;
    }
    for id in ids {
        let mut kind = std::mem::replace(&mut api.types[id].kind, TypeKind::Null);
        if let TypeKind::Struct(object) = &mut kind {
            for field in &mut object.fields {
                if let Some(listed) = shown(&api.types, field.schema.id) {
                    move_to_values(&mut api.types, listed, &mut field.docs, false);
                }
            }
        }
        api.types[id].kind = kind;
    }
    for parameter in api.operations.iter_mut().flat_map(|one| &mut one.parameters) {
        let Some(listed) = shown(&api.types, parameter.schema.id) else { continue };
        let is_own = is_inside(&api.types, listed, &parameter.origin);
        move_to_values(&mut api.types, listed, &mut parameter.docs, is_own);
    }
}

/// The type that a place has values of, behind other names and in lists.
fn listed(types: &Types, id: TypeId) -> TypeId {
    let mut at = id;
    for _ in 0..types.len() {
        at = match &types[at].kind {
            TypeKind::Alias(target) => target.id,
            TypeKind::List(list) => list.item.id,
            _ => return at,
        };
    }
    at
}

/// Whether a type has no name and stands in what is at a place.
fn is_inside(types: &Types, id: TypeId, place: &Pointer) -> bool {
    let def = &types[id];
    def.name == TypeName::None && def.origin.is_in(place)
}

/// Takes a list of all values out of a text where the values say the same. Those that say nothing
/// yet take what it says, where it is `own`: said of the type itself.
fn move_to_values(types: &mut Types, id: TypeId, docs: &mut Docs, own: bool) {
    let TypeKind::Enum(listed) = &mut types[id].kind else { return };
    let Some(description) = docs.description.as_deref() else { return };
    let Some(found) = Found::in_text(description, listed) else { return };
    let said = |index: &usize| listed.values[*index].docs.description.as_deref();
    let says_nothing = listed.values.iter().all(|value| value.docs.is_empty());
    let is_said = found
        .texts
        .iter()
        .all(|(index, text)| said(index).unwrap_or_default().trim() == text.as_str());
    if !is_said {
        if !own || !says_nothing {
            return;
        }
        for (index, text) in found.texts.into_iter().filter(|(_, text)| !text.is_empty())
        {
            listed.values[index].docs.description = Some(text);
        }
    }
    docs.description = Some(found.rest).filter(|rest| !rest.is_empty());
}

/// A list of the values of an enum.
struct Found {
    /// What is said of each value, by its index.
    texts: BTreeMap<usize, String>,
    /// What stands around the list.
    rest: String,
}

impl Found {
    fn in_text(text: &str, listed: &Enum) -> Option<Self> {
        let mut values: BTreeMap<String, usize> = BTreeMap::new();
        for (index, value) in listed.values.iter().enumerate() {
            if !value.value.is_null() {
                values.insert(plain_text(&value.value).trim().to_owned(), index);
            }
        }
        let lines: Vec<&str> = text.lines().collect();
        let start = lines.iter().position(|line| entry(line, &values).is_some())?;
        let mut texts: BTreeMap<usize, String> = BTreeMap::new();
        let (mut end, mut last) = (start, None);
        while let Some(line) = lines.get(end) {
            if let Some((index, text)) = entry(line, &values) {
                if texts.insert(index, text.to_owned()).is_some() {
                    return None;
                }
                last = Some(index);
            } else if !line.trim().is_empty() {
                // What is indented goes on with the entry, all else ends the list.
                let is_item = is_item(lines[start]);
                let text = last.and_then(|last| texts.get_mut(&last))?;
                if !line.starts_with([' ', '\t']) || !is_item || item(line).is_some() {
                    break;
                }
                text.push(if text.is_empty() { ' ' } else { '\n' });
                text.push_str(line.trim());
            }
            end += 1;
        }
        let says_something = texts.values().any(|text| !text.trim().is_empty());
        if texts.len() < 2 || texts.len() != values.len() || !says_something {
            return None;
        }
        for text in texts.values_mut() {
            *text = text.trim().to_owned();
        }
        // In a fence it would leave that empty.
        if start > 0 && lines[start - 1].trim_start().starts_with("```") {
            return None;
        }
        let before = without_lead(lines[..start].join("\n").trim_end());
        let after = lines[end..].join("\n");
        let rest = match (before.trim(), after.trim()) {
            ("", after) => after.to_owned(),
            (before, "") => before.to_owned(),
            (before, after) => format!("{before}\n\n{after}"),
        };
        Some(Self { texts, rest })
    }
}

/// The text of an item of a list.
fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = line.strip_prefix(['-', '*', '+', '•'])?;
    rest.starts_with([' ', '\t']).then(|| rest.trim())
}

fn is_item(line: &str) -> bool {
    item(line).is_some()
}

/// What a line says of a value: the index of that, and the text.
fn entry<'l>(
    line: &'l str,
    values: &BTreeMap<String, usize>,
) -> Option<(usize, &'l str)> {
    let text = item(line).unwrap_or_else(|| line.trim());
    let marked = MARKS.iter().find_map(|(open, close)| {
        let (value, rest) = text.strip_prefix(open)?.split_once(close)?;
        let bare = value.trim().trim_end_matches(':').trim_end();
        let index = values.get(value.trim()).or_else(|| values.get(bare))?;
        let is_said = value.trim_end().ends_with(':') || rest.trim().is_empty();
        let said = behind_sign(rest).or(is_said.then_some(rest))?;
        Some((*index, said.trim()))
    });
    let bare = || {
        SIGNS.iter().find_map(|sign| {
            text.match_indices(sign).find_map(|(at, _)| {
                let index = values.get(text[..at].trim())?;
                Some((*index, text[at + sign.len()..].trim()))
            })
        })
    };
    let alone = || is_item(line).then(|| values.get(text)).flatten();
    marked.or_else(bare).or_else(|| alone().map(|index| (*index, "")))
}

/// What stands around values.
const MARKS: [(&str, &str); 9] = [
    ("**`", "`**"),
    ("`\"", "\"`"),
    ("**\"", "\"**"),
    ("**", "**"),
    ("`", "`"),
    ("*", "*"),
    ("\"", "\""),
    ("'", "'"),
    ("<code>", "</code>"),
];

/// What stands between a value without marks and what is said of it.
const SIGNS: [&str; 7] = [": ", " - ", " – ", " — ", " = ", " => ", " -> "];

/// What is said behind a value with marks.
fn behind_sign(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    let signs = ["=>", "->", ":", "-", "–", "—", "="];
    signs.iter().find_map(|sign| rest.strip_prefix(sign))
}

/// Words that only say that values follow.
const LEAD: [&str; 41] = [
    "a",
    "allowed",
    "an",
    "any",
    "are",
    "as",
    "available",
    "be",
    "can",
    "could",
    "current",
    "currently",
    "either",
    "enum",
    "field",
    "following",
    "follows",
    "has",
    "have",
    "here",
    "is",
    "it",
    "list",
    "may",
    "meaning",
    "meanings",
    "must",
    "of",
    "one",
    "option",
    "options",
    "parameter",
    "possible",
    "should",
    "supported",
    "the",
    "these",
    "this",
    "valid",
    "value",
    "values",
];

/// A text without a last sentence that only says that values follow; with what follows in words
/// where it says more.
fn without_lead(text: &str) -> String {
    let Some(lead) = text.strip_suffix(':') else { return text.to_owned() };
    let start = lead.rfind(['\n', '.']).map_or(0, |at| at + 1);
    let sentence = lead[start..].trim();
    if words(sentence).iter().all(|word| LEAD.contains(&word.as_str())) {
        return lead[..start].trim_end().to_owned();
    }
    let last = words(sentence).pop().unwrap_or_default();
    match last.as_str() {
        "following" | "these" => format!("{lead} values."),
        "of" => format!("{lead} these values."),
        "be" | "is" | "are" | "as" => format!("{lead} one of these values."),
        _ => format!("{lead}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EnumValue;
    use serde_json::Value;

    fn found(text: &str, values: &[&str]) -> Option<(Vec<String>, String)> {
        let value = |text: &&str| EnumValue {
            value: Value::from(*text),
            name: None,
            docs: Docs::default(),
            deprecated: false,
        };
        let values = values.iter().map(value).collect();
        let found = Found::in_text(text, &Enum { values, open: true })?;
        Some((found.texts.into_values().collect(), found.rest))
    }

    #[test]
    fn lists_of_values_are_taken_out() {
        let texts = [
            "* `open` - Nobody answered.\n* `shut` - Done.",
            "`open`: Nobody answered.\n`shut`: Done.",
            "- **open:** Nobody\n  answered.\n- **shut** – Done.",
            "open - Nobody answered.\nshut - Done.",
        ];
        for text in texts {
            let (said, rest) = found(text, &["open", "shut"]).expect(text);
            let said: Vec<String> =
                said.iter().map(|one| one.replace('\n', " ")).collect();
            assert_eq!(said, ["Nobody answered.", "Done."], "{text}");
            assert_eq!(rest, "");
        }
    }

    #[test]
    fn what_stands_around_stays() {
        let list = "* `open` - Open.\n* `shut`";
        let values = ["open", "shut"];
        let rest = |before: &str| found(&format!("{before}\n{list}\n\nMore."), &values);
        assert_eq!(rest("State. Possible values:").unwrap().1, "State.\n\nMore.");
        assert_eq!(rest("It can be one of:").unwrap().1, "More.");
        assert_eq!(rest("How it stands:").unwrap().1, "How it stands.\n\nMore.");
        assert_eq!(
            rest("A door is:").unwrap().1,
            "A door is one of these values.\n\nMore."
        );
    }

    #[test]
    fn other_lists_stay() {
        assert!(found("* `open` - Open.\n* `new` - New.", &["open", "shut"]).is_none());
        assert!(found("* `open` - Open.", &["open", "shut"]).is_none());
        assert!(found("* `open`\n* `shut`", &["open", "shut"]).is_none());
        assert!(found("* `a` - A.\n* `a` - B.\n* `b` - C.", &["a", "b"]).is_none());
        assert!(found("The door is open.", &["open", "shut"]).is_none());
        // A fence would be left empty.
        let fenced = "How it stands:\n```\nopen: Open.\nshut: Shut.\n```";
        assert!(found(fenced, &["open", "shut"]).is_none());
    }
}
