//! Takes out the operations and webhooks that the configuration leaves out.

use crate::config::{Config, Filter, Selector, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, Operation};
use crate::source::{FileId, Pointer};

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    report_unused(api, config, &config.include, "include", diagnostics);
    report_unused(api, config, &config.exclude, "exclude", diagnostics);
    let (include, exclude) = (&config.include, &config.exclude);
    let described = api.operations.len() + api.webhooks.len();
    let is_kept = |operation: &Operation| {
        (include.is_empty() || include.matches(operation)) && !exclude.matches(operation)
    };
    let operations = std::mem::take(&mut api.operations);
    (api.operations, api.left_out) = operations.into_iter().partition(is_kept);
    api.webhooks.retain(|webhook| {
        (include.is_empty() || include.matches_webhook(webhook))
            && !exclude.matches_webhook(webhook)
    });
    if api.operations.is_empty() && api.webhooks.is_empty() {
        report_nothing(config, described, diagnostics);
    }
}

/// An SDK without calls is hardly what somebody wants.
fn report_nothing(config: &Config, described: usize, diagnostics: &mut Diagnostics) {
    let span = config.exclude.first().or(config.include.first());
    diagnostics.report(match span {
        Some(span) if described > 0 => {
            let message = "the SDK has no operations: the configuration leaves all out";
            config
                .diagnostic(Code::NoOperations, span, message)
                .help("leave out less; `specwright list` shows what is part of the SDK")
        }
        _ => {
            let message = "the SDK has no operations, because the description has none";
            let paths = Pointer::root(FileId::ROOT).child("paths");
            Diagnostic::new(Code::NoOperations, &paths, message)
                .at_key()
                .help("describe the operations of the API below `paths`")
        }
    });
}

/// The diagnostic for an entry whose operation is not in the SDK.
pub(super) fn missing(
    api: &Api,
    config: &Config,
    selector: &Spanned<Selector>,
) -> Diagnostic {
    let named = selector.get_ref();
    if api.left_out.iter().any(|operation| named.matches(operation)) {
        let message = format!("the configuration leaves out the operation `{named}`");
        let help =
            "remove this entry, or let `[include]` and `[exclude]` keep the operation";
        return config.unused(selector, message).help(help);
    }
    let missing = config
        .unused(selector, format!("there is no operation `{named}`"))
        .help("write `METHOD /path` as the description has it, or an operation id");
    let operations = || api.operations.iter().chain(&api.left_out);
    match named {
        Selector::Id(id) => {
            let ids = operations().filter_map(|operation| operation.id.as_deref());
            missing.suggesting(&id.0, ids)
        }
        Selector::Place { .. } => {
            let lines: Vec<String> = operations().map(Operation::http_line).collect();
            missing.suggesting(&named.to_string(), lines.iter().map(String::as_str))
        }
    }
}

fn report_unused(
    api: &Api,
    config: &Config,
    filter: &Filter,
    section: &str,
    diagnostics: &mut Diagnostics,
) {
    let operations = &api.operations;
    for tag in &filter.tags {
        let hooks = api.webhooks.iter().map(|webhook| &webhook.tags);
        let tags = operations.iter().map(|operation| &operation.tags).chain(hooks);
        let mut tags = tags.flatten().map(String::as_str);
        let written = tag.get_ref();
        if !tags.clone().any(|known| known == written) {
            let unused =
                config.unused(tag, format!("no operation has the tag `{written}`"));
            diagnostics.report(unused.label(section).suggesting(written, tags.by_ref()));
        }
    }
    for path in &filter.paths {
        let written = path.get_ref();
        if !operations.iter().any(|operation| written.matches(&operation.path)) {
            let paths = operations.iter().map(|operation| operation.path.as_str());
            let unused =
                config.unused(path, format!("no operation has the path `{written}`"));
            diagnostics.report(unused.label(section).suggesting(&written.0, paths));
        }
    }
    for selector in &filter.operations {
        let named = selector.get_ref();
        if !operations.iter().any(|operation| named.matches(operation))
            && !api.webhooks.iter().any(|webhook| named.matches_webhook(webhook))
        {
            diagnostics.report(missing(api, config, selector).label(section));
        }
    }
}
