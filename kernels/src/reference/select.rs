//! SELECT: one of two elements, by a truth value.
//!
//! Source: `internal/reference/select.h`.

use crate::broadcast::{Broadcast, Run};

/// `out = condition ? yes : no`, broadcast.
///
/// # Panics
/// When a slice is shorter than the shape that `broadcast` was made for.
pub fn select<T: Copy>(broadcast: &Broadcast<3>, condition: &[u8], yes: &[T], no: &[T], out: &mut [T]) {
    let length = broadcast.run_length().max(1);
    for ([c, y, n], out) in broadcast.runs().zip(out.chunks_exact_mut(length)) {
        let (yes, no) = (broadcast.run_of(1, yes, y), broadcast.run_of(2, no, n));
        match broadcast.run_of(0, condition, c) {
            Run::Same(truth) => write(if truth != 0 { yes } else { no }, out),
            Run::Each(truths) => {
                write(no, out);
                match yes {
                    Run::Each(yes) => {
                        for ((out, &yes), &truth) in out.iter_mut().zip(yes).zip(truths) {
                            *out = if truth != 0 { yes } else { *out };
                        }
                    }
                    Run::Same(yes) => {
                        for (out, &truth) in out.iter_mut().zip(truths) {
                            *out = if truth != 0 { yes } else { *out };
                        }
                    }
                }
            }
        }
    }
}

fn write<T: Copy>(run: Run<'_, T>, out: &mut [T]) {
    match run {
        Run::Each(values) => out.copy_from_slice(values),
        Run::Same(value) => out.fill(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_operand_may_repeat() {
        let run = |shapes: [&[usize]; 3], condition: &[u8], yes: &[i32], no: &[i32]| {
            let broadcast = Broadcast::new(shapes).unwrap();
            let mut out = vec![0; broadcast.elements()];
            select(&broadcast, condition, yes, no, &mut out);
            out
        };
        assert_eq!(run([&[3], &[3], &[3]], &[1, 0, 2], &[1, 2, 3], &[4, 5, 6]), [1, 5, 3]);
        assert_eq!(run([&[2, 1], &[2], &[]], &[1, 0], &[1, 2], &[9]), [1, 2, 9, 9]);
        assert_eq!(run([&[2], &[], &[2, 1]], &[1, 0], &[7], &[1, 2]), [7, 1, 7, 2]);
        assert_eq!(run([&[0], &[1], &[]], &[], &[7], &[1]), []);
    }
}
