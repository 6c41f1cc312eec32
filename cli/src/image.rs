//! Pictures as a network's input: decoded, in the channels and the size that the input has, as bytes 0..=255.

use crate::failure::Failure;
use crate::render;
use image::imageops::{self, FilterType};
use image::{DynamicImage, ImageBuffer};
use std::path::Path;

/// What an input tensor says about the picture it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Geometry {
    /// Rows of pixels.
    pub height: u32,
    /// Columns of pixels.
    pub width: u32,
    /// 1 (gray) or 3 (red, green, blue).
    pub channels: u32,
    /// Whether the channels of a pixel stand together (NHWC) or each channel is a plane of its own (NCHW).
    pub interleaved: bool,
}

impl Geometry {
    /// Reads a shape as `[1, H, W, C]`, `[1, C, H, W]`, `[H, W, C]`, `[1, H, W]` or `[H, W]`, in this order.
    pub fn of(extents: &[usize]) -> Result<Self, Failure> {
        let is_channels = |count: usize| count == 1 || count == 3;
        let (height, width, channels, interleaved) = match *extents {
            [1, height, width, channels] if is_channels(channels) => (height, width, channels, true),
            [1, channels, height, width] if is_channels(channels) => (height, width, channels, false),
            [height, width, channels] if is_channels(channels) && height > 1 => (height, width, channels, true),
            [1, height, width] => (height, width, 1, true),
            [height, width] if height > 1 => (height, width, 1, true),
            _ => {
                let shape = render::shape(extents);
                return Err(Failure::failed(format!("an input of shape {shape} takes no gray or RGB picture")));
            }
        };
        let extent = |extent: usize| {
            let fits = u32::try_from(extent).ok().filter(|&extent| extent > 0 && extent <= 1 << 14);
            fits.ok_or_else(|| Failure::failed(format!("an input of {extent} pixels a side takes no picture")))
        };
        Ok(Self { height: extent(height)?, width: extent(width)?, channels: extent(channels)?, interleaved })
    }

    /// Which channel the element at `index` of the tensor belongs to.
    fn channel(&self, index: usize) -> usize {
        let channels = self.channels as usize;
        let plane = self.height as usize * self.width as usize;
        if self.interleaved { index % channels } else { index / plane.max(1) % channels }
    }
}

/// Decodes the picture at `path` (PNG, JPEG, BMP, PNM) into bytes in the order of the tensor.
pub fn load(path: &Path, geometry: Geometry) -> Result<Vec<u8>, Failure> {
    let picture = image::ImageReader::open(path)
        .and_then(image::ImageReader::with_guessed_format)
        .map_err(|error| Failure::failed(error).within(path.display()))?
        .decode()
        .map_err(|error| Failure::failed(error).within(path.display()))?;
    Ok(fit(&picture, geometry))
}

/// The picture stretched to the geometry by a triangle filter as wide as the shrinking asks for.
fn fit(picture: &DynamicImage, geometry: Geometry) -> Vec<u8> {
    let Geometry { height, width, channels, interleaved } = geometry;
    if channels == 1 {
        return resized(picture.to_luma8(), width, height).into_raw();
    }
    let pixels = resized(picture.to_rgb8(), width, height).into_raw();
    if interleaved {
        return pixels;
    }
    (0..3).flat_map(|channel| pixels.iter().skip(channel).step_by(3).copied()).collect()
}

fn resized<P>(picture: ImageBuffer<P, Vec<u8>>, width: u32, height: u32) -> ImageBuffer<P, Vec<u8>>
where
    P: image::Pixel<Subpixel = u8> + 'static,
{
    if picture.dimensions() == (width, height) {
        return picture;
    }
    imageops::resize(&picture, width, height, FilterType::Triangle)
}

/// From bytes to the real numbers a network was trained on: `(byte - mean) / std`, per channel or for all alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Normalization {
    mean: Vec<f32>,
    std: Vec<f32>,
}

impl Normalization {
    /// One value for all channels or one for each; `std` finite and not 0.
    pub fn new(mean: &[f32], std: &[f32]) -> Result<Self, Failure> {
        let countable = |values: &[f32]| values.len() == 1 || values.len() == 3;
        if !countable(mean) || !countable(std) {
            return Err(Failure::usage("mean and std take one value, or one for each of three channels"));
        }
        if mean.iter().chain(std).any(|value| !value.is_finite()) || std.contains(&0.0) {
            return Err(Failure::usage("mean and std must be finite, and std not 0"));
        }
        Ok(Self { mean: mean.to_vec(), std: std.to_vec() })
    }

    /// To the range 0..=1.
    #[must_use]
    pub fn unit() -> Self {
        Self { mean: vec![0.0], std: vec![255.0] }
    }

    /// Applies the normalisation to bytes in the order of the tensor.
    #[must_use]
    pub fn apply(&self, bytes: &[u8], geometry: Geometry) -> Vec<f32> {
        let of = |values: &[f32], index| {
            let channel = if values.len() == 1 { 0 } else { geometry.channel(index) };
            values.get(channel).copied().unwrap_or(1.0)
        };
        let value = |(index, &byte)| (f32::from(byte) - of(&self.mean, index)) / of(&self.std, index);
        bytes.iter().enumerate().map(value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{GrayImage, RgbImage};

    fn geometry(extents: &[usize]) -> Option<(u32, u32, u32, bool)> {
        Geometry::of(extents).ok().map(|g| (g.height, g.width, g.channels, g.interleaved))
    }

    #[test]
    fn shapes_of_pictures_are_recognised() {
        assert_eq!(geometry(&[1, 96, 80, 3]), Some((96, 80, 3, true)));
        assert_eq!(geometry(&[1, 3, 224, 200]), Some((224, 200, 3, false)));
        assert_eq!(geometry(&[28, 28, 1]), Some((28, 28, 1, true)));
        assert_eq!(geometry(&[1, 28, 20]), Some((28, 20, 1, true)));
        for shape in [&[][..], &[640], &[1, 640], &[2, 8, 8, 3], &[1, 8, 8, 2], &[1, 0, 8, 3], &[1, 99_999, 1, 1]] {
            assert_eq!(geometry(shape), None, "{shape:?}");
        }
    }

    #[test]
    fn planes_are_taken_apart() {
        let picture = DynamicImage::from(RgbImage::from_raw(2, 1, vec![1, 2, 3, 4, 5, 6]).unwrap());
        let planar = Geometry::of(&[1, 3, 1, 2]).unwrap();
        assert_eq!(fit(&picture, planar), [1, 4, 2, 5, 3, 6]);
        let interleaved = Geometry { interleaved: true, ..planar };
        assert_eq!(fit(&picture, interleaved), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn colour_becomes_gray_and_squares_become_pixels() {
        let mut gray = GrayImage::new(4, 4);
        for (x, y, pixel) in gray.enumerate_pixels_mut() {
            pixel.0 = [if x < 2 && y < 2 { 200 } else { 0 }];
        }
        let picture = DynamicImage::from(DynamicImage::from(gray).to_rgb8());
        let small = fit(&picture, Geometry::of(&[1, 2, 2, 1]).unwrap());
        assert!(small[0] > 100 && small[3] < 20, "{small:?}");
    }

    #[test]
    fn normalisation_is_per_channel_in_both_layouts() {
        let each = Normalization::new(&[0.0, 10.0, 20.0], &[1.0, 2.0, 4.0]).unwrap();
        let bytes = [100, 100, 100, 20, 20, 20];
        let interleaved = Geometry::of(&[1, 1, 2, 3]).unwrap();
        assert_eq!(each.apply(&bytes, interleaved), [100.0, 45.0, 20.0, 20.0, 5.0, 0.0]);
        let planar = Geometry { interleaved: false, ..interleaved };
        assert_eq!(each.apply(&bytes, planar), [100.0, 100.0, 45.0, 5.0, 0.0, 0.0]);
        assert_eq!(Normalization::unit().apply(&[255], interleaved), [1.0]);
    }

    #[test]
    fn senseless_normalisations_are_refused() {
        assert!(Normalization::new(&[0.0, 1.0], &[1.0]).is_err());
        assert!(Normalization::new(&[0.0], &[0.0]).is_err());
        assert!(Normalization::new(&[f32::NAN], &[1.0]).is_err());
    }

    #[test]
    fn a_file_that_is_no_picture_is_an_error() {
        let error = load(Path::new(file!()), Geometry::of(&[1, 2, 2, 1]).unwrap()).unwrap_err();
        assert_eq!(error.exit_code(), 1);
    }
}
