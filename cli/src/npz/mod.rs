//! Reading and writing NumPy's `.npy` arrays and `.npz` archives of them.
//!
//! The archive is a zip file (crate `zip`); the array format is small enough to be read here, with every length checked
//! before it is believed. Arrays keep the bytes of their elements: little-endian, the last axis fastest.

mod header;

use crate::failure::Failure;
use header::{Header, Kind};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{Cursor, Read, Seek, Write};
use std::path::Path;

/// No array is read that would take more memory than this.
const MAX_ARRAY_BYTES: usize = 4 << 30;

/// The type of an array's elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dtype {
    /// One byte, 0 or 1.
    Bool,
    /// 8-bit signed integer.
    I8,
    /// 16-bit signed integer.
    I16,
    /// 32-bit signed integer.
    I32,
    /// 64-bit signed integer.
    I64,
    /// 8-bit unsigned integer.
    U8,
    /// 16-bit unsigned integer; also the bits of a bfloat16, which NumPy lacks.
    U16,
    /// 32-bit unsigned integer.
    U32,
    /// 64-bit unsigned integer.
    U64,
    /// IEEE half precision.
    F16,
    /// IEEE single precision.
    F32,
    /// IEEE double precision.
    F64,
    /// Two single precision floats: real and imaginary part.
    C64,
    /// Two double precision floats: real and imaginary part.
    C128,
    /// Byte strings of at most so many bytes, padded with NULs (`|S<n>`).
    Bytes(usize),
}

impl Dtype {
    /// Bytes of one element.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::Bool | Self::I8 | Self::U8 => 1,
            Self::I16 | Self::U16 | Self::F16 => 2,
            Self::I32 | Self::U32 | Self::F32 => 4,
            Self::I64 | Self::U64 | Self::F64 | Self::C64 => 8,
            Self::C128 => 16,
            Self::Bytes(length) => length,
        }
    }

    /// Whether the elements are real floating point numbers.
    #[must_use]
    pub fn is_float(self) -> bool {
        matches!(self, Self::F16 | Self::F32 | Self::F64)
    }
}

impl std::fmt::Display for Dtype {
    /// NumPy's name of the type.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = match self {
            Self::Bool => "bool",
            Self::I8 => "int8",
            Self::I16 => "int16",
            Self::I32 => "int32",
            Self::I64 => "int64",
            Self::U8 => "uint8",
            Self::U16 => "uint16",
            Self::U32 => "uint32",
            Self::U64 => "uint64",
            Self::F16 => "float16",
            Self::F32 => "float32",
            Self::F64 => "float64",
            Self::C64 => "complex64",
            Self::C128 => "complex128",
            Self::Bytes(length) => return write!(formatter, "bytes (|S{length})"),
        };
        formatter.write_str(name)
    }
}

/// An array: `bytes` holds the product of `shape` elements, little-endian, the last axis fastest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Array {
    dtype: Dtype,
    shape: Vec<usize>,
    bytes: Vec<u8>,
}

impl Array {
    /// An array of these elements; fails if `bytes` is not as long as the shape says.
    pub fn new(dtype: Dtype, shape: Vec<usize>, bytes: Vec<u8>) -> Result<Self, Failure> {
        match byte_count(dtype.size(), &shape) {
            Some(expected) if expected == bytes.len() => Ok(Self { dtype, shape, bytes }),
            _ => Err(Failure::failed(format!("{} bytes do not make a {dtype} array of shape {shape:?}", bytes.len()))),
        }
    }

    /// An array of byte strings, as wide as the longest; `strings` has one entry per element.
    pub fn from_strings<S: AsRef<[u8]>>(shape: Vec<usize>, strings: &[S]) -> Result<Self, Failure> {
        // NumPy itself never makes strings of no bytes.
        let width = strings.iter().map(|string| string.as_ref().len()).max().unwrap_or(0).max(1);
        let mut bytes = Vec::with_capacity(width.saturating_mul(strings.len()));
        for string in strings {
            bytes.extend_from_slice(string.as_ref());
            bytes.resize(bytes.len() + width - string.as_ref().len(), 0);
        }
        Self::new(Dtype::Bytes(width), shape, bytes)
    }

    /// The type of the elements.
    #[must_use]
    pub fn dtype(&self) -> Dtype {
        self.dtype
    }

    /// Extents, the slowest axis first.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The elements' bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many elements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        // Checked to fit when the array was made.
        element_count(&self.shape).unwrap_or(0)
    }

    /// Whether there is no element.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The byte strings without their padding; `None` if the array holds something else.
    #[must_use]
    pub fn strings(&self) -> Option<Vec<&[u8]>> {
        match self.dtype {
            Dtype::Bytes(0) => Some(vec![&[]; self.len()]),
            Dtype::Bytes(width) => Some(self.bytes.chunks_exact(width).map(without_padding).collect()),
            _ => None,
        }
    }

    /// The elements as float32, rounded to nearest where they are wider; `None` if they are not real floats.
    #[must_use]
    pub fn to_f32(&self) -> Option<Vec<f32>> {
        match self.dtype {
            Dtype::F16 => Some(self.words().map(|word: [u8; 2]| half_to_f32(u16::from_le_bytes(word))).collect()),
            Dtype::F32 => Some(self.words().map(f32::from_le_bytes).collect()),
            // The rounding of `as` between floats is what is wanted: to nearest, ties to even, overflow to infinity.
            Dtype::F64 => Some(self.words().map(|word: [u8; 8]| f64::from_le_bytes(word) as f32).collect()),
            _ => None,
        }
    }

    /// The elements as float32, integers too, rounded to nearest; `None` if they are not real numbers.
    #[must_use]
    pub fn to_reals(&self) -> Option<Vec<f32>> {
        Some(match self.dtype {
            Dtype::Bool | Dtype::U8 => self.bytes.iter().map(|&byte| f32::from(byte)).collect(),
            Dtype::I8 => self.bytes.iter().map(|byte| f32::from(byte.cast_signed())).collect(),
            Dtype::I16 => self.words().map(|word| f32::from(i16::from_le_bytes(word))).collect(),
            Dtype::U16 => self.words().map(|word| f32::from(u16::from_le_bytes(word))).collect(),
            Dtype::I32 => self.words().map(|word| i32::from_le_bytes(word) as f32).collect(),
            Dtype::U32 => self.words().map(|word| u32::from_le_bytes(word) as f32).collect(),
            Dtype::I64 => self.words().map(|word| i64::from_le_bytes(word) as f32).collect(),
            Dtype::U64 => self.words().map(|word| u64::from_le_bytes(word) as f32).collect(),
            Dtype::F16 | Dtype::F32 | Dtype::F64 => return self.to_f32(),
            Dtype::C64 | Dtype::C128 | Dtype::Bytes(_) => return None,
        })
    }

    /// The least and the greatest element as float32; `None` if there is none, or they are not real numbers.
    #[must_use]
    pub fn range(&self) -> Option<(f32, f32)> {
        let reals = self.to_reals().filter(|reals| !reals.is_empty())?;
        let least = reals.iter().copied().fold(f32::INFINITY, f32::min);
        Some((least, reals.iter().copied().fold(f32::NEG_INFINITY, f32::max)))
    }

    /// The bytes in groups of `N`.
    fn words<const N: usize>(&self) -> impl Iterator<Item = [u8; N]> + '_ {
        self.bytes.as_chunks::<N>().0.iter().copied()
    }
}

fn without_padding(string: &[u8]) -> &[u8] {
    let length = string.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    string.get(..length).unwrap_or_default()
}

/// The value of an IEEE half: sign, 5 bits of exponent, 10 of fraction. Exact.
pub(crate) fn half_to_f32(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f32::from(bits & 0x3ff));
    match exponent {
        0 => sign * fraction * 2.0_f32.powi(-24),
        31 if fraction == 0.0 => sign * f32::INFINITY,
        31 => f32::NAN,
        _ => sign * (1024.0 + fraction) * 2.0_f32.powi(exponent - 25),
    }
}

/// Elements of an array of this shape; `None` where they are too many to count. With an extent of 0 the others do not
/// matter, however large.
fn element_count(shape: &[usize]) -> Option<usize> {
    if shape.contains(&0) {
        return Some(0);
    }
    shape.iter().try_fold(1, |product: usize, &extent| product.checked_mul(extent))
}

/// Bytes of `shape` elements of `size` bytes; `None` above what is read. Elements of no bytes are as limited as those of
/// one, since what handles them does take memory.
fn byte_count(size: usize, shape: &[usize]) -> Option<usize> {
    let count = element_count(shape)?;
    count.checked_mul(size.max(1)).filter(|&bytes| bytes <= MAX_ARRAY_BYTES)?;
    count.checked_mul(size)
}

/// Reads one array in the `.npy` format.
pub fn read_npy(source: &mut dyn Read) -> Result<Array, Failure> {
    let Header { kind, big_endian, fortran_order, shape } = Header::read(source)?;
    let stored = kind.stored_size();
    let expected = byte_count(stored, &shape)
        .ok_or_else(|| Failure::failed(format!("an array of shape {shape:?} is too large to be read")))?;
    // Grows with what is there, so that a header cannot ask for memory that the file does not fill.
    let mut bytes = Vec::new();
    source.take(expected as u64 + 1).read_to_end(&mut bytes).map_err(Failure::failed)?;
    if bytes.len() < expected {
        return Err(Failure::failed(format!("the array ends after {} of {expected} bytes", bytes.len())));
    }
    if bytes.len() > expected {
        return Err(Failure::failed(format!("the array goes on after its {expected} bytes")));
    }
    if big_endian {
        bytes.chunks_exact_mut(kind.word_size().max(1)).for_each(<[u8]>::reverse);
    }
    if fortran_order {
        bytes = last_axis_fastest(&bytes, &shape, stored);
    }
    match kind {
        Kind::Plain(dtype) => Array::new(dtype, shape, bytes),
        Kind::Unicode(width) => from_utf32(shape, &bytes, width),
    }
}

/// Reorders elements of `size` bytes from the first axis fastest to the last.
fn last_axis_fastest(bytes: &[u8], shape: &[usize], size: usize) -> Vec<u8> {
    if bytes.is_empty() || size == 0 {
        return bytes.to_vec();
    }
    let strides: Vec<usize> = shape
        .iter()
        .scan(1, |stride, &extent| {
            let this = *stride;
            *stride *= extent;
            Some(this)
        })
        .collect();
    let mut position = vec![0; shape.len()];
    let mut ordered = Vec::with_capacity(bytes.len());
    for _ in 0..bytes.len() / size {
        let element: usize = position.iter().zip(&strides).map(|(index, stride)| index * stride).sum();
        ordered.extend_from_slice(bytes.get(element * size..(element + 1) * size).unwrap_or_default());
        for (index, &extent) in position.iter_mut().zip(shape).rev() {
            *index += 1;
            if *index < extent {
                break;
            }
            *index = 0;
        }
    }
    ordered
}

/// NumPy's text arrays have four bytes per character; the tensors of models hold UTF-8.
fn from_utf32(shape: Vec<usize>, bytes: &[u8], width: usize) -> Result<Array, Failure> {
    if width == 0 {
        let count = element_count(&shape).unwrap_or(0);
        return Array::from_strings(shape, &vec![[0_u8; 0]; count]);
    }
    let mut strings = Vec::new();
    for element in bytes.chunks_exact(4 * width) {
        let text: Option<String> =
            element.as_chunks::<4>().0.iter().map(|&word| char::from_u32(u32::from_le_bytes(word))).collect();
        let text = text.ok_or_else(|| Failure::failed("a text array holds what is no Unicode character"))?;
        strings.push(text.trim_end_matches('\0').to_owned());
    }
    Array::from_strings(shape, &strings)
}

/// Writes one array in the `.npy` format, version 1.
pub fn write_npy(sink: &mut dyn Write, array: &Array) -> Result<(), Failure> {
    sink.write_all(&header::encode(array.dtype, &array.shape))?;
    sink.write_all(&array.bytes)?;
    Ok(())
}

/// Named arrays, in the order of the archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Archive {
    arrays: Vec<(String, Array)>,
    /// Where each name is in `arrays`.
    positions: HashMap<String, usize>,
}

impl Archive {
    /// An archive without arrays.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads an `.npz` file, or an `.npy` file as an archive whose only array is `input_0`.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let bytes = std::fs::read(path).map_err(|error| Failure::failed(error).within(path.display()))?;
        Self::from_bytes(&bytes).map_err(|failure| failure.within(path.display()))
    }

    /// Reads the bytes of an `.npz` file, or of an `.npy` file as an archive whose only array is `input_0`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Failure> {
        if bytes.starts_with(header::MAGIC) {
            let array = read_npy(&mut Cursor::new(bytes))?;
            let mut archive = Self::new();
            archive.insert("input_0", array)?;
            return Ok(archive);
        }
        Self::read(Cursor::new(bytes))
    }

    /// Reads an `.npz` archive.
    pub fn read(source: impl Read + Seek) -> Result<Self, Failure> {
        let mut zip =
            zip::ZipArchive::new(source).map_err(|error| Failure::failed(format!("no .npz file: {error}")))?;
        let mut archive = Self::new();
        for index in 0..zip.len() {
            let mut entry = zip.by_index(index).map_err(Failure::failed)?;
            let entry_name = entry.name().map_err(Failure::failed)?.into_owned();
            let Some(name) = entry_name.strip_suffix(".npy") else { continue };
            let array = read_npy(&mut entry).map_err(|failure| failure.within(name))?;
            archive.insert(name, array)?;
        }
        Ok(archive)
    }

    /// Writes an `.npz` archive, uncompressed as `numpy.savez` does.
    pub fn write(&self, sink: impl Write + Seek) -> Result<(), Failure> {
        let mut zip = zip::ZipWriter::new(sink);
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored)
            .large_file(true);
        for (name, array) in &self.arrays {
            zip.start_file(format!("{name}.npy"), options).map_err(Failure::failed)?;
            write_npy(&mut zip, array)?;
        }
        zip.finish().map_err(Failure::failed)?;
        Ok(())
    }

    /// Writes an `.npz` file.
    pub fn save(&self, path: &Path) -> Result<(), Failure> {
        let mut bytes = Cursor::new(Vec::new());
        self.write(&mut bytes)?;
        std::fs::write(path, bytes.into_inner()).map_err(|error| Failure::failed(error).within(path.display()))
    }

    /// Adds an array; fails if there is one of this name.
    pub fn insert(&mut self, name: impl Into<String>, array: Array) -> Result<(), Failure> {
        let name = name.into();
        match self.positions.entry(name.clone()) {
            Entry::Occupied(_) => return Err(Failure::failed(format!("two arrays are named {name}"))),
            Entry::Vacant(entry) => entry.insert(self.arrays.len()),
        };
        self.arrays.push((name, array));
        Ok(())
    }

    /// The array of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Array> {
        self.arrays.get(*self.positions.get(name)?).map(|(_, array)| array)
    }

    /// Names and arrays, in the order of the archive.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Array)> {
        self.arrays.iter().map(|(name, array)| (name.as_str(), array))
    }

    /// How many arrays there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.arrays.len()
    }

    /// Whether there is no array.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.arrays.is_empty()
    }
}

#[cfg(test)]
mod tests;
