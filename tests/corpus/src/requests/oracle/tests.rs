//! The oracle sees what is wrong, and takes what is right in every form that the specification has.

use bytes::Bytes;
use serde_json::{Value, json};
use specwright_test_server::Recorded;

use super::judge;
use crate::proof::Outcome;
use crate::requests::given::Given;
use crate::requests::operation::{Body, Operation, Parameter};

fn request(path: &str, query: Option<&str>, headers: &[(&str, &str)]) -> Recorded {
    let header = |(name, value): &(&str, &str)| {
        (name.parse::<http::HeaderName>().unwrap(), value.parse().unwrap())
    };
    Recorded {
        method: "GET".to_owned(),
        path: path.to_owned(),
        query: query.map(str::to_owned),
        headers: headers.iter().map(header).collect(),
        body: Bytes::new(),
    }
}

fn parameter(place: &str, style: &str, explode: bool) -> Parameter {
    Parameter {
        place: place.to_owned(),
        name: "p".to_owned(),
        required: true,
        schema: json!({}),
        style: style.to_owned(),
        explode,
        media_type: None,
    }
}

fn judged(request: &Recorded, template: &str, one: &Parameter, value: Value) -> Outcome {
    let operation = Operation {
        parameters: Vec::new(),
        bodies: Vec::new(),
        needs_body: false,
        security: Vec::new(),
    };
    let parameters = vec![(one, value)];
    let given = Given { parameters, ..Given::default() };
    judge(request, "GET", template, &operation, &given)
}

fn in_query(query: &str, style: &str, explode: bool, value: Value) -> Outcome {
    let one = parameter("query", style, explode);
    judged(&request("/a", Some(query), &[]), "/a", &one, value)
}

fn in_path(path: &str, style: &str, explode: bool, value: Value) -> Outcome {
    let one = parameter("path", style, explode);
    judged(&request(path, None, &[]), "/a/{p}/b", &one, value)
}

fn is_wrong(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Wrong(_))
}

/// The table of OpenAPI 3.0 §4.7.12.4.
#[test]
fn every_style_is_read() {
    let array = || json!(["blue", "black", "a,b"]);
    let object = || json!({ "R": 100, "G": "1.5" });
    for (path, style, explode, value) in [
        ("/a/;p=blue/b", "matrix", false, json!("blue")),
        ("/a/;p=blue,black,a%2Cb/b", "matrix", false, array()),
        ("/a/;p=blue;p=black;p=a%2Cb/b", "matrix", true, array()),
        ("/a/;R=100;G=1.5/b", "matrix", true, object()),
        ("/a/.blue/b", "label", false, json!("blue")),
        ("/a/.blue.black.a%2Cb/b", "label", true, array()),
        ("/a/.R=100.G=1.5/b", "label", false, json!("R=100.G=1.5")),
        ("/a/blue,black,a%2Cb/b", "simple", false, array()),
        ("/a/R,100,G,1.5/b", "simple", false, object()),
        ("/a/R=100,G=1.5/b", "simple", true, object()),
        ("/a/a%2Fb%20c/b", "simple", false, json!("a/b c")),
    ] {
        assert_eq!(in_path(path, style, explode, value), Outcome::Right, "{path}");
    }
    for (query, style, explode, value) in [
        ("p=blue&p=black&p=a%2Cb", "form", true, array()),
        ("p=blue,black,a%2Cb", "form", false, array()),
        ("p=blue%20black%20a%2Cb", "spaceDelimited", false, array()),
        ("p=blue%7Cblack%7Ca%2Cb", "pipeDelimited", false, array()),
        ("R=100&G=1.5", "form", true, object()),
        ("p=R,100,G,1.5", "form", false, object()),
        ("p%5BR%5D=100&p%5BG%5D=1.5", "deepObject", true, object()),
        ("p=", "form", true, json!("")),
        ("", "form", true, json!([])),
    ] {
        assert_eq!(in_query(query, style, explode, value), Outcome::Right, "{query}");
    }
}

#[test]
fn what_is_wrong_is_seen() {
    for (query, style, value) in [
        ("p=b", "form", json!("a")),
        ("p=a&q=b", "form", json!("a")),
        ("p=a&p=b", "form", json!("a")),
        ("q=a", "form", json!("a")),
        ("p=a+b", "form", json!("a b")),
        ("p=a,b", "form", json!(["a", "b"])),
        ("p=b&p=a", "form", json!(["a", "b"])),
        ("p=%zz", "form", json!("%zz")),
        ("p.R=1", "deepObject", json!({ "R": 1 })),
        ("p=[1]", "form", json!([1])),
    ] {
        assert!(is_wrong(&in_query(query, style, true, value)), "{query}");
    }
    for path in ["/a/b/c/b", "/a/b c/b", "/a/B/b", "/c/b/b", "/a/b"] {
        assert!(is_wrong(&in_path(path, "simple", false, json!("b"))), "{path}");
    }
}

#[test]
fn headers_and_cookies_are_read() {
    let header = parameter("header", "simple", false);
    let cookie = parameter("cookie", "form", true);
    let sent = |name, value| request("/a", None, &[(name, value)]);
    let right = judged(&sent("p", "a,b"), "/a", &header, json!(["a", "b"]));
    assert_eq!(right, Outcome::Right);
    assert!(is_wrong(&judged(&sent("q", "a"), "/a", &header, json!("a"))));
    let right = judged(&sent("cookie", "p=a%20b"), "/a", &cookie, json!("a b"));
    assert_eq!(right, Outcome::Right);
    assert!(is_wrong(&judged(&sent("cookie", "p=a; q=b"), "/a", &cookie, json!("b"))));
}

fn with_body(media_type: &str, text: &str, value: Value) -> Outcome {
    with_encoding(media_type, text, value, json!({}))
}

fn with_encoding(
    media_type: &str,
    text: &str,
    value: Value,
    encoding: Value,
) -> Outcome {
    let body = Body {
        media_type: media_type.split(';').next().unwrap().to_owned(),
        schema: json!({}),
        members: [("file".to_owned(), json!({ "type": "string", "format": "binary" }))]
            .into_iter()
            .collect(),
        encoding: encoding.as_object().cloned().unwrap_or_default(),
    };
    let operation = Operation {
        parameters: Vec::new(),
        bodies: vec![body.clone()],
        needs_body: true,
        security: Vec::new(),
    };
    let given = Given { body: Some((&body, value)), ..Given::default() };
    let mut request = request("/a", None, &[("content-type", media_type)]);
    request.body = Bytes::from(text.to_owned());
    judge(&request, "GET", "/a", &operation, &given)
}

#[test]
fn bodies_are_read() {
    let form = "application/x-www-form-urlencoded";
    let value = || json!({ "a": "1 +", "b": ["x", "y"] });
    assert_eq!(
        with_body("application/json", "{\"a\":1.0}", json!({ "a": 1 })),
        Outcome::Right
    );
    assert!(is_wrong(&with_body("application/json", "{\"a\":2}", json!({ "a": 1 }))));
    assert_eq!(with_body(form, "a=1+%2B&b=x&b=y", value()), Outcome::Right);
    assert!(is_wrong(&with_body(form, "a=1+%2B&b=x,y", value())));
    assert!(is_wrong(&with_body(form, "a=1+%2B&b=x&b=y&c=1", value())));
}

#[test]
fn parts_of_several_values_are_read() {
    let part = |text: &str| {
        format!(
            "--xx\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\n{text}\r\n"
        )
    };
    let list = |parts: &str, values: Value, encoding: Value| {
        let media_type = "multipart/form-data; boundary=xx";
        let value = json!({ "list": values });
        with_encoding(media_type, &format!("{parts}--xx--\r\n"), value, encoding)
    };
    let sent = |parts: &str, encoding: Value| list(parts, json!(["a", 1]), encoding);
    let joined = json!({ "list": { "style": "pipeDelimited", "explode": false } });
    assert_eq!(sent(&part("a|1"), joined.clone()), Outcome::Right);
    assert!(is_wrong(&sent(&part("a,1"), joined.clone())));
    assert!(is_wrong(&sent(&part("a|1|1"), joined.clone())));
    assert!(is_wrong(&sent(&part("a"), joined.clone())));
    // A number is the same with a fraction of nothing, and a text can have the separator itself.
    let numbers = |text: &str| list(&part(text), json!([377.0, 2.5]), joined.clone());
    assert_eq!(numbers("377|2.5"), Outcome::Right);
    assert!(is_wrong(&numbers("377|2")));
    let texts = list(&part("a|b|c"), json!(["a|b", "c"]), joined.clone());
    assert_eq!(texts, Outcome::Right);
    let each = format!("{}{}", part("a"), part("1"));
    assert!(is_wrong(&sent(&each, joined)));
    assert_eq!(sent(&each, json!({})), Outcome::Right);
    assert!(is_wrong(&sent(&part("a,1"), json!({}))));
}

#[test]
fn parts_are_read() {
    let media_type = "multipart/form-data; boundary=xx";
    let file = "--xx\r\nContent-Disposition: form-data; name=\"file\"; \
                filename=\"a %22file%22.bin\"\r\nContent-Type: application/octet-stream\r\n\r\n\
                line\r\n\r\nline\r\n";
    let text = "--xx\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhi\r\n";
    let value = || json!({ "file": "line\r\n\r\nline", "note": "hi" });
    let sent = |parts: &str| with_body(media_type, parts, value());
    assert_eq!(sent(&format!("{file}{text}--xx--\r\n")), Outcome::Right);
    assert!(is_wrong(&sent(&format!("{file}{text}"))), "no end");
    assert!(is_wrong(&sent(&format!("{text}--xx--\r\n"))), "no file");
    assert!(is_wrong(&sent(&format!("{file}{text}{text}--xx--\r\n"))), "twice");
    let plain = file.replace("application/octet-stream", "text/plain");
    assert!(is_wrong(&sent(&format!("{plain}{text}--xx--\r\n"))), "another media type");
}
