//! Products of bytes on tiles.

use super::*;

/// Cases whose rows and depths fill tiles, and leave some of them unfilled.
fn tiled_cases() -> impl Strategy<Value = Case> {
    let dilation = prop_oneof![4 => Just(1usize), 1 => Just(2), 1 => Just(17)];
    let axis = |inputs| (inputs, 1usize..4, 1usize..3, dilation.clone());
    let window =
        (axis(1usize..5), axis(8usize..40), any::<bool>()).prop_filter_map("it fits", |(rows, columns, same)| {
            let spec = |(input, filter, stride, dilation)| WindowSpec { input, filter, stride, dilation };
            Window::new(if same { Padding::Same } else { Padding::Valid }, spec(rows), spec(columns))
        });
    let depth = prop_oneof![30usize..70, Just(64), Just(128), 128usize..140];
    (cases(), window, depth).prop_map(|(case, window, depth)| Case { window, depth, ..case })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn convolutions_on_tiles_equal_the_scalar_ones(case in tiled_cases()) {
        case.check(false)?;
        case.check(true)?;
    }
}

#[test]
fn tiles_multiply_what_fills_them() {
    let Some(isa) = Isa::new(Level::AmxInt8) else { return };
    let axis = |input, filter| WindowSpec { input, filter, stride: 1, dilation: 1 };
    let tiled = |(height, width, channels): (usize, usize, usize), filter, numbers| {
        let window = Window::new(Padding::Same, axis(height, filter), axis(width, filter)).unwrap();
        let geometry = ConvGeometry { window, groups: 1 };
        let (input, output) = (Nhwc::new(1, height, width, channels), Nhwc::new(1, height, width, 24));
        Gemm::conv(isa, geometry, input, output, numbers).is_some_and(|gemm| gemm.tiles.is_some())
    };
    assert!(tiled((4, 4, 64), 1, Numbers::Signed));
    assert!(tiled((4, 4, 32), 3, Numbers::Signed));
    assert!(tiled((16, 16, 16), 3, Numbers::Unsigned));
    assert!(tiled((40, 40, 3), 7, Numbers::Signed), "much of each tile is empty, but fewer are taken than vectors");
    assert!(!tiled((4, 4, 16), 1, Numbers::Signed), "few channels");
    assert!(!tiled((40, 40, 3), 3, Numbers::Signed), "few inputs of a filter's row");
    assert!(!tiled((1, 4, 64), 1, Numbers::Signed), "few rows");
    assert!(!tiled((4, 4, 64), 1, Numbers::Float(Floats::Fused)), "floats");
    assert!(!tiled((8, 8, 1 << 15), 1, Numbers::Signed), "rows that cannot be gathered");
}

#[test]
fn tiles_take_images_whose_lines_fill_a_frame_or_more() {
    let spec = |input, filter| WindowSpec { input, filter, stride: 1, dilation: 1 };
    // Of 192 KB a frame has a few lines, one (where tiles lie in two), or not even the three that one reads.
    for width in [300, 470, 900, 1100, 3300] {
        let window = Window::new(Padding::Same, spec(5, 3), spec(width, 3)).unwrap();
        let case = Case {
            window,
            groups: 1,
            batch: 1,
            depth: 64,
            columns: 3,
            zero_points: (-5, 0, 3),
            range: (-128, 127),
            bias: true,
            seed: 3,
        };
        case.check(false).unwrap();
        case.check(true).unwrap();
    }
}
