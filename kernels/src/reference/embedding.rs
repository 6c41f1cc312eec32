//! Rows of a table of embeddings: turned to reals, or combined.
//!
//! Source: `tflite/kernels/embedding_lookup.cc`, `embedding_lookup_sparse.cc`.

use super::packed::Packed;

/// One row of integers as reals, `value × scale`, rounded once to float32 and handed to `convert`.
///
/// Bytes are read as int8, also where they are uint8, as the reference does. A row of smaller integers begins with a byte
/// of its own, at `start × columns` elements rounded down.
pub fn dequantize_row<O>(
    packed: Option<Packed>,
    values: &[u8],
    row: usize,
    scale: f32,
    output: &mut [O],
    convert: impl Fn(f32) -> O,
) {
    let first = row * output.len();
    match packed {
        None => {
            for (output, value) in output.iter_mut().zip(&values[first..]) {
                *output = convert(f32::from(value.cast_signed()) * scale);
            }
        }
        Some(packed) => {
            let values = packed.values(&values[first / packed.per_byte()..]);
            for (output, value) in output.iter_mut().zip(values) {
                *output = convert(value as f32 * scale);
            }
        }
    }
}

/// How the rows of one bucket become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combiner {
    /// Their weighted sum.
    Sum,
    /// The sum divided by the sum of the weights.
    Mean,
    /// The sum divided by the root of the sum of the squared weights.
    SquareRoot,
}

/// Adds rows to one bucket after the other. A bucket that comes again later is added to, and divided again.
pub struct Buckets<'a> {
    combiner: Combiner,
    /// Elements of a row.
    columns: usize,
    output: &'a mut [f32],
    bucket: usize,
    rows: usize,
    weight: f32,
    squares: f32,
}

impl<'a> Buckets<'a> {
    /// Empty buckets of rows of `columns` elements.
    pub fn new(combiner: Combiner, columns: usize, output: &'a mut [f32]) -> Self {
        output.fill(0.0);
        Self { combiner, columns, output, bucket: 0, rows: 0, weight: 0.0, squares: 0.0 }
    }

    /// Adds a row; buckets that are not there are left out.
    pub fn add(&mut self, bucket: usize, row: &[f32], weight: f32) {
        if bucket != self.bucket {
            self.close();
            self.bucket = bucket;
        }
        self.rows += 1;
        self.squares += weight * weight;
        self.weight += weight;
        let columns = self.columns;
        let start = bucket.saturating_mul(columns);
        if let Some(output) = self.output.get_mut(start..start.saturating_add(columns)) {
            output.iter_mut().zip(row).for_each(|(output, value)| *output += value * weight);
        }
    }

    /// Ends the bucket that was added to last.
    pub fn close(&mut self) {
        let divisor = match self.combiner {
            Combiner::Sum => None,
            Combiner::Mean => Some(self.weight),
            Combiner::SquareRoot => Some(libm::sqrtf(self.squares)),
        };
        let start = self.bucket.saturating_mul(self.columns);
        let output = self.output.get_mut(start..start.saturating_add(self.columns));
        if let (Some(divisor), Some(output), true) = (divisor, output, self.rows > 0) {
            output.iter_mut().for_each(|value| *value /= divisor);
        }
        (self.rows, self.weight, self.squares) = (0, 0.0, 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_odd_length_begin_at_a_byte() {
        let mut output = [0.0; 3];
        dequantize_row(Some(Packed::INT4), &[0x21, 0x43, 0xF5], 1, 0.5, &mut output, |value| value);
        assert_eq!(output, [1.5, 2.0, 2.5]);
        dequantize_row(None, &[1, 2, 3, 255, 5, 6], 1, 2.0, &mut output, |value| value);
        assert_eq!(output, [-2.0, 10.0, 12.0]);
    }

    #[test]
    fn buckets_are_divided_when_they_end() {
        let mut output = [9.0; 4];
        let mut buckets = Buckets::new(Combiner::Mean, 2, &mut output);
        buckets.add(0, &[1.0, 2.0], 1.0);
        buckets.add(0, &[3.0, 4.0], 3.0);
        buckets.add(1, &[5.0, 6.0], 2.0);
        buckets.add(7, &[5.0, 6.0], 2.0);
        buckets.close();
        assert_eq!(output, [2.5, 3.5, 5.0, 6.0]);
    }
}
