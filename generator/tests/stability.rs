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

/// What several schemas say of a member that they take over is of each its own.
#[test]
fn what_is_combined_in_a_schema_is_named_after_it() {
    let node = |name: &str| {
        let kind = name.to_uppercase();
        format!(
            "    {name}:
      allOf:
        - {{ type: object, properties: {{ kind: {{ enum: [{kind}, OLD_{kind}] }} }} }}
        - $ref: '#/components/schemas/Trait'
"
        )
    };
    let shared = "    Trait:
      type: object
      properties:
        kind: { type: string }
";
    let (frame, embed, text) = (node("Frame"), node("Embed"), node("Text"));
    let before = api(&[shared, &frame, &text], &["Frame", "Text"]);
    let paths = types(&before);
    for path in ["types::FrameKind", "types::TextKind"] {
        assert!(paths.iter().any(|found| found == path), "{path}: {paths:?}");
    }
    let after = api(&[shared, &frame, &embed, &text], &["Frame", "Embed", "Text"]);
    assert_eq!(breaks(&before, &after), []);
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

/// What every answer has beside what is shared.
const MORE: &str = "token: { type: string }";

/// An operation whose answer has these members.
fn operation(path: &str, members: &str) -> String {
    format!(
        "  /{path}:\n    post:\n      responses: {{ '200': {{ description: ok, content: \
         {{ application/json: {{ schema: {{ type: object, properties: {{ {members} }} }} }} }} }} }}\n"
    )
}

/// An operation whose answer has a faction.
fn owning(path: &str) -> String {
    let faction = "{ type: object, properties: { name: { type: string }, \
                   seat: { type: object, properties: { at: { type: integer } } } } }";
    operation(path, &format!("{MORE}, faction: {faction}"))
}

/// One that refers to what stands in the answer of another.
fn referring(path: &str, member: &str, to: &str, place: &str) -> String {
    let reference = format!(
        "$ref: '#/paths/~1{to}/post/responses/200/content/application~1json/schema/\
         properties/{place}'"
    );
    operation(path, &format!("{MORE}, {member}: {{ {reference} }}"))
}

fn with_operations(operations: &[String]) -> String {
    let head = "openapi: 3.0.3\ninfo: { title: Zoo, version: '1' }\npaths:\n";
    format!("{head}{}", operations.concat())
}

/// Two operations that share a faction.
fn sharing() -> [String; 2] {
    [owning("register"), referring("join", "faction", "register", "faction")]
}

/// Tools that put several files into one leave what they share in the first operation that has it.
#[test]
fn what_operations_share_by_reference_is_named_by_its_member() {
    let before = with_operations(&sharing());
    let found = types(&before);
    assert!(found.iter().any(|path| path == "types::Faction"), "{found:?}");
    // What stands in it is named after it, whoever refers to that.
    let seat = referring("sit", "throne", "register", "faction/properties/seat");
    let inner = with_operations(&[&sharing()[..], &[seat]].concat());
    assert!(types(&inner).iter().any(|path| path == "types::FactionSeat"));
    assert_eq!(breaks(&before, &inner), []);
    // With an operation more in front, it stands there.
    let after = with_operations(&[
        owning("enlist"),
        referring("register", "faction", "enlist", "faction"),
        referring("join", "faction", "enlist", "faction"),
    ]);
    assert_eq!(breaks(&before, &after), []);
}

#[test]
fn what_operations_share_by_reference_is_named_so_where_that_says_enough() {
    let before = with_operations(&sharing());
    let other = "{ type: object, properties: { size: { type: integer } } }";
    // Of two things at members of one name, neither is called so.
    let two = [
        operation("split", &format!("{MORE}, faction: {other}")),
        referring("merge", "faction", "split", "faction"),
    ];
    let two = with_operations(&[&sharing()[..], &two].concat());
    assert!(!types(&two).iter().any(|path| path == "types::Faction"));
    // What one of several things has is named after that.
    let list = format!(
        "data: {{ type: array, items: {{ type: object, properties: {{ faction: {other} }} }} }}"
    );
    let inside = [
        operation("list", &list),
        referring("get", "data", "list", "data/items"),
        referring("split", "faction", "list", "data/items/properties/faction"),
    ];
    let inside = with_operations(&[&sharing()[..], &inside].concat());
    assert_eq!(breaks(&before, &inside), []);
    // What any thing can have says nothing.
    let plain = before.replace("faction", "data");
    assert!(!types(&plain).iter().any(|path| path == "types::Data"));
}
