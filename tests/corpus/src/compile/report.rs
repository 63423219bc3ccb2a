//! What came of a run, as Markdown.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Verdict, results};
use crate::error::Result;

/// One line for each SDK while a run goes on.
pub(super) fn line(verdict: &Verdict) -> String {
    let mut line = format!("{}: {} lines", verdict.name, verdict.lines);
    if !verdict.refused.is_empty() {
        line.push_str(&format!(", NOT GENERATED: {}", verdict.refused));
    }
    for look in &verdict.looks {
        let count: usize = look.messages.values().map(|(times, _)| times).sum();
        let said = match (look.is_clean(), look.failed) {
            (true, _) => "clean".to_owned(),
            (_, true) => format!("FAILED with {count} messages"),
            (_, false) => format!("{count} WARNINGS"),
        };
        let (seconds, mib) = (look.user_ms as f64 / 1000.0, look.peak_kib / 1024);
        let feature = match look.feature.as_str() {
            "" => String::new(),
            feature => format!(" `{feature}`"),
        };
        line.push_str(&format!(
            ", {}{feature} {said} ({seconds:.1} s, {mib} MB)",
            look.tool.name()
        ));
    }
    line
}

/// Keeps the results so far.
pub(super) fn write(verdicts: &[Verdict]) -> Result<()> {
    let mut text = String::new();
    for verdict in verdicts {
        writeln!(text, "{}", serde_json::to_string(verdict)?)?;
    }
    std::fs::write(results()?, text)?;
    Ok(())
}

/// The summary.
pub(super) fn text(verdicts: &[Verdict]) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = totals(&mut out, verdicts)
        .and_then(|()| largest(&mut out, verdicts))
        .and_then(|()| messages(&mut out, verdicts));
    out
}

fn totals(out: &mut String, verdicts: &[Verdict]) -> std::fmt::Result {
    let refused = verdicts.iter().filter(|one| !one.refused.is_empty()).count();
    let lines: usize = verdicts.iter().map(|one| one.lines).sum();
    let operations: usize = verdicts.iter().map(|one| one.operations).sum();
    writeln!(out, "\n| | |\n|---|---:|\n| SDKs | {} |", verdicts.len())?;
    writeln!(out, "| not generated | {refused} |")?;
    writeln!(out, "| operations | {operations} |\n| lines of Rust | {lines} |")?;
    for tool in
        [super::Tool::Check, super::Tool::Feature, super::Tool::Clippy, super::Tool::Doc]
    {
        let looks = || {
            verdicts.iter().flat_map(|one| &one.looks).filter(|look| look.tool == tool)
        };
        let (all, failed) =
            (looks().count(), looks().filter(|look| look.failed).count());
        let clean = looks().filter(|look| look.is_clean()).count();
        let warned = all - failed - clean;
        writeln!(
            out,
            "| {}: clean, with warnings, failed | {clean}, {warned}, {failed} |",
            tool.name()
        )?;
    }
    Ok(())
}

fn largest(out: &mut String, verdicts: &[Verdict]) -> std::fmt::Result {
    let mut sorted: Vec<&Verdict> = verdicts.iter().collect();
    sorted.sort_by_key(|one| std::cmp::Reverse(one.lines));
    writeln!(out, "\n| largest | operations | lines | check, user CPU | peak |")?;
    writeln!(out, "|---|---:|---:|---:|---:|")?;
    for one in sorted.into_iter().take(25) {
        let Some(look) = one.looks.first() else { continue };
        let (seconds, mib) = (look.user_ms as f64 / 1000.0, look.peak_kib / 1024);
        writeln!(
            out,
            "| {} | {} | {} | {seconds:.1} s | {mib} MB |",
            one.name, one.operations, one.lines
        )?;
    }
    Ok(())
}

fn messages(out: &mut String, verdicts: &[Verdict]) -> std::fmt::Result {
    let mut groups: BTreeMap<(&str, &str), (usize, usize, &str, &str)> = BTreeMap::new();
    for verdict in verdicts {
        for look in &verdict.looks {
            for (message, (times, example)) in &look.messages {
                let entry = groups.entry((look.tool.name(), message)).or_insert((
                    0,
                    0,
                    &verdict.name,
                    example,
                ));
                (entry.0, entry.1) = (entry.0 + times, entry.1 + 1);
            }
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, (times, ..))| std::cmp::Reverse(*times));
    writeln!(
        out,
        "\n| said | times | SDKs | such as | there |\n|---|---:|---:|---|---|"
    )?;
    for ((tool, message), (times, sdks, name, example)) in groups {
        let place =
            example.lines().find(|line| line.contains("-->")).unwrap_or("").trim();
        writeln!(out, "| {tool}: {message} | {times} | {sdks} | {name} | `{place}` |")?;
    }
    Ok(())
}
