//! The program that makes the calls.

use std::fmt::Write;

use specwright::probe::{Argument, Call, Credential, Handed, Sent, Slot, Surface};

/// What all of them have; `@` is the library.
const FRAME: &str = r#"//! Reads lines of a number and a JSON object of values, makes the call of that number with them,
//! and writes what became of it.

#![allow(deprecated, unused, clippy::all)]

use std::future::{Future, IntoFuture};
use std::io::{BufRead, Write};
use std::pin::Pin;

use serde_json::{Map, Value};

type Pending = Pin<Box<dyn Future<Output = Result<(), String>>>>;

fn pending<T: 'static, F: IntoFuture<Output = @::Result<T>>>(request: F) -> Pending
where
    F::IntoFuture: 'static,
{
    let sent = request.into_future();
    Box::pin(async move { sent.await.map(drop).map_err(|error| error.to_string()) })
}

/// The values of a call.
struct Given(Map<String, Value>);

impl Given {
    fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    fn get<T: serde::de::DeserializeOwned>(&self, key: &str) -> Result<T, String> {
        let value = self.0.get(key).ok_or_else(|| format!("not given: {key}"))?;
        serde_json::from_str(&value.to_string())
            .map_err(|error| format!("not given: {key} cannot be {value}: {error}"))
    }

    /// Whether a setter is called: null that it cannot take is there without it.
    fn sets<T: serde::de::DeserializeOwned>(&self, key: &str) -> bool {
        self.has(key) && (!self.0[key].is_null() || self.get::<T>(key).is_ok())
    }

    fn text(&self, key: &str) -> Result<String, String> {
        match self.0.get(key) {
            Some(Value::String(text)) => Ok(text.clone()),
            Some(other) => Ok(other.to_string()),
            None => Err(format!("not given: {key}")),
        }
    }
}

fn main() {
    let base_url = std::env::args().nth(1).expect("the server");
    let client = client(&base_url).expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let (index, text) = line.split_once('\t').expect("a number and JSON");
        let given = Given(serde_json::from_str(text).expect("an object"));
        let call = CALLS[index.parse::<usize>().expect("a number")];
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _guard = runtime.enter();
            call(&client, &given).and_then(|pending| runtime.block_on(pending))
        }));
        let answer = match done {
            Ok(Ok(())) => "ok".to_owned(),
            Ok(Err(error)) => error.replace('\n', " "),
            Err(_) => "a panic".to_owned(),
        };
        writeln!(output, "{answer}").expect("an open output");
        output.flush().expect("an open output");
    }
}
"#;

/// The program for an SDK.
pub(crate) fn program(surface: &Surface) -> String {
    let library = &surface.library;
    let mut text = FRAME.replace('@', library);
    // What the client has for all calls comes from the environment.
    let env = if surface.client_parameters.is_empty() { "" } else { ".env()" };
    let _ = writeln!(
        text,
        "\nfn client(base_url: &str) -> {library}::Result<{library}::Client> {{\n    \
         {library}::Client::builder(){env}.base_url(base_url).max_retries(0){}.build()\n}}",
        surface.credentials.iter().map(credential).collect::<String>()
    );
    for (index, call) in surface.calls.iter().enumerate() {
        function(&mut text, library, index, call);
    }
    let _ = writeln!(
        text,
        "\nconst CALLS: &[fn(&{library}::Client, &Given) -> Result<Pending, String>] = &["
    );
    for index in 0..surface.calls.len() {
        let _ = writeln!(text, "    call_{index},");
    }
    text.push_str("];\n");
    text
}

/// What a credential is: its scheme tells it from the others.
pub(super) fn secret(credential: &Credential) -> String {
    let letters = credential.scheme.chars().filter(char::is_ascii_alphanumeric);
    format!("secret{}", letters.collect::<String>())
}

fn credential(one: &Credential) -> String {
    let secret = secret(one);
    let arguments = match one.arguments {
        1 => format!("{secret:?}"),
        _ => format!("\"user\", {secret:?}"),
    };
    format!(".{}({arguments})", one.setter)
}

fn function(text: &mut String, library: &str, index: usize, call: &Call) {
    let _ = writeln!(
        text,
        "\n/// {} {}\nfn call_{index}(client: &{library}::Client, given: &Given) \
         -> Result<Pending, String> {{",
        call.http_method, call.path
    );
    let mut arguments = Vec::new();
    for (place, argument) in call.arguments.iter().enumerate() {
        let name = format!("a{place}");
        match argument {
            Argument::One(slot) => {
                let _ = writeln!(text, "    let {name} = {};", one(library, slot));
                arguments.push(handed(&name, slot));
            }
            Argument::Params { path, new, setters } => {
                let new: Vec<String> =
                    new.iter().map(|slot| value(library, slot)).collect();
                let _ = writeln!(
                    text,
                    "    let mut {name} = {path}::new({});",
                    new.join(", ")
                );
                for (setter, slot) in setters {
                    let value = value(library, slot);
                    let set =
                        match value.starts_with(&format!("given.get::<{}>", slot.ty)) {
                            true => format!("sets::<{}>", slot.ty),
                            false => "has".to_owned(),
                        };
                    let _ = writeln!(
                        text,
                        "    if given.{set}({:?}) {{ {name} = {name}.{setter}({value}); }}",
                        key(&slot.sent),
                    );
                }
                arguments.push(name);
            }
        }
    }
    let _ =
        writeln!(text, "    Ok(pending({}({})))\n}}", call.method, arguments.join(", "));
}

/// What a value is called among those that are given.
pub(super) fn key(sent: &Sent) -> String {
    match sent {
        Sent::Parameter(place, name) => format!("{place}:{name}"),
        Sent::QueryString => "querystring".to_owned(),
        Sent::Body => "body".to_owned(),
        Sent::Member(name) => format!("member:{name}"),
        Sent::Rest => "rest".to_owned(),
    }
}

fn one(library: &str, slot: &Slot) -> String {
    let value = value(library, slot);
    match slot.optional {
        true => {
            format!(
                "if given.has({:?}) {{ Some({value}) }} else {{ None }}",
                key(&slot.sent)
            )
        }
        false => value,
    }
}

/// An expression for a value.
fn value(library: &str, slot: &Slot) -> String {
    let key = key(&slot.sent);
    let file = format!("{library}::runtime::multipart::FilePart");
    let body = format!("{library}::runtime::Body");
    let made = |from: &str| format!("{file}::new({from}).name(\"a \\\"file\\\".bin\")");
    if slot.ty == file {
        return made(&format!("given.text({key:?})?"));
    }
    if slot.ty == format!("Vec<{file}>") {
        let each = made("text");
        return format!(
            "given.get::<Vec<String>>({key:?})?.into_iter().map(|text| {each}).collect::<Vec<_>>()"
        );
    }
    let form = format!("{library}::runtime::multipart::Multipart");
    if slot.ty == form {
        return format!(
            "given.get::<Map<String, Value>>({key:?})?.iter().fold({form}::new(), |form, (name, value)| form.value(name, value))"
        );
    }
    if slot.ty == body {
        return format!("{body}::from(given.text({key:?})?)");
    }
    let ty = match slot.handed {
        Handed::Slice => format!("Vec<{}>", slot.ty),
        _ => slot.ty.clone(),
    };
    format!("given.get::<{ty}>({key:?})?")
}

fn handed(name: &str, slot: &Slot) -> String {
    match (slot.handed, slot.optional) {
        (Handed::Value, _) => name.to_owned(),
        (_, false) => format!("&{name}"),
        (Handed::Reference, true) => format!("{name}.as_ref()"),
        (Handed::Text | Handed::Slice, true) => format!("{name}.as_deref()"),
    }
}
