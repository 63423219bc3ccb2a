//! How often something held, and where it did not.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::error::Result;

/// How many counterexamples of one description are kept.
const KEPT: usize = 400;

/// What came of one trial.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// It is as it has to be.
    Right,
    /// It differs as it is meant to; why.
    Explained(Vec<&'static str>),
    /// It is wrong; how.
    Wrong(String),
}

/// What came of all trials with one description.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Tally {
    /// The description.
    pub(crate) name: String,
    /// Why there is no SDK, or why it does not compile; empty when it does.
    pub(crate) refused: String,
    /// Schemas or operations.
    pub(crate) subjects: usize,
    /// Those of which nothing could be tried, by the reason.
    pub(crate) untried: BTreeMap<String, usize>,
    /// How often something was tried.
    pub(crate) tried: usize,
    /// How often it was right.
    pub(crate) right: usize,
    /// How often it differed as it is meant to, by the reason.
    pub(crate) explained: BTreeMap<&'static str, usize>,
    /// How often it differed only as it is meant to.
    pub(crate) explained_count: usize,
    /// How often it was wrong.
    pub(crate) wrong: usize,
    /// Some of what was wrong.
    pub(crate) counterexamples: Vec<String>,
}

impl Tally {
    /// An empty one.
    pub(crate) fn of(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Notes what came of a trial.
    pub(crate) fn note(&mut self, outcome: Outcome) {
        self.tried += 1;
        match outcome {
            Outcome::Right => self.right += 1,
            Outcome::Explained(reasons) => {
                self.explained_count += 1;
                for reason in reasons {
                    *self.explained.entry(reason).or_insert(0) += 1;
                }
            }
            Outcome::Wrong(how) => {
                self.wrong += 1;
                if self.counterexamples.len() < KEPT {
                    self.counterexamples.push(how);
                }
            }
        }
    }

    /// Notes that nothing could be tried of a schema or an operation.
    pub(crate) fn skip(&mut self, reason: impl Into<String>) {
        *self.untried.entry(reason.into()).or_insert(0) += 1;
    }

    fn row(&self) -> String {
        if !self.refused.is_empty() {
            let reason = self.refused.lines().next().unwrap_or_default();
            return format!("| {} | no SDK: {reason} | | | | | |\n", self.name);
        }
        format!(
            "| {} | {} | {} | {} | {} | {} | {} |\n",
            self.name,
            self.subjects,
            self.tried,
            self.right,
            self.explained_count,
            self.wrong,
            self.untried.values().sum::<usize>(),
        )
    }

    fn add(&mut self, other: &Self) {
        self.subjects += other.subjects;
        self.tried += other.tried;
        self.right += other.right;
        self.explained_count += other.explained_count;
        self.wrong += other.wrong;
        for (reason, count) in &other.untried {
            *self.untried.entry(reason.clone()).or_insert(0) += count;
        }
        for (reason, count) in &other.explained {
            *self.explained.entry(reason).or_insert(0) += count;
        }
    }
}

/// Prints the table and writes the counterexamples; whether everything was right.
pub(crate) fn finish(tallies: &[Tally], subject: &str, file: &Path) -> Result<bool> {
    let mut text = format!(
        "| description | {subject} | tried | right | explained | wrong | untried |\n\
         |---|--:|--:|--:|--:|--:|--:|\n"
    );
    let mut all = Tally::of("**all**");
    for tally in tallies {
        text.push_str(&tally.row());
        all.add(tally);
    }
    text.push_str(&all.row());
    let list = |title: &str, entries: Vec<String>| match entries.is_empty() {
        true => String::new(),
        false => format!("\n{title}:\n\n{}", entries.concat()),
    };
    let explained = all.explained.iter();
    let explained = explained.map(|(reason, count)| format!("- {reason}: {count}\n"));
    text.push_str(&list("Explained", explained.collect()));
    let untried = all.untried.iter();
    let untried = untried.map(|(reason, count)| format!("- {reason}: {count}\n"));
    text.push_str(&list("Untried", untried.collect()));
    println!("{text}");
    for tally in tallies.iter().filter(|tally| tally.wrong > 0) {
        println!("{}:", tally.name);
        for example in tally.counterexamples.iter().take(12) {
            println!("  {}", example.chars().take(400).collect::<String>());
        }
    }
    let lines = tallies.iter().map(serde_json::to_string);
    let lines: std::result::Result<Vec<_>, _> = lines.collect();
    std::fs::write(file, lines?.join("\n") + "\n")?;
    Ok(all.wrong == 0 && tallies.iter().all(|tally| tally.refused.is_empty()))
}
