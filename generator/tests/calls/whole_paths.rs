//! Calls of paths whose words are no names of things: the API's own name, versions, verbs in the
//! middle, and prepositions.

use super::{check, check_titled};

#[test]
fn the_name_of_the_api_is_not_said_by_each_call() {
    // A version follows.
    check(
        "GET /shop/v2/events => events.list
         GET /shop/v2/events/{id} => events.get
         GET /shop/v2/venues/{id} => venues.get
         GET /shop/v2/suggest => suggest",
    );
    // The title has it, and collections are below.
    check_titled(
        "Shop API",
        "GET /shop/pets => pets.list
         GET /shop/pets/{id} => pets.get
         GET /shop/toys/{id} => toys.get",
    );
    // So has this one.
    check_titled(
        "Shop API: Seller Portal",
        "GET /shop-seller-portal/pets/{id} => pets.get
         GET /shop-seller-portal/toys/{id} => toys.get",
    );
    // Versions before it differ.
    check(
        "GET /v1/mail/pets => pets.list
         GET /v1/mail/toys => toys.list
         GET /v2/mail/keys => keys.list
         GET /v2/mail/users => users.list
         GET /v2/mail/files => files.list
         GET /v2/mail/rules => rules.list",
    );
}

#[test]
fn what_says_something_is_said_by_each_call() {
    check(
        "GET /reports/v1/daily => reports.daily
         GET /reports/v1/weekly => reports.weekly",
    );
    check_titled(
        "Users",
        "GET /users/keys/{id} => users.keys.get
         GET /users/teams/{id} => users.teams.get
         GET /users/{id} => users.get",
    );
    check_titled(
        "Reports",
        "GET /reports/daily => reports.daily
         GET /reports/weekly => reports.weekly",
    );
}

#[test]
fn what_all_tags_begin_with_is_no_product() {
    check(
        "GET /v1/services | ProxyV1Service => services.list
         GET /v1/services/{service}/sessions | ProxyV1Session => services.sessions.list
         GET /v1/services/{service}/numbers | ProxyV1Number => services.numbers.list",
    );
}

#[test]
fn versions_alone_are_no_resources() {
    check(
        "GET /api/v1 | | | root => root
         GET /api/v1/pets => pets.list",
    );
    check(
        "GET /apis => apis.list
         GET /apis/{id} => apis.get",
    );
}

#[test]
fn what_is_done_and_what_to_are_one_method() {
    check(
        "PUT /meetings/{id}/reassign/room/{room_id} => meetings.reassign_room
         PUT /meetings/{id}/reassign/host/{host_id} => meetings.reassign_host
         POST /system/update/policies => system.update_policies
         POST /system/update => system.update
         POST /routes/calculate/route => routes.calculate_route
         GET /archive/delete/network | | | deleteNetwork => archive.delete_network
         GET /get/delay => get_delay
         GET /verify/name => verify.name",
    );
    // What could be nouns is done where ids say so.
    check(
        "POST /connections/{id}/push/journals | | | push-journal => connections.push_journals
         POST /batches/{id}/process/labels | | | process_batch => batches.process.labels.create
         GET /clusters/{id}/upgrade/version | | | getVersion => clusters.upgrade.version.get
         GET /watch/leases | | | watchLeases => watch.leases.list
         POST /books/import/v2 | | | importBooks => books.import.v2.create",
    );
}

#[test]
fn what_is_got_in_the_middle_of_a_path_is_not_said() {
    check(
        "GET /articles/get/{id} => articles.get
         GET /articles/get/{id}/history | | | getHistory => articles.get_history
         POST /articles/get => articles.get_via_post",
    );
}

#[test]
fn batches_of_what_is_done_are_done() {
    check(
        "POST /GetChannel | | | GetChannel => get_channel
         POST /BatchGetChannel | | | BatchGetChannel => batch_get_channel
         POST /cache => cache.create
         POST /purge_cache => cache.purge",
    );
}

#[test]
fn lists_are_listed() {
    check(
        "GET /cards/list | | | simpleListCards => cards.list
         POST /cards/list | | | listCards => cards.list_via_post
         PATCH /plans/disable | | | disablePlan => plans.disable
         POST /plans/disable | | | disablePlan2 => plans.disable_via_post",
    );
}

#[test]
fn by_what_things_are_read_is_in_the_name_of_the_method() {
    check(
        "GET /reports/by_state => reports.get_by_state
         GET /users => users.list
         GET /users/by/username/{username} => users.get_by_username
         POST /gift-cards/from-nonce | | | RetrieveGiftCardFromNonce => gift_cards.get_from_nonce
         POST /songs/by_content => songs.by_content.create",
    );
    check(
        "GET /directions/route/{route} | | | Directions_ForRoute => directions.get_for_route
         GET /directions/{id} | | | Directions_ForDirection => directions.get_for_direction",
    );
}

#[test]
fn prepositions_are_no_resources() {
    check(
        "POST /dweet/for/{thing} => dweet.create
         POST /dweet/quietly/for/{thing} => dweet.quietly.create
         POST /hat/on => hat.on.create
         POST /html/from/{one}/to/{other} => html.create",
    );
}

#[test]
fn what_is_posted_with_a_key_behind_a_verb_is_done() {
    check(
        "POST /vat/lookup/{country} | | | VatLookup => vat.lookup
         POST /documents/query/{kind} | | | post_document_query => documents.query
         POST /entities/check/{id} | | | UpdateCheck => entities.check.update
         GET /pins => pins.list
         POST /pins/{id} => pins.create",
    );
}

/// What is read at a path that sounds like doing is the thing, unless something stands before it that
/// the id has too.
#[test]
fn things_that_sound_like_verbs_are_read() {
    check(
        "GET /refund/{id} | | | refundById => refund.get
         GET /export/{id} | | | exportStatus => export.get
         GET /tokens/check/{token} | | | checkToken => tokens.check
         POST /test-run | | | testRunCreate => test_run.create",
    );
}

#[test]
fn a_format_that_is_chosen_is_no_key() {
    check(
        "GET /issues.{format} | | | getIssues => issues.list
         POST /issues.{format} => issues.create
         GET /issues/{issue_id}.{format} => issues.get
         PUT /issues/{issue_id}.{format} => issues.update
         GET /projects/{project_id}/issues.{format} | | | getIssuesByProject => projects.issues.list",
    );
    // Where there is one without, the other is something else.
    check(
        "GET /reports => reports.list
         GET /reports.{extension} => reports.get",
    );
}

#[test]
fn an_api_beside_others_is_said() {
    check(
        "GET /{org}/api/keys => api.keys.list
         POST /{org}/api/keys => api.keys.create
         GET /{org}/web/keys => web.keys.list
         GET /{org}/web/keys/{id} => web.keys.get",
    );
    check(
        "GET /{org}/api/keys => keys.list
         POST /{org}/api/keys => keys.create
         GET /{org}/api/users => users.list",
    );
}

#[test]
fn all_things_are_listed() {
    check(
        "GET /clients/all => clients.list
         GET /shops => shops.list
         GET /shops/all => shops.list_all
         GET /shops/{kind}/all => shops.list_by_kind
         GET /shops/{kind}/toys/all | | | getAllToys => shops.toys.list
         DELETE /teams/all/keys => teams.all.keys.delete",
    );
    // What is done with all of them is something else.
    check(
        "GET /tweets/search/all => tweets.search.all
         GET /tweets/search/recent => tweets.search.recent",
    );
}

#[test]
fn what_all_collections_are_below_is_no_resource() {
    check(
        "GET /storage/files => files.list
         GET /storage/files/{id} => files.get
         GET /storage/folders => folders.list
         GET /storage/folders/{id} => folders.get",
    );
    // What is one thing beside them is of what they are below.
    check(
        "GET /storage/files => storage.files.list
         GET /storage/files/{id} => storage.files.get
         GET /storage/status => storage.status.get",
    );
}

#[test]
fn what_a_file_is_is_no_part_of_its_key() {
    check(
        "GET /recordings/{id} => recordings.get
         GET /recordings/{id}.mp3 => recordings.get_mp3
         GET /zones/{area}/{place} => zones.get
         GET /zones/{area}/{place}.txt => zones.get_txt
         GET /zones/{area}/{place}/{region}.txt => zones.get_by_region_txt
         GET /games/{id}.txt => games.get
         GET /news/{source}/{section}.json => news.get
         GET /news/{source}/{section}/{day}.json => news.get_by_day",
    );
}

#[test]
fn which_key_it_is_is_no_resource() {
    check(
        "GET /{shop}/products => products.list
         GET /{shop}/products/key={key} => products.get_by_key
         GET /{shop}/products/{id} => products.get
         DELETE /{shop}/products/{id} => products.delete
         DELETE /{shop}/products/key={key} => products.delete_by_key
         POST /{shop}/products/key={key}/images => products.images.create",
    );
    check(
        "GET /studies/by/{user_name} => studies.get_by_user_name
         GET /studies/{id} => studies.get",
    );
}

#[test]
fn files_keep_their_names() {
    check(
        "GET /cameras/{name}/clip.mp4 => cameras.clip_mp4.get
         GET /cameras/{name}/thumb.webp => cameras.thumb_webp.get
         GET /cameras/{name} => cameras.get",
    );
}
