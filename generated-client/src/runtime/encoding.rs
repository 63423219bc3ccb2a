//! How values become text in paths, queries, headers, cookies and forms (OpenAPI 3.0 §4.7.12.3,
//! with the corrections of 3.0.4).

use std::borrow::Cow;

use super::call::join;
use super::{json, percent};

/// How a value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    style: Style,
    explode: bool,
    escape: Escape,
}

/// What becomes of characters that mean something else where the text is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Escape {
    All,
    /// All but reserved ones, which stay as they are as far as that is possible.
    ButReserved,
    Nothing,
}

/// The shape of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Form,
    Simple,
    Segments,
    Label,
    Matrix,
    Space,
    Pipe,
    Tab,
    DeepObject,
    Dots,
    Brackets,
    Json,
    Text,
    Pairs,
}

impl Encoding {
    /// `x=a&x=b`; joined `x=a,b`. What queries, cookies and forms have by default.
    pub const FORM: Self = Self::new(Style::Form, true);
    /// `a,b`. What paths and headers have by default.
    pub const SIMPLE: Self = Self::new(Style::Simple, false);
    /// `a/b`: text that stands for several segments of a path, with its slashes.
    pub const SEGMENTS: Self = Self::new(Style::Segments, false);
    /// `.a,b`; exploded `.a.b`.
    pub const LABEL: Self = Self::new(Style::Label, false);
    /// `;x=a,b`; exploded `;x=a;x=b`.
    pub const MATRIX: Self = Self::new(Style::Matrix, false);
    /// `x=a%20b`.
    pub const SPACE: Self = Self::new(Style::Space, false);
    /// `x=a%7Cb`.
    pub const PIPE: Self = Self::new(Style::Pipe, false);
    /// `x=a%09b`.
    pub const TAB: Self = Self::new(Style::Tab, false);
    /// `x[a]=1&x[b][0]=2`.
    pub const DEEP_OBJECT: Self = Self::new(Style::DeepObject, true);
    /// `x.a=1&x.b=2&x.b=3`: members with dots, arrays repeat, null is empty.
    pub const DOTS: Self = Self::new(Style::Dots, true);
    /// `x[a]=1&x[b][]=2&x[b][]=3`: members in brackets, arrays with empty ones, null is empty.
    pub const BRACKETS: Self = Self::new(Style::Brackets, true);
    /// `x=a; x=b`; joined `x=a,b`: as it is, for cookies only (OpenAPI 3.2 §4.12.3).
    pub const COOKIE: Self = Self::new(Style::Form, true).plain();
    /// JSON text.
    pub const JSON: Self = Self::new(Style::Json, false);
    /// Plain text.
    pub const TEXT: Self = Self::new(Style::Text, false);
    /// A URL-encoded form as one value: `x=a%3D1%26b%3D2`.
    pub const PAIRS: Self = Self::new(Style::Pairs, false);

    const fn new(style: Style, explode: bool) -> Self {
        Self { style, explode, escape: Escape::All }
    }

    /// The same with arrays and objects taken apart.
    #[must_use]
    pub const fn exploded(self) -> Self {
        Self { explode: true, ..self }
    }

    /// The same with arrays and objects in one value.
    #[must_use]
    pub const fn joined(self) -> Self {
        Self { explode: false, ..self }
    }

    /// The same with reserved characters left as they are, as far as that is possible.
    #[must_use]
    pub const fn reserved(self) -> Self {
        match self.escape {
            Escape::Nothing => self,
            _ => Self { escape: Escape::ButReserved, ..self },
        }
    }

    /// The same without percent-encoding, for what is no part of a URL.
    #[must_use]
    pub const fn plain(self) -> Self {
        Self { escape: Escape::Nothing, ..self }
    }

    fn encode(self, text: &str) -> String {
        match self.escape {
            Escape::All => percent::encode(text),
            Escape::ButReserved => percent::encode_reserved(text),
            Escape::Nothing => text.to_owned(),
        }
    }

    /// The text of a value in a path, percent-encoded; empty when there is none.
    pub(super) fn path(self, name: &str, json: &str) -> String {
        let encoded = self.expand(name, json, &|text| self.encode(text));
        // Reserved characters may stay, but not those that end the path or a part of it
        // (OpenAPI 3.2 §4.12.2.2).
        let encoded = encoded.replace('?', "%3F");
        match self.style {
            Style::Segments => encoded.replace("%2F", "/"),
            _ => encoded.replace('/', "%2F"),
        }
    }

    /// The text of a value in a header; `None` when there is none, or no element in it (RFC 6570
    /// §2.3).
    pub(super) fn header(self, json: &str) -> Option<String> {
        let whole = matches!(self.style, Style::Json | Style::Text | Style::Pairs);
        match shape(json) {
            Shape::Null => None,
            shape @ (Shape::List(_) | Shape::Object(_))
                if !whole && flat(&shape, &str::to_owned).is_empty() =>
            {
                None
            }
            _ => {
                let text = self.expand("", json, &str::to_owned);
                Some(if self.style == Style::Json { in_ascii(&text) } else { text })
            }
        }
    }

    /// The text of a value that is a whole query, percent-encoded; `None` when there is none.
    pub(super) fn whole(self, json: &str) -> Option<String> {
        let text = self.expand("", json, &|text| self.encode(text));
        (!text.is_empty()).then_some(text)
    }

    /// Whether it is percent-encoded.
    pub(super) fn is_encoded(self) -> bool {
        self.escape != Escape::Nothing
    }

    /// The pairs of a value in a query, cookie or form, percent-encoded where it is.
    pub(super) fn pairs(self, name: &str, json: &str) -> Vec<(String, String)> {
        if let Shape::Null = shape(json) {
            return Vec::new();
        }
        match self.style {
            Style::Json | Style::Text | Style::Pairs => {
                self.pair(name, self.expand(name, json, &|text| self.encode(text)))
            }
            Style::DeepObject | Style::Dots | Style::Brackets => {
                let mut pairs = Vec::new();
                self.nest(self.name(name), json, &mut pairs);
                pairs
            }
            _ if self.explode => self.spread(name, json),
            Style::Space => self.pair_joined(name, json, &self.encode(" ")),
            Style::Pipe => self.pair_joined(name, json, &self.encode("|")),
            Style::Tab => self.pair_joined(name, json, &self.encode("\t")),
            _ => self.pair_joined(name, json, ","),
        }
    }

    fn pair(self, name: &str, value: String) -> Vec<(String, String)> {
        vec![(self.name(name), value)]
    }

    fn name(self, name: &str) -> String {
        match self.escape {
            Escape::Nothing => name.to_owned(),
            _ => percent::encode(name),
        }
    }

    fn pair_joined(
        self,
        name: &str,
        json: &str,
        separator: &str,
    ) -> Vec<(String, String)> {
        let parts = match shape(json) {
            Shape::Scalar(text) => vec![self.encode(&text)],
            shape => flat(&shape, &|text| self.encode(text)),
        };
        if parts.is_empty() {
            Vec::new()
        } else {
            self.pair(name, parts.join(separator))
        }
    }

    /// Exploded form: an array repeats the name, the members of an object are pairs themselves.
    fn spread(self, name: &str, json: &str) -> Vec<(String, String)> {
        let encode = |text: &str| self.encode(text);
        match shape(json) {
            Shape::Null => Vec::new(),
            Shape::Scalar(text) => self.pair(name, encode(&text)),
            Shape::List(items) => items
                .iter()
                .filter_map(|item| leaf(item))
                .map(|item| (self.name(name), encode(&item)))
                .collect(),
            Shape::Object(members) => members
                .iter()
                .flat_map(|(key, value)| match shape(value) {
                    Shape::Object(_) => self.pair(key, encode(value)),
                    _ => self.spread(key, value),
                })
                .collect(),
        }
    }

    /// Names that say where in the value the pair belongs.
    fn nest(self, name: String, json: &str, pairs: &mut Vec<(String, String)>) {
        match shape(json) {
            Shape::Null => pairs.push((name, String::new())),
            Shape::Scalar(text) => pairs.push((name, self.encode(&text))),
            Shape::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let name = match self.style {
                        Style::Brackets => name.clone() + &self.name("[]"),
                        Style::DeepObject => {
                            name.clone() + &self.name(&format!("[{index}]"))
                        }
                        _ => name.clone(),
                    };
                    self.nest(name, item, pairs);
                }
            }
            Shape::Object(members) => {
                for (key, value) in members {
                    let step = match self.style {
                        Style::Dots => format!(".{key}"),
                        _ => format!("[{key}]"),
                    };
                    let name = name.clone() + &self.name(&step);
                    self.nest(name, value, pairs);
                }
            }
        }
    }

    /// Expands like a URI template (RFC 6570 §3.2): simple, label and matrix, and simple with
    /// another separator.
    fn expand(self, name: &str, json: &str, encode: &dyn Fn(&str) -> String) -> String {
        let shape = shape(json);
        match (self.style, &shape) {
            (_, Shape::Null) => String::new(),
            (Style::Json, _) => encode(json),
            (Style::Pairs, _) => encode(&join(&Self::FORM.pairs("", json), "&")),
            (Style::Label, Shape::Scalar(text)) => format!(".{}", encode(text)),
            (Style::Matrix, Shape::Scalar(text)) => matrix(name, &encode(text)),
            (_, Shape::Scalar(text)) => encode(text),
            (Style::Text, _) => encode(json),
            (Style::Matrix, Shape::List(_)) if self.explode => {
                flat(&shape, encode).iter().map(|item| matrix(name, item)).collect()
            }
            (Style::Matrix, Shape::Object(members)) if self.explode => {
                let pairs = assignments(members, encode);
                // RFC 6570 §3.2.7: nothing follows the name of what is empty.
                let pair = |pair: &String| match pair.split_once('=') {
                    Some((name, "")) => format!(";{name}"),
                    _ => format!(";{pair}"),
                };
                pairs.iter().map(pair).collect()
            }
            (style, _) => {
                let parts = match &shape {
                    Shape::Object(members) if self.explode => {
                        assignments(members, encode)
                    }
                    shape => flat(shape, encode),
                };
                let joined = parts.join(&match style {
                    Style::Label if self.explode => ".".to_owned(),
                    // Swagger 2.0 has them in paths and headers too.
                    Style::Space => encode(" "),
                    Style::Pipe => encode("|"),
                    Style::Tab => encode("\t"),
                    _ => ",".to_owned(),
                });
                match style {
                    _ if parts.is_empty() => String::new(),
                    Style::Label => format!(".{joined}"),
                    Style::Matrix => matrix(name, &joined),
                    _ => joined,
                }
            }
        }
    }
}

/// JSON with nothing but ASCII: what else stands in a header, many servers read as Latin-1 (RFC 9110
/// §5.5).
fn in_ascii(json: &str) -> String {
    let mut ascii = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() {
            ascii.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            ascii.push_str(&format!("\\u{unit:04x}"));
        }
    }
    ascii
}

fn matrix(name: &str, value: &str) -> String {
    let name = percent::encode(name);
    if value.is_empty() { format!(";{name}") } else { format!(";{name}={value}") }
}

/// The elements of an array, or the keys and values of an object one after the other.
pub(super) fn flat(shape: &Shape<'_>, encode: &dyn Fn(&str) -> String) -> Vec<String> {
    match shape {
        Shape::List(items) => items
            .iter()
            .filter_map(|item| leaf(item))
            .map(|item| encode(&item))
            .collect(),
        Shape::Object(members) => members
            .iter()
            .filter_map(|(key, value)| Some([encode(key), encode(&leaf(value)?)]))
            .flatten()
            .collect(),
        Shape::Null | Shape::Scalar(_) => Vec::new(),
    }
}

fn assignments(
    members: &[(String, &str)],
    encode: &dyn Fn(&str) -> String,
) -> Vec<String> {
    members
        .iter()
        .filter_map(|(key, value)| {
            Some(format!("{}={}", encode(key), encode(&leaf(value)?)))
        })
        .collect()
}

/// The text of a value inside of another: `None` for null, JSON for what has members itself.
fn leaf(json: &str) -> Option<Cow<'_, str>> {
    match shape(json) {
        Shape::Null => None,
        Shape::Scalar(text) => Some(text),
        Shape::List(_) | Shape::Object(_) => Some(Cow::Borrowed(json)),
    }
}

/// What JSON text is, by its first character.
pub(super) enum Shape<'a> {
    Null,
    Scalar(Cow<'a, str>),
    List(Vec<&'a str>),
    Object(Vec<(String, &'a str)>),
}

/// The shape of JSON text.
pub(super) fn shape(json: &str) -> Shape<'_> {
    match json.as_bytes().first() {
        Some(b'{') => {
            let members = json::members(json).unwrap_or_default();
            Shape::Object(
                members.into_iter().map(|(key, value)| (key, value.get())).collect(),
            )
        }
        Some(b'[') => {
            let items = json::elements(json).unwrap_or_default();
            Shape::List(items.into_iter().map(|item| item.get()).collect())
        }
        Some(b'"') => Shape::Scalar(json::scalar(json).unwrap_or_default()),
        Some(b'n') | None => Shape::Null,
        // A number with a fraction of nothing is a whole number to everyone else.
        Some(_) => Shape::Scalar(json::number(json.strip_suffix(".0").unwrap_or(json))),
    }
}
