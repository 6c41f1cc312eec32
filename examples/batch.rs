//! A batch of four: resized where the graph allows it, one by one where it does not; all outputs.
//!
//! `cargo run --release --example batch`

use ferrolite::{Interpreter, Model};

fn main() -> ferrolite::Result<()> {
    let model = Model::open("models/digits_int8.tflite")?;
    let samples: Vec<Vec<f32>> =
        (0..4).map(|n| (0..64).map(|i| ((i * (n + 3)) % 16) as f32 / 16.0).collect()).collect();

    // One run for the whole batch.
    let mut interpreter = Interpreter::new(&model)?;
    let mut shape = interpreter.inputs()[0].shape.to_vec();
    shape[0] = samples.len();
    match interpreter.resize_input(0, &shape) {
        Ok(()) => {
            interpreter.input(0)?.write_f32(&samples.concat())?;
            interpreter.invoke()?;
            for position in 0..interpreter.outputs().len() {
                let output = interpreter.output(position)?;
                println!("output {position} {:?}: {:.2?}", output.shape(), output.to_f32()?);
            }
        }
        Err(error) => println!("not as a batch: {error}"),
    }

    // One run for each sample works whatever the graph.
    let mut interpreter = Interpreter::new(&model)?;
    let scores = interpreter.run_batch(&samples, |outputs| outputs.output(0)?.to_f32())?;
    for (sample, scores) in scores.iter().enumerate() {
        println!("sample {sample}: {scores:.2?}");
    }
    Ok(())
}
