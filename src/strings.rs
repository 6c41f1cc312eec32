//! String tensors in memory, as the file format stores them: a count, one offset more than strings, the
//! characters. All numbers are 32-bit little-endian; offsets count from the start.

use crate::error::{Result, ensure, err};
use alloc::vec::Vec;

/// Encodes strings of bytes.
pub(crate) fn encode<'s>(strings: impl IntoIterator<Item = &'s [u8]>) -> Vec<u8> {
    let strings: Vec<&[u8]> = strings.into_iter().collect();
    let header = 4 * (strings.len() + 2);
    let mut bytes = Vec::with_capacity(header + strings.iter().map(|s| s.len()).sum::<usize>());
    let mut word = |value: usize| bytes.extend_from_slice(&u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes());
    word(strings.len());
    let mut offset = header;
    word(offset);
    for string in &strings {
        offset += string.len();
        word(offset);
    }
    strings.iter().for_each(|string| bytes.extend_from_slice(string));
    bytes
}

/// Encodes strings that take `limit` bytes together at most.
///
/// # Errors
/// `LimitExceeded`, before any memory is taken.
pub(crate) fn encode_within(strings: &[&[u8]], limit: usize) -> Result<Vec<u8>> {
    let header = strings.len().saturating_add(2).saturating_mul(4);
    let bytes = strings.iter().fold(header, |bytes, string| bytes.saturating_add(string.len()));
    ensure!(bytes <= limit, LimitExceeded, "the strings take {bytes} bytes together, the limit is {limit}");
    Ok(encode(strings.iter().copied()))
}

/// Decodes a string tensor.
///
/// # Errors
/// `BadBuffer` when the table contradicts itself.
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<&[u8]>> {
    let word = |index: usize| -> Result<usize> {
        let at = 4 * index;
        let word = bytes.get(at..at + 4).and_then(|word| word.try_into().ok()).map(u32::from_le_bytes);
        word.and_then(|word| usize::try_from(word).ok()).ok_or_else(|| err!(BadBuffer, "string table: too short"))
    };
    let count = word(0)?;
    ensure!(count <= bytes.len() / 4, BadBuffer, "string table: {count} strings in {} bytes", bytes.len());
    (0..count)
        .map(|index| {
            let string = bytes.get(word(index + 1)?..word(index + 2)?);
            string.ok_or_else(|| err!(BadBuffer, "string table: offset out of order"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_encoded_decodes_back(strings in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..9), 0..9)) {
            let bytes = encode(strings.iter().map(Vec::as_slice));
            prop_assert_eq!(decode(&bytes).unwrap(), strings.iter().map(Vec::as_slice).collect::<Vec<_>>());
        }

        #[test]
        fn a_limit_is_kept(strings in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..9), 0..9)) {
            let strings: Vec<&[u8]> = strings.iter().map(Vec::as_slice).collect();
            let bytes = encode_within(&strings, usize::MAX).unwrap();
            prop_assert!(encode_within(&strings, bytes.len()).is_ok());
            prop_assert!(encode_within(&strings, bytes.len() - 1).is_err());
        }

        #[test]
        fn any_bytes_decode_or_fail(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = decode(&bytes);
        }
    }
}
