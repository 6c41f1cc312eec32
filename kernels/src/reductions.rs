//! Reductions compiled for each instruction set; what [`reference::reduce`](mod@crate::reference::reduce) computes.
//!
//! Where the reduced dimensions are whole rows of kept ones (a mean over the pixels of an image), a block of
//! accumulators stays in registers while its rows pass.

#![allow(unsafe_code)]

use crate::elementwise::{Machine, map};
use crate::isa::Task;
use crate::parallel::{Parts, Serial, for_each_share, parts, share};
use crate::quant::QuantizedInteger;
use crate::reduce_axes::{Layout, Reduction};
use crate::reference::reduce::{Ordered, QuantizedMean, QuantizedSum, Summand};

/// Elements of the input below which a thread of its own does not pay.
pub const GRAIN: usize = if cfg!(test) { 1 << 8 } else { 1 << 15 };

/// Accumulators that stay together: what the widest block takes at once.
const BLOCK: usize = 64;

/// [`Reduction::fold`], for a step that may be done for all accumulators at once. The accumulators are shared among the
/// threads: each sees its elements in the same order.
pub fn fold<I: Copy + Sync, A: Copy + Send>(
    machine: Machine<'_>,
    reduction: &Reduction,
    input: &[I],
    accumulators: &mut [A],
    step: impl Fn(A, I) -> A + Sync,
) {
    let Some(layout) = reduction.layout() else { return reduction.fold(input, accumulators, step) };
    let unit = match layout {
        Layout::Rows { .. } => 1,
        Layout::Columns { .. } => BLOCK,
    };
    let len = accumulators.len();
    let count = parts(machine.workers, input.len(), machine.grain);
    let pieces = Parts::new(accumulators);
    let run = |part: usize| {
        let units = share(len.div_ceil(unit), count, part);
        let (first, end) = ((units.start * unit).min(len), (units.end * unit).min(len));
        // SAFETY: shares of one split do not overlap.
        let accumulators = unsafe { pieces.get(first..end) };
        machine.isa.run(Fold { layout, input, first, accumulators, step: &step });
    };
    match count {
        0 | 1 => run(0),
        _ => machine.workers.run(count, &run),
    }
}

/// Some of the accumulators, from number `first` on.
struct Fold<'a, I, A, F> {
    layout: Layout,
    input: &'a [I],
    first: usize,
    accumulators: &'a mut [A],
    step: &'a F,
}

impl<I: Copy, A: Copy, F: Fn(A, I) -> A> Task for Fold<'_, I, A, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { layout, input, mut first, accumulators, step } = self;
        match layout {
            Layout::Rows { inner } => {
                for (accumulator, row) in accumulators.iter_mut().zip(input[first * inner..].chunks_exact(inner)) {
                    *accumulator = row.iter().fold(*accumulator, |value, &element| step(value, element));
                }
            }
            Layout::Columns { rows, inner } => {
                let mut rest = accumulators;
                while !rest.is_empty() {
                    let (group, column) = (first / inner, first % inner);
                    let (own, others) = rest.split_at_mut((inner - column).min(rest.len()));
                    first += own.len();
                    columns(&input[group * rows * inner..][..rows * inner], (inner, column), own, step);
                    rest = others;
                }
            }
        }
    }
}

/// Folds columns of rows of `inner` elements, from column `first` on, into accumulators.
#[inline(always)]
fn columns<I: Copy, A: Copy>(
    rows: &[I],
    (inner, first): (usize, usize),
    accumulators: &mut [A],
    step: &impl Fn(A, I) -> A,
) {
    let mut done = 0;
    while let Some(block) = accumulators[done..].first_chunk_mut::<BLOCK>() {
        fold_block(rows, inner, first + done, block, step);
        done += BLOCK;
    }
    while let Some(block) = accumulators[done..].first_chunk_mut::<16>() {
        fold_block(rows, inner, first + done, block, step);
        done += 16;
    }
    for (column, accumulator) in accumulators.iter_mut().enumerate().skip(done) {
        fold_block(rows, inner, first + column, core::array::from_mut(accumulator), step);
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
pub fn max<T: Ordered + Send + Sync>(machine: Machine<'_>, reduction: &Reduction, input: &[T], output: &mut [T]) {
    output.fill(start(reduction, input, T::LEAST));
    fold(machine, reduction, input, output, |current, element| if element > current { element } else { current });
}

/// [`reference::reduce::min`](crate::reference::reduce::min).
pub fn min<T: Ordered + Send + Sync>(machine: Machine<'_>, reduction: &Reduction, input: &[T], output: &mut [T]) {
    output.fill(start(reduction, input, T::GREATEST));
    fold(machine, reduction, input, output, |current, element| if element < current { element } else { current });
}

fn start<T: Copy>(reduction: &Reduction, input: &[T], otherwise: T) -> T {
    input.first().copied().filter(|_| reduction.reduces_every_axis()).unwrap_or(otherwise)
}

/// [`reference::reduce::sum`](crate::reference::reduce::sum).
pub fn sum<T: Summand + Send + Sync>(machine: Machine<'_>, reduction: &Reduction, input: &[T], output: &mut [T]) {
    output.fill(T::ZERO);
    fold(machine, reduction, input, output, T::add);
}

/// [`reference::reduce::mean_f32`](crate::reference::reduce::mean_f32).
pub fn mean_f32(machine: Machine<'_>, reduction: &Reduction, input: &[f32], output: &mut [f32]) {
    if input.is_empty() {
        return output.fill(f32::NAN);
    }
    sum(machine, reduction, input, output);
    let count = reduction.reduced() as f32;
    for value in output {
        *value /= count;
    }
}

/// [`reference::reduce::mean_quantized`](crate::reference::reduce::mean_quantized). `sums` has room for the sums of all
/// outputs, for each of the threads that are to share rows.
pub fn mean_quantized<T: QuantizedInteger + Send + Sync>(
    machine: Machine<'_>,
    reduction: &Reduction,
    params: &QuantizedMean,
    input: &[T],
    output: &mut [T],
    sums: &mut [i32],
) {
    match params.scaling(reduction.reduced(), T::RANGE) {
        Some((offset, scaling)) => {
            finish(machine, reduction, input, output, sums, &|total: i32| scaling.apply(total.wrapping_sub(offset)));
        }
        None => finish(machine, reduction, input, output, sums, &|total| params.finish(total)),
    }
}

/// [`reference::reduce::sum_quantized`](crate::reference::reduce::sum_quantized). `sums` as in [`mean_quantized`].
pub fn sum_quantized<T: QuantizedInteger + Send + Sync>(
    machine: Machine<'_>,
    reduction: &Reduction,
    params: &QuantizedSum,
    input: &[T],
    output: &mut [T],
    sums: &mut [i32],
) {
    finish(machine, reduction, input, output, sums, &|total| params.finish(total));
}

fn finish<T: QuantizedInteger + Send + Sync>(
    machine: Machine<'_>,
    reduction: &Reduction,
    input: &[T],
    output: &mut [T],
    sums: &mut [i32],
    finish: &(impl Fn(i32) -> i32 + Sync),
) {
    if input.is_empty() {
        return output.fill(T::from_clamped(0));
    }
    let step = |total: i32, element: T| total.wrapping_add(element.into());
    let outputs = output.len();
    let count = parts(machine.workers, input.len(), machine.grain).min(sums.len() / outputs.max(1));
    match reduction.layout() {
        // Of one image each thread adds up rows of its own, which it finds in its cache.
        Some(Layout::Columns { rows, inner }) if inner == outputs && count > 1 => {
            let sums = &mut sums[..count * inner];
            sums.fill(0);
            for_each_share(machine.workers, count, sums, (count, inner), |parts, sums| {
                for (part, accumulators) in parts.zip(sums.chunks_exact_mut(inner)) {
                    let rows = share(rows, count, part);
                    let input = &input[rows.start * inner..rows.end * inner];
                    let layout = Layout::Columns { rows: rows.len(), inner };
                    machine.isa.run(Fold { layout, input, first: 0, accumulators, step: &step });
                }
            });
            let (totals, others) = sums.split_at_mut(inner);
            for part in others.chunks_exact(inner) {
                totals.iter_mut().zip(part).for_each(|(total, &sum)| *total = total.wrapping_add(sum));
            }
        }
        _ => {
            sums[..outputs].fill(0);
            fold(machine, reduction, input, &mut sums[..outputs], step);
        }
    }
    map(Machine { workers: &Serial, ..machine }, &sums[..outputs], output, &|total| {
        T::from_clamped(T::RANGE.clamp(finish(total)))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::Isa;
    use crate::quant::Multiplier;
    use crate::reduce_axes::AxisSet;
    use crate::reference::reduce as reference;
    use crate::testing::Turns;
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
                let machine = Machine { isa, workers: &Turns, grain: GRAIN };
                macro_rules! check {
                    ($zero:expr, $name:ident, $input:expr $(, $parameters:expr, $sums:expr, $more:expr)?) => {{
                        let (mut expected, mut out) = (vec![$zero; outputs], vec![$zero; outputs]);
                        reference::$name(&reduction, $($parameters,)? $input, &mut expected $(, $sums)?);
                        $name(machine, &reduction, $($parameters,)? $input, &mut out $(, $more)?);
                        prop_assert_eq!(&out, &expected, "{:?}", isa);
                    }};
                }
                check!(0i8, max, &bytes);
                check!(0i8, min, &bytes);
                check!(0f32, max, &floats);
                check!(0f32, sum, &floats);
                check!(0f32, mean_f32, &floats);
                check!(0i8, mean_quantized, &bytes, &mean, &mut vec![0; outputs], &mut vec![0; 3 * outputs]);
                check!(0i8, sum_quantized, &bytes, &total, &mut vec![0; outputs], &mut vec![0; 3 * outputs]);
            }
        }
    }
}
