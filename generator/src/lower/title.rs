//! What an SDK is called in a sentence: titles are of texts as often as of APIs.

/// What an SDK is, by the title of its API.
pub(super) fn sentence(title: &str) -> String {
    let title = title.strip_prefix("The ").unwrap_or(title);
    let title = without_text(title);
    let is_word_api = |word: &str| {
        let word = word.to_ascii_lowercase();
        word.ends_with("api") || matches!(word.as_str(), "apis" | "api's" | "api’s")
    };
    let says_nothing = |word: &str| {
        let lower = word.to_ascii_lowercase();
        is_version(&lower)
            || matches!(lower.as_str(), "api" | "apis" | "openapi" | "rest" | "fastapi")
    };
    let bare = title.split_whitespace().all(says_nothing);
    let mut words = title.split(|c: char| !c.is_alphanumeric() && !"'’".contains(c));
    match words.any(is_word_api) {
        _ if bare => "Client for an HTTP API.".to_owned(),
        true => format!("Client for the {title}."),
        false => format!("Client for the {title} API."),
    }
}

/// A title without what it says at its end of the text that it stands over.
fn without_text(title: &str) -> &str {
    const TEXT: [&str; 7] =
        ["doc", "docs", "documentation", "spec", "specs", "specification", "swagger"];
    // Words that are as well of what the API is about.
    const BEHIND_API: [&str; 4] = ["reference", "definition", "definitions", "openapi"];
    const OPEN: [&str; 9] = ["and", "by", "for", "from", "in", "of", "the", "with", "&"];
    let whole = trimmed(title);
    let mut rest = whole;
    loop {
        let (before, last) = rest.rsplit_once(' ').unwrap_or(("", rest));
        let before = trimmed(before);
        let word_before = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let is_text = match last.to_lowercase().as_str() {
            "ui" => word_before == "swagger",
            "interactive" => rest.len() < whole.len(),
            word if BEHIND_API.contains(&word) => word_before.ends_with("api"),
            word => TEXT.contains(&word),
        };
        if !is_text || before.is_empty() {
            return rest;
        }
        if OPEN.contains(&&*word_before) {
            return whole;
        }
        rest = before;
    }
}

/// A title without signs at its end.
fn trimmed(title: &str) -> &str {
    title.trim_end_matches(|c: char| c.is_whitespace() || ".,:;|–—-".contains(c))
}

/// Whether a word is a version: `v2`, `1.0`.
fn is_version(word: &str) -> bool {
    let number = word.strip_prefix('v').unwrap_or(word);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn titles_are_of_the_api_and_not_of_its_text() {
        for (title, expected) in [
            ("Pets", "the Pets API"),
            ("The Pets API.", "the Pets API"),
            ("Pets OpenAPI", "the Pets OpenAPI"),
            ("API V1", "an HTTP API"),
            ("FastAPI", "an HTTP API"),
            ("Pets API Specification", "the Pets API"),
            ("Pets - Interactive Swagger UI Documentation", "the Pets API"),
            ("Pets API Reference", "the Pets API"),
            ("Cross Reference", "the Cross Reference API"),
            ("Documentation", "the Documentation API"),
            ("Pets Interactive", "the Pets Interactive API"),
            ("Test the Pets with Swagger", "the Test the Pets with Swagger API"),
            ("DocumentDB", "the DocumentDB API"),
        ] {
            assert_eq!(sentence(title), format!("Client for {expected}."), "{title}");
        }
    }
}
