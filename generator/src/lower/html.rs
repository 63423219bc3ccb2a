//! HTML in descriptions → CommonMark: tags that only format become marks, all others are text.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

/// Rewrites the HTML of a text.
pub(super) fn to_markdown(text: &str, options: Options) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let ranges = html_ranges(text, options);
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut writer = Writer::default();
    let mut done = 0;
    for range in ranges {
        writer.outside(&text[done..range.start]);
        writer.html(&text[range.clone()]);
        done = range.end;
    }
    writer.outside(&text[done..]);
    Cow::Owned(writer.out)
}

fn html_ranges(text: &str, options: Options) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        if !matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        match ranges.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => ranges.push(range),
        }
    }
    ranges
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Whether `<code>` is open: in a code span nothing is escaped.
    code: bool,
    /// The targets of the open `<a>`.
    links: Vec<String>,
    /// The numbers of the open `<ol>`, `None` for `<ul>`.
    lists: Vec<Option<u32>>,
    /// Whether the open item of a list has no text yet.
    item_is_empty: bool,
    /// Whether a paragraph of an item has ended, so that another one begins with what follows.
    paragraph_ended: bool,
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
            self.tag(&rest[..end]);
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
        match self.code && text.contains('&') {
            false => self.push(text),
            true => {
                let text = text.replace("&lt;", "<").replace("&gt;", ">");
                let text = text.replace("&quot;", "\"").replace("&#39;", "'");
                self.push(&text.replace("&amp;", "&"));
            }
        }
    }

    /// Adds text. What belongs to an item of a list begins right behind its mark, and is indented
    /// where it begins another paragraph.
    fn push(&mut self, text: &str) {
        let mut text = text;
        if self.item_is_empty || self.paragraph_ended {
            text = text.trim_start();
            if text.is_empty() {
                return;
            }
        }
        if std::mem::take(&mut self.paragraph_ended) {
            self.out.truncate(self.out.trim_end().len());
            self.out.push_str("\n\n");
            self.out.push_str(&"   ".repeat(self.lists.len().min(5)));
        }
        self.item_is_empty = false;
        self.out.push_str(text);
    }

    /// Begins a paragraph, or ends one.
    fn block(&mut self) {
        if self.lists.is_empty() {
            self.out.push_str("\n\n");
        } else {
            self.paragraph_ended = !self.item_is_empty;
        }
    }

    /// Text between tags: indentation is not code there.
    fn text(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.push("\n");
            }
            self.push(if index > 0 { line.trim_start() } else { line });
        }
    }

    fn tag(&mut self, tag: &str) {
        let inner = tag[1..tag.len() - 1].trim_end_matches('/');
        let closing = inner.starts_with('/');
        let inner = inner.trim_start_matches('/');
        let name_end =
            inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
        let name = inner[..name_end].to_ascii_lowercase();
        match (&*name, closing) {
            ("br", _) => self.out.push_str("\\\n"),
            ("hr", _) => self.out.push_str("\n\n---\n\n"),
            ("b" | "strong", _) => self.push("**"),
            ("i" | "em", _) => self.push("*"),
            ("code" | "tt" | "kbd" | "samp", _) => {
                self.code = !closing;
                self.push("`");
            }
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => {
                self.out.push_str("\n\n#### ");
            }
            ("pre", false) => self.out.push_str("\n\n```text\n"),
            ("pre", true) => self.out.push_str("\n```\n\n"),
            ("ul", false) => self.begin_list(None),
            ("ol", false) => self.begin_list(Some(1)),
            ("ul" | "ol", true) => self.end_list(),
            ("li", false) => self.item(),
            ("a", false) => self.begin_link(inner),
            ("a", true) => self.end_link(),
            (name, _) if BLOCKS.contains(&name) => self.block(),
            (name, _) if SILENT.contains(&name) => {}
            _ if self.code => self.push(tag),
            _ => {
                self.push("\\<");
                self.push(&tag[1..]);
            }
        }
    }

    fn begin_list(&mut self, number: Option<u32>) {
        self.lists.push(number);
        self.out.push_str("\n\n");
        (self.item_is_empty, self.paragraph_ended) = (false, false);
    }

    fn end_list(&mut self) {
        self.lists.pop();
        self.out.push_str("\n\n");
        (self.item_is_empty, self.paragraph_ended) = (false, !self.lists.is_empty());
    }

    fn item(&mut self) {
        let indent = "   ".repeat(self.lists.len().saturating_sub(1).min(4));
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.out.push_str(&indent);
        self.out.push_str(&marker);
        (self.item_is_empty, self.paragraph_ended) = (!self.lists.is_empty(), false);
    }

    fn begin_link(&mut self, inner: &str) {
        let url = attribute(inner, "href").unwrap_or_default();
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
}

/// Tags that part paragraphs.
const BLOCKS: [&str; 17] = [
    "p",
    "note",
    "important",
    "caution",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tr",
    "blockquote",
    "section",
    "dl",
    "details",
];

/// Tags that say nothing in text.
const SILENT: [&str; 16] = [
    "li", "fullname", "span", "td", "th", "tbody", "thead", "u", "small", "sup", "sub",
    "font", "dt", "dd", "summary", "img",
];

/// Where a tag ends, behind its `>`.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    text.find('>').map(|at| at + 1)
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(name)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let value = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next()?,
        _ => rest.split_ascii_whitespace().next()?,
    };
    Some(value.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_says_what_is_in_it() {
        let markdown = |text| to_markdown(text, Options::empty()).into_owned();
        assert_eq!(
            markdown("A <code>Vec&lt;T&gt;</code>, &lt;b&gt;"),
            "A `Vec<T>`, &lt;b&gt;"
        );
        assert_eq!(markdown("A <code>Vec<T></code> <T>"), "A `Vec<T>` \\<T>");
        assert_eq!(markdown("a<br/>b <b>c</b>"), "a\\\nb **c**");
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
