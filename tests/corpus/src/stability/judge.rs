//! Which names moved without the description having moved them.

use specwright::interface::{Change, Interface, compare};

use super::edits::Touched;

/// What came of an edit, or of many.
#[derive(Clone, Debug, Default)]
pub(super) struct Judgement {
    /// How many edits.
    pub(super) tried: usize,
    /// How many of them gave a description that is refused.
    pub(super) refused: usize,
    /// How many broke something.
    pub(super) broken: usize,
    /// How many names there were.
    pub(super) names: usize,
    /// How many of them have another name now.
    pub(super) renamed: usize,
    /// How many have something else behind them.
    pub(super) altered: usize,
    /// How many are gone.
    pub(super) removed: usize,
    /// All of these.
    pub(super) moved: Vec<Moved>,
}

/// A name that moved.
#[derive(Clone, Debug)]
pub(super) struct Moved {
    pub(super) change: &'static str,
    pub(super) kind: &'static str,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) origin: String,
}

impl Judgement {
    /// Adds the figures of another one.
    pub(super) fn add(&mut self, other: &Self) {
        self.tried += other.tried;
        self.refused += other.refused;
        self.broken += other.broken;
        self.names += other.names;
        self.renamed += other.renamed;
        self.altered += other.altered;
        self.removed += other.removed;
    }
}

/// Compares two SDKs; what the edit was meant to change does not count.
pub(super) fn judge(
    before: &Interface,
    after: &Interface,
    touched: &Touched,
) -> Judgement {
    let mut before = before.clone();
    if let Some((old, new)) = &touched.renamed {
        for name in &mut before.names {
            if let Some(rest) = name.origin.strip_prefix(old.as_str())
                && !rest.starts_with(|c: char| c.is_alphanumeric() || "_-.".contains(c))
            {
                name.origin = format!("{new}{rest}");
            }
        }
    }
    let mut judgement =
        Judgement { tried: 1, names: before.names.len(), ..Judgement::default() };
    for change in compare(&before, after).into_iter().filter(Change::is_breaking) {
        if let Some(moved) = moved(&change, touched) {
            match moved.change {
                "renamed" => judgement.renamed += 1,
                "altered" => judgement.altered += 1,
                _ => judgement.removed += 1,
            }
            judgement.moved.push(moved);
        }
    }
    judgement.broken = usize::from(!judgement.moved.is_empty());
    judgement
}

fn moved(change: &Change, touched: &Touched) -> Option<Moved> {
    let (word, old, new) = match change {
        Change::Added(_) | Change::Deprecated(_) => return None,
        Change::Removed(old) => ("removed", old, None),
        Change::Renamed(old, new) => ("renamed", old, Some(new)),
        Change::Altered(old, new) => ("altered", old, Some(new)),
    };
    let is_meant = |prefix: &String| {
        old.origin.starts_with(prefix.as_str())
            || new.is_some_and(|new| new.origin.starts_with(prefix.as_str()))
    };
    if touched.meant.iter().any(is_meant) || touched.removes && word == "removed" {
        return None;
    }
    let text = |name: &specwright::interface::Name| {
        format!("{}{}", name.path, name.shape.text())
    };
    Some(Moved {
        change: word,
        kind: old.kind.as_str(),
        before: text(old),
        after: new.map(text).unwrap_or_default(),
        origin: old.origin.clone(),
    })
}
