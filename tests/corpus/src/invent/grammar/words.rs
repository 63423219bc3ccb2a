//! Names, of which many are awkward.

use super::Grammar;

const PLAIN: [&str; 20] = [
    "id",
    "name",
    "status",
    "created_at",
    "items",
    "count",
    "url",
    "email",
    "data",
    "kind",
    "total",
    "owner",
    "tags",
    "amount",
    "parent",
    "title",
    "price",
    "limit",
    "state",
    "note",
];

/// What Rust has a meaning for.
const KEYWORDS: [&str; 18] = [
    "type", "self", "Self", "crate", "super", "match", "async", "await", "dyn", "fn",
    "ref", "move", "gen", "use", "mod", "enum", "static", "try",
];

/// What SDKs, their runtime and the prelude have.
const OWN: [&str; 36] = [
    "new",
    "build",
    "client",
    "types",
    "runtime",
    "extra",
    "additional_properties",
    "from",
    "Option",
    "String",
    "Vec",
    "Box",
    "Some",
    "None",
    "Ok",
    "Err",
    "Result",
    "Error",
    "Client",
    "Default",
    "Value",
    "Unknown",
    "Other",
    "send",
    "raw",
    "page",
    "params",
    "body",
    "std",
    "serde_json",
    "as_str",
    "to_string",
    "len",
    "str",
    "value",
    "request",
];

/// What is equal once it is in the case of Rust.
const ALIKE: [&str; 8] = [
    "fooBar", "foo_bar", "FooBar", "foo-bar", "FOO_BAR", "foo.bar", "foo bar", "foobar",
];

/// What begins with no letter, or has characters that no name of Rust has.
const ODD: [&str; 22] = [
    "2fa",
    "3d-model",
    "1",
    "404",
    "x-request-id",
    "@type",
    "$id",
    "_links",
    "_id",
    "__v",
    "first name",
    "a/b",
    "a~b",
    "100%",
    "ключ",
    "名前",
    "naïve",
    "+1",
    "-1",
    ">=",
    "a[b]",
    "🙂",
];

const SCHEMAS: [&str; 14] = [
    "Pet", "Order", "User", "Item", "Address", "Event", "Invoice", "Job", "Team",
    "Node", "Account", "Tag", "File", "Message",
];

const ODD_SCHEMAS: [&str; 44] = [
    "Option",
    "String",
    "Vec",
    "Error",
    "Client",
    "Result",
    "Box",
    "Self",
    "self",
    "type",
    "Value",
    "Request",
    "Response",
    "Page",
    "Params",
    "Builder",
    "i64",
    "2FA",
    "3D.Model",
    "foo-bar",
    "FooBar",
    "foo_bar",
    "v1.Pet",
    "v2.Pet",
    "com.example.Pet",
    "pet",
    "PET",
    "Types",
    "Runtime",
    "Default",
    "Unknown",
    "Body",
    "Map",
    "Date",
    "Uuid",
    "Some",
    "None",
    "Ok",
    "CreateParams",
    "ListParams",
    "ListResponse",
    "PetStatus",
    "ErrorBody",
    "str",
];

const VALUES: [&str; 30] = [
    "active",
    "in-progress",
    "ON_HOLD",
    "",
    "null",
    "true",
    "1",
    "-1",
    "+1",
    "a b",
    "A",
    "a",
    "Unknown",
    "self",
    "Self",
    "type",
    "é",
    "名",
    "*",
    ">=",
    "<",
    "a/b",
    "a.b",
    "a_b",
    "a-b",
    "10",
    "1.0",
    "new",
    "None",
    "🙂",
];

const COLLECTIONS: [&str; 22] = [
    "pets", "orders", "users", "items", "events", "jobs", "teams", "files", "accounts",
    "client", "types", "runtime", "error", "new", "self", "statuses", "data", "news",
    "people", "v2", "api-keys", "Box",
];

const ACTIONS: [&str; 10] = [
    "archive", "cancel", "batchGet", "search", "list", "new", "send", "type", "export",
    "build",
];

impl Grammar {
    /// The name of a member: often a plain one.
    pub(super) fn member(&mut self) -> String {
        let word = match self.below(10) {
            0 => self.pick(&KEYWORDS),
            1 => self.pick(&OWN),
            2 => self.pick(&ALIKE),
            3 => self.pick(&ODD),
            _ => self.pick(&PLAIN),
        };
        word.to_owned()
    }

    /// Names of members that differ.
    pub(super) fn members(&mut self, count: usize) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for _ in 0..count {
            let name = self.member();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The name of a parameter, as its place allows.
    pub(super) fn parameter_name(&mut self, place: &str) -> String {
        let name = self.member();
        match place {
            "query" => name,
            "path" => {
                name.replace(|c: char| !(c.is_alphanumeric() || "-_.".contains(c)), "_")
            }
            // Headers and cookies have tokens.
            _ => {
                let token = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
                name.replace(|c| !token(c), "-")
            }
        }
    }

    /// The name of a schema.
    pub(super) fn schema_name(&mut self) -> String {
        let word = match self.one_in(3) {
            true => self.pick(&ODD_SCHEMAS),
            false => self.pick(&SCHEMAS),
        };
        word.to_owned()
    }

    /// Values of an enum that differ.
    pub(super) fn values(&mut self) -> Vec<&'static str> {
        let mut values = Vec::new();
        for _ in 0..=self.below(5) {
            let value = self.pick(&VALUES);
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    /// A collection in a path.
    pub(super) fn collection(&mut self) -> &'static str {
        self.pick(&COLLECTIONS)
    }

    /// What is done, in a path or an operation id.
    pub(super) fn action(&mut self) -> &'static str {
        self.pick(&ACTIONS)
    }
}
