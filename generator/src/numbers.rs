//! The numbers behind names that several things would have.

use std::collections::BTreeMap;

/// The numbers that were given so far. A name that was free once is taken from then on, so that
/// none is looked at again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers(BTreeMap<String, usize>);

impl Numbers {
    /// A name with a number, from 2 on, that is not taken.
    pub(crate) fn name(
        &mut self,
        plain: &str,
        separator: &str,
        is_taken: impl Fn(&str) -> bool,
    ) -> String {
        let number = self.0.entry(plain.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let name = format!("{plain}{separator}{number}");
            if !is_taken(&name) {
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_on_and_leave_out_what_is_taken() {
        let mut numbers = Numbers::default();
        let names = [(); 3].map(|()| numbers.name("A", "_", |name| name == "A_3"));
        assert_eq!(names, ["A_2", "A_4", "A_5"]);
        assert_eq!(numbers.name("B", "", |_| false), "B2");
    }
}
