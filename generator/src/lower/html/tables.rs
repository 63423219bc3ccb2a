//! Tables of HTML: those with one row of headings become tables, all others lines of text.

use super::Writer;
use super::tags::Tag;
use crate::lower::inline::LINE_BREAK;

/// How deep tables may nest; what is deeper is text.
const DEPTH: usize = 3;

/// A table that is open.
#[derive(Default)]
pub(super) struct Table {
    /// What was written before it.
    before: String,
    /// How many lists were open before it.
    pub lists: usize,
    rows: Vec<Vec<String>>,
    /// For each row, whether all of its cells are headings.
    headings: Vec<bool>,
    /// Whether a cell is longer or higher than one.
    spans: bool,
    /// Whether another table is in it.
    pub nests: bool,
    /// Whether a cell is open.
    in_cell: bool,
}

impl Table {
    /// A table without rows. `before` is what was written before it, `lists` how many are open.
    pub(super) fn new(before: String, lists: usize) -> Self {
        Self { before, lists, ..Self::default() }
    }

    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
        self.headings.push(true);
    }

    /// Begins a cell.
    pub(super) fn cell(&mut self, heading: bool, spans: bool) {
        if self.rows.is_empty() {
            self.row();
        }
        if let Some(all) = self.headings.last_mut() {
            *all &= heading;
        }
        self.spans |= spans;
        self.in_cell = true;
    }

    /// Ends the part that is open with the text that has come together.
    pub(super) fn text(&mut self, text: &str) {
        let text = text.trim_matches([' ', '\n', LINE_BREAK]);
        if std::mem::take(&mut self.in_cell) {
            if let Some(row) = self.rows.last_mut() {
                row.push(text.to_owned());
            }
        } else if !text.is_empty() {
            // A caption, or what is left of a table that is not one.
            let end = self.before.trim_end().len();
            self.before.truncate(end);
            self.before.push_str("\n\n");
            self.before.push_str(text);
        }
    }

    /// The table as Markdown. `flat` where no block can be.
    pub(super) fn written(mut self, flat: bool) -> String {
        self.rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let mut out = std::mem::take(&mut self.before);
        if flat {
            let rows: Vec<String> = self.rows.iter().map(|row| row.join(" ")).collect();
            out.push_str(&rows.join(&LINE_BREAK.to_string()));
            return out;
        }
        out.push_str("\n\n");
        match self.is_simple() {
            true => self.rows.iter().enumerate().for_each(|(index, row)| {
                out.push_str(&line(row));
                if index == 0 {
                    out.push_str(&line(&vec!["---".to_owned(); row.len()]));
                }
            }),
            false => self.rows.iter().for_each(|row| {
                let are_blocks = row.iter().any(|cell| cell.contains('\n'));
                out.push_str(&row.join(if are_blocks { "\n\n" } else { " " }));
                out.push_str("\n\n");
            }),
        }
        out.push('\n');
        out
    }

    /// Whether it has one row of headings, as many cells in each row, and a line of text in each.
    fn is_simple(&self) -> bool {
        let columns = self.rows.first().map_or(0, Vec::len);
        let plain = |cell: &String| !cell.contains("\n\n") && !cell.contains("\n- ");
        let headings = self.headings.iter().filter(|heading| **heading).count();
        self.lists == 0
            && !self.spans
            && !self.nests
            && columns > 1
            && self.headings.first() == Some(&true)
            && headings == 1
            && self.rows.iter().all(|row| row.len() == columns)
            && self.rows.iter().flatten().all(plain)
    }
}

/// A line of a table.
fn line(cells: &[String]) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push(' ');
        line.push_str(&cell.replace('\n', " ").replace("\\|", "|").replace('|', "\\|"));
        line.push_str(" |");
    }
    line.push('\n');
    line
}

impl Writer {
    /// Begins or ends a table. Whether it is one.
    pub(super) fn table(&mut self, closing: bool) -> bool {
        if closing {
            return self.end_table();
        }
        if self.tables.len() >= DEPTH {
            return false;
        }
        self.tables.iter_mut().for_each(|outer| outer.nests = true);
        let before = std::mem::take(&mut self.out);
        let lists = self.lists.len();
        self.tables.push(Table::new(before, lists));
        true
    }

    /// Begins or ends a row or a cell. Whether it is in a table.
    pub(super) fn table_part(&mut self, tag: &Tag<'_>, closing: bool) -> bool {
        if self.tables.is_empty() {
            return false;
        }
        self.end_part();
        let Some(table) = self.tables.last_mut() else { return false };
        match &*tag.name {
            "tr" if !closing => table.row(),
            "td" | "th" if !closing => {
                let spans = |name| tag.attribute(name).is_some_and(|many| many != "1");
                let spans = spans("colspan") || spans("rowspan");
                table.cell(tag.name == "th", spans);
            }
            _ => {}
        }
        true
    }

    /// Ends the open cell, or what stands between cells.
    fn end_part(&mut self) {
        self.end_pre();
        let text = std::mem::take(&mut self.out);
        let Some(table) = self.tables.last_mut() else { return };
        self.lists.truncate(table.lists);
        table.text(&text);
        self.marks.clear();
        (self.code, self.mark_ended) = (false, false);
        (self.item_is_empty, self.paragraph_ended) = (false, false);
    }

    pub(super) fn end_table(&mut self) -> bool {
        self.end_part();
        let Some(table) = self.tables.pop() else { return false };
        self.out = table.written(self.flat || !self.tables.is_empty());
        self.paragraph_ended = !self.lists.is_empty();
        true
    }
}
