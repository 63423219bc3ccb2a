//! One resource in the singular and in the plural.

use super::check;

#[test]
fn one_thing_and_many_are_one_resource() {
    check(
        "GET /tags => tags.list
         POST /tag => tags.create
         GET /tag/{name} => tags.get
         GET /tag/{name}/posts => tags.posts.list
         GET /shops/{id}/branches => shops.branches.list
         DELETE /shops/{id}/branch/{branch} => shops.branches.delete",
    );
    // Ids say which is which, and paths do not.
    check(
        "GET /shops/{id}/keys | | | keys/list => keys.list
         POST /shops/{id}/keys | | | key/create => keys.create
         POST /shops/{id}/keys/sort | | | key/sort => keys.sort
         GET /shops/{id}/keys/{key} | | | key/show => keys.show
         GET /shops/{id}/jobs/{job}/locales | | | job_locales/list => job_locales.list
         GET /shops/{id}/jobs/{job}/locales/{locale} | | | job_locale/show => job_locales.show",
    );
}

#[test]
fn what_has_no_key_can_be_something_else() {
    check(
        "PUT /user => user.update
         GET /user/{id}/keys => user.keys.list
         GET /users => users.list",
    );
}

#[test]
fn by_what_many_are_asked_for_is_none_of_them() {
    check(
        "GET /employees => employees.list
         GET /employees/tag/{tag} | | | getEmployeesWithTag => employees.get_with_tag
         GET /employees/tags | | | listEmployeesTags => employees.list_tags
         GET /player/{id} | | | PlayerDetailsByPlayer => players.get
         GET /players => players.list",
    );
}

#[test]
fn what_both_have_keeps_them_apart() {
    check(
        "GET /author/{name} => author.get
         GET /authors/{query} => authors.get
         GET /shop/{name} => shop.get
         GET /shop/{name}/toys => shop.toys.list
         GET /shops => shops.list
         GET /shops/{id}/toys => shops.toys.list",
    );
}

#[test]
fn what_is_at_another_place_is_something_else() {
    check(
        "POST /projects/user/{user} => projects.user.create
         GET /projects/{id}/users => projects.users.list",
    );
}

#[test]
fn pairs_can_be_inside_of_pairs() {
    check(
        "GET /events => events.list
         GET /event/{id} => events.get
         GET /events/{id}/attendees => events.attendees.list
         GET /event/{id}/attendee/{name} => events.attendees.get",
    );
}

#[test]
fn what_is_behind_a_key_belongs_to_the_thing() {
    check(
        "GET /tags => tags.list
         GET /tag/{tag}/posts | | | getPostsWithTag => tags.list_posts",
    );
}
