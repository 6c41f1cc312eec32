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
mod argmax_pooling;
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
mod checks;
mod comparisons;
mod complex;
mod concatenation;
mod conv_2d;
mod conv_3d;
mod conv_3d_transpose;
mod convolution_2d_transpose_bias;
mod cumsum;
mod definition;
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
pub(crate) use checks::{check_operands, check_supported, missing, settle_output_types};
pub(crate) use definition::{DefCode, Kernel, LateKernel, OpDef, OutputType, Prepared, ResourceKernel, StepKernel};
pub(crate) use var_handle::{number_variables, variable_forms};

use crate::model::OpCode;

/// Every operator that ferrolite has, in the order of their names.
pub(crate) static TABLE: &[OpDef] = &[
    abs::DEF,
    add::DEF,
    add_n::DEF,
    arg_min_max::MAX,
    arg_min_max::MIN,
    argmax_pooling::POOL,
    argmax_pooling::UNPOOL,
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
    convolution_2d_transpose_bias::DEF,
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
