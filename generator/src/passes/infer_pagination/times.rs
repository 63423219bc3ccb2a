//! Parameters that ask for what belongs to a time, by names that those of pages have too.

use super::answer::Answer;
use crate::model::{StringFormat, TypeKind};
use crate::words::snake;

/// Whether values of a type are times.
pub(super) fn is_time(kind: &TypeKind) -> bool {
    matches!(
        kind,
        TypeKind::String(
            StringFormat::DateTime | StringFormat::Date | StringFormat::Time
        )
    )
}

/// What is counted in lists, beside offsets.
const IN_LISTS: [&str; 9] =
    ["index", "item", "items", "record", "records", "result", "results", "row", "page"];

/// Whether a parameter is where a time begins: another one asks for its end, or its docs say in what
/// times are counted, and nothing of what is counted in lists.
pub(super) fn begins_time(answer: &Answer<'_>, name: &str) -> bool {
    const UNITS: [&str; 8] = [
        "timestamp",
        "datetime",
        "epoch",
        "unix",
        "seconds",
        "milliseconds",
        "microseconds",
        "nanoseconds",
    ];
    let of_lists = |said: &[String]| says(said, &IN_LISTS) || says(said, &["offset"]);
    let said = answer.said_of(name);
    can_begin_time(name)
        && (answer.parameter(&ENDS).is_some() || says(&said, &UNITS) && !of_lists(&said))
}

/// Whether an offset is one of times: its docs say that it is in milliseconds, or in another unit
/// of time.
pub(super) fn shifts_time(answer: &Answer<'_>, name: &str) -> bool {
    const SPANS: [&str; 7] = [
        "seconds",
        "milliseconds",
        "microseconds",
        "nanoseconds",
        "minutes",
        "hours",
        "days",
    ];
    let said = answer.said_of(name);
    let is_in = |two: &[String]| two[0] == "in" && SPANS.contains(&two[1].as_str());
    said.windows(2).any(is_in) && !says(&said, &IN_LISTS)
}

/// Whether a name can be that of where a time begins.
pub(super) fn can_begin_time(name: &str) -> bool {
    matches!(snake(name).as_str(), "start" | "start_at" | "from")
}

/// What the ends of times are called.
pub(super) const ENDS: [&str; 6] = ["end", "stop", "end_at", "to", "until", "finish"];

/// Whether the docs of a parameter speak of a time.
pub(super) fn speaks_of_time(answer: &Answer<'_>, name: &str) -> bool {
    const TIMES: [&str; 5] = ["time", "timestamp", "date", "datetime", "when"];
    says(&answer.said_of(name), &TIMES)
}

fn says(said: &[String], any: &[&str]) -> bool {
    said.iter().any(|word| any.contains(&word.as_str()))
}
