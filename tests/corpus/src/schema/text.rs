//! Text of a format.

use super::Conjuncts;
use super::pattern;
use crate::random::Random;

/// Text that is hard on whoever writes it into a URL or into JSON.
const HARD: [&str; 12] = [
    "plain",
    "two words",
    "a/b?c=d&e#f",
    "100%",
    "1+1",
    "ünïcödé ✓",
    "{brace} [bracket]",
    "semi;colon,comma",
    "\"quoted\" \\ back",
    "a:b@c!$&'()*=",
    "-._~",
    "line\nbreak\ttab",
];

/// A text.
pub(super) fn text(conjuncts: &Conjuncts<'_>, random: &mut Random) -> String {
    let words = conjuncts.all("format").chain(conjuncts.all("contentEncoding"));
    let format = words.into_iter().find_map(|format| format.as_str());
    if let Some(text) = format.and_then(|format| formatted(format, random)) {
        return text;
    }
    let patterns: Vec<&str> =
        conjuncts.all("pattern").filter_map(|one| one.as_str()).collect();
    let least = length(conjuncts.greatest("minLength")).unwrap_or(0);
    let most = length(conjuncts.least("maxLength"));
    if let [first, ..] = patterns[..] {
        let made = pattern::matching(first, random, least, most.unwrap_or(least + 24));
        return made.unwrap_or_default();
    }
    let mut text = HARD[random.below(HARD.len())].to_owned();
    let mut count = text.chars().count();
    while count < least {
        text.push(char::from(b'a' + u8::try_from(count % 26).unwrap_or_default()));
        count += 1;
    }
    match most {
        Some(most) if count > most => text.chars().take(most).collect(),
        _ => text,
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a length is small"
)]
fn length(number: Option<f64>) -> Option<usize> {
    number.map(|number| number as usize)
}

/// A text of a format that has a type of its own somewhere.
fn formatted(format: &str, random: &mut Random) -> Option<String> {
    let n = random.below(1_000);
    let text = match format {
        "date-time" | "dateTime" | "datetime" => date_time(random),
        "date" => format!("20{:02}-{:02}-{:02}", n % 100, n % 12 + 1, n % 28 + 1),
        "time" => format!("{:02}:{:02}:{:02}Z", n % 24, n % 60, (n / 3) % 60),
        "uuid" | "guid" => uuid(random),
        "byte" | "base64" => {
            ["", "YQ==", "YWI=", "YWJj", "+/+/", "AAECAwQ="][n % 6].to_owned()
        }
        "ipv4" => format!("192.0.2.{}", n % 256),
        "ipv6" => ["::1", "2001:db8::1", "fe80::aa:1"][n % 3].to_owned(),
        "ip" => format!("198.51.100.{}", n % 256),
        "email" | "idn-email" => format!("user{n}@example.com"),
        "uri" | "url" | "iri" => format!("https://example.com/a/{n}?q=1&r=%20#frag"),
        "uri-reference" => format!("/a/{n}"),
        "hostname" | "idn-hostname" => format!("host-{n}.example.com"),
        "duration" => format!("PT{n}S"),
        "json-pointer" => format!("/a/{n}"),
        "regex" => "^a+$".to_owned(),
        "int32" | "int64" | "uint64" => n.to_string(),
        "decimal" => format!("{n}.25"),
        "binary" => format!("bytes {n}"),
        _ => return None,
    };
    Some(text)
}

fn date_time(random: &mut Random) -> String {
    let n = random.below(10_000);
    let moment = format!(
        "20{:02}-{:02}-{:02}T{:02}:{:02}:{:02}",
        n % 100,
        n % 12 + 1,
        n % 28 + 1,
        n % 24,
        n % 60,
        (n / 7) % 60
    );
    let rest = ["Z", ".5Z", ".123456Z", "+02:00", "-11:30"][n % 5];
    format!("{moment}{rest}")
}

fn uuid(random: &mut Random) -> String {
    let (a, b) = (random.next(), random.next());
    let digits = format!("{a:016x}{b:016x}");
    let (first, rest) = digits.split_at(8);
    format!("{first}-{}-4{}-a{}-{}", &rest[..4], &rest[5..8], &rest[9..12], &rest[12..])
}
