//! e^x and what is made of it, for float tensors: `f32` throughout, without branches, so that the compiler vectorizes
//! them.
//!
//! Only additions, products and divisions, in one order and without fused products: the results are the same bits on
//! every instruction set. They are within 2 units in the last place of the real results for e^x, 4 for the logistic
//! and the hyperbolic tangent; GELU by the error function is within 2 · 10⁻⁷ of its argument's size. Tables and scalars
//! use [`math`](crate::math), which rounds once.

/// 1.5 · 2^23: adding it rounds to whole numbers, which are then its lower bits.
const ROUNDER: f32 = 12_582_912.0;

/// `e^x`.
///
/// x = k · ln 2 + r with |r| ≤ ½ ln 2; e^r by its series of degree 7, which leaves 5 · 10⁻⁹.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    /// ln 2 in two parts; the first has ten bits, so that k times it is exact.
    const LN_2: (f32, f32) = (0.693_359_4, -2.121_944_4e-4);
    // Below, the result is 0; above, infinity. NaN compares with nothing.
    let x = if x < -104.0 { -104.0 } else { x };
    let x = if x > 89.0 { 89.0 } else { x };
    let shifted = x * core::f32::consts::LOG2_E + ROUNDER;
    let k = shifted - ROUNDER;
    let r = (x - k * LN_2.0) - k * LN_2.1;
    let series = 1.0 / 720.0 + r * (1.0 / 5040.0);
    let series = 1.0 / 24.0 + r * (1.0 / 120.0 + r * series);
    let series = 1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6.0 + r * series)));
    // 2^k in two factors, because k is as little as −150 and as much as 128.
    let k = shifted.to_bits().wrapping_sub(ROUNDER.to_bits()).cast_signed();
    let half = k >> 1;
    let power = |k: i32| f32::from_bits((k.wrapping_add(127) << 23).cast_unsigned());
    series * power(half) * power(k.wrapping_sub(half))
}

/// `1 / (1 + e^-x)`. Without the reference's shortcuts (1 above 16.62, `e^x` below −9), which change less than 10⁻⁷.
#[inline(always)]
#[must_use]
pub fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Hyperbolic tangent: a continued fraction up to 0.625, `(e^2x − 1) / (e^2x + 1)` beyond.
#[inline(always)]
#[must_use]
pub fn tanh(x: f32) -> f32 {
    let size = x.abs();
    // 1 to the last place from here on.
    let size = if size > 9.1 { 9.1 } else { size };
    let power = exp(size + size);
    let square = size * size;
    let is_small = size < 0.625;
    let numerator = if is_small { size * (945.0 + square * (105.0 + square)) } else { power - 1.0 };
    let denominator = if is_small { 945.0 + square * (420.0 + square * 15.0) } else { power + 1.0 };
    (numerator / denominator).copysign(x)
}

/// GELU with the hyperbolic tangent for the error function.
#[inline(always)]
#[must_use]
pub fn gelu_by_tanh(x: f32) -> f32 {
    const SQRT_2_OVER_PI: f32 = 0.797_884_6;
    0.5 * x * (1.0 + tanh(SQRT_2_OVER_PI * (x + 0.044_715 * x * x * x)))
}

/// GELU: half of `x · (1 + erf(x / √2))`, the error function as a polynomial in `1 / (1 + p·|x|)` times `e^(−x²)`
/// (Hastings), within 1.5 · 10⁻⁷.
#[inline(always)]
#[must_use]
pub fn gelu(x: f32) -> f32 {
    let at = x * core::f32::consts::FRAC_1_SQRT_2;
    let size = at.abs();
    let t = 1.0 / (1.0 + 0.327_591_1 * size);
    let series = -1.453_152 + t * 1.061_405_4;
    let series = t * (0.254_829_6 + t * (-0.284_496_74 + t * (1.421_413_8 + t * series)));
    let tail = series * exp(-(size * size));
    // The tail of erf on the side of x: 1 + erf is 2 less the tail, or the tail.
    let sum = if at < 0.0 { tail } else { 2.0 - tail };
    0.5 * x * sum
}

/// One row of SOFTMAX in place: `e^(beta · (x − max))` over their sum, which is added up in sixteen parts.
#[inline(always)]
pub fn softmax_row(values: &mut [f32], beta: f32) {
    const LANES: usize = 16;
    let greater = |a: f32, b: f32| if a < b { b } else { a };
    let mut greatest = [f32::MIN; LANES];
    let (blocks, rest) = values.as_chunks::<LANES>();
    for block in blocks {
        for (greatest, &x) in greatest.iter_mut().zip(block) {
            *greatest = greater(*greatest, x);
        }
    }
    let greatest = greatest.into_iter().chain(rest.iter().copied()).fold(f32::MIN, greater);
    let mut sums = [0.0f32; LANES];
    let (blocks, rest) = values.as_chunks_mut::<LANES>();
    for block in blocks {
        for (sum, x) in sums.iter_mut().zip(block) {
            *x = exp((*x - greatest) * beta);
            *sum += *x;
        }
    }
    let mut sum = 0.0;
    for x in rest {
        *x = exp((*x - greatest) * beta);
        sum += *x;
    }
    let sum = sums.into_iter().fold(sum, |sum, part| sum + part);
    for value in values {
        *value /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::isa::{Isa, Task};
    use crate::math;
    use crate::reference::activation::logistic_f32;

    fn sweep() -> impl Iterator<Item = f32> {
        let fine = (-110_000..=110_000i32).map(|i| i as f32 / 1000.0);
        let bits = (0..u32::MAX).step_by(65_521).map(f32::from_bits).filter(|x| x.is_finite());
        fine.chain(bits)
    }

    /// Units in the last place between two floats of one sign.
    fn distance(a: f32, b: f32) -> u32 {
        a.to_bits().abs_diff(b.to_bits())
    }

    #[test]
    fn functions_are_close_to_the_real_ones() {
        for x in sweep() {
            assert!(distance(exp(x), math::exp(x)) <= 2, "e^{x}: {} {}", exp(x), math::exp(x));
            assert!(distance(tanh(x), math::tanh(x)) <= 4, "tanh {x}: {} {}", tanh(x), math::tanh(x));
            let near = (logistic(x) - logistic_f32(x)).abs() <= 1.8e-7;
            assert!(near, "logistic {x}: {} {}", logistic(x), logistic_f32(x));
            if x.abs() < 1e6 {
                let near = |got: f32, real: f64| (f64::from(got) - real).abs() <= 3e-7 * f64::from(x.abs()).max(1e-30);
                let wide = f64::from(x);
                let real = 0.5 * wide * libm::erfc(-wide * core::f64::consts::FRAC_1_SQRT_2);
                assert!(near(gelu(x), real), "gelu {x}: {} {real}", gelu(x));
                let inner = (2.0 / core::f64::consts::PI).sqrt() * (wide + 0.044_715 * wide * wide * wide);
                let real = 0.5 * wide * (1.0 + inner.tanh());
                assert!(near(gelu_by_tanh(x), real), "gelu {x}: {} {real}", gelu_by_tanh(x));
            }
        }
    }

    #[test]
    fn special_values() {
        assert_eq!((exp(f32::NEG_INFINITY), exp(f32::INFINITY), exp(0.0)), (0.0, f32::INFINITY, 1.0));
        assert_eq!((tanh(f32::NEG_INFINITY), tanh(f32::INFINITY)), (-1.0, 1.0));
        assert_eq!((logistic(f32::NEG_INFINITY), logistic(f32::INFINITY), logistic(0.0)), (0.0, 1.0, 0.5));
        assert!(tanh(-0.0).is_sign_negative());
        for f in [exp, tanh, logistic, gelu, gelu_by_tanh] {
            assert!(f(f32::NAN).is_nan());
        }
    }

    struct Sweep<'a>(fn(f32) -> f32, &'a [f32]);

    impl Task for Sweep<'_> {
        type Output = Vec<u32>;

        #[inline(always)]
        fn run(self) -> Vec<u32> {
            let own: Vec<f32> = self.1.iter().map(|&x| exp(x) + tanh(x) * gelu(x) + logistic(x)).collect();
            let mut row = own;
            softmax_row(&mut row, 0.5);
            row.into_iter().chain(self.1.iter().map(|&x| (self.0)(x))).map(f32::to_bits).collect()
        }
    }

    #[test]
    fn every_instruction_set_gives_the_same_bits() {
        let numbers: Vec<f32> = (0..1003).map(|i| (i as f32 - 500.0) * 0.0137).collect();
        let expected = Isa::SCALAR.run(Sweep(exp, &numbers));
        for isa in Isa::available() {
            assert_eq!(isa.run(Sweep(exp, &numbers)), expected, "{isa:?}");
        }
    }
}
