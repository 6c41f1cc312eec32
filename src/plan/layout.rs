//! Where in a region each tensor lives: offsets for blocks with known sizes and lifetimes.

use crate::error::{Result, err};
use alloc::collections::{BTreeMap, BTreeSet, BinaryHeap};
use alloc::vec;
use alloc::vec::Vec;
use core::cmp::Reverse;

/// A block of memory and the steps during which it must not be shared, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) bytes: usize,
    pub(super) first: usize,
    pub(super) last: usize,
}

impl Block {
    fn meets(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Offsets of the blocks, and the bytes of the region.
#[derive(Debug)]
pub(super) struct Offsets {
    pub(super) offsets: Vec<usize>,
    pub(super) bytes: usize,
}

/// The most blocks that are placed by comparing all with all.
const MAX_GREEDY: usize = 4096;

/// Assigns offsets, multiples of `alignment`: the better of two greedy orders (by size, and by lifetime
/// then size), each block at the lowest gap among the blocks that live at the same time.
///
/// The greedy order by size is the one of Pisarchyk and Lee, "Efficient Memory Management for Deep Neural
/// Net Inference" (2020).
///
/// Greedy placement compares each block with all others. Graphs with more than [`MAX_GREEDY`] blocks, which
/// only exist to cost time, get a placement in order of time instead.
pub(super) fn assign(blocks: &[Block], alignment: usize) -> Result<Offsets> {
    if blocks.len() > MAX_GREEDY {
        return by_time(blocks, alignment);
    }
    let mut by_size: Vec<usize> = (0..blocks.len()).collect();
    let key = |&index: &usize| blocks.get(index).map_or((0, 0), |b| (b.bytes, b.last - b.first));
    by_size.sort_by_key(|index| core::cmp::Reverse(key(index)));
    let mut by_lifetime = by_size.clone();
    by_lifetime.sort_by_key(|index| core::cmp::Reverse(key(index).1));
    let (a, b) = (greedy(blocks, &by_size, alignment)?, greedy(blocks, &by_lifetime, alignment)?);
    Ok(if b.bytes < a.bytes { b } else { a })
}

fn greedy(blocks: &[Block], order: &[usize], alignment: usize) -> Result<Offsets> {
    let overflow = || err!(LimitExceeded, "the arena exceeds the address space");
    let mut offsets = vec![0; blocks.len()];
    let mut total = 0;
    // Placed blocks in ascending order of offset.
    let mut placed: Vec<(usize, usize, Block)> = Vec::with_capacity(blocks.len());
    for &index in order {
        let Some(block) = blocks.get(index).copied().filter(|block| block.bytes > 0) else { continue };
        let mut offset = 0usize;
        for &(start, end, other) in &placed {
            if !block.meets(&other) {
                continue;
            }
            if offset.checked_add(block.bytes).ok_or_else(overflow)? <= start {
                break;
            }
            offset = offset.max(end.checked_next_multiple_of(alignment).ok_or_else(overflow)?);
        }
        let end = offset.checked_add(block.bytes).ok_or_else(overflow)?;
        total = total.max(end);
        let position = placed.partition_point(|&(start, _, _)| start <= offset);
        placed.insert(position, (offset, end, block));
        if let Some(slot) = offsets.get_mut(index) {
            *slot = offset;
        }
    }
    Ok(Offsets { offsets, bytes: total })
}

/// Gaps of a region, by offset and by length.
#[derive(Default)]
struct Gaps {
    by_offset: BTreeMap<usize, usize>,
    by_length: BTreeSet<(usize, usize)>,
}

impl Gaps {
    /// The smallest gap that holds `bytes` bytes, cut to size.
    fn take(&mut self, bytes: usize) -> Option<usize> {
        let &(length, offset) = self.by_length.range((bytes, 0)..).next()?;
        self.remove(offset, length);
        if length > bytes {
            self.insert(offset + bytes, length - bytes);
        }
        Some(offset)
    }

    /// The gap that ends where the region ends, which can grow.
    fn take_last(&mut self, end: usize) -> Option<usize> {
        let (&offset, &length) = self.by_offset.last_key_value()?;
        (offset + length == end).then(|| {
            self.remove(offset, length);
            offset
        })
    }

    /// Adds a gap, joined with its neighbours.
    fn give(&mut self, mut offset: usize, mut length: usize) {
        if let Some((&before, &size)) = self.by_offset.range(..offset).next_back()
            && before + size == offset
        {
            self.remove(before, size);
            (offset, length) = (before, size + length);
        }
        if let Some(&size) = self.by_offset.get(&(offset + length)) {
            self.remove(offset + length, size);
            length += size;
        }
        self.insert(offset, length);
    }

    fn insert(&mut self, offset: usize, length: usize) {
        self.by_offset.insert(offset, length);
        self.by_length.insert((length, offset));
    }

    fn remove(&mut self, offset: usize, length: usize) {
        self.by_offset.remove(&offset);
        self.by_length.remove(&(length, offset));
    }
}

/// Offsets in order of time: each block takes the smallest gap that its predecessors have left.
fn by_time(blocks: &[Block], alignment: usize) -> Result<Offsets> {
    let overflow = || err!(LimitExceeded, "the arena exceeds the address space");
    let mut order: Vec<(usize, Block)> = blocks.iter().copied().enumerate().filter(|(_, b)| b.bytes > 0).collect();
    order.sort_by_key(|(_, block)| (block.first, core::cmp::Reverse(block.bytes)));
    let mut offsets = vec![0; blocks.len()];
    let mut gaps = Gaps::default();
    let mut end = 0usize;
    // Blocks in use by the step after which they are free.
    let mut used: BinaryHeap<Reverse<(usize, usize, usize)>> = BinaryHeap::new();
    for (index, block) in order {
        while let Some(&Reverse((last, offset, length))) = used.peek()
            && last < block.first
        {
            used.pop();
            gaps.give(offset, length);
        }
        let length = block.bytes.checked_next_multiple_of(alignment).ok_or_else(overflow)?;
        let offset = gaps.take(length).or_else(|| gaps.take_last(end)).unwrap_or(end);
        end = end.max(offset.checked_add(length).ok_or_else(overflow)?);
        used.push(Reverse((block.last, offset, length)));
        if let Some(slot) = offsets.get_mut(index) {
            *slot = offset;
        }
    }
    Ok(Offsets { offsets, bytes: end })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn block(bytes: usize, first: usize, last: usize) -> Block {
        Block { bytes, first, last }
    }

    #[test]
    fn a_chain_needs_its_two_largest_neighbours() {
        let blocks = [block(100, 0, 1), block(300, 1, 2), block(200, 2, 3), block(50, 3, 4)];
        assert_eq!(assign(&blocks, 1).unwrap().bytes, 500);
    }

    #[test]
    fn empty_blocks_take_nothing() {
        assert_eq!(assign(&[block(0, 0, 9), block(8, 0, 9)], 16).unwrap().bytes, 8);
    }

    #[test]
    fn a_long_chain_needs_two_blocks_and_is_placed_in_no_time() {
        let blocks: Vec<Block> = (0..100_000).map(|step| block(64, step, step + 1)).collect();
        assert_eq!(assign(&blocks, 64).unwrap().bytes, 128);
    }

    #[test]
    fn overflow_is_an_error() {
        let blocks = [block(usize::MAX, 0, 1), block(usize::MAX, 0, 1)];
        assert!(assign(&blocks, 16).is_err());
    }

    proptest! {
        #[test]
        fn blocks_that_live_together_do_not_overlap(
            raw in proptest::collection::vec((0usize..500, 0usize..20, 0usize..6), 0..40),
            alignment in prop_oneof![Just(1usize), Just(16), Just(64)],
        ) {
            let blocks: Vec<Block> = raw.iter().map(|&(bytes, first, length)| block(bytes, first, first + length)).collect();
            for Offsets { offsets, bytes } in [assign(&blocks, alignment).unwrap(), by_time(&blocks, alignment).unwrap()] {
                for (i, a) in blocks.iter().enumerate() {
                    prop_assert_eq!(offsets[i] % alignment, 0);
                    prop_assert!(a.bytes == 0 || offsets[i] + a.bytes <= bytes);
                    for (j, b) in blocks.iter().enumerate().skip(i + 1) {
                        let apart = offsets[i] + a.bytes <= offsets[j] || offsets[j] + b.bytes <= offsets[i];
                        prop_assert!(apart || !a.meets(b) || a.bytes == 0 || b.bytes == 0);
                    }
                }
            }
        }
    }
}
