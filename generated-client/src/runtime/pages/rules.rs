//! What asks for the next page, and when there is none.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::call::Parts;
use super::super::received::Received;
use super::super::{Result, json};
use super::link::{link, next_url};

/// Where the items of a list are, and what asks for more of them.
///
/// Keys lead from the top of the answer; no keys mean that the answer does not tell. Parameters
/// are those of the query.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// The keys that lead to the items; none when the answer is the array itself.
    pub items: &'static [&'static str],
    /// What asks for the next page.
    pub next: Next,
    /// The parameter for the number of items of a page; empty when there is none.
    pub per_page: &'static str,
    /// The keys that lead to the number of items that a page has at most.
    pub page_size: &'static [&'static str],
    /// Whether there can be more after an empty page, where a cursor says so.
    pub through_empty: bool,
}

impl Pages {
    /// A list of one page.
    pub const EMPTY: Self = Self {
        items: &[],
        next: Next::Single,
        per_page: "",
        page_size: &[],
        through_empty: false,
    };
}

/// What asks for the next page of a list.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Next {
    /// The number of the page.
    Page {
        /// The parameter.
        parameter: &'static str,
        /// The number of the first page.
        first: i64,
        /// The keys that lead to the number of pages.
        total_pages: &'static [&'static str],
        /// The keys that lead to the number of items in all.
        total_items: &'static [&'static str],
    },
    /// The number of items before the page.
    Offset {
        /// The parameter.
        parameter: &'static str,
        /// The keys that lead to the number of items in all.
        total_items: &'static [&'static str],
    },
    /// A value of the answer.
    Cursor {
        /// The parameter.
        parameter: &'static str,
        /// The keys that lead to the value.
        cursor: &'static [&'static str],
    },
    /// A member of the last item.
    LastItem {
        /// The parameter.
        parameter: &'static str,
        /// The keys that lead from the item to its value.
        member: &'static [&'static str],
        /// The keys that lead to the flag that says whether there is more.
        has_more: &'static [&'static str],
    },
    /// The answer has the URL of the next page.
    Url {
        /// The keys that lead to it.
        url: &'static [&'static str],
    },
    /// The header `Link` has the URL of the next page, with `rel="next"`.
    LinkHeader,
    /// There is one page only.
    Single,
}

/// How far the pages of a list were read.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    /// How many items there were so far, where the first page is where they begin.
    items: u64,
    /// The pages before, and the values that asked for them: what comes again goes on forever.
    seen: Vec<u64>,
}

/// What a page says about what follows.
pub(super) struct Outlook {
    /// What asks for the next page.
    pub(super) position: Option<String>,
    /// Whether the page is one that was read before.
    pub(super) repeated: bool,
    /// The number of items in all, if the answer tells it.
    pub(super) total_items: Option<u64>,
}

/// What the answer tells about the list.
struct Meta<'a> {
    received: &'a Received,
}

impl<'a> Meta<'a> {
    fn text(&self, path: &[&str]) -> Option<Cow<'a, str>> {
        json::scalar(self.received.value(path)?)
    }

    /// A count that the answer tells; nothing counts as not told, since there is something.
    fn count(&self, path: &[&str]) -> Option<u64> {
        self.text(path)?.parse().ok().filter(|count| *count > 0)
    }
}

impl Pages {
    /// What a page with this number of items says about what follows.
    pub(super) fn outlook(
        &self,
        parts: &Parts,
        received: &Received,
        count: usize,
        progress: &mut Progress,
    ) -> Result<Outlook> {
        let meta = Meta { received };
        let total_items = meta.count(self.next.total_items());
        let items = received.json()?;
        let repeated = count > 0 && progress.is_repeated(items);
        let first = progress.items == 0;
        progress.items += count as u64;
        let at_end = repeated || (count == 0 && !self.goes_through_empty());
        let position = if at_end {
            None
        } else {
            let size = self.size(parts, &meta);
            let items = progress.items;
            let facts =
                PageFacts { count: count as u64, size, total_items, first, items };
            self.position(parts, &meta, &facts)?
        };
        let position = position.filter(|position| match self.next {
            Next::Page { .. } | Next::Offset { .. } | Next::Single => true,
            _ => !progress.is_repeated(position),
        });
        Ok(Outlook { position, repeated, total_items })
    }

    fn goes_through_empty(&self) -> bool {
        self.through_empty
            && matches!(
                self.next,
                Next::Cursor { .. } | Next::Url { .. } | Next::LinkHeader
            )
    }

    /// The number of items of a full page: what the answer tells counts more than what was asked.
    fn size(&self, parts: &Parts, meta: &Meta<'_>) -> Option<u64> {
        meta.count(self.page_size).or_else(|| {
            parts.query_value(self.per_page)?.parse().ok().filter(|size| *size > 0)
        })
    }

    fn position(
        &self,
        parts: &Parts,
        meta: &Meta<'_>,
        page: &PageFacts,
    ) -> Result<Option<String>> {
        Ok(match self.next {
            Next::Page { parameter, first, total_pages, .. } => {
                let number = number(parts, parameter).unwrap_or(first);
                let pages = meta.count(total_pages);
                let before = number.saturating_sub(first).unsigned_abs();
                let more = match pages {
                    Some(pages) => before + 1 < pages,
                    None => page.has_more(before),
                };
                more.then(|| (number + 1).to_string())
            }
            Next::Offset { parameter, .. } => {
                let before = number(parts, parameter).unwrap_or(0).unsigned_abs();
                let next = before + page.count;
                let more = match page.total_items {
                    Some(total) => next < total,
                    None => page.is_full(),
                };
                more.then(|| next.to_string())
            }
            Next::Cursor { cursor, .. } => meta.text(cursor).and_then(not_empty),
            Next::LastItem { member, has_more, .. } => {
                let more = match meta.text(has_more).as_deref() {
                    Some(flag) => flag == "true",
                    None => page.is_full(),
                };
                if more { last_item(meta.received.json()?, member) } else { None }
            }
            Next::Url { url } => match meta.text(url).and_then(not_empty) {
                Some(url) => Some(next_url(parts, &url)?),
                None => None,
            },
            Next::LinkHeader => match link(meta.received) {
                Some(url) => Some(next_url(parts, &url)?),
                None => None,
            },
            Next::Single => None,
        })
    }

    /// Makes a request ask for the page at a position.
    pub(super) fn go_to(&self, parts: &mut Parts, position: &str) {
        match self.next {
            Next::Page { parameter, .. }
            | Next::Offset { parameter, .. }
            | Next::Cursor { parameter, .. }
            | Next::LastItem { parameter, .. } => parts.set_query(parameter, position),
            Next::Url { .. } | Next::LinkHeader => {
                parts.url = Some(position.to_owned());
                parts.query.clear();
                parts.query_string = None;
            }
            Next::Single => {}
        }
    }
}

impl Next {
    fn total_items(&self) -> &'static [&'static str] {
        match self {
            Self::Page { total_items, .. } | Self::Offset { total_items, .. } => {
                total_items
            }
            _ => &[],
        }
    }
}

/// What is known about a page.
struct PageFacts {
    count: u64,
    size: Option<u64>,
    total_items: Option<u64>,
    /// Whether it is the first that was read.
    first: bool,
    /// How many items were read, with this page.
    items: u64,
}

impl PageFacts {
    fn is_full(&self) -> bool {
        self.size.is_none_or(|size| self.count >= size)
    }

    /// Whether there are items after this page, which has this number of pages before it.
    fn has_more(&self, pages_before: u64) -> bool {
        let from_the_start = pages_before == 0 || !self.first;
        match (self.total_items, self.size) {
            (Some(total), Some(size)) => (pages_before + 1).saturating_mul(size) < total,
            (Some(total), None) if from_the_start => self.items < total,
            _ => self.is_full(),
        }
    }
}

impl Progress {
    /// Whether this was there before; remembers it.
    fn is_repeated(&mut self, text: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let hash = hasher.finish();
        let repeated = self.seen.contains(&hash);
        self.seen.push(hash);
        repeated
    }
}

fn number(parts: &Parts, parameter: &str) -> Option<i64> {
    parts.query_value(parameter)?.parse().ok()
}

fn not_empty(text: Cow<'_, str>) -> Option<String> {
    (!text.is_empty()).then(|| text.into_owned())
}

fn last_item(items: &str, member: &[&str]) -> Option<String> {
    let items = json::elements(items)?;
    json::scalar(json::at(items.last()?.get(), member)?).and_then(not_empty)
}
