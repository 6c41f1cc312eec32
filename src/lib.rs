//! A TensorFlow Lite interpreter in pure Rust: exact int8 inference, safe on any file.
//!
//! Three types are three phases: a [`Model`] is a verified file, a [`Plan`] is a model prepared for given
//! input shapes, an [`Interpreter`] runs a plan.
//!
//! ```no_run
//! use ferrolite::{Interpreter, Model};
//!
//! let model = Model::open("model.tflite")?;
//! let mut interpreter = Interpreter::new(&model)?;
//! interpreter.input(0)?.write_f32(&[0.5; 64])?; // quantized as the model asks for
//! interpreter.invoke()?;
//! let scores: Vec<f32> = interpreter.output(0)?.to_f32()?;
//! # Ok::<(), ferrolite::Error>(())
//! ```
//!
//! Integer results equal those of LiteRT's reference kernels bit for bit; float results are the same on
//! every machine under [`Floats::AsReference`]. No bytes, however hostile, cause a panic: every refusal is a typed [`Error`].
//!
//! # Threads
//!
//! A plan computes on its caller's thread alone, unless its options are given threads: a [`Pool`] by
//! [`PlanOptions::thread_count`] or [`PlanOptions::threads`], or the caller's own by the trait [`Workers`] (with the
//! feature `rayon`, `RayonPool` is one). Nothing is global: a pool is a value that any number of interpreters may
//! share, also at the same time. Results are the same for any number of threads.
//!
//! Without the feature `std` the crate needs only `alloc`: then there are no files, maps and clocks.
#![cfg_attr(not(any(feature = "std", test)), no_std)]

extern crate alloc;

mod arena;
pub mod custom;
mod error;
mod frame;
mod interpreter;
mod io;
mod late;
mod limits;
pub mod model;
mod ops;
pub mod plan;
#[cfg(feature = "std")]
mod pool;
pub mod quantize;
#[cfg(feature = "rayon")]
mod rayon;
mod resources;
mod strings;
mod tensor_type;

pub use arena::Element;
pub use error::{Error, ErrorKind, Location, OpLocation, Result, TensorLocation};
/// Instruction sets, the rounding of floats, and the threads that share an operator's work.
pub use ferrolite_kernels::{isa::Level, linear::Floats, parallel::Workers};
pub use interpreter::{Interpreter, Observation};
pub use io::{InputMut, Selector, TensorInfo, TensorView};
pub use limits::Limits;
pub use model::{Model, Quantization};
pub use ops::{SupportedOperator, supported_operators};
pub use plan::{Keep, Layout, Pack, Plan, PlanOptions};
#[cfg(feature = "std")]
pub use pool::Pool;
#[cfg(feature = "rayon")]
pub use rayon::RayonPool;
pub use tensor_type::TensorType;
