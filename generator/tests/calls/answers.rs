//! Calls that follow from what is answered.

use serde_json::{Value, json};

use super::{calls, variables};

/// Compares the calls of reading paths with those wanted, or of posting to them where a line says
/// `POST`. A line is `path | id | answer => call`,
/// where the answer is a schema's name, with brackets around it where it is a list, or `file`.
pub(super) fn check(api: &str) {
    let mut paths = serde_json::Map::new();
    let mut wanted = String::new();
    for line in api.lines().map(str::trim) {
        let (said, call) = line.split_once(" => ").expect("a line has an arrow");
        let [path, id, answer]: [&str; 3] =
            said.split(" | ").collect::<Vec<_>>().try_into().expect("three parts");
        let (method, path) = path.split_once(' ').unwrap_or(("GET", path));
        let media_type = match answer {
            "file" => "application/octet-stream",
            _ => "application/json",
        };
        let mut operation = json!({
            "parameters": variables(path),
            "responses": { "200": {
                "description": "Done.",
                "content": { media_type: { "schema": schema(answer) } },
            } },
        });
        if !id.is_empty() {
            operation["operationId"] = json!(id);
        }
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[method.to_lowercase()] = operation;
        wanted += &format!("{method} {path} => {call}\n");
    }
    let text =
        json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": "Small", "version": "1" },
        "paths": paths,
        "components": { "schemas": { "PaymentTermsDto": text, "Order": text } },
    });
    assert_eq!(calls(&description, &wanted), wanted);
}

fn schema(answer: &str) -> Value {
    let name = answer.trim_matches(['[', ']', '{', '}']);
    let one = json!({ "$ref": format!("#/components/schemas/{name}") });
    let many = json!({ "type": "array", "items": one });
    match answer.chars().next() {
        Some('f') => json!({ "type": "string", "format": "binary" }),
        Some('[') => many,
        Some('{') => json!({
            "type": "object",
            "properties": { "data": many, "total": { "type": "integer" } },
        }),
        _ => one,
    }
}

#[test]
fn what_is_got_by_posting_is_a_list_where_the_answer_can_be_one() {
    check(
        "POST /media | getUploadUrl | Order => media.get
         POST /oauth/tokens | getToken | Order => oauth.tokens.get
         POST /users | getUsers | {Order} => users.list
         POST /reports | getReports | [Order] => reports.list
         /collections/{name}/exists | collectionExists | Order => collections.exists.get",
    );
}

#[test]
fn the_answer_says_whether_it_is_a_list() {
    check(
        "/invoices/{invoice_id}/paymentTerms | getPaymentTerms | PaymentTermsDto => invoices.payment_terms.get
         /invoices/{invoice_id}/orders | getOrders | Order => invoices.orders.list
         /data/locations/hotel | getHotels | {Order} => data.locations.hotel.list
         /history/{vin} | getHistory | Order => history.get
         /schedules/{season} |  | [Order] => schedules.list
         /reviews/{review} | getReview | [Order] => reviews.get
         /orders |  | [Order] => orders.list
         /orders/{order_id} |  | [Order] => orders.get",
    );
}

#[test]
fn what_nothing_can_be_added_to_is_one_thing_where_it_is_read_as_one() {
    check(
        "/config/host |  | PaymentTermsDto => config.host.get
         /config/host/{id} |  | PaymentTermsDto => config.host.get_by_id
         /config/queue |  | PaymentTermsDto => config.queue.list
         POST /config/queue |  | PaymentTermsDto => config.queue.create
         /config/queue/{id} |  | PaymentTermsDto => config.queue.get
         /config/mirror | listMirror | PaymentTermsDto => config.mirror.list
         /config/mirror/{id} |  | PaymentTermsDto => config.mirror.get
         /config/rules |  | PaymentTermsDto => config.rules.list
         /config/rules/{id} |  | PaymentTermsDto => config.rules.get",
    );
}

#[test]
fn ids_that_say_get_of_a_list_are_lists() {
    check(
        "/accounts | Accounts_Get | [Order] => accounts.list
         /accounts/{id}/terms | Terms_Get | PaymentTermsDto => terms.get
         /rates | Rates_Get | [Order] => rates.list
         /rates/{id} | Rates_Get | Order => rates.get",
    );
}

#[test]
fn ids_that_say_list_of_what_could_be_facts_are_lists() {
    check(
        "/distribution/credentials | list | {Order} => distribution.credentials.list
         /distribution/credentials/{credentials_id} | get | Order => distribution.credentials.get",
    );
}

#[test]
fn a_file_is_one_thing_where_its_id_says_so() {
    check(
        "/refs/{ref}/objects | getObject | file => refs.objects.get
         /refs/{ref}/reports | getReports | file => refs.reports.list",
    );
}

#[test]
fn what_is_many_things_and_has_the_name_of_one_is_got_where_the_id_says_so() {
    check(
        "/videos | listVideos | [Order] => videos.list
         /videos/{id}/content | getVideoContent | [Order] => videos.get_content
         /videos/{id}/related | getRelatedVideos | [Order] => videos.list_related
         /videos/{id}/tracks | getVideoTracks | [Order] => videos.list_tracks",
    );
}

/// All of one thing is no list.
#[test]
fn all_of_what_has_no_list_is_got() {
    check(
        "/config/all | getConfig | Order => config.all.get
         /clients/all | getClients | [Order] => clients.list",
    );
}
