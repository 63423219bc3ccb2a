//! How arrays are sent by `collectionFormat` (Swagger 2.0, Parameter Object and Items Object).

use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Node;
use crate::model::{Location, Style};
use crate::source::Pointer;

/// The key.
pub(super) const KEY: &str = "collectionFormat";

/// What the key can say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Ssv,
    Tsv,
    Pipes,
    Multi,
}

/// The format that the first of some places says, and where. What is none is told, and read as `csv`.
pub(super) fn format(
    reader: &mut Reader<'_, '_>,
    places: [Option<&Node<'_>>; 2],
) -> Option<(Format, Pointer)> {
    let place = places.into_iter().flatten().find(|place| place.has(KEY))?;
    let written = place.str(KEY)?;
    let at = place.at.child(KEY);
    let format =
        match written.trim().to_ascii_lowercase().as_str() {
            "csv" => Format::Csv,
            "ssv" => Format::Ssv,
            "tsv" => Format::Tsv,
            "pipes" => Format::Pipes,
            "multi" => Format::Multi,
            _ => {
                let message = format!("`{written}` is no `{KEY}`; it was read as `csv`");
                let unknown = Diagnostic::new(Code::Repaired, &at, message);
                reader.report(unknown.help(
                    "write `csv`, `ssv`, `tsv`, `pipes` or, in the query, `multi`",
                ));
                Format::Csv
            }
        };
    Some((format, at))
}

impl Format {
    /// The format as a style of OpenAPI 3, and whether each element is a parameter of its own.
    pub(super) fn style(self, location: Location) -> (Style, bool) {
        let in_query = location == Location::Query;
        match self {
            Self::Multi if in_query => (Style::Form, true),
            Self::Ssv => (Style::SpaceDelimited, false),
            Self::Tsv => (Style::TabDelimited, false),
            Self::Pipes => (Style::PipeDelimited, false),
            Self::Csv | Self::Multi => {
                (if in_query { Style::Form } else { Style::Simple }, false)
            }
        }
    }

    /// What says the same in OpenAPI 3, for people to write.
    pub(super) fn instead(self, location: Location) -> String {
        match self.style(location) {
            (Style::Form, explode) => {
                format!("write `style: form` and `explode: {explode}`")
            }
            (Style::SpaceDelimited, _) => "write `style: spaceDelimited`".to_owned(),
            (Style::PipeDelimited, _) => "write `style: pipeDelimited`".to_owned(),
            (Style::TabDelimited, _) => {
                "OpenAPI 3 has no such style: describe it as text".to_owned()
            }
            _ => "remove it: that is the default".to_owned(),
        }
    }
}
