//! Bytes → [`Model`]: the file, verified once and turned into owned, index-checked values.
//!
//! Nothing outside this folder touches FlatBuffers. After a model was built no index, offset, length or
//! enumeration in it is unchecked; weights stay where the file's bytes are.

mod bytes;
mod extent;
pub(crate) mod flex;
mod graph;
mod load;
mod options;
pub(crate) mod packed;
mod quantization;
mod sparsity;
mod tables;

pub(crate) use bytes::Bytes;
pub use ferrolite_schema as schema;
pub(crate) use graph::callees;
pub(crate) use options::Options;
pub use quantization::{Blockwise, Quantization};
pub use sparsity::{DimensionFormat, Sparsity};

use crate::error::{Location, OpLocation, Result, err};
use crate::plan::rewrites::Rewritten;
use crate::{Error, Limits, TensorInfo, TensorType, TensorView};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;
use core::ops::Range;
use ferrolite_schema::BuiltinOperator;

/// A verified model. Cheap to clone, shared by plans and threads.
#[derive(Clone, Debug)]
pub struct Model {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    bytes: Bytes,
    contents: Contents,
    limits: Limits,
    packed: packed::PackedStore,
}

/// Everything that loading extracts.
#[derive(Debug, Default)]
struct Contents {
    description: String,
    subgraphs: Vec<Subgraph>,
    signatures: Vec<Signature>,
    metadata: Vec<Metadata>,
    /// What the resource variables are, by their number.
    variables: Vec<Option<(TensorType, usize)>>,
    warnings: Vec<String>,
}

/// A graph of operators; the first is the main one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Subgraph {
    /// Name, often empty.
    pub name: String,
    /// All tensors.
    pub tensors: Tensors,
    /// Tensor indices of the inputs.
    pub inputs: Vec<usize>,
    /// Tensor indices of the outputs.
    pub outputs: Vec<usize>,
    /// The operators in the order in which they run.
    pub operators: Vec<Operator>,
}

/// The tensors of a graph. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Tensors(Option<Arc<[Tensor]>>);

impl Tensors {
    /// None.
    pub(crate) const NONE: Self = Self(None);

    /// The tensors to change: those of this value alone.
    pub(crate) fn own(&mut self) -> &mut [Tensor] {
        self.0.as_mut().map_or(&mut [], Arc::make_mut)
    }
}

impl core::ops::Deref for Tensors {
    type Target = [Tensor];

    fn deref(&self) -> &[Tensor] {
        self.0.as_deref().unwrap_or_default()
    }
}

impl<'a> IntoIterator for &'a Tensors {
    type Item = &'a Tensor;
    type IntoIter = core::slice::Iter<'a, Tensor>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Tensor> for Tensors {
    fn from_iter<I: IntoIterator<Item = Tensor>>(tensors: I) -> Self {
        Self(Some(tensors.into_iter().collect()))
    }
}

impl From<Vec<Tensor>> for Tensors {
    fn from(tensors: Vec<Tensor>) -> Self {
        Self(Some(tensors.into()))
    }
}

/// A tensor as the file describes it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Tensor {
    /// Name.
    pub name: String,
    /// Element type.
    pub dtype: TensorType,
    /// Shape stored in the file; dynamic dimensions hold the size it was converted with, usually 1.
    pub shape: Vec<usize>,
    /// The shape with −1 for dynamic dimensions, where the file has one.
    pub shape_signature: Option<Vec<i32>>,
    /// Scales and zero points.
    pub quantization: Option<Quantization>,
    /// Whether the tensor keeps its value from one invoke to the next.
    pub is_variable: bool,
    /// Where a constant's bytes are in the file.
    pub(crate) data: Option<Range<usize>>,
    /// How a sparse constant is stored.
    pub sparsity: Option<Sparsity>,
}

impl Tensor {
    /// Whether the file holds the tensor's value.
    #[must_use]
    pub fn is_constant(&self) -> bool {
        self.data.is_some()
    }
}

/// Which operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpCode {
    /// One of the schema's operators.
    Builtin(BuiltinOperator),
    /// A custom operator by name.
    Custom(Arc<str>),
}

impl fmt::Display for OpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Builtin(builtin) => f.write_str(ferrolite_schema::operator_name(*builtin)),
            Self::Custom(name) => f.write_str(name),
        }
    }
}

/// An operator as the file describes it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Operator {
    /// Position in its subgraph.
    pub index: usize,
    /// Which operator.
    pub code: OpCode,
    /// Version the converter asks for.
    pub version: i32,
    /// Tensor indices of the inputs; `None` where an optional one is absent.
    pub inputs: Vec<Option<usize>>,
    /// Tensor indices of the outputs.
    pub outputs: Vec<usize>,
    /// Tensor indices of the intermediates, which only hold quantization parameters.
    pub intermediates: Vec<Option<usize>>,
    /// Options.
    pub(crate) options: Options,
    /// How a plan changed it.
    pub(crate) rewritten: Rewritten,
}

/// A named entry: inputs and outputs by name.
#[derive(Debug)]
#[non_exhaustive]
pub struct Signature {
    /// Key, as `serving_default`.
    pub key: String,
    /// The subgraph that it runs.
    pub subgraph: usize,
    /// Names and tensor indices of the inputs.
    pub inputs: Vec<(String, usize)>,
    /// Names and tensor indices of the outputs.
    pub outputs: Vec<(String, usize)>,
}

/// A named block of bytes that the runtime does not interpret.
#[derive(Debug)]
#[non_exhaustive]
pub struct Metadata {
    /// Name.
    pub name: String,
    data: Range<usize>,
}

/// A mistake that a loader may forgive is reported here instead of refusing the file.
pub type Warning = String;

impl Model {
    /// Maps the file at `path` and verifies it. Weights are read from the map when they are used.
    ///
    /// The file must not be truncated while the model lives: reading a lost page raises SIGBUS. Where
    /// others may write to it, use [`Model::read`].
    ///
    /// # Errors
    /// [`ErrorKind::Io`](crate::ErrorKind::Io) when the file cannot be mapped, else as [`Model::from_bytes`].
    ///
    /// ```no_run
    /// let model = ferrolite::Model::open("model.tflite")?;
    /// # Ok::<(), ferrolite::Error>(())
    /// ```
    #[cfg(feature = "std")]
    pub fn open(path: impl AsRef<std::path::Path>) -> Result<Self> {
        let path = path.as_ref();
        let io = |error: std::io::Error| err!(Io, "{}: {error}", path.display());
        let file = std::fs::File::open(path).map_err(io)?;
        // An empty file cannot be mapped on every system.
        if file.metadata().map_err(io)?.len() == 0 {
            return Self::from_bytes(Vec::new());
        }
        let map = bytes::map(&file).map_err(io)?;
        Self::load(Bytes::Mapped(Arc::new(map)), Limits::default())
    }

    /// Reads the file at `path` into memory and verifies it.
    ///
    /// # Errors
    /// As [`Model::open`].
    #[cfg(feature = "std")]
    pub fn read(path: impl AsRef<std::path::Path>) -> Result<Self> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| err!(Io, "{}: {error}", path.display()))?;
        Self::from_bytes(bytes)
    }

    /// Verifies a model in memory: a `Vec<u8>`, an `Arc<[u8]>` or an `Arc<Vec<u8>>`. No byte is copied.
    ///
    /// # Errors
    /// A typed error for the first thing that is wrong: see [`ErrorKind`](crate::ErrorKind).
    pub fn from_bytes(bytes: impl Into<ModelBytes>) -> Result<Self> {
        Self::from_bytes_with_limits(bytes, Limits::default())
    }

    /// [`Model::from_bytes`] under other limits than the default ones.
    ///
    /// # Errors
    /// As [`Model::from_bytes`].
    pub fn from_bytes_with_limits(bytes: impl Into<ModelBytes>, limits: Limits) -> Result<Self> {
        Self::load(bytes.into().0, limits)
    }

    /// Verifies a model that is part of the program.
    ///
    /// # Errors
    /// As [`Model::from_bytes`].
    pub fn from_static(bytes: &'static [u8]) -> Result<Self> {
        Self::load(Bytes::Static(bytes), Limits::default())
    }

    fn load(bytes: Bytes, limits: Limits) -> Result<Self> {
        let contents = load::load(&bytes, &limits)?;
        Ok(Self { inner: Arc::new(Inner { bytes, contents, limits, packed: packed::PackedStore::default() }) })
    }

    /// Lets go of the memory of a part of the file that will hardly be read again.
    pub(crate) fn release(&self, range: &Range<usize>) {
        self.inner.bytes.release(range);
    }

    /// The packed weights of its plans.
    pub(crate) fn packed(&self) -> &packed::PackedStore {
        &self.inner.packed
    }

    /// The subgraphs, the main one first; there is at least one.
    #[must_use]
    pub fn subgraphs(&self) -> &[Subgraph] {
        &self.inner.contents.subgraphs
    }

    /// The signatures.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.inner.contents.signatures
    }

    /// Names and bytes of the metadata.
    pub fn metadata(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.inner.contents.metadata.iter().map(|entry| (entry.name.as_str(), self.bytes_in(&entry.data)))
    }

    /// The description that the converter wrote.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.inner.contents.description
    }

    /// What is wrong with the file but has an unambiguous meaning.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.inner.contents.warnings
    }

    /// The limits that it was loaded under.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    /// Bytes of the file.
    #[must_use]
    pub fn file_len(&self) -> usize {
        self.inner.bytes.len()
    }

    /// The stored bytes of a constant tensor: little-endian, row-major, sub-byte types packed, sparse ones
    /// compressed. `None` for tensors that are computed and for indices out of range.
    #[must_use]
    pub fn constant_bytes(&self, subgraph: usize, tensor: usize) -> Option<&[u8]> {
        let range = self.subgraphs().get(subgraph)?.tensors.get(tensor)?.data.as_ref()?;
        Some(self.bytes_in(range))
    }

    /// A subgraph by its index.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn subgraph(&self, index: usize) -> Result<&Subgraph> {
        let graphs = self.subgraphs();
        graphs.get(index).ok_or_else(|| err!(NotFound, "there is no subgraph {index}, there are {}", graphs.len()))
    }

    /// Name, type, shape and quantization of a tensor, as the file has them.
    ///
    /// # Errors
    /// `NotFound` when there is no such subgraph or tensor.
    pub fn info(&self, subgraph: usize, tensor: usize) -> Result<TensorInfo<'_>> {
        crate::late::info(self.subgraph(subgraph)?, None, tensor)
    }

    /// A constant of the file, dense.
    ///
    /// # Errors
    /// `NotFound` when there is no such subgraph or tensor, `NotKept` when it is no constant or a sparse one.
    pub fn constant(&self, subgraph: usize, tensor: usize) -> Result<TensorView<'_>> {
        let info = self.info(subgraph, tensor)?;
        let none = || err!(NotKept, "it is no dense constant: only an interpreter has it").of_tensor(tensor, info.name);
        let stored = self.subgraph(subgraph)?.tensors.get(tensor).filter(|stored| stored.sparsity.is_none());
        let range = stored.and_then(|stored| stored.data.as_ref()).ok_or_else(none)?;
        Ok(TensorView { info, bytes: self.bytes_in(range) })
    }

    /// Every operator, version or type that ferrolite does not have, a line each; empty when there is
    /// nothing missing. Custom operators of a plan's own options are not counted in.
    #[must_use]
    pub fn unsupported(&self) -> Vec<String> {
        crate::ops::missing(self, |_| false)
    }

    /// [`unsupported`](Self::unsupported) without custom operators, which a plan's options may bring.
    #[must_use]
    pub fn unsupported_builtins(&self) -> Vec<String> {
        crate::ops::missing(self, |_| true)
    }

    /// Type and number of elements of a resource variable, where they are always the same.
    pub(crate) fn variable_form(&self, variable: i32) -> Option<(TensorType, usize)> {
        self.inner.contents.variables.get(usize::try_from(variable).ok()?).copied().flatten()
    }

    /// The whole file.
    pub(crate) fn file(&self) -> &[u8] {
        &self.inner.bytes
    }

    pub(crate) fn bytes_in(&self, range: &Range<usize>) -> &[u8] {
        // Checked when the model was loaded, and the bytes never change.
        self.inner.bytes.get(range.clone()).unwrap_or_default()
    }

    /// Where an operator is, for errors.
    pub(crate) fn location_of(&self, subgraph: usize, op: &Operator) -> Location {
        self.subgraphs().get(subgraph).map_or_else(Location::default, |graph| op_location(subgraph, op, &graph.tensors))
    }
}

/// Where an operator is, for errors.
fn op_location(subgraph: usize, op: &Operator, tensors: &[Tensor]) -> Location {
    let output = op.outputs.first().and_then(|&index| tensors.get(index));
    let output = output.map(|tensor| tensor.name.clone()).unwrap_or_default();
    Location {
        subgraph: Some(subgraph),
        op: Some(OpLocation { index: op.index, name: format!("{}", op.code), output }),
        tensor: None,
    }
}

/// Owned bytes of a model, as [`Model::from_bytes`] takes them.
#[derive(Debug)]
pub struct ModelBytes(Bytes);

impl From<Vec<u8>> for ModelBytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Bytes::Owned(Arc::new(bytes)))
    }
}

impl From<Arc<Vec<u8>>> for ModelBytes {
    fn from(bytes: Arc<Vec<u8>>) -> Self {
        Self(Bytes::Owned(bytes))
    }
}

impl From<Arc<[u8]>> for ModelBytes {
    fn from(bytes: Arc<[u8]>) -> Self {
        Self(Bytes::Shared(bytes))
    }
}

impl From<&[u8]> for ModelBytes {
    /// Copies.
    fn from(bytes: &[u8]) -> Self {
        Self(Bytes::Owned(Arc::new(bytes.to_owned())))
    }
}

impl From<planus::Error> for Error {
    fn from(error: planus::Error) -> Self {
        err!(Malformed, "damaged FlatBuffer: {error}")
    }
}
