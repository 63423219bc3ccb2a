//! Parameters that a client has for all calls that take them.

use http::HeaderMap;

use super::client::Inner;
use super::parts::Parts;
use super::{Api, Call, Error, Result, builder, percent};

/// The values of a client, in the order of [`Api::parameters`].
pub(super) type Values = Vec<Option<String>>;

/// Reads those that are not set from environment variables.
pub(super) fn read(
    values: &mut Values,
    api: &Api,
    variable: &dyn Fn(&str) -> Option<String>,
) {
    for (index, parameter) in api.parameters.iter().enumerate() {
        let value = variable(parameter.variable).map(|value| value.trim().to_owned());
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            slot(values, index).get_or_insert(value);
        }
    }
}

/// The place of the value with an index.
pub(super) fn slot(values: &mut Values, index: usize) -> &mut Option<String> {
    if values.len() <= index {
        values.resize(index + 1, None);
    }
    &mut values[index]
}

/// A parameter of a call that the client has.
#[derive(Clone, Copy)]
pub(super) struct FromClient {
    name: &'static str,
    in_header: bool,
    required: bool,
}

impl Call {
    /// Adds a header that the client has, see [`Api::parameters`].
    pub fn client_header(self, name: &'static str) -> Self {
        self.take(FromClient { name, in_header: true, required: true })
    }

    /// The same for a header that can be left out. One that the call has goes before it.
    pub fn optional_client_header(self, name: &'static str) -> Self {
        self.take(FromClient { name, in_header: true, required: false })
    }

    /// Adds a query parameter that the client has, see [`Api::parameters`].
    pub fn client_query(self, name: &'static str) -> Self {
        self.take(FromClient { name, in_header: false, required: true })
    }

    /// The same for a query parameter that can be left out. One that the call has goes before it.
    pub fn optional_client_query(self, name: &'static str) -> Self {
        self.take(FromClient { name, in_header: false, required: false })
    }

    fn take(mut self, parameter: FromClient) -> Self {
        self.parts.from_client.push(parameter);
        self
    }
}

/// Adds the headers that the client has. Those of the call come after them.
pub(super) fn add_headers(parts: &Parts, headers: &mut HeaderMap) -> Result<()> {
    let inner = parts.client.inner();
    for parameter in parts.from_client.iter().filter(|one| one.in_header) {
        if let Some(value) = parameter.value(inner) {
            let (name, value) = builder::header(parameter.name, value)?;
            headers.insert(name, value);
        }
    }
    Ok(())
}

/// Adds the query parameters that the client has, unless the call or the URL of a next page has
/// them, and says what is missing.
pub(super) fn complete(parts: &mut Parts, headers: &HeaderMap) -> Result<()> {
    let client = parts.client.clone();
    let inner = client.inner();
    for parameter in parts.from_client.clone() {
        let is_there = match parameter.in_header {
            true => headers.contains_key(parameter.name),
            false => parts.has_query(parameter.name),
        };
        match parameter.value(inner).filter(|_| !parameter.in_header) {
            _ if is_there => {}
            Some(value) => parts.set_query(parameter.name, value),
            None if parameter.required => return Err(parameter.missing(inner.api)),
            None => {}
        }
    }
    Ok(())
}

impl FromClient {
    /// What the client has, or else the default.
    fn value<'c>(&self, inner: &'c Inner) -> Option<&'c str> {
        let mut all = inner.api.parameters.iter();
        let index = all.position(|one| one.name.eq_ignore_ascii_case(self.name))?;
        let value = inner.parameters.get(index).and_then(Option::as_deref);
        value.or_else(|| inner.api.parameters[index].default.filter(|_| self.required))
    }

    fn missing(&self, api: &Api) -> Error {
        let (what, own) = match self.in_header {
            true => ("header", "header"),
            false => ("query parameter", "query"),
        };
        let mut all = api.parameters.iter();
        let set = match all.find(|one| one.name.eq_ignore_ascii_case(self.name)) {
            Some(one) => format!(
                "set it by `ClientBuilder::{}` or by `{}` in the environment, or",
                one.setter, one.variable
            ),
            None => "set it".to_owned(),
        };
        let name = self.name;
        Error::request(format!(
            "the {what} `{name}` has no value: {set} for one call by `.{own}(\"{name}\", …)`"
        ))
    }
}

impl Parts {
    /// Whether the query has a parameter, or that of the URL of a next page.
    fn has_query(&self, name: &str) -> bool {
        let encoded = percent::encode(name);
        let query = self.url.as_ref().and_then(|url| url.split_once('?'));
        let mut pairs = query.map_or("", |(_, query)| query).split('&');
        self.query_value(name).is_some()
            || pairs.any(|pair| {
                let key = pair.split('=').next().unwrap_or(pair);
                key == name || key == encoded
            })
    }
}
