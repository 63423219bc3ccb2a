//! Model → model: what the description does not say, or says elsewhere, is worked out here, one
//! file for each question. What the configuration says about the API acts here, what it says about
//! Rust in `lower`, which reads it as `options`.

mod apply_overrides;
mod arrange_arguments;
mod choose_success;
mod client_values;
mod configure_parameters;
mod describe_values;
mod fill_in_formats;
mod filter;
mod find_client_parameters;
mod find_credentials;
mod find_files;
mod find_idempotency_keys;
mod find_server_variables;
mod find_token_endpoints;
mod forms;
mod group_resources;
mod infer_pagination;
mod join_files;
mod join_twins;
mod json_types;
mod keep_tags;
mod leave_out_representations;
mod mark_directions;
mod name_credentials;
mod name_inline_types;
mod name_variables;
mod open_constants;
mod prune;
mod report_mismatches;
mod resolve_links;
mod settle_security;
mod share_inline_types;
mod split_media_types;
mod tell_unions_apart;
mod unname_bodies;
mod uses;
mod walk;
mod widen_by_examples;
mod write_tags;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::known::Known;
use crate::model::Api;

/// Runs every pass, in an order in which each finds what it reads. Gives what the configuration
/// can call types.
pub(crate) fn run(
    api: &mut Api,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Known {
    join_twins::run(api, config, diagnostics);
    filter::run(api, config, diagnostics);
    resolve_links::run(api, config, diagnostics);
    widen_by_examples::formats(api, config);
    describe_values::run(api, config, diagnostics);
    let entries = apply_overrides::of_schemas(api, config);
    unname_bodies::run(api, config, diagnostics);
    find_files::run(api, config, diagnostics);
    join_files::run(api, config, diagnostics);
    configure_parameters::run(api, config, diagnostics);
    find_credentials::run(api, config, diagnostics);
    find_client_parameters::run(api, config, diagnostics);
    find_server_variables::run(api, config, diagnostics);
    choose_success::run(api, config, diagnostics);
    leave_out_representations::run(api, config, diagnostics);
    infer_pagination::run(api, config, diagnostics);
    find_idempotency_keys::run(api, config, diagnostics);
    group_resources::run(api, config, diagnostics);
    share_inline_types::run(api, config, diagnostics);
    arrange_arguments::run(api, config, diagnostics);
    split_media_types::run(api, config, diagnostics);
    fill_in_formats::run(api, config, diagnostics);
    mark_directions::run(api, config, diagnostics);
    prune::run(api, config, diagnostics);
    widen_by_examples::nulls(api);
    let mut known = name_inline_types::run(api, config);
    apply_overrides::of_others(api, config, &mut known, &entries, diagnostics);
    tell_unions_apart::run(api, config, diagnostics);
    keep_tags::run(api, config, diagnostics);
    open_constants::run(api, config, diagnostics);
    write_tags::run(api, config, diagnostics);
    settle_security::run(api, config, diagnostics);
    find_token_endpoints::run(api, config, diagnostics);
    name_credentials::run(api, config, diagnostics);
    report_mismatches::run(api, config, diagnostics);
    known
}
