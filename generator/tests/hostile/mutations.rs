//! Random changes of a description never make the generator panic, and what it makes of them is
//! Rust.

use proptest::prelude::*;
use serde_json::Value;

use crate::mutate::{BASE, Bytes, mutate};
use crate::{generate, on_main_stack};

#[test]
fn without_a_change_it_is_valid() {
    let (generated, diagnostics) = generate(BASE.to_owned());
    assert!(generated.is_some(), "{diagnostics:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_description_is_refused_or_made_an_sdk(
        times in 1usize..12,
        bytes in prop::collection::vec(any::<u8>(), 400),
    ) {
        let mut description: Value = serde_json::from_str(BASE).expect("the base is JSON");
        mutate(&mut description, times, &mut Bytes(&bytes));
        let text = description.to_string();
        let wrong = on_main_stack(move || {
            let (generated, diagnostics) = generate(text);
            match generated {
                Some(generated) => generated.files.iter().find_map(|(path, text)| {
                    let is_rust = path.ends_with(".rs") && !path.contains("/runtime/");
                    let error = is_rust.then(|| syn::parse_file(text).err()).flatten()?;
                    Some(format!("{path}: {error}"))
                }),
                None if diagnostics.has_errors() => None,
                None => Some("it fails and says nothing".to_owned()),
            }
        });
        prop_assert_eq!(wrong, None);
    }
}
