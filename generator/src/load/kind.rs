//! What a file is: a description of a known version, or something else.

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Pointer};
use crate::suggest::closest;

/// The versions of the specification that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0.
    Swagger2,
    /// OpenAPI 3.0.
    OpenApi30,
    /// OpenAPI 3.1.
    OpenApi31,
    /// OpenAPI 3.2.
    OpenApi32,
}

impl Version {
    /// The version of a description; `None` when it says none that is known.
    pub fn of(tree: &Value) -> Option<Self> {
        let said = Self::said(tree)?;
        let contradicts = (said == Self::Swagger2) == tree.get("openapi").is_some();
        let has = |keys: &[&str]| keys.iter().any(|key| tree.get(key).is_some());
        Some(match said {
            // What is written counts where key and number say two things.
            Self::Swagger2 if contradicts && has(&OF_OPENAPI) => Self::OpenApi30,
            Self::OpenApi30 | Self::OpenApi31 | Self::OpenApi32
                if contradicts && has(&OF_SWAGGER) && !has(&OF_OPENAPI) =>
            {
                Self::Swagger2
            }
            said => said,
        })
    }

    /// The version by its number alone.
    fn said(tree: &Value) -> Option<Self> {
        match tree.get("openapi").or_else(|| tree.get("swagger"))?.as_str()?.trim() {
            "2.0" => Some(Self::Swagger2),
            version => match version.split('.').collect::<Vec<_>>()[..] {
                ["3", "0", ..] => Some(Self::OpenApi30),
                ["3", "1", ..] => Some(Self::OpenApi31),
                ["3", "2", ..] => Some(Self::OpenApi32),
                _ => None,
            },
        }
    }

    /// What a description of it begins with.
    fn begin(self) -> &'static str {
        match self {
            Self::Swagger2 => "swagger: \"2.0\"",
            Self::OpenApi30 => "openapi: 3.0.3",
            Self::OpenApi31 => "openapi: 3.1.0",
            Self::OpenApi32 => "openapi: 3.2.0",
        }
    }
}

/// Fields of the root that only OpenAPI 3 has.
const OF_OPENAPI: [&str; 3] = ["components", "servers", "webhooks"];
/// Fields of the root that only Swagger 2.0 has.
const OF_SWAGGER: [&str; 6] =
    ["definitions", "host", "basePath", "consumes", "produces", "securityDefinitions"];

/// Checks that a tree is a description of a known version. A version written as a number
/// becomes text.
pub(super) fn check_kind(tree: &mut Value, text: &str, diagnostics: &mut Diagnostics) {
    let root = Pointer::root(FileId::ROOT);
    let Some(key) =
        ["openapi", "swagger"].into_iter().find(|key| tree.get(key).is_some())
    else {
        diagnostics.report(not_openapi(tree, text, &root));
        return;
    };
    let at = root.child(key);
    if let Some(number) = tree[key].as_number() {
        let written = number.to_string();
        let version = match written.as_str() {
            "2" => "2.0".to_owned(),
            "3" => "3.0".to_owned(),
            _ => written.clone(),
        };
        diagnostics.report(
            Diagnostic::new(
                Code::Repaired,
                &at,
                format!("`{key}` is a number; read as `\"{version}\"`"),
            )
            .help(format!("write `{key}: \"{version}\"`")),
        );
        tree[key] = version.into();
    }
    let version = Version::of(tree);
    if let Some(version) = version {
        report_contradiction(tree, key, version, diagnostics);
    } else {
        let message = match tree[key].as_str() {
            Some(version) => format!("`{key}` version `{version}` is not known"),
            None => format!("`{key}` is not a version"),
        };
        diagnostics.report(
            Diagnostic::new(Code::UnsupportedVersion, &at, message)
                .help("Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are read"),
        );
    }
}

/// Reports a description that names two versions, or one that its key has not.
fn report_contradiction(
    tree: &Value,
    key: &str,
    version: Version,
    diagnostics: &mut Diagnostics,
) {
    let begin = version.begin();
    let root = Pointer::root(FileId::ROOT);
    let (at, message) = if key == "openapi" && tree.get("swagger").is_some() {
        let message = "the description has both `openapi` and `swagger`".to_owned();
        (root.child("swagger"), message)
    } else if (Version::said(tree) == Some(Version::Swagger2)) == (key == "openapi") {
        let number = tree[key].as_str().unwrap_or_default();
        let message = format!("`{key}` has no version `{number}`");
        (root.child(key), message)
    } else {
        return;
    };
    diagnostics.report(
        Diagnostic::new(Code::Repaired, &at, message)
            .at_key()
            .note(format!("it was read as if it began with `{begin}`"))
            .help(format!("write `{begin}` alone")),
    );
}

fn not_openapi(tree: &Value, text: &str, root: &Pointer) -> Diagnostic {
    let code = Code::NotOpenapi;
    if tree.get("swaggerVersion").is_some() {
        return Diagnostic::new(
            Code::UnsupportedVersion,
            &root.child("swaggerVersion"),
            "Swagger 1.x is not read",
        )
        .help("convert the description to OpenAPI 3 first");
    }
    if let Some((what, help)) = recognize_text(text).or_else(|| recognize_tree(tree)) {
        let message = format!("this looks like {what}, not like an OpenAPI description");
        return Diagnostic::new(code, root, message).help(help);
    }
    let Value::Object(members) = tree else {
        let what = json_type(tree);
        return Diagnostic::new(
            code,
            root,
            format!("the file is {what}, not a mapping"),
        )
        .help("an OpenAPI description is a mapping that begins with `openapi: 3.1.0`");
    };
    let names = members.keys().map(String::as_str);
    let misspelt = names
        .clone()
        .find(|name| {
            ["openapi", "swagger"].iter().any(|known| name.eq_ignore_ascii_case(known))
        })
        .or_else(|| closest("openapi", names.clone()))
        .or_else(|| closest("swagger", names));
    if let Some(name) = misspelt {
        return Diagnostic::new(
            code,
            &root.child(name),
            format!("`{name}` is neither `openapi` nor `swagger`"),
        )
        .at_key()
        .help("write `openapi`, in lower case, with the version as its value");
    }
    let diagnostic = Diagnostic::new(
        code,
        root,
        "the file does not say which version of OpenAPI it is written in",
    );
    if members.contains_key("paths") || members.contains_key("components") {
        diagnostic.help("add the line `openapi: 3.1.0`, or `swagger: \"2.0\"`")
    } else {
        diagnostic.help("an OpenAPI description has `openapi`, `info` and `paths`")
    }
}

/// What a value is, as a message says it.
fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "one long text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a mapping",
    }
}

type Guess = (&'static str, &'static str);

const DOWNLOAD: &str =
    "the address gave a page instead of the description; get the raw file";

/// Recognizes formats by how their text begins.
pub(super) fn recognize_text(text: &str) -> Option<Guess> {
    let begin: String = text.trim_start().chars().take(200).collect();
    let begin = begin.to_ascii_lowercase();
    let guesses: &[(&str, Guess)] = &[
        ("<!doctype html", ("a web page", DOWNLOAD)),
        ("<html", ("a web page", DOWNLOAD)),
        ("<wsdl:", ("a WSDL document", "only OpenAPI is read")),
        ("<definitions", ("a WSDL document", "only OpenAPI is read")),
        ("<?xml", ("an XML document", "only OpenAPI in JSON or YAML is read")),
        ("<", ("markup", DOWNLOAD)),
        ("#%raml", ("a RAML document", "convert it to OpenAPI first")),
        ("format: 1a", ("an API Blueprint", "convert it to OpenAPI first")),
        ("syntax = \"proto", ("a Protocol Buffers file", "convert it to OpenAPI first")),
        ("import \"@typespec", ("a TypeSpec program", "compile it to OpenAPI first")),
        (
            "version https://git-lfs.github.com",
            ("a Git LFS pointer", "fetch the file itself with `git lfs pull`"),
        ),
        ("404: not found", ("the answer of a web server", DOWNLOAD)),
    ];
    guesses.iter().find(|(prefix, _)| begin.starts_with(prefix)).map(|(_, guess)| *guess)
}

/// Recognizes formats by the members of their root.
fn recognize_tree(tree: &Value) -> Option<Guess> {
    const CONVERT: &str = "convert it to OpenAPI first";
    let has = |pointer: &str| tree.pointer(pointer).is_some();
    let text =
        |pointer: &str| tree.pointer(pointer).and_then(Value::as_str).unwrap_or("");
    Some(match tree {
        _ if has("/info/_postman_id") || text("/info/schema").contains("getpostman") => {
            ("a Postman collection", CONVERT)
        }
        _ if has("/asyncapi") => ("an AsyncAPI description", "only OpenAPI is read"),
        _ if has("/arazzo") => (
            "an Arazzo description of workflows",
            "give the OpenAPI description that it names",
        ),
        _ if has("/overlay") => (
            "an OpenAPI overlay",
            "give the description itself; name the overlay in the configuration",
        ),
        _ if has("/__schema") || has("/data/__schema") => {
            ("a GraphQL schema", "only OpenAPI is read")
        }
        _ if has("/log/entries") => ("a HAR recording", CONVERT),
        _ if text("/kind").starts_with("discovery#") => {
            ("a Google API discovery document", CONVERT)
        }
        _ if text("/_type") == "export" => ("an Insomnia export", CONVERT),
        _ if has("/apiVersion") && has("/kind") => {
            ("a Kubernetes manifest", "give the OpenAPI description")
        }
        _ if has("/dependencies") && has("/version") || has("/devDependencies") => {
            ("a package.json", "give the OpenAPI description")
        }
        _ if has("/services") && !has("/paths") => {
            ("a Compose file", "give the OpenAPI description")
        }
        _ if !has("/paths")
            && (text("/$schema").contains("json-schema")
                || has("/$defs")
                || has("/properties") && has("/type")) =>
        {
            ("a JSON Schema", "put it under `components/schemas` of a description")
        }
        _ if has("/message") && !has("/paths") && tree.as_object()?.len() <= 4 => {
            ("the answer of a web server", DOWNLOAD)
        }
        _ => return None,
    })
}
