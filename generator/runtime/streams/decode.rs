//! What the events, lines and records of an answer are made into.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::super::call::json;
use super::super::{Call, Result};
use super::frames::{EVENTS, Frame, Framing};
use super::{Event, StreamRequest};

/// Makes a value of a frame.
pub(super) type Decode<T> = fn(&Frame) -> Result<Decoded<T>>;

/// What a frame is.
pub(super) enum Decoded<T> {
    /// A value.
    Item(T),
    /// A sign that the connection is still there.
    Nothing,
    /// The end: there are no more values.
    End,
    /// The end by an error: an object that has it as `error`.
    Failed(String),
}

impl Call {
    /// The answer has a JSON text on each line.
    pub fn json_lines<T>(self, accept: &'static str) -> StreamRequest<T>
    where
        T: DeserializeOwned,
    {
        self.streamed(accept, Framing::Lines, text)
    }

    /// The answer is a JSON text sequence (RFC 7464).
    pub fn json_sequence<T>(self, accept: &'static str) -> StreamRequest<T>
    where
        T: DeserializeOwned,
    {
        self.streamed(accept, Framing::Records, text)
    }

    /// The answer has an object on each line, or as the data of each event: with a value as
    /// `result`, or with an `error`, which ends it.
    pub fn json_results<T>(self, accept: &'static str) -> StreamRequest<T>
    where
        T: DeserializeOwned,
    {
        self.streamed(accept, Framing::Lines, result)
    }

    /// The answer is events with JSON as data. The data `[DONE]` ends it; events whose data is
    /// empty only keep the connection alive, and are left out.
    pub fn events<T: DeserializeOwned>(self) -> StreamRequest<Event<T>> {
        self.streamed(EVENTS, Framing::Events, data)
    }

    /// The answer is events with text as data.
    pub fn text_events(self) -> StreamRequest<Event<String>> {
        self.streamed(EVENTS, Framing::Events, |frame| {
            Ok(Decoded::Item(event(frame, frame.text.clone())))
        })
    }

    /// The answer is events that are objects with the members `data`, `event`, `id` and `retry`,
    /// of which `data` is text.
    pub fn whole_events<T: DeserializeOwned>(self) -> StreamRequest<T> {
        self.streamed(EVENTS, Framing::Events, |frame| {
            let data = json("data", &frame.text)?;
            decode(frame, &object(frame, &data)?).map(Decoded::Item)
        })
    }

    /// The same with JSON as data. The data `[DONE]` ends it; an event whose data is empty is left
    /// out where the type has none such.
    pub fn whole_json_events<T: DeserializeOwned>(self) -> StreamRequest<T> {
        self.streamed(EVENTS, Framing::Events, |frame| {
            if is_done(frame) {
                return Ok(Decoded::End);
            }
            let data = match serde_json::from_str::<&RawValue>(&frame.text) {
                Ok(value) => value.get().to_owned(),
                Err(_) => json("data", &frame.text)?,
            };
            match decode(frame, &object(frame, &data)?) {
                Err(_) if is_empty(frame) => Ok(Decoded::Nothing),
                decoded => decoded.map(Decoded::Item),
            }
        })
    }

    fn streamed<T>(
        self,
        accept: &'static str,
        framing: Framing,
        decode: Decode<T>,
    ) -> StreamRequest<T> {
        StreamRequest { call: self.accept(accept), framing, decode }
    }
}

fn text<T: DeserializeOwned>(frame: &Frame) -> Result<Decoded<T>> {
    if let Some(sign) = sign(frame) {
        return Ok(sign);
    }
    decode(frame, &frame.text).map(Decoded::Item)
}

fn result<T: DeserializeOwned>(frame: &Frame) -> Result<Decoded<T>> {
    if let Some(sign) = sign(frame) {
        return Ok(sign);
    }
    let wrong = |error| frame.decode_error(&[], &frame.text, error);
    let members: BTreeMap<String, &RawValue> =
        serde_json::from_str(&frame.text).map_err(wrong)?;
    let member = |name: &str| members.get(name).map(|value| value.get());
    if let Some(error) = member("error").filter(|error| *error != "null") {
        return Ok(Decoded::Failed(format!("{{\"error\":{error}}}")));
    }
    let Some(result) = member("result") else {
        return Err(wrong(serde::de::Error::missing_field("result")));
    };
    let value = serde_json::from_str(result);
    let value = value.map_err(|error| frame.decode_error(&["result"], result, error));
    value.map(Decoded::Item)
}

fn data<T: DeserializeOwned>(frame: &Frame) -> Result<Decoded<Event<T>>> {
    if let Some(sign) = sign(frame) {
        return Ok(sign);
    }
    decode(frame, &frame.text).map(|data| Decoded::Item(event(frame, data)))
}

fn decode<T: DeserializeOwned>(frame: &Frame, json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|error| frame.decode_error(&[], json, error))
}

/// What is no item, where JSON is expected: the last event, or one without data.
fn sign<T>(frame: &Frame) -> Option<Decoded<T>> {
    if is_done(frame) {
        return Some(Decoded::End);
    }
    is_empty(frame).then_some(Decoded::Nothing)
}

/// Whether an event says that it is the last. It is no JSON, so it can mean nothing else.
fn is_done(frame: &Frame) -> bool {
    frame.text.trim_ascii() == "[DONE]"
}

/// Whether an event has no data. No JSON is empty.
fn is_empty(frame: &Frame) -> bool {
    frame.text.trim_ascii().is_empty()
}

fn event<T>(frame: &Frame, data: T) -> Event<T> {
    let Frame { event, id, retry, .. } = frame;
    Event { data, event: event.clone(), id: id.clone(), retry: *retry }
}

/// An event as a JSON object.
fn object(frame: &Frame, data: &str) -> Result<String> {
    let mut object = format!("{{\"data\":{data}");
    for (name, value) in [("event", &frame.event), ("id", &frame.id)] {
        if let Some(value) = value {
            let _ = write!(object, ",\"{name}\":{}", json(name, value)?);
        }
    }
    if let Some(retry) = frame.retry {
        let _ = write!(object, ",\"retry\":{}", retry.as_millis());
    }
    object.push('}');
    Ok(object)
}
