//! What results look like in a terminal: tables, bars, and four sober styles.
//!
//! Styles are written as escape sequences; the stream that `main` makes (crate `anstream`) drops them where the output is
//! no terminal or `NO_COLOR` is set.

use crate::failure::one_line;
use anstyle::{AnsiColor, Style};

/// Names and headings.
pub const STRONG: Style = Style::new().bold();
/// What is secondary: units, indices.
pub const FAINT: Style = Style::new().dimmed();
/// What went well, and the filled part of a bar.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What did not.
pub const BAD: Style = AnsiColor::Red.on_default().bold();

/// `text` in `style`.
#[must_use]
pub fn styled(style: Style, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{style}{text}{style:#}") }
}

/// A horizontal bar of `width` characters of which `fraction` (clamped to 0..=1) is filled, to an eighth of a character.
#[must_use]
pub fn bar(fraction: f32, width: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let fraction = if fraction.is_nan() { 0.0 } else { fraction.clamp(0.0, 1.0) };
    // Both casts are of small non-negative numbers.
    let eighths = (fraction * width as f32 * 8.0).round() as usize;
    let (whole, part) = (eighths / 8, PARTS.get(eighths % 8).copied().unwrap_or_default());
    let empty = width - whole - usize::from(!part.is_empty());
    format!("{}{}", styled(GOOD, &format!("{}{part}", "█".repeat(whole))), styled(FAINT, &"·".repeat(empty)))
}

/// Which side of its column a cell stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// Rows under a heading, columns as wide as their widest cell, two spaces between them.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<(&'static str, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new(columns: &[(&'static str, Align)]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; cells beyond the columns are dropped, missing ones empty.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|cell| one_line(&cell)).collect());
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn widths(&self) -> Vec<usize> {
        let heading = self.columns.iter().map(|(name, _)| name.chars().count());
        heading
            .enumerate()
            .map(|(column, width)| {
                let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
                cells.fold(width, usize::max)
            })
            .collect()
    }
}

impl std::fmt::Display for Table {
    /// One line per row, each with its line break.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let widths = self.widths();
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let mut line = String::new();
            for ((cell, width), (_, align)) in cells.zip(&widths).zip(&self.columns) {
                let padding = " ".repeat(width.saturating_sub(cell.chars().count()));
                match align {
                    Align::Left => line += &format!("{cell}{padding}  "),
                    Align::Right => line += &format!("{padding}{cell}  "),
                }
            }
            line.trim_end().to_owned()
        };
        let heading = line(&mut self.columns.iter().map(|(name, _)| *name));
        writeln!(formatter, "{}", styled(FAINT, &heading))?;
        for row in &self.rows {
            writeln!(formatter, "{}", line(&mut row.iter().map(String::as_str)))?;
        }
        Ok(())
    }
}

/// A byte count in the largest unit that leaves a number above 1: `1.50 MiB`.
#[must_use]
pub fn bytes(count: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    let mut value = count as f64;
    let mut unit = "B";
    for next in UNITS {
        if value < 1024.0 {
            break;
        }
        value /= 1024.0;
        unit = next;
    }
    if unit == "B" { format!("{count} B") } else { format!("{value:.2} {unit}") }
}

/// A count in groups of three digits: `1 234 567`.
#[must_use]
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// A shape as `1×224×224×3`; a scalar's is `scalar`.
#[must_use]
pub fn shape(extents: &[usize]) -> String {
    if extents.is_empty() {
        return "scalar".to_owned();
    }
    extents.iter().map(ToString::to_string).collect::<Vec<_>>().join("×")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn bars_fill_from_the_left_and_never_exceed_their_width() {
        assert_eq!(plain(&bar(0.0, 4)), "····");
        assert_eq!(plain(&bar(0.5, 4)), "██··");
        assert_eq!(plain(&bar(0.5 + 1.0 / 32.0, 4)), "██▏·");
        assert_eq!(plain(&bar(1.0, 4)), "████");
        assert_eq!(plain(&bar(7.0, 4)), "████");
        assert_eq!(plain(&bar(f32::NAN, 2)), "··");
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let mut table = Table::new(&[("op", Align::Left), ("n", Align::Right)]);
        table.row(["CONV_2D".to_owned(), "5".to_owned()]);
        table.row(["ADD\n".to_owned(), "12345".to_owned()]);
        assert_eq!(plain(&table.to_string()), "op           n\nCONV_2D      5\nADD      12345\n");
    }

    #[test]
    fn numbers_are_easy_to_read() {
        assert_eq!(bytes(1023), "1023 B");
        assert_eq!(bytes(1536 * 1024), "1.50 MiB");
        assert_eq!(grouped(1_234_567), "1 234 567");
        assert_eq!(grouped(12), "12");
        assert_eq!(shape(&[1, 8, 8, 1]), "1×8×8×1");
        assert_eq!(shape(&[]), "scalar");
    }
}
