//! Forms of several parts: `multipart/form-data` (RFC 7578) and the like.

use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;

use super::call::json;
use super::clock::random_bits;
use super::encoding::{Shape, flat, shape};
use super::json::{elements, scalar};
use super::{Body, BoxError, ByteStream, Call, Empty, Encoding, Error};

/// A file to upload: its content, its name, its media type.
///
/// ```text
/// FilePart::file("./cat.png")?                            // read while it is sent
/// FilePart::new(bytes).name("cat.png").media_type("image/png")
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct FilePart {
    body: Body,
    name: Option<String>,
    media_type: Option<String>,
    headers: Vec<(String, String)>,
    is_text: bool,
}

impl FilePart {
    /// A file with this content: bytes, text, or a stream (see [`Body`]).
    pub fn new(content: impl Into<Body>) -> Self {
        Self { body: content.into(), ..Self::default() }
    }

    /// A file that is read while it is sent, under its own name.
    ///
    /// # Errors
    ///
    /// The file cannot be found.
    pub fn file(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Ok(Self { name, ..Self::new(Body::file(path)?) })
    }

    /// Text in the place of a file, such as the id or the URL of one that the API has already: a
    /// part without the name of a file.
    pub fn text(text: impl Into<String>) -> Self {
        Self { is_text: true, ..Self::new(text.into()) }
    }

    /// Sets the name of the file.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type of the file. Without it, it is what the API wants, or
    /// `application/octet-stream` where that is not said.
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Adds a header to the part that the file becomes.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl<T: Into<Body>> From<T> for FilePart {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

impl Empty for FilePart {
    fn empty() -> Self {
        Self::default()
    }
}

/// A form of several parts under construction.
///
/// ```text
/// Multipart::new()
///     .value("title", "A cat")
///     .file("picture", FilePart::file("./cat.png")?)
/// ```
#[derive(Debug, Default)]
#[must_use]
pub struct Multipart {
    parts: Vec<Part>,
    error: Option<Error>,
}

#[derive(Debug)]
struct Part {
    head: String,
    media_type: String,
    body: Body,
}

impl Multipart {
    /// A form without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value: text for a string, number or boolean, a part for each element of an array,
    /// JSON for anything else, also for an array inside of an array; nothing for null.
    pub fn value<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
        match json(name, value) {
            Ok(json) => self.push_value(name, &json, None),
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    /// Adds each entry of a map as [`value`](Self::value) does.
    pub fn entries<T: Serialize>(self, entries: &BTreeMap<String, T>) -> Self {
        entries.iter().fold(self, |form, (name, value)| form.value(name, value))
    }

    /// Adds a value as JSON, or as another media type whose text is JSON; nothing for null.
    pub fn json<T>(mut self, name: &str, value: &T, media_type: &str) -> Self
    where
        T: Serialize + ?Sized,
    {
        match json(name, value) {
            Ok(json) if json == "null" => {}
            Ok(json) => self.push(name, None, Some(media_type), json.into()),
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    /// Adds a value as [`value`](Self::value) does, and says of which media type its text is. What
    /// is no scalar is JSON all the same.
    pub fn value_as<T>(mut self, name: &str, value: &T, media_type: &str) -> Self
    where
        T: Serialize + ?Sized,
    {
        match json(name, value) {
            Ok(json) => self.push_value(name, &json, Some(media_type)),
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    /// Adds the elements of an array, or the keys and values of an object, as one text; nothing
    /// for null, nor where there are none.
    pub fn joined<T>(mut self, name: &str, value: &T, separator: &str) -> Self
    where
        T: Serialize + ?Sized,
    {
        match json(name, value) {
            Ok(json) => match shape(&json) {
                shape @ (Shape::List(_) | Shape::Object(_)) => {
                    let texts = flat(&shape, &str::to_owned);
                    if !texts.is_empty() {
                        self.push(name, None, None, texts.join(separator).into());
                    }
                }
                Shape::Null | Shape::Scalar(_) => self.push_value(name, &json, None),
            },
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    /// Adds a value as parts whose names say where in it they belong, such as `x[a]` and `x[b][0]`;
    /// nothing for null.
    pub fn styled<T>(mut self, name: &str, value: &T, encoding: Encoding) -> Self
    where
        T: Serialize + ?Sized,
    {
        match json(name, value) {
            Ok(json) => {
                for (name, text) in encoding.plain().pairs(name, &json) {
                    self.push(&name, None, None, text.into());
                }
            }
            Err(error) => self.error = self.error.or(Some(error)),
        }
        self
    }

    /// Adds a file.
    pub fn file(self, name: &str, file: impl Into<FilePart>) -> Self {
        self.files(name, [&file.into()])
    }

    /// Adds files under one name: one, several, or none.
    pub fn files<'a>(
        self,
        name: &str,
        files: impl IntoIterator<Item = &'a FilePart>,
    ) -> Self {
        self.files_as(name, files, "application/octet-stream")
    }

    /// Adds files under one name that are of this media type unless they say otherwise.
    pub fn files_as<'a>(
        mut self,
        name: &str,
        files: impl IntoIterator<Item = &'a FilePart>,
        media_type: &str,
    ) -> Self {
        for file in files {
            let (mut file_name, mut of_type) =
                (file.name.as_deref(), file.media_type.as_deref());
            if !file.is_text {
                file_name = file_name.or(Some(name));
                of_type = of_type.or(Some(media_type));
            }
            self.push(name, file_name, of_type, file.body.clone());
            if let Some(part) = self.parts.last_mut() {
                for (name, value) in &file.headers {
                    let line = format!("\r\n{}: {}", one_line(name), one_line(value));
                    part.head.push_str(&line);
                }
            }
        }
        self
    }

    fn push_value(&mut self, name: &str, json: &str, media_type: Option<&str>) {
        if let Some(items) = elements(json) {
            for item in items {
                self.push_one(name, item.get(), media_type);
            }
        } else {
            self.push_one(name, json, media_type);
        }
    }

    fn push_one(&mut self, name: &str, json: &str, media_type: Option<&str>) {
        if let Some(text) = scalar(json) {
            self.push(name, None, media_type, text.into_owned().into());
        } else if json != "null" {
            self.push(name, None, Some("application/json"), json.to_owned().into());
        }
    }

    fn push(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        media_type: Option<&str>,
        body: Body,
    ) {
        let mut head =
            format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        if let Some(media_type) = media_type {
            head.push_str(&format!("\r\nContent-Type: {}", one_line(media_type)));
        }
        let media_type = media_type.unwrap_or("text/plain").to_owned();
        self.parts.push(Part { head, media_type, body });
    }

    /// The form as a body, with parts divided by the boundary.
    fn into_body(self, boundary: &str) -> Body {
        let mut pieces = Vec::new();
        for part in self.parts {
            pieces.push(Body::from(format!("--{boundary}\r\n{}\r\n\r\n", part.head)));
            pieces.push(part.body);
            pieces.push(Body::from("\r\n"));
        }
        pieces.push(Body::from(format!("--{boundary}--\r\n")));
        let mut lengths = pieces.iter().map(Body::length);
        let length = lengths.try_fold(0_u64, |sum, length| sum.checked_add(length?));
        if pieces.iter().all(Body::is_repeatable) {
            return Body::reopen(move || Chain::stream(pieces.clone()), length);
        }
        Body::stream(Chain::stream(pieces), length)
    }
}

impl Call {
    /// Sends a form of several parts, or nothing where there is none.
    pub fn multipart_body(self, form: impl Into<Option<Multipart>>) -> Self {
        self.multipart_body_as("multipart/form-data", form)
    }

    /// Sends several parts as another kind of `multipart`, or nothing where there are none. The
    /// first one is the root of `multipart/related` (RFC 2387).
    pub fn multipart_body_as(
        mut self,
        media_type: &'static str,
        form: impl Into<Option<Multipart>>,
    ) -> Self {
        let Some(form) = form.into() else { return self };
        let boundary = format!("form-{:016x}{:016x}", random_bits(), random_bits());
        if let Some(error) = &form.error {
            self.parts.fail(error);
        }
        let root = form.parts.first().filter(|_| media_type == "multipart/related");
        let root = root.map(|part| format!("; type=\"{}\"", one_line(&part.media_type)));
        let root = root.unwrap_or_default();
        let media_type = format!("{media_type}{root}; boundary={boundary}");
        self.parts.set_body(&media_type, form.into_body(&boundary));
        self
    }
}

/// A value in quotes, as browsers write it (HTML §4.10.21.8).
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

/// Bodies one after the other.
struct Chain {
    bodies: VecDeque<Body>,
    current: Option<ByteStream>,
}

impl Chain {
    fn stream(bodies: Vec<Body>) -> ByteStream {
        Box::pin(Self { bodies: bodies.into(), current: None })
    }
}

impl Stream for Chain {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            let Some(current) = &mut this.current else {
                match this.bodies.pop_front() {
                    Some(body) => this.current = Some(body.into_stream()),
                    None => return Poll::Ready(None),
                }
                continue;
            };
            match ready!(current.as_mut().poll_next(context)) {
                Some(piece) => return Poll::Ready(Some(piece)),
                None => this.current = None,
            }
        }
    }
}
