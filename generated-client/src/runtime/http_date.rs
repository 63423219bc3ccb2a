//! Dates in HTTP headers (RFC 9110 §5.6.7).

use std::ops::Range;
use std::time::{Duration, SystemTime};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads a date: `Sun, 06 Nov 1994 08:49:37 GMT`, or one of the obsolete forms
/// `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
pub(super) fn parse(text: &str, now: SystemTime) -> Option<SystemTime> {
    let words = text.split([' ', ',', '-']).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let (day, month_name, year, clock) = match words[..] {
        [_, day, month, year, clock, "GMT"] => (day, month, year, clock),
        [_, month, day, clock, year] => (day, month, year, clock),
        _ => return None,
    };
    let month = MONTHS.iter().position(|name| *name == month_name)? as u64 + 1;
    let year = match year.len() {
        2 => near(number(year, 0..100)?, now),
        _ => number(year, 1970..10_000)?,
    };
    let day = number(day, 1..days_of(year, month) + 1)?;
    let mut clock = clock.split(':');
    let mut next = |end| number(clock.next()?, 0..end);
    // A minute can have a leap second.
    let (hours, minutes, seconds) = (next(24)?, next(60)?, next(61)?);
    if clock.next().is_some() {
        return None;
    }
    let days = days_since_1970(year, month, day);
    let time = days * 86_400 + hours * 3_600 + minutes * 60 + seconds;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(time))
}

/// The year that ends with these two digits: none that is more than 50 years ahead.
fn near(digits: u64, now: SystemTime) -> u64 {
    const YEAR: u64 = 31_556_952;
    let passed = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let this = 1970 + passed.as_secs() / YEAR;
    let year = this - this % 100 + digits;
    if year > this + 50 { year - 100 } else { year }
}

/// Digits that are a number of this range.
fn number(digits: &str, range: Range<u64>) -> Option<u64> {
    let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| is_digits && range.contains(number))
}

/// How many days a month has.
fn days_of(year: u64, month: u64) -> u64 {
    match month {
        2 if year.is_multiple_of(4)
            && (!year.is_multiple_of(100) || year.is_multiple_of(400)) =>
        {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of the Gregorian calendar, counted in years that begin in March.
fn days_since_1970(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    let leap_days = year / 4 - year / 100 + year / 400;
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    year * 365 + leap_days + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<u64> {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
        let date = parse(text, now)?;
        date.duration_since(SystemTime::UNIX_EPOCH).ok().map(|time| time.as_secs())
    }

    #[test]
    fn reads_dates() {
        assert_eq!(seconds("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(seconds("Thu, 29 Feb 2024 23:59:59 GMT"), Some(1_709_251_199));
        assert_eq!(seconds("Sat, 31 Dec 2016 23:59:60 GMT"), Some(1_483_228_800));
        assert_eq!(seconds("Fri, 31 Dec 9999 23:59:59 GMT"), Some(253_402_300_799));
    }

    #[test]
    fn reads_dates_of_obsolete_forms() {
        assert_eq!(seconds("Sunday, 06-Nov-94 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(seconds("Sun Nov  6 08:49:37 1994"), Some(784_111_777));
        assert_eq!(seconds("Wed Nov 16 08:49:37 1994"), Some(784_975_777));
        // 50 years after 2026, and 49 before it.
        assert_eq!(seconds("Friday, 06-Nov-76 08:49:37 GMT"), Some(3_371_878_177));
        assert_eq!(seconds("Sunday, 06-Nov-77 08:49:37 GMT"), Some(247_654_177));
    }

    #[test]
    fn refuses_what_is_no_date() {
        let texts = [
            "",
            "soon",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 GMT",
            "Sun, 06 Nov 994 08:49:37 GMT",
            "Sunday, 06-Nov-69 08:49:37 GMT or",
            "Sun Nov  6 08:49:37",
            "Sun Nov  6 08:49:37 GMT 1994",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 31 Nov 1994 08:49:37 GMT",
            "Wed, 29 Feb 2100 08:49:37 GMT",
            "Sun, 06 Nov 1969 08:49:37 GMT",
            "Sun, 06 Nov 10000 08:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT",
            "Sun, 06 Nov 1994 08:+9:37 GMT",
            "Sun, 06 Nov 1994 08:49:37:00 GMT",
            "Sun, 06 Nov 1994 08:49:37 PST",
            "Sun, 06 Nov 1994 08:49:37 GMT+1",
            "Sun, 06 Nov 1994 08:49:37 GMT or so",
            "Thu, 01 Jan 2026 9999999999999999999:00:00 GMT",
            "Thu, 01 Jan 2026 00:00:18446744073709551615 GMT",
        ];
        for text in texts {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
