//! A custom operator of one's own: registered by name, planned like every other, no `unsafe`.
//!
//! `cargo run --release --example custom_operator`
//!
//! The model (models/make_custom.py) computes |signal|, then the operator "Peaks", then the negative of its first output.
//! Peaks finds the highest values: operands float32 `[rows, length]` and how many to find, an int32 constant; outputs
//! their heights (float32) and places (int32), `[rows, count]` each, from the highest down. Its options are a FlexBuffer
//! map: values below `threshold` count as none, with place −1; `normalize` divides heights by the highest.

use ferrolite::custom::{CustomKernel, CustomOperator, Operands, Setup};
use ferrolite::{Error, ErrorKind, Interpreter, Model, Plan, PlanOptions, Result, TensorType};

/// What the name stands for. One value serves all operators "Peaks" of all models planned with it.
struct Peaks;

/// One of them, prepared. It holds what does not change from run to run; running state belongs into tensors.
struct PeaksKernel {
    length: usize,
    count: usize,
    threshold: f32,
    normalize: bool,
    /// Scratch memory for the order of a row.
    order: usize,
}

impl CustomOperator for Peaks {
    /// Everything that the file decides is checked here, once, with errors that say what is wrong. The library adds
    /// which operator it is.
    fn check(&self, op: &Setup<'_, '_>) -> Result<()> {
        let signal = op.input(0)?;
        if signal.dtype != TensorType::Float32 || signal.shape.len() != 2 {
            return Err(Error::new(ErrorKind::BadType, "the signal must be float32 of two dimensions"));
        }
        if op.option_f64("threshold").is_some_and(|threshold| threshold < 0.0) {
            return Err(Error::new(ErrorKind::BadOption, "the threshold must not be negative"));
        }
        Ok(())
    }

    /// The shapes of the outputs depend on the value of an operand. If the graph computed it, `value` would say
    /// `NotYetKnown`, and the library would ask again while the graph runs.
    fn infer(&self, op: &mut Setup<'_, '_>) -> Result<Vec<Vec<usize>>> {
        let (rows, count) = (op.input(0)?.shape[0], count(op)?);
        Ok(vec![vec![rows, count]; 2])
    }

    fn prepare(&self, op: &mut Setup<'_, '_>) -> Result<Box<dyn CustomKernel>> {
        let length = op.input(0)?.shape[1];
        Ok(Box::new(PeaksKernel {
            length,
            count: count(op)?,
            threshold: op.option_f64("threshold").unwrap_or(0.0) as f32,
            normalize: op.option_bool("normalize").unwrap_or(false),
            order: op.scratch(length * size_of::<u32>()),
        }))
    }
}

fn count(op: &mut Setup<'_, '_>) -> Result<usize> {
    let length = op.input(0)?.shape[1];
    let count = op.value::<i32>(1)?.first().copied().unwrap_or_default();
    let count = usize::try_from(count).ok().filter(|count| (1..=length).contains(count));
    count.ok_or_else(|| Error::new(ErrorKind::BadValue, format!("the number of peaks must be 1 to {length}")))
}

impl CustomKernel for PeaksKernel {
    /// Runs in every invoke, on slices of the arena. It allocates nothing: the scratch memory is planned with the rest.
    fn eval(&self, operands: &mut Operands<'_, '_>) -> Result<()> {
        let signal = operands.input::<f32>(0)?;
        let highest = signal.iter().copied().fold(f32::MIN_POSITIVE, f32::max);
        let unit = if self.normalize { highest } else { 1.0 };
        for (row, values) in signal.chunks_exact(self.length).enumerate() {
            let kept = row * self.count..(row + 1) * self.count;
            let (heights, order) = operands.output_and_scratch::<f32, u32>(0, self.order)?;
            order.iter_mut().zip(0..).for_each(|(slot, place)| *slot = place);
            order.sort_unstable_by(|&a, &b| values[b as usize].total_cmp(&values[a as usize]).then(a.cmp(&b)));
            let above = |place: u32| values[place as usize] >= self.threshold;
            for (height, &place) in heights[kept.clone()].iter_mut().zip(&*order) {
                *height = if above(place) { values[place as usize] / unit } else { 0.0 };
            }
            let (places, order) = operands.output_and_scratch::<i32, u32>(1, self.order)?;
            for (slot, &place) in places[kept].iter_mut().zip(&*order) {
                *slot = if above(place) { place.cast_signed() } else { -1 };
            }
        }
        Ok(())
    }
}

fn main() -> Result<()> {
    let model = Model::open("models/custom_peaks.tflite")?;

    // Without it the model is refused, and the error names what is missing.
    if let Err(error) = Plan::new(&model) {
        println!("without: {error}");
    }

    let plan = Plan::with_options(&model, PlanOptions::default().custom_operator("Peaks", Peaks))?;
    let mut interpreter = Interpreter::from_plan(&plan);
    let signal = [0.1, -0.9, 0.3, 0.0, 2.0, -0.2, 0.4, -1.0, 0.0, 0.2, 0.1, 0.0];
    interpreter.input(0)?.write_f32(&signal)?;
    interpreter.invoke()?;
    let (heights, places) = (interpreter.output(0)?.to_f32()?, interpreter.output(1)?);
    println!("negated heights {heights:?} at {:?}", places.as_slice::<i32>()?);
    assert_eq!((&heights[..], places.as_slice::<i32>()?), (&[-1.0, -0.5, -0.45][..], &[4, 7, 1][..]));
    Ok(())
}
