//! Lines and columns of a text.

/// A line and a column, both counted from one. Columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct Lines {
    starts: Vec<u32>,
    ascii: bool,
}

impl Lines {
    /// Scans a text.
    pub fn new(text: &str) -> Self {
        let newlines = text.bytes().zip(1..).filter(|(byte, _)| *byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(_, next)| next)).collect();
        Self { starts, ascii: text.is_ascii() }
    }

    /// The line and the column of a byte of the text.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.line(offset);
        let start = self.starts[line] as usize;
        let column = match text.get(start..offset) {
            Some(before) if !self.ascii => before.chars().count(),
            _ => offset.saturating_sub(start),
        };
        Position { line: line + 1, column: column + 1 }
    }

    /// The bytes of the line that a byte belongs to, without its line break.
    pub fn around(&self, text: &str, offset: usize) -> std::ops::Range<usize> {
        let line = self.line(offset);
        let start = self.starts[line] as usize;
        let end = self.starts.get(line + 1).map_or(text.len(), |next| *next as usize);
        let visible = text[start..end].trim_end_matches(['\n', '\r']).len();
        start..start + visible
    }

    /// The number of a byte's line, counted from zero.
    fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= offset).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, offset: usize, line: usize, column: usize, around: &str) {
        let lines = Lines::new(text);
        assert_eq!(lines.position(text, offset), Position { line, column });
        assert_eq!(&text[lines.around(text, offset)], around);
    }

    #[test]
    fn columns_count_characters() {
        check("", 0, 1, 1, "");
        check("ab\ncd", 1, 1, 2, "ab");
        check("ab\ncd", 2, 1, 3, "ab");
        check("ab\ncd", 3, 2, 1, "cd");
        check("ab\r\né d", 7, 2, 3, "é d");
        check("ab\n", 3, 2, 1, "");
    }
}
