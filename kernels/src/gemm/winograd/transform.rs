//! The transforms of inputs, weights and sums, a vector of channels each.

use super::{FILTER, INPUTS, OUTPUTS};
use crate::simd::Simd;

/// The inverse of 9 modulo `2^32`.
const NINTH: i32 = 0x38e3_8e39;

/// `Bᵀ` times a column of words.
#[inline(always)]
pub(super) fn inputs<S: Simd>(simd: S, [d0, d1, d2, d3, d4, d5]: [S::Vector; INPUTS]) -> [S::Vector; INPUTS] {
    let even = simd.subtract_words(d4, simd.shift_words_left::<2>(d2));
    let odd = simd.subtract_words(d3, simd.shift_words_left::<2>(d1));
    let near = simd.subtract_words(d4, d2);
    let far = simd.shift_words_left::<1>(simd.subtract_words(d3, d1));
    let first = simd.shift_words_left::<2>(simd.subtract_words(d0, d2));
    let last = simd.subtract_words(d5, d3);
    [
        // 4 d0 − 5 d2 + d4
        simd.add_words(first, near),
        // −4 d1 − 4 d2 + d3 + d4, and 4 d1 − 4 d2 − d3 + d4
        simd.add_words(even, odd),
        simd.subtract_words(even, odd),
        // −2 d1 − d2 + 2 d3 + d4, and 2 d1 − d2 − 2 d3 + d4
        simd.add_words(near, far),
        simd.subtract_words(near, far),
        // 4 d1 − 5 d3 + d5
        simd.subtract_words(last, simd.shift_words_left::<1>(far)),
    ]
}

/// The scaled `G` times a column of words.
#[inline(always)]
pub(super) fn weights<S: Simd>(simd: S, [g0, g1, g2]: [S::Vector; FILTER]) -> [S::Vector; INPUTS] {
    let ends = simd.add_words(g0, g2);
    let outer = simd.add_words(g0, simd.shift_words_left::<2>(g2));
    let middle = simd.shift_words_left::<1>(g1);
    let all = simd.shift_words_left::<2>(simd.add_words(ends, g1));
    [
        // 6 g0
        simd.add_words(simd.shift_words_left::<2>(g0), simd.shift_words_left::<1>(g0)),
        // −4 g0 − 4 g1 − 4 g2, and −4 g0 + 4 g1 − 4 g2
        simd.subtract_words(simd.splat(0), all),
        simd.shift_words_left::<2>(simd.subtract_words(g1, ends)),
        // g0 + 2 g1 + 4 g2, and g0 − 2 g1 + 4 g2
        simd.add_words(outer, middle),
        simd.subtract_words(outer, middle),
        // 3 g2
        simd.add_words(simd.shift_words_left::<1>(g2), g2),
    ]
}

/// The scaled `Aᵀ` times a column of sums.
#[inline(always)]
pub(super) fn sums<S: Simd>(simd: S, [m0, m1, m2, m3, m4, m5]: [S::Vector; INPUTS]) -> [S::Vector; OUTPUTS] {
    let (near, far) = (simd.add(m1, m2), simd.add(m3, m4));
    let (near_apart, far_apart) = (simd.subtract(m1, m2), simd.subtract(m3, m4));
    [
        simd.add(simd.add(m0, near), far),
        simd.add(near_apart, simd.shift_left::<1>(far_apart)),
        simd.add(near, simd.shift_left::<2>(far)),
        simd.add(near_apart, simd.shift_left::<3>(simd.add(far_apart, m5))),
    ]
}

/// `y` of `576 y`.
#[inline(always)]
pub(super) fn unscaled<S: Simd>(simd: S, sums: S::Vector) -> S::Vector {
    simd.shift_right::<6>(simd.multiply(sums, simd.splat(NINTH)))
}
