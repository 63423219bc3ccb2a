//! Descriptions that nobody wrote: what is valid is invented, and all that has to hold of any
//! description is proved of it.

mod batch;
mod grammar;
mod shrink;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::args::Invent;
use crate::error::Result;
use crate::limits;
use crate::proof::{Program, Subject, folder};
use crate::record::{Record, Status};
use crate::{requests, values};
use batch::Batch;

/// Invents descriptions and proves them; false when something is wrong.
pub(crate) fn invent(invent: &Invent) -> Result<bool> {
    let folder = match &invent.folder {
        Some(given) => folder(Some(given))?,
        None => folder(Some(&crate::scratch()?.join("invent")))?,
    };
    let mut subjects = Vec::new();
    let mut complaints = Vec::new();
    for seed in invent.seed..invent.seed + invent.count {
        let mut description = grammar::description(seed);
        if let Some(path) = &invent.only {
            shrink::only(&mut description, path);
        }
        let name = format!("invented/{seed}");
        let path = folder.join(format!("{seed}.json"));
        std::fs::write(&path, serde_json::to_string_pretty(&description)? + "\n")?;
        match examine(&path, &description)?.as_slice() {
            [] => subjects.push(Subject { name, path, paths: Vec::new() }),
            found => {
                complaints.extend(found.iter().map(|one| format!("{name}: {one}")));
            }
        }
    }
    eprintln!("{} of {} are generated", subjects.len(), invent.count);
    let mut holds = complaints.is_empty();
    if !invent.generate_only {
        let batch = Batch::new(&folder, &subjects)?;
        complaints.extend(batch.compile(invent.tools)?);
        holds = complaints.is_empty();
        holds &= batch.prove(Program::Values, values::prove)?;
        holds &= batch.prove(Program::Requests, requests::prove)?;
    }
    for complaint in complaints {
        println!("{complaint}");
    }
    Ok(holds)
}

/// What is wrong with what is generated from a description.
fn examine(path: &Path, _description: &Value) -> Result<Vec<String>> {
    let output = Command::new(std::env::current_exe()?)
        .arg("corpus-one")
        .arg(path)
        .args(["--seconds", "20", "--mebibytes", "4096"])
        .output()?;
    let Ok(record) = serde_json::from_slice::<Record>(&output.stdout) else {
        let complaint = String::from_utf8_lossy(&output.stderr);
        let death = limits::death(output.status, &complaint);
        return Ok(vec![format!("{}: {complaint}", death.text())]);
    };
    let mut found = Vec::new();
    if record.status != Status::Generated {
        let errors = record.errors.iter();
        found.extend(
            errors.map(|one| format!("{} {} {}", one.code, one.place, one.message)),
        );
    }
    found.extend(record.lost.iter().map(|place| format!("lost: {place}")));
    found.extend(record.lost_parts.iter().map(|part| format!("lost: {part}")));
    found.extend(record.unparsed.iter().map(|file| format!("no Rust: {file}")));
    Ok(found)
}
