//! The values that a call is given.

use std::collections::BTreeMap;

use jsonschema::Validator;
use serde_json::{Map, Value};
use specwright::probe::{Argument, Call, Sent, Slot};

use super::emit::key;
use super::of_client::OfClient;
use super::operation::{Body, Operation, Parameter};
use crate::schema::{Document, Judge, Maker, Mode};

/// What a call is given, and what of it the oracle has to find.
#[derive(Debug, Default)]
pub(super) struct Given<'o> {
    /// What the program is told.
    pub(super) told: Map<String, Value>,
    /// The parameters.
    pub(super) parameters: Vec<(&'o Parameter, Value)>,
    /// The required parameters that are credentials of the client.
    pub(super) keys: Vec<&'o Parameter>,
    /// The body.
    pub(super) body: Option<(&'o Body, Value)>,
    /// Why the call cannot be made as it should be: a parameter that the method does not take.
    pub(super) lacks: Option<String>,
}

/// What tells whether a value is one of its schema.
pub(super) struct Checks(BTreeMap<String, Validator>);

impl Checks {
    /// Those of the parameters and bodies of an operation. Where the validator does not take a
    /// schema, everything is a value of it.
    pub(super) fn of(document: &Document, operation: &Operation) -> Self {
        let parameters = operation
            .parameters
            .iter()
            .map(|one| (format!("{}:{}", one.place, one.name), &one.schema));
        let bodies = operation.bodies.iter();
        let bodies = bodies.map(|one| (one.media_type.clone(), &one.schema));
        let schemas: Vec<(String, &Value)> = parameters.chain(bodies).collect();
        let Ok(judge) = Judge::for_requests(document, &schemas) else {
            return Self(BTreeMap::new());
        };
        let validator = |(name, _): (String, &Value)| {
            judge.validator(&name).ok().map(|validator| (name, validator))
        };
        Self(schemas.into_iter().filter_map(validator).collect())
    }

    /// A value that is one of the schema.
    pub(super) fn value<'d>(
        &self,
        mut maker: Maker<'d>,
        name: &str,
        schema: &'d Value,
    ) -> Option<Value> {
        let validator = self.0.get(name);
        (0..3).find_map(|_| {
            let made = maker.value(schema)?;
            validator.is_none_or(|validator| validator.is_valid(&made)).then_some(made)
        })
    }
}

/// Headers that are no parameters, whatever a description says (OpenAPI 3.0 §4.7.12.1),
/// and those that only the client can know.
const NO_PARAMETERS: [&str; 7] = [
    "accept",
    "content-type",
    "authorization",
    "content-length",
    "transfer-encoding",
    "connection",
    "host",
];

impl<'o> Given<'o> {
    /// Values for a call; `None` when none can be made.
    pub(super) fn make(
        document: &Document,
        operation: &'o Operation,
        call: &Call,
        mode: Mode,
        checks: &Checks,
        of_client: &OfClient,
    ) -> Option<Self> {
        let slots = slots(call);
        let mut given = Self::default();
        for parameter in &operation.parameters {
            let lower = parameter.name.to_lowercase();
            let key = format!("{}:{}", parameter.place, parameter.name);
            let is_taken = slots.contains_key(&key);
            let is_reserved = NO_PARAMETERS.contains(&lower.as_str());
            // Swagger 2.0 reserves none.
            if parameter.place == "header" && is_reserved && !is_taken {
                continue;
            }
            if let (false, Some(value)) = (is_taken, only_value(document, parameter)) {
                given.parameters.push((parameter, value));
                continue;
            }
            if let (false, Some(value)) = (is_taken, of_client.value(parameter)) {
                given.parameters.push((parameter, value.clone()));
                continue;
            }
            if !is_taken && of_client.is_key(parameter) {
                if parameter.required {
                    given.keys.push(parameter);
                }
                continue;
            }
            if !is_taken {
                given.lacks = Some(format!("does not take {key}"));
                continue;
            }
            let wanted = parameter.required || mode != Mode::Required;
            if !wanted {
                continue;
            }
            // Nothing can be left out of a path.
            let mode = if parameter.place == "path" { full(mode) } else { mode };
            let seed = format!("{} {} {key} {mode:?}", call.http_method, call.path);
            let maker = Maker::new(document, mode, &seed).for_requests();
            let value = checks.value(maker, &key, &parameter.schema);
            // Text has no null: where that is a value of a parameter, it is left out.
            let value = value.filter(|value| !value.is_null());
            match value.map(|value| fit(value, &parameter.place)) {
                Some(value) => {
                    given.told.insert(key, value.clone());
                    given.parameters.push((parameter, value));
                }
                None if parameter.required => return None,
                None => {}
            }
        }
        given.body(document, operation, call, mode, checks)?;
        Some(given)
    }

    fn body(
        &mut self,
        document: &Document,
        operation: &'o Operation,
        call: &Call,
        mode: Mode,
        checks: &Checks,
    ) -> Option<()> {
        let slots = &slots(call);
        let sends =
            |sent: &&Sent| matches!(sent, Sent::Body | Sent::Member(_) | Sent::Rest);
        let takes = slots.values().any(sends);
        let media_type = call.media_type.as_deref();
        let Some(body) =
            chosen(&operation.bodies, media_type).or(operation.bodies.first())
        else {
            return Some(());
        };
        if !takes {
            // Members that can only have one value are no arguments, and a body that has
            // none and may be left out is none.
            let seed = format!("{} {} body", call.http_method, call.path);
            let maker = Maker::new(document, full(mode), &seed).for_requests();
            let all = checks.value(maker, &body.media_type, &body.schema);
            let nothing =
                || !operation.needs_body && all == Some(Value::Object(Map::new()));
            if media_type.is_none() && !nothing() {
                self.lacks = Some("takes no body".to_owned());
            }
            return Some(());
        }
        if !operation.needs_body && mode == Mode::Required && slots.contains_key("body")
        {
            return Some(());
        }
        let seed = format!("{} {} body {mode:?}", call.http_method, call.path);
        let maker = Maker::new(document, mode, &seed).for_requests();
        let plain = takes_text(call) && !body.media_type.contains("json");
        let value = match plain {
            // XML and the like is text to the SDK, whatever the schema says.
            true => Value::from("<a>text, ünïcödé & more\n</a>"),
            false => checks.value(maker, &body.media_type, &body.schema)?,
        };
        // Null is a value of the uses of a type: as a body, it is none.
        if value.is_null() {
            return (!operation.needs_body).then_some(());
        }
        if slots.contains_key("body") {
            self.told.insert("body".to_owned(), value.clone());
        } else {
            self.members(&value, slots);
        }
        self.body = Some((body, value));
        Some(())
    }

    fn members(&mut self, value: &Value, slots: &BTreeMap<String, &Sent>) {
        let mut rest = Map::new();
        for (name, value) in value.as_object().into_iter().flatten() {
            let key = format!("member:{name}");
            if slots.contains_key(&key) {
                self.told.insert(key, value.clone());
            } else {
                rest.insert(name.clone(), value.clone());
            }
        }
        if slots.contains_key("rest") && !rest.is_empty() {
            self.told.insert("rest".to_owned(), Value::Object(rest));
        }
    }
}

/// The value of what is required and has one only: it is sent without being given.
fn only_value(document: &Document, parameter: &Parameter) -> Option<Value> {
    let (schema, _) =
        document.follow(&parameter.schema).filter(|_| parameter.required)?;
    match (schema.get("const"), schema.get("enum").and_then(Value::as_array)) {
        (Some(value), _) => Some(value.clone()),
        (None, Some(values)) if values.len() == 1 => values.first().cloned(),
        _ => None,
    }
}

/// The body of a media type, without its parameters where it has to be.
fn chosen<'o>(bodies: &'o [Body], media_type: Option<&str>) -> Option<&'o Body> {
    let media_type = media_type?;
    let essence =
        |text: &str| text.split(';').next().unwrap_or(text).trim().to_lowercase();
    let exact = bodies.iter().find(|body| body.media_type == media_type);
    exact.or_else(|| {
        bodies.iter().find(|body| {
            let own = essence(&body.media_type);
            own == essence(media_type)
                || own.starts_with("multipart/") && media_type.starts_with("multipart/")
        })
    })
}

/// Whether the body is text or bytes to the method.
fn takes_text(call: &Call) -> bool {
    let text = |slot: &Slot| {
        slot.sent == Sent::Body
            && (slot.ty == "String" || slot.ty.ends_with("::runtime::Body"))
    };
    call.arguments.iter().any(|argument| match argument {
        Argument::One(slot) => text(slot),
        Argument::Params { new, setters, .. } => {
            new.iter().any(text) || setters.iter().any(|(_, slot)| text(slot))
        }
    })
}

fn full(mode: Mode) -> Mode {
    if mode == Mode::Required { Mode::All(0) } else { mode }
}

fn slots(call: &Call) -> BTreeMap<String, &Sent> {
    let mut slots = BTreeMap::new();
    for argument in &call.arguments {
        match argument {
            Argument::One(slot) => {
                slots.insert(key(&slot.sent), &slot.sent);
            }
            Argument::Params { new, setters, .. } => {
                let all = new.iter().chain(setters.iter().map(|(_, slot)| slot));
                slots.extend(all.map(|slot| (key(&slot.sent), &slot.sent)));
            }
        }
    }
    slots
}

/// What a place cannot have is replaced: a path has nothing empty (four letters are base64, too), and
/// a header only what is printed, without the comma that separates.
pub(super) fn fit(value: Value, place: &str) -> Value {
    match value {
        Value::String(text) if place == "path" && text.is_empty() => Value::from("xxxx"),
        Value::String(text) if place == "header" => {
            let visible = |one: char| one.is_ascii_graphic() && !",\"".contains(one);
            let text: String = text.chars().filter(|one| visible(*one)).collect();
            Value::from(if text.is_empty() { "x".to_owned() } else { text })
        }
        Value::Array(items) => items.into_iter().map(|item| fit(item, place)).collect(),
        Value::Object(members) => {
            let members = members.into_iter().map(|(key, one)| (key, fit(one, place)));
            Value::Object(members.collect())
        }
        other => other,
    }
}
