use super::{clean, first_sentence};

#[test]
fn all_spaces_are_one_kind() {
    let text = "one\u{a0}two\u{2003}three\u{3000}four\tfive\u{200b}six";
    assert_eq!(clean(text), "one two three four fivesix");
    assert_eq!(clean("a\u{2028}b\u{85}c"), "a bc");
}

#[test]
fn urls_in_texts_of_links_that_are_none_are_links() {
    for (text, cleaned) in [
        ("See [https://a.test](/x).", "See <https://a.test> (`/x`)."),
        ("See [https://a.test](#tag/x).", "See <https://a.test>."),
        ("[a https://a.test b](/z)", "a <https://a.test> b (`/z`)"),
        ("[https://a.test](https://b.test)", "[https://a.test](https://b.test)"),
        ("[/x](/x)", "`/x`"),
    ] {
        assert_eq!(clean(text), cleaned);
    }
}

#[test]
fn sentences_do_not_end_at_abbreviations() {
    for (text, first) in [
        ("One. Two.", "One"),
        ("Pets, e.g. Cats, to people. More.", "Pets, e.g. Cats, to people"),
        (
            "Pets (i.e. All) vs. Toys of Acme Inc. Here. More.",
            "Pets (i.e. All) vs. Toys of Acme Inc. Here",
        ),
        ("The U.S. Post. More.", "The U.S. Post"),
        ("See no. 5 and v. 2. More.", "See no. 5 and v. 2"),
        ("Is there one? No. More.", "Is there one? No"),
        ("Cats, dogs, etc. and more. More.", "Cats, dogs, etc. and more"),
        ("Cats, dogs, etc. More.", "Cats, dogs, etc"),
        ("| a | b |\n|---|---|\n| c | d |", ""),
        ("- One.\n- Two.", ""),
        ("1. One.", ""),
        ("5 of them.", "5 of them"),
        ("# Introduction\nThe pets. More.", "The pets"),
        ("**Welcome**\n\nThe pets.", "The pets"),
        ("**Not found**", "**Not found**"),
    ] {
        assert_eq!(first_sentence(text), first);
    }
}

#[test]
fn paths_of_links_are_kept() {
    assert_eq!(clean("See [here](/docs/a_b)."), "See here (`/docs/a_b`).");
    assert_eq!(clean("See [/docs](/docs)."), "See `/docs`.");
    assert_eq!(clean("See [here](#below) ![a](/b.png)."), "See here a.");
}

#[test]
fn tags_of_code_are_code() {
    assert_eq!(clean("<remarks>The id.</remarks>"), "The id.");
    assert_eq!(clean("See <seealso cref=\"T:A.Pet\" />."), "See `A.Pet`.");
    assert_eq!(clean("The <paramref name=\"id\"/>."), "The `id`.");
}

#[test]
fn alerts_are_words() {
    assert_eq!(clean("> [!WARNING]\n> Gone *soon*."), "> **Warning:** Gone *soon*.");
}
