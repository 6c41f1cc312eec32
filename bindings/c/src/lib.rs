//! TensorFlow Lite's C API over ferrolite: programs written against `tensorflow/lite/c/c_api.h` compile against the
//! headers in `include/` and link with this library unchanged.
//!
//! What programs call is in the modules named after the headers' parts: `model`, `options`, `interpreter`,
//! `signature`, `tensor` and `operator` make up `c_api.h`; `types`, `common`, `experimental` and `opaque` are
//! `c_api_types.h`, `common.h`, `c_api_experimental.h` and `c_api_opaque.h`. `headers.sh` makes the headers from them.
//!
//! Around them: `call` keeps panics inside and reports failures; `handles` knows every pointer that was given out;
//! `memory` is where pointers of the program's are followed; `report` speaks to its error reporter; `kernel` runs its
//! custom operators. The state itself is a `ferrolite_session::Session`.
#![allow(non_snake_case, reason = "the names of the C API")]

mod call;
pub mod common;
pub mod experimental;
mod graph_tensor;
mod handles;
pub mod interpreter;
mod kernel;
mod memory;
pub mod model;
pub mod opaque;
mod operand;
pub mod operator;
pub mod options;
mod raw;
mod report;
pub mod signature;
mod strings;
pub mod tensor;
pub mod types;
