//! ONE_HOT.
//!
//! Source: `tflite/kernels/one_hot.cc`.

/// The output as `[prefix, depth, suffix]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OneHot {
    /// Extent of the new axis.
    pub depth: usize,
    /// Elements behind it.
    pub suffix: usize,
}

/// Writes `on` where the index along the new axis is `index(indices[..])` and `off` elsewhere.
pub fn one_hot<T: Copy, I: Copy>(
    plan: &OneHot,
    indices: &[I],
    index: impl Fn(I) -> i32,
    (on, off): (T, T),
    output: &mut [T],
) {
    let OneHot { depth, suffix } = *plan;
    output.fill(off);
    if depth == 0 || suffix == 0 {
        return;
    }
    for (indices, block) in indices.chunks_exact(suffix).zip(output.chunks_exact_mut(depth * suffix)) {
        for (column, &value) in indices.iter().enumerate() {
            if let Some(row) = usize::try_from(index(value)).ok().filter(|&row| row < depth) {
                block[row * suffix + column] = on;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_choose_rows_of_their_block() {
        let mut out = [0; 12];
        one_hot(&OneHot { depth: 3, suffix: 2 }, &[0, 2, -1, 1], |i| i, (1, 0), &mut out);
        assert_eq!(out, [1, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
    }
}
