//! A bounded reader of FlexBuffers, the format of custom operators' options.
//!
//! Values are read where they lie: nothing is copied, every offset is checked when it is followed, and the
//! nesting is bounded, so no bytes make it panic, loop or recurse. What is damaged reads as `None`, like what
//! is not there. Format: <https://flatbuffers.dev/flatbuffers_internals.html#flexbuffers>; numbers convert as
//! the reference's `AsInt64`, `AsDouble` and `AsBool` do.

/// How deep containers may nest.
const MAX_DEPTH: u8 = 32;

/// A value in a FlexBuffer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'a> {
    data: &'a [u8],
    /// Where the value, or the offset to it, is stored.
    at: usize,
    /// Bytes of what is stored there: 1, 2, 4 or 8.
    stored_width: usize,
    /// Bytes of the numbers in what an offset leads to.
    width: usize,
    kind: Kind,
    depth: u8,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Null,
    Int,
    UInt,
    Float,
    Bool,
    /// A zero-terminated string without a length: the keys of maps.
    Key,
    String,
    IndirectInt,
    IndirectUInt,
    IndirectFloat,
    Map,
    /// Elements with a type each.
    Vector,
    /// Elements of one type; `Some` length for those that do not store it.
    TypedVector(Element, Option<u8>),
    Blob,
}

/// The type of a typed vector's elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Element {
    Int,
    UInt,
    Float,
    Key,
    String,
    Bool,
}

impl Element {
    fn kind(self) -> Kind {
        match self {
            Self::Int => Kind::Int,
            Self::UInt => Kind::UInt,
            Self::Float => Kind::Float,
            Self::Key => Kind::Key,
            Self::String => Kind::String,
            Self::Bool => Kind::Bool,
        }
    }
}

impl Kind {
    fn from_code(code: u8) -> Option<Self> {
        const NUMBERS: [Element; 3] = [Element::Int, Element::UInt, Element::Float];
        Some(match code {
            0 => Self::Null,
            1 => Self::Int,
            2 => Self::UInt,
            3 => Self::Float,
            4 => Self::Key,
            5 => Self::String,
            6 => Self::IndirectInt,
            7 => Self::IndirectUInt,
            8 => Self::IndirectFloat,
            9 => Self::Map,
            10 => Self::Vector,
            11 => Self::TypedVector(Element::Int, None),
            12 => Self::TypedVector(Element::UInt, None),
            13 => Self::TypedVector(Element::Float, None),
            14 => Self::TypedVector(Element::Key, None),
            15 => Self::TypedVector(Element::String, None),
            16..=24 => {
                let (length, element) = (2 + (code - 16) / 3, usize::from((code - 16) % 3));
                Self::TypedVector(*NUMBERS.get(element)?, Some(length))
            }
            25 => Self::Blob,
            26 => Self::Bool,
            36 => Self::TypedVector(Element::Bool, None),
            _ => return None,
        })
    }
}

/// Splits a packed type byte into the kind and the width of its numbers in bytes.
fn unpack_type(byte: u8) -> Option<(Kind, usize)> {
    Some((Kind::from_code(byte >> 2)?, 1 << (byte & 3)))
}

/// An unsigned little-endian number.
fn read_uint(data: &[u8], at: usize, width: usize) -> Option<u64> {
    let bytes = data.get(at..at.checked_add(width)?)?;
    Some(bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

/// A signed little-endian number.
fn read_int(data: &[u8], at: usize, width: usize) -> Option<i64> {
    let unused = 64 - 8 * u32::try_from(width).ok().filter(|width| (1..=8).contains(width))?;
    Some((read_uint(data, at, width)? << unused).cast_signed() >> unused)
}

/// A float of 4 or 8 bytes; narrower ones do not exist.
fn read_float(data: &[u8], at: usize, width: usize) -> Option<f64> {
    let bytes = data.get(at..at.checked_add(width)?)?;
    match width {
        4 => Some(f64::from(f32::from_le_bytes(bytes.try_into().ok()?))),
        8 => Some(f64::from_le_bytes(bytes.try_into().ok()?)),
        _ => None,
    }
}

impl<'a> Value<'a> {
    /// The root of a FlexBuffer; `None` for bytes that are none.
    pub(crate) fn root(data: &'a [u8]) -> Option<Self> {
        let (&[packed, stored_width], body) = data.split_last_chunk::<2>().map(|(body, tail)| (tail, body))?;
        let stored_width = usize::from(stored_width);
        if !matches!(stored_width, 1 | 2 | 4 | 8) {
            return None;
        }
        let (kind, width) = unpack_type(packed)?;
        Some(Self { data, at: body.len().checked_sub(stored_width)?, stored_width, width, kind, depth: 0 })
    }

    /// Whether it is null, which the reference takes for "not given".
    pub(crate) fn is_null(&self) -> bool {
        self.kind == Kind::Null
    }

    /// As an integer: floats are cut, the length of a string or a vector is no number.
    pub(crate) fn as_i64(&self) -> Option<i64> {
        match self.kind {
            Kind::Null => Some(0),
            Kind::Int => read_int(self.data, self.at, self.stored_width),
            // As the reference casts it.
            Kind::UInt | Kind::Bool => Some(read_uint(self.data, self.at, self.stored_width)?.cast_signed()),
            Kind::Float => Some(read_float(self.data, self.at, self.stored_width)? as i64),
            Kind::IndirectInt => read_int(self.data, self.target()?, self.width),
            Kind::IndirectUInt => Some(read_uint(self.data, self.target()?, self.width)?.cast_signed()),
            Kind::IndirectFloat => Some(read_float(self.data, self.target()?, self.width)? as i64),
            _ => None,
        }
    }

    /// As a float.
    pub(crate) fn as_f64(&self) -> Option<f64> {
        match self.kind {
            Kind::Float => read_float(self.data, self.at, self.stored_width),
            Kind::IndirectFloat => read_float(self.data, self.target()?, self.width),
            Kind::UInt | Kind::IndirectUInt => Some(self.as_i64()?.cast_unsigned() as f64),
            _ => Some(self.as_i64()? as f64),
        }
    }

    /// As a truth value: numbers other than 0 are true.
    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Float | Kind::IndirectFloat => Some(self.as_f64()? != 0.0),
            _ => Some(self.as_i64()? != 0),
        }
    }

    /// A string's or a key's text.
    pub(crate) fn as_str(&self) -> Option<&'a str> {
        let bytes = match self.kind {
            Kind::Key => {
                let tail = self.data.get(self.target()?..)?;
                tail.split(|&byte| byte == 0).next()?
            }
            Kind::String => self.sized_bytes()?,
            _ => return None,
        };
        core::str::from_utf8(bytes).ok()
    }

    /// A vector's elements; a map's values, by the order of their keys.
    pub(crate) fn as_vector(&self) -> Option<Vector<'a>> {
        let start = self.target()?;
        let length = || usize::try_from(read_uint(self.data, start.checked_sub(self.width)?, self.width)?).ok();
        let (length, element) = match self.kind {
            Kind::Map | Kind::Vector => (length()?, None),
            Kind::TypedVector(element, Some(fixed)) => (usize::from(fixed), Some(element)),
            Kind::TypedVector(element, None) => (length()?, Some(element)),
            _ => return None,
        };
        // Elements, and for untyped ones a type byte each, lie inside the buffer.
        let bytes_each = self.width + usize::from(element.is_none());
        let end = start.checked_add(length.checked_mul(bytes_each)?)?;
        if end > self.data.len() || self.depth >= MAX_DEPTH {
            return None;
        }
        Some(Vector { data: self.data, start, width: self.width, length, element, depth: self.depth + 1 })
    }

    /// The keys and values of a map.
    pub(crate) fn as_map(&self) -> Option<Map<'a>> {
        if self.kind != Kind::Map {
            return None;
        }
        let values = self.as_vector()?;
        // Before the length: the offset to the keys, then the width of the keys' offsets.
        let offset_at = values.start.checked_sub(3 * self.width)?;
        let width_at = values.start.checked_sub(2 * self.width)?;
        let keys = Value {
            data: self.data,
            at: offset_at,
            stored_width: self.width,
            width: usize::try_from(read_uint(self.data, width_at, self.width)?).ok()?,
            kind: Kind::TypedVector(Element::Key, None),
            depth: self.depth,
        };
        if !matches!(keys.width, 1 | 2 | 4 | 8) {
            return None;
        }
        let keys = keys.as_vector()?;
        (keys.length == values.length).then_some(Map { keys, values })
    }

    /// Follows the stored offset, which counts backwards.
    fn target(&self) -> Option<usize> {
        let offset = usize::try_from(read_uint(self.data, self.at, self.stored_width)?).ok()?;
        self.at.checked_sub(offset)
    }

    /// Bytes whose length is stored before them.
    fn sized_bytes(&self) -> Option<&'a [u8]> {
        let start = self.target()?;
        let length = usize::try_from(read_uint(self.data, start.checked_sub(self.width)?, self.width)?).ok()?;
        self.data.get(start..start.checked_add(length)?)
    }
}

/// The elements of a vector.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vector<'a> {
    data: &'a [u8],
    start: usize,
    width: usize,
    length: usize,
    element: Option<Element>,
    depth: u8,
}

impl<'a> Vector<'a> {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.length
    }

    /// Element `index`, `None` beyond the last.
    pub(crate) fn get(&self, index: usize) -> Option<Value<'a>> {
        if index >= self.length {
            return None;
        }
        let (kind, width) = match self.element {
            // Strings in a typed vector have lengths of one byte (the format's own restriction).
            Some(element) => (element.kind(), 1),
            None => unpack_type(*self.data.get(self.start + self.length * self.width + index)?)?,
        };
        let at = self.start + index * self.width;
        Some(Value { data: self.data, at, stored_width: self.width, width, kind, depth: self.depth })
    }
}

/// The entries of a map.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Map<'a> {
    keys: Vector<'a>,
    values: Vector<'a>,
}

impl<'a> Map<'a> {
    /// The value of `key`, `None` if there is none.
    pub(crate) fn get(&self, key: &str) -> Option<Value<'a>> {
        // Keys ought to be sorted, but a damaged file's are not, and options are few.
        self.iter().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// All entries; it ends at a damaged one.
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'a str, Value<'a>)> {
        (0..self.values.len()).map_while(move |index| Some((self.keys.get(index)?.as_str()?, self.values.get(index)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use flexbuffers::{Builder, BuilderOptions};
    use proptest::prelude::*;

    fn elements<'a>(value: Value<'a>) -> impl Iterator<Item = Value<'a>> {
        let vector = value.as_vector().unwrap();
        (0..vector.len()).map(move |index| vector.get(index).unwrap())
    }

    fn detection_options() -> Vec<u8> {
        let mut builder = Builder::new(BuilderOptions::empty());
        let mut map = builder.start_map();
        map.push("max_detections", 10);
        map.push("y_scale", 10.5f32);
        map.push("use_regular_nms", true);
        map.push("precise", 0.1f64);
        map.push("negative", -70_000);
        map.push("huge", u64::MAX);
        map.push("name", "box");
        map.push("null", ());
        map.push("far", flexbuffers::IndirectInt(-3i64));
        {
            let mut nested = map.start_vector("list");
            nested.push("x");
            nested.push(7u16);
            let mut inner = nested.start_map();
            inner.push("deep", 1u8);
        }
        let mut typed = map.start_vector("numbers");
        for number in [1i32, -2, 300] {
            typed.push(number);
        }
        typed.end_vector();
        map.end_map();
        builder.view().to_vec()
    }

    #[test]
    fn every_kind_of_value_reads_back() {
        let bytes = detection_options();
        let map = Value::root(&bytes).unwrap().as_map().unwrap();
        let get = |key: &str| map.get(key).unwrap();
        assert_eq!(get("max_detections").as_i64(), Some(10));
        assert_eq!(get("max_detections").as_f64(), Some(10.0));
        assert_eq!(get("y_scale").as_f64(), Some(10.5));
        assert_eq!(get("y_scale").as_i64(), Some(10));
        assert_eq!(get("use_regular_nms").as_bool(), Some(true));
        assert_eq!(get("precise").as_f64(), Some(0.1));
        assert_eq!(get("negative").as_i64(), Some(-70_000));
        assert_eq!(get("huge").as_i64(), Some(-1));
        assert_eq!(get("huge").as_f64(), Some(u64::MAX as f64));
        assert_eq!(get("name").as_str(), Some("box"));
        assert_eq!(get("name").as_i64(), None);
        assert!(get("null").is_null());
        assert_eq!(get("null").as_i64(), Some(0));
        assert_eq!(get("far").as_i64(), Some(-3));
        let list: Vec<_> = elements(get("list")).collect();
        assert_eq!((list[0].as_str(), list[1].as_i64()), (Some("x"), Some(7)));
        assert_eq!(list[2].as_map().unwrap().get("deep").unwrap().as_i64(), Some(1));
        let numbers: Vec<_> = elements(get("numbers")).map(|number| number.as_i64()).collect();
        assert_eq!(numbers, [Some(1), Some(-2), Some(300)]);
        assert!(map.get("absent").is_none());
        assert_eq!(map.iter().count(), 11);
    }

    #[test]
    fn scalars_may_be_the_root() {
        let singleton = flexbuffers::singleton(-5i16);
        assert_eq!(Value::root(&singleton).unwrap().as_i64(), Some(-5));
        let singleton = flexbuffers::singleton(2.5f32);
        assert_eq!(Value::root(&singleton).unwrap().as_f64(), Some(2.5));
        assert!(Value::root(&[]).is_none());
        assert!(Value::root(&[0, 3]).is_none());
    }

    #[test]
    fn nesting_is_bounded() {
        let mut builder = Builder::new(BuilderOptions::empty());
        fn nest(mut vector: flexbuffers::VectorBuilder<'_>, depth: usize) {
            if depth > 0 {
                nest(vector.start_vector(), depth - 1);
            }
        }
        nest(builder.start_vector(), 100);
        let mut value = Value::root(builder.view()).unwrap();
        let mut depth = 0;
        while let Some(inner) = value.as_vector().and_then(|vector| vector.get(0)) {
            value = inner;
            depth += 1;
        }
        assert_eq!(depth, usize::from(MAX_DEPTH));
    }

    /// Reads everything there is, bounded by `budget` values.
    fn walk(value: Value<'_>, budget: &mut usize) {
        if *budget == 0 {
            return;
        }
        *budget -= 1;
        let _ = (value.as_i64(), value.as_f64(), value.as_bool(), value.as_str());
        if let Some(map) = value.as_map() {
            let _ = map.get("y_scale");
            map.iter().take(64).for_each(|(_, value)| walk(value, budget));
        } else if let Some(vector) = value.as_vector() {
            (0..vector.len().min(64)).filter_map(|i| vector.get(i)).for_each(|value| walk(value, budget));
        }
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some(root) = Value::root(&bytes) {
                walk(root, &mut 1000);
            }
        }

        #[test]
        fn damaged_options_never_panic(flips in proptest::collection::vec((any::<usize>(), any::<u8>()), 1..6)) {
            let mut bytes = detection_options();
            for (position, value) in flips {
                let length = bytes.len();
                bytes[position % length] = value;
            }
            if let Some(root) = Value::root(&bytes) {
                walk(root, &mut 1000);
            }
        }

        #[test]
        fn vectors_agree_with_the_flexbuffers_crate(
            ints in proptest::collection::vec(any::<i64>(), 0..20),
            floats in proptest::collection::vec(any::<f32>(), 0..20),
            text in "[a-zA-Z é]{0,300}",
        ) {
            let mut builder = Builder::new(BuilderOptions::empty());
            let mut vector = builder.start_vector();
            ints.iter().for_each(|&int| vector.push(int));
            floats.iter().for_each(|&float| vector.push(float));
            vector.push(text.as_str());
            vector.end_vector();
            let theirs = flexbuffers::Reader::get_root(builder.view()).unwrap().as_vector();
            let ours = Value::root(builder.view()).unwrap().as_vector().unwrap();
            prop_assert_eq!(ours.len(), theirs.len());
            for index in 0..ours.len() {
                let value = ours.get(index).unwrap();
                let other = theirs.idx(index);
                if index < ints.len() {
                    prop_assert_eq!(value.as_i64(), Some(other.as_i64()));
                } else if index < ints.len() + floats.len() {
                    prop_assert_eq!(value.as_f64().map(f64::to_bits), Some(other.as_f64().to_bits()));
                } else {
                    prop_assert_eq!(value.as_str(), Some(other.as_str()));
                }
            }
        }
    }
}
