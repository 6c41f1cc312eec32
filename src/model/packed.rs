//! Weights as fast kernels want them, packed once for a model and shared by all its plans.

use crate::arena::aligned::AlignedBytes;
#[cfg(all(feature = "std", target_os = "linux"))]
use crate::arena::aligned::{LARGE, Slab};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Range;
use ferrolite_kernels::isa::Level;
use ferrolite_kernels::parallel::Workers;

/// Packed weights of one operand, or of some that are packed as one.
#[derive(Default)]
pub(crate) struct Packed {
    /// The weights, in the order of the kernel.
    pub(crate) weights: AlignedBytes,
    /// The sum of the weights of each output channel, where the kernel needs it.
    pub(crate) sums: Vec<i32>,
    /// Whether all weights are finite.
    pub(crate) finite: bool,
}

/// What tells packed weights apart: their bytes in the file, the instruction set, and how they are laid out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PackedKey {
    /// Start and end of each operand.
    places: Vec<(usize, usize)>,
    level: Level,
    layout: [usize; 8],
}

impl PackedKey {
    pub(crate) fn new<'a>(
        places: impl IntoIterator<Item = &'a Range<usize>>,
        level: Level,
        layout: [usize; 8],
    ) -> Self {
        Self { places: places.into_iter().map(|place| (place.start, place.end)).collect(), level, layout }
    }
}

/// The packed weights of a model that some plan uses.
#[derive(Default)]
pub(crate) struct PackedStore {
    #[cfg(feature = "std")]
    entries: std::sync::Mutex<alloc::collections::BTreeMap<PackedKey, alloc::sync::Weak<Packed>>>,
    /// Where the next packed weights go.
    #[cfg(all(feature = "std", target_os = "linux"))]
    slab: std::sync::Mutex<alloc::sync::Weak<Slab>>,
}

impl PackedStore {
    /// Zeroed memory for packed weights, beside that of others of the same model if possible: `constants` is about what
    /// all of them take. `workers` share the making of its pages.
    #[cfg(all(feature = "std", target_os = "linux"))]
    pub(crate) fn room(&self, bytes: usize, constants: usize, workers: &dyn Workers) -> AlignedBytes {
        // Few weights lie on the heap.
        if bytes == 0 || constants < LARGE {
            return AlignedBytes::zeroed(bytes);
        }
        let Some((slab, block)) = self.block(bytes, constants) else { return AlignedBytes::zeroed(bytes) };
        slab.make_pages(&block, workers);
        block
    }

    /// A block of the slab that others took theirs from, or of a fresh one.
    #[cfg(all(feature = "std", target_os = "linux"))]
    fn block(&self, bytes: usize, constants: usize) -> Option<(Arc<Slab>, AlignedBytes)> {
        let mut last = self.slab.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(slab) = last.upgrade()
            && let Some(block) = Slab::take(&slab, bytes)
        {
            return Some((slab, block));
        }
        let fresh = Slab::new(constants.max(bytes))?;
        *last = Arc::downgrade(&fresh);
        let block = Slab::take(&fresh, bytes)?;
        Some((fresh, block))
    }

    /// Zeroed memory for packed weights.
    #[cfg(not(all(feature = "std", target_os = "linux")))]
    pub(crate) fn room(&self, bytes: usize, _constants: usize, _workers: &dyn Workers) -> AlignedBytes {
        AlignedBytes::zeroed(bytes)
    }

    /// The weights under `key`, packed by `make` unless a plan that still exists has them. Without std there is no lock,
    /// and each plan packs its own.
    pub(crate) fn get_or_make(&self, key: PackedKey, make: impl FnOnce() -> Packed) -> Arc<Packed> {
        #[cfg(feature = "std")]
        {
            use alloc::sync::Weak;
            // A panic while packing leaves the map as it was.
            let mut entries = self.entries.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if let Some(packed) = entries.get(&key).and_then(Weak::upgrade) {
                return packed;
            }
            let packed = Arc::new(make());
            // Those that nobody has any more go now and then: looking each time would take the square of their number.
            if entries.len().is_power_of_two() {
                entries.retain(|_, entry| entry.strong_count() > 0);
            }
            entries.insert(key, Arc::downgrade(&packed));
            packed
        }
        #[cfg(not(feature = "std"))]
        {
            let _ = key;
            Arc::new(make())
        }
    }
}

impl core::fmt::Debug for PackedStore {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PackedStore")
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;

    #[test]
    fn weights_are_packed_once_while_somebody_has_them() {
        let store = PackedStore::default();
        let key = |start| PackedKey::new([&(start..start + 4)], Level::Scalar, [0; 8]);
        let first = store.get_or_make(key(0), || Packed { sums: alloc::vec![1], ..Packed::default() });
        let again = store.get_or_make(key(0), || unreachable!("they are there"));
        assert!(Arc::ptr_eq(&first, &again));
        let other = store.get_or_make(key(4), Packed::default);
        assert!(!Arc::ptr_eq(&first, &other));
        drop((first, again));
        let anew = store.get_or_make(key(0), || Packed { sums: alloc::vec![2], ..Packed::default() });
        assert_eq!(anew.sums, [2]);
    }
}
