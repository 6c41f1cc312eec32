//! Depthwise convolutions of words.

use super::super::{WordDepthwise, WordOperands};
use super::*;
use crate::reference::depthwise::depthwise_fixed_point_wide;
use crate::requantize::{WordScale, Words16, word_columns};

fn check(case: &Case, shift: u32) -> Result<(), TestCaseError> {
    let (input, output) = case.extents();
    let taps = case.window.rows.filter() * case.window.columns.filter();
    let x: Vec<i16> = bytes(case.seed, 2 * input.elements().unwrap())
        .chunks_exact(2)
        .map(|pair| if pair[0] < 32 { i16::MIN } else { i16::from_le_bytes([pair[0], pair[1]]) })
        .collect();
    let w = bytes(!case.seed, output.channels * taps);
    let bias: Vec<i64> = case.bias().into_iter().map(|bias| i64::from(bias) << shift).collect();
    let multipliers = case.multipliers();
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
    depthwise_fixed_point_wide(&case.window, &parameters, View::dense(&x, input).unwrap(), &signed(&w), view);
    let scales: Vec<WordScale> = multipliers.iter().map(|&multiplier| WordScale::single(multiplier)).collect();
    for isa in vectors() {
        let depthwise = WordDepthwise::new(isa, case.window, input, output);
        // Several outputs a channel, and no outputs at all, are left to the scalar kernel.
        prop_assert_eq!(depthwise.is_some(), case.multiplier == 1 && !expected.is_empty());
        let Some(depthwise) = depthwise else { continue };
        let (mut packed, mut magnitudes) = (vec![0x55; depthwise.packed_len()], vec![0x55; output.channels]);
        depthwise.pack(&w, &mut packed, &mut magnitudes);
        let mut columns = vec![Words16::default(); depthwise.columns_len()];
        let sizes = (output.channels, columns.len());
        let found = word_columns(&magnitudes, (&scales, parameters.bias), range, (sizes, &mut columns));
        let fits = (0..output.channels).all(|channel| {
            let magnitude: u64 =
                w[channel..].iter().step_by(output.channels).map(|w| u64::from(w.cast_signed().unsigned_abs())).sum();
            let bias = if case.bias { bias[channel].unsigned_abs() } else { 0 };
            scales[channel].fits(magnitude * 32768 + bias)
        });
        prop_assert_eq!(found.is_some(), fits);
        let Some(range) = found else { continue };
        for workers in [&Serial as &dyn Workers, &Turns] {
            let mut y = vec![0x55i16; expected.len()];
            depthwise.run(
                range,
                WordOperands { input: &x, packed: &packed, columns: &columns, output: &mut y },
                workers,
            );
            prop_assert_eq!(&y, &expected, "{:?}", isa);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn convolutions_of_words_equal_the_scalar_ones(
        case in cases(window(1usize..=20, 1usize..=7), prop_oneof![5 => Just(1usize), 1 => Just(2)]),
        shift in prop_oneof![Just(10u32), Just(17)],
    ) {
        check(&case, shift)?;
    }
}

#[test]
fn extreme_words_are_exact() {
    let spec = WindowSpec { input: 3, filter: 3, stride: 1, dilation: 1 };
    let window = Window::new(Padding::Same, spec, spec).unwrap();
    for channels in [1, 7, 8, 16, 23] {
        let extents = Nhwc::new(1, 3, 3, channels);
        let (x, w) = (vec![i16::MIN; 9 * channels], vec![i8::MIN; 9 * channels]);
        // 2^15 × 9 × 128 and the rest of 2^31.
        let bias = vec![i64::from(i32::MAX) - (9 << 22); channels];
        let multipliers = vec![Multiplier { mantissa: i32::MAX, exponent: -16 }; channels];
        let parameters = FixedPoint {
            input_zero_point: 0,
            weights_zero_point: 0,
            bias: Some(bias.as_slice()),
            multipliers: &multipliers,
            output_zero_point: 0,
            range: ClampRange::I16,
        };
        let mut expected = vec![0i16; 9 * channels];
        let view = ViewMut::dense(&mut expected, extents).unwrap();
        depthwise_fixed_point_wide(&window, &parameters, View::dense(&x, extents).unwrap(), &w, view);
        let scales: Vec<WordScale> = multipliers.iter().map(|&multiplier| WordScale::single(multiplier)).collect();
        for isa in vectors() {
            let depthwise = WordDepthwise::new(isa, window, extents, extents).unwrap();
            let (mut packed, mut magnitudes) = (vec![0; depthwise.packed_len()], vec![0; channels]);
            depthwise.pack(&vec![0x80; 9 * channels], &mut packed, &mut magnitudes);
            let mut columns = vec![Words16::default(); depthwise.columns_len()];
            let sizes = (channels, columns.len());
            let mut found =
                |bias: &[i64]| word_columns(&magnitudes, (&scales, Some(bias)), ClampRange::I16, (sizes, &mut columns));
            assert!(found(&vec![bias[0] + 1; channels]).is_none());
            let range = found(&bias).unwrap();
            let mut y = vec![0x55i16; expected.len()];
            depthwise.run(
                range,
                WordOperands { input: &x, packed: &packed, columns: &columns, output: &mut y },
                &Serial,
            );
            assert_eq!(y, expected, "{isa:?}");
        }
    }
}
