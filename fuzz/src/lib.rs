//! What the fuzz targets and the mutation campaign share. The mutator and the driver are those of the
//! workspace's own test `mutations`, which runs a short campaign on every `cargo test`.

#[path = "../../tests/support/archive.rs"]
#[allow(dead_code)]
pub mod archive;
#[path = "../../tests/support/drive.rs"]
pub mod drive;
#[path = "../../tests/support/memory.rs"]
pub mod memory;
#[path = "../../tests/support/mutate.rs"]
pub mod mutate;
#[path = "../../tests/support/seeds.rs"]
pub mod seeds;
