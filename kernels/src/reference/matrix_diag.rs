//! MATRIX_DIAG and MATRIX_SET_DIAG.
//!
//! Sources: `tflite/kernels/matrix_diag.cc`, `tflite/kernels/matrix_set_diag.cc`.

/// Writes the diagonals of matrices of `rows` by `columns`, `min(rows, columns)` elements each.
pub fn write_diagonals<T: Copy>(rows: usize, columns: usize, diagonals: &[T], matrices: &mut [T]) {
    let length = rows.min(columns);
    if length == 0 {
        return;
    }
    for (diagonal, matrix) in diagonals.chunks_exact(length).zip(matrices.chunks_exact_mut(rows * columns)) {
        for (element, &value) in matrix.iter_mut().step_by(columns + 1).zip(diagonal) {
            *element = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_need_not_be_square() {
        let mut tall = [0; 12];
        write_diagonals(3, 2, &[1, 2, 3, 4], &mut tall);
        assert_eq!(tall, [1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0]);
        write_diagonals::<i32>(0, 2, &[], &mut []);
    }
}
