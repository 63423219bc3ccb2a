//! Paths of extensions into requests and answers.

use serde_json::Value;

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Last {
    /// Members from the top.
    Members(Vec<String>),
    /// The last element of the list at the first members, and its members.
    OfItem(Vec<String>, Vec<String>),
}

impl Last {
    /// The members of a path that leads into no list.
    pub(super) fn into_members(self) -> Result<Vec<String>, &'static str> {
        match self {
            Self::Members(path) => Ok(path),
            Self::OfItem(..) => Err("one of its paths leads into a list"),
        }
    }
}

const NO_PATH: &str = "one of its paths is none of members";

/// A JSON path: `$.data`, `$['data'][-1].id`.
pub(super) fn by_json_path(path: &Value) -> Result<Last, &'static str> {
    by_reference(path, "$")
}

/// A path behind what it begins with: `$response.data.next`.
pub(super) fn by_reference(path: &Value, start: &str) -> Result<Last, &'static str> {
    let text = path.as_str().and_then(|path| path.trim().strip_prefix(start));
    text.and_then(read).ok_or(NO_PATH)
}

fn read(text: &str) -> Option<Last> {
    // All elements of a list are the list.
    let mut rest = text.strip_suffix("[*]").unwrap_or(text);
    let mut path = Vec::new();
    let mut list = None;
    while !rest.is_empty() {
        let last = ["[-1]", "[-1:]", "[(@.length-1)]"];
        if let Some(behind) = last.iter().find_map(|last| rest.strip_prefix(last)) {
            if list.replace(std::mem::take(&mut path)).is_some() {
                return None;
            }
            rest = behind;
            continue;
        }
        let (name, behind) = member(rest)?;
        path.push(name.to_owned());
        rest = behind;
    }
    Some(match list {
        None => Last::Members(path),
        Some(list) => Last::OfItem(list, path),
    })
}

/// The first member of a path, and what stands behind it.
fn member(path: &str) -> Option<(&str, &str)> {
    let (name, rest) = match path.strip_prefix('.') {
        Some(path) => path.split_at(path.find(['.', '[']).unwrap_or(path.len())),
        None => {
            let quoted = path.strip_prefix('[')?;
            let quote = quoted.chars().next().filter(|one| matches!(one, '\'' | '"'))?;
            let (name, rest) = quoted[1..].split_once(quote)?;
            (name, rest.strip_prefix(']')?)
        }
    };
    (!name.is_empty() && name != "*").then_some((name, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_members_and_into_the_last_item() {
        let members = |names: &[&str]| names.iter().map(|&one| one.to_owned()).collect();
        let table = [
            ("$", Last::Members(members(&[]))),
            ("$.data", Last::Members(members(&["data"]))),
            ("$.data[*]", Last::Members(members(&["data"]))),
            ("$['a.b'][\"c\"]", Last::Members(members(&["a.b", "c"]))),
            ("$.data[-1].id", Last::OfItem(members(&["data"]), members(&["id"]))),
            ("$[(@.length-1)]", Last::OfItem(members(&[]), members(&[]))),
        ];
        for (path, expected) in table {
            assert_eq!(by_json_path(&path.into()), Ok(expected), "{path}");
        }
        for path in ["", "data", "$data", "$..data", "$.a[0].b", "$.a[*].b", "$[-1][-1]"]
        {
            assert_eq!(by_json_path(&path.into()), Err(NO_PATH), "{path}");
        }
    }

    #[test]
    fn references_begin_with_what_they_are_of() {
        let path = by_reference(&"$response.page.next".into(), "$response");
        let names = ["page".to_owned(), "next".to_owned()];
        assert_eq!(path, Ok(Last::Members(names.to_vec())));
        assert!(by_reference(&"$request.page".into(), "$response").is_err());
        assert!(by_reference(&Value::Null, "$response").is_err());
    }
}
