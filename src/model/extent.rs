//! How far the FlatBuffer of a file reaches: what lies outside of it, large weights for instance, must not overlap it.
//!
//! A FlatBuffer says nowhere how long it is, and the generated readers do not say where they read; so this walks the
//! tables that every model has once more, offset by offset. It is done for files that refer to bytes outside only.

/// What a field of a table refers to.
enum Field {
    /// Elements of this many bytes.
    Vector(usize),
    /// Characters and a NUL.
    Text,
    /// A table, with those of its fields that refer to more.
    Table(Fields),
    /// A vector of tables.
    Tables(Fields),
}
use Field::{Table, Tables, Text, Vector};

/// Fields by their number in the schema.
type Fields = &'static [(usize, Field)];

const MODEL: Fields = &[
    (1, Tables(&[(1, Text)])),
    (2, Tables(SUBGRAPH)),
    (3, Text),
    (4, Tables(&[(0, Vector(1))])),
    (5, Vector(4)),
    (6, Tables(&[(0, Text)])),
    (7, Tables(&[(0, Tables(&[(0, Text)])), (1, Tables(&[(0, Text)])), (2, Text)])),
];

const SUBGRAPH: Fields = &[(0, Tables(TENSOR)), (1, Vector(4)), (2, Vector(4)), (3, Tables(OPERATOR)), (4, Text)];

const TENSOR: Fields = &[
    (0, Vector(4)),
    (3, Text),
    (4, Table(&[(0, Vector(4)), (1, Vector(4)), (2, Vector(4)), (3, Vector(8)), (5, Table(&[]))])),
    (6, Table(&[(0, Vector(4)), (1, Vector(4)), (2, Tables(&[(3, Table(&[])), (5, Table(&[]))]))])),
    (7, Vector(4)),
];

const OPERATOR: Fields = &[
    (1, Vector(4)),
    (2, Vector(4)),
    (4, Table(&[])),
    (5, Vector(1)),
    (7, Vector(1)),
    (8, Vector(4)),
    (12, Table(&[])),
];

/// The end of the FlatBuffer, as far as its main tables tell; lists within the options of operators are not looked at.
pub(super) fn end(bytes: &[u8]) -> usize {
    let mut walk = Walk { bytes, end: 8 };
    if let Some(root) = walk.word(0) {
        walk.table(root, MODEL);
    }
    walk.end
}

struct Walk<'a> {
    bytes: &'a [u8],
    end: usize,
}

impl Walk<'_> {
    fn reach(&mut self, end: usize) {
        self.end = self.end.max(end.min(self.bytes.len()));
    }

    fn word(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    }

    fn half(&self, at: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(u16::from_le_bytes(bytes).into())
    }

    /// Where the offset at `at` leads.
    fn follow(&self, at: usize) -> Option<usize> {
        at.checked_add(self.word(at)?)
    }

    /// Reaches to the end of a table, of its list of fields and of what they refer to. What cannot be followed was
    /// refused, or is not used.
    fn table(&mut self, at: usize, fields: Fields) -> Option<()> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let list = at.checked_add_signed(isize::try_from(i32::from_le_bytes(bytes)).ok()?.checked_neg()?)?;
        let (list_bytes, own_bytes) = (self.half(list)?, self.half(list.checked_add(2)?)?);
        self.reach(list.saturating_add(list_bytes));
        self.reach(at.saturating_add(own_bytes));
        for (number, field) in fields {
            let entry = 4 + 2 * number;
            let offset = if entry < list_bytes { self.half(list.checked_add(entry)?)? } else { 0 };
            let target = if offset == 0 { None } else { self.follow(at.checked_add(offset)?) };
            if let Some(target) = target {
                self.field(target, field);
            }
        }
        Some(())
    }

    fn field(&mut self, at: usize, field: &Field) -> Option<()> {
        let length = self.word(at)?;
        let (start, size) = (at.checked_add(4)?, |element: usize| length.saturating_mul(element));
        match field {
            Vector(element) => self.reach(start.saturating_add(size(*element))),
            Text => self.reach(start.saturating_add(length).saturating_add(1)),
            Table(fields) => self.table(at, fields)?,
            Tables(fields) => {
                self.reach(start.saturating_add(size(4)));
                for entry in (start..start.saturating_add(size(4)).min(self.bytes.len())).step_by(4) {
                    let table = self.follow(entry);
                    table.and_then(|table| self.table(table, fields));
                }
            }
        }
        Some(())
    }
}
