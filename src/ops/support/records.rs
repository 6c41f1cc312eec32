//! Options of custom operators that are a C structure of 32-bit integers, as MediaPipe writes them.

use crate::error::{Result, err};
use ferrolite_kernels::padding::Padding;

/// The first `N` integers of the options.
///
/// # Errors
/// `BadOption` when there are fewer.
pub(crate) fn integers<const N: usize>(bytes: &[u8]) -> Result<[i32; N]> {
    let (words, _) = bytes.as_chunks::<4>();
    let mut integers = [0; N];
    if words.len() < N {
        return Err(err!(BadOption, "its options have {} bytes, must have {}", bytes.len(), 4 * N));
    }
    for (integer, word) in integers.iter_mut().zip(words) {
        *integer = i32::from_le_bytes(*word);
    }
    Ok(integers)
}

/// The padding that such a structure means.
///
/// # Errors
/// `BadOption` for an unknown number.
pub(crate) fn padding(number: i32) -> Result<Padding> {
    match number {
        1 => Ok(Padding::Same),
        2 => Ok(Padding::Valid),
        other => Err(err!(BadOption, "padding is {other}, must be 1 (SAME) or 2 (VALID)")),
    }
}
