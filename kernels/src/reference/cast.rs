//! CAST: between number types, as the reference converts them (`cast.cc`).
//!
//! Integers wrap when narrowed; floats go towards zero, saturate, and NaN becomes the greatest integer; anything but
//! zero is true; complex numbers lose their imaginary part; 16-bit floats are reached through `f32`.

use super::packed::Packed;
use crate::half::{BFloat16, Float16, HalfFormat};

/// A number type, in the machine's byte order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Number {
    Bool,
    I8,
    U8,
    I16,
    U16,
    I32,
    U32,
    I64,
    F16,
    BF16,
    F32,
    F64,
    /// Real and imaginary part, each an `f32`.
    Complex64,
    /// Several to a byte; the reference casts these from and to `f32` only.
    Packed(Packed),
}

/// A value between two types: everything but `f64` and 64-bit integers fits both.
#[derive(Clone, Copy, Debug)]
enum Value {
    Integer(i64),
    Single(f32),
    Double(f64),
}

/// Elements converted at a time; a multiple of what a byte can pack.
const BATCH: usize = 64;

impl Number {
    /// Bytes of `count` elements.
    fn bytes_of(self, count: usize) -> usize {
        match self {
            Self::Packed(packed) => count.div_ceil(packed.per_byte()),
            Self::Bool | Self::I8 | Self::U8 => count,
            Self::I16 | Self::U16 | Self::F16 | Self::BF16 => count * 2,
            Self::I32 | Self::U32 | Self::F32 => count * 4,
            Self::I64 | Self::F64 | Self::Complex64 => count * 8,
        }
    }
}

/// Reads whole elements of `N` bytes.
fn read<const N: usize>(bytes: &[u8], values: &mut [Value], value: impl Fn([u8; N]) -> Value) {
    let (elements, _) = bytes.as_chunks::<N>();
    for (out, &element) in values.iter_mut().zip(elements) {
        *out = value(element);
    }
}

/// Writes whole elements of `N` bytes.
fn write<const N: usize>(values: &[Value], bytes: &mut [u8], element: impl Fn(Value) -> [u8; N]) {
    let (elements, _) = bytes.as_chunks_mut::<N>();
    for (out, &value) in elements.iter_mut().zip(values) {
        *out = element(value);
    }
}

fn decode(from: Number, bytes: &[u8], values: &mut [Value]) {
    use Value::{Double, Integer, Single};
    match from {
        Number::Bool => read(bytes, values, |[byte]| Integer((byte != 0).into())),
        Number::I8 => read(bytes, values, |b| Integer(i8::from_ne_bytes(b).into())),
        Number::U8 => read(bytes, values, |b| Integer(u8::from_ne_bytes(b).into())),
        Number::I16 => read(bytes, values, |b| Integer(i16::from_ne_bytes(b).into())),
        Number::U16 => read(bytes, values, |b| Integer(u16::from_ne_bytes(b).into())),
        Number::I32 => read(bytes, values, |b| Integer(i32::from_ne_bytes(b).into())),
        Number::U32 => read(bytes, values, |b| Integer(u32::from_ne_bytes(b).into())),
        Number::I64 => read(bytes, values, |b| Integer(i64::from_ne_bytes(b))),
        Number::F16 => read(bytes, values, |b| Single(Float16::widen(u16::from_ne_bytes(b)))),
        Number::BF16 => read(bytes, values, |b| Single(BFloat16::widen(u16::from_ne_bytes(b)))),
        Number::F32 => read(bytes, values, |b| Single(f32::from_ne_bytes(b))),
        Number::F64 => read(bytes, values, |b| Double(f64::from_ne_bytes(b))),
        Number::Complex64 => read(bytes, values, |[a, b, c, d, ..]: [u8; 8]| Single(f32::from_ne_bytes([a, b, c, d]))),
        Number::Packed(packed) => {
            for (out, value) in values.iter_mut().zip(packed.values(bytes)) {
                *out = Integer(value.into());
            }
        }
    }
}

impl Value {
    fn to_f32(self) -> f32 {
        match self {
            Self::Integer(x) => x as f32,
            Self::Single(x) => x,
            Self::Double(x) => x as f32,
        }
    }

    fn to_f64(self) -> f64 {
        match self {
            Self::Integer(x) => x as f64,
            Self::Single(x) => x.into(),
            Self::Double(x) => x,
        }
    }

    fn is_nonzero(self) -> bool {
        match self {
            Self::Integer(x) => x != 0,
            Self::Single(x) => x != 0.0,
            Self::Double(x) => x != 0.0,
        }
    }

    /// The integer in `min..=max` that a type of this range gets; the caller cuts the bits of wrapped ones.
    fn to_integer(self, min: i64, max: i64) -> i64 {
        match self {
            Self::Integer(x) => x,
            Self::Single(x) => saturate(x.into(), min, max),
            Self::Double(x) => saturate(x, min, max),
        }
    }
}

/// Towards zero, saturated; NaN gives the greatest integer.
fn saturate(x: f64, min: i64, max: i64) -> i64 {
    if x.is_nan() { max } else { (x as i64).clamp(min, max) }
}

macro_rules! integer_bytes {
    ($integer:ty, $values:expr, $bytes:expr) => {
        write($values, $bytes, |value| {
            (value.to_integer(i64::from(<$integer>::MIN), i64::from(<$integer>::MAX)) as $integer).to_ne_bytes()
        })
    };
}

fn encode(to: Number, values: &[Value], bytes: &mut [u8]) {
    match to {
        Number::Bool => write(values, bytes, |value| [value.is_nonzero().into()]),
        Number::I8 => integer_bytes!(i8, values, bytes),
        Number::U8 => integer_bytes!(u8, values, bytes),
        Number::I16 => integer_bytes!(i16, values, bytes),
        Number::U16 => integer_bytes!(u16, values, bytes),
        Number::I32 => integer_bytes!(i32, values, bytes),
        Number::U32 => integer_bytes!(u32, values, bytes),
        Number::I64 => integer_bytes!(i64, values, bytes),
        Number::F16 => write(values, bytes, |value| Float16::narrow(value.to_f32()).to_ne_bytes()),
        Number::BF16 => write(values, bytes, |value| BFloat16::narrow(value.to_f32()).to_ne_bytes()),
        Number::F32 => write(values, bytes, |value| value.to_f32().to_ne_bytes()),
        Number::F64 => write(values, bytes, |value| value.to_f64().to_ne_bytes()),
        Number::Complex64 => write(values, bytes, |value| {
            let [a, b, c, d] = value.to_f32().to_ne_bytes();
            [a, b, c, d, 0, 0, 0, 0]
        }),
        Number::Packed(packed) => {
            let range = packed.range();
            let cut = |value: &Value| {
                // Saturated for integers as well: the reference packs floats only. NaN gives the greatest value, as
                // its `max(low, min(high, NaN))`.
                saturate(value.to_f64(), range.min.into(), range.max.into()) as i32
            };
            packed.pack(values.iter().map(cut), bytes);
        }
    }
}

/// `out = input`, `count` elements converted.
///
/// # Panics
/// When a slice has fewer bytes than `count` elements.
pub fn cast(from: Number, to: Number, count: usize, input: &[u8], out: &mut [u8]) {
    if from == to {
        let bytes = from.bytes_of(count);
        out[..bytes].copy_from_slice(&input[..bytes]);
        return;
    }
    let mut values = [Value::Integer(0); BATCH];
    let (step_in, step_out) = (from.bytes_of(BATCH), to.bytes_of(BATCH));
    for batch in 0..count.div_ceil(BATCH) {
        let length = (count - batch * BATCH).min(BATCH);
        let input = &input[batch * step_in..][..from.bytes_of(length)];
        let out = &mut out[batch * step_out..][..to.bytes_of(length)];
        decode(from, input, &mut values[..length]);
        encode(to, &values[..length], out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_f32<const N: usize>(to: Number, x: f32) -> [u8; N] {
        let mut out = [0; N];
        cast(Number::F32, to, 1, &x.to_ne_bytes(), &mut out);
        out
    }

    #[test]
    fn floats_truncate_and_saturate() {
        for (x, expected) in [(2.9, 2), (-2.9, -2), (300.0, 127), (-300.0, -128), (f32::NAN, 127), (f32::INFINITY, 127)]
        {
            assert_eq!(i8::from_ne_bytes(from_f32(Number::I8, x)), expected);
        }
        assert_eq!(i64::from_ne_bytes(from_f32(Number::I64, 1e30)), i64::MAX);
        assert_eq!(i64::from_ne_bytes(from_f32(Number::I64, f32::NAN)), i64::MAX);
        assert_eq!(u32::from_ne_bytes(from_f32(Number::U32, 3e9)), 3_000_000_000);
        assert_eq!(u8::from_ne_bytes(from_f32(Number::U8, -1.0)), 0);
        assert_eq!(from_f32(Number::Bool, f32::NAN), [1]);
        assert_eq!(from_f32(Number::Bool, -0.0), [0]);
    }

    #[test]
    fn integers_wrap() {
        let mut out = [0; 1];
        cast(Number::I32, Number::I8, 1, &300i32.to_ne_bytes(), &mut out);
        assert_eq!(out, [44]);
        let mut out = [0; 4];
        cast(Number::I64, Number::U32, 1, &(-1i64).to_ne_bytes(), &mut out);
        assert_eq!(out, [0xFF; 4]);
    }

    #[test]
    fn large_integers_are_rounded_once() {
        let x = (1i64 << 60) + (1 << 36) + 1;
        let mut out = [0; 4];
        cast(Number::I64, Number::F32, 1, &x.to_ne_bytes(), &mut out);
        assert_eq!(f32::from_ne_bytes(out), x as f32);
    }

    #[test]
    fn complex_numbers_keep_their_real_part() {
        let mut complex = [9; 8];
        cast(Number::F64, Number::Complex64, 1, &1.5f64.to_ne_bytes(), &mut complex);
        assert_eq!(complex, [0, 0, 0xC0, 0x3F, 0, 0, 0, 0]);
        let mut real = [0; 2];
        cast(Number::Complex64, Number::F16, 1, &complex, &mut real);
        assert_eq!(u16::from_ne_bytes(real), 0x3E00);
    }

    #[test]
    fn every_batch_is_converted() {
        let input: Vec<u8> = (0..200).collect();
        let mut wide = [0; 1600];
        cast(Number::U8, Number::I64, 200, &input, &mut wide);
        let mut back = [0; 200];
        cast(Number::I64, Number::U8, 200, &wide, &mut back);
        assert_eq!(back[..], input);
    }

    #[test]
    fn packed_numbers_go_through_floats() {
        let mut floats = [0; 12];
        cast(Number::Packed(Packed::INT4), Number::F32, 3, &[0x8F, 0x07], &mut floats);
        let values: Vec<f32> = floats.chunks(4).map(|b| f32::from_ne_bytes(b.try_into().unwrap())).collect();
        assert_eq!(values, [-1.0, -8.0, 7.0]);
        let mut packed = [0; 2];
        cast(Number::F32, Number::Packed(Packed::INT4), 3, &floats, &mut packed);
        assert_eq!(packed, [0x8F, 0x07]);
        let mut saturated = [0; 1];
        cast(Number::F32, Number::Packed(Packed::INT2), 1, &9f32.to_ne_bytes(), &mut saturated);
        assert_eq!(saturated, [1]);
    }
}
