//! Wire parity: Cloudflare's official SDK and the generated client make the same calls, and what
//! they send must be equal.
//!
//! What the official SDK sends is in `recorded.json`, written by the test itself. Where there is
//! npm it is recorded again in every run, and the file has to be the same; to renew it, run the
//! test with `SPECWRIGHT_UPDATE_RECORDING=1`.

mod answers;
mod calls;
mod official;
mod wire;

use calls::Clients;
use cloudflare_ai_gateway::Client;
use official::Recording;
use specwright_test_server::Server;
use wire::Sent;

#[tokio::test(flavor = "multi_thread")]
async fn the_recording_is_what_the_official_sdk_sends() {
    let Some(fresh) = official::record().await else { return };
    if std::env::var_os("SPECWRIGHT_UPDATE_RECORDING").is_some() {
        fresh.write();
    }
    let recorded = Recording::read();
    assert!(
        fresh == recorded,
        "recorded.json is not what {} sends: run the test again with \
         SPECWRIGHT_UPDATE_RECORDING=1 and look at the difference",
        official::SDK
    );
}

#[tokio::test]
async fn the_generated_client_sends_the_same() {
    let expected = Recording::read().requests;
    let sent = send().await;
    let cases = |requests: &[Sent]| -> Vec<String> {
        requests.iter().map(|request| request.case.clone()).collect()
    };
    assert_eq!(cases(&sent), cases(&expected), "the cases are not the same");
    let different: Vec<String> = expected
        .iter()
        .zip(&sent)
        .filter(|(expected, sent)| expected.meaning() != sent.meaning())
        .map(|(expected, sent)| {
            let case = &sent.case;
            format!(
                "{case}\nofficial: {:#?}\nours: {:#?}",
                expected.meaning(),
                sent.meaning()
            )
        })
        .collect();
    assert!(different.is_empty(), "{}", different.join("\n\n"));
}

/// Makes every call with the generated client.
async fn send() -> Vec<Sent> {
    let server = Server::start(|_, request| answers::answer(request)).await;
    let base_url = server.url() + answers::BASE;
    let by_token = Client::builder().base_url(&base_url).api_token("token").build();
    let by_key =
        Client::builder().base_url(&base_url).api_email("me@example.com").api_key("key");
    let clients = Clients {
        by_token: by_token.expect("a client"),
        by_key: by_key.build().expect("a client"),
    };
    for (case, call) in [calls::GATEWAYS, calls::LOGS, calls::LOG_CALLS].concat() {
        call(clients.clone(), case)
            .await
            .unwrap_or_else(|error| panic!("{case}: {error:?}"));
    }
    server.requests().iter().map(Sent::from).collect()
}
