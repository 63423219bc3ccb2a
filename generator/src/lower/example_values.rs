//! Values in examples, as Rust writes them: what the description gives, or else something like it.

use std::f64::consts;

use serde_json::Value;

/// A string literal: the sample, or the name of what it is for.
pub(super) fn text(sample: Option<&Value>, name: &str) -> String {
    match sample {
        Some(Value::String(text)) if text.len() <= LONGEST && !is_blank(text) => {
            format!("{text:?}")
        }
        Some(Value::Number(number)) => format!("{:?}", number.to_string()),
        _ => format!("{name:?}"),
    }
}

/// The longest text of a value.
const LONGEST: usize = 60;

/// Whether a text is nothing, or a place for a value, as in collections of requests:
/// `{{DATABASE_ID}}`.
pub(super) fn is_blank(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.starts_with("{{") && text.ends_with("}}")
}

/// JSON of any kind: the sample, or an object without anything.
pub(super) fn json(sample: Option<&Value>) -> String {
    let sample = sample.filter(|sample| sample.to_string().len() <= LONGEST);
    format!("json!({})", sample.and_then(written).unwrap_or_else(|| "{}".to_owned()))
}

/// A value as `json!` has it: JSON, but for texts and numbers, which are literals of Rust.
fn written(value: &Value) -> Option<String> {
    let is_small = |value: i64| i32::try_from(value).is_ok();
    match value {
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(value), _) if is_small(value) => Some(value.to_string()),
            (Some(value), _) => Some(format!("{value}_i64")),
            (None, Some(value)) => Some(format!("{value}_u64")),
            (None, None) => {
                let value = number.as_f64().filter(|value| value.is_finite())?;
                (!is_near_a_constant(value)).then(|| format!("{value:?}"))
            }
        },
        Value::String(text) => Some(format!("{text:?}")),
        Value::Array(values) => {
            let values: Option<Vec<String>> = values.iter().map(written).collect();
            Some(format!("[{}]", values?.join(",")))
        }
        Value::Object(members) => {
            let member = |(key, value)| Some(format!("{key:?}:{}", written(value)?));
            let members: Option<Vec<String>> = members.iter().map(member).collect();
            Some(format!("{{{}}}", members?.join(",")))
        }
        Value::Null | Value::Bool(_) => Some(value.to_string()),
    }
}

/// A truth value.
pub(super) fn boolean(sample: Option<&Value>) -> String {
    sample.and_then(Value::as_bool).unwrap_or(true).to_string()
}

/// A whole number of a type.
pub(super) fn integer(sample: Option<&Value>, ty: &str) -> String {
    let value = sample.and_then(|sample| match ty {
        "i32" => i32::try_from(sample.as_i64()?).ok().map(|value| value.to_string()),
        "u32" => u32::try_from(sample.as_u64()?).ok().map(|value| value.to_string()),
        "u64" => sample.as_u64().map(|value| value.to_string()),
        _ => sample.as_i64().map(|value| value.to_string()),
    });
    value.unwrap_or_else(|| "1".to_owned())
}

/// A number of a type. What is nearly a constant of the language would be taken for that one, by
/// clippy too.
pub(super) fn float(sample: Option<&Value>, ty: &str) -> String {
    let number = sample.filter(|sample| {
        sample.as_f64().is_some_and(|value| !is_near_a_constant(value))
    });
    let literal = number.map(Value::to_string).and_then(|text| match ty {
        "f32" => text
            .parse()
            .ok()
            .filter(|value: &f32| value.is_finite())
            .map(|value| format!("{value:?}")),
        _ => text.parse().ok().map(|value: f64| format!("{value:?}")),
    });
    literal.unwrap_or_else(|| "1.0".to_owned())
}

/// The constants of the language that are taken for numbers near them.
const CONSTANTS: [f64; 19] = [
    consts::PI,
    consts::TAU,
    consts::E,
    consts::FRAC_PI_2,
    consts::FRAC_PI_3,
    consts::FRAC_PI_4,
    consts::FRAC_PI_6,
    consts::FRAC_PI_8,
    consts::LN_2,
    consts::LN_10,
    consts::SQRT_2,
    consts::FRAC_1_SQRT_2,
    consts::FRAC_1_PI,
    consts::FRAC_2_PI,
    consts::FRAC_2_SQRT_PI,
    consts::LOG10_2,
    consts::LOG10_E,
    consts::LOG2_10,
    consts::LOG2_E,
];

fn is_near_a_constant(value: f64) -> bool {
    CONSTANTS.iter().any(|one| (one - value).abs() < 0.005)
}

/// What parses text, with an error that the example gives on.
pub(super) const PARSED: &str = ".parse()?";

/// What is converted to the type that is wanted.
pub(super) const CONVERTED: &str = ".into()";

/// A value that is parsed out of text: of the sample where that has this shape, in which `0` stands
/// for any digit of hexadecimal numbers, or out of the shape's usual text.
pub(super) fn parsed(sample: Option<&Value>, shape: &str, usual: &str) -> String {
    let is_like = |text: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(one, of)| match of {
                b'0' => one.is_ascii_hexdigit(),
                of => one == of,
            })
    };
    let sample = sample.and_then(Value::as_str).filter(|text| is_like(text));
    format!("{:?}{PARSED}", sample.unwrap_or(usual))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn json_has_texts_and_numbers_as_rust_writes_them() {
        let check = |value: Value, expected: &str| {
            assert_eq!(json(Some(&value)), format!("json!({expected})"));
        };
        check(json!(1_714_564_800_000_u64), "1714564800000_i64");
        check(json!(u64::MAX), "18446744073709551615_u64");
        check(json!([1, -5_000_000_000_i64, 1.5]), "[1,-5000000000_i64,1.5]");
        check(json!("a\u{8}b\"\\"), r#""a\u{8}b\"\\""#);
        check(json!({ "a": [null, true], "b\n": {} }), r#"{"a":[null,true],"b\n":{}}"#);
        // What clippy takes for a constant of the language.
        check(json!(consts::PI), "{}");
    }

    #[test]
    fn numbers_fit_their_types() {
        assert_eq!(integer(Some(&json!(2017)), "i32"), "2017");
        assert_eq!(integer(Some(&json!(-1)), "u32"), "1");
        assert_eq!(integer(Some(&json!(5_000_000_000_i64)), "i32"), "1");
        assert_eq!(integer(Some(&json!("7")), "i64"), "1");
        assert_eq!(float(Some(&json!(45)), "f64"), "45.0");
        assert_eq!(float(Some(&json!(0.25)), "f32"), "0.25");
        assert_eq!(float(Some(&json!(1e300)), "f32"), "1.0");
        let pi: Value = serde_json::from_str("3.14").expect("a number");
        assert_eq!(float(Some(&pi), "f64"), "1.0");
        assert_eq!(float(None, "f64"), "1.0");
        assert_eq!(boolean(Some(&json!(false))), "false");
    }

    #[test]
    fn what_is_parsed_has_the_shape_of_its_type() {
        let date = |sample| parsed(Some(&json!(sample)), "0000-00-00", "2024-05-01");
        assert_eq!(date("2020-02-29"), "\"2020-02-29\".parse()?");
        assert_eq!(date("29.02.2020"), "\"2024-05-01\".parse()?");
        assert_eq!(date("2020-02-29T10:00:00Z"), "\"2024-05-01\".parse()?");
    }
}
