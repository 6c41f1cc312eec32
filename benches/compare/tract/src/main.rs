//! Times tract-tflite on a network, one thread, the way `ferrolite bench` does: `compare-tract MODEL SECONDS` prints
//! the least time and the median as JSON.

use std::time::{Duration, Instant};
use tract_tflite::internal::DatumType;
use tract_tflite::prelude::*;

fn main() -> TractResult<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), Some(seconds)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: compare-tract MODEL SECONDS");
        std::process::exit(2);
    };
    let budget = Duration::from_secs_f64(seconds.parse()?);
    let model = tract_tflite::tflite().model_for_path(path)?.into_optimized()?;
    let inputs = inputs(&model)?;
    let model = model.into_runnable()?;

    let begin = Instant::now();
    loop {
        model.run(inputs.clone())?;
        if begin.elapsed() >= budget / 10 {
            break;
        }
    }
    let mut times = Vec::new();
    let begin = Instant::now();
    while times.is_empty() || begin.elapsed() < budget {
        // A copy of the handles, not of the data.
        let inputs = inputs.clone();
        let start = Instant::now();
        model.run(inputs)?;
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
    let (least, middle) = (milliseconds(times[0]), milliseconds(times[times.len() / 2]));
    println!("{{\"min_ms\": {least}, \"median_ms\": {middle}, \"runs\": {}}}", times.len());
    Ok(())
}

/// Random values, the same each time: bytes over their whole range, floats from -1 to 1, 0 for all else.
fn inputs(model: &TypedModel) -> TractResult<TVec<TValue>> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let mut inputs = tvec!();
    for position in 0..model.input_outlets()?.len() {
        let fact = model.input_fact(position)?;
        let shape: Vec<usize> = fact.shape.as_concrete().ok_or_else(|| TractError::msg("a shape is open"))?.to_vec();
        let mut tensor = Tensor::zero_dt(fact.datum_type, &shape)?;
        match fact.datum_type.unquantized() {
            DatumType::F32 => {
                let mut plain = tensor.try_as_plain_ram_mut()?;
                plain
                    .as_slice_mut::<f32>()?
                    .iter_mut()
                    .for_each(|value| *value = (random() >> 40) as f32 / (1 << 23) as f32 - 1.0);
            }
            DatumType::I8 | DatumType::U8 => {
                tensor.as_bytes_mut().iter_mut().for_each(|byte| *byte = random().to_le_bytes()[7]);
            }
            _ => {}
        }
        inputs.push(tensor.into());
    }
    Ok(inputs)
}
