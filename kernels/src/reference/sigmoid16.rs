//! LOGISTIC and TANH of `i16`: linear interpolation in a table of the sigmoid.
//!
//! Sources: `activations.cc` (the multiplier), `internal/reference/integer_ops/{logistic,tanh}.h`.
//! Inputs are symmetric; outputs have the scale 2^−15. tanh(x) = 2 · sigmoid(2x) − 1.

use crate::math;

/// sigmoid(i / 24) in Q0.16, up to one unit above the nearest value where that fits the interpolation better.
#[rustfmt::skip]
const SIGMOID: [u16; 256] = [
    32768, 33451, 34133, 34813, 35493, 36169, 36843, 37513, 38180, 38841, 39498, 40149, 40794, 41432, 42064, 42688,
    43304, 43912, 44511, 45102, 45683, 46255, 46817, 47369, 47911, 48443, 48964, 49475, 49975, 50464, 50942, 51409,
    51865, 52311, 52745, 53169, 53581, 53983, 54374, 54755, 55125, 55485, 55834, 56174, 56503, 56823, 57133, 57433,
    57724, 58007, 58280, 58544, 58800, 59048, 59288, 59519, 59743, 59959, 60168, 60370, 60565, 60753, 60935, 61110,
    61279, 61441, 61599, 61750, 61896, 62036, 62172, 62302, 62428, 62549, 62666, 62778, 62886, 62990, 63090, 63186,
    63279, 63368, 63454, 63536, 63615, 63691, 63765, 63835, 63903, 63968, 64030, 64090, 64148, 64204, 64257, 64308,
    64357, 64405, 64450, 64494, 64536, 64576, 64614, 64652, 64687, 64721, 64754, 64786, 64816, 64845, 64873, 64900,
    64926, 64950, 64974, 64997, 65019, 65039, 65060, 65079, 65097, 65115, 65132, 65149, 65164, 65179, 65194, 65208,
    65221, 65234, 65246, 65258, 65269, 65280, 65291, 65301, 65310, 65319, 65328, 65337, 65345, 65352, 65360, 65367,
    65374, 65381, 65387, 65393, 65399, 65404, 65410, 65415, 65420, 65425, 65429, 65433, 65438, 65442, 65445, 65449,
    65453, 65456, 65459, 65462, 65465, 65468, 65471, 65474, 65476, 65479, 65481, 65483, 65485, 65488, 65489, 65491,
    65493, 65495, 65497, 65498, 65500, 65501, 65503, 65504, 65505, 65507, 65508, 65509, 65510, 65511, 65512, 65513,
    65514, 65515, 65516, 65517, 65517, 65518, 65519, 65520, 65520, 65521, 65522, 65522, 65523, 65523, 65524, 65524,
    65525, 65525, 65526, 65526, 65526, 65527, 65527, 65528, 65528, 65528, 65529, 65529, 65529, 65529, 65530, 65530,
    65530, 65530, 65531, 65531, 65531, 65531, 65531, 65532, 65532, 65532, 65532, 65532, 65532, 65533, 65533, 65533,
    65533, 65533, 65533, 65533, 65533, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65535,
];

/// The base-two logarithm of a scale that is a power of two within 0.1 % (`CheckedLog2`).
#[must_use]
pub fn power_of_two(scale: f32) -> Option<i32> {
    let log2 = math::log(scale) * (1.0 / math::log(2.0));
    let rounded = math::round_f32(log2);
    // Also refuses NaN and infinities, the logarithms of 0 and of negative numbers.
    ((log2 - rounded).abs() < 1e-3).then_some(rounded as i32)
}

/// From input steps to 1/(3 · 4096), the table's scale: `(q · multiplier + round) >> shift`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TableScale {
    multiplier: i32,
    shift: u32,
}

impl TableScale {
    /// `exact_shifts`: which left shifts of a power-of-two scale the op takes without a multiplier.
    fn new(scale: f32, exact_shifts: core::ops::RangeInclusive<i32>) -> Self {
        if let Some(shift) = power_of_two(scale).map(|log2| log2 + 12).filter(|shift| exact_shifts.contains(shift)) {
            return Self { multiplier: 3 << shift, shift: 0 };
        }
        let mut multiplier = f64::from(scale) * 4096.0 * 3.0;
        let mut shift = 0;
        while multiplier <= 32767.0 / 2.0 && shift <= 30 {
            shift += 1;
            multiplier *= 2.0;
        }
        Self { multiplier: multiplier as i32, shift }
    }

    /// In 64 bits: the reference's 32 overflow for scales above 5, where the result is saturated anyway.
    #[inline]
    fn apply(self, q: i16) -> i64 {
        let round = if self.shift > 0 { 1i64 << (self.shift - 1) } else { 0 };
        (i64::from(q) * i64::from(self.multiplier) + round) >> self.shift
    }
}

/// The table at `magnitude`, with `FRACTION_BITS` bits below an entry; `None` beyond its end.
#[inline]
fn interpolate<const FRACTION_BITS: u32>(magnitude: u64) -> Option<i32> {
    let entry = usize::try_from(magnitude >> FRACTION_BITS).ok()?;
    let [low, high] = SIGMOID.get(entry..entry + 2)? else { return None };
    let fraction = (magnitude & ((1 << FRACTION_BITS) - 1)) as i32;
    Some((i32::from(*low) << FRACTION_BITS) + fraction * (i32::from(*high) - i32::from(*low)))
}

/// LOGISTIC of `i16`.
#[derive(Clone, Copy, Debug)]
pub struct Logistic16(TableScale);

impl Logistic16 {
    /// The function for inputs of this scale.
    #[must_use]
    pub fn new(input_scale: f32) -> Self {
        Self(TableScale::new(input_scale, 0..=0))
    }

    /// `2^15 · sigmoid(scale · q)`, at most 32767.
    #[inline]
    #[must_use]
    pub fn apply(self, q: i16) -> i16 {
        let x = self.0.apply(q);
        // Q0.16 with nine more bits, of the magnitude.
        let result = interpolate::<9>(x.unsigned_abs()).unwrap_or(0x7FFF << 10);
        let result = if x >= 0 { result + (1 << 9) } else { (1 << 25) - result + (1 << 9) - 1 };
        (result >> 10) as i16
    }
}

/// TANH of `i16`.
#[derive(Clone, Copy, Debug)]
pub struct Tanh16(TableScale);

impl Tanh16 {
    /// The function for inputs of this scale.
    #[must_use]
    pub fn new(input_scale: f32) -> Self {
        Self(TableScale::new(input_scale, 0..=1))
    }

    /// `2^15 · tanh(scale · q)`, at most 32767.
    #[inline]
    #[must_use]
    pub fn apply(self, q: i16) -> i16 {
        let x = self.0.apply(q);
        // Q0.16 with eight more bits: half the fraction of LOGISTIC, which doubles the argument.
        let result = interpolate::<8>(x.unsigned_abs()).unwrap_or(0xFFFF << 8);
        let result = if x >= 0 { result - (1 << 23) + (1 << 7) } else { (1 << 23) - result + (1 << 7) - 1 };
        (result >> 8) as i16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_sigmoid() {
        for (i, &entry) in SIGMOID.iter().enumerate() {
            let real = 65536.0 / (1.0 + (-(i as f64) / 24.0).exp());
            assert!((-0.5..=1.5).contains(&(f64::from(entry) - real)) || entry == u16::MAX, "entry {i}");
        }
    }

    #[test]
    fn results_are_close_to_the_real_functions() {
        for scale in [1.0 / 4096.0, 1.0 / 2048.0, 1.0 / 8192.0, 0.0003, 0.00104, 0.01, 7.0] {
            let (logistic, tanh) = (Logistic16::new(scale), Tanh16::new(scale));
            for q in (i16::MIN..=i16::MAX).step_by(13) {
                let x = f64::from(scale) * f64::from(q);
                let expected = 32768.0 / (1.0 + (-x).exp());
                assert!((f64::from(logistic.apply(q)) - expected).abs() < 8.0, "logistic {x}");
                assert!((f64::from(tanh.apply(q)) - 32768.0 * x.tanh()).abs() < 16.0, "tanh {x}");
            }
        }
    }

    #[test]
    fn powers_of_two_need_no_multiplier() {
        assert_eq!(TableScale::new(1.0 / 4096.0, 0..=1), TableScale { multiplier: 3, shift: 0 });
        assert_eq!(TableScale::new(1.0 / 2048.0, 0..=1), TableScale { multiplier: 6, shift: 0 });
        assert_eq!(TableScale::new(1.0 / 2048.0, 0..=0).shift, 12);
        assert_eq!((power_of_two(0.25), power_of_two(0.3), power_of_two(0.0)), (Some(-2), None, None));
        assert_eq!((power_of_two(f32::NAN), power_of_two(-1.0)), (None, None));
    }
}
