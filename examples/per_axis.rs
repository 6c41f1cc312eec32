//! Per-axis quantization: scales, zero points and the axis of a tensor, used to quantize and to dequantize.
//!
//! `cargo run --release --example per_axis`

use ferrolite::{Model, Quantization, TensorType, quantize};

fn main() -> ferrolite::Result<()> {
    // Slices alone: three channels, one scale each, along dimension 1 of a [1, 3, 2] tensor.
    let Some(params) = Quantization::per_axis(vec![0.5, 0.1, 2.0], vec![0, 10, -128], 1) else {
        unreachable!("there are as many scales as zero points")
    };
    let reals = [1.0, -1.0, 1.0, -1.0, 100.0, 300.0];
    let integers: Vec<i8> = quantize::quantize(&reals, &params, &[1, 3, 2])?;
    println!("{reals:?} → {integers:?} → {:?}", quantize::dequantize(&integers, &params, &[1, 3, 2])?);

    // The weights of a model: a filter for each output channel, with its own scale.
    let model = Model::open("models/digits_int8.tflite")?;
    for (index, tensor) in model.subgraphs()[0].tensors.iter().enumerate() {
        let (Some(params), Some(bytes)) = (&tensor.quantization, model.constant_bytes(0, index)) else { continue };
        if tensor.dtype != TensorType::Int8 || !params.is_per_axis() {
            continue;
        }
        let integers: Vec<i8> = bytes.iter().map(|&byte| byte.cast_signed()).collect();
        let reals = quantize::dequantize(&integers, params, &tensor.shape)?;
        let largest = reals.iter().fold(0.0f32, |largest, real| largest.max(real.abs()));
        println!(
            "{} {:?}: {} scales along axis {}, largest weight {largest:.3}",
            tensor.name,
            tensor.shape,
            params.scales.len(),
            params.axis
        );
    }
    Ok(())
}
