//! How lists go on.

use super::TypeRef;

/// How the list of an operation goes on. Member paths lead from the top of the answer's body;
/// parameters are the names of query parameters of the operation, unless `in_body` says otherwise.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// The type of one item.
    pub item: TypeRef,
    /// The members that lead to the items; empty when the body is the array.
    pub items: Vec<String>,
    /// What asks for the next page.
    pub next: NextPage,
    /// The parameter for the number of items a page, if there is one.
    pub per_page: Option<String>,
    /// Where the parameters are when they are members of the JSON body.
    pub in_body: Option<InBody>,
    /// The members that lead to the number of the next page or item, if pages have one and the
    /// answer tells it.
    pub next_number: Option<Vec<String>>,
    /// The members that lead to the number of items that a page has at most, if the answer tells
    /// it.
    pub page_size: Option<Vec<String>>,
    /// The members that lead to the number of items in all, if the answer tells it.
    pub total_items: Option<Vec<String>>,
    /// The header of the answer that has that number, if there is one.
    pub total_items_header: Option<String>,
    /// The header of the answer that has the number of pages, if there is one.
    pub total_pages_header: Option<String>,
    /// The members that lead to the flag that says whether there is more, if there is one.
    pub has_more: Option<Vec<String>>,
    /// The members that lead to the flag that says whether the page is the last, if there is one.
    pub done: Option<Vec<String>>,
    /// The members that stand beside the items and are not about pages, by the way to each.
    pub beside: Vec<Vec<String>>,
}

/// Parameters of pages that are members of the JSON body.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InBody {
    /// The members that lead to the object that has them; empty when that is the body itself.
    pub at: Vec<String>,
    /// Whether the one that asks for the next page is a number.
    pub number: bool,
}

/// What asks for the next page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NextPage {
    /// `page=2`.
    PageNumber {
        /// The parameter.
        parameter: String,
        /// The number of the first page.
        first: i64,
        /// The members that lead to the number of the page, where the description leaves open
        /// what the first one is.
        current: Option<Vec<String>>,
        /// The members that lead to the number of pages, if the answer tells it.
        total_pages: Option<Vec<String>>,
    },
    /// `offset=100`: the number of the item that the page begins with.
    Offset {
        /// The parameter.
        parameter: String,
        /// The number of the first item.
        first: i64,
        /// The members that lead to the number of the item that the page begins with, where the
        /// description leaves open what the first one is.
        current: Option<Vec<String>>,
    },
    /// `cursor=abc`: a value of the answer.
    Cursor {
        /// The parameter.
        parameter: String,
        /// The members that lead to the cursor of the next page.
        cursor: Vec<String>,
    },
    /// `page=2`, where a header of the answer has the value.
    Header {
        /// The parameter.
        parameter: String,
        /// The header.
        header: String,
    },
    /// `starting_after=id`: a member of the last item.
    LastItem {
        /// The parameter.
        parameter: String,
        /// The members that lead from an item to its value.
        member: Vec<String>,
    },
    /// The answer has the whole URL of the next page.
    NextUrl {
        /// The members that lead to the URL.
        url: Vec<String>,
    },
    /// The answer has a list of links, of which the one with `rel: next` has the URL as `href`, or
    /// the one with `relation: next` as `url`.
    NextLink {
        /// The members that lead to the list.
        links: Vec<String>,
    },
    /// The `Link` header with `rel="next"` (RFC 8288).
    LinkHeader,
    /// There is one page only.
    Single,
}

impl NextPage {
    /// Whether pages are asked for by numbers.
    pub fn is_numbered(&self) -> bool {
        matches!(self, Self::PageNumber { .. } | Self::Offset { .. })
    }

    /// The parameter that asks for the next page.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::PageNumber { parameter, .. }
            | Self::Offset { parameter, .. }
            | Self::Cursor { parameter, .. }
            | Self::Header { parameter, .. }
            | Self::LastItem { parameter, .. } => Some(parameter),
            Self::NextUrl { .. }
            | Self::NextLink { .. }
            | Self::LinkHeader
            | Self::Single => None,
        }
    }
}
