//! Where two values differ.

use serde_json::Value;

/// A difference.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference<'v> {
    /// The members and elements that lead to it.
    pub(super) at: Vec<String>,
    /// What was there.
    pub(super) before: Option<&'v Value>,
    /// What is there now.
    pub(super) after: Option<&'v Value>,
}

impl Difference<'_> {
    /// In words.
    pub(super) fn text(&self) -> String {
        let at = format!("/{}", self.at.join("/"));
        match (self.before, self.after) {
            (Some(_), None) => format!("loses {at}"),
            (None, Some(after)) => format!("gets {at} = {after}"),
            (before, after) => format!(
                "has {} for {} at {at}",
                after.unwrap_or(&Value::Null),
                before.unwrap_or(&Value::Null)
            ),
        }
    }
}

/// All differences. Numbers are equal when they are the same number.
pub(super) fn differences<'v>(
    before: &'v Value,
    after: &'v Value,
) -> Vec<Difference<'v>> {
    let mut found = Vec::new();
    collect(before, after, &mut Vec::new(), &mut found);
    found
}

fn collect<'v>(
    before: &'v Value,
    after: &'v Value,
    at: &mut Vec<String>,
    found: &mut Vec<Difference<'v>>,
) {
    match (before, after) {
        (Value::Object(some), Value::Object(others)) => {
            let more = others.keys().filter(|key| !some.contains_key(*key));
            for key in some.keys().chain(more) {
                at.push(key.clone());
                match (some.get(key), others.get(key)) {
                    (Some(one), Some(other)) => collect(one, other, at, found),
                    (before, after) => {
                        found.push(Difference { at: at.clone(), before, after });
                    }
                }
                at.pop();
            }
        }
        (Value::Array(some), Value::Array(others)) if some.len() == others.len() => {
            for (index, (one, other)) in some.iter().zip(others).enumerate() {
                at.push(index.to_string());
                collect(one, other, at, found);
                at.pop();
            }
        }
        (before, after) if same(before, after) => {}
        _ => found.push(Difference {
            at: at.clone(),
            before: Some(before),
            after: Some(after),
        }),
    }
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || (a.is_f64() || b.is_f64()) && a.as_f64() == b.as_f64()
        }
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn texts(before: &Value, after: &Value) -> Vec<String> {
        differences(before, after).iter().map(Difference::text).collect()
    }

    #[test]
    fn numbers_are_equal_as_numbers() {
        assert_eq!(texts(&json!([1.0, 2]), &json!([1, 2])), [""; 0]);
        assert_eq!(
            texts(&json!(9_007_199_254_740_993_i64), &json!(9_007_199_254_740_992_i64))
                .len(),
            1
        );
    }

    #[test]
    fn every_difference_has_its_place() {
        let before = json!({ "a": [{ "b": 1 }], "c": null });
        let after = json!({ "a": [{ "b": 2 }], "d": true });
        let expected = ["has 2 for 1 at /a/0/b", "loses /c", "gets /d = true"];
        assert_eq!(texts(&before, &after), expected);
    }
}
