//! What the command `ferrolite` does, as a library.

pub mod failure;
pub mod image;
pub mod metadata;
pub mod npz;
pub mod render;
