//! Where a model's bytes live.

use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::ops::{Deref, Range};

/// The bytes of a file: borrowed for ever, shared, or mapped. Cloning copies no byte.
#[derive(Clone)]
pub(crate) enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
    Owned(Arc<Vec<u8>>),
    #[cfg(feature = "std")]
    Mapped(Arc<memmap2::Mmap>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => bytes,
            Self::Owned(bytes) => bytes,
            #[cfg(feature = "std")]
            Self::Mapped(map) => map,
        }
    }
}

impl Bytes {
    /// Lets go of the memory of a range that will hardly be read again. Reading it takes it from the file once more.
    pub(crate) fn release(&self, range: &Range<usize>) {
        // Where it costs less than it brings.
        #[cfg(all(feature = "std", target_os = "linux"))]
        if let Self::Mapped(map) = self
            && range.len() >= 64 << 10
        {
            #[expect(unsafe_code, reason = "the advice takes memory away")]
            // SAFETY: the map is private and read-only, so that its pages have the file's bytes, and have them again
            // when they are read next.
            let released =
                unsafe { map.unchecked_advise_range(memmap2::UncheckedAdvice::DontNeed, range.start, range.len()) };
            // Where the system refuses, the memory stays.
            let _ = released;
        }
        #[cfg(not(all(feature = "std", target_os = "linux")))]
        let _ = range;
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.len())
    }
}

/// The range of `part` inside `whole`; `None` when it lies elsewhere.
pub(crate) fn range_within(whole: &[u8], part: &[u8]) -> Option<Range<usize>> {
    let start = part.as_ptr().addr().checked_sub(whole.as_ptr().addr())?;
    let end = start.checked_add(part.len())?;
    (end <= whole.len()).then_some(start..end)
}

/// Maps the file.
///
/// The map must not be truncated by anyone while it is used: that raises SIGBUS. `Model::read` exists for
/// files that others may change.
#[cfg(feature = "std")]
pub(crate) fn map(file: &std::fs::File) -> std::io::Result<memmap2::Mmap> {
    #[expect(unsafe_code, reason = "a memory map is unsafe: the file may change")]
    // SAFETY: the map is private and read-only, and every structure that is read from it is verified once
    // and copied; weights are plain integers and floats, for which any bit pattern is valid. Truncation
    // is documented at `Model::open`.
    unsafe {
        memmap2::MmapOptions::new().map_copy_read_only(file)
    }
}
