//! The fast Walsh–Hadamard transform.

/// Transforms `values`, whose length is a power of two, in place, and scales them by `1 / √length` so that the
/// transform is a rotation. Facts: `tflite/kernels/hadamard_rotation.cc`.
pub fn hadamard(values: &mut [f32]) {
    let mut half = 1;
    while half < values.len() {
        for block in values.chunks_exact_mut(2 * half) {
            let (first, second) = block.split_at_mut(half);
            for (x, y) in first.iter_mut().zip(second) {
                (*x, *y) = (*x + *y, *x - *y);
            }
        }
        half *= 2;
    }
    let norm = (1.0 / libm::sqrt(values.len() as f64)) as f32;
    for value in values {
        *value *= norm;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_is_the_identity() {
        let mut values = [1.0, -2.0, 3.0, 0.5];
        hadamard(&mut values);
        assert_eq!(values, [1.25, 2.75, -2.25, 0.25]);
        hadamard(&mut values);
        assert_eq!(values, [1.0, -2.0, 3.0, 0.5]);
    }
}
