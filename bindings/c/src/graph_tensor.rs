//! Tensors of an interpreter's graphs.

use crate::call::{Failure, Outcome};
use crate::common::TfLiteAllocationType;
use crate::interpreter::TfLiteInterpreter;
use crate::report::Reporter;
use crate::strings;
use crate::tensor::{TfLiteTensor, Value, check_size, describe};
use core::ffi::c_void;
use ferrolite::{Quantization, TensorType};
use std::sync::Arc;

/// A tensor by its subgraph and index.
#[derive(Debug)]
struct GraphTensor {
    interpreter: Arc<TfLiteInterpreter>,
    subgraph: usize,
    index: usize,
}

/// A tensor of an interpreter.
pub(crate) fn graph_tensor(
    interpreter: &Arc<TfLiteInterpreter>,
    subgraph: usize,
    index: usize,
) -> Outcome<TfLiteTensor> {
    let name = interpreter.model.info(subgraph, index)?.name;
    Ok(TfLiteTensor::new(name, GraphTensor { interpreter: interpreter.clone(), subgraph, index }))
}

impl Value for GraphTensor {
    fn reporter(&self) -> Reporter {
        self.interpreter.reporter
    }

    fn index(&self) -> usize {
        self.index
    }

    fn dtype(&self) -> Outcome<TensorType> {
        Ok(self.interpreter.model.info(self.subgraph, self.index)?.dtype)
    }

    fn shape(&self) -> Outcome<Vec<usize>> {
        Ok(self.interpreter.session()?.info(self.subgraph, self.index)?.shape.to_vec())
    }

    fn signature(&self) -> Outcome<Option<Vec<i32>>> {
        Ok(self.interpreter.model.info(self.subgraph, self.index)?.shape_signature.map(<[i32]>::to_vec))
    }

    fn quantization(&self) -> Outcome<Option<&Quantization>> {
        Ok(self.interpreter.model.info(self.subgraph, self.index)?.quantization)
    }

    fn is_variable(&self) -> bool {
        let graph = self.interpreter.model.subgraphs().get(self.subgraph);
        graph.and_then(|graph| graph.tensors.get(self.index)).is_some_and(|tensor| tensor.is_variable)
    }

    fn allocation(&self) -> Outcome<TfLiteAllocationType> {
        let graph = self.interpreter.model.subgraphs().get(self.subgraph);
        let constant = graph.and_then(|graph| graph.tensors.get(self.index)).is_some_and(|tensor| tensor.is_constant());
        Ok(match (constant, self.is_variable(), self.dtype()?) {
            (true, ..) => TfLiteAllocationType::kTfLiteMmapRo,
            (_, true, _) => TfLiteAllocationType::kTfLiteArenaRwPersistent,
            (.., TensorType::String) => TfLiteAllocationType::kTfLiteDynamic,
            _ => TfLiteAllocationType::kTfLiteArenaRw,
        })
    }

    fn byte_size(&self) -> Outcome<usize> {
        let session = self.interpreter.session()?;
        let info = session.info(self.subgraph, self.index)?;
        let fixed = info.dtype.byte_len(info.elements());
        // Strings take what they take, and nothing before they are there.
        let bytes = fixed.or_else(|| Some(session.read(self.subgraph, self.index).ok()?.bytes().len()));
        Ok(bytes.unwrap_or(0))
    }

    fn data(&self) -> Outcome<*mut c_void> {
        let mut session = self.interpreter.session()?;
        match session.data(self.subgraph, self.index) {
            Ok(bytes) => Ok(bytes.as_ptr().cast()),
            // A constant lives in the model or the plan, and is not to be written to.
            Err(error) => match session.read(self.subgraph, self.index) {
                Ok(constant) => Ok(constant.bytes().as_ptr().cast_mut().cast()),
                Err(_) => Err(error.into()),
            },
        }
    }

    fn read(&self, with: &mut dyn FnMut(&[u8]) -> Outcome<()>) -> Outcome<()> {
        with(self.interpreter.session()?.read(self.subgraph, self.index)?.bytes())
    }

    fn write(&self, bytes: &[u8]) -> Outcome<()> {
        let mut session = self.interpreter.session()?;
        let mut target = session.write(self.subgraph, self.index)?;
        let info = *target.info();
        let described = describe(info.index, info.name, info.dtype, info.shape);
        if info.dtype == TensorType::String {
            let wrong =
                || Failure::from(format!("{described}: the bytes given are no strings in TensorFlow Lite's form"));
            return Ok(target.write_strings(&strings::decode(bytes).ok_or_else(wrong)?)?);
        }
        let memory = target.bytes_mut();
        check_size(|| described, memory.len(), bytes.len())?;
        memory.copy_from_slice(bytes);
        Ok(())
    }

    fn write_strings(&self, texts: &[&[u8]]) -> Outcome<()> {
        Ok(self.interpreter.session()?.write(self.subgraph, self.index)?.write_strings(texts)?)
    }

    fn reshape(&self, _shape: Vec<usize>) -> Outcome<()> {
        Err("only outputs of a custom operator get shapes: TfLiteInterpreterResizeInputTensor resizes inputs".into())
    }
}
