//! Text that matches a regular expression.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::random::Random;

/// A text that matches; `None` when the expression is none of this kind. Looking around is not
/// understood, so the text need not match: whoever wants that to be sure asks a validator.
pub(super) fn matching(
    pattern: &str,
    random: &mut Random,
    least: usize,
    most: usize,
) -> Option<String> {
    let parsed = regex_syntax::parse(pattern).ok()?;
    let mut best = None;
    for attempt in 0..8 {
        let mut text = String::new();
        write(&parsed, random, attempt, &mut text)?;
        let length = text.chars().count();
        if (least..=most).contains(&length) {
            return Some(text);
        }
        best = Some(text);
    }
    best
}

/// The greater `wide`, the more often something is repeated.
fn write(hir: &Hir, random: &mut Random, wide: u32, text: &mut String) -> Option<()> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => {
            text.push_str(std::str::from_utf8(&literal.0).ok()?);
        }
        HirKind::Class(Class::Unicode(class)) => {
            let ranges = class.ranges();
            // Letters and digits where the class has some: those are never escaped.
            let plain =
                ranges.iter().filter(|range| range.start().is_ascii_alphanumeric());
            let plain: Vec<_> = plain.collect();
            let range = match plain.len() {
                0 => ranges.get(random.below(ranges.len()))?,
                count => plain[random.below(count)],
            };
            let (start, end) = (u32::from(range.start()), u32::from(range.end()));
            let width = usize::try_from(end.min(0x17f).saturating_sub(start)).ok()?;
            let offset = u32::try_from(random.below(width + 1)).ok()?;
            text.push(char::from_u32(start + offset).unwrap_or(range.start()));
        }
        HirKind::Class(Class::Bytes(class)) => {
            text.push(char::from(class.ranges().first()?.start()));
        }
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            let wanted = repetition.min.saturating_add(wide * wide);
            for _ in 0..wanted.min(most).min(2_000) {
                write(&repetition.sub, random, wide, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, random, wide, text)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, random, wide, text)?;
            }
        }
        HirKind::Alternation(branches) => {
            write(branches.get(random.below(branches.len()))?, random, wide, text)?;
        }
    }
    Some(())
}
