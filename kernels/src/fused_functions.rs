//! e^x and what is made of it, for float tensors, with fused multiply-adds on vectors: the counterparts of
//! [`float_functions`](crate::float_functions) under [`Floats::Fused`](crate::linear::Floats). The same bits on every
//! instruction set that has vectors.
#![allow(unsafe_code)]

use crate::elementwise::Machine;
use crate::isa::Isa;
use crate::parallel::{for_each_share, parts};
use crate::simd::{Simd, SimdTask, Visitor, halved, with_simd};

/// Floats of a block: sums have as many parts, whatever vectors hold.
const BLOCK: usize = 16;

/// By how many floats inputs are asked for before they are read.
const AHEAD: usize = 256;

/// `e^x`, of x cut to ±87: there are neither infinities nor numbers below the normal ones. NaN stays NaN.
///
/// x = k · ln 2 + r with |r| ≤ ½ ln 2; e^r by its series of degree 6, which leaves 2 · 10⁻⁷.
#[inline(always)]
fn exp<S: Simd>(simd: S, x: S::Vector) -> S::Vector {
    /// 1.5 · 2^23: adding it rounds to whole numbers, which are then its lower bits.
    const ROUNDER: f32 = 12_582_912.0;
    /// ln 2 in two parts.
    const LN_2: (f32, f32) = (core::f32::consts::LN_2, -1.904_654_3e-9);
    let x = simd.clamp(x, -87.0, 87.0);
    let shifted = simd.fused_multiply_add(simd.splat_float(ROUNDER), x, simd.splat_float(core::f32::consts::LOG2_E));
    let k = simd.multiply_add(simd.splat_float(-ROUNDER), shifted, simd.splat_float(1.0));
    let r = simd.fused_multiply_add(x, k, simd.splat_float(-LN_2.0));
    let r = simd.fused_multiply_add(r, k, simd.splat_float(-LN_2.1));
    let mut series = simd.splat_float(1.0 / 720.0);
    series = simd.fused_multiply_add(simd.splat_float(1.0 / 120.0), series, r);
    series = simd.fused_multiply_add(simd.splat_float(1.0 / 24.0), series, r);
    series = simd.fused_multiply_add(simd.splat_float(1.0 / 6.0), series, r);
    series = simd.fused_multiply_add(simd.splat_float(0.5), series, r);
    series = simd.fused_multiply_add(simd.splat_float(1.0), series, r);
    series = simd.fused_multiply_add(simd.splat_float(1.0), series, r);
    // The lower bits of the sum are k, which is added to the exponent; NaN would lose its own.
    let power = simd.add(series, simd.shift_left::<23>(shifted));
    simd.fused_multiply_add(power, x, simd.splat_float(0.0))
}

/// `1 / (1 + e^-x)`.
#[inline(always)]
fn logistic_of<S: Simd>(simd: S, x: S::Vector) -> S::Vector {
    let power = exp(simd, simd.xor(x, simd.splat(i32::MIN)));
    let one = simd.splat_float(1.0);
    simd.divide(one, simd.multiply_add(power, one, one))
}

/// A function of one float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `1 / (1 + e^-x)`.
    Logistic,
    /// That times x, clamped to finite numbers as products are.
    Swish,
}

/// A function of the elements of a run of floats, which may be overwritten.
struct Map {
    function: Function,
    input: *const f32,
    output: *mut f32,
    len: usize,
}

impl<S: Simd> SimdTask<S> for Map {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        match self.function {
            Function::Logistic => self.each::<S, false>(simd),
            Function::Swish => self.each::<S, true>(simd),
        }
    }
}

impl Map {
    #[inline(always)]
    fn each<S: Simd, const SWISH: bool>(self, simd: S) {
        let whole = self.len - self.len % S::LANES;
        let mut at = 0;
        while at < whole {
            // SAFETY: there are `len` floats at both, by the contract of those that make a `Map`.
            unsafe {
                // These take so long that the hardware does not look far enough ahead.
                simd.prefetch(self.input.wrapping_add(at + AHEAD).cast());
                let y = Self::of::<S, SWISH>(simd, simd.load(self.input.add(at).cast()));
                simd.store(y, self.output.add(at).cast(), S::LANES);
            }
            at += S::LANES;
        }
        let rest = self.len - whole;
        if rest > 0 {
            // SAFETY: as above.
            unsafe {
                let y = Self::of::<S, SWISH>(simd, simd.load_front(self.input.add(whole), rest, 0.0));
                simd.store(y, self.output.add(whole).cast(), rest);
            }
        }
    }

    #[inline(always)]
    fn of<S: Simd, const SWISH: bool>(simd: S, x: S::Vector) -> S::Vector {
        let y = logistic_of(simd, x);
        if SWISH { simd.clamp(simd.multiply_floats(x, y), f32::MIN, f32::MAX) } else { y }
    }
}

impl Visitor for Map {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        simd.enter(self);
    }
}

/// Whether there are vectors with fused multiply-adds.
#[must_use]
pub fn are_there(isa: Isa) -> bool {
    isa != Isa::SCALAR
}

/// `output = f(input)`, on an instruction set that [has vectors](are_there).
pub fn map(machine: Machine<'_>, function: Function, input: &[f32], output: &mut [f32]) {
    let len = input.len().min(output.len());
    let Machine { isa, workers, grain } = machine;
    for_each_share(workers, parts(workers, len, grain), output, (len, 1), |range, output| {
        let input = &input[range];
        with_simd(isa, Map { function, input: input.as_ptr(), output: output.as_mut_ptr(), len: output.len() });
    });
}

/// [`map`] of values that are overwritten.
pub fn map_in_place(machine: Machine<'_>, function: Function, values: &mut [f32]) {
    let len = values.len();
    let Machine { isa, workers, grain } = machine;
    for_each_share(workers, parts(workers, len, grain), values, (len, 1), |_, values| {
        let output = values.as_mut_ptr();
        with_simd(isa, Map { function, input: output, output, len: values.len() });
    });
}

/// The sums of the gates of a row of an LSTM layer, of as many cells each: input, forget, candidate, output.
#[derive(Clone, Copy, Debug)]
pub struct LstmGates<'a> {
    /// Of the input, with the bias.
    pub of_input: &'a [f32],
    /// Of the former output.
    pub recurrent: &'a [f32],
}

/// A step of an LSTM layer from its gates' sums: the new state, cut to ± `clip` unless that is 0, and the new output. On
/// an instruction set that [has vectors](are_there).
///
/// # Panics
/// When the gates are not as many as the state has cells.
pub fn lstm_step(isa: Isa, gates: &LstmGates<'_>, clip: f32, state: &mut [f32], output: &mut [f32]) {
    let cells = state.len();
    let fits = gates.of_input.len() >= 4 * cells && gates.recurrent.len() >= 4 * cells && output.len() == cells;
    assert!(fits, "the gates of another layer");
    with_simd(isa, LstmStep { gates, clip, state, output });
}

struct LstmStep<'a> {
    gates: &'a LstmGates<'a>,
    clip: f32,
    state: &'a mut [f32],
    output: &'a mut [f32],
}

impl Visitor for LstmStep<'_> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        simd.enter(self);
    }
}

impl<S: Simd> SimdTask<S> for LstmStep<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self { gates, clip, state, output } = self;
        let cells = state.len();
        let clip = if clip > 0.0 { clip } else { f32::INFINITY };
        let mut first = 0;
        while first < cells {
            let count = (cells - first).min(S::LANES);
            // SAFETY: there are four gates of as many cells as states and outputs.
            unsafe {
                let [input, forget, candidate, last] = gates_of(simd, gates, (first, count, cells));
                let place = state.as_mut_ptr().add(first);
                let kept = simd.multiply_floats(simd.load_front(place, count, 0.0), logistic_of(simd, forget));
                let new = simd.fused_multiply_add(kept, logistic_of(simd, input), tanh_of(simd, candidate));
                let new = simd.clamp(new, -clip, clip);
                simd.store(new, place.cast(), count);
                let shown = simd.multiply_floats(tanh_of(simd, new), logistic_of(simd, last));
                simd.store(shown, output.as_mut_ptr().add(first).cast(), count);
            }
            first += S::LANES;
        }
    }
}

/// The sums of the four gates of `count` cells from `first` on.
///
/// # Safety
/// There are so many cells.
#[inline(always)]
unsafe fn gates_of<S: Simd>(
    simd: S,
    gates: &LstmGates<'_>,
    (first, count, cells): (usize, usize, usize),
) -> [S::Vector; 4] {
    let mut sums = [simd.splat(0); 4];
    for (gate, sum) in sums.iter_mut().enumerate() {
        let place = gate * cells + first;
        // SAFETY: the caller's promise.
        unsafe {
            let of_input = simd.load_front(gates.of_input.as_ptr().add(place), count, 0.0);
            let recurrent = simd.load_front(gates.recurrent.as_ptr().add(place), count, 0.0);
            *sum = simd.multiply_add(of_input, recurrent, simd.splat_float(1.0));
        }
    }
    sums
}

/// The hyperbolic tangent, `2 / (1 + e^-2x) − 1`: within 10⁻⁷, but near 0 not to as many digits.
#[inline(always)]
fn tanh_of<S: Simd>(simd: S, x: S::Vector) -> S::Vector {
    let half = logistic_of(simd, simd.multiply_add(x, x, simd.splat_float(1.0)));
    simd.fused_multiply_add(simd.splat_float(-1.0), half, simd.splat_float(2.0))
}

/// Rows of `depth` floats of SOFTMAX in place: `e^(beta · (x − max))` times the reciprocal of their sum, which is added
/// up in sixteen parts. On an instruction set that [has vectors](are_there).
pub fn softmax_rows(isa: Isa, values: &mut [f32], depth: usize, beta: f32) {
    with_simd(isa, Rows { values, depth: depth.max(1), beta });
}

struct Rows<'a> {
    values: &'a mut [f32],
    depth: usize,
    beta: f32,
}

impl Visitor for Rows<'_> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        simd.enter(self);
    }
}

impl<S: Simd> SimdTask<S> for Rows<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, simd: S) {
        let Self { values, depth, beta } = self;
        // Two rows at a time: while one waits for the sum of its lanes, the other is computed.
        let mut pairs = values.chunks_exact_mut(2 * depth);
        for pair in &mut pairs {
            let (first, second) = pair.split_at_mut(depth);
            let greatest = [greatest(simd, first), greatest(simd, second)];
            let sums = [powers(simd, first, (greatest[0], beta)), powers(simd, second, (greatest[1], beta))];
            scale(simd, first, 1.0 / sums[0]);
            scale(simd, second, 1.0 / sums[1]);
        }
        for row in pairs.into_remainder().chunks_exact_mut(depth) {
            let greatest = greatest(simd, row);
            let sum = powers(simd, row, (greatest, beta));
            scale(simd, row, 1.0 / sum);
        }
    }
}

/// Replaces a row by `e^(beta · (x − greatest))`; their sum.
#[inline(always)]
fn powers<S: Simd>(simd: S, row: &mut [f32], (greatest, beta): (f32, f32)) -> f32 {
    let (len, at) = (row.len(), row.as_mut_ptr());
    // At most two vectors make a block.
    let (mut sums, mut all) = ([simd.splat_float(0.0); 2], [0f32; BLOCK]);
    let (beta, shift) = (simd.splat_float(beta), simd.splat_float(-greatest));
    let blocks = len / BLOCK * BLOCK;
    let mut first = 0;
    while first < blocks {
        for (part, sum) in sums.iter_mut().enumerate().take(BLOCK / S::LANES) {
            // SAFETY: a whole block of the values.
            unsafe {
                let place = at.add(first + part * S::LANES);
                let x = power(simd, simd.load(place.cast()), (shift, beta));
                simd.store(x, place.cast(), S::LANES);
                *sum = simd.add_floats(*sum, x);
            }
        }
        first += BLOCK;
    }
    for sum in sums.iter_mut().take(BLOCK / S::LANES) {
        let count = (len - first).min(S::LANES);
        if count == 0 {
            break;
        }
        // SAFETY: what is left of the values, at most a block.
        unsafe {
            let x = power(simd, simd.load_front(at.add(first), count, 0.0), (shift, beta));
            simd.store(x, at.add(first).cast(), count);
            *sum = simd.add_floats(*sum, front(simd, x, count));
        }
        first += count;
    }
    for (part, &sum) in sums.iter().enumerate().take(BLOCK / S::LANES) {
        // SAFETY: the vectors of a block.
        unsafe { simd.store(sum, all.as_mut_ptr().add(part * S::LANES).cast(), S::LANES) };
    }
    halved(all, |a, b| a + b)
}

/// Multiplies a row by a number.
#[inline(always)]
fn scale<S: Simd>(simd: S, row: &mut [f32], by: f32) {
    let (len, at, by) = (row.len(), row.as_mut_ptr(), simd.splat_float(by));
    let mut first = 0;
    while first + S::LANES <= len {
        // SAFETY: values of the row.
        unsafe {
            let x = simd.load(at.add(first).cast());
            simd.store(simd.multiply_floats(x, by), at.add(first).cast(), S::LANES);
        }
        first += S::LANES;
    }
    if first < len {
        // SAFETY: as above.
        unsafe {
            let x = simd.load_front(at.add(first), len - first, 0.0);
            simd.store(simd.multiply_floats(x, by), at.add(first).cast(), len - first);
        }
    }
}

/// The first `count` lanes, and zeros. Reading what was just written in part would wait for it.
#[inline(always)]
fn front<S: Simd>(simd: S, vector: S::Vector, count: usize) -> S::Vector {
    const PLACES: [f32; BLOCK] =
        [-0.0, -1.0, -2.0, -3.0, -4.0, -5.0, -6.0, -7.0, -8.0, -9.0, -10.0, -11.0, -12.0, -13.0, -14.0, -15.0];
    // SAFETY: a vector has at most as many lanes as a block.
    let places = unsafe { simd.load(PLACES.as_ptr().cast()) };
    simd.zero_below(vector, places, 0.5 - count as f32)
}

/// `e^(beta · (x + shift))`, and 0 where that is less than 10⁻³⁴: products of numbers that are nearly 0 take a hundred times
/// as long.
#[inline(always)]
fn power<S: Simd>(simd: S, x: S::Vector, (shift, beta): (S::Vector, S::Vector)) -> S::Vector {
    let x = simd.multiply_floats(simd.multiply_add(shift, x, simd.splat_float(1.0)), beta);
    simd.zero_below(exp(simd, x), x, -78.0)
}

/// The greatest of the values; NaN is less than anything.
#[inline(always)]
fn greatest<S: Simd>(simd: S, values: &[f32]) -> f32 {
    let mut lanes = [simd.splat_float(f32::MIN); 4];
    let (mut first, mut all) = (0, [f32::MIN; BLOCK]);
    let (len, at) = (values.len(), values.as_ptr());
    while first + 4 * S::LANES <= len {
        for lanes in &mut lanes {
            // SAFETY: values of the row.
            *lanes = simd.greater(*lanes, unsafe { simd.load(at.add(first).cast()) });
            first += S::LANES;
        }
    }
    for lanes in &mut lanes {
        let count = (len - first).min(S::LANES);
        // SAFETY: values of the row.
        *lanes = simd.greater(*lanes, unsafe { simd.load_front(at.add(first), count, f32::MIN) });
        first += count;
    }
    let lanes = simd.greater(simd.greater(lanes[0], lanes[1]), simd.greater(lanes[2], lanes[3]));
    // SAFETY: a vector has at most as many lanes as a block.
    unsafe { simd.store(lanes, all.as_mut_ptr().cast(), S::LANES) };
    halved(all, |a, b| if a < b { b } else { a })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parallel::Serial;
    use crate::reference::softmax as reference;
    use crate::testing::Turns;
    use proptest::prelude::*;

    fn vectors() -> impl Iterator<Item = Isa> {
        Isa::available().filter(|&isa| are_there(isa))
    }

    #[test]
    fn the_logistic_function_is_close_to_the_real_one_and_the_same_on_every_instruction_set() {
        let fine = (-110_000..=110_000i32).map(|i| i as f32 / 1000.0);
        let bits = (0..u32::MAX).step_by(65_521).map(f32::from_bits);
        let numbers: Vec<f32> = fine.chain(bits).collect();
        let mut first: Option<Vec<u32>> = None;
        for isa in vectors() {
            let mut found = vec![0.0; numbers.len()];
            map(Machine { isa, workers: &Serial, grain: 1 << 20 }, Function::Logistic, &numbers, &mut found);
            let mut again = numbers.clone();
            map_in_place(Machine { isa, workers: &Turns, grain: 1 << 10 }, Function::Logistic, &mut again);
            let found_bits: Vec<u32> = found.iter().map(|x| x.to_bits()).collect();
            assert!(found_bits.iter().copied().eq(again.iter().map(|x| x.to_bits())));
            for (&x, &found) in numbers.iter().zip(&found) {
                let real = (1.0 / (1.0 + (-f64::from(x)).exp())) as f32;
                assert!(
                    x.is_nan() && found.is_nan() || (found - real).abs() <= 4e-7 * real + 1e-37,
                    "{x}: {found} {real}"
                );
            }
            assert_eq!(first.get_or_insert_with(|| found_bits.clone()), &found_bits, "{isa:?}");
            let mut swish = vec![0.0; numbers.len()];
            map(Machine { isa, workers: &Serial, grain: 1 << 20 }, Function::Swish, &numbers, &mut swish);
            for ((&x, &sigmoid), &swish) in numbers.iter().zip(&found).zip(&swish) {
                let product = (x * sigmoid).clamp(f32::MIN, f32::MAX);
                assert!(swish == product || swish.is_nan() && product.is_nan(), "{x}");
            }
        }
    }

    proptest! {
        #[test]
        fn rows_of_softmax_are_close_to_the_reference_and_the_same_on_every_instruction_set(
            values in proptest::collection::vec(-20f32..20.0, 1..450), rows in 1usize..5, beta in 0.1f32..2.0,
        ) {
            let depth = values.len().div_ceil(rows);
            let row = &values[..values.len() / depth * depth];
            let mut expected = row.to_vec();
            expected.chunks_exact_mut(depth).for_each(|row| reference::row_f32_in_place(row, beta));
            let mut first: Option<Vec<u32>> = None;
            for isa in vectors() {
                let mut out = row.to_vec();
                softmax_rows(isa, &mut out, depth, beta);
                for (&out, &expected) in out.iter().zip(&expected) {
                    prop_assert!((out - expected).abs() <= 2e-6 * expected + 2e-34, "{} {}", out, expected);
                }
                let bits: Vec<u32> = out.iter().map(|x| x.to_bits()).collect();
                prop_assert_eq!(first.get_or_insert_with(|| bits.clone()), &bits, "{:?}", isa);
            }
        }
    }

    #[test]
    fn a_step_of_an_lstm_follows_its_definition() {
        for cells in [1, 7, 16, 20, 35] {
            let numbers = |seed: usize, count| -> Vec<f32> {
                (0..count).map(|i| ((i * 37 + seed) % 101) as f32 / 25.0 - 2.0).collect()
            };
            let (of_input, recurrent) = (numbers(1, 4 * cells), numbers(50, 4 * cells));
            let old = numbers(9, cells);
            let mut first: Option<Vec<u32>> = None;
            for isa in vectors() {
                let (mut state, mut output) = (old.clone(), vec![0.0; cells]);
                let gates = LstmGates { of_input: &of_input, recurrent: &recurrent };
                lstm_step(isa, &gates, 1.5, &mut state, &mut output);
                for cell in 0..cells {
                    let sum = |gate: usize| f64::from(of_input[gate * cells + cell] + recurrent[gate * cells + cell]);
                    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
                    let kept = f64::from(old[cell]) * logistic(sum(1));
                    let new = (kept + logistic(sum(0)) * sum(2).tanh()).clamp(-1.5, 1.5);
                    assert!((f64::from(state[cell]) - new).abs() < 1e-6);
                    assert!((f64::from(output[cell]) - new.tanh() * logistic(sum(3))).abs() < 1e-6);
                }
                let bits: Vec<u32> = state.iter().chain(&output).map(|x| x.to_bits()).collect();
                assert_eq!(first.get_or_insert_with(|| bits.clone()), &bits, "{isa:?}");
            }
        }
    }

    #[test]
    fn masked_elements_get_nothing() {
        for isa in vectors() {
            let mut row = vec![f32::NEG_INFINITY; 37];
            (row[3], row[20]) = (1.0, 1.0);
            softmax_rows(isa, &mut row, 37, 1.0);
            assert!(row.iter().enumerate().all(|(i, &x)| x == if matches!(i, 3 | 20) { 0.5 } else { 0.0 }));
        }
    }
}
