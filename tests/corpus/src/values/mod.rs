//! Values of every schema, decoded and encoded again by the generated types.

mod compare;
mod emit;
mod examples;
mod explain;
mod instances;

use std::path::Path;

use serde_json::{Map, Value, json};
use specwright::probe::Named;

use crate::args::Proof;
use crate::error::Result;
use crate::proof::{
    Outcome, Process, Program, Project, Subject, Tally, choose, finish, folder,
    write_workspace,
};
use crate::schema::{Document, Judge};
pub(crate) use emit::program;
use explain::Explainer;
use instances::Instances;

/// Tries the values of all schemas; false when one did not come back as it was.
pub(crate) fn values(proof: &Proof) -> Result<bool> {
    let folder = folder(proof.folder.as_deref())?;
    let mut tallies = Vec::new();
    let mut projects = Vec::new();
    for subject in choose(proof)? {
        let mut tally = Tally::of(&subject.name);
        match Project::generate(&subject, &folder)? {
            Ok(project) => {
                project.write(Program::Values, &program(&project.surface))?;
                projects.push((subject, project, tally));
            }
            Err(reason) => {
                tally.refused = reason;
                tallies.push(tally);
            }
        }
    }
    let members = projects.iter().flat_map(|(_, one, _)| one.members(Program::Values));
    write_workspace(&folder, &members.collect::<Vec<_>>())?;
    for (subject, project, mut tally) in projects {
        match project.build(Program::Values)? {
            Ok(program) => prove(&subject, &project, &program, &mut tally)?,
            Err(complaint) => tally.refused = complaint,
        }
        eprintln!("{}: {} right, {} wrong", tally.name, tally.right, tally.wrong);
        tallies.push(tally);
    }
    finish(&tallies, "schemas", &crate::scratch()?.join("values.jsonl"))
}

/// Tries the values of one description with the program that is built.
pub(crate) fn prove(
    subject: &Subject,
    project: &Project,
    program: &Path,
    tally: &mut Tally,
) -> Result<()> {
    let process = &mut Process::new(program, &[]);
    let mut document = Document::read(&subject.path);
    let types = combined(project.surface.types.clone(), &mut document);
    let places: Vec<String> = types.iter().map(|one| one.origin.clone()).collect();
    let judge = match Judge::new(&document, &places) {
        Ok(judge) => judge,
        Err(reason) => {
            tally.refused = format!("the validator takes no schema: {reason}");
            return Ok(());
        }
    };
    let examples = examples::collect(&document);
    tally.subjects = types.len();
    for (index, named) in types.iter().enumerate() {
        if !named.whole {
            tally.skip("the type is only what the branches of a union have in common");
            continue;
        }
        if document.at(&named.origin).is_none() {
            tally.skip("the schema stands in another file, or not where it should");
            continue;
        }
        let validator = match judge.validator(&named.origin) {
            Ok(validator) => validator,
            Err(reason) => {
                let reason = crate::one::generic(&reason);
                tally.skip(format!("the validator does not take the schema: {reason}"));
                continue;
            }
        };
        let own = examples.get(&named.origin).map(Vec::as_slice).unwrap_or_default();
        let instances = Instances::of(&document, named, &validator, own);
        if instances.values.is_empty() {
            tally.skip("no value could be made");
        }
        if instances.bad_examples > 0 {
            tally.skip("an example is no value of its schema");
        }
        let explainer = Explainer::new(&document, named, &validator);
        for value in &instances.values {
            tally.note(attempt(index, named, value, &explainer, process)?);
        }
    }
    Ok(())
}

/// The words of a schema that lead to others.
const OF_OTHERS: [&str; 5] = ["$ref", "allOf", "anyOf", "discriminator", "oneOf"];

/// Gives each type that several schemas make a place of its own, at which all of them hold.
fn combined(mut types: Vec<Named>, document: &mut Document) -> Vec<Named> {
    let mut schemas = Map::new();
    for named in types.iter_mut().filter(|named| !named.beside.is_empty()) {
        let part = |(place, alone): &(String, bool)| {
            let schema = document.at(place)?.as_object()?;
            if !alone {
                return Some(json!({ "$ref": place }));
            }
            let own =
                schema.iter().filter(|(word, _)| !OF_OTHERS.contains(&word.as_str()));
            Some(Value::Object(
                own.map(|(word, is)| (word.clone(), is.clone())).collect(),
            ))
        };
        let parts: Option<Vec<Value>> = named.beside.iter().map(part).collect();
        let Some(mut parts) = parts else { continue };
        parts.push(json!({ "$ref": named.origin }));
        // The place says which schema it is about.
        let name = format!("{} {}", schemas.len(), named.origin);
        named.origin = format!("#/x-combined/{}", escaped(&name));
        schemas.insert(name, json!({ "allOf": parts }));
    }
    if let Value::Object(members) = &mut document.tree {
        members.insert("x-combined".to_owned(), Value::Object(schemas));
    }
    types
}

fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// Has the program decode and encode a value.
fn attempt(
    index: usize,
    named: &Named,
    value: &Value,
    explainer: &Explainer<'_>,
    process: &mut Process,
) -> Result<Outcome> {
    let told = |what: &str| format!("{} {what}: {value}", named.origin);
    let answer = match process.ask(&format!("{index}\t{value}"))? {
        Ok(answer) => answer,
        Err(death) => return Ok(Outcome::Wrong(told(&death))),
    };
    Ok(match answer.split_once('\t') {
        Some(("ok", text)) => {
            let back: Value = serde_json::from_str(text)?;
            match explainer.judge(value, &back) {
                Outcome::Wrong(how) => Outcome::Wrong(told(&how)),
                other => other,
            }
        }
        Some((_, error)) => match explainer.refusal(value, error) {
            Some(reason) => Outcome::Explained(vec![reason]),
            None => Outcome::Wrong(told(&format!("is refused ({error})"))),
        },
        None => Outcome::Wrong(told(&format!("is answered by `{answer}`"))),
    })
}
