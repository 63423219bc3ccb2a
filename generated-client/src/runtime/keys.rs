//! The keys of structures that are decoded: finding them in the table of members, and which of
//! them were there.

use std::fmt;
use std::marker::PhantomData;
use std::mem;

use serde::de::{self, DeserializeSeed, Deserializer, Visitor};

use super::{Field, Object};

/// Where the keys of a list are: made when the SDK is compiled, and looked into instead of going
/// through the list.
pub(super) struct Lookup {
    /// The index of a key at the place that its text leads to, or behind it where that is taken;
    /// `NONE` where nothing is.
    slots: [u8; SLOTS],
}

const SLOTS: usize = 128;
const NONE: u8 = u8::MAX;
/// With more keys than this, few of them would be at the place that they lead to. The others
/// have none.
const MOST: usize = 96;

impl Lookup {
    /// That of the members of a structure.
    pub(super) const fn of_fields(fields: &[Field]) -> Self {
        let (mut slots, mut index) = ([NONE; SLOTS], 0);
        while index < fields.len() && index < MOST {
            slots = with(slots, fields[index].key(), index);
            index += 1;
        }
        Self { slots }
    }

    /// That of the values of an enum.
    pub(super) const fn of_values<T>(values: &[(&str, T)]) -> Self {
        let (mut slots, mut index) = ([NONE; SLOTS], 0);
        while index < values.len() && index < MOST {
            slots = with(slots, values[index].0, index);
            index += 1;
        }
        Self { slots }
    }

    /// The index of a key in the list, whose items have the key that `key_of` says.
    #[inline]
    pub(super) fn find<T>(
        &self,
        list: &[T],
        key: &str,
        key_of: impl Fn(&T) -> &str,
    ) -> Option<usize> {
        let (placed, others) = list.split_at(list.len().min(MOST));
        let mut place = place(key.as_bytes());
        loop {
            let index = usize::from(self.slots[place]);
            match placed.get(index) {
                Some(item) if is_same(key_of(item), key) => return Some(index),
                Some(_) => place = (place + 1) % SLOTS,
                None => break,
            }
        }
        others.iter().position(|item| key_of(item) == key).map(|index| index + MOST)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "there are at most MOST")]
const fn with(mut slots: [u8; SLOTS], key: &str, index: usize) -> [u8; SLOTS] {
    let mut place = place(key.as_bytes());
    while slots[place] != NONE {
        place = (place + 1) % SLOTS;
    }
    slots[place] = index as u8;
    slots
}

/// The place that a key leads to: some of its bytes tell most keys of a list apart.
#[inline]
const fn place(key: &[u8]) -> usize {
    let length = key.len();
    if length == 0 {
        return 0;
    }
    let (first, middle, last) = (key[0], key[length / 2], key[length - 1]);
    let sum =
        first as usize * 7 + middle as usize * 31 + last as usize * 3 + length * 17;
    sum % SLOTS
}

/// Finds keys in the table of a structure: their index, or nothing when they are not in it.
pub(super) struct Keys<T> {
    /// Where the next key is expected: objects mostly have the order of the table.
    next: usize,
    /// The last key that is not in the table, where those are kept.
    other: String,
    object: PhantomData<T>,
}

impl<T: Object> Keys<T> {
    const LOOKUP: Lookup = Lookup::of_fields(T::FIELDS);

    #[inline]
    pub(super) fn new() -> Self {
        Self { next: 0, other: String::new(), object: PhantomData }
    }

    /// The last key that is not in the table.
    pub(super) fn take_other(&mut self) -> String {
        mem::take(&mut self.other)
    }

    #[inline]
    fn find(&mut self, key: &str) -> Option<usize> {
        let found = match T::FIELDS.get(self.next) {
            Some(field) if is_same(field.key(), key) => Some(self.next),
            _ => const { &Self::LOOKUP }.find(T::FIELDS, key, |field| field.key()),
        };
        if let Some(index) = found {
            self.next = index + 1;
        } else if T::REST {
            key.clone_into(&mut self.other);
        }
        found
    }
}

impl<'de, T: Object> DeserializeSeed<'de> for &mut Keys<T> {
    type Value = Option<usize>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<T: Object> Visitor<'_> for &mut Keys<T> {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    #[inline]
    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(self.find(key))
    }
}

/// Whether two keys are equal: without a call for the lengths that most have.
#[inline]
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    match (one.len(), other.len()) {
        (a, b) if a != b => false,
        (4..=7, _) => ends::<4>(one) == ends::<4>(other),
        (8..=16, _) => ends::<8>(one) == ends::<8>(other),
        _ => one == other,
    }
}

/// The first and the last bytes, which can overlap.
#[inline]
fn ends<const N: usize>(bytes: &[u8]) -> (Option<&[u8; N]>, Option<&[u8; N]>) {
    (bytes.first_chunk(), bytes.last_chunk())
}

/// Which members of the table were there.
#[derive(Default)]
pub(super) struct Seen {
    first: u64,
    more: Vec<u64>,
}

impl Seen {
    /// The required ones and constants of the first 64, as they are in `first`; nothing if there are more than
    /// those, which then have to be looked for one by one.
    pub(super) const fn required(fields: &[Field]) -> Option<u64> {
        let (mut required, mut index) = (0, 0);
        while index < fields.len() {
            if matches!(
                fields[index],
                Field::Required(_) | Field::Constant(..) | Field::ConstantOr(..)
            ) {
                if index >= 64 {
                    return None;
                }
                required |= 1 << index;
            }
            index += 1;
        }
        Some(required)
    }

    #[inline]
    pub(super) fn has_all(&self, required: Option<u64>) -> bool {
        required.is_some_and(|required| self.first & required == required)
    }

    /// The key of the first required member that was not there.
    pub(super) fn missing(&self, fields: &[Field]) -> Option<&'static str> {
        fields.iter().enumerate().find_map(|(index, field)| match field {
            Field::Required(key)
            | Field::Constant(key, _)
            | Field::ConstantOr(key, ..)
                if !self.contains(index) =>
            {
                Some(*key)
            }
            _ => None,
        })
    }

    #[inline]
    pub(super) fn insert(&mut self, index: usize) {
        if index < 64 {
            self.first |= 1 << index;
        } else {
            self.insert_more(index - 64);
        }
    }

    fn insert_more(&mut self, index: usize) {
        let word = index / 64;
        if self.more.len() <= word {
            self.more.resize(word + 1, 0);
        }
        self.more[word] |= 1 << (index % 64);
    }

    fn contains(&self, index: usize) -> bool {
        match index.checked_sub(64) {
            None => self.first & (1 << index) != 0,
            Some(index) => self
                .more
                .get(index / 64)
                .is_some_and(|word| word & (1 << (index % 64)) != 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_the_same_when_their_texts_are() {
        for length in 0..20 {
            let text = "k".repeat(length);
            assert!(is_same(&text, &text), "{length}");
            assert!(!is_same(&text, &format!("{text}k")), "{length}");
            for at in 0..length {
                let mut other = text.clone();
                other.replace_range(at..=at, "x");
                assert!(!is_same(&text, &other), "{length}: {at}");
            }
        }
    }

    #[test]
    fn every_key_of_a_list_is_found_and_no_other() {
        for length in [0, 1, 5, MOST, MOST + 40] {
            let keys: Vec<String> =
                (0..length).map(|index| format!("key{index}")).collect();
            let values: Vec<(&str, ())> = keys.iter().map(|key| (&**key, ())).collect();
            let lookup = Lookup::of_values(&values);
            let find = |key: &str| lookup.find(&values, key, |(text, ())| text);
            for (index, key) in keys.iter().enumerate() {
                assert_eq!(find(key), Some(index), "{length}");
            }
            for other in ["", "key", "yek1", "key01", "key1000"] {
                assert_eq!(find(other), None, "{length}: {other}");
            }
        }
    }

    #[test]
    fn required_members_are_missed_wherever_they_stand() {
        let mut fields = [Field::Optional("o"); 200];
        (fields[3], fields[150]) = (Field::Required("a"), Field::Required("b"));
        let mut seen = Seen::default();
        assert!(!seen.has_all(Seen::required(&fields[..64])));
        assert_eq!(seen.missing(&fields), Some("a"));
        seen.insert(3);
        assert!(seen.has_all(Seen::required(&fields[..64])));
        assert_eq!(Seen::required(&fields), None);
        assert_eq!(seen.missing(&fields), Some("b"));
        seen.insert(150);
        assert_eq!(seen.missing(&fields), None);
    }
}
