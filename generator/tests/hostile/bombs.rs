//! Small texts that stand for very much, and very large ones.

use std::fmt::Write as _;

use crate::process::{refuse, survive};

const HUNDRED_MEGABYTES: usize = 100_000_000;

#[test]
fn a_hundred_megabytes_of_nesting() {
    refuse("[".repeat(HUNDRED_MEGABYTES));
    for part in ["{\"a\":", "- ", "{a: ", "? "] {
        refuse(part.repeat(HUNDRED_MEGABYTES / 20));
    }
}

#[test]
fn nesting_by_indentation() {
    let mut text = String::new();
    for depth in 0..5000 {
        let _ = writeln!(text, "{}a:", " ".repeat(depth));
    }
    refuse(text);
}

#[test]
fn aliases_that_unfold() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..40 {
        let above = level - 1;
        let items = vec![format!("*a{above}"); 9].join(", ");
        let _ = writeln!(text, "a{level}: &a{level} [{items}]");
    }
    refuse(text);
}

/// A description with these schemas, the first of which is sent and received.
fn with_schemas(schemas: &str) -> String {
    format!(
        r##"{{"openapi":"3.1.0","info":{{"title":"Bomb","version":"1"}},"paths":{{"/a":{{"post":{{
        "requestBody":{{"content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/S0"}}}}}}}},
        "responses":{{"200":{{"description":"","content":{{"application/json":{{"schema":
        {{"$ref":"#/components/schemas/S0"}}}}}}}}}}}}}}}},
        "components":{{"schemas":{{{schemas}}}}}}}"##
    )
}

/// Ways for one schema to refer to another; `R` is the reference.
const WAYS: [&str; 9] = [
    r#"{"type":"object","properties":{"next":R}}"#,
    r#"{"type":"object","required":["next"],"properties":{"next":R,"a":{"type":"string"}}}"#,
    r#"{"type":"array","items":R}"#,
    r#"{"type":"object","additionalProperties":R}"#,
    r#"{"allOf":[R,{"type":"object","properties":{"a":{"type":"string"}}}]}"#,
    r#"{"oneOf":[R,{"type":"string"}]}"#,
    r#"{"anyOf":[R,{"type":"null"}]}"#,
    r#"{"type":"object","properties":{"inner":{"type":"object","properties":{"next":R}}}}"#,
    "R",
];

fn reference(to: usize) -> String {
    format!(r##"{{"$ref":"#/components/schemas/S{to}"}}"##)
}

/// Schemas each of which refers to the next, the last to `last`.
fn chain(way: &str, length: usize, last: &str) -> String {
    let mut schemas = String::new();
    for number in 0..length {
        let next = reference(number + 1);
        let _ = write!(schemas, "\"S{number}\":{},", way.replace('R', &next));
    }
    let _ = write!(schemas, "\"S{length}\":{last}");
    with_schemas(&schemas)
}

#[test]
fn long_chains_of_references() {
    for way in WAYS {
        survive(chain(way, 1000, r#"{"type":"string"}"#));
    }
}

#[test]
fn long_circles_of_references() {
    for way in WAYS {
        survive(chain(way, 700, &way.replace('R', &reference(0))));
    }
}

#[test]
fn references_that_double() {
    for way in [
        r#"{"allOf":[R,R]}"#,
        r#"{"oneOf":[R,R]}"#,
        r#"{"anyOf":[R,R,{"type":"object","properties":{"x":R}}]}"#,
        r#"{"allOf":[{"type":"object","properties":{"a":R}},{"type":"object","properties":{"b":R}}]}"#,
        r#"{"type":"object","properties":{"a":{"oneOf":[R,R]},"b":{"allOf":[R,R]}}}"#,
        r#"{"type":"array","prefixItems":[R,R],"items":{"allOf":[R,{"description":"x"}]}}"#,
        r#"{"allOf":[{"oneOf":[R,R]},{"oneOf":[R,R]}]}"#,
    ] {
        survive(chain(
            way,
            60,
            r#"{"type":"object","properties":{"z":{"type":"string"}}}"#,
        ));
        survive(chain(way, 20, &way.replace('R', &reference(0))));
    }
}

#[test]
fn every_kind_of_reference_to_itself() {
    for kind in [
        "parameters",
        "requestBodies",
        "responses",
        "headers",
        "examples",
        "links",
        "callbacks",
    ] {
        for target in ["a", "b"] {
            let circle = format!(
                r##"{{"openapi":"3.0.3","info":{{"title":"Circle","version":"1"}},
                "paths":{{"/x":{{"$ref":"#/paths/~1x"}},"/y":{{"$ref":"#/paths/~1z"}},
                "/z":{{"$ref":"#/paths/~1y"}},"/a":{{"get":{{
                "parameters":[{{"$ref":"#/components/parameters/a"}}],
                "requestBody":{{"$ref":"#/components/requestBodies/a"}},
                "callbacks":{{"c":{{"$ref":"#/components/callbacks/a"}}}},
                "responses":{{"200":{{"$ref":"#/components/responses/a"}},
                "201":{{"description":"","headers":{{"h":{{"$ref":"#/components/headers/a"}}}},
                "links":{{"l":{{"$ref":"#/components/links/a"}}}}}}}}}}}}}},
                "components":{{"{kind}":{{"a":{{"$ref":"#/components/{kind}/{target}"}},
                "b":{{"$ref":"#/components/{kind}/a"}}}}}}}}"##
            );
            survive(circle);
        }
    }
}

#[test]
fn nesting_of_schemas_as_deep_as_it_may_be() {
    for way in WAYS.iter().filter(|way| **way != "R") {
        let mut schema = String::from(r#"{"type":"string"}"#);
        for _ in 0..110 {
            schema = way.replacen('R', &schema, 1);
        }
        survive(with_schemas(&format!("\"S0\":{schema}")));
    }
}

#[test]
fn very_many_of_one_thing() {
    let mut properties = String::new();
    let mut values = String::new();
    for number in 0..5000 {
        let _ = write!(properties, "\"p{number}\":{{\"type\":\"string\"}},");
        let _ = write!(values, "\"v{number}\",");
    }
    survive(with_schemas(&format!(
        r#""S0":{{"type":"object","properties":{{{properties}"last":{{"enum":[{values}"x"]}}}}}}"#
    )));
    let branches: String = (0..300)
        .map(|number| {
            format!(r#"{{"type":"object","required":["r{number}"],"properties":{{"r{number}":{{"type":"string"}}}}}},"#)
        })
        .collect();
    survive(with_schemas(&format!(
        r#""S0":{{"oneOf":[{branches}{{"type":"string"}}]}}"#
    )));
}
