//! Judges that we did not write: two validators of OpenAPI descriptions, and a mock server that
//! checks every request against the description and answers with what the description allows.
//! They come from npm; where it is not there, these tests have nothing to say.

mod calls;
mod client;
mod description;
mod prism;
