//! What the command `ferrolite` does, as a library.
