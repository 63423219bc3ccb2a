//! Names stay when a description changes a little.

use specwright::Input;
use specwright::config::Config;
use specwright::diagnostic::Diagnostics;
use specwright::interface::{Change, Interface, compare};
use specwright::source::SourceSet;

/// What the users of an SDK can name.
#[track_caller]
fn interface(text: &str) -> Interface {
    let input = Input::Text { path: "api.yaml".into(), text: text.to_owned() };
    let (mut sources, mut diagnostics) = (SourceSet::default(), Diagnostics::default());
    let config = Config::default();
    let found = specwright::interface(input, &config, &mut sources, &mut diagnostics);
    found.unwrap_or_else(|_| panic!("{diagnostics:?}"))
}

/// The paths of all types.
#[track_caller]
fn types(text: &str) -> Vec<String> {
    let names = interface(text).names;
    let paths = names.into_iter().map(|name| name.path);
    paths
        .filter(|path| path.starts_with("types::") && !path.contains(['.', ' ']))
        .collect()
}

/// What breaks when one description becomes another one.
#[track_caller]
fn breaks(before: &str, after: &str) -> Vec<Change> {
    let changes = compare(&interface(before), &interface(after));
    changes.into_iter().filter(Change::is_breaking).collect()
}

/// A description with these schemas, and operations that answer with some of them.
fn api(schemas: &[&str], answers: &[&str]) -> String {
    let mut text =
        "openapi: 3.0.3\ninfo: { title: Zoo, version: '1' }\npaths:\n".to_owned();
    for name in answers {
        text.push_str(&format!(
            "  /{}s:\n    get:\n      responses: {{ '200': {{ description: ok, content: {{ application/json: \
             {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }} }} }}\n",
            name.to_lowercase()
        ));
    }
    text.push_str("components:\n  schemas:\n");
    text.push_str(&schemas.concat());
    text
}

const CAT: &str = "    Cat:
      allOf:
        - $ref: '#/components/schemas/Animal'
        - { type: object, properties: { lives: { type: integer } } }
";

const DOG: &str = "    Dog:
      allOf:
        - $ref: '#/components/schemas/Animal'
        - { type: object, properties: { tricks: { type: integer } } }
";

const ANIMAL: &str = "    Animal:
      type: object
      properties:
        state: { type: string, enum: [asleep, awake] }
";

#[test]
fn a_type_is_named_after_the_schema_that_it_stands_in() {
    // Nothing but its children refers to `Animal`.
    let before = api(&[CAT, DOG, ANIMAL], &["Cat", "Dog"]);
    let paths = types(&before);
    assert!(paths.iter().any(|path| path == "types::AnimalState"), "{paths:?}");
    let reordered = api(&[ANIMAL, DOG, CAT], &["Dog", "Cat"]);
    assert_eq!(breaks(&before, &reordered), []);
    // One child fewer, or the parent as well.
    let fewer = api(&[DOG, ANIMAL], &["Dog"]);
    let more = api(&[CAT, DOG, ANIMAL], &["Cat", "Dog", "Animal"]);
    assert_eq!(breaks(&fewer, &before), []);
    assert_eq!(breaks(&before, &more), []);
}

#[test]
fn a_type_inside_of_a_schema_that_others_refer_to_is_named_after_it() {
    let order = "    Order:
      type: object
      properties:
        customer: { $ref: '#/components/schemas/Customer/definitions/customerRef' }
";
    let customer = "    Customer:
      type: object
      properties:
        name: { type: string }
      definitions:
        customerRef: { type: object, properties: { id: { type: string } } }
";
    let refund = order.replace("Order", "Refund").replace("customer:", "payer:");
    let before = api(&[order, &refund, customer], &["Order", "Refund", "Customer"]);
    let paths = types(&before);
    assert!(paths.iter().any(|path| path == "types::CustomerRef"), "{paths:?}");
    let after = api(&[customer, &refund, order], &["Order", "Refund", "Customer"]);
    assert_eq!(breaks(&before, &after), []);
}

#[test]
fn what_an_envelope_holds_is_named_after_the_operation() {
    let envelope = "    PetsResponse:
      type: object
      required: [success, result]
      properties:
        success: { type: boolean }
        result: { type: object, properties: { name: { type: string, enum: [a, b] } } }
";
    let cats = envelope.replace("PetsResponse", "CatsResponse");
    let text = api(&[envelope, &cats], &["PetsResponse", "CatsResponse"]);
    let names = interface(&text).names;
    let is_there = |path: &str| names.iter().any(|name| name.path == path);
    assert!(
        is_there("resources::petsresponses::PetsresponseListResponseName"),
        "{:?}",
        names.iter().map(|name| &name.path).collect::<Vec<_>>()
    );
}

/// Tools that put several files into one leave what they share in the first operation that has it.
#[test]
fn what_operations_share_by_reference_is_named_by_its_member() {
    let faction = "{ type: object, properties: { name: { type: string }, \
                   seat: { type: object, properties: { at: { type: integer } } } } }";
    let answer = |members: &str| {
        format!(
            "{{ '200': {{ description: ok, content: {{ application/json: {{ schema: \
             {{ type: object, properties: {{ {members} }} }} }} }} }} }}"
        )
    };
    let operation = |path: &str, members: &str| {
        format!("  /{path}:\n    post:\n      responses: {}\n", answer(members))
    };
    let reference = |path: &str, rest: &str| {
        format!(
            "$ref: '#/paths/~1{path}/post/responses/200/content/application~1json/schema/\
             properties/{rest}'"
        )
    };
    let head = "openapi: 3.0.3\ninfo: { title: Zoo, version: '1' }\npaths:\n";
    let text = |operations: &[String]| format!("{head}{}", operations.concat());
    let more = "token: { type: string }";
    let referring = |to: &str| {
        operation(
            "join",
            &format!("{more}, faction: {{ {} }}", reference(to, "faction")),
        )
    };
    let owning = |path: &str| operation(path, &format!("{more}, faction: {faction}"));
    let before = text(&[owning("register"), referring("register")]);
    let found = types(&before);
    assert!(found.iter().any(|path| path == "types::Faction"), "{found:?}");
    // What stands in it is named after it, whoever refers to that.
    let seat = "faction/properties/seat";
    let of_seat = format!("{more}, throne: {{ {} }}", reference("register", seat));
    let inner =
        text(&[owning("register"), referring("register"), operation("sit", &of_seat)]);
    assert!(types(&inner).iter().any(|path| path == "types::FactionSeat"));
    assert_eq!(breaks(&before, &inner), []);
    // With an operation more in front, it stands there.
    let again = format!("{more}, faction: {{ {} }}", reference("enlist", "faction"));
    let after =
        text(&[owning("enlist"), operation("register", &again), referring("enlist")]);
    assert_eq!(breaks(&before, &after), []);
    // Of two things at members of one name, neither is called so.
    let other = "{ type: object, properties: { size: { type: integer } } }";
    let two = text(&[
        owning("register"),
        referring("register"),
        operation("split", &format!("{more}, faction: {other}")),
        operation(
            "merge",
            &format!("{more}, faction: {{ {} }}", reference("split", "faction")),
        ),
    ]);
    assert!(!types(&two).iter().any(|path| path == "types::Faction"));
    // What one of several things has is named after that.
    let list = "data: { type: array, items: { type: object, properties: { faction: \
                { type: object, properties: { size: { type: integer } } } } } }";
    let one = format!("{more}, data: {{ {} }}", reference("list", "data/items"));
    let of_it = reference("list", "data/items/properties/faction");
    let of_it = operation("split", &format!("{more}, faction: {{ {of_it} }}"));
    let inside = text(&[
        owning("register"),
        referring("register"),
        operation("list", list),
        operation("get", &one),
        of_it,
    ]);
    assert_eq!(breaks(&before, &inside), []);
    // What any thing can have says nothing.
    let plain = before.replace("faction", "data");
    assert!(!types(&plain).iter().any(|path| path == "types::Data"));
}
