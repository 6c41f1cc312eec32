//! Which table of options belongs to which operator.

use super::{OpCode, Options};
use crate::error::{Result, err};
use alloc::format;
use alloc::string::String;
use ferrolite_schema::{BuiltinOperator as Op, BuiltinOptions, BuiltinOptions2};

/// An operator's own table: its name, and whether a table is one.
enum Own {
    /// It has none.
    Nothing,
    /// One of the first union.
    First(&'static str, fn(&BuiltinOptions) -> bool),
    /// One of the second union, for newer operators.
    Second(&'static str, fn(&BuiltinOptions2) -> bool),
}

/// Checks that the tables of an operator are its own. One for an operator that has none means nothing: it is dropped,
/// and the warning returned.
///
/// # Errors
/// `BadOption` for a table of another operator.
pub(super) fn check(code: &OpCode, options: &mut Options) -> Result<Option<String>> {
    let OpCode::Builtin(code) = code else { return Ok(None) };
    let foreign = |name: &str| Err(err!(BadOption, "its options are of another operator: they must be {name}"));
    match own(*code) {
        Own::First(name, is) => match (&options.builtin, &options.builtin_2) {
            (None, None) => Ok(None),
            (Some(table), None) if is(table) => Ok(None),
            _ => foreign(name),
        },
        Own::Second(name, is) => match (&options.builtin, &options.builtin_2) {
            (None, None) => Ok(None),
            (None, Some(table)) if is(table) => Ok(None),
            _ => foreign(name),
        },
        Own::Nothing if options.builtin.is_none() && options.builtin_2.is_none() => Ok(None),
        Own::Nothing => {
            (options.builtin, options.builtin_2) = (None, None);
            Ok(Some(format!("{} has options, which it does not know; ignored", ferrolite_schema::operator_name(*code))))
        }
    }
}

macro_rules! first {
    ($table:ident) => {
        Own::First(stringify!($table), |table| matches!(table, BuiltinOptions::$table(_)))
    };
}

macro_rules! second {
    ($table:ident) => {
        Own::Second(stringify!($table), |table| matches!(table, BuiltinOptions2::$table(_)))
    };
}

/// The table that belongs to an operator, in the order of the unions.
fn own(code: Op) -> Own {
    match code {
        Op::Conv2d => first!(Conv2DOptions),
        Op::DepthwiseConv2d => first!(DepthwiseConv2DOptions),
        Op::ConcatEmbeddings => first!(ConcatEmbeddingsOptions),
        Op::LshProjection => first!(LshProjectionOptions),
        Op::AveragePool2d | Op::L2Pool2d | Op::MaxPool2d => first!(Pool2DOptions),
        Op::Svdf => first!(SvdfOptions),
        Op::Rnn => first!(RnnOptions),
        Op::FullyConnected => first!(FullyConnectedOptions),
        Op::Softmax => first!(SoftmaxOptions),
        Op::Concatenation => first!(ConcatenationOptions),
        Op::Add => first!(AddOptions),
        Op::L2Normalization => first!(L2NormOptions),
        Op::LocalResponseNormalization => first!(LocalResponseNormalizationOptions),
        Op::Lstm => first!(LstmOptions),
        Op::ResizeBilinear => first!(ResizeBilinearOptions),
        Op::Call => first!(CallOptions),
        Op::Reshape => first!(ReshapeOptions),
        Op::SkipGram => first!(SkipGramOptions),
        Op::SpaceToDepth => first!(SpaceToDepthOptions),
        Op::EmbeddingLookupSparse => first!(EmbeddingLookupSparseOptions),
        Op::Mul => first!(MulOptions),
        Op::Pad => first!(PadOptions),
        Op::Gather => first!(GatherOptions),
        Op::BatchToSpaceNd => first!(BatchToSpaceNdOptions),
        Op::SpaceToBatchNd => first!(SpaceToBatchNdOptions),
        Op::Transpose => first!(TransposeOptions),
        Op::Mean | Op::Sum | Op::ReduceProd | Op::ReduceMax | Op::ReduceMin | Op::ReduceAny | Op::ReduceAll => {
            first!(ReducerOptions)
        }
        Op::Sub => first!(SubOptions),
        Op::Div => first!(DivOptions),
        Op::Squeeze => first!(SqueezeOptions),
        Op::UnidirectionalSequenceRnn => first!(SequenceRnnOptions),
        Op::StridedSlice => first!(StridedSliceOptions),
        Op::Exp => first!(ExpOptions),
        Op::TopkV2 => first!(TopKv2Options),
        Op::Split => first!(SplitOptions),
        Op::LogSoftmax => first!(LogSoftmaxOptions),
        Op::Cast => first!(CastOptions),
        Op::Dequantize => first!(DequantizeOptions),
        Op::Maximum | Op::Minimum => first!(MaximumMinimumOptions),
        Op::ArgMax => first!(ArgMaxOptions),
        Op::Less => first!(LessOptions),
        Op::Neg => first!(NegOptions),
        Op::Padv2 => first!(PadV2Options),
        Op::Greater => first!(GreaterOptions),
        Op::GreaterEqual => first!(GreaterEqualOptions),
        Op::LessEqual => first!(LessEqualOptions),
        Op::Select => first!(SelectOptions),
        Op::Slice => first!(SliceOptions),
        Op::TransposeConv => first!(TransposeConvOptions),
        Op::SparseToDense => first!(SparseToDenseOptions),
        Op::Tile => first!(TileOptions),
        Op::ExpandDims => first!(ExpandDimsOptions),
        Op::Equal => first!(EqualOptions),
        Op::NotEqual => first!(NotEqualOptions),
        Op::Shape => first!(ShapeOptions),
        Op::Pow => first!(PowOptions),
        Op::ArgMin => first!(ArgMinOptions),
        Op::FakeQuant => first!(FakeQuantOptions),
        Op::Pack => first!(PackOptions),
        Op::LogicalOr => first!(LogicalOrOptions),
        Op::OneHot => first!(OneHotOptions),
        Op::LogicalAnd => first!(LogicalAndOptions),
        Op::LogicalNot => first!(LogicalNotOptions),
        Op::Unpack => first!(UnpackOptions),
        Op::FloorDiv => first!(FloorDivOptions),
        Op::Square => first!(SquareOptions),
        Op::ZerosLike => first!(ZerosLikeOptions),
        Op::Fill => first!(FillOptions),
        Op::BidirectionalSequenceLstm => first!(BidirectionalSequenceLstmOptions),
        Op::BidirectionalSequenceRnn => first!(BidirectionalSequenceRnnOptions),
        Op::UnidirectionalSequenceLstm => first!(UnidirectionalSequenceLstmOptions),
        Op::FloorMod => first!(FloorModOptions),
        Op::Range => first!(RangeOptions),
        Op::ResizeNearestNeighbor => first!(ResizeNearestNeighborOptions),
        Op::LeakyRelu => first!(LeakyReluOptions),
        Op::SquaredDifference => first!(SquaredDifferenceOptions),
        Op::MirrorPad => first!(MirrorPadOptions),
        Op::Abs => first!(AbsOptions),
        Op::SplitV => first!(SplitVOptions),
        Op::Unique => first!(UniqueOptions),
        Op::ReverseV2 => first!(ReverseV2Options),
        Op::AddN => first!(AddNOptions),
        Op::GatherNd => first!(GatherNdOptions),
        Op::Cos => first!(CosOptions),
        Op::Where => first!(WhereOptions),
        Op::Rank => first!(RankOptions),
        Op::ReverseSequence => first!(ReverseSequenceOptions),
        Op::MatrixDiag => first!(MatrixDiagOptions),
        Op::Quantize => first!(QuantizeOptions),
        Op::MatrixSetDiag => first!(MatrixSetDiagOptions),
        Op::HardSwish => first!(HardSwishOptions),
        Op::If => first!(IfOptions),
        Op::While => first!(WhileOptions),
        Op::DepthToSpace => first!(DepthToSpaceOptions),
        Op::NonMaxSuppressionV4 => first!(NonMaxSuppressionV4Options),
        Op::NonMaxSuppressionV5 => first!(NonMaxSuppressionV5Options),
        Op::ScatterNd => first!(ScatterNdOptions),
        Op::SelectV2 => first!(SelectV2Options),
        Op::Densify => first!(DensifyOptions),
        Op::SegmentSum => first!(SegmentSumOptions),
        Op::BatchMatmul => first!(BatchMatMulOptions),
        Op::Cumsum => first!(CumsumOptions),
        Op::CallOnce => first!(CallOnceOptions),
        Op::BroadcastTo => first!(BroadcastToOptions),
        Op::Rfft2d => first!(Rfft2dOptions),
        Op::Conv3d | Op::Conv3dTranspose => first!(Conv3DOptions),
        Op::Hashtable => first!(HashtableOptions),
        Op::HashtableFind => first!(HashtableFindOptions),
        Op::HashtableImport => first!(HashtableImportOptions),
        Op::HashtableSize => first!(HashtableSizeOptions),
        Op::VarHandle => first!(VarHandleOptions),
        Op::ReadVariable => first!(ReadVariableOptions),
        Op::AssignVariable => first!(AssignVariableOptions),
        Op::RandomStandardNormal | Op::RandomUniform | Op::Multinomial => first!(RandomOptions),
        Op::Bucketize => first!(BucketizeOptions),
        Op::Gelu => first!(GeluOptions),
        Op::DynamicUpdateSlice => first!(DynamicUpdateSliceOptions),
        Op::UnsortedSegmentProd => first!(UnsortedSegmentProdOptions),
        Op::UnsortedSegmentMax => first!(UnsortedSegmentMaxOptions),
        Op::UnsortedSegmentMin => first!(UnsortedSegmentMinOptions),
        Op::UnsortedSegmentSum => first!(UnsortedSegmentSumOptions),
        Op::Atan2 => first!(ATan2Options),
        Op::Sign => first!(SignOptions),
        Op::Bitcast => first!(BitcastOptions),
        Op::BitwiseXor => first!(BitwiseXorOptions),
        Op::RightShift => first!(RightShiftOptions),
        Op::StablehloConcatenate => second!(StablehloConcatenateOptions),
        Op::StablehloBroadcastInDim => second!(StablehloBroadcastInDimOptions),
        Op::StablehloSlice => second!(StablehloSliceOptions),
        Op::StablehloConvolution => second!(StablehloConvolutionOptions),
        Op::StablehloCustomCall => second!(StablehloCustomCallOptions),
        Op::StablehloReduce => second!(StablehloReduceOptions),
        Op::StablehloScatter => second!(StablehloScatterOptions),
        Op::StablehloCompare => second!(StablehloCompareOptions),
        Op::StablehloDynamicSlice => second!(StablehloDynamicSliceOptions),
        Op::StablehloPad => second!(StablehloPadOptions),
        Op::StablehloIota => second!(StablehloIotaOptions),
        Op::StablehloDotGeneral => second!(StablehloDotGeneralOptions),
        Op::StablehloReduceWindow => second!(StablehloReduceWindowOptions),
        Op::StablehloSort => second!(StablehloSortOptions),
        Op::StablehloWhile => second!(StablehloWhileOptions),
        Op::StablehloGather => second!(StablehloGatherOptions),
        Op::StablehloTranspose => second!(StablehloTransposeOptions),
        Op::Dilate => second!(DilateOptions),
        Op::StablehloRngBitGenerator => second!(StablehloRngBitGeneratorOptions),
        Op::ReduceWindow => second!(ReduceWindowOptions),
        Op::StablehloComposite => second!(StableHloCompositeOptions),
        Op::StablehloShiftLeft => second!(StablehloShiftLeftOptions),
        Op::StablehloCase => second!(StablehloCaseOptions),
        _ => Own::Nothing,
    }
}
