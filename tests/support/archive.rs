//! Reads the corpora: zip files, `.npz` archives in them, arrays in those.
//!
//! Small on purpose: whole files in memory, stored and deflated entries, and the part of the `.npy` format
//! that numpy writes for dense arrays without pickles.

use std::collections::BTreeMap;
use std::path::Path;

/// The entries of a zip file by name, still compressed.
pub struct Zip {
    bytes: Vec<u8>,
    entries: BTreeMap<String, Entry>,
}

struct Entry {
    start: usize,
    compressed: usize,
    size: usize,
    deflated: bool,
}

/// A dense array as numpy stores it.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    /// Element type as TensorFlow spells it: `int8`, `float32`, `string` …
    pub dtype: String,
    /// Dimensions, outermost first.
    pub shape: Vec<usize>,
    /// The elements.
    pub data: Data,
}

/// The elements of an [`Array`], row by row.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Fixed-size elements, little-endian.
    Bytes(Vec<u8>),
    /// Byte strings without trailing NULs.
    Strings(Vec<Vec<u8>>),
}

/// What is wrong with an archive, as a sentence.
pub type Result<T> = std::result::Result<T, String>;

fn little(bytes: &[u8], at: usize, width: usize) -> Result<usize> {
    let field = bytes.get(at..at + width).ok_or("the archive ends inside a record")?;
    Ok(field.iter().rev().fold(0, |value, byte| value << 8 | usize::from(*byte)))
}

impl Zip {
    /// Reads the directory of the file at `path`.
    pub fn open(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Self::new(bytes).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// Reads the directory of a zip file in memory.
    pub fn new(bytes: Vec<u8>) -> Result<Self> {
        const END: &[u8] = b"PK\x05\x06";
        let end = bytes.windows(4).rposition(|window| window == END).ok_or("no zip directory")?;
        let count = little(&bytes, end + 10, 2)?;
        let mut at = little(&bytes, end + 16, 4)?;
        let mut entries = BTreeMap::new();
        for _ in 0..count {
            let name_length = little(&bytes, at + 28, 2)?;
            let extra = little(&bytes, at + 30, 2)? + little(&bytes, at + 32, 2)?;
            let name = bytes.get(at + 46..at + 46 + name_length).ok_or("a name is cut off")?;
            let name = String::from_utf8_lossy(name).into_owned();
            let header = little(&bytes, at + 42, 4)?;
            // The local header repeats the name and may have another extra field than the directory.
            let start = header + 30 + little(&bytes, header + 26, 2)? + little(&bytes, header + 28, 2)?;
            let deflated = match little(&bytes, at + 10, 2)? {
                0 => false,
                8 => true,
                other => return Err(format!("{name}: compression method {other}")),
            };
            let entry =
                Entry { start, compressed: little(&bytes, at + 20, 4)?, size: little(&bytes, at + 24, 4)?, deflated };
            entries.insert(name, entry);
            at += 46 + name_length + extra;
        }
        Ok(Self { bytes, entries })
    }

    /// The names of all entries, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The folders at the top, sorted: one case each.
    pub fn folders(&self) -> Vec<String> {
        let mut folders: Vec<String> =
            self.names().filter_map(|name| Some(name.split_once('/')?.0.to_owned())).collect();
        folders.dedup();
        folders
    }

    /// Whether there is such an entry.
    pub fn contains(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// The contents of one entry.
    pub fn read(&self, name: &str) -> Result<Vec<u8>> {
        let entry = self.entries.get(name).ok_or_else(|| format!("no entry {name}"))?;
        let range = entry.start..entry.start + entry.compressed;
        let bytes = self.bytes.get(range).ok_or_else(|| format!("{name}: outside the file"))?;
        if !entry.deflated {
            return Ok(bytes.to_vec());
        }
        miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, entry.size)
            .map_err(|error| format!("{name}: {error}"))
    }

    /// The arrays of an `.npz` entry by name.
    pub fn read_npz(&self, name: &str) -> Result<BTreeMap<String, Array>> {
        let inner = Self::new(self.read(name)?).map_err(|error| format!("{name}: {error}"))?;
        let mut arrays = BTreeMap::new();
        for entry in inner.names() {
            let array = Array::from_npy(&inner.read(entry)?).map_err(|error| format!("{name}/{entry}: {error}"))?;
            arrays.insert(entry.trim_end_matches(".npy").to_owned(), array);
        }
        Ok(arrays)
    }
}

impl Array {
    /// An array of fixed-size elements.
    pub fn new(dtype: &str, shape: &[usize], bytes: Vec<u8>) -> Self {
        Self { dtype: dtype.to_owned(), shape: shape.to_vec(), data: Data::Bytes(bytes) }
    }

    /// Number of elements that the shape asks for.
    pub fn elements(&self) -> usize {
        self.shape.iter().product()
    }

    /// The little-endian bytes; empty for strings.
    pub fn bytes(&self) -> &[u8] {
        match &self.data {
            Data::Bytes(bytes) => bytes,
            Data::Strings(_) => &[],
        }
    }

    /// The strings; empty for every other type.
    pub fn strings(&self) -> &[Vec<u8>] {
        match &self.data {
            Data::Bytes(_) => &[],
            Data::Strings(strings) => strings,
        }
    }

    /// Reads a `.npy` file.
    pub fn from_npy(bytes: &[u8]) -> Result<Self> {
        if !bytes.starts_with(b"\x93NUMPY") {
            return Err("no .npy file".into());
        }
        let (start, length) = match bytes.get(6) {
            Some(1) => (10, little(bytes, 8, 2)?),
            Some(_) => (12, little(bytes, 8, 4)?),
            None => return Err("the header is cut off".into()),
        };
        let header = bytes.get(start..start + length).ok_or("the header is cut off")?;
        let header = String::from_utf8_lossy(header);
        let body = bytes.get(start + length..).unwrap_or_default();
        if !field(&header, "fortran_order")?.starts_with("False") {
            return Err("the array is in Fortran order".into());
        }
        let shape = field(&header, "shape")?;
        let shape = shape.trim_start_matches('(').split(')').next().unwrap_or_default();
        let shape: Vec<usize> = shape.split(',').filter_map(|part| part.trim().parse().ok()).collect();
        let descr = field(&header, "descr")?.trim_start_matches('\'').split('\'').next().unwrap_or_default();
        Self::from_parts(descr, shape, body)
    }

    fn from_parts(descr: &str, shape: Vec<usize>, body: &[u8]) -> Result<Self> {
        let elements: usize = shape.iter().product();
        let (kind, width) = descr.trim_start_matches(['<', '|', '>', '=']).split_at_checked(1).unwrap_or_default();
        let width: usize = width.parse().map_err(|_| format!("element type {descr}"))?;
        let body = body.get(..elements * width).ok_or("the elements are cut off")?;
        if kind == "S" {
            let strings = match width {
                0 => vec![Vec::new(); elements],
                _ => body.chunks_exact(width).map(|text| trim_nuls(text).to_vec()).collect(),
            };
            return Ok(Self { dtype: "string".into(), shape, data: Data::Strings(strings) });
        }
        let name = match (kind, width) {
            _ if descr.starts_with('>') => return Err(format!("element type {descr}")),
            ("b", 1) => "bool".to_owned(),
            ("i", _) => format!("int{}", width * 8),
            ("u", _) => format!("uint{}", width * 8),
            ("f", _) => format!("float{}", width * 8),
            ("c", _) => format!("complex{}", width * 8),
            _ => return Err(format!("element type {descr}")),
        };
        Ok(Self::new(&name, &shape, body.to_vec()))
    }
}

fn field<'a>(header: &'a str, key: &str) -> Result<&'a str> {
    let (_, after) = header.split_once(&format!("'{key}':")).ok_or_else(|| format!("the header has no {key}"))?;
    Ok(after.trim_start())
}

/// A string without the NULs that numpy pads with.
pub fn trim_nuls(text: &[u8]) -> &[u8] {
    let end = text.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    text.get(..end).unwrap_or_default()
}
