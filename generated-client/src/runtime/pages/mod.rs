//! Lists that come in pages.

mod asked;
mod link;
mod request;
mod rules;
mod stream;

pub use asked::InBody;
pub use request::{Page, PageRequest, PageSending};
pub use rules::{Next, Pages};
pub use stream::{Items, PageStream};
