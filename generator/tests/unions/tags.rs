//! What the tags of discriminators lead to.

use serde_json::{Value, json};
use specwright::config::Config;
use specwright::diagnostic::Code;

use crate::schemas::file;
use crate::support::generate;
use crate::{branch, reference};

#[test]
fn names_stay_tags_beside_a_mapping() {
    let text = || json!({ "type": "string" });
    let branches = ["Cat", "Dog", "Fox", "Hen", "Other"].map(reference);
    let schemas = json!({
        "Pet": {
            "oneOf": branches,
            "discriminator": {
                "propertyName": "kind",
                "mapping": {
                    "feline": "Cat",
                    "canine": "#/components/schemas/Dog",
                    "Fox": "Other",
                    "vulpine": "Fox",
                    "hen": "Hen",
                },
                "defaultMapping": "Other",
            },
        },
        "Cat": branch(text(), "meow"),
        "Dog": branch(text(), "bark"),
        "Fox": branch(text(), "yelp"),
        "Hen": branch(json!({ "const": "hen" }), "cluck"),
        "Other": branch(text(), "sound"),
    });
    let pet = file(&schemas, "pet.rs");
    for (tag, branch) in [
        ("feline", 0),
        ("canine", 1),
        ("Fox", 4),
        ("vulpine", 2),
        ("Cat", 0),
        ("Dog", 1),
    ] {
        assert!(
            pet.contains(&format!("(Literal::Text({tag:?}), {branch})")),
            "{tag}\n{pet}"
        );
    }
    assert!(!pet.contains("Literal::Text(\"Hen\")"), "{pet}");
    // What is written has the tag of the mapping.
    let cat = file(&schemas, "cat.rs");
    let cat: String = cat.split_whitespace().collect();
    let kind =
        "Field::ConstantOr(\"kind\",Literal::Text(\"feline\"),Literal::Text(\"Cat\"))";
    assert!(cat.contains(kind), "{cat}");
    let hen = file(&schemas, "hen.rs");
    assert!(hen.contains("Field::Constant(\"kind\", Literal::Text(\"hen\"))"), "{hen}");
}

#[test]
fn names_of_what_extends_a_schema_stay_tags_beside_a_mapping() {
    let base = json!({
        "type": "object",
        "required": ["kind"],
        "properties": { "kind": { "type": "string" } },
        "discriminator": { "propertyName": "kind", "mapping": { "kitty": "Cat" } },
    });
    let own =
        json!({ "type": "object", "properties": { "meow": { "type": "boolean" } } });
    let schemas = json!({ "Pet": base, "Cat": { "allOf": [reference("Pet"), own] } });
    let pet = file(&schemas, "pet.rs");
    for tag in ["kitty", "Cat"] {
        assert!(pet.contains(&format!("(Literal::Text({tag:?}), 0)")), "{tag}\n{pet}");
    }
}

/// What a parent lists for all its children leads none of them to another one's value.
#[test]
fn a_mapping_counts_where_the_parent_lists_other_values() {
    let listed = json!({ "type": "string", "enum": ["v0.swapped", "other.started"] });
    let target = |name: &str| format!("#/components/schemas/{name}");
    let base = json!({
        "type": "object",
        "required": ["kind"],
        "properties": { "kind": listed },
        "discriminator": { "propertyName": "kind", "mapping": {
            "v0.swapped": target("Swapped"), "v0.started": target("Started"),
        } },
    });
    let child = |own: &str| {
        let own = json!({ "properties": { own: { "type": "string" } } });
        json!({ "allOf": [reference("Event"), own] })
    };
    let event = file(
        &json!({ "Event": base, "Swapped": child("number"), "Started": child("reason") }),
        "event.rs",
    );
    for (tag, branch) in [("v0.swapped", 0), ("v0.started", 1)] {
        let value = format!("(Literal::Text({tag:?}), {branch})");
        assert!(event.contains(&value), "{tag}\n{event}");
    }
    assert!(!event.contains("Text(\"other.started\")"), "{event}");
}

/// A schema that others extend, with these values of its tag and this mapping, and `Cat` and `Dog`.
fn parent(values: &[&str], mapping: &Value) -> String {
    let base = json!({
        "type": "object",
        "required": ["kind"],
        "properties": { "kind": { "type": "string", "enum": values } },
        "discriminator": { "propertyName": "kind", "mapping": mapping },
    });
    let child = |own: &str| {
        let own = json!({ "properties": { own: { "type": "string" } } });
        json!({ "allOf": [reference("Pet"), own] })
    };
    file(&json!({ "Pet": base, "Cat": child("meow"), "Dog": child("bark") }), "pet.rs")
}

#[test]
fn the_mapping_of_some_says_nothing_of_the_others() {
    let pet = parent(&["a", "b"], &json!({ "cat": "#/components/schemas/Cat" }));
    for value in ["a", "b", "Dog"] {
        assert!(!pet.contains(&format!("(Literal::Text({value:?}), 1)")), "{pet}");
    }
}

#[test]
fn listed_values_in_other_letters_are_those_of_the_mapping() {
    let mapping =
        json!({ "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog" });
    let pet = parent(&["CAT", "DOG"], &mapping);
    for (value, branch) in [("cat", 0), ("CAT", 0), ("dog", 1), ("DOG", 1)] {
        let leads = format!("(Literal::Text({value:?}), {branch})");
        assert!(pet.contains(&leads), "{leads}\n{pet}");
    }
}

/// go-swagger's descriptions have the tag in `x-class`.
#[test]
fn a_schema_can_say_its_own_tag() {
    for name in ["x-class", "x-ms-discriminator-value", "x-discriminator-value"] {
        let base = json!({
            "type": "object",
            "required": ["kind"],
            "properties": { "kind": { "type": "string" } },
            "discriminator": { "propertyName": "kind" },
        });
        let child = |tag: &str, own: &str| {
            let own = json!({ "properties": { own: { "type": "string" } } });
            json!({ "allOf": [reference("Check"), own], name: tag })
        };
        let check = file(
            &json!({
                "Check": base,
                "MfaCheck": child("MFA", "seconds"),
                "DomainCheck": child("DOMAIN", "domain"),
            }),
            "check.rs",
        );
        for (tag, branch) in [("MFA", 0), ("DOMAIN", 1)] {
            let value = format!("(Literal::Text({tag:?}), {branch})");
            assert!(check.contains(&value), "{name}: {tag}\n{check}");
        }
        // Its name stays one where servers may send either.
        let by_name = check.contains("(Literal::Text(\"MfaCheck\"), 0)");
        assert_eq!(by_name, name == "x-class", "{name}\n{check}");
    }
}

#[test]
fn an_object_with_a_tag_is_never_null() {
    let mut bus = branch(json!({ "type": "string" }), "full");
    bus["nullable"] = true.into();
    let schemas = json!({
        "Ride": { "type": "object", "properties": { "by": reference("Vehicle") } },
        "Vehicle": {
            "nullable": true,
            "anyOf": [reference("Bus"), reference("Car")],
            "discriminator": { "propertyName": "kind" },
        },
        "Bus": bus,
        "Car": branch(json!({ "type": "string" }), "loud"),
    });
    let vehicle = file(&schemas, "vehicle.rs");
    assert!(vehicle.contains("    Bus(Bus),"), "{vehicle}");
    assert!(file(&schemas, "ride.rs").contains("pub by: Nullable<Vehicle>"));
}

/// Of branches that one tag leads to, each is called by what it alone has.
#[test]
fn branches_of_one_tag_are_told_apart_by_their_members() {
    let branch = |tag: &str, required: &[&str]| {
        let mut members = json!({ "type": { "type": "string", "enum": [tag] } });
        for name in required {
            members[name] = json!({ "type": "string" });
        }
        let required: Vec<&str> = [&["type"], required].concat();
        json!({ "type": "object", "required": required, "properties": members })
    };
    let list = |member: &str| {
        let item = json!({ "type": "object", "properties": {
            "id": { "type": "string" }, member: { "type": "string" },
        } });
        json!({ "type": "array", "items": item })
    };
    let schemas = json!({
        "Deployment": { "type": "object", "properties": {
            "source": { "oneOf": [
                branch("github", &["repoId"]),
                branch("github", &["org", "repo"]),
                branch("gitlab", &["projectId"]),
                branch("bitbucket", &["a", "b"]),
                branch("bitbucket", &["a"]),
                branch("bitbucket", &["b"]),
            ] },
            "hooks": { "anyOf": [list("project"), list("team")] },
        } },
    });
    let code = file(&schemas, "deployment.rs");
    for name in [
        "GithubRepoId(",
        "GithubOrg(",
        "Gitlab(",
        "BitbucketAAndB(",
        "BitbucketA(",
        "BitbucketB(",
        "ProjectList(",
        "TeamList(",
    ] {
        assert!(code.contains(&format!("\n    {name}")), "{name}\n{code}");
    }
}

#[test]
fn a_tag_beside_branches_that_have_it_says_nothing_new() {
    let event = |beside: Value, second: Value| {
        let tag = json!({ "type": "string", "enum": ["start", "stop"] });
        let mut event = json!({
            "type": "object",
            "required": ["kind"],
            "properties": { "kind": tag },
            "oneOf": [reference("Start"), reference("Stop")],
        });
        event
            .as_object_mut()
            .expect("an object")
            .extend(beside.as_object().expect("an object").clone());
        let start = branch(json!({ "type": "string", "enum": ["start"] }), "at");
        file(&json!({ "Event": event, "Start": start, "Stop": second }), "event.rs")
    };
    let stop = || branch(json!({ "type": "string", "enum": ["stop"] }), "end");
    let free = || branch(json!({ "type": "string" }), "end");
    let said = json!({ "discriminator": { "propertyName": "kind" } });
    for (beside, second) in [(json!({}), stop()), (said.clone(), stop()), (said, free())]
    {
        let event = event(beside, second);
        assert!(event.contains("    Start(Start),"), "{event}");
        assert!(event.contains("    Stop(Stop),"), "{event}");
    }
    // Other members are those of each branch.
    let time = json!({ "properties": {
        "kind": { "type": "string" },
        "time": { "type": "string" },
    } });
    let without =
        json!({ "type": "object", "properties": { "end": { "type": "boolean" } } });
    for event in
        [event(time, stop()), event(json!({}), free()), event(json!({}), without)]
    {
        assert!(event.contains("    Start(EventStart),"), "{event}");
    }
}

#[test]
fn what_is_said_of_a_tag_beside_branches_is_told_where_it_does_not_show() {
    let told = |docs: Value| {
        let tag = |value: &str| {
            let mut tag = json!({ "type": "string", "enum": [value] });
            tag.as_object_mut()
                .expect("an object")
                .extend(docs.as_object().expect("an object").clone());
            branch(tag, value)
        };
        let event = json!({
            "properties": { "kind": { "type": "string", "description": "What it is." } },
            "oneOf": [reference("Start"), reference("Stop")],
        });
        let content = json!({ "application/json": { "schema": reference("Event") } });
        let answers = json!({ "200": { "description": "One.", "content": content } });
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Events", "version": "1" },
            "paths": { "/event": { "get": { "operationId": "get", "responses": answers } } },
            "components": { "schemas": {
                "Event": event, "Start": tag("start"), "Stop": tag("stop"),
            } },
        });
        let (_, diagnostics) =
            generate("events.json", description.to_string(), &Config::default());
        let notes = diagnostics.iter().map(|one| one.message.clone());
        notes.collect::<Vec<String>>()
    };
    let unshown = "what is said of `kind` beside the branches does not show in the SDK";
    assert_eq!(told(json!({})), [unshown]);
    assert_eq!(told(json!({ "description": "It begins or ends." })), [""; 0]);
}

/// What a schema says of its class stands beside its name.
#[test]
fn a_class_stands_beside_the_name_of_the_schema() {
    let check = |name: &str| {
        let mut mfa = branch(json!({ "type": "string" }), "seconds");
        mfa[name] = "MFA".into();
        let domain = branch(json!({ "type": "string" }), "domain");
        let schemas = json!({
            "Check": {
                "oneOf": [reference("MfaCheck"), reference("DomainCheck")],
                "discriminator": { "propertyName": "kind" },
            },
            "MfaCheck": mfa,
            "DomainCheck": domain,
        });
        file(&schemas, "check.rs")
    };
    let class = check("x-class");
    for tag in ["MFA", "MfaCheck"] {
        assert!(
            class.contains(&format!("(Literal::Text({tag:?}), 0)")),
            "{tag}\n{class}"
        );
    }
    // Azure's own tools know no other tag.
    assert!(!check("x-ms-discriminator-value").contains("\"MfaCheck\""));
}

/// The tags of a union's own mapping are compared with what the branches list.
#[test]
fn tags_that_a_branch_does_not_list_are_told() {
    let mapping =
        json!({ "cat": "#/components/schemas/Cat", "dig": "#/components/schemas/Dog" });
    let schemas = json!({
        "Pet": {
            "oneOf": [reference("Cat"), reference("Dog")],
            "discriminator": { "propertyName": "kind", "mapping": mapping },
        },
        "Cat": branch(json!({ "type": "string", "enum": ["cat"] }), "meow"),
        "Dog": branch(json!({ "type": "string", "enum": ["dog"] }), "bark"),
    });
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Pets", "version": "1" },
        "paths": { "/pet": { "get": { "responses": { "200": {
            "description": "A pet.",
            "content": { "application/json": { "schema": reference("Pet") } },
        } } } } },
        "components": { "schemas": schemas },
    });
    let (_, diagnostics) =
        generate("pets.json", description.to_string(), &Config::default());
    let told: Vec<&str> = diagnostics
        .iter()
        .filter(|one| one.code == Code::InvalidDiscriminator)
        .map(|one| one.message.as_str())
        .collect();
    assert_eq!(told, ["the tag `dig` is none of the values that are listed for `kind`"]);
}
