//! The one pass over the FlatBuffer: checks every index, offset, length and enumeration and copies the
//! structure out, so that nothing is read twice.

use super::bytes::range_within;
use super::quantization::Blockwise;
use super::{
    Bytes, Contents, Metadata, OpCode, Operator, Options, Quantization, Signature, Subgraph, Tensor, extent, graph,
    op_location, sparsity, tables,
};
use crate::error::{Result, ensure, err};
use crate::{Limits, TensorType, ops};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::Cell;
use core::ops::Range;
use ferrolite_schema as schema;
use planus::ReadAsRoot;
use schema::{
    BufferRef, BuiltinOperator, ModelRef, OperatorCodeRef, OperatorRef, QuantizationDetailsRef,
    QuantizationParametersRef, SignatureDefRef, SubGraphRef, TensorMapRef, TensorRef,
};

type Tables<'a, T> = Option<planus::Vector<'a, planus::Result<T>>>;

/// What tensors and operators refer to by index.
struct Context<'a> {
    bytes: &'a [u8],
    limits: &'a Limits,
    buffers: Vec<Option<Range<usize>>>,
    codes: Vec<(OpCode, i32)>,
    warnings: Vec<String>,
    /// Bytes that may still be copied out of the file. Tables that refer to one list or name again and again
    /// would make megabytes of file into terabytes of structure.
    budget: Cell<usize>,
    /// Where the first bytes begin that the file refers to by their offset, outside of the FlatBuffer.
    outside: Cell<usize>,
}

/// What a file may be copied out to, in lengths of the file. Converters share names and short lists at most.
const COPIES: usize = 16;

/// The most warnings that are kept.
const MAX_WARNINGS: usize = 64;

/// Verifies the file and extracts everything in it.
pub(super) fn load(bytes: &Bytes, limits: &Limits) -> Result<Contents> {
    let model = root(bytes, limits)?;
    let mut context = Context {
        bytes,
        limits,
        buffers: Vec::new(),
        codes: Vec::new(),
        warnings: Vec::new(),
        budget: Cell::new(bytes.len().saturating_mul(COPIES).saturating_add(1 << 16)),
        outside: Cell::new(usize::MAX),
    };
    context.buffers = collect(model.buffers()?, |buffer, index| {
        context.buffer_range(buffer).map_err(|e| err!(BadBuffer, "buffer {index}: {}", e.detail()))
    })?;
    context.codes = collect(model.operator_codes()?, |code, index| {
        op_code(code)
            .and_then(|code| context.spend(code.0.name_len()).map(|()| code))
            .map_err(|e| crate::Error::new(e.kind(), format!("operator code {index}: {}", e.detail())))
    })?;
    let subgraphs = model.subgraphs()?;
    let count = subgraphs.map_or(0, |subgraphs| subgraphs.len());
    ensure!(count > 0, NotAModel, "the model has no subgraph, so there is nothing to run");
    ensure!(count <= limits.subgraphs, LimitExceeded, "{count} subgraphs, the limit is {}", limits.subgraphs);
    context.check_counts(subgraphs)?;
    let mut subgraphs = collect(subgraphs, |subgraph, index| {
        context.subgraph(subgraph, index).map_err(|error| error.in_subgraph(index))
    })?;
    graph::check(&subgraphs, limits)?;
    subgraphs.iter_mut().for_each(ops::settle_output_types);
    ops::number_variables(&mut subgraphs);
    let contents = Contents {
        description: text(bytes, model.description()?)?,
        signatures: collect(model.signature_defs()?, |signature, _| {
            read_signature(bytes, signature, &subgraphs, |bytes| context.spend(bytes))
        })?,
        variables: ops::variable_forms(&subgraphs),
        metadata: collect(model.metadata()?, |entry, _| {
            let name = text(bytes, entry.name()?)?;
            context.spend(name.len())?;
            let buffer = index_below(entry.buffer()?.into(), context.buffers.len(), "metadata buffer")?;
            let data = context.buffers.get(buffer).cloned().flatten().unwrap_or(0..0);
            Ok(Metadata { name, data })
        })?,
        subgraphs,
        warnings: core::mem::take(&mut context.warnings),
    };
    context.check_outside()?;
    Ok(contents)
}

/// Checks what comes before any table: length, identifier, schema version.
fn root<'a>(bytes: &'a [u8], limits: &Limits) -> Result<ModelRef<'a>> {
    ensure!(
        bytes.len() <= limits.file_bytes,
        LimitExceeded,
        "the file has {} bytes, the limit is {}",
        bytes.len(),
        limits.file_bytes
    );
    let identifier = bytes.get(4..8);
    ensure!(bytes.len() >= 8, NotAModel, "{} bytes are too short for a model", bytes.len());
    ensure!(
        identifier == Some(b"TFL3"),
        NotAModel,
        "bytes 4 to 7 are not the identifier TFL3: this is no TensorFlow Lite file"
    );
    let model = ModelRef::read_as_root(bytes)?;
    let version = model.version()?;
    ensure!(version == 3, NotAModel, "schema version {version}, only 3 is known");
    Ok(model)
}

/// Converts every table of a vector that may be absent.
fn collect<'a, T, U>(tables: Tables<'a, T>, mut convert: impl FnMut(T, usize) -> Result<U>) -> Result<Vec<U>>
where
    planus::Result<T>: planus::VectorRead<'a>,
{
    let Some(tables) = tables else { return Ok(Vec::new()) };
    tables.iter().enumerate().map(|(index, table)| convert(table?, index)).collect()
}

/// The numbers of a vector, by index: a loop without a branch, where there may be thousands.
fn numbers<'a, T: planus::VectorRead<'a> + Default>(vector: planus::Vector<'a, T>) -> impl Iterator<Item = T> {
    (0..vector.len()).map(move |index| vector.get(index).unwrap_or_default())
}

/// `size` bytes at `offset` of the file.
fn file_range(bytes: &[u8], offset: u64, size: u64) -> Result<Range<usize>> {
    let end = offset.checked_add(size).filter(|&end| end <= bytes.len() as u64);
    match (usize::try_from(offset), end.map(usize::try_from)) {
        (Ok(start), Some(Ok(end))) => Ok(start..end),
        _ => Err(err!(BadBuffer, "{size} bytes at {offset} lie outside the file of {} bytes", bytes.len())),
    }
}

/// Which operator, and its version. Old files have the code in a byte, newer ones (also) in 32 bits.
fn op_code(code: OperatorCodeRef<'_>) -> Result<(OpCode, i32)> {
    let old = i32::from(code.deprecated_builtin_code()?);
    let old = BuiltinOperator::try_from(old).map_err(|_| err!(Unsupported, "operator {old} is unknown"))?;
    let new = code.builtin_code().map_err(|e| err!(Unsupported, "the operator is unknown ({e})"))?;
    let builtin = old.max(new);
    let version = code.version()?;
    if builtin != BuiltinOperator::Custom {
        return Ok((OpCode::Builtin(builtin), version));
    }
    let name = code.custom_code()?.ok_or_else(|| err!(Malformed, "a custom operator without a name"))?;
    Ok((OpCode::Custom(Arc::from(name)), version))
}

/// A string, empty when it is absent; it must end with a NUL that its length does not count.
fn text(bytes: &[u8], string: Option<&str>) -> Result<String> {
    let string = string.unwrap_or_default();
    let end = range_within(bytes, string.as_bytes()).map(|range| range.end);
    let terminated = string.is_empty() && end.is_none() || end.and_then(|end| bytes.get(end)) == Some(&0);
    ensure!(terminated, Malformed, "a string is not followed by a NUL");
    Ok(string.to_owned())
}

/// `index` as usize when it is below `count`.
fn index_below(index: i64, count: usize, what: &str) -> Result<usize> {
    usize::try_from(index)
        .ok()
        .filter(|&index| index < count)
        .ok_or_else(|| err!(BadIndex, "{what} is {index}, there are {count}"))
}

/// Dimensions as sizes.
fn dimensions(shape: Option<planus::Vector<'_, i32>>, limits: &Limits) -> Result<Vec<usize>> {
    let Some(shape) = shape else { return Ok(Vec::new()) };
    ensure!(shape.len() <= limits.rank, LimitExceeded, "rank {} exceeds the limit of {}", shape.len(), limits.rank);
    shape
        .iter()
        .map(|d| usize::try_from(d).map_err(|_| err!(BadShape, "dimension {d} is negative; sizes are at least 0")))
        .collect()
}

fn tensor_type(dtype: schema::TensorType) -> TensorType {
    match dtype {
        schema::TensorType::Float32 => TensorType::Float32,
        schema::TensorType::Float16 => TensorType::Float16,
        schema::TensorType::Int32 => TensorType::Int32,
        schema::TensorType::Uint8 => TensorType::UInt8,
        schema::TensorType::Int64 => TensorType::Int64,
        schema::TensorType::String => TensorType::String,
        schema::TensorType::Bool => TensorType::Bool,
        schema::TensorType::Int16 => TensorType::Int16,
        schema::TensorType::Complex64 => TensorType::Complex64,
        schema::TensorType::Int8 => TensorType::Int8,
        schema::TensorType::Float64 => TensorType::Float64,
        schema::TensorType::Complex128 => TensorType::Complex128,
        schema::TensorType::Uint64 => TensorType::UInt64,
        schema::TensorType::Resource => TensorType::Resource,
        schema::TensorType::Variant => TensorType::Variant,
        schema::TensorType::Uint32 => TensorType::UInt32,
        schema::TensorType::Uint16 => TensorType::UInt16,
        schema::TensorType::Int4 => TensorType::Int4,
        schema::TensorType::Bfloat16 => TensorType::BFloat16,
        schema::TensorType::Int2 => TensorType::Int2,
        schema::TensorType::Uint4 => TensorType::UInt4,
        schema::TensorType::Float8E4m3fn => TensorType::Float8E4M3Fn,
        schema::TensorType::Float8E5m2 => TensorType::Float8E5M2,
    }
}

impl OpCode {
    fn name_len(&self) -> usize {
        match self {
            Self::Builtin(_) => 0,
            Self::Custom(name) => name.len(),
        }
    }
}

impl Context<'_> {
    /// Counts bytes of the file that are copied out of it.
    fn spend(&self, bytes: usize) -> Result<()> {
        let left = self.budget.get().checked_sub(bytes);
        self.budget.set(left.ok_or_else(|| {
            err!(LimitExceeded, "its tables share names and lists so often that they would fill {COPIES} files")
        })?);
        Ok(())
    }

    /// The bytes of a buffer: in the FlatBuffer, or behind it at an offset of the file. `None` when it has
    /// none, as buffer 0.
    fn buffer_range(&self, buffer: BufferRef<'_>) -> Result<Option<Range<usize>>> {
        if let Some(data) = buffer.data()?.filter(|data| !data.is_empty()) {
            let range =
                range_within(self.bytes, data).ok_or_else(|| err!(Internal, "its data are outside the file"))?;
            return Ok(Some(range));
        }
        let (offset, size) = (buffer.offset()?, buffer.size()?);
        // 0 and 1 are the converter's placeholders for "not outside".
        if offset <= 1 || size == 0 {
            return Ok(None);
        }
        self.outside(offset, size).map(Some)
    }

    /// `size` bytes at `offset` of the file, outside of the FlatBuffer.
    fn outside(&self, offset: u64, size: u64) -> Result<Range<usize>> {
        let range = file_range(self.bytes, offset, size)?;
        self.outside.set(self.outside.get().min(range.start));
        Ok(range)
    }

    /// What lies outside of the FlatBuffer does not overlap it. Comes last: the walk relies on the checks before it.
    fn check_outside(&self) -> Result<()> {
        let first = self.outside.get();
        if first == usize::MAX {
            return Ok(());
        }
        let end = extent::end(self.bytes);
        let buffer = self.buffers.iter().position(|range| range.as_ref().is_some_and(|range| range.start == first));
        let what = buffer.map_or_else(|| "custom options".to_owned(), |buffer| format!("buffer {buffer}"));
        ensure!(first >= end, BadBuffer, "{what} at {first} overlap the FlatBuffer, which reaches to {end}");
        Ok(())
    }

    /// Notes what is wrong and has only one meaning.
    fn warn(&mut self, warning: impl FnOnce() -> String) {
        if self.warnings.len() < MAX_WARNINGS {
            self.warnings.push(warning());
        }
    }

    /// Counts before anything is allocated for them.
    fn check_counts(&self, subgraphs: Tables<'_, SubGraphRef<'_>>) -> Result<()> {
        let (mut tensors, mut operators) = (0, 0);
        for subgraph in subgraphs.iter().flat_map(|subgraphs| subgraphs.iter()) {
            let subgraph = subgraph?;
            tensors += subgraph.tensors()?.map_or(0, |tensors| tensors.len());
            operators += subgraph.operators()?.map_or(0, |operators| operators.len());
        }
        let limits = self.limits;
        ensure!(tensors <= limits.tensors, LimitExceeded, "{tensors} tensors, the limit is {}", limits.tensors);
        ensure!(
            operators <= limits.operators,
            LimitExceeded,
            "{operators} operators, the limit is {}",
            limits.operators
        );
        Ok(())
    }

    fn subgraph(&mut self, subgraph: SubGraphRef<'_>, index: usize) -> Result<Subgraph> {
        let tensors = collect(subgraph.tensors()?, |tensor, index| {
            let name = tensor.name().ok().flatten().unwrap_or_default().to_owned();
            self.tensor(tensor, index).map_err(|error| error.of_tensor(index, &name))
        })?;
        let ends = |ends: Option<planus::Vector<'_, i32>>, what: &str| -> Result<Vec<usize>> {
            self.spend(ends.map_or(0, |ends| ends.len().saturating_mul(4)))?;
            let ends = ends.into_iter().flat_map(|ends| ends.iter());
            ends.map(|tensor| index_below(tensor.into(), tensors.len(), what)).collect()
        };
        let inputs = ends(subgraph.inputs()?, "graph input")?;
        let outputs = ends(subgraph.outputs()?, "graph output")?;
        let operators = collect(subgraph.operators()?, |op, position| self.operator(op, position, index, &tensors))?;
        Ok(Subgraph { name: text(self.bytes, subgraph.name()?)?, tensors: tensors.into(), inputs, outputs, operators })
    }

    fn tensor(&mut self, tensor: TensorRef<'_>, index: usize) -> Result<Tensor> {
        let name = text(self.bytes, tensor.name()?)?;
        let signature_len = tensor.shape_signature()?.map_or(0, |signature| signature.len());
        let shape_len = tensor.shape()?.map_or(0, |shape| shape.len());
        self.spend(name.len().saturating_add(4 * signature_len).saturating_add(4 * shape_len))?;
        let dtype = tensor_type(tensor.type_()?);
        let shape = dimensions(tensor.shape()?, self.limits)?;
        let elements = shape.iter().try_fold(1usize, |product, &d| product.checked_mul(d));
        let byte_len = elements.and_then(|n| if dtype.bits().is_some() { dtype.byte_len(n) } else { Some(0) });
        let byte_len = byte_len.filter(|&bytes| bytes <= self.limits.tensor_bytes).ok_or_else(|| {
            err!(LimitExceeded, "shape {shape:?} of {dtype} exceeds {} bytes", self.limits.tensor_bytes)
        })?;
        let buffer = index_below(tensor.buffer()?.into(), self.buffers.len(), "buffer index")?;
        let data = self.buffers.get(buffer).cloned().flatten();
        let (sparsity, stored) = match tensor.sparsity()? {
            Some(stored) => {
                let (sparsity, values) = sparsity::read(stored, &shape)?;
                self.spend(sparsity.entries())?;
                (Some(sparsity), dtype.byte_len(values).unwrap_or(usize::MAX))
            }
            None => (None, byte_len),
        };
        if let Some(range) = data.as_ref().filter(|_| dtype.bits().is_some()) {
            ensure!(
                range.len() == stored,
                BadBuffer,
                "shape {shape:?} of {dtype} needs {stored} bytes, buffer {buffer} has {}",
                range.len()
            );
        }
        if let (Some(range), TensorType::String) = (&data, dtype) {
            self.spend(elements.unwrap_or(0).saturating_mul(4))?;
            check_strings(self.bytes.get(range.clone()).unwrap_or_default(), elements.unwrap_or(0))?;
        }
        // A tensor without elements has no bytes, yet its value is known.
        let quantization = match tensor.quantization()? {
            Some(stored) => self.quantization(stored, &shape, index, &name)?,
            None => None,
        };
        let shape_signature = tensor.shape_signature()?.map(|signature| signature.iter().collect());
        let is_variable = tensor.is_variable()?;
        Ok(Tensor { name, dtype, shape, shape_signature, quantization, is_variable, data, sparsity })
    }

    /// Scales and zero points, as many of the one as of the other, along an axis that exists.
    fn quantization(
        &mut self,
        stored: QuantizationParametersRef<'_>,
        shape: &[usize],
        index: usize,
        name: &str,
    ) -> Result<Option<Quantization>> {
        let blockwise = match stored.details() {
            Ok(Some(QuantizationDetailsRef::BlockwiseQuantization(details))) => Some(Blockwise {
                scales: usize::try_from(details.scales()?)
                    .map_err(|_| err!(BadQuantization, "blockwise scales are absent"))?,
                zero_points: usize::try_from(details.zero_points()?).ok(),
                block_size: usize::try_from(details.block_size()?)
                    .ok()
                    .filter(|&size| size > 0)
                    .ok_or_else(|| err!(BadQuantization, "the block size must be positive"))?,
            }),
            Ok(_) => None,
            Err(error) => return Err(error.into()),
        };
        let (scales, points) = (stored.scale()?, stored.zero_point()?);
        let (scale_count, point_count) = (scales.map_or(0, |s| s.len()), points.map_or(0, |p| p.len()));
        self.spend(scale_count.saturating_mul(4).saturating_add(point_count.saturating_mul(8)))?;
        let scales: Vec<f32> = scales.map_or_else(Vec::new, |scales| numbers(scales).collect());
        let is_wide = |point: i64| i32::try_from(point).is_err();
        if points.is_some_and(|points| numbers(points).fold(false, |any, point| any | is_wide(point))) {
            let point = points.into_iter().flat_map(numbers).find(|&point| is_wide(point)).unwrap_or_default();
            return Err(err!(BadQuantization, "zero point {point} exceeds 32 bits"));
        }
        let narrow = |point: i64| i32::try_from(point).unwrap_or_default();
        let zero_points: Vec<i32> = points.map_or_else(Vec::new, |points| numbers(points).map(narrow).collect());
        if scales.is_empty() {
            let empty = Quantization { scales, zero_points: Vec::new(), axis: 0, blockwise };
            return Ok(blockwise.map(|_| empty));
        }
        ensure!(
            zero_points.len() == scales.len(),
            BadQuantization,
            "{} scales but {} zero points",
            scales.len(),
            zero_points.len()
        );
        let axis = stored.quantized_dimension()?;
        if scales.len() == 1 {
            if usize::try_from(axis).map_or(true, |axis| axis >= shape.len().max(1)) {
                self.warn(|| format!(
                    "tensor {index} {name:?}: quantized_dimension {axis} is outside rank {}; ignored, as there is one scale",
                    shape.len()
                ));
            }
            return Ok(Some(Quantization { scales, zero_points, axis: 0, blockwise }));
        }
        let axis =
            match (index_below(axis.into(), shape.len(), "quantized_dimension"), shape) {
                (Ok(axis), _) => axis,
                // A vector has one dimension, so it is clear which one is meant: some converters name the axis of
                // the weights that a bias belongs to. What is no axis of any tensor is damage.
                (Err(_), [_]) if usize::try_from(axis).is_ok_and(|axis| axis < self.limits.rank) => {
                    self.warn(|| format!(
                    "tensor {index} {name:?}: quantized_dimension {axis} is outside rank 1; dimension 0 is meant"
                ));
                    0
                }
                (Err(error), _) => return Err(err!(BadQuantization, "{}", error.detail())),
            };
        let extent = shape.get(axis).copied().unwrap_or(0);
        ensure!(
            extent == scales.len(),
            BadQuantization,
            "{} scales for dimension {axis}, which has {extent} indices",
            scales.len()
        );
        Ok(Some(Quantization { scales, zero_points, axis, blockwise }))
    }

    fn operator(
        &mut self,
        op: OperatorRef<'_>,
        position: usize,
        subgraph: usize,
        tensors: &[Tensor],
    ) -> Result<Operator> {
        let code = index_below(op.opcode_index()?.into(), self.codes.len(), "operator code index")
            .map_err(|e| err!(BadIndex, "op {position}: {}", e.detail()))?;
        let Some((code, version)) = self.codes.get(code).cloned() else {
            return Err(err!(Internal, "operator code {code} vanished"));
        };
        let mut operator = Operator {
            index: position,
            code,
            version,
            inputs: Vec::new(),
            outputs: Vec::new(),
            intermediates: Vec::new(),
            options: Options::default(),
            rewritten: crate::plan::rewrites::Rewritten::default(),
        };
        let read = self.operands(op, tensors, &mut operator).and_then(|()| {
            operator.options = self.options(op)?;
            ops::check_operands(&operator)?;
            tables::check(&operator.code, &mut operator.options)
        });
        match read {
            Ok(warning) => {
                if let Some(warning) = warning {
                    self.warn(|| format!("subgraph {subgraph}, op {position} {warning}"));
                }
                Ok(operator)
            }
            Err(error) => Err(error.locate(op_location(subgraph, &operator, tensors))),
        }
    }

    fn operands(&self, op: OperatorRef<'_>, tensors: &[Tensor], into: &mut Operator) -> Result<()> {
        let optional = |index: i32, what: &str| -> Result<Option<usize>> {
            if index == -1 { Ok(None) } else { index_below(index.into(), tensors.len(), what).map(Some) }
        };
        let list = |indices: Option<planus::Vector<'_, i32>>, what: &str| -> Result<Vec<Option<usize>>> {
            let Some(indices) = indices else { return Ok(Vec::new()) };
            let limit = self.limits.operands;
            ensure!(indices.len() <= limit, LimitExceeded, "{} operands, the limit is {limit}", indices.len());
            self.spend(indices.len().saturating_mul(4))?;
            indices.iter().map(|index| optional(index, what)).collect()
        };
        let outputs = list(op.outputs()?, "output tensor index")?;
        into.outputs = outputs
            .into_iter()
            .map(|output| {
                output.ok_or_else(|| err!(BadIndex, "an output tensor index is -1; only inputs may be absent"))
            })
            .collect::<Result<_>>()?;
        into.inputs = list(op.inputs()?, "input tensor index")?;
        into.intermediates = list(op.intermediates()?, "intermediate tensor index")?;
        Ok(())
    }

    fn options(&self, op: OperatorRef<'_>) -> Result<Options> {
        let custom = match op.custom_options()?.filter(|options| !options.is_empty()) {
            Some(options) => range_within(self.bytes, options),
            None if op.large_custom_options_offset()? > 1 => {
                Some(self.outside(op.large_custom_options_offset()?, op.large_custom_options_size()?)?)
            }
            None => None,
        };
        let options = Options {
            variable: None,
            builtin: op.builtin_options()?.map(TryInto::try_into).transpose()?,
            builtin_2: op.builtin_options_2()?.map(TryInto::try_into).transpose()?,
            custom,
        };
        self.spend(options.list_bytes())?;
        Ok(options)
    }
}

/// A string tensor's bytes: a count, one offset more than strings, the characters.
fn check_strings(data: &[u8], elements: usize) -> Result<()> {
    let word = |index: usize| -> Option<usize> {
        let at = index.checked_mul(4)?;
        let bytes = data.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(i32::from_le_bytes(bytes)).ok()
    };
    let malformed = |what: &str| err!(BadBuffer, "string table: {what}");
    let count = word(0).ok_or_else(|| malformed("too short"))?;
    ensure!(count == elements, BadBuffer, "string table holds {count} strings, the shape {elements}");
    let mut previous =
        count.checked_add(2).and_then(|words| words.checked_mul(4)).ok_or_else(|| malformed("too long"))?;
    for index in 1..=count.saturating_add(1) {
        let offset = word(index).ok_or_else(|| malformed("an offset is missing"))?;
        ensure!(offset >= previous && offset <= data.len(), BadBuffer, "string table: offset {offset} is out of order");
        previous = offset;
    }
    Ok(())
}

fn read_signature(
    bytes: &[u8],
    signature: SignatureDefRef<'_>,
    subgraphs: &[Subgraph],
    spend: impl Fn(usize) -> Result<()>,
) -> Result<Signature> {
    let key = text(bytes, signature.signature_key()?)?;
    spend(key.len())?;
    let index = index_below(signature.subgraph_index()?.into(), subgraphs.len(), "its subgraph")
        .map_err(|e| err!(BadIndex, "signature {key:?}: {}", e.detail()))?;
    let tensors = subgraphs.get(index).map_or(0, |subgraph| subgraph.tensors.len());
    let named = |entry: TensorMapRef<'_>, _: usize| {
        let name = text(bytes, entry.name()?)?;
        spend(name.len().saturating_add(8))?;
        let tensor = index_below(entry.tensor_index()?.into(), tensors, "its tensor")
            .map_err(|e| err!(BadIndex, "signature {key:?} name {name:?}: {}", e.detail()))?;
        Ok((name, tensor))
    };
    let (inputs, outputs) = (collect(signature.inputs()?, named)?, collect(signature.outputs()?, named)?);
    Ok(Signature { key, subgraph: index, inputs, outputs })
}
