//! Calls of descriptions that frameworks write, which put classes, paths and methods into ids, tags
//! and paths.

use super::check;

#[test]
fn classes_are_no_resources() {
    // NestJS
    check(
        "GET / | | | AppController_getHello => get_hello
         GET /users | | | UsersController_getUsers => users.list
         POST /users | | | UsersController_create => users.create
         GET /users/{id} | | | UsersController_findOne => users.get
         DELETE /users/{id} | | | UsersController_remove => users.delete
         POST /users/{id}/mails | | | UsersController_sendMail => users.send_mail
         POST /auth/login | | | AuthController_login => auth.login
         POST /refresh | | | AuthController_refresh => auth.refresh",
    );
    // gRPC gateways
    check(
        "GET /v1/users | UserService | | UserService_ListUsers => users.list
         GET /v1/users/{id} | UserService | | UserService_GetUser => users.get
         POST /v1/login | AuthService | | AuthService_Login => auth.login
         POST /v1/logout | AuthService | | AuthService_Logout => auth.logout",
    );
    // Springdoc and Springfox
    check(
        "GET /api/users | user-controller | | getAllUsersUsingGET => users.list
         GET /api/users/{id} | user-controller | | getUserUsingGET_1 => users.get
         POST /login | auth-controller | | loginUsingPOST => auth.login
         POST /annotations | note-controller | | getAnnotationsUsingPOST => annotations.list",
    );
    // ASP.NET, whose paths end with the names of methods.
    check(
        "GET /api/client/candelete | | | ClientApi_CanDelete => client.can_delete
         GET /api/client/all | | | ClientApi_All => client.list
         GET /api/order/current/{id} | | | OrderApi_Current => order.current",
    );
}

#[test]
fn modules_are_no_resources() {
    // Connexion
    check(
        "GET /api/v1/users | | | app.api.v1.controllers.users.list_users => users.list
         POST /api/v1/users | | | app.api.v1.controllers.users.create_user => users.create
         GET /api/v1/items | | | app.api.v1.controllers.items.search => items.search
         POST /api/v1/login | | | app.api.v1.controllers.login => login",
    );
    check(
        "GET /sun/dose | | | shop.api.endpoints.SUN.dose => sun.dose
         GET /moon/dose | | | shop.api_moon.endpoints.MOON.dose => moon.dose",
    );
    check(
        "GET /users | | | app.users.views.list => users.list
         POST /users | | | app.users.views.create => users.create
         GET /items | | | app.items.views.list => items.list",
    );
    // What paths name is a thing, whatever modules are called.
    check(
        "GET /networks/endpoints | | | networks.endpoints.list => networks.endpoints.list
         GET /hosts/endpoints/{id} | | | hosts.endpoints.get => hosts.endpoints.get",
    );
}

#[test]
fn the_name_of_the_api_is_no_resource() {
    // Google's way, also where there is no group besides.
    check(
        "GET /v1/alerts | | | siren.alerts.list => alerts.list
         GET /v1/alerts/{id} | | | siren.alerts.get => alerts.get
         POST /v1/alerts/{id}:undelete | | | siren.alerts.undelete => alerts.undelete
         GET /v1/config | | | siren.getConfig => config.get",
    );
    check(
        "GET /alerts | | | Api_GetAlerts => alerts.list
         GET /alerts/{id} | | | Api_GetAlert => alerts.get",
    );
    // Of things of APIs there is more to say.
    check(
        "GET /gateways/apis | | | Api_List => api.list
         GET /gateways/apis/{id} | | | Api_Get => api.get",
    );
}

#[test]
fn one_of_many_goes_without_saying() {
    // OData
    check(
        "GET /groups/{id} | | | groups.group.get => groups.get
         POST /groups/{id}/threads/{thread}/reply | | | groups.group.threads.conversationThread.reply => groups.threads.reply
         GET /nodes/{id}/nodes | | | nodes.nodes.list => nodes.nodes.list",
    );
}

#[test]
fn what_only_sounds_like_a_class_is_a_resource() {
    check(
        "GET /media | | | MediaService_List => media_service.list
         GET /media/{id} | | | MediaService_Get => media_service.get
         POST /media/{id}/keys | | | MediaService_ListKeys => media_service.list_keys",
    );
}

#[test]
fn paths_and_methods_in_ids_say_nothing() {
    // FastAPI
    check(
        "GET / | | | root__get => root
         GET /items/{item_id} | | | read_item_items__item_id__get => items.get
         POST /items/ | | | create_item_items__post => items.create
         POST /mails | | | send_mail_mails_post => mails.send",
    );
    // Dots of numbers are between no groups.
    check(
        "GET /1.0/artists/{id} | | | resource__1.0_artists__id__getArtist_GET => artists.get
         GET /1.0/artists | | | resource__1.0_artists_getArtists_GET => artists.list",
    );
}

#[test]
fn parts_are_edited_and_things_updated() {
    // Django
    check(
        "PUT /api/users/{id}/ | users | | users_update => users.update
         PATCH /api/users/{id}/ | users | | users_partial_update => users.edit
         PATCH /api/me/ | me | | me_partial_update => me.edit
         GET /api/status/ | status | | status_retrieve => status.get
         DELETE /api/users/{id}/ | users | | users_destroy => users.delete",
    );
    // One word for one thing: most have a `PUT`.
    check(
        "PUT /users/{id} | | | updateUser => users.update
         PATCH /users/{id} | | | updateUserPart => users.edit
         PUT /teams/{id} | | | updateTeam => teams.update
         PATCH /teams/{id} | | | updateTeamPart => teams.edit
         PATCH /keys/{id} | | | updateKey => keys.edit",
    );
    check(
        "PATCH /apps/{id} | | | apps_update => apps.update
         PATCH /keys/{id} | | | keys_update => keys.update",
    );
}

#[test]
fn what_stands_behind_a_path_is_done() {
    check(
        "POST /rpc#createUser => rpc.create_user
         POST /rpc#listUsers => rpc.list_users
         POST /rpc#deleteUser => rpc.delete_user
         GET /tags#resourceArn => tags.list
         POST /tags#resourceArn&more => tags.create",
    );
    check(
        "GET /users.php?action=listUsers => users.list
         GET /users.php?action=exportLogs => users.export_logs
         POST /items/{id}?action=publish => items.publish
         POST /items/{id}?action=hide => items.hide
         GET /items?kind=books => items.list",
    );
}

#[test]
fn versions_can_be_variables() {
    check(
        "GET /api/v{version}/users => users.list
         GET /api/v{version}/users/{id} => users.get
         GET /{apiVersion}/orders => orders.list
         GET /docs/{doc}/{version} => docs.get",
    );
}

#[test]
fn formats_are_no_resources() {
    check(
        "GET /containers/json => containers.list
         POST /containers/prune => containers.prune
         GET /containers/{id}/json => containers.get
         GET /reports/{id}/json => reports.get_json
         GET /reports/{id} => reports.get
         GET /exports/json => exports.json
         GET /exports/csv => exports.csv
         GET /json => json.get",
    );
    // Where that does not tell, the id does.
    check(
        "GET /images/{name}/get | Image | | ImageGet => images.get
         GET /images/{name}/json | Image | | ImageInspect => images.inspect
         GET /reports/{id} | Report | | GetReport => reports.get
         GET /reports/{id}/json | Report | | GetReportJson => reports.get_json",
    );
}

#[test]
fn verbs_at_the_end_are_done() {
    check(
        "POST /player/play => player.play
         PUT /player/seek => player.seek
         POST /player/next => player.next
         POST /branches/{id}/unprotect => branches.unprotect
         POST /orders/{id}/finalise => orders.finalise
         PUT /teams/{id}/change_password => teams.change_password
         PUT /users/{id}/password | | | changePassword => users.password.update
         POST /flows/start/{flow} | | | StartFlow => flows.start
         GET /getAuthor => get_author
         POST /getAuthor => get_author_via_post
         POST /things/search => things.search
         GET /things/export => things.export",
    );
}

#[test]
fn a_thing_can_begin_like_a_verb() {
    check(
        "
        GET /upload-sessions | uploads | | uploadSessionsAll => upload_sessions.list
        POST /upload-sessions | uploads | | uploadSessionsAdd => upload_sessions.create
        DELETE /upload-sessions/{id} | uploads | | uploadSessionsDelete => upload_sessions.delete
        POST /upload-sessions/{id}/finish | uploads | | uploadSessionsFinish => upload_sessions.finish
        POST /upload-tokens | uploads | | POST_upload-tokens => upload_tokens.create
        DELETE /upload-tokens/{uploadToken} | uploads | | DELETE_upload-tokens-uploadToken => upload_tokens.delete
        ",
    );
}

#[test]
fn what_is_undone_beside_it_is_done() {
    check(
        "
        POST /statuses/{id}/reblog => statuses.reblog
        POST /statuses/{id}/unreblog => statuses.unreblog
        POST /statuses/{id}/label => statuses.label.create
        ",
    );
}

#[test]
fn changes_that_are_none_keep_their_verb() {
    check(
        "
        GET /runs | runs | | listRuns => runs.list
        GET /runs/{id} | runs | | getRun => runs.get
        PUT /runs/{id} | runs | | stopRun => runs.stop
        GET /tracks | tracks | | getTracks => tracks.list
        GET /tracks/{id} | tracks | | getTrack => tracks.get
        PUT /tracks/{id} | tracks | | reorder-or-replace-tracks => tracks.update
        ",
    );
}

#[test]
fn all_that_there_is_is_a_list() {
    check(
        "GET /licenses | | | Licenses_GetAll => licenses.list
         GET /licenses/templates | | | Licenses_GetAllTemplates => licenses.list_templates
         GET /codes-of-conduct | | | CodesOfConduct_GetAllCodesOfConduct => codes_of_conduct.list
         GET /codes-of-conduct/{id} | | | CodesOfConduct_Get => codes_of_conduct.get
         GET /flags | | | Flags_List => flags.list
         GET /flags/all | | | Flags_GetAll => flags.get_all
         POST /rules | | | Rules_GetAll => rules.get_all
         GET /rules/{id} | | | Rules_GetAllowed => rules.get_allowed
         GET /status | | | Status_GetAll => status.get_all",
    );
}

#[test]
fn how_it_is_sent_is_no_verb() {
    check(
        "POST / | | | postSimpleQuery => create_simple_query
         PUT /{id} | | | putSimpleQuery => update_simple_query
         GET /pets | | | getPets => pets.list
         POST /pets | | | createPets => pets.create",
    );
}

#[test]
fn where_an_api_begins_in_the_middle_of_paths_goes_without_saying() {
    check(
        "GET /guards/api/v1/settings => guards.settings.list
         GET /portal/api/v1/users => portal.users.list
         GET /{shop}/api/orders => orders.list
         GET /me/api/keys => me.api.keys.list",
    );
}
