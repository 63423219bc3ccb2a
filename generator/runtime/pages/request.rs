//! Requests for pages, and pages.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::super::error::{Answer, decode};
use super::super::parts::Parts;
use super::super::received::Received;
use super::super::request::{Decode, decode_integers, decode_json};
use super::super::{BoxFuture, Call, Integers, RawResponse, Request, Result, charset};
use super::rules::{Pages, Progress};
use super::{Items, PageStream};

/// A request for a list that comes in pages.
///
/// `.await` gives one page, [`items`](Self::items) all items of all pages one after the other. With
/// `list` for any call that gives a list:
///
/// ```text
/// let mut items = list.items();
/// while let Some(item) = items.try_next().await? {
///     println!("{item:?}");
/// }
/// ```
#[must_use = "a request does nothing until it is awaited"]
pub struct PageRequest<T> {
    pub(super) call: Call,
    pages: Pages,
    progress: Progress,
    decode: Decode<Vec<T>>,
}

impl Call {
    /// The answer is a page of a list.
    pub fn pages<T: DeserializeOwned + 'static>(self, pages: Pages) -> PageRequest<T> {
        self.pages_with(pages, decode_items)
    }

    /// The answer is a page of a list of whole numbers, however they are written.
    pub fn pages_of_integers<T: Integers>(self, pages: Pages) -> PageRequest<T> {
        self.pages_with(pages, |received| {
            decode_integers::<Option<Vec<T>>>(received).map(Option::unwrap_or_default)
        })
    }

    fn pages_with<T>(self, pages: Pages, decode: Decode<Vec<T>>) -> PageRequest<T> {
        let call = self.accept(pages.media_type);
        PageRequest { call, pages, progress: Progress::default(), decode }
    }
}

fn decode_items<T: DeserializeOwned + 'static>(received: &Received) -> Result<Vec<T>> {
    decode_json::<Option<Vec<T>>>(received).map(Option::unwrap_or_default)
}

impl<T> PageRequest<T> {
    call_options!();

    /// Begins at another page than the first: one whose position
    /// [`Page::next_position`] told.
    pub fn resume(mut self, position: &str) -> Self {
        self.pages.go_to(&mut self.call.parts, position);
        self
    }

    /// Sends the request for one page, as `.await` does.
    pub fn send(self) -> PageSending<T> {
        let call = self.call.clone();
        let exchange = Box::pin(Received::receive(call, self.pages.items));
        PageSending { exchange, request: Some(Box::new(self)) }
    }

    /// Sends the request for one page and gives the answer undecoded.
    pub fn raw(self) -> BoxFuture<Result<RawResponse>> {
        self.call.empty().raw()
    }

    /// All pages, one after the other.
    pub fn pages(self) -> PageStream<T> {
        PageStream::new(self)
    }

    /// All items of all pages, one after the other. The next page is asked for when the items of
    /// one are used up.
    pub fn items(self) -> Items<T> {
        Items::new(self.pages())
    }

    /// Turns the answer into a page.
    fn page(mut self, received: Received) -> Result<Page<T>> {
        let mut items = (self.decode)(&received)?;
        let parts: &Parts = &self.call.parts;
        let outlook =
            self.pages.outlook(parts, &received, items.len(), &mut self.progress)?;
        if outlook.repeated {
            items.clear();
        }
        let position = outlook.position;
        if let Some(position) = &position {
            self.pages.go_to(&mut self.call.parts, position);
        }
        let call = self.call.parts.name();
        let Answer { status, headers, body } = received.answer;
        Ok(Page {
            items,
            status,
            headers,
            total_items: outlook.total_items,
            body,
            call,
            next: position.map(|position| (position, self)),
        })
    }
}

impl<T> Clone for PageRequest<T> {
    fn clone(&self) -> Self {
        Self {
            call: self.call.clone(),
            pages: self.pages,
            progress: self.progress.clone(),
            decode: self.decode,
        }
    }
}

impl<T> fmt::Debug for PageRequest<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PageRequest").field("call", &self.call).finish()
    }
}

impl<T> IntoFuture for PageRequest<T> {
    type Output = Result<Page<T>>;
    type IntoFuture = PageSending<T>;

    fn into_future(self) -> PageSending<T> {
        self.send()
    }
}

/// A request for a page that is being sent.
#[must_use = "a request does nothing until it is awaited"]
pub struct PageSending<T> {
    exchange: BoxFuture<Result<Received>>,
    request: Option<Box<PageRequest<T>>>,
}

impl<T> Future for PageSending<T> {
    type Output = Result<Page<T>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let exchange = self.exchange.as_mut();
        let received = std::task::ready!(exchange.poll(context));
        match (received, self.request.take()) {
            (Ok(received), Some(request)) => Poll::Ready(request.page(received)),
            (Err(error), _) => Poll::Ready(Err(error)),
            // A future that is ready is not asked again.
            (Ok(_), None) => Poll::Pending,
        }
    }
}

impl<T> fmt::Debug for PageSending<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PageSending")
    }
}

/// A page of a list.
///
/// It has the items, and what the answer says of the list as a whole. What else an answer has, such
/// as objects that the items refer to, [`decode`](Self::decode) reads. With `list` for a call that
/// gives a list, and `Answer` for a type of the SDK or one's own:
///
/// ```text
/// let page = list.await?;
/// let whole: Answer = page.decode()?;
/// ```
#[non_exhaustive]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// The status of the answer.
    pub status: StatusCode,
    /// The headers of the answer.
    pub headers: HeaderMap,
    /// The number of items of all pages, if the answer tells it.
    pub total_items: Option<u64>,
    /// The whole answer.
    body: Bytes,
    /// What was called, for errors.
    call: String,
    /// The request for the next page, and what asks for it.
    next: Option<(String, PageRequest<T>)>,
}

impl<T> Page<T> {
    /// The whole answer as it came: what stands beside the items is in it too.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Reads the whole answer once more, as a type that has what stands beside the items too. The
    /// docs of a method name that type where the description has one.
    ///
    /// # Errors
    ///
    /// The answer is not JSON of this type.
    pub fn decode<U: DeserializeOwned>(&self) -> Result<U> {
        let text = charset::utf8(&self.headers, &self.body);
        let decoded = text.and_then(|text| decode(text.as_bytes()));
        decoded.map_err(|error| {
            let (status, headers) = (self.status, self.headers.clone());
            let answer = Answer { status, headers, body: self.body.clone() };
            error.with_answer(answer).with_call(&self.call)
        })
    }

    /// Whether there is a next page, as far as the answer tells. It may turn out to be empty.
    pub fn has_next(&self) -> bool {
        self.next.is_some()
    }

    /// The request for the next page.
    pub fn next_page(&self) -> Option<PageRequest<T>> {
        self.next.as_ref().map(|(_, request)| request.clone())
    }

    /// What asks for the next page, to go on there later: see [`PageRequest::resume`].
    pub fn next_position(&self) -> Option<&str> {
        self.next.as_ref().map(|(position, _)| position.as_str())
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Page")
            .field("items", &self.items)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("total_items", &self.total_items)
            .field("next_position", &self.next_position())
            .finish_non_exhaustive()
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<T> From<PageRequest<T>> for Request<Vec<T>> {
    /// The items of one page, without what asks for the next.
    fn from(request: PageRequest<T>) -> Self {
        Self { call: request.call, at: request.pages.items, decode: request.decode }
    }
}
