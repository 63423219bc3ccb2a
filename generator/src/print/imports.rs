//! `use` lines, sorted and filled as rustfmt does it.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write;

use super::LIST_WIDTH;

/// Paths that are imported.
#[derive(Clone, Debug, Default)]
pub(crate) struct Imports {
    modules: BTreeMap<String, Vec<String>>,
}

impl Imports {
    /// Adds a path.
    pub(crate) fn add(&mut self, path: &str) {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        let names = self.modules.entry(module.to_owned()).or_default();
        if !names.iter().any(|one| one == name) {
            names.push(name.to_owned());
        }
    }

    /// The lines, sorted and filled as rustfmt does it.
    pub(crate) fn to_text(&self, keyword: &str) -> String {
        let mut modules: Vec<(Vec<&str>, Vec<&str>)> = self
            .modules
            .iter()
            .map(|(module, names)| {
                let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
                names.sort_by(|a, b| version_order(a, b));
                let mut path: Vec<&str> = module.split("::").collect();
                if let [only] = names[..] {
                    path.push(only);
                }
                (path, names)
            })
            .collect();
        modules.sort_by(|(a, in_a), (b, in_b)| {
            path_order((a, in_a.len() > 1), (b, in_b.len() > 1))
        });
        let mut text = String::new();
        for (path, names) in modules {
            let path = path.join("::");
            match names[..] {
                [_] => _ = writeln!(text, "{keyword}{path};"),
                _ => import_list(&mut text, keyword, &path, &names),
            }
        }
        text
    }
}

fn import_list(text: &mut String, keyword: &str, path: &str, names: &[&str]) {
    let line = format!("{keyword}{path}::{{{}}};", names.join(", "));
    if line.len() < LIST_WIDTH {
        text.push_str(&line);
        text.push('\n');
        return;
    }
    let _ = write!(text, "{keyword}{path}::{{");
    let (mut column, mut lines) = (LIST_WIDTH, 0);
    for (index, name) in names.iter().enumerate() {
        // rustfmt does not count the last comma in the first line.
        let uncounted = lines == 1 && index + 1 == names.len();
        if column + name.len() + 2 > LIST_WIDTH + usize::from(uncounted) {
            text.push_str("\n    ");
            column = 4;
            lines += 1;
        } else {
            text.push(' ');
            column += 1;
        }
        text.push_str(name);
        text.push(',');
        column += name.len() + 1;
    }
    text.push_str("\n};\n");
}

/// The order of paths, each with whether a list follows: `self`, `super`, `crate` first; a path
/// before the list of its module, and behind its module alone.
fn path_order((a, a_lists): (&[&str], bool), (b, b_lists): (&[&str], bool)) -> Ordering {
    let rank = |name: &str| match name {
        "self" => 0,
        "super" => 1,
        "crate" => 2,
        _ => 3,
    };
    for (a, b) in a.iter().zip(b) {
        let order = rank(a).cmp(&rank(b)).then_with(|| version_order(a, b));
        if order != Ordering::Equal {
            return order;
        }
    }
    match a.len().cmp(&b.len()) {
        Ordering::Less if a_lists => Ordering::Greater,
        Ordering::Greater if b_lists => Ordering::Less,
        order => order,
    }
}

/// The order of names in style edition 2024: numbers by value, all else by character.
fn version_order(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches("r#"), b.trim_start_matches("r#"));
    let (mut one, mut other) = (a.as_bytes(), b.as_bytes());
    loop {
        let (Some(x), Some(y)) = (one.first(), other.first()) else {
            return one.len().cmp(&other.len());
        };
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (first, rest_one) = number(one);
            let (second, rest_other) = number(other);
            let order = first.len().cmp(&second.len()).then_with(|| first.cmp(second));
            if order != Ordering::Equal {
                return order;
            }
            (one, other) = (rest_one, rest_other);
            continue;
        }
        if x != y {
            // An underscore stands before everything else.
            return (*x != b'_').cmp(&(*y != b'_')).then(x.cmp(y));
        }
        (one, other) = (&one[1..], &other[1..]);
    }
}

/// The number at the beginning, without zeros in front, and what follows.
fn number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let zeros = digits.iter().position(|b| *b != b'0').unwrap_or(digits.len());
    (&digits[zeros..], rest)
}
