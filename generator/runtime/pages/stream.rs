//! All pages, and all items, as streams.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::super::Result;
use super::request::{Page, PageRequest, PageSending};

/// All pages of a list, one after the other.
///
/// A page without items that ends the list is left out. After an error there is nothing more.
#[must_use = "a stream does nothing until it is asked for something"]
pub struct PageStream<T> {
    state: State<T>,
}

enum State<T> {
    Ready(Box<PageRequest<T>>),
    Sending(PageSending<T>),
    End,
}

impl<T> PageStream<T> {
    pub(super) fn new(request: PageRequest<T>) -> Self {
        Self { state: State::Ready(Box::new(request)) }
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    ///
    /// The request for the page failed.
    pub async fn try_next(&mut self) -> Result<Option<Page<T>>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>>>> {
        self.state = match std::mem::replace(&mut self.state, State::End) {
            State::Ready(request) => State::Sending(request.send()),
            other => other,
        };
        let State::Sending(sending) = &mut self.state else {
            return Poll::Ready(None);
        };
        let page = ready!(Pin::new(sending).poll(context));
        self.state = match &page {
            Ok(page) => match page.next_page() {
                Some(request) => State::Ready(Box::new(request)),
                None => State::End,
            },
            Err(_) => State::End,
        };
        match page {
            Ok(page) if page.items.is_empty() && !page.has_next() => Poll::Ready(None),
            page => Poll::Ready(Some(page)),
        }
    }
}

impl<T> Unpin for PageStream<T> {}

impl<T> Stream for PageStream<T> {
    type Item = Result<Page<T>>;

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for PageStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PageStream")
    }
}

/// All items of all pages of a list, one after the other.
///
/// After an error there is nothing more.
#[must_use = "a stream does nothing until it is asked for something"]
pub struct Items<T> {
    pages: PageStream<T>,
    page: std::vec::IntoIter<T>,
}

impl<T> Items<T> {
    pub(super) fn new(pages: PageStream<T>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// The next item; `None` after the last.
    ///
    /// # Errors
    ///
    /// The request for the page that it is on failed.
    pub async fn try_next(&mut self) -> Result<Option<T>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.page = page.into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> Unpin for Items<T> {}

impl<T> Stream for Items<T> {
    type Item = Result<T>;

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Items")
    }
}
