//! What ids and texts say that paths do not: words that are run together, what is done, and what
//! keys are of.

use super::check;

#[test]
fn words_that_a_path_runs_together_are_where_ids_have_them() {
    check(
        "POST /relationships/bulkexport | | | BulkExportRelationships => relationships.bulk_export
         POST /permissions/checkbulk | | RegisterCounter is no word | CheckBulkPermissions => permissions.check_bulk
         POST /registercounter | | RegisterCounter counts | Registry_RegisterCounter => register_counter
         GET /salesorders | SalesOrder | | listSalesOrders => sales_orders.list
         GET /salesorders/{id} | SalesOrder | | getSalesOrder => sales_orders.get
         GET /salesorders/{id}/lines | SalesOrder => sales_orders.lines.list",
    );
}

#[test]
fn words_that_ids_have_in_two_ways_are_as_most_have_them() {
    check(
        "GET /salesorderitems | | | listSalesOrderItems => sales_order_items.list
         GET /salesorderitems/{id} | | | getSalesOrderItem => sales_order_items.get
         DELETE /salesorderitems/{id} | | | deleteSalesorderItem => sales_order_items.delete",
    );
    check(
        "GET /salesorderitems | | | listSalesorderItems => salesorder_items.list
         GET /salesorderitems/{id} | | | getSalesorderItem => salesorder_items.get
         DELETE /salesorderitems/{id} | | | deleteSalesOrderItem => salesorder_items.delete",
    );
    check(
        "GET /salesorderitems | | | listSalesorderItems => sales_order_items.list
         GET /salesorderitems/{id} | | | getSalesOrderItem => sales_order_items.get",
    );
}

#[test]
fn what_is_read_of_many_is_not_done_to_them() {
    check(
        "GET /event/bulk | events | Bulk list events => event.bulk.get
         POST /users/bulk | users | Bulk list users => users.bulk_list",
    );
}

#[test]
fn what_is_one_word_in_texts_stays_one() {
    check(
        "POST /paypal | | Pay with PayPal today | createPayPal => paypal.create
         POST /youtube | YouTube | Create a channel | createYouTube => youtube.create
         GET /bulk-export | | | bulk_export => bulk_export
         GET /bulkexport/{id} | | | getBulkExportOld => bulkexport.get
         GET /webhooks | | All webhooks of a team | listWebHooks => webhooks.list
         GET /webhooks/{id} | | | getWebHook => webhooks.get
         POST /users/{id}/unfavorite | | | UnFavorite => users.unfavorite
         POST /users/{id}/subscription | | | createSubScription => users.subscription.create
         POST /users/signup | | | signUp => users.signup.create",
    );
}

#[test]
fn what_a_text_begins_with_is_done() {
    check(
        "POST /items/fire_webhook | items | Fire a test webhook | itemsFireWebhook => items.fire_webhook
         POST /transfers/fire_webhook | transfers | Manually fire one | transfersFireWebhook => transfers.fire_webhook
         POST /events/estimate_fees | events | Estimate fees for an event | eventEstimateFees => events.estimate_fees
         POST /events/{id}/snub | events | Snubs the event => events.snub
         POST /events/{id}/payment_methods | events | Payment methods of events => events.payment_methods.create
         POST /events/{id}/hibernate | events => events.hibernate
         POST /events/{id}/traceroute | events | Traceroute => events.traceroute.create
         POST /events/bulk | events | Bulk create events => events.bulk_create",
    );
}

#[test]
fn what_is_created_is_not_done() {
    check(
        "POST /c/{id}/note | | Note the thing | noteThing => c.note
         POST /d/{id}/note | | Create a note | createNote => d.note.create",
    );
}

#[test]
fn what_is_done_in_two_ways_says_by_which_method() {
    check(
        "GET /entity/search | | | searchEntitiesByIdsWithId => entity.search
         POST /entity/search | | | searchEntitiesByQueryWithId => entity.search_via_post",
    );
}

#[test]
fn what_is_done_to_what_is_below_is_a_method_beside_it() {
    check(
        "POST /auth/login | auth | | login => auth.login
         POST /auth/login/mfa | auth | | mfa => auth.login_mfa
         POST /tokens/create => tokens.create
         POST /tokens/create/{role} => tokens.create_by_role
         GET /tokens => tokens.list
         POST /users/invite | users | | inviteUser => users.invite.invite
         GET /users/invite/state/{token} | users => users.invite.state.get
         POST /users/leave | users | | createLeave => users.leave.create
         GET /users/leave/days | users => users.leave.days.list",
    );
}

#[test]
fn a_dotted_name_below_a_verb_is_a_method_beside_it() {
    check(
        "GET /dm.list => dm.list
         GET /dm.list.everyone => dm.list_everyone
         GET /dm.messages => dm.messages.list
         GET /dm.messages.others => dm.messages.others
         POST /dm.get.get.all => dm.get.get.all
         POST /dm.sign.get => dm.sign.get
         POST /dm.open => dm.open
         POST /dm.open.get => dm.open_get
         POST /dm.open.get.all => dm.open_get_all
         POST /chat.post => chat.post",
    );
}

#[test]
fn what_paths_of_odata_end_with_is_no_resource() {
    check(
        "GET /groups => groups.list
         GET /groups/$count => groups.count
         POST /groups/{id}/members/$ref | | | AddMember => groups.members.add
         DELETE /groups/{id}/members/{member}/$ref | | | DeleteMember => groups.members.delete
         GET /groups/{id}/owners => groups.owners.list
         POST /groups/{id}/owners => groups.owners.create
         POST /groups/{id}/owners/$ref => groups.owners.add_ref
         GET /groups/{id}/photo/$value => groups.photo.get_value
         PUT /groups/{id}/photo/$value => groups.photo.update_value",
    );
}

#[test]
fn keys_of_different_things_at_one_place_are_resources() {
    check(
        "POST /auth/{aws_mount}/login | | | aws-login => auth.aws.login
         GET /auth/{aws_mount}/config | | | aws-read-config => auth.aws.config.get
         POST /auth/{gcp_mount}/login | | | google-cloud-login => auth.gcp.login
         GET /auth/{ldap_mount}/groups | | | ldap-list-groups => auth.ldap.groups.list
         GET /auth/methods => auth.methods.list",
    );
}

#[test]
fn other_names_for_the_same_key_are_no_resources() {
    check(
        "GET /users/{user_id}/posts | | | listPosts => users.posts.list
         GET /users/{owner_id}/posts | | | listOwnPosts => users.posts.list_by_owner
         GET /users/{user_id} | | | getUser => users.get",
    );
}

#[test]
fn keys_are_told_apart_only_where_ids_tell_them_apart() {
    // One is what the place is of.
    check(
        "GET /users/{user_id}/posts | | | user-posts => users.posts.list
         GET /users/{owner_id}/posts | | | owner-posts => users.posts.list_by_owner",
    );
    // Both begin alike.
    check(
        "POST /auth/{aws_path}/login | | | mount-login => auth.login
         POST /auth/{gcp_path}/login | | | mount-login-again => auth.login_by_gcp_path",
    );
    // None says what names the key.
    check(
        "POST /auth/{aws_path}/login | | | amazon-login => auth.login
         POST /auth/{gcp_path}/login | | | google-login => auth.login_by_gcp_path",
    );
}

#[test]
fn what_can_be_called_in_two_ways_has_one_name() {
    check(
        "GET /addMessage | chat | | addMessage => chat.add_message
         POST /addMessage | chat | | postAddMessage => chat.add_message_via_post
         GET /star | lists | | star => lists.star
         POST /star | lists | | postStar => lists.star_via_post
         GET /createList | lists | | createList => lists.create
         POST /createList | lists | | postCreateList => lists.create_via_post
         GET /getToken | auth | | makeToken => auth.get_token
         POST /getToken | auth | | makeToken => auth.make_token
         GET /animals/search => animals.search
         POST /animals/search => animals.search_via_post",
    );
}

#[test]
fn an_id_that_is_a_verb_is_the_method() {
    check(
        "POST /auth | | | login => auth.login
         DELETE /auth | | | logOut => auth.logout
         DELETE /domains/{domain} | | | cancel => domains.cancel
         POST /topics/{topic} | | | publish => topics.publish
         POST /simulations | | | simulate => simulations.create
         POST /templates | | | create => templates.create
         POST /users | | | register => users.create
         DELETE /bans/{id} | | | unban => bans.delete
         DELETE /exits/logout/{token} | | | logOut => exits.logout.delete",
    );
}

#[test]
fn what_a_path_alone_does_is_said_by_ids_and_texts() {
    check(
        "POST /change-password | | Change the password => change_password
         POST /{realm}/test-connection | | | testConnection => test_connection
         POST /export-summary | | Summary of an export => export_summary.create
         POST /import-urls | | Import URLs => import_urls.create
         GET /tokens/check/{token} | | | checkToken => tokens.check
         GET /requests/merge/{id} | | | getMerge => requests.merge.get",
    );
}

#[test]
fn what_is_got_goes_before_what_is_posted() {
    check(
        "POST /pets/search => pets.search_via_post
         GET /pets/search => pets.search",
    );
}
