//! Four-bit elements, two to a byte: the first of a pair in the low half.
//!
//! Facts: `tflite/kernels/internal/portable_tensor_utils.cc` (`UnpackPackedIntToInt8`,
//! `PackInt8IntoDenseInt`).

/// Bytes that hold `elements` four-bit values.
#[must_use]
pub const fn packed_len(elements: usize) -> usize {
    elements.div_ceil(2)
}

/// Spreads packed values over one byte each, the sign extended (int4).
pub fn unpack_i4(packed: &[u8], values: &mut [i8]) {
    for (pair, &byte) in values.chunks_mut(2).zip(packed) {
        // Shifted up and back down, the top bit of the half becomes the sign.
        let halves = [(byte << 4).cast_signed() >> 4, byte.cast_signed() >> 4];
        for (value, half) in pair.iter_mut().zip(halves) {
            *value = half;
        }
    }
}

/// Packs the low four bits of each value. With an odd count the last high half is 0.
pub fn pack_i4(values: &[i8], packed: &mut [u8]) {
    for (byte, pair) in packed.iter_mut().zip(values.chunks(2)) {
        let half = |index: usize| pair.get(index).map_or(0, |value| value.cast_unsigned() & 0x0F);
        *byte = half(0) | half(1) << 4;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_survives_the_round_trip() {
        for byte in 0..=255u8 {
            let mut values = [0i8; 2];
            unpack_i4(&[byte], &mut values);
            assert!(values.iter().all(|v| (-8..=7).contains(v)));
            let mut packed = [0];
            pack_i4(&values, &mut packed);
            assert_eq!(packed, [byte]);
        }
    }

    #[test]
    fn the_first_value_is_the_low_half() {
        let mut values = [0i8; 3];
        unpack_i4(&[0xF1, 0x08], &mut values);
        assert_eq!(values, [1, -1, -8]);
        let mut packed = [0xAA; 2];
        pack_i4(&values, &mut packed);
        assert_eq!(packed, [0xF1, 0x08]);
        assert_eq!(packed_len(3), 2);
    }
}
