//! Runs of a few elements between a strided place and a dense one. A copy of as many elements as the compiler knows
//! takes less time than the call of a function that copies any number.

/// Evaluates an expression with `$count` as a constant where the number is a small one, another where it is not.
macro_rules! with_short_run {
    ($len:expr, $count:ident => $short:expr, $long:expr) => {
        with_short_run!(@ $len, $count, $short, $long, 1 2 3 4 5 6 7 8 16)
    };
    (@ $len:expr, $count:ident, $short:expr, $long:expr, $($number:literal)*) => {
        match $len {
            $($number => {
                const $count: usize = $number;
                $short
            })*
            _ => $long,
        }
    };
}

/// Fills the dense `output` with runs of `len` elements that begin at `source[start]`, and `stride` elements further
/// each time.
///
/// # Panics
/// When a run lies outside the source.
#[inline]
pub(crate) fn gather<T: Copy>(source: &[T], (start, stride): (usize, isize), len: usize, output: &mut [T]) {
    // The place after the last run may lie outside the source; nothing is read there.
    let mut at = start;
    with_short_run!(len, COUNT => {
        for run in output.as_chunks_mut::<COUNT>().0 {
            run.copy_from_slice(&source[at..at + COUNT]);
            at = at.wrapping_add_signed(stride);
        }
    }, {
        for run in output.chunks_exact_mut(len.max(1)) {
            run.copy_from_slice(&source[at..at + len]);
            at = at.wrapping_add_signed(stride);
        }
    });
}

/// Writes the dense runs of `len` elements of `source` to `output[start]` and `stride` elements further each time.
///
/// # Panics
/// When a run lies outside the output.
#[inline]
pub(crate) fn scatter<T: Copy>(source: &[T], len: usize, output: &mut [T], (start, stride): (usize, usize)) {
    let places = (start..).step_by(stride.max(1));
    with_short_run!(len, COUNT => {
        for (run, at) in source.as_chunks::<COUNT>().0.iter().zip(places) {
            output[at..at + COUNT].copy_from_slice(run);
        }
    }, {
        for (run, at) in source.chunks_exact(len.max(1)).zip(places) {
            output[at..at + len].copy_from_slice(run);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_any_length_are_found_and_put_back() {
        for (len, gap) in (1..20).flat_map(|len| [(len, 0), (len, 1), (len, 5)]) {
            let (pitch, count) = (len + gap, 7);
            let joined: Vec<u32> = (1..=(pitch * count) as u32).collect();
            let mut dense = vec![0; len * count];
            gather(&joined, (gap, pitch as isize), len, &mut dense);
            let rows = joined.chunks_exact(pitch);
            assert!(dense.iter().eq(rows.clone().flat_map(|row| &row[gap..])));
            let mut back = joined.clone();
            for row in back.chunks_exact_mut(pitch) {
                row[gap..].fill(0);
            }
            scatter(&dense, len, &mut back, (gap, pitch));
            assert_eq!(back, joined);
            gather(&joined, (pitch * (count - 1) + gap, -(pitch as isize)), len, &mut dense);
            assert!(dense.iter().eq(rows.rev().flat_map(|row| &row[gap..])));
        }
    }
}
