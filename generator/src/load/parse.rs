//! Text to tree: JSON or YAML, by content.

use std::ops::Range;

use granit_parser::{ErrorKind, Parser};
use serde::de::{Deserialize, DeserializeSeed};
use serde_json::Value;

use super::surrogates::Joined;
use super::syntax;
use super::tabs::without_tabs;
use super::tree::{MAX_DEPTH, Reading, Stopped};
use crate::source::{FileId, Format, Pointer, Spaced};

/// A tree and what was strange about its text.
pub(super) struct Parsed {
    pub(super) tree: Value,
    pub(super) format: Format,
    /// The values whose keys occurred before.
    pub(super) duplicates: Vec<Pointer>,
    /// Where the second YAML document begins.
    pub(super) second_document: Option<Range<usize>>,
}

/// Why a text is no tree.
pub(super) enum Fault {
    /// Nothing but white space and comments.
    Empty,
    /// Neither JSON nor YAML.
    Syntax(SyntaxFault),
    /// Too many levels; the span is where it went too far.
    TooDeep(Range<usize>),
    /// Aliases that unfold to far more than the file has.
    TooBig,
    /// An alias that is part of what it stands for.
    Endless(SyntaxFault),
}

/// A place where the grammar is left.
#[derive(Debug)]
pub(super) struct SyntaxFault {
    pub(super) message: String,
    pub(super) span: Range<usize>,
    pub(super) notes: Vec<String>,
    pub(super) help: Option<String>,
}

/// Reads a text as JSON when it begins like JSON, else or when that fails as YAML.
///
/// `json_name` says that the file claims to be JSON, which decides whose complaint is shown.
pub(super) fn parse(file: FileId, text: &str, json_name: bool) -> Result<Parsed, Fault> {
    if is_blank(text) {
        return Err(Fault::Empty);
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return parse_yaml(file, text);
    }
    let (complaint, cut_off) = match parse_json(file, text) {
        Ok(parsed) => return Ok(parsed),
        Err(JsonFault::Stopped(fault)) => return Err(fault),
        Err(JsonFault::Syntax(error)) => {
            (syntax::explain_json(text, &error), error.is_eof())
        }
    };
    // Two documents, one after the other, or a bracket that is closed too early: YAML would take
    // the first and leave the rest. A comment of JSON would be text to it.
    let at = complaint.span.start;
    if syntax::is_comment(&text[at..]) || is_complete(text, at) {
        return Err(Fault::Syntax(complaint));
    }
    // Comments, trailing commas and unquoted keys are fine in YAML; a file that is cut off
    // is not worth a second look.
    if cut_off {
        return Err(Fault::Syntax(complaint));
    }
    match parse_yaml(file, text) {
        Err(Fault::Syntax(_)) if json_name => Err(Fault::Syntax(complaint)),
        result => result,
    }
}

/// Whether a JSON document ends before a byte, and something else than a comment or another YAML
/// document follows.
fn is_complete(text: &str, at: usize) -> bool {
    let mut values =
        serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    let whole = matches!(values.next(), Some(Ok(_)));
    whole
        && values.byte_offset() <= at
        && !["#", "---", "..."].iter().any(|begin| text[at..].starts_with(begin))
}

enum JsonFault {
    Stopped(Fault),
    Syntax(serde_json::Error),
}

fn parse_json(file: FileId, text: &str) -> Result<Parsed, JsonFault> {
    let reading = Reading::new(file, text.len(), false);
    let mut deserializer = serde_json::Deserializer::from_str(text);
    deserializer.disable_recursion_limit();
    let result = reading
        .document()
        .deserialize(&mut deserializer)
        .and_then(|tree| deserializer.end().map(|()| tree));
    match result {
        Ok(tree) => Ok(Parsed {
            tree,
            format: Format::Json,
            duplicates: reading.duplicates(),
            second_document: None,
        }),
        Err(error) => match reading.stopped() {
            Some(stopped) => {
                let span = syntax::json_span(text, &error);
                Err(JsonFault::Stopped(stopped.into_fault(span)))
            }
            None => Err(JsonFault::Syntax(error)),
        },
    }
}

impl Stopped {
    fn into_fault(self, span: Range<usize>) -> Fault {
        match self {
            Self::TooDeep => Fault::TooDeep(span),
            Self::TooBig => Fault::TooBig,
        }
    }
}

fn parse_yaml(file: FileId, text: &str) -> Result<Parsed, Fault> {
    check_nesting(text)?;
    parse_text(file, text).or_else(|fault| {
        let spaced = matches!(fault, Fault::Syntax(_)).then(|| Spaced::new(text));
        let Some(spaced) = spaced.flatten() else { return Err(fault) };
        moved(parse_text(file, &spaced.text), |span| spaced.written(span))
    })
}

/// Reads a text with what the parser refuses written otherwise.
fn parse_text(file: FileId, text: &str) -> Result<Parsed, Fault> {
    let joined = Joined::new(text);
    let result = match parse_joined(file, &joined.text) {
        Err(Fault::Syntax(fault)) => match without_tabs(&joined.text) {
            Some(text) => parse_joined(file, &text),
            None => Err(Fault::Syntax(fault)),
        },
        result => result,
    };
    moved(result, |span| joined.written(span))
}

/// A result with the places in the text that was made for the parser moved to those as written.
fn moved(
    result: Result<Parsed, Fault>,
    written: impl Fn(Range<usize>) -> Range<usize>,
) -> Result<Parsed, Fault> {
    let at = |fault: SyntaxFault| SyntaxFault { span: written(fault.span), ..fault };
    match result {
        Ok(parsed) => {
            let second_document = parsed.second_document.map(written);
            Ok(Parsed { second_document, ..parsed })
        }
        Err(Fault::Syntax(fault)) => Err(Fault::Syntax(at(fault))),
        Err(Fault::Endless(fault)) => Err(Fault::Endless(at(fault))),
        Err(Fault::TooDeep(span)) => Err(Fault::TooDeep(written(span))),
        Err(fault) => Err(fault),
    }
}

fn parse_joined(file: FileId, text: &str) -> Result<Parsed, Fault> {
    let mut found: Option<Parsed> = None;
    let mut documents = 0_usize;
    for document in serde_yaml::Deserializer::from_str(text) {
        documents += 1;
        if found.as_ref().is_some_and(|parsed| !parsed.tree.is_null()) {
            refuse_rest(text, document)?;
            break;
        }
        let reading = Reading::new(file, text.len(), true);
        match reading.document().deserialize(document) {
            Ok(tree) => {
                found = Some(Parsed {
                    tree,
                    format: Format::Yaml,
                    duplicates: reading.duplicates(),
                    second_document: None,
                });
            }
            Err(error) => return Err(yaml_fault(text, &reading, &error)),
        }
    }
    match found {
        Some(mut parsed) => {
            if documents > 1 {
                parsed.second_document = second_document(text);
            }
            Ok(parsed)
        }
        None => Err(Fault::Empty),
    }
}

/// Refuses what follows the first document and is not another one.
fn refuse_rest(text: &str, rest: serde_yaml::Deserializer<'_>) -> Result<(), Fault> {
    if second_document(text).is_some() {
        return Ok(());
    }
    match serde::de::IgnoredAny::deserialize(rest) {
        Ok(_) => Ok(()),
        Err(error) => Err(Fault::Syntax(syntax::explain_yaml(text, &error))),
    }
}

fn yaml_fault(text: &str, reading: &Reading, error: &serde_yaml::Error) -> Fault {
    let fault = fault_of(text, reading, error);
    let endless = match fault {
        Fault::TooDeep(_) | Fault::TooBig => syntax::endless_alias(text),
        _ => None,
    };
    endless.map_or(fault, Fault::Endless)
}

fn fault_of(text: &str, reading: &Reading, error: &serde_yaml::Error) -> Fault {
    if let Some(stopped) = reading.stopped() {
        return stopped.into_fault(syntax::yaml_span(text, error));
    }
    match error.to_string() {
        message if message.contains("recursion limit exceeded") => {
            Fault::TooDeep(syntax::yaml_span(text, error))
        }
        message if message.contains("repetition limit exceeded") => Fault::TooBig,
        _ => Fault::Syntax(syntax::explain_yaml(text, error)),
    }
}

/// Whether a text has nothing but white space, comments and document markers.
fn is_blank(text: &str) -> bool {
    text.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "---" || line == "..."
    })
}

/// The `---` line that begins the second document with content before it.
fn second_document(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    let mut content = false;
    for line in text.split_inclusive('\n') {
        if content && line.starts_with("---") {
            return Some(start..start + 3);
        }
        let bare = line.trim();
        content |= !bare.is_empty()
            && !bare.starts_with(['#', '%'])
            && (!bare.starts_with("---") || bare.len() > 3);
        start += line.len();
    }
    None
}

/// How many brackets a YAML file may have before its nesting is checked beforehand.
const HARMLESS_BRACKETS: usize = 10_000;

/// Whether a line may begin more lists and mappings than are allowed, as `- - - x` does.
fn is_steep(line: &str) -> bool {
    let signs = line.bytes().take_while(|byte| b"-?: \t".contains(byte));
    signs.filter(|byte| b"-?:".contains(byte)).count() > MAX_DEPTH
}

/// Refuses deep nesting before the YAML parser sees it: its cost grows with the square of
/// the depth. Files with few brackets and dashes, nearly all, need no look.
fn check_nesting(text: &str) -> Result<(), Fault> {
    let brackets = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    if brackets <= HARMLESS_BRACKETS && !text.lines().any(is_steep) {
        return Ok(());
    }
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        emit_unresolved_aliases: true,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        let Err(error) = event else { continue };
        if *error.kind() == ErrorKind::RecursionLimitExceeded {
            let at = error.marker().byte_offset().unwrap_or_default();
            return Err(Fault::TooDeep(at..at + 1));
        }
        // What else is wrong, the parser itself says.
        break;
    }
    Ok(())
}
