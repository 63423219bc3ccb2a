//! What stands elsewhere in the tree than in the text, because its key was misspelt or it was written
//! a level too high or too deep.

use indexmap::IndexMap;

use super::Pointer;

/// Where things went, both ways. All places but the last token are those of the tree as it is now.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// Where what is here stands in the text.
    origins: IndexMap<Pointer, Pointer>,
    /// Where what is written here stands now.
    targets: IndexMap<Pointer, Pointer>,
}

impl Moves {
    /// Remembers that what was at one place stands at another one, too.
    pub(super) fn record(&mut self, from: Pointer, to: Pointer) {
        self.targets.entry(from.clone()).or_insert_with(|| to.clone());
        self.origins.insert(to, from);
    }

    /// Where what was written at a place stands now.
    pub(super) fn target(&self, from: &Pointer) -> Option<&Pointer> {
        self.targets.get(from)
    }

    /// The place in the text, from the last token up: what is around one has moved itself.
    pub(super) fn origin(&self, at: &Pointer) -> Pointer {
        if self.origins.is_empty() {
            return at.clone();
        }
        let mut rest = Vec::new();
        let mut place = at.clone();
        // What is around a place in the text is looked up only where it is around it in the tree, too.
        let mut depth = usize::MAX;
        loop {
            let here = place.tokens().len();
            if here < depth
                && let Some(from) = self.origins.get(&place)
            {
                place = from.clone();
                depth = here;
            }
            let Some(around) = place.parent() else { break };
            rest.push(place.last().unwrap_or_default().to_owned());
            place = around;
        }
        rest.iter().rev().fold(place, |place, token| place.child(token))
    }
}
