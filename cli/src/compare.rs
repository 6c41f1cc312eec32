//! How two arrays differ: integers in quanta, floats in units in the last place (ULP), each difference with its sign.
//!
//! Two floats are as many ULP apart as there are steps from one to the next representable number between them; 0 and -0
//! are the same number, and so are any two NaN.

use crate::npz::{Array, Dtype};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many elements differ by how much.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Tally {
    /// Elements that were compared.
    pub elements: u64,
    /// Those that are not equal.
    pub unequal: u64,
    /// Those that are farther apart than is tolerated.
    pub differing: u64,
    /// Those where one is NaN and the other is not.
    pub unordered: u64,
    /// The greatest distance, in quanta or ULP.
    pub largest: u64,
    /// The greatest distance as a real number, of stored values.
    pub largest_value: f64,
    /// The first element that differs, in the order of memory.
    pub first: Option<u64>,
    /// B less A in groups of powers of two, each with its sign: 0; ±1; ±2 to ±3; ±4 to ±7 …
    #[serde(serialize_with = "groups")]
    pub histogram: BTreeMap<i32, u64>,
}

/// A group of the histogram.
#[derive(Serialize)]
struct Group {
    from: i64,
    to: i64,
    count: u64,
}

fn groups<S: serde::Serializer>(histogram: &BTreeMap<i32, u64>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(histogram.iter().map(|(&group, &count)| {
        let (from, to) = bounds(group);
        Group { from, to, count }
    }))
}

/// The group of a difference: 0, or how many bits its magnitude has, with its sign.
fn group_of(difference: i64) -> i32 {
    let bits = 64 - difference.unsigned_abs().leading_zeros();
    bits.cast_signed() * if difference < 0 { -1 } else { 1 }
}

/// The least and the greatest difference of a group.
#[must_use]
pub fn bounds(group: i32) -> (i64, i64) {
    let greatest = |bits: u32| if bits >= 63 { i64::MAX } else { (1_i64 << bits) - 1 };
    match group.unsigned_abs() {
        0 => (0, 0),
        bits if group > 0 => (greatest(bits - 1).saturating_add(1), greatest(bits)),
        bits => (-greatest(bits), -greatest(bits - 1).saturating_add(1)),
    }
}

impl Tally {
    /// Whether nothing differs beyond what is tolerated.
    #[must_use]
    pub fn same(&self) -> bool {
        self.differing == 0
    }

    /// Adds the tally of the same tensor in another run.
    pub fn add(&mut self, other: &Self) {
        self.elements += other.elements;
        self.unequal += other.unequal;
        self.differing += other.differing;
        self.unordered += other.unordered;
        self.largest = self.largest.max(other.largest);
        self.largest_value = self.largest_value.max(other.largest_value);
        self.first = self.first.or(other.first);
        for (&group, count) in &other.histogram {
            *self.histogram.entry(group).or_default() += count;
        }
    }

    fn equal(&mut self, count: u64) {
        if count > 0 {
            self.elements += count;
            *self.histogram.entry(0).or_default() += count;
        }
    }

    /// Counts a pair whose bytes are not the same.
    fn pair(&mut self, a: Number, b: Number, tolerated: impl Fn(f64, f64) -> bool) {
        let difference = match (a.ordinal, b.ordinal) {
            (None, None) => 0,
            (Some(a), Some(b)) => saturated(b - a),
            _ => {
                self.unordered += 1;
                i64::MAX
            }
        };
        if difference == 0 {
            return self.equal(1);
        }
        let position = self.elements;
        self.elements += 1;
        self.unequal += 1;
        self.largest = self.largest.max(difference.unsigned_abs());
        let apart = (b.value - a.value).abs();
        if apart.is_finite() {
            self.largest_value = self.largest_value.max(apart);
        }
        if !(a.value.is_finite() && b.value.is_finite() && tolerated(a.value, b.value)) {
            self.differing += 1;
            self.first = self.first.or(Some(position));
        }
        *self.histogram.entry(group_of(difference)).or_default() += 1;
    }
}

fn saturated(difference: i128) -> i64 {
    // The least value has no magnitude of its type.
    i64::try_from(difference).unwrap_or(if difference < 0 { -i64::MAX } else { i64::MAX }).max(-i64::MAX)
}

/// An element: its place among the numbers of its type, none for NaN, and its value.
#[derive(Debug, Clone, Copy)]
struct Number {
    ordinal: Option<i128>,
    value: f64,
}

impl Number {
    fn integer(value: i128) -> Self {
        Self { ordinal: Some(value), value: value as f64 }
    }

    /// A float by its bits, of which the highest is the sign.
    fn float(bits: u64, width: u32, value: f64) -> Self {
        let magnitude = i128::from(bits & ((1 << (width - 1)) - 1));
        let ordinal = if bits >> (width - 1) == 1 { -magnitude } else { magnitude };
        Self { ordinal: (!value.is_nan()).then_some(ordinal), value }
    }
}

/// What the differences of arrays of a type are counted in.
#[must_use]
pub fn unit(dtype: Dtype) -> &'static str {
    match dtype {
        Dtype::F16 | Dtype::F32 | Dtype::F64 | Dtype::C64 | Dtype::C128 => "ULP",
        Dtype::Bytes(_) => "strings",
        _ => "quanta",
    }
}

/// Compares arrays of one type and shape; the message says what keeps them from being compared. Floats within
/// `tolerance` times their value and the greatest finite value of `b` do not count as differing.
pub fn compare(a: &Array, b: &Array, tolerance: f64) -> Result<Tally, String> {
    if let (Some(a), Some(b)) = (a.strings(), b.strings())
        && a.len() == b.len()
    {
        return Ok(compare_strings(&a, &b));
    }
    if a.dtype() != b.dtype() {
        return Err(format!("type {} in A, {} in B", a.dtype(), b.dtype()));
    }
    if a.shape() != b.shape() {
        return Err(format!("shape {:?} in A, {:?} in B", a.shape(), b.shape()));
    }
    let mut tally = Tally::default();
    let greatest = if tolerance > 0.0 { greatest(b) } else { 0.0 };
    let near = |a: f64, b: f64| (a - b).abs() <= tolerance * (greatest + b.abs());
    let never = |_: f64, _: f64| false;
    let integer = Number::integer;
    match a.dtype() {
        Dtype::Bool | Dtype::U8 => walk(a, b, &mut tally, |[byte]: [u8; 1]| integer(byte.into()), never),
        Dtype::I8 => walk(a, b, &mut tally, |word| integer(i8::from_le_bytes(word).into()), never),
        Dtype::I16 => walk(a, b, &mut tally, |word| integer(i16::from_le_bytes(word).into()), never),
        Dtype::U16 => walk(a, b, &mut tally, |word| integer(u16::from_le_bytes(word).into()), never),
        Dtype::I32 => walk(a, b, &mut tally, |word| integer(i32::from_le_bytes(word).into()), never),
        Dtype::U32 => walk(a, b, &mut tally, |word| integer(u32::from_le_bytes(word).into()), never),
        Dtype::I64 => walk(a, b, &mut tally, |word| integer(i64::from_le_bytes(word).into()), never),
        Dtype::U64 => walk(a, b, &mut tally, |word| integer(u64::from_le_bytes(word).into()), never),
        Dtype::F16 => walk(a, b, &mut tally, half, near),
        Dtype::F32 | Dtype::C64 => walk(a, b, &mut tally, single, near),
        Dtype::F64 | Dtype::C128 => walk(a, b, &mut tally, double, near),
        // Byte strings of equal count were compared above.
        Dtype::Bytes(_) => {}
    }
    Ok(tally)
}

fn half(word: [u8; 2]) -> Number {
    let bits = u16::from_le_bytes(word);
    Number::float(bits.into(), 16, crate::npz::half_to_f32(bits).into())
}

fn single(word: [u8; 4]) -> Number {
    Number::float(u32::from_le_bytes(word).into(), 32, f32::from_le_bytes(word).into())
}

fn double(word: [u8; 8]) -> Number {
    Number::float(u64::from_le_bytes(word), 64, f64::from_le_bytes(word))
}

fn walk<const N: usize>(
    a: &Array,
    b: &Array,
    tally: &mut Tally,
    number: impl Fn([u8; N]) -> Number,
    tolerated: impl Fn(f64, f64) -> bool + Copy,
) {
    let pairs = a.bytes().as_chunks::<N>().0.iter().zip(b.bytes().as_chunks::<N>().0);
    let mut equal = 0;
    for (a, b) in pairs {
        if a == b {
            equal += 1;
            continue;
        }
        tally.equal(std::mem::take(&mut equal));
        tally.pair(number(*a), number(*b), tolerated);
    }
    tally.equal(equal);
}

fn greatest(array: &Array) -> f64 {
    let values: Box<dyn Iterator<Item = f64>> = match array.dtype() {
        Dtype::F64 | Dtype::C128 => Box::new(array.bytes().as_chunks().0.iter().map(|&word| f64::from_le_bytes(word))),
        Dtype::F16 => Box::new(array.bytes().as_chunks().0.iter().map(|&word| half(word).value)),
        _ => Box::new(array.bytes().as_chunks().0.iter().map(|&word| f32::from_le_bytes(word).into())),
    };
    values.map(f64::abs).filter(|value| value.is_finite()).fold(0.0, f64::max)
}

fn compare_strings(a: &[&[u8]], b: &[&[u8]]) -> Tally {
    let mut tally = Tally::default();
    for (a, b) in a.iter().zip(b) {
        let of = |value| Number { ordinal: Some(value), value: f64::NAN };
        if a == b { tally.equal(1) } else { tally.pair(of(0), of(1), |_, _| false) }
    }
    tally
}

/// Compares real numbers in steps of `quantum`, rounded to nearest: tensors of two models that store them differently.
#[must_use]
pub fn compare_reals(a: &[f32], b: &[f32], quantum: f64) -> Tally {
    let mut tally = Tally::default();
    for (&a, &b) in a.iter().zip(b) {
        let place = |value: f32| {
            let ordinal = (f64::from(value) / quantum).clamp(-1e18, 1e18);
            // Whether they are the same is a matter of their distance, which is rounded below.
            (!value.is_nan()).then_some(ordinal)
        };
        let numbers = match (place(a), place(b)) {
            (Some(from), Some(to)) => (Some(0), Some((to - from).round() as i128)),
            (from, to) => (from.map(|_| 0), to.map(|_| 0)),
        };
        let number = |ordinal, value: f32| Number { ordinal, value: value.into() };
        tally.pair(number(numbers.0, a), number(numbers.1, b), |_, _| false);
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floats(values: &[f32]) -> Array {
        Array::new(Dtype::F32, vec![values.len()], values.iter().flat_map(|value| value.to_le_bytes()).collect())
            .unwrap()
    }

    fn bytes(values: &[i8]) -> Array {
        Array::new(Dtype::I8, vec![values.len()], values.iter().map(|value| value.cast_unsigned()).collect()).unwrap()
    }

    #[test]
    fn integers_differ_by_quanta_with_a_sign() {
        let tally = compare(&bytes(&[-128, 1, 2, 3, 4]), &bytes(&[127, 1, 1, 5, 4]), 0.5).unwrap();
        assert_eq!((tally.elements, tally.differing, tally.largest, tally.first), (5, 3, 255, Some(0)));
        assert_eq!(tally.histogram, BTreeMap::from([(-1, 1), (0, 2), (2, 1), (8, 1)]));
        assert_eq!((bounds(-1), bounds(0), bounds(2), bounds(8)), ((-1, -1), (0, 0), (2, 3), (128, 255)));
        assert_eq!((bounds(64).1, bounds(-64).0), (i64::MAX, -i64::MAX));
    }

    #[test]
    fn floats_differ_by_steps_between_representable_numbers() {
        let one_more = f32::from_bits(1.0_f32.to_bits() + 1);
        let tally = compare(&floats(&[1.0, -0.0, f32::NAN, 1e-45]), &floats(&[one_more, 0.0, -f32::NAN, -1e-45]), 0.0);
        let tally = tally.unwrap();
        assert_eq!((tally.unequal, tally.differing, tally.largest, tally.unordered), (2, 2, 2, 0));
        assert_eq!(tally.histogram, BTreeMap::from([(-2, 1), (0, 2), (1, 1)]));
    }

    #[test]
    fn what_is_tolerated_is_unequal_but_does_not_differ() {
        let (a, b) = (floats(&[100.0, 0.0, 1.0]), floats(&[100.0, 1e-4, 2.0]));
        let tally = compare(&a, &b, 1e-5).unwrap();
        assert_eq!((tally.unequal, tally.differing, tally.first), (2, 1, Some(2)));
        let infinite = compare(&floats(&[f32::INFINITY]), &floats(&[f32::MAX]), 1.0).unwrap();
        assert!(!infinite.same() && infinite.largest == 1);
        let nan = compare(&floats(&[f32::NAN]), &floats(&[1.0]), 1.0).unwrap();
        assert_eq!((nan.differing, nan.unordered), (1, 1));
    }

    #[test]
    fn arrays_of_other_types_or_shapes_are_not_compared() {
        assert!(compare(&bytes(&[1]), &floats(&[1.0]), 0.0).unwrap_err().contains("type int8 in A, float32 in B"));
        assert!(compare(&bytes(&[1]), &bytes(&[1, 2]), 0.0).unwrap_err().contains("shape [1] in A, [2] in B"));
    }

    #[test]
    fn reals_differ_by_rounded_quanta() {
        let tally = compare_reals(&[0.0, 0.26, 0.1, f32::NAN], &[0.04, 0.1, 0.4, 1.0], 0.1);
        assert_eq!(tally.histogram, BTreeMap::from([(-2, 1), (0, 1), (2, 1), (63, 1)]));
        assert_eq!((tally.unordered, tally.largest_value > 0.29), (1, true));
    }

    #[test]
    fn tallies_of_several_runs_add_up() {
        let mut sum = compare(&bytes(&[1, 2]), &bytes(&[1, 2]), 0.0).unwrap();
        sum.add(&compare(&bytes(&[1, 2]), &bytes(&[1, 5]), 0.0).unwrap());
        assert_eq!((sum.elements, sum.differing, sum.largest, sum.first), (4, 1, 3, Some(1)));
        let json = serde_json::to_value(&sum).unwrap();
        assert_eq!(json["histogram"][1], serde_json::json!({"from": 2, "to": 3, "count": 1}));
    }

    #[test]
    fn strings_are_equal_or_not() {
        let of = |strings: &[&str]| Array::from_strings(vec![2], strings).unwrap();
        let tally = compare(&of(&["a", "bc"]), &of(&["a", "bcd"]), 0.0).unwrap();
        assert_eq!((tally.elements, tally.differing, tally.first), (2, 1, Some(1)));
    }
}
