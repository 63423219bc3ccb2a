//! What the client of an SDK sends with calls that list it as a parameter: what it is given once for
//! all of them, and credentials.

use std::collections::BTreeMap;

use serde_json::Value;
use specwright::probe::Surface;

use super::given::{Checks, fit};
use super::operation::{Operation, Parameter, keys};
use crate::schema::{Document, Maker, Mode};

/// What the client sends.
#[derive(Default)]
pub(super) struct OfClient {
    /// The values of parameters, by place and name.
    values: BTreeMap<(String, String), Value>,
    /// The places and names of the keys that security schemes declare.
    keys: Vec<(String, String)>,
    /// The environment that has the values.
    pub(super) environment: Vec<(String, String)>,
}

impl OfClient {
    /// Values for all that the client has, by the first operation that lists each.
    pub(super) fn new(document: &Document, surface: &Surface) -> Self {
        let mut made = Self { keys: keys(document), ..Self::default() };
        for parameter in &surface.client_parameters {
            let place = (parameter.place.to_owned(), parameter.name.clone());
            let mut operations = surface
                .calls
                .iter()
                .filter_map(|call| Operation::find(document, &call.origin));
            let value = operations.find_map(|operation| {
                let own = operation
                    .parameters
                    .iter()
                    .find(|one| place_of(one) == lower(&place))?;
                let key = format!("{}:{}", own.place, own.name);
                let checks = Checks::of(document, &operation);
                let maker = Maker::new(document, Mode::Required, &key).for_requests();
                let value = checks.value(maker, &key, &own.schema)?;
                Some(fit(value, &own.place))
            });
            let Some(value) = value else { continue };
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            made.environment.push((parameter.variable.clone(), text));
            made.values.insert(lower(&place), value);
        }
        made
    }

    /// What the client sends as a parameter.
    pub(super) fn value(&self, parameter: &Parameter) -> Option<&Value> {
        self.values.get(&place_of(parameter))
    }

    /// Whether a parameter is what a security scheme sends.
    pub(super) fn is_key(&self, parameter: &Parameter) -> bool {
        self.keys.iter().any(|key| lower(key) == place_of(parameter))
    }
}

fn place_of(parameter: &Parameter) -> (String, String) {
    lower(&(parameter.place.clone(), parameter.name.clone()))
}

/// Names of headers have no case.
fn lower((place, name): &(String, String)) -> (String, String) {
    let name = if place == "header" { name.to_lowercase() } else { name.clone() };
    (place.clone(), name)
}
