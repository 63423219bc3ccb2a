//! Words that are what an operation does.

use super::verb_list::VERBS;

/// Whether a word says that something is done to many: `bulk/delete` is one action.
pub(super) fn is_many(word: &str) -> bool {
    matches!(word, "bulk" | "batch" | "bulks" | "batches")
}

/// Whether a word is what an operation does or undoes, in American or British spelling.
pub(super) fn is_verb(word: &str) -> bool {
    let is_known = |word: &str| VERBS.binary_search(&word).is_ok();
    let stem = word.strip_suffix("se").filter(|stem| stem.ends_with(['i', 'y']));
    is_known(word)
        || word.strip_prefix("un").is_some_and(is_known)
        || stem.is_some_and(|stem| is_known(&format!("{stem}ze")))
}

/// Nouns that are what is done where they stand alone: `/payouts/{id}/reverse`, but not
/// `/orders/{id}/return_label`. In alphabetical order.
const ALONE: &[&str] = &[
    "advance",
    "boot",
    "burn",
    "charge",
    "claim",
    "cleanup",
    "compact",
    "deposit",
    "dispatch",
    "estimate",
    "failover",
    "favorite",
    "favourite",
    "flag",
    "moderate",
    "mount",
    "next",
    "nudge",
    "override",
    "pick",
    "play",
    "precheck",
    "previous",
    "purchase",
    "quarantine",
    "return",
    "reverse",
    "ship",
    "star",
    "touch",
    "trash",
    "vacuum",
];

/// Whether a word is what is done where it stands alone.
pub(super) fn is_done_where_alone(word: &str) -> bool {
    is_verb(word) || ALONE.binary_search(&word).is_ok()
}

/// Whether a name in snake case begins with a verb and goes on with nothing, or with what the verb
/// is done to.
pub(super) fn is_action(name: &str) -> bool {
    let mut words = name.split('_');
    match (words.next(), words.next(), words.next()) {
        // `bulk_ban`
        (Some(first), Some(verb), None) if is_many(first) && is_verb(verb) => true,
        (Some(first), ..) => is_verb(first) || ALONE.binary_search(&name).is_ok(),
        _ => false,
    }
}

/// Verbs that are nouns as well, with which the names of things begin: `merge_requests`. In
/// alphabetical order.
const NOUNS: &[&str] = &[
    "archive",
    "autocomplete",
    "batch",
    "block",
    "build",
    "call",
    "change",
    "check",
    "clone",
    "commit",
    "connect",
    "copy",
    "count",
    "deploy",
    "download",
    "draft",
    "embed",
    "end",
    "exchange",
    "export",
    "extract",
    "follow",
    "fork",
    "forward",
    "fund",
    "grant",
    "heartbeat",
    "hold",
    "import",
    "install",
    "invite",
    "issue",
    "launch",
    "leave",
    "like",
    "link",
    "list",
    "load",
    "lock",
    "login",
    "logout",
    "lookup",
    "match",
    "merge",
    "mint",
    "open",
    "patch",
    "pay",
    "pin",
    "ping",
    "poll",
    "post",
    "present",
    "preview",
    "process",
    "pull",
    "push",
    "query",
    "queue",
    "read",
    "redirect",
    "refresh",
    "refund",
    "release",
    "repeat",
    "report",
    "request",
    "review",
    "roll",
    "rollback",
    "run",
    "scan",
    "schedule",
    "search",
    "seek",
    "share",
    "show",
    "shutdown",
    "sign",
    "sort",
    "split",
    "start",
    "stop",
    "store",
    "switch",
    "sync",
    "tag",
    "test",
    "track",
    "train",
    "transfer",
    "transition",
    "trigger",
    "use",
    "view",
    "vote",
    "watch",
];

/// Whether a name in snake case begins with a verb that is no noun.
pub(super) fn is_plain_action(name: &str) -> bool {
    let first = name.split('_').next().unwrap_or_default();
    is_verb(first) && NOUNS.binary_search(&first).is_err()
}

/// Verbs that are no nouns behind another one, so that a name which ends with one says what is done.
const PLAIN_VERBS: [&str; 18] = [
    "activate",
    "cancel",
    "create",
    "deactivate",
    "delete",
    "disable",
    "enable",
    "generate",
    "get",
    "pause",
    "regenerate",
    "remove",
    "restore",
    "resume",
    "start",
    "stop",
    "validate",
    "verify",
];

/// Whether a name in snake case ends with what is done: `key_generate`, `bulk_delete`.
pub(super) fn ends_with_verb(name: &str) -> bool {
    name.rsplit_once('_').is_some_and(|(_, last)| PLAIN_VERBS.contains(&last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_alone_are_what_is_done() {
        assert!(is_action("reverse") && is_action("make_default"));
        assert!(!is_action("return_label") && !is_action("reversal"));
        assert!(is_verb("finalise") && is_verb("unignore") && !is_verb("promise"));
    }

    #[test]
    fn verbs_are_in_order() {
        for list in [VERBS, NOUNS, ALONE] {
            assert!(list.is_sorted_by(|one, next| one < next));
        }
    }
}
