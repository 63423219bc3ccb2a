//! Which credentials a request has.

use http::Method;
use specwright_runtime_tests::runtime::{Api, Call, ClientBuilder, Error};
use specwright_runtime_tests::sdk::NOTHING;

use super::support::{Answer, Seen, Server, builder};

async fn server() -> Server {
    Server::with([|| Answer::result(&"open".into())]).await
}

/// What the server sees of a client with this environment and these settings.
async fn seen(
    variables: &'static [(&'static str, &'static str)],
    configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> Result<Seen, Error> {
    let server = server().await;
    let variable = |name: &str| {
        variables
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    };
    let builder = builder().env_from(variable).base_url(&server.url);
    let client = configure(builder).build().unwrap();
    client.animals().edit("1", Default::default()).await?;
    Ok(server.only())
}

#[tokio::test]
async fn the_first_complete_alternative_wins() {
    let all = &[("ZOO_TOKEN", "t"), ("ZOO_EMAIL", "e"), ("ZOO_KEY", "k")];
    let seen = seen(all, |builder| builder).await.unwrap();
    assert_eq!(seen.header("authorization"), "Bearer t");
    assert_eq!(seen.header("x-auth-email"), "");
    assert_eq!(seen.header("x-auth-key"), "");
}

#[tokio::test]
async fn a_pair_is_sent_together() {
    let seen =
        seen(&[("ZOO_EMAIL", "e"), ("ZOO_KEY", "k")], |builder| builder).await.unwrap();
    assert_eq!(seen.header("authorization"), "");
    assert_eq!((seen.header("x-auth-email"), seen.header("x-auth-key")), ("e", "k"));
}

#[tokio::test]
async fn an_email_alone_does_not_suppress_the_token() {
    let seen = seen(&[("ZOO_EMAIL", "e"), ("ZOO_TOKEN", "t")], |builder| builder)
        .await
        .unwrap();
    assert_eq!(seen.header("authorization"), "Bearer t");
    assert_eq!(seen.header("x-auth-email"), "");
}

#[tokio::test]
async fn half_a_pair_is_never_sent() {
    for variables in [&[("ZOO_EMAIL", "e")], &[("ZOO_KEY", "k")]] {
        let error = seen(variables, |builder| builder).await.unwrap_err();
        assert!(error.is_credentials(), "{error}");
    }
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let server = server().await;
    let client = builder().base_url(&server.url).build().unwrap();
    let error = client.animals().get("z", "1").await.unwrap_err();
    assert!(error.is_credentials());
    assert_eq!(
        error.to_string(),
        "GET /zoos/{zoo}/animals/{id}: no credentials are complete: set `api_token` (or \
         `ZOO_TOKEN` in the environment), or `api_email` (or `ZOO_EMAIL` in the environment) and \
         `api_key` (or `ZOO_KEY` in the environment)"
    );
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn values_of_the_environment_are_trimmed_and_empty_ones_do_not_count() {
    let variables = &[("ZOO_TOKEN", "  "), ("ZOO_EMAIL", " e\n"), ("ZOO_KEY", "\tk ")];
    let seen = seen(variables, |builder| builder).await.unwrap();
    assert_eq!(seen.header("authorization"), "");
    assert_eq!((seen.header("x-auth-email"), seen.header("x-auth-key")), ("e", "k"));
}

#[tokio::test]
async fn what_is_set_wins_over_the_environment() {
    let seen =
        seen(&[("ZOO_TOKEN", "t")], |builder| builder.api_token("set")).await.unwrap();
    assert_eq!(seen.header("authorization"), "Bearer set");
}

#[tokio::test]
async fn a_pair_that_is_set_wins_over_a_token_of_the_environment() {
    let seen =
        seen(&[("ZOO_TOKEN", "t")], |builder| builder.api_email("e").api_key("k"))
            .await
            .unwrap();
    assert_eq!(seen.header("authorization"), "");
    assert_eq!((seen.header("x-auth-email"), seen.header("x-auth-key")), ("e", "k"));
}

#[tokio::test]
async fn a_credential_that_is_set_can_be_completed_by_the_environment() {
    let variables = &[("ZOO_TOKEN", "t"), ("ZOO_KEY", "k")];
    let seen = seen(variables, |builder| builder.api_email("e")).await.unwrap();
    assert_eq!(seen.header("authorization"), "");
    assert_eq!((seen.header("x-auth-email"), seen.header("x-auth-key")), ("e", "k"));
}

#[tokio::test]
async fn of_alternatives_that_are_set_in_part_the_first_counts() {
    let server = server().await;
    let variable = |name: &str| (name == "ZOO_KEY").then(|| "k".to_owned());
    let token = || builder().env_from(variable).base_url(&server.url).api_token("t");
    let pair_first: &[&[usize]] = &[&[1, 2], &[0]];
    let call = async |builder: ClientBuilder| {
        let client = builder.build().unwrap();
        let call = Call::new(&client, Method::GET, "/x").security(pair_first);
        call.empty().await.unwrap();
    };
    call(token().api_email("e")).await;
    call(token()).await;
    let seen = server.seen();
    assert_eq!(
        (seen[0].header("x-auth-email"), seen[0].header("x-auth-key")),
        ("e", "k")
    );
    assert_eq!(seen[0].header("authorization"), "");
    // An email alone is no pair.
    assert_eq!(seen[1].header("authorization"), "Bearer t");
    assert_eq!(seen[1].header("x-auth-key"), "");
}

#[tokio::test]
async fn an_empty_credential_hides_that_of_the_environment() {
    let variables = &[("ZOO_TOKEN", "t")];
    let error = seen(variables, |builder| builder.api_token("")).await.unwrap_err();
    assert!(error.is_credentials());
}

#[tokio::test]
async fn a_header_of_the_user_takes_the_place_of_credentials() {
    let configure =
        |builder: ClientBuilder| builder.default_header("Authorization", "Custom x");
    let own = seen(&[], configure).await.unwrap();
    assert_eq!(own.header("authorization"), "Custom x");
    let own = seen(&[("ZOO_TOKEN", "t")], configure).await.unwrap();
    assert_eq!(own.header("authorization"), "Custom x");
}

#[tokio::test]
async fn operations_can_have_other_schemes_or_none() {
    let server = server().await;
    let client = builder()
        .base_url(&server.url)
        .login("Aladdin", "open sesame")
        .credential(4, "k y")
        .credential(5, "s/1==")
        .credential(6, "one day")
        .build()
        .unwrap();
    let call =
        |security| Call::new(&client, Method::GET, "/x").security(security).empty();
    client.animals().open().await.unwrap();
    call(&[&[3]]).await.unwrap();
    call(&[&[0], &[4]]).await.unwrap();
    call(&[&[5]]).await.unwrap();
    call(&[&[], &[0]]).await.unwrap();
    call(&[&[6]]).await.unwrap();
    let seen = server.seen();
    assert_eq!(seen[0].header("authorization"), "");
    assert_eq!(seen[1].header("authorization"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert_eq!(seen[2].line(), "GET /x?key=k%20y");
    assert_eq!(seen[3].header("cookie"), "session=s/1==");
    assert_eq!(seen[4].header("authorization"), "");
    assert_eq!(seen[5].header("authorization"), "Ticket one day");
}

#[tokio::test]
async fn an_empty_alternative_comes_last() {
    let server = server().await;
    let client = server.client();
    Call::new(&client, Method::GET, "/x").security(&[&[], &[0]]).empty().await.unwrap();
    assert_eq!(server.only().header("authorization"), "Bearer secret-token");
}

#[tokio::test]
async fn the_base_url_comes_from_the_environment_unless_it_is_set() {
    let named = || {
        builder().env_from(|name| {
            (name == "ZOO_BASE_URL").then(|| " http://localhost:1/v2/ ".to_owned())
        })
    };
    assert_eq!(named().build().unwrap().base_url(), "http://localhost:1/v2");
    let client = named().base_url("http://localhost:2").build().unwrap();
    assert_eq!(client.base_url(), "http://localhost:2");
    let client = builder().build().unwrap();
    assert_eq!(client.base_url(), "https://zoo.example/v1");
}

#[test]
fn a_base_url_must_be_one() {
    for url in ["", "zoo", "ftp://zoo", "http://zoo/?x=1", "http://zoo/#x", "http://"] {
        let error = builder().base_url(url).build().unwrap_err();
        assert!(error.is_request(), "{url}");
    }
}

#[test]
fn a_password_in_the_base_url_is_refused_and_not_shown() {
    let urls = [
        "http://user:secret@zoo.example/v1",
        "http://secret@zoo.example",
        "http://:secret@zoo.example",
        "http:user:secret@zoo.example",
        "ftp://user:secret@zoo.example",
        "http://user:secret@zoo.example:99999",
        "http://user:sec/ret@secret@zoo.example",
        "user:secret@zoo.example",
        "http://zoo.example/?key=secret",
    ];
    for url in urls {
        let shown = format!("{:?}", builder().base_url(url));
        let error = builder().base_url(url).build().unwrap_err();
        let named = move |name: &str| (name == "ZOO_BASE_URL").then(|| url.to_owned());
        let from_environment = builder().env_from(named).build().unwrap_err();
        assert!(error.is_request(), "{error}");
        assert!(error.to_string().contains("zoo.example"), "{error}");
        let shown = format!("{shown} {error} {error:?} {from_environment:?}");
        assert!(!shown.contains("sec"), "{shown}");
    }
    let error = builder().base_url(urls[0]).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the base URL `http://…@zoo.example/v1` has a user name or password in it: set them as \
         credentials, or by `ClientBuilder::default_header`"
    );
    // What stands behind the host is none.
    let client = builder().base_url("http://zoo.example/@me").build().unwrap();
    assert_eq!(client.base_url(), "http://zoo.example/@me");
    assert!(format!("{client:?}").contains("http://zoo.example/@me"));
}

#[tokio::test]
async fn a_cookie_of_the_call_is_a_credential() {
    let server = server().await;
    let client = builder().base_url(&server.url).build().unwrap();
    let call = || Call::new(&client, Method::GET, "/x").security(&[&[5]]);
    call().header("cookie", "a=1; session=mine").empty().await.unwrap();
    call().cookie("session", "mine").empty().await.unwrap();
    for cookies in ["a=1; sessions=x", "session", "a=session=1"] {
        let error = call().header("cookie", cookies).empty().await.unwrap_err();
        assert!(error.is_credentials(), "{cookies}");
    }
    let client = client.to_builder().credential(5, "other").build().unwrap();
    let call = Call::new(&client, Method::GET, "/x").security(&[&[5]]);
    call.header("cookie", "session=mine").empty().await.unwrap();
    let sent: Vec<String> =
        server.seen().iter().map(|seen| seen.header("cookie").to_owned()).collect();
    assert_eq!(sent, ["a=1; session=mine", "session=mine", "session=mine"]);
}

#[tokio::test]
async fn secrets_are_not_shown() {
    let server = Server::with([|| Answer::status(404)]).await;
    let builder =
        server.builder().credential(4, "secret-key").default_header("x-a", "secret-h");
    let shown = format!("{builder:?}");
    let client = builder.build().unwrap();
    let request = client.animals().get("z", "1").header("x-b", "secret-b");
    let call = Call::new(&client, Method::GET, "/x").security(&[&[4]]);
    let shown =
        format!("{shown} {client:?} {request:?} {call:?} {:?}", client.animals());
    let status = request.await.unwrap_err();
    let connect = client.to_builder().base_url("http://127.0.0.1:1").max_retries(0);
    let call = Call::new(&connect.build().unwrap(), Method::GET, "/x").security(&[&[4]]);
    let connect = call.empty().await.unwrap_err();
    assert!(connect.is_connect(), "{connect:?}");
    let shown = format!("{shown} {status:?} {status} {connect:?} {connect}");
    assert!(!shown.contains("secret"), "{shown}");
}

#[tokio::test]
async fn a_key_that_a_cookie_cannot_have_is_refused() {
    let server = server().await;
    for (key, sent) in [
        ("\"quoted\"", true),
        ("a%3Bb", true),
        ("a;b", false),
        ("a b", false),
        ("a,b", false),
        ("a\\b", false),
        ("a\"b", false),
        ("\u{e4}", false),
    ] {
        let client = builder().base_url(&server.url).credential(5, key).build().unwrap();
        let call = Call::new(&client, Method::GET, "/x").security(&[&[5]]);
        match call.empty().await {
            Ok(()) => assert!(sent, "{key}"),
            Err(error) => {
                assert!(!sent && error.is_request(), "{error}");
                assert!(!error.to_string().contains(key), "{error}");
            }
        }
    }
    assert_eq!(server.seen()[0].header("cookie"), "session=\"quoted\"");
    assert_eq!(server.seen()[1].header("cookie"), "session=a%3Bb");
}

#[tokio::test]
async fn a_credential_that_cannot_be_sent_is_an_error_that_does_not_show_it() {
    let server = server().await;
    let client = server.builder().api_token("secret\nline").build().unwrap();
    let error = client.animals().get("z", "1").await.unwrap_err();
    assert!(error.is_request());
    assert!(!format!("{error:?} {error}").contains("secret"), "{error:?}");
    assert!(server.seen().is_empty());
}

#[test]
fn a_client_without_a_host_says_where_to_name_it() {
    static API: Api =
        Api { base_url: "/v1", base_url_variable: "ZOO_BASE_URL", ..NOTHING };
    let error = ClientBuilder::new(&API).build().unwrap_err().to_string();
    assert!(error.contains("ClientBuilder::base_url"), "{error}");
    assert!(error.contains("`ZOO_BASE_URL`") && error.contains("`/v1`"), "{error}");
    let client = ClientBuilder::new(&API).base_url("https://zoo.example/v1").build();
    assert_eq!(client.unwrap().base_url(), "https://zoo.example/v1");
}
