//! `<sup>` and `<sub>`: without them, 10⁶ would be 106.

use super::Writer;

/// Text that stands higher or lower than what is around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Super,
    Sub,
}

impl Writer {
    pub(super) fn begin_script(&mut self, script: Script) {
        self.script = Some((script, self.out.len()));
    }

    /// Writes what stands in the tag in digits of its own, or behind a sign where it is a power.
    pub(super) fn end_script(&mut self) {
        let Some((script, start)) = self.script.take() else { return };
        let Some(text) = self.out.get(start..) else { return };
        let text = text.trim();
        let before = self.out[..start].trim_end().chars().next_back();
        let written: Option<String> =
            text.chars().map(|c| of_script(c, script)).collect();
        let written = match written {
            Some(written) if !written.is_empty() => written,
            _ if script == Script::Super
                && before.is_some_and(|c| c.is_ascii_digit())
                && text.chars().all(char::is_alphanumeric)
                && !text.is_empty() =>
            {
                format!("^{text}")
            }
            _ => return,
        };
        self.out.truncate(start);
        self.out.push_str(&written);
    }
}

/// A digit or a sign as it is written higher or lower.
fn of_script(c: char, script: Script) -> Option<char> {
    const FROM: &str = "0123456789+-−()";
    let to = match script {
        Script::Super => "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾",
        Script::Sub => "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎",
    };
    FROM.chars().zip(to.chars()).find(|(from, _)| *from == c).map(|(_, to)| to)
}
