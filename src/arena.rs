//! Memory of a running model: aligned regions, and the only place that turns offsets into slices.
//!
//! A [`Places`] names where an operator's operands are. It is checked when it is built: what the operator
//! writes (outputs, scratch) overlaps nothing else it touches, but for the one input that it may overwrite
//! in place. [`Io`] hands out slices on the strength of that check.
#![allow(unsafe_code)]

pub(crate) mod aligned;

use crate::error::{Result, ensure, err};
use aligned::AlignedBytes;
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;
use bytemuck::{AnyBitPattern, NoUninit};
use core::marker::PhantomData;
use core::ops::Range;
use core::ptr::NonNull;
use ferrolite_kernels::parallel::Workers;

/// Plain elements of tensors: every bit pattern is valid and there is no padding.
pub trait Element: AnyBitPattern + NoUninit + Send + Sync {}

impl<T: AnyBitPattern + NoUninit + Send + Sync> Element for T {}

/// Readable, initialised bytes behind the last tensor of a region: vector kernels may read past a row.
pub(crate) const TAIL: usize = 64;

/// Where an operand is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Bytes of a region of the interpreter.
    Region { region: usize, range: Range<usize> },
    /// A constant of the plan.
    Constant(usize),
}

impl Place {
    /// Region and offset, for sorting; constants first.
    fn start(&self) -> (usize, usize) {
        match self {
            Self::Region { region, range } => (region + 1, range.start),
            Self::Constant(_) => (0, 0),
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Region { range, .. } if range.is_empty())
    }

    fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Region { region: a, range: x }, Self::Region { region: b, range: y }) => {
                a == b && x.start < y.end && y.start < x.end
            }
            _ => false,
        }
    }
}

/// A constant's bytes, aligned for its type.
#[derive(Clone)]
pub(crate) enum Constant {
    /// In the model's file.
    InFile(Range<usize>),
    /// In the plan: folded, or copied to be aligned.
    Owned(Arc<AlignedBytes>),
}

/// The operands of one step, checked.
#[derive(Debug, Default)]
pub(crate) struct Places {
    inputs: Box<[Option<Place>]>,
    outputs: Box<[Place]>,
    scratch: Box<[Place]>,
    in_place: Option<usize>,
    /// Inputs that the operator updates: variables.
    states: Box<[usize]>,
}

impl Places {
    /// Checks that what is written overlaps nothing else; `in_place` is the input that shares its bytes
    /// with output 0, `states` are inputs that the operator updates.
    pub(crate) fn new(
        inputs: Vec<Option<Place>>,
        outputs: Vec<Place>,
        scratch: Vec<Place>,
        in_place: Option<usize>,
        states: Vec<usize>,
    ) -> Result<Self> {
        let mut written: Vec<&Place> = outputs.iter().chain(&scratch).collect();
        for &state in &states {
            let place = inputs.get(state).and_then(Option::as_ref);
            written.push(place.ok_or_else(|| err!(Internal, "an absent input would be updated"))?);
        }
        let constant = written.iter().any(|place| matches!(place, Place::Constant(_)));
        ensure!(!constant, Internal, "a constant would be written");
        // Sorted, so that operators with many operands cost little more than their number.
        let mut written: Vec<(usize, &Place)> = written.into_iter().enumerate().collect();
        written.retain(|(_, place)| !place.is_empty());
        written.sort_by_key(|(_, place)| place.start());
        let apart = written.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if !a.overlaps(b)));
        // A variable that is updated is the file's choice, and so is what else the operator reads and updates.
        let overlap = |what: &str| match states.is_empty() {
            true => err!(Internal, "{what} of one operator overlap"),
            false => err!(BadOperand, "{what} of one operator are one variable, which it updates"),
        };
        if !apart {
            return Err(overlap("results"));
        }
        for (input, read) in inputs.iter().enumerate().filter(|(input, _)| !states.contains(input)) {
            let Some(read) = read.as_ref().filter(|read| !read.is_empty()) else { continue };
            // What is written is disjoint, so only the last one that starts before the read can reach into it.
            let next = written.partition_point(|(_, place)| place.start() <= read.start());
            let reached = written.iter().skip(next.saturating_sub(1));
            let mut reached = reached.take_while(|(_, place)| place.start() <= read.start() || place.overlaps(read));
            let clear = reached.all(|(index, place)| !place.overlaps(read) || (*index == 0 && in_place == Some(input)));
            if !clear {
                return Err(overlap("operands"));
            }
        }
        let (inputs, outputs, scratch) = (inputs.into(), outputs.into(), scratch.into());
        Ok(Self { inputs, outputs, scratch, in_place, states: states.into() })
    }
}

/// The regions of an interpreter: 0 keeps variables, the others a segment's tensors each.
#[derive(Default)]
pub(crate) struct Memory {
    regions: Vec<AlignedBytes>,
}

impl Memory {
    /// Makes region `index` hold `bytes` bytes (zeroed where new); later regions stay.
    pub(crate) fn set_region(&mut self, index: usize, bytes: usize) {
        while self.regions.len() <= index {
            self.regions.push(AlignedBytes::default());
        }
        if let Some(region) = self.regions.get_mut(index).filter(|region| region.len() < bytes) {
            *region = AlignedBytes::zeroed(bytes);
        }
    }

    /// Makes region `index` hold exactly these bytes.
    pub(crate) fn replace_region(&mut self, index: usize, bytes: &[u8]) {
        self.set_region(index, 0);
        if let Some(region) = self.regions.get_mut(index) {
            *region = AlignedBytes::copy_of(bytes);
        }
    }

    /// Gives back the memory of region `first` and all after it.
    pub(crate) fn release_from(&mut self, first: usize) {
        self.regions.truncate(first);
    }

    /// Bytes of all regions.
    pub(crate) fn len(&self) -> usize {
        self.regions.iter().map(AlignedBytes::len).sum()
    }

    pub(crate) fn read(&self, region: usize, range: &Range<usize>) -> Result<&[u8]> {
        let bytes = self.regions.get(region).map(AlignedBytes::as_slice);
        let bytes = bytes.and_then(|bytes| bytes.get(range.start..clip(range, bytes.len())));
        bytes.ok_or_else(|| err!(Internal, "a tensor lies outside its region"))
    }

    pub(crate) fn write(&mut self, region: usize, range: &Range<usize>) -> Result<&mut [u8]> {
        let bytes = self.regions.get_mut(region).map(AlignedBytes::as_mut_slice);
        let bytes = bytes.and_then(|bytes| bytes.get_mut(range.start..clip(range, bytes.len())));
        bytes.ok_or_else(|| err!(Internal, "a tensor lies outside its region"))
    }

    /// The bytes of a range, good until the region is replaced or dropped.
    pub(crate) fn data(&mut self, region: usize, range: &Range<usize>) -> Result<NonNull<[u8]>> {
        let len = self.write(region, range)?.len();
        let start = self.regions.get(region).map(AlignedBytes::start);
        let start = start.ok_or_else(|| err!(Internal, "a region vanished"))?;
        // SAFETY: `write` found `len` bytes from `range.start` on inside the region's allocation.
        Ok(NonNull::slice_from_raw_parts(unsafe { start.add(range.start) }, len))
    }
}

/// The range of a tensor whose length is not known when its plan is made (strings): a region of its own,
/// whatever that holds.
pub(crate) const WHOLE_REGION: Range<usize> = 0..usize::MAX;

/// The end of a range in a region of `len` bytes.
#[inline]
fn clip(range: &Range<usize>, len: usize) -> usize {
    if *range == WHOLE_REGION { len } else { range.end }
}

/// Start and length of a region while a step runs.
#[derive(Clone, Copy)]
struct RawRegion {
    start: *mut u8,
    len: usize,
}

/// Regions that [`Regions`] holds without allocating: variables and the first segments.
const INLINE_REGIONS: usize = 4;

/// The regions of a `Memory`, borrowed exclusively for the steps of one invoke, and what else all steps have in common.
pub(crate) struct Regions<'m> {
    // Few segments exist; the common case of variables and one segment needs no heap.
    raw: [RawRegion; INLINE_REGIONS],
    more: Vec<RawRegion>,
    memory: PhantomData<&'m mut Memory>,
    constants: Constants<'m>,
    workers: &'m dyn Workers,
}

impl<'m> Regions<'m> {
    pub(crate) fn new(memory: &'m mut Memory, constants: Constants<'m>, workers: &'m dyn Workers) -> Self {
        let mut raw = [RawRegion { start: core::ptr::null_mut(), len: 0 }; INLINE_REGIONS];
        let mut more = Vec::new();
        for (index, region) in memory.regions.iter_mut().enumerate() {
            let slice = region.as_mut_slice();
            let region = RawRegion { start: slice.as_mut_ptr(), len: slice.len() };
            match raw.get_mut(index) {
                Some(slot) => *slot = region,
                None => more.push(region),
            }
        }
        Self { raw, more, memory: PhantomData, constants, workers }
    }

    #[inline]
    fn get(&self, index: usize) -> Option<RawRegion> {
        self.raw.get(index).or_else(|| self.more.get(index - INLINE_REGIONS)).copied()
    }
}

/// What constants are read from.
#[derive(Clone, Copy)]
pub(crate) struct Constants<'a> {
    pub(crate) file: &'a [u8],
    pub(crate) table: &'a [Constant],
}

impl<'a> Constants<'a> {
    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<&'a [u8]> {
        match self.table.get(index)? {
            Constant::InFile(range) => self.file.get(range.clone()),
            Constant::Owned(bytes) => Some(bytes.as_slice()),
        }
    }
}

/// The operands of the step that runs, as slices. Nothing is allocated.
///
/// Small: what is written here is read at once by the kernel, and the CPU waits where it reads several words as one that
/// were written one by one.
pub(crate) struct Io<'a> {
    inputs: Inputs<'a>,
    outputs: Outputs<'a>,
    scratch: Scratch<'a>,
    states: States<'a>,
}

impl<'a> Io<'a> {
    pub(crate) fn new(regions: &'a mut Regions<'_>, places: &'a Places) -> Self {
        // Each part reaches only its own operands, and `Places` proved them disjoint; `regions` is borrowed
        // exclusively, so nobody else touches the memory meanwhile.
        let regions = &*regions;
        Self {
            inputs: Inputs { regions, places },
            outputs: Outputs { regions, places },
            scratch: Scratch { regions, places },
            states: States { regions, places },
        }
    }

    /// Inputs, outputs and scratch, to be borrowed side by side.
    #[inline]
    pub(crate) fn split(&mut self) -> (Inputs<'_>, &mut Outputs<'a>, &mut Scratch<'a>) {
        (self.inputs, &mut self.outputs, &mut self.scratch)
    }

    /// [`split`](Self::split) with the inputs that the operator updates.
    #[inline]
    pub(crate) fn split_with_states(&mut self) -> (Inputs<'_>, &mut Outputs<'a>, &mut Scratch<'a>, &mut States<'a>) {
        (self.inputs, &mut self.outputs, &mut self.scratch, &mut self.states)
    }

    /// The threads among which a kernel may split its work.
    #[inline]
    #[must_use]
    pub(crate) fn workers(&self) -> &'a dyn Workers {
        self.inputs.regions.workers
    }

    /// The input that shares its bytes with output 0: the kernel reads and writes the output alone.
    #[inline]
    #[must_use]
    pub(crate) fn in_place(&self) -> Option<usize> {
        self.inputs.places.in_place
    }
}

/// Resolves a place of a region.
#[inline]
fn resolve(regions: &Regions<'_>, place: &Place) -> Option<(*mut u8, usize)> {
    let Place::Region { region, range } = place else { return None };
    let region = regions.get(*region)?;
    let end = clip(range, region.len);
    if range.start > end || end > region.len {
        return None;
    }
    // SAFETY: `range.start <= region.len`, so the pointer stays inside the region's allocation or at its end.
    Some((unsafe { region.start.add(range.start) }, end - range.start))
}

fn no_operand(what: &str, index: usize) -> crate::Error {
    err!(Internal, "{what} {index} is not there or not of the type the kernel reads")
}

/// The inputs of a step.
#[derive(Clone, Copy)]
pub(crate) struct Inputs<'a> {
    regions: &'a Regions<'a>,
    places: &'a Places,
}

impl<'a> Inputs<'a> {
    /// Input `index` as elements of type `T`; the type was checked when the step was prepared, here only
    /// size and alignment are.
    ///
    /// # Errors
    /// `Internal` when the input is absent or is overwritten in place.
    #[inline]
    pub(crate) fn get<T: Element>(&self, index: usize) -> Result<&'a [T]> {
        self.bytes(index)
            .and_then(|bytes| bytemuck::try_cast_slice(bytes).ok())
            .ok_or_else(|| no_operand("input", index))
    }

    /// Input `index`, or `None` when it is absent.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    #[inline]
    pub(crate) fn optional<T: Element>(&self, index: usize) -> Result<Option<&'a [T]>> {
        match self.places.inputs.get(index) {
            Some(Some(_)) => self.get(index).map(Some),
            _ => Ok(None),
        }
    }

    #[inline]
    fn bytes(&self, index: usize) -> Option<&'a [u8]> {
        let place = self.places.inputs.get(index)?.as_ref()?;
        if self.places.in_place == Some(index) || self.places.states.contains(&index) {
            return None;
        }
        match place {
            Place::Constant(constant) => self.regions.constants.get(*constant),
            Place::Region { .. } => {
                let (start, len) = resolve(self.regions, place)?;
                // SAFETY: inside the region (checked by `resolve`), initialised, and written by nobody while
                // this step runs: `Places::new` checked that no output or scratch overlaps it, and the one
                // input that may be overlapped was refused above.
                Some(unsafe { core::slice::from_raw_parts(start, len) })
            }
        }
    }
}

/// The outputs of a step.
pub(crate) struct Outputs<'a> {
    regions: &'a Regions<'a>,
    places: &'a Places,
}

impl Outputs<'_> {
    /// Output `index` as elements of type `T`. Bytes from former operators are still in it.
    ///
    /// # Errors
    /// `Internal` when there is no such output.
    #[inline]
    pub(crate) fn get<T: Element>(&mut self, index: usize) -> Result<&mut [T]> {
        cast_mut(self.places.outputs.get(index), self.regions).ok_or_else(|| no_operand("output", index))
    }

    /// The first `N` outputs at once, all of one type.
    ///
    /// # Errors
    /// As [`get`](Self::get).
    pub(crate) fn all<T: Element, const N: usize>(&mut self) -> Result<[&mut [T]; N]> {
        let mut outputs = [const { None }; N];
        for (index, output) in outputs.iter_mut().enumerate() {
            // Distinct outputs do not overlap, so the slices are disjoint.
            *output = cast_mut(self.places.outputs.get(index), self.regions);
        }
        if let Some(missing) = outputs.iter().position(Option::is_none) {
            return Err(no_operand("output", missing));
        }
        Ok(outputs.map(Option::unwrap_or_default))
    }
}

/// The scratch buffers of a step.
pub(crate) struct Scratch<'a> {
    regions: &'a Regions<'a>,
    places: &'a Places,
}

impl Scratch<'_> {
    /// Scratch buffer `index`, in the order in which they were asked for. Its contents are arbitrary.
    ///
    /// # Errors
    /// `Internal` when there is no such buffer.
    pub(crate) fn get<T: Element>(&mut self, index: usize) -> Result<&mut [T]> {
        cast_mut(self.places.scratch.get(index), self.regions).ok_or_else(|| no_operand("scratch", index))
    }

    /// Two different scratch buffers at once.
    ///
    /// # Errors
    /// As [`get`](Self::get), and when both are the same.
    pub(crate) fn two<T: Element, U: Element>(&mut self, first: usize, second: usize) -> Result<(&mut [T], &mut [U])> {
        ensure!(first != second, Internal, "the same scratch buffer twice");
        let scratch = |index: usize| self.places.scratch.get(index);
        let first = cast_mut(scratch(first), self.regions).ok_or_else(|| no_operand("scratch", first))?;
        let second = cast_mut(scratch(second), self.regions).ok_or_else(|| no_operand("scratch", second))?;
        Ok((first, second))
    }
}

/// The inputs that a step updates.
pub(crate) struct States<'a> {
    regions: &'a Regions<'a>,
    places: &'a Places,
}

impl States<'_> {
    /// Input `index`, which the operator said it updates.
    ///
    /// # Errors
    /// `Internal` when it did not say so.
    pub(crate) fn get<T: Element>(&mut self, index: usize) -> Result<&mut [T]> {
        self.place(index)
            .and_then(|place| cast_mut(Some(place), self.regions))
            .ok_or_else(|| no_operand("state", index))
    }

    /// Several different inputs at once.
    ///
    /// # Errors
    /// As [`get`](Self::get), and when two are the same.
    pub(crate) fn many<T: Element, const N: usize>(&mut self, indices: [usize; N]) -> Result<[&mut [T]; N]> {
        for (position, index) in indices.iter().enumerate() {
            ensure!(!indices.iter().skip(position + 1).any(|other| other == index), Internal, "the same state twice");
            ensure!(self.place(*index).is_some(), Internal, "input {index} is not updated");
        }
        // Distinct states do not overlap (`Places::new`), so the slices are disjoint.
        let slices = indices.map(|index| self.place(index).and_then(|place| cast_mut(Some(place), self.regions)));
        if let Some(missing) = slices.iter().position(Option::is_none) {
            return Err(no_operand("state", missing));
        }
        Ok(slices.map(Option::unwrap_or_default))
    }

    fn place(&self, index: usize) -> Option<&Place> {
        self.places.states.contains(&index).then(|| self.places.inputs.get(index)?.as_ref()).flatten()
    }
}

/// A written operand as a slice. The caller must hold the exclusive borrow of the part it belongs to and
/// ask for a place only once while the slice lives.
#[inline]
fn cast_mut<'b, T: Element>(place: Option<&Place>, regions: &Regions<'_>) -> Option<&'b mut [T]> {
    let (start, len) = resolve(regions, place?)?;
    // SAFETY: inside the region (checked by `resolve`) and initialised. Outputs and scratch buffers are
    // disjoint from each other and from every readable input (`Places::new`), `Outputs` and `Scratch` lend
    // each of theirs through an exclusive borrow, and the regions are borrowed exclusively by `Regions`.
    let bytes = unsafe { core::slice::from_raw_parts_mut(start, len) };
    bytemuck::try_cast_slice_mut(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ferrolite_kernels::parallel::Serial;

    fn at(range: Range<usize>) -> Place {
        Place::Region { region: 0, range }
    }

    #[test]
    fn overlapping_operands_are_refused() {
        assert!(Places::new(vec![Some(at(0..8))], vec![at(8..16)], vec![at(16..20)], None, vec![]).is_ok());
        assert!(Places::new(vec![Some(at(0..8))], vec![at(7..16)], vec![], None, vec![]).is_err());
        assert!(Places::new(vec![], vec![at(0..8)], vec![at(4..12)], None, vec![]).is_err());
        assert!(Places::new(vec![Some(at(0..8))], vec![at(0..8)], vec![], Some(0), vec![]).is_ok());
        assert!(Places::new(vec![Some(at(0..8)), Some(at(4..8))], vec![at(0..8)], vec![], Some(0), vec![]).is_err());
        assert!(Places::new(vec![], vec![Place::Constant(0)], vec![], None, vec![]).is_err());
    }

    #[test]
    fn slices_are_typed_and_disjoint() {
        let mut memory = Memory::default();
        memory.set_region(0, 64);
        memory.write(0, &(0..8)).unwrap().copy_from_slice(&[1, 0, 0, 0, 2, 0, 0, 0]);
        let places = Places::new(vec![Some(at(0..8)), None], vec![at(8..16)], vec![at(16..20)], None, vec![]).unwrap();
        let mut regions = Regions::new(&mut memory, Constants { file: &[], table: &[] }, &Serial);
        let mut io = Io::new(&mut regions, &places);
        let (inputs, outputs, scratch) = io.split();
        let x: &[i32] = inputs.get(0).unwrap();
        let y: &mut [i32] = outputs.get(0).unwrap();
        scratch.get::<u8>(0).unwrap().fill(9);
        y.copy_from_slice(x);
        assert!(inputs.get::<u8>(1).is_err());
        assert!(inputs.optional::<u8>(1).unwrap().is_none());
        assert_eq!(memory.read(0, &(8..20)).unwrap(), &[1, 0, 0, 0, 2, 0, 0, 0, 9, 9, 9, 9]);
    }

    #[test]
    fn an_input_that_is_overwritten_cannot_be_read() {
        let mut memory = Memory::default();
        memory.set_region(0, 64);
        let places = Places::new(vec![Some(at(0..8))], vec![at(0..8)], vec![], Some(0), vec![]).unwrap();
        let mut regions = Regions::new(&mut memory, Constants { file: &[], table: &[] }, &Serial);
        let mut io = Io::new(&mut regions, &places);
        assert_eq!(io.in_place(), Some(0));
        let (inputs, outputs, _) = io.split();
        assert!(inputs.get::<u8>(0).is_err());
        assert_eq!(outputs.get::<u8>(0).unwrap().len(), 8);
    }
}
