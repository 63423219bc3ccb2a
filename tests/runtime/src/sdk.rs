//! An SDK as the generator would emit it, small and with one of each kind.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use http::Method;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::runtime::pages::{Next, PageRequest, Pages};
use crate::runtime::union::{Branches, JsonType, Rule, Union};
use crate::runtime::value_enum::{IntegerEnum, ValueEnum};
use crate::runtime::{
    Api, Call, Client, ClientBuilder, Empty, Encoding, Failure, Field, Literal, Member,
    Members, Nullable, Object, Request, Result, Scheme, SchemeKind, StringEnum,
    TypedError, decode, empty, object, string_enum, union, value_enum,
};

/// An API of which nothing is known.
pub const NOTHING: Api = Api {
    title: "",
    user_agent: "",
    base_url: "",
    base_url_variable: "",
    schemes: &[],
    security: &[],
    parameters: &[],
    failure: None,
    headers: &[],
};

/// What the description says about the API as a whole.
static API: Api = Api {
    title: "Zoo",
    user_agent: "zoo/1.0.0",
    base_url: "https://zoo.example/v1",
    base_url_variable: "ZOO_BASE_URL",
    schemes: &[
        Scheme {
            name: "api_token",
            kind: SchemeKind::Bearer,
            variables: &["ZOO_TOKEN"],
        },
        Scheme {
            name: "api_email",
            kind: SchemeKind::Header("X-Auth-Email"),
            variables: &["ZOO_EMAIL"],
        },
        Scheme {
            name: "api_key",
            kind: SchemeKind::Header("X-Auth-Key"),
            variables: &["ZOO_KEY"],
        },
        Scheme {
            name: "login",
            kind: SchemeKind::Basic,
            variables: &["ZOO_USER", "ZOO_PASSWORD"],
        },
        Scheme {
            name: "query_key",
            kind: SchemeKind::Query("key"),
            variables: &["ZOO_QUERY_KEY"],
        },
        Scheme {
            name: "session",
            kind: SchemeKind::Cookie("session"),
            variables: &["ZOO_SESSION"],
        },
        Scheme {
            name: "ticket",
            kind: SchemeKind::Token("Ticket"),
            variables: &["ZOO_TICKET"],
        },
    ],
    security: &[&[0], &[1, 2]],
    parameters: &[],
    failure: Some(Failure {
        flag: &["success"],
        errors: &["errors"],
        code: "code",
        message: "message",
    }),
    headers: &[],
};

impl Client {
    /// Creates a client from the environment.
    ///
    /// # Errors
    ///
    /// The base URL is no HTTP URL.
    pub fn from_env() -> Result<Self> {
        Self::builder().env().build()
    }

    /// Configures a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new(&API)
    }

    /// The animals.
    pub fn animals(&self) -> Animals {
        Animals::new(self)
    }
}

impl ClientBuilder {
    /// Sets the API token.
    pub fn api_token(self, api_token: impl Into<String>) -> Self {
        self.credential(0, api_token)
    }

    /// Sets the API email.
    pub fn api_email(self, api_email: impl Into<String>) -> Self {
        self.credential(1, api_email)
    }

    /// Sets the API key.
    pub fn api_key(self, api_key: impl Into<String>) -> Self {
        self.credential(2, api_key)
    }

    /// Sets user name and password.
    pub fn login(self, user: impl Into<String>, password: impl Into<String>) -> Self {
        self.credential_pair(3, user, password)
    }
}

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

/// An animal.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Animal {
    /// Its id.
    pub id: String,
    /// Its age.
    pub age: Option<i64>,
    /// Its weight.
    pub weight: Option<f64>,
    /// How it sleeps.
    pub sleeps: Option<Sleep>,
    /// Its mother.
    pub mother: Option<Box<Animal>>,
    /// Everything else.
    pub additional_properties: BTreeMap<String, Value>,
}

impl Empty for Animal {
    fn empty() -> Self {
        Self {
            id: empty(),
            age: empty(),
            weight: empty(),
            sleeps: empty(),
            mother: empty(),
            additional_properties: empty(),
        }
    }
}

impl Object for Animal {
    const FIELDS: &'static [Field] = &[
        Field::Required("id"),
        Field::Nullable("age"),
        Field::Optional("weight"),
        Field::Optional("sleeps"),
        Field::Optional("mother"),
    ];
    const REST: bool = true;

    fn read<M: Member>(&mut self, index: usize, member: &mut M) {
        match index {
            0 => member.read(&mut self.id),
            1 => member.read_integers(&mut self.age),
            2 => member.read(&mut self.weight),
            3 => member.read(&mut self.sleeps),
            _ => member.read(&mut self.mother),
        }
    }

    fn write<M: Members>(&self, members: &mut M) {
        members.write(&self.id);
        members.write(&self.age);
        members.write_optional(&self.weight);
        members.write_optional(&self.sleeps);
        members.write_optional(&self.mother);
    }

    fn read_rest<M: Member>(&mut self, key: String, member: &mut M) {
        member.read_entry(key, &mut self.additional_properties);
    }

    fn write_rest<M: Members>(&self, members: &mut M) {
        members.write_entries(&self.additional_properties);
    }
}

impl Serialize for Animal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Animal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        object::deserialize(deserializer)
    }
}

/// How an animal sleeps.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Sleep {
    /// By day.
    Day,
    /// By night.
    Night,
    /// A value that this version of the SDK does not know.
    Unknown(String),
}

impl Sleep {
    /// The value as it is sent.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Day => "day",
            Self::Night => "night",
            Self::Unknown(value) => value,
        }
    }
}

impl StringEnum for Sleep {
    const VALUES: &'static [(&'static str, Self)] =
        &[("day", Self::Day), ("night", Self::Night)];

    fn unknown(value: String) -> Self {
        Self::Unknown(value)
    }
}

impl fmt::Display for Sleep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Sleep {
    type Err = std::convert::Infallible;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        Ok(string_enum::from_str(value))
    }
}

impl Serialize for Sleep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Sleep {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        string_enum::deserialize(deserializer)
    }
}

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mark {
    /// Bad.
    Bad,
    /// Good.
    Good,
    /// A value that this version of the SDK does not know.
    Unknown(i64),
}

impl Mark {
    /// The value as it is sent.
    pub fn as_i64(&self) -> i64 {
        match self {
            Self::Bad => 0,
            Self::Good => 1,
            Self::Unknown(value) => *value,
        }
    }
}

impl IntegerEnum for Mark {
    const VALUES: &'static [(i64, Self)] = &[(0, Self::Bad), (1, Self::Good)];

    fn unknown(value: i64) -> Self {
        Self::Unknown(value)
    }
}

impl Empty for Mark {
    fn empty() -> Self {
        Self::Unknown(empty())
    }
}

impl From<i64> for Mark {
    fn from(value: i64) -> Self {
        value_enum::from_integer(value)
    }
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.as_i64())
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value_enum::deserialize_integer(deserializer)
    }
}

/// A limit.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Limit {
    /// Ten.
    Ten,
    /// None at all.
    Unlimited,
    /// A value that this version of the SDK does not know.
    Unknown(Value),
}

impl ValueEnum for Limit {
    const VALUES: &'static [Literal] =
        &[Literal::Integer(10), Literal::Text("unlimited")];

    fn known(index: usize) -> Self {
        match index {
            0 => Self::Ten,
            _ => Self::Unlimited,
        }
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }

    fn place(&self) -> Result<usize, &Value> {
        match self {
            Self::Ten => Ok(0),
            Self::Unlimited => Ok(1),
            Self::Unknown(value) => Err(value),
        }
    }
}

impl Empty for Limit {
    fn empty() -> Self {
        Self::Unknown(empty())
    }
}

impl From<Value> for Limit {
    fn from(value: Value) -> Self {
        value_enum::from_value(value)
    }
}

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        value_enum::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        value_enum::deserialize(deserializer)
    }
}

/// A pet, told apart by `kind`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Pet {
    /// A cat.
    Cat(Filter),
    /// A dog.
    Dog(Animal),
    /// A value that this version of the SDK does not know.
    Unknown(Value),
}

impl Union for Pet {
    const BRANCHES: Branches = Branches::Tag {
        property: "kind",
        values: &[
            (Literal::Text("cat"), 0),
            (Literal::Text("animal"), 1),
            (Literal::Text("dog"), 1),
        ],
    };

    fn read<'de, D: Deserializer<'de>>(
        index: usize,
        value: D,
    ) -> Result<Self, D::Error> {
        match index {
            0 => union::read(value).map(Self::Cat),
            _ => union::read(value).map(Self::Dog),
        }
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }
}

impl Empty for Pet {
    fn empty() -> Self {
        Self::Unknown(empty())
    }
}

impl Serialize for Pet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // `Filter` has no member `kind`: the union writes it.
            Self::Cat(value) => {
                union::serialize_tagged("kind", Literal::Text("cat"), value, serializer)
            }
            Self::Dog(value) => value.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        union::deserialize(deserializer)
    }
}

/// A food, told apart by rules.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Food {
    /// Its name.
    Name(String),
    /// Its price.
    Price(f64),
    /// A filter.
    Filter(Filter),
    /// A value that this version of the SDK does not know.
    Unknown(Value),
}

impl Union for Food {
    const BRANCHES: Branches = Branches::Rules(&[
        (Rule { types: &[JsonType::String], ..Rule::ANY }, 0),
        (Rule { types: &[JsonType::Number], ..Rule::ANY }, 1),
        (Rule { types: &[JsonType::Object], required: &["key"], ..Rule::ANY }, 2),
    ]);

    fn read<'de, D: Deserializer<'de>>(
        index: usize,
        value: D,
    ) -> Result<Self, D::Error> {
        match index {
            0 => union::read(value).map(Self::Name),
            1 => union::read(value).map(Self::Price),
            _ => union::read(value).map(Self::Filter),
        }
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }
}

impl Empty for Food {
    fn empty() -> Self {
        Self::Unknown(empty())
    }
}

impl Serialize for Food {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Name(value) => value.serialize(serializer),
            Self::Price(value) => value.serialize(serializer),
            Self::Filter(value) => value.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Food {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        union::deserialize(deserializer)
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
