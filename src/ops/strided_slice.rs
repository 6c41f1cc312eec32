//! STRIDED_SLICE: every n-th element between two indices, along each dimension.
//!
//! Operands: the tensor; begin, end and strides, int32 vectors of one length, which may come from the graph.
//! Entries stand for dimensions from the first on; dimensions without an entry are taken whole. Bit `i` of a
//! mask changes entry `i`: `begin_mask` and `end_mask` start or stop at the border, `ellipsis_mask` takes as
//! many dimensions whole as the other entries leave (at least one), `new_axis_mask` adds a dimension of 1,
//! `shrink_axis_mask` takes the one element at `begin` and drops the dimension. With `offset` an end is
//! relative to its begin. Indices are clamped to the tensor, after negative ones were counted from the end.
//!
//! The reference reads or writes outside its memory for an `offset` beyond the border: here it is clamped like
//! any other end. It leaves the output uninitialised for a dropped dimension whose index is outside, here an
//! error, and for one with a negative stride, here the element at `begin`. Values move unchanged.
//!
//! Types: all with elements of 4 to 128 bits.
//! Source: `tflite/kernels/strided_slice.cc`, `internal/reference/strided_slice.h`.

use super::support::strided;
use super::support::units::{one_of, same_type};
use super::{OpDef, Prepared};
use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::model::schema::{BuiltinOptions, StridedSliceOptions};
use crate::plan::Prepare;
use alloc::vec::Vec;
use ferrolite_kernels::reference::strided_copy::{Range, StridedCopy};
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::StridedSlice, prepare)
    .versions(4)
    .operands(4..=4, 1..=1)
    .types("all numbers, bool, int4, string");

/// Most entries: a mask has a bit for each.
const MAX_ENTRIES: usize = 31;

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let masks = match ctx.options() {
        Some(BuiltinOptions::StridedSliceOptions(options)) => (**options).clone(),
        _ => StridedSliceOptions::default(),
    };
    let (input, begin) = (ctx.input(0)?, ctx.input(1)?);
    same_type(&input, &ctx.output(0)?)?;
    for position in 1..=3 {
        let operand = ctx.input(position)?;
        one_of(&operand, &[TensorType::Int32])?;
        ensure!(operand.rank() == 1, BadShape, "{operand}: must be a vector");
        ensure!(operand.shape == begin.shape, BadShape, "{operand} must be as long as {begin}");
        let entries = operand.elements();
        ensure!(entries <= MAX_ENTRIES, BadShape, "{operand}: has {entries} entries, may have {MAX_ENTRIES}");
    }
    let entries =
        Entries { begin: ctx.index_values(1)?, end: ctx.index_values(2)?, strides: ctx.index_values(3)?, masks };
    let selection = entries.select(input.shape)?;
    ctx.set_output_shape(0, &selection.shape)?;
    let plan = StridedCopy::slice(input.shape, &selection.ranges);
    let plan = plan.ok_or_else(|| err!(LimitExceeded, "{input}: has too many dimensions or elements"))?;
    strided::prepare(ctx, 0, plan, "strided_slice_reference")
}

/// The entries as the file has them.
struct Entries {
    begin: Vec<i64>,
    end: Vec<i64>,
    strides: Vec<i64>,
    masks: StridedSliceOptions,
}

/// What the entries select.
#[derive(Debug, Default, PartialEq, Eq)]
struct Selection {
    /// For each dimension of the input.
    ranges: Vec<Range>,
    /// Shape of the output.
    shape: Vec<usize>,
    /// A dropped dimension has no element at its index.
    missing: Option<usize>,
}

impl Selection {
    /// Takes a dimension whole.
    fn whole(&mut self, extent: usize) {
        self.ranges.push(Range { start: 0, stride: 1, count: extent });
        self.shape.push(extent);
    }
}

/// Whether bit `index` of a mask is set.
fn bit(mask: i32, index: usize) -> bool {
    index < MAX_ENTRIES && mask >> index & 1 == 1
}

impl Entries {
    /// Walks the entries and the dimensions of `shape` side by side.
    fn select(&self, shape: &[usize]) -> Result<Selection> {
        let count = self.begin.len();
        let masks = &self.masks;
        let ellipses = (0..count).filter(|&entry| bit(masks.ellipsis_mask, entry)).count();
        ensure!(ellipses <= 1, BadOption, "ellipsis_mask {:#b} has more than one bit", masks.ellipsis_mask);
        let is_new = |entry| bit(masks.new_axis_mask, entry) && !bit(masks.ellipsis_mask, entry);
        let added = (0..count).filter(|&entry| is_new(entry)).count();
        let mut selection = Selection::default();
        let mut dimensions = shape.iter().copied();
        // Dimensions of the result before some are dropped; entries past them are ignored, as the reference does.
        let mut left = shape.len() + added;
        for entry in 0..count {
            if left == 0 {
                break;
            }
            if bit(masks.ellipsis_mask, entry) {
                // What the entries behind the ellipsis do not need, at least one.
                let covered = left.saturating_sub(count - 1 - entry).max(1);
                left -= covered;
                for _ in 0..covered {
                    selection.whole(next(&mut dimensions, shape)?);
                }
                continue;
            }
            left -= 1;
            if is_new(entry) {
                selection.shape.push(1);
            } else {
                self.select_entry(entry, next(&mut dimensions, shape)?, &mut selection)?;
            }
        }
        dimensions.for_each(|extent| selection.whole(extent));
        let empty = selection.shape.contains(&0);
        match selection.missing {
            Some(entry) if !empty => {
                Err(err!(BadValue, "entry {entry} takes index {} of dimension that has none", self.index(entry)))
            }
            _ => Ok(selection),
        }
    }

    fn index(&self, entry: usize) -> i64 {
        self.begin.get(entry).copied().unwrap_or(0)
    }

    /// Adds what `entry` selects of a dimension of `extent`.
    fn select_entry(&self, entry: usize, extent: usize, selection: &mut Selection) -> Result<()> {
        let masks = &self.masks;
        let of = |values: &[i64]| values.get(entry).copied().unwrap_or(0);
        let (begin, end, stride) = (of(&self.begin), of(&self.end), of(&self.strides));
        ensure!(stride != 0, BadValue, "stride of entry {entry} is 0, must not be");
        let size = i64::try_from(extent).map_err(|_| err!(LimitExceeded, "dimension {extent} is too large"))?;
        // Going forward indices are clamped to 0..=size, going backward one lower.
        let (low, high) = if stride > 0 { (0, size) } else { (-1, size - 1) };
        let from_end = |index: i64| if index < 0 { index + size } else { index };
        let (first, border) = if stride > 0 { (0, size) } else { (size - 1, -1) };
        let start = if bit(masks.begin_mask, entry) { first } else { from_end(begin).clamp(low, high) };
        if bit(masks.shrink_axis_mask, entry) {
            let inside = (0..size).contains(&start);
            if !inside {
                selection.missing = Some(entry);
            }
            let start = usize::try_from(start).unwrap_or(0);
            selection.ranges.push(Range { start, stride: 1, count: usize::from(inside) });
            return Ok(());
        }
        let stop = if bit(masks.end_mask, entry) {
            border
        } else if masks.offset {
            (start + end).clamp(low, high)
        } else {
            from_end(end).clamp(low, high)
        };
        let distance = if stride > 0 { stop - start } else { start - stop };
        let count = if distance > 0 { (distance as u64).div_ceil(stride.unsigned_abs()) } else { 0 };
        // At most the extent, so it fits; a stride longer than the dimension is never taken.
        let count = usize::try_from(count).unwrap_or(0);
        let stride = isize::try_from(stride).ok().filter(|_| count > 1).unwrap_or(1);
        selection.ranges.push(Range { start: usize::try_from(start).unwrap_or(0), stride, count });
        selection.shape.push(count);
        Ok(())
    }
}

/// The next dimension, for an entry that needs one.
fn next(dimensions: &mut impl Iterator<Item = usize>, shape: &[usize]) -> Result<usize> {
    dimensions.next().ok_or_else(|| err!(BadShape, "there are more entries than the {} dimensions", shape.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;
    use alloc::vec;

    fn entries<const N: usize>(begin: [i64; N], end: [i64; N], strides: [i64; N]) -> Entries {
        let masks = StridedSliceOptions::default();
        Entries { begin: begin.to_vec(), end: end.to_vec(), strides: strides.to_vec(), masks }
    }

    fn range(start: usize, stride: isize, count: usize) -> Range {
        Range { start, stride, count }
    }

    #[test]
    fn indices_are_clamped_forward_and_backward() {
        let selected = entries([-2, 18, 3], [99, -3, -99], [1, -1, -2]).select(&[5, 4, 7]).unwrap();
        assert_eq!(selected.ranges, [range(3, 1, 2), range(3, -1, 2), range(3, -2, 2)]);
        assert_eq!(selected.shape, [2, 2, 2]);
        assert_eq!(entries([3], [1], [1]).select(&[5]).unwrap().shape, [0]);
        assert_eq!(entries([1], [3], [-1]).select(&[5]).unwrap().shape, [0]);
    }

    #[test]
    fn masks_reach_to_the_borders() {
        let mut masked = entries([2, 2], [3, 3], [1, -1]);
        masked.masks.begin_mask = 0b11;
        masked.masks.end_mask = 0b11;
        let selected = masked.select(&[4, 5]).unwrap();
        assert_eq!(selected.ranges, [range(0, 1, 4), range(4, -1, 5)]);
    }

    #[test]
    fn an_ellipsis_takes_what_the_other_entries_leave() {
        let mut masked = entries([0, 0, 1], [0, 0, 2], [1, 1, 1]);
        masked.masks.ellipsis_mask = 0b010;
        let selected = masked.select(&[3, 4, 5, 6]).unwrap();
        assert_eq!(selected.shape, [0, 4, 5, 1]);
        assert_eq!(selected.ranges.len(), 4);
        // It takes at least one dimension; the entry that is left over is ignored.
        assert_eq!(masked.select(&[3, 4]).unwrap().shape, [0, 4]);
        masked.masks.ellipsis_mask = 0b011;
        assert_eq!(masked.select(&[3, 4, 5]).unwrap_err().kind(), ErrorKind::BadOption);
    }

    #[test]
    fn new_and_dropped_dimensions() {
        let mut masked = entries([0, 1, -1], [0, 2, 0], [1, 1, -1]);
        masked.masks.new_axis_mask = 0b001;
        masked.masks.shrink_axis_mask = 0b101;
        // A new dimension is not dropped again, and the direction of a dropped one does not matter.
        let selected = masked.select(&[3, 4]).unwrap();
        assert_eq!(selected.shape, [1, 1]);
        let mut dropped = entries([-1], [0], [1]);
        dropped.masks.shrink_axis_mask = 1;
        let selected = dropped.select(&[3, 4]).unwrap();
        assert_eq!((selected.shape, selected.ranges), (vec![4], vec![range(2, 1, 1), range(0, 1, 4)]));
    }

    #[test]
    fn an_offset_end_is_relative_and_clamped() {
        let mut relative = entries([3, 1], [9, 2], [1, 1]);
        relative.masks.offset = true;
        assert_eq!(relative.select(&[4, 5]).unwrap().ranges, [range(3, 1, 1), range(1, 1, 2)]);
    }

    #[test]
    fn strides_of_zero_missing_elements_and_surplus_entries_are_refused() {
        assert_eq!(entries([0], [1], [0]).select(&[3]).unwrap_err().kind(), ErrorKind::BadValue);
        let mut dropped = entries([3], [4], [1]);
        dropped.masks.shrink_axis_mask = 1;
        assert_eq!(dropped.select(&[3]).unwrap_err().kind(), ErrorKind::BadValue);
        // Of an empty output nothing is missing.
        assert_eq!(dropped.select(&[3, 0]).unwrap().shape, [0]);
    }

    #[test]
    fn extreme_values_do_not_overflow() {
        let (low, high) = (i64::from(i32::MIN), i64::from(i32::MAX));
        for begin in [low, high] {
            for end in [low, high] {
                for stride in [low, high] {
                    let mut extreme = entries([begin], [end], [stride]);
                    assert!(extreme.select(&[3]).unwrap().shape[0] <= 1);
                    extreme.masks.offset = true;
                    assert!(extreme.select(&[3]).unwrap().shape[0] <= 1);
                }
            }
        }
    }

    #[test]
    fn operands_must_be_vectors_of_one_length() {
        let sliced = |begin: &[i32], end: &[i32], strides: &[i32]| {
            OneOp::new(BuiltinOperator::StridedSlice)
                .input(TensorType::Int8, &[4])
                .vector(begin)
                .vector(end)
                .vector(strides)
                .output(TensorType::Int8)
        };
        assert_eq!(sliced(&[3], &[-5], &[-2]).run::<i8, i8>(&[&[1, 2, 3, 4]]).unwrap(), [4, 2]);
        assert_eq!(sliced(&[0], &[1, 1], &[1]).refusal(), ErrorKind::BadShape);
        assert_eq!(sliced(&[0], &[1], &[]).refusal(), ErrorKind::BadShape);
        assert_eq!(sliced(&[0; 32], &[1; 32], &[1; 32]).refusal(), ErrorKind::BadShape);
        assert_eq!(sliced(&[0], &[1], &[0]).refusal(), ErrorKind::BadValue);
        let long = OneOp::new(BuiltinOperator::StridedSlice)
            .input(TensorType::Int8, &[4])
            .constant(TensorType::Int64, &[1], &[0i64])
            .vector(&[1])
            .vector(&[1])
            .output(TensorType::Int8);
        assert_eq!(long.refusal(), ErrorKind::BadType);
    }
}
