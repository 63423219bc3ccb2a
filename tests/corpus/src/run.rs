//! All descriptions, each in a process of its own.

use std::io::Write;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::args::Corpus;
use crate::error::Result;
use crate::record::{Fault, Record};
use crate::sources::{self, Description};
use crate::{limits, ratchet, report, summary};

/// Runs over all descriptions; false when that got worse.
pub(crate) fn corpus(corpus: &Corpus) -> Result<bool> {
    let descriptions = sources::find(&corpus.which)?;
    eprintln!("{} descriptions", descriptions.len());
    let records = run_all(&descriptions, corpus)?;
    let results = crate::scratch()?.join("corpus.jsonl");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&results)?);
    for record in &records {
        writeln!(file, "{}", serde_json::to_string(record)?)?;
    }
    file.flush()?;
    let text = summary::text(&records);
    print!("{text}");
    if let Some(path) = &corpus.report {
        report::write(path, &text)?;
    }
    println!("\nOne line of JSON for each description: {}", results.display());
    if corpus.which.filter.is_some() {
        return Ok(true);
    }
    let figures = ratchet::Figures::of(
        records.iter().zip(&descriptions).filter(|(_, one)| !one.extra).map(|(r, _)| r),
    );
    let extra = ratchet::Figures::of(
        records.iter().zip(&descriptions).filter(|(_, one)| one.extra).map(|(r, _)| r),
    );
    ratchet::check(&figures, &extra, corpus.update)
}

fn run_all(descriptions: &[Description], corpus: &Corpus) -> Result<Vec<Record>> {
    let next = AtomicUsize::new(0);
    let records: Vec<Mutex<Record>> =
        descriptions.iter().map(|_| Mutex::default()).collect();
    std::thread::scope(|scope| {
        for _ in 0..corpus.jobs.max(1) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(one) = descriptions.get(index) else { break };
                    if index > 0 && index.is_multiple_of(250) {
                        eprintln!("{index} …");
                    }
                    let record = run_one(one, corpus);
                    if let Ok(mut place) = records[index].lock() {
                        *place = record;
                    }
                }
            });
        }
    });
    records
        .into_iter()
        .map(|one| one.into_inner().map_err(|_| "a run panicked".into()))
        .collect()
}

fn run_one(one: &Description, corpus: &Corpus) -> Record {
    let mut record = child(one, corpus).unwrap_or_else(|error| Record {
        errors: vec![Fault { message: error.to_string(), ..Fault::default() }],
        ..Record::default()
    });
    record.name = one.name.clone();
    record
}

fn child(one: &Description, corpus: &Corpus) -> Result<Record> {
    let output = Command::new(std::env::current_exe()?)
        .arg("corpus-one")
        .arg(&one.path)
        .args(["--seconds", &corpus.seconds.to_string()])
        .args(["--mebibytes", &corpus.mebibytes.to_string()])
        .output()?;
    if output.status.success() {
        return Ok(serde_json::from_slice(&output.stdout)?);
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let raw = crate::raw::read(&one.path);
    let lines: Vec<&str> = complaint.lines().filter(|line| !line.is_empty()).collect();
    let first = lines.iter().position(|line| line.contains("panicked at")).unwrap_or(0);
    let message =
        lines.iter().skip(first).take(2).copied().collect::<Vec<_>>().join(" ");
    let message = if message.is_empty() { output.status.to_string() } else { message };
    Ok(Record {
        status: limits::death(output.status, &complaint),
        described: raw.operations.len(),
        version: raw.version,
        errors: vec![Fault { message, ..Fault::default() }],
        ..Record::default()
    })
}
