//! The types of the description with serde's derive.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
pub(crate) struct OrderList {
    data: Vec<Order>,
    has_more: bool,
    total: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    orders_by_state: Option<BTreeMap<String, i64>>,
}

#[derive(Deserialize, Serialize)]
struct Order {
    id: String,
    state: State,
    created: i64,
    amount: f64,
    currency: Currency,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paid: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    customer: Customer,
    lines: Vec<Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment: Option<Payment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shop: Option<Shop>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize, Serialize)]
struct Customer {
    id: String,
    name: String,
    email: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Vec<String>>,
}

#[derive(Deserialize, Serialize)]
struct Line {
    sku: String,
    quantity: i64,
    price: f64,
    unit: Unit,
    #[serde(skip_serializing_if = "Option::is_none")]
    gift: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    discount: Option<f64>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Open,
    Paid,
    Packed,
    Shipped,
    Delivered,
    Returned,
    Cancelled,
    #[serde(untagged)]
    Unknown(String),
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Currency {
    Eur,
    Usd,
    Gbp,
    Chf,
    Jpy,
    Sek,
    Nok,
    Dkk,
    Pln,
    Czk,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum Unit {
    Piece,
    Pack,
    Kilogram,
    Litre,
}

#[derive(Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Payment {
    Card(Card),
    Transfer(Transfer),
}

#[derive(Deserialize, Serialize)]
struct Card {
    brand: String,
    last4: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<i64>,
}

#[derive(Deserialize, Serialize)]
struct Transfer {
    iban: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    bank: Option<String>,
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Shop {
    Id(String),
    Details(ShopDetails),
}

#[derive(Deserialize, Serialize)]
struct ShopDetails {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
}
