//! The events, lines and records of an answer, before they are decoded.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::super::Error;
use super::split::{Ends, Split};

/// How an answer is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// Server-sent events (HTML standard §9.2).
    Events,
    /// A JSON text on each line.
    Lines,
    /// JSON texts with a separator in front (RFC 7464).
    Records,
}

impl Framing {
    /// The media type of an answer that is no such stream, as far as that tells: events have one,
    /// and nothing else is taken for them (HTML standard §9.2.2). JSON texts come under many
    /// names; one that was asked for is theirs, and that of a single text is not.
    pub(super) fn foreign(self, asked: &str, headers: &HeaderMap) -> Option<String> {
        let essence = said(headers)?;
        let is_stream = match self {
            Self::Events => essence == EVENTS,
            Self::Lines | Self::Records => {
                !matches!(
                    essence.as_str(),
                    "application/json"
                        | "application/problem+json"
                        | "text/html"
                        | "text/xml"
                        | "application/xml"
                ) || asked.split(',').any(|one| self::essence(one) == essence)
            }
        };
        (!is_stream && !essence.is_empty()).then_some(essence)
    }

    /// How an answer is divided that is no other thing. Some servers send as events what could be
    /// lines as well.
    pub(super) fn answered(self, headers: &HeaderMap) -> Self {
        match self {
            Self::Lines if said(headers).is_some_and(|said| said == EVENTS) => {
                Self::Events
            }
            framing => framing,
        }
    }
}

/// The media type of server-sent events.
pub(super) const EVENTS: &str = "text/event-stream";

/// The media type that an answer says it has.
fn said(headers: &HeaderMap) -> Option<String> {
    Some(essence(headers.get(CONTENT_TYPE)?.to_str().ok()?))
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// An event, a line or a record.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) text: String,
    pub(super) event: Option<String>,
    pub(super) id: Option<String>,
    pub(super) retry: Option<Duration>,
    pub(super) place: Place,
}

/// What cannot be read: why, and its bytes.
pub(super) type Unreadable = (Error, Bytes);

/// Where a frame is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    framing: Option<Framing>,
    /// Which frame it is, from 1.
    number: u64,
    /// The line on which it begins, from 1.
    line: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { framing, number, line } = self;
        match framing {
            Some(Framing::Events) => write!(formatter, "event {number} (line {line})"),
            Some(Framing::Lines) => write!(formatter, "line {line}"),
            Some(Framing::Records) => write!(formatter, "record {number}"),
            None => formatter.write_str("the answer"),
        }
    }
}

/// Divides an answer.
#[derive(Debug)]
pub(super) struct Frames {
    framing: Framing,
    split: Split,
    open: Frame,
    /// Whether the open event has data, which can be empty.
    has_data: bool,
    /// What of the open event cannot be read: there is no such event then.
    unreadable: Option<Unreadable>,
    number: u64,
    line: u64,
    /// The beginning of what is no part of an event, as long as there was none.
    stray: Vec<u8>,
    said: Said,
}

/// How much is kept of an answer that has no event.
const MOST_STRAY: usize = 4096;

/// What events say about the stream as a whole. It counts also where no data comes with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// The id of the last event that had one; empty when that was taken back.
    pub(super) last_event_id: String,
    /// How long to wait before connecting again.
    pub(super) retry: Option<Duration>,
}

impl Frames {
    pub(super) fn new(framing: Framing) -> Self {
        let ends = match framing {
            Framing::Events => Ends::Lines,
            Framing::Lines => Ends::Feeds,
            Framing::Records => Ends::Records,
        };
        Self {
            framing,
            split: Split::new(ends),
            open: Frame::default(),
            has_data: false,
            unreadable: None,
            number: 0,
            line: 0,
            stray: Vec::new(),
            said: Said::default(),
        }
    }

    /// What events said so far about the stream as a whole.
    pub(super) fn said(&self) -> &Said {
        &self.said
    }

    /// Adds what arrived.
    pub(super) fn push(&mut self, piece: &[u8]) {
        self.split.push(piece);
    }

    /// The next frame that is whole.
    pub(super) fn next(&mut self) -> Option<Result<Frame, Unreadable>> {
        while let Some(text) = self.split.next() {
            let frame = self.add(&text);
            if frame.is_some() {
                return frame;
            }
        }
        None
    }

    /// The last frame, when nothing more arrives. Many servers do not end it.
    pub(super) fn rest(&mut self) -> Option<Result<Frame, Unreadable>> {
        let last = self.split.rest().and_then(|text| self.add(&text));
        last.or_else(|| self.end_of_event()).or_else(|| self.no_event())
    }

    /// The error of an answer that is something else than events, and has none. Comments and the
    /// fields of events are no such answer, however few events come with them.
    fn no_event(&mut self) -> Option<Result<Frame, Unreadable>> {
        if self.number > 0 || self.stray.is_empty() {
            return None;
        }
        let body = std::mem::take(&mut self.stray);
        let text = String::from_utf8_lossy(&body);
        let start: String = text.trim().chars().take(200).collect();
        let message = format!("the answer has no event, and is something else: {start}");
        Some(Err((Error::undecodable(message), body.into())))
    }

    /// Keeps a line that is no part of an event.
    fn keep(&mut self, line: &str) {
        let room = MOST_STRAY.saturating_sub(self.stray.len());
        if self.number == 0 && room > 0 {
            let line = line.as_bytes();
            self.stray.extend_from_slice(&line[..line.len().min(room)]);
            self.stray.push(b'\n');
        }
    }

    /// Forgets what arrived and was not given yet.
    pub(super) fn clear(&mut self) {
        let said = std::mem::take(&mut self.said);
        *self = Self { said, ..Self::new(self.framing) };
    }

    fn add(&mut self, bytes: &Bytes) -> Option<Result<Frame, Unreadable>> {
        self.line += 1;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) if self.framing == Framing::Events => {
                let is_comment = bytes.starts_with(b":");
                if !is_comment && self.unreadable.is_none() {
                    self.unreadable = Some((self.not_text(error), bytes.clone()));
                }
                return None;
            }
            Err(error) => return Some(Err((self.not_text(error), bytes.clone()))),
        };
        if self.framing == Framing::Events {
            return self.field(text);
        }
        let text = text.trim_ascii();
        if text.is_empty() {
            return None;
        }
        self.number += 1;
        let place = self.place();
        Some(Ok(Frame { text: text.to_owned(), place, ..Frame::default() }))
    }

    /// A line of an event; the event, when the line ends it.
    fn field(&mut self, line: &str) -> Option<Result<Frame, Unreadable>> {
        if line.is_empty() {
            return self.end_of_event();
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => {
                match std::mem::replace(&mut self.has_data, true) {
                    true => self.open.text.push('\n'),
                    false => self.open.place.line = self.line,
                }
                self.open.text.push_str(value);
            }
            "event" => {
                self.open.event = (!value.is_empty()).then(|| value.to_owned());
            }
            "id" if !value.contains('\0') => self.open.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                if let Ok(milliseconds) = value.parse() {
                    self.open.retry = Some(Duration::from_millis(milliseconds));
                    self.said.retry = self.open.retry;
                }
            }
            // A comment, and fields whose value says nothing.
            "" | "id" | "retry" => {}
            // No field at all, or JSON.
            _ if !line.contains(':') || line.starts_with(['{', '[', '"', '<']) => {
                self.keep(line);
            }
            // A field that nobody knows, which says nothing (HTML standard §9.2.6).
            _ => {}
        }
        None
    }

    /// The open event. Without data it is none, but its id counts (HTML standard §9.2.6).
    fn end_of_event(&mut self) -> Option<Result<Frame, Unreadable>> {
        let mut frame = std::mem::take(&mut self.open);
        if let Some(unreadable) = self.unreadable.take() {
            self.has_data = false;
            self.number += 1;
            return Some(Err(unreadable));
        }
        if let Some(id) = &frame.id {
            self.said.last_event_id.clone_from(id);
        }
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        self.number += 1;
        let line = frame.place.line;
        frame.place = Place { line, ..self.place() };
        Some(Ok(frame))
    }

    fn place(&self) -> Place {
        Place { framing: Some(self.framing), number: self.number, line: self.line }
    }

    fn not_text(&self, error: std::str::Utf8Error) -> Error {
        let place = match self.framing {
            Framing::Records => format!("record {}", self.number + 1),
            Framing::Events | Framing::Lines => format!("line {}", self.line),
        };
        let message = format!("{place} of the answer is not UTF-8 text");
        Error::undecodable(message).with_source(error)
    }
}

impl Frame {
    /// A text is not of its type. `at` leads to it.
    pub(super) fn decode_error(
        &self,
        at: &[&str],
        json: &str,
        error: serde_json::Error,
    ) -> Error {
        Error::decode_error_in(&format!("{} of the answer", self.place), at, json, error)
    }
}
