//! The command `ferrolite`.
fn main() {}
