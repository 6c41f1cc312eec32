//! The header of an `.npy` file: a magic number, a version, and a Python dictionary with three known keys.

use super::Dtype;
use crate::failure::Failure;
use std::io::Read;

/// What every `.npy` file starts with.
pub(super) const MAGIC: &[u8] = b"\x93NUMPY";

/// NumPy itself refuses longer headers unless told otherwise; they occur with structured types only.
const MAX_HEADER_BYTES: usize = 65536;

/// More axes than NumPy allows are a damaged file.
const MAX_RANK: usize = 64;

/// What the elements are in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// As in memory, but for the order of bytes.
    Plain(Dtype),
    /// Text of at most so many characters, four bytes each.
    Unicode(usize),
}

impl Kind {
    /// Bytes of one element in the file.
    pub(super) fn stored_size(self) -> usize {
        match self {
            Self::Plain(dtype) => dtype.size(),
            Self::Unicode(width) => 4 * width,
        }
    }

    /// Bytes that the order of bytes applies to.
    pub(super) fn word_size(self) -> usize {
        match self {
            Self::Plain(Dtype::C64) | Self::Unicode(_) => 4,
            Self::Plain(Dtype::C128) => 8,
            Self::Plain(Dtype::Bytes(_)) => 1,
            Self::Plain(dtype) => dtype.size(),
        }
    }
}

/// A checked header.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) kind: Kind,
    pub(super) big_endian: bool,
    pub(super) fortran_order: bool,
    pub(super) shape: Vec<usize>,
}

impl Header {
    /// Reads the header and leaves `source` at the first element.
    pub(super) fn read(source: &mut dyn Read) -> Result<Self, Failure> {
        let damaged = |what: &str| Failure::failed(format!("no .npy array: {what}"));
        let [m0, m1, m2, m3, m4, m5, major, _] = bytes(source).map_err(|_| damaged("it is too short"))?;
        if [m0, m1, m2, m3, m4, m5] != MAGIC {
            return Err(damaged("it does not start as one"));
        }
        let length = match major {
            1 => bytes(source).map(|length| usize::from(u16::from_le_bytes(length))),
            2 | 3 => bytes(source).map(|length| usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX)),
            other => return Err(damaged(&format!("version {other} is unknown"))),
        }
        .map_err(|_| damaged("it is too short"))?;
        if length > MAX_HEADER_BYTES {
            return Err(damaged(&format!("its header is {length} bytes long")));
        }
        let mut text = vec![0; length];
        source.read_exact(&mut text).map_err(|_| damaged("its header is cut off"))?;
        let text = String::from_utf8(text).map_err(|_| damaged("its header is no text"))?;
        Self::parse(&text).map_err(|what| damaged(&what))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let (mut descr, mut fortran_order, mut shape) = (None, None, None);
        let mut scanner = Scanner { rest: text };
        scanner.expect('{')?;
        while !scanner.accept('}') {
            let key = scanner.quoted()?;
            scanner.expect(':')?;
            match key {
                "descr" => descr = Some(element_kind(scanner.quoted()?)?),
                "fortran_order" => fortran_order = Some(scanner.boolean()?),
                "shape" => shape = Some(scanner.tuple()?),
                other => return Err(format!("its header has a key {other:?}")),
            }
            if !scanner.accept(',') {
                scanner.expect('}')?;
                break;
            }
        }
        match (descr, fortran_order, shape) {
            (Some((kind, big_endian)), Some(fortran_order), Some(shape)) => {
                Ok(Self { kind, big_endian, fortran_order, shape })
            }
            _ => Err("its header lacks descr, fortran_order or shape".to_owned()),
        }
    }
}

/// The next `N` bytes.
fn bytes<const N: usize>(source: &mut dyn Read) -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    source.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Type and whether its bytes are in big-endian order, from a description such as `<f4`.
fn element_kind(descr: &str) -> Result<(Kind, bool), String> {
    let unknown = || format!("elements of type {descr:?} are not supported");
    let (order, code) = match descr.chars().next() {
        Some(order @ ('<' | '>' | '|' | '=')) => (order, &descr[1..]),
        _ => ('|', descr),
    };
    let split = code.char_indices().nth(1).map_or(code.len(), |(index, _)| index);
    let (letter, size) = code.split_at(split);
    let size: usize = size.parse().map_err(|_| unknown())?;
    if size > MAX_HEADER_BYTES * 1024 {
        return Err(unknown());
    }
    let dtype = match (letter, size) {
        ("b", 1) => Dtype::Bool,
        ("i", 1) => Dtype::I8,
        ("i", 2) => Dtype::I16,
        ("i", 4) => Dtype::I32,
        ("i", 8) => Dtype::I64,
        ("u", 1) => Dtype::U8,
        // Two opaque bytes are how the bfloat16 of other packages is stored.
        ("u" | "V", 2) => Dtype::U16,
        ("u", 4) => Dtype::U32,
        ("u", 8) => Dtype::U64,
        ("f", 2) => Dtype::F16,
        ("f", 4) => Dtype::F32,
        ("f", 8) => Dtype::F64,
        ("c", 8) => Dtype::C64,
        ("c", 16) => Dtype::C128,
        ("S", width) => Dtype::Bytes(width),
        ("U", width) => return Ok((Kind::Unicode(width), order == '>')),
        ("O", _) => return Err("it holds Python objects".to_owned()),
        _ => return Err(unknown()),
    };
    Ok((Kind::Plain(dtype), order == '>'))
}

/// Reads the few forms of Python literals that a header has, without recursion.
struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn accept(&mut self, wanted: char) -> bool {
        match self.rest.trim_start().strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, wanted: char) -> Result<(), String> {
        if self.accept(wanted) { Ok(()) } else { Err(format!("its header lacks a {wanted:?}")) }
    }

    /// A string in single or double quotes, without escapes.
    fn quoted(&mut self) -> Result<&'a str, String> {
        let quote = if self.accept('\'') { '\'' } else { '"' };
        if quote == '"' && !self.accept('"') {
            return Err("its header lacks a name, or its elements are structured".to_owned());
        }
        let (text, rest) = self.rest.split_once(quote).ok_or("its header lacks a closing quote")?;
        self.rest = rest;
        Ok(text)
    }

    fn boolean(&mut self) -> Result<bool, String> {
        for (word, value) in [("True", true), ("False", false)] {
            if let Some(rest) = self.rest.trim_start().strip_prefix(word) {
                self.rest = rest;
                return Ok(value);
            }
        }
        Err("its fortran_order is neither True nor False".to_owned())
    }

    /// Non-negative integers in parentheses; `()` is the shape of a scalar.
    fn tuple(&mut self) -> Result<Vec<usize>, String> {
        let mut values = Vec::new();
        self.expect('(')?;
        while !self.accept(')') {
            let text = self.rest.trim_start();
            let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
            let (digits, rest) = text.split_at(end);
            values.push(digits.parse().map_err(|_| format!("its shape holds {digits:?}"))?);
            if values.len() > MAX_RANK {
                return Err(format!("its shape has more than {MAX_RANK} axes"));
            }
            self.rest = rest;
            // Python 2 marked long integers so.
            self.accept('L');
            if !self.accept(',') {
                self.expect(')')?;
                break;
            }
        }
        Ok(values)
    }
}

/// A version 1 header, padded so that the elements start at a multiple of 64 bytes.
pub(super) fn encode(dtype: Dtype, shape: &[usize]) -> Vec<u8> {
    let descr = match dtype {
        Dtype::Bool => "|b1".to_owned(),
        Dtype::I8 => "|i1".to_owned(),
        Dtype::U8 => "|u1".to_owned(),
        Dtype::I16 | Dtype::I32 | Dtype::I64 => format!("<i{}", dtype.size()),
        Dtype::U16 | Dtype::U32 | Dtype::U64 => format!("<u{}", dtype.size()),
        Dtype::F16 | Dtype::F32 | Dtype::F64 => format!("<f{}", dtype.size()),
        Dtype::C64 | Dtype::C128 => format!("<c{}", dtype.size()),
        Dtype::Bytes(width) => format!("|S{width}"),
    };
    let mut tuple: String = shape.iter().map(|extent| format!("{extent}, ")).collect();
    // A tuple of one needs its comma.
    if shape.len() > 1 {
        tuple.truncate(tuple.len() - 2);
    } else if shape.len() == 1 {
        tuple.truncate(tuple.len() - 1);
    }
    let mut text = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({tuple}), }}");
    // Magic, version and length take ten bytes, the closing line break one.
    let padding = (64 - (text.len() + 11) % 64) % 64;
    text.extend(std::iter::repeat_n(' ', padding));
    text.push('\n');
    let mut header = MAGIC.to_vec();
    header.extend_from_slice(&[1, 0]);
    // At most 64 extents of 20 digits: far below 65536.
    header.extend_from_slice(&u16::try_from(text.len()).unwrap_or(u16::MAX).to_le_bytes());
    header.extend_from_slice(text.as_bytes());
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spacing_quotes_and_order_of_keys_are_free() {
        let header = Header::parse("{\"shape\" : ( 3 ,4), 'fortran_order':True,'descr': '>c16'}").unwrap();
        let kind = Kind::Plain(Dtype::C128);
        assert_eq!(header, Header { kind, big_endian: true, fortran_order: true, shape: vec![3, 4] });
        assert_eq!(kind.word_size(), 8);
    }

    #[test]
    fn damaged_headers_are_refused() {
        for text in [
            "",
            "{",
            "{}",
            "{'descr': '<f4', 'fortran_order': False}",
            "{'descr': '<f4', 'fortran_order': Maybe, 'shape': ()}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (3 4)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999999,)}",
            "{'descr': '<f3', 'fortran_order': False, 'shape': ()}",
            "{'descr': '', 'fortran_order': False, 'shape': ()}",
            "{'descr': '<é4', 'fortran_order': False, 'shape': ()}",
            "{'descr': '<S99999999999', 'fortran_order': False, 'shape': ()}",
            "{'descr': '|O', 'fortran_order': False, 'shape': ()}",
            "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': ()}",
            "{'descr': '<f4",
            "{'colour': 'red'}",
        ] {
            assert!(Header::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_encoded_is_parsed_and_aligned() {
        for shape in [vec![], vec![7], vec![0, 3], vec![1; 64]] {
            for dtype in [Dtype::Bool, Dtype::I8, Dtype::U64, Dtype::F16, Dtype::C64, Dtype::Bytes(5)] {
                let encoded = encode(dtype, &shape);
                assert_eq!(encoded.len() % 64, 0);
                let header = Header::read(&mut encoded.as_slice()).unwrap();
                assert_eq!((header.kind, header.shape), (Kind::Plain(dtype), shape.clone()));
            }
        }
    }
}
