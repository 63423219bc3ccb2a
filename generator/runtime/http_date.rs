//! Dates in HTTP headers (RFC 9110 §5.6.7).

use std::time::{Duration, SystemTime};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads a date of the preferred form, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(super) fn parse(text: &str) -> Option<SystemTime> {
    let (_, date) = text.split_once(", ")?;
    let mut parts = date.split(' ');
    let mut next = || parts.next();
    let day: u64 = next()?.parse().ok()?;
    let month_name = next()?;
    let month = MONTHS.iter().position(|name| *name == month_name)? as u64 + 1;
    let year: u64 = next()?.parse().ok()?;
    let mut clock = next()?.splitn(3, ':').map(|part| part.parse::<u64>().ok());
    let mut next_number = || clock.next().flatten();
    let (hours, minutes, seconds) = (next_number()?, next_number()?, next_number()?);
    if !(1970..10_000).contains(&year) || !(1..=31).contains(&day) {
        return None;
    }
    let days = days_since_1970(year, month, day);
    let time = days * 86_400 + hours * 3_600 + minutes * 60 + seconds;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(time))
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
        let date = parse(text)?;
        date.duration_since(SystemTime::UNIX_EPOCH).ok().map(|time| time.as_secs())
    }

    #[test]
    fn reads_dates() {
        assert_eq!(seconds("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(seconds("Thu, 29 Feb 2024 23:59:59 GMT"), Some(1_709_251_199));
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in ["", "soon", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 GMT"]
        {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
