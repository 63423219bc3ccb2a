//! How cost grows with what there is more of.

use std::path::Path;

use super::axes::AXES;
use super::copies as copied;
use super::measure::Taken;
use super::{Tools, seconds};
use crate::error::Result;

/// How many times as much each step has.
const TIMES: [usize; 4] = [1, 2, 4, 8];

/// Twice as much may cost this many times as much; what is linear costs twice as much.
const STEEPEST: f64 = 2.8;

/// Milliseconds below which a measurement says nothing of growth.
const CLEAR: u64 = 60;

/// Measures several copies of a description in one; false when cost grows faster than size.
pub(super) fn copies(tools: &Tools, description: &Path, folder: &Path) -> Result<bool> {
    let one = serde_json::from_str(&std::fs::read_to_string(description)?)?;
    println!("\n| copies of Stripe | MB | user CPU | a copy | peak RSS |");
    println!("|---:|---:|---:|---:|---:|");
    let mut all = Vec::new();
    for count in TIMES {
        let file = folder.join(format!("copies-{count}.json"));
        std::fs::write(&file, serde_json::to_string(&copied::copies(&one, count))?)?;
        let taken = tools.measure_own("generate", &file)?;
        println!(
            "| {count} | {:.1} | {:.2} s | {:.2} s | {} MB |",
            std::fs::metadata(&file)?.len() as f64 / 1e6,
            seconds(taken),
            seconds(taken) / count as f64,
            taken.peak_kib / 1024,
        );
        all.push(taken);
    }
    Ok(!is_steep(&all))
}

/// Measures descriptions that are large in one way only; false when one costs more than its share.
pub(super) fn axes(tools: &Tools, only: &str, folder: &Path) -> Result<bool> {
    println!(
        "\n| there is more and more of | at first | 1× | 2× | 4× | 8× | peak RSS | |"
    );
    println!("|---|---:|---:|---:|---:|---:|---:|---|");
    let mut kept = true;
    for axis in AXES.iter().filter(|axis| axis.name.contains(only)) {
        let mut all = Vec::new();
        for times in TIMES {
            let file = folder.join("axis.json");
            std::fs::write(
                &file,
                serde_json::to_string(&(axis.make)(axis.unit * times))?,
            )?;
            all.push(tools.measure_own("generate", &file)?);
        }
        let times: Vec<String> =
            all.iter().map(|taken| format!("{:.2} s", seconds(*taken))).collect();
        let steep = is_steep(&all);
        kept &= !steep;
        println!(
            "| {} | {} | {} | {} MB | {} |",
            axis.name,
            axis.unit,
            times.join(" | "),
            all.last().map_or(0, |taken| taken.peak_kib / 1024),
            if steep { "missed" } else { "" },
        );
    }
    Ok(kept)
}

/// Whether the last step cost more than its share.
fn is_steep(steps: &[Taken]) -> bool {
    let [.., before, last] = steps else { return false };
    last.user_ms > CLEAR && last.user_ms as f64 > STEEPEST * before.user_ms as f64
}
