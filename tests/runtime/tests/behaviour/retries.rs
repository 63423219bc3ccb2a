//! What is repeated, how often, and after which delay.

use http::Method;
use specwright_runtime_tests::runtime::{Call, ClientBuilder, RetryUnsafe};

use super::support::{Answer, Server, TestClock, builder};

/// Sends a request with this method; how often the server was asked and the delays between.
async fn attempts(
    server: &Server,
    method: Method,
    configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> (usize, Vec<f64>) {
    let clock = TestClock::default();
    let client = configure(server.builder().clock(clock.clone())).build().unwrap();
    let _ = Call::new(&client, method, "/x").json_body("x").empty().await;
    (server.seen().len(), clock.seconds())
}

async fn always(status: u16) -> Server {
    Server::start(move |_, _| Answer::status(status)).await
}

#[tokio::test]
async fn temporary_failures_are_repeated_twice() {
    for status in [408, 409, 429, 500, 502, 503, 504, 599] {
        let server = always(status).await;
        let attempts = attempts(&server, Method::GET, |builder| builder).await;
        assert_eq!(attempts, (3, vec![0.5, 1.0]), "{status}");
    }
}

#[tokio::test]
async fn of_methods_that_nobody_knows_no_call_is_repeated() {
    let repeated = ["QUERY", "REPORT", "MKCOL"].map(|method| (method, 3));
    let once = ["LOCK", "POST", "BREW"].map(|method| (method, 1));
    for (method, times) in repeated.into_iter().chain(once) {
        let server = always(503).await;
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let (sent, _) = attempts(&server, method.clone(), |builder| builder).await;
        assert_eq!(sent, times, "{method}");
    }
}

#[tokio::test]
async fn other_failures_are_not() {
    for status in [304, 400, 401, 403, 404, 410, 422] {
        let server = always(status).await;
        let attempts = attempts(&server, Method::GET, |builder| builder).await;
        assert_eq!(attempts, (1, vec![]), "{status}");
    }
}

#[tokio::test]
async fn it_ends_with_the_first_success() {
    let server =
        Server::with([|| Answer::status(500), || Answer::result(&1.into())]).await;
    let attempts = attempts(&server, Method::GET, |builder| builder).await;
    assert_eq!(attempts, (2, vec![0.5]));
}

#[tokio::test]
async fn the_delay_doubles_up_to_eight_seconds() {
    let server = always(500).await;
    let attempts =
        attempts(&server, Method::GET, |builder| builder.max_retries(7)).await;
    assert_eq!(attempts, (8, vec![0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]));
}

#[tokio::test]
async fn chance_takes_a_quarter_off_at_most() {
    let server = always(500).await;
    let clock = TestClock { random: 1.0, ..TestClock::default() };
    let client = server.builder().clock(clock.clone()).build().unwrap();
    let _ = client.animals().get("z", "1").await;
    assert_eq!(clock.seconds(), [0.375, 0.75]);
}

#[tokio::test]
async fn a_call_can_have_its_own_limit() {
    let server = always(500).await;
    let clock = TestClock::default();
    let client = server.builder().clock(clock).max_retries(5).build().unwrap();
    let _ = client.animals().get("z", "1").max_retries(1).await;
    assert_eq!(server.seen().len(), 2);
    let _ = client.animals().get("z", "1").max_retries(0).await;
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn the_server_tells_the_delay() {
    let cases: [(&str, &str, f64); 13] = [
        ("retry-after", "3", 3.0),
        ("retry-after", "1.5", 1.5),
        ("retry-after", "0", 0.0),
        ("retry-after", "Sun, 06 Nov 1994 08:49:47 GMT", 10.0),
        ("retry-after", "Sun, 06 Nov 1994 08:49:07 GMT", 0.0),
        ("retry-after", "Sunday, 06-Nov-94 08:49:47 GMT", 10.0),
        ("retry-after", "Sun Nov  6 08:49:47 1994", 10.0),
        ("retry-after-ms", "250", 0.25),
        ("retry-after", "3600", 60.0),
        ("retry-after", "soon", 0.5),
        ("retry-after", "-1", 0.5),
        ("retry-after", "1e30", 0.5),
        ("retry-after", "Sun, 06 Nov 1994 9999999999999999999:00:00 GMT", 0.5),
    ];
    for (name, value, delay) in cases {
        let server =
            Server::start(move |_, _| Answer::status(429).header(name, value)).await;
        let attempts =
            attempts(&server, Method::GET, |builder| builder.max_retries(1)).await;
        assert_eq!(attempts, (2, vec![delay]), "{name}: {value}");
    }
}

#[tokio::test]
async fn milliseconds_count_before_seconds() {
    let answer =
        || Answer::status(503).header("retry-after", "9").header("retry-after-ms", "1");
    let server = Server::with([answer]).await;
    let attempts =
        attempts(&server, Method::GET, |builder| builder.max_retries(1)).await;
    assert_eq!(attempts, (2, vec![0.001]));
}

#[tokio::test]
async fn the_longest_delay_can_be_set() {
    let server =
        Server::with([|| Answer::status(503).header("retry-after", "900")]).await;
    let longest = std::time::Duration::from_secs(120);
    let attempts = attempts(&server, Method::GET, |builder| {
        builder.max_retry_delay(longest).max_retries(1)
    });
    assert_eq!(attempts.await, (2, vec![120.0]));
}

#[tokio::test]
async fn a_delay_past_the_end_of_time_is_not_waited_for() {
    let server =
        Server::with([|| Answer::status(503).header("retry-after", "1e19")]).await;
    let longest = std::time::Duration::MAX;
    let attempts = attempts(&server, Method::GET, |builder| {
        builder.max_retry_delay(longest).timeout(std::time::Duration::from_secs(2))
    });
    assert_eq!(attempts.await, (1, vec![]));
}

#[tokio::test]
async fn the_server_decides_whether_to_repeat() {
    let server =
        Server::with([|| Answer::status(500).header("x-should-retry", "false")]).await;
    assert_eq!(attempts(&server, Method::GET, |builder| builder).await.0, 1);
    let server =
        Server::with([|| Answer::status(400).header("x-should-retry", "true")]).await;
    assert_eq!(attempts(&server, Method::GET, |builder| builder).await.0, 3);
    let server =
        Server::with([|| Answer::status(500).header("x-should-retry", "true")]).await;
    assert_eq!(attempts(&server, Method::POST, |builder| builder).await.0, 3);
}

#[tokio::test]
async fn methods_that_are_not_idempotent_are_repeated_only_when_refused() {
    let refused: [fn() -> Answer; 3] = [
        || Answer::status(408),
        || Answer::status(429),
        || Answer::status(503).header("retry-after", "1"),
    ];
    for answer in refused {
        for method in [Method::POST, Method::PATCH] {
            let server = Server::with([answer]).await;
            assert_eq!(attempts(&server, method, |builder| builder).await.0, 3);
        }
    }
    for status in [409, 500, 502, 503, 504] {
        let server = always(status).await;
        assert_eq!(
            attempts(&server, Method::POST, |builder| builder).await.0,
            1,
            "{status}"
        );
    }
    for method in [Method::PUT, Method::DELETE, Method::GET, Method::HEAD] {
        let server = always(500).await;
        assert_eq!(attempts(&server, method, |builder| builder).await.0, 3);
    }
}

#[tokio::test]
async fn what_is_repeated_of_them_can_be_set() {
    let server = always(500).await;
    let always_repeat =
        |builder: ClientBuilder| builder.retry_unsafe(RetryUnsafe::Always);
    assert_eq!(attempts(&server, Method::POST, always_repeat).await.0, 3);
    let server = always(429).await;
    let never = |builder: ClientBuilder| builder.retry_unsafe(RetryUnsafe::Never);
    assert_eq!(attempts(&server, Method::POST, never).await.0, 1);
    let server = always(500).await;
    let client = server.client();
    let call = Call::new(&client, Method::POST, "/x").empty();
    let _ = call.idempotent().await;
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn connection_errors_are_repeated_whatever_the_method() {
    for method in [Method::GET, Method::POST] {
        let clock = TestClock::default();
        let builder = builder().base_url("http://127.0.0.1:1").api_token("t");
        let client = builder.clock(clock.clone()).build().unwrap();
        let error = Call::new(&client, method, "/x").empty().await.unwrap_err();
        assert!(error.is_connect() && error.is_interrupted(), "{error:?}");
        assert_eq!(error.status(), None);
        assert_eq!(clock.seconds(), [0.5, 1.0]);
    }
}

#[tokio::test]
async fn a_connection_that_breaks_off_is_repeated_where_that_is_safe() {
    for (method, connections) in [(Method::GET, 3), (Method::POST, 1)] {
        let (url, count) = super::timeouts::breaking_server(
            "HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\nhalf",
        )
        .await;
        let builder = builder().base_url(url).api_token("t");
        let client = builder.clock(TestClock::default()).build().unwrap();
        let error = Call::new(&client, method, "/x").empty().await.unwrap_err();
        assert!(error.is_interrupted() && !error.is_connect(), "{error:?}");
        assert_eq!(count.load(std::sync::atomic::Ordering::SeqCst), connections);
    }
}

#[tokio::test]
async fn an_error_whose_body_breaks_off_is_that_of_its_status() {
    let not_found =
        "HTTP/1.1 404 Not Found\r\ncontent-length: 100\r\n\r\n{\"message\": \"no";
    let overloaded = "HTTP/1.1 503 Overloaded\r\ncontent-length: 100\r\n\r\nsoon";
    for (answer, status, connections) in [(not_found, 404, 1), (overloaded, 503, 3)] {
        let (url, count) = super::timeouts::breaking_server(answer).await;
        let builder = builder().base_url(url).api_token("t");
        let client = builder.clock(TestClock::default()).build().unwrap();
        let error = Call::new(&client, Method::GET, "/x").empty().await.unwrap_err();
        assert!(error.is_status() && !error.is_interrupted(), "{error:?}");
        assert_eq!(error.status().unwrap(), status);
        assert!(answer.ends_with(&*error.text().unwrap()), "{error:?}");
        assert!(std::error::Error::source(&error).is_some());
        assert_eq!(count.load(std::sync::atomic::Ordering::SeqCst), connections);
    }
}

#[tokio::test]
async fn retries_send_the_same() {
    let server = always(500).await;
    let client = server.client();
    let _ = Call::new(&client, Method::PUT, "/x").json_body(&[1, 2]).empty().await;
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|seen| seen.text() == "[1,2]" && seen.line() == "PUT /x"));
}

#[tokio::test]
async fn failures_in_a_successful_answer_are_not_repeated() {
    let failed = || Answer::json(&serde_json::json!({ "success": false }));
    let server = Server::with([failed]).await;
    let error = server.client().animals().get("z", "1").await.unwrap_err();
    assert!(error.is_failure());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_fresh_key_lets_a_call_be_repeated() {
    let server = Server::start(|_, index| match index % 2 {
        0 => Answer::status(500),
        _ => Answer::result(&1.into()),
    })
    .await;
    let client = server.client();
    let post =
        || Call::new(&client, Method::POST, "/x").idempotency_key("Idempotency-Key");
    for _ in 0..2 {
        post().empty().await.unwrap();
    }
    post().header("idempotency-key", "own").empty().await.unwrap();
    let seen = server.seen();
    let keys: Vec<&str> = seen.iter().map(|one| one.header("idempotency-key")).collect();
    assert_eq!(keys.len(), 6);
    assert_eq!((keys[0], keys[2]), (keys[1], keys[3]));
    assert_ne!(keys[0], keys[2]);
    assert_eq!(keys[4..], ["own", "own"]);
    let lengths: Vec<usize> = keys[0].split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12], "{}", keys[0]);
}

#[tokio::test]
async fn a_key_that_is_not_made_has_to_be_given() {
    let server = always(500).await;
    let client = server.client();
    let post = || Call::new(&client, Method::POST, "/x").idempotent_with("X-Key");
    post().empty().await.unwrap_err();
    assert_eq!(server.only().header("x-key"), "");
    post().header("X-Key", "own").empty().await.unwrap_err();
    assert_eq!(server.seen().len(), 1 + 3);
}
