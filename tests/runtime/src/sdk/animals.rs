//! The resource, its parameters and its error.

use http::Method;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::runtime::pages::{Next, PageRequest, Pages};
use crate::runtime::{
    Call, Client, Empty, Encoding, Field, Member, Members, Nullable, Object, Request,
    Result, TypedError, decode, empty, object,
};

use super::{Animal, Pet};

/// Calls of the `animals` resource.
#[derive(Clone, Debug)]
pub struct Animals {
    client: Client,
}

impl Animals {
    pub(crate) fn new(client: &Client) -> Self {
        Self { client: client.clone() }
    }

    /// Gets an animal.
    #[inline]
    pub fn get(&self, zoo: &str, id: &str) -> Request<Animal> {
        Call::new(&self.client, Method::GET, "/zoos/{zoo}/animals/{id}")
            .path("zoo", zoo)
            .path("id", id)
            .json_at(&["result"])
    }

    /// Lists animals.
    #[inline]
    pub fn list(&self, zoo: &str, params: AnimalListParams) -> PageRequest<Animal> {
        Call::new(&self.client, Method::GET, "/zoos/{zoo}/animals")
            .path("zoo", zoo)
            .query_with("filters", &params.filters, Encoding::DOTS)
            .query("page", &params.page)
            .query("per_page", &params.per_page)
            .pages(Pages {
                items: &["result"],
                next: Next::Page {
                    parameter: "page",
                    first: 1,
                    current: &[],
                    total_pages: &["result_info", "total_pages"],
                },
                per_page: "per_page",
                total_items: &["result_info", "total_count"],
                ..Pages::EMPTY
            })
    }

    /// Changes an animal.
    #[inline]
    pub fn edit(&self, id: &str, params: AnimalEditParams) -> Request<Value> {
        Call::new(&self.client, Method::PATCH, "/animals/{id}")
            .path("id", id)
            .json_body(&params)
            .json_at(&["result"])
    }

    /// Adds an animal.
    #[inline]
    pub fn create(&self, animal: &Pet) -> Request<Pet> {
        Call::new(&self.client, Method::POST, "/animals")
            .json_body(animal)
            .json_at(&["result"])
    }

    /// Deletes an animal.
    #[inline]
    pub fn delete(&self, id: &str) -> Request<()> {
        Call::new(&self.client, Method::DELETE, "/animals/{id}").path("id", id).empty()
    }

    /// Says whether the zoo is open.
    #[inline]
    pub fn open(&self) -> Request<String> {
        Call::new(&self.client, Method::GET, "/open").no_security().text("text/plain")
    }
}

/// The parameters of [`Animals::list`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AnimalListParams {
    /// What to list.
    pub filters: Option<Vec<Filter>>,
    /// The page.
    pub page: Option<i64>,
    /// How many a page.
    pub per_page: Option<i64>,
}

impl AnimalListParams {
    /// No parameters.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what to list.
    #[must_use]
    pub fn filters(mut self, filters: Vec<Filter>) -> Self {
        self.filters = Some(filters);
        self
    }

    /// Sets the page.
    #[must_use]
    pub fn page(mut self, page: i64) -> Self {
        self.page = Some(page);
        self
    }

    /// Sets how many a page.
    #[must_use]
    pub fn per_page(mut self, per_page: i64) -> Self {
        self.per_page = Some(per_page);
        self
    }
}

/// A filter.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Filter {
    /// What.
    pub key: String,
    /// The values.
    pub value: Vec<Value>,
}

impl Filter {
    /// A filter.
    pub fn new(key: impl Into<String>, value: Vec<Value>) -> Self {
        Self { key: key.into(), value }
    }
}

impl Empty for Filter {
    fn empty() -> Self {
        Self { key: empty(), value: empty() }
    }
}

impl Object for Filter {
    const FIELDS: &'static [Field] = &[Field::Required("key"), Field::Required("value")];

    fn read<M: Member>(&mut self, index: usize, member: &mut M) {
        match index {
            0 => member.read(&mut self.key),
            _ => member.read(&mut self.value),
        }
    }

    fn write<M: Members>(&self, members: &mut M) {
        members.write(&self.key);
        members.write(&self.value);
    }
}

impl Serialize for Filter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Filter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

/// The parameters of [`Animals::edit`].
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AnimalEditParams {
    /// The name.
    pub name: Option<String>,
    /// The weight.
    pub weight: Nullable<f64>,
}

impl AnimalEditParams {
    /// Sets the name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the weight.
    #[must_use]
    pub fn weight(mut self, weight: impl Into<Nullable<f64>>) -> Self {
        self.weight = weight.into();
        self
    }
}

impl Empty for AnimalEditParams {
    fn empty() -> Self {
        Self { name: empty(), weight: empty() }
    }
}

impl Object for AnimalEditParams {
    const FIELDS: &'static [Field] =
        &[Field::Optional("name"), Field::Optional("weight")];

    fn read<M: Member>(&mut self, index: usize, member: &mut M) {
        match index {
            0 => member.read(&mut self.name),
            _ => member.read(&mut self.weight),
        }
    }

    fn write<M: Members>(&self, members: &mut M) {
        members.write_optional(&self.name);
        members.write_optional(&self.weight);
    }
}

impl Serialize for AnimalEditParams {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for AnimalEditParams {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

/// The errors that [`Animals::get`] declares.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum AnimalGetError {
    /// Status 404.
    NotFound(Filter),
    /// Any other status from 400 to 499.
    ClientError(Value),
    /// Any other status.
    Default(Value),
}

impl TypedError for AnimalGetError {
    fn decode(status: u16, body: &[u8]) -> Option<Result<Self>> {
        Some(match status {
            404 => decode(body).map(Self::NotFound),
            400..=499 => decode(body).map(Self::ClientError),
            _ => decode(body).map(Self::Default),
        })
    }
}
