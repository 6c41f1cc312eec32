//! ferrolite as the tests use it: arrays in, arrays out, by position or by tensor index.

use super::archive::{Array, Data, trim_nuls};
use ferrolite::{Error, ErrorKind, Interpreter, Keep, Model, Plan, PlanOptions, TensorType, TensorView};
use std::collections::BTreeMap;

/// Why a model did not run.
#[derive(Debug)]
pub enum Refusal {
    /// It uses operators that ferrolite does not have, or types that the tests' interface does not.
    Unsupported(String),
    /// A typed error.
    Error(Error),
    /// The case's arrays do not fit the model: types or counts differ.
    Arrays(String),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unsupported(what) => write!(f, "unsupported: {what}"),
            Self::Error(error) => write!(f, "{:?}: {error}", error.kind()),
            Self::Arrays(what) => f.write_str(what),
        }
    }
}

/// A model that is planned when its first inputs, and so their shapes, are known.
pub struct Session {
    model: Model,
    options: PlanOptions,
    interpreter: Option<Interpreter>,
}

impl Session {
    /// Loads a model; it fails with every operator that is missing.
    pub fn new(model: Vec<u8>) -> Result<Self, Refusal> {
        Self::with_options(model, PlanOptions::default())
    }

    /// Loads a model whose plans are made with these options.
    pub fn with_options(model: Vec<u8>, options: PlanOptions) -> Result<Self, Refusal> {
        Self::of_model(&Model::from_bytes(model)?, options)
    }

    /// A session of a loaded model.
    pub fn of_model(model: &Model, options: PlanOptions) -> Result<Self, Refusal> {
        let missing = model.unsupported();
        if !missing.is_empty() {
            // Without the places, so that equal reasons are counted together.
            let kinds: Vec<&str> =
                missing.iter().map(|line| line.rsplit_once(": ").map_or(line.as_str(), |(kind, _)| kind)).collect();
            return Err(Refusal::Unsupported(kinds.join("; ")));
        }
        Ok(Self { model: model.clone(), options, interpreter: None })
    }

    /// Options under which every tensor can be read after a run.
    pub fn keep_all() -> PlanOptions {
        PlanOptions::default().keep(Keep::All)
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Plans for the arrays' shapes if they are new, and writes the arrays.
    pub fn set_inputs(&mut self, arrays: &[&Array]) -> Result<(), Refusal> {
        let interpreter = self.interpreter_for(arrays)?;
        for (position, array) in arrays.iter().enumerate() {
            let mut input = interpreter.input(position)?;
            let dtype = input.info().dtype;
            if dtype.name() != array.dtype {
                return Err(Refusal::Arrays(format!("input {position} is {dtype}, the array {}", array.dtype)));
            }
            if dtype == TensorType::String {
                input.write_strings(array.strings())?;
                continue;
            }
            let bytes = input.bytes_mut();
            if bytes.len() != array.bytes().len() {
                return Err(Refusal::Arrays(format!("input {position} has {} bytes", bytes.len())));
            }
            bytes.copy_from_slice(array.bytes());
        }
        Ok(())
    }

    fn interpreter_for(&mut self, arrays: &[&Array]) -> Result<&mut Interpreter, Refusal> {
        if self.interpreter.is_none() {
            let main = self.model.subgraphs().first();
            let inputs = main.map_or(0, |graph| graph.inputs.len());
            if inputs != arrays.len() {
                return Err(Refusal::Arrays(format!("{} arrays for {inputs} inputs", arrays.len())));
            }
            let mut options = self.options.clone();
            for (position, array) in arrays.iter().enumerate() {
                options = options.input_shape(position, &array.shape);
            }
            let plan = Plan::with_options(&self.model, options)?;
            return Ok(self.interpreter.insert(Interpreter::from_plan(&plan)));
        }
        let Some(interpreter) = &mut self.interpreter else { return Err(Refusal::Arrays("no interpreter".into())) };
        let changed: Vec<(usize, &[usize])> = {
            let infos = interpreter.inputs();
            let shapes = arrays.iter().map(|array| array.shape.as_slice()).enumerate();
            shapes.filter(|(position, shape)| infos.get(*position).is_none_or(|info| info.shape != *shape)).collect()
        };
        if !changed.is_empty() {
            interpreter.resize_inputs(&changed)?;
        }
        Ok(interpreter)
    }

    fn planned(&mut self) -> Result<&mut Interpreter, Refusal> {
        self.interpreter.as_mut().ok_or_else(|| Refusal::Arrays("no inputs were set".into()))
    }

    /// Runs the graph.
    pub fn invoke(&mut self) -> Result<(), Refusal> {
        Ok(self.planned()?.invoke()?)
    }

    /// Gives variables, tables and streams of random numbers the state that they began with.
    pub fn reset(&mut self) -> Result<(), Refusal> {
        self.planned()?.reset_variables();
        Ok(())
    }

    /// Runs the graph and collects the results of every operator as an observer sees them.
    pub fn invoke_observed(&mut self) -> Result<BTreeMap<usize, Array>, Refusal> {
        let model = self.model.clone();
        let mut seen = BTreeMap::new();
        let mut failure = None;
        self.planned()?.invoke_observed(|observation| {
            if observation.subgraph != 0 {
                return;
            }
            let operators = model.subgraphs().first().map_or(&[][..], |graph| &graph.operators);
            for &tensor in operators.get(observation.op).map_or(&[][..], |operator| &operator.outputs) {
                match observation.tensor(tensor).map_err(Refusal::from).and_then(|view| array_of(&view)) {
                    Ok(array) => drop(seen.insert(tensor, array)),
                    // Fused away.
                    Err(Refusal::Error(error)) if error.kind() == ErrorKind::NotKept => {}
                    Err(refusal) => failure = Some(refusal),
                }
            }
        })?;
        failure.map_or(Ok(seen), Err)
    }

    /// The outputs of the last run.
    pub fn outputs(&mut self) -> Result<Vec<Array>, Refusal> {
        let interpreter = self.planned()?;
        let count = interpreter.outputs().len();
        (0..count).map(|position| array_of(&interpreter.output(position)?)).collect()
    }

    /// A tensor after the last run.
    pub fn tensor(&mut self, index: usize) -> Result<Array, Refusal> {
        array_of(&self.planned()?.tensor(index)?)
    }
}

/// Copies a tensor.
fn array_of(view: &TensorView<'_>) -> Result<Array, Refusal> {
    let dtype = view.info().dtype;
    match dtype {
        TensorType::String => {
            let strings = view.strings()?.into_iter().map(|text| trim_nuls(text).to_vec()).collect();
            Ok(Array { dtype: "string".into(), shape: view.shape().to_vec(), data: Data::Strings(strings) })
        }
        // numpy has no smaller integers: they are stored one to a byte.
        TensorType::Int4 | TensorType::Int2 => Ok(Array::new("int8", view.shape(), view.unpacked())),
        TensorType::UInt4 => Ok(Array::new("uint8", view.shape(), view.unpacked())),
        _ => Ok(Array {
            dtype: dtype.name().into(),
            shape: view.shape().to_vec(),
            data: Data::Bytes(view.bytes().to_vec()),
        }),
    }
}
