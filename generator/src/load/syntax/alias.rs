//! Aliases of YAML that stand inside of what they name.

use granit_parser::{Event, Parser};

use crate::load::parse::SyntaxFault;
use crate::load::tree::MAX_DEPTH;

/// The first alias of a text that is part of the value that it stands for.
pub(in super::super) fn endless_alias(text: &str) -> Option<SyntaxFault> {
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        emit_unresolved_aliases: true,
    };
    // The anchors of the collections that are open; 0 where there is none.
    let mut open = Vec::new();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.ok()?;
        match event {
            Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _) => {
                open.push(anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => drop(open.pop()),
            Event::Alias(anchor) if open.contains(&anchor) => {
                let span = span.byte_range()?;
                let alias = text.get(span.clone())?;
                let anchor = alias.trim_start_matches('*');
                return Some(SyntaxFault {
                    message: format!(
                        "the alias `{alias}` stands inside of `&{anchor}`: it has no end"
                    ),
                    span,
                    notes: Vec::new(),
                    help: Some(
                        "put what is recursive in `components` and name it by a `$ref`"
                            .to_owned(),
                    ),
                });
            }
            _ => {}
        }
    }
    None
}
