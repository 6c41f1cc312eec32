//! CUMSUM.
//!
//! Source: `internal/reference/cumsum.h`.

use super::reduce::Summand;

/// Running sums along an axis of `depth` elements that are `inner` elements apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cumsum {
    /// Extent of the axis.
    pub depth: usize,
    /// Elements behind each index of the axis.
    pub inner: usize,
    /// Whether an element is left out of its own sum.
    pub exclusive: bool,
    /// Whether the sums run from the end.
    pub reverse: bool,
}

/// `input` and `output` hold whole blocks of `depth · inner` elements.
pub fn cumsum<T: Summand>(plan: &Cumsum, input: &[T], output: &mut [T]) {
    let Cumsum { depth, inner, exclusive, reverse } = *plan;
    let block = depth * inner;
    if block == 0 {
        return;
    }
    for (input, output) in input.chunks_exact(block).zip(output.chunks_exact_mut(block)) {
        for step in 0..depth {
            let at = |step: usize| if reverse { depth - 1 - step } else { step } * inner;
            let here = at(step)..at(step) + inner;
            let Some(before) = step.checked_sub(1).map(at) else {
                // The sums start at 0, which turns −0 into 0.
                let first = |x: &T| if exclusive { T::ZERO } else { T::ZERO.add(*x) };
                output[here.clone()].iter_mut().zip(&input[here]).for_each(|(out, x)| *out = first(x));
                continue;
            };
            let terms = if exclusive { &input[before..before + inner] } else { &input[here.clone()] };
            // The rows before and here lie side by side.
            let (low, high) = output.split_at_mut(here.start.max(before));
            let (sums, out) = if reverse { (&*high, &mut low[here]) } else { (&low[before..], high) };
            for ((out, &sum), &term) in out.iter_mut().zip(sums).zip(terms) {
                *out = sum.add(term);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_direction_and_kind() {
        let run = |exclusive, reverse| {
            let mut out = [0; 12];
            let input: Vec<i32> = (1..=12).collect();
            cumsum(&Cumsum { depth: 3, inner: 2, exclusive, reverse }, &input, &mut out);
            out
        };
        assert_eq!(run(false, false), [1, 2, 4, 6, 9, 12, 7, 8, 16, 18, 27, 30]);
        assert_eq!(run(true, false), [0, 0, 1, 2, 4, 6, 0, 0, 7, 8, 16, 18]);
        assert_eq!(run(false, true), [9, 12, 8, 10, 5, 6, 27, 30, 20, 22, 11, 12]);
        assert_eq!(run(true, true), [8, 10, 5, 6, 0, 0, 20, 22, 11, 12, 0, 0]);
    }
}
