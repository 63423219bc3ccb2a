//! Answers that look like those of real APIs, the same at every run.

use serde_json::{Map, Value, json};

/// What an answer is made of.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// Orders without unions.
    Structs,
    /// The same, with members in alphabetical order and not in that of the description.
    Sorted,
    /// Orders with few lines of long text but many enums.
    Enums,
    /// Orders that have both unions.
    Unions,
    /// All of it, as lists of orders have it.
    Pages,
}

/// Every kind with its name.
pub(crate) const KINDS: [(&str, Kind); 5] = [
    ("structs", Kind::Structs),
    ("structs, members sorted", Kind::Sorted),
    ("enums", Kind::Enums),
    ("unions", Kind::Unions),
    ("pages", Kind::Pages),
];

/// JSON of about so many bytes, with members in alphabetical order.
pub(crate) fn answer(kind: Kind, bytes: usize) -> String {
    let mut orders = Vec::new();
    let mut length = 0;
    while length < bytes || orders.is_empty() {
        let order = order(kind, orders.len());
        length += order.to_string().len();
        orders.push(order);
    }
    let total = orders.len();
    json!({
        "data": orders,
        "has_more": true,
        "total": total,
        "next": "cursor-0000000001",
        "orders_by_state": { "open": 12, "paid": 700, "shipped": 18 },
    })
    .to_string()
}

fn order(kind: Kind, index: usize) -> Value {
    const STATES: [&str; 7] =
        ["open", "paid", "packed", "shipped", "delivered", "returned", "cancelled"];
    const CURRENCIES: [&str; 4] = ["eur", "usd", "czk", "gbp"];
    let lines = if matches!(kind, Kind::Enums) { 8 } else { 1 + index % 3 };
    let mut order = json!({
        "id": format!("order_{index:016x}"),
        "state": STATES[index % STATES.len()],
        "created": 1_700_000_000 + index * 61,
        "amount": (index % 10_000) as f64 * 0.25,
        "currency": CURRENCIES[index % CURRENCIES.len()],
        "paid": index.is_multiple_of(2),
        "note": null,
        "customer": customer(index),
        "lines": (0..lines).map(|line| self::line(index + line)).collect::<Vec<_>>(),
    });
    let Value::Object(members) = &mut order else { return order };
    if !matches!(kind, Kind::Enums) {
        let text = "Please ring twice, \"Meier & S\u{f6}hne\", second floor\n";
        members.insert("description".to_owned(), text.into());
        members
            .insert("metadata".to_owned(), json!({ "campaign": "spring", "ref": "a1" }));
    }
    if matches!(kind, Kind::Unions)
        || (matches!(kind, Kind::Pages) && index.is_multiple_of(2))
    {
        with_unions(members, index);
    }
    order
}

fn with_unions(members: &mut Map<String, Value>, index: usize) {
    let payment = if index.is_multiple_of(3) {
        json!({ "kind": "transfer", "iban": "DE02120300000000202051", "bank": "DKB" })
    } else {
        json!({ "kind": "card", "brand": "visa", "last4": "4242", "country": "DE", "expires": 2030 })
    };
    let shop = if index.is_multiple_of(4) {
        json!("shop_000000001")
    } else {
        json!({ "id": "shop_000000002", "name": "Corner", "country": "AT" })
    };
    members.insert("payment".to_owned(), payment);
    members.insert("shop".to_owned(), shop);
}

fn customer(index: usize) -> Value {
    json!({
        "id": format!("customer_{index:08}"),
        "name": "Ada Lovelace",
        "email": format!("ada.{index}@example.com"),
        "city": "London",
        "postal_code": "SW1Y 4JH",
        "tags": ["returning", "newsletter"],
    })
}

fn line(index: usize) -> Value {
    const UNITS: [&str; 4] = ["piece", "pack", "kilogram", "litre"];
    json!({
        "sku": format!("sku-{index:05}"),
        "quantity": index % 9 + 1,
        "price": (index % 100) as f64 * 1.5,
        "unit": UNITS[index % UNITS.len()],
        "gift": false,
    })
}
