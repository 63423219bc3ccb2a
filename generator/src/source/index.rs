//! Where the values of a file stand in its text; made only when a place is shown.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;

use super::{Format, scan_json, scan_yaml};

/// Where an entry of a mapping, or any other value, stands in the text of its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    /// The key with its quotes; `None` for elements and for the root.
    pub(super) key: Option<Range<usize>>,
    /// The value. Empty where a YAML key has none.
    pub(super) value: Range<usize>,
}

/// All values of a file in the order of the text, each followed by the values inside of it.
#[derive(Debug, Default)]
pub(super) struct Index {
    nodes: Vec<Node>,
    /// The keys whose text does not follow from how they are written alone, such as those of
    /// several lines.
    keys: BTreeMap<usize, String>,
    /// The members of large mappings by key, for those in which something was looked up.
    tables: Mutex<BTreeMap<usize, Table>>,
}

/// The last member of each key.
type Table = BTreeMap<String, usize>;

/// A mapping with more members gets a table.
const LARGE: usize = 32;

/// A value. Offsets take four bytes each: files end at 1 GiB.
#[derive(Clone, Copy, Debug)]
struct Node {
    key: [u32; 2],
    value: [u32; 2],
    /// The node after the last one inside of this one; for an alias, the anchored node.
    next: u32,
    kind: Kind,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Scalar,
    Sequence,
    Mapping,
    /// A YAML alias: what is inside stands elsewhere.
    Alias,
}

/// How many merge keys are looked through inside of each other.
const MERGE_DEPTH: usize = 16;

impl Index {
    /// Scans the text of a file.
    pub(super) fn new(text: &str, format: Format) -> Self {
        match format {
            Format::Json => scan_json::scan(text),
            Format::Yaml => scan_yaml::scan(text),
            Format::Plain => {
                let mut builder = Builder::default();
                builder.leaf(None, 0..text.len(), Kind::Scalar);
                builder.finish()
            }
        }
    }

    /// The value that the tokens lead to, or else the nearest one around it, and how many
    /// of the tokens lead there. `None` for a text without any value.
    pub(super) fn find(&self, text: &str, tokens: &[&str]) -> Option<(Span, usize)> {
        let mut at = 0;
        self.nodes.first()?;
        for (depth, token) in tokens.iter().enumerate() {
            match self.member(text, at, token, MERGE_DEPTH) {
                Some(member) => at = member,
                None => return Some((self.span(at), depth)),
            }
        }
        Some((self.span(at), tokens.len()))
    }

    /// The keys of a mapping that are equal to the last token, but the last one of them.
    pub(super) fn overridden(&self, text: &str, tokens: &[&str]) -> Vec<Range<usize>> {
        let Some((last, parents)) = tokens.split_last() else { return Vec::new() };
        let mut at = 0;
        for token in parents {
            match self.member(text, at, token, MERGE_DEPTH) {
                Some(member) => at = member,
                None => return Vec::new(),
            }
        }
        let mut keys: Vec<_> = self
            .members(at)
            .filter(|member| self.key_text(text, *member) == *last)
            .map(|member| self.key(member))
            .collect();
        keys.pop();
        keys
    }

    fn span(&self, at: usize) -> Span {
        let key = self.key(at);
        let [start, end] = self.nodes[at].value;
        Span {
            key: Some(key).filter(|key| !key.is_empty()),
            value: start as usize..end as usize,
        }
    }

    fn key(&self, at: usize) -> Range<usize> {
        let [start, end] = self.nodes[at].key;
        start as usize..end as usize
    }

    /// The text that the key of a node means.
    fn key_text<'t>(&'t self, text: &'t str, at: usize) -> Cow<'t, str> {
        match self.keys.get(&at) {
            Some(key) => Cow::Borrowed(key),
            None => key_text(&text[self.key(at)]),
        }
    }

    /// The node that a node stands for.
    fn resolve(&self, at: usize) -> usize {
        match self.nodes[at] {
            Node { kind: Kind::Alias, next, .. } => next as usize,
            _ => at,
        }
    }

    /// The nodes directly inside of a node.
    fn members(&self, at: usize) -> impl Iterator<Item = usize> {
        let node = self.nodes.get(at).copied();
        let end = node.map_or(0, |node| node.next as usize).min(self.nodes.len());
        let inside = node.is_some_and(|node| {
            matches!(node.kind, Kind::Mapping | Kind::Sequence) && at + 1 < end
        });
        let first = inside.then_some(at + 1);
        std::iter::successors(first, move |at| {
            let node = self.nodes[*at];
            let next = match node.kind {
                Kind::Alias => at + 1,
                _ => (node.next as usize).max(at + 1),
            };
            (next < end).then_some(next)
        })
    }

    /// The member of a mapping with a key, or the element of a sequence with a number.
    fn member(
        &self,
        text: &str,
        at: usize,
        token: &str,
        merges: usize,
    ) -> Option<usize> {
        let at = self.resolve(at);
        match self.nodes.get(at)?.kind {
            Kind::Sequence => self.members(at).nth(token.parse().ok()?),
            Kind::Mapping => {
                let is_merge = |member: &usize| &text[self.key(*member)] == "<<";
                self.own_member(text, at, token).or_else(|| {
                    let mut merged = self.members(at).filter(is_merge);
                    merged.find_map(|member| self.merged(text, member, token, merges))
                })
            }
            Kind::Scalar | Kind::Alias => None,
        }
    }

    /// The last member of a mapping with a key, other than by a merge.
    fn own_member(&self, text: &str, at: usize, token: &str) -> Option<usize> {
        let is = |member: &usize| self.key_text(text, *member) == token;
        if self.members(at).nth(LARGE).is_none() {
            return self.members(at).filter(is).last();
        }
        let Ok(mut tables) = self.tables.lock() else {
            return self.members(at).filter(is).last();
        };
        let table = tables.entry(at).or_insert_with(|| {
            let key = |member| self.key_text(text, member).into_owned();
            self.members(at).map(|member| (key(member), member)).collect()
        });
        table.get(token).copied()
    }

    /// The member that comes in by the value of a merge key.
    fn merged(
        &self,
        text: &str,
        at: usize,
        token: &str,
        merges: usize,
    ) -> Option<usize> {
        let left = merges.checked_sub(1)?;
        let at = self.resolve(at);
        match self.nodes.get(at)?.kind {
            Kind::Mapping => self.member(text, at, token, left),
            Kind::Sequence => self
                .members(at)
                .find_map(|element| self.member(text, element, token, left)),
            Kind::Scalar | Kind::Alias => None,
        }
    }
}

/// The text that a key means as it is written in JSON or YAML.
pub(super) fn key_text(written: &str) -> Cow<'_, str> {
    let quoted = |quote| {
        written.strip_prefix(quote).and_then(|rest: &str| rest.strip_suffix(quote))
    };
    match (quoted('"'), quoted('\'')) {
        (Some(inside), _) if inside.contains('\\') => {
            scan_yaml::scalar(written).map_or(Cow::Borrowed(inside), Cow::Owned)
        }
        (_, Some(inside)) if inside.contains("''") => inside.replace("''", "'").into(),
        (Some(inside), _) | (_, Some(inside)) => inside.into(),
        _ => written.into(),
    }
}

/// Builds an index in the order of the text.
#[derive(Default)]
pub(super) struct Builder {
    nodes: Vec<Node>,
    keys: BTreeMap<usize, String>,
    open: Vec<usize>,
    /// Where the value that was added or closed last ends.
    end: u32,
}

impl Builder {
    /// Adds a scalar or, with the node that it means, an alias.
    pub(super) fn leaf(
        &mut self,
        key: Option<Range<usize>>,
        value: Range<usize>,
        kind: Kind,
    ) -> usize {
        let at = self.nodes.len();
        let next = offset(at + 1);
        let key = key.unwrap_or(0..0);
        self.nodes.push(Node {
            key: [offset(key.start), offset(key.end)],
            value: [offset(value.start), offset(value.end)],
            next,
            kind,
        });
        self.end = offset(value.end);
        at
    }

    /// Adds an alias of a node that was added before.
    pub(super) fn alias(
        &mut self,
        key: Option<Range<usize>>,
        value: Range<usize>,
        target: usize,
    ) {
        let at = self.leaf(key, value, Kind::Alias);
        self.nodes[at].next = offset(target);
    }

    /// Says what the key of the node that comes next means, where that does not follow from
    /// how it is written.
    pub(super) fn next_key(&mut self, key: String) {
        self.keys.insert(self.nodes.len(), key);
    }

    /// Begins a mapping or a sequence.
    pub(super) fn open(
        &mut self,
        key: Option<Range<usize>>,
        start: usize,
        kind: Kind,
    ) -> usize {
        let at = self.leaf(key, start..start, kind);
        self.open.push(at);
        at
    }

    /// Ends what was begun last, at the end of its last member when there is no bracket.
    pub(super) fn close(&mut self, end: Option<usize>) {
        let Some(at) = self.open.pop() else { return };
        self.end = end.map_or(self.end, offset);
        self.nodes[at].next = offset(self.nodes.len());
        self.nodes[at].value[1] = self.end.max(self.nodes[at].value[0]);
    }

    /// What is open.
    pub(super) fn inside(&self) -> Option<Kind> {
        self.open.last().map(|at| self.nodes[*at].kind)
    }

    /// Whether a whole document was added that is more than an empty scalar.
    pub(super) fn has_content(&self) -> bool {
        self.nodes.len() > 1
            || self.nodes.first().is_some_and(|node| node.value[0] < node.value[1])
    }

    /// The index; what is still open ends here.
    pub(super) fn finish(mut self) -> Index {
        while !self.open.is_empty() {
            self.close(None);
        }
        Index { nodes: self.nodes, keys: self.keys, tables: Mutex::default() }
    }
}

fn offset(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
