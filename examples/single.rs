//! One sample: learn scale and zero point, write real values, run, read real values.
//!
//! `cargo run --release --example single`

use ferrolite::{Interpreter, Model};

/// A seven, 8×8, as brightness from 0 to 15.
const SEVEN: [u8; 64] = [
    0, 0, 7, 8, 13, 15, 15, 1, //
    0, 0, 7, 7, 4, 11, 12, 0, //
    0, 0, 0, 0, 8, 13, 1, 0, //
    0, 4, 8, 8, 15, 15, 6, 0, //
    0, 2, 11, 15, 15, 4, 0, 0, //
    0, 0, 0, 15, 5, 0, 0, 0, //
    0, 0, 9, 15, 1, 0, 0, 0, //
    0, 0, 13, 5, 0, 0, 0, 0, //
];

fn main() -> ferrolite::Result<()> {
    let model = Model::open("models/digits_int8.tflite")?;
    let mut interpreter = Interpreter::new(&model)?;

    let input = interpreter.inputs()[0];
    if let Some(quantization) = input.quantization {
        println!(
            "input {:?} {} {:?}: scale {}, zero point {}",
            input.name,
            input.dtype,
            input.shape,
            quantization.scale(),
            quantization.zero_point()
        );
    }

    let pixels: Vec<f32> = SEVEN.iter().map(|&brightness| f32::from(brightness) / 15.0).collect();
    interpreter.input(0)?.write_f32(&pixels)?; // quantizes
    interpreter.invoke()?;

    let scores = interpreter.output(0)?.to_f32()?; // dequantizes
    for (digit, score) in scores.iter().enumerate() {
        println!("{digit} {score:.3}");
    }
    Ok(())
}
