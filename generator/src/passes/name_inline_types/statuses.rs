//! Names of schemas and responses that are made of a status: `400Error`, `200_AccountDetails`.

use std::collections::BTreeMap;

use crate::model::{TypeId, TypeName, Types, exact_name};
use crate::words::{camel, words};

/// Lets a word lead in the names of schemas that begin with a status. What would become the name
/// of another schema keeps its own.
pub(super) fn spell_out(types: &mut Types) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut found: Vec<(TypeId, String)> = Vec::new();
    for (id, def) in types.iter().filter(|(_, def)| def.reachable) {
        let TypeName::Schema(name) = &def.name else { continue };
        let name = def.rename.as_ref().unwrap_or(name);
        let spelt = Some(name).filter(|_| def.rename.is_none()).and_then(|name| {
            let begins = name.starts_with(|c: char| c.is_ascii_digit());
            begins.then(|| without_status(name)).flatten()
        });
        *counts.entry(spelt.clone().unwrap_or_else(|| camel(name))).or_default() += 1;
        found.extend(spelt.map(|spelt| (id, spelt)));
    }
    for (id, name) in found {
        types[id].rename = Some(name).filter(|name| counts.get(name) == Some(&1));
    }
}

/// A name in upper camel case without the status that it begins or ends with: success goes without
/// saying, and an error is called so. `None` where there is no status.
pub(super) fn without_status(name: &str) -> Option<String> {
    let words = words(name);
    let (status, rest) = match words.as_slice() {
        [ok, status, rest @ ..] if ok == "ok" && number(status).is_some() => {
            (number(status)?, rest)
        }
        [ok, rest @ ..] if ok == "ok200" => (200, rest),
        [status, rest @ ..] if number(status).is_some() => (number(status)?, rest),
        [rest @ .., status] if number(status).is_some_and(is_success) => {
            (number(status)?, rest)
        }
        _ => return None,
    };
    let kind = exact_name(status);
    let rest = rest.strip_prefix(&["ok".to_owned()]).unwrap_or(rest);
    let spelt = camel(&rest.join("_"));
    let first = rest.first().map_or("", String::as_str);
    let says_nothing =
        matches!(first, "" | "response" | "result" | "error" | "errors" | "schema");
    let status_leads = || format!("{kind}{spelt}").replace("ErrorError", "Error");
    Some(match says_nothing {
        _ if spelt.contains(&kind) => spelt,
        true => status_leads(),
        false if is_success(status) => spelt,
        false => format!("{spelt}{kind}"),
    })
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// The status that a word is.
fn number(word: &str) -> Option<u16> {
    let is_known = |status: &u16| !exact_name(*status).starts_with("Status");
    word.parse().ok().filter(|_| word.len() == 3).filter(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_and_success_is_not_said() {
        let table = [
            ("400Error", Some("BadRequestError")),
            ("404", Some("NotFound")),
            ("404NotFound", Some("NotFound")),
            ("500Error", Some("InternalServerError")),
            ("500ErrorSchema", Some("InternalServerErrorSchema")),
            ("404_Customer", Some("CustomerNotFound")),
            ("OK_200_AccountDetails", Some("AccountDetails")),
            ("OK200AccountDetails", Some("AccountDetails")),
            ("AccountDetails_201", Some("AccountDetails")),
            ("200Response", Some("OkResponse")),
            ("3DModel", None),
            ("Error400", None),
            ("500pxPhoto", None),
            ("256ColorPalette", None),
            ("360Video", None),
        ];
        for (name, expected) in table {
            assert_eq!(without_status(name).as_deref(), expected, "{name}");
        }
    }
}
