//! Answers of which nothing is said.

use serde_json::{Value, json};

use crate::code::{code, has};

#[test]
fn who_asks_gets_what_comes_though_nothing_is_said_of_it() {
    let answers = |method: &str, responses: Value| {
        code(&json!({
            "openapi": "3.0.3",
            "info": { "title": "Places", "version": "1" },
            "paths": { "/places": { method: {
                "operationId": "places",
                "responses": responses,
            } } },
        }))
    };
    let bare = json!({ "description": "Done." });
    let json = json!({
        "description": "The place.",
        "content": { "application/json": { "schema": { "type": "array", "items": { "type": "string" } } } },
    });
    let found = answers("get", json!({ "200": bare }));
    has(&found, "-> Request<Bytes>");
    has(&found, ".bytes(\"*/*\")");
    has(&found, "says nothing of a body in the answer");
    has(&answers("get", json!({ "default": bare })), "-> Request<Bytes>");
    has(&answers("get", json!({ "200": bare, "204": bare })), "-> Request<Bytes>");
    has(&answers("get", json!({ "200": bare, "304": bare })), "-> Request<Bytes>");
    // Where only failures are declared, the answer is something else.
    has(&answers("get", json!({ "404": json })), "-> Request<Bytes>");
    let problem = json!({
        "description": "No data.",
        "content": { "application/problem+json": { "schema": { "type": "object", "properties": { "title": { "type": "string" } } } } },
    });
    let found = answers("get", json!({ "default": problem }));
    has(&found, "-> Request<Bytes>");
    has(&found, "PlaceListError");
    has(&answers("post", json!({ "default": problem })), "-> Request<()>");
    has(&answers("get", json!({ "default": json })), "-> Request<Vec<String>>");
    // What has no body by its status, what is no question, and what another status says.
    has(&answers("get", json!({ "204": bare })), "-> Request<()>");
    has(&answers("get", json!({ "204": bare, "304": bare })), "-> Request<()>");
    has(&answers("get", json!({ "304": bare })), "-> Request<()>");
    has(&answers("head", json!({ "200": bare })), "-> Request<()>");
    has(&answers("post", json!({ "200": bare })), "-> Request<()>");
    has(&answers("put", json!({ "202": bare })), "-> Request<()>");
    has(
        &answers("get", json!({ "200": bare, "202": json })),
        "-> Request<Option<Vec<String>>>",
    );
    // That is elsewhere.
    let found = answers("get", json!({ "200": bare, "302": bare }));
    has(&found, "gives the bytes found there");
    assert!(!found.contains("says nothing"), "{found}");
}

#[test]
fn what_asks_is_said_by_ids_logins_and_what_else_is_described() {
    let bare = json!({ "200": { "description": "Done." } });
    let pets = json!({ "200": {
        "description": "The pets.",
        "content": { "application/json": { "schema": { "type": "array", "items": { "type": "string" } } } },
    } });
    let with = |path: &str, method: &str, id: &str, others: [&Value; 3]| {
        let [pets, toys, foods] =
            others.map(|one| json!({ "get": { "responses": one } }));
        code(&json!({
            "openapi": "3.0.3",
            "info": { "title": "Places", "version": "1" },
            "paths": {
                "/pets": pets, "/toys": toys, "/foods": foods,
                path: { method: { "operationId": id, "responses": bare } },
            },
        }))
        .matches("-> Request<Bytes>")
        .count()
    };
    let described = [&pets, &pets, &bare];
    assert_eq!(with("/found", "post", "searchPets", described), 2);
    assert_eq!(with("/session", "post", "loginUser", described), 2);
    assert_eq!(with("/api/sign-in", "post", "doIt", described), 2);
    assert_eq!(with("/logins", "post", "addLogin", described), 1);
    assert_eq!(with("/login-attempts", "post", "addAttempt", described), 1);
    assert_eq!(with("/docs", "post", "signDocument", described), 1);
    // Where next to nothing is described, nothing can be told from that.
    let undescribed = [&bare, &bare, &bare];
    assert_eq!(with("/docs", "post", "signDocument", undescribed), 4);
    assert_eq!(with("/docs/{id}", "delete", "deleteDocument", undescribed), 3);
    assert_eq!(with("/docs/{id}", "options", "askDocument", undescribed), 3);
    // Two pings are not all answers.
    let pings = [&pets, &bare, &bare];
    assert_eq!(with("/docs", "post", "signDocument", pings), 2);
}
