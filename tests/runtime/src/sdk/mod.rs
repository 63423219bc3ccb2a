//! An SDK as the generator would emit it, small and with one of each kind.

mod animals;
mod enums;
mod types;

use crate::runtime::{Api, Client, ClientBuilder, Failure, Result, Scheme, SchemeKind};

pub use self::animals::{
    AnimalEditParams, AnimalGetError, AnimalListParams, Animals, Filter,
};
pub use self::enums::{Limit, Mark, Sleep};
pub use self::types::{Animal, Food, Pet};

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
