//! The summary of a run, as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::one::generic;
use crate::ratchet::{Figures, share};
use crate::record::{Record, Status};

/// How many of the worst are shown.
const SHOWN: usize = 10;

/// The summary.
pub(crate) fn text(records: &[Record]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = totals(&mut out, records)
        .and_then(|()| by_source(&mut out, records))
        .and_then(|()| by_version(&mut out, records))
        .and_then(|()| codes(&mut out, records))
        .and_then(|()| messages(&mut out, records))
        .and_then(|()| reasons(&mut out, records))
        .and_then(|()| worst(&mut out, records))
        .and_then(|()| failures(&mut out, records))
        .and_then(|()| lost(&mut out, records));
    out
}

fn totals(out: &mut String, records: &[Record]) -> std::fmt::Result {
    let figures = Figures::of(records.iter());
    let total = records.len();
    let user_ms: u64 = records.iter().map(|one| one.user_ms).sum();
    let peak = records.iter().map(|one| one.peak_kib).max().unwrap_or_default();
    let bytes: u64 = records.iter().map(|one| one.bytes).sum();
    let lines: usize = records.iter().map(|one| one.lines).sum();
    writeln!(out, "\n| | |\n|---|---:|\n| descriptions | {total} |")?;
    for status in Status::ALL {
        let count = records.iter().filter(|one| one.status == status).count();
        let share = share(count, total);
        writeln!(out, "| {} | {count} ({share:.2} %) |", status.text())?;
    }
    writeln!(out, "| operations described | {} |", figures.described)?;
    writeln!(out, "| operations in the SDKs | {} |", figures.operations)?;
    writeln!(out, "| left out with a diagnostic | {} |", figures.skipped)?;
    writeln!(out, "| lost without a diagnostic | {} |", figures.lost)?;
    let parts: usize = records.iter().map(|one| one.lost_parts_count).sum();
    writeln!(
        out,
        "| parameters, contents and members lost without a diagnostic | {parts} |"
    )?;
    writeln!(out, "| SDKs with a file that does not parse | {} |", figures.unparsed)?;
    writeln!(out, "| types | {} |", figures.types)?;
    let share = share(figures.degraded, figures.types);
    writeln!(out, "| untyped with a reason | {} ({share:.2} %) |", figures.degraded)?;
    writeln!(out, "| read | {} MB |", bytes / 1_000_000)?;
    writeln!(out, "| lines of Rust | {lines} |")?;
    writeln!(out, "| CPU, user | {:.1} s |", user_ms as f64 / 1000.0)?;
    writeln!(out, "| largest peak of memory | {} MB |", peak / 1024)
}

type Group = fn(&Record) -> String;

fn by_source(out: &mut String, records: &[Record]) -> std::fmt::Result {
    let source: Group = |one| one.name.split('/').next().unwrap_or_default().to_owned();
    grouped(out, records, "source", source)
}

fn by_version(out: &mut String, records: &[Record]) -> std::fmt::Result {
    let version: Group = |one| {
        let parts: Vec<&str> = one.version.split('.').take(2).collect();
        if parts.is_empty() { "none".to_owned() } else { parts.join(".") }
    };
    grouped(out, records, "version", version)
}

fn grouped(
    out: &mut String,
    records: &[Record],
    title: &str,
    key: Group,
) -> std::fmt::Result {
    let mut groups: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for record in records {
        groups.entry(key(record)).or_default().push(record);
    }
    writeln!(
        out,
        "\n| {title} | descriptions | generated | operations | lost | untyped |"
    )?;
    writeln!(out, "|---|---:|---:|---:|---:|---:|")?;
    for (name, group) in groups {
        let figures = Figures::of(group.iter().copied());
        writeln!(
            out,
            "| {name} | {} | {} | {} of {} | {} | {} |",
            figures.descriptions,
            figures.generated,
            figures.operations,
            figures.described,
            figures.lost,
            figures.degraded,
        )?;
    }
    Ok(())
}

fn codes(out: &mut String, records: &[Record]) -> std::fmt::Result {
    writeln!(out, "\n| diagnostic | times | descriptions |\n|---|---:|---:|")?;
    let mut codes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (code, times) in records.iter().flat_map(|one| &one.codes) {
        let count = codes.entry(code).or_default();
        *count = (count.0 + times, count.1 + 1);
    }
    for (code, (times, descriptions)) in codes {
        writeln!(out, "| {code} | {times} | {descriptions} |")?;
    }
    Ok(())
}

/// Warnings and errors by what they say.
fn messages(out: &mut String, records: &[Record]) -> std::fmt::Result {
    let mut messages: BTreeMap<&str, (usize, usize, &str, &str)> = BTreeMap::new();
    for record in records {
        for (message, (times, place)) in &record.messages {
            let first = (0, 0, record.name.as_str(), place.as_str());
            let entry = messages.entry(message).or_insert(first);
            *entry = (entry.0 + times, entry.1 + 1, entry.2, entry.3);
        }
    }
    let mut messages: Vec<_> = messages.into_iter().collect();
    messages.sort_by_key(|(_, (times, ..))| std::cmp::Reverse(*times));
    writeln!(out, "\n| warning | times | descriptions | such as | there |")?;
    writeln!(out, "|---|---:|---:|---|---|")?;
    for (message, (times, descriptions, name, place)) in messages {
        writeln!(out, "| {message} | {times} | {descriptions} | {name} | `{place}` |")?;
    }
    Ok(())
}

fn reasons(out: &mut String, records: &[Record]) -> std::fmt::Result {
    writeln!(out, "\n| why a type is untyped | types | most in |\n|---|---:|---|")?;
    let mut reasons: BTreeMap<&str, (usize, usize, &str)> = BTreeMap::new();
    for record in records {
        for (reason, times) in &record.reasons {
            let entry = reasons.entry(reason).or_default();
            entry.0 += times;
            if *times > entry.1 {
                (entry.1, entry.2) = (*times, &record.name);
            }
        }
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, (times, ..))| std::cmp::Reverse(*times));
    for (reason, (times, most, name)) in reasons.into_iter().take(3 * SHOWN) {
        writeln!(out, "| {reason} | {times} | {name} ({most}) |")?;
    }
    Ok(())
}

fn worst(out: &mut String, records: &[Record]) -> std::fmt::Result {
    type Measure = (&'static str, fn(&Record) -> u64);
    let measures: [Measure; 3] = [
        ("milliseconds of CPU", |one| one.user_ms),
        ("kibibytes at a time", |one| one.peak_kib),
        ("types untyped", |one| one.degraded as u64),
    ];
    for (title, measure) in measures {
        writeln!(out, "\n| most {title} | | bytes |\n|---|---:|---:|")?;
        let mut sorted: Vec<&Record> = records.iter().collect();
        sorted.sort_by_key(|one| std::cmp::Reverse(measure(one)));
        for one in sorted.into_iter().take(SHOWN) {
            writeln!(out, "| {} | {} | {} |", one.name, measure(one), one.bytes)?;
        }
    }
    Ok(())
}

/// Failures by their first error, the most frequent first.
fn failures(out: &mut String, records: &[Record]) -> std::fmt::Result {
    let mut groups: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for record in records.iter().filter(|one| one.status != Status::Generated) {
        let first = record.errors.first().cloned().unwrap_or_default();
        let message = generic(&first.message);
        let code =
            if first.code.is_empty() { record.status.text() } else { &first.code };
        groups.entry(format!("{code}: {message}")).or_default().push(record);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, group)| std::cmp::Reverse(group.len()));
    writeln!(
        out,
        "\n| failures | descriptions | such as | there |\n|---|---:|---|---|"
    )?;
    for (message, group) in groups {
        let Some(example) = group.first() else { continue };
        let place = example.errors.first().map(|fault| fault.place.as_str());
        let place = place.unwrap_or_default();
        writeln!(out, "| {message} | {} | {} | {place} |", group.len(), example.name)?;
    }
    Ok(())
}

fn lost(out: &mut String, records: &[Record]) -> std::fmt::Result {
    writeln!(
        out,
        "\n| parameters, contents and members lost | | such as |\n|---|---:|---|"
    )?;
    for record in records.iter().filter(|one| !one.lost_parts.is_empty()) {
        let first = record.lost_parts.first().map(String::as_str).unwrap_or_default();
        writeln!(out, "| {} | {} | {first} |", record.name, record.lost_parts_count)?;
    }
    writeln!(out, "\n| files that do not parse | | the first |\n|---|---:|---|")?;
    for record in records.iter().filter(|one| !one.unparsed.is_empty()) {
        let first = record.unparsed.first().map(String::as_str).unwrap_or_default();
        writeln!(out, "| {} | {} | {first} |", record.name, record.unparsed.len())?;
    }
    writeln!(out, "\n| operations lost | | such as |\n|---|---:|---|")?;
    for record in records.iter().filter(|one| !one.lost.is_empty()) {
        let first = record.lost.first().map(String::as_str).unwrap_or_default();
        writeln!(out, "| {} | {} | {first} |", record.name, record.lost.len())?;
    }
    Ok(())
}
