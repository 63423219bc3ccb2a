//! The calls that an SDK's designer would choose, and that follow from nothing but the description:
//! small APIs in the manner of real ones, each operation with the call it has to get.

mod actions;
mod answers;
mod common_names;
mod evidence;
mod frameworks;
mod groups;
mod lifted;
mod lone;
mod pairs;
#[path = "../support/mod.rs"]
mod support;
mod unlike_http;
mod whole_paths;

use std::fmt::Write;

use serde_json::{Map, Value, json};
use specwright::config::Config;
use specwright::model::Operation;
use support::generate;

/// Compares the calls of all operations with those wanted.
///
/// A line is `METHOD /path => call`, where `| tag`, `| tag | summary` or `| tag | summary | id` can
/// be before the arrow.
fn check(api: &str) {
    check_titled("Small", api);
}

/// The same for an API with a title.
fn check_titled(title: &str, api: &str) {
    let mut paths = Map::new();
    let mut wanted = String::new();
    for line in api.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (said, call) = line.split_once(" => ").expect("a line has an arrow");
        let mut parts = said.split('|').map(str::trim);
        let place = parts.next().unwrap_or_default();
        let (method, path) =
            place.split_once(' ').expect("a line has a method and a path");
        let mut operation = json!({
            "responses": { "204": { "description": "Done." } },
            "parameters": variables(path),
        });
        for (key, value) in ["tags", "summary", "operationId"].iter().zip(parts) {
            let value = if *key == "tags" { json!([value]) } else { json!(value) };
            if value != json!([""]) && value != json!("") {
                operation[*key] = value;
            }
        }
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[method.to_lowercase()] = operation;
        let _ = writeln!(wanted, "{place} => {call}");
    }
    let description = json!({
        "openapi": "3.0.3",
        "info": { "title": title, "version": "1" },
        "paths": paths,
    });
    assert_eq!(calls(&description, &wanted), wanted);
}

fn variables(path: &str) -> Vec<Value> {
    let names = path.split('{').skip(1).filter_map(|part| part.split(['}', '=']).next());
    names
        .map(|name| json!({
            "name": name, "in": "path", "required": true, "schema": { "type": "string" },
        }))
        .collect()
}

/// The calls of a description's operations, in the order of the lines.
fn calls(description: &Value, order: &str) -> String {
    let (generated, _) =
        generate("small.json", description.to_string(), &Config::default());
    let operations = generated.expect("the description is valid").api.operations;
    let mut text = String::new();
    for line in order.lines() {
        let place = line.split(" =>").next().unwrap_or_default();
        let operation = operations
            .iter()
            .find(|one| is_at(one, place))
            .expect("no operation is lost");
        let names = operation.resource.iter().chain([&operation.name]);
        let call = names.map(String::as_str).collect::<Vec<_>>().join(".");
        let _ = writeln!(text, "{place} => {call}");
    }
    text
}

/// Whether an operation is at a path, with what is behind its `#` in the description.
fn is_at(operation: &Operation, place: &str) -> bool {
    let path = operation.origin.tokens().get(1).map(ToString::to_string);
    path.is_some_and(|path| format!("{} {path}", operation.method) == place)
}

#[test]
fn what_everything_is_below_goes_without_saying() {
    check(
        "GET /api/v1/accounts => accounts.list
         GET /api/v1/accounts/{account_id} => accounts.get
         GET /api/v1/accounts/{account_id}/members | Account Members => accounts.members.list
         GET /api/v1/accounts/{account_id}/ai-gateway/gateways | AI => ai_gateway.list
         GET /api/v1/accounts/{account_id}/ai-gateway/gateways/{id}/logs | AI => ai_gateway.logs.list
         GET /api/v1/accounts/{account_id}/queues | Queue => queues.list
         GET /api/v1/accounts/{account_id}/queues/{queue_id} | Queue => queues.get
         GET /api/v1/accounts/{account_id}/images | Images => images.list
         GET /api/v1/accounts/{account_id}/keys | Keys => keys.list
         GET /api/v1/accounts/{account_id}/lists | Lists => lists.list
         GET /api/v1/accounts/{account_id}/pools | Pools => pools.list
         GET /api/v1/accounts/{account_id}/alerts/v3/rules | Alerts => alerts.rules.list",
    );
}

#[test]
fn a_scope_inside_of_a_path_is_no_resource() {
    check(
        "GET /api/namespaces => namespaces.list
         GET /api/namespaces/{namespace}/pods => pods.list
         POST /api/namespaces/{namespace}/pods => pods.create
         GET /api/namespaces/{namespace}/pods/{name} => pods.get
         GET /api/namespaces/{namespace}/secrets => secrets.list
         GET /api/namespaces/{namespace}/services => services.list
         GET /api/namespaces/{namespace}/events => events.list
         GET /api/namespaces/{namespace}/endpoints => endpoints.list
         GET /api/namespaces/{namespace}/bindings => bindings.list
         GET /api/apps/namespaces/{namespace}/deployments => apps.deployments.list_for_namespace
         POST /api/apps/namespaces/{namespace}/deployments => apps.deployments.create
         GET /api/apps/deployments => apps.deployments.list
         GET /api/batch/namespaces/{namespace}/jobs => batch.namespaces.jobs.list",
    );
}

#[test]
fn tags_say_what_initials_and_products_are() {
    check(
        "GET /bps/config | Big Pet Store configuration => big_pet_store.config.get
         PUT /bps/config | Big Pet Store configuration => big_pet_store.config.update
         GET /gate/rules | Zero Fear rules => zero_fear.gate.rules.list
         GET /gate/lists | Zero Fear Gate lists => zero_fear.gate.lists.list
         GET /gate/sites | Zero Fear sites => zero_fear.gate.sites.list
         GET /mail/routes/rules | Mail Routes rules => mail_routes.rules.list
         POST /mail/routes/rules | Mail Routes rules => mail_routes.rules.create
         GET /mail/routes/status | Mail Routes status => mail_routes.status.get",
    );
}

#[test]
fn ids_that_name_a_group_and_a_method_are_taken() {
    check(
        "GET /user/keys | | | users/list-keys-for-authenticated-user => users.list_keys_for_authenticated_user
         GET /users | | | users/list => users.list
         GET /users/{name} | | | users/get-by-username => users.get_by_username
         GET /repos/{owner}/{repo}/branches | | | repos/list-branches => repos.list_branches
         GET /repos/{owner}/{repo} | | | repos/get => repos.get
         DELETE /repos/{owner}/{repo} | | | repos/delete => repos.delete
         GET /search/users | | | search/users => search.users",
    );
}

#[test]
fn what_all_paths_begin_with_can_be_the_resource() {
    check(
        "
         GET /reports/daily => reports.daily
         GET /reports/weekly => reports.weekly
        ",
    );
}

#[test]
fn a_view_of_a_collection_is_its_method() {
    check(
        "
         GET /users => users.list
         GET /users/me => users.me
         GET /users/email => users.email.get
         GET /users/{user_id}/email => users.email.get_by_user
         GET /users/invitations => users.invitations.list
        ",
    );
}

#[test]
fn what_a_scope_itself_has_is_below_it() {
    check(
        "
         GET /namespaces/{namespace}/pods => pods.list
         GET /namespaces/{namespace}/secrets => secrets.list
         GET /namespaces/{namespace}/services => services.list
         GET /namespaces/{namespace}/events => events.list
         GET /namespaces/{namespace}/roles => roles.list
         GET /namespaces/{namespace}/limits => limits.list
         GET /namespaces/{name}/status => namespaces.status.get
        ",
    );
}

#[test]
fn the_http_method_in_an_id_is_said_as_what_it_does() {
    check(
        "
         POST /locks | | | Locks_PostLocks => locks.create
         PUT /locks/{id} | | | Locks_PutLock => locks.update
         PATCH /locks/{id} | | | Locks_PatchLock => locks.edit
         DELETE /locks/{id} | | | Locks_DeleteLock => locks.delete
        ",
    );
}

#[test]
fn what_has_the_tags_of_a_collection_is_of_it() {
    check(
        "
         GET /orders | Orders => orders.list
         GET /orders/{order_id} | Orders => orders.get
         GET /orders/{order_id}/items | Orders => orders.items.list
         GET /orders/{order_id}/payments | Orders => orders.payments.list
         GET /orders/{order_id}/shipments | Orders => orders.shipments.list
         GET /orders/{order_id}/notes | Order Notes => orders.notes.list
         GET /orders/{order_id}/refunds | Orders => orders.refunds.list
         GET /orders/{order_id}/events | Orders => orders.events.list
         GET /orders/{order_id}/config | Orders => orders.config.get
         POST /orders/{order_id}/resize | Orders => orders.resize
        ",
    );
}

#[test]
fn dots_are_between_resources_and_methods() {
    check(
        "
         POST /chat.postMessage | chat | | chat_postMessage => chat.post_message
         GET /users.list | users | | users_list => users.list
         GET /users.profile.get | users.profile | | users_profile_get => users.profile.get
         GET /api.test | api | | api_test => api.test
        ",
    );
    check(
        "
         POST /twirp/example.Hats/MakeHat => hats.make_hat
         POST /twirp/example.Hats/SellHat => hats.sell_hat
         GET /robots.txt => robots_txt.get
        ",
    );
}

#[test]
fn procedures_are_methods() {
    check(
        "
         POST /getChat => get_chat
         POST /sendMessage => send_message
         POST /answerCallbackQuery => answer_callback_query
         POST /close => close
         POST /logOut => log_out
        ",
    );
    check(
        "
         POST /ListRegions | | | ListRegions => list_regions
         PUT /CreateImageRecipe | | | CreateImageRecipe => create_image_recipe
         POST /graphql | | | graphql => graphql
         POST /create-tags/{id} | | | CreateTags => create_tags
         GET /merge_requests | | | getMergeRequests => merge_requests.list
         GET /users | | | users => users.list
         GET /users/{id} | | | user => users.get
        ",
    );
    check(
        "
         POST /cancelOrRefund | Modifications => modifications.cancel_or_refund
         POST /capture | Modifications => modifications.capture
         POST /payments | Payments => payments.create
         GET /payments/{id} | Payments => payments.get
         POST /verifyPayment | Payments => payments.verify
        ",
    );
}

#[test]
fn the_http_method_in_an_id_is_no_group() {
    check(
        "
         GET /things | Things | | GET_ListThings => things.list
         POST /things | Things | | POST_CreateThing => things.create
         GET /things/{id} | Things | | GET_Thing => things.get
         GET /v1/letters | | | get-/v1/letters_getPage => letters.list
        ",
    );
}

#[test]
fn versions_that_tell_apart_are_resources() {
    check(
        "
         GET /api/v2/users => v2.users.list
         GET /api/v2/users/{id} => v2.users.get
         GET /api/v3/users => users.list
         GET /api/v3/users/{id}/keys => users.keys.list
         GET /api/v3/orders => orders.list
        ",
    );
    check(
        "
         GET /v1/users => v1.users.list
         GET /v2/users => users.list
         GET /v3beta/users => v3beta.users.list
         GET /users/lists/2.0 => users.lists.v2_0.list
         GET /users/lists => users.lists.list
        ",
    );
}

#[test]
fn keys_and_patterns_are_variables() {
    check(
        "
         GET /v1/{name=projects/*} | | | getProject => projects.get
         GET /v1/{parent=projects/*}/topics | | | listTopics => projects.topics.list
         PUT /v1/{name=projects/*/topics/*} | | | createTopic => projects.topics.create
         POST /v1/{topic=projects/*/topics/*}:publish | | | publish => projects.topics.publish
         GET /v1/jobs => jobs.list
        ",
    );
    check(
        "
         GET /People => people.list
         GET /People(key1={k1},key2={k2}) => people.get
         POST /Users({id})/Default.ResetPassword => users.reset_password
         GET /Users => users.list
         GET /Users/$count => users.count
        ",
    );
}

#[test]
fn keys_tell_alike_methods_apart() {
    check(
        "
         POST /groups/schedules => groups.schedules.create
         POST /groups/{ID}/schedules => groups.schedules.create_by_group
         GET /users => users.list
         GET /users/ => users.list_2
        ",
    );
}

#[test]
fn tags_of_other_things_are_no_resources() {
    check(
        "GET /resolve | Miscellaneous => resolve
         GET /logout | session => session.logout",
    );
}
