//! Memory on the stack, of about the size that a call finds out to need.
//!
//! A function's frame is touched when it is entered, page by page, at places that all share one set of the first-level
//! cache: with an array for the largest layer in it, that takes a small layer longer than its arithmetic.

#![allow(unsafe_code)]

use core::mem::MaybeUninit;

/// The most bytes that there are.
pub(crate) const MOST_BYTES: usize = 192 << 10;

/// Memory aligned for vectors.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Line([u8; 64]);

/// Calls `task` with room for `count` numbers, aligned for vectors.
///
/// # Panics
/// When they take more than [`MOST_BYTES`].
pub(crate) fn with_room<T: Copy, R>(count: usize, task: impl FnOnce(&mut [MaybeUninit<T>]) -> R) -> R {
    match count.saturating_mul(size_of::<T>()) {
        0..=0x800 => frame::<0x20, T, R>(count, task),
        0x801..=0x2000 => frame::<0x80, T, R>(count, task),
        0x2001..=0x8000 => frame::<0x200, T, R>(count, task),
        0x8001..=0x10000 => frame::<0x400, T, R>(count, task),
        _ => frame::<{ MOST_BYTES / 64 }, T, R>(count, task),
    }
}

/// Calls `task` with `count` numbers, all set to `value`.
///
/// # Panics
/// As [`with_room`].
pub(crate) fn with_numbers<T: Copy, R>(count: usize, value: T, task: impl FnOnce(&mut [T]) -> R) -> R {
    with_room(count, |room| task(initialised(room, count, value)))
}

/// The first `count` of `memory`, set to `value`.
pub(crate) fn initialised<T: Copy>(memory: &mut [MaybeUninit<T>], count: usize, value: T) -> &mut [T] {
    let used = &mut memory[..count];
    used.fill(MaybeUninit::new(value));
    // SAFETY: initialised just now.
    unsafe { &mut *(core::ptr::from_mut(used) as *mut [T]) }
}

#[inline(never)]
fn frame<const LINES: usize, T: Copy, R>(count: usize, task: impl FnOnce(&mut [MaybeUninit<T>]) -> R) -> R {
    const { assert!(align_of::<T>() <= align_of::<Line>()) }
    let mut lines = [MaybeUninit::<Line>::uninit(); LINES];
    let most = size_of_val(&lines) / size_of::<T>();
    assert!(count <= most, "no stack for {count} numbers");
    // SAFETY: bytes of the lines, which may be uninitialised; as many and as aligned as the numbers need.
    task(unsafe { core::slice::from_raw_parts_mut(lines.as_mut_ptr().cast(), count) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_size_are_aligned_and_set() {
        for bytes in [0, 4, 0x7fc, 0x800, 0x804, 0x2000, 0x2004, 0x8000, 0x8004, 0x10000, 0x10004, MOST_BYTES] {
            with_numbers(bytes / 4, 0x0102_0304u32, |numbers| {
                assert_eq!((numbers.len(), numbers.as_ptr().addr() % 64), (bytes / 4, 0));
                assert!(numbers.iter().all(|&number| number == 0x0102_0304));
            });
        }
    }

    #[test]
    #[should_panic(expected = "no stack for 49153 numbers")]
    fn more_than_there_is_is_refused() {
        with_room(MOST_BYTES / 4 + 1, |_: &mut [MaybeUninit<u32>]| ());
    }
}
