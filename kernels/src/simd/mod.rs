//! The vector operations of kernels: one trait, one file per instruction set that only names instructions.
//!
//! A kernel is generic over [`Simd`] and marked `#[inline(always)]`; a function with the features of the instruction
//! set calls it, so everything is compiled for that set. A value of a `Simd` type is proof that the CPU has the
//! instructions: only [`Isa`](crate::isa::Isa) dispatch makes one.
#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
pub(crate) mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512_bytes;
#[cfg(target_arch = "x86_64")]
pub(crate) mod avx512vnni;
#[cfg(target_arch = "x86_64")]
pub(crate) mod avxvnni;
#[cfg(target_arch = "x86_64")]
mod interleave;
#[cfg(target_arch = "x86_64")]
mod words;

use crate::isa::{Isa, Level};
use crate::requantize::{Checked16, Doubling16, Narrow, Rescale16, Words16};

/// Work that is written over [`Simd`] and compiled for one instruction set by [`Simd::enter`].
///
/// `run` and what it calls on its hot path are `#[inline(always)]`, and use no closures there: those are functions of
/// their own, without the instruction set's features.
pub(crate) trait SimdTask<S: Simd> {
    /// What it gives.
    type Output;

    /// Does the work.
    fn run(self, simd: S) -> Self::Output;
}

/// Something to do with the instruction set that a plan was made for.
pub(crate) trait Visitor {
    /// What it gives.
    type Output;

    /// Does it.
    fn visit<S: Simd>(self, simd: S) -> Self::Output;
}

/// Calls `visitor` with the vectors of `isa`; `None` where it has no vectors of its own.
#[inline]
pub(crate) fn with_simd<V: Visitor>(isa: Isa, visitor: V) -> Option<V::Output> {
    match isa.level() {
        #[cfg(target_arch = "x86_64")]
        Level::Avx512Vnni | Level::AmxInt8 => Some(visitor.visit(avx512vnni::Avx512Vnni::of(isa))),
        #[cfg(target_arch = "x86_64")]
        Level::AvxVnni => Some(visitor.visit(avxvnni::AvxVnni::of(isa))),
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => Some(visitor.visit(avx2::Avx2::of(isa))),
        _ => {
            let _ = visitor;
            None
        }
    }
}

/// Whether vectors of `isa` take less time for rule **D** by floats ([`Simd::CHECKS`]).
pub(crate) fn checks(isa: Isa) -> bool {
    struct Checks;
    impl Visitor for Checks {
        type Output = bool;

        fn visit<S: Simd>(self, _simd: S) -> bool {
            S::CHECKS
        }
    }
    with_simd(isa, Checks).unwrap_or(false)
}

/// Does `$body` for each `$i` below `$n`, which is at most 12 and known at compile time: written out, because where the
/// compiler leaves a loop a loop, the registers that it indexes become memory.
macro_rules! unrolled {
    ($i:ident < $n:ident $body:block) => {
        unrolled!(@ $i $n $body 0 1 2 3 4 5 6 7 8 9 10 11)
    };
    (@ $i:ident $n:ident $body:block $($k:literal)*) => {
        $(
            if $k < $n {
                let $i: usize = $k;
                $body
            }
        )*
    };
}
pub(crate) use unrolled;

/// All lanes as one: halves with each other, which takes less time than one after the other.
#[inline(always)]
pub(crate) fn halved(lanes: [f32; 16], of_two: impl Fn(f32, f32) -> f32) -> f32 {
    let lanes: [f32; 8] = folded(lanes, &of_two);
    let lanes: [f32; 4] = folded(lanes, &of_two);
    let lanes: [f32; 2] = folded(lanes, &of_two);
    of_two(lanes[0], lanes[1])
}

/// The first half with the second. Loops whose length is known become a few vector instructions.
#[inline(always)]
fn folded<const N: usize, const HALF: usize>(lanes: [f32; N], of_two: &impl Fn(f32, f32) -> f32) -> [f32; HALF] {
    let mut folded = [0.0; HALF];
    for i in 0..HALF {
        folded[i] = of_two(lanes[i], lanes[i + HALF]);
    }
    folded
}

/// Where the steps of a block of weights go.
#[derive(Clone, Copy)]
pub(crate) struct Steps {
    /// The first one.
    pub(crate) start: *mut i8,
    /// Bytes from one to the next.
    pub(crate) stride: usize,
    /// How many are written.
    pub(crate) count: usize,
}

impl Steps {
    /// Where step `step` goes, if it is written.
    #[inline(always)]
    pub(crate) fn get(self, step: usize) -> Option<*mut i8> {
        (step < self.count).then(|| self.start.wrapping_add(step * self.stride))
    }
}

/// Where the outputs of a block of rows go.
#[derive(Clone, Copy)]
pub(crate) struct Places {
    /// Those of the first row.
    pub(crate) start: *mut u8,
    /// Bytes from a row's to the next row's.
    pub(crate) below: usize,
    /// The last row: those beyond it are the same.
    pub(crate) last: usize,
    /// Columns of each.
    pub(crate) width: usize,
}

impl Places {
    /// Where the outputs of row `row` go.
    #[inline(always)]
    pub(crate) fn row(self, row: usize) -> *mut u8 {
        self.start.wrapping_add(row.min(self.last) * self.below)
    }
}

/// Vectors of 32-bit lanes, with the dot products that integer kernels are made of.
///
/// Inputs come in steps of four bytes: [`GROUP`](Self::GROUP) numbers of a row. A step of weights holds as many numbers
/// for each lane, one lane being one output channel.
pub(crate) trait Simd: Copy + Send + Sync + 'static {
    /// `LANES` numbers of 32 bits.
    type Vector: Copy;
    /// Lanes of a vector.
    const LANES: usize;
    /// Inputs in the four bytes of a step: four of 8 bits, or two of 16.
    const GROUP: usize;
    /// Most vectors of a panel of columns.
    const PANEL: usize;
    /// Whether rule **D** takes less time [by floats](Self::requantize_checked).
    const CHECKS: bool = false;

    /// Runs a task compiled for this instruction set.
    fn enter<T: SimdTask<Self>>(self, task: T) -> T::Output;

    /// All lanes `x`.
    fn splat(self, x: i32) -> Self::Vector;

    /// All lanes `x`.
    #[inline(always)]
    fn splat_float(self, x: f32) -> Self::Vector {
        self.splat(x.to_bits().cast_signed())
    }

    /// The lanes at `from`.
    ///
    /// # Safety
    /// `LANES` numbers can be read there.
    unsafe fn load(self, from: *const i32) -> Self::Vector;

    /// The first `count` floats from `from` on, `rest` in the other lanes.
    ///
    /// # Safety
    /// They can be read there.
    #[inline(always)]
    unsafe fn load_front(self, from: *const f32, count: usize, rest: f32) -> Self::Vector {
        if count >= Self::LANES {
            // SAFETY: the caller's promise.
            return unsafe { self.load(from.cast()) };
        }
        let mut all = [rest; 16];
        // SAFETY: the caller's promise; a vector has at most 16 lanes.
        unsafe {
            core::ptr::copy_nonoverlapping(from, all.as_mut_ptr(), count);
            self.load(all.as_ptr().cast())
        }
    }

    /// Sums that wrap.
    fn add(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// Differences that wrap.
    fn subtract(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// Sums of words, two to a lane, that wrap.
    fn add_words(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// Differences of words that wrap.
    fn subtract_words(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// Words shifted left by `BITS`.
    fn shift_words_left<const BITS: u32>(self, words: Self::Vector) -> Self::Vector;

    /// The lower halves of products.
    fn multiply(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// Integers as floats.
    fn to_floats(self, integers: Self::Vector) -> Self::Vector;

    /// The integers next to floats, halves away from zero, 0 for NaN. Floats are within ±2²².
    fn round(self, floats: Self::Vector) -> Self::Vector;

    /// Bitwise exclusive or.
    fn xor(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// The four bytes at `from` in every lane.
    ///
    /// # Safety
    /// Four bytes can be read there.
    unsafe fn broadcast(self, from: *const u8) -> Self::Vector;

    /// Weights for one step.
    ///
    /// # Safety
    /// `LANES × GROUP` bytes can be read there.
    unsafe fn weights(self, from: *const i8) -> Self::Vector;

    /// Numbers from 0 to 15 for two steps, from `LANES × GROUP` bytes: those of the first step are the lower halves.
    ///
    /// # Safety
    /// The bytes can be read there.
    unsafe fn halves(self, from: *const i8) -> [Self::Vector; 2];

    /// Adds to each lane the sum of the `GROUP` products of its input and weights. Inputs of 8 bits are unsigned.
    fn dot(self, sum: Self::Vector, input: Self::Vector, weights: Self::Vector) -> Self::Vector;

    /// Weights of 8 bits widened to 16: two for each lane.
    ///
    /// # Safety
    /// `2 × LANES` bytes can be read there.
    unsafe fn words(self, from: *const i8) -> Self::Vector;

    /// The first `count` words from `from` on in the lower halves of as many lanes; what the others and the upper halves
    /// hold is anybody's guess.
    ///
    /// # Safety
    /// They can be read there.
    unsafe fn load_words(self, from: *const i16, count: usize) -> Self::Vector;

    /// Adds to each lane the sum of the two products of its 16-bit inputs and weights; sums wrap.
    fn dot_words(self, sum: Self::Vector, input: Self::Vector, weights: Self::Vector) -> Self::Vector;

    /// `input × weights + sum` of floats: the product rounded, then the sum, as the reference does.
    fn multiply_add(self, sum: Self::Vector, input: Self::Vector, weights: Self::Vector) -> Self::Vector;

    /// `input × weights + sum` of floats, rounded once.
    fn fused_multiply_add(self, sum: Self::Vector, input: Self::Vector, weights: Self::Vector) -> Self::Vector;

    /// Sums of floats.
    #[inline(always)]
    fn add_floats(self, a: Self::Vector, b: Self::Vector) -> Self::Vector {
        self.multiply_add(a, b, self.splat_float(1.0))
    }

    /// Products of floats: adding −0 changes no sum, not even one of −0.
    #[inline(always)]
    fn multiply_floats(self, a: Self::Vector, b: Self::Vector) -> Self::Vector {
        self.multiply_add(self.splat_float(-0.0), a, b)
    }

    /// Quotients of floats.
    fn divide(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// The greater floats; `a` where one is NaN.
    fn greater(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// The lesser floats; `a` where one is NaN.
    fn lesser(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// `vector`, with zeros where the float in `of` is below `limit`.
    fn zero_below(self, vector: Self::Vector, of: Self::Vector, limit: f32) -> Self::Vector;

    /// Lanes shifted left by `BITS`.
    fn shift_left<const BITS: u32>(self, vector: Self::Vector) -> Self::Vector;

    /// Lanes shifted right by `BITS`, with their sign.
    fn shift_right<const BITS: u32>(self, vector: Self::Vector) -> Self::Vector;

    /// Floats cut to `min..=max`; NaN stays NaN.
    fn clamp(self, floats: Self::Vector, min: f32, max: f32) -> Self::Vector;

    /// Writes the first `count` lanes.
    ///
    /// # Safety
    /// They can be written there.
    unsafe fn store(self, vector: Self::Vector, to: *mut i32, count: usize);

    /// Rule **D**, before the zero point (see [`requantize`](crate::requantize)). `SIGNED` is false where
    /// the term for negative sums cannot matter. The lanes are part `part` of the 16 columns, in runs of `LANES`.
    fn requantize<const SIGNED: bool>(self, sum: Self::Vector, columns: &Doubling16, part: usize) -> Self::Vector;

    /// Rule **D** by floats, the zero point added (see [`checked`](crate::requantize)), of a sum that started from the
    /// constants of that: with 16 bits behind the point, to which `least` is lowered.
    #[inline(always)]
    fn requantize_checked<const SIGNED: bool>(
        self,
        sum: Self::Vector,
        columns: &Checked16,
        least: &mut Self::Vector,
    ) -> Self::Vector {
        let _ = (columns, least);
        sum
    }

    /// [`store_block`](Self::store_block) of [checked](Self::requantize_checked) outputs.
    ///
    /// # Safety
    /// The outputs can be written at `places`.
    #[inline(always)]
    unsafe fn store_checked_block<const ROWS: usize, const VECTORS: usize>(
        self,
        scaled: &[[Self::Vector; VECTORS]; ROWS],
        places: Places,
        narrow: Narrow,
    ) {
        // SAFETY: the caller's promise.
        unsafe { self.store_block(scaled, places, narrow) }
    }

    /// [`store_apart`](Self::store_apart) of [checked](Self::requantize_checked) outputs.
    ///
    /// # Safety
    /// `LANES` bytes can be written at each place.
    #[inline(always)]
    unsafe fn store_checked_apart<const VECTORS: usize>(
        self,
        scaled: [Self::Vector; VECTORS],
        to: *mut u8,
        stride: usize,
        narrow: Narrow,
    ) {
        // SAFETY: the caller's promise.
        unsafe { self.store_apart(scaled, to, stride, narrow) }
    }

    /// What nothing has lowered yet.
    #[inline(always)]
    fn nothing_checked(self) -> Self::Vector {
        self.splat(-1)
    }

    /// Whether the outputs whose parts lowered `least` are all certain.
    #[inline(always)]
    fn is_certain(self, least: Self::Vector) -> bool {
        let _ = least;
        false
    }

    /// Rule **F**, before the zero point.
    fn rescale(self, sum: Self::Vector, columns: &Rescale16, part: usize) -> Self::Vector;

    /// Rules **F** and **S** of sums of words; outputs beyond 16 bits are any that are beyond.
    fn rescale_words(self, sum: Self::Vector, columns: &Words16, part: usize) -> Self::Vector;

    /// Narrows the lanes of `vectors` to words, clamps them and writes the first `count` to `to`.
    ///
    /// # Safety
    /// `count` words can be written there.
    unsafe fn store_words<const VECTORS: usize>(
        self,
        vectors: [Self::Vector; VECTORS],
        to: *mut i16,
        count: usize,
        range: (i16, i16),
    );

    /// Narrows the lanes of `vectors` to bytes, the zero point added, clamps them and writes the first `count` columns to `to`.
    ///
    /// # Safety
    /// `count` bytes can be written there.
    unsafe fn store_narrow<const VECTORS: usize>(
        self,
        vectors: [Self::Vector; VECTORS],
        to: *mut u8,
        count: usize,
        narrow: Narrow,
    );

    /// [`store_narrow`](Self::store_narrow) of each row of a block.
    ///
    /// # Safety
    /// The outputs can be written at `places`.
    #[inline(always)]
    unsafe fn store_block<const ROWS: usize, const VECTORS: usize>(
        self,
        sums: &[[Self::Vector; VECTORS]; ROWS],
        places: Places,
        narrow: Narrow,
    ) {
        unrolled!(row < ROWS {
            // SAFETY: the caller's promise.
            unsafe { self.store_narrow(sums[row], places.row(row), places.width, narrow) }
        });
    }

    /// Narrows the lanes of each vector to bytes, clamps them and writes those of vector `i` to `to + i × stride`.
    ///
    /// # Safety
    /// `LANES` bytes can be written at each place.
    unsafe fn store_apart<const VECTORS: usize>(
        self,
        vectors: [Self::Vector; VECTORS],
        to: *mut u8,
        stride: usize,
        narrow: Narrow,
    );

    /// Transposes 8 × 8 words: row `i` is at `from + i × stride` and becomes column `i` of the rows at `to`, which are
    /// `width` words apart.
    ///
    /// # Safety
    /// The rows can be read, and those at `to` written.
    unsafe fn transpose(self, from: *const u32, stride: isize, to: *mut u32, width: usize);

    /// Says that the cache line at `from`, which may be anywhere, will be read soon.
    fn prefetch(self, from: *const u8);

    /// The same for what is read so late that it has no place in the first-level cache.
    fn prefetch_far(self, from: *const u8);

    /// The four bytes of a step: byte `i` of the first `GROUP` of `bytes` is its number `i`. Where numbers have 8 bits
    /// `signed` ones become unsigned, 128 greater; where they have 16 they are widened.
    #[must_use]
    fn turned(self, bytes: [u8; 4], signed: bool) -> i32;

    /// Writes [`turned`](Self::turned) lanes of the bytes at the first `GROUP` of `rows`: lane `i` has byte `i` of
    /// each row.
    ///
    /// # Safety
    /// `LANES × GROUP` bytes can be read at each of these rows, and as many lanes written at `to`.
    unsafe fn turn(self, rows: &[*const u8; 4], signed: bool, to: *mut i32);

    /// A lane for each byte of the first [`GROUP`](Self::GROUP) rows: lane `i` has byte `i` of each of them,
    /// [turned](Self::turned).
    ///
    /// # Safety
    /// `LANES` bytes can be read at each of these rows.
    unsafe fn stacked(self, rows: &[*const u8; 4], signed: bool) -> Self::Vector;

    /// [`turn`](Self::turn) with lanes in an order of their own: the lane of column `c` of [`column`](Self::column), where
    /// there are as many vectors as a turn makes. It may need fewer shuffles.
    ///
    /// # Safety
    /// That of [`turn`](Self::turn).
    #[inline(always)]
    unsafe fn turn_in_place(self, rows: &[*const u8; 4], signed: bool, to: *mut i32) {
        // SAFETY: the caller's promise.
        unsafe { self.turn(rows, signed, to) }
    }

    /// [`store_narrow`](Self::store_narrow) of all columns but the first `skip`.
    ///
    /// # Safety
    /// As many bytes as there are columns can be written from `to` on, less the first `skip`.
    #[inline(always)]
    unsafe fn store_last<const VECTORS: usize>(
        self,
        vectors: [Self::Vector; VECTORS],
        to: *mut u8,
        skip: usize,
        narrow: Narrow,
    ) {
        let mut all = [0; 64];
        let count = (VECTORS * Self::LANES).min(64);
        // SAFETY: the caller's promise.
        unsafe {
            self.store_narrow(vectors, all.as_mut_ptr(), count, narrow);
            core::ptr::copy_nonoverlapping(all.as_ptr().add(skip), to.wrapping_add(skip), count - skip);
        }
    }

    /// The eight bytes that a lane of both vectors makes, moved up by `count` bytes, less than four.
    fn bytes_moved(self, vectors: [Self::Vector; 2], count: usize) -> [Self::Vector; 2];

    /// Writes weights of the first `LANES` of `columns` side by side: of each step `GROUP` bytes of every column, xored with
    /// `flip`. There are as many steps as lanes.
    ///
    /// # Safety
    /// `LANES × GROUP` bytes can be read at each of these columns, and as many written at each of the steps.
    unsafe fn interleave<const GROUP: usize>(self, columns: &[*const u8; 16], flip: u8, steps: Steps);

    /// Which column of a panel of `vectors` vectors lies in lane `lane` of vector `vector`: packing puts weights and
    /// constants where [`store_narrow`](Self::store_narrow) needs no shuffle.
    #[must_use]
    fn column(vectors: usize, vector: usize, lane: usize) -> usize {
        let _ = vectors;
        vector * Self::LANES + lane
    }
}
