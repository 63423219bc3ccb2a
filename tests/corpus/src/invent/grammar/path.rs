//! Paths: of resources, of procedures, with verbs, with parameters in the middle of a segment.

use serde_json::{Value, json};

use super::Grammar;

impl Grammar {
    /// A path and its parameters.
    pub(super) fn path(&mut self) -> (String, Vec<Value>) {
        let mut path = String::new();
        if self.one_in(5) {
            path.push_str(self.pick(&["/v1", "/v2", "/api/v1", "/api"]));
        }
        let mut names = Vec::new();
        let mut is_split = false;
        match self.below(12) {
            0 => {
                let (of, what) = (self.collection(), self.action());
                path.push_str(
                    &self
                        .pick(&[
                            "/{of}.{what}",
                            "/{what}",
                            "/{of}/{what}",
                            "/rpc/{of}.{what}",
                        ])
                        .replace("{of}", of)
                        .replace("{what}", what),
                );
            }
            1 => {
                let (of, what) = (self.collection(), self.action());
                path.push_str(&format!("/{of}:{what}"));
            }
            2 => {
                let (of, what) = (self.collection(), self.action());
                let id = self.variable(&mut names);
                path.push_str(&format!("/{of}/{id}:{what}"));
            }
            3 => {
                let of = self.collection();
                let (one, other) =
                    (self.variable(&mut names), self.variable(&mut names));
                let between = self.pick(&["...", ".", "-", ",", "/to/", "@"]);
                path.push_str(&format!("/{of}/{one}{between}{other}"));
                is_split = true;
            }
            4 => {
                let of = self.collection();
                let id = self.variable(&mut names);
                path.push_str(&format!("/{of}({id})"));
            }
            _ => self.nested(&mut path, &mut names),
        }
        let parameters = names.into_iter().map(|name| match is_split {
            // Where one ends and the next begins has to be sure.
            true => json!({
                "name": name, "in": "path", "required": true,
                "schema": { "type": "string", "pattern": "^[a-z0-9]{1,8}$" },
            }),
            false => self.parameter("path", &name, true),
        });
        let parameters = parameters.collect();
        (path, parameters)
    }

    /// `/pets/{pet_id}/tags`.
    fn nested(&mut self, path: &mut String, names: &mut Vec<String>) {
        for _ in 0..=self.below(3) {
            path.push('/');
            path.push_str(self.collection());
            if !self.one_in(3) {
                path.push('/');
                let variable = self.variable(names);
                path.push_str(&variable);
            }
        }
        match self.below(8) {
            0 => path.push('/'),
            1 | 2 => {
                path.push('/');
                path.push_str(self.action());
            }
            _ => {}
        }
    }

    /// `{id}`, with a name that the path has not yet.
    fn variable(&mut self, names: &mut Vec<String>) -> String {
        let mut name = match self.one_in(3) {
            true => self.parameter_name("path"),
            false => {
                self.pick(&["id", "pet_id", "userId", "name", "account-id"]).to_owned()
            }
        };
        while names.contains(&name) {
            name.push_str("_2");
        }
        names.push(name.clone());
        format!("{{{name}}}")
    }
}

/// A path without the names of its parameters: two that are equal so are the same path.
pub(super) fn bare(path: &str) -> String {
    let parts =
        path.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    parts.collect::<Vec<_>>().join("{}")
}
