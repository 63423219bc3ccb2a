//! What alone can be done with a part of a thing, and what is read and done in ways of its own.

use super::check;

#[test]
fn what_alone_can_be_done_with_a_part_is_a_method_of_the_thing() {
    check(
        "
         GET /customers | customers | | listCustomers => customers.list
         GET /customers/{customer}/payments | customers | | listCustomerPayments => customers.list_payments
         GET /customers/{customer}/mandates | customers | | listCustomerMandates => customers.mandates.list
         POST /customers/{customer}/mandates | customers | | createCustomerMandate => customers.mandates.create
         POST /customers/{customer}/tokens | customers | | createCustomerToken => customers.create_token
         DELETE /customers/{customer}/passkeys/{passkey} | customers | | deletePasskey => customers.delete_passkey
         POST /customers/bulk | customers | | createBulkCustomers => customers.bulk_create
        ",
    );
}

#[test]
fn what_stands_alone_without_such_an_id_or_tag_is_a_resource() {
    check(
        "
         GET /customers | customers | | listCustomers => customers.list
         GET /customers/{customer}/payments | payments | | listCustomerPayments => customers.payments.list
         GET /customers/{customer}/orders | customers | | customerOrders => customers.orders.list
         GET /customers/{customer}/refunds | customers => customers.refunds.list
         GET /customers/{customer}/plan/{plan} | customers | | getPlanBalance => customers.plan.get
         GET /customers/{customer_id}/balance | customers | | get-customers-customer_id-balance => customers.balance.get
         GET /billing/plans | billing | | listPlans => billing.plans.list
        ",
    );
}

#[test]
fn a_list_of_things_lists_them() {
    check(
        "GET /recharge | recharge | | getRecharge => recharge.get
         GET /recharge/packages | recharge | | List of Packages => recharge.list_packages",
    );
}

#[test]
fn by_what_a_thing_is_got_is_no_part_of_it() {
    check(
        "
         GET /labels | labels | | listLabels => labels.list
         GET /labels/external_id/{external_id} | labels | | getByExternalId => labels.get_by_external_id
         POST /labels/shipment/{shipment} | labels | | createLabelFromShipment => labels.create_from_shipment
        ",
    );
}

#[test]
fn what_an_id_gets_is_not_done() {
    check(
        "
         GET /settlements => settlements.list
         GET /settlements/{id} => settlements.get
         GET /settlements/open | | | getOpenSettlement => settlements.get_open
         GET /settlements/search | | | getSettlementsSearch => settlements.search
         GET /settlements/{id}/report | | | getSettlementReport => settlements.get_report
         GET /settlements/{id}/verify | | | verifySettlement => settlements.verify",
    );
}

#[test]
fn how_a_thing_ends_is_what_the_id_says() {
    check(
        "
         GET /orders | | | listOrders => orders.list
         GET /orders/{id} | | | getOrder => orders.get
         DELETE /orders/{id} | | | cancelOrder => orders.cancel
         DELETE /orders | | | cancelOrders => orders.bulk_cancel
         DELETE /orders/{id}/all | | | deleteOrderAll => orders.all.delete
         GET /orders/{id}/tags | | | listTags => orders.tags.list
         POST /orders/{id}/tags | | | attachTag => orders.tags.create
         DELETE /orders/{id}/tags/{tag} | | | detachTag => orders.tags.delete
         DELETE /orders/{id}/holds/{hold} | | | unassignHold => orders.holds.delete
         GET /orders/{id}/holds/{hold} | | | getHold => orders.holds.get
        ",
    );
}

#[test]
fn what_is_called_after_what_is_done_is_created() {
    check(
        "
         POST /simulations/transfers | | | simulateTransfer => simulations.transfers.create
         POST /simulations/refunds/{id} | | | simulateRefund => simulations.refunds.simulate
         POST /verifications | | | verifyEmail => verifications.create
         POST /emails | | | sendEmail => emails.send",
    );
}

#[test]
fn what_a_path_ends_with_starts_or_stops() {
    check(
        "POST /calls/{id}/actions/playback_start | | | callPlaybackStart => calls.actions.playback_start
         POST /calls/{id}/actions/refer | | | callRefer => calls.actions.refer",
    );
}

#[test]
fn ids_with_colons_are_a_group_and_a_method() {
    check(
        "GET /benefits | | | benefits:list => benefits.list
         GET /benefits/{id}/grants | | | benefits:grants => benefits.grants
         GET /portal/orders/{id} | | | portal:orders:get => portal.orders.get
         DELETE /portal/orders/{id} | | | portal:orders:revoke => portal.orders.revoke",
    );
}
