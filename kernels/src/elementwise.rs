//! Functions of one and of two elements, compiled for each instruction set and split among threads.
//!
//! The function is written once, in plain Rust ([`Binary`] or a closure); the loops around it are compiled for each
//! instruction set, where the compiler vectorizes them. What the function calls has to be `#[inline(always)]`.

#![allow(unsafe_code)]

use crate::broadcast::{Binary, BinaryFn, Broadcast, Run, Walk};
use crate::isa::{Isa, Task};
use crate::parallel::{Parts, Workers, for_each_share, parts, share};
use core::mem::MaybeUninit;
use core::ops::Range;

/// Where and among whom a kernel runs.
#[derive(Clone, Copy)]
pub struct Machine<'a> {
    /// The instruction set.
    pub isa: Isa,
    /// The threads.
    pub workers: &'a dyn Workers,
    /// Elements below which a thread of its own does not pay.
    pub grain: usize,
}

impl core::fmt::Debug for Machine<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Machine").field("isa", &self.isa).field("workers", &self.workers.count()).finish()
    }
}

/// Elements of an operand that are copied aside at a time: what stays in the first-level cache beside the others.
const ASIDE: usize = 1024;

/// Elements of the longest run along which an operand's elements are copied aside instead of a step for each.
const GROWN: usize = 256;

/// Memory for copies of elements. Nothing is written to it in advance: most operators are small.
struct Aside<T>([MaybeUninit<T>; ASIDE]);

impl<T: Copy> Aside<T> {
    #[inline(always)]
    fn new() -> Self {
        Self([const { MaybeUninit::uninit() }; ASIDE])
    }

    /// A copy of at most [`ASIDE`] elements.
    #[inline(always)]
    fn copy(&mut self, values: &[T]) -> &[T] {
        let place = &mut self.0[..values.len()];
        // SAFETY: there are as many places, in memory of its own.
        unsafe { core::ptr::copy_nonoverlapping(values.as_ptr(), place.as_mut_ptr().cast(), values.len()) };
        // SAFETY: they were written just now.
        unsafe { self.front(values.len()) }
    }

    /// Writes copies of a run one behind the other, until they are `len` elements.
    fn repeat(&mut self, run: &[T], len: usize) {
        // Arrays take less time than copies of any length. LLVM 22 needs more memory than there is for those of AArch64.
        #[cfg(target_arch = "x86_64")]
        match run.len() {
            2 => return self.repeat_short::<2>(run, len),
            3 => return self.repeat_short::<3>(run, len),
            4 => return self.repeat_short::<4>(run, len),
            8 => return self.repeat_short::<8>(run, len),
            _ => {}
        }
        let mut done = self.copy(&run[..run.len().min(len)]).len();
        while done < len {
            let more = done.min(len - done);
            self.0.copy_within(..more, done);
            done += more;
        }
    }

    #[cfg(target_arch = "x86_64")]
    fn repeat_short<const N: usize>(&mut self, run: &[T], len: usize) {
        let Some(run) = run.first_chunk::<N>().map(|run| run.map(MaybeUninit::new)) else { return };
        let (copies, rest) = self.0[..len].as_chunks_mut::<N>();
        copies.fill(run);
        rest.copy_from_slice(&run[..rest.len()]);
    }

    /// Writes each element `times` times.
    fn grow(&mut self, elements: &[T], times: usize) {
        for (run, &element) in self.0.chunks_exact_mut(times.max(1)).zip(elements) {
            run.fill(MaybeUninit::new(element));
        }
    }

    /// The first `len` elements.
    ///
    /// # Safety
    /// They were written.
    #[inline(always)]
    unsafe fn front(&self, len: usize) -> &[T] {
        let front = &self.0[..len];
        // SAFETY: the caller's promise; the types have one layout.
        unsafe { core::slice::from_raw_parts(front.as_ptr().cast(), front.len()) }
    }
}

struct Map<'a, I, O, F> {
    input: &'a [I],
    out: &'a mut [O],
    function: &'a F,
}

impl<I: Copy, O, F: Fn(I) -> O> Task for Map<'_, I, O, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (out, &value) in self.out.iter_mut().zip(self.input) {
            *out = (self.function)(value);
        }
    }
}

struct MapInPlace<'a, T, F> {
    values: &'a mut [T],
    function: &'a F,
}

impl<T: Copy, F: Fn(T) -> T> Task for MapInPlace<'_, T, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for value in self.values {
            *value = (self.function)(*value);
        }
    }
}

/// `out = f(input)`.
pub fn map<I: Copy + Sync, O: Send>(machine: Machine<'_>, input: &[I], out: &mut [O], f: &(impl Fn(I) -> O + Sync)) {
    let len = input.len().min(out.len());
    let Machine { isa, workers, grain } = machine;
    for_each_share(workers, parts(workers, len, grain), out, (len, 1), |range, out| {
        isa.run(Map { input: &input[range], out, function: f });
    });
}

/// `values = f(values)`.
pub fn map_in_place<T: Copy + Send>(machine: Machine<'_>, values: &mut [T], f: &(impl Fn(T) -> T + Sync)) {
    let len = values.len();
    let Machine { isa, workers, grain } = machine;
    for_each_share(workers, parts(workers, len, grain), values, (len, 1), |_, values| {
        isa.run(MapInPlace { values, function: f });
    });
}

/// Runs of one row of a function of two elements.
struct Row<'a, F: Binary> {
    function: &'a F,
    left: Run<'a, F::Left>,
    right: Run<'a, F::Right>,
    out: &'a mut [F::Out],
}

impl<F: Binary> Task for Row<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.function.run(self.left, self.right, self.out);
    }
}

/// A function of two elements that has a way of its own to compute a row of elements.
pub trait Pairs: Binary {
    /// One row. What [`Binary::run`] computes, compiled for `isa`.
    #[inline]
    fn row(&self, isa: Isa, left: Run<'_, Self::Left>, right: Run<'_, Self::Right>, out: &mut [Self::Out])
    where
        Self: Sized,
    {
        run_row(isa, self, left, right, out);
    }

    /// A [`row`](Self::row) whose results replace the elements of an operand; `false`, and nothing done, where that has
    /// no way of its own.
    #[inline]
    fn row_in_place(&self, _isa: Isa, _other: (InPlace, Run<'_, Self::Left>), _values: &mut [Self::Out]) -> bool {
        false
    }
}

/// One row of a function, compiled for `isa`.
#[inline]
pub fn run_row<F: Binary>(
    isa: Isa,
    function: &F,
    left: Run<'_, F::Left>,
    right: Run<'_, F::Right>,
    out: &mut [F::Out],
) {
    isa.run(Row { function, left, right, out });
}

impl<L: Copy, R: Copy, O, F: Fn(L, R) -> O> Pairs for BinaryFn<L, R, O, F> {}

/// The operand that shares its memory with the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// The first.
    Left,
    /// The second.
    Right,
}

/// `out = f(left, right)`, broadcast.
///
/// # Panics
/// When a slice is shorter than the shape that `broadcast` was made for.
pub fn binary<F>(
    machine: Machine<'_>,
    broadcast: &Broadcast<2>,
    f: &F,
    (left, right): (&[F::Left], &[F::Right]),
    out: &mut [F::Out],
) where
    F: Pairs<Left: Sync, Right: Sync, Out: Send> + Sync,
{
    if is_small_run(broadcast, machine) {
        let out = &mut out[..broadcast.elements()];
        return f.row(machine.isa, broadcast.run_of(0, left, 0), broadcast.run_of(1, right, 0), out);
    }
    let steps = Steps::new(broadcast, machine);
    let out = Parts::new(out);
    steps.split(machine, &|range: Range<usize>| {
        let (mut left_tiles, mut right_tiles) = (Tiles::new(), Tiles::new());
        steps.for_each(range, |step| {
            // SAFETY: no two steps have output elements in common.
            let out = unsafe { out.get(step.out.clone()) };
            let left = steps.operand(0, left, &step, &mut left_tiles);
            let right = steps.operand(1, right, &step, &mut right_tiles);
            f.row(machine.isa, left, right, out);
        });
    });
}

/// `values = f(values, other)` or `f(other, values)`: the overwritten operand has the output's shape.
///
/// # Panics
/// When a slice is shorter than the shape that `broadcast` was made for.
pub fn binary_in_place<T, F>(
    machine: Machine<'_>,
    broadcast: &Broadcast<2>,
    f: &F,
    (place, other): (InPlace, &[T]),
    values: &mut [T],
) where
    T: Copy + Send + Sync,
    F: Pairs<Left = T, Right = T, Out = T> + Sync,
{
    let row = |aside: &mut Aside<T>, other: Run<'_, T>, values: &mut [T]| {
        if f.row_in_place(machine.isa, (place, other), values) {
            return;
        }
        // Loops are vectorized where the compiler knows that what is written is not what is read.
        for (first, values) in (0..).step_by(ASIDE).zip(values.chunks_mut(ASIDE)) {
            let own = Run::Each(aside.copy(values));
            let other = match other {
                Run::Each(other) => Run::Each(&other[first..first + values.len()]),
                Run::Same(_) => other,
            };
            match place {
                InPlace::Left => f.row(machine.isa, own, other, values),
                InPlace::Right => f.row(machine.isa, other, own, values),
            }
        }
    };
    let operand = match place {
        InPlace::Left => 1,
        InPlace::Right => 0,
    };
    if is_small_run(broadcast, machine) {
        let values = &mut values[..broadcast.elements()];
        return row(&mut Aside::new(), broadcast.run_of(operand, other, 0), values);
    }
    let steps = Steps::new(broadcast, machine);
    let values = Parts::new(values);
    steps.split(machine, &|range: Range<usize>| {
        let (mut aside, mut tiles) = (Aside::new(), Tiles::new());
        steps.for_each(range, |step| {
            // SAFETY: no two steps have output elements in common.
            let values = unsafe { values.get(step.out.clone()) };
            row(&mut aside, steps.operand(operand, other, &step, &mut tiles), values);
        });
    });
}

/// Whether the elements are a single run that a single thread computes: preparing steps would take longer than many
/// a small operator.
#[inline]
fn is_small_run(broadcast: &Broadcast<2>, machine: Machine<'_>) -> bool {
    let elements = broadcast.elements();
    elements > 0 && elements == broadcast.run_length() && parts(machine.workers, elements, machine.grain) == 1
}

/// The elements of a broadcast in steps of consecutive output elements.
///
/// A block is a run of the innermost loop, or, where that is short, all runs of the next one: an operand that repeats its
/// run (a vector of channels), or an element along each run, is copied aside as it would be written out, so that steps
/// are long.
struct Steps<'a> {
    broadcast: &'a Broadcast<2>,
    /// How the operands step through the runs of a block that has several.
    walks: Option<[Walk; 2]>,
    /// Output elements of a block and of a step; a step never crosses a block.
    block: usize,
    step: usize,
    blocks: usize,
}

/// Some consecutive output elements.
struct Step {
    out: Range<usize>,
    /// Where the operands' elements begin; for a repeated run, where the run does.
    starts: [usize; 2],
}

/// Copies of an operand's run, and where it begins.
struct Tiles<T> {
    /// `None` before there are any.
    start: Option<usize>,
    copies: Aside<T>,
}

impl<T: Copy> Tiles<T> {
    #[inline(always)]
    fn new() -> Self {
        Self { start: None, copies: Aside::new() }
    }
}

impl<'a> Steps<'a> {
    /// Steps that are many enough to be split.
    fn new(broadcast: &'a Broadcast<2>, machine: Machine<'_>) -> Self {
        let run = broadcast.run_length();
        let walks = broadcast.inner_loops().filter(|(walks, _)| {
            let longest = if walks.contains(&Walk::Grows) { GROWN } else { ASIDE / 2 };
            (1..=longest).contains(&run)
        });
        let (block, most) = match walks {
            Some((_, times)) => (run * times, ASIDE / run * run),
            None => (run, usize::MAX),
        };
        let blocks = broadcast.elements().checked_div(block).unwrap_or(0);
        let shares = parts(machine.workers, broadcast.elements(), machine.grain).div_ceil(blocks.max(1));
        let step = most.min(block.div_ceil(shares)).max(1);
        // Copies are whole.
        let step = if walks.is_some() { step.next_multiple_of(run) } else { step };
        Self { broadcast, walks: walks.map(|(walks, _)| walks), block, step, blocks }
    }

    fn per_block(&self) -> usize {
        self.block.div_ceil(self.step)
    }

    /// Shares the steps among the threads.
    fn split(&self, machine: Machine<'_>, task: &(dyn Fn(Range<usize>) + Sync)) {
        let count = self.blocks * self.per_block();
        if count == 0 {
            return;
        }
        let parts = parts(machine.workers, self.broadcast.elements(), machine.grain);
        match parts {
            0 | 1 => task(0..count),
            _ => machine.workers.run(parts, &|part| task(share(count, parts, part))),
        }
    }

    fn for_each(&self, range: Range<usize>, mut each: impl FnMut(Step)) {
        if range.is_empty() {
            return;
        }
        let per_block = self.per_block();
        let first_block = range.start / per_block;
        let mut number = range.start;
        let outer = if self.walks.is_some() { 2 } else { 1 };
        for (block, offsets) in (first_block..self.blocks).zip(self.broadcast.offsets(outer, first_block)) {
            let end = range.end.min((block + 1) * per_block);
            while number < end {
                let at = (number - block * per_block) * self.step;
                let len = self.step.min(self.block - at);
                let starts = core::array::from_fn(|k| {
                    offsets[k]
                        + match self.walks.map(|walks| walks[k]) {
                            Some(Walk::Repeats) => 0,
                            Some(Walk::Grows) => at / self.broadcast.run_length().max(1),
                            None if self.broadcast.is_repeated(k) => 0,
                            Some(Walk::Continues) | None => at,
                        }
                });
                each(Step { out: block * self.block + at..block * self.block + at + len, starts });
                number += 1;
            }
            if number >= range.end {
                break;
            }
        }
    }

    /// Operand `k` along a step; `tiles` remembers the copies of its run.
    fn operand<'b, T: Copy>(&self, k: usize, data: &'b [T], step: &Step, tiles: &'b mut Tiles<T>) -> Run<'b, T> {
        let (start, len) = (step.starts[k], step.out.len());
        let run = self.broadcast.run_length();
        match self.walks.map(|walks| walks[k]) {
            None if self.broadcast.is_repeated(k) => return Run::Same(data[start]),
            Some(Walk::Continues) | None => return Run::Each(&data[start..start + len]),
            Some(Walk::Repeats) if tiles.start == Some(start) => {}
            Some(Walk::Repeats) => {
                tiles.copies.repeat(&data[start..start + run], self.step);
                tiles.start = Some(start);
            }
            Some(Walk::Grows) => tiles.copies.grow(&data[start..start + len / run.max(1)], run),
        }
        // SAFETY: whole steps were written, and no step is longer; or the runs of this step, which are whole too.
        Run::Each(unsafe { tiles.copies.front(len) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::broadcast;
    use proptest::prelude::*;

    /// Threads that are not: every part runs in turn, the last first.
    struct Backwards(usize);

    impl Workers for Backwards {
        fn count(&self) -> usize {
            self.0
        }

        fn run(&self, parts: usize, task: &(dyn Fn(usize) + Sync)) {
            (0..parts).rev().for_each(task);
        }
    }

    fn counted(shape: &[usize]) -> Vec<u32> {
        (0..shape.iter().product::<usize>() as u32).collect()
    }

    /// A shape and two operands that broadcast to it; the innermost extents are large enough for steps and tiles. Some
    /// shapes are empty.
    fn shapes() -> impl Strategy<Value = (Vec<usize>, Vec<usize>)> {
        let inner = (prop_oneof![0usize..20, Just(600), 1000usize..2100], any::<bool>(), any::<bool>());
        let outer = proptest::collection::vec((0usize..6, any::<bool>(), any::<bool>()), 0..4);
        (outer, inner).prop_map(|(mut axes, inner)| {
            axes.push(inner);
            let left = axes.iter().map(|&(extent, one, _)| if one { 1 } else { extent }).collect();
            let right = axes.iter().map(|&(extent, _, one)| if one { 1 } else { extent }).collect();
            (left, right)
        })
    }

    proptest! {
        #[test]
        fn broadcasts_equal_the_plain_loops((left, right) in shapes(), threads in 1usize..4, grain in 1usize..3000) {
            let difference = BinaryFn::new(|a: u32, b: u32| a.wrapping_mul(1_000_003).wrapping_sub(b));
            let broadcast = Broadcast::new([&left, &right]).unwrap();
            let (a, b) = (counted(&left), counted(&right));
            let mut expected = vec![0; broadcast.elements()];
            broadcast::binary(&broadcast, &difference, &a, &b, &mut expected);
            for isa in Isa::available() {
                let workers = &Backwards(threads);
                let machine = Machine { isa, workers, grain };
                let mut out = vec![0; expected.len()];
                binary(machine, &broadcast, &difference, (&a, &b), &mut out);
                prop_assert_eq!(&out, &expected);
                if a.len() == out.len() {
                    let mut values = a.clone();
                    binary_in_place(machine, &broadcast, &difference, (InPlace::Left, &b), &mut values);
                    prop_assert_eq!(&values, &expected);
                }
                if b.len() == out.len() {
                    let mut values = b.clone();
                    binary_in_place(machine, &broadcast, &difference, (InPlace::Right, &a), &mut values);
                    prop_assert_eq!(&values, &expected);
                }
            }
        }

        #[test]
        fn maps_reach_every_element(len in 0usize..300, threads in 1usize..4, grain in 1usize..100) {
            let input: Vec<i16> = (0..len as i16).collect();
            for isa in Isa::available() {
                let machine = Machine { isa, workers: &Backwards(threads), grain };
                let mut out = vec![0i32; len];
                map(machine, &input, &mut out, &|x| i32::from(x) * 3);
                prop_assert!(out.iter().zip(0..).all(|(&out, i)| out == i * 3));
                map_in_place(machine, &mut out, &|x| x + 1);
                prop_assert!(out.iter().zip(0..).all(|(&out, i)| out == i * 3 + 1));
            }
        }
    }

    #[test]
    fn threads_share_repetitions_whole() {
        let difference = BinaryFn::new(|a: u32, b: u32| a.wrapping_mul(100).wrapping_sub(b));
        let machine = Machine { isa: Isa::best(), workers: &Backwards(3), grain: 1 };
        let broadcast = Broadcast::new([&[1, 12], &[2, 12]]).unwrap();
        let mut out = [0; 24];
        binary(machine, &broadcast, &difference, (&counted(&[12]), &counted(&[24])), &mut out);
        assert!(out.iter().zip(0..).all(|(&out, i)| out == (i % 12 * 100u32).wrapping_sub(i)));
    }

    #[test]
    fn empty_operands_give_nothing() {
        let difference = BinaryFn::new(|a: u32, b: u32| a - b);
        let machine = Machine { isa: Isa::best(), workers: &Backwards(2), grain: 1 };
        for (left, right) in [(&[0][..], &[1][..]), (&[3, 0, 2], &[1, 1, 2]), (&[0, 4], &[4])] {
            let broadcast = Broadcast::new([left, right]).unwrap();
            binary(machine, &broadcast, &difference, (&[], &counted(right)), &mut []);
            binary_in_place(machine, &broadcast, &difference, (InPlace::Left, &counted(right)), &mut []);
        }
    }
}
