//! What loading has to say to the user.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::decode::NotText;
use super::parse::{Fault, SyntaxFault};
use super::references::{FileRef, is_url};
use super::tree::MAX_DEPTH;
use super::{Loader, kind};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::Pointer;

impl Loader<'_> {
    pub(super) fn report_unreadable(&mut self, path: PathBuf, error: &io::Error) {
        let shown = path.display().to_string();
        let message = format!("`{shown}` cannot be read: {}", reason(error));
        let help = if is_url(&shown) {
            format!("fetch it first: `curl -o openapi.yaml {shown}`")
        } else {
            self.meant(&path, "give the path of a file that is there")
        };
        let place = Place::File(path);
        let diagnostic = Diagnostic::somewhere(Code::FileUnreadable, place, message);
        self.diagnostics.report(diagnostic.help(help));
    }

    /// A `$ref` names a file that cannot be read.
    pub(super) fn report_missing(
        &mut self,
        path: &Path,
        error: &io::Error,
        found: &FileRef,
    ) {
        let message = format!("`{}` cannot be read: {}", path.display(), reason(error));
        let help =
            self.meant(path, "paths lead from the folder of the file that has it");
        let diagnostic = Diagnostic::new(Code::UnresolvedRef, &found.at, message);
        self.diagnostics.report(diagnostic.help(help));
    }

    /// The file that was meant, if one is like it, or what else to do.
    fn meant(&mut self, path: &Path, otherwise: &str) -> String {
        match self.suggest(path) {
            Some(similar) => format!("did you mean `{}`?", similar.display()),
            None => otherwise.to_owned(),
        }
    }

    fn report(&mut self, mut diagnostic: Diagnostic, named_by: Option<&Pointer>) {
        if let Some(at) = named_by {
            diagnostic = diagnostic.and_at(at, "the file is named here");
        }
        self.diagnostics.report(diagnostic);
    }

    pub(super) fn report_not_text(
        &mut self,
        path: PathBuf,
        fault: NotText,
        named_by: Option<&Pointer>,
    ) {
        let NotText { text, span, message, help } = fault;
        let place = if text.is_empty() {
            Place::File(path)
        } else {
            Place::Text { path, text, span, label: String::new() }
        };
        let diagnostic = Diagnostic::somewhere(Code::Syntax, place, message).help(help);
        self.report(diagnostic, named_by);
    }

    pub(super) fn report_fault(
        &mut self,
        path: PathBuf,
        text: String,
        fault: Fault,
        named_by: Option<&Pointer>,
    ) {
        let diagnostic = match fault {
            Fault::Empty => {
                let message = format!("`{}` is empty", path.display());
                Diagnostic::somewhere(Code::EmptyFile, Place::File(path), message).help(
                    "begin it with `openapi: 3.1.0`, or name the file that has the description",
                )
            }
            Fault::TooDeep(span) => Diagnostic::somewhere(
                Code::TooDeep,
                text_place(path, text, span),
                format!("more than {MAX_DEPTH} values stand inside of each other"),
            )
            .help("move what is deep inside to `components` and name it by a `$ref`"),
            Fault::TooBig => Diagnostic::somewhere(
                Code::TooDeep,
                Place::File(path),
                "the aliases of this file unfold to far more than the file itself",
            )
            .help("replace aliases by `$ref`s, which are not unfolded"),
            Fault::Endless(fault) => Diagnostic {
                code: Code::TooDeep,
                ..syntax_diagnostic(path, text, fault)
            },
            Fault::Syntax(fault) => syntax_diagnostic(path, text, fault),
        };
        self.report(diagnostic, named_by);
    }

    pub(super) fn report_duplicates(&mut self, duplicates: &[Pointer]) {
        for at in duplicates {
            let key = at.last().unwrap_or_default();
            self.diagnostics.report(
                Diagnostic::new(
                    Code::DuplicateKey,
                    at,
                    format!("the key `{key}` occurs more than once"),
                )
                .at_key()
                .label("only this one counts")
                .help("remove the others, or give them names of their own"),
            );
        }
    }

    pub(super) fn report_second_document(
        &mut self,
        path: &Path,
        text: &str,
        span: Range<usize>,
    ) {
        let place = Place::Text {
            path: path.to_owned(),
            text: text.to_owned(),
            span,
            label: "the second begins here".to_owned(),
        };
        let message = "the file holds several YAML documents; only the first is read";
        self.diagnostics.report(
            Diagnostic::somewhere(Code::Repaired, place, message)
                .help("move the others to files of their own"),
        );
    }

    /// `$ref`s to a URL, of which there is at least one.
    pub(super) fn report_url(&mut self, url: &str, refs: &[FileRef]) {
        let Some(first) = refs.first() else { return };
        let name = url.rsplit('/').find(|part| !part.is_empty());
        let is_file = |name: &&str| {
            [".yaml", ".yml", ".json"].iter().any(|end| name.ends_with(end))
        };
        let name = name.filter(is_file).unwrap_or("types.yaml");
        let message = format!("`{url}` is not fetched");
        let mut diagnostic = Diagnostic::new(Code::UnresolvedRef, &first.at, message);
        if refs.len() > 1 {
            diagnostic = diagnostic.note(format!(
                "{} `$ref`s lead there; this is the first one",
                refs.len()
            ));
        }
        self.diagnostics.report(diagnostic.help(format!(
            "save it beside the description and say so in the configuration: \
             `[files]` and below that `\"{url}\" = \"{name}\"`"
        )));
    }
}

fn text_place(path: PathBuf, text: String, span: Range<usize>) -> Place {
    Place::Text { path, text, span, label: String::new() }
}

/// A web page or the like says what it is; anything else has the parser's complaint.
fn syntax_diagnostic(path: PathBuf, text: String, fault: SyntaxFault) -> Diagnostic {
    if let Some((what, help)) = kind::recognize_text(&text) {
        let span = 0..text.lines().next().map_or(0, str::len);
        let place = text_place(path, text, span);
        let message = format!("this is {what}, neither JSON nor YAML");
        return Diagnostic::somewhere(Code::NotOpenapi, place, message).help(help);
    }
    let place = text_place(path, text, fault.span);
    let mut diagnostic = Diagnostic::somewhere(Code::Syntax, place, fault.message);
    diagnostic.notes = fault.notes;
    diagnostic.help = fault.help;
    diagnostic
}

/// The operating system's reason without its number.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => error.kind().to_string(),
    }
}
