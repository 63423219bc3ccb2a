//! A JSON pointer (RFC 6901) into one of the files of a description.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// Identifies a file of a [`SourceSet`](super::SourceSet).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub usize);

impl FileId {
    /// The file that generation starts from.
    pub const ROOT: Self = Self(0);
}

/// A place in a description: a file and a JSON pointer (RFC 6901) into it.
///
/// Children share their parents, so a pointer for every node of a large description costs
/// one small allocation a node; the text is made only when somebody looks.
#[derive(Clone)]
pub struct Pointer {
    file: FileId,
    last: Option<Arc<Token>>,
}

struct Token {
    parent: Option<Arc<Token>>,
    text: Box<str>,
}

impl Pointer {
    /// The root of a file: the empty pointer.
    pub fn root(file: FileId) -> Self {
        Self { file, last: None }
    }

    /// Parses the text of a JSON pointer; `None` when it is neither empty nor begins with `/`.
    pub fn parse(file: FileId, text: &str) -> Option<Self> {
        let mut pointer = Self::root(file);
        if text.is_empty() {
            return Some(pointer);
        }
        for token in text.strip_prefix('/')?.split('/') {
            pointer = pointer.child(&unescape(token));
        }
        Some(pointer)
    }

    /// The pointer to a member or an element of this place. `token` is not escaped.
    pub fn child(&self, token: &str) -> Self {
        let token = Token { parent: self.last.clone(), text: token.into() };
        Self { file: self.file, last: Some(Arc::new(token)) }
    }

    /// The pointer to an element of this array.
    pub fn index(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }

    /// The place that contains this one; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        let last = self.last.as_ref()?;
        Some(Self { file: self.file, last: last.parent.clone() })
    }

    /// The file.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The last token, unescaped; `None` for the root.
    pub fn last(&self) -> Option<&str> {
        self.last.as_ref().map(|token| &*token.text)
    }

    /// Whether this is a place, or inside of it.
    pub(crate) fn is_in(&self, place: &Self) -> bool {
        self.file == place.file && self.tokens().starts_with(&place.tokens())
    }

    /// All tokens, unescaped, from the root down.
    pub fn tokens(&self) -> Vec<&str> {
        let mut tokens: Vec<&str> = self.upwards().map(|token| &*token.text).collect();
        tokens.reverse();
        tokens
    }

    /// The tokens from the last one up, for what needs no list of them.
    fn upwards(&self) -> impl Iterator<Item = &Arc<Token>> {
        std::iter::successors(self.last.as_ref(), |token| token.parent.as_ref())
    }
}

/// A token of a pointer's text, as it is in the description.
pub(crate) fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

impl fmt::Display for Pointer {
    /// Writes the pointer as a URI fragment's text, such as `#/paths/~1pets/get`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        for token in self.tokens() {
            write!(f, "/{}", token.replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file {
            FileId::ROOT => write!(f, "{self}"),
            FileId(file) => write!(f, "{file}:{self}"),
        }
    }
}

impl PartialEq for Pointer {
    fn eq(&self, other: &Self) -> bool {
        if self.file != other.file {
            return false;
        }
        let (mut these, mut those) = (self.upwards(), other.upwards());
        loop {
            match (these.next(), those.next()) {
                // What is shared is equal from there up.
                (Some(this), Some(that)) if Arc::ptr_eq(this, that) => return true,
                (Some(this), Some(that)) if this.text == that.text => {}
                (None, None) => return true,
                _ => return false,
            }
        }
    }
}

impl Eq for Pointer {}

impl std::hash::Hash for Pointer {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.file.hash(state);
        self.upwards().for_each(|token| token.text.hash(state));
    }
}

#[cfg(test)]
mod tests {
    use indexmap::IndexSet;

    use super::*;

    #[test]
    fn equal_places_are_equal_however_they_came_to_be() {
        let pets = Pointer::root(FileId::ROOT).child("paths").child("/pets");
        let (get, post) = (pets.child("get"), pets.child("post"));
        let parsed = Pointer::parse(FileId::ROOT, "/paths/~1pets/get").unwrap();
        assert_eq!(get, parsed);
        assert_eq!(get, pets.child("get"));
        assert_ne!(get, post);
        assert_ne!(get, pets);
        assert_ne!(pets, Pointer::parse(FileId(1), "/paths/~1pets").unwrap());
        assert_ne!(get, Pointer::parse(FileId::ROOT, "/x/paths/~1pets/get").unwrap());
        let places = IndexSet::from([get, post, parsed]);
        assert_eq!(places.len(), 2);
    }

    #[test]
    fn text_and_tokens_agree() {
        let pointer =
            Pointer::parse(FileId::ROOT, "/paths/~1pets~1{id}/get/a~0b").unwrap();
        assert_eq!(pointer.tokens(), ["paths", "/pets/{id}", "get", "a~b"]);
        assert_eq!(pointer.to_string(), "#/paths/~1pets~1{id}/get/a~0b");
        assert_eq!(pointer.parent().unwrap().to_string(), "#/paths/~1pets~1{id}/get");
    }

    #[test]
    fn only_slashes_begin_a_pointer() {
        assert!(Pointer::parse(FileId::ROOT, "paths").is_none());
        assert_eq!(Pointer::parse(FileId::ROOT, "").unwrap().tokens(), [""; 0]);
    }
}
