//! The operators: one file each, and the table of them.
//!
//! An operator's file reads from top to bottom: what it computes, in which types and versions, and which
//! rounding rule it follows; its options; `prepare`, which checks every constraint, infers the output
//! shapes and computes multipliers and tables; the kernel with its `eval`, which only reads them; tests.
//!
//! Adding an operator is one file and one line in [`TABLE`].

pub(crate) mod support;

mod abs;
mod add;
mod add_n;
mod arg_min_max;
mod atan2;
mod audio_spectrogram;
mod average_pool_2d;
mod batch_matmul;
mod batch_to_space_nd;
mod bidirectional_sequence_lstm;
mod bidirectional_sequence_rnn;
mod bitcast;
mod bitwise_xor;
mod broadcast_args;
mod broadcast_to;
mod bucketize;
mod call_once;
mod cast;
mod ceil;
mod comparisons;
mod complex;
mod concatenation;
mod conv_2d;
mod conv_3d;
mod conv_3d_transpose;
mod cumsum;
mod densify;
mod depth_to_space;
mod depthwise_conv_2d;
mod dequantize;
mod detection_postprocess;
mod dilate;
mod div;
mod dynamic_update_slice;
mod elu;
mod embedding_lookup;
mod embedding_lookup_sparse;
mod exp;
mod expand_dims;
mod fake_quant;
mod fill;
mod floor;
mod floor_div;
mod floor_mod;
mod fully_connected;
mod gather;
mod gather_nd;
mod gelu;
mod hadamard_rotation;
mod hard_swish;
mod hashtable;
mod hashtable_lookup;
mod if_;
mod l2_normalization;
mod l2_pool_2d;
mod leaky_relu;
mod local_response_normalization;
mod log;
mod log_softmax;
mod logical;
mod logical_not;
mod logistic;
mod lsh_projection;
mod lstm;
mod matrix_diag;
mod max_pool_2d;
mod mean;
mod mfcc;
mod minimum_maximum;
mod mirror_pad;
mod mul;
mod neg;
mod non_max_suppression;
mod numeric_verify;
mod one_hot;
mod pack;
mod pad;
mod pow;
mod prelu;
mod quantize;
mod random;
mod range;
mod rank;
mod reduce_any_all;
mod reduce_min_max;
mod reduce_prod;
mod reduce_window;
mod relu;
mod reshape;
mod resize_bilinear;
mod resize_nearest_neighbor;
mod reverse_sequence;
mod reverse_v2;
mod rfft2d;
mod right_shift;
mod rnn;
mod round;
mod rsqrt;
mod scatter_nd;
mod segments;
mod select;
mod shape;
mod sign;
mod sin_cos;
mod skip_gram;
mod slice;
mod softmax;
mod space_to_batch_nd;
mod space_to_depth;
mod sparse_to_dense;
mod split;
mod split_v;
mod sqrt;
mod square;
mod squared_difference;
mod squeeze;
mod stablehlo_case;
mod stablehlo_composite;
mod stablehlo_elementwise;
mod stablehlo_gather;
mod stablehlo_pad;
mod stablehlo_reduce_window;
mod stablehlo_rng_bit_generator;
mod stablehlo_scatter;
mod strided_slice;
mod sub;
mod sum;
mod svdf;
mod tanh;
mod tile;
mod topk_v2;
mod transpose;
mod transpose_conv;
mod unidirectional_sequence_lstm;
mod unidirectional_sequence_rnn;
mod unique;
mod unpack;
mod var_handle;
mod variables;
mod where_;
mod while_;
mod zeros_like;

use crate::TensorType;
use crate::arena::Io;
use crate::custom::Registry;
use crate::error::{Result, ensure, err};
use crate::late::Late;
use crate::model::{Model, OpCode, Operator, Subgraph};
use crate::plan::Prepare;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::RangeInclusive;
use ferrolite_schema::BuiltinOperator;

/// Every operator that ferrolite has, in the order of their names.
pub(crate) static TABLE: &[OpDef] = &[
    abs::DEF,
    add::DEF,
    add_n::DEF,
    arg_min_max::MAX,
    arg_min_max::MIN,
    atan2::DEF,
    audio_spectrogram::DEF,
    average_pool_2d::DEF,
    batch_matmul::DEF,
    batch_to_space_nd::DEF,
    bidirectional_sequence_lstm::DEF,
    bidirectional_sequence_rnn::DEF,
    bitcast::DEF,
    bitwise_xor::DEF,
    broadcast_args::DEF,
    broadcast_to::DEF,
    bucketize::DEF,
    call_once::DEF,
    cast::DEF,
    ceil::DEF,
    comparisons::EQUAL,
    comparisons::GREATER,
    comparisons::GREATER_EQUAL,
    comparisons::LESS,
    comparisons::LESS_EQUAL,
    comparisons::NOT_EQUAL,
    complex::ABS,
    complex::IMAG,
    complex::REAL,
    concatenation::DEF,
    conv_2d::DEF,
    conv_3d::DEF,
    conv_3d_transpose::DEF,
    cumsum::DEF,
    densify::DEF,
    depth_to_space::DEF,
    depthwise_conv_2d::DEF,
    dequantize::DEF,
    detection_postprocess::DEF,
    dilate::DEF,
    div::DEF,
    dynamic_update_slice::DEF,
    elu::DEF,
    embedding_lookup::DEF,
    embedding_lookup_sparse::DEF,
    exp::DEF,
    expand_dims::DEF,
    fake_quant::DEF,
    fill::DEF,
    floor::DEF,
    floor_div::DEF,
    floor_mod::DEF,
    fully_connected::DEF,
    gather::DEF,
    gather_nd::DEF,
    gelu::DEF,
    hadamard_rotation::DEF,
    hard_swish::DEF,
    hashtable::CREATE,
    hashtable::FIND,
    hashtable::IMPORT,
    hashtable::SIZE,
    hashtable_lookup::DEF,
    if_::DEF,
    l2_normalization::DEF,
    l2_pool_2d::DEF,
    leaky_relu::DEF,
    local_response_normalization::DEF,
    log::DEF,
    log_softmax::DEF,
    logical::AND,
    logical::OR,
    logical_not::DEF,
    logistic::DEF,
    lsh_projection::DEF,
    lstm::DEF,
    matrix_diag::DIAG,
    matrix_diag::SET_DIAG,
    max_pool_2d::DEF,
    mean::DEF,
    mfcc::DEF,
    minimum_maximum::MAXIMUM,
    minimum_maximum::MINIMUM,
    mirror_pad::DEF,
    mul::DEF,
    neg::DEF,
    non_max_suppression::V4,
    non_max_suppression::V5,
    numeric_verify::DEF,
    one_hot::DEF,
    pack::DEF,
    pad::PAD,
    pad::PADV2,
    pow::DEF,
    prelu::DEF,
    quantize::DEF,
    random::MULTINOMIAL,
    random::STANDARD_NORMAL,
    random::UNIFORM,
    range::DEF,
    rank::DEF,
    reduce_any_all::ALL,
    reduce_any_all::ANY,
    reduce_min_max::MAX,
    reduce_min_max::MIN,
    reduce_prod::DEF,
    reduce_window::DEF,
    relu::RELU,
    relu::RELU6,
    relu::RELU_0_TO_1,
    relu::RELU_N1_TO_1,
    reshape::DEF,
    resize_bilinear::DEF,
    resize_nearest_neighbor::DEF,
    reverse_sequence::DEF,
    reverse_v2::DEF,
    right_shift::DEF,
    rnn::DEF,
    round::DEF,
    rsqrt::DEF,
    select::SELECT,
    select::SELECT_V2,
    rfft2d::DEF,
    scatter_nd::DEF,
    segments::SUM,
    segments::UNSORTED_MAX,
    segments::UNSORTED_MIN,
    segments::UNSORTED_PROD,
    segments::UNSORTED_SUM,
    shape::DEF,
    sign::DEF,
    sin_cos::COS,
    sin_cos::SIN,
    skip_gram::DEF,
    slice::DEF,
    softmax::DEF,
    space_to_batch_nd::DEF,
    space_to_depth::DEF,
    sparse_to_dense::DEF,
    split::DEF,
    split_v::DEF,
    sqrt::DEF,
    square::DEF,
    squared_difference::DEF,
    squeeze::DEF,
    stablehlo_case::DEF,
    stablehlo_composite::DEF,
    stablehlo_elementwise::ADD,
    stablehlo_elementwise::AND,
    stablehlo_elementwise::MAXIMUM,
    stablehlo_elementwise::MINIMUM,
    stablehlo_elementwise::MULTIPLY,
    stablehlo_elementwise::SHIFT_LEFT,
    stablehlo_gather::DEF,
    stablehlo_pad::DEF,
    stablehlo_reduce_window::DEF,
    stablehlo_rng_bit_generator::DEF,
    stablehlo_scatter::DEF,
    strided_slice::DEF,
    sub::DEF,
    sum::DEF,
    svdf::DEF,
    tanh::DEF,
    tile::DEF,
    topk_v2::DEF,
    transpose::DEF,
    transpose_conv::DEF,
    unidirectional_sequence_lstm::DEF,
    unidirectional_sequence_rnn::DEF,
    unique::DEF,
    unpack::DEF,
    var_handle::DEF,
    variables::ASSIGN,
    variables::READ,
    where_::DEF,
    while_::DEF,
    zeros_like::DEF,
];

/// A prepared operator. Shared by all interpreters of a plan, so it holds no running state.
pub(crate) trait Kernel: Send + Sync {
    /// Computes the outputs from the inputs. Allocates nothing; checks only what arrives at run time.
    ///
    /// # Errors
    /// `BadValue` when a value is out of range (an index, a divisor).
    fn eval(&self, io: &mut Io<'_>) -> Result<()>;
}

/// An operator that runs outside the planned memory; see [`Prepared::Late`]. It may allocate.
pub(crate) trait LateKernel: Send + Sync {
    /// Computes every output and hands it over with [`Late::set_output`].
    ///
    /// # Errors
    /// `BadValue` and what subgraphs return.
    fn eval(&self, late: &mut Late<'_, '_>) -> Result<()>;
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
    #[allow(dead_code, reason = "used as soon as the first custom operator is in the table")]
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

    fn is(&self, code: &OpCode) -> bool {
        match (&self.code, code) {
            (DefCode::Builtin(own), OpCode::Builtin(other)) => own == other,
            (DefCode::Custom(own), OpCode::Custom(other)) => **own == **other,
            _ => false,
        }
    }
}

/// An operator that ferrolite has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SupportedOperator {
    /// Name, as `CONV_2D`; custom operators by their own.
    pub name: &'static str,
    /// Whether it is a custom operator.
    pub is_custom: bool,
    /// The highest version.
    pub max_version: i32,
    /// Element types.
    pub types: &'static str,
}

/// Every operator that ferrolite has.
pub fn supported_operators() -> impl Iterator<Item = SupportedOperator> {
    TABLE.iter().map(|def| SupportedOperator {
        name: def.name(),
        is_custom: matches!(def.code, DefCode::Custom(_)),
        max_version: def.max_version,
        types: def.types,
    })
}

/// The row of an operator.
pub(crate) fn find(code: &OpCode) -> Option<&'static OpDef> {
    TABLE.iter().find(|def| def.is(code))
}

/// Checks how many operands there are and that only optional ones are absent. Operators that ferrolite does
/// not have pass: they are reported when a plan is made, all together.
pub(crate) fn check_operands(op: &Operator) -> Result<()> {
    let Some(def) = find(&op.code) else { return Ok(()) };
    let count = |what: &str, count: usize, range: &RangeInclusive<usize>| {
        ensure!(
            range.contains(&count),
            BadOperand,
            "has {count} {what}, must have {}",
            if range.start() == range.end() {
                format!("{}", range.start())
            } else {
                format!("{} to {}", range.start(), range.end())
            }
        );
        Ok(())
    };
    count("inputs", op.inputs.len(), &def.inputs)?;
    count("outputs", op.outputs.len(), &def.outputs)?;
    for (index, input) in op.inputs.iter().enumerate() {
        let may_be_absent = index >= *def.inputs.start() || def.optional.contains(&index);
        ensure!(input.is_some() || may_be_absent, BadOperand, "input {index} is absent, but it is required");
    }
    Ok(())
}

/// Gives outputs the types that their operators give them, whatever the file says.
pub(crate) fn settle_output_types(subgraph: &mut Subgraph) {
    for op in &subgraph.operators {
        let Some((def, &output)) = find(&op.code).zip(op.outputs.first()) else { continue };
        let first = op.inputs.first().copied().flatten().and_then(|input| subgraph.tensors.get(input));
        let dtype = match def.output_type {
            OutputType::File => None,
            OutputType::FirstInput => first.map(|input| input.dtype),
            OutputType::Float32 => Some(TensorType::Float32),
            OutputType::Int32 => Some(TensorType::Int32),
            OutputType::Bool => Some(TensorType::Bool),
            OutputType::Input(position) => {
                let input = op.inputs.get(position).copied().flatten();
                input.and_then(|input| subgraph.tensors.get(input)).map(|input| input.dtype)
            }
        };
        if let Some((output, dtype)) = subgraph.tensors.get_mut(output).zip(dtype) {
            output.dtype = dtype;
        }
    }
}

pub(crate) use var_handle::number_variables;

/// Every operator of the model that is missing here or too new, a line for each kind.
pub(crate) fn missing(model: &Model, custom: &Registry) -> Vec<String> {
    // In the order in which they are found; the map keeps many kinds from being compared pair by pair.
    let mut kinds: Vec<(String, usize, String)> = Vec::new();
    let mut position_of: BTreeMap<String, usize> = BTreeMap::new();
    for (index, subgraph) in model.subgraphs().iter().enumerate() {
        for op in &subgraph.operators {
            let what = match find(&op.code) {
                _ if matches!(&op.code, OpCode::Custom(name) if custom.get(name).is_some()) => continue,
                None => format!("{} version {}", op.code, op.version),
                Some(def) if op.version > def.max_version => {
                    format!("{} version {} (up to {} is there)", op.code, op.version, def.max_version)
                }
                Some(_) => continue,
            };
            let types: Vec<&str> = op
                .inputs
                .iter()
                .map(|input| input.and_then(|i| subgraph.tensors.get(i)).map_or("-", |tensor| tensor.dtype.name()))
                .collect();
            let what = format!("{what} on {}", types.join(", "));
            match position_of.get(&what).and_then(|&position| kinds.get_mut(position)) {
                Some((_, count, _)) => *count += 1,
                None => {
                    position_of.insert(what.clone(), kinds.len());
                    kinds.push((what, 1, format!("op {} of subgraph {index}", op.index)));
                }
            }
        }
    }
    kinds
        .into_iter()
        .map(
            |(what, count, first)| {
                if count == 1 { format!("{what}: {first}") } else { format!("{what}: {count} times, first {first}") }
            },
        )
        .collect()
}

/// The error for a model with missing operators, if any.
pub(crate) fn check_supported(model: &Model, custom: &Registry) -> Result<()> {
    let missing = missing(model, custom);
    if missing.is_empty() {
        return Ok(());
    }
    Err(err!(Unsupported, "operators that ferrolite does not have: {}", missing.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Options, Tensor};
    use alloc::vec;

    fn tensor(dtype: TensorType) -> Tensor {
        Tensor {
            name: String::new(),
            dtype,
            shape: Vec::new(),
            shape_signature: None,
            quantization: None,
            is_variable: false,
            data: None,
            sparsity: None,
        }
    }

    #[test]
    fn some_operators_decide_the_type_of_their_output() {
        let operator = |index, code, inputs, output| Operator {
            index,
            code: OpCode::Builtin(code),
            version: 1,
            inputs,
            outputs: vec![output],
            intermediates: Vec::new(),
            options: Options::default(),
        };
        // The file says float32 for the sum of two int8 tensors, and int8 for what DEQUANTIZE makes of it.
        let mut subgraph = Subgraph {
            name: String::new(),
            tensors: vec![tensor(TensorType::Int8), tensor(TensorType::Float32), tensor(TensorType::Int8)],
            inputs: vec![0],
            outputs: vec![2],
            operators: vec![
                operator(0, BuiltinOperator::Add, vec![Some(0), Some(0)], 1),
                operator(1, BuiltinOperator::Dequantize, vec![Some(1)], 2),
            ],
        };
        settle_output_types(&mut subgraph);
        let types: Vec<TensorType> = subgraph.tensors.iter().map(|tensor| tensor.dtype).collect();
        assert_eq!(types, [TensorType::Int8, TensorType::Int8, TensorType::Float32]);
    }
}
