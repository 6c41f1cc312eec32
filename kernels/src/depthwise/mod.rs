//! Depthwise convolutions of bytes by rule **D**, exact, with the dot products of `simd`; and of floats
//! (`float`, and `lines` for few channels), with which floats that are quantized at run time are multiplied too (`hybrid`);
//! and of words (`words`).
//!
//! A dot product adds up neighbours within a lane, but the taps of a depthwise filter lie a pixel or a row apart. So
//! the input is turned first (`strip`): of each *step* of rows (four, or two where products are 16 bits wide), every
//! lane of a *strip* gets the bytes of one channel of one column, one below the other. A dot product then covers a
//! column of the filter, and the strip is used many times: by every filter column, and by every output row whose
//! window lies in the strip, with the filter moved down by zeros. A 3×3 filter of stride 1 needs three dot products
//! for 16 outputs, and two rows of outputs share a strip of four; a 5×5 one needs ten, and four rows share eight.
//!
//! A filter of a single row, as networks of sound have, would leave most of each lane empty. The rows of its step are one
//! line of the image instead, each moved by a tap, and its columns every fourth tap: nine taps take three dot products.
//!
//! The padding is in the strip, so no window is cut, and every sum has the same constants. Strips lie on the stack and
//! stay in the first-level cache: rows are computed in tiles of columns and chunks of channels (`layout`).
//!
//! Sixteen channels × a row of positions is the unit of work (`row`): filter and requantization stay in registers
//! along the row. Where channels do not fill 16 lanes, the last sixteen overlap those before them; with few channels
//! and stride 1 several pixels, which lie side by side in memory, count as one of more channels. With AVX-512 and 64
//! channels or more the unit is 64 channels: turning bytes within quarters of a vector and packing results within
//! quarters undo each other, so neither needs a shuffle between quarters.
//!
//! Where there is a single output, as in networks that see one step of time after the other, nothing is turned in memory
//! (`single`).
//!
//! Zero points never enter the dot products. With inputs as unsigned bytes `a = x + o` (`o` = 128 for signed inputs)
//! and `v = w − weights' zero point`, `Σ (x − z)·v = Σ a·v − (z + o)·Σ v`, and the last term is a constant of the
//! channel. Unsigned weights leave `v` in −255..=255: it is split into two signed bytes, each with a dot product.
#![allow(unsafe_code)]

mod drive;
mod float;
mod float_strip;
mod hybrid;
mod layout;
mod lines;
mod pack;
mod row;
mod single;
mod strip;
#[cfg(test)]
mod tests;
mod words;

pub use drive::{Depthwise, Operands, Product};
pub use float::FloatDepthwise;
pub use hybrid::HybridDepthwise;
pub use words::{WordDepthwise, WordOperands};
