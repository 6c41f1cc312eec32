//! Padding at the edges and between the elements, of one value: DILATE, STABLEHLO_PAD and the first half of
//! STABLEHLO_REDUCE_WINDOW. Negative padding at an edge crops.
//!
//! Facts: `tflite/kernels/{dilate,stablehlo_pad,stablehlo_reduce_window}.cc`. Values move unchanged.

/// Most dimensions of a padded tensor.
pub const MAX_RANK: usize = 8;

/// One dimension of a padding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InteriorDimension {
    /// Extent in the input.
    pub extent: usize,
    /// Padding in front; negative: what is cropped, counted after the padding between elements.
    pub low: i64,
    /// Padding between neighbours.
    pub interior: usize,
    /// Padding behind, as `low`.
    pub high: i64,
}

impl InteriorDimension {
    /// The extent in the output; `None` when it is negative or too large.
    #[must_use]
    pub fn padded(self) -> Option<usize> {
        let gaps = self.extent.saturating_sub(1).checked_mul(self.interior)?;
        let spread = i64::try_from(self.extent.checked_add(gaps)?).ok()?;
        usize::try_from(spread.checked_add(self.low)?.checked_add(self.high)?).ok()
    }

    /// The input elements that are left in an output of extent `padded`.
    fn line(self, padded: usize) -> Option<Line> {
        let step = i64::try_from(self.interior.checked_add(1)?).ok()?;
        let (extent, padded) = (i64::try_from(self.extent).ok()?, i64::try_from(padded).ok()?);
        let first = if self.low < 0 { self.low.checked_neg()?.checked_add(step - 1)? / step } else { 0 };
        // The first element at or behind the output's end.
        let room = padded.checked_sub(self.low)?;
        let end = if room <= 0 { 0 } else { (room - 1) / step + 1 };
        let count = end.min(extent).checked_sub(first)?.max(0);
        let target = if count > 0 { self.low.checked_add(first.checked_mul(step)?)? } else { 0 };
        Some(Line {
            source: usize::try_from(first).ok()?,
            target: usize::try_from(target).ok()?,
            count: usize::try_from(count).ok()?,
            source_stride: 1,
            target_stride: usize::try_from(step).ok()?,
        })
    }
}

/// The elements of one dimension that are copied: `count` of them, from `source` and to `target` on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Line {
    source: usize,
    target: usize,
    count: usize,
    source_stride: usize,
    target_stride: usize,
}

/// A checked plan of a padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InteriorPad {
    lines: [Line; MAX_RANK],
    count: usize,
    /// Neighbours that move together.
    run: usize,
    input_len: usize,
    output_len: usize,
}

impl InteriorPad {
    /// A padding of a tensor with these dimensions, outermost first. `None` above rank 8, when a dimension would
    /// be negative, or on overflow.
    #[must_use]
    pub fn new(dimensions: &[InteriorDimension]) -> Option<Self> {
        let mut plan = Self { lines: [Line::default(); MAX_RANK], count: 0, run: 1, input_len: 1, output_len: 1 };
        if dimensions.len() > MAX_RANK {
            return None;
        }
        let whole = |d: &&InteriorDimension| d.low == 0 && d.high == 0 && (d.interior == 0 || d.extent <= 1);
        let whole = dimensions.iter().rev().take_while(whole).count();
        let (framed, whole) = dimensions.split_at(dimensions.len() - whole);
        for dimension in whole {
            plan.run = plan.run.checked_mul(dimension.extent)?;
        }
        (plan.input_len, plan.output_len, plan.count) = (plan.run, plan.run, framed.len());
        for (slot, dimension) in plan.lines.iter_mut().zip(framed).rev() {
            let padded = dimension.padded()?;
            let mut line = dimension.line(padded)?;
            line.source_stride = plan.input_len;
            line.target_stride = line.target_stride.checked_mul(plan.output_len)?;
            line.source = line.source.checked_mul(plan.input_len)?;
            line.target = line.target.checked_mul(plan.output_len)?;
            *slot = line;
            plan.input_len = plan.input_len.checked_mul(dimension.extent)?;
            plan.output_len = plan.output_len.checked_mul(padded)?;
        }
        Some(plan)
    }

    /// Elements of the output.
    #[must_use]
    pub fn output_len(&self) -> usize {
        self.output_len
    }

    /// Whether nothing is padded or cropped.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.count == 0
    }
}

/// Writes `input` into the dense `output`, with `value` around and between its elements. The slices have exactly
/// the lengths that the plan was made for.
pub fn interior_pad<T: Copy>(plan: &InteriorPad, input: &[T], value: T, output: &mut [T]) {
    debug_assert!(input.len() == plan.input_len && output.len() == plan.output_len);
    output.fill(value);
    if !input.is_empty() && !output.is_empty() {
        nest(plan.lines.get(..plan.count).unwrap_or_default(), plan.run, input, output);
    }
}

fn nest<T: Copy>(lines: &[Line], run: usize, input: &[T], output: &mut [T]) {
    let Some((line, inner)) = lines.split_first() else {
        output[..run].copy_from_slice(&input[..run]);
        return;
    };
    if line.count == 0 {
        return;
    }
    let (input, output) = (&input[line.source..], &mut output[line.target..]);
    if inner.is_empty() && run == 1 {
        for (to, from) in output.iter_mut().step_by(line.target_stride).zip(&input[..line.count]) {
            *to = *from;
        }
        return;
    }
    for index in 0..line.count {
        nest(inner, run, &input[index * line.source_stride..], &mut output[index * line.target_stride..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn padded(extent: usize, low: i64, interior: usize, high: i64) -> Option<std::vec::Vec<i32>> {
        let input: std::vec::Vec<i32> = (1..=extent as i32).collect();
        let dimension = InteriorDimension { extent, low, interior, high };
        let plan = InteriorPad::new(&[dimension])?;
        let mut output = std::vec![-1; plan.output_len()];
        interior_pad(&plan, &input, 0, &mut output);
        Some(output)
    }

    #[test]
    fn edges_are_padded_or_cropped_and_gaps_filled() {
        assert_eq!(padded(3, 1, 2, 0).unwrap(), [0, 1, 0, 0, 2, 0, 0, 3]);
        assert_eq!(padded(3, -1, 1, -1).unwrap(), [0, 2, 0]);
        assert_eq!(padded(3, -2, 0, 2).unwrap(), [3, 0, 0]);
        assert_eq!(padded(3, -3, 0, 1).unwrap(), [0]);
        assert_eq!(padded(0, 1, 4, 1).unwrap(), [0, 0]);
        assert_eq!(padded(2, -3, 0, 0), None);
        assert_eq!(padded(2, i64::MAX, 0, 1), None);
    }

    proptest! {
        #[test]
        fn planes_equal_the_definition(
            shape in (0usize..4, 0usize..4), low in (-3i64..4, -3i64..4),
            interior in (0usize..3, 0usize..3), high in (-3i64..4, -3i64..4),
        ) {
            let rows = InteriorDimension { extent: shape.0, low: low.0, interior: interior.0, high: high.0 };
            let columns = InteriorDimension { extent: shape.1, low: low.1, interior: interior.1, high: high.1 };
            let (Some(height), Some(width)) = (rows.padded(), columns.padded()) else {
                prop_assert!(InteriorPad::new(&[rows, columns]).is_none());
                return Ok(());
            };
            let input: std::vec::Vec<usize> = (1..=shape.0 * shape.1).collect();
            let mut expected = std::vec![0; height * width];
            for (index, &value) in input.iter().enumerate() {
                let y = low.0 + (index / shape.1 * (interior.0 + 1)) as i64;
                let x = low.1 + (index % shape.1 * (interior.1 + 1)) as i64;
                if (0..height as i64).contains(&y) && (0..width as i64).contains(&x) {
                    expected[y as usize * width + x as usize] = value;
                }
            }
            let plan = InteriorPad::new(&[rows, columns]).unwrap();
            let mut output = std::vec![9; plan.output_len()];
            interior_pad(&plan, &input, 0, &mut output);
            prop_assert_eq!(output, expected);
        }
    }
}
