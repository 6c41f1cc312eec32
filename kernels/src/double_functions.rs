//! e^x and what is made of it for the gates of recurrent layers, whose results are quantized again: computed in `f64` and
//! rounded once to `f32`, without branches, so that the compiler vectorizes them.
//!
//! Only additions, products and divisions, in one order and without fused products: the same bits on every instruction
//! set. Before the rounding e^x is within 10⁻¹², so that nearly all results are those of [`math`](crate::math), and the
//! others the floats beside them.

/// 1.5 · 2^52: adding it rounds to whole numbers, which are then its lower bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// `e^x` for x from −110 to 110.
///
/// x = k · ln 2 + r with |r| ≤ ½ ln 2; e^r by its series of degree 10, which leaves 3 · 10⁻¹³.
#[inline(always)]
fn power(x: f64) -> f64 {
    let shifted = x * core::f64::consts::LOG2_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = x - k * core::f64::consts::LN_2;
    let series = 1.0 / 362_880.0 + r * (1.0 / 3_628_800.0);
    let series = 1.0 / 720.0 + r * (1.0 / 5040.0 + r * (1.0 / 40_320.0 + r * series));
    let series = 1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * series));
    let series = 1.0 + r * (1.0 + r * (0.5 + r * series));
    let k = shifted.to_bits().wrapping_sub(ROUNDER.to_bits());
    series * f64::from_bits(k.wrapping_add(1023) << 52)
}

/// `e^x`.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    // Below, the result is 0; above, infinity. NaN compares with nothing.
    let x = if x < -104.0 { -104.0 } else { x };
    let x = if x > 89.0 { 89.0 } else { x };
    power(f64::from(x)) as f32
}

/// `1 / (1 + e^-x)`, in `f32` from the power on, as [`math::logistic`](crate::math::logistic).
#[inline(always)]
#[must_use]
pub fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Hyperbolic tangent: its series near 0, `(e^2x − 1) / (e^2x + 1)` beyond.
#[inline(always)]
#[must_use]
pub fn tanh(x: f32) -> f32 {
    let size = f64::from(x.abs());
    // 1 to the last place from here on.
    let size = if size > 10.0 { 10.0 } else { size };
    let square = size * size;
    let power = power(size + size);
    let near = size * (1.0 - square * (1.0 / 3.0 - square * (2.0 / 15.0)));
    let far = (power - 1.0) / (power + 1.0);
    let found = if size < 1.0 / 512.0 { near } else { far };
    (found as f32).copysign(x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::{Isa, Task};
    use crate::math;

    #[test]
    fn nearly_all_results_are_rounded_once() {
        let fine = (-110_000..=110_000i32).map(|i| i as f32 / 1000.0);
        let bits = (0..u32::MAX).step_by(4099).map(f32::from_bits).filter(|x| !x.is_nan());
        let (mut count, mut others) = (0u32, 0u32);
        for x in fine.chain(bits) {
            for (found, exact) in [(exp(x), math::exp(x)), (tanh(x), math::tanh(x))] {
                let distance = found.to_bits().abs_diff(exact.to_bits());
                assert!(distance <= 1, "{x}: {found} {exact}");
                others += distance;
            }
            count += 1;
        }
        assert!(others * 10_000 < count, "{others} of {count}");
    }

    #[test]
    fn special_values() {
        assert_eq!((exp(f32::NEG_INFINITY), exp(f32::INFINITY), exp(0.0)), (0.0, f32::INFINITY, 1.0));
        assert_eq!((tanh(f32::NEG_INFINITY), tanh(f32::INFINITY)), (-1.0, 1.0));
        assert_eq!((logistic(f32::NEG_INFINITY), logistic(f32::INFINITY), logistic(0.0)), (0.0, 1.0, 0.5));
        assert!(tanh(-0.0).is_sign_negative());
        for f in [exp, tanh, logistic] {
            assert!(f(f32::NAN).is_nan());
        }
    }

    struct Sweep<'a>(&'a [f32]);

    impl Task for Sweep<'_> {
        type Output = Vec<u32>;

        #[inline(always)]
        fn run(self) -> Vec<u32> {
            self.0.iter().flat_map(|&x| [exp(x), tanh(x), logistic(x)]).map(f32::to_bits).collect()
        }
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let numbers: Vec<f32> = (0..1003).map(|i| (i as f32 - 500.0) * 0.0137).collect();
        let expected = Isa::SCALAR.run(Sweep(&numbers));
        for isa in Isa::available() {
            assert_eq!(isa.run(Sweep(&numbers)), expected, "{isa:?}");
        }
    }
}
