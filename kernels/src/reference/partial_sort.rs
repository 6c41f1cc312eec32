//! The first few of many, sorted, with the ties of the reference.
//!
//! The reference picks classes by `std::partial_sort`, which leaves the order of equal elements to the C++
//! library. Quantized scores tie often, so this is the algorithm of the library that LiteRT's wheel is built
//! with (libstdc++), found by comparing both common libraries with the wheel on tied scores: a heap of the
//! elements kept so far, whose root every later element challenges, then a heap sort.

/// Puts the `count` elements that come first under `before` at the front of `items`, in order.
///
/// `before(a, b)` says whether `a` sorts before `b`. `count` is cut to the number of items; the others end in
/// any order.
pub fn partial_sort<T: Copy>(items: &mut [T], count: usize, before: impl Fn(T, T) -> bool) {
    let count = count.min(items.len());
    if count == 0 {
        return;
    }
    let (heap, rest) = items.split_at_mut(count);
    for parent in (0..count / 2).rev() {
        sift(heap, parent, heap[parent], &before);
    }
    for challenger in rest {
        if before(*challenger, heap[0]) {
            let value = core::mem::replace(challenger, heap[0]);
            sift(heap, 0, value, &before);
        }
    }
    for last in (1..count).rev() {
        let value = heap[last];
        heap[last] = heap[0];
        sift(&mut heap[..last], 0, value, &before);
    }
}

/// Refills the hole at `top` of a heap whose root sorts last: the hole sinks to a leaf along the children
/// that sort last, then `value` rises from there.
pub(super) fn sift<T: Copy>(heap: &mut [T], top: usize, value: T, before: &impl Fn(T, T) -> bool) {
    let mut hole = top;
    loop {
        let (left, right) = (2 * hole + 1, 2 * hole + 2);
        let child = if right < heap.len() {
            if before(heap[right], heap[left]) { left } else { right }
        } else if left < heap.len() {
            left
        } else {
            break;
        };
        heap[hole] = heap[child];
        hole = child;
    }
    while hole > top {
        let parent = (hole - 1) / 2;
        if !before(heap[parent], value) {
            break;
        }
        heap[hole] = heap[parent];
        hole = parent;
    }
    heap[hole] = value;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_front_equals_a_full_sort(values in proptest::collection::vec(0u8..20, 0..40), count in 0usize..45) {
            let mut items: Vec<usize> = (0..values.len()).collect();
            partial_sort(&mut items, count, |a, b| values[a] > values[b]);
            let mut sorted = values.clone();
            sorted.sort_unstable_by(|a, b| b.cmp(a));
            let count = count.min(values.len());
            let front: Vec<u8> = items[..count].iter().map(|&item| values[item]).collect();
            prop_assert_eq!(&front, &sorted[..count]);
            items.sort_unstable();
            prop_assert!(items.into_iter().eq(0..values.len()));
        }
    }

    #[test]
    fn ties_come_in_the_order_of_the_reference() {
        let values = [2, 2, 0, 2, 1, 1, 1, 0, 2, 0, 0, 1];
        for (count, expected) in [
            (2, &[0, 1][..]),
            (3, &[3, 1, 0][..]),
            (6, &[3, 1, 8, 0, 4, 6][..]),
            (12, &[3, 1, 8, 0, 5, 4, 11, 6, 7, 9, 10, 2][..]),
        ] {
            let mut items: Vec<usize> = (0..values.len()).collect();
            partial_sort(&mut items, count, |a, b| values[a] > values[b]);
            assert_eq!(items[..count], *expected);
        }
    }
}
