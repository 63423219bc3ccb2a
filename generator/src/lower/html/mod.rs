//! HTML in descriptions → CommonMark: tags that only format become marks, all others are text.

mod inline;
mod lists;
mod pre;
mod scripts;
mod tables;
mod tags;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag as Block, TagEnd};

use super::inline::LINE_BREAK;
use scripts::Script;
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
    /// The open `<sup>` or `<sub>`, and where its text begins.
    script: Option<(Script, usize)>,
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
            ("sup", false) => self.begin_script(Script::Super),
            ("sub", false) => self.begin_script(Script::Sub),
            ("sup" | "sub", true) => self.end_script(),
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
            ("see" | "seealso" | "paramref" | "typeparamref", _) => self.reference(tag),
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

    fn line_break(&mut self) {
        if self.code {
            self.push(" ");
        } else if !self.item_is_empty && !self.paragraph_ended {
            self.out.truncate(self.out.trim_end_matches(' ').len());
            // Between spaces, so that emphasis can end before it.
            self.out.extend([' ', LINE_BREAK, ' ']);
        }
    }

    /// What docs of .NET refer to, as code. `T:` says that it is a type.
    fn reference(&mut self, tag: &Tag<'_>) {
        let target = ["cref", "name", "langword", "href"]
            .iter()
            .find_map(|attribute| tag.attribute(attribute));
        let Some(target) = target.filter(|_| !tag.closing) else { return };
        let name = match target.split_once(':') {
            Some((kind, name)) if kind.len() == 1 => name,
            _ => &target,
        };
        if name.starts_with("http") {
            self.push(&format!("<{name}>"));
        } else if !name.is_empty() {
            self.push(&format!("`{name}`"));
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
