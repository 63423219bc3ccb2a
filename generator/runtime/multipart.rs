//! Bodies of several parts: fields and files (RFC 7578).

use std::collections::VecDeque;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use serde::Serialize;

use super::call::json;
use super::{Body, BoxError, ByteStream, Call, Error, Result};

/// A file to send.
///
/// ```text
/// Upload::from(bytes).named("photo.png").media_type("image/png")
/// Upload::open("photo.png").await?
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Upload {
    body: Body,
    name: Option<String>,
    media_type: Option<String>,
}

impl Upload {
    /// A file with this content.
    pub fn new(body: impl Into<Body>) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    /// Reads a file; its name is sent too.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let content = tokio::fs::read(path).await.map_err(|error| {
            let message = format!("cannot read `{}`", path.display());
            Error::request(message).with_source(error)
        })?;
        let upload = Self::new(content);
        Ok(match path.file_name() {
            Some(name) => upload.named(name.to_string_lossy()),
            None => upload,
        })
    }

    /// Sends this name with it.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sends this media type with it, in the place of the description's.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

impl<T: Into<Body>> From<T> for Upload {
    fn from(body: T) -> Self {
        Self::new(body)
    }
}

/// The parts of a body, in order.
#[must_use]
#[derive(Debug, Default)]
pub struct Multipart {
    pieces: Vec<Body>,
    error: Option<Error>,
}

/// What stands between parts. Whether it occurs in a part cannot be known of a stream, so it is
/// long and not a text that anybody sends.
const BOUNDARY: &str = "specwright-7d1f0c5e9b8a4632-boundary-2e6a9d3f1c";

impl Multipart {
    /// No parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field that is sent as text; a list is several fields of one name, nothing is none.
    pub fn text<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        match json(name, value) {
            Ok(value) => self.add_text(name, &value),
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    fn add_text(&mut self, name: &str, value: &str) {
        match super::json::elements(value) {
            Some(items) => items.iter().for_each(|item| self.add_text(name, item.get())),
            None if value == "null" => {}
            None => {
                let text = super::json::scalar(value).unwrap_or(value.into());
                self.add(name, None, None, Body::from(text.into_owned()));
            }
        }
    }

    /// Adds a field that is sent as JSON; nothing is none.
    pub fn json<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        match json(name, value) {
            Ok(value) if value == "null" => {}
            Ok(value) => {
                self.add(name, None, Some("application/json"), Body::from(value));
            }
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    /// Adds files under one name. `media_type` is sent with those that have none of their own.
    pub fn files<'a>(
        mut self,
        name: &str,
        media_type: &str,
        files: impl IntoIterator<Item = &'a Upload>,
    ) -> Self {
        for file in files {
            let media_type = file.media_type.as_deref().unwrap_or(media_type);
            let file_name = file.name.as_deref().unwrap_or(name);
            self.add(name, Some(file_name), Some(media_type), file.body.clone());
        }
        self
    }

    fn add(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        media_type: Option<&str>,
        body: Body,
    ) {
        let mut head =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"");
        head.push_str(&quoted(name));
        head.push('"');
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        if let Some(media_type) = media_type {
            head.push_str("\r\nContent-Type: ");
            head.extend(media_type.chars().filter(|letter| !letter.is_control()));
        }
        head.push_str("\r\n\r\n");
        self.pieces.push(Body::from(head));
        self.pieces.push(body);
        self.pieces.push(Body::from(Bytes::from_static(b"\r\n")));
    }

    fn into_body(mut self) -> Result<Body> {
        if let Some(error) = self.error {
            return Err(error);
        }
        self.pieces.push(Body::from(format!("--{BOUNDARY}--\r\n")));
        Ok(concatenated(self.pieces))
    }
}

/// A name in quotes (RFC 7578 §2, as browsers do it).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

impl Call {
    /// Sends fields and files.
    pub fn multipart_body(mut self, media_type: &str, parts: Multipart) -> Self {
        match parts.into_body() {
            Ok(body) => {
                self.parts.set_body(&format!("{media_type}; boundary={BOUNDARY}"), body);
            }
            Err(error) => self.parts.fail(&error),
        }
        self
    }
}

/// One body of several: bytes where all of them are bytes, else a stream, which can be opened
/// again where all of them can.
fn concatenated(pieces: Vec<Body>) -> Body {
    let length = pieces.iter().map(Body::length).sum::<Option<u64>>();
    let bytes: Option<Vec<&Bytes>> = pieces.iter().map(Body::as_bytes).collect();
    if let Some(bytes) = bytes {
        let mut all = BytesMut::new();
        bytes.into_iter().for_each(|piece| all.extend_from_slice(piece));
        return Body::from(all.freeze());
    }
    if pieces.iter().all(Body::is_repeatable) {
        let open = move || -> ByteStream { Box::pin(Chain::new(pieces.clone())) };
        return Body::reopen(open, length);
    }
    Body::stream(Chain::new(pieces), length)
}

/// The streams of several bodies, one after the other.
struct Chain {
    current: Option<ByteStream>,
    rest: VecDeque<Body>,
}

impl Chain {
    fn new(pieces: Vec<Body>) -> Self {
        Self { current: None, rest: pieces.into() }
    }
}

impl Stream for Chain {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(stream) = &mut self.current {
                if let Some(piece) = ready!(stream.as_mut().poll_next(context)) {
                    return Poll::Ready(Some(piece));
                }
                self.current = None;
            }
            match self.rest.pop_front() {
                Some(body) => self.current = Some(body.into_stream()),
                None => return Poll::Ready(None),
            }
        }
    }
}
