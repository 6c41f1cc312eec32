#![no_std]
//! Generated FlatBuffers bindings of the TensorFlow Lite model format.
