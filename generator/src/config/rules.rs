//! `[envelope]`, `[pagination]`: what answers have in common.

use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use super::{HeaderName, MemberPath, PagePlace, Selector};
use crate::model::NextPage;

/// What answers are wrapped in. What is not said is worked out from the description.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Envelope {
    /// The member that has the value which a call returns.
    pub result: Option<Spanned<MemberPath>>,
    /// The member that is `false` when the call failed, whatever the status.
    pub success: Option<Spanned<MemberPath>>,
    /// The member that has the list of what went wrong.
    pub errors: Option<Spanned<MemberPath>>,
    /// The member of an element of that list that has its code; `code` when nothing is said.
    pub error_code: Option<Spanned<String>>,
    /// The member of an element of that list that has its text; `message` when nothing is said.
    pub error_message: Option<Spanned<String>>,
    /// Operations whose answers are taken as they are.
    pub except: Vec<Spanned<Selector>>,
}

/// How lists go on.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "PageTable")]
pub struct PageRule {
    /// The operations that it is for; every operation that has the parameters and members that it
    /// names when nothing is said.
    pub operations: Option<Vec<Spanned<Selector>>>,
    /// The members that lead to the items; worked out when nothing is said.
    pub items: Option<MemberPath>,
    /// The parameter for the number of items a page.
    pub per_page: Option<String>,
    /// The members that lead to the number of items in all; worked out when nothing is said.
    pub total_items: Option<MemberPath>,
    /// The members that lead to the flag that says whether there is more; worked out when nothing
    /// is said.
    pub has_more: Option<MemberPath>,
    /// Where the parameters are.
    pub place: PagePlace,
    /// What asks for the next page.
    pub next: NextPage,
    /// The parameters and members that it names, with their places.
    pub names: Vec<Spanned<Named>>,
}

/// What a rule names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// The parameter that asks for the next page.
    Parameter(String),
    /// The parameter for the number of items a page.
    PerPage(String),
    /// The members of the body that lead to what asks for the next page.
    Sent(MemberPath),
    /// The members of the body that lead to the number of items a page.
    SentSize(MemberPath),
    /// The members that lead to the items.
    Items(MemberPath),
    /// The members that lead to what the next page is asked for with.
    Member(MemberPath),
    /// The members of an item that lead to that.
    OfItem(MemberPath),
    /// The members that lead to what says whether there is a next page.
    Hint(MemberPath),
}

impl Named {
    /// Whether a list cannot go on without it.
    pub fn is_needed(&self) -> bool {
        !matches!(self, Self::PerPage(_) | Self::SentSize(_) | Self::Hint(_))
    }
}

impl PagePlace {
    /// The parameter of this name that asks for the next page.
    pub(crate) fn parameter(&self, name: String) -> Named {
        match self {
            Self::Query => Named::Parameter(name),
            Self::Body(at) => Named::Sent(at.with(name)),
        }
    }

    /// The parameter of this name for the number of items a page.
    pub(crate) fn size(&self, name: String) -> Named {
        match self {
            Self::Query => Named::PerPage(name),
            Self::Body(at) => Named::SentSize(at.with(name)),
        }
    }
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter(name) | Self::PerPage(name) => {
                write!(f, "parameter `{name}`")
            }
            Self::Sent(path) | Self::SentSize(path) => {
                write!(f, "member `{path}` in its JSON body")
            }
            Self::Items(path) => write!(f, "list at `{path}`"),
            Self::Member(path) | Self::Hint(path) => {
                write!(f, "member `{path}` in its answer")
            }
            Self::OfItem(path) => write!(f, "member `{path}` in its items"),
        }
    }
}

/// A rule as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageTable {
    style: PageStyle,
    operations: Option<Vec<Spanned<Selector>>>,
    items: Option<Spanned<MemberPath>>,
    #[serde(default, rename = "in")]
    place: Option<PagePlace>,
    per_page: Option<Spanned<String>>,
    parameter: Option<Spanned<String>>,
    first: Option<i64>,
    total_pages: Option<Spanned<MemberPath>>,
    total_items: Option<Spanned<MemberPath>>,
    cursor: Option<Spanned<MemberPath>>,
    header: Option<HeaderName>,
    member: Option<Spanned<MemberPath>>,
    has_more: Option<Spanned<MemberPath>>,
    url: Option<Spanned<MemberPath>>,
    links: Option<Spanned<MemberPath>>,
}

impl PageTable {
    /// What it names.
    fn names(&self) -> Vec<Spanned<Named>> {
        fn named<T: Clone>(
            value: &Option<Spanned<T>>,
            name: impl FnOnce(T) -> Named,
        ) -> Option<Spanned<Named>> {
            let value = value.as_ref()?;
            Some(Spanned::new(value.span(), name(value.get_ref().clone())))
        }
        let place = self.place.clone().unwrap_or_default();
        let names = [
            named(&self.parameter, |name| place.parameter(name)),
            named(&self.per_page, |name| place.size(name)),
            named(&self.items, Named::Items),
            named(&self.cursor, Named::Member),
            named(&self.url, Named::Member),
            named(&self.links, Named::Member),
            named(&self.member, Named::OfItem),
            named(&self.total_pages, Named::Hint),
            named(&self.total_items, Named::Hint),
            named(&self.has_more, Named::Hint),
        ];
        names.into_iter().flatten().collect()
    }
}

/// The names of the ways in which lists go on.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum PageStyle {
    Page,
    Offset,
    Cursor,
    LastItem,
    NextUrl,
    NextLink,
    LinkHeader,
    Single,
}

impl PageStyle {
    /// The keys that go with it beyond those that go with all.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Page => &["in", "parameter", "first", "total_pages", "has_more"],
            Self::Offset => &["in", "parameter", "first", "has_more"],
            Self::Cursor => &["in", "parameter", "cursor", "header", "has_more"],
            Self::LastItem => &["in", "parameter", "member", "has_more"],
            Self::NextUrl => &["url"],
            Self::NextLink => &["links"],
            Self::LinkHeader | Self::Single => &[],
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Offset => "offset",
            Self::Cursor => "cursor",
            Self::LastItem => "last-item",
            Self::NextUrl => "next-url",
            Self::NextLink => "next-link",
            Self::LinkHeader => "link-header",
            Self::Single => "single",
        }
    }
}

impl TryFrom<PageTable> for PageRule {
    type Error = String;

    fn try_from(table: PageTable) -> Result<Self, String> {
        refuse_foreign_keys(&table)?;
        let names = table.names();
        let style = table.style;
        let inner =
            |path: Option<Spanned<MemberPath>>| path.map(|path| path.into_inner().0);
        let parameter = required(table.parameter, style, "parameter");
        let next = match style {
            PageStyle::Page => NextPage::PageNumber {
                parameter: parameter?,
                first: table.first.unwrap_or(1),
                current: None,
                total_pages: inner(table.total_pages),
            },
            PageStyle::Offset => NextPage::Offset {
                parameter: parameter?,
                first: table.first.unwrap_or(0),
                current: None,
            },
            PageStyle::Cursor => by_cursor(parameter?, table.cursor, table.header)?,
            PageStyle::LastItem => NextPage::LastItem {
                parameter: parameter?,
                member: required(table.member, style, "member")?.0,
            },
            PageStyle::NextUrl => {
                NextPage::NextUrl { url: required(table.url, style, "url")?.0 }
            }
            PageStyle::NextLink => {
                NextPage::NextLink { links: required(table.links, style, "links")?.0 }
            }
            PageStyle::LinkHeader => NextPage::LinkHeader,
            PageStyle::Single => NextPage::Single,
        };
        let PageTable { operations, items, per_page, total_items, has_more, .. } = table;
        let items = items.map(Spanned::into_inner);
        let total_items = total_items.map(Spanned::into_inner);
        let per_page = per_page.map(Spanned::into_inner);
        let has_more = has_more.map(Spanned::into_inner);
        let place = table.place.unwrap_or_default();
        Ok(Self {
            operations,
            items,
            per_page,
            total_items,
            has_more,
            place,
            next,
            names,
        })
    }
}

/// A cursor is a member of the answer, or a header.
fn by_cursor(
    parameter: String,
    cursor: Option<Spanned<MemberPath>>,
    header: Option<HeaderName>,
) -> Result<NextPage, String> {
    match (cursor, header) {
        (Some(cursor), None) => {
            Ok(NextPage::Cursor { parameter, cursor: cursor.into_inner().0 })
        }
        (None, Some(header)) => {
            Ok(NextPage::Header { parameter, header: header.to_string() })
        }
        (Some(_), Some(_)) => Err("`cursor` and `header` do not go together".to_owned()),
        (None, None) => required(None, PageStyle::Cursor, "cursor` or `header"),
    }
}

/// A key that goes with another style is a mistake.
fn refuse_foreign_keys(table: &PageTable) -> Result<(), String> {
    let given = [
        ("in", table.place.is_some()),
        ("parameter", table.parameter.is_some()),
        ("first", table.first.is_some()),
        ("total_pages", table.total_pages.is_some()),
        ("cursor", table.cursor.is_some()),
        ("header", table.header.is_some()),
        ("member", table.member.is_some()),
        ("has_more", table.has_more.is_some()),
        ("url", table.url.is_some()),
        ("links", table.links.is_some()),
    ];
    let keys = table.style.keys();
    match given.iter().find(|(key, given)| *given && !keys.contains(key)) {
        None => Ok(()),
        Some((key, _)) => {
            let style = table.style.name();
            Err(format!("`{key}` does not go with the pagination style `{style}`"))
        }
    }
}

fn required<T>(
    value: Option<Spanned<T>>,
    style: PageStyle,
    key: &str,
) -> Result<T, String> {
    value.map(Spanned::into_inner).ok_or_else(|| {
        format!("the pagination style `{}` needs the key `{key}`", style.name())
    })
}
