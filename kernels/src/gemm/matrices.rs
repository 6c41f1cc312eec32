//! Matrices that are only known at run time, packed before each product.
#![allow(unsafe_code)]

use super::arithmetic::{Arithmetic, Doubling, Hybrid};
use super::pack::Packing;
use super::{Gemm, Numbers};
use crate::parallel::{Parts, Workers, parts, share};
use crate::requantize::Doubling16;
use crate::simd::{Simd, SimdTask, Visitor, with_simd};
use crate::transpose::transpose_to;
use core::marker::PhantomData;

/// Bytes below which a thread of its own does not pay.
const GRAIN: usize = if cfg!(test) { 1 << 8 } else { 1 << 15 };

impl Gemm {
    /// Packs a matrix of floats, which need no alignment, `[depth, columns]`, or `[columns, depth]` where it is `transposed`, for a dense product.
    /// `packed` has [`packed_len`](Self::packed_len) bytes. The threads of `workers` share the work.
    ///
    /// # Panics
    /// When one is shorter.
    pub fn pack_floats(&self, matrix: &[[u8; 4]], transposed: bool, packed: &mut [[u8; 4]], workers: &dyn Workers) {
        let panels = self.packing().panels();
        let count = parts(workers, size_of_val(matrix), GRAIN).min(panels);
        let pieces = Parts::new(packed);
        let pack = |panel: usize| {
            let bytes = self.packing().panel_bytes(panel);
            // SAFETY: panels do not overlap.
            let packed = unsafe { pieces.get(bytes.start / 4..bytes.end / 4) };
            self.pack_panel(matrix, transposed, panel, packed);
        };
        match count {
            0 | 1 => (0..panels).for_each(pack),
            _ => workers.run(count, &|part| share(panels, count, part).for_each(pack)),
        }
    }

    fn pack_panel(&self, matrix: &[[u8; 4]], transposed: bool, panel: usize, packed: &mut [[u8; 4]]) {
        let packing = self.packing();
        let (columns, depth) = (packing.columns, packing.steps);
        let vectors = packing.panel_vectors(panel);
        let (first, lanes) = (vectors.start * packing.lanes, vectors.len() * packing.lanes);
        let width = lanes.min(columns - first);
        if transposed {
            let matrix = &matrix[first * depth..(first + width) * depth];
            transpose_to(self.isa(), matrix, (width, depth), packed, lanes);
        } else {
            for (step, row) in packed.chunks_exact_mut(lanes).zip(matrix.chunks_exact(columns)) {
                step[..width].copy_from_slice(&row[first..first + width]);
            }
        }
        if width < lanes {
            // Lanes without a column.
            packed.chunks_exact_mut(lanes).for_each(|step| step[width..].fill([0; 4]));
        }
    }

    /// Packs a matrix of signed bytes `[depth, columns]` for a dense product, as [`pack`](Self::pack) packs its transpose,
    /// and writes the sum of each column to `sums`. Without room for the packed matrix it only does the rest. The threads
    /// of `workers` share the work.
    ///
    /// # Panics
    /// When one is shorter.
    pub fn pack_columns(&self, matrix: &[u8], packed: &mut [i8], sums: &mut [i32], workers: &dyn Workers) {
        debug_assert!(self.weights_flip() == 0 && self.packing().segments == 1, "only pairs and hybrid products");
        with_simd(self.isa(), PackColumns { gemm: self, matrix, packed, sums, workers });
    }

    /// The constants of the columns of a matrix of bytes, whose sums are `sums`, from those of a matrix that sums to zeros.
    pub fn columns_of_sums(
        &self,
        (of_zeros, input_zero_point): (&[Doubling16], i16),
        sums: &[i32],
        columns: &mut [Doubling16],
    ) {
        let zero_point = i32::from(input_zero_point) + i32::from(self.input_flip());
        columns.copy_from_slice(of_zeros);
        with_simd(self.isa(), Starts { gemm: self, zero_point, sums, columns });
    }
}

/// Starts the sums of all columns where they should.
struct Starts<'a> {
    gemm: &'a Gemm,
    zero_point: i32,
    sums: &'a [i32],
    columns: &'a mut [Doubling16],
}

impl Visitor for Starts<'_> {
    type Output = ();

    fn visit<S: Simd>(self, _simd: S) {
        let Self { gemm, zero_point, sums, columns } = self;
        let packing = gemm.packing();
        for panel in 0..packing.panels() {
            packing.for_each_column::<S, Doubling<true>>(panel, |vector, lane, column| {
                let place = vector * packing.lanes + lane;
                let less = zero_point.wrapping_mul(sums[column]);
                columns[place / 16].move_start(place % 16, less);
            });
        }
    }
}

/// A matrix of bytes `[depth, columns]` to pack.
struct PackColumns<'a> {
    gemm: &'a Gemm,
    matrix: &'a [u8],
    packed: &'a mut [i8],
    sums: &'a mut [i32],
    workers: &'a dyn Workers,
}

impl Visitor for PackColumns<'_> {
    type Output = ();

    fn visit<S: Simd>(self, simd: S) {
        match self.gemm.numbers() {
            Numbers::Hybrid => self.panels::<S, Hybrid<false>>(simd),
            _ => self.panels::<S, Doubling<true>>(simd),
        }
    }
}

impl PackColumns<'_> {
    fn panels<S: Simd, A: Arithmetic>(self, simd: S) {
        let Self { gemm, matrix, packed, sums, workers } = self;
        let packing = gemm.packing();
        assert!(
            matrix.len() >= packing.length * packing.columns
                && sums.len() >= packing.columns
                && (packed.is_empty() || packed.len() >= packing.len()),
            "a matrix is shorter than it says, or what it is packed to"
        );
        packing.fill_ones(packed);
        let packs = !packed.is_empty();
        let (packed, sums) = (Parts::new(packed), Parts::new(sums));
        let pack = |panel: usize| {
            let place = if packs { packing.panel_bytes(panel) } else { 0..0 };
            // SAFETY: panels have bytes and columns of their own.
            let (packed, sums) = unsafe { (packed.get(place), sums.get(packing.panel_columns(panel))) };
            simd.enter(PanelColumns::<A> { packing, panel, matrix, packed, sums, arithmetic: PhantomData });
        };
        let panels = packing.panels();
        match parts(workers, packing.len(), GRAIN).min(panels) {
            0 | 1 => (0..panels).for_each(pack),
            count => workers.run(count, &|part| share(panels, count, part).for_each(pack)),
        }
    }
}

/// One panel of it.
struct PanelColumns<'a, A> {
    packing: &'a Packing,
    panel: usize,
    matrix: &'a [u8],
    packed: &'a mut [i8],
    sums: &'a mut [i32],
    arithmetic: PhantomData<A>,
}

impl<S: Simd, A: Arithmetic> SimdTask<S> for PanelColumns<'_, A> {
    type Output = ();

    #[inline(always)]
    fn run(self, _simd: S) {
        match (A::group::<S>(), self.packing.panel_vectors(self.panel).len() * S::LANES) {
            (2, 8) => self.pack::<S, 2, 8>(),
            (2, 16) => self.pack::<S, 2, 16>(),
            (4, 8) => self.pack::<S, 4, 8>(),
            (4, 16) => self.pack::<S, 4, 16>(),
            (4, 32) => self.pack::<S, 4, 32>(),
            (4, 48) => self.pack::<S, 4, 48>(),
            (4, 64) => self.pack::<S, 4, 64>(),
            (group, lanes) => unreachable!("no panel has {lanes} lanes of {group} bytes"),
        }
    }
}

impl<A: Arithmetic> PanelColumns<'_, A> {
    /// Steps whose bytes are summed in 16 bits: 256 bytes at the most.
    const SUMMED: usize = 64;

    #[inline(always)]
    fn pack<S: Simd, const GROUP: usize, const LANES: usize>(self) {
        let Packing { columns, length, steps, .. } = *self.packing;
        let first = self.packing.panel_columns(self.panel).start;
        let mut packed = self.packed.chunks_exact_mut(GROUP * LANES);
        self.sums.fill(0);
        for start in (0..steps).step_by(Self::SUMMED) {
            let mut partial = [0i16; LANES];
            for step in start..steps.min(start + Self::SUMMED) {
                // Rows below the last one, and lanes beyond the last column, are zeros.
                let mut rows = [[0u8; LANES]; GROUP];
                for (row, bytes) in (step * GROUP..length).zip(&mut rows) {
                    let from = &self.matrix[row * columns + first..];
                    // A whole row is a vector.
                    match self.sums.len() {
                        width if width == LANES => bytes.copy_from_slice(&from[..LANES]),
                        width => bytes[..width].copy_from_slice(&from[..width]),
                    }
                }
                for row in &rows {
                    for (sum, &byte) in partial.iter_mut().zip(row) {
                        *sum += i16::from(byte.cast_signed());
                    }
                }
                if let Some(places) = packed.next() {
                    interleave::<S, A, GROUP, LANES>(&rows, places);
                }
            }
            for (sum, &partial) in self.sums.iter_mut().zip(&partial) {
                *sum += i32::from(partial);
            }
        }
    }
}

/// Writes the bytes of each column side by side, in the order of lanes.
#[inline(always)]
fn interleave<S: Simd, A: Arithmetic, const GROUP: usize, const LANES: usize>(
    rows: &[[u8; LANES]; GROUP],
    places: &mut [i8],
) {
    let mut words = [0u32; LANES];
    for (i, row) in rows.iter().enumerate() {
        for (word, &byte) in words.iter_mut().zip(row) {
            *word |= u32::from(byte) << (8 * i);
        }
    }
    let places = places.as_chunks_mut::<GROUP>().0;
    for vector in 0..LANES / S::LANES {
        for lane in 0..S::LANES {
            let word = words[A::column::<S>(LANES / S::LANES, vector, lane)].to_le_bytes();
            for (place, byte) in places[vector * S::LANES + lane].iter_mut().zip(word) {
                *place = byte.cast_signed();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemm::tests::{raw, vectors};
    use crate::linear::Floats;
    use crate::parallel::Serial;
    use crate::testing::{Turns, bytes};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn matrices_packed_at_run_time_are_packed_the_same(depth in 1usize..80, columns in 1usize..150, seed in any::<u64>()) {
            let transposed: Vec<f32> = bytes(seed, depth * columns).iter().map(|&b| f32::from(b)).collect();
            let plain: Vec<f32> = (0..depth * columns).map(|i| transposed[i % columns * depth + i / columns]).collect();
            for isa in vectors() {
                let gemm = Gemm::dense(isa, (3, depth, columns), Numbers::Float(Floats::Fused)).unwrap();
                let mut expected = vec![0; gemm.packed_len()];
                gemm.pack(&raw(&transposed), &mut expected, &mut [], &Serial);
                let expected: Vec<u8> = expected.into_iter().map(i8::cast_unsigned).collect();
                for (matrix, is_transposed) in [(&transposed, true), (&plain, false)] {
                    for workers in [&Serial as &dyn Workers, &Turns] {
                        let mut packed = vec![[0x55; 4]; gemm.packed_len() / 4];
                        gemm.pack_floats(raw(matrix).as_chunks().0, is_transposed, &mut packed, workers);
                        prop_assert_eq!(packed.as_flattened(), &expected, "{:?} {}", isa, is_transposed);
                    }
                }
            }
        }

        #[test]
        fn columns_are_packed_as_their_transpose_is(
            depth in prop_oneof![1usize..80, 250usize..600], columns in 1usize..150, seed: u64,
        ) {
            let plain = bytes(seed, depth * columns);
            let plain = if seed % 4 == 0 { vec![0x80; plain.len()] } else { plain };
            let transposed: Vec<u8> = (0..depth * columns).map(|i| plain[i % depth * columns + i / depth]).collect();
            for isa in vectors() {
                for numbers in [Numbers::SignedPairs, Numbers::Hybrid] {
                    let gemm = Gemm::dense(isa, (3, depth, columns), numbers).unwrap();
                    let (mut expected, mut expected_sums) = (vec![0; gemm.packed_len()], vec![0; columns]);
                    gemm.pack(&transposed, &mut expected, &mut expected_sums, &Serial);
                    for workers in [&Serial as &dyn Workers, &Turns] {
                        for room in [gemm.packed_len(), 0] {
                            let (mut packed, mut sums) = (vec![0x55; room], vec![7; columns]);
                            gemm.pack_columns(&plain, &mut packed, &mut sums, workers);
                            prop_assert!(packed == expected[..room], "{:?} {:?}", isa, numbers);
                            prop_assert_eq!(&sums, &expected_sums, "{:?} {:?}", isa, numbers);
                        }
                    }
                }
            }
        }
    }
}
