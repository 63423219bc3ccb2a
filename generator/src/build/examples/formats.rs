//! Which texts the runtime reads as values of a format. It is more lenient than the formats are:
//! see `generator/runtime/datetime.rs`.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::model::StringFormat;

/// Whether a text is a value of a format, as far as an SDK reads it.
pub(super) fn reads(format: StringFormat, text: &str) -> bool {
    match format {
        StringFormat::DateTime => is_moment(text.trim()),
        StringFormat::Date => is_date(text),
        StringFormat::Uuid => is_uuid(text),
        StringFormat::Base64 => is_base64(text),
        StringFormat::Ipv4 => text.parse::<Ipv4Addr>().is_ok(),
        StringFormat::Ipv6 => text.parse::<Ipv6Addr>().is_ok(),
        StringFormat::Plain
        | StringFormat::Time
        | StringFormat::Binary
        | StringFormat::Int64
        | StringFormat::UInt64
        | StringFormat::Decimal => true,
    }
}

/// Whether a text says nothing of what values of a format are: it stands in the place of one, it
/// is one but for its letters, or it is what tools make of one.
pub(super) fn is_no_value(format: StringFormat, text: &str) -> bool {
    // Nobody writes a date, a number or an address in words: that describes one.
    let has_sign =
        || text.contains(|one: char| one.is_ascii_digit() || "@/".contains(one));
    let is_masked = || text.to_ascii_lowercase().contains("xx");
    !has_sign()
        || is_masked()
        || super::values::is_stand_in(&text.into())
        || match format {
            // YAML has dates of its own, which tools that turn it into JSON give a time.
            StringFormat::Date => moment(text).is_some() || is_impossible(text),
            StringFormat::DateTime => is_impossible(text),
            StringFormat::Uuid => has_groups_of_uuid(text),
            StringFormat::Base64 => text.contains(' '),
            _ => false,
        }
}

/// Whether a text is a date, perhaps with a time, but for numbers that none has: the 30th of
/// February, 25 o'clock.
fn is_impossible(text: &str) -> bool {
    let is_like = |part: &str, shape: &str| {
        part.len() == shape.len()
            && part.bytes().zip(shape.bytes()).all(|(byte, sign)| match sign {
                b'0' => byte.is_ascii_digit(),
                b'T' => b"Tt ".contains(&byte),
                sign => byte == sign,
            })
    };
    let Some((date, rest)) = text.split_at_checked(10) else { return false };
    let year = date.get(..4).unwrap_or_default();
    let possible = match rest.split_at_checked(9) {
        Some((time, rest)) if is_like(time, "T00:00:00") => {
            format!("{year}-01-01T00:00:00{rest}")
        }
        _ => format!("{year}-01-01{rest}"),
    };
    is_like(date, "0000-00-00") && moment(text).is_none() && moment(&possible).is_some()
}

/// Whether a text is what somebody made up for a UUID: its groups are as long, within a letter, but
/// not in base 16.
fn has_groups_of_uuid(text: &str) -> bool {
    const LENGTHS: [usize; 5] = [8, 4, 4, 4, 12];
    let groups: Vec<&str> = text.split('-').collect();
    let is_group = |(group, length): (&&str, usize)| {
        group.len().abs_diff(length) <= 1
            && group.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    groups.len() == LENGTHS.len()
        && groups.iter().zip(LENGTHS).all(is_group)
        && !is_uuid(text)
}

/// Whether a text is a date with or without a time and an offset. A space may stand before the
/// offset, and a name for it in its place.
fn is_moment(text: &str) -> bool {
    let joined = match text.rsplit_once(' ') {
        Some((moment, "UTC" | "GMT" | "Z")) => Some(format!("{moment}Z")),
        Some((moment, offset)) if offset.starts_with(['+', '-']) => {
            Some(format!("{moment}{offset}"))
        }
        _ => None,
    };
    let is_one = |text: &str| moment(text).is_some();
    is_one(text) || joined.is_some_and(|text| is_one(&text))
}

/// Whether a text is a date. A time behind it is read over, but for one in UTC.
fn is_date(text: &str) -> bool {
    moment(text) == Some(false)
}

/// Reads a text over as RFC 3339 has it, and a little more. Gives whether it ends with `Z`.
fn moment(text: &str) -> Option<bool> {
    let mut rest = Rest(text);
    rest.date()?;
    let mut is_utc = false;
    if rest.take_one_of("Tt ") {
        rest.time()?;
        if rest.take_one_of("Zz") {
            is_utc = true;
        } else if rest.take_one_of("+-") {
            rest.clock(25)?;
        }
    }
    // The names of a zone and of a calendar.
    while let Some(named) = rest.0.strip_prefix('[') {
        rest.0 = named.split_once(']')?.1;
    }
    rest.0.is_empty().then_some(is_utc)
}

/// What is left of a text.
struct Rest<'t>(&'t str);

impl Rest<'_> {
    fn take_one_of(&mut self, letters: &str) -> bool {
        let rest = self.0.strip_prefix(|letter| letters.contains(letter));
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// A number of so many digits.
    fn number(&mut self, digits: usize) -> Option<u32> {
        let number = self.0.get(..digits)?;
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.0 = &self.0[digits..];
        number.parse().ok()
    }

    fn date(&mut self) -> Option<()> {
        let digits = if self.take_one_of("+-") { 6 } else { 4 };
        let year = self.number(digits)?;
        let is_apart = self.take_one_of("-");
        let month = self.number(2)?;
        if self.take_one_of("-") != is_apart {
            return None;
        }
        let day = self.number(2)?;
        (year <= 9999 && (1..=days(year, month)?).contains(&day)).then_some(())
    }

    fn time(&mut self) -> Option<()> {
        self.clock(23)
    }

    /// Hours, minutes and seconds, with a fraction; what is smaller can be left out.
    fn clock(&mut self, most_hours: u32) -> Option<()> {
        let is_valid = self.number(2)? <= most_hours;
        let is_apart = self.take_one_of(":");
        let minutes = self.number(2);
        if is_apart && minutes.is_none() {
            return None;
        }
        let mut seconds = None;
        if minutes.is_some() && self.take_one_of(":") == is_apart {
            seconds = self.number(2);
            if is_apart && seconds.is_none() {
                // The colon was there.
                return None;
            }
        }
        if seconds.is_some() && self.take_one_of(".,") {
            self.number(1)?;
            self.0 = self.0.trim_start_matches(|letter: char| letter.is_ascii_digit());
        }
        let is_valid = is_valid
            && minutes.is_none_or(|minutes| minutes <= 59)
            && seconds.is_none_or(|seconds| seconds <= 60);
        is_valid.then_some(())
    }
}

/// How many days a month has.
fn days(year: u32, month: u32) -> Option<u32> {
    let is_leap = year.is_multiple_of(4)
        && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if is_leap { 29 } else { 28 }),
        _ => None,
    }
}

/// Whether a text is 32 digits in base 16, with hyphens at their places or without any, in braces
/// or as a URN.
fn is_uuid(text: &str) -> bool {
    let bare = text.strip_prefix("urn:uuid:").unwrap_or(text);
    let bare = match text.strip_prefix('{') {
        Some(rest) => rest.strip_suffix('}').unwrap_or_default(),
        None => bare,
    };
    let is_digit = |byte: u8| byte.is_ascii_hexdigit();
    match bare.len() {
        32 => bare == text && bare.bytes().all(is_digit),
        36 => bare.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => is_digit(byte),
        }),
        _ => false,
    }
}

/// Whether a text is Base64 of either alphabet, with or without padding and white space.
fn is_base64(text: &str) -> bool {
    let letters = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let letters: Vec<u8> = letters.collect();
    let end = letters.iter().position(|byte| *byte == b'=').unwrap_or(letters.len());
    let (data, padding) = letters.split_at(end);
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte);
    // There may be less padding than belongs there.
    let most = data.len().next_multiple_of(4) - data.len();
    let is_padding = padding.iter().all(|byte| *byte == b'=') && padding.len() <= most;
    data.iter().all(is_letter) && data.len() % 4 != 1 && is_padding
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the parsers behind the runtime say.
    fn parsers_read(format: StringFormat, text: &str) -> bool {
        match format {
            StringFormat::DateTime => {
                let parser = jiff::fmt::temporal::DateTimeParser::new();
                parser.parse_pieces(text).is_ok()
            }
            StringFormat::Date => text.parse::<jiff::civil::Date>().is_ok(),
            _ => text.parse::<uuid::Uuid>().is_ok(),
        }
    }

    #[test]
    fn texts_are_read_as_the_runtime_reads_them() {
        let moments = [
            "2024-01-02",
            "20240102",
            "2024-0102",
            "2024-02-29",
            "2023-02-29",
            "2024-13-01",
            "2024-00-01",
            "2024-1-2",
            "+002024-01-02",
            "2024-01-02T03:04:05Z",
            "2024-01-02t03:04:05z",
            "2024-01-02 03:04:05",
            "2024-01-02T03",
            "2024-01-02T03:04",
            "2024-01-02T0304",
            "2024-01-02T030405",
            "2024-01-02T03:04:05.123456789+01:00",
            "2024-01-02T03:04:05,5+01",
            "2024-01-02T03:04:05.Z",
            "2024-01-02T03:04:05+0100",
            "2024-01-02T24:00:00Z",
            "2024-01-02T23:59:60Z",
            "2024-01-02T23:60:00Z",
            "2024-01-02T03:04:05[Europe/Paris]",
            "2024-01-02T03:04:05+01:00[Europe/Paris]",
            "2024-01-02T03:04:05Zulu",
            "2024/01/02",
            "02.01.2024",
            "Tue, 02 Jan 2024 03:04:05 GMT",
            "1704164645",
            "",
        ];
        for format in [StringFormat::DateTime, StringFormat::Date] {
            for text in moments {
                assert_eq!(reads(format, text), parsers_read(format, text), "{text}");
            }
        }
        let uuids = [
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "67E5504410B1426F9247BB680E5FE0C8",
            "urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8",
            "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
            "{67e55044-10b1-426f-9247-bb680e5fe0c8",
            "67e55044-10b1-426f-9247-bb680e5fe0cg",
            "67e5504-410b1-426f-9247-bb680e5fe0c8",
            "67e55044-10b1-426f-9247bb680e5fe0c8",
            "some@email.com",
            "",
        ];
        for text in uuids {
            let format = StringFormat::Uuid;
            assert_eq!(reads(format, text), parsers_read(format, text), "{text}");
        }
    }

    #[test]
    fn the_runtime_reads_a_little_more() {
        for text in
            [" 2024-01-02 ", "2024-01-02 03:04:05 UTC", "2024-01-02T03:04:05 +0100"]
        {
            assert!(reads(StringFormat::DateTime, text), "{text}");
        }
        for text in ["aGk/Pw==", "aGk/Pw=", "aGk_Pw", "aGk/\r\nPw=="] {
            assert!(reads(StringFormat::Base64, text), "{text}");
        }
        for text in ["a", "a!", "aGk/Pw===", "aGk/=", "ä"] {
            assert!(!reads(StringFormat::Base64, text), "{text}");
        }
    }

    #[test]
    fn what_describes_a_value_is_none() {
        let (moment, uuid) = (StringFormat::DateTime, StringFormat::Uuid);
        for text in ["", "string", "organization_id", "yyyy-MM-dd", "<id 1>", "id...1"] {
            assert!(is_no_value(uuid, text), "{text}");
        }
        assert!(is_no_value(uuid, "6f9619ff-8b86-d011-b42d-00zzzz4fc964"));
        assert!(is_no_value(uuid, "6f9619f-8b86-d011-b42d-00c04fc964ff"));
        assert!(is_no_value(StringFormat::Date, "2024-01-02T00:00:00.000Z"));
        for text in ["64nygnr62k-405c-4ae8", "some@email.com", "https://a.example/b"] {
            assert!(!is_no_value(uuid, text), "{text}");
        }
        for text in ["1481841524.0", "12:30", "2024/01/02"] {
            assert!(!is_no_value(moment, text), "{text}");
        }
    }
}
