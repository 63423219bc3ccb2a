//! Finds the values of a YAML text.

use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, StructureStyle};

use super::Spaced;
use super::index::{Builder, Index, Kind, key_text};

/// Scans a text as far as it is valid YAML; its first document that is not empty counts.
pub(super) fn scan(text: &str) -> Index {
    match scan_as(text, text, |range| range) {
        Ok(index) => index,
        // The text was read with spaces there, and places are those without them.
        Err((ErrorKind::FlowMappingValueAdjacentCollection, index)) => Spaced::new(text)
            .map_or(index, |spaced| {
                let scanned = scan_as(&spaced.text, text, |range| spaced.written(range));
                scanned.unwrap_or_else(|(_, index)| index)
            }),
        Err((_, index)) => index,
    }
}

/// Scans a text that stands for the one that was written.
fn scan_as(
    text: &str,
    written: &str,
    place: impl Fn(Range<usize>) -> Range<usize>,
) -> Result<Index, (ErrorKind, Index)> {
    let options = granit_parser::options! { emit_unresolved_aliases: true };
    let mut scanner = Scanner::default();
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => return Err((error.kind().clone(), scanner.builder.finish())),
        };
        let range = place(span.byte_range().unwrap_or_default());
        if matches!(event, Event::DocumentEnd) {
            if scanner.builder.has_content() {
                break;
            }
            scanner = Scanner::default();
        }
        scanner.add(written, &event, range);
    }
    Ok(scanner.builder.finish())
}

/// The text that a scalar means when it stands alone, such as a quoted key.
pub(super) fn scalar(written: &str) -> Option<String> {
    Parser::new_from_str(written).find_map(|event| match event {
        Ok((Event::Scalar(text, ..), _)) => Some(text.into_owned()),
        _ => None,
    })
}

#[derive(Default)]
struct Scanner {
    builder: Builder,
    /// The key that was read and has no value yet.
    key: Option<Range<usize>>,
    /// Nodes by the number of their anchor.
    anchors: BTreeMap<usize, usize>,
    /// Whether each open collection has brackets.
    brackets: Vec<bool>,
    /// How deep the scan is inside of a key that is a collection.
    in_key: usize,
}

impl Scanner {
    fn add(&mut self, text: &str, event: &Event<'_>, span: Range<usize>) {
        if self.skip_key(event) {
            return;
        }
        match event {
            Event::Scalar(scalar, _, anchor, _) => {
                if self.takes_key() {
                    if text.get(span.clone()).is_none_or(|key| key_text(key) != *scalar)
                    {
                        self.builder.next_key(scalar.clone().into_owned());
                    }
                    self.key = Some(span);
                    return;
                }
                let key = self.key.take();
                let node = self.builder.leaf(key, span, Kind::Scalar);
                self.anchors.insert(*anchor, node);
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                if self.takes_key() {
                    self.key = Some(span);
                    return;
                }
                let key = self.key.take();
                let target = match event {
                    Event::Alias(anchor) => self.anchors.get(anchor),
                    _ => None,
                };
                match target {
                    Some(target) => self.builder.alias(key, span, *target),
                    None => {
                        self.builder.leaf(key, span, Kind::Scalar);
                    }
                }
            }
            Event::SequenceStart(style, anchor, _) => {
                self.open(*style, *anchor, span.start, Kind::Sequence);
            }
            Event::MappingStart(style, anchor, _) => {
                self.open(*style, *anchor, span.start, Kind::Mapping);
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let brackets = self.brackets.pop().unwrap_or_default();
                self.builder.close(brackets.then_some(span.end));
            }
            _ => {}
        }
    }

    fn open(&mut self, style: StructureStyle, anchor: usize, start: usize, kind: Kind) {
        let key = self.key.take();
        let node = self.builder.open(key, start, kind);
        self.brackets.push(style == StructureStyle::Flow);
        self.anchors.insert(anchor, node);
    }

    /// Whether the next scalar is a key.
    fn takes_key(&self) -> bool {
        self.key.is_none() && self.builder.inside() == Some(Kind::Mapping)
    }

    /// Leaves out keys that are collections; no tree that was read has any.
    fn skip_key(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..)
                if self.in_key > 0 || self.takes_key() =>
            {
                self.in_key += 1;
            }
            Event::SequenceEnd | Event::MappingEnd if self.in_key > 0 => {
                self.in_key -= 1;
                if self.in_key == 0 {
                    self.key = Some(0..0);
                }
            }
            _ => return self.in_key > 0,
        }
        true
    }
}
