//! Tags of HTML: where they end, what they are called, what they do to the text around them.

/// A tag as it is written.
pub(super) struct Tag<'t> {
    /// All of it, from `<` to `>`.
    pub text: &'t str,
    /// Its name in lower case.
    pub name: String,
    pub closing: bool,
    /// What is between the brackets.
    inner: &'t str,
}

impl<'t> Tag<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let inner = text[1..text.len() - 1].trim_end_matches('/');
        let closing = inner.starts_with('/');
        let inner = inner.trim_start_matches('/');
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric());
        let name = inner[..end.unwrap_or(inner.len())].to_ascii_lowercase();
        Self { text, name, closing, inner }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let (_, rest) = self.inner.split_once(name)?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let value = match rest.chars().next()? {
            quote @ ('"' | '\'') => rest[1..].split(quote).next()?,
            _ => rest.split_ascii_whitespace().next()?,
        };
        Some(value.trim().to_owned())
    }

    /// Whether it parts paragraphs.
    pub(super) fn is_block(&self) -> bool {
        BLOCKS.contains(&&*self.name)
    }

    /// Whether it says nothing in text.
    pub(super) fn is_silent(&self) -> bool {
        SILENT.contains(&&*self.name)
    }

    /// Whether it only changes how text looks.
    pub(super) fn formats(&self) -> bool {
        FORMATS.contains(&&*self.name) || self.is_silent()
    }
}

const BLOCKS: [&str; 35] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "caution",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "html",
    "important",
    "main",
    "nav",
    "note",
    "p",
    "para",
    "remarks",
    "section",
    "summary",
    "table",
    "tr",
];

const SILENT: [&str; 20] = [
    "abbr", "colgroup", "col", "font", "fullname", "img", "ins", "label", "li", "mark",
    "nobr", "small", "span", "sub", "sup", "tbody", "tfoot", "thead", "u", "wbr",
];

const FORMATS: [&str; 12] =
    ["a", "b", "cite", "code", "del", "em", "i", "kbd", "samp", "strong", "tt", "var"];

/// Where a tag ends, behind its `>`.
pub(super) fn tag_end(text: &str) -> Option<usize> {
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

/// Text without the entities that stand for characters of HTML.
pub(super) fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ");
    let text = text.replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&")
}
