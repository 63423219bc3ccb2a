//! What a client has for all calls, parameters and credentials, and what the configuration says of it.

mod support;

use std::path::Path;

use serde_json::{Value, json};
use specwright::Generated;
use specwright::config::Config;
use specwright::diagnostic::{Code, Diagnostics};
use specwright::model::{Api, Deprecation, EnumValue, TypeKind};
use support::generate;

/// What comes of an API in which each of these lists is the parameters of an operation.
fn sdk(parameters: &[Value], config: &str) -> (Option<Generated>, Diagnostics) {
    let operation = |parameters: &Value| {
        let responses = json!({ "204": { "description": "Done." } });
        json!({ "parameters": parameters, "responses": responses })
    };
    let paths = parameters.iter().enumerate();
    let paths =
        paths.map(|(at, one)| (format!("/p{at}"), json!({ "get": operation(one) })));
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "1" },
        "paths": Value::Object(paths.collect()),
        "components": { "securitySchemes": {
            "declared": { "type": "apiKey", "in": "header", "name": "X-Declared" },
        } },
        "security": [{ "declared": [] }],
    });
    let path = Path::new("t.toml");
    let config = Config::parse(path, config.to_owned()).expect("it is valid");
    generate("t.json", description.to_string(), &config)
}

/// The API that comes of it, without an error.
#[track_caller]
fn api(parameters: &[Value], config: &str) -> (Api, Diagnostics) {
    let (generated, diagnostics) = sdk(parameters, config);
    let unused = messages(&diagnostics, Code::ConfigUnused);
    assert!(unused.is_empty(), "{unused:#?}");
    (generated.expect("it is valid").api, diagnostics)
}

/// The setters of parameters and their environment variables.
fn of_client(api: &Api) -> Vec<(&str, &str)> {
    let all = api.client_parameters.iter();
    all.map(|one| (one.label.as_str(), one.variable.as_str())).collect()
}

/// The names of credentials and their environment variables.
fn credentials(api: &Api) -> Vec<(&str, &str)> {
    let all = api.security_schemes.iter();
    all.map(|one| (one.label.as_str(), one.variable.as_str())).collect()
}

fn messages(diagnostics: &Diagnostics, code: Code) -> Vec<String> {
    let wanted = diagnostics.iter().filter(|one| one.code == code);
    wanted.map(|one| one.message.clone()).collect()
}

/// What is reported of the configuration.
fn wrong(parameters: &[Value], config: &str) -> Vec<String> {
    messages(&sdk(parameters, config).1, Code::ConfigUnused)
}

/// A required parameter with a schema.
fn of(place: &str, name: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": place, "required": true, "schema": schema })
}

fn header(name: &str) -> Value {
    of("header", name, &json!({ "type": "string" }))
}

fn query(name: &str) -> Value {
    of("query", name, &json!({ "type": "string" }))
}

fn three(parameters: &Value) -> [Value; 3] {
    [(); 3].map(|()| parameters.clone())
}

#[test]
fn a_guess_of_a_credential_can_be_undone_and_named() {
    let key = three(&json!([header("X-Api-Key")]));
    let declared = ("declared", "T_DECLARED");
    let (found, _) = api(&key, "");
    assert_eq!(credentials(&found), [declared, ("Api-Key", "T_API_KEY")]);
    let (found, _) = api(&key, "[client.parameters]\nx-api-key = false");
    assert_eq!(credentials(&found), [declared]);
    assert!(found.operations.iter().all(|one| one.parameters.len() == 1));
    let (found, _) = api(&key, "[client.parameters]\nX-Api-Key = 'KEY'");
    assert_eq!(credentials(&found), [declared]);
    assert_eq!(of_client(&found), [("Api-Key", "KEY")]);
    let (found, _) = api(&key, "[parameters.rename]\nX-Api-Key = 'token'");
    assert_eq!(credentials(&found), [declared, ("token", "T_TOKEN")]);
    // One call need not have it, and may have it beside the other or alone.
    let optional =
        json!({ "name": "x-api-key", "in": "header", "schema": { "type": "string" } });
    let mixed =
        [json!([header("X-Api-Key")]), json!([header("X-Api-Key")]), json!([optional])];
    let (found, _) = api(&mixed, "");
    assert_eq!(credentials(&found), [declared, ("Api-Key", "T_API_KEY")]);
    let alternatives = found.operations[2].security.iter();
    let alternatives: Vec<Vec<usize>> =
        alternatives.map(|one| one.indexes().collect()).collect();
    assert_eq!(alternatives, [vec![0, 1], vec![0], vec![1]]);
}

#[test]
fn entries_that_do_nothing_are_told_why() {
    let constant = of("header", "X-Kind", &json!({ "type": "string", "enum": ["k"] }));
    let all = json!([
        header("X-Tenant"),
        constant,
        header("X-Declared"),
        of("header", "X-List", &json!({ "type": "array", "items": {} })),
    ]);
    let wrong = |config: &str| wrong(&three(&all), config);
    for (entry, message) in [
        ("X-Kind = true", "`X-Kind` has one value, which is sent by itself"),
        ("X-List = true", "`X-List` is no text, number or flag of one kind"),
        (
            "X-Declared = false",
            "`X-Declared` is what the security scheme `declared` sends: no call has it",
        ),
        ("X-Tenan = true", "there is no parameter `X-Tenan`"),
        (
            "x-tenant = true\nX-Tenant = true",
            "another entry names the header `x-tenant` too",
        ),
    ] {
        assert_eq!(wrong(&format!("[client.parameters]\n{entry}")), [message]);
    }
    let scoped = "[parameters.rename]\n'GET /p0 X-Tenant' = 'whose'";
    let message = "the client has `X-Tenant` for all calls, and no call has it";
    assert_eq!(wrong(scoped), [message]);
    let excluded = "[client.parameters]\nX-Tenant = true\n[exclude]\npaths = ['/p*']";
    let message =
        "the configuration leaves out the operations with the parameter `X-Tenant`";
    assert_eq!(wrong(excluded), [message]);
}

#[test]
fn values_that_calls_do_not_share_are_theirs() {
    let takes = |values: Value| {
        json!([of("header", "X-Mode", &json!({ "type": "string", "enum": values }))])
    };
    let apart =
        [takes(json!(["a", "b"])), takes(json!(["c", "d"])), takes(json!(["a", "c"]))];
    assert_eq!(of_client(&api(&apart, "").0), []);
    let message = ["`X-Mode` has no value that all operations take"];
    assert_eq!(wrong(&apart, "[client.parameters]\nX-Mode = true"), message);
    let common =
        [takes(json!(["a", "b"])), takes(json!(["a", "c"])), takes(json!(["a", "b"]))];
    let (found, _) = api(&common, "");
    let [mode] = &found.client_parameters[..] else { panic!("{found:#?}") };
    assert!(mode.schema.is_none());
    let values: Vec<&Value> = mode.values.iter().map(|one| &one.value).collect();
    assert_eq!(values, ["a", "b", "c"]);
    let default = |value: i64| {
        json!([of("header", "X-Mode", &json!({ "type": "integer", "default": value }))])
    };
    let message = ["`X-Mode` has another default in some operations"];
    let defaults = [default(1), default(2)];
    assert_eq!(wrong(&defaults, "[client.parameters]\nX-Mode = true"), message);
}

#[test]
fn what_is_said_of_values_is_that_of_all_operations() {
    let takes = |values: &[(&str, &str)]| {
        let list: Vec<&str> = values.iter().map(|(value, _)| *value).collect();
        let about: Vec<&str> = values.iter().map(|(_, about)| *about).collect();
        let schema =
            json!({ "type": "string", "enum": list, "x-enum-descriptions": about });
        json!([of("header", "X-Mode", &schema)])
    };
    let docs = |api: &Api, values: &[EnumValue]| -> Vec<(String, String)> {
        assert_eq!(api.client_parameters.len(), 1);
        let text =
            |value: &EnumValue| value.docs.description.clone().unwrap_or_default();
        values.iter().map(|one| (one.value.to_string(), text(one))).collect()
    };
    // The same values: one type.
    let same = [
        takes(&[("a", "First."), ("b", "")]),
        takes(&[("a", ""), ("b", "Last.")]),
        takes(&[("a", "Other."), ("b", "")]),
    ];
    let (found, diagnostics) = api(&same, "");
    let schema = found.client_parameters[0].schema.expect("one type");
    let TypeKind::Enum(listed) = &found.types[schema.id].kind else { panic!("no enum") };
    let expected = |a: &str, b: &str| {
        [(a, "First."), (b, "Last.")].map(|(a, b)| (a.into(), b.into()))
    };
    assert_eq!(docs(&found, &listed.values), expected("\"a\"", "\"b\""));
    let message = "operations say different things of `a` of `X-Mode`";
    assert_eq!(messages(&diagnostics, Code::UnsupportedKeyword), [message]);
    // Different ones: text.
    let apart = [
        takes(&[("a", "First."), ("b", "")]),
        takes(&[("a", ""), ("b", "Last."), ("c", "")]),
        takes(&[("a", "")]),
    ];
    let (generated, _) =
        sdk(&[apart[0].clone(), apart[1].clone(), apart[1].clone()], "");
    let generated = generated.expect("it is valid");
    let client = generated.files.iter().find(|(path, _)| *path == "src/client.rs");
    let code = client.expect("a client").1;
    for line in
        ["Calls take different ones of `a`, `b`, `c`.", "- `a`: First.", "- `b`: Last."]
    {
        assert!(code.contains(line), "no {line} in\n{code}");
    }
}

#[test]
fn names_of_headers_have_no_case_in_the_configuration() {
    let names = |config: &str| {
        let all = [json!([header("X-Tenant-Id")]), json!([header("X-Other")])];
        let (found, _) = api(&all, config);
        let parameters = found.operations.iter().flat_map(|one| &one.parameters);
        parameters.filter_map(|one| one.rename.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names("[parameters.rename]\nx-tenant-id = 'whose'"), ["whose"]);
    assert_eq!(names("[parameters.rename]\n'GET /p0 x-TENANT-id' = 'whose'"), ["whose"]);
    let styles = "[parameters.styles]\nx-tenant-id = 'json'";
    assert_eq!(names(styles), [""; 0]);
    // The one with its own case counts; the query has case.
    let all = [json!([header("X-Tenant-Id"), query("Page")])];
    let both = "[parameters.rename]\nx-tenant-id = 'a'\nX-Tenant-Id = 'b'\npage = 'c'";
    let told = [
        "another entry names the header `x-tenant-id` too",
        "there is no parameter `page`",
    ];
    assert_eq!(wrong(&all, both), told);
}

#[test]
fn what_most_operations_say_is_told_of_the_client() {
    let with = |text: &str, deprecated: bool| {
        let mut parameter = header("X-Tenant");
        parameter["description"] = json!(text);
        parameter["deprecated"] = json!(deprecated);
        json!([parameter])
    };
    let (found, diagnostics) =
        api(&[with("One", true), with("Two", false), with("Two", false)], "");
    let [tenant] = &found.client_parameters[..] else { panic!("{found:#?}") };
    assert_eq!(tenant.docs.description.as_deref(), Some("Two"));
    assert_eq!(tenant.deprecation, Deprecation::Somewhere);
    let message = "operations say different things of `X-Tenant`, which the client has for all of them";
    assert_eq!(messages(&diagnostics, Code::UnsupportedKeyword), [message]);
}

#[test]
fn a_header_that_is_always_sent_is_not_needed() {
    let all =
        three(&json!([header("User-Agent"), header("X-Client"), header("X-Tenant")]));
    let (found, _) = api(&all, "[client]\nheaders = { x-client = 'rust' }");
    let needed: Vec<bool> =
        found.client_parameters.iter().map(|one| one.is_required).collect();
    assert_eq!(needed, [false, false, true]);
}

#[test]
fn what_most_calls_send_by_themselves_is_no_clients() {
    let version = |values: Value| {
        let schema = json!({ "type": "string", "enum": values, "default": "1" });
        json!([of("query", "api-version", &schema)])
    };
    let free = json!([query("api-version")]);
    let one = version(json!(["1"]));
    let mixed = [one.clone(), one.clone(), one.clone(), free.clone()];
    assert_eq!(of_client(&api(&mixed, "").0), []);
    assert_eq!(of_client(&api(&three(&one), "").0), []);
    let most = [one, free.clone(), free.clone(), free];
    assert_eq!(of_client(&api(&most, "").0), [("api-version", "T_API_VERSION")]);
}

#[test]
fn no_two_settings_have_one_environment_variable() {
    let all = json!([
        header("X-Tenant"),
        query("tenant"),
        query("lang"),
        header("X-Base-Url")
    ]);
    let both = "[client.parameters]\ntenant = true\n";
    let (found, diagnostics) = api(&three(&all), both);
    let variables = [
        ("Tenant", "T_TENANT"),
        ("tenant", "T_QUERY_TENANT"),
        ("Base-Url", "T_HEADER_BASE_URL"),
    ];
    assert_eq!(of_client(&found), variables);
    let told = messages(&diagnostics, Code::NameCollision);
    let expected = [
        "the environment variable of the query parameter `tenant` is `T_QUERY_TENANT`, because \
         `T_TENANT` is that of the header `X-Tenant`",
        "the environment variable of the header `X-Base-Url` is `T_HEADER_BASE_URL`, because \
         `T_BASE_URL` is that of the base URL",
        "the client's parameter `tenant` is named `query_tenant`, because `tenant` is taken",
        "the client's parameter `X-Base-Url` is named `header_base_url`, because `base_url` is taken",
    ];
    assert_eq!(told, expected);
    let (found, _) = api(&three(&all), "[client.parameters]\nlang = 'T_TENANT'");
    assert_eq!(of_client(&found)[0], ("Tenant", "T_HEADER_TENANT"));
    let taken = wrong(&three(&all), "[client.parameters]\nlang = 'T_BASE_URL'");
    assert_eq!(
        taken,
        ["`T_BASE_URL` is the environment variable of the base URL already"]
    );
}

#[test]
fn one_odd_operation_leaves_the_default_of_all() {
    let none = json!([]);
    let optional = json!([{ "name": "X-Declared", "in": "header", "schema": { "type": "string" } }]);
    let odd = json!([of("header", "Authorization", &json!({ "type": "string" }))]);
    let (found, _) = api(&[optional, odd, none.clone(), none], "");
    assert_eq!(found.security.len(), 1);
}
