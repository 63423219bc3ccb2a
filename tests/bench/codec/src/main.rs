//! How fast generated types are decoded and encoded, beside serde's derive.
//!
//! ```sh
//! cargo run --release -p specwright-codec-bench
//! ```
//!
//! Prints MB/s of both for answers of 1 kB to 10 MB, and their ratio: above 1, the generated types
//! are faster. Both take turns, and of each the fastest turn counts, so the ratio holds on a
//! machine that does other things too; the MB/s hold for that machine only.

mod answers;
mod derived;

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
use specwright_codec_bench::store;

use answers::{KINDS, Kind, answer};

/// Of how many turns the fastest counts.
const TURNS: usize = 15;

fn main() -> serde_json::Result<()> {
    println!(
        "| answer | size | decode: derive | generated | ratio | encode: derive | generated | ratio |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (name, kind) in KINDS {
        for bytes in [1_000, 100_000, 1_000_000, 10_000_000] {
            let json = answer(kind, bytes);
            // The members in the order of the description, as servers mostly have them.
            let json = match kind {
                Kind::Sorted => json,
                _ => serde_json::to_string(
                    &serde_json::from_str::<derived::OrderList>(&json)?,
                )?,
            };
            same::<store::types::OrderList>(&json)?;
            same::<derived::OrderList>(&json)?;
            let [decode, encode] = compare(&json)?;
            println!("| {name} | {} kB | {decode} | {encode} |", json.len() / 1000);
        }
    }
    Ok(())
}

/// Fails unless everything of the answer is kept.
fn same<T: DeserializeOwned + Serialize>(json: &str) -> serde_json::Result<()> {
    let decoded: T = serde_json::from_str(json)?;
    let mut value: serde_json::Value = serde_json::from_str(json)?;
    let mut kept: serde_json::Value =
        serde_json::from_str(&serde_json::to_string(&decoded)?)?;
    without_nulls(&mut value);
    without_nulls(&mut kept);
    assert!(value == kept, "something of the answer got lost");
    Ok(())
}

/// Null and absence are the same here.
fn without_nulls(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(members) => {
            members.retain(|_, value| !value.is_null());
            members.values_mut().for_each(without_nulls);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_nulls),
        _ => {}
    }
}

/// The cells of a row: decoding, encoding.
fn compare(json: &str) -> serde_json::Result<[String; 2]> {
    let repeat = (2_000_000 / json.len()).max(1);
    let mut best = [Duration::MAX; 4];
    let generated: store::types::OrderList = serde_json::from_str(json)?;
    let derived: derived::OrderList = serde_json::from_str(json)?;
    for _ in 0..TURNS {
        let turn = [
            time(repeat, || decode::<derived::OrderList>(json)),
            time(repeat, || decode::<store::types::OrderList>(json)),
            time(repeat, || serde_json::to_vec(&derived)),
            time(repeat, || serde_json::to_vec(&generated)),
        ];
        for (best, turn) in best.iter_mut().zip(turn) {
            *best = (*best).min(turn);
        }
    }
    let speed = |time: Duration| (json.len() * repeat) as f64 / 1e6 / time.as_secs_f64();
    let cells = |derived: Duration, generated: Duration| {
        let (derived, generated) = (speed(derived), speed(generated));
        format!("{derived:.0} MB/s | {generated:.0} MB/s | {:.2}", generated / derived)
    };
    Ok([cells(best[0], best[1]), cells(best[2], best[3])])
}

fn decode<T: DeserializeOwned>(json: &str) -> serde_json::Result<T> {
    serde_json::from_str(black_box(json))
}

/// The time of some runs.
fn time<T>(repeat: usize, run: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..repeat {
        black_box(run());
    }
    start.elapsed()
}
