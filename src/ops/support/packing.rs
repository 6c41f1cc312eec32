//! Weights in the layout of a kernel, packed when the plan is made, when they are first needed, or never.

use crate::TensorType;
use crate::arena::Constant;
use crate::error::Result;
use crate::model::Model;
use crate::model::packed::{Packed, PackedKey};
use crate::plan::{Pack, Prepare, Threads};
use alloc::borrow::Cow;
use alloc::sync::Arc;
use alloc::vec::Vec;
use ferrolite_kernels::parallel::Workers;
use ferrolite_kernels::reference::packed::Packed as Packing;

/// Writes weights in a kernel's layout and the sums of their output channels; returns whether they are finite. Without
/// room for the packed weights it only does the rest.
pub(crate) trait Packer: Fn(&[u8], &mut [i8], &mut [i32], &dyn Workers) -> bool + Send + Sync + 'static {}

impl<F: Fn(&[u8], &mut [i8], &mut [i32], &dyn Workers) -> bool + Send + Sync + 'static> Packer for F {}

/// The weights of one operand, or of some as one matrix, packed or to be packed.
pub(crate) struct PackedWeights {
    known: Arc<Packed>,
    /// Where the weights come from that `known` lacks.
    #[cfg(feature = "std")]
    later: Option<Later>,
}

#[cfg(feature = "std")]
struct Later {
    packed: std::sync::OnceLock<Arc<Packed>>,
    pack: alloc::boxed::Box<dyn Fn() -> Arc<Packed> + Send + Sync>,
}

impl PackedWeights {
    /// The weights, packed now if nobody has needed them before.
    pub(crate) fn weights(&self) -> &[i8] {
        #[cfg(feature = "std")]
        let packed = self.later.as_ref().map_or(&self.known, |later| later.packed.get_or_init(&later.pack));
        #[cfg(not(feature = "std"))]
        let packed = &self.known;
        bytemuck::cast_slice(packed.weights.as_slice())
    }

    /// The weights, unless nobody has packed them yet.
    pub(crate) fn packed(&self) -> &[i8] {
        #[cfg(feature = "std")]
        if self.later.as_ref().is_some_and(|later| later.packed.get().is_none()) {
            return &[];
        }
        self.weights()
    }

    /// The sum of the packed weights of each output channel, or of their magnitudes: as the kernel packs them.
    pub(crate) fn sums(&self) -> &[i32] {
        &self.known.sums
    }

    /// Whether all weights are finite.
    pub(crate) fn are_finite(&self) -> bool {
        self.known.finite
    }
}

/// The weights of an operand in the model.
struct Weights {
    constant: Constant,
    dtype: TensorType,
    elements: usize,
}

impl Weights {
    /// Its bytes, one for each element of less than a byte.
    fn bytes<'a>(&'a self, model: &'a Model) -> Cow<'a, [u8]> {
        let bytes = self.constant.bytes(model);
        match self.dtype {
            TensorType::Int4 => unpacked(Packing::INT4, bytes, self.elements).into(),
            TensorType::Int2 => unpacked(Packing::INT2, bytes, self.elements).into(),
            _ => bytes.into(),
        }
    }
}

/// What packs the weights of operands.
struct Source<F> {
    model: Model,
    operands: Vec<Weights>,
    /// Under which other plans find them.
    key: Option<PackedKey>,
    /// Bytes when packed, and how many output channels have sums.
    sizes: (usize, usize),
    /// About what all constants of the graph take.
    constants: usize,
    threads: Threads,
    pack: F,
}

impl<F: Packer> Source<F> {
    /// The weights as another plan has packed them, or packed now.
    fn packed(&self) -> Arc<Packed> {
        match &self.key {
            Some(key) => self.model.packed().get_or_make(key.clone(), || self.make(self.sizes.0)),
            None => Arc::new(self.make(self.sizes.0)),
        }
    }

    /// Everything but the weights if there is no room for them.
    fn make(&self, bytes: usize) -> Packed {
        let all: Cow<'_, [u8]> = match self.operands.as_slice() {
            [one] => one.bytes(&self.model),
            several => {
                let mut all = Vec::new();
                several.iter().for_each(|one| all.extend_from_slice(&one.bytes(&self.model)));
                all.into()
            }
        };
        let weights = self.model.packed().room(bytes, self.constants, self.threads.workers());
        let mut packed = Packed { weights, sums: alloc::vec![0; self.sizes.1], finite: true };
        let place = bytemuck::cast_slice_mut(packed.weights.as_mut_slice());
        packed.finite = (self.pack)(&all, place, &mut packed.sums, self.threads.workers());
        for operand in &self.operands {
            if let Constant::InFile(range) = &operand.constant {
                self.model.release(range);
            }
        }
        packed
    }
}

/// The weights that input `position` is: so many bytes when packed, and the sums of so many channels. `None` when only
/// the running graph knows them, and for plans that pack none.
pub(crate) fn packed_weights(
    ctx: &mut Prepare<'_>,
    position: usize,
    layout: [usize; 8],
    sizes: (usize, usize),
    pack: impl Packer,
) -> Result<Option<PackedWeights>> {
    packed_together(ctx, &[position], layout, sizes, pack)
}

/// [`packed_weights`] of several inputs, one behind the other as if they were one.
pub(crate) fn packed_together(
    ctx: &mut Prepare<'_>,
    positions: &[usize],
    layout: [usize; 8],
    sizes: (usize, usize),
    pack: impl Packer,
) -> Result<Option<PackedWeights>> {
    let when = ctx.pack();
    if when == Pack::Never {
        return Ok(None);
    }
    let mut operands = Vec::with_capacity(positions.len());
    for &position in positions {
        let weights = ctx.input(position)?;
        let Some(constant) = ctx.constant_place(position)? else { return Ok(None) };
        operands.push(Weights { constant, dtype: weights.dtype, elements: weights.elements() });
    }
    let in_file: Option<Vec<_>> = operands
        .iter()
        .map(|operand| match &operand.constant {
            Constant::InFile(range) => Some(range),
            Constant::Owned(_) => None,
        })
        .collect();
    let key = in_file.map(|places| PackedKey::new(places, ctx.isa().level(), layout));
    let bytes = operands.iter().map(|operand| operand.constant.bytes(ctx.model()).len()).sum();
    ctx.count_packed(sizes.0 + sizes.1 * size_of::<i32>(), bytes);
    let source = Source {
        model: ctx.model().clone(),
        operands,
        key,
        sizes,
        constants: ctx.bytes_of_constants(),
        threads: ctx.threads().clone(),
        pack,
    };
    #[cfg(feature = "std")]
    if when == Pack::Lazy {
        let known = Arc::new(source.make(0));
        let later = Later { packed: std::sync::OnceLock::new(), pack: alloc::boxed::Box::new(move || source.packed()) };
        return Ok(Some(PackedWeights { known, later: Some(later) }));
    }
    Ok(Some(PackedWeights {
        known: source.packed(),
        #[cfg(feature = "std")]
        later: None,
    }))
}

fn unpacked(packing: Packing, bytes: &[u8], elements: usize) -> Vec<u8> {
    // Two's complement of four or two bits: the cast only narrows.
    packing.values(bytes).take(elements).map(|value| value as u8).collect()
}
