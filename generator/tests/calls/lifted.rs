//! Resources that are only what is done are methods.

use super::check;

#[test]
fn what_a_resource_only_does_is_a_method() {
    check(
        "GET /leases => leases.list
         POST /leases/renew | | | renew-lease => leases.renew
         POST /leases/renew/{id} | | | renew-lease-with-id => leases.renew_by_id
         POST /leases/revoke => leases.revoke
         POST /leases/revoke/{id} => leases.revoke_by_id
         POST /tokens/reset-password => tokens.reset_password
         POST /tokens/reset-password/{guid} => tokens.reset_password_by_guid
         POST /files/import | | | importFile => files.import
         POST /files/import/{id} | | | importFileWithId => files.import_by_id
         GET /airports/autocomplete/{name} => airports.autocomplete
         POST /journals/search => journals.search
         GET /journals/search/{query} => journals.search_by_query
         GET /company/list => company.list
         GET /company/list/{id} => company.get",
    );
}

#[test]
fn what_is_done_alone_is_a_method_of_the_tag_or_of_the_client() {
    check(
        "GET /search/{query} | Search => search
         GET /lookup/{address} | Networks => networks.lookup
         GET /networks | Networks => networks.list",
    );
}

#[test]
fn what_is_called_like_what_is_done_can_be_a_thing() {
    check(
        "GET /transfer/{id} => transfer.get
         GET /files/update => files.update.list
         GET /files/update/{name} => files.update.get
         POST /users/upload => users.upload.create
         GET /users/upload/{id} => users.upload.get
         POST /datasets/{id}/upload | | | createVersion => datasets.upload.create
         POST /datasets/{id}/upload/{version} | | | uploadVersion => datasets.upload.upload
         POST /files/export | | | createExport => files.export.create
         POST /files/export/{id} | | | createExportWithId => files.export.create_with_id
         POST /restore-batches => restore_batches.create
         POST /restore-batches/{id} => restore_batches.create_by_id
         GET /cards/{id}/list => cards.list.list
         GET /cards/{id}/list/{field} => cards.list.get
         GET /news => news.get
         GET /news/list/{kind} => news.list.get
         POST /self/verify => self.verify.create
         POST /self/verify/{id} => self.verify.create_by_id
         GET /self/verify/status => self.verify.status.get",
    );
}

#[test]
fn keys_that_tell_calls_apart_are_joined() {
    check(
        "POST /shops/{shop}/orders/resend/{address} => shops.orders.resend
         POST /shops/{shop}/orders/{number}/resend => shops.orders.resend_by_number
         POST /shops/{shop}/orders/{number}/resend/{address} => shops.orders.resend_by_number_and_address
         POST /{index}/rules => rules.create_by_index
         POST /{index}/rules/{name} => rules.create_by_index_and_name
         POST /rules => rules.create
         POST /rules/{name} => rules.create_by_name",
    );
}

#[test]
fn what_ids_call_a_thing_is_not_done() {
    check(
        "GET /search | | | listSearches => search.list
         POST /search | | | createSearch => search.create
         GET /search/{id} | | | getSearch => search.get",
    );
    check(
        "GET /ads/poll | | | listPolls => ads.poll.list
         GET /ads/poll/{id} | | | getPoll => ads.poll.get",
    );
    check(
        "GET /orders/list/{customer_id} | | | listOrdersOfCustomer => orders.list.get",
    );
}

#[test]
fn what_other_resources_are_inside_of_is_one_itself() {
    check(
        "POST /verify | Checks => verify.create
         POST /verify/{id} | Checks => verify.create_by_id
         GET /verify/{id}/status | Checks => verify.status.get
         GET /networks | Networks => networks.list",
    );
    check(
        "POST /verify | Checks => verify.create
         POST /verify/{id} | Checks => verify.create_by_id
         GET /checks/verify/rules/{id} | Checks => checks.verify.rules.get
         GET /networks | Networks => networks.list",
    );
}
