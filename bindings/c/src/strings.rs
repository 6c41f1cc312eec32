//! String tensors as programs lay them out: a count, where each string begins and the last ends, their bytes. All
//! numbers have 32 bits, places count from the start.

/// The strings, or `None` when the table contradicts itself.
pub(crate) fn decode(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let word = |index: usize| -> Option<usize> {
        let at = index.checked_mul(4)?;
        let word = bytes.get(at..at.checked_add(4)?)?;
        usize::try_from(i32::from_ne_bytes(word.try_into().ok()?)).ok()
    };
    let count = word(0)?;
    // A count that the buffer has no room for ends the search at its first missing word.
    (0..count).map(|index| bytes.get(word(index + 1)?..word(index + 2)?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[i32]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_ne_bytes()).collect()
    }

    #[test]
    fn tables_are_believed_only_inside_the_buffer() {
        let mut two = words(&[2, 16, 18, 21]);
        two.extend(b"hi you");
        assert_eq!(decode(&two[..21]), Some(vec![&b"hi"[..], &b" yo"[..]]));
        assert_eq!(decode(&words(&[0])), Some(vec![]));
        assert_eq!(decode(&words(&[0, 8])), Some(vec![]));
        for wrong in [&[][..], &[1][..], &[-1, 8][..], &[1, 12, 13][..], &[1, 12, 8][..], &[i32::MAX, 8, 8][..]] {
            assert_eq!(decode(&words(wrong)), None, "{wrong:?}");
        }
    }
}
