//! The catalogue of diagnostic codes.

use super::Severity;

macro_rules! codes {
    ($($variant:ident $text:literal $severity:ident $summary:literal;)*) => {
        /// What kind of thing a diagnostic reports. `specwright explain CODE` has a page on each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $summary] $variant,)*
        }

        impl Code {
            /// All codes, in the order of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The code as it is written: kebab case.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// How bad it is when the user does not say otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// Whether there is an SDK without what such a diagnostic is about.
            pub fn can_be_allowed(self) -> bool {
                self.severity() != Severity::Error || self == Self::UnresolvedRef
            }

            /// The page that explains it: Markdown with the sections `Example` and `Instead`.
            pub fn page(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("pages/", $text, ".md")),)* }
            }

            /// What it means, in one sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary,)* }
            }
        }
    };
}

codes! {
    // Reading.
    FileUnreadable "file-unreadable" Error "A file cannot be read.";
    EmptyFile "empty-file" Error "A file has no content.";
    Syntax "syntax" Error "A file is neither JSON nor YAML.";
    DuplicateKey "duplicate-key" Warning "A mapping has the same key twice; the last one counts.";
    TooDeep "too-deep" Error "A file is nested too deeply.";
    NotOpenapi "not-openapi" Error "A file is not an OpenAPI description.";
    UnsupportedVersion "unsupported-version" Error "The version of OpenAPI is not known.";
    // Changing what was read.
    OverlayFailed "overlay-failed" Error "An overlay cannot be applied.";
    FixUpUnused "fix-up-unused" Error "A fix-up no longer applies.";
    // The shape of the description.
    WrongType "wrong-type" Error "A value is not of the JSON type that the specification asks for.";
    MissingField "missing-field" Error "A field that the specification requires is missing.";
    UnknownField "unknown-field" Note "A field that the specification does not know.";
    UnresolvedRef "unresolved-ref" Error "A `$ref` points at nothing.";
    RefCycle "ref-cycle" Error "A `$ref` leads back to itself.";
    UnsupportedKeyword "unsupported-keyword" Note "A keyword does not show in the SDK.";
    Repaired "repaired" Warning "Something wrong whose meaning is plain was repaired.";
    // Operations.
    NoOperations "no-operations" Warning "The SDK has no operations.";
    MissingOperationId "missing-operation-id" Note "An operation has no id; its name follows from method and path.";
    DuplicateOperationId "duplicate-operation-id" Warning "Two operations have the same id.";
    UndeclaredPathParameter "undeclared-path-parameter" Warning "A path names a parameter that is not declared.";
    UnusedPathParameter "unused-path-parameter" Warning "A declared path parameter does not occur in the path.";
    UnsupportedParameter "unsupported-parameter" Warning "A parameter cannot be sent as described.";
    UnsupportedMediaType "unsupported-media-type" Warning "A media type has no representation of its own.";
    EquivalentMediaType "equivalent-media-type" Note "A body or an answer could be in another encoding that says the same.";
    NoSuccessResponse "no-success-response" Note "An operation declares no answer for success.";
    UndescribedAnswer "undescribed-answer" Note "Nothing is said of the body that a question is answered with.";
    UnrecognizedPages "unrecognized-pages" Note "Parameters ask for pages, and the answer is not recognized as one.";
    UnfitExtension "unfit-extension" Warning "An extension says what does not fit its operation.";
    UnsupportedSecurity "unsupported-security" Warning "A security scheme cannot be used by the SDK.";
    UnresolvedSecurity "unresolved-security" Warning "A security requirement names a scheme that is not declared.";
    // Types.
    ConflictingAllOf "conflicting-all-of" Warning "The parts of an `allOf` contradict each other.";
    AmbiguousUnion "ambiguous-union" Warning "Nothing tells the branches of a union apart.";
    UntypedSchema "untyped-schema" Note "A schema is represented as untyped JSON.";
    InvalidDiscriminator "invalid-discriminator" Warning "A discriminator cannot be used.";
    UnusedSchema "unused-schema" Note "No operation uses a named schema.";
    EnumValueMismatch "enum-value-mismatch" Warning "An enum value is not of the schema's type.";
    ExampleMismatch "example-mismatch" Warning "An example is none of what its schema says.";
    NameCollision "name-collision" Warning "Two names are equal in Rust; one was changed.";
    // Configuration.
    ConfigSyntax "config-syntax" Error "The configuration file is not as it should be.";
    ConfigUnused "config-unused" Error "An entry of the configuration names nothing in the description.";
    // Writing.
    OutputUnwritable "output-unwritable" Error "The output cannot be written.";
    OutputOutdated "output-outdated" Error "The output is not what the description gives.";
    ForeignFile "foreign-file" Error "The output folder has a file that was not generated.";
    EditedFile "edited-file" Warning "A generated file was changed by hand.";
    Internal "internal" Error "A fault of the generator.";
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Code {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str() == text)
            .ok_or_else(|| format!("`{text}` is not a diagnostic code"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_with_all_parts() {
        for code in Code::ALL {
            let page = code.page();
            assert!(page.starts_with(&format!("# {code}\n\n")), "{code}: title");
            let (meaning, rest) = page.split_once("\n## Example\n").unwrap();
            let (example, instead) = rest.split_once("\n## Instead\n").unwrap();
            assert!(meaning.lines().count() > 2, "{code}: what it means");
            assert!(example.matches("\n```").count() >= 2, "{code}: an example");
            assert!(instead.trim().len() > 40, "{code}: what to write instead");
            assert!(page.ends_with('\n') && !page.contains('\t'), "{code}: layout");
            assert!(
                page.lines().all(|line| line.chars().count() <= 105),
                "{code}: width"
            );
        }
    }

    /// Pages on codes that reading alone reports have examples that are whole files.
    #[test]
    fn examples_of_the_reader_trigger_their_codes() {
        let codes = [
            Code::EmptyFile,
            Code::Syntax,
            Code::DuplicateKey,
            Code::NotOpenapi,
            Code::UnsupportedVersion,
            Code::UnresolvedRef,
            Code::Repaired,
        ];
        for code in codes {
            let (_, example) = code.page().split_once("```yaml\n").unwrap();
            let (example, _) = example.split_once("```").unwrap();
            let (_, diagnostics) = crate::load::load_text("openapi.yaml", example);
            let found: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
            assert_eq!(found, [code]);
        }
    }

    #[test]
    fn names_are_read_back() {
        for code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(*code));
        }
        assert!("no-such-code".parse::<Code>().is_err());
    }
}
