//! What asks for the next page, and when there is none.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::super::parts::Parts;
use super::super::received::Received;
use super::super::{Result, json};
use super::InBody;
use super::link::{link, listed_link, next_url};

/// Where the items of a list are, and what asks for more of them.
///
/// Keys lead from the top of the answer; no keys mean that the answer does not tell. Parameters
/// are those of the query, unless [`in_body`](Self::in_body) says otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// The media type to ask for.
    pub media_type: &'static str,
    /// The keys that lead to the items; none when the answer is the array itself.
    pub items: &'static [&'static str],
    /// What asks for the next page.
    pub next: Next,
    /// The parameter for the number of items of a page; empty when there is none.
    pub per_page: &'static str,
    /// Where the parameters are when they are members of the body.
    pub in_body: Option<InBody>,
    /// The keys that lead to the number of the next page or item, where pages have one.
    pub next_number: &'static [&'static str],
    /// The keys that lead to the number of items that a page has at most.
    pub page_size: &'static [&'static str],
    /// The keys that lead to the number of items in all.
    pub total_items: &'static [&'static str],
    /// The header that has that number, also as `0-24/319`; empty when there is none.
    pub total_items_header: &'static str,
    /// The header that has the number of pages; empty when there is none.
    pub total_pages_header: &'static str,
    /// The keys that lead to the flag that says whether there is more.
    pub has_more: &'static [&'static str],
    /// The keys that lead to the flag that says whether the page is the last.
    pub done: &'static [&'static str],
}

impl Pages {
    /// A list of one page.
    pub const EMPTY: Self = Self {
        media_type: "application/json",
        items: &[],
        next: Next::Single,
        per_page: "",
        in_body: None,
        next_number: &[],
        page_size: &[],
        total_items: &[],
        total_items_header: "",
        total_pages_header: "",
        has_more: &[],
        done: &[],
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
        /// The keys that lead to the number of the page, where the description leaves open what
        /// the first one is.
        current: &'static [&'static str],
        /// The keys that lead to the number of pages.
        total_pages: &'static [&'static str],
    },
    /// The number of the item that the page begins with.
    Offset {
        /// The parameter.
        parameter: &'static str,
        /// The number of the first item.
        first: i64,
        /// The keys that lead to the number of the item that the page begins with, where the
        /// description leaves open what the first one is.
        current: &'static [&'static str],
    },
    /// A value of the answer.
    Cursor {
        /// The parameter.
        parameter: &'static str,
        /// The keys that lead to the value.
        cursor: &'static [&'static str],
    },
    /// A header of the answer.
    Header {
        /// The parameter.
        parameter: &'static str,
        /// The header that has its value for the next page; there is none on the last.
        header: &'static str,
    },
    /// A member of the last item.
    LastItem {
        /// The parameter.
        parameter: &'static str,
        /// The keys that lead from the item to its value.
        member: &'static [&'static str],
    },
    /// The answer has the URL of the next page.
    Url {
        /// The keys that lead to it.
        url: &'static [&'static str],
    },
    /// The answer has a list of links, of which the one with `rel: next` has the URL as `href`, or
    /// the one with `relation: next` as `url`.
    Link {
        /// The keys that lead to the list.
        links: &'static [&'static str],
    },
    /// The header `Link` has the URL of the next page, with `rel="next"`.
    LinkHeader,
    /// There is one page only.
    Single,
}

/// How far the pages of a list were read.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    /// The number of the first page or item, once a page was read.
    first: Option<i64>,
    /// How many items there are to the end of the last page: those that were read, and those
    /// before the page that was read first.
    items: u64,
    /// The number of items of the largest page.
    largest: u64,
    /// Whether the last page had no items.
    was_empty: bool,
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

/// A page that was read.
struct Read<'a> {
    parts: &'a Parts,
    received: &'a Received,
    /// The number of its items.
    count: u64,
    /// The number that was asked for; 0 where none was.
    asked: i64,
    /// Its number, or that of the item that it begins with; 0 where neither asks for pages.
    number: i64,
    /// How many pages or items there are before it.
    before: u64,
}

impl<'a> Read<'a> {
    fn text(&self, path: &[&str]) -> Option<Cow<'a, str>> {
        json::scalar(self.received.value(path)?)
    }

    /// The number of the next page or item that the answer tells; where there is none, some servers
    /// say 0, or that of the page itself.
    fn next_number(&self, path: &[&str]) -> Option<i64> {
        self.text(path)?.parse().ok().filter(|next| *next > self.asked)
    }

    /// A count that the answer tells; nothing counts as not told, since there is something.
    fn total(&self, path: &[&str]) -> Option<u64> {
        self.text(path)?.parse().ok().filter(|count| *count > 0)
    }

    /// A count in the answer, or in a header of it.
    fn total_or(&self, path: &[&str], header: &str) -> Option<u64> {
        self.total(path).or_else(|| {
            let text = self.header(header)?;
            let count = text.rsplit('/').next()?.trim();
            count.parse().ok().filter(|count| *count > 0)
        })
    }

    /// The text of a header that has some.
    fn header(&self, name: &str) -> Option<String> {
        let value = self.received.answer.headers.get(name)?;
        not_empty(Cow::Borrowed(value.to_str().ok()?.trim()))
    }

    fn flag(&self, path: &[&str]) -> Option<bool> {
        self.text(path)?.parse().ok()
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
        let mut page = Read {
            parts,
            received,
            count: count as u64,
            asked: 0,
            number: 0,
            before: 0,
        };
        self.locate(&mut page, progress);
        let is_short = page.count < self.full(&page, progress);
        progress.largest = progress.largest.max(page.count);
        let items = received.json()?;
        let told = self.told(&page, progress.items);
        let repeated =
            count > 0 && self.can_be_ignored(items, told) && progress.is_repeated(items);
        // A flag can say that there is more behind a page without items, but a server that says so
        // of one such page after the other has no end.
        let is_lost = count == 0 && progress.was_empty && self.next.is_numbered();
        progress.was_empty = count == 0;
        let more = !repeated && !is_lost && told.unwrap_or(count > 0 && !is_short);
        let position = if more { self.position(&page, items) } else { None };
        let position = position.filter(|position| match self.next {
            Next::Page { .. } | Next::Offset { .. } | Next::Single => true,
            _ => !progress.is_repeated(position),
        });
        let total_items = self.total_items(&page);
        Ok(Outlook { position, repeated, total_items })
    }

    /// Whether a page that was there before would mean that the server ignores what asks for
    /// pages, so that they would go on forever. Pages of plain values can be alike, but objects
    /// that come again are the same ones; and what leads on was the server's own idea.
    fn can_be_ignored(&self, items: &str, told: Option<bool>) -> bool {
        let inside = items.trim_start().trim_start_matches('[').trim_start();
        told.is_none() || self.next.is_numbered() && inside.starts_with('{')
    }

    /// Where a page is that has a number.
    fn locate(&self, page: &mut Read<'_>, progress: &mut Progress) {
        let (Next::Page { parameter, first, current, .. }
        | Next::Offset { parameter, first, current, .. }) = self.next
        else {
            return;
        };
        let asked = self.asked(page.parts, parameter).and_then(|text| text.parse().ok());
        // Nobody asked for it, so it is the first.
        let answered =
            || page.text(current)?.parse().ok().filter(|n| matches!(n, 0 | 1));
        page.number = asked.or_else(answered).unwrap_or(first);
        page.asked = asked.unwrap_or(0);
        let is_first_read = progress.first.is_none();
        let lowest = asked.map_or(page.number, |asked| first.min(asked));
        let first = *progress.first.get_or_insert(lowest);
        page.before = page.number.saturating_sub(first).unsigned_abs();
        progress.items = match self.next {
            Next::Offset { .. } => page.before,
            _ if is_first_read => page.before.saturating_mul(self.usual(page)),
            _ => progress.items,
        };
        progress.items = progress.items.saturating_add(page.count);
    }

    /// The number of items that the pages before a page have, as far as that one tells.
    fn usual(&self, page: &Read<'_>) -> u64 {
        let asked = || self.asked(page.parts, self.per_page)?.parse().ok();
        let told = page.total(self.page_size);
        // A server gives fewer than asked for where that is more than it allows.
        told.or_else(|| asked().filter(|size| *size <= page.count)).unwrap_or(page.count)
    }

    /// The number of items of a page that is not the last: what the answer tells, or else what
    /// there was before. What was asked for says nothing: it can be more than the server allows.
    fn full(&self, page: &Read<'_>, progress: &Progress) -> u64 {
        page.total(self.page_size).unwrap_or(progress.largest)
    }

    /// The number of items in all, as far as the answer tells it.
    fn total_items(&self, page: &Read<'_>) -> Option<u64> {
        page.total_or(self.total_items, self.total_items_header)
    }

    /// Whether there are more, where the answer says so. `items` is how many there were.
    fn told(&self, page: &Read<'_>, items: u64) -> Option<bool> {
        let flag = || {
            let done = || page.flag(self.done).map(|done| !done);
            page.flag(self.has_more).or_else(done)
        };
        // A total can be more than the server gives; nothing is the end then.
        let more =
            |total: Option<u64>, so_far: u64| Some(page.count > 0 && so_far < total?);
        let next = || page.next_number(self.next_number).is_some();
        let flag = || flag().or_else(|| (!self.next_number.is_empty()).then(next));
        match self.next {
            Next::Page { total_pages, .. } => flag()
                .or_else(|| {
                    let pages = page.total_or(total_pages, self.total_pages_header);
                    more(pages, page.before.saturating_add(1))
                })
                .or_else(|| more(self.total_items(page), items)),
            Next::Offset { .. } => {
                flag().or_else(|| more(self.total_items(page), items))
            }
            Next::LastItem { .. } => flag(),
            Next::Cursor { .. } | Next::Header { .. } => flag().or(Some(true)),
            Next::Url { .. } | Next::Link { .. } | Next::LinkHeader => Some(true),
            Next::Single => Some(false),
        }
    }

    /// What asks for the page after this one.
    fn position(&self, page: &Read<'_>, items: &str) -> Option<String> {
        let whole = |text: String| next_url(page.parts, &text).unwrap_or(text);
        match self.next {
            Next::Page { .. } | Next::Offset { .. } => {
                let next = page.next_number(self.next_number);
                let by_count = || match self.next {
                    Next::Page { .. } => page.number.checked_add(1),
                    _ if page.count == 0 => None,
                    _ => page.number.checked_add_unsigned(page.count),
                };
                next.or_else(by_count).map(|number| number.to_string())
            }
            Next::Cursor { cursor, .. } => page.text(cursor).and_then(not_empty),
            Next::Header { header, .. } => page.header(header),
            Next::LastItem { member, .. } => last_item(items, member),
            Next::Url { url } => page.text(url).and_then(not_empty).map(whole),
            Next::Link { links } => {
                page.received.value(links).and_then(listed_link).map(whole)
            }
            Next::LinkHeader => link(page.received).map(whole),
            Next::Single => None,
        }
    }

    /// Makes a request ask for the page at a position. A URL at another server makes it fail: the
    /// credentials are not for that.
    pub(super) fn go_to(&self, parts: &mut Parts, position: &str) {
        let url = match self.next {
            Next::Url { .. } | Next::Link { .. } | Next::LinkHeader => {
                Some(next_url(parts, position))
            }
            // Where nothing says which of the two a value is, a URL of the API's own is one.
            Next::Cursor { .. } if self.in_body.is_none() && is_url(position) => {
                next_url(parts, position).ok().map(Ok)
            }
            _ => None,
        };
        match (url, self.next.parameter()) {
            (Some(Ok(url)), _) => {
                parts.url = Some(url);
                parts.query.clear();
                parts.query_string = None;
            }
            (Some(Err(error)), _) => parts.fail(&error),
            (None, Some(parameter)) => self.ask(parts, parameter, position),
            (None, None) => {}
        }
    }
}

impl Next {
    /// The parameter that asks for a page.
    fn parameter(&self) -> Option<&'static str> {
        match *self {
            Self::Page { parameter, .. }
            | Self::Offset { parameter, .. }
            | Self::Cursor { parameter, .. }
            | Self::Header { parameter, .. }
            | Self::LastItem { parameter, .. } => Some(parameter),
            Self::Url { .. } | Self::Link { .. } | Self::LinkHeader | Self::Single => {
                None
            }
        }
    }

    /// Whether pages are asked for by numbers, so that a server can be asked beyond the last.
    fn is_numbered(&self) -> bool {
        matches!(self, Self::Page { .. } | Self::Offset { .. })
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

fn not_empty(text: Cow<'_, str>) -> Option<String> {
    (!text.is_empty()).then(|| text.into_owned())
}

/// Whether a text looks like a whole URL, or like one without its beginning.
fn is_url(text: &str) -> bool {
    text.contains("://") || text.starts_with(['/', '?']) && text.contains('?')
}

fn last_item(items: &str, member: &[&str]) -> Option<String> {
    let items = json::elements(items)?;
    json::scalar(json::at(items.last()?.get(), member)?).and_then(not_empty)
}
