//! The part of this SDK that is the same for every API: the client, requests and their answers,
//! errors, and how types are encoded.
//!
//! Most of it is used through the methods of the resources. What you meet yourself:
//!
//! - [`Client`] and [`ClientBuilder`]: credentials, timeouts, retries, the transport.
//! - [`Request`], which `.await` sends, with options for one call; [`Response`] and
//!   [`RawResponse`] for status, headers and the undecoded body.
//! - [`Error`], which says why a call failed.
//! - [`Nullable`] for members of which the server tells apart whether they are left out or null.
//! - [`Call`] for what the API's description does not have.

#[macro_use]
mod options;

mod api;
mod api_error;
mod body;
mod body_members;
mod builder;
mod call;
mod charset;
mod client;
mod client_parameters;
mod clock;
mod cookies;
mod credentials;
mod debug;
mod empty;
mod encoding;
mod error;
mod finite;
mod http_date;
mod integers;
mod json;
mod json_path;
mod keys;
mod lenient;
mod literal;
mod nullable;
pub mod object;
mod parts;
mod percent;
pub mod prelude;
mod received;
mod redirect;
mod request;
mod retry;
mod send;
mod silence;
pub mod string_enum;
mod token_source;
mod transport;

// Each of the following is in an SDK only if the SDK uses it.
pub mod datetime;
pub mod pages;
pub mod union;
pub mod value_enum;

pub use api::{Api, ClientParameter, Failure, ParameterPlace, Scheme, SchemeKind};
pub use api_error::ApiError;
pub use body::{Body, BoxError, ByteStream};
pub use builder::ClientBuilder;
pub use call::Call;
pub use client::Client;
pub use clock::{Clock, SystemClock};
pub use empty::{Absent, Empty, empty};
pub use encoding::Encoding;
pub use error::{Error, Result, TypedError, decode};
pub use integers::Integers;
pub use lenient::Lenient;
pub use literal::Literal;
pub use nullable::Nullable;
pub use object::{Field, Member, Members, Object};
pub use request::{RawResponse, Request, Response, Sending};
pub use retry::RetryUnsafe;
pub use string_enum::StringEnum;
pub use token_source::{TokenFlow, TokenSource};
pub use transport::{BoxFuture, Reqwest, Transport, TransportError};
