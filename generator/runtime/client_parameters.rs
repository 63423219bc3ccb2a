//! Parameters that a client has for all calls that take them.

use std::borrow::Cow;

use http::HeaderMap;
use serde::Serialize;

use super::api::ParameterPlace;
use super::client::Inner;
use super::parts::Parts;
use super::{Api, Call, ClientParameter, Error, Result, builder, json, percent};

/// The values of a client, in the order of [`Api::parameters`].
pub(super) type Values = Vec<Option<String>>;

/// Reads those that are not set from environment variables. Headers that the program sets for all
/// calls are.
pub(super) fn read(
    values: &mut Values,
    headers: &HeaderMap,
    api: &Api,
    variable: &dyn Fn(&str) -> Option<String>,
) {
    let is_set = |one: &ClientParameter| {
        one.place == ParameterPlace::Header && headers.contains_key(one.name)
    };
    let parameters = api.parameters.iter().enumerate();
    for (index, parameter) in parameters.filter(|(_, parameter)| !is_set(parameter)) {
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

/// A value as it is sent.
pub(super) fn text<T>(api: &Api, index: usize, value: &T) -> Result<String>
where
    T: Serialize + ?Sized,
{
    let name = api.parameters.get(index).map_or("", |one| one.name);
    let wrong = || Error::request(format!("the value of `{name}` cannot be sent"));
    let json = json::to_string(value).map_err(|error| wrong().with_source(error))?;
    json::scalar(&json).map(Cow::into_owned).ok_or_else(wrong)
}

/// A URL of a server with the values of its variables.
pub(super) fn server(api: &Api, url: &str, values: &[Option<String>]) -> Result<String> {
    let mut filled = url.to_owned();
    let parameters = api.parameters.iter().enumerate();
    for (index, one) in parameters.filter(|(_, one)| one.place == ParameterPlace::Server)
    {
        let place = format!("{{{}}}", one.name);
        if !url.contains(&place) {
            continue;
        }
        let value = values.get(index).and_then(Option::as_deref).or(one.default);
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return Err(Error::request(format!(
                "`{place}` of the API's URL `{url}` has no value: set it by `ClientBuilder::{}` or \
                 by `{}` in the environment, or the whole URL by `ClientBuilder::base_url`",
                one.setter, one.variable
            )));
        };
        filled = filled.replace(&place, value);
    }
    Ok(filled)
}

/// A parameter of a call that the client has.
#[derive(Clone, Copy)]
pub(super) struct FromClient {
    name: &'static str,
    place: ParameterPlace,
    required: bool,
}

impl Call {
    /// Adds a header that the client has, see [`Api::parameters`].
    pub fn client_header(self, name: &'static str) -> Self {
        self.take(FromClient { name, place: ParameterPlace::Header, required: true })
    }

    /// The same for a header that can be left out. One that the call has goes before it.
    pub fn optional_client_header(self, name: &'static str) -> Self {
        self.take(FromClient { name, place: ParameterPlace::Header, required: false })
    }

    /// Adds a query parameter that the client has, see [`Api::parameters`].
    pub fn client_query(self, name: &'static str) -> Self {
        self.take(FromClient { name, place: ParameterPlace::Query, required: true })
    }

    /// The same for a query parameter that can be left out. One that the call has goes before it.
    pub fn optional_client_query(self, name: &'static str) -> Self {
        self.take(FromClient { name, place: ParameterPlace::Query, required: false })
    }

    fn take(mut self, parameter: FromClient) -> Self {
        self.parts.from_client.push(parameter);
        self
    }
}

/// Adds the headers that the client has, and defaults where there is nothing else. Those of the call
/// come after them.
pub(super) fn add_headers(parts: &Parts, headers: &mut HeaderMap) -> Result<()> {
    let inner = parts.client.inner();
    for parameter in
        parts.from_client.iter().filter(|one| one.place == ParameterPlace::Header)
    {
        let default = || {
            parameter
                .default(inner.api)
                .filter(|_| !headers.contains_key(parameter.name))
        };
        if let Some(value) = parameter.value(inner).or_else(default) {
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
        let in_header = parameter.place == ParameterPlace::Header;
        let is_there = match in_header {
            true => headers.contains_key(parameter.name),
            false => parts.has_query(parameter.name),
        };
        let value = parameter.value(inner).or_else(|| parameter.default(inner.api));
        match value.filter(|_| !in_header) {
            _ if is_there => {}
            Some(value) => parts.set_query(parameter.name, value),
            None if parameter.required => return Err(parameter.missing(inner.api)),
            None => {}
        }
    }
    Ok(())
}

impl FromClient {
    /// Its index in the API's description: a header and a query parameter of one name are two.
    fn index(&self, api: &Api) -> Option<usize> {
        let is_it = |one: &ClientParameter| match one.place {
            place if place != self.place => false,
            ParameterPlace::Header => one.name.eq_ignore_ascii_case(self.name),
            _ => one.name == self.name,
        };
        api.parameters.iter().position(is_it)
    }

    /// What the client has.
    fn value<'c>(&self, inner: &'c Inner) -> Option<&'c str> {
        inner.parameters.get(self.index(inner.api)?).and_then(Option::as_deref)
    }

    /// What is sent where nothing is set.
    fn default(&self, api: &Api) -> Option<&'static str> {
        api.parameters[self.index(api)?].default.filter(|_| self.required)
    }

    fn missing(&self, api: &Api) -> Error {
        let (what, own) = match self.place {
            ParameterPlace::Header => ("header", "header"),
            _ => ("query parameter", "query"),
        };
        let set = match self.index(api).map(|index| &api.parameters[index]) {
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
