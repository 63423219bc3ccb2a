//! What Java's docs refer to, in texts that were taken from there.

use std::borrow::Cow;

/// Javadoc's links to code as code: `{@link Pet#name}`.
pub(super) fn linked_names(text: Cow<'_, str>) -> Cow<'_, str> {
    const MARKS: [&str; 3] = ["{@link ", "{@linkplain ", "{@code "];
    if !MARKS.iter().any(|mark| text.contains(mark)) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some((at, mark)) =
        MARKS.iter().filter_map(|mark| Some((rest.find(mark)?, mark))).min()
    {
        let inside = &rest[at + mark.len()..];
        let Some((name, after)) = inside.split_once('}') else { break };
        out.push_str(&rest[..at]);
        // Behind the name can stand what it is called.
        let name = name.trim();
        let (name, called) = match *mark {
            "{@code " => (name, ""),
            _ => name.split_once(char::is_whitespace).unwrap_or((name, "")),
        };
        match called.trim() {
            "" => out.push_str(&format!("`{name}`")),
            called => out.push_str(&format!("{called} (`{name}`)")),
        }
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::linked_names;

    #[test]
    fn names_are_code() {
        for (text, expected) in [
            ("A {@link Pet#name} or {@link Pet pets}.", "A `Pet#name` or pets (`Pet`)."),
            ("It is {@code null}.", "It is `null`."),
            ("See {@link", "See {@link"),
        ] {
            assert_eq!(linked_names(text.into()), expected);
        }
    }
}
