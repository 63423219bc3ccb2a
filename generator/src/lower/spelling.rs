//! What the text of a name is made of: words, and the symbols that say something.

use std::borrow::Cow;

use crate::words::{respelled, with_known_spellings};

/// Text in ASCII, in which words that everybody writes in their own way are one word, a sign in
/// front of a number is a word, and apostrophes do not split.
pub(super) fn prepare(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    if !text.is_ascii() {
        text = Cow::Owned(deunicode::deunicode_with_tofu(&text, " "));
    }
    let mut bytes = text.bytes();
    if let (Some(sign @ (b'+' | b'-')), Some(b'0'..=b'9')) = (bytes.next(), bytes.next())
    {
        let word = if sign == b'+' { "plus_" } else { "minus_" };
        text = Cow::Owned(format!("{word}{}", &text[1..]));
    }
    if text.bytes().all(|byte| byte != b'\'' && !byte.is_ascii_uppercase()) {
        return text;
    }
    with_known_spellings(respelled(text, &WORDS))
}

/// The symbols of a value without which it says something else: `-name` sorts the other way round
/// than `name`, `>20` is not 20, `C++` not C, and `GMT+1` not the first GMT.
pub(super) fn meaning(text: &str) -> impl Fn(usize, char) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let operator = |byte: &u8| matches!(byte, b'<' | b'>' | b'=' | b'!' | b' ');
    let operators = bytes.iter().take_while(|byte| operator(byte)).count();
    let compares = digit(operators) || operators == bytes.len();
    let word = bytes.iter().rposition(u8::is_ascii_alphanumeric);
    move |at, symbol| match symbol {
        '<' | '>' | '=' | '!' => at < operators && (compares || symbol == '!'),
        '-' => at == 0 && bytes.get(1).is_some_and(u8::is_ascii_alphanumeric),
        '+' => at == 0 || digit(at + 1) || word.is_some_and(|word| at > word),
        '%' | '#' => at + 1 == bytes.len(),
        _ => false,
    }
}

/// Where the comparison begins that a name ends with, as `DateSent>=` does.
pub(super) fn comparison(text: &str) -> Option<usize> {
    let name = text.trim_end_matches(['<', '>', '=', '!']);
    let compares = text[name.len()..].starts_with(['<', '>', '!']);
    // `List<String>` compares nothing.
    (compares && !name.is_empty() && !name.contains('<')).then_some(name.len())
}

/// Whether a symbol tells names apart; where it only separates words, a number does it better.
pub(super) fn telling(at: usize, symbol: char) -> bool {
    at == 0 || !matches!(symbol, '-' | '_' | '.' | ' ' | '/' | ':' | ',' | ';')
}

/// Symbols as words.
pub(super) fn spell_symbols(text: &str, which: impl Fn(usize, char) -> bool) -> String {
    let mut spelled = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        match SYMBOLS.iter().find(|(symbol, _)| *symbol == c && which(at, c)) {
            Some((_, word)) => {
                spelled.push(' ');
                spelled.push_str(word);
                spelled.push(' ');
            }
            None => spelled.push(c),
        }
    }
    spelled
}

const WORDS: [(&str, &str); 5] =
    [("'", ""), ("APIs", "Apis"), ("IDs", "Ids"), ("URLs", "Urls"), ("IPs", "Ips")];

const SYMBOLS: [(char, &str); 35] = [
    ('+', "plus"),
    ('-', "minus"),
    ('*', "star"),
    ('/', "slash"),
    ('\\', "backslash"),
    ('=', "equal"),
    ('<', "less"),
    ('>', "greater"),
    ('!', "not"),
    ('&', "and"),
    ('|', "or"),
    ('%', "percent"),
    ('$', "dollar"),
    ('@', "at"),
    ('#', "hash"),
    ('~', "tilde"),
    ('^', "caret"),
    ('?', "question"),
    ('.', "dot"),
    (',', "comma"),
    (':', "colon"),
    (';', "semicolon"),
    ('_', "underscore"),
    ('(', "open"),
    (')', "close"),
    ('[', "open_bracket"),
    (']', "close_bracket"),
    ('{', "open_brace"),
    ('}', "close_brace"),
    ('`', "backtick"),
    ('\t', "tab"),
    ('\n', "newline"),
    ('\'', "quote"),
    ('"', "quote"),
    (' ', "space"),
];
