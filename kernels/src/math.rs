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

/// The square root, correctly rounded.
#[inline]
#[must_use]
pub fn sqrt(x: f32) -> f32 {
    libm::sqrtf(x)
}
