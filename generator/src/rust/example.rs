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
        let own = client.into_iter().chain(own);
        text.extend(own.map(|path| format!("use {library}::{path};\n")));
        text
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

/// `let name = Type::new(…);`, with a line for each argument where one is not enough.
fn variable(name: &str, value: &str, width: usize) -> String {
    let line = format!("let {name} = {value};\n");
    let call = value.strip_suffix(')').and_then(|value| value.split_once("::new("));
    match call {
        Some((_, arguments))
            if line.len() > width + 1
                && (value.len() + 4 <= width || arguments.is_empty()) =>
        {
            format!("let {name} =\n    {value};\n")
        }
        Some((ty, arguments)) if line.len() > width + 1 => {
            let arguments = split(arguments).map(|one| format!("    {one},\n"));
            format!("let {name} = {ty}::new(\n{});\n", arguments.collect::<String>())
        }
        _ => line,
    }
}

/// The arguments of a call: commas inside of strings, brackets and parentheses are their own.
fn split(arguments: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    let parts = arguments.split(move |c: char| {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            '(' | '[' if !quoted => depth += 1,
            ')' | ']' if !quoted => depth = depth.saturating_sub(1),
            ',' => return depth == 0 && !quoted,
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
