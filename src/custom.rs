//! Operators of your own: what a custom operator of a model means, by its name.
//!
//! A [`CustomOperator`] is registered with [`PlanOptions::custom_operator`](crate::PlanOptions::custom_operator). While
//! a plan is made its [`check`](CustomOperator::check), [`infer`](CustomOperator::infer) and
//! [`prepare`](CustomOperator::prepare) are called in this order, and the kernel that comes out runs in every invoke, on slices
//! of the arena. It is planned like any other operator: inputs that are known make outputs that are known, memory is
//! shared, shapes follow.
//!
//! ```
//! use ferrolite::custom::{CustomKernel, CustomOperator, Operands, Setup};
//! use ferrolite::{Error, ErrorKind, Plan, PlanOptions, Result, TensorType};
//!
//! /// Scales a float32 tensor by the option `factor`.
//! struct Scale;
//!
//! struct ScaleKernel(f32);
//!
//! impl CustomOperator for Scale {
//!     fn check(&self, op: &Setup<'_, '_>) -> Result<()> {
//!         if op.input(0)?.dtype != TensorType::Float32 {
//!             return Err(Error::new(ErrorKind::BadType, "the input must be float32"));
//!         }
//!         Ok(())
//!     }
//!
//!     fn infer(&self, op: &mut Setup<'_, '_>) -> Result<Vec<Vec<usize>>> {
//!         Ok(vec![op.input(0)?.shape.to_vec()])
//!     }
//!
//!     fn prepare(&self, op: &mut Setup<'_, '_>) -> Result<Box<dyn CustomKernel>> {
//!         Ok(Box::new(ScaleKernel(op.option_f64("factor").unwrap_or(1.0) as f32)))
//!     }
//! }
//!
//! impl CustomKernel for ScaleKernel {
//!     fn eval(&self, operands: &mut Operands<'_, '_>) -> Result<()> {
//!         let input = operands.input::<f32>(0)?;
//!         let output = operands.output::<f32>(0)?;
//!         for (output, input) in output.iter_mut().zip(input) {
//!             *output = input * self.0;
//!         }
//!         Ok(())
//!     }
//! }
//!
//! let options = PlanOptions::default().custom_operator("Scale", Scale);
//! # let model = ferrolite::Model::open("models/digits_int8.tflite")?;
//! let plan = Plan::with_options(&model, options)?;
//! # drop(plan);
//! # Ok::<(), Error>(())
//! ```

use crate::arena::{Element, Inputs, Io, Outputs, Scratch};
use crate::error::{Result, ensure};
use crate::io::TensorInfo;
use crate::model::flex::{Map, Value};
use crate::ops::{Kernel, Prepared};
use crate::plan::{Operand, Prepare};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

/// What a custom operator means. One value serves all operators of its name.
pub trait CustomOperator: Send + Sync {
    /// Checks types, shapes and options. By default nothing is wrong.
    ///
    /// # Errors
    /// What does not fit, best as [`BadType`](crate::ErrorKind::BadType), [`BadShape`](crate::ErrorKind::BadShape) or
    /// [`BadOption`](crate::ErrorKind::BadOption); the operator is named by the library.
    fn check(&self, _op: &Setup<'_, '_>) -> Result<()> {
        Ok(())
    }

    /// The shapes of the outputs. They may depend on the value of an input: see [`Setup::value`].
    ///
    /// # Errors
    /// As [`check`](Self::check), and what [`Setup`] returns.
    fn infer(&self, op: &mut Setup<'_, '_>) -> Result<Vec<Vec<usize>>>;

    /// Computes whatever does not change from run to run, and asks for scratch memory.
    ///
    /// # Errors
    /// As [`check`](Self::check).
    fn prepare(&self, op: &mut Setup<'_, '_>) -> Result<Box<dyn CustomKernel>>;

    /// Whether the outputs follow from the inputs alone, so that known inputs are computed once, when the plan is
    /// made. An operator that prints or counts says no.
    fn is_pure(&self) -> bool {
        true
    }
}

/// A prepared custom operator. All interpreters of a plan share it.
pub trait CustomKernel: Send + Sync {
    /// Computes every element of every output.
    ///
    /// # Errors
    /// [`BadValue`](crate::ErrorKind::BadValue) when a value does not fit.
    fn eval(&self, operands: &mut Operands<'_, '_>) -> Result<()>;
}

/// A custom operator while a plan is made.
pub struct Setup<'p, 'a> {
    pub(crate) prepare: &'p mut Prepare<'a>,
}

impl<'a> Setup<'_, 'a> {
    /// How many inputs there are, absent ones included.
    #[must_use]
    pub fn input_count(&self) -> usize {
        self.prepare.input_count()
    }

    /// How many outputs there are.
    #[must_use]
    pub fn output_count(&self) -> usize {
        self.prepare.output_count()
    }

    /// Name, type, shape and quantization of input `position`.
    ///
    /// # Errors
    /// `BadOperand` when it is absent. `NotYetKnown` while its shape is: to be returned as it is.
    pub fn input(&self, position: usize) -> Result<TensorInfo<'a>> {
        self.prepare.input(position).map(info)
    }

    /// Input `position`, `None` when it is absent.
    ///
    /// # Errors
    /// `NotYetKnown` while its shape is: to be returned as it is.
    pub fn optional_input(&self, position: usize) -> Result<Option<TensorInfo<'a>>> {
        Ok(self.prepare.optional_input(position)?.map(info))
    }

    /// Name, type and quantization of output `position`; its shape is what the file says.
    ///
    /// # Errors
    /// `BadOperand` when there is no such output.
    pub fn output(&self, position: usize) -> Result<TensorInfo<'a>> {
        self.prepare.output(position).map(info)
    }

    /// The shape of output `position` that [`infer`](CustomOperator::infer) gave; `None` before it did.
    #[must_use]
    pub fn inferred_shape(&self, position: usize) -> Option<&[usize]> {
        self.prepare.output_shape(position)
    }

    /// The value of input `position`, for shapes and tables that depend on it.
    ///
    /// # Errors
    /// `NotYetKnown` when the graph computes it and has not yet: to be returned as it is; the operator is prepared again,
    /// while the graph runs, with the value at hand. `BadType` when its elements have another size than `T`.
    pub fn value<T: Element>(&mut self, position: usize) -> Result<Vec<T>> {
        self.prepare.value(position)
    }

    /// Asks for scratch memory; the result is the index for `Operands::scratch`.
    pub fn scratch(&mut self, bytes: usize) -> usize {
        self.prepare.scratch(bytes)
    }

    /// The version that the file asks for.
    #[must_use]
    pub fn version(&self) -> i32 {
        self.prepare.operator().version
    }

    /// The options as the file has them; empty when it has none.
    #[must_use]
    pub fn options(&self) -> &'a [u8] {
        self.prepare.custom_options()
    }

    fn option(&self, key: &str) -> Option<Value<'a>> {
        let map: Option<Map<'a>> = Value::root(self.options()).and_then(|root| root.as_map());
        map?.get(key).filter(|value| !value.is_null())
    }

    /// An integer among options that are a FlexBuffer map; `None` when it is not there.
    #[must_use]
    pub fn option_i64(&self, key: &str) -> Option<i64> {
        self.option(key)?.as_i64()
    }

    /// A number among options that are a FlexBuffer map.
    #[must_use]
    pub fn option_f64(&self, key: &str) -> Option<f64> {
        self.option(key)?.as_f64()
    }

    /// A truth value among options that are a FlexBuffer map.
    #[must_use]
    pub fn option_bool(&self, key: &str) -> Option<bool> {
        self.option(key)?.as_bool()
    }

    /// A text among options that are a FlexBuffer map.
    #[must_use]
    pub fn option_str(&self, key: &str) -> Option<&'a str> {
        self.option(key)?.as_str()
    }
}

impl fmt::Debug for Setup<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Setup").field("operator", &self.prepare.operator().code).finish_non_exhaustive()
    }
}

fn info(operand: Operand<'_>) -> TensorInfo<'_> {
    TensorInfo {
        index: operand.index,
        name: operand.name,
        dtype: operand.dtype,
        shape: operand.shape,
        shape_signature: None,
        quantization: operand.quantization,
    }
}

/// Inputs, outputs and scratch memory of a custom operator that runs.
///
/// The lifetime of an input's slice is that of the run, so that inputs and one output can be held side by side.
pub struct Operands<'i, 'a> {
    inputs: Inputs<'i>,
    outputs: &'i mut Outputs<'a>,
    scratch: &'i mut Scratch<'a>,
}

impl<'i> Operands<'i, '_> {
    /// The elements of input `position`, sub-byte types packed.
    ///
    /// # Errors
    /// `Internal` when it is absent or when its elements have another size than `T`.
    pub fn input<T: Element>(&self, position: usize) -> Result<&'i [T]> {
        self.inputs.get(position)
    }

    /// Input `position`, `None` when it is absent.
    ///
    /// # Errors
    /// As [`input`](Self::input).
    pub fn optional_input<T: Element>(&self, position: usize) -> Result<Option<&'i [T]>> {
        self.inputs.optional(position)
    }

    /// The elements of output `position`, to be written. They hold something arbitrary.
    ///
    /// # Errors
    /// `Internal` when there is no such output or when its elements have another size than `T`.
    pub fn output<T: Element>(&mut self, position: usize) -> Result<&mut [T]> {
        self.outputs.get(position)
    }

    /// An output and a scratch buffer side by side.
    ///
    /// # Errors
    /// As [`output`](Self::output).
    pub fn output_and_scratch<T: Element, S: Element>(
        &mut self,
        position: usize,
        scratch: usize,
    ) -> Result<(&mut [T], &mut [S])> {
        Ok((self.outputs.get(position)?, self.scratch.get(scratch)?))
    }
}

impl fmt::Debug for Operands<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Operands").finish_non_exhaustive()
    }
}

/// A custom kernel among the others.
struct Running(Box<dyn CustomKernel>);

impl Kernel for Running {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        self.0.eval(&mut Operands { inputs, outputs, scratch })
    }
}

/// Checks, infers and prepares.
pub(crate) fn prepare(operator: &dyn CustomOperator, prepare: &mut Prepare<'_>) -> Result<Prepared> {
    let mut setup = Setup { prepare };
    operator.check(&setup)?;
    let shapes = operator.infer(&mut setup)?;
    let outputs = setup.output_count();
    ensure!(shapes.len() == outputs, BadOperand, "has {outputs} outputs, {} shapes were inferred", shapes.len());
    for (position, shape) in shapes.iter().enumerate() {
        setup.prepare.set_output_shape(position, shape)?;
    }
    let kernel = operator.prepare(&mut setup)?;
    Ok(Prepared::Kernel("custom", Box::new(Running(kernel))))
}

/// Custom operators by name.
#[derive(Clone, Default)]
pub(crate) struct Registry(BTreeMap<String, Arc<dyn CustomOperator>>);

impl Registry {
    pub(crate) fn insert(&mut self, name: String, operator: Arc<dyn CustomOperator>) {
        self.0.insert(name, operator);
    }

    pub(crate) fn get(&self, name: &str) -> Option<&dyn CustomOperator> {
        self.0.get(name).map(|operator| &**operator)
    }
}

impl fmt::Debug for Registry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
