//! Rules for pages that name what operations do not have.

use super::{right, wrong};

#[test]
fn pages_by_what_is_not_there() {
    let rule = "operations = ['listPets']\nstyle = ";
    let of = |text: &str| format!("[pagination.p]\n{rule}{text}");
    wrong(&of("'page'\nparameter = 'pag'"), "'pag'", "no parameter `pag`");
    wrong(
        &of("'page'\nparameter = 'page'\nper_page = 'nope'"),
        "'nope'",
        "no parameter `nope`",
    );
    wrong(
        &of("'page'\nparameter = 'page'\ntotal_pages = 'a.b'"),
        "'a.b'",
        "no member `a.b`",
    );
    wrong(
        &of("'cursor'\nparameter = 'after'\ncursor = 'no.such'"),
        "'no.such'",
        "no member `no.such`",
    );
    wrong(
        &of("'last-item'\nparameter = 'after'\nmember = 'uid'"),
        "'uid'",
        "no member `uid` in its items",
    );
    wrong(
        &of("'page'\nparameter = 'page'\nitems = 'list'"),
        "'list'",
        "no list at `list`",
    );
    wrong(
        &of("'next-link'\nlinks = 'rels'"),
        "'rels'",
        "no member `rels` in its answer",
    );
    right(&of("'next-link'\nlinks = 'extra.links'"));
    let of = |operation: &str| {
        format!("[pagination.p]\nstyle = 'single'\noperations = ['{operation}']")
    };
    wrong(&of("deletePet"), "'deletePet'", "does not answer with JSON");
    wrong(&of("getPet"), "'getPet'", "no list");
    wrong(&of("getPets"), "'getPets'", "no operation");
    right(&format!(
        "[pagination.p]\n{rule}'cursor'\nparameter = 'after'\nheader = 'X-Next'"
    ));
    right(&format!(
        "[pagination.p]\n{rule}'cursor'\nparameter = 'after'\ncursor = 'next'\nper_page = 'count'"
    ));
    right(&format!(
        "[pagination.p]\n{rule}'cursor'\nparameter = 'after'\ncursor = 'extra.c'"
    ));
}

#[test]
fn pages_by_what_is_not_in_the_body() {
    let of = |text: &str| {
        format!("[pagination.p]\noperations = ['listPets']\nstyle = {text}")
    };
    wrong(
        &of("'cursor'\nin = 'body'\nparameter = 'after'\ncursor = 'next'"),
        "'after'",
        "no member `after` in its JSON body",
    );
    let search = |text: &str| {
        let rule = "operations = ['searchPets']\nstyle = 'cursor'\ncursor = 'next'";
        format!("[pagination.p]\n{rule}\n{text}")
    };
    wrong(&search("parameter = 'after'"), "'after'", "no parameter `after`");
    wrong(
        &search("in = 'body'\nparameter = 'aftr'"),
        "'aftr'",
        "no member `aftr` in its JSON body",
    );
    wrong(
        &search("in = 'body.page'\nparameter = 'after'\nper_page = 'size'"),
        "'size'",
        "no member `page.size` in its JSON body",
    );
    right(&search("in = 'body'\nparameter = 'after'"));
    right(&search("in = 'body.page'\nparameter = 'after'\nper_page = 'count'"));
}
