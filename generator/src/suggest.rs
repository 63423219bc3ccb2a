//! "Did you mean": the known word that is closest to a wrong one.

use crate::words::words;

/// The candidate that is closest to `word`, if it is close enough to be what was meant.
pub fn closest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The help that names the closest candidate.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    closest(word, candidates).map(|close| format!("did you mean `{close}`?"))
}

/// Whether a word is another one but for its case or one letter. What is short is like too much.
pub(crate) fn is_misspelt(word: &str, meant: &str) -> bool {
    let most = usize::from(meant.chars().count() > 4);
    distance(word, meant) <= most
}

/// Whether two names are one but for case, white space, `_` and `-`.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| !c.is_whitespace() && !"_-".contains(*c));
        letters.flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}

/// Whether words differ in one letter, or in the order of two.
pub(crate) fn one_letter_apart(word: &str, meant: &str) -> bool {
    // Most words are nothing like each other, which costs little to see.
    let count = |text: &str| text.chars().count();
    count(word).abs_diff(count(meant)) < 2 && distance(word, meant) == 1
}

/// Whether one name is the other with a letter or, where it is long, two typed wrongly. Where they
/// differ in one word, that word alone counts. Names that differ in their first letter, in a number
/// or in a short word as a whole (`min_size` and `max_size`) are two names.
pub(crate) fn is_typing_error(name: &str, meant: &str) -> bool {
    let digits =
        |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let first = |text: &str| letters(text).first().copied();
    // Most names are nothing like each other, which costs little to see.
    let count = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    if first(name) != first(meant) || count(name).abs_diff(count(meant)) > 2 {
        return false;
    }
    let (own, others) = (words(name), words(meant));
    let most = |meant: &str| match meant.chars().count() {
        ..4 => 0,
        4..12 => 1,
        _ => 2,
    };
    let is_long = letters(meant).len() > 4;
    let mut changed = own.iter().zip(&others).filter(|(own, other)| own != other);
    let (own_word, word) = match (own.len() == others.len(), changed.next()) {
        (true, Some((own, other))) if changed.next().is_none() => {
            (own.clone(), other.clone())
        }
        _ => (own.concat(), others.concat()),
    };
    let typed_wrongly = distance(&own_word, &word);
    let shortest = own_word.chars().count().min(word.chars().count());
    is_long
        && shortest > 3
        && (1..=most(&word)).contains(&typed_wrongly)
        && digits(name) == digits(meant)
}

/// How many letters must be inserted, taken away, replaced or swapped with their neighbour to
/// get from one word to the other; case, `-` and `_` make no difference.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (letters(a), letters(b));
    let mut before = vec![0; b.len() + 1];
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            next[j] = replaced.min(row[j] + 1).min(next[j - 1] + 1);
            let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if swapped {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

fn letters(word: &str) -> Vec<char> {
    word.replace('-', "_").to_lowercase().chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_words_are_suggested() {
        let keys = ["spec", "output", "overlays", "per_page"];
        assert_eq!(closest("ouptut", keys), Some("output"));
        assert_eq!(closest("per-page", keys), Some("per_page"));
        assert_eq!(closest("Overlay", keys), Some("overlays"));
        assert_eq!(closest("spek", keys), Some("spec"));
        assert_eq!(closest("something", keys), None);
        assert_eq!(closest("", keys), None);
    }

    #[test]
    fn names_with_a_letter_typed_wrongly_are_meant() {
        assert!(is_typing_error("notificatinos", "notifications"));
        assert!(is_typing_error("elapsedTome", "elapsedTime"));
        assert!(is_typing_error("onwerId", "ownerId"));
        assert!(is_typing_error("dockerImageag", "dockerImageTag"));
        assert!(is_typing_error("user", "users"));
        assert!(!is_typing_error("min_size", "max_size"));
        assert!(!is_typing_error("minimumValue", "maximumValue"));
        assert!(!is_typing_error("source_internal_id", "source_external_id"));
        assert!(!is_typing_error("data_import_id", "data_export_id"));
        assert!(!is_typing_error("line1", "line2"));
        assert!(!is_typing_error("increase", "decrease"));
        assert!(!is_typing_error("file", "fine"));
        assert!(!is_typing_error("userType", "userId"));
        assert!(!is_typing_error("settings", "settingId"));
    }

    #[test]
    fn one_letter_is_a_misspelling_of_a_long_word() {
        assert!(is_misspelt("requestbody", "requestBody"));
        assert!(is_misspelt("requestBdy", "requestBody"));
        assert!(is_misspelt("parameter", "parameters"));
        assert!(is_misspelt("Get", "get"));
        assert!(!is_misspelt("of", "if"));
        assert!(!is_misspelt("params", "parameters"));
    }
}
