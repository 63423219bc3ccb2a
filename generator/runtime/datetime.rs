//! Points in time and dates.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;
use std::time::SystemTime;

use jiff::civil;
use jiff::fmt::temporal::{DateTimeParser, Pieces, PiecesOffset};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{Empty, Lenient, lenient};

pub use jiff::civil::Date;

/// A point in time, with the offset from UTC that it was written with.
///
/// It is written as RFC 3339 says, with the offset it was read with. When reading, a space in
/// the place of the `T` is fine, and a date alone is its first moment in UTC.
///
/// What was read without an offset, as servers send it whose types have none, counts as UTC and is
/// written without one again: such a server takes nothing else. [`has_offset`](Self::has_offset)
/// tells, and [`civil`](Self::civil) is what was written. The name of a zone behind the offset
/// (`[Europe/Paris]`) is not kept, and says nothing where there is no offset.
///
/// Two of them are equal when they are the same point in time, whatever their offsets are.
///
/// Every date from the year -9999 to 9999 is kept as it was written, also the last hours of 9999,
/// with which many say "never".
///
/// ```text
/// let created: Timestamp = log.created_at.timestamp();
/// let since = DateTime::from(Timestamp::now());
/// let since: DateTime = "2024-01-02T03:04:05+01:00".parse()?;
/// ```
#[derive(Clone, Copy)]
pub struct DateTime {
    /// As it was written, at the offset.
    moment: civil::DateTime,
    zone: Zone,
}

/// What is written behind the time.
#[derive(Clone, Copy)]
enum Zone {
    /// `Z`, which says nothing about the place.
    Zulu,
    /// The offset from UTC.
    At(Offset),
    /// Nothing.
    Unsaid,
}

impl DateTime {
    /// The point in time. A `Timestamp` ends about a day before the year 9999 does, and begins as
    /// late: what is beyond is its last or first value.
    pub fn timestamp(&self) -> Timestamp {
        self.offset().to_timestamp(self.moment).unwrap_or(if self.moment.year() > 0 {
            Timestamp::MAX
        } else {
            Timestamp::MIN
        })
    }

    /// The offset from UTC.
    pub fn offset(&self) -> Offset {
        match self.zone {
            Zone::At(offset) => offset,
            Zone::Zulu | Zone::Unsaid => Offset::UTC,
        }
    }

    /// Whether it was written with an offset from UTC, or with `Z`.
    pub fn has_offset(&self) -> bool {
        !matches!(self.zone, Zone::Unsaid)
    }

    /// The date and the time of day as they were written.
    pub fn civil(&self) -> civil::DateTime {
        self.moment
    }

    /// The same point in time at another offset, or the first or last that can be written there.
    #[must_use]
    pub fn at_offset(self, offset: Offset) -> Self {
        let shift = i64::from(offset.seconds() - self.offset().seconds());
        let moment = self.moment.saturating_add(SignedDuration::from_secs(shift));
        Self { moment, zone: Zone::At(offset) }
    }

    /// How long after the beginning of 1970 it is.
    fn since_epoch(&self) -> SignedDuration {
        let local = self.moment.duration_since(EPOCH);
        local - SignedDuration::from_secs(i64::from(self.offset().seconds()))
    }
}

const EPOCH: civil::DateTime = civil::date(1970, 1, 1).at(0, 0, 0, 0);

/// The beginning of 1970 in UTC.
impl Default for DateTime {
    fn default() -> Self {
        Self { moment: EPOCH, zone: Zone::Zulu }
    }
}

impl FromStr for DateTime {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        let text = text.trim();
        parse(text).or_else(|error| match text.rsplit_once(' ') {
            // Some put a space in front of the offset, or name it.
            Some((moment, "UTC" | "GMT" | "Z")) => parse(&format!("{moment}Z")),
            Some((moment, offset)) if offset.starts_with(['+', '-']) => {
                parse(&format!("{moment}{offset}"))
            }
            _ => Err(error),
        })
    }
}

fn parse(text: &str) -> Result<DateTime, jiff::Error> {
    let text = &*to_nanoseconds(text);
    let pieces: Pieces<'_> = DateTimeParser::new().parse_pieces(text)?;
    let zone = match (pieces.offset(), pieces.time()) {
        (Some(PiecesOffset::Zulu), _) | (None, None) => Zone::Zulu,
        (Some(offset), _) => Zone::At(offset.to_numeric_offset()),
        (None, Some(_)) => Zone::Unsaid,
    };
    let time = pieces.time().unwrap_or(civil::Time::midnight());
    Ok(DateTime { moment: pieces.date().to_datetime(time), zone })
}

/// A text without the digits of a second that are less than a nanosecond: RFC 3339 allows any
/// number of them.
fn to_nanoseconds(text: &str) -> Cow<'_, str> {
    const MOST: usize = 9;
    let Some(point) = text.find(['.', ',']) else { return text.into() };
    let fraction = &text[point + 1..];
    let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
    if digits <= MOST {
        return text.into();
    }
    (text[..=point + MOST].to_owned() + &fraction[digits..]).into()
}

impl fmt::Display for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pieces = Pieces::from(self.moment);
        match self.zone {
            Zone::Zulu => pieces.with_offset(PiecesOffset::Zulu).fmt(formatter),
            Zone::At(offset) => pieces.with_offset(offset).fmt(formatter),
            Zone::Unsaid => pieces.fmt(formatter),
        }
    }
}

/// As it is written.
impl fmt::Debug for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.since_epoch() == other.since_epoch()
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.since_epoch().cmp(&other.since_epoch())
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.since_epoch().hash(state);
    }
}

impl From<Timestamp> for DateTime {
    fn from(timestamp: Timestamp) -> Self {
        Self { moment: Offset::UTC.to_datetime(timestamp), zone: Zone::Zulu }
    }
}

/// Without an offset.
impl From<civil::DateTime> for DateTime {
    fn from(moment: civil::DateTime) -> Self {
        Self { moment, zone: Zone::Unsaid }
    }
}

impl From<DateTime> for Timestamp {
    fn from(moment: DateTime) -> Self {
        moment.timestamp()
    }
}

impl TryFrom<SystemTime> for DateTime {
    type Error = jiff::Error;

    fn try_from(time: SystemTime) -> Result<Self, jiff::Error> {
        Timestamp::try_from(time).map(Self::from)
    }
}

impl Empty for DateTime {
    fn empty() -> Self {
        Self::default()
    }
}

impl Empty for Date {
    fn empty() -> Self {
        Self::default()
    }
}

impl lenient::Text for DateTime {
    type Error = jiff::Error;

    fn parse(text: &str) -> Result<Self, jiff::Error> {
        text.parse()
    }
}

/// A date with a time is the date: servers send it where they store both.
impl Lenient for Date {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor(PhantomData))
    }
}

impl lenient::Text for Date {
    type Error = jiff::Error;

    fn parse(text: &str) -> Result<Self, jiff::Error> {
        text.parse().or_else(|error| {
            let moment: Result<DateTime, _> = text.parse();
            moment.map(|moment| moment.civil().date()).map_err(|_| error)
        })
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor(PhantomData))
    }
}

/// Parses the text where the format still knows the place of an error.
struct TextVisitor<T>(PhantomData<T>);

impl<T: lenient::Text> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        T::parse(text).map_err(E::custom)
    }
}
