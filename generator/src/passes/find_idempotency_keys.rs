//! Finds the headers by which servers recognize repeated requests, so that calls that are not
//! idempotent can be repeated all the same.

use super::walk;
use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::model::{
    Api, IdempotencyKey, Location, Operation, Parameter, StringFormat, TypeKind, Types,
};
use crate::words::words;

pub(super) fn run(api: &mut Api, _: &Config, _: &mut Diagnostics) {
    for operation in &mut api.operations {
        // Methods that change nothing need no key, and each page would need one of its own.
        let is_safe = matches!(
            operation.method.as_str(),
            "GET" | "HEAD" | "OPTIONS" | "TRACE" | "QUERY"
        );
        if !is_safe && operation.pagination.is_none() {
            find(&api.types, operation);
        }
    }
}

fn find(types: &Types, operation: &mut Operation) {
    let mut parameters = operation.parameters.iter_mut();
    let key = parameters.find(|one| {
        one.location == Location::Header && one.constant.is_none() && is_key(&one.name)
    });
    let Some(parameter) = key else { return };
    let is_made = takes_uuid(types, parameter);
    if is_made {
        parameter.required = false;
    }
    let header = parameter.name.clone();
    operation.idempotency_key = Some(IdempotencyKey { header, is_made });
}

/// Whether a header is called an idempotency key: `Idempotency-Key`, `x-idempotence-token`.
fn is_key(name: &str) -> bool {
    let words = words(name);
    let says_so =
        |word: &String| matches!(&**word, "idempotency" | "idempotence" | "idempotent");
    let is_end =
        |word: &String| says_so(word) || matches!(&**word, "key" | "token" | "id");
    words.iter().any(says_so) && words.last().is_some_and(is_end)
}

/// Whether a UUID is a value of the parameter, as far as its schema tells.
fn takes_uuid(types: &Types, parameter: &Parameter) -> bool {
    let def = walk::definition(types, parameter.schema);
    let limits = &def.constraints;
    matches!(def.kind, TypeKind::String(StringFormat::Plain | StringFormat::Uuid))
        && limits.pattern.is_none()
        && limits.max_length.is_none_or(|most| most >= 36)
        && limits.min_length.is_none_or(|least| least <= 36)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_keys() {
        let keys =
            ["Idempotency-Key", "X-Idempotency-Key", "Idempotence-Key", "x_idempotency"];
        let others = ["Idempotency-Key-Expiry", "X-Api-Key", "X-Request-Id", "X-Token"];
        for name in keys {
            assert!(is_key(name), "{name}");
        }
        for name in others {
            assert!(!is_key(name), "{name}");
        }
    }
}
