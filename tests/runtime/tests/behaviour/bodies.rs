//! What is sent: JSON, forms, text, bytes, files.

use std::collections::BTreeMap;
use std::io::Write;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::Method;
use serde::{Serialize, Serializer};
use serde_json::json;
use specwright_runtime_tests::runtime::multipart::{FilePart, Multipart};
use specwright_runtime_tests::runtime::{Body, Call, Encoding, Literal, union};
use specwright_runtime_tests::sdk::Animal;

use super::support::{Answer, Seen, Server};

async fn sent(build: impl FnOnce(Call) -> Call) -> Seen {
    let server = Server::with([|| Answer::status(200)]).await;
    let call = Call::new(&server.client(), Method::POST, "/x");
    build(call).empty().await.unwrap();
    server.only()
}

/// A stream of these pieces.
struct Pieces(Vec<&'static str>);

impl Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pieces = &mut self.get_mut().0;
        Poll::Ready((!pieces.is_empty()).then(|| Ok(Bytes::from(pieces.remove(0)))))
    }
}

#[tokio::test]
async fn json_of_a_media_type() {
    let seen = sent(|call| call.json_body(&json!({ "a": [1] }))).await;
    assert_eq!(
        (seen.text(), seen.header("content-type")),
        (r#"{"a":[1]}"#, "application/json")
    );
    let seen = sent(|call| call.json_body_as("application/merge-patch+json", "x")).await;
    assert_eq!(seen.header("content-type"), "application/merge-patch+json");
    assert_eq!(seen.header("content-length"), "3");
}

#[tokio::test]
async fn no_body() {
    for seen in [
        sent(|call| call).await,
        sent(|call| call.optional_json_body(None::<&i64>)).await,
    ] {
        assert_eq!((seen.text(), seen.header("content-type")), ("", ""));
    }
    let patch = "application/merge-patch+json";
    let none = sent(|call| call.optional_json_body_as(patch, None::<&i64>)).await;
    let members = sent(|call| call.json_members(patch, &json!({ "a": 1 }))).await;
    assert_eq!((members.text(), members.header("content-type")), ("{\"a\":1}", patch));
    let members = sent(|call| call.json_members(patch, &json!({}))).await;
    assert!(members.body.is_empty());
    assert!(none.body.is_empty() && none.header("content-type").is_empty());
    let some = sent(|call| call.optional_json_body_as(patch, Some(&1))).await;
    assert_eq!((some.text(), some.header("content-type")), ("1", patch));
    let seen = sent(|call| call.optional_json_body(Some(&1))).await;
    assert_eq!(seen.text(), "1");
}

#[tokio::test]
async fn text_is_in_the_encoding_that_its_media_type_names() {
    let cases: [(&'static str, &str, &[u8], &str); 5] = [
        ("text/plain", "grüß", "grüß".as_bytes(), "text/plain"),
        ("text/plain; charset=UTF-8", "ü", "ü".as_bytes(), "text/plain; charset=UTF-8"),
        ("text/a; charset=ISO-8859-1", "ü", b"\xfc", "text/a; charset=ISO-8859-1"),
        ("text/a; charset=iso-8859-1", "€", "€".as_bytes(), "text/a; charset=utf-8"),
        ("text/a; charset=\"utf-16\"", "a", b"a", "text/a; charset=\"utf-8\""),
    ];
    for (media_type, text, bytes, header) in cases {
        let seen = sent(|call| call.text_body(media_type, text)).await;
        assert_eq!(seen.body, bytes, "{media_type}");
        assert_eq!(seen.header("content-type"), header);
    }
}

#[tokio::test]
async fn text_and_bytes() {
    let seen = sent(|call| call.text_body("text/csv", "a;b")).await;
    assert_eq!((seen.text(), seen.header("content-type")), ("a;b", "text/csv"));
    let seen = sent(|call| call.bytes_body("image/png", Body::from(vec![1, 2]))).await;
    assert_eq!(
        (seen.body.as_ref(), seen.header("content-type")),
        (&[1, 2][..], "image/png")
    );
}

#[tokio::test]
async fn a_header_of_the_caller_replaces_the_media_type() {
    let server = Server::with([|| Answer::status(200)]).await;
    let call = Call::new(&server.client(), Method::POST, "/x").json_body("x").empty();
    call.header("Content-Type", "application/vnd.zoo+json").await.unwrap();
    assert_eq!(server.only().header("content-type"), "application/vnd.zoo+json");
}

#[tokio::test]
async fn forms() {
    let form = json!({
        "a": "x y&z", "b": [1, 2], "c": null, "d": { "e": { "f": 1 } }, "g": ["h", "i"],
        "j": { "k": 1 },
    });
    let encodings = [("d", Encoding::DEEP_OBJECT), ("g", Encoding::FORM.joined())];
    let seen = sent(|call| call.form_body(&form, &encodings)).await;
    assert_eq!(
        seen.text(),
        "a=x%20y%26z&b=1&b=2&d%5Be%5D%5Bf%5D=1&g=h,i&j=%7B%22k%22%3A1%7D"
    );
    assert_eq!(seen.header("content-type"), "application/x-www-form-urlencoded");
    let seen = sent(|call| call.form_body(&None::<i64>, &[])).await;
    assert_eq!((seen.text(), seen.header("content-type")), ("", ""));
    // The same as the whole query.
    let seen = sent(|call| call.query_form(&form, &encodings)).await;
    assert!(
        seen.target.ends_with(
            "?a=x%20y%26z&b=1&b=2&d%5Be%5D%5Bf%5D=1&g=h,i&j=%7B%22k%22%3A1%7D"
        )
    );
    let seen = sent(|call| call.query_form(&None::<i64>, &encodings)).await;
    assert!(!seen.target.contains('?'), "{}", seen.target);
}

#[tokio::test]
async fn forms_must_be_objects() {
    let server = Server::with([|| Answer::status(200)]).await;
    let call = Call::new(&server.client(), Method::POST, "/x").form_body(&[1], &[]);
    assert!(call.empty().await.unwrap_err().is_request());
}

/// An animal as a branch whose tag it does not have.
struct Species(Animal);

impl Serialize for Species {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        union::serialize_tagged("species", Literal::Text("cat"), &self.0, serializer)
    }
}

#[tokio::test]
async fn a_number_that_is_none_is_refused_with_its_place() {
    let server = Server::with([|| Answer::status(200)]).await;
    let call = || Call::new(&server.client(), Method::POST, "/x");
    let animal = |weight: f64| {
        let mut animal: Animal =
            serde_json::from_value(json!({ "id": "a", "mother": { "id": "m" } }))
                .unwrap();
        animal.mother.as_mut().unwrap().weight = Some(weight);
        animal
    };
    let nan = animal(f64::NAN);
    let calls = [
        (call().json_body(&nan), "body.mother.weight"),
        (call().json_body(&[Species(nan.clone())]), "body[0].mother.weight"),
        (call().json_body(&f32::INFINITY), "body"),
        (call().json_body(&BTreeMap::from([(7, [0.5, f64::NAN])])), "body.7[1]"),
        (call().form_body(&nan, &[]), "body.mother.weight"),
        (
            call().multipart_body(Multipart::new().value("pet", &nan)),
            "pet.mother.weight",
        ),
    ];
    for (call, path) in calls {
        let error = call.empty().await.unwrap_err();
        assert!(error.is_request(), "{error:?}");
        let message = format!("`{path}` is no finite number");
        assert!(error.to_string().contains(&message), "{error}");
    }
    assert!(server.seen().is_empty());
    // Null where it is meant is fine, and so is text that looks like it.
    call().json_body(&animal(1.5)).empty().await.unwrap();
    assert!(server.only().text().contains(r#""age":null"#));
    let seen = sent(|call| call.json_body(&json!([null, "null", 1.5]))).await;
    assert_eq!(seen.text(), r#"[null,"null",1.5]"#);
}

/// The parts of a form as text, with the boundary taken out.
fn parts(seen: &Seen) -> Vec<String> {
    let media_type = seen.header("content-type");
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let text = seen.text().strip_suffix(&format!("--{boundary}--\r\n")).unwrap();
    let divider = format!("--{boundary}\r\n");
    let parts = text.split(&divider).skip(1);
    parts.map(|part| part.strip_suffix("\r\n").unwrap().to_owned()).collect()
}

#[tokio::test]
async fn numbers_without_a_fraction_are_written_without_one() {
    let numbers = json!({ "a": 2.0, "b": [1.5, -3.0, 1e300], "c": 7 });
    let seen = sent(|call| call.json_body(&numbers)).await;
    assert_eq!(seen.text(), r#"{"a":2,"b":[1.5,-3,1e+300],"c":7}"#);
    // As long as they get.
    let longest = [-f64::MIN_POSITIVE, f64::MIN, -5e-324, -1.234_567_890_123_456_7e-5];
    let seen = sent(|call| call.json_body(&longest)).await;
    assert_eq!(serde_json::from_str::<[f64; 4]>(seen.text()).unwrap(), longest);
    let seen = sent(|call| call.json_body(&2.0_f32)).await;
    assert_eq!(seen.text(), "2");
    let form = Multipart::new().value("temperature", &0.0);
    let seen = sent(|call| call.multipart_body(form)).await;
    assert!(seen.text().contains("\r\n\r\n0\r\n"), "{}", seen.text());
}

#[tokio::test]
async fn multipart_forms() {
    let form = Multipart::new()
        .value("text", "grüß \"x\"")
        .value("numbers", &[1, 2])
        .value("none", &None::<i64>)
        .value("object", &json!({ "a": 1 }))
        .json("meta", &["x"], "application/vnd.x+json")
        .value_as("csv", "a;b", "text/csv")
        .value_as("no", &None::<String>, "text/csv")
        .joined("list", &["a", "b,c"], ",")
        .joined("numbers", &[Some(1), None, Some(2)], "|")
        .joined("members", &json!({ "a": 1, "b": "x", "c": null }), ",")
        .joined("none", &Vec::<String>::new(), ",")
        .styled("at", &json!({ "a b": "50%é", "c": [1, 2] }), Encoding::DEEP_OBJECT)
        .styled("each", &["x"], Encoding::BRACKETS)
        .styled("none", &None::<i64>, Encoding::DEEP_OBJECT)
        .files(
            "file",
            [&FilePart::new("content").name("a \"b\".txt").media_type("text/plain")],
        )
        .files("more", &[FilePart::new(vec![b'1']), FilePart::from("2")])
        .files("nothing", &None::<FilePart>)
        .file("either", FilePart::text("a-known-file"))
        .entries(&BTreeMap::from([("x".to_owned(), 1), ("y".to_owned(), 2)]));
    let seen = sent(|call| call.multipart_body(form)).await;
    let expected = [
        "Content-Disposition: form-data; name=\"text\"\r\n\r\ngrüß \"x\"",
        "Content-Disposition: form-data; name=\"numbers\"\r\n\r\n1",
        "Content-Disposition: form-data; name=\"numbers\"\r\n\r\n2",
        "Content-Disposition: form-data; name=\"object\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}",
        "Content-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/vnd.x+json\r\n\r\n[\"x\"]",
        "Content-Disposition: form-data; name=\"csv\"\r\nContent-Type: text/csv\r\n\r\na;b",
        "Content-Disposition: form-data; name=\"list\"\r\n\r\na,b,c",
        "Content-Disposition: form-data; name=\"numbers\"\r\n\r\n1|2",
        "Content-Disposition: form-data; name=\"members\"\r\n\r\na,1,b,x",
        "Content-Disposition: form-data; name=\"at[a b]\"\r\n\r\n50%é",
        "Content-Disposition: form-data; name=\"at[c][0]\"\r\n\r\n1",
        "Content-Disposition: form-data; name=\"at[c][1]\"\r\n\r\n2",
        "Content-Disposition: form-data; name=\"each[]\"\r\n\r\nx",
        "Content-Disposition: form-data; name=\"file\"; filename=\"a %22b%22.txt\"\r\nContent-Type: text/plain\r\n\r\ncontent",
        "Content-Disposition: form-data; name=\"more\"; filename=\"more\"\r\nContent-Type: application/octet-stream\r\n\r\n1",
        "Content-Disposition: form-data; name=\"more\"; filename=\"more\"\r\nContent-Type: application/octet-stream\r\n\r\n2",
        "Content-Disposition: form-data; name=\"either\"\r\n\r\na-known-file",
        "Content-Disposition: form-data; name=\"x\"\r\n\r\n1",
        "Content-Disposition: form-data; name=\"y\"\r\n\r\n2",
    ];
    assert_eq!(parts(&seen), expected);
    assert_eq!(seen.header("content-length"), seen.body.len().to_string());
}

/// A file that is deleted with the value.
fn file(content: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".bin").tempfile().unwrap();
    file.write_all(content).unwrap();
    file
}

#[tokio::test]
async fn files_are_read_while_they_are_sent() {
    let content: Vec<u8> =
        (0..300_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    let file = file(&content);
    let body = Body::file(file.path()).unwrap();
    assert_eq!(body.length(), Some(300_000));
    let seen = sent(|call| call.bytes_body("application/octet-stream", body)).await;
    assert_eq!(seen.body, content);
    assert_eq!(seen.header("content-length"), "300000");
    assert!(Body::file("/there/is/no/such/file").is_err());
}

#[tokio::test]
async fn files_of_forms_have_their_name() {
    let file = file(b"content");
    let part = FilePart::file(file.path()).unwrap();
    let seen =
        sent(|call| call.multipart_body(Multipart::new().files("f", [&part]))).await;
    let name = file.path().file_name().unwrap().to_string_lossy();
    assert!(
        parts(&seen)[0].contains(&format!("filename=\"{name}\"")),
        "{}",
        seen.text()
    );
    assert!(parts(&seen)[0].ends_with("\r\n\r\ncontent"));
    assert_eq!(seen.header("content-length"), seen.body.len().to_string());
}

#[tokio::test]
async fn streams_are_sent_piece_by_piece() {
    let body = Body::stream(Pieces(vec!["a", "b", "c"]), None);
    let seen = sent(|call| call.bytes_body("text/plain", body)).await;
    assert_eq!(seen.text(), "abc");
    assert_eq!(seen.header("transfer-encoding"), "chunked");
    let body = Body::stream(Pieces(vec!["ab", "c"]), Some(3));
    let seen = sent(|call| call.bytes_body("text/plain", body)).await;
    assert_eq!((seen.text(), seen.header("content-length")), ("abc", "3"));
}

#[tokio::test]
async fn a_length_that_no_form_has_is_not_told() {
    let part = FilePart::new(Body::stream(Pieces(vec!["a"]), Some(u64::MAX)));
    let form = Multipart::new().file("f", part);
    let seen = sent(|call| call.multipart_body(form)).await;
    assert!(parts(&seen)[0].ends_with("\r\n\r\na"));
    assert_eq!(seen.header("transfer-encoding"), "chunked");
}

#[tokio::test]
async fn a_stream_that_can_be_read_once_is_not_repeated() {
    let server = Server::with([|| Answer::status(500)]).await;
    let call = || Call::new(&server.client(), Method::PUT, "/x");
    let body = Body::stream(Pieces(vec!["a"]), None);
    let error = call().bytes_body("text/plain", body).empty().await.unwrap_err();
    assert!(error.is_server_error());
    assert_eq!(server.seen().len(), 1);
    let body =
        Body::reopen(|| Body::stream(Pieces(vec!["a"]), None).into_stream(), None);
    let _ = call().bytes_body("text/plain", body).empty().await;
    assert_eq!(server.seen().len(), 4);
    assert!(server.seen().iter().all(|seen| seen.text() == "a"));
}

#[tokio::test]
async fn forms_with_files_are_repeated() {
    let server = Server::with([|| Answer::status(500), || Answer::status(200)]).await;
    let file = file(b"content");
    let form = Multipart::new().files("f", &FilePart::file(file.path()).ok());
    let call = Call::new(&server.client(), Method::PUT, "/x").multipart_body(form);
    call.empty().await.unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].body, seen[1].body);
}

#[tokio::test]
async fn a_stream_that_fails_fails_the_call() {
    struct Broken;
    impl Stream for Broken {
        type Item = Result<Bytes, std::io::Error>;
        fn poll_next(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Self::Item>> {
            Poll::Ready(Some(Err(std::io::Error::other("disk on fire"))))
        }
    }
    let server = Server::with([|| Answer::status(200)]).await;
    let call = Call::new(&server.client(), Method::PUT, "/x");
    let error = call.bytes_body("text/plain", Body::stream(Broken, None)).empty().await;
    assert!(error.unwrap_err().is_interrupted());
}

#[test]
fn bodies_can_be_compared_and_shown() {
    assert_eq!(Body::from("a"), Body::from(vec![b'a']));
    assert_ne!(Body::from("a"), Body::stream(Pieces(vec!["a"]), Some(1)));
    let stream = Body::stream(Pieces(vec!["a"]), None);
    assert_eq!(stream, stream.clone());
    assert_eq!(
        format!("{:?} {stream:?}", Body::from("ab")),
        "Body(2 bytes) Body(stream)"
    );
}

#[tokio::test]
async fn no_body_has_a_length_where_one_is_expected() {
    let server = Server::with([|| Answer::status(200)]).await;
    let client = server.client();
    for (method, expected) in [
        (Method::POST, "0"),
        (Method::PUT, "0"),
        (Method::PATCH, "0"),
        (Method::GET, ""),
        (Method::DELETE, ""),
    ] {
        Call::new(&client, method.clone(), "/x").empty().await.unwrap();
        let seen = server.seen().pop().unwrap();
        assert_eq!(seen.header("content-length"), expected, "{method}");
    }
    Call::new(&client, Method::POST, "/x")
        .text_body("text/plain", "")
        .empty()
        .await
        .unwrap();
    assert_eq!(server.seen().pop().unwrap().header("content-length"), "0");
}

#[tokio::test]
async fn other_kinds_of_multipart() {
    let form =
        || Multipart::new().json("about", &json!({ "a": 1 }), "application/ld+json");
    let seen = sent(|call| call.multipart_body_as("multipart/mixed", form())).await;
    let media_type = seen.header("content-type");
    assert!(media_type.starts_with("multipart/mixed; boundary=form-"), "{media_type}");
    // The type of the first part is that of the whole (RFC 2387 §3.1).
    let seen = sent(|call| call.multipart_body_as("multipart/related", form())).await;
    let media_type = seen.header("content-type");
    let expected = "multipart/related; type=\"application/ld+json\"; boundary=form-";
    assert!(media_type.starts_with(expected), "{media_type}");
    let seen = sent(|call| call.multipart_body(None)).await;
    assert_eq!((seen.text(), seen.header("content-type")), ("", ""));
}

#[tokio::test]
async fn parts_of_forms_made_by_hand() {
    let form = Multipart::new()
        .value("matrix", &[[1, 2], [3, 4]])
        .file("one", "1")
        .file("two", FilePart::new("2").name("b").header("X-Page", "7\r\nX-No: 1"));
    let seen = sent(|call| call.multipart_body(form)).await;
    let expected = [
        "Content-Disposition: form-data; name=\"matrix\"\r\nContent-Type: application/json\r\n\r\n[1,2]",
        "Content-Disposition: form-data; name=\"matrix\"\r\nContent-Type: application/json\r\n\r\n[3,4]",
        "Content-Disposition: form-data; name=\"one\"; filename=\"one\"\r\nContent-Type: application/octet-stream\r\n\r\n1",
        "Content-Disposition: form-data; name=\"two\"; filename=\"b\"\r\nContent-Type: application/octet-stream\r\nX-Page: 7  X-No: 1\r\n\r\n2",
    ];
    assert_eq!(parts(&seen), expected);
}
