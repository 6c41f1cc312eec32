//! SKIP_GRAM: the n-grams of a sentence's words, with words left out between them, joined by spaces.
//!
//! Words are what lies between white space; but a space at the very start belongs to the first word, which is dropped then
//! unless it is the only one, as in the reference. With `include_all_ngrams` shorter ones come as well; between two words of one n-gram at most `max_skip_size` are left out. Only the
//! first string of the input counts. Source: `tflite/kernels/skip_gram.cc`.

use super::support::options::options;
use super::{LateKernel, OpDef, Prepared};
use crate::error::{Result, ensure, err};
use crate::late::{Late, OwnedTensor};
use crate::plan::Prepare;
use crate::{Limits, TensorType, strings};
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

pub(super) const DEF: OpDef = OpDef::new(BuiltinOperator::SkipGram, prepare).types("string");

/// A prepared SKIP_GRAM.
struct SkipGram {
    words: usize,
    skip: usize,
    shorter_too: bool,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, SkipGramOptions)?;
    let (input, output) = (ctx.input(0)?, ctx.output(0)?);
    ensure!(input.dtype == TensorType::String, BadType, "{input}: must be string");
    ensure!(output.dtype == TensorType::String, BadType, "{output}: must be string");
    ensure!(input.elements() >= 1, BadShape, "{input}: must have a string");
    let words = super::support::options::at_least_one(options.ngram_size, "ngram_size")?;
    let skip = options.max_skip_size;
    let skip = usize::try_from(skip).map_err(|_| err!(BadOption, "max_skip_size is {skip}, must not be negative"))?;
    Prepared::late("skip_gram", SkipGram { words, skip, shorter_too: options.include_all_ngrams })
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The words of a sentence.
fn words(sentence: &[u8]) -> Vec<&[u8]> {
    let mut words = Vec::new();
    let mut start = 0;
    for (end, _) in sentence.iter().enumerate().skip(1).filter(|(_, byte)| is_space(**byte)) {
        let word = sentence.get(start..end).unwrap_or_default();
        if word.first().is_some_and(|&first| !is_space(first)) {
            words.push(word);
        }
        start = end + 1;
    }
    words.extend(sentence.get(start..).filter(|rest| !rest.is_empty()));
    words
}

impl SkipGram {
    /// All n-grams of `words`, each longer one before the shorter one that it begins with. `limits` bounds their bytes and
    /// the steps of the search.
    fn grams(&self, words: &[&[u8]], limits: &Limits) -> Result<Vec<Vec<u8>>> {
        let mut grams: Vec<Vec<u8>> = Vec::new();
        if words.len() < self.words {
            return Ok(grams);
        }
        let (mut bytes, mut steps) = (0usize, 0u64);
        let mut chosen: Vec<usize> = vec![0];
        // Where the next word is looked for.
        let mut next = 1;
        loop {
            steps += 1;
            ensure!(steps <= limits.work, LimitExceeded, "the search takes more than {} steps", limits.work);
            let reach = chosen.last().map_or(words.len(), |&last| last.saturating_add(self.skip).saturating_add(2));
            if chosen.len() < self.words && next < words.len().min(reach) {
                chosen.push(next);
                next += 1;
                continue;
            }
            if chosen.len() == self.words || self.shorter_too {
                let gram: Vec<&[u8]> = chosen.iter().filter_map(|&word| words.get(word).copied()).collect();
                let gram = gram.join(&b' ');
                bytes = bytes.saturating_add(gram.len() + 4);
                ensure!(
                    bytes <= limits.tensor_bytes,
                    LimitExceeded,
                    "the n-grams exceed {} bytes",
                    limits.tensor_bytes
                );
                grams.push(gram);
            }
            let Some(last) = chosen.pop() else { return Ok(grams) };
            next = last + 1;
            if chosen.is_empty() && next >= words.len() {
                return Ok(grams);
            }
        }
    }
}

impl LateKernel for SkipGram {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let input = late.input(0)?.strings()?;
        let sentence = input.first().copied().ok_or_else(|| err!(BadShape, "the input has no string"))?;
        let grams = self.grams(&words(sentence), late.limits())?;
        let bytes = strings::encode(grams.iter().map(Vec::as_slice));
        late.set_output(0, OwnedTensor { dtype: TensorType::String, shape: vec![grams.len()], bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn grams(sentence: &str, words: usize, skip: usize, shorter_too: bool) -> Vec<String> {
        let op = SkipGram { words, skip, shorter_too };
        let grams = op.grams(&super::words(sentence.as_bytes()), &Limits::default()).unwrap();
        grams.into_iter().map(|gram| String::from_utf8(gram).unwrap()).collect()
    }

    #[test]
    fn pairs_leave_out_as_many_words_as_allowed() {
        assert_eq!(grams("a b c d", 2, 0, false), ["a b", "b c", "c d"]);
        assert_eq!(grams("a b c d", 2, 1, false), ["a b", "a c", "b c", "b d", "c d"]);
        assert_eq!(grams("a b c", 2, 0, true), ["a b", "a", "b c", "b", "c"]);
        assert!(grams("a b", 3, 5, true).is_empty());
    }

    #[test]
    fn a_space_at_the_start_belongs_to_the_first_word() {
        assert_eq!(grams("a  b\t", 1, 0, false), ["a", "b"]);
        assert_eq!(grams(" a", 1, 0, false), [" a"]);
        assert_eq!(grams(" a b", 1, 0, false), ["b"]);
    }

    #[test]
    fn a_search_that_takes_too_long_is_refused() {
        let op = SkipGram { words: 20, skip: 40, shorter_too: false };
        let limits = Limits { work: 1000, ..Limits::default() };
        assert_eq!(op.grams(&[&b"a"[..]; 40], &limits).unwrap_err().kind(), crate::ErrorKind::LimitExceeded);
    }
}
