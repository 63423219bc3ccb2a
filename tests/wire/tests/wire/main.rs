//! Wire parity: Cloudflare's official SDK and the generated client make the same calls, and what
//! they send must be equal.
//!
//! What the official SDK sends is in `recorded.json`, written by the test itself. Where there is
//! npm it is recorded again in every run, and the file has to be the same; to renew it, run the
//! test with `SPECWRIGHT_UPDATE_RECORDING=1`.

mod answers;
mod official;
mod wire;

use official::Recording;

#[tokio::test(flavor = "multi_thread")]
async fn the_recording_is_what_the_official_sdk_sends() {
    let Some(fresh) = official::record().await else { return };
    if std::env::var_os("SPECWRIGHT_UPDATE_RECORDING").is_some() {
        fresh.write();
    }
    let recorded = Recording::read();
    assert!(
        fresh == recorded,
        "recorded.json is not what {} sends: run the test again with \
         SPECWRIGHT_UPDATE_RECORDING=1 and look at the difference",
        official::SDK
    );
}
