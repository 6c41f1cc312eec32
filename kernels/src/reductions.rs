//! Reductions compiled for each instruction set; what [`reference::reduce`](mod@crate::reference::reduce) computes.
//!
//! Where the reduced dimensions are whole rows of kept ones (a mean over the pixels of an image), a block of
//! accumulators stays in registers while its rows pass.

use crate::elementwise::{Machine, map};
use crate::isa::{Isa, Task};
use crate::parallel::Serial;
use crate::quant::QuantizedInteger;
use crate::reduce_axes::{Layout, Reduction};
use crate::reference::reduce::{Ordered, QuantizedMean, QuantizedSum, Summand};

/// [`Reduction::fold`], for a step that may be done for all accumulators at once.
pub fn fold<I: Copy, A: Copy>(
    isa: Isa,
    reduction: &Reduction,
    input: &[I],
    accumulators: &mut [A],
    step: impl Fn(A, I) -> A,
) {
    match reduction.layout() {
        Some(layout) => isa.run(Fold { layout, input, accumulators, step }),
        None => reduction.fold(input, accumulators, step),
    }
}

struct Fold<'a, I, A, F> {
    layout: Layout,
    input: &'a [I],
    accumulators: &'a mut [A],
    step: F,
}

impl<I: Copy, A: Copy, F: Fn(A, I) -> A> Task for Fold<'_, I, A, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { layout, input, accumulators, step } = self;
        match layout {
            Layout::Rows { inner } => {
                for (accumulator, row) in accumulators.iter_mut().zip(input.chunks_exact(inner)) {
                    *accumulator = row.iter().fold(*accumulator, |value, &element| step(value, element));
                }
            }
            Layout::Columns { rows, inner } => {
                let groups = input.chunks_exact(rows * inner).zip(accumulators.chunks_exact_mut(inner));
                for (group, accumulators) in groups {
                    columns(group, accumulators, &step);
                }
            }
        }
    }
}

/// Folds rows as long as `accumulators` into them.
#[inline(always)]
fn columns<I: Copy, A: Copy>(rows: &[I], accumulators: &mut [A], step: &impl Fn(A, I) -> A) {
    let inner = accumulators.len();
    let mut done = 0;
    while let Some(block) = accumulators[done..].first_chunk_mut::<64>() {
        fold_block(rows, inner, done, block, step);
        done += 64;
    }
    while let Some(block) = accumulators[done..].first_chunk_mut::<16>() {
        fold_block(rows, inner, done, block, step);
        done += 16;
    }
    for (column, accumulator) in accumulators.iter_mut().enumerate().skip(done) {
        fold_block(rows, inner, column, core::array::from_mut(accumulator), step);
    }
}

#[inline(always)]
fn fold_block<I: Copy, A: Copy, const N: usize>(
    rows: &[I],
    inner: usize,
    first: usize,
    block: &mut [A; N],
    step: &impl Fn(A, I) -> A,
) {
    let mut own = *block;
    for row in rows.chunks_exact(inner) {
        let Some(values) = row.get(first..).and_then(|row| row.first_chunk::<N>()) else { return };
        for (accumulator, &value) in own.iter_mut().zip(values) {
            *accumulator = step(*accumulator, value);
        }
    }
    *block = own;
}

/// [`reference::reduce::max`](crate::reference::reduce::max).
pub fn max<T: Ordered>(isa: Isa, reduction: &Reduction, input: &[T], output: &mut [T]) {
    output.fill(start(reduction, input, T::LEAST));
    fold(isa, reduction, input, output, |current, element| if element > current { element } else { current });
}

/// [`reference::reduce::min`](crate::reference::reduce::min).
pub fn min<T: Ordered>(isa: Isa, reduction: &Reduction, input: &[T], output: &mut [T]) {
    output.fill(start(reduction, input, T::GREATEST));
    fold(isa, reduction, input, output, |current, element| if element < current { element } else { current });
}

fn start<T: Copy>(reduction: &Reduction, input: &[T], otherwise: T) -> T {
    input.first().copied().filter(|_| reduction.reduces_every_axis()).unwrap_or(otherwise)
}

/// [`reference::reduce::sum`](crate::reference::reduce::sum).
pub fn sum<T: Summand>(isa: Isa, reduction: &Reduction, input: &[T], output: &mut [T]) {
    output.fill(T::ZERO);
    fold(isa, reduction, input, output, T::add);
}

/// [`reference::reduce::mean_f32`](crate::reference::reduce::mean_f32).
pub fn mean_f32(isa: Isa, reduction: &Reduction, input: &[f32], output: &mut [f32]) {
    if input.is_empty() {
        return output.fill(f32::NAN);
    }
    sum(isa, reduction, input, output);
    let count = reduction.reduced() as f32;
    for value in output {
        *value /= count;
    }
}

/// [`reference::reduce::mean_quantized`](crate::reference::reduce::mean_quantized).
pub fn mean_quantized<T: QuantizedInteger + Send>(
    isa: Isa,
    reduction: &Reduction,
    params: &QuantizedMean,
    input: &[T],
    output: &mut [T],
    sums: &mut [i32],
) {
    finish(isa, reduction, input, output, sums, &|total| params.finish(total));
}

/// [`reference::reduce::sum_quantized`](crate::reference::reduce::sum_quantized).
pub fn sum_quantized<T: QuantizedInteger + Send>(
    isa: Isa,
    reduction: &Reduction,
    params: &QuantizedSum,
    input: &[T],
    output: &mut [T],
    sums: &mut [i32],
) {
    finish(isa, reduction, input, output, sums, &|total| params.finish(total));
}

fn finish<T: QuantizedInteger + Send>(
    isa: Isa,
    reduction: &Reduction,
    input: &[T],
    output: &mut [T],
    sums: &mut [i32],
    finish: &(impl Fn(i32) -> i32 + Sync),
) {
    if input.is_empty() {
        return output.fill(T::from_clamped(0));
    }
    sums.fill(0);
    fold(isa, reduction, input, sums, |total: i32, element: T| total.wrapping_add(element.into()));
    let machine = Machine { isa, workers: &Serial, grain: usize::MAX };
    map(machine, sums, output, &|total| T::from_clamped(T::RANGE.clamp(finish(total))));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quant::Multiplier;
    use crate::reduce_axes::AxisSet;
    use crate::reference::reduce as reference;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reductions_equal_the_reference(
            outer in proptest::collection::vec(1usize..5, 0..4),
            inner in prop_oneof![1usize..40, 60usize..90, Just(150)],
            mask: u8, seed: u32, zero_points in (-128i32..=127, -128i32..=127), real in 0.01f64..3.0,
        ) {
            let shape: Vec<usize> = outer.into_iter().chain([inner]).collect();
            let axes: AxisSet = (0..8).filter(|axis| mask & (1 << axis) != 0).collect();
            let reduction = Reduction::new(&shape, axes).unwrap();
            let bytes: Vec<i8> = (0..reduction.inputs() as u32)
                .map(|i| ((i ^ seed).wrapping_mul(2_654_435_761) >> 24) as i8)
                .collect();
            let floats: Vec<f32> = bytes.iter().map(|&q| f32::from(q) / 3.0).collect();
            let mean = QuantizedMean::new(&reduction, Multiplier::from_real(real), zero_points.0, zero_points.1).unwrap();
            let total = QuantizedSum::new(&reduction, real as f32, 1.0, zero_points.0, zero_points.1);
            let outputs = reduction.outputs();
            for isa in Isa::available() {
                macro_rules! check {
                    ($zero:expr, $name:ident, $input:expr $(, $parameters:expr, $sums:expr)?) => {{
                        let (mut expected, mut out) = (vec![$zero; outputs], vec![$zero; outputs]);
                        reference::$name(&reduction, $($parameters,)? $input, &mut expected $(, $sums)?);
                        $name(isa, &reduction, $($parameters,)? $input, &mut out $(, $sums)?);
                        prop_assert_eq!(&out, &expected, "{:?}", isa);
                    }};
                }
                check!(0i8, max, &bytes);
                check!(0i8, min, &bytes);
                check!(0f32, max, &floats);
                check!(0f32, sum, &floats);
                check!(0f32, mean_f32, &floats);
                check!(0i8, mean_quantized, &bytes, &mean, &mut vec![0; outputs]);
                check!(0i8, sum_quantized, &bytes, &total, &mut vec![0; outputs]);
            }
        }
    }
}
