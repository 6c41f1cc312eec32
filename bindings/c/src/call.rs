//! How every function of the API runs: no panic leaves it, and what goes wrong is reported.

use crate::handles;
use crate::interpreter::TfLiteInterpreter;
use crate::model::TfLiteModel;
use crate::options::TfLiteInterpreterOptions;
use crate::report::Reporter;
use crate::signature::TfLiteSignatureRunner;
use crate::tensor::TfLiteTensor;
use crate::types::TfLiteStatus;
use ferrolite::{Error, ErrorKind};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Why a call came to nothing.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) status: TfLiteStatus,
    pub(crate) message: String,
}

pub(crate) type Outcome<T> = Result<T, Failure>;

impl Failure {
    pub(crate) fn new(status: TfLiteStatus, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::new(TfLiteStatus::kTfLiteError, message)
    }
}

impl From<&str> for Failure {
    fn from(message: &str) -> Self {
        Self::new(TfLiteStatus::kTfLiteError, message)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let status = match error.kind() {
            ErrorKind::Unsupported => TfLiteStatus::kTfLiteUnresolvedOps,
            ErrorKind::Cancelled => TfLiteStatus::kTfLiteCancelled,
            _ => TfLiteStatus::kTfLiteError,
        };
        Self::new(status, error.to_string())
    }
}

/// A call while it runs.
pub(crate) struct Call {
    /// Who hears what goes wrong: the reporter of the object that the call is about, once it is found.
    pub(crate) reporter: Reporter,
}

impl Call {
    pub(crate) fn options(
        &mut self,
        options: *const TfLiteInterpreterOptions,
    ) -> Outcome<Arc<TfLiteInterpreterOptions>> {
        let options = handles::find(options)?;
        self.reporter = options.get().reporter;
        Ok(options)
    }

    pub(crate) fn model(&self, model: *const TfLiteModel) -> Outcome<Arc<TfLiteModel>> {
        Ok(handles::find(model)?)
    }

    pub(crate) fn interpreter(&mut self, interpreter: *const TfLiteInterpreter) -> Outcome<Arc<TfLiteInterpreter>> {
        let interpreter = handles::find(interpreter)?;
        self.reporter = interpreter.reporter;
        Ok(interpreter)
    }

    pub(crate) fn tensor(&mut self, tensor: *const TfLiteTensor) -> Outcome<Arc<TfLiteTensor>> {
        let tensor = handles::find(tensor)?;
        self.reporter = tensor.reporter();
        Ok(tensor)
    }

    pub(crate) fn runner(
        &mut self,
        runner: *const TfLiteSignatureRunner,
    ) -> Outcome<(Arc<TfLiteSignatureRunner>, Arc<TfLiteInterpreter>)> {
        let runner = handles::find(runner)?;
        let interpreter = runner.interpreter.upgrade().ok_or("the interpreter of the signature runner was deleted")?;
        self.reporter = interpreter.reporter;
        Ok((runner, interpreter))
    }
}

/// Runs a function of the API that gives something else than a status; `otherwise` when it fails.
pub(crate) fn value<T>(name: &str, otherwise: T, body: impl FnOnce(&mut Call) -> Outcome<T>) -> T {
    run(name, body).unwrap_or(otherwise)
}

/// Takes back a pointer that a program deletes; null is nothing to delete.
pub(crate) fn delete<T: Any + Send + Sync>(name: &str, pointer: *mut T) {
    if !pointer.is_null() {
        value(name, (), |_| {
            handles::take(pointer)?;
            Ok(())
        });
    }
}

/// Runs a function of the API that gives a status.
pub(crate) fn status(name: &str, body: impl FnOnce(&mut Call) -> Outcome<()>) -> TfLiteStatus {
    match run(name, body) {
        Ok(()) => TfLiteStatus::kTfLiteOk,
        Err(status) => status,
    }
}

fn run<T>(name: &str, body: impl FnOnce(&mut Call) -> Outcome<T>) -> Result<T, TfLiteStatus> {
    let mut call = Call { reporter: Reporter::default() };
    // What a panic may leave half done is behind a mutex, which remembers it.
    let outcome = catch_unwind(AssertUnwindSafe(|| body(&mut call)));
    let failure = match outcome {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(failure)) => failure,
        Err(_) => Failure::from("a defect in ferrolite, please report it"),
    };
    // The reporter is the program's: nothing of ours is locked here.
    call.reporter.report(&format!("{name}: {}", failure.message));
    Err(failure.status)
}
