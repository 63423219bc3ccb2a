//! What a complaint of the YAML parser means.

use std::ops::Range;

use granit_parser::{ErrorKind, Parser};

use super::{char_offset, explain_half, yaml_span};
use crate::load::parse::SyntaxFault;

/// A complaint of the YAML parser, taken apart.
struct YamlFault<'a> {
    text: &'a str,
    problem: &'a str,
    span: Range<usize>,
    /// What was being read, and where that begins.
    context: Option<(&'a str, usize)>,
}

/// Explains a complaint of the YAML parser.
pub(in super::super) fn explain(text: &str, error: &serde_yaml::Error) -> SyntaxFault {
    let message = error.to_string();
    // The parser does not say where: it looks at characters before it counts lines.
    if message.starts_with("control characters are not allowed")
        && let Some(fault) = explain_control(text)
    {
        return fault;
    }
    let (problem, context) = message.split_once(", while ").unwrap_or((&message, ""));
    let context = context.split_once(" at line ").and_then(|(what, place)| {
        let (line, column) = place.split_once(" column ")?;
        let at = line_column_offset(text, line.parse().ok()?, column.parse().ok()?);
        Some((what, at))
    });
    let fault = YamlFault {
        text,
        problem: problem.split(" at line ").next().unwrap_or(problem),
        span: yaml_span(text, error),
        context,
    };
    fault
        .explain_tab()
        .or_else(|| fault.explain_quotes())
        .or_else(|| fault.explain_token())
        .or_else(|| fault.explain_brackets())
        .unwrap_or_else(|| fault.explain_structure())
}

/// The first character that YAML does not allow.
fn explain_control(text: &str) -> Option<SyntaxFault> {
    let allowed =
        |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    let (at, char) = text.char_indices().find(|(_, c)| !allowed(*c))?;
    let fault = SyntaxFault {
        message: format!("control character U+{:04X}", u32::from(char)),
        span: at..at + char.len_utf8(),
        notes: Vec::new(),
        help: None,
    };
    Some(fault.help("remove it; in double quotes it can be written as an escape"))
}

/// The byte at a line and a column, both counted from one, columns in characters.
fn line_column_offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize =
        text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    start + char_offset(&text[start..], column.saturating_sub(1))
}

impl YamlFault<'_> {
    fn at(&self, span: Range<usize>, message: impl Into<String>) -> SyntaxFault {
        SyntaxFault { message: message.into(), span, notes: Vec::new(), help: None }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    fn line(&self, at: usize) -> &str {
        self.text[self.line_start(at)..].lines().next().unwrap_or_default()
    }

    /// The text that stands at a byte, up to the end of its line.
    fn rest_of_line(&self, at: usize) -> &str {
        self.text[at..].lines().next().unwrap_or_default().trim_end()
    }

    fn explain_tab(&self) -> Option<SyntaxFault> {
        let start = self.line_start(self.span.start);
        let line = self.line(self.span.start);
        let indentation = line.len() - line.trim_start_matches([' ', '\t', '-']).len();
        let tab = line[..indentation].find('\t')?;
        let tabs = line[tab..indentation].trim_end_matches([' ', '-']).len();
        let tab = start + tab;
        let fault = self.at(tab..tab + tabs, "a tab indents a line");
        Some(fault.help("indent with spaces; YAML does not allow tabs there"))
    }

    fn explain_quotes(&self) -> Option<SyntaxFault> {
        match self.problem {
            "found unknown escape character" => Some(
                self.at(self.span.clone(), "a backslash begins no known escape").help(
                    "write the backslash twice, or use single quotes, where it is itself",
                ),
            ),
            "found invalid Unicode character escape code" => {
                explain_half(self.text, self.span.start)
            }
            "found unexpected end of stream" | "found unexpected document indicator" => {
                let (_, at) = self.context?;
                let quote = self.text[at..].chars().next()?;
                let message = format!("a text that begins with `{quote}` never ends");
                Some(self.at(at..at + quote.len_utf8(), message).help(format!(
                    "close it with `{quote}`; inside, write `{}`",
                    if quote == '"' { "\\\"" } else { "''" }
                )))
            }
            // The quote was closed too early, so that what follows makes no sense.
            "did not find expected key"
            | "did not find expected ',' or '}'"
            | "did not find expected ',' or ']'" => {
                let before = self.text[..self.span.start].trim_end_matches(' ');
                let quote = before.chars().next_back().filter(|c| "\"'".contains(*c))?;
                let same_line = before.len() > self.line_start(self.span.start);
                let message = format!("something follows the closing `{quote}`");
                same_line.then(|| {
                    self.at(self.span.clone(), message).help(format!(
                        "put the whole value in quotes; inside, write `{}`",
                        if quote == '"' { "\\\"" } else { "''" }
                    ))
                })
            }
            _ => None,
        }
    }

    fn explain_token(&self) -> Option<SyntaxFault> {
        let char = self.text[self.span.start..].chars().next()?;
        match (self.problem, self.context.map(|(what, _)| what)) {
            ("found character that cannot start any token", _) => Some(
                self.at(
                    self.span.clone(),
                    format!("a value cannot begin with `{char}`"),
                )
                .help(format!("put it in quotes: `{}`", self.quoted(self.span.start))),
            ),
            (_, Some("scanning an alias" | "scanning an anchor")) => {
                let at = self.context?.1;
                let first = self.text[at..].chars().next()?;
                let message = format!("`{first}` begins no valid alias or anchor");
                let help = format!("put it in quotes: `{}`", self.quoted(at));
                Some(self.at(at..self.span.end.max(at + 1), message).help(help))
            }
            ("unknown anchor", _) => {
                let name = self.rest_of_line(self.span.start);
                let name = name.split([' ', ',', ']', '}']).next().unwrap_or(name);
                let span = self.span.start..self.span.start + name.len();
                let message = format!("`{name}` names an anchor that does not exist");
                let help = format!("define it before as `&{}`, or put it in quotes", {
                    name.trim_start_matches('*')
                });
                Some(self.at(span, message).help(help))
            }
            _ => None,
        }
    }

    /// The other parser, the one that finds places, knows which bracket it is.
    fn explain_brackets(&self) -> Option<SyntaxFault> {
        let in_brackets = self.context.is_some_and(|(what, _)| what.contains("flow"))
            || self.problem == "did not find expected node content";
        if !in_brackets {
            return None;
        }
        let error = Parser::new_from_str(self.text).find_map(Result::err);
        let at = error.as_ref().and_then(|error| error.marker().byte_offset());
        let at = at.filter(|at| *at < self.text.len()).unwrap_or_default();
        let is_whole = |at: &usize| self.text.is_char_boundary(*at);
        let at = (0..=at).rev().find(is_whole).unwrap_or_default();
        Some(match error.map(|error| error.kind().clone()) {
            Some(ErrorKind::UnclosedFlowCollection { open }) => {
                let fault = self.at(at..at + 1, format!("a `{open}` is never closed"));
                fault.help("close it, or put the value in quotes if it is text")
            }
            Some(ErrorKind::MismatchedFlowCollectionEnd { open, close }) => {
                let message = format!("a `{open}` is closed by a `{close}`");
                let line = self.line_number(at);
                let fault = self.at(self.span.clone(), message);
                fault.note(format!("the `{open}` is on line {line}"))
            }
            _ => {
                let message = "a list or mapping in brackets does not go on like this";
                let fault = self.at(self.span.clone(), message);
                let fault =
                    fault.help("write a comma before this, or close the bracket");
                match self.context {
                    Some((_, at)) => {
                        fault.note(format!("it begins on line {}", self.line_number(at)))
                    }
                    None => fault,
                }
            }
        })
    }

    /// What stands at a byte, in quotes; a key without its colon.
    fn quoted(&self, at: usize) -> String {
        let text = self.rest_of_line(at);
        let text = text.strip_suffix(':').unwrap_or(text);
        let quote = if text.contains('\'') { '"' } else { '\'' };
        let short: String = text.chars().take(40).collect();
        let dots = if short.len() < text.len() { "…" } else { "" };
        format!("{quote}{short}{dots}{quote}")
    }

    fn explain_structure(&self) -> SyntaxFault {
        let span = self.span.clone();
        match (self.problem, self.context) {
            ("mapping values are not allowed in this context", _) => {
                // The parser may stand on what ends the line.
                let before = &self.text[self.line_start(span.start)..span.start];
                let help = if before.contains(": ") {
                    "put a value that contains `: ` in quotes"
                } else {
                    "indent this line as its neighbours are"
                };
                self.at(span, "a `:` where no key can stand").help(help)
            }
            ("could not find expected ':'", Some((_, at))) => {
                let key = self.rest_of_line(at);
                let fault =
                    self.at(at..at + key.len(), "a line without `: ` after its key");
                fault.help(
                    "write `key: value` with a space after the colon; indent the lines of \
                     a text that goes on",
                )
            }
            (problem, _) if problem.contains("expected a string") => {
                let template = self.line(span.start).contains("{{");
                self.at(span, "a key is neither text nor a number").help(if template {
                    "fill in the template first, or put the value in quotes"
                } else {
                    "put the key in quotes"
                })
            }
            ("did not find expected key" | "did not find expected '-' indicator", _) => {
                let fault =
                    self.at(span, "a line does not continue what stands above it");
                let fault = fault.help("indent the line as its neighbours are");
                match self.context {
                    Some((what, at)) => {
                        let what =
                            if what.ends_with("mapping") { "mapping" } else { "list" };
                        let line = self.line_number(at);
                        fault.note(format!("the {what} begins on line {line}"))
                    }
                    None => fault,
                }
            }
            (problem, context) => {
                let mut fault = self.at(span, problem);
                if let Some((what, at)) = context {
                    fault = fault.note(format!("while {what} from line {}", {
                        self.line_number(at)
                    }));
                }
                fault
            }
        }
    }

    fn line_number(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }
}
