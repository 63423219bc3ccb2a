//! Schemas, read from the description as it stands without a line of the generator's: what they
//! mean, values of them, and what an independent validator says about a value.

mod conjuncts;
mod document;
mod judge;
mod make;
mod numbers;
mod pattern;
mod text;
mod types;

#[cfg(test)]
mod tests;

pub(crate) use conjuncts::{Conjuncts, Node};
pub(crate) use document::{Dialect, Document};
pub(crate) use judge::Judge;
pub(crate) use make::{Maker, Mode};
