//! Members whose keys are IRIs (JSON-LD §4.1.2): code calls them by the last segment.

use crate::model::Field;
use crate::words::{counts, snake};

/// Calls members by the last segment of the IRIs that their keys are, unless another member is called
/// so.
pub(super) fn call_by_last_segments(fields: &mut [Field]) {
    if !fields.iter().any(|field| last_segment(&field.name).is_some()) {
        return;
    }
    let called = |field: &Field| match &field.rename {
        Some(name) => snake(name),
        None => snake(last_segment(&field.name).unwrap_or(&field.name)),
    };
    let counts = counts(fields.iter().map(called));
    for field in fields {
        if field.rename.is_none() && counts[&called(field)] == 1 {
            field.rename = last_segment(&field.name).map(str::to_owned);
        }
    }
}

/// What stands behind the last `#` or slash of an IRI.
fn last_segment(key: &str) -> Option<&str> {
    let rest = key.strip_prefix("https://").or_else(|| key.strip_prefix("http://"))?;
    let (_, last) = rest.rsplit_once(['#', '/'])?;
    last.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{TypeId, TypeRef};
    use crate::source::{FileId, Pointer};

    #[test]
    fn the_last_segment_is_the_name_where_it_is_one() {
        let keys = [
            "https://a.test/ns/cargo#postCode",
            "https://a.test/ns/cargo#kind",
            "http://b.test/kind",
            "https://a.test/ns/id",
            "id",
            "https://a.test/",
            "a/b",
        ];
        let field = |key: &&str| {
            let schema = TypeRef { id: TypeId(0), nullable: false };
            Field::new((*key).to_owned(), schema, Pointer::root(FileId::ROOT))
        };
        let mut fields: Vec<Field> = keys.iter().map(field).collect();
        call_by_last_segments(&mut fields);
        let names: Vec<Option<&str>> =
            fields.iter().map(|field| field.rename.as_deref()).collect();
        assert_eq!(names, [Some("postCode"), None, None, None, None, None, None]);
    }
}
