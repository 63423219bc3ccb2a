//! Example calls as text, in rustfmt's form.

use super::ExampleCall;

impl ExampleCall {
    /// The `use` declarations that it needs in a crate of this name, each with the end of its
    /// line: those of std, and after them the client, where it is named, and what is of the crate.
    pub(crate) fn imports(&self, library: &str, client: Option<&str>) -> String {
        let (of_std, own): (Vec<_>, Vec<_>) = self
            .uses
            .iter()
            .map(String::as_str)
            .partition(|path| path.starts_with("std::"));
        let mut text: String =
            of_std.iter().map(|path| format!("use {path};\n")).collect();
        if !text.is_empty() {
            text.push('\n');
        }
        let (others, own): (Vec<_>, Vec<_>) =
            own.into_iter().partition(|path| path.starts_with("serde_json::"));
        let others = |before: bool| {
            let others =
                others.iter().filter(move |path| (***path < *library) == before);
            others.map(|path| format!("use {path};\n")).collect::<String>()
        };
        text.push_str(&others(true));
        let own = client.into_iter().chain(own);
        text.extend(own.map(|path| format!("use {library}::{path};\n")));
        text.push_str(&others(false));
        text
    }

    /// How long its arguments are together.
    pub(crate) fn length(&self) -> usize {
        self.arguments.iter().map(|(_, value)| value.len()).sum()
    }

    /// Whether a value in which methods are called, or a list, takes more than a line.
    pub(crate) fn has_broken_chains(&self) -> bool {
        const WIDTH: usize = 80;
        self.arguments.iter().any(|(name, value)| {
            let takes_more = value.contains(").") || value.contains('[');
            takes_more && format!("let {name} = {value};").len() > WIDTH
        })
    }

    /// Whether it has errors of its own, beside those of the SDK.
    pub(crate) fn parses(&self) -> bool {
        self.arguments.iter().any(|(_, value)| value.contains(".parse()?"))
    }

    /// The statements that make the call, in lines of at most `width` characters where that can
    /// be. What is long goes into a variable of its own first.
    pub(crate) fn statements(&self, binding: &str, width: usize) -> String {
        let values = self.arguments.iter().map(|(_, value)| value.clone());
        let line = self.line(binding, &values.collect::<Vec<_>>());
        if line.len() <= width {
            return line;
        }
        let mut text = String::new();
        let mut arguments = Vec::new();
        for (name, value) in &self.arguments {
            let (before, value, after) = borrowed(value);
            if value.contains("::new(") {
                text.push_str(&variable(name, value, width));
                arguments.push(format!("{before}{name}{after}"));
            } else {
                arguments.push(format!("{before}{value}{after}"));
            }
        }
        let line = self.line(binding, &arguments);
        text.push_str(&if line.len() <= width {
            line
        } else {
            self.broken(binding, &arguments, width)
        });
        text
    }

    fn line(&self, binding: &str, arguments: &[String]) -> String {
        let Self { accessor, method, .. } = self;
        format!("{binding}{accessor}.{method}({}).await?;", arguments.join(", "))
    }

    /// The call on a line of its own or, where that is too long, with a line for each of its parts.
    fn broken(&self, binding: &str, arguments: &[String], width: usize) -> String {
        let line = self.line("", arguments);
        if !binding.is_empty() && line.len() + 4 <= width {
            return format!("{}\n    {line}", binding.trim_end());
        }
        let accessor =
            self.accessor.replace("().", "()\n    .").replacen('.', "\n    .", 1);
        let call = format!("    .{}({})", self.method, arguments.join(", "));
        let call = if call.len() <= width {
            call
        } else {
            let lines = arguments.iter().map(|one| format!("        {one},\n"));
            format!("    .{}(\n{}    )", self.method, lines.collect::<String>())
        };
        format!("{binding}{accessor}\n{call}\n    .await?;")
    }
}

/// A value apart from what borrows it: `&value` and `Some(&value)`.
fn borrowed(argument: &str) -> (&'static str, &str, &'static str) {
    let given = argument.strip_prefix("Some(&").and_then(|rest| rest.strip_suffix(')'));
    match (given, argument.strip_prefix('&')) {
        (Some(value), _) => ("Some(&", value, ")"),
        (None, Some(value)) => ("&", value, ""),
        (None, None) => ("", argument, ""),
    }
}

/// `let name = value;`, in as many lines as it takes.
fn variable(name: &str, value: &str, width: usize) -> String {
    let line = format!("let {name} = {value};\n");
    if line.len() <= width + 1 {
        return line;
    }
    let below = format!("    {value};");
    match below.len() <= width || value.ends_with("::new()") {
        true => format!("let {name} =\n{below}\n"),
        false => {
            let start = format!("let {name} = ");
            format!("{start}{};\n", laid_out(value, (0, start.len()), width))
        }
    }
}

/// A value with a line for each method or argument where one is not enough, in lines with an
/// indentation of which the first has so many characters already.
fn laid_out(value: &str, (indent, start): (usize, usize), width: usize) -> String {
    if start + value.len() < width || value.starts_with("json!") {
        return value.to_owned();
    }
    let deeper = indent + 4;
    let below = |one: &&str| laid_out(one, (deeper, deeper + 1), width);
    let (root, methods) = chain(value);
    if !methods.is_empty() {
        let methods = methods.iter().map(below);
        let methods = methods.map(|one| format!("\n{:deeper$}.{one}", ""));
        return format!("{root}{}", methods.collect::<String>());
    }
    let Some((head, inside, end)) = taken_apart(value) else { return value.to_owned() };
    let arguments: Vec<&str> = split(inside, ',').collect();
    match arguments.as_slice() {
        [only] if taken_apart(only).is_some() && chain(only).1.is_empty() => {
            let start = start + head.len();
            format!("{head}{}{end}", laid_out(only, (indent, start), width))
        }
        arguments => {
            let lines = arguments.iter().map(below);
            let lines = lines.map(|one| format!("{:deeper$}{one},\n", ""));
            format!("{head}\n{}{:indent$}{end}", lines.collect::<String>(), "")
        }
    }
}

/// A call or a list as what opens it, what is inside, and what closes it.
fn taken_apart(value: &str) -> Option<(&str, &str, &str)> {
    let open =
        value.find(['(', '[', '"']).filter(|at| !value[*at..].starts_with('"'))?;
    let close = value.len() - 1;
    let is_closed = value.ends_with([')', ']']) && close > open + 1;
    is_closed.then(|| (&value[..=open], &value[open + 1..close], &value[close..]))
}

/// A value and the methods that are called on it one after the other.
fn chain(value: &str) -> (&str, Vec<&str>) {
    let mut parts = split(value, '.');
    match parts.next() {
        Some(root) if root.ends_with(')') => (root, parts.collect()),
        _ => (value, Vec::new()),
    }
}

/// The parts between commas or dots: those inside of strings, brackets and parentheses are their
/// own.
fn split(text: &str, between: char) -> impl Iterator<Item = &str> {
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    let parts = text.split(move |c: char| {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth = depth.saturating_sub(1),
            c if c == between => return depth == 0 && !quoted,
            _ => {}
        }
        false
    });
    parts.map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(accessor: &str, arguments: &[(&str, &str)]) -> ExampleCall {
        let own =
            |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        ExampleCall {
            uses: Vec::new(),
            accessor: accessor.to_owned(),
            method: "get".to_owned(),
            arguments: arguments.iter().map(own).collect(),
            gives: true,
            deprecated: false,
            feature: None,
        }
    }

    #[test]
    fn short_calls_are_one_line() {
        let call = example("client.pets()", &[("id", "\"id\"")]);
        assert_eq!(call.statements("", 80), "client.pets().get(\"id\").await?;");
    }

    #[test]
    fn long_chains_have_a_line_for_each_method() {
        let value =
            "Some(&Pet::new().name(\"a. b\").toys(vec![Toy::new(1.5).red(true)]))";
        let call = example("client.pets()", &[("pet", value)]);
        assert_eq!(
            call.statements("", 50),
            "let pet = Pet::new()\n    .name(\"a. b\")\n    .toys(vec![Toy::new(1.5).red(true)]);\n\
             client.pets().get(Some(&pet)).await?;"
        );
        assert!(!call.has_broken_chains());
    }

    #[test]
    fn what_is_borrowed_in_an_option_outlives_its_statement() {
        let call = example("client.pets()", &[("pet", "Some(&Pet::new(\"a\"))")]);
        let line = call.statements("", 80);
        assert_eq!(line, "client.pets().get(Some(&Pet::new(\"a\"))).await?;");
        assert_eq!(
            call.statements("", 45),
            "let pet = Pet::new(\"a\");\nclient.pets().get(Some(&pet)).await?;"
        );
    }

    #[test]
    fn what_is_made_of_nothing_has_no_arguments_to_break() {
        let call = example("client.pets()", &[("params", "PetListParams::new()")]);
        assert_eq!(
            call.statements("", 25),
            "let params =\n    PetListParams::new();\nclient\n    .pets()\n    .get(params)\n    .await?;"
        );
    }

    #[test]
    fn long_arguments_become_variables() {
        let call = example(
            "client.pets()",
            &[("pet", "&Pet::new(\"a, b\", Toy::new(1, 2))"), ("params", "P::new(3)")],
        );
        assert_eq!(
            call.statements("let a = ", 45).lines().skip(2).collect::<Vec<_>>(),
            ["let a =", "    client.pets().get(&pet, params).await?;"]
        );
        assert_eq!(
            call.statements("let a = ", 40),
            "let pet =\n    Pet::new(\"a, b\", Toy::new(1, 2));\nlet params = P::new(3);\n\
             let a = client\n    .pets()\n    .get(&pet, params)\n    .await?;"
        );
        assert_eq!(
            call.statements("let a = ", 25),
            "let pet = Pet::new(\n    \"a, b\",\n    Toy::new(1, 2),\n);\nlet params = P::new(3);\n\
             let a = client\n    .pets()\n    .get(&pet, params)\n    .await?;"
        );
        assert_eq!(
            call.statements("let a = ", 20)
                .lines()
                .skip_while(|line| !line.starts_with("let a"))
                .collect::<Vec<_>>(),
            [
                "let a = client",
                "    .pets()",
                "    .get(",
                "        &pet,",
                "        params,",
                "    )",
                "    .await?;"
            ]
        );
    }
}
