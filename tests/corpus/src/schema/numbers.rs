//! Numbers within bounds.

use serde_json::{Number, Value};

use super::Conjuncts;
use crate::random::Random;

/// The bounds that a schema sets; `open` ends are not part of it.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    low: f64,
    high: f64,
    open_low: bool,
    open_high: bool,
    step: Option<f64>,
}

fn bounds(conjuncts: &Conjuncts<'_>) -> Bounds {
    let mut low = conjuncts.greatest("minimum").unwrap_or(f64::NEG_INFINITY);
    let mut high = conjuncts.least("maximum").unwrap_or(f64::INFINITY);
    let mut open_low = conjuncts.says("exclusiveMinimum");
    let mut open_high = conjuncts.says("exclusiveMaximum");
    if let Some(open) =
        conjuncts.greatest("exclusiveMinimum").filter(|open| *open >= low)
    {
        (low, open_low) = (open, true);
    }
    if let Some(open) = conjuncts.least("exclusiveMaximum").filter(|open| *open <= high)
    {
        (high, open_high) = (open, true);
    }
    let step = conjuncts.first("multipleOf").and_then(Value::as_f64);
    Bounds { low, high, open_low, open_high, step: step.filter(|step| *step > 0.0) }
}

/// A whole number.
pub(super) fn integer(conjuncts: &Conjuncts<'_>, random: &mut Random) -> Value {
    let bounds = bounds(conjuncts);
    let (least, most) = range_of(conjuncts.first("format").and_then(Value::as_str));
    let low =
        bounds.low.ceil() + f64::from(bounds.open_low && bounds.low.fract() == 0.0);
    let high =
        bounds.high.floor() - f64::from(bounds.open_high && bounds.high.fract() == 0.0);
    let low = if bounds.low.is_finite() { whole(low).max(least) } else { least };
    let high = if bounds.high.is_finite() { whole(high).min(most) } else { most };
    let step = bounds.step.map_or(1, |step| whole(step.ceil()).max(1));
    let width = high.saturating_sub(low) / step;
    let number = match random.below(8) {
        0 => low,
        1 => high,
        _ if low <= 0 && high >= 0 => {
            let near = i128::try_from(random.below(2_000)).unwrap_or_default() - 500;
            near.clamp(low, high)
        }
        _ => {
            let offset = i128::from(random.next()) % width.max(0).saturating_add(1);
            low + offset.min(width.max(0)) * step
        }
    };
    let number = number.div_euclid(step) * step;
    let number = if number < low { number + step } else { number };
    match (i64::try_from(number), u64::try_from(number)) {
        (Ok(number), _) => Value::from(number),
        (_, Ok(number)) => Value::from(number),
        _ => Value::from(0),
    }
}

/// The numbers that a format has.
fn range_of(format: Option<&str>) -> (i128, i128) {
    match format {
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("uint32") => (0, u32::MAX.into()),
        Some("uint64") => (0, u64::MAX.into()),
        // Times in the year 9999 at most.
        Some("unix-time" | "timestamp") => (0, 253_402_300_799),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}

/// Beyond 64 bits nothing is a number to an API.
#[allow(clippy::cast_possible_truncation, reason = "out of range means the end of it")]
fn whole(number: f64) -> i128 {
    number as i128
}

/// A number that 32 bits hold exactly, so that no format changes it.
pub(super) fn number(conjuncts: &Conjuncts<'_>, random: &mut Random) -> Value {
    let bounds = bounds(conjuncts);
    let quarters = i32::try_from(random.below(4_000)).unwrap_or_default() - 1_000;
    let mut number = f64::from(quarters) / 4.0;
    if let Some(step) = bounds.step {
        number = (number / step).round() * step;
    }
    let inside = |number: f64| {
        (number > bounds.low || number >= bounds.low && !bounds.open_low)
            && (number < bounds.high || number <= bounds.high && !bounds.open_high)
    };
    let middle = match (bounds.low.is_finite(), bounds.high.is_finite()) {
        (true, true) => f64::midpoint(bounds.low, bounds.high),
        (true, false) => bounds.low + 1.0,
        _ => bounds.high - 1.0,
    };
    let tried = [number, bounds.low, bounds.high, middle];
    let number = tried.into_iter().find(|number| number.is_finite() && inside(*number));
    Number::from_f64(number.unwrap_or_default()).map_or(Value::from(0), Value::Number)
}
