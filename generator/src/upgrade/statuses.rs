//! The statuses that keys of `responses` stand for.

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;
use crate::model::{StatusPattern, exact_name};
use crate::suggest::one_letter_apart;

impl Reader<'_, '_> {
    /// The status that a key of `responses` stands for.
    pub(super) fn status(
        &mut self,
        key: &str,
        node: &Node<'_>,
    ) -> Option<StatusPattern> {
        let trimmed = key.trim();
        let exact = pattern(trimmed);
        let Some(status) = exact.or_else(|| meant(trimmed)) else {
            let message = format!("`{key}` is not a status; the response was left out");
            self.report(
                Diagnostic::new(Code::Repaired, &node.at, message).at_key().help(
                    "write a status such as `404`, a range such as `4XX`, or `default`",
                ),
            );
            return None;
        };
        let right = written(status);
        if exact.is_none() && self.has_response(node, &right) {
            let message = format!("`{key}` means the status `{right}`, which is there");
            self.report(
                Diagnostic::new(Code::Repaired, &node.at, message)
                    .at_key()
                    .note("the response was left out: the other one counts")
                    .help("remove one of them"),
            );
            return None;
        }
        let is_other = exact.is_none() || trimmed.ends_with("xx") || trimmed.is_empty();
        if is_other {
            let help = match status {
                StatusPattern::Exact(_) => format!("write `{right}`"),
                StatusPattern::Default if !trimmed.is_empty() => format!("write `{right}`"),
                _ => "write ranges with capitals, such as `4XX`, and `default` for all else"
                    .to_owned(),
            };
            let message = format!("the status `{key}` was read as `{right}`");
            self.report(
                Diagnostic::new(Code::Repaired, &node.at, message).at_key().help(help),
            );
        }
        if matches!(status, StatusPattern::Exact(600..) | StatusPattern::Range(6..)) {
            let message =
                format!("`{key}` is beyond the statuses of HTTP, which end at 599");
            self.report(
                Diagnostic::new(Code::Repaired, &node.at, message)
                    .at_key()
                    .note("it counts where a server answers with it")
                    .help("write the status that the server answers with, or `default`"),
            );
        }
        Some(status)
    }

    /// Whether there is a response with this key beside another one.
    fn has_response(&self, node: &Node<'_>, key: &str) -> bool {
        let around = node.at.parent();
        let around = around.and_then(|around| self.sources.value(&around));
        around.is_some_and(|responses| responses.get(key).is_some())
    }
}

/// The status that the specification writes so, in any case.
fn pattern(text: &str) -> Option<StatusPattern> {
    let pattern = match text.to_ascii_lowercase().as_str() {
        "default" | "" => StatusPattern::Default,
        text => match text.strip_suffix("xx") {
            Some(class) => StatusPattern::Range(class.parse().ok()?),
            None => StatusPattern::Exact(text.parse().ok()?),
        },
    };
    let is_valid = match pattern {
        StatusPattern::Exact(status) => (100..=999).contains(&status),
        StatusPattern::Range(class) => (1..=9).contains(&class),
        StatusPattern::Default => true,
    };
    is_valid.then_some(pattern)
}

/// The status that a text has among other things, or is called by: `200 OK`, `HTTP 200`, `"200"`,
/// `200.0`, `OK`.
fn meant(text: &str) -> Option<StatusPattern> {
    let text = text.trim_matches(|c: char| "\"'`“”‘’".contains(c)).trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|one| !one.is_empty())
        .collect();
    let is_number = |word: &&&str| word.starts_with(|c: char| c.is_ascii_digit());
    let mut numbers = words.iter().filter(is_number);
    if let Some(first) = numbers.next() {
        // `HTTP/1.1 200` has numbers of its own, and `200, 201` are two statuses.
        let status = pattern(first)?;
        return (first.len() == 3 && numbers.next().is_none()).then_some(status);
    }
    let name = words.concat().to_ascii_lowercase();
    if one_letter_apart(&name, "default") {
        return Some(StatusPattern::Default);
    }
    let is_called = |status: &u16| exact_name(*status).eq_ignore_ascii_case(&name);
    (100..600).find(is_called).map(StatusPattern::Exact)
}

/// A status as it is written.
fn written(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}
