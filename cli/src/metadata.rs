//! What a model says about its pictures and classes beside its graph: the normalisation in the metadata block, and label
//! files, which are appended to the model as a zip archive.
//!
//! The metadata block is a FlatBuffer of its own (identifier `M001`), of which one path is wanted. So it is walked here
//! with every offset checked; whatever is damaged or absent counts as not said.

use crate::failure::Failure;
use crate::image::Normalization;
use std::io::{Read, Seek};
use std::path::Path;

/// The name under which models keep the block.
const BLOCK: &str = "TFLITE_METADATA";

/// Label files longer than this are none.
const MAX_LABEL_BYTES: u64 = 16 << 20;

/// A table of a FlatBuffer: the bytes and where the table starts.
#[derive(Clone, Copy)]
struct Table<'a> {
    bytes: &'a [u8],
    start: usize,
}

fn word<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Where the offset stored at `at` points to.
fn follow(bytes: &[u8], at: usize) -> Option<usize> {
    at.checked_add(usize::try_from(u32::from_le_bytes(word(bytes, at)?)).ok()?)
}

impl<'a> Table<'a> {
    fn root(bytes: &'a [u8]) -> Option<Self> {
        if bytes.get(4..8)? != b"M001" {
            return None;
        }
        Some(Self { bytes, start: follow(bytes, 0)? })
    }

    /// Where a field's value stands.
    fn field(&self, number: usize) -> Option<usize> {
        let back = i64::from(i32::from_le_bytes(word(self.bytes, self.start)?));
        let vtable = usize::try_from(i64::try_from(self.start).ok()?.checked_sub(back)?).ok()?;
        let length = usize::from(u16::from_le_bytes(word(self.bytes, vtable)?));
        let slot = 4 + 2 * number;
        if slot + 2 > length {
            return None;
        }
        match u16::from_le_bytes(word(self.bytes, vtable.checked_add(slot)?)?) {
            0 => None,
            offset => self.start.checked_add(usize::from(offset)),
        }
    }

    fn byte(&self, number: usize) -> Option<u8> {
        self.bytes.get(self.field(number)?).copied()
    }

    fn table(&self, number: usize) -> Option<Self> {
        Some(Self { start: follow(self.bytes, self.field(number)?)?, ..*self })
    }

    /// Where a vector's first element stands, and how many there are.
    fn vector(&self, number: usize) -> Option<(usize, usize)> {
        let start = follow(self.bytes, self.field(number)?)?;
        let count = usize::try_from(u32::from_le_bytes(word(self.bytes, start)?)).ok()?;
        Some((start.checked_add(4)?, count))
    }

    /// The tables of a vector, up to the first damaged one.
    fn tables(&self, number: usize) -> impl Iterator<Item = Self> {
        let (start, count) = self.vector(number).unwrap_or((0, 0));
        let table = *self;
        (0..count).map_while(move |index| {
            let at = start.checked_add(index.checked_mul(4)?)?;
            Some(Self { start: follow(table.bytes, at)?, ..table })
        })
    }

    fn floats(&self, number: usize) -> Option<Vec<f32>> {
        let (start, count) = self.vector(number)?;
        let bytes = self.bytes.get(start..start.checked_add(count.checked_mul(4)?)?)?;
        Some(bytes.as_chunks::<4>().0.iter().map(|&word| f32::from_le_bytes(word)).collect())
    }
}

/// The normalisation that the metadata states for an input of the main subgraph.
#[must_use]
pub fn normalization<'a>(
    mut metadata: impl Iterator<Item = (&'a str, &'a [u8])>,
    input: usize,
) -> Option<Normalization> {
    // Numbers of the fields in the metadata's own schema.
    const SUBGRAPHS: usize = 3;
    const INPUTS: usize = 2;
    const PROCESS_UNITS: usize = 4;
    const OPTIONS_TYPE: usize = 0;
    const OPTIONS: usize = 1;
    const NORMALIZATION_OPTIONS: u8 = 1;
    let (_, block) = metadata.find(|(name, _)| *name == BLOCK)?;
    let tensor = Table::root(block)?.tables(SUBGRAPHS).next()?.tables(INPUTS).nth(input)?;
    let unit = tensor.tables(PROCESS_UNITS).find(|unit| unit.byte(OPTIONS_TYPE) == Some(NORMALIZATION_OPTIONS))?;
    let options = unit.table(OPTIONS)?;
    Normalization::new(&options.floats(0)?, &options.floats(1)?).ok()
}

/// One label per line.
pub fn read_labels(path: &Path) -> Result<Vec<String>, Failure> {
    let text = std::fs::read(path).map_err(|error| Failure::failed(error).within(path.display()))?;
    Ok(lines(&text))
}

/// The labels in the archive that is appended to a model, if there is one: the file with `label` in its name.
#[must_use]
pub fn appended_labels(model: impl Read + Seek) -> Option<Vec<String>> {
    let mut archive = zip::ZipArchive::new(model).ok()?;
    let is_labels = |name: &str| name.to_ascii_lowercase().contains("label") && name.ends_with(".txt");
    let index = (0..archive.len()).find(|&index| {
        let name = archive.by_index_raw(index).ok().and_then(|entry| Some(entry.name().ok()?.into_owned()));
        name.is_some_and(|name| is_labels(&name))
    })?;
    let mut text = Vec::new();
    archive.by_index(index).ok()?.take(MAX_LABEL_BYTES).read_to_end(&mut text).ok()?;
    Some(lines(&text))
}

fn lines(text: &[u8]) -> Vec<String> {
    String::from_utf8_lossy(text).lines().map(|line| line.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    /// A block whose only input has the normalisation 127.5, 127.5; written from the end to the front by hand.
    fn block() -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut put = |part: &[u8]| bytes.extend_from_slice(part);
        let word = |value: u32| value.to_le_bytes();
        put(&word(20)); //                          0: the root table
        put(b"M001");
        put(&[12, 0, 8, 0, 0, 0, 0, 0, 0, 0, 4, 0]); // 8: its vtable; field 3 at 4
        put(&word(12)); //                         20: root: back to 8
        put(&word(4)); //                          24: subgraphs at 28
        put(&[1, 0, 0, 0, 16, 0, 0, 0]); //        28: one, at 48
        put(&[10, 0, 8, 0, 0, 0, 0, 0, 4, 0, 0, 0]); // 36: vtable; field 2 at 4
        put(&word(12)); //                         48: subgraph: back to 36
        put(&word(4)); //                          52: inputs at 56
        put(&[1, 0, 0, 0, 20, 0, 0, 0]); //        56: one, at 80
        put(&[14, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0]); // 64: vtable; field 4 at 4
        put(&word(16)); //                         80: tensor: back to 64
        put(&word(4)); //                          84: process units at 88
        put(&[1, 0, 0, 0, 12, 0, 0, 0]); //        88: one, at 104
        put(&[8, 0, 12, 0, 8, 0, 4, 0]); //        96: vtable; fields at 8 and 4
        put(&word(8)); //                         104: unit: back to 96
        put(&word(16)); //                        108: options at 124
        put(&[1, 0, 0, 0]); //                    112: of type 1
        put(&[8, 0, 12, 0, 4, 0, 8, 0]); //       116: vtable; fields at 4 and 8
        put(&word(8)); //                         124: options: back to 116
        put(&word(8)); //                         128: mean at 136
        put(&word(12)); //                        132: std at 144
        for _ in 0..2 {
            put(&word(1));
            put(&127.5_f32.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn the_normalisation_is_found() {
        let block = block();
        let expected = Normalization::new(&[127.5], &[127.5]).unwrap();
        assert_eq!(normalization([("other", &[][..]), (BLOCK, &block)].into_iter(), 0), Some(expected));
        assert_eq!(normalization([(BLOCK, &block[..])].into_iter(), 1), None);
    }

    #[test]
    fn damaged_blocks_say_nothing_and_never_panic() {
        let block = block();
        for length in 0..block.len() {
            assert_eq!(normalization([(BLOCK, &block[..length])].into_iter(), 0), None);
        }
        for position in 0..block.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut damaged = block.clone();
                damaged[position] = value;
                let _ = normalization([(BLOCK, &damaged[..])].into_iter(), 0);
            }
        }
    }

    #[test]
    fn labels_are_found_behind_the_model() {
        let mut file = Cursor::new(b"the model's own bytes".to_vec());
        file.set_position(21);
        let mut zip = zip::ZipWriter::new(file);
        let options = zip::write::SimpleFileOptions::default();
        for (name, text) in [("vocab.txt", "x"), ("class_labels.txt", "cat \r\ndog\n")] {
            zip.start_file(name, options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        let file = zip.finish().unwrap().into_inner();
        assert_eq!(appended_labels(Cursor::new(file)).unwrap(), ["cat", "dog"]);
        assert_eq!(appended_labels(Cursor::new(b"the model's own bytes")), None);
    }
}
