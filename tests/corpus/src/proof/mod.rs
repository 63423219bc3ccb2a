//! What `values` and `requests` have in common: SDKs that are compiled together with a small
//! program that uses them.

mod choose;
mod process;
mod project;
mod tally;

pub(crate) use choose::{Subject, choose};
pub(crate) use process::Process;
pub(crate) use project::{Program, Project, folder, write_workspace};
pub(crate) use tally::{Outcome, Tally, finish};
