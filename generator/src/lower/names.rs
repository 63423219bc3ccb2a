//! Names: any text becomes an identifier of the case that its place asks for, once per scope.
//!
//! This is the only module that makes identifiers.

use std::collections::BTreeMap;

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::reserved::{KEYWORDS, MODULES, PRELUDE};
use super::spelling::{comparison, meaning, prepare, spell_symbols, telling};
use crate::numbers::Numbers;
use crate::rust::Ident;

/// What a name is for; it decides the case and what a bad name is repaired with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// A struct, an enum, an alias.
    Type,
    /// A variant of an enum.
    Variant,
    /// A field.
    Field,
    /// A method or a setter.
    Method,
    /// An argument of a method.
    Argument,
    /// A module, which is a file too.
    Module,
}

/// The names of one scope: none is given twice.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    case: Case,
    /// The names that are taken, and the text that each was claimed for; `None` for names that
    /// the scope keeps for itself.
    taken: BTreeMap<String, Option<String>>,
    numbers: Numbers,
    /// The names that several of the texts to come give.
    crowds: BTreeMap<String, Crowd>,
}

/// Texts that give the same name.
#[derive(Clone, Debug, Default)]
struct Crowd {
    /// The text that is this name, letter by letter: the name is its.
    owner: Option<String>,
    /// Whether a plus is in one of them, so that a minus in another is no hyphen.
    signed: bool,
}

/// A name that was claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claimed {
    /// The name.
    pub ident: Ident,
    /// The name that it would have had, when another text has that already.
    pub instead_of: Option<String>,
}

impl Scope {
    /// A scope in which nothing is claimed yet.
    pub(super) fn new(case: Case) -> Self {
        Self {
            case,
            taken: BTreeMap::new(),
            numbers: Numbers::default(),
            crowds: BTreeMap::new(),
        }
    }

    /// Tells the scope which texts will claim names, so that it is not the first one that has the
    /// plain name when another one is it, and what tells them apart is in the names of all.
    pub(super) fn expect<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        let mut given: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for text in texts {
            given.entry(self.case.bare(text)).or_default().push(text);
        }
        for (name, texts) in given.into_iter().filter(|(_, texts)| texts.len() > 1) {
            let is_owner = |text: &&&str| **text == name;
            let owner = texts.iter().find(is_owner).map(|text| (*text).to_owned());
            let signed = texts.iter().any(|text| text.contains('+'));
            self.crowds.insert(name, Crowd { owner, signed });
        }
    }

    /// Keeps names for the SDK itself.
    #[must_use]
    pub(super) fn reserve(mut self, names: &[&str]) -> Self {
        self.taken.extend(names.iter().map(|name| ((*name).to_owned(), None)));
        self
    }

    /// Claims a name for a text.
    pub(super) fn claim(&mut self, text: &str) -> Claimed {
        let plain = self.case.identifier(text);
        let mut instead_of = None;
        // Mostly there is none, and the name need not be made again.
        let crowds = (!self.crowds.is_empty()).then_some(&self.crowds);
        if let Some(crowd) = crowds.and_then(|all| all.get(&self.case.bare(text))) {
            let telling = |at, c| telling(at, c) || c == '-' && crowd.signed;
            let spelled = self.case.identifier(&spell_symbols(text, telling));
            let owned = crowd.owner.as_deref().is_some_and(|owner| {
                owner != text && self.case.identifier(owner) == plain
            });
            if spelled != plain && !self.taken.contains_key(&spelled) {
                return self.take(spelled, text, owned.then_some(plain));
            }
            if owned {
                let ident = self.numbered(&plain);
                return self.take(ident, text, Some(plain));
            }
        }
        match self.taken.get(&plain) {
            None => return self.take(plain, text, None),
            Some(Some(_)) => instead_of = Some(plain.clone()),
            Some(None) => {
                let kept = self.case.beside_kept(&plain);
                if !self.taken.contains_key(&kept) {
                    return self.take(kept, text, None);
                }
            }
        }
        let spelled = self.case.identifier(&spell_symbols(text, telling));
        let ident = if self.taken.contains_key(&spelled) {
            self.numbered(&plain)
        } else {
            spelled
        };
        self.take(ident, text, instead_of)
    }

    /// Claims a name for a text, or for another one when the name is taken.
    pub(super) fn claim_or(&mut self, text: &str, other: &str) -> Claimed {
        let plain = self.case.identifier(text);
        let taken = self.taken.contains_key(&plain);
        let claimed = self.claim(if taken { other } else { text });
        Claimed { instead_of: taken.then_some(plain), ..claimed }
    }

    /// Claims the first of some names that is free, or else the first one with a number.
    pub(super) fn claim_first(&mut self, texts: &[String]) -> Claimed {
        let is_free =
            |text: &&String| !self.taken.contains_key(&self.case.identifier(text));
        let free = texts.iter().find(is_free).or(texts.first());
        self.claim(free.map_or("", String::as_str))
    }

    fn numbered(&mut self, plain: &str) -> String {
        let plain = plain.strip_prefix("r#").unwrap_or(plain);
        let separator = match self.case {
            Case::Type | Case::Variant
                if !plain.ends_with(|c: char| c.is_ascii_digit()) =>
            {
                ""
            }
            _ => "_",
        };
        self.numbers.name(plain, separator, |name| self.taken.contains_key(name))
    }

    fn take(
        &mut self,
        ident: String,
        text: &str,
        instead_of: Option<String>,
    ) -> Claimed {
        self.taken.insert(ident.clone(), Some(text.to_owned()));
        Claimed { ident: Ident::new(ident), instead_of }
    }
}

impl Case {
    /// The identifier that a text gives when nothing else claims it.
    pub(crate) fn identifier(self, text: &str) -> String {
        if self == Self::Variant && text.is_empty() {
            return "Empty".to_owned();
        }
        let name = self.convert(text);
        let name = match name.is_empty() {
            true => self.convert(&spell_symbols(text, |_, _| true)),
            false => name,
        };
        let name = match name.as_bytes().first() {
            None => self.nameless().to_owned(),
            Some(b'0'..=b'9') => format!("{}{name}", self.digit_prefix()),
            Some(_) => name,
        };
        self.legal(name)
    }

    fn convert(self, text: &str) -> String {
        match self {
            Self::Variant => self.bare(&spell_symbols(text, meaning(text))),
            Self::Field | Self::Method | Self::Argument => match comparison(text) {
                Some(start) => self.bare(&spell_symbols(text, |at, _| at >= start)),
                None => self.bare(text),
            },
            Self::Type | Self::Module => self.bare(text),
        }
    }

    /// A text in the case, without any symbols.
    fn bare(self, text: &str) -> String {
        let text = prepare(text);
        match self {
            Self::Type => cut(upper_camel(&text)),
            Self::Variant => upper_camel(&text),
            Self::Module => shorten(snake(&text)),
            Self::Field | Self::Method | Self::Argument => snake(&text),
        }
    }

    /// Makes a word that Rust keeps for itself a name.
    fn legal(self, name: String) -> String {
        match self {
            Self::Type if PRELUDE.binary_search(&&*name).is_ok() => {
                self.beside_kept(&name)
            }
            Self::Type | Self::Variant if name == "Self" => self.beside_kept(&name),
            Self::Type | Self::Variant => name,
            Self::Module if MODULES.binary_search(&&*name).is_ok() => {
                self.beside_kept(&name)
            }
            _ if matches!(&*name, "self" | "super" | "crate") => self.beside_kept(&name),
            _ if KEYWORDS.binary_search(&&*name).is_ok() => format!("r#{name}"),
            _ => name,
        }
    }

    /// The name to take when the SDK keeps the plain one for itself.
    fn beside_kept(self, name: &str) -> String {
        match self {
            Self::Type => format!("{name}Type"),
            Self::Variant => format!("{name}Value"),
            Self::Method => format!("with_{name}"),
            Self::Field | Self::Argument => format!("{name}_value"),
            Self::Module => format!("{name}_module"),
        }
    }

    fn nameless(self) -> &'static str {
        match self {
            Self::Type | Self::Variant => "Unnamed",
            Self::Field | Self::Method | Self::Argument | Self::Module => "unnamed",
        }
    }

    fn digit_prefix(self) -> &'static str {
        match self {
            Self::Type => "Type",
            Self::Variant => "V",
            Self::Field | Self::Method | Self::Argument => "n",
            Self::Module => "m",
        }
    }
}

/// Upper camel case in which two numbers stay two: `1.0` is `1_0`.
fn upper_camel(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for chunk in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let chunk = match is_simple(chunk) {
            true => capital(chunk),
            false => chunk.to_upper_camel_case(),
        };
        let digit = |c: char| c.is_ascii_digit();
        if name.ends_with(digit) && chunk.starts_with(digit) {
            name.push('_');
        }
        name.push_str(&chunk);
    }
    name
}

fn snake(text: &str) -> String {
    let mut name = String::with_capacity(text.len() + 4);
    for chunk in text.split('_').filter(|chunk| !chunk.is_empty()) {
        if !is_simple(chunk) {
            return text.to_snake_case();
        }
        if !name.is_empty() {
            name.push('_');
        }
        for (at, c) in chunk.char_indices() {
            if at > 0 && c.is_ascii_uppercase() {
                name.push('_');
            }
            name.push(c.to_ascii_lowercase());
        }
    }
    name
}

/// Whether words begin with each capital and nowhere else, so that it takes no closer look. Most
/// names are so, and there are very many.
fn is_simple(chunk: &str) -> bool {
    let mut before = b'a';
    chunk.bytes().all(|byte| {
        let after_small = std::mem::replace(&mut before, byte).is_ascii_lowercase();
        byte.is_ascii_lowercase()
            || byte.is_ascii_digit()
            || (byte.is_ascii_uppercase() && after_small)
    })
}

/// A word with a capital at its beginning.
fn capital(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

/// A file name has at most 255 bytes, and nobody reads the hundredth.
fn shorten(mut name: String) -> String {
    const LIMIT: usize = 100;
    if name.len() > LIMIT {
        let cut = name[..LIMIT].rfind('_').unwrap_or(LIMIT);
        name.truncate(cut);
    }
    name
}

/// rustdoc writes a file for each type, `struct.NAME.html`: the name ends with a whole word.
fn cut(mut name: String) -> String {
    const LIMIT: usize = 200;
    if name.len() > LIMIT {
        let is_start = |c: char| c.is_ascii_uppercase();
        let cut = name[..=LIMIT].rfind(is_start).filter(|at| *at > 0).unwrap_or(LIMIT);
        name.truncate(cut);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(case: Case, text: &str, expected: &str) {
        assert_eq!(case.identifier(text), expected, "{text:?} as {case:?}");
    }

    #[test]
    fn cases() {
        check(Case::Type, "aaa_custom-page", "AaaCustomPage");
        check(Case::Type, "com.example.Pet", "ComExamplePet");
        check(Case::Field, "cf-ipcountry", "cf_ipcountry");
        check(Case::Field, "IPv6Address", "ipv6_address");
        check(Case::Field, "userIDs", "user_ids");
        check(Case::Field, "X-Auth-Email", "x_auth_email");
        check(Case::Variant, "STOP_INSERTING", "StopInserting");
        check(Case::Variant, "1.0", "V1_0");
        check(Case::Variant, "v1.2.3", "V1_2_3");
    }

    /// All short texts of letters of both cases, a digit and an underscore.
    #[test]
    fn simple_names_are_as_the_library_makes_them() {
        let mut texts = vec![String::new()];
        for _ in 0..6 {
            let longer = texts
                .iter()
                .flat_map(|text| ['a', 'B', '1', '_'].map(|c| format!("{text}{c}")));
            texts = longer.collect();
            for text in &texts {
                assert_eq!(snake(text), text.to_snake_case(), "{text}");
                if is_simple(text) {
                    assert_eq!(capital(text), text.to_upper_camel_case(), "{text}");
                }
            }
        }
    }

    #[test]
    fn what_rust_keeps_for_itself() {
        check(Case::Field, "type", "r#type");
        check(Case::Field, "self", "self_value");
        check(Case::Module, "type", "r#type");
        check(Case::Module, "mod", "mod_module");
        check(Case::Module, "con", "con_module");
        check(Case::Module, "jiff", "jiff_module");
        check(Case::Method, "jiff", "jiff");
        check(Case::Type, "option", "OptionType");
        check(Case::Variant, "none", "None");
        check(Case::Variant, "self", "SelfValue");
    }

    #[test]
    fn texts_that_are_no_names() {
        check(Case::Field, "", "unnamed");
        check(Case::Variant, "", "Empty");
        check(Case::Variant, "+1", "Plus1");
        check(Case::Variant, "-1", "Minus1");
        check(Case::Variant, "!=", "NotEqual");
        check(Case::Field, "2fa", "n2fa");
        check(Case::Type, "2fa", "Type2fa");
        check(Case::Type, "Überweisung", "Uberweisung");
        check(Case::Variant, "🐶", "Dog");
        check(Case::Type, "用户", "YongHu");
        check(Case::Field, "\u{202e}\0", "unnamed");
        check(Case::Variant, "\0", "Unnamed");
        check(Case::Variant, "]", "CloseBracket");
    }

    #[test]
    fn symbols_that_mean_something() {
        check(Case::Variant, "A+", "APlus");
        check(Case::Variant, "C++", "CPlusPlus");
        check(Case::Variant, "GMT+1", "GmtPlus1");
        check(Case::Variant, ">= 20", "GreaterEqual20");
        check(Case::Variant, "<nil>", "Nil");
        check(Case::Variant, "50%", "V50Percent");
        check(Case::Variant, "-name", "MinusName");
        check(Case::Variant, "application/ld+json", "ApplicationLdJson");
        check(Case::Variant, "us-east-1", "UsEast1");
        check(Case::Field, "-name", "name");
        check(Case::Field, "DateSent<", "date_sent_less");
        check(Case::Field, "DateSent>=", "date_sent_greater_equal");
        check(Case::Field, "List<String>", "list_string");
    }

    #[test]
    fn a_crowd_shares_a_name_by_what_tells_its_texts_apart() {
        let names = |case: Case, texts: &[&str]| -> Vec<String> {
            let mut scope = Scope::new(case);
            scope.expect(texts.iter().copied());
            texts.iter().map(|text| scope.claim(text).ident.to_string()).collect()
        };
        assert_eq!(names(Case::Variant, &["A-", "A+"]), ["AMinus", "APlus"]);
        assert_eq!(names(Case::Variant, &["GMT-1", "GMT+1"]), ["GmtMinus1", "GmtPlus1"]);
        assert_eq!(names(Case::Variant, &["18-", "18+"]), ["V18Minus", "V18Plus"]);
        assert_eq!(names(Case::Variant, &["<=5", "5"]), ["LessEqual5", "V5"]);
        assert_eq!(
            names(Case::Field, &["_id", "@id", "id"]),
            ["underscore_id", "at_id", "id"]
        );
        assert_eq!(names(Case::Field, &["Type", "type"]), ["type_2", "r#type"]);
        assert_eq!(names(Case::Field, &["fooBar", "foo-bar"]), ["foo_bar", "foo_bar_2"]);
    }

    #[test]
    fn every_name_once() {
        let mut scope = Scope::new(Case::Field);
        let mut claim = |text| scope.claim(text).ident.to_string();
        assert_eq!(claim("fooBar"), "foo_bar");
        assert_eq!(claim("foo-bar"), "foo_bar_2");
        assert_eq!(claim("FooBar"), "foo_bar_3");
        assert_eq!(claim("-fooBar"), "minus_foo_bar");
        assert_eq!(claim("fooBar*"), "foo_bar_star");
        assert_eq!(claim("type"), "r#type");
        assert_eq!(claim("Type"), "type_2");
    }

    #[test]
    fn names_of_our_own() {
        let mut scope = Scope::new(Case::Variant).reserve(&["Unknown"]);
        let claimed = scope.claim("unknown");
        assert_eq!(claimed.ident.as_str(), "UnknownValue");
        assert_eq!(claimed.instead_of, None);
        assert_eq!(scope.claim("UNKNOWN").ident.as_str(), "Unknown2");
    }

    #[test]
    fn long_names_fit_in_a_file_name() {
        let module = Case::Module.identifier(&"word ".repeat(100));
        assert!(module.len() <= 100 && module.ends_with("word"), "{module}");
        let name = Case::Type.identifier(&"Words".repeat(60));
        assert_eq!(name, "Words".repeat(40));
        assert_eq!(Case::Type.identifier(&"a".repeat(300)).len(), 200);
        let mut scope = Scope::new(Case::Type);
        scope.claim(&"Words".repeat(60));
        assert_eq!(scope.claim(&"Words".repeat(61)).ident.as_str(), name + "2");
    }
}
