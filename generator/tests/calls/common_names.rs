//! Calls as real APIs make them hard: keys in a row, numbers, words of Rust, tags and ids that say
//! more than paths.

use super::check;

#[test]
fn the_newest_of_alike_methods_has_the_plain_name() {
    check(
        "
         GET /v1/{shop_id}/payments | | | ListPayments => payments.list_v1
         GET /v1/{shop_id}/payments/{id} | | | RetrievePayment => payments.get_v1
         GET /v2/payments | | | ListNewPayments => payments.list
         GET /v2/payments/{id} => payments.get
         GET /v2/orders => orders.list
         GET /v1/{shop_id}/refunds => refunds.list
        ",
    );
}

#[test]
fn numbers_are_no_resources() {
    check(
        "
         GET /rest/connect/1/apps => connect.apps.list
         GET /rest/users/{id}/folders/0 => users.folders.get
         PUT /rest/users/{id}/folders/0 => users.folders.update
         GET /rest/charts/2.8 => charts.list
         GET /rest/1-clicks => one_clicks.list
         GET /rest/classes/danger-6VMVochwUWo => classes.danger
        ",
    );
}

#[test]
fn things_whose_keys_are_two_are_a_collection() {
    check(
        "
         GET /flags/{project} | | Get a list of all flags | getFlags => flags.list
         POST /flags/{project} | | | postFlag => flags.create
         GET /flags/{project}/{flag} | | | getFlag => flags.get
         PATCH /flags/{project}/{flag} | | | patchFlag => flags.edit
         DELETE /flags/{project}/{flag} | | | deleteFlag => flags.delete
         GET /flags/{project}/{env}/{flag}/uses => flags.uses.list_by_env
         GET /flags/{project}/{flag}/uses => flags.uses.list
         POST /exports/{project} => exports.create
         DELETE /exports/{project}/{export} => exports.delete
        ",
    );
    // One thing, of which parts can be read.
    check(
        "
         GET /boards/{board} | | | getBoardsByBoard => boards.get
         PUT /boards/{board} | | | updateBoardsByBoard => boards.update
         GET /boards/{board}/{field} | | | getBoardsByBoardByField => boards.get_by_field
         GET /docs/{owner}/{doc} | | List all versions | getDocVersions => docs.get
         DELETE /docs/{owner}/{doc} | | | deleteDoc => docs.delete
         DELETE /docs/{owner}/{doc}/{version} | | | deleteVersion => docs.delete_by_version
        ",
    );
}

#[test]
fn a_summary_says_what_a_post_does_to_one_thing() {
    check(
        "
         GET /templates/{id} => templates.get
         POST /templates/{id} | | Duplicate a template | POST_templates-id => templates.duplicate
         POST /trees/{branch} | | Triggers a new build => trees.trigger
         POST /labels/{id} | | Set the label => labels.update
         POST /links/{id} | | Allows you to change links => links.update
         DELETE /trees/{branch}/build_cache | | Clears the cache => trees.build_cache.delete
        ",
    );
}

#[test]
fn words_of_rust_are_said_with_the_resource() {
    check(
        "
         POST /volumes/{id}/clone | | | cloneVolume => volumes.clone_volume
         GET /volumes => volumes.list
         GET /calendars/shows/new/{date} => calendars.shows.new_shows.get
         GET /calendars/shows/{date} => calendars.shows.get
         GET /projects/default => projects.default.get
         PATCH /projects/default => projects.default.edit
        ",
    );
}

#[test]
fn what_a_tag_names_is_no_mere_scope() {
    check(
        "
         GET /dishes/search | dishes => dishes.search
         GET /dishes/{id}/card | dishes => dishes.card.get
         GET /dishes/{id}/facts | dishes => dishes.facts.list
         GET /dishes/{id}/taste | dishes => dishes.taste.get
         GET /dishes/{id}/price | dishes => dishes.price.get
         GET /dishes/{id}/label | dishes => dishes.label.get
         GET /dishes/{id}/label.json | dishes | | labelById => dishes.label.get_json
         GET /dishes/{id}/twins | dishes => dishes.twins.list
        ",
    );
}

#[test]
fn what_is_behind_a_hash_is_a_method() {
    check(
        "
         GET /files/{id} => files.get
         PUT /files/{id} => files.update
         PUT /files/{id}#add_link => files.add_link
         PUT /schema#add | | | put_schema#add => schema.add
         PUT /schema#delete | | | put_schema#delete => schema.delete_via_put
         DELETE /schema | | | delete_schema => schema.delete
         DELETE /tags/{id}#tagKeys | | | untag => tags.delete
        ",
    );
}

#[test]
fn lists_of_everything_say_so() {
    check(
        "
         GET /api/namespaces/{namespace}/pods | | | listNamespacedPod => pods.list
         GET /api/namespaces/{namespace}/secrets => secrets.list
         GET /api/namespaces/{namespace}/services => services.list
         GET /api/namespaces/{namespace}/events => events.list
         GET /api/namespaces/{namespace}/roles => roles.list
         GET /api/namespaces/{namespace}/limits => limits.list
         GET /api/pods | | | listPodForAllNamespaces => pods.list_for_all_namespaces
         GET /api/apps/namespaces/{namespace}/sets | | | listNamespacedSet => apps.sets.list
         GET /api/apps/sets | | | listSetForAllNamespaces => apps.sets.list_for_all_namespaces
        ",
    );
}

#[test]
fn ids_in_groups_tell_one_and_many_and_owners_apart() {
    check(
        "
         GET /members | | | Members_GetMembers => members.get
         DELETE /members | | | Members_DeleteMembers => members.bulk_delete
         DELETE /members/{id} | | | Members_DeleteMember => members.delete
         DELETE /teams/{team}/members | | | Members_DeleteTeamMembers => members.bulk_delete_for_team
         DELETE /teams/{team}/members/{id} | | | Members_DeleteTeamMember => members.delete_for_team
         PUT /members/{id}/star | | | Members_LikeMember => members.like
         DELETE /members/{id}/star | | | Members_UnLikeMember => members.unlike
         GET /members/old | | | Members_GetOldMembers => members.get_old
        ",
    );
    check(
        "
         GET /makers | | | shop.makers.list => makers.list
         GET /makers/{id} | | | shop.makers.get => makers.get
         GET /toyMakers | | | shop.toyMakers.list => toy_makers.list
         GET /toyMakers/{id}/toys | | | shop.toyMakers.listToys => toy_makers.list_toys
         GET /toyMakers/{id}/toys/{toy} | | | shop.toyMakers.getToy => toy_makers.get
        ",
    );
}

#[test]
fn a_name_written_as_one_word_is_the_product() {
    check(
        "
         GET /flowscheme | Flow schemes => flow_schemes.list
         GET /flowscheme/{id}/draft | Flow scheme drafts => flow_schemes.draft
         GET /flowscheme/{id}/project | Flow scheme projects => flow_schemes.project.get
        ",
    );
}

#[test]
fn with_fewer_keys_a_name_is_plain() {
    check(
        "
         GET /maps/{id}/spots => maps.spots.list
         GET /questions/{date}/{number} => questions.get_by_number
         GET /questions/{id} => questions.get
         GET /teams/{team}/runs => teams.runs.list
         POST /teams/~/runs/list | | | getRunsBatch => teams.runs.get_runs_batch
        ",
    );
}
