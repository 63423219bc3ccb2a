//! Takes out the operations and webhooks that the configuration leaves out.

use crate::config::{Config, Filter};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Api;
use crate::source::{FileId, Pointer};

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    report_unused(api, config, &config.include, "include", diagnostics);
    report_unused(api, config, &config.exclude, "exclude", diagnostics);
    let (include, exclude) = (&config.include, &config.exclude);
    let described = api.operations.len() + api.webhooks.len();
    api.operations.retain(|operation| {
        (include.is_empty() || include.matches(operation)) && !exclude.matches(operation)
    });
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
        let mut tags = operations.iter().map(|operation| &operation.tags).chain(hooks);
        if !tags.any(|tags| tags.contains(tag.get_ref())) {
            let message = format!("no operation has the tag `{}`", tag.get_ref());
            diagnostics.report(config.unused(tag, message).label(section));
        }
    }
    for path in &filter.paths {
        if !operations.iter().any(|operation| path.get_ref().matches(&operation.path)) {
            let message = format!("no operation has the path `{}`", path.get_ref());
            diagnostics.report(config.unused(path, message).label(section));
        }
    }
    for selector in &filter.operations {
        let named = selector.get_ref();
        if !operations.iter().any(|operation| named.matches(operation))
            && !api.webhooks.iter().any(|webhook| named.matches_webhook(webhook))
        {
            let message = format!("there is no operation `{}`", selector.get_ref());
            diagnostics.report(config.unused(selector, message).label(section));
        }
    }
}
