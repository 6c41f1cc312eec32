//! Checked views of 4-dimensional NHWC tensors.
//!
//! A view is a slice with extents and strides that were checked once, when it was built: after that the
//! accessors stay inside the slice by construction. Strides are in elements. A view's rows may be longer
//! than its width (a border, or a concatenation's row); its pixels are always contiguous channels.

/// Extents of an NHWC tensor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nhwc {
    /// Images.
    pub batch: usize,
    /// Rows of an image.
    pub height: usize,
    /// Pixels of a row.
    pub width: usize,
    /// Channels of a pixel.
    pub channels: usize,
}

impl Nhwc {
    /// The extents of a dense tensor with these four dimensions.
    #[must_use]
    pub const fn new(batch: usize, height: usize, width: usize, channels: usize) -> Self {
        Self { batch, height, width, channels }
    }

    /// With height and width exchanged.
    #[must_use]
    pub const fn laid_down(self) -> Self {
        Self { height: self.width, width: self.height, ..self }
    }

    /// Elements of a dense tensor, or `None` on overflow.
    #[must_use]
    pub fn elements(self) -> Option<usize> {
        self.batch.checked_mul(self.height)?.checked_mul(self.width)?.checked_mul(self.channels)
    }

    /// The strides of a dense tensor, or `None` on overflow.
    fn dense_strides(self) -> Option<Strides> {
        let row = self.width.checked_mul(self.channels)?;
        Some(Strides { pixel: self.channels, row, image: self.height.checked_mul(row)? })
    }

    /// One more than the index of the last element under `strides`; 0 for an empty tensor.
    fn span(self, strides: Strides) -> Option<usize> {
        if self.batch == 0 || self.height == 0 || self.width == 0 || self.channels == 0 {
            return Some(0);
        }
        ((self.batch - 1).checked_mul(strides.image)?)
            .checked_add((self.height - 1).checked_mul(strides.row)?)?
            .checked_add((self.width - 1).checked_mul(strides.pixel)?)?
            .checked_add(self.channels)
    }
}

/// Distances in elements between neighbours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Strides {
    /// From a pixel to the next of its row.
    pub pixel: usize,
    /// From a row to the next of its image.
    pub row: usize,
    /// From an image to the next.
    pub image: usize,
}

/// A read-only NHWC view.
#[derive(Clone, Copy, Debug)]
pub struct View<'a, T> {
    data: &'a [T],
    extents: Nhwc,
    strides: Strides,
}

impl<'a, T> View<'a, T> {
    /// A dense view; `None` unless `data` has at least the extents' elements.
    #[must_use]
    pub fn dense(data: &'a [T], extents: Nhwc) -> Option<Self> {
        Self::strided(data, extents, extents.dense_strides()?)
    }

    /// A view with strides; `None` when an element would lie outside `data`.
    #[must_use]
    pub fn strided(data: &'a [T], extents: Nhwc, strides: Strides) -> Option<Self> {
        (extents.span(strides)? <= data.len()).then_some(Self { data, extents, strides })
    }

    /// The extents.
    #[must_use]
    pub fn extents(&self) -> Nhwc {
        self.extents
    }

    /// The strides.
    #[must_use]
    pub fn strides(&self) -> Strides {
        self.strides
    }

    /// All the memory the view may read, elements beyond the last one (its tail) included.
    #[must_use]
    pub fn data(&self) -> &'a [T] {
        self.data
    }

    /// The channels of one pixel.
    #[inline]
    #[must_use]
    pub fn pixel(&self, n: usize, y: usize, x: usize) -> &'a [T] {
        debug_assert!(n < self.extents.batch && y < self.extents.height && x < self.extents.width);
        let start = n * self.strides.image + y * self.strides.row + x * self.strides.pixel;
        &self.data[start..start + self.extents.channels]
    }
}

/// A writable NHWC view.
#[derive(Debug)]
pub struct ViewMut<'a, T> {
    data: &'a mut [T],
    extents: Nhwc,
    strides: Strides,
}

impl<'a, T> ViewMut<'a, T> {
    /// A dense view; `None` unless `data` has at least the extents' elements.
    #[must_use]
    pub fn dense(data: &'a mut [T], extents: Nhwc) -> Option<Self> {
        Self::strided(data, extents, extents.dense_strides()?)
    }

    /// A view with strides; `None` when an element would lie outside `data`.
    #[must_use]
    pub fn strided(data: &'a mut [T], extents: Nhwc, strides: Strides) -> Option<Self> {
        (extents.span(strides)? <= data.len()).then_some(Self { data, extents, strides })
    }

    /// The extents.
    #[must_use]
    pub fn extents(&self) -> Nhwc {
        self.extents
    }

    /// The strides.
    #[must_use]
    pub fn strides(&self) -> Strides {
        self.strides
    }

    /// All the memory of the view.
    #[must_use]
    pub fn data(&mut self) -> &mut [T] {
        self.data
    }

    /// The channels of one pixel.
    #[inline]
    #[must_use]
    pub fn pixel(&mut self, n: usize, y: usize, x: usize) -> &mut [T] {
        debug_assert!(n < self.extents.batch && y < self.extents.height && x < self.extents.width);
        let start = n * self.strides.image + y * self.strides.row + x * self.strides.pixel;
        &mut self.data[start..start + self.extents.channels]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_must_fit_its_slice() {
        let data = [0u8; 24];
        assert!(View::dense(&data, Nhwc::new(1, 2, 3, 4)).is_some());
        assert!(View::dense(&data, Nhwc::new(1, 2, 3, 5)).is_none());
        assert!(View::dense(&data, Nhwc::new(usize::MAX, 2, 3, 4)).is_none());
        assert!(View::dense(&data, Nhwc::new(0, 2, 3, 5)).is_some());
    }

    #[test]
    fn strided_rows_skip_the_border() {
        let data: [u8; 20] = core::array::from_fn(|i| i as u8);
        let strides = Strides { pixel: 2, row: 10, image: 20 };
        let view = View::strided(&data, Nhwc::new(1, 2, 3, 2), strides).unwrap();
        assert_eq!(view.pixel(0, 1, 2), &[14, 15]);
        assert!(View::strided(&data, Nhwc::new(1, 3, 1, 1), strides).is_none());
    }
}
