//! What the generated client does, seen from the server that it calls and from the program that
//! uses it.

mod answers;
mod credentials;
mod enums;
mod errors;
mod options;
mod pages;
mod quickstart;
mod requests;
mod retries;
mod support;
mod tasks;
