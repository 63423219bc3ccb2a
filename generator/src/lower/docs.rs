//! Doc comments: what the description says, cleaned, and what follows from the model.

use serde_json::Value;

use super::Lowering;
use super::by_status::may_be_text;
use super::decoded::decoded;
use super::example_values::is_blank;
use super::inline::code_span;
use super::markdown::{clean, first_sentence};
use super::refs::name_text;
use super::text::Text;
use crate::model::{
    self, Constraints, Docs as Texts, Parameter, Response, StatusPattern, TypeDef,
    TypeId, TypeKind, TypeName,
};
use crate::rust::{Docs, EnumKind};

/// What is said of types and values that should no longer be used.
const DEPRECATED: &str =
    "The API's description says that this should no longer be used.";

/// What a field's docs are made of.
pub(super) struct FieldText<'m> {
    pub name: &'m str,
    /// What to call it when it has no text: a member or a parameter.
    pub what: &'static str,
    pub docs: &'m Texts,
    pub constraints: &'m Constraints,
    pub schema: TypeId,
    /// Which side has it, where only one does.
    pub side: Side,
}

/// Which side has a member of a type that is both sent and received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Both may have it.
    Both,
    /// Only what is received has it.
    Received,
    /// Only what is sent has it.
    Sent {
        /// Whether it must be sent.
        required: bool,
    },
}

impl Side {
    fn sentence(self) -> &'static str {
        match self {
            Self::Both => "",
            Self::Received => "Set by the server.",
            Self::Sent { required: false } => "Only sent.",
            Self::Sent { required: true } => "Only sent, and required then.",
        }
    }
}

/// A text that ends like a sentence, if it ends with one: a fence that something stands behind would
/// close nothing.
pub(super) fn ended(mut line: String) -> String {
    let last = line.rsplit_once('\n').map_or("", |(_, last)| last);
    let is_code = last.starts_with("    ")
        || last.trim_start().starts_with("```")
        || last.trim_start().starts_with("~~~");
    if is_code {
        return line;
    }
    // Chinese and Japanese sentences end with a full stop of their own.
    let is_east_asian =
        |c: char| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    if line.ends_with(is_east_asian) {
        line.push('。');
    } else if line.ends_with(|c: char| c.is_alphanumeric() || c == ')' || c == '`') {
        line.push('.');
    }
    line
}

/// A name as code.
pub(super) fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    match text.trim() {
        "" => code_span(&mut out, "\"\""),
        text => code_span(&mut out, &visible(text)),
    }
    out
}

/// Text in which nothing is hidden, in one line.
fn visible(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{61c}' | '\u{feff}')
            || matches!(c, '\u{2060}'..='\u{206f}')
    };
    if !text.contains(hidden) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match hidden(c) {
            true => out.extend(c.escape_default()),
            false => out.push(c),
        }
    }
    out
}

impl Lowering<'_> {
    /// The docs of a field.
    pub(super) fn field_docs(&self, field: &FieldText<'_>) -> Docs {
        let mut text = Text::default();
        text.texts(field.docs);
        if text.is_empty()
            && let Some(said) = self.said_of_values(field.schema)
        {
            text.texts(said);
        }
        if text.is_empty() {
            // What it is says more than what it is called.
            text.paragraph(&match self.brief_of_definition(field.schema) {
                Some(brief) => ended(brief),
                None => format!("The {} {}.", code(field.name), field.what),
            });
        }
        let def = &self.api.types[field.schema];
        let further = (!self.has_definition(field.schema)).then_some(&def.constraints);
        text.paragraph(&sentences(field.constraints, further));
        text.paragraph(field.side.sentence());
        text.into_docs()
    }

    /// What the schema of a place says that says nothing itself. Other names for types are
    /// looked through: they take nobody to what they are called for.
    pub(super) fn said_of_values(&self, id: TypeId) -> Option<&Texts> {
        let mut at = id;
        for _ in 0..self.api.types.len() {
            let def = &self.api.types[at];
            match &def.kind {
                _ if self.has_definition(at) => return None,
                _ if !def.docs.is_empty() => return Some(&def.docs),
                TypeKind::Alias(target) => at = target.id,
                _ => return None,
            }
        }
        None
    }

    /// What the definition of a type says in its first sentence.
    fn brief_of_definition(&self, id: TypeId) -> Option<String> {
        let mut at = id;
        for _ in 0..self.api.types.len() {
            match &self.api.types[at].kind {
                TypeKind::Alias(target) => at = target.id,
                _ => break,
            }
        }
        let said = self.has_definition(at).then(|| brief(&self.api.types[at].docs));
        // What leads to a list or to somewhere else says nothing without that.
        let is_whole = |said: &String| {
            !said.is_empty() && !said.ends_with(':') && !said.starts_with("See ")
        };
        said.filter(is_whole)
    }

    /// Whether a type is a definition of its own, which has docs where it stands, and no other
    /// name for something.
    fn has_definition(&self, id: TypeId) -> bool {
        self.names.of(id).is_some()
            && matches!(
                self.api.types[id].kind,
                TypeKind::Struct(_) | TypeKind::Enum(_) | TypeKind::Union(_)
            )
    }

    /// The docs of a type.
    pub(super) fn type_docs(&self, def: &TypeDef, what: &str) -> Docs {
        let mut text = Text::default();
        text.texts(&def.docs);
        if text.is_empty() {
            text.paragraph(&format!("The {} {what}.", code(name_text(def))));
        }
        if def.deprecated {
            text.paragraph(DEPRECATED);
        }
        text.into_docs()
    }

    /// The docs of another name for a type.
    pub(super) fn alias_docs(&self, def: &TypeDef) -> Docs {
        let mut text = Text::from(self.type_docs(def, "value"));
        text.paragraph(&sentences(&def.constraints, None));
        text.into_docs()
    }

    /// The docs of a value of an enum.
    pub(super) fn variant_docs(&self, value: &model::EnumValue, kind: EnumKind) -> Docs {
        let mut text = Text::default();
        text.texts(&value.docs);
        let shown = match (kind, &value.value) {
            (EnumKind::String, Value::String(text)) => code(text),
            (_, value) => code(&value.to_string()),
        };
        match text.is_empty() {
            true => text.paragraph(&shown),
            false => text.paragraph(&format!("Its value is {shown}.")),
        }
        if value.deprecated {
            text.paragraph(DEPRECATED);
        }
        text.into_docs()
    }

    /// The docs of a branch of a union.
    pub(super) fn branch_docs(
        &self,
        union: &model::Union,
        index: usize,
        tags: &[&Value],
    ) -> Docs {
        let variant = &union.variants[index];
        let mut text = Text::default();
        text.texts(&variant.docs);
        let def = &self.api.types[variant.schema.id];
        if text.is_empty() && !matches!(def.name, TypeName::Schema(_)) {
            text.texts(&def.docs);
        }
        if text.is_empty() {
            text.paragraph(&format!("The {} branch.", code(&variant.name)));
        }
        if let model::Evidence::Tag { property, .. } = &union.evidence
            && !tags.is_empty()
        {
            let tags: Vec<String> = tags.iter().map(|tag| shown(tag)).collect();
            text.paragraph(&format!("Its {} is {}.", code(property), tags.join(" or ")));
        }
        text.into_docs()
    }

    /// The docs of an error.
    pub(super) fn status_docs(&self, response: &Response) -> Docs {
        let mut text = Text::default();
        text.texts(&response.docs);
        text.paragraph(&status_sentence(response));
        text.into_docs()
    }

    /// What bounds the values of a parameter: by itself, or by its type.
    pub(super) fn parameter_constraints(&self, parameter: &Parameter) -> Constraints {
        let of_type = self.api.types[parameter.schema.id].constraints.clone();
        let mut constraints = parameter.constraints.clone().or(of_type);
        for example in &mut constraints.examples {
            *example = decoded(example.take(), parameter.location);
        }
        constraints
    }

    /// An example of a value, or of an item of a list: one that the description gives.
    pub(super) fn sample(&self, constraints: &Constraints, id: TypeId) -> Option<Value> {
        let further = &self.api.types[id].constraints;
        let examples = constraints.examples.first().or(further.examples.first());
        let own = examples.or(constraints.default.as_ref()).or(further.default.as_ref());
        let of_item = || match self.kind(id) {
            TypeKind::List(list) => {
                let item = &self.api.types[list.item.id].constraints;
                item.examples.first().or(item.default.as_ref())
            }
            _ => None,
        };
        own.or_else(of_item).cloned()
    }
}

/// The docs of an answer without the description's words, if those are a single sentence: the
/// docs of the operation have it.
pub(super) fn plain_status_docs(response: &Response) -> Option<Docs> {
    let mut text = Text::default();
    text.texts(&response.docs);
    let words = text.into_docs().0;
    let told = words.is_empty() || ended(words) == ended(clean(&brief(&response.docs)));
    told.then(|| Docs::line(status_sentence(response)))
}

/// The status of an answer, and where it is when it is something else than what is read.
fn status_sentence(response: &Response) -> String {
    let sentence = format!("Status {}.", status(response.status));
    match may_be_text(response) {
        true => format!(
            "{sentence} Where it is text instead, [`Error::text`](crate::Error::text) has it."
        ),
        false => sentence,
    }
}

/// A status as people write it.
pub(super) fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(hundreds) => format!("{hundreds}XX"),
        StatusPattern::Default => "of any other error".to_owned(),
    }
}

/// What a text says in its first sentence, in one line, or nothing.
pub(super) fn brief(docs: &Texts) -> String {
    let text = docs.summary.as_deref().or(docs.description.as_deref());
    text.map(first_sentence).unwrap_or_default()
}

/// Bounds, default and example in words. What `first` does not say may follow from `second`.
pub(super) fn sentences(first: &Constraints, second: Option<&Constraints>) -> String {
    let mut out = Vec::new();
    let either = |get: fn(&Constraints) -> Option<u64>| {
        get(first).or_else(|| second.and_then(get))
    };
    let value = |get: fn(&Constraints) -> Option<&Value>| {
        get(first).or_else(|| second.and_then(get))
    };
    let text = |get: fn(&Constraints) -> Option<&String>| {
        get(first).or_else(|| second.and_then(get))
    };
    let values = match first.values.as_slice() {
        [] => second.map(|second| second.values.as_slice()).unwrap_or_default(),
        values => values,
    };
    out.extend(one_of(values));
    out.extend(counts(either(|c| c.min_length), either(|c| c.max_length), "character"));
    out.extend(bounds(value(|c| c.minimum.as_ref()), value(|c| c.maximum.as_ref())));
    let above = value(|c| c.exclusive_minimum.as_ref());
    out.extend(above.map(|value| format!("More than {}.", number(value))));
    let below = value(|c| c.exclusive_maximum.as_ref());
    out.extend(below.map(|value| format!("Less than {}.", number(value))));
    let multiple = value(|c| c.multiple_of.as_ref());
    out.extend(multiple.map(|value| format!("A multiple of {}.", number(value))));
    out.extend(counts(either(|c| c.min_items), either(|c| c.max_items), "item"));
    let unique = first.unique_items || second.is_some_and(|one| one.unique_items);
    out.extend(unique.then(|| "No item twice.".to_owned()));
    out.extend(counts(
        either(|c| c.min_properties),
        either(|c| c.max_properties),
        "entry",
    ));
    let pattern = text(|c| c.pattern.as_ref()).filter(|pattern| pattern.len() <= 200);
    out.extend(pattern.map(|pattern| format!("Matches {}.", code(pattern))));
    let format = text(|c| c.format.as_ref());
    out.extend(format.map(|format| format!("Format: {}.", code(format))));
    let media_type = text(|c| c.media_type.as_ref());
    out.extend(media_type.map(|one| format!("Media type: {}.", code(one))));
    let says = |value: &&Value| is_short(value) && !is_template(value);
    let default = value(|c| c.default.as_ref()).filter(says);
    out.extend(default.map(|value| format!("Default: {}.", shown(value))));
    let example = value(|c| c.examples.first()).filter(says);
    out.extend(example.map(|value| format!("Example: {}.", shown(value))));
    out.join(" ")
}

/// The values that there are.
fn one_of(values: &[Value]) -> Option<String> {
    const MOST: usize = 10;
    if !values.iter().all(is_short) || values.len() > MOST {
        return None;
    }
    match values {
        [] => None,
        [only] => Some(format!("Always {}.", shown(only))),
        several => {
            let several: Vec<String> = several.iter().map(shown).collect();
            Some(format!("One of {}.", several.join(", ")))
        }
    }
}

/// How many there are.
fn counts(min: Option<u64>, max: Option<u64>, what: &str) -> Option<String> {
    let many = |count: u64| match (count, what) {
        (1, what) => what.to_owned(),
        (_, "entry") => "entries".to_owned(),
        (_, what) => format!("{what}s"),
    };
    let max = max.filter(|max| *max < 1 << 31);
    Some(match (min.filter(|min| *min > 0), max) {
        (Some(min), Some(max)) if min == max => format!("Exactly {min} {}.", many(min)),
        (Some(min), Some(max)) => format!("Between {min} and {max} {}.", many(max)),
        (Some(min), None) => format!("At least {min} {}.", many(min)),
        (None, Some(max)) => format!("At most {max} {}.", many(max)),
        (None, None) => return None,
    })
}

fn bounds(min: Option<&Value>, max: Option<&Value>) -> Option<String> {
    // Bounds of the type itself say nothing.
    let says = |value: &&Value| {
        value.as_f64().is_none_or(|value| value.abs() < 2_147_483_647.0)
    };
    Some(match (min.filter(says), max.filter(says)) {
        (Some(min), Some(max)) => {
            format!("Between {} and {}.", number(min), number(max))
        }
        (Some(min), None) => format!("At least {}.", number(min)),
        (None, Some(max)) => format!("At most {}.", number(max)),
        (None, None) => return None,
    })
}

fn number(value: &Value) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        other => shown(other),
    }
}

/// A value as code; text stands for itself.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => code(text),
        other => code(&other.to_string()),
    }
}

/// Whether a value is one that tools fill in, such as `{{acronym}}`: it tells nothing.
fn is_template(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty() && is_blank(text))
}

/// Whether a value is worth a place in a sentence.
fn is_short(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= 100 && !text.contains('\n'),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
        Value::Array(items) => {
            items.len() <= 8
                && items
                    .iter()
                    .all(|item| item.is_number() || is_short(item) && !is_nested(item))
        }
        Value::Object(_) => value.to_string().len() <= 80,
    }
}

/// Whether a value has parts.
fn is_nested(value: &Value) -> bool {
    match value {
        Value::Array(_) => true,
        Value::Object(members) => !members.is_empty(),
        _ => false,
    }
}
