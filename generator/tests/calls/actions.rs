//! What is done to things: verbs of ids, of paths and of HTTP.

use super::check;

#[test]
fn what_is_done_to_many_and_to_one() {
    check(
        "GET /v1/pets => pets.list
         POST /v1/pets => pets.create
         DELETE /v1/pets => pets.bulk_delete
         GET /v1/pets/{pet_id} => pets.get
         PUT /v1/pets/{pet_id} => pets.update
         PATCH /v1/pets/{pet_id} => pets.edit
         DELETE /v1/pets/{pet_id} => pets.delete
         GET /v1/pets/{pet_id}/toys => pets.toys.list
         GET /v1/pets/{pet_id}/toys/{toy_id} => pets.toys.get
         GET /v1/store/settings => store.settings.list
         GET /v1/store => store.get",
    );
}

#[test]
fn what_is_done_to_many_does_not_take_the_name_of_what_is_done_to_one() {
    // Also where ids call it an update.
    check(
        "PATCH /pets | | | updatePets => pets.bulk_update
         GET /pets/{pet_id} => pets.get
         PATCH /pets/{pet_id} | | | updatePet => pets.update",
    );
}

#[test]
fn what_a_path_ends_with_is_done() {
    check(
        "PUT /pet => pet.update
         GET /pet/findByTags => pet.find_by_tags
         POST /pet/{petId} | pet | | updatePetWithForm => pet.update_with_form
         POST /pet/{petId}/uploadImage => pet.upload_image
         POST /user/createWithList => user.create_with_list
         POST /transfers/{id}/cancel => transfers.cancel
         POST /transfers/{id}/rewind | | Rewind the transfer => transfers.rewind
         POST /transfers/{id}/payment | | Pay for the transfer => transfers.payment.create
         POST /secrets/{id}/bulk/delete => secrets.bulk_delete
         GET /secrets/search => secrets.search
         POST /jobs/{id}:run => jobs.run",
    );
}

#[test]
fn what_is_done_to_a_scope_is_its_method() {
    check(
        "
         GET /sites | site => sites.list
         GET /sites/{site_id}/deploys | deploy => deploys.list
         GET /sites/{site_id}/hooks | hook => hooks.list
         GET /sites/{site_id}/forms | form => forms.list
         GET /sites/{site_id}/files | file => files.list
         GET /sites/{site_id}/assets | asset => assets.list
         GET /sites/{site_id}/snippets | snippet => snippets.list
         PUT /sites/{site_id}/unlink_repo | site | | unlinkSiteRepo => sites.unlink_repo
         PUT /sites/{site_id}/rollback | deploy | | rollbackSiteDeploy => sites.rollback
        ",
    );
}

#[test]
fn ids_say_what_an_unusual_method_does() {
    check(
        "
         GET /pets/{id} | | | getPet => pets.get
         POST /pets/{id} | | | updatePetWithForm => pets.update_with_form
         PUT /pets/{id} | | | updatePet => pets.update
         PATCH /pets/{id} | | | patchPet => pets.edit
         POST /pets | | | addPet => pets.create
         POST /pets/search/query | | | queryPets => pets.search.query
         PATCH /stores/{id} | | | updateStore => stores.update
         POST /stores/find | | | findStores => stores.find
         PUT /offers | | | createOffer => offers.create
         POST /offers | | | updateOrCreateOffers => offers.update_or_create
         POST /findings | | | listFindings => findings.list
        ",
    );
}

#[test]
fn the_verb_of_an_id_counts_where_the_path_ends_with_it() {
    check(
        "GET /instances => instances.list
         GET /instances/{id} | | | getInstance => instances.get
         POST /instances/{id}/boot | | | bootInstance => instances.boot
         POST /instances/{id}/rescue | | | rescueInstance => instances.rescue
         POST /instances/{id}/avatar | | | avatarCreate => instances.avatar.create
         PUT /instances/{id}/owner | | | ownerOfInstance => instances.owner.update",
    );
}

#[test]
fn the_verb_of_an_id_counts_where_http_says_something_else() {
    check(
        "PUT /backups/{file} | | | sendDownloadBackupEmail => backups.send
         GET /backups/{file} | | | downloadBackup => backups.get
         POST /emails | | | sendEmail => emails.send
         POST /messages | | | sendMessage => messages.create
         GET /messages/{id} | | | getMessage => messages.get
         DELETE /orders/{id} | | | cancelOrder => orders.cancel
         PUT /users/{name} | | | followUser => users.follow
         POST /reports | | | reportCreate => reports.create
         POST /metrics/daily | metrics | | metrics_list_daily => metrics.daily.list
         POST /contacts/search/emails | | | contacts_search_emails => contacts.search.emails.create",
    );
}

#[test]
fn an_update_of_one_thing_leaves_other_names_to_the_rest() {
    // Everything is replaced, and one thing is updated in part.
    check(
        "GET /pets/{pet}/toys => pets.toys.list
         PUT /pets/{pet}/toys | | | bulk_set_toys => pets.toys.replace
         PATCH /pets/{pet}/toys/{toy} | | | update_toy => pets.toys.update
         PUT /languages | | | upsertLanguage => languages.upsert
         PATCH /languages/{language} | | | updateLanguage => languages.update
         GET /hooks/{hook} | | | get_hook => hooks.get
         POST /hooks | | | create_hook => hooks.create
         POST /hooks/{hook} | | | execute_hook => hooks.execute
         PATCH /hooks/{hook} | | | update_hook => hooks.update",
    );
}

#[test]
fn what_is_done_to_many_can_end_a_path() {
    check(
        "GET /guilds/{guild} => guilds.get
         POST /guilds => guilds.create
         POST /guilds/{guild}/bulk-ban | | | bulk_ban_users => guilds.bulk_ban
         GET /guilds/{guild}/roles => guilds.roles.list
         PATCH /guilds/{guild}/roles | | | bulk_update_roles => guilds.roles.update
         POST /images/bulk_search | | | bulkSearchImages => images.bulk_search",
    );
}

#[test]
fn what_is_posted_to_one_thing_is_an_update_where_it_can_be_read() {
    check(
        "POST /numbers/buy/{number} => numbers.buy
         POST /checks/vat/{country} => checks.vat.create
         POST /orders/{order} => orders.update
         GET /orders/{order} => orders.get
         POST /reposts/{track} | | Reposts a track => reposts.repost
         DELETE /reposts/{track} => reposts.delete
         GET /followings => followings.list
         PUT /followings/{user} | | Follows a user => followings.follow
         PUT /members/{user} | | Update a member => members.update",
    );
}
