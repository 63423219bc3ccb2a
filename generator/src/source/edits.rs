//! What overlays and fix-ups changed, so that places still lead to the text.

use super::Pointer;

/// Who wrote a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// An overlay; the place is the value's own in the overlay's file.
    Overlay(Pointer),
    /// The fix-up of this name.
    FixUp(String),
}

/// A change of a tree. Places are those of the tree right after the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The value at `at` is new, with everything inside of it.
    Written {
        /// The place.
        at: Pointer,
        /// Who wrote it.
        by: Author,
    },
    /// The value at `at` was copied from `from`, a place of the tree before the change.
    Copied {
        /// The place.
        at: Pointer,
        /// What it was copied from.
        from: Pointer,
    },
    /// An element was removed, so that those after it moved up.
    Removed {
        /// The list.
        list: Pointer,
        /// The number that the element had.
        index: usize,
    },
    /// A member got another name.
    Renamed {
        /// The mapping.
        parent: Pointer,
        /// The name in the text.
        from: String,
        /// The name in the tree.
        to: String,
    },
}

/// All changes, in the order in which they were made.
#[derive(Debug, Default)]
pub(super) struct Edits {
    list: Vec<Edit>,
}

/// Where a place of the tree comes from.
pub(super) struct Origin<'a> {
    /// The place in a file.
    pub(super) at: Pointer,
    /// The fix-up that wrote what is there in the tree.
    pub(super) fix_up: Option<&'a str>,
}

impl Edits {
    pub(super) fn record(&mut self, edit: Edit) {
        self.list.push(edit);
    }

    /// Undoes the changes, the last one first, as far as they concern a place.
    pub(super) fn origin(&self, at: &Pointer) -> Origin<'_> {
        let mut at = at.clone();
        for edit in self.list.iter().rev() {
            match edit {
                Edit::Written { at: written, by } => {
                    let Some(rest) = rest_after(&at, written) else { continue };
                    return match by {
                        Author::Overlay(value) => {
                            Origin { at: extend(value, &rest), fix_up: None }
                        }
                        Author::FixUp(name) => Origin { at, fix_up: Some(name) },
                    };
                }
                Edit::Copied { at: copy, from } => {
                    if let Some(rest) = rest_after(&at, copy) {
                        at = extend(from, &rest);
                    }
                }
                Edit::Removed { list, index } => {
                    let Some(rest) = rest_after(&at, list) else { continue };
                    let Some((first, rest)) = rest.split_first() else { continue };
                    if let Some(element) =
                        first.parse().ok().filter(|n: &usize| n >= index)
                    {
                        at = extend(&list.index(element + 1), rest);
                    }
                }
                Edit::Renamed { parent, from, to } => {
                    let Some(rest) = rest_after(&at, parent) else { continue };
                    if let Some((_, rest)) =
                        rest.split_first().filter(|(name, _)| *name == to)
                    {
                        at = extend(&parent.child(from), rest);
                    }
                }
            }
        }
        Origin { at, fix_up: None }
    }
}

/// The tokens of a place below another one.
fn rest_after(at: &Pointer, ancestor: &Pointer) -> Option<Vec<String>> {
    if at.file() != ancestor.file() {
        return None;
    }
    let tokens = at.tokens();
    let rest = tokens.strip_prefix(&ancestor.tokens()[..])?;
    Some(rest.iter().map(|token| (*token).to_owned()).collect())
}

fn extend(at: &Pointer, tokens: &[String]) -> Pointer {
    tokens.iter().fold(at.clone(), |at, token| at.child(token))
}
