//! Settles what authenticates operations. Of schemes that are sent in the same place there can be
//! one only, and so one is enough; alternatives that differ in nothing but scopes are one.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{Api, SecurityRequirement, SecurityScheme};

/// The number of alternatives that one can be taken apart into.
const MOST: usize = 16;

pub(super) fn run(api: &mut Api, _: &Config, diagnostics: &mut Diagnostics) {
    let schemes = &api.security_schemes;
    let (security, _) = settled(schemes, &api.security);
    api.security = security;
    for operation in &mut api.operations {
        let (security, is_whole) = settled(schemes, &operation.security);
        operation.security = security;
        if !is_whole {
            let message = format!(
                "the schemes of `{}` that are sent in the same places can go together in more \
                 than {MOST} ways: the others were left out",
                operation.http_line()
            );
            diagnostics.report(
                Diagnostic::new(Code::UnsupportedSecurity, &operation.origin, message)
                    .at_key()
                    .help("write each way as an alternative of its own"),
            );
        }
    }
}

/// These alternatives, each once, and whether they are all of them.
fn settled(
    schemes: &[SecurityScheme],
    requirements: &[SecurityRequirement],
) -> (Vec<SecurityRequirement>, bool) {
    let mut settled = Vec::new();
    let mut seen = BTreeSet::new();
    let mut is_whole = true;
    for requirement in requirements {
        let (alternatives, all) = one_for_each_place(schemes, requirement);
        is_whole &= all;
        for alternative in alternatives {
            if seen.insert(alternative.indexes().collect::<Vec<_>>()) {
                settled.push(alternative);
            }
        }
    }
    (settled, is_whole)
}

/// The ways to satisfy a requirement with one scheme for each place, and whether they are all of
/// them.
pub(super) fn one_for_each_place(
    schemes: &[SecurityScheme],
    requirement: &SecurityRequirement,
) -> (Vec<SecurityRequirement>, bool) {
    let mut groups: Vec<Vec<&(usize, Vec<String>)>> = Vec::new();
    for scheme in &requirement.schemes {
        let own = schemes[scheme.0].kind.place();
        let is_same = |group: &&mut Vec<&(usize, Vec<String>)>| {
            own.is_some() && schemes[group[0].0].kind.place() == own
        };
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(scheme),
            None => groups.push(vec![scheme]),
        }
    }
    let mut ways = vec![SecurityRequirement::default()];
    let mut is_whole = true;
    for group in groups {
        let with = |way: &SecurityRequirement, scheme: &(usize, Vec<String>)| {
            let mut way = way.clone();
            way.schemes.push(scheme.clone());
            way
        };
        is_whole &= ways.len() * group.len() <= MOST;
        let longer = ways.iter().flat_map(|way| group.iter().map(|one| with(way, one)));
        ways = longer.take(MOST).collect();
    }
    (ways, is_whole)
}
