//! What becomes of HTML, and of HTML in Markdown.

use pulldown_cmark::Options;

use super::to_markdown;
use crate::lower::markdown::clean;

#[test]
fn code_says_what_is_in_it() {
    let markdown = |text| to_markdown(text, Options::empty()).into_owned();
    assert_eq!(
        markdown("A <code>Vec&lt;T&gt;</code>, &lt;b&gt;"),
        "A `Vec<T>`, &lt;b&gt;"
    );
    assert_eq!(markdown("A <code>Vec<T></code> <T>"), "A `Vec<T>` \\<T>");
    assert_eq!(clean("A <code>b <b>c</b></code>."), "A `b c`.");
    assert_eq!(clean("<p>A <code>&lt;T/&gt;</code> &lt;b&gt;</p>"), "A `<T/>` \\<b>");
}

#[test]
fn lines_end_inside_of_paragraphs_only() {
    assert_eq!(clean("a<br/>b <b>c</b>"), "a\\\nb **c**");
    assert_eq!(clean("First.<br>\n\nSecond.<br>"), "First.\n\nSecond.");
    assert_eq!(clean("First.<br><br>Second."), "First.\n\nSecond.");
    assert_eq!(clean("Codes.</br>\n\n- one<br>\n- two<br>"), "Codes.\n\n- one\n- two");
    assert_eq!(clean("- one<br><br>more\n- two"), "- one\n\n  more\n- two");
    assert_eq!(clean("Values:<br>- a<br>- b"), "Values:\n\n- a\n- b");
    assert_eq!(clean("# A<br>title"), "**A title**");
    assert_eq!(clean("A <code>b<br>c</code>"), "A `b c`");
    assert_eq!(clean("- \n- one\n-\n\nAfter"), "- one\n\nAfter");
}

#[test]
fn a_cell_of_markdown_is_one_line() {
    let table = "| Name | Values |\n|---|---|\n| sort | asc<br>desc. <br> More<br> |\n\
                 | size | One of <ul><li>a</li><li>`b`</li></ul> |";
    assert_eq!(
        clean(table),
        "| Name | Values |\n| --- | --- |\n| sort | asc; desc. More |\n\
         | size | One of; a; `b` |"
    );
}

#[test]
fn emphasis_is_around_words() {
    assert_eq!(clean("<b>Note: </b>all <i> of </i>it"), "**Note:** all *of* it");
    assert_eq!(clean("<b>Note:</b>all<b>(it)</b>"), "**Note:** all **(it)**");
    assert_eq!(clean("a<b></b>b <b> </b>c"), "ab c");
}

#[test]
fn tables_with_headings_are_tables() {
    let html = "Codes:\n\n<table><tr><th>Code</th><th>Meaning</th></tr>\n  \
                <tr><td>1</td><td>Good | <b>fine</b></td></tr></table>\n\nAfter.";
    assert_eq!(
        clean(html),
        "Codes:\n\n| Code | Meaning |\n| --- | --- |\n| 1 | Good \\| **fine** |\n\nAfter."
    );
    let html = "<table><tr><td>1</td><td>Good</td></tr><tr><td>2</td><td>Bad</td></tr>";
    assert_eq!(clean(html), "1 Good\n\n2 Bad");
    let html = "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><table><tr>\
                <td>x</td><td>y</td></tr></table></td></tr></table>";
    assert_eq!(clean(html), "A B\n\n1 x y");
}

#[test]
fn tables_and_emphasis_of_any_depth_are_text() {
    for open in ["<table><tr><td>", "<b>", "<ul><li>", "<dl><dd>", "<pre><td>"] {
        let html = format!("x {}deep", open.repeat(20_000));
        assert!(clean(&html).contains("deep"), "{open}");
    }
}

#[test]
fn an_item_can_begin_with_a_list() {
    let html =
        "<ul> <li> <ul> <li> <p>a</p> </li> <li>b</li> </ul> </li> <li>c</li> </ul>";
    assert_eq!(clean(html), "- - a\n  - b\n- c");
}

#[test]
fn terms_and_what_they_mean() {
    let html = "Terms <dl><dt>Name</dt><dd>The name</dd><dt>Size:</dt> <dd><p>How long.</p>\
                <p>In metres.</p></dd></dl> After";
    assert_eq!(
        clean(html),
        "Terms\n\n- Name: The name\n- Size: How long.\n\n  In metres.\n\nAfter"
    );
}

#[test]
fn what_is_formatted_already_stays() {
    let html = "<pre>if a &lt; b {\n    <b>c</b>\n\n    <d>\n}</pre>\nAfter";
    assert_eq!(clean(html), "```text\nif a < b {\n    c\n\n    <d>\n}\n```\n\nAfter");
    let html = "In <ul><li>One<pre>\n a\n  b</pre>more</li></ul>";
    assert_eq!(clean(html), "In\n\n- One\n\n  ```text\n   a\n    b\n  ```\n\n  more");
}

#[test]
fn paragraphs_of_items_stay_in_their_list() {
    let html = "<p>Two:</p> <ul> <li> <p>One <b>thing</b>.</p> <p>More of it.</p> </li> \
                <li>\n<p>Another.</p><ul><li>Inner</li></ul></li> </ul> <p>After.</p>";
    let markdown = to_markdown(html, Options::empty()).into_owned();
    let lines: Vec<&str> =
        markdown.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    assert_eq!(
        lines,
        [
            "Two:",
            "- One **thing**.",
            "   More of it.",
            "- Another.",
            "   - Inner",
            "After."
        ],
        "{markdown}"
    );
}

#[test]
fn powers_and_indices_stay_apart_from_their_numbers() {
    for (html, text) in [
        ("[0, 10<sup>6</sup>] of B<sub>12</sub>", "\\[0, 10⁶\\] of B₁₂"),
        ("2<sup>n</sup> and 10<sup>-3</sup>", "2^n and 10⁻³"),
        ("Acme<sup>TM</sup>, <sup></sup>x<sub>i</sub>", "AcmeTM, xi"),
        ("open <sup>4", "open 4"),
    ] {
        assert_eq!(clean(html), text);
    }
}
