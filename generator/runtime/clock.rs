//! Time, so that a test can bring its own.

use std::future::{Future, poll_fn};
use std::hash::{BuildHasher, RandomState};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use super::BoxFuture;

/// Time as a client sees it: for timeouts and for the delays between attempts.
///
/// The default is [`SystemClock`]. A test can bring one that does not wait.
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> SystemTime;

    /// Waits before the next attempt.
    fn sleep(&self, duration: Duration) -> BoxFuture<()>;

    /// Is ready when a call or an attempt has taken this long.
    fn timeout(&self, duration: Duration) -> BoxFuture<()> {
        self.sleep(duration)
    }

    /// A number between 0 and 1, by which delays vary.
    fn random(&self) -> f64;
}

/// The time of the system; needs a running Tokio runtime.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<()> {
        Box::pin(tokio::time::sleep(duration))
    }

    fn random(&self) -> f64 {
        random_bits() as f64 / u64::MAX as f64
    }
}

/// Random bits. They are not fit for secrets.
pub(super) fn random_bits() -> u64 {
    // Each state is seeded anew by the standard library.
    RandomState::new().hash_one(0)
}

/// A random UUID (RFC 9562 §5.4). It is not fit for secrets.
pub(super) fn random_uuid() -> String {
    let (high, low) = (random_bits(), random_bits());
    let node = low & 0xffff_ffff_ffff;
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{node:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 48 & 0x3fff | 0x8000,
    )
}

/// Runs a future for a time at most; `None` when that was not enough.
pub(super) async fn limit<F: Future>(
    clock: &dyn Clock,
    time: Option<Duration>,
    future: F,
) -> Option<F::Output> {
    let mut future = pin!(future);
    let Some(time) = time else {
        return Some(future.await);
    };
    let mut timeout = clock.timeout(time);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => timeout.as_mut().poll(context).map(|()| None),
    })
    .await
}
