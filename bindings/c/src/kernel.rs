//! Custom operators of a program's as ferrolite plans and runs them.
//!
//! While a graph is planned, an operator's `init` and `prepare` are called; while it runs, its `invoke`; when the plan
//! goes, its `free`. What they get are pointers to a context, a node and tensors that exist as long as the operator
//! does. Memory is behind the tensors only during a call: the session's own, or known values while it is planned.

use crate::handles;
use crate::operand::{Operand, Span};
use crate::operator::{Function, Functions, Run, RunWithData, TfLiteOperator};
use crate::raw;
use crate::report::{Reporter, UserData};
use crate::tensor::TfLiteTensor;
use crate::types::TfLiteStatus;
use core::ffi::{c_int, c_void};
use core::ptr::null_mut;
use ferrolite::custom::{CustomKernel, CustomOperator, Operands, Setup};
use ferrolite::{Element, Error, ErrorKind, Result, TensorInfo, TensorType};
use ferrolite_session::this_thread;
use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What an operator's functions are called with: it takes error messages and gives outputs their shapes.
#[derive(Debug)]
pub struct TfLiteOpaqueContext {
    pub(crate) reporter: Reporter,
    /// Addresses of the operands by their index in the graph.
    pub(crate) tensors: Vec<(usize, usize)>,
}

/// An operator of a graph: its operands, its options and its state.
#[derive(Debug)]
pub struct TfLiteOpaqueNode {
    pub(crate) reporter: Reporter,
    /// Addresses of the inputs; 0 where one is absent.
    pub(crate) inputs: Vec<usize>,
    pub(crate) outputs: Vec<usize>,
    /// Indices in the graph; -1 where an input is absent.
    pub(crate) input_indices: Vec<c_int>,
    pub(crate) output_indices: Vec<c_int>,
    /// What `init` made.
    pub(crate) state: UserData,
    pub(crate) options: Arc<[u8]>,
}

/// A custom operator of the program's.
pub(crate) struct CustomOperation {
    operator: Arc<TfLiteOperator>,
    reporter: Reporter,
    /// What `infer` prepared and `prepare`, called next by the same thread, takes.
    prepared: Mutex<HashMap<usize, Instance>>,
}

impl CustomOperation {
    pub(crate) fn new(operator: Arc<TfLiteOperator>, reporter: Reporter) -> Self {
        Self { operator, reporter, prepared: Mutex::default() }
    }

    pub(crate) fn name(&self) -> String {
        self.operator.name.to_string_lossy().into_owned()
    }
}

/// One operator of a graph.
struct Instance {
    operator: Arc<TfLiteOperator>,
    functions: Functions,
    context: *mut TfLiteOpaqueContext,
    node: *mut TfLiteOpaqueNode,
    state: UserData,
    inputs: Vec<Option<Arc<Operand>>>,
    outputs: Vec<Arc<Operand>>,
    /// Tensors that were given out.
    given: Vec<*mut TfLiteTensor>,
    /// Held while memory is behind the operands.
    running: Mutex<()>,
}

// SAFETY: the pointers are those of `handles`, which are never followed, and the state goes only to the program's
// functions, of which one runs at a time.
unsafe impl Send for Instance {}
// SAFETY: as above.
unsafe impl Sync for Instance {}

impl Instance {
    fn new(operation: &CustomOperation, op: &Setup<'_, '_>) -> Result<Self> {
        let (operator, reporter) = (operation.operator.clone(), operation.reporter);
        let functions = *operator.functions();
        if functions.is_async || functions.invoke.is_none() {
            let why = if functions.is_async { "is asynchronous" } else { "has no invoke function" };
            return Err(Error::new(ErrorKind::Unsupported, format!("the custom operator written in C {why}")));
        }
        if op.version() != operator.version {
            let text =
                format!("its version is {}, the one written in C has version {}", op.version(), operator.version);
            return Err(Error::new(ErrorKind::Unsupported, text));
        }
        let mut inputs = Vec::new();
        for position in 0..op.input_count() {
            inputs.push(op.optional_input(position)?);
        }
        let outputs = (0..op.output_count()).map(|position| op.output(position)).collect::<Result<Vec<_>>>()?;
        check_types(inputs.iter().flatten().chain(&outputs))?;

        let index_of = |info: &TensorInfo<'_>| c_int::try_from(info.index).unwrap_or(c_int::MAX);
        let input_indices = inputs.iter().map(|input| input.as_ref().map_or(-1, index_of)).collect();
        let output_indices = outputs.iter().map(index_of).collect();
        let mut given = Vec::new();
        let mut tensors = Vec::new();
        let mut give = |info: &TensorInfo<'_>, operand: &Arc<Operand>| {
            let pointer = handles::give(Arc::new(TfLiteTensor::new(info.name, operand.clone())));
            given.push(pointer);
            tensors.push((info.index, pointer.addr()));
            pointer.addr()
        };
        let mut own_inputs = Vec::new();
        let mut input_addresses = Vec::new();
        for input in &inputs {
            let operand = input.as_ref().map(|info| Arc::new(Operand::new(info, reporter, false)));
            input_addresses.push(input.as_ref().zip(operand.as_ref()).map_or(0, |(info, own)| give(info, own)));
            own_inputs.push(operand);
        }
        let own_outputs: Vec<_> = outputs.iter().map(|info| Arc::new(Operand::new(info, reporter, true))).collect();
        let output_addresses = outputs.iter().zip(&own_outputs).map(|(info, own)| give(info, own)).collect();

        let context = handles::give(Arc::new(TfLiteOpaqueContext { reporter, tensors }));
        let options: Arc<[u8]> = op.options().into();
        let state = UserData(init(&operator, &functions, context, &options));
        let node = TfLiteOpaqueNode {
            reporter,
            inputs: input_addresses,
            outputs: output_addresses,
            input_indices,
            output_indices,
            state,
            options,
        };
        let node = handles::give(Arc::new(node));
        let (inputs, outputs, running) = (own_inputs, own_outputs, Mutex::default());
        Ok(Self { operator, functions, context, node, state, inputs, outputs, given, running })
    }

    /// Calls `prepare`, at first without values, then with those that it asked for and that are known.
    fn prepare(&self, op: &mut Setup<'_, '_>) -> Result<()> {
        let Some(function) = self.functions.prepare else { return Ok(()) };
        let first = self.run(function, true);
        let inputs = self.inputs.iter().enumerate().filter_map(|(position, input)| Some((position, input.as_ref()?)));
        let asked: Vec<_> = inputs.filter(|(_, input)| input.was_asked()).collect();
        if asked.is_empty() {
            return outcome(first, "prepare");
        }
        let mut values = Vec::new();
        for (position, input) in asked {
            match known_value(op, position, input.dtype) {
                Ok(value) => values.push((input, value)),
                // Planned again once the value is there, should it be missed.
                Err(error) if first != OK => return Err(error),
                Err(_) => {}
            }
        }
        let _running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        for (input, value) in &values {
            // SAFETY: the values are there until the end of this function, and taken away before.
            unsafe { input.set(Some(value.span)) };
        }
        let second = self.run(function, true);
        self.clear();
        outcome(second, "prepare")
    }

    /// Takes all memory from behind the operands.
    fn clear(&self) {
        for operand in self.inputs.iter().flatten().chain(&self.outputs) {
            // SAFETY: no memory has nothing to stay.
            unsafe { operand.set(None) };
        }
    }

    fn run(&self, function: Function<Run, RunWithData>, shaping: bool) -> raw::TfLiteStatus {
        self.outputs.iter().for_each(|output| output.shaping(shaping));
        let user_data = self.operator.user_data.0;
        let status = match function {
            // SAFETY: the program gave this function for this; its pointers are good until the operator goes.
            Function::Plain(function) => unsafe { function(self.context, self.node) },
            // SAFETY: as above, with the user data that it gave along.
            Function::WithData(function) => unsafe { function(user_data, self.context, self.node) },
        };
        self.outputs.iter().for_each(|output| output.shaping(false));
        status
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let (user_data, state) = (self.operator.user_data.0, self.state.0);
        match self.functions.free {
            None => {}
            // SAFETY: the program gave this function to end what its `init` made; it is called once.
            Some(Function::Plain(free)) => unsafe { free(self.context, state) },
            // SAFETY: as above, with the user data that it gave along.
            Some(Function::WithData(free)) => unsafe { free(user_data, self.context, state) },
        }
        for &tensor in &self.given {
            drop(handles::take(tensor));
        }
        drop(handles::take(self.node));
        drop(handles::take(self.context));
    }
}

const OK: raw::TfLiteStatus = TfLiteStatus::kTfLiteOk as raw::TfLiteStatus;

/// Calls `init`.
fn init(
    operator: &TfLiteOperator,
    functions: &Functions,
    context: *mut TfLiteOpaqueContext,
    options: &[u8],
) -> *mut c_void {
    let (buffer, length) = (options.as_ptr().cast(), options.len());
    match functions.init {
        None => null_mut(),
        // SAFETY: the program gave this function for this; the options are there during the call.
        Some(Function::Plain(init)) => unsafe { init(context, buffer, length) },
        // SAFETY: as above, with the user data that it gave along.
        Some(Function::WithData(init)) => unsafe { init(operator.user_data.0, context, buffer, length) },
    }
}

/// Only numbers have memory that C can see.
fn check_types<'t>(operands: impl Iterator<Item = &'t TensorInfo<'t>>) -> Result<()> {
    for info in operands {
        if info.dtype.bits().is_none() || info.dtype == TensorType::Resource {
            let text =
                format!("tensor {} {:?} is {}: operators written in C take none", info.index, info.name, info.dtype);
            return Err(Error::new(ErrorKind::BadType, text));
        }
    }
    Ok(())
}

/// What a function of the program's came to.
fn outcome(status: raw::TfLiteStatus, function: &str) -> Result<()> {
    if status == OK {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::BadValue,
        format!("the {function} function of the operator, written in C, gave status {status}"),
    ))
}

/// A value that is known while planning.
struct Known {
    span: Span,
    /// The numbers that the span is of.
    _numbers: Box<dyn Any>,
}

/// The value of an input that is known while planning.
fn known_value(op: &mut Setup<'_, '_>, position: usize, dtype: TensorType) -> Result<Known> {
    fn known<T: Element + 'static>(op: &mut Setup<'_, '_>, position: usize) -> Result<Known> {
        let numbers: Vec<T> = op.value(position)?;
        Ok(Known { span: Span::numbers(&numbers), _numbers: Box::new(numbers) })
    }
    match dtype.bits() {
        Some(8) => known::<u8>(op, position),
        Some(16) => known::<u16>(op, position),
        Some(32) => known::<u32>(op, position),
        Some(64) => known::<u64>(op, position),
        Some(128) => known::<u128>(op, position),
        _ => Err(Error::new(
            ErrorKind::BadType,
            format!("the value of a {dtype} tensor is not to be had while planning"),
        )),
    }
}

/// An operator of a graph, prepared.
struct Running(Instance);

impl Running {
    /// Puts the memory of a run behind the operands.
    ///
    /// # Safety
    /// It is taken away again while `operands` are there.
    unsafe fn attach(&self, operands: &mut Operands<'_, '_>) -> Result<()> {
        for (position, input) in self.0.inputs.iter().enumerate() {
            if let Some(input) = input {
                let span = Span::input(operands.input::<u8>(position)?);
                // SAFETY: the memory is the operand's during the run, and taken away by this function's contract.
                unsafe { input.set(Some(span)) };
            }
        }
        for (position, output) in self.0.outputs.iter().enumerate() {
            let span = Span::output(operands.output::<u8>(position)?);
            // SAFETY: as above; the memory of an output is nobody else's during the run.
            unsafe { output.set(Some(span)) };
        }
        Ok(())
    }
}

impl CustomKernel for Running {
    fn eval(&self, operands: &mut Operands<'_, '_>) -> Result<()> {
        let Self(instance) = self;
        let Some(function) = instance.functions.invoke else { return Ok(()) };
        let _running = instance.running.lock().unwrap_or_else(PoisonError::into_inner);
        // SAFETY: taken away at the end of this function, and no panic comes before.
        let attached = unsafe { self.attach(operands) };
        let status = attached.map(|()| instance.run(function, false));
        instance.clear();
        outcome(status?, "invoke")
    }
}

impl CustomOperator for CustomOperation {
    fn infer(&self, op: &mut Setup<'_, '_>) -> Result<Vec<Vec<usize>>> {
        let instance = Instance::new(self, op)?;
        instance.prepare(op)?;
        let shapes = instance.outputs.iter().map(|output| output.current_shape()).collect();
        let mut prepared = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        let last = prepared.insert(this_thread(), instance);
        drop(prepared);
        drop(last);
        Ok(shapes)
    }

    fn prepare(&self, _op: &mut Setup<'_, '_>) -> Result<Box<dyn CustomKernel>> {
        let mut prepared = self.prepared.lock().unwrap_or_else(PoisonError::into_inner);
        let instance = prepared.remove(&this_thread());
        let instance = instance.ok_or_else(|| Error::new(ErrorKind::Internal, "a custom operator was not inferred"))?;
        Ok(Box::new(Running(instance)))
    }

    // What a function of the program's does besides is unknown.
    fn is_pure(&self) -> bool {
        false
    }
}
