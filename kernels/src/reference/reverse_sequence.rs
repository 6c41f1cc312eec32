//! REVERSE_SEQUENCE: the first few steps of each sequence of a batch, backwards.
//!
//! Source: `internal/reference/reference_ops.h` (`ReverseSequence`).

/// The tensor as five dimensions: two of them are the batch and the steps, in either order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReverseSequence {
    /// Elements in front of both.
    pub outer: usize,
    /// Extent of the first of both.
    pub first: usize,
    /// Elements between them.
    pub middle: usize,
    /// Extent of the second of both.
    pub second: usize,
    /// Elements behind both.
    pub inner: usize,
    /// Whether the batch comes before the steps.
    pub batch_is_first: bool,
}

/// `output` is `input` with the first `lengths[batch]` steps of each sequence reversed; lengths are not above the number
/// of steps.
pub fn reverse_sequence<T: Copy>(plan: &ReverseSequence, lengths: &[usize], input: &[T], output: &mut [T]) {
    let ReverseSequence { outer, first, middle, second, inner, batch_is_first } = *plan;
    let offset = |o: usize, f: usize, m: usize, s: usize| (((o * first + f) * middle + m) * second + s) * inner;
    for o in 0..outer {
        for f in 0..first {
            for m in 0..middle {
                for s in 0..second {
                    let (batch, step) = if batch_is_first { (f, s) } else { (s, f) };
                    let length = lengths[batch];
                    let source = if step < length { length - 1 - step } else { step };
                    let from = if batch_is_first { offset(o, f, m, source) } else { offset(o, source, m, s) };
                    let to = offset(o, f, m, s);
                    output[to..to + inner].copy_from_slice(&input[from..from + inner]);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sequence_has_its_length() {
        let plan = ReverseSequence { outer: 1, first: 2, middle: 1, second: 3, inner: 1, batch_is_first: true };
        let mut out = [0; 6];
        reverse_sequence(&plan, &[2, 3], &[1, 2, 3, 4, 5, 6], &mut out);
        assert_eq!(out, [2, 1, 3, 6, 5, 4]);
        let plan = ReverseSequence { batch_is_first: false, ..plan };
        reverse_sequence(&plan, &[0, 1, 2], &[1, 2, 3, 4, 5, 6], &mut out);
        assert_eq!(out, [1, 2, 6, 4, 5, 3]);
    }
}
