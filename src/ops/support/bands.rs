//! The kernels of operators that join tensors along an axis, or take one apart.

use super::units::{Unit, pack, spread, with_unit};
use crate::arena::Io;
use crate::error::{Result, err};
use crate::ops::{Kernel, Prepared};
use crate::plan::Prepare;
use alloc::boxed::Box;
use alloc::vec::Vec;
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::parallel::{Serial, Workers, for_each_share, parts};
use ferrolite_kernels::reference::band::Band;
use ferrolite_kernels::reference::lut::ByteTable;
use ferrolite_kernels::table;

/// The bands of parts that lie side by side: `outer` rows, in each of them the parts' `widths`.
///
/// # Errors
/// `LimitExceeded` on overflow.
pub(crate) fn bands(outer: usize, widths: &[usize]) -> Result<Vec<Band>> {
    let overflow = || err!(LimitExceeded, "the parts along the axis are too large together");
    let row = widths.iter().try_fold(0usize, |sum, &width| sum.checked_add(width)).ok_or_else(overflow)?;
    let mut offset = 0;
    widths
        .iter()
        .map(|&width| {
            let band = Band::new(outer, row, offset, width).ok_or_else(overflow)?;
            offset += width;
            Ok(band)
        })
        .collect()
}

/// Bytes of a part below which a thread of its own does not pay.
const GRAIN: usize = 1 << 15;

/// Copies `part` into its band of `joined`, rows shared among threads.
fn insert<T: Copy + Send + Sync>(workers: &dyn Workers, band: &Band, part: &[T], joined: &mut [T]) {
    let (rows, row, width) = band.extents();
    let shares = parts(workers, size_of_val(part), GRAIN).min(rows);
    if shares <= 1 {
        return band.insert(part, joined);
    }
    for_each_share(workers, shares, joined, (rows, row), |rows, joined| {
        band.of_rows(rows.len()).insert(&part[rows.start * width..rows.end * width], joined);
    });
}

/// Copies the band of `joined` into `part`, rows shared among threads.
fn extract<T: Copy + Send + Sync>(workers: &dyn Workers, band: &Band, joined: &[T], part: &mut [T]) {
    let (rows, row, width) = band.extents();
    let shares = parts(workers, size_of_val(part), GRAIN).min(rows);
    if shares <= 1 {
        return band.extract(joined, part);
    }
    for_each_share(workers, shares, part, (rows, width), |rows, part| {
        band.of_rows(rows.len()).extract(&joined[rows.start * row..rows.end * row], part);
    });
}

/// A tensor in the output: its band, and the table its bytes go through where it is quantized differently.
pub(crate) struct Part {
    pub(crate) band: Band,
    pub(crate) table: Option<Box<ByteTable>>,
}

/// Joins all inputs into output 0.
struct Join {
    isa: Isa,
    parts: Vec<Part>,
    unit: Unit,
    /// Scratch for elements of four bits: the largest input and the output, a byte each.
    spread: Option<Spread>,
}

/// Scratch for elements of four bits.
struct Spread {
    part: usize,
    joined: usize,
    /// Elements of each input.
    lengths: Vec<usize>,
}

/// Prepares output 0 as all inputs side by side.
///
/// # Errors
/// `BadType` for elements that cannot be moved.
pub(crate) fn prepare_join(ctx: &mut Prepare<'_>, parts: Vec<Part>, name: &'static str) -> Result<Prepared> {
    let unit = Unit::of(&ctx.input(0)?)?;
    let mut spread = None;
    if unit == Unit::Nibble {
        let mut lengths = Vec::with_capacity(parts.len());
        for position in 0..parts.len() {
            lengths.push(ctx.input(position)?.elements());
        }
        let part = ctx.scratch(lengths.iter().copied().max().unwrap_or(0));
        let joined = ctx.scratch(lengths.iter().sum());
        spread = Some(Spread { part, joined, lengths });
    }
    Prepared::kernel(name, Join { isa: ctx.isa(), parts, unit, spread })
}

impl Kernel for Join {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, scratch) = io.split();
        if let Some(scratch_of) = &self.spread {
            let (values, joined) = scratch.two::<i8, i8>(scratch_of.part, scratch_of.joined)?;
            for (position, (part, &length)) in self.parts.iter().zip(&scratch_of.lengths).enumerate() {
                let values = values.get_mut(..length).unwrap_or_default();
                spread(inputs.get(position)?, values);
                part.band.insert(values, joined);
            }
            pack(joined, outputs.get(0)?);
            return Ok(());
        }
        for (position, part) in self.parts.iter().enumerate() {
            match &part.table {
                Some(table) => part.band.insert_mapped(inputs.get(position)?, outputs.get(0)?, |from, to| {
                    table::lookup(self.isa, &Serial, table, from, to);
                }),
                None => with_unit!(self.unit, T => {
                    insert::<T>(workers, &part.band, inputs.get(position)?, outputs.get(0)?);
                }),
            }
        }
        Ok(())
    }
}

/// Takes an input apart, a band to each output.
struct Take {
    bands: Vec<Band>,
    input: usize,
    unit: Unit,
}

/// Prepares the outputs as the bands of input `position`. With one output it is the input itself.
///
/// # Errors
/// `BadType` for elements that cannot be moved.
pub(crate) fn prepare_take(
    ctx: &mut Prepare<'_>,
    position: usize,
    bands: Vec<Band>,
    name: &'static str,
) -> Result<Prepared> {
    let unit = Unit::of(&ctx.input(position)?)?;
    if bands.len() == 1 {
        ctx.alias(0, position);
        return Ok(Prepared::Nothing);
    }
    Prepared::kernel(name, Take { bands, input: position, unit })
}

impl Kernel for Take {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let workers = io.workers();
        let (inputs, outputs, _) = io.split();
        for (position, band) in self.bands.iter().enumerate() {
            with_unit!(self.unit, T => extract::<T>(workers, band, inputs.get(self.input)?, outputs.get(position)?));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Threads that are not: every part runs in turn, the last first.
    struct Backwards;

    impl Workers for Backwards {
        fn count(&self) -> usize {
            3
        }

        fn run(&self, parts: usize, task: &(dyn Fn(usize) + Sync)) {
            (0..parts).rev().for_each(task);
        }
    }

    #[test]
    fn threads_join_and_take_what_one_does() {
        let (rows, widths) = (GRAIN / 3, [4, 0, 9]);
        let bands = bands(rows, &widths).unwrap();
        let parts: Vec<Vec<u16>> = widths.map(|width| (0..rows * width).map(|i| i as u16).collect()).into();
        let joined = [&Serial as &dyn Workers, &Backwards].map(|workers| {
            let mut joined = alloc::vec![0; 13 * rows];
            bands.iter().zip(&parts).for_each(|(band, part)| insert(workers, band, part, &mut joined));
            joined
        });
        assert_eq!(joined[0], joined[1]);
        assert_eq!(joined[0][..15], [0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7, 8, 4, 5]);
        for (band, part) in bands.iter().zip(&parts) {
            let mut taken = alloc::vec![0; part.len()];
            extract(&Backwards, band, &joined[1], &mut taken);
            assert_eq!(&taken, part);
        }
    }
}
