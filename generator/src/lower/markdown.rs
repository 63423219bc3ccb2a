//! CommonMark as people write it in descriptions → CommonMark that rustdoc takes without a
//! warning: parsed by the parser that rustdoc uses, and written anew.

use std::borrow::Cow;

use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd,
    TextMergeStream,
};

use super::html;
use super::inline::{self, HARD_SPACE, Inline, LINE_BREAK};
use super::javadoc::linked_names;
use crate::words::respelled;

/// The columns that a line of prose has: what a doc comment in an `impl` leaves of 89.
pub(super) const WIDTH: usize = 80;

/// How deep lists and quotes may nest before they are written flat.
const DEPTH: usize = 6;

/// Cleans a text. The result has no line end at its end.
pub(super) fn clean(text: &str) -> String {
    let text = printable(text);
    let text = text.trim_matches('\n').trim_end();
    if is_plain(text) {
        return plain(text);
    }
    let text = respelled(Cow::Borrowed(text), &ALERTS);
    let text = linked_names(text);
    let text = html::to_markdown(&text, options());
    let mut writer = Writer::default();
    for event in TextMergeStream::new(Parser::new_ext(&text, options())) {
        writer.event(event);
    }
    writer.finish()
}

/// GitHub's alerts and the words that they begin with: rustdoc knows none.
const ALERTS: [(&str, &str); 5] = [
    ("[!NOTE]", "**Note:**"),
    ("[!TIP]", "**Tip:**"),
    ("[!IMPORTANT]", "**Important:**"),
    ("[!WARNING]", "**Warning:**"),
    ("[!CAUTION]", "**Caution:**"),
];

/// The first sentence that is no heading in one line, without the full stop at its end.
pub(super) fn first_sentence(text: &str) -> String {
    let cleaned = clean(text);
    let mut paragraphs = cleaned.split("\n\n");
    let first = paragraphs.clone().next().unwrap_or_default();
    let paragraph = paragraphs.find(|one| !is_heading(one)).unwrap_or(first);
    if begins_block(paragraph) {
        return String::new();
    }
    let paragraph = inline::one_line(paragraph);
    let mut stops = paragraph.match_indices(". ").map(|(at, _)| at);
    let end = stops.find(|at| is_end(&paragraph[..*at], &paragraph[at + 2..]));
    paragraph[..end.unwrap_or(paragraph.len())].trim_end_matches('.').to_owned()
}

/// Whether a clean paragraph is one that stands above others: headings are bold.
fn is_heading(paragraph: &str) -> bool {
    let inside = paragraph.strip_prefix("**").and_then(|one| one.strip_suffix("**"));
    inside.is_some_and(|text| !text.contains("**"))
}

/// Whether a clean text begins with something that is no line of prose: a list, a table, code, a
/// quote.
pub(super) fn begins_block(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    ["- ", "| ", "> ", "```"].iter().any(|mark| text.starts_with(mark))
        || number.len() < text.len() && number.starts_with(". ")
}

/// Whether a full stop between these texts ends a sentence.
fn is_end(before: &str, after: &str) -> bool {
    let word = before.rsplit([' ', '(', '[', '"']).next().unwrap_or_default();
    let word = word.to_lowercase();
    let next = after.trim_start().chars().next();
    let goes_on = next.is_some_and(char::is_lowercase);
    let counts = next.is_some_and(|c| c.is_ascii_digit());
    let is_in = |list: &[&str]| list.contains(&word.as_str());
    !(goes_on || is_in(&ABBREVIATIONS) || counts && is_in(&BEFORE_NUMBERS))
}

/// Words with a full stop that stand inside of a sentence. `etc` ends one as often.
const ABBREVIATIONS: [&str; 8] =
    ["e.g", "i.e", "vs", "approx", "cf", "incl", "inc", "u.s"];

/// The same where a number follows.
const BEFORE_NUMBERS: [&str; 3] = ["no", "nos", "v"];

/// A text that is not Markdown as one line of plain text.
pub(super) fn one_line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// Without characters that cannot be seen or that change the direction of what follows, and with
/// one kind of space: of others rustfmt takes those at the end of a line away.
fn printable(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| match c {
        '\n' => false,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => {
            true
        }
        '\u{61c}' | '\u{feff}' => true,
        other => other.is_control() || is_other_space(other),
    };
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let text = text.replace('\t', "    ").replace(is_other_space, " ");
    Cow::Owned(text.replace(hidden, ""))
}

/// A space that is none of ASCII.
fn is_other_space(c: char) -> bool {
    c.is_whitespace() && !c.is_ascii() && !c.is_control()
}

/// Whether every character stands for itself and every line is prose.
fn is_plain(text: &str) -> bool {
    let special = |byte: u8| {
        matches!(
            byte,
            b'<' | b'>'
                | b'['
                | b']'
                | b'`'
                | b'*'
                | b'_'
                | b'#'
                | b'|'
                | b'\\'
                | b'~'
                | b'&'
                | b'='
        )
    };
    !text.bytes().any(special)
        && !text.contains("://")
        && text.split('\n').all(|line| {
            let prose = line.as_bytes().first();
            prose.is_none_or(|b| b.is_ascii_alphabetic() || *b >= 0x80 || *b == b'"')
        })
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty())
    {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        inline::wrap(&mut out, paragraph, "", "");
    }
    out
}

/// Writes blocks.
#[derive(Default)]
struct Writer {
    out: String,
    inline: Inline,
    /// The containers around the present block.
    containers: Vec<Container>,
    /// The number of the next item of each list; `None` for bullets.
    lists: Vec<Option<u64>>,
    /// The text of a code block and its language.
    code: Option<(String, String)>,
    /// The cells of the present row of a table, and how many columns the table has.
    cells: Option<Vec<String>>,
    /// Whether the next block of an item follows its text without a blank line.
    tight: bool,
}

/// A list item or a quote.
struct Container {
    /// What its first line begins with; taken when that is written.
    first: Option<String>,
    /// What the other lines begin with.
    rest: String,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some((code, _)) => code.push_str(&text),
                None => self.inline.text(&text),
            },
            Event::Code(code) => self.inline.code(&code),
            Event::SoftBreak => self.inline.space(),
            Event::HardBreak => self.inline.line_break(),
            Event::Rule => self.block("---"),
            Event::Html(html) | Event::InlineHtml(html) => self.inline.code(&html),
            Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.inline.text(&text);
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => self.inline.begin_heading(),
            Tag::BlockQuote(_) => self.enter(Some("> ".into()), "> "),
            Tag::CodeBlock(kind) => {
                self.flush();
                self.code = Some((String::new(), language(&kind)));
            }
            Tag::List(number) => {
                self.flush();
                self.tight = !self.containers.is_empty();
                self.lists.push(number);
            }
            Tag::Item => self.item(),
            Tag::TableHead | Tag::TableRow => self.cells = Some(Vec::new()),
            Tag::Emphasis => self.inline.mark("*"),
            Tag::Strong => self.inline.mark("**"),
            Tag::Strikethrough => self.inline.mark("~~"),
            Tag::Link { link_type, dest_url, .. } => {
                self.inline.begin_link(&dest_url, link_type == LinkType::Autolink);
            }
            Tag::Image { dest_url, .. } => self.inline.begin_image(&dest_url),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) => {
                self.inline.end_heading();
                self.flush();
            }
            TagEnd::BlockQuote(_) => {
                self.leave();
            }
            TagEnd::CodeBlock => self.code_block(),
            TagEnd::List(_) => {
                self.lists.pop();
                self.tight = false;
            }
            TagEnd::Item => {
                self.tight |= self.leave();
            }
            TagEnd::TableCell => {
                let cell = one_line_of_cell(&self.inline.take()).replace('|', "\\|");
                self.cells.get_or_insert_default().push(cell);
            }
            TagEnd::TableHead => self.row(true),
            TagEnd::TableRow => self.row(false),
            TagEnd::Emphasis => self.inline.mark("*"),
            TagEnd::Strong => self.inline.mark("**"),
            TagEnd::Strikethrough => self.inline.mark("~~"),
            TagEnd::Link | TagEnd::Image => self.inline.end_link(),
            _ => {}
        }
    }

    fn item(&mut self) {
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        let rest = " ".repeat(marker.len());
        self.enter(Some(marker), &rest);
    }

    fn enter(&mut self, first: Option<String>, rest: &str) {
        self.flush();
        self.containers.push(Container { first, rest: rest.to_owned() });
    }

    /// Ends a container. Whether there was something in it: a bullet alone says nothing.
    fn leave(&mut self) -> bool {
        self.flush();
        self.containers.pop().is_some_and(|container| container.first.is_none())
    }

    /// Writes the text that has come together as a paragraph.
    fn flush(&mut self) {
        let text = self.inline.take();
        if !text.is_empty() {
            let (first, rest) = self.begin_block();
            inline::wrap(&mut self.out, &text, &first, &rest);
        }
    }

    /// Writes lines as they are.
    fn block(&mut self, lines: &str) {
        let (first, rest) = self.begin_block();
        for (index, line) in lines.split('\n').enumerate() {
            if index > 0 {
                end_line(&mut self.out);
            }
            self.out.push_str(if index == 0 { &first } else { &rest });
            self.out.push_str(line);
        }
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
    }

    /// Parts the next block from the one before, and tells what its lines begin with.
    fn begin_block(&mut self) -> (String, String) {
        let opening = self.containers.iter().any(|container| container.first.is_some());
        if !self.out.is_empty() {
            self.out.push('\n');
            if !(self.tight && opening) {
                let prefix: String =
                    self.open().map(|open| open.rest.as_str()).collect();
                self.out.push_str(prefix.trim_end());
                self.out.push('\n');
            }
        }
        self.tight = false;
        let rest: String =
            self.containers.iter().take(DEPTH).map(|open| open.rest.as_str()).collect();
        let mut first = String::new();
        for container in self.containers.iter_mut().take(DEPTH) {
            first.push_str(container.first.as_deref().unwrap_or(&container.rest));
            container.first = None;
        }
        self.containers
            .iter_mut()
            .skip(DEPTH)
            .for_each(|container| container.first = None);
        (first, rest)
    }

    /// The containers whose first line is written.
    fn open(&self) -> impl Iterator<Item = &Container> {
        self.containers
            .iter()
            .take(DEPTH)
            .take_while(|container| container.first.is_none())
    }

    fn code_block(&mut self) {
        let Some((code, language)) = self.code.take() else { return };
        let fence = "`".repeat(inline::longest_run(&code).max(2) + 1);
        self.block(&format!(
            "{fence}{language}\n{}\n{fence}",
            code.trim_end_matches('\n')
        ));
    }

    fn row(&mut self, head: bool) {
        let cells = self.cells.take().unwrap_or_default();
        let mut line = format!("| {} |", cells.join(" | "));
        if head {
            line.push_str("\n|");
            line.push_str(&" --- |".repeat(cells.len()));
            self.block(&line);
        } else {
            let rest: String = self
                .containers
                .iter()
                .take(DEPTH)
                .map(|open| open.rest.as_str())
                .collect();
            end_line(&mut self.out);
            self.out.push_str(&rest);
            self.out.push_str(&line);
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        self.out
    }
}

/// A cell is one line: what ends lines in it parts them.
fn one_line_of_cell(text: &str) -> String {
    let lines = text.split(LINE_BREAK).map(str::trim);
    let mut cell = String::with_capacity(text.len());
    for line in lines.filter(|line| !line.is_empty()) {
        let parts =
            cell.ends_with(|c: char| c.is_alphanumeric() || "`)\"'>*".contains(c));
        cell.push_str(if parts { "; " } else { " " });
        cell.push_str(line);
    }
    cell.trim_start().replace(HARD_SPACE, " ")
}

fn end_line(out: &mut String) {
    let end = out.trim_end_matches(' ').len();
    out.truncate(end);
    out.push('\n');
}

/// What a fence says: a language that is not Rust, so that no code of a description is compiled.
fn language(kind: &CodeBlockKind<'_>) -> String {
    const KNOWN: [&str; 16] = [
        "bash",
        "console",
        "css",
        "diff",
        "graphql",
        "html",
        "http",
        "javascript",
        "json",
        "python",
        "sh",
        "shell",
        "sql",
        "typescript",
        "xml",
        "yaml",
    ];
    let info = match kind {
        CodeBlockKind::Fenced(info) => info.clone(),
        CodeBlockKind::Indented => CowStr::Borrowed(""),
    };
    let known = KNOWN.iter().find(|language| info.eq_ignore_ascii_case(language));
    (*known.unwrap_or(&"text")).to_owned()
}

#[cfg(test)]
mod tests;
