//! Groups that vendor extensions name.

use serde_json::{Value, json};

use super::{calls, variables};

/// Compares the calls of operations of one group with those wanted: `METHOD /path | id => call`, where
/// `| method` can be before the arrow.
fn check(group: &Value, api: &str) {
    let mut paths = json!({});
    let mut wanted = String::new();
    for line in api.lines().map(str::trim) {
        let (said, call) = line.split_once(" => ").expect("a line has an arrow");
        let parts: Vec<&str> = said.split(" | ").collect();
        let (method, path) = parts[0].split_once(' ').expect("a method and a path");
        let mut operation = json!({
            "operationId": parts[1],
            "responses": { "204": { "description": "Done." } },
            "parameters": variables(path),
            "x-fern-sdk-group-name": group,
        });
        if let Some(name) = parts.get(2) {
            operation["x-fern-sdk-method-name"] = json!(name);
        }
        paths[path][method.to_lowercase()] = operation;
        wanted.push_str(&format!("{} => {call}\n", parts[0]));
    }
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Small", "version": "1" },
        "paths": paths,
    });
    assert_eq!(calls(&description, &wanted), wanted);
}

#[test]
fn methods_say_what_the_group_does_not() {
    check(
        &json!("organizations"),
        "GET /organizations | listOrganizations => organizations.list
         DELETE /organizations/{id} | deleteOrganization => organizations.delete
         PUT /organizations/{id}/credentials | putCredentials => organizations.update_credentials
         DELETE /organizations/{id}/credentials/{name} | deleteOrganizationCredentials => organizations.delete_credentials
         GET /organizations/{id}/callback | organizationCallback => organizations.get_callback
         GET /organizations/{id}/keys | organizationKeys | keys => organizations.keys
         POST /organizations/{id}/archive | archiveOrganization => organizations.archive",
    );
}

#[test]
fn a_group_about_one_resource_needs_no_more() {
    check(
        &json!(["tuning"]),
        "GET /tuning/models | ListTunedModels => tuning.list
         GET /tuning/models/{id} | GetTunedModel => tuning.get
         GET /tuning/models/{id}/events | ListEvents => tuning.list_events",
    );
}
