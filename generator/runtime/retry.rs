//! Which attempts are repeated, and when.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, StatusCode};

use super::{Clock, Error, http_date};

/// Whether calls are repeated whose method is not idempotent: POST and PATCH.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RetryUnsafe {
    /// Never.
    Never,
    /// Where the server cannot have acted on it: there was no connection, or it answered 408
    /// (the request was not complete), 429 (too many requests), 503 with `Retry-After`, or
    /// `x-should-retry: true`.
    #[default]
    WhenRefused,
    /// Like all other calls. For APIs that recognize repeated requests.
    Always,
}

/// What is repeated, and how often.
#[derive(Clone, Copy, Debug)]
pub(super) struct Retry {
    pub(super) max_retries: u32,
    pub(super) max_delay: Duration,
    pub(super) retry_unsafe: RetryUnsafe,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            max_retries: 2,
            max_delay: Duration::from_secs(60),
            retry_unsafe: RetryUnsafe::default(),
        }
    }
}

impl Retry {
    /// How long to wait before the next attempt; `None` when there is none. `retries` is the
    /// number of those so far.
    pub(super) fn delay(
        &self,
        retries: u32,
        idempotent: bool,
        error: &Error,
        clock: &dyn Clock,
    ) -> Option<Duration> {
        if retries >= self.max_retries || !self.is_worth_it(idempotent, error) {
            return None;
        }
        let told = error.headers().and_then(|headers| told_delay(headers, clock.now()));
        Some(match told {
            Some(delay) => delay.min(self.max_delay),
            None => backoff(retries, clock.random()).min(self.max_delay),
        })
    }

    fn is_worth_it(&self, idempotent: bool, error: &Error) -> bool {
        let repeatable = idempotent || self.retry_unsafe == RetryUnsafe::Always;
        let Some((status, headers)) = error.status().zip(error.headers()) else {
            let refused =
                error.is_connect() && self.retry_unsafe == RetryUnsafe::WhenRefused;
            return error.is_interrupted() && (repeatable || refused);
        };
        if !error.is_status() {
            return false;
        }
        match should_retry(headers) {
            Some(false) => false,
            Some(true) => repeatable || self.retry_unsafe == RetryUnsafe::WhenRefused,
            None if repeatable => is_temporary(status),
            None => {
                self.retry_unsafe == RetryUnsafe::WhenRefused
                    && is_refused(status, headers)
            }
        }
    }
}

/// What the server says about repeating the request.
fn should_retry(headers: &HeaderMap) -> Option<bool> {
    match headers.get("x-should-retry")?.as_bytes() {
        b"true" => Some(true),
        b"false" => Some(false),
        _ => None,
    }
}

fn is_temporary(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 409 | 429) || status.is_server_error()
}

/// Whether the server says that it did not act on the request.
fn is_refused(status: StatusCode, headers: &HeaderMap) -> bool {
    match status.as_u16() {
        408 | 429 => true,
        503 => {
            headers.contains_key("retry-after") || headers.contains_key("retry-after-ms")
        }
        _ => false,
    }
}

/// The delay that the server asks for: `retry-after-ms`, or `retry-after` with seconds or a date.
fn told_delay(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let milliseconds = || text("retry-after-ms")?.parse::<f64>().ok();
    if let Some(delay) = milliseconds().and_then(|number| seconds(number / 1000.0)) {
        return Some(delay);
    }
    let retry_after = text("retry-after")?;
    match retry_after.parse() {
        Ok(number) => seconds(number),
        Err(_) => {
            let date = http_date::parse(retry_after, now)?;
            Some(date.duration_since(now).unwrap_or(Duration::ZERO))
        }
    }
}

/// A duration of these seconds, unless there is no such duration.
fn seconds(number: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(number).ok()
}

/// Half a second, doubled with every retry, up to eight; up to a quarter less by chance, so that
/// clients that failed together do not return together.
fn backoff(retries: u32, random: f64) -> Duration {
    let full = 0.5 * f64::from(1_u32 << retries.min(4));
    seconds(full.min(8.0) * (1.0 - 0.25 * random)).unwrap_or(Duration::from_secs(8))
}
