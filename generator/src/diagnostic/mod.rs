//! Diagnostics as data: what is wrong, where, and what to write instead.

mod code;
mod render;

pub use code::Code;
pub(crate) use render::place;
pub use render::{Format, RenderOptions, render, summary};

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Pointer;
use crate::suggest::did_you_mean;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing: a default was taken, a detail does not show in the SDK.
    Note,
    /// The SDK is generated, and something was repaired, left out or degraded.
    Warning,
    /// Nothing is written.
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Which part of a mapping's entry a label points at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The value.
    #[default]
    Value,
    /// The key; for an element of an array, the element.
    Key,
}

/// A place in a description and what to say about it.
#[derive(Clone, Debug)]
pub struct Label {
    /// The place.
    pub at: Pointer,
    /// The key or the value of that place.
    pub part: Part,
    /// What stands beside the marked text; may be empty.
    pub text: String,
}

/// Where a diagnostic belongs.
#[derive(Clone, Debug)]
pub enum Place {
    /// A node of the description.
    Node(Label),
    /// Bytes of a file that is not (yet) a tree: a syntax error, a configuration file.
    Text {
        /// The file's path.
        path: std::path::PathBuf,
        /// The file's text.
        text: String,
        /// The marked bytes.
        span: std::ops::Range<usize>,
        /// What stands beside the marked bytes; may be empty.
        label: String,
    },
    /// A file as a whole: missing, empty, not writable.
    File(std::path::PathBuf),
    /// No place at all.
    Nowhere,
}

/// One thing that the user should know.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The catalogue entry, explained by `specwright explain CODE`.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// One line, lower case, no full stop, the offending thing in backticks.
    pub message: String,
    /// The guilty place.
    pub primary: Place,
    /// Other places that matter, such as the first of two equal names.
    pub secondary: Vec<Label>,
    /// Further facts.
    pub notes: Vec<String>,
    /// What to write instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of the code's own severity at a node of the description.
    pub fn new(code: Code, at: &Pointer, message: impl Into<String>) -> Self {
        let label = Label { at: at.clone(), part: Part::Value, text: String::new() };
        Self::somewhere(code, Place::Node(label), message)
    }

    /// A diagnostic of the code's own severity at any place.
    pub fn somewhere(code: Code, primary: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            primary,
            secondary: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Makes it a note, where the code's own severity says too much.
    #[must_use]
    pub fn as_note(mut self) -> Self {
        self.severity = Severity::Note;
        self
    }

    /// Makes it a warning, where the code's own severity says too little or too much.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Marks the key rather than the value.
    #[must_use]
    pub fn at_key(mut self) -> Self {
        if let Place::Node(label) = &mut self.primary {
            label.part = Part::Key;
        }
        self
    }

    /// What stands beside the marked text.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        match &mut self.primary {
            Place::Node(label) => label.text = text.into(),
            Place::Text { label, .. } => *label = text.into(),
            Place::File(_) | Place::Nowhere => self.notes.push(text.into()),
        }
        self
    }

    /// Another place that matters.
    #[must_use]
    pub fn and_at(mut self, at: &Pointer, text: impl Into<String>) -> Self {
        self.secondary.push(Label {
            at: at.clone(),
            part: Part::Value,
            text: text.into(),
        });
        self
    }

    /// A further fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// What to write instead.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Names the closest of these words as what to write instead, where one is close.
    #[must_use]
    pub(crate) fn suggesting<'a>(
        mut self,
        written: &str,
        words: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        self.help = did_you_mean(written, words).or(self.help);
        self
    }
}

/// Collects diagnostics, so that a run reports many at once.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    denied: Vec<Code>,
    allowed: Vec<Code>,
    forgiven: Vec<Code>,
    seen: BTreeSet<String>,
    numbers: BTreeMap<Code, usize>,
}

/// There are errors; they are in the [`Diagnostics`] that said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

impl Diagnostics {
    /// An empty collection in which `denied` codes count as errors and warnings of `allowed`
    /// codes as notes; errors that can be allowed, as warnings.
    pub fn with_levels(denied: Vec<Code>, allowed: Vec<Code>) -> Self {
        Self { denied, allowed, ..Self::default() }
    }

    /// Takes diagnostics of these codes as notes from now on, even errors.
    pub fn forgive(&mut self, codes: &[Code]) {
        self.forgiven.extend(codes);
    }

    /// Adds one. What was said before about the same place is not said again: a schema is looked
    /// at as often as it is used.
    pub fn report(&mut self, mut diagnostic: Diagnostic) {
        let place = match &diagnostic.primary {
            Place::Node(label) => format!("{:?}", label.at),
            Place::Text { path, span, .. } => format!("{} {span:?}", path.display()),
            Place::File(path) => path.display().to_string(),
            Place::Nowhere => String::new(),
        };
        let Diagnostic { code, message, .. } = &diagnostic;
        // Whoever reads a file and whoever follows a reference into it miss the same thing.
        let message = if *code == Code::UnresolvedRef { "" } else { message };
        if !self.seen.insert(format!("{code} {place} {message}")) {
            return;
        }
        if self.forgiven.contains(&diagnostic.code) {
            diagnostic.severity = Severity::Note;
        } else if self.denied.contains(&diagnostic.code) {
            diagnostic.severity = Severity::Error;
        } else if self.allowed.contains(&diagnostic.code) {
            diagnostic.severity = match diagnostic.severity {
                // The SDK lacks something, which is more than a note.
                Severity::Error if diagnostic.code.can_be_allowed() => Severity::Warning,
                Severity::Warning => Severity::Note,
                other => other,
            };
        }
        *self.numbers.entry(diagnostic.code).or_default() += 1;
        self.list.push(diagnostic);
    }

    /// Takes back what was said after the first so many, where it only follows from what was said
    /// before.
    pub(crate) fn take_back(
        &mut self,
        first: usize,
        follows: impl Fn(&Diagnostic) -> bool,
    ) {
        for later in self.list.split_off(first.min(self.list.len())) {
            if !follows(&later) {
                self.list.push(later);
            } else if let Some(number) = self.numbers.get_mut(&later.code) {
                *number -= 1;
            }
        }
    }

    /// How many of a code there are.
    pub fn number_of(&self, code: Code) -> usize {
        self.numbers.get(&code).copied().unwrap_or_default()
    }

    /// Stops here when there is an error.
    ///
    /// # Errors
    ///
    /// [`Failed`] when at least one diagnostic is an error.
    pub fn propagate(&self) -> Result<(), Failed> {
        if self.has_errors() { Err(Failed) } else { Ok(()) }
    }

    /// Whether at least one diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// All of them, in the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }
}
