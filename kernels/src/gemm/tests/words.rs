//! Products of words.

use super::*;
use crate::requantize::{WordRange, WordScale, Words16};

/// Words that favour the ends of the range.
fn words(seed: u64, count: usize) -> Vec<i16> {
    let pairs = bytes(seed, 2 * count);
    pairs
        .chunks_exact(2)
        .map(|pair| if pair[0] < 32 { i16::MIN } else { i16::from_le_bytes([pair[0], pair[1]]) })
        .collect()
}

fn raw_words(words: &[i16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_ne_bytes()).collect()
}

/// A product that is packed, with its constants, where it has any.
fn packed(
    gemm: &Gemm,
    weights: &[i8],
    scales: (&[WordScale], Option<&[i64]>),
    range: ClampRange,
) -> (Vec<i8>, Vec<Words16>, Option<WordRange>) {
    let weights: Vec<u8> = weights.iter().map(|weight| weight.cast_unsigned()).collect();
    let (mut packed, mut sums) = (vec![0x55; gemm.packed_len()], vec![0; scales.0.len()]);
    assert!(gemm.pack(&weights, &mut packed, &mut sums, &Turns));
    let taps = weights.len() / scales.0.len();
    for (sum, weights) in sums.iter().zip(weights.chunks_exact(taps)) {
        assert_eq!(*sum, weights.iter().map(|weight| i32::from(weight.cast_signed()).abs()).sum::<i32>());
    }
    let mut columns = vec![Words16::default(); gemm.columns_len()];
    let range = gemm.word_columns(&sums, scales, range, &mut columns);
    (packed, columns, range)
}

/// The outputs of a product, which are the same for any number of threads.
fn outputs(gemm: &Gemm, x: &[i16], (packed, columns): (&[i8], &[Words16]), range: WordRange, count: usize) -> Vec<i16> {
    let input = raw_words(x);
    let [serial, turns] = [&Serial as &dyn Workers, &Turns].map(|workers| {
        let mut y = vec![0x55u8; 2 * count];
        gemm.run_words(range, Operands { input: &input, packed, columns, output: &mut y }, workers);
        y
    });
    assert_eq!(serial, turns);
    serial.chunks_exact(2).map(|pair| i16::from_ne_bytes([pair[0], pair[1]])).collect()
}

/// Whether a channel's largest sum is one of 32 bits, and is scaled to less than 2^30.
fn fit(weights: &[i8], scales: &[WordScale], bias: &[i64]) -> bool {
    let taps = weights.len() / scales.len();
    weights.chunks_exact(taps).zip(scales).zip(bias).all(|((weights, scale), bias)| {
        let magnitudes: u64 = weights.iter().map(|weight| u64::from(weight.unsigned_abs())).sum();
        scale.fits(magnitudes * 32768 + bias.unsigned_abs())
    })
}

/// A convolution by rule **S**; weights are cut by `shift` bits, as their sums seldom fit else.
fn check_convolution(case: &Case, shift: u32) -> Result<(), TestCaseError> {
    let (input, output) = case.extents();
    let taps = case.window.rows.filter() * case.window.columns.filter() * case.depth;
    let x = words(case.seed, input.elements().unwrap());
    let w: Vec<i8> = signed(&bytes(!case.seed, output.channels * taps)).iter().map(|&w| w >> shift).collect();
    let bias: Vec<i64> = case.bias().into_iter().map(|bias| i64::from(bias) << 10).collect();
    let multipliers = multipliers(case.seed ^ 5, output.channels);
    let range = if case.range == (-128, 127) { ClampRange::I16 } else { ClampRange { min: -99, max: 7777 } };
    let parameters = FixedPoint {
        input_zero_point: 0,
        weights_zero_point: 0,
        bias: case.bias.then_some(bias.as_slice()),
        multipliers: &multipliers,
        output_zero_point: 0,
        range,
    };
    let mut expected = vec![0i16; output.elements().unwrap()];
    let view = ViewMut::dense(&mut expected, output).unwrap();
    conv::conv_fixed_point_wide(&case.geometry(), &parameters, View::dense(&x, input).unwrap(), &w, view);
    let scales: Vec<WordScale> = multipliers.iter().map(|&multiplier| WordScale::single(multiplier)).collect();
    let none = vec![0; bias.len()];
    let fits = fit(&w, &scales, if case.bias { &bias } else { &none });
    for isa in vectors() {
        let gemm = Gemm::conv(isa, case.geometry(), input, output, Numbers::Words).unwrap();
        let (packed, columns, found) = packed(&gemm, &w, (&scales, parameters.bias), range);
        prop_assert_eq!(found.is_some(), fits);
        if let Some(range) = found {
            let y = outputs(&gemm, &x, (&packed, &columns), range, expected.len());
            prop_assert_eq!(&y, &expected, "{:?}", isa);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn convolutions_of_words_equal_the_scalar_ones(case in cases(), shift in prop_oneof![Just(0u32), Just(3)]) {
        check_convolution(&case, shift)?;
    }

    #[test]
    fn layers_of_words_equal_the_scalar_ones(
        rows in prop_oneof![Just(1usize), 1usize..30], depth in prop_oneof![1usize..40, 1usize..700],
        units in 1usize..140, seed: u64, with_bias: bool,
    ) {
        let x = words(seed, rows * depth);
        let w: Vec<i8> = signed(&bytes(!seed, units * depth)).iter().map(|&w| w >> (depth / 400)).collect();
        let bias: Vec<i64> = (0..units as i64).map(|unit| (unit - 9) * 12_345_678 % 50_000_000).collect();
        // Some of them make ties.
        let scale = |unit| if unit % 3 == 0 { 0.5f64.powi(unit % 24) } else { 0.01 / f64::from(unit) };
        let scales: Vec<f64> = (0..units as i32).map(scale).collect();
        let bias = with_bias.then_some(bias.as_slice());
        let parameters = Rescaled {
            input_zero_point: 0,
            weights_zero_point: 0,
            bias,
            scales: &scales,
            output_zero_point: 0,
            range: ClampRange::I16,
        };
        let mut expected = vec![0i16; rows * units];
        fully_connected::fully_connected_rescaled_wide(depth, &parameters, &x, &w, &mut expected);
        let none = vec![0; units];
        let scales: Vec<WordScale> = scales.iter().map(|&scale| WordScale::rescaling(scale)).collect();
        let fits = fit(&w, &scales, bias.unwrap_or(&none));
        for isa in vectors() {
            let gemm = Gemm::dense(isa, (rows, depth, units), Numbers::Words).unwrap();
            let (packed, columns, found) = packed(&gemm, &w, (&scales, bias), ClampRange::I16);
            prop_assert_eq!(found.is_some(), fits);
            if let Some(range) = found {
                prop_assert_eq!(&outputs(&gemm, &x, (&packed, &columns), range, expected.len()), &expected, "{:?}", isa);
            }
        }
    }
}

#[test]
fn sums_that_just_fit_are_exact_and_others_are_refused() {
    // 2^15 × (511 × 128 + 127) + 32767 = 2^31 − 1, with either sign.
    let depth = 512;
    let weights = |of_unit: i8, last: i8| [vec![of_unit; depth - 1], vec![last]].concat();
    for sign in [1i64, -1] {
        let w = [weights(-128, -127), weights(1, -1)].concat();
        let x = [vec![i16::MIN; depth], vec![i16::MAX; depth]].concat();
        let scale = 0.5f64.powi(16);
        let bias = [sign * 32767, 0];
        let parameters = Rescaled {
            input_zero_point: 0,
            weights_zero_point: 0,
            bias: Some(&bias),
            scales: &[scale; 2],
            output_zero_point: 0,
            range: ClampRange::I16,
        };
        let mut expected = [0i16; 4];
        fully_connected::fully_connected_rescaled_wide(depth, &parameters, &x, &w, &mut expected);
        let scales = [WordScale::rescaling(scale); 2];
        for isa in vectors() {
            let gemm = Gemm::dense(isa, (2, depth, 2), Numbers::Words).unwrap();
            let (packed_weights, columns, range) = packed(&gemm, &w, (&scales, Some(&bias)), ClampRange::I16);
            assert_eq!(outputs(&gemm, &x, (&packed_weights, &columns), range.unwrap(), 4), expected);
            let refused = |w: &[i8], bias: &[i64], scale| {
                packed(&gemm, w, (&[WordScale::rescaling(scale); 2], Some(bias)), ClampRange::I16).2.is_none()
            };
            assert!(refused(&w, &[sign * 32768, 0], scale));
            assert!(refused(&w, &[0, i64::MIN], scale));
            assert!(refused(&w, &[0, sign << 31], scale));
            assert!(refused(&vec![-128; 2 * depth], &[0, 0], scale));
            assert!(refused(&w, &[0, 0], 0.501));
            assert!(refused(&w, &[0, 0], f64::NAN));
            let empty = ClampRange { min: 5, max: 4 };
            assert!(packed(&gemm, &w, (&scales, None), empty).2.is_none());
        }
    }
}
