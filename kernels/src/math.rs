//! Float functions that give the same bits on every target.
//!
//! The platform's C library differs from machine to machine, so no kernel calls it: every function here
//! evaluates the `libm` crate's `f64` function and rounds once to `f32`.

macro_rules! rounded_once {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[inline]
        #[must_use]
        pub fn $name(x: f32) -> f32 {
            libm::$name(f64::from(x)) as f32
        }
    )*};
}

rounded_once! {
    /// `e^x`.
    exp,
    /// `e^x - 1`, accurate near zero.
    expm1,
    /// Natural logarithm.
    log,
    /// Hyperbolic tangent.
    tanh,
    /// Sine.
    sin,
    /// Cosine.
    cos,
    /// Complementary error function.
    erfc,
}

macro_rules! rounded_once_of_two {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[inline]
        #[must_use]
        pub fn $name(x: f32, y: f32) -> f32 {
            libm::$name(f64::from(x), f64::from(y)) as f32
        }
    )*};
}

rounded_once_of_two! {
    /// The angle of the point `(y, x)`: the first argument is the ordinate.
    atan2,
    /// `x^y`.
    pow,
}

/// [`atan2`] of `f64`.
#[inline]
#[must_use]
pub fn atan2_f64(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// [`pow`] of `f64`.
#[inline]
#[must_use]
pub fn pow_f64(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// The length of the vector `(x, y)`.
#[inline]
#[must_use]
pub fn hypot_f64(x: f64, y: f64) -> f64 {
    libm::hypot(x, y)
}

/// The remainder of `x / y` with the sign of `x`; exact.
#[inline]
#[must_use]
pub fn fmod(x: f32, y: f32) -> f32 {
    libm::fmodf(x, y)
}

/// Square root, correctly rounded.
#[allow(unsafe_code)]
#[inline(always)]
#[must_use]
pub fn sqrt(x: f32) -> f32 {
    // The instruction that `libm` has too, but inlined, so that loops of it become vectors.
    #[cfg(target_arch = "x86_64")]
    {
        use core::arch::x86_64::{_mm_cvtss_f32, _mm_set_ss, _mm_sqrt_ss};
        // SAFETY: every CPU of the target has SSE.
        unsafe { _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x))) }
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        libm::sqrtf(x)
    }
}

/// `1 / (1 + e^-x)`, in `f32` as the reference's LOGISTIC computes it.
#[inline]
#[must_use]
pub fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Round half away from zero, the reference's `TfLiteRound` of a `float`.
#[inline]
#[must_use]
pub fn round_f32(x: f32) -> f32 {
    libm::roundf(x)
}

/// The greatest float below one half.
pub(crate) const ALMOST_HALF: f32 = 0.499_999_97;

/// [`round_f32`] to an integer, saturated; NaN gives 0. Without branches.
///
/// Adding the greatest float below ½ and cutting is exact: where x + ½ would be rounded up to a whole number, x plus
/// that float is not.
#[inline(always)]
#[must_use]
pub fn round_to_i32(x: f32) -> i32 {
    (x + ALMOST_HALF.copysign(x)) as i32
}

/// Round half away from zero, the reference's `TfLiteRound` of a `double`.
#[inline]
#[must_use]
pub fn round_f64(x: f64) -> f64 {
    libm::round(x)
}

/// The greatest integer that is not above `x`.
#[inline]
#[must_use]
pub fn floor(x: f32) -> f32 {
    libm::floorf(x)
}

/// The greatest integer that is not above `x`.
#[inline]
#[must_use]
pub fn floor_f64(x: f64) -> f64 {
    libm::floor(x)
}

/// The least integer that is not below `x`.
#[inline]
#[must_use]
pub fn ceil(x: f32) -> f32 {
    libm::ceilf(x)
}

/// The nearest integer, ties to even.
#[inline]
#[must_use]
pub fn round_ties_even(x: f32) -> f32 {
    libm::rintf(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_to_integers_is_rounding() {
        let near = (-70_000..70_000).flat_map(|i| {
            let tie = i as f32 / 2.0;
            [tie, tie.next_up(), tie.next_down()]
        });
        let bits = (0..u32::MAX).step_by(9_973).map(f32::from_bits);
        for x in near.chain(bits).chain([8_388_607.5, 8_388_608.0, 16_777_217.0, f32::NAN, f32::INFINITY]) {
            assert_eq!(round_to_i32(x), round_f32(x) as i32, "{x}");
        }
    }
}
