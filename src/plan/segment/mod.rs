//! A segment: the longest run of operators whose shapes are known, prepared and laid out.
//!
//! A static graph is one segment. Where an operator needs a value that the graph computes (a RESHAPE by a
//! computed shape), the segment ends before it; the next one is made while running, through the same code,
//! once the value is there.

mod lifetimes;
mod places;
mod room;

use super::prepare::{Prepare, Requests, check_size};
use super::rewrites::Rewritten;
use super::{PlanOptions, Rounding};
use crate::arena::aligned::AlignedBytes;
use crate::arena::{Constant, Constants, Io, Memory, Place, Places, Regions};
use crate::custom;
use crate::error::{Result, ensure, err};
use crate::model::{Model, OpCode, Operator, Subgraph};
use crate::ops::support::{strings, unary};
use crate::ops::{self, Kernel, LateKernel, Prepared, StepKernel};
use crate::{ErrorKind, TensorType};
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;
use core::ops::Range;
use ferrolite_kernels::parallel::Serial;
use room::Room;

/// The region that keeps variables.
pub(crate) const VARIABLES: usize = 0;

/// What the planner knows of a tensor.
#[derive(Clone, Default)]
pub(crate) struct TensorState {
    /// Its shape, once an operator or the file gave it.
    pub(crate) shape: Option<Arc<[usize]>>,
    /// Its value, where that is known before running.
    pub(crate) value: Option<Constant>,
    /// Where it is while running: in a region, as offset and length.
    pub(crate) place: Option<(usize, Range<usize>)>,
}

impl Constant {
    /// The bytes, native-endian and aligned for their type.
    pub(crate) fn bytes<'a>(&'a self, model: &'a Model) -> &'a [u8] {
        match self {
            Self::InFile(range) => model.bytes_in(range),
            Self::Owned(bytes) => bytes.as_slice(),
        }
    }
}

/// Values of tensors while a graph runs, for planning what comes next. Empty before it runs.
#[derive(Clone, Copy, Default)]
pub(crate) struct Values<'a> {
    pub(crate) running: Option<(&'a Memory, &'a [TensorState])>,
}

impl<'a> Values<'a> {
    pub(crate) fn bytes(&self, tensor: usize) -> Option<&'a [u8]> {
        let (memory, states) = self.running?;
        let (region, range) = states.get(tensor)?.place.as_ref()?;
        memory.read(*region, range).ok()
    }
}

/// One operator of a segment.
pub(crate) struct Step {
    /// Index of the operator in its subgraph.
    pub(crate) op: usize,
    /// What runs; `None` for aliases and folded operators.
    pub(crate) kernel: Option<StepKernel>,
    /// The kernel's name, or `alias`, `folded`.
    pub(crate) kernel_name: &'static str,
    pub(crate) places: Places,
    pub(crate) macs: u64,
    /// The step behind this one whose weights are brought nearer meanwhile.
    pub(crate) ahead: Option<usize>,
}

/// An operator that runs after the steps of a segment, outside the planned memory.
pub(crate) struct LateStep {
    pub(crate) op: usize,
    pub(crate) kernel: Box<dyn LateKernel>,
    pub(crate) kernel_name: &'static str,
}

/// A prepared run of operators.
pub(crate) struct Segment {
    pub(crate) steps: Vec<Step>,
    /// What runs after the steps; its outputs live in the region after this segment's.
    pub(crate) late: Option<LateStep>,
    pub(crate) constants: Vec<Constant>,
    /// All tensors as they are known at the end of the segment.
    pub(crate) states: Vec<TensorState>,
    /// For each tensor that lives in this segment's region: the steps after which it can be read.
    pub(crate) alive: Vec<Option<Range<usize>>>,
    /// The region it works in, and its bytes without and with the readable tail.
    pub(crate) region: usize,
    pub(crate) activation_bytes: usize,
    pub(crate) region_bytes: usize,
    /// The first operator it does not run; the number of operators when it is the last segment.
    pub(crate) next_op: usize,
    /// Values from the running graph that it was prepared with.
    pub(crate) reads: Vec<(usize, Vec<u8>)>,
    /// Bytes of folded and copied constants.
    pub(crate) owned_bytes: usize,
    /// Bytes of packed weights among them, and of the constants that those come from.
    pub(crate) packed: (usize, usize),
    /// Elementary operations of the steps, for the limit on work.
    pub(crate) work: u64,
}

impl Segment {
    /// Tensors that its late operator writes; each lives in a region of its own after the segment's.
    pub(crate) fn late_outputs<'g>(&self, graph: &'g Subgraph) -> &'g [usize] {
        let op = self.late.as_ref().and_then(|late| graph.operators.get(late.op));
        op.map_or(&[], |op| &op.outputs)
    }
}

/// An operator after `prepare`, before its operands have places.
struct Draft {
    op: usize,
    kernel: Option<(&'static str, StepKernel)>,
    label: &'static str,
    requests: Requests,
    in_place: Option<usize>,
}

/// Builds one segment.
pub(super) struct Builder<'a> {
    pub(super) model: &'a Model,
    pub(super) subgraph: usize,
    pub(super) graph: &'a Subgraph,
    pub(super) options: &'a PlanOptions,
    pub(super) rounding: &'a Rounding,
    pub(super) values: Values<'a>,
    pub(super) region: usize,
    pub(super) first_op: usize,
    /// Bytes that regions and constants of earlier segments take already.
    pub(super) bytes_before: (usize, usize),
    pub(super) states: Vec<TensorState>,
}

/// The working state of a build.
struct Work {
    drafts: Vec<Draft>,
    /// For each tensor, the tensor whose memory it shares, itself at first.
    roots: Vec<usize>,
    reads: Vec<(usize, Vec<u8>)>,
    owned_bytes: usize,
    packed: (usize, usize),
    work: u64,
    late: Option<LateStep>,
    room: Room,
}

impl<'a> Builder<'a> {
    /// Prepares operators from the first on until the graph ends or a value is not known.
    pub(super) fn build(mut self) -> Result<Segment> {
        let mut work = Work {
            drafts: Vec::new(),
            roots: (0..self.states.len()).collect(),
            reads: Vec::new(),
            owned_bytes: self.bytes_before.1,
            packed: (0, 0),
            work: 0,
            late: None,
            room: self.room(),
        };
        if self.values.running.is_some() {
            // Each further segment has its own view of every tensor: many of them must not add up unnoticed.
            self.own(self.states.len().saturating_mul(size_of::<TensorState>()), &mut work)?;
        }
        let mut next_op = self.graph.operators.len();
        for op in self.graph.operators.iter().skip(self.first_op) {
            match self.prepare(op, &mut work) {
                Ok(()) if work.late.is_some() => {
                    next_op = op.index + 1;
                    break;
                }
                Ok(()) => {}
                // A later segment starts with an operator whose values are all there by then.
                Err(error)
                    if error.kind() == ErrorKind::NotYetKnown
                        && (op.index > self.first_op || self.values.running.is_none()) =>
                {
                    next_op = op.index;
                    break;
                }
                Err(error) => {
                    let error = match error.kind() {
                        // The graph ran up to here, so nothing will ever compute it.
                        ErrorKind::NotYetKnown => err!(BadGraph, "nothing computes {}", error.detail()),
                        _ => error,
                    };
                    return Err(error.locate(self.model.location_of(self.subgraph, op)));
                }
            }
        }
        self.lay_out(work, next_op)
    }

    fn prepare(&mut self, op: &'a Operator, work: &mut Work) -> Result<()> {
        if matches!(op.rewritten, Rewritten::Away) {
            let requests = Requests::default();
            work.drafts.push(Draft { op: op.index, kernel: None, label: "fused", requests, in_place: None });
            return Ok(());
        }
        let own = match &op.code {
            OpCode::Custom(name) => self.options.custom.get(name),
            OpCode::Builtin(_) => None,
        };
        let def = ops::find(&op.code);
        let mut prepare = Prepare {
            model: self.model,
            tensors: &self.graph.tensors,
            op,
            states: &self.states,
            values: self.values,
            options: self.options,
            floats: self.rounding.of(op.index),
            room: work.room.of(op.index),
            shapes: vec![None; op.outputs.len()],
            requests: Requests::default(),
            reads: Vec::new(),
        };
        let (prepared, pure) = match (own, def) {
            (Some(own), _) => (custom::prepare(own, &mut prepare)?, own.is_pure()),
            (None, Some(_)) if matches!(op.rewritten, Rewritten::Table(_) | Rewritten::Swish) => {
                (unary::rewritten(&mut prepare)?, true)
            }
            (None, Some(def)) => match strings::on_numbers(&prepare)? {
                Some(prepared) => (prepared, def.pure),
                None => ((def.prepare)(&mut prepare)?, def.pure),
            },
            (None, None) => return Err(err!(Unsupported, "{} is not there", op.code)),
        };
        let Prepare { shapes, requests, reads, .. } = prepare;
        for read in reads {
            if !work.reads.contains(&read) {
                work.reads.push(read);
            }
        }
        if let Prepared::Late(kernel_name, kernel) = prepared {
            work.late = Some(LateStep { op: op.index, kernel, kernel_name });
            return Ok(());
        }
        for (&output, shape) in op.outputs.iter().zip(shapes) {
            let shape = shape.ok_or_else(|| err!(Internal, "the operator gave an output no shape"))?;
            self.state(output)?.shape = Some(shape.into());
            if let Some((_, range)) = self.states.get(output).and_then(|state| state.place.as_ref()) {
                let bytes = self.bytes_of(output)?;
                ensure!(
                    bytes == range.len(),
                    BadShape,
                    "output tensor {output} is a variable of {} bytes, the result has {bytes}",
                    range.len()
                );
            }
        }
        self.limit_work(op, &requests, work)?;
        self.own(requests.packed.0, work)?;
        work.packed = (work.packed.0 + requests.packed.0, work.packed.1.saturating_add(requests.packed.1));
        let mut draft = Draft { op: op.index, kernel: None, label: "alias", requests, in_place: None };
        match prepared {
            Prepared::Nothing => self.settle(op, &draft.requests, work)?,
            // Left above.
            Prepared::Late(..) => {}
            Prepared::Resource(name, kernel) => draft.kernel = Some((name, StepKernel::Resource(kernel))),
            Prepared::Kernel(name, kernel) => {
                let known = op.inputs.iter().flatten().all(|&input| self.is_known(input));
                if pure && known && draft.requests.states.is_empty() {
                    draft.label = "folded";
                    self.fold(op, kernel.as_ref(), &draft.requests, work)?;
                } else {
                    draft.kernel = Some((name, StepKernel::Plain(kernel)));
                }
            }
        }
        work.drafts.push(draft);
        Ok(())
    }

    fn is_known(&self, tensor: usize) -> bool {
        self.states.get(tensor).is_some_and(|state| state.value.is_some())
    }

    fn state(&mut self, tensor: usize) -> Result<&mut TensorState> {
        self.states.get_mut(tensor).ok_or_else(|| err!(Internal, "tensor {tensor} vanished"))
    }

    fn bytes_of(&self, tensor: usize) -> Result<usize> {
        let shape = self.states.get(tensor).and_then(|state| state.shape.as_deref());
        match (self.graph.tensors.get(tensor), shape) {
            (Some(tensor), Some(shape)) => check_size(tensor.dtype, shape, &self.options.limits),
            _ => Err(err!(Internal, "the shape of tensor {tensor} is not known")),
        }
    }

    /// Adds an operator's work and compares the sum with the limit.
    fn limit_work(&self, op: &Operator, requests: &Requests, work: &mut Work) -> Result<()> {
        let elements = |tensor: &usize| {
            let shape = self.states.get(*tensor).and_then(|state| state.shape.as_deref());
            shape.map_or(0, |shape| shape.iter().fold(1u64, |n, &d| n.saturating_mul(d as u64)))
        };
        let moved = op.inputs.iter().flatten().chain(&op.outputs).map(elements).fold(0, u64::saturating_add);
        let own = requests.work.unwrap_or_else(|| moved.saturating_add(requests.macs));
        work.work = work.work.saturating_add(own);
        let limit = self.options.limits.work;
        ensure!(
            work.work <= limit,
            LimitExceeded,
            "the graph needs {} elementary operations up to here, the limit is {limit}",
            work.work
        );
        Ok(())
    }

    /// Counts bytes that the plan owns.
    fn own(&self, bytes: usize, work: &mut Work) -> Result<()> {
        work.owned_bytes = work.owned_bytes.saturating_add(bytes);
        let limit = self.options.limits.plan_bytes;
        ensure!(work.owned_bytes <= limit, LimitExceeded, "folded constants exceed the limit of {limit} bytes");
        Ok(())
    }

    /// Aliases and known values instead of a kernel.
    fn settle(&mut self, op: &Operator, requests: &Requests, work: &mut Work) -> Result<()> {
        for (position, bytes) in &requests.values {
            let output = op.outputs.get(*position).copied().ok_or_else(|| err!(Internal, "no such output"))?;
            ensure!(self.bytes_of(output)? == bytes.len(), Internal, "a known value has the wrong length");
            self.own(bytes.len(), work)?;
            self.state(output)?.value = Some(Constant::Owned(Arc::new(AlignedBytes::copy_of(bytes))));
        }
        for &(output, input) in &requests.aliases {
            let output = op.outputs.get(output).copied().ok_or_else(|| err!(Internal, "no such output"))?;
            let input = op.inputs.get(input).copied().flatten().ok_or_else(|| err!(Internal, "no such input"))?;
            let is_string = self.graph.tensors.get(output).is_some_and(|tensor| tensor.dtype == TensorType::String);
            ensure!(
                is_string || self.bytes_of(output)? == self.bytes_of(input)?,
                Internal,
                "an alias of another length"
            );
            let source = self.state(input)?.clone();
            let state = self.state(output)?;
            state.value = source.value;
            state.place = source.place;
            let root = work.roots.get(input).copied().unwrap_or(input);
            if let Some(slot) = work.roots.get_mut(output) {
                *slot = root;
            }
        }
        Ok(())
    }

    /// Runs an operator whose inputs are all known; its outputs become constants.
    fn fold(&mut self, op: &Operator, kernel: &dyn Kernel, requests: &Requests, work: &mut Work) -> Result<()> {
        let mut constants = Vec::new();
        let mut inputs = Vec::new();
        for input in &op.inputs {
            inputs.push(match input.and_then(|input| self.states.get(input)).and_then(|state| state.value.clone()) {
                Some(value) => {
                    constants.push(value);
                    Some(Place::Constant(constants.len() - 1))
                }
                None => None,
            });
        }
        let mut end = 0usize;
        let mut place = |bytes: usize| -> Result<Place> {
            let start = end;
            let next =
                start.checked_add(bytes).and_then(|end| end.checked_next_multiple_of(crate::arena::aligned::ALIGNMENT));
            end = next.ok_or_else(|| err!(LimitExceeded, "folded constants exceed the address space"))?;
            Ok(Place::Region { region: 0, range: start..start + bytes })
        };
        let outputs = op.outputs.iter().map(|&output| place(self.bytes_of(output)?)).collect::<Result<Vec<_>>>()?;
        let scratch = requests.scratch.iter().map(|&bytes| place(bytes)).collect::<Result<Vec<_>>>()?;
        self.own(end, work)?;
        let mut memory = Memory::default();
        memory.set_region(0, end);
        let places = Places::new(inputs, outputs.clone(), scratch, None, Vec::new())?;
        {
            let file = self.model.file();
            let mut regions = Regions::new(&mut memory, Constants { file, table: &constants }, &Serial);
            kernel.eval(&mut Io::new(&mut regions, &places))?;
        }
        for (&output, place) in op.outputs.iter().zip(&outputs) {
            let Place::Region { range, .. } = place else { continue };
            let bytes = AlignedBytes::copy_of(memory.read(0, range)?);
            self.state(output)?.value = Some(Constant::Owned(Arc::new(bytes)));
        }
        Ok(())
    }
}

/// A stored constant, aligned and in the machine's byte order; strings, whose length is their own, included.
pub(in crate::plan) fn stored_constant(model: &Model, dtype: TensorType, range: &Range<usize>) -> Constant {
    let bytes = model.bytes_in(range);
    let alignment = dtype.alignment();
    if alignment == 1 || (cfg!(target_endian = "little") && bytes.as_ptr().addr().is_multiple_of(alignment)) {
        return Constant::InFile(range.clone());
    }
    let mut copy = AlignedBytes::copy_of(bytes);
    if cfg!(target_endian = "big") {
        copy.as_mut_slice().chunks_exact_mut(alignment).for_each(<[u8]>::reverse);
    }
    Constant::Owned(Arc::new(copy))
}
