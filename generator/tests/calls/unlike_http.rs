//! What operations do that their HTTP methods usually do not, and what only looks like it.

use serde_json::{Value, json};
use specwright::config::Config;

use super::support::generate;
use super::{answers, check, check_titled};

#[test]
fn what_is_posted_and_takes_back_or_ends_is_no_creation() {
    check(
        "GET /roles/{role}/grants | | | listGrants => roles.grants.list
         PUT /roles/{role}/grants | | | addGrantToRole => roles.grants.create
         POST /roles/{role}/grants | | | revokeGrantFromRole => roles.grants.revoke
         GET /tags | | | listTags => tags.list
         POST /tags | | | detachTag => tags.detach
         GET /holds | | | listHolds => holds.list
         POST /holds | | | requestHold => holds.create",
    );
}

#[test]
fn what_is_done_to_what_stands_above_is_no_creation() {
    check(
        "GET /jobs/{id}/results | | | list-results => jobs.results.list
         POST /jobs/{id}/results | | | start-job => jobs.results.start
         DELETE /jobs/{id}/results | | | stop-job => jobs.results.stop
         GET /users/{id}/avatar | | | getAvatar => users.avatar.get
         POST /users/{id}/avatar | | | uploadUserAvatar => users.avatar.create
         GET /meetings/{id}/transcription | | | getTranscription => meetings.transcription.get
         POST /meetings/{id}/transcription | | | startTranscription => meetings.transcription.start
         DELETE /meetings/{id}/transcription | | | stopTranscription => meetings.transcription.stop",
    );
}

#[test]
fn what_is_posted_to_one_thing_is_no_update_where_the_id_says_so() {
    check(
        "GET /executions/{key} | | | getExecution => executions.get
         POST /executions/{key} | | Transitions an execution | transitionExecution => executions.transition
         GET /games/{key} | | | getGame => games.get
         POST /games/{key} | | Concedes the game | concedeGame => games.concede
         GET /email-unsubscribe/{key} | | | getEmailUnsubscribe => email_unsubscribe.get
         POST /email-unsubscribe/{key} | | | emailUnsubscribe => email_unsubscribe.unsubscribe
         PATCH /hooks/{id} | | | editHook => hooks.edit
         POST /hooks/{id} | | | postHook => hooks.post
         PUT /designs/{id} | | | updateDesign => designs.update
         POST /designs/{id} | | Duplicate a design | postDesign => designs.duplicate
         PUT /payments/{id}/scrub | | | PUT_ScrubPayments => payments.scrub
         GET /rooms/{id} | | | getRoom => rooms.get
         POST /rooms/{id} | | | postRoom => rooms.update",
    );
}

#[test]
fn a_word_before_a_thing_is_a_verb_only_where_the_text_says_so() {
    check(
        "GET /widgets/{key} | | | getWidget => widgets.get
         POST /widgets/{key} | | The main widget | mainWidget => widgets.update
         GET /fonts/{key} | | | getFont => fonts.get
         POST /fonts/{key} | | From a collection | fromCollection => fonts.update
         GET /hats/{key} | | | getHat => hats.get
         POST /hats/{key} | | Adds a hat | addsHat => hats.create
         PUT /items/{key} | | Whitelist an item | whitelistItem => items.whitelist
         DELETE /items/{key} | | Whitelist an item | whitelistItem2 => items.delete",
    );
}

#[test]
fn deleting_is_said_whatever_the_method_is() {
    check(
        "GET /numbers | | | listNumbers => numbers.list
         POST /numbers | | | BatchDeleteNumber => numbers.batch_delete
         GET /batches | | | listBatches => batches.list
         POST /batches | | | batchGenerateFiles => batches.create
         PUT /schemas | | | DeleteSchema => schemas.delete
         GET /schemas | | | ListSchemas => schemas.list
         PUT /tasks | | | BatchDeleteTasks => tasks.bulk_delete
         GET /tasks | | | ListTasks => tasks.list
         DELETE /filters/columns | | | resetColumns => filters.columns.reset
         GET /filters/columns | | | getColumns => filters.columns.list",
    );
}

#[test]
fn what_a_path_does_to_many_leaves_the_name_to_what_is_done_to_one() {
    check(
        "DELETE /tasks/{id} | | | deleteTask => tasks.delete
         POST /tasks/delete | | | deleteTasks => tasks.bulk_delete
         DELETE /keys/{id} | | | deleteKey => keys.delete
         POST /keys/delete | | Delete multiple keys | deleteKeyList => keys.bulk_delete
         DELETE /hats/{id} | | | deleteHat => hats.delete
         POST /hats/delete => hats.delete_via_post
         POST /pets/delete | | | deletePets => pets.delete",
    );
}

/// Words for an update say no more than it, in whatever list they are missing.
#[test]
fn what_changes_a_thing_is_an_update() {
    check(
        "GET /alerts/{id} | | | getAlert => alerts.get
         PUT /alerts/{id} | | Alter an alert | alterAlert => alerts.update
         PUT /items/{id} | | Override the item | overrideItem => items.update
         PUT /wizards/{id} | | Transitions a wizard | transitionWizard => wizards.transition",
    );
}

/// A body can have lists of what one thing has.
#[test]
fn what_is_sent_says_whether_it_is_done_to_many() {
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": text });
    let named = |summary: &str, schema: &Value| {
        let key =
            json!({ "name": "id", "in": "path", "required": true, "schema": text });
        let done = json!({ "204": { "description": "Done." } });
        let edit = json!({
            "summary": summary,
            "requestBody": { "content": { "application/json": { "schema": schema } } },
            "responses": done,
        });
        let description = json!({
            "openapi": "3.0.3",
            "info": { "title": "Users", "version": "1" },
            "paths": {
                "/users/{id}": { "put": { "parameters": [key], "responses": done } },
                "/users/edit": { "post": edit },
            },
        });
        let (generated, _) =
            generate("users.json", description.to_string(), &Config::default());
        let operations = generated.expect("the description is valid").api.operations;
        let found = operations.into_iter().find(|one| one.path == "/users/edit");
        found.expect("an operation").name
    };
    let one = json!({ "type": "object", "required": ["name"],
        "properties": { "name": text, "roles": texts } });
    let ids = json!({ "type": "object", "properties": { "ids": texts } });
    assert!(!named("", &one).starts_with("bulk"), "{}", named("", &one));
    assert!(!named("Edit one user", &ids).starts_with("bulk"));
    for many in [ids, texts.clone()] {
        assert!(named("", &many).starts_with("bulk_"), "{}", named("", &many));
    }
}

#[test]
fn what_lists_what_is_done_stands_beside_it() {
    check(
        "POST /comment/like | | | likeComment => comment.like
         GET /comment/like/list | | | listCommentLikes => comment.list_likes",
    );
}

#[test]
fn how_pages_are_read_goes_without_saying() {
    check(
        "GET /events/view/{event_id} | | | getEventById => events.get
         GET /events/index | | | listEvents => events.list
         GET /tv/show/{id} | | | getTvDetails => tv.show.get
         GET /tables/view/{view_id} | | | getView => tables.view.get
         GET /stores/view/{store_id} => stores.view.get",
    );
}

#[test]
fn what_head_tells_of_what_is_done_says_so() {
    check(
        "GET /bundles/{id}/download | | | download => bundles.download
         HEAD /bundles/{id}/download | | | head => bundles.head_download
         GET /bundles/{id}/download/{file} | | | downloadFile => bundles.download_by_file",
    );
}

#[test]
fn what_names_nothing_is_of_its_tag() {
    check_titled(
        "Shows",
        "GET / | Static Resource => static_resource.get
         GET /api | Api Info => api_info.get
         GET /api/v3/shows | Shows => shows.list",
    );
}

#[test]
fn a_list_of_changes_does_not_change() {
    answers::check(
        "/update |  | [Order] => update.list
         /cache/update |  | Order => cache.update",
    );
}

#[test]
fn what_stands_behind_a_key_tells_files_apart() {
    check(
        "GET /archive/{id}-mapping.json | | | getHistory => archive.get_mapping
         GET /archive/{id}.json | | | getOne => archive.get",
    );
}

#[test]
fn keys_with_a_sign_between_them_are_keys() {
    check("GET /{class}={id} => get");
}
