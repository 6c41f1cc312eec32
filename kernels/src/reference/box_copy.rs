//! Copies of a box of elements between two strided places: DYNAMIC_UPDATE_SLICE, STABLEHLO_PAD, STABLEHLO_GATHER.
//!
//! Where [`strided_copy`](super::strided_copy) fills a dense output, this writes into a part of one, and the place of
//! the box may be known only at run time.

/// Most nested loops.
pub const MAX_LOOPS: usize = 8;

/// One dimension of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Extent.
    pub count: usize,
    /// Elements between neighbours in the source.
    pub source: usize,
    /// Elements between neighbours in the target.
    pub target: usize,
}

/// The loops of a copy, outermost first. Sides of 1 are gone, and neighbours that step as one are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoxCopy {
    sides: [Side; MAX_LOOPS],
    loops: usize,
    is_empty: bool,
}

impl BoxCopy {
    /// A box with these sides, outermost first; `None` when more than [`MAX_LOOPS`] are above 1, or on overflow.
    #[must_use]
    pub fn new(sides: impl IntoIterator<Item = Side>) -> Option<Self> {
        let mut this = Self { sides: [Side::default(); MAX_LOOPS], loops: 0, is_empty: false };
        for side in sides {
            this.is_empty |= side.count == 0;
            if side.count <= 1 {
                continue;
            }
            if let Some(outer) = this.loops.checked_sub(1).and_then(|last| this.sides.get_mut(last))
                && outer.source == side.source.checked_mul(side.count)?
                && outer.target == side.target.checked_mul(side.count)?
            {
                *outer = Side { count: outer.count.checked_mul(side.count)?, ..side };
                continue;
            }
            *this.sides.get_mut(this.loops)? = side;
            this.loops += 1;
        }
        Some(this)
    }

    /// Whether there is nothing to copy.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.is_empty
    }

    /// How far the last element lies behind the first, in the source and in the target; `None` on overflow.
    #[must_use]
    pub fn reach(&self) -> Option<(usize, usize)> {
        self.sides.iter().take(self.loops).try_fold((0usize, 0usize), |(source, target), side| {
            let steps = side.count - 1;
            Some((
                source.checked_add(steps.checked_mul(side.source)?)?,
                target.checked_add(steps.checked_mul(side.target)?)?,
            ))
        })
    }

    /// Copies the box that begins at `source[source_start]` to `target[target_start]`.
    ///
    /// # Panics
    /// When it reaches beyond either slice.
    pub fn copy<T: Copy>(&self, source: &[T], source_start: usize, target: &mut [T], target_start: usize) {
        if self.is_empty {
            return;
        }
        let Some((inner, outer)) = self.sides[..self.loops].split_last() else {
            target[target_start] = source[source_start];
            return;
        };
        let mut counters = [0usize; MAX_LOOPS];
        let (mut from, mut to) = (source_start, target_start);
        loop {
            inner.run(&source[from..], &mut target[to..]);
            let mut finished = true;
            for (counter, side) in counters.iter_mut().zip(outer).rev() {
                *counter += 1;
                from += side.source;
                to += side.target;
                if *counter < side.count {
                    finished = false;
                    break;
                }
                from -= side.source * side.count;
                to -= side.target * side.count;
                *counter = 0;
            }
            if finished {
                return;
            }
        }
    }
}

impl Side {
    /// The innermost loop.
    fn run<T: Copy>(&self, source: &[T], target: &mut [T]) {
        if self.source == 1 && self.target == 1 {
            target[..self.count].copy_from_slice(&source[..self.count]);
            return;
        }
        let source = source.iter().step_by(self.source.max(1));
        for (to, &from) in target.iter_mut().step_by(self.target.max(1)).zip(source).take(self.count) {
            *to = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_lands_in_the_middle() {
        // [2, 2] of a [2, 3] into a [3, 4] at (1, 1).
        let sides = [Side { count: 2, source: 3, target: 4 }, Side { count: 2, source: 1, target: 1 }];
        let copy = BoxCopy::new(sides).unwrap();
        assert_eq!(copy.reach(), Some((4, 5)));
        let mut target = [0; 12];
        copy.copy(&[1, 2, 3, 4, 5, 6], 1, &mut target, 5);
        assert_eq!(target, [0, 0, 0, 0, 0, 2, 3, 0, 0, 5, 6, 0]);
    }

    #[test]
    fn steps_spread_and_dense_sides_merge() {
        let sides = [Side { count: 3, source: 1, target: 2 }];
        let mut target = [9; 6];
        BoxCopy::new(sides).unwrap().copy(&[1, 2, 3], 0, &mut target, 1);
        assert_eq!(target, [9, 1, 9, 2, 9, 3]);
        let dense = [Side { count: 2, source: 3, target: 3 }, Side { count: 3, source: 1, target: 1 }];
        assert_eq!(BoxCopy::new(dense).unwrap().loops, 1);
        let empty = BoxCopy::new([Side { count: 0, source: 1, target: 1 }]).unwrap();
        empty.copy::<i32>(&[], 0, &mut [], 0);
        let mut one = [0];
        BoxCopy::new([]).unwrap().copy(&[7], 0, &mut one, 0);
        assert!(empty.is_empty() && one == [7]);
    }

    #[test]
    fn sides_are_limited() {
        assert!(BoxCopy::new([Side { count: 2, source: 9, target: 1 }; 9]).is_none());
        assert!(BoxCopy::new([Side { count: usize::MAX, source: 2, target: 2 }]).unwrap().reach().is_none());
    }
}
