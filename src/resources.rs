//! What outlives an invoke besides variable tensors: resource variables, hash tables, once-only calls.

use crate::TensorType;
use crate::late::OwnedTensor;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

/// A hash table.
pub(crate) struct Table {
    /// Types of keys and values.
    pub(crate) types: (TensorType, TensorType),
    /// Keys to values, both as bytes of one element; `None` until it is filled, which happens once.
    pub(crate) entries: Option<BTreeMap<Vec<u8>, Vec<u8>>>,
}

/// The resources of an interpreter, shared by all its subgraphs.
#[derive(Default)]
pub(crate) struct Resources {
    /// Resource variables by handle; those without a value were never assigned.
    pub(crate) variables: BTreeMap<i32, OwnedTensor>,
    /// Hash tables by handle.
    pub(crate) tables: BTreeMap<i32, Table>,
    /// Subgraphs that CALL_ONCE has run.
    pub(crate) called: BTreeSet<usize>,
    /// What single operators keep, by subgraph and operator.
    pub(crate) op_memory: BTreeMap<(usize, usize), Vec<u8>>,
}

impl Resources {
    /// Bytes of all values.
    pub(crate) fn len(&self) -> usize {
        let variables: usize = self.variables.values().map(|variable| variable.bytes.len()).sum();
        let entries = self.tables.values().filter_map(|table| table.entries.as_ref()).flatten();
        let tables: usize = entries.map(|(key, value)| key.len() + value.len()).sum();
        variables + tables + self.op_memory.values().map(Vec::len).sum::<usize>()
    }
}
