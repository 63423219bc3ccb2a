//! What media types are for, and what methods are called that ask for them.

use crate::model::{Content, ContentKind};
use crate::words::words;

/// Whether a media type is wanted as it is, as a file that other programs open, although the
/// description has the schema of the JSON for it.
pub(super) fn is_document(content: &Content) -> bool {
    const DOCUMENTS: [&str; 9] = [
        "csv",
        "tab-separated",
        "pdf",
        "zip",
        "excel",
        "spreadsheet",
        "wordprocessing",
        "calendar",
        "vcard",
    ];
    let (main, subtype) = content.media_type.split_once('/').unwrap_or_default();
    matches!(main, "image" | "audio" | "video" | "font")
        || DOCUMENTS.iter().any(|document| subtype.contains(document))
}

/// Whether a media type can be asked for: a range cannot.
pub(super) fn is_exact(media_type: &str) -> bool {
    !media_type.contains('*') && media_type.contains('/')
}

/// What the name of a method ends with whose media type is of the same kind as another one's:
/// `json_patch` of `application/json-patch+json`, `github_v3_star` of
/// `application/vnd.github.v3.star+json`, `json_version_2` of `application/json; version=2`.
pub(super) fn subtype_words(content: &Content) -> String {
    let mut parts = content.media_type.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let subtype = essence.rsplit('/').next().unwrap_or_default();
    let subtype = subtype.split('+').next().unwrap_or_default();
    let mut words = words(subtype.strip_prefix("vnd.").unwrap_or(subtype));
    let parameters =
        parts.filter(|one| !one.to_ascii_lowercase().starts_with("charset"));
    words.extend(parameters.flat_map(self::words));
    match words.is_empty() {
        true => suffix(content),
        false => words.join("_"),
    }
}

/// The same with what stands before the subtype: `audio_mp4` and `video_mp4`.
pub(super) fn all_words(content: &Content) -> String {
    let main = content.media_type.split('/').next().unwrap_or_default();
    [words(main), vec![subtype_words(content)]].concat().join("_")
}

/// What the name of a method ends with.
pub(super) fn suffix(content: &Content) -> String {
    let subtype = content.media_type.split([';', '+']).next().unwrap_or_default();
    let subtype = subtype.rsplit('/').next().unwrap_or_default().trim();
    match content.kind {
        ContentKind::Json => "json".to_owned(),
        ContentKind::Form => "form".to_owned(),
        ContentKind::Multipart => "multipart".to_owned(),
        ContentKind::EventStream | ContentKind::JsonLines => "stream".to_owned(),
        ContentKind::Text | ContentKind::Binary => {
            let short = ["csv", "xml", "html", "markdown", "yaml", "pdf", "zip"];
            match short.into_iter().find(|one| subtype.eq_ignore_ascii_case(one)) {
                Some(name) => name.to_owned(),
                None if content.kind == ContentKind::Text => "text".to_owned(),
                None => "bytes".to_owned(),
            }
        }
    }
}
