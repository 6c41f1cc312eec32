//! Inputs and outputs of custom operators, as tensors that the program's functions see.

use crate::call::{Failure, Outcome};
use crate::common::TfLiteAllocationType;
use crate::memory;
use crate::report::Reporter;
use crate::tensor::{Value, check_size, describe};
use core::ffi::c_void;
use core::ptr::null_mut;
use ferrolite::{Quantization, TensorInfo, TensorType};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An operand of one operator of a graph.
#[derive(Debug)]
pub(crate) struct Operand {
    reporter: Reporter,
    index: usize,
    name: String,
    pub(crate) dtype: TensorType,
    shape: Mutex<Vec<usize>>,
    quantization: Option<Quantization>,
    is_output: bool,
    /// Memory, while a function of the program's runs that may use it.
    span: Mutex<Option<Span>>,
    /// Whether somebody looked for a value where there was none.
    asked: AtomicBool,
    /// Whether it may get a shape now.
    shaping: AtomicBool,
}

/// Memory of an operand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    start: *mut u8,
    len: usize,
}

// SAFETY: a span is behind an operand only while its memory is there, and followed only under the operand's lock.
unsafe impl Send for Span {}

impl Span {
    /// The memory of a value that is only read.
    pub(crate) fn input(bytes: &[u8]) -> Self {
        Self { start: bytes.as_ptr().cast_mut(), len: bytes.len() }
    }

    /// The memory of a value that is written.
    pub(crate) fn output(bytes: &mut [u8]) -> Self {
        Self { start: bytes.as_mut_ptr(), len: bytes.len() }
    }

    /// Numbers that are only read.
    pub(crate) fn numbers<T: Copy>(numbers: &[T]) -> Self {
        Self { start: numbers.as_ptr().cast_mut().cast(), len: size_of_val(numbers) }
    }
}

impl Operand {
    pub(crate) fn new(info: &TensorInfo<'_>, reporter: Reporter, is_output: bool) -> Self {
        Self {
            reporter,
            index: info.index,
            name: info.name.into(),
            dtype: info.dtype,
            shape: Mutex::new(info.shape.to_vec()),
            quantization: info.quantization.cloned(),
            is_output,
            span: Mutex::default(),
            asked: AtomicBool::new(false),
            shaping: AtomicBool::new(false),
        }
    }

    /// Puts memory behind the operand, or takes it away.
    ///
    /// # Safety
    /// The memory stays, and is used by nobody else, until it is taken away.
    pub(crate) unsafe fn set(&self, span: Option<Span>) {
        *self.span() = span;
    }

    pub(crate) fn was_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }

    /// Allows and forbids shapes.
    pub(crate) fn shaping(&self, shaping: bool) {
        self.shaping.store(shaping, Ordering::Relaxed);
    }

    pub(crate) fn current_shape(&self) -> Vec<usize> {
        self.shape.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn span(&self) -> MutexGuard<'_, Option<Span>> {
        self.span.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn described(&self) -> String {
        describe(self.index, &self.name, self.dtype, &self.current_shape())
    }

    fn no_value(&self) -> Failure {
        self.asked.store(true, Ordering::Relaxed);
        Failure::from(format!("{} has no value now", self.described()))
    }
}

impl Value for Arc<Operand> {
    fn reporter(&self) -> Reporter {
        self.reporter
    }

    fn index(&self) -> usize {
        self.index
    }

    fn dtype(&self) -> Outcome<TensorType> {
        Ok(self.dtype)
    }

    fn shape(&self) -> Outcome<Vec<usize>> {
        Ok(self.current_shape())
    }

    fn signature(&self) -> Outcome<Option<Vec<i32>>> {
        Ok(None)
    }

    fn quantization(&self) -> Outcome<Option<&Quantization>> {
        Ok(self.quantization.as_ref())
    }

    fn is_variable(&self) -> bool {
        false
    }

    fn allocation(&self) -> Outcome<TfLiteAllocationType> {
        Ok(TfLiteAllocationType::kTfLiteArenaRw)
    }

    fn byte_size(&self) -> Outcome<usize> {
        let elements = self.current_shape().iter().try_fold(1usize, |all, &dim| all.checked_mul(dim));
        let bytes = elements.and_then(|elements| self.dtype.byte_len(elements));
        bytes.ok_or_else(|| format!("{} is too large", self.described()).into())
    }

    fn data(&self) -> Outcome<*mut c_void> {
        let start = self.span().map(|span| span.start.cast());
        // While planning that is nothing to report: see `Instance::prepare`.
        self.asked.fetch_or(start.is_none(), Ordering::Relaxed);
        Ok(start.unwrap_or(null_mut()))
    }

    fn read(&self, with: &mut dyn FnMut(&[u8]) -> Outcome<()>) -> Outcome<()> {
        let span = self.span();
        let Span { start, len } = span.ok_or_else(|| self.no_value())?;
        // SAFETY: the memory is there while the lock is held, as `set` was promised.
        with(unsafe { memory::values(start.cast_const(), len, "operand") }?)
    }

    fn write(&self, bytes: &[u8]) -> Outcome<()> {
        let span = self.span();
        if !self.is_output {
            return Err(format!("{} is an input of the operator: it cannot be written", self.described()).into());
        }
        let Span { start, len } = span.ok_or_else(|| self.no_value())?;
        check_size(|| self.described(), len, bytes.len())?;
        // SAFETY: the memory is there while the lock is held, as `set` was promised; it is an output's.
        unsafe { memory::values_mut(start, len, "operand") }?.copy_from_slice(bytes);
        Ok(())
    }

    fn write_strings(&self, _texts: &[&[u8]]) -> Outcome<()> {
        Err(format!("{} takes no strings", self.described()).into())
    }

    fn reshape(&self, shape: Vec<usize>) -> Outcome<()> {
        if !self.shaping.load(Ordering::Relaxed) {
            let text = "only outputs get shapes, and only from the prepare function";
            return Err(format!("{}: {text}", self.described()).into());
        }
        *self.shape.lock().unwrap_or_else(PoisonError::into_inner) = shape;
        Ok(())
    }
}
