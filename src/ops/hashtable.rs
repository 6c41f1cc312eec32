//! HASHTABLE, HASHTABLE_IMPORT, HASHTABLE_FIND and HASHTABLE_SIZE: a table from int64 to strings or the other way.
//!
//! HASHTABLE gives the handle of the table that its options number, and makes it, empty, if it is not there yet. IMPORT fills
//! it, the first time only; of equal keys the first stays. FIND needs a filled table and gives the default where a key is
//! missing. A table outlives the invoke. Source: `tflite/kernels/hashtable*.cc`.

use super::support::options::options;
use super::variables::handle;
use super::{LateKernel, OpDef, Prepared};
use crate::error::{Result, ensure, err};
use crate::late::{Late, OwnedTensor};
use crate::model::schema::TensorType as SchemaType;
use crate::plan::Prepare;
use crate::resources::Table;
use crate::{TensorType, io, strings};
use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;
use ferrolite_schema::BuiltinOperator;

const TYPES: &str = "int64 to string, string to int64";

pub(super) const CREATE: OpDef =
    OpDef::new(BuiltinOperator::Hashtable, prepare_create).operands(0..=0, 1..=1).types(TYPES);

pub(super) const IMPORT: OpDef =
    OpDef::new(BuiltinOperator::HashtableImport, prepare_import).operands(3..=3, 0..=0).types(TYPES);

pub(super) const FIND: OpDef =
    OpDef::new(BuiltinOperator::HashtableFind, prepare_find).operands(3..=3, 1..=1).types(TYPES);

pub(super) const SIZE: OpDef = OpDef::new(BuiltinOperator::HashtableSize, prepare_size).types(TYPES);

/// A prepared HASHTABLE: handle and types.
struct Create {
    id: i32,
    types: (TensorType, TensorType),
}

/// A prepared HASHTABLE_IMPORT.
struct Import;

/// A prepared HASHTABLE_FIND.
struct Find;

/// A prepared HASHTABLE_SIZE.
struct Size;

fn check_types(types: (TensorType, TensorType)) -> Result<()> {
    let known = [(TensorType::Int64, TensorType::String), (TensorType::String, TensorType::Int64)];
    ensure!(known.contains(&types), BadType, "a table from {} to {}: must be {TYPES}", types.0, types.1);
    Ok(())
}

fn check_handle(ctx: &Prepare<'_>) -> Result<()> {
    let handle = ctx.input(0)?;
    ensure!(handle.dtype == TensorType::Resource, BadType, "{handle}: must be resource");
    ensure!(*handle.shape == [1], BadShape, "{handle}: must have the shape [1]");
    Ok(())
}

fn prepare_create(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = options!(ctx, HashtableOptions)?;
    let types = match (options.key_dtype, options.value_dtype) {
        (SchemaType::Int64, SchemaType::String) => (TensorType::Int64, TensorType::String),
        (SchemaType::String, SchemaType::Int64) => (TensorType::String, TensorType::Int64),
        (key, value) => return Err(err!(BadOption, "a table from {key:?} to {value:?}: must be {TYPES}")),
    };
    let output = ctx.output(0)?;
    ensure!(output.dtype == TensorType::Resource, BadType, "{output}: must be resource");
    Prepared::late("hashtable", Create { id: options.table_id, types })
}

fn prepare_import(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    check_handle(ctx)?;
    let (keys, values) = (ctx.input(1)?, ctx.input(2)?);
    check_types((keys.dtype, values.dtype))?;
    ensure!(keys.shape == values.shape, BadShape, "{keys} and {values} must have the same shape");
    Prepared::late("hashtable_import", Import)
}

fn prepare_find(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    check_handle(ctx)?;
    let (keys, default, output) = (ctx.input(1)?, ctx.input(2)?, ctx.output(0)?);
    check_types((keys.dtype, output.dtype))?;
    ensure!(default.dtype == output.dtype, BadType, "{default}: must be {}, as the output", output.dtype);
    ensure!(default.elements() >= 1, BadShape, "{default}: must have one element");
    Prepared::late("hashtable_find", Find)
}

fn prepare_size(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    check_handle(ctx)?;
    let output = ctx.output(0)?;
    ensure!(output.dtype == TensorType::Int64, BadType, "{output}: must be int64");
    Prepared::late("hashtable_size", Size)
}

/// The elements of a tensor, each as bytes.
fn elements<'a>(view: &io::TensorView<'a>) -> Result<Vec<&'a [u8]>> {
    match view.info().dtype {
        TensorType::String => view.strings(),
        dtype => Ok(view.bytes().chunks_exact(dtype.byte_len(1).unwrap_or(1).max(1)).collect()),
    }
}

/// The table of input 0, which must have these types.
fn table<'l>(late: &'l mut Late<'_, '_>, types: Option<(TensorType, TensorType)>) -> Result<&'l mut Table> {
    let handle = handle(late)?;
    let table = late.resources().tables.get_mut(&handle);
    let table = table.ok_or_else(|| err!(BadValue, "there is no hash table {handle}"))?;
    if let Some(types) = types {
        ensure!(
            types == table.types,
            BadType,
            "hash table {handle} maps {} to {}, not {} to {}",
            table.types.0,
            table.types.1,
            types.0,
            types.1
        );
    }
    Ok(table)
}

impl LateKernel for Create {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        late.resources().tables.entry(self.id).or_insert_with(|| Table { types: self.types, entries: None });
        let bytes = self.id.to_ne_bytes().to_vec();
        late.set_output(0, OwnedTensor { dtype: TensorType::Resource, shape: vec![1], bytes })
    }
}

impl LateKernel for Import {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let (keys, values) = (late.input(1)?, late.input(2)?);
        let table = table(late, Some((keys.info().dtype, values.info().dtype)))?;
        if table.entries.is_none() {
            let mut entries = BTreeMap::new();
            for (key, value) in elements(&keys)?.into_iter().zip(elements(&values)?) {
                entries.entry(key.to_vec()).or_insert_with(|| value.to_vec());
            }
            table.entries = Some(entries);
        }
        Ok(())
    }
}

impl LateKernel for Find {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let (keys, default) = (late.input(1)?, late.input(2)?);
        let dtype = default.info().dtype;
        let default = elements(&default)?.first().copied().unwrap_or_default();
        let limit = late.limits().tensor_bytes;
        let entries = &table(late, Some((keys.info().dtype, dtype)))?.entries;
        let entries = entries.as_ref().ok_or_else(|| err!(BadValue, "the hash table was never filled"))?;
        let found = elements(&keys)?.into_iter().map(|key| entries.get(key).map_or(default, Vec::as_slice));
        let bytes = match dtype {
            TensorType::String => strings::encode_within(&found.collect::<Vec<_>>(), limit)?,
            _ => found.flatten().copied().collect(),
        };
        late.set_output(0, OwnedTensor { dtype, shape: keys.shape().to_vec(), bytes })
    }
}

impl LateKernel for Size {
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()> {
        let size = table(late, None)?.entries.as_ref().map_or(0, BTreeMap::len);
        let bytes = i64::try_from(size).unwrap_or(i64::MAX).to_ne_bytes().to_vec();
        late.set_output(0, OwnedTensor { dtype: TensorType::Int64, shape: vec![1], bytes })
    }
}
