//! What an operator's file defines: its row in the table, how it is prepared, the kernels that it gives.

use crate::arena::Io;
use crate::error::Result;
use crate::late::Late;
use crate::model::OpCode;
use crate::plan::Prepare;
use crate::resources::Resources;
use alloc::boxed::Box;
use core::ops::RangeInclusive;
use ferrolite_schema::BuiltinOperator;

/// A prepared operator. Shared by all interpreters of a plan, so it holds no running state.
pub(crate) trait Kernel: Send + Sync {
    /// Computes the outputs from the inputs. Allocates nothing; checks only what arrives at run time.
    ///
    /// # Errors
    /// `BadValue` when a value is out of range (an index, a divisor).
    fn eval(&self, io: &mut Io<'_>) -> Result<()>;

    /// The packed weights, where there are so far, that it reads from beginning to end.
    fn weights(&self) -> &[i8] {
        &[]
    }
}

/// An operator that runs among others, on planned memory, and reaches for what outlives the invoke.
pub(crate) trait ResourceKernel: Send + Sync {
    /// Computes the outputs from the inputs and the resources, which may take `room` bytes.
    ///
    /// # Errors
    /// `BadValue` when a resource is not what the plan was made for, `LimitExceeded` when there is no room.
    fn eval(&self, io: &mut Io<'_>, resources: &mut Resources, room: usize) -> Result<()>;
}

/// What a step runs.
pub(crate) enum StepKernel {
    /// What its operands alone decide.
    Plain(Box<dyn Kernel>),
    /// What resources decide too.
    Resource(Box<dyn ResourceKernel>),
}

impl StepKernel {
    /// See [`Kernel::weights`].
    pub(crate) fn weights(&self) -> &[i8] {
        match self {
            Self::Plain(kernel) => kernel.weights(),
            Self::Resource(_) => &[],
        }
    }
}

/// An operator that runs outside the planned memory; see [`Prepared::Late`]. It may allocate.
pub(crate) trait LateKernel: Send + Sync {
    /// Computes every output and hands it over with [`Late::set_output`].
    ///
    /// # Errors
    /// `BadValue` and what subgraphs return.
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()>;

    /// Whether it has no outputs and nothing to do any more.
    fn is_done(&self, _resources: &Resources) -> bool {
        false
    }
}

/// An operator's row in the table.
pub(crate) struct OpDef {
    pub code: DefCode,
    /// The highest version that is implemented; LiteRT's for the same types.
    pub max_version: i32,
    /// How many inputs it may have.
    pub inputs: RangeInclusive<usize>,
    /// How many outputs it may have.
    pub outputs: RangeInclusive<usize>,
    /// Inputs that may be absent (index −1), besides those beyond the least count.
    pub optional: &'static [usize],
    /// Types, as the README lists them.
    pub types: &'static str,
    /// Where the type of output 0 comes from.
    pub output_type: OutputType,
    /// Whether it computes its outputs from its inputs alone, so that constant inputs make constant outputs.
    pub pure: bool,
    /// Checks everything and prepares the kernel.
    pub prepare: fn(&mut Prepare<'_>) -> Result<Prepared>,
}

/// Where the type of output 0 comes from: the reference's kernels of some operators overwrite what the file says, and
/// there are models whose files are wrong.
#[derive(Clone, Copy)]
pub(crate) enum OutputType {
    File,
    FirstInput,
    Float32,
    Int32,
    Bool,
    /// The type of this input.
    Input(usize),
}

/// The operator of a row.
pub(crate) enum DefCode {
    Builtin(BuiltinOperator),
    Custom(&'static str),
}

/// What preparing an operator gives.
pub(crate) enum Prepared {
    /// A kernel to run, and its name for reports.
    Kernel(&'static str, Box<dyn Kernel>),
    /// A kernel that reads and writes resources.
    Resource(&'static str, Box<dyn ResourceKernel>),
    /// An operator whose output shapes are known only when it has run, or that reaches beyond its operands:
    /// control flow, resources, strings. The plan is cut behind it. Its `prepare` sets no output shapes.
    Late(&'static str, Box<dyn LateKernel>),
    /// Nothing to run: the outputs are aliases ([`Prepare::alias`]) or known values
    /// ([`Prepare::set_output_value`]).
    Nothing,
}

impl Prepared {
    /// A kernel and its name for reports, as `conv_2d_int8_reference`.
    pub(crate) fn kernel(name: &'static str, kernel: impl Kernel + 'static) -> Result<Self> {
        Ok(Self::Kernel(name, Box::new(kernel)))
    }

    /// A late kernel and its name for reports.
    pub(crate) fn late(name: &'static str, kernel: impl LateKernel + 'static) -> Result<Self> {
        Ok(Self::Late(name, Box::new(kernel)))
    }
}

impl OpDef {
    /// A row with one input, one output and version 1; refined by the methods below.
    pub(crate) const fn new(code: BuiltinOperator, prepare: fn(&mut Prepare<'_>) -> Result<Prepared>) -> Self {
        Self {
            code: DefCode::Builtin(code),
            max_version: 1,
            inputs: 1..=1,
            outputs: 1..=1,
            optional: &[],
            types: "",
            output_type: OutputType::File,
            pure: true,
            prepare,
        }
    }

    /// A row of a custom operator.
    pub(crate) const fn custom(name: &'static str, prepare: fn(&mut Prepare<'_>) -> Result<Prepared>) -> Self {
        Self { code: DefCode::Custom(name), ..Self::new(BuiltinOperator::Custom, prepare) }
    }

    /// The highest version.
    pub(crate) const fn versions(self, max_version: i32) -> Self {
        Self { max_version, ..self }
    }

    /// The least and the greatest number of inputs and outputs.
    pub(crate) const fn operands(self, inputs: RangeInclusive<usize>, outputs: RangeInclusive<usize>) -> Self {
        Self { inputs, outputs, ..self }
    }

    /// Inputs that may be absent.
    pub(crate) const fn optional(self, optional: &'static [usize]) -> Self {
        Self { optional, ..self }
    }

    /// The types, for the README.
    pub(crate) const fn types(self, types: &'static str) -> Self {
        Self { types, ..self }
    }

    /// Output 0 has another type than the file says.
    pub(crate) const fn output_type(self, output_type: OutputType) -> Self {
        Self { output_type, ..self }
    }

    /// The name, as `CONV_2D`.
    pub(crate) fn name(&self) -> &'static str {
        match self.code {
            DefCode::Builtin(code) => ferrolite_schema::operator_name(code),
            DefCode::Custom(name) => name,
        }
    }

    pub(super) fn is(&self, code: &OpCode) -> bool {
        match (&self.code, code) {
            (DefCode::Builtin(own), OpCode::Builtin(other)) => own == other,
            (DefCode::Custom(own), OpCode::Custom(other)) => **own == **other,
            _ => false,
        }
    }
}
