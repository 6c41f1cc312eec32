//! Integers of two and four bits, several to a byte.
//!
//! Source: `internal/portable_tensor_utils.cc` (`UnpackPackedIntToInt8`, `PackInt8IntoDenseInt`).

use crate::quant::ClampRange;

/// An integer of fewer than eight bits, several to a byte, the first in the lowest bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed {
    /// 2 or 4.
    pub bits: u32,
    /// Whether the highest bit is a sign.
    pub signed: bool,
}

impl Packed {
    /// Two's complement of four bits.
    pub const INT4: Self = Self { bits: 4, signed: true };
    /// Four bits.
    pub const UINT4: Self = Self { bits: 4, signed: false };
    /// Two's complement of two bits.
    pub const INT2: Self = Self { bits: 2, signed: true };

    /// Elements of a byte.
    #[must_use]
    pub const fn per_byte(self) -> usize {
        (8 / self.bits) as usize
    }

    /// The least and the greatest value.
    #[must_use]
    pub const fn range(self) -> ClampRange {
        let values = 1 << self.bits;
        if self.signed {
            ClampRange { min: -values / 2, max: values / 2 - 1 }
        } else {
            ClampRange { min: 0, max: values - 1 }
        }
    }

    /// Element `index` of its byte, `index < per_byte()`.
    #[inline]
    #[must_use]
    pub fn extract(self, byte: u8, index: usize) -> i32 {
        let unused = 8 - self.bits;
        let shifted = byte << (unused - self.bits * index as u32);
        if self.signed { i32::from(shifted.cast_signed() >> unused) } else { i32::from(shifted >> unused) }
    }

    /// The values of `bytes`, in order.
    pub fn values(self, bytes: &[u8]) -> impl Iterator<Item = i32> + '_ {
        bytes.iter().flat_map(move |&byte| (0..self.per_byte()).map(move |index| self.extract(byte, index)))
    }

    /// Writes values of the type's range; bits of the last byte that no value reaches become 0.
    pub fn pack(self, values: impl Iterator<Item = i32>, bytes: &mut [u8]) {
        let mut values = values.fuse();
        for byte in bytes {
            *byte = (0..self.per_byte()).fold(0, |byte, index| {
                let value = values.next().unwrap_or(0) as u8 & ((1 << self.bits) - 1);
                byte | value << (self.bits * index as u32)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_values_survive(values in proptest::collection::vec(-8i32..8, 0..20)) {
            let mut bytes = vec![0xAA; values.len().div_ceil(2)];
            Packed::INT4.pack(values.iter().copied(), &mut bytes);
            let back: Vec<i32> = Packed::INT4.values(&bytes).take(values.len()).collect();
            prop_assert_eq!(back, values);
        }
    }

    #[test]
    fn the_first_value_is_in_the_lowest_bits() {
        assert_eq!(Packed::INT4.values(&[0x8F]).collect::<Vec<_>>(), [-1, -8]);
        assert_eq!(Packed::UINT4.values(&[0x8F]).collect::<Vec<_>>(), [15, 8]);
        assert_eq!(Packed::INT2.values(&[0b10_01_00_11]).collect::<Vec<_>>(), [-1, 0, 1, -2]);
    }
}
