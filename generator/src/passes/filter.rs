//! Takes out the operations that the configuration leaves out.

use crate::config::{Config, Filter};
use crate::diagnostic::Diagnostics;
use crate::model::Api;

pub(super) fn run(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    report_unused(api, config, &config.include, "include", diagnostics);
    report_unused(api, config, &config.exclude, "exclude", diagnostics);
    let (include, exclude) = (&config.include, &config.exclude);
    api.operations.retain(|operation| {
        (include.is_empty() || include.matches(operation)) && !exclude.matches(operation)
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
        if !operations.iter().any(|operation| operation.tags.contains(tag.get_ref())) {
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
        if !operations.iter().any(|operation| selector.get_ref().matches(operation)) {
            let message = format!("there is no operation `{}`", selector.get_ref());
            diagnostics.report(config.unused(selector, message).label(section));
        }
    }
}
