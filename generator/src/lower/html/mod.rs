//! HTML in descriptions → CommonMark: tags that only format become marks, all others are text.

mod tables;
mod tags;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag as Block, TagEnd};

use super::inline::{LINE_BREAK, longest_run};
use tables::Table;
use tags::{Tag, decoded, tag_end};

/// How deep emphasis may nest before more of it is left out.
const DEPTH: usize = 4;

/// Rewrites the HTML of a text. Where a line ends it has a [`LINE_BREAK`].
pub(super) fn to_markdown(text: &str, options: Options) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let parts = html_parts(text, options);
    if parts.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut writer = Writer::default();
    let mut done = 0;
    for Html { range, flat } in parts {
        writer.outside(&text[done..range.start]);
        writer.flat = flat;
        writer.html(&text[range.clone()]);
        writer.flat = false;
        done = range.end;
    }
    writer.outside(&text[done..]);
    Cow::Owned(writer.finish())
}

/// A part of a text that is HTML.
struct Html {
    range: Range<usize>,
    /// Whether it is in a cell or a heading of Markdown, which is one line.
    flat: bool,
}

fn html_parts(text: &str, options: Options) -> Vec<Html> {
    let mut parts: Vec<Html> = Vec::new();
    let mut flat = false;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Block::TableCell | Block::Heading { .. }) => flat = true,
            Event::End(TagEnd::TableCell | TagEnd::Heading(_)) => flat = false,
            Event::Html(_) | Event::InlineHtml(_) => match parts.last_mut() {
                Some(last) if last.range.end == range.start && last.flat == flat => {
                    last.range.end = range.end;
                }
                _ => parts.push(Html { range, flat }),
            },
            _ => {}
        }
    }
    parts
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Whether no block can be where the text is.
    flat: bool,
    /// Whether `<code>` is open: in a code span nothing is escaped.
    code: bool,
    /// The text of the open `<pre>`.
    pre: Option<String>,
    /// The open `<b>` and `<i>`: the marks, and where their text begins.
    marks: Vec<(&'static str, usize)>,
    /// Whether emphasis has just ended behind a sign: a letter that follows would undo its end.
    mark_ended: bool,
    /// The targets of the open `<a>`.
    links: Vec<String>,
    /// The numbers of the open `<ol>`, `None` for `<ul>`.
    lists: Vec<Option<u32>>,
    /// Whether the open item of a list has no text yet.
    item_is_empty: bool,
    /// Whether a paragraph of an item has ended, so that another one begins with what follows.
    paragraph_ended: bool,
    /// Whether the open `<dt>` has no `<dd>` yet.
    is_term: bool,
    /// The open tables.
    tables: Vec<Table>,
}

impl Writer {
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            self.text(&rest[..start]);
            rest = &rest[start..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            let Some(end) = tag_end(rest) else { break };
            self.tag(&Tag::new(&rest[..end]));
            rest = &rest[end..];
        }
        if let Some(text) = rest.strip_prefix('<') {
            self.push("\\<");
            self.text(text);
        } else {
            self.text(rest);
        }
    }

    /// Text that is no HTML.
    fn outside(&mut self, text: &str) {
        match &mut self.pre {
            Some(pre) => pre.push_str(&decoded(text)),
            None if self.code => self.push(&decoded(text)),
            None => self.push(text),
        }
    }

    /// Adds text. What belongs to an item of a list begins right behind its mark, and is indented
    /// where it begins another paragraph.
    fn push(&mut self, text: &str) {
        let mut text = text;
        if self.item_is_empty || self.paragraph_ended {
            text = text.trim_start();
        }
        if text.is_empty() {
            return;
        }
        self.begin_paragraph();
        if std::mem::take(&mut self.mark_ended)
            && text.starts_with(char::is_alphanumeric)
        {
            self.out.push(' ');
        }
        let line = self.out.trim_end_matches(' ');
        if line.ends_with(LINE_BREAK) && !self.flat && begins_item(text) {
            // A list that somebody wrote line by line.
            self.out.truncate(line.len() - LINE_BREAK.len_utf8());
            self.out.push('\n');
        }
        self.item_is_empty = false;
        self.out.push_str(text);
    }

    /// Begins the paragraph of an item that is still to begin.
    fn begin_paragraph(&mut self) {
        if std::mem::take(&mut self.paragraph_ended) {
            self.out.truncate(self.out.trim_end().len());
            self.out.push_str("\n\n");
            self.out.push_str(&self.indent());
        }
    }

    /// What the lines of the open item begin with.
    fn indent(&self) -> String {
        "   ".repeat(self.lists.len().min(5))
    }

    /// Begins a paragraph, or ends one.
    fn block(&mut self) {
        if self.flat {
            self.push(" ");
        } else if self.lists.is_empty() {
            self.out.push_str("\n\n");
        } else {
            self.paragraph_ended = !self.item_is_empty;
        }
    }

    /// Text between tags: indentation is not code there.
    fn text(&mut self, text: &str) {
        if let Some(pre) = &mut self.pre {
            pre.push_str(&decoded(text));
            return;
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.push("\n");
            }
            let line = if index > 0 { line.trim_start() } else { line };
            match self.code {
                true => self.push(&decoded(line)),
                false => self.push(line),
            }
        }
    }

    fn tag(&mut self, tag: &Tag<'_>) {
        if self.pre.is_some() && self.tag_in_pre(tag) {
            return;
        }
        match (&*tag.name, tag.closing) {
            ("code" | "tt" | "kbd" | "samp", closing) => {
                self.code = !closing;
                self.push("`");
            }
            _ if self.code && tag.formats() => {}
            ("br", _) => self.line_break(),
            ("hr", _) if self.flat => {}
            ("hr", _) => self.out.push_str("\n\n---\n\n"),
            ("b" | "strong", false) => self.begin_mark("**"),
            ("i" | "em" | "var" | "cite", false) => self.begin_mark("*"),
            ("del", false) => self.begin_mark("~~"),
            ("b" | "strong" | "i" | "em" | "var" | "cite" | "del", true) => {
                self.end_mark();
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) if !self.flat => {
                self.out.push_str("\n\n#### ");
            }
            ("pre", false) if !self.flat => self.pre = Some(String::new()),
            ("ul" | "dl", false) if !self.flat => self.begin_list(None),
            ("ol", false) if !self.flat => self.begin_list(Some(1)),
            ("ul" | "ol" | "dl", true) if !self.flat => self.end_list(),
            ("li", false) => self.item(),
            ("dt", false) => {
                self.item();
                self.is_term = true;
            }
            ("dd", false) => self.definition(),
            ("dt" | "dd", true) => {}
            ("table", closing) if self.table(closing) => {}
            ("tr" | "td" | "th" | "caption", closing)
                if self.table_part(tag, closing) => {}
            ("td" | "th", _) => self.push(" "),
            ("a", false) => self.begin_link(tag),
            ("a", true) => self.end_link(),
            _ if tag.is_block() => self.block(),
            _ if tag.is_silent() => {}
            ("ul" | "ol" | "pre", _) => self.push(" "),
            _ if self.code => self.push(tag.text),
            _ => {
                self.push("\\<");
                self.push(&tag.text[1..]);
            }
        }
    }

    /// A tag in text that is shown as it is written. Whether that is all there is to it.
    fn tag_in_pre(&mut self, tag: &Tag<'_>) -> bool {
        let Some(pre) = &mut self.pre else { return false };
        match (&*tag.name, tag.closing) {
            ("br", _) => pre.push('\n'),
            ("pre", true) => self.end_pre(),
            // What ends around it ends it as well.
            ("td" | "th" | "tr" | "table" | "li" | "ul" | "ol", true) => {
                self.end_pre();
                return false;
            }
            _ if tag.formats() => {}
            _ => pre.push_str(tag.text),
        }
        true
    }

    fn end_pre(&mut self) {
        let Some(code) = self.pre.take() else { return };
        let code = code.trim_end();
        let code = code.strip_prefix('\n').unwrap_or(code);
        if code.is_empty() {
            return;
        }
        let fence = "`".repeat(longest_run(code).max(2) + 1);
        let indent = self.indent();
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str("\n\n");
        for line in [&*format!("{fence}text")].into_iter().chain(code.lines()) {
            self.out.push_str(&indent);
            self.out.push_str(line);
            self.out.push('\n');
        }
        self.out.push_str(&indent);
        self.out.push_str(&fence);
        self.out.push_str("\n\n");
        (self.item_is_empty, self.paragraph_ended) = (false, !self.lists.is_empty());
    }

    fn line_break(&mut self) {
        if self.code {
            self.push(" ");
        } else if !self.item_is_empty && !self.paragraph_ended {
            self.out.truncate(self.out.trim_end_matches(' ').len());
            // Between spaces, so that emphasis can end before it.
            self.out.extend([' ', LINE_BREAK, ' ']);
        }
    }

    fn begin_mark(&mut self, mark: &'static str) {
        if self.marks.len() < DEPTH {
            self.begin_paragraph();
            self.marks.push((mark, self.out.len()));
        }
    }

    /// Puts marks around the text since they began, but not around the spaces at its ends: there
    /// they would be text.
    fn end_mark(&mut self) {
        let Some((mark, start)) = self.marks.pop() else { return };
        let Some(text) = self.out.get(start..) else { return };
        let space = |c: char| c.is_whitespace() || c == LINE_BREAK;
        let begins = start + (text.len() - text.trim_start_matches(space).len());
        let ends = start + text.trim_end_matches(space).len();
        if begins >= ends || text.contains("\n\n") {
            return;
        }
        let signs = |c: Option<char>| c.is_some_and(|c| c.is_ascii_punctuation());
        let before = self.out[..begins].chars().next_back();
        let in_word = before.is_some_and(char::is_alphanumeric);
        let begins_with_sign = signs(self.out[begins..].chars().next());
        self.mark_ended =
            ends == self.out.len() && signs(self.out[..ends].chars().next_back());
        self.out.insert_str(ends, mark);
        self.out.insert_str(begins, mark);
        if in_word && begins_with_sign {
            self.out.insert(begins, ' ');
        }
    }

    fn begin_list(&mut self, number: Option<u32>) {
        self.lists.push(number);
        // An item that begins with a blank line would end there.
        if !self.item_is_empty {
            self.out.push_str("\n\n");
        }
        (self.item_is_empty, self.paragraph_ended) = (false, false);
    }

    fn end_list(&mut self) {
        self.lists.pop();
        self.out.push_str("\n\n");
        (self.item_is_empty, self.paragraph_ended) = (false, !self.lists.is_empty());
    }

    fn item(&mut self) {
        if self.flat {
            self.line_break();
            return;
        }
        let indent = "   ".repeat(self.lists.len().saturating_sub(1).min(4));
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.out.truncate(self.out.trim_end_matches([' ', LINE_BREAK]).len());
        self.out.push('\n');
        self.out.push_str(&indent);
        self.out.push_str(&marker);
        (self.item_is_empty, self.paragraph_ended) = (!self.lists.is_empty(), false);
    }

    /// What a term means follows it in its line; what else it means, below.
    fn definition(&mut self) {
        if !std::mem::take(&mut self.is_term) {
            self.block();
        } else if !self.item_is_empty {
            let space = [' ', '\n', LINE_BREAK];
            self.out.truncate(self.out.trim_end_matches(space).len());
            let ended = self.out.ends_with([':', '.', '?', '!']);
            self.out.push_str(if ended { " " } else { ": " });
            (self.item_is_empty, self.paragraph_ended) = (true, false);
        }
    }

    /// Begins or ends a table. Whether it is one.
    fn table(&mut self, closing: bool) -> bool {
        if closing {
            return self.end_table();
        }
        if self.tables.len() >= tables::DEPTH {
            return false;
        }
        self.tables.iter_mut().for_each(|outer| outer.nests = true);
        let before = std::mem::take(&mut self.out);
        let lists = self.lists.len();
        self.tables.push(Table::new(before, lists));
        true
    }

    /// Begins or ends a row or a cell. Whether it is in a table.
    fn table_part(&mut self, tag: &Tag<'_>, closing: bool) -> bool {
        if self.tables.is_empty() {
            return false;
        }
        self.end_part();
        let Some(table) = self.tables.last_mut() else { return false };
        match &*tag.name {
            "tr" if !closing => table.row(),
            "td" | "th" if !closing => {
                let spans = |name| tag.attribute(name).is_some_and(|many| many != "1");
                let spans = spans("colspan") || spans("rowspan");
                table.cell(tag.name == "th", spans);
            }
            _ => {}
        }
        true
    }

    /// Ends the open cell, or what stands between cells.
    fn end_part(&mut self) {
        self.end_pre();
        let text = std::mem::take(&mut self.out);
        let Some(table) = self.tables.last_mut() else { return };
        self.lists.truncate(table.lists);
        table.text(&text);
        self.marks.clear();
        (self.code, self.mark_ended) = (false, false);
        (self.item_is_empty, self.paragraph_ended) = (false, false);
    }

    fn end_table(&mut self) -> bool {
        self.end_part();
        let Some(table) = self.tables.pop() else { return false };
        self.out = table.written(self.flat || !self.tables.is_empty());
        self.paragraph_ended = !self.lists.is_empty();
        true
    }

    fn begin_link(&mut self, tag: &Tag<'_>) {
        let url = tag.attribute("href").unwrap_or_default();
        if !url.is_empty() {
            self.push("[");
        }
        self.links.push(url);
    }

    fn end_link(&mut self) {
        if let Some(url) = self.links.pop().filter(|url| !url.is_empty()) {
            self.out.push_str("](<");
            self.out.push_str(&url.replace(['<', '>', '\n'], ""));
            self.out.push_str(">)");
        }
    }

    fn finish(mut self) -> String {
        self.end_pre();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.out
    }
}

/// Whether a line begins like an item of a list.
fn begins_item(text: &str) -> bool {
    let text = text.trim_start();
    ["- ", "* ", "+ "].iter().any(|mark| text.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
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
        assert_eq!(
            clean("<p>A <code>&lt;T/&gt;</code> &lt;b&gt;</p>"),
            "A `<T/>` \\<b>"
        );
    }

    #[test]
    fn lines_end_inside_of_paragraphs_only() {
        assert_eq!(clean("a<br/>b <b>c</b>"), "a\\\nb **c**");
        assert_eq!(clean("First.<br>\n\nSecond.<br>"), "First.\n\nSecond.");
        assert_eq!(clean("First.<br><br>Second."), "First.\n\nSecond.");
        assert_eq!(
            clean("Codes.</br>\n\n- one<br>\n- two<br>"),
            "Codes.\n\n- one\n- two"
        );
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
        let html =
            "<table><tr><td>1</td><td>Good</td></tr><tr><td>2</td><td>Bad</td></tr>";
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
        assert_eq!(
            clean(html),
            "```text\nif a < b {\n    c\n\n    <d>\n}\n```\n\nAfter"
        );
        let html = "In <ul><li>One<pre>\n a\n  b</pre>more</li></ul>";
        assert_eq!(
            clean(html),
            "In\n\n- One\n\n  ```text\n   a\n    b\n  ```\n\n  more"
        );
    }

    #[test]
    fn paragraphs_of_items_stay_in_their_list() {
        let html = "<p>Two:</p> <ul> <li> <p>One <b>thing</b>.</p> <p>More of it.</p> </li> \
                    <li>\n<p>Another.</p><ul><li>Inner</li></ul></li> </ul> <p>After.</p>";
        let markdown = to_markdown(html, Options::empty()).into_owned();
        let lines: Vec<&str> = markdown
            .lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty())
            .collect();
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
}
