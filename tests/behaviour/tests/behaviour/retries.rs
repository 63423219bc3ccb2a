//! How often a call is repeated, and how long is waited before.

use std::time::Duration;

use cloudflare_ai_gateway::resources::ai_gateway::AiGatewayCreateParams;
use cloudflare_ai_gateway::resources::ai_gateway::logs::{
    LogDeleteParams, LogEditParams, LogGetParams, LogListParams,
};
use cloudflare_ai_gateway::runtime::RetryUnsafe;
use cloudflare_ai_gateway::{Client, ClientBuilder, Error};
use specwright_test_server::{Answer, Server};

use crate::support::{
    ACCOUNT, GATEWAY, Replies, Reply, TestClock, builder as real, envelope, log,
};

/// What happened: how often it was tried, how long was waited in between, what came of it.
#[derive(Debug)]
struct Story {
    attempts: usize,
    waits: Vec<u128>,
    error: Option<Error>,
}

/// The operation that is called.
#[derive(Clone, Copy, Debug)]
enum Operation {
    Get,
    Delete,
    Create,
    Edit,
}

/// Calls an operation.
async fn run(
    operation: Operation,
    replies: impl IntoIterator<Item = Reply>,
    random: f64,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Story {
    let (replies, clock) = (Replies::new(replies), TestClock::new(random));
    let builder = Client::builder().api_token("token");
    let builder = settings(builder).transport(replies.clone()).clock(clock.clone());
    let gateways = builder.build().expect("a client").ai_gateway();
    let logs = gateways.logs();
    let result = match operation {
        Operation::Get => {
            logs.get(GATEWAY, "id", LogGetParams::new(ACCOUNT)).await.map(drop)
        }
        Operation::Delete => {
            logs.delete(GATEWAY, LogDeleteParams::new(ACCOUNT)).await.map(drop)
        }
        Operation::Create => {
            let params = AiGatewayCreateParams::new(ACCOUNT, GATEWAY, true, true);
            gateways.create(params).await.map(drop)
        }
        Operation::Edit => {
            let params = LogEditParams::new(ACCOUNT).feedback(1.0);
            logs.edit(GATEWAY, "id", params).await.map(drop)
        }
    };
    let requests = replies.requests();
    // What is repeated is the same to the byte.
    assert!(requests.iter().all(|request| *request == requests[0]), "{requests:#?}");
    Story { attempts: requests.len(), waits: clock.waits(), error: result.err() }
}

/// Calls `logs().get` as the client does by default, on a clock whose delays do not vary.
async fn get(replies: impl IntoIterator<Item = Reply>) -> Story {
    run(Operation::Get, replies, 0.0, |builder| builder).await
}

#[tokio::test]
async fn which_statuses_are_repeated() {
    for status in [408, 409, 429, 500, 502, 503, 504, 599] {
        let story = get([Reply::status(status)]).await;
        assert_eq!(story.attempts, 3, "{status}");
        assert_eq!(story.waits, [500, 1000], "{status}");
        let error = story.error.expect("an error");
        assert_eq!(error.status().expect("a status").as_u16(), status);
    }
    for status in [400, 401, 403, 404, 405, 410, 418, 422] {
        let story = get([Reply::status(status)]).await;
        assert_eq!((story.attempts, story.waits.len()), (1, 0), "{status}");
    }
}

#[tokio::test]
async fn what_is_not_an_answer_is_repeated() {
    for reply in [Reply::NoConnection, Reply::BreaksOff] {
        let story = get([reply.clone()]).await;
        assert_eq!((story.attempts, story.waits), (3, vec![500, 1000]), "{reply:?}");
        assert!(story.error.expect("an error").is_interrupted());
    }
    // A minute for each attempt.
    let story = get([Reply::Never]).await;
    assert_eq!(story.attempts, 3);
    assert_eq!(story.waits, [60_000, 500, 60_000, 1000, 60_000]);
    assert!(story.error.expect("an error").is_timeout());
}

#[tokio::test]
async fn an_attempt_that_succeeds() {
    let story = get([Reply::status(500), Reply::NoConnection, Reply::log()]).await;
    assert_eq!((story.attempts, story.waits), (3, vec![500, 1000]));
    assert!(story.error.is_none());
}

/// What the server says in an answer that arrived is no reason to ask again.
#[tokio::test]
async fn what_is_decided_is_not_repeated() {
    let failure = r#"{"success":false,"errors":[{"code":1,"message":"no"}]}"#;
    for body in [failure, "not JSON", "{}"] {
        let story = get([Reply::Answer(200, Vec::new(), body.to_owned())]).await;
        assert_eq!(story.attempts, 1, "{body}");
        assert!(story.error.is_some());
    }
}

/// Half a second, doubled each time up to eight, less up to a quarter.
#[tokio::test]
async fn delays_grow() {
    for (random, expected) in [
        (0.0, [500, 1000, 2000, 4000, 8000, 8000, 8000]),
        (0.5, [437, 875, 1750, 3500, 7000, 7000, 7000]),
        (1.0, [375, 750, 1500, 3000, 6000, 6000, 6000]),
    ] {
        let settings = |builder: ClientBuilder| builder.max_retries(7);
        let story = run(Operation::Get, [Reply::status(500)], random, settings).await;
        assert_eq!((story.attempts, story.waits), (8, expected.to_vec()));
    }
}

#[tokio::test]
async fn delays_that_the_server_asks_for() {
    let cases = [
        ("retry-after", "2", 2000),
        ("retry-after", "1.5", 1500),
        ("retry-after", "0", 0),
        ("retry-after", "Mon, 01 Jan 2024 00:00:07 GMT", 7000),
        // What is over is no reason to wait.
        ("retry-after", "Sun, 31 Dec 2023 23:59:00 GMT", 0),
        ("retry-after-ms", "250", 250),
        ("retry-after-ms", "12.7", 12),
        // Not for longer than a minute.
        ("retry-after", "86400", 60_000),
        ("retry-after", "Tue, 02 Jan 2024 00:00:00 GMT", 60_000),
        // What means nothing does not count.
        ("retry-after", "soon", 500),
        ("retry-after", "-5", 500),
        ("retry-after", "NaN", 500),
    ];
    for (name, value, wait) in cases {
        let story = get([Reply::header(503, name, value), Reply::log()]).await;
        assert_eq!(story.waits, [wait], "{name}: {value}");
    }
    let both = vec![("retry-after", "9"), ("retry-after-ms", "30")];
    let story = get([Reply::Answer(429, both, String::new()), Reply::log()]).await;
    assert_eq!(story.waits, [30]);
}

#[tokio::test]
async fn the_server_has_the_last_word() {
    let story = get([Reply::header(503, "x-should-retry", "false")]).await;
    assert_eq!(story.attempts, 1);
    let story = get([Reply::header(404, "x-should-retry", "true"), Reply::log()]).await;
    assert_eq!(story.attempts, 2);
    assert!(story.error.is_none());
}

/// A call whose method is not idempotent is repeated only where the server did not act on it.
#[tokio::test]
async fn methods_that_are_not_idempotent() {
    for operation in [Operation::Create, Operation::Edit] {
        let once = [
            Reply::status(500),
            Reply::status(502),
            Reply::status(503),
            Reply::status(409),
            Reply::BreaksOff,
            Reply::Never,
        ];
        for reply in once {
            let story = run(operation, [reply.clone()], 0.0, |builder| builder).await;
            assert_eq!(story.attempts, 1, "{operation:?} {reply:?}");
        }
        let again = [
            Reply::status(429),
            Reply::status(408),
            Reply::NoConnection,
            Reply::header(503, "retry-after", "1"),
            Reply::header(500, "x-should-retry", "true"),
        ];
        for reply in again {
            let story = run(operation, [reply.clone()], 0.0, |builder| builder).await;
            assert_eq!(story.attempts, 3, "{operation:?} {reply:?}");
        }
        let never = |builder: ClientBuilder| builder.retry_unsafe(RetryUnsafe::Never);
        let story = run(operation, [Reply::NoConnection], 0.0, never).await;
        assert_eq!(story.attempts, 1, "{operation:?}");
        let always = |builder: ClientBuilder| builder.retry_unsafe(RetryUnsafe::Always);
        let story = run(operation, [Reply::status(500)], 0.0, always).await;
        assert_eq!(story.attempts, 3, "{operation:?}");
    }
    let story =
        run(Operation::Delete, [Reply::status(500)], 0.0, |builder| builder).await;
    assert_eq!(story.attempts, 3);
}

#[tokio::test]
async fn how_often() {
    for retries in [0, 1, 4] {
        let settings = |builder: ClientBuilder| builder.max_retries(retries);
        let story = run(Operation::Get, [Reply::status(500)], 0.0, settings).await;
        assert_eq!(story.attempts, retries as usize + 1);
    }
    let replies = Replies::new([Reply::status(500)]);
    let builder = Client::builder().api_token("token").transport(replies.clone());
    let client = builder.clock(TestClock::new(0.0)).build().expect("a client");
    let logs = client.ai_gateway().logs();
    let request = logs.get(GATEWAY, "id", LogGetParams::new(ACCOUNT));
    request.max_retries(5).await.expect_err("an error");
    assert_eq!(replies.requests().len(), 6);
    let request = logs.list(GATEWAY, LogListParams::new(ACCOUNT));
    request.max_retries(0).await.expect_err("an error");
    assert_eq!(replies.requests().len(), 7);
}

/// The limit for the whole call holds for all attempts and the delays between them.
#[tokio::test]
async fn the_whole_call_has_a_limit() {
    let seconds = Duration::from_secs;
    let settings = |builder: ClientBuilder| {
        builder.max_retries(9).attempt_timeout(seconds(10)).timeout(seconds(25))
    };
    let story = run(Operation::Get, [Reply::Never], 0.0, settings).await;
    assert!(story.error.expect("an error").is_timeout());
    assert!(story.attempts <= 3, "{}", story.attempts);

    // A delay that would end after the limit is not begun: the error that led to it is told.
    let settings = |builder: ClientBuilder| builder.timeout(seconds(5));
    let story =
        run(Operation::Get, [Reply::header(429, "retry-after", "30")], 0.0, settings)
            .await;
    assert_eq!((story.attempts, story.waits.len()), (1, 0));
    assert!(story.error.expect("an error").is_rate_limited());
}

#[tokio::test]
async fn the_longest_delay_can_be_set() {
    let settings =
        |builder: ClientBuilder| builder.max_retry_delay(Duration::from_secs(3));
    let replies = [Reply::header(429, "retry-after", "30"), Reply::log()];
    let story = run(Operation::Get, replies, 0.0, settings).await;
    assert_eq!(story.waits, [3000]);
}

/// With a real server: the connection is closed, then an error, then the answer.
#[tokio::test]
async fn over_the_network() {
    let answers = [
        Answer::hang_up(),
        Answer::empty(503).header("retry-after-ms", "1"),
        Answer::value(200, &envelope(&log("id"))),
    ];
    let server = Server::answering(answers).await;
    let client = real(&server).build().expect("a client");
    let logs = client.ai_gateway().logs();
    let log = logs.get(GATEWAY, "id", LogGetParams::new(ACCOUNT)).await.expect("a log");
    assert_eq!(log.id, "id");
    assert_eq!(server.requests().len(), 3);
}
