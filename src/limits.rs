//! Bounds on what a file may ask for.

/// Bounds that a model must keep, checked before the memory or the time is spent.
///
/// The defaults pass every real model that fits a desktop's memory. Lower them for untrusted files:
///
/// ```
/// let limits = ferrolite::Limits { arena_bytes: 64 << 20, ..Default::default() };
/// # let _ = limits;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: usize,
    /// Subgraphs of a model.
    pub subgraphs: usize,
    /// Tensors of all subgraphs.
    pub tensors: usize,
    /// Operators of all subgraphs.
    pub operators: usize,
    /// Operands of one operator, and numbers in one of its lists of axes, sizes or paddings.
    pub operands: usize,
    /// Dimensions of a tensor; kernels are made for at most 8.
    pub rank: usize,
    /// Bytes of one tensor.
    pub tensor_bytes: usize,
    /// Bytes of an interpreter's arenas, all together.
    pub arena_bytes: usize,
    /// Bytes that a plan may keep besides: folded constants, tables, packed weights.
    pub plan_bytes: usize,
    /// Elementary operations (multiply-accumulates, moved elements) of one `invoke`.
    pub work: u64,
    /// Iterations of one loop in the graph.
    pub loop_iterations: u64,
    /// Depth to which subgraphs may call each other.
    pub call_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        const GIB: usize = 1 << 30;
        Self {
            file_bytes: usize::MAX,
            subgraphs: 4096,
            tensors: 1 << 20,
            operators: 1 << 20,
            operands: 1 << 16,
            rank: 8,
            // 32-bit targets cannot have more than they can address.
            tensor_bytes: GIB.saturating_mul(2).saturating_sub(1),
            arena_bytes: GIB.saturating_mul(4).saturating_sub(1),
            plan_bytes: GIB.saturating_mul(4).saturating_sub(1),
            work: 1 << 46,
            loop_iterations: 1 << 32,
            call_depth: 8,
        }
    }
}
