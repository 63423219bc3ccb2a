//! What is known of one description after a run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a run over one description ended.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Status {
    /// An SDK was made.
    Generated,
    /// No SDK was made, and every error says where it is.
    Refused,
    /// No SDK was made, and an error does not say where it is.
    Unlocated,
    /// A panic.
    Panicked,
    /// It took more CPU than it may.
    TimedOut,
    /// It took more stack than there is.
    StackOverflow,
    /// It took more memory than it may.
    OutOfMemory,
    /// It ended in another way.
    #[default]
    Crashed,
}

impl Status {
    /// All of them, the best first.
    pub(crate) const ALL: [Self; 8] = [
        Self::Generated,
        Self::Refused,
        Self::Unlocated,
        Self::Panicked,
        Self::TimedOut,
        Self::StackOverflow,
        Self::OutOfMemory,
        Self::Crashed,
    ];

    /// In words.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::Refused => "failed, located diagnostic",
            Self::Unlocated => "failed without a place",
            Self::Panicked => "panicked",
            Self::TimedOut => "timed out",
            Self::StackOverflow => "stack overflow",
            Self::OutOfMemory => "out of memory",
            Self::Crashed => "crashed otherwise",
        }
    }
}

/// What is known of one description after a run.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Record {
    /// Where it comes from and its path there.
    pub(crate) name: String,
    /// How the run ended.
    pub(crate) status: Status,
    /// The version of OpenAPI that it says it is written in.
    pub(crate) version: String,
    /// How long its text is.
    pub(crate) bytes: u64,
    /// Operations in the raw description.
    pub(crate) described: usize,
    /// Operations in the SDK.
    pub(crate) operations: usize,
    /// Places of operations that are in the description, not in the SDK and in no diagnostic.
    pub(crate) lost: Vec<String>,
    /// Parameters, contents and members that are lost in the same way: the first of them.
    pub(crate) lost_parts: Vec<String>,
    /// How many these are.
    pub(crate) lost_parts_count: usize,
    /// Operations that are left out with a diagnostic.
    pub(crate) skipped: usize,
    /// How many diagnostics there are of each code.
    pub(crate) codes: BTreeMap<String, usize>,
    /// The same by what they say, without the names in it: how many, and the first place.
    pub(crate) messages: BTreeMap<String, (usize, String)>,
    /// The first errors.
    pub(crate) errors: Vec<Fault>,
    /// Types that are used.
    pub(crate) types: usize,
    /// Those of them that are untyped although the description says something.
    pub(crate) degraded: usize,
    /// Why they are.
    pub(crate) reasons: BTreeMap<String, usize>,
    /// Files of the SDK that are no Rust or no TOML: the first of them.
    pub(crate) unparsed: Vec<String>,
    /// Files of the SDK.
    pub(crate) files: usize,
    /// Lines of the SDK.
    pub(crate) lines: usize,
    /// Bytes of the SDK.
    pub(crate) output_bytes: usize,
    /// Milliseconds of CPU in user mode.
    pub(crate) user_ms: u64,
    /// The most kibibytes of memory at a time.
    pub(crate) peak_kib: u64,
}

/// An error.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Fault {
    /// The code; empty for a panic.
    pub(crate) code: String,
    /// What it says.
    pub(crate) message: String,
    /// Where; empty when it does not say.
    pub(crate) place: String,
}
