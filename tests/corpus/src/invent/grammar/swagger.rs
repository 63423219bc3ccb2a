//! A description in the form of Swagger 2.0.

use serde_json::{Map, Value, json};

/// The description, without what Swagger 2.0 does not have.
pub(super) fn of(mut root: Value) -> Value {
    let mut swagger = json!({
        "swagger": "2.0",
        "info": root["info"].take(),
        "host": "api.example.com",
        "basePath": "/v1",
        "schemes": ["https"],
        "paths": {},
    });
    let Value::Object(paths) = root["paths"].take() else { return swagger };
    for (path, item) in paths {
        let Value::Object(item) = item else { continue };
        let mut made = Map::new();
        for (method, one) in item {
            let one = match method.as_str() {
                "parameters" => parameters(one),
                _ => operation(one),
            };
            made.insert(method, one);
        }
        swagger["paths"][path] = Value::Object(made);
    }
    let mut components = root["components"].take();
    swagger["definitions"] = components["schemas"].take();
    if let Value::Object(all) = components["parameters"].take() {
        let all = all.into_iter().map(|(name, one)| (name, parameter(one)));
        swagger["parameters"] = Value::Object(all.collect());
    }
    if let Value::Object(schemes) = components["securitySchemes"].take() {
        let schemes = schemes.into_iter().map(|(name, one)| (name, scheme(one)));
        swagger["securityDefinitions"] = Value::Object(schemes.collect());
    }
    if !root["security"].is_null() {
        swagger["security"] = root["security"].take();
    }
    swagger
}

fn scheme(mut scheme: Value) -> Value {
    match scheme["type"].as_str() {
        Some("http") => json!({ "type": "basic" }),
        Some("oauth2") => json!({
            "type": "oauth2", "flow": "application",
            "tokenUrl": "https://example.com/token", "scopes": {},
        }),
        // Swagger 2.0 has no cookies.
        _ => {
            if scheme["in"] == "cookie" {
                scheme["in"] = json!("header");
            }
            scheme
        }
    }
}

fn operation(mut operation: Value) -> Value {
    if let Some(own) = operation.get_mut("parameters").map(Value::take) {
        operation["parameters"] = parameters(own);
    }
    if let Some(body) = operation.get_mut("requestBody").map(Value::take) {
        let members = operation.as_object_mut();
        members.map(|members| members.remove("requestBody"));
        self::body(&mut operation, &body);
    }
    let mut produces = Vec::new();
    let responses = operation["responses"].as_object_mut();
    for (_, response) in responses.into_iter().flatten() {
        let Some(Value::Object(content)) =
            response.as_object_mut().and_then(|one| one.remove("content"))
        else {
            continue;
        };
        let Some((media_type, mut content)) = content.into_iter().next() else {
            continue;
        };
        let mut schema = content["schema"].take();
        if schema["format"] == "binary" || schema.is_null() {
            schema = json!({ "type": "file" });
        }
        response["schema"] = schema;
        if media_type != "*/*" && !produces.contains(&json!(media_type)) {
            produces.push(json!(media_type));
        }
    }
    operation["produces"] = json!(produces);
    operation
}

fn body(operation: &mut Value, body: &Value) {
    let Some((media_type, content)) =
        body["content"].as_object().and_then(|all| all.iter().next())
    else {
        return;
    };
    let mut own = operation["parameters"].as_array().cloned().unwrap_or_default();
    let schema = &content["schema"];
    if !media_type.contains("form") {
        own.push(json!({
            "name": "body", "in": "body", "required": body["required"] == true, "schema": schema,
        }));
    } else if let Some(properties) = schema["properties"].as_object() {
        for (name, member) in properties {
            let mut parameter = match member["format"] == "binary" {
                true => json!({ "type": "file" }),
                false => flat(member.clone()),
            };
            parameter["name"] = json!(name);
            parameter["in"] = json!("formData");
            own.push(parameter);
        }
    } else {
        return;
    }
    operation["consumes"] = json!([media_type]);
    operation["parameters"] = Value::Array(own);
}

fn parameters(list: Value) -> Value {
    let Value::Array(list) = list else { return json!([]) };
    list.into_iter().map(parameter).collect()
}

/// A parameter has the words of its schema itself.
fn parameter(mut parameter: Value) -> Value {
    if parameter.get("$ref").is_some() {
        return parameter;
    }
    let mut made = flat(parameter["schema"].take());
    for key in ["name", "in", "required", "description"] {
        if let Some(value) = parameter.get(key) {
            made[key] = value.clone();
        }
    }
    if made["in"] == "cookie" {
        made["in"] = json!("query");
        made["name"] =
            json!(format!("cookie-{}", made["name"].as_str().unwrap_or_default()));
    }
    if made["type"] == "array" && made["in"] == "query" {
        made["collectionFormat"] = json!(match parameter["style"].as_str() {
            Some("spaceDelimited") => "ssv",
            Some("pipeDelimited") => "pipes",
            _ if parameter["explode"] == false => "csv",
            _ => "multi",
        });
    }
    made
}

/// Text in the place of what is no text, number, truth value or list of such.
fn flat(mut schema: Value) -> Value {
    let is_flat = |schema: &Value| {
        ["string", "integer", "number", "boolean"]
            .iter()
            .any(|one| schema["type"] == *one)
    };
    if schema["type"] == "array" && !is_flat(&schema["items"]) {
        schema["items"] = json!({ "type": "string" });
    } else if schema["type"] != "array" && !is_flat(&schema) {
        return json!({ "type": "string" });
    }
    schema
}
