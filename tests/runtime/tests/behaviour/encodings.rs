//! How values become text: the tables of the OpenAPI specification (3.0.4 §4.7.12.4), and more.

use std::collections::BTreeMap;

use http::Method;
use serde::Serialize;
use serde_json::{Value, json};
use specwright_runtime_tests::runtime::{Call, Encoding, Error, Nullable};

use super::support::{Answer, Seen, Server};

const EMPTY: &str = "";
const TEXT: &str = "blue";
const LIST: [&str; 3] = ["blue", "black", "brown"];

/// An object with its members in this order.
#[derive(Debug)]
struct Color;

impl Serialize for Color {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("R", 100), ("G", 200), ("B", 150)])
    }
}

async fn sent(build: impl FnOnce(Call) -> Call) -> Result<Seen, Error> {
    let server = Server::with([|| Answer::status(200)]).await;
    let call = Call::new(&server.client(), Method::GET, "/p");
    build(call).empty().await.map(|()| server.only())
}

async fn query<T: Serialize + ?Sized>(value: &T, encoding: Encoding) -> String {
    let seen = sent(|call| call.query_with("color", value, encoding)).await.unwrap();
    seen.target.split_once('?').map_or(String::new(), |(_, query)| query.to_owned())
}

async fn path<T: Serialize + ?Sized>(value: &T, encoding: Encoding) -> String {
    let server = Server::with([|| Answer::status(200)]).await;
    let call = Call::new(&server.client(), Method::GET, "/a{color}");
    call.path_with("color", value, encoding).empty().await.unwrap();
    server.only().target["/a".len()..].to_owned()
}

async fn header<T: Serialize + ?Sized>(value: &T, encoding: Encoding) -> String {
    let seen = sent(|call| call.header_with("color", value, encoding)).await.unwrap();
    seen.header("color").to_owned()
}

#[tokio::test]
async fn matrix() {
    let (joined, exploded) = (Encoding::MATRIX, Encoding::MATRIX.exploded());
    assert_eq!(path(EMPTY, joined).await, ";color");
    assert_eq!(path(TEXT, joined).await, ";color=blue");
    assert_eq!(path(&LIST, joined).await, ";color=blue,black,brown");
    assert_eq!(path(&Color, joined).await, ";color=R,100,G,200,B,150");
    assert_eq!(path(EMPTY, exploded).await, ";color");
    assert_eq!(path(TEXT, exploded).await, ";color=blue");
    assert_eq!(path(&LIST, exploded).await, ";color=blue;color=black;color=brown");
    assert_eq!(path(&Color, exploded).await, ";R=100;G=200;B=150");
    let with_empty = json!({ "a": "", "b": "x=" });
    assert_eq!(path(&with_empty, exploded).await, ";a;b=x%3D");
}

#[tokio::test]
async fn label() {
    let (joined, exploded) = (Encoding::LABEL, Encoding::LABEL.exploded());
    assert_eq!(path(EMPTY, joined).await, ".");
    assert_eq!(path(TEXT, joined).await, ".blue");
    assert_eq!(path(&LIST, joined).await, ".blue,black,brown");
    assert_eq!(path(&Color, joined).await, ".R,100,G,200,B,150");
    assert_eq!(path(&LIST, exploded).await, ".blue.black.brown");
    assert_eq!(path(&Color, exploded).await, ".R=100.G=200.B=150");
}

#[tokio::test]
async fn simple() {
    let (joined, exploded) = (Encoding::SIMPLE, Encoding::SIMPLE.exploded());
    assert_eq!(path(TEXT, joined).await, "blue");
    assert_eq!(path(&LIST, joined).await, "blue,black,brown");
    assert_eq!(path(&Color, joined).await, "R,100,G,200,B,150");
    assert_eq!(path(&LIST, exploded).await, "blue,black,brown");
    assert_eq!(path(&Color, exploded).await, "R=100,G=200,B=150");
    assert_eq!(header(EMPTY, joined).await, "");
    assert_eq!(header(TEXT, joined).await, "blue");
    assert_eq!(header(&LIST, joined).await, "blue,black,brown");
    assert_eq!(header(&Color, joined).await, "R,100,G,200,B,150");
    assert_eq!(header(&Color, exploded).await, "R=100,G=200,B=150");
}

#[tokio::test]
async fn form() {
    let (exploded, joined) = (Encoding::FORM, Encoding::FORM.joined());
    assert_eq!(query(EMPTY, joined).await, "color=");
    assert_eq!(query(TEXT, joined).await, "color=blue");
    assert_eq!(query(&LIST, joined).await, "color=blue,black,brown");
    assert_eq!(query(&Color, joined).await, "color=R,100,G,200,B,150");
    assert_eq!(query(EMPTY, exploded).await, "color=");
    assert_eq!(query(TEXT, exploded).await, "color=blue");
    assert_eq!(query(&LIST, exploded).await, "color=blue&color=black&color=brown");
    assert_eq!(query(&Color, exploded).await, "R=100&G=200&B=150");
}

#[tokio::test]
async fn delimited() {
    let cases =
        [(Encoding::SPACE, "%20"), (Encoding::PIPE, "%7C"), (Encoding::TAB, "%09")];
    for (encoding, separator) in cases {
        let list = format!("color=blue{separator}black{separator}brown");
        assert_eq!(query(&LIST, encoding).await, list);
        let object = ["R", "100", "G", "200", "B", "150"].join(separator);
        assert_eq!(query(&Color, encoding).await, format!("color={object}"));
        let exploded = "color=blue&color=black&color=brown";
        assert_eq!(query(&LIST, encoding.exploded()).await, exploded);
        assert_eq!(query(TEXT, encoding).await, "color=blue");
    }
}

#[tokio::test]
async fn deep_object() {
    let encoding = Encoding::DEEP_OBJECT;
    let color = "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150";
    assert_eq!(query(&Color, encoding).await, color);
    let nested = json!({ "a": { "b": [1, { "c": "d e" }] }, "n": null });
    let text = "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=d%20e&color%5Bn%5D=";
    assert_eq!(query(&nested, encoding).await, text);
}

#[tokio::test]
async fn dots() {
    let filters = json!([
        { "key": "id", "operator": "eq", "value": ["a", "b"] },
        { "key": "cost", "operator": "gt", "value": [0.5, null, true] },
    ]);
    let seen =
        sent(|call| call.query_with("filters", &filters, Encoding::DOTS)).await.unwrap();
    assert_eq!(
        seen.target,
        "/p?filters.key=id&filters.operator=eq&filters.value=a&filters.value=b\
         &filters.key=cost&filters.operator=gt&filters.value=0.5&filters.value=\
         &filters.value=true"
    );
    assert_eq!(query(&LIST, Encoding::DOTS).await, "color=blue&color=black&color=brown");
    assert_eq!(query(TEXT, Encoding::DOTS).await, "color=blue");
}

#[tokio::test]
async fn brackets() {
    let encoding = Encoding::BRACKETS;
    assert_eq!(query(&["a", "b"], encoding).await, "color%5B%5D=a&color%5B%5D=b");
    let nested = json!({ "a": [{ "b": 1 }] });
    assert_eq!(query(&nested, encoding).await, "color%5Ba%5D%5B%5D%5Bb%5D=1");
}

#[tokio::test]
async fn json_and_text() {
    assert_eq!(query(TEXT, Encoding::JSON).await, "color=%22blue%22");
    let object = "color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D";
    assert_eq!(query(&Color, Encoding::JSON).await, object);
    assert_eq!(query(TEXT, Encoding::TEXT).await, "color=blue");
    assert_eq!(query(&7, Encoding::TEXT).await, "color=7");
    assert_eq!(header(&LIST, Encoding::JSON).await, r#"["blue","black","brown"]"#);
    assert_eq!(header("ü🦀", Encoding::JSON).await, r#""\u00fc\ud83e\udd80""#);
    assert_eq!(path(&[1, 2], Encoding::JSON).await, "%5B1%2C2%5D");
}

#[tokio::test]
async fn what_is_left_out_is_left_out() {
    for encoding in [
        Encoding::FORM,
        Encoding::FORM.joined(),
        Encoding::SPACE,
        Encoding::DEEP_OBJECT,
        Encoding::DOTS,
        Encoding::BRACKETS,
        Encoding::JSON,
    ] {
        assert_eq!(query(&None::<i64>, encoding).await, "", "{encoding:?}");
        assert_eq!(query(&Nullable::<i64>::Absent, encoding).await, "", "{encoding:?}");
    }
    for encoding in
        [Encoding::FORM, Encoding::FORM.joined(), Encoding::PIPE, Encoding::DOTS]
    {
        assert_eq!(query::<[i64; 0]>(&[], encoding).await, "", "{encoding:?}");
        assert_eq!(query(&json!({}), encoding).await, "", "{encoding:?}");
    }
    let seen = sent(|call| call.header("x-none", &None::<i64>)).await.unwrap();
    assert!(!seen.headers.contains_key("x-none"));
    assert_eq!(
        query(&json!(["a", null, "b"]), Encoding::FORM.joined()).await,
        "color=a,b"
    );
}

#[tokio::test]
async fn numbers_and_booleans() {
    for (value, text) in [
        (json!(1), "1"),
        (json!(-1.5), "-1.5"),
        (json!(2.0), "2"),
        (json!(true), "true"),
        (json!(u64::MAX), "18446744073709551615"),
        (json!(1e21), "1e%2B21"),
    ] {
        assert_eq!(query(&value, Encoding::FORM).await, format!("color={text}"));
    }
}

#[tokio::test]
async fn everything_but_unreserved_characters_is_encoded() {
    let text = "aZ09-._~ !\"#$%&'()*+,/:;<=>?@[\\]^`{|}é\n";
    let encoded = "aZ09-._~%20%21%22%23%24%25%26%27%28%29%2A%2B%2C%2F%3A%3B%3C%3D%3E%3F%40\
                   %5B%5C%5D%5E%60%7B%7C%7D%C3%A9%0A";
    assert_eq!(query(text, Encoding::FORM).await, format!("color={encoded}"));
    assert_eq!(path(text, Encoding::SIMPLE).await, encoded);
    assert_eq!(query(&["a,b", "c"], Encoding::FORM.joined()).await, "color=a%2Cb,c");
    assert_eq!(path("my gateway/é", Encoding::SIMPLE).await, "my%20gateway%2F%C3%A9");
}

#[tokio::test]
async fn reserved_characters_can_stay() {
    let text = "a/b?c=d;e,f:g@h$i!j(k)*'%20%zz&#+[é";
    let encoding = Encoding::FORM.reserved();
    let kept = "color=a/b?c=d;e,f:g@h$i!j(k)*%27%20%25zz%26%23%2B%5B%C3%A9";
    assert_eq!(query(text, encoding).await, kept);
    assert_eq!(path("b/c?d#e:f", Encoding::SIMPLE.reserved()).await, "b%2Fc%3Fd%23e:f");
}

#[tokio::test]
async fn segments_keep_their_slashes() {
    let text = "projects/a b/topics/c?d#e%2Ff";
    let kept = "projects/a%20b/topics/c%3Fd%23e%252Ff";
    assert_eq!(path(text, Encoding::SEGMENTS).await, kept);
}

#[tokio::test]
async fn a_whole_query() {
    let seen = sent(|call| call.query_string(&json!({ "a": 1, "b": ["x", "y"] })))
        .await
        .unwrap();
    assert_eq!(seen.target, "/p?a=1&b=x&b=y");
    let seen = sent(|call| call.query_string("a=%20&b")).await.unwrap();
    assert_eq!(seen.target, "/p?a=%20&b");
}

#[tokio::test]
async fn the_whole_query_can_be_one_value() {
    let json = json!({ "a": "b c", "d": [1] });
    let seen = sent(|call| call.query_string_with(&json, Encoding::JSON)).await.unwrap();
    assert_eq!(seen.target, "/p?%7B%22a%22%3A%22b%20c%22%2C%22d%22%3A%5B1%5D%7D");
    let seen = sent(|call| call.query_string_with("a b#c&d", Encoding::TEXT)).await;
    assert_eq!(seen.unwrap().target, "/p?a%20b%23c%26d");
    // What is a parameter besides, as a key is, comes after it.
    let seen =
        sent(|call| call.query_string_with("x", Encoding::TEXT).query("k", "v")).await;
    assert_eq!(seen.unwrap().target, "/p?x&k=v");
    let seen = sent(|call| call.query_string_with(&None::<i64>, Encoding::JSON)).await;
    assert_eq!(seen.unwrap().target, "/p");
}

#[tokio::test]
async fn a_form_can_be_one_value() {
    assert_eq!(
        query(&Color, Encoding::PAIRS).await,
        "color=R%3D100%26G%3D200%26B%3D150"
    );
    assert_eq!(header(&Color, Encoding::PAIRS).await, "R=100&G=200&B=150");
}

#[tokio::test]
async fn cookies_can_be_sent_as_they_are() {
    let (spread, joined) = (Encoding::COOKIE, Encoding::COOKIE.joined());
    let seen = sent(|call| {
        call.cookie_with("a", "x/y==", spread)
            .cookie_with("b", &LIST, spread)
            .cookie_with("c", &LIST, joined)
            .cookie_with("d", &Color, spread)
    });
    assert_eq!(
        seen.await.unwrap().header("cookie"),
        "a=x/y==; b=blue; b=black; b=brown; c=blue,black,brown; R=100; G=200; B=150"
    );
    for text in ["a b", "a;b", "\u{e9}", "a\"b"] {
        let error = sent(|call| call.cookie_with("a", text, spread)).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "GET /p: the cookie `a` has characters that a cookie cannot have"
        );
    }
}

#[tokio::test]
async fn cookies() {
    let seen = sent(|call| call.cookie("a", "x y").cookie("b", &[1, 2])).await.unwrap();
    assert_eq!(seen.header("cookie"), "a=x%20y; b=1; b=2");
    let joined = Encoding::FORM.joined();
    let seen = sent(|call| call.cookie_with("b", &[1, 2], joined)).await.unwrap();
    assert_eq!(seen.header("cookie"), "b=1,2");
}

#[tokio::test]
async fn cookies_come_after_those_of_a_header() {
    let seen =
        sent(|call| call.header("Cookie", "own=1").cookie("a", "x")).await.unwrap();
    assert_eq!(seen.header("cookie"), "own=1; a=x");
}

#[tokio::test]
async fn separators_of_their_own_hold_in_paths_and_headers() {
    let cases = [
        (Encoding::SPACE, "%20", " "),
        (Encoding::PIPE, "%7C", "|"),
        (Encoding::TAB, "%09", "\t"),
    ];
    for (encoding, encoded, plain) in cases {
        assert_eq!(path(&LIST, encoding).await, LIST.join(encoded));
        assert_eq!(header(&LIST, encoding).await, LIST.join(plain));
    }
}

#[tokio::test]
async fn headers_without_elements_are_not_sent() {
    let empty: [Value; 4] = [json!([]), json!({}), json!([null]), json!({ "a": null })];
    for value in empty {
        for encoding in [Encoding::SIMPLE, Encoding::SIMPLE.exploded()] {
            let seen = sent(|call| call.header_with("color", &value, encoding)).await;
            assert!(!seen.unwrap().headers.contains_key("color"), "{value}");
        }
    }
    let seen = sent(|call| call.header_with("color", &json!([]), Encoding::JSON)).await;
    assert_eq!(seen.unwrap().header("color"), "[]");
}

#[tokio::test]
async fn numbers_that_are_none_are_refused() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let object = BTreeMap::from([("a b", vec![(1, number)])]);
        let calls: [(&dyn Fn(Call) -> Call, &str); 7] = [
            (&|call| call.query("x", &number), "x"),
            (&|call| call.query("x", &Some(number)), "x"),
            (&|call| call.query("x", &vec![1.0, number]), "x[1]"),
            (&|call| call.header("x", &(number as f32)), "x"),
            (&|call| call.cookie("x", &number), "x"),
            (
                &|call| call.query_with("x", &object, Encoding::DEEP_OBJECT),
                r#"x["a b"][0][1]"#,
            ),
            (&|call| call.query_string(&object), r#"query["a b"][0][1]"#),
        ];
        for (call, path) in calls {
            let error = sent(call).await.unwrap_err();
            assert!(error.is_request());
            let message = format!("GET /p: `{path}` is no finite number");
            assert_eq!(error.to_string(), message);
        }
    }
    let seen =
        sent(|call| call.query("x", &vec![Some(1.5), None]).query("y", "null")).await;
    assert_eq!(seen.unwrap().target, "/p?x=1.5&y=null");
}

#[tokio::test]
async fn paths_that_would_lead_elsewhere_are_refused() {
    let server = Server::with([|| Answer::status(200)]).await;
    let client = server.client();
    let call = || Call::new(&client, Method::GET, "/a/{id}/b");
    let cases: [(Call, &str); 6] = [
        (call().path("id", ""), "the path parameter `id` is empty"),
        (call().path("id", "."), "the path parameter `id` must not be `.`"),
        (call().path("id", ".."), "the path parameter `id` must not be `..`"),
        (call().path("id", &None::<i64>), "the path parameter `id` is empty"),
        (call(), "the path parameter `id` has no value"),
        (
            call().path("x", "1").path("id", "1"),
            "the path `/a/{id}/b` has no parameter `x`",
        ),
    ];
    for (call, message) in cases {
        let error = call.empty().await.unwrap_err();
        assert!(error.is_request());
        assert_eq!(error.to_string(), format!("GET /a/{{id}}/b: {message}"));
    }
    // Who reads the URL would take encoded dots for dots.
    for dots in ["..", "%2e%2E", ".%2e", "%2E"] {
        let reserved = call().path_with("id", dots, Encoding::SIMPLE.reserved());
        assert!(reserved.empty().await.unwrap_err().is_request(), "{dots}");
    }
    let parts =
        Call::new(&client, Method::GET, "/a/{x}{y}").path("x", "a").path("y", "{x}");
    parts.empty().await.unwrap();
    assert_eq!(server.only().target, "/a/a%7Bx%7D");
}

#[tokio::test]
async fn the_first_error_is_told_before_anything_is_sent() {
    let bad: BTreeMap<(i32, i32), i32> = [((1, 2), 3)].into();
    let error =
        sent(|call| call.query("first", &bad).path("second", "x")).await.unwrap_err();
    assert!(error.is_request() && error.to_string().contains("`first`"), "{error}");
    let error = sent(|call| call.header("x", "a\r\nb")).await.unwrap_err();
    assert!(error.is_request() && error.to_string().contains("`x`"), "{error}");
    let error = sent(|call| call.header("a b", "c")).await.unwrap_err();
    assert!(error.is_request() && error.to_string().contains("`a b`"), "{error}");
}

#[tokio::test]
async fn paths_can_have_a_query_and_a_fragment() {
    let server = Server::with([|| Answer::status(200)]).await;
    let client = server.client();
    let call = Call::new(&client, Method::GET, "/x?action={a}#second").path("a", "go");
    call.query("b", &Value::from(1)).empty().await.unwrap();
    assert_eq!(server.only().target, "/x?action=go&b=1");
}
