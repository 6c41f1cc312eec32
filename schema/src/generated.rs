// Made by regenerate.sh from tflite.fbs; changes here are lost.

pub(crate) const OPERATOR_NAMES: &[&str] = &[
    "ADD",
    "AVERAGE_POOL_2D",
    "CONCATENATION",
    "CONV_2D",
    "DEPTHWISE_CONV_2D",
    "DEPTH_TO_SPACE",
    "DEQUANTIZE",
    "EMBEDDING_LOOKUP",
    "FLOOR",
    "FULLY_CONNECTED",
    "HASHTABLE_LOOKUP",
    "L2_NORMALIZATION",
    "L2_POOL_2D",
    "LOCAL_RESPONSE_NORMALIZATION",
    "LOGISTIC",
    "LSH_PROJECTION",
    "LSTM",
    "MAX_POOL_2D",
    "MUL",
    "RELU",
    "RELU_N1_TO_1",
    "RELU6",
    "RESHAPE",
    "RESIZE_BILINEAR",
    "RNN",
    "SOFTMAX",
    "SPACE_TO_DEPTH",
    "SVDF",
    "TANH",
    "CONCAT_EMBEDDINGS",
    "SKIP_GRAM",
    "CALL",
    "CUSTOM",
    "EMBEDDING_LOOKUP_SPARSE",
    "PAD",
    "UNIDIRECTIONAL_SEQUENCE_RNN",
    "GATHER",
    "BATCH_TO_SPACE_ND",
    "SPACE_TO_BATCH_ND",
    "TRANSPOSE",
    "MEAN",
    "SUB",
    "DIV",
    "SQUEEZE",
    "UNIDIRECTIONAL_SEQUENCE_LSTM",
    "STRIDED_SLICE",
    "BIDIRECTIONAL_SEQUENCE_RNN",
    "EXP",
    "TOPK_V2",
    "SPLIT",
    "LOG_SOFTMAX",
    "DELEGATE",
    "BIDIRECTIONAL_SEQUENCE_LSTM",
    "CAST",
    "PRELU",
    "MAXIMUM",
    "ARG_MAX",
    "MINIMUM",
    "LESS",
    "NEG",
    "PADV2",
    "GREATER",
    "GREATER_EQUAL",
    "LESS_EQUAL",
    "SELECT",
    "SLICE",
    "SIN",
    "TRANSPOSE_CONV",
    "SPARSE_TO_DENSE",
    "TILE",
    "EXPAND_DIMS",
    "EQUAL",
    "NOT_EQUAL",
    "LOG",
    "SUM",
    "SQRT",
    "RSQRT",
    "SHAPE",
    "POW",
    "ARG_MIN",
    "FAKE_QUANT",
    "REDUCE_PROD",
    "REDUCE_MAX",
    "PACK",
    "LOGICAL_OR",
    "ONE_HOT",
    "LOGICAL_AND",
    "LOGICAL_NOT",
    "UNPACK",
    "REDUCE_MIN",
    "FLOOR_DIV",
    "REDUCE_ANY",
    "SQUARE",
    "ZEROS_LIKE",
    "FILL",
    "FLOOR_MOD",
    "RANGE",
    "RESIZE_NEAREST_NEIGHBOR",
    "LEAKY_RELU",
    "SQUARED_DIFFERENCE",
    "MIRROR_PAD",
    "ABS",
    "SPLIT_V",
    "UNIQUE",
    "CEIL",
    "REVERSE_V2",
    "ADD_N",
    "GATHER_ND",
    "COS",
    "WHERE",
    "RANK",
    "ELU",
    "REVERSE_SEQUENCE",
    "MATRIX_DIAG",
    "QUANTIZE",
    "MATRIX_SET_DIAG",
    "ROUND",
    "HARD_SWISH",
    "IF",
    "WHILE",
    "NON_MAX_SUPPRESSION_V4",
    "NON_MAX_SUPPRESSION_V5",
    "SCATTER_ND",
    "SELECT_V2",
    "DENSIFY",
    "SEGMENT_SUM",
    "BATCH_MATMUL",
    "PLACEHOLDER_FOR_GREATER_OP_CODES",
    "CUMSUM",
    "CALL_ONCE",
    "BROADCAST_TO",
    "RFFT2D",
    "CONV_3D",
    "IMAG",
    "REAL",
    "COMPLEX_ABS",
    "HASHTABLE",
    "HASHTABLE_FIND",
    "HASHTABLE_IMPORT",
    "HASHTABLE_SIZE",
    "REDUCE_ALL",
    "CONV_3D_TRANSPOSE",
    "VAR_HANDLE",
    "READ_VARIABLE",
    "ASSIGN_VARIABLE",
    "BROADCAST_ARGS",
    "RANDOM_STANDARD_NORMAL",
    "BUCKETIZE",
    "RANDOM_UNIFORM",
    "MULTINOMIAL",
    "GELU",
    "DYNAMIC_UPDATE_SLICE",
    "RELU_0_TO_1",
    "UNSORTED_SEGMENT_PROD",
    "UNSORTED_SEGMENT_MAX",
    "UNSORTED_SEGMENT_SUM",
    "ATAN2",
    "UNSORTED_SEGMENT_MIN",
    "SIGN",
    "BITCAST",
    "BITWISE_XOR",
    "RIGHT_SHIFT",
    "STABLEHLO_LOGISTIC",
    "STABLEHLO_ADD",
    "STABLEHLO_DIVIDE",
    "STABLEHLO_MULTIPLY",
    "STABLEHLO_MAXIMUM",
    "STABLEHLO_RESHAPE",
    "STABLEHLO_CLAMP",
    "STABLEHLO_CONCATENATE",
    "STABLEHLO_BROADCAST_IN_DIM",
    "STABLEHLO_CONVOLUTION",
    "STABLEHLO_SLICE",
    "STABLEHLO_CUSTOM_CALL",
    "STABLEHLO_REDUCE",
    "STABLEHLO_ABS",
    "STABLEHLO_AND",
    "STABLEHLO_COSINE",
    "STABLEHLO_EXPONENTIAL",
    "STABLEHLO_FLOOR",
    "STABLEHLO_LOG",
    "STABLEHLO_MINIMUM",
    "STABLEHLO_NEGATE",
    "STABLEHLO_OR",
    "STABLEHLO_POWER",
    "STABLEHLO_REMAINDER",
    "STABLEHLO_RSQRT",
    "STABLEHLO_SELECT",
    "STABLEHLO_SUBTRACT",
    "STABLEHLO_TANH",
    "STABLEHLO_SCATTER",
    "STABLEHLO_COMPARE",
    "STABLEHLO_CONVERT",
    "STABLEHLO_DYNAMIC_SLICE",
    "STABLEHLO_DYNAMIC_UPDATE_SLICE",
    "STABLEHLO_PAD",
    "STABLEHLO_IOTA",
    "STABLEHLO_DOT_GENERAL",
    "STABLEHLO_REDUCE_WINDOW",
    "STABLEHLO_SORT",
    "STABLEHLO_WHILE",
    "STABLEHLO_GATHER",
    "STABLEHLO_TRANSPOSE",
    "DILATE",
    "STABLEHLO_RNG_BIT_GENERATOR",
    "REDUCE_WINDOW",
    "STABLEHLO_COMPOSITE",
    "STABLEHLO_SHIFT_LEFT",
    "STABLEHLO_CBRT",
    "STABLEHLO_CASE",
];

pub use root::*;

const _: () = ::planus::check_version_compatibility("planus-1.3.0");

/// The root namespace
#[no_implicit_prelude]
#[allow(clippy::needless_lifetimes)]
mod root {
    /// The namespace `tflite`
    pub mod tflite {
        /// The enum `TensorType` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i8)]
        pub enum TensorType {
            Float32 = 0,
            Float16 = 1,
            Int32 = 2,
            Uint8 = 3,
            Int64 = 4,
            String = 5,
            Bool = 6,
            Int16 = 7,
            Complex64 = 8,
            Int8 = 9,
            Float64 = 10,
            Complex128 = 11,
            Uint64 = 12,
            Resource = 13,
            Variant = 14,
            Uint32 = 15,
            Uint16 = 16,
            Int4 = 17,
            Bfloat16 = 18,
            Int2 = 19,
            Uint4 = 20,
            Float8E4m3fn = 21,
            Float8E5m2 = 22,
        }

        impl TensorType {
            /// Array containing all valid variants of TensorType
            pub const ENUM_VALUES: [Self; 23] = [
                Self::Float32,
                Self::Float16,
                Self::Int32,
                Self::Uint8,
                Self::Int64,
                Self::String,
                Self::Bool,
                Self::Int16,
                Self::Complex64,
                Self::Int8,
                Self::Float64,
                Self::Complex128,
                Self::Uint64,
                Self::Resource,
                Self::Variant,
                Self::Uint32,
                Self::Uint16,
                Self::Int4,
                Self::Bfloat16,
                Self::Int2,
                Self::Uint4,
                Self::Float8E4m3fn,
                Self::Float8E5m2,
            ];
        }

        impl ::core::convert::TryFrom<i8> for TensorType {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i8) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(TensorType::Float32),
                    1 => ::core::result::Result::Ok(TensorType::Float16),
                    2 => ::core::result::Result::Ok(TensorType::Int32),
                    3 => ::core::result::Result::Ok(TensorType::Uint8),
                    4 => ::core::result::Result::Ok(TensorType::Int64),
                    5 => ::core::result::Result::Ok(TensorType::String),
                    6 => ::core::result::Result::Ok(TensorType::Bool),
                    7 => ::core::result::Result::Ok(TensorType::Int16),
                    8 => ::core::result::Result::Ok(TensorType::Complex64),
                    9 => ::core::result::Result::Ok(TensorType::Int8),
                    10 => ::core::result::Result::Ok(TensorType::Float64),
                    11 => ::core::result::Result::Ok(TensorType::Complex128),
                    12 => ::core::result::Result::Ok(TensorType::Uint64),
                    13 => ::core::result::Result::Ok(TensorType::Resource),
                    14 => ::core::result::Result::Ok(TensorType::Variant),
                    15 => ::core::result::Result::Ok(TensorType::Uint32),
                    16 => ::core::result::Result::Ok(TensorType::Uint16),
                    17 => ::core::result::Result::Ok(TensorType::Int4),
                    18 => ::core::result::Result::Ok(TensorType::Bfloat16),
                    19 => ::core::result::Result::Ok(TensorType::Int2),
                    20 => ::core::result::Result::Ok(TensorType::Uint4),
                    21 => ::core::result::Result::Ok(TensorType::Float8E4m3fn),
                    22 => ::core::result::Result::Ok(TensorType::Float8E5m2),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<TensorType> for i8 {
            #[inline]
            fn from(value: TensorType) -> Self {
                value as i8
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for TensorType {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i8 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for TensorType {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 1;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { *buffer.buffer.get_unchecked(offset) as i8 };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location("TensorType", "VectorRead::from_buffer", buffer.offset_from_start)
                })
            }
        }

        /// The enum `DimensionType` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i8)]
        pub enum DimensionType {
            Dense = 0,
            SparseCsr = 1,
        }

        impl DimensionType {
            /// Array containing all valid variants of DimensionType
            pub const ENUM_VALUES: [Self; 2] = [Self::Dense, Self::SparseCsr];
        }

        impl ::core::convert::TryFrom<i8> for DimensionType {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i8) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(DimensionType::Dense),
                    1 => ::core::result::Result::Ok(DimensionType::SparseCsr),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<DimensionType> for i8 {
            #[inline]
            fn from(value: DimensionType) -> Self {
                value as i8
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for DimensionType {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i8 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for DimensionType {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 1;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { *buffer.buffer.get_unchecked(offset) as i8 };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location("DimensionType", "VectorRead::from_buffer", buffer.offset_from_start)
                })
            }
        }

        /// The enum `BuiltinOperator` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i32)]
        pub enum BuiltinOperator {
            Add = 0,
            AveragePool2d = 1,
            Concatenation = 2,
            Conv2d = 3,
            DepthwiseConv2d = 4,
            DepthToSpace = 5,
            Dequantize = 6,
            EmbeddingLookup = 7,
            Floor = 8,
            FullyConnected = 9,
            HashtableLookup = 10,
            L2Normalization = 11,
            L2Pool2d = 12,
            LocalResponseNormalization = 13,
            Logistic = 14,
            LshProjection = 15,
            Lstm = 16,
            MaxPool2d = 17,
            Mul = 18,
            Relu = 19,
            ReluN1To1 = 20,
            Relu6 = 21,
            Reshape = 22,
            ResizeBilinear = 23,
            Rnn = 24,
            Softmax = 25,
            SpaceToDepth = 26,
            Svdf = 27,
            Tanh = 28,
            ConcatEmbeddings = 29,
            SkipGram = 30,
            Call = 31,
            Custom = 32,
            EmbeddingLookupSparse = 33,
            Pad = 34,
            UnidirectionalSequenceRnn = 35,
            Gather = 36,
            BatchToSpaceNd = 37,
            SpaceToBatchNd = 38,
            Transpose = 39,
            Mean = 40,
            Sub = 41,
            Div = 42,
            Squeeze = 43,
            UnidirectionalSequenceLstm = 44,
            StridedSlice = 45,
            BidirectionalSequenceRnn = 46,
            Exp = 47,
            TopkV2 = 48,
            Split = 49,
            LogSoftmax = 50,
            Delegate = 51,
            BidirectionalSequenceLstm = 52,
            Cast = 53,
            Prelu = 54,
            Maximum = 55,
            ArgMax = 56,
            Minimum = 57,
            Less = 58,
            Neg = 59,
            Padv2 = 60,
            Greater = 61,
            GreaterEqual = 62,
            LessEqual = 63,
            Select = 64,
            Slice = 65,
            Sin = 66,
            TransposeConv = 67,
            SparseToDense = 68,
            Tile = 69,
            ExpandDims = 70,
            Equal = 71,
            NotEqual = 72,
            Log = 73,
            Sum = 74,
            Sqrt = 75,
            Rsqrt = 76,
            Shape = 77,
            Pow = 78,
            ArgMin = 79,
            FakeQuant = 80,
            ReduceProd = 81,
            ReduceMax = 82,
            Pack = 83,
            LogicalOr = 84,
            OneHot = 85,
            LogicalAnd = 86,
            LogicalNot = 87,
            Unpack = 88,
            ReduceMin = 89,
            FloorDiv = 90,
            ReduceAny = 91,
            Square = 92,
            ZerosLike = 93,
            Fill = 94,
            FloorMod = 95,
            Range = 96,
            ResizeNearestNeighbor = 97,
            LeakyRelu = 98,
            SquaredDifference = 99,
            MirrorPad = 100,
            Abs = 101,
            SplitV = 102,
            Unique = 103,
            Ceil = 104,
            ReverseV2 = 105,
            AddN = 106,
            GatherNd = 107,
            Cos = 108,
            Where = 109,
            Rank = 110,
            Elu = 111,
            ReverseSequence = 112,
            MatrixDiag = 113,
            Quantize = 114,
            MatrixSetDiag = 115,
            Round = 116,
            HardSwish = 117,
            If = 118,
            While = 119,
            NonMaxSuppressionV4 = 120,
            NonMaxSuppressionV5 = 121,
            ScatterNd = 122,
            SelectV2 = 123,
            Densify = 124,
            SegmentSum = 125,
            BatchMatmul = 126,
            PlaceholderForGreaterOpCodes = 127,
            Cumsum = 128,
            CallOnce = 129,
            BroadcastTo = 130,
            Rfft2d = 131,
            Conv3d = 132,
            Imag = 133,
            Real = 134,
            ComplexAbs = 135,
            Hashtable = 136,
            HashtableFind = 137,
            HashtableImport = 138,
            HashtableSize = 139,
            ReduceAll = 140,
            Conv3dTranspose = 141,
            VarHandle = 142,
            ReadVariable = 143,
            AssignVariable = 144,
            BroadcastArgs = 145,
            RandomStandardNormal = 146,
            Bucketize = 147,
            RandomUniform = 148,
            Multinomial = 149,
            Gelu = 150,
            DynamicUpdateSlice = 151,
            Relu0To1 = 152,
            UnsortedSegmentProd = 153,
            UnsortedSegmentMax = 154,
            UnsortedSegmentSum = 155,
            Atan2 = 156,
            UnsortedSegmentMin = 157,
            Sign = 158,
            Bitcast = 159,
            BitwiseXor = 160,
            RightShift = 161,
            StablehloLogistic = 162,
            StablehloAdd = 163,
            StablehloDivide = 164,
            StablehloMultiply = 165,
            StablehloMaximum = 166,
            StablehloReshape = 167,
            StablehloClamp = 168,
            StablehloConcatenate = 169,
            StablehloBroadcastInDim = 170,
            StablehloConvolution = 171,
            StablehloSlice = 172,
            StablehloCustomCall = 173,
            StablehloReduce = 174,
            StablehloAbs = 175,
            StablehloAnd = 176,
            StablehloCosine = 177,
            StablehloExponential = 178,
            StablehloFloor = 179,
            StablehloLog = 180,
            StablehloMinimum = 181,
            StablehloNegate = 182,
            StablehloOr = 183,
            StablehloPower = 184,
            StablehloRemainder = 185,
            StablehloRsqrt = 186,
            StablehloSelect = 187,
            StablehloSubtract = 188,
            StablehloTanh = 189,
            StablehloScatter = 190,
            StablehloCompare = 191,
            StablehloConvert = 192,
            StablehloDynamicSlice = 193,
            StablehloDynamicUpdateSlice = 194,
            StablehloPad = 195,
            StablehloIota = 196,
            StablehloDotGeneral = 197,
            StablehloReduceWindow = 198,
            StablehloSort = 199,
            StablehloWhile = 200,
            StablehloGather = 201,
            StablehloTranspose = 202,
            Dilate = 203,
            StablehloRngBitGenerator = 204,
            ReduceWindow = 205,
            StablehloComposite = 206,
            StablehloShiftLeft = 207,
            StablehloCbrt = 208,
            StablehloCase = 209,
        }

        impl BuiltinOperator {
            /// Array containing all valid variants of BuiltinOperator
            pub const ENUM_VALUES: [Self; 210] = [
                Self::Add,
                Self::AveragePool2d,
                Self::Concatenation,
                Self::Conv2d,
                Self::DepthwiseConv2d,
                Self::DepthToSpace,
                Self::Dequantize,
                Self::EmbeddingLookup,
                Self::Floor,
                Self::FullyConnected,
                Self::HashtableLookup,
                Self::L2Normalization,
                Self::L2Pool2d,
                Self::LocalResponseNormalization,
                Self::Logistic,
                Self::LshProjection,
                Self::Lstm,
                Self::MaxPool2d,
                Self::Mul,
                Self::Relu,
                Self::ReluN1To1,
                Self::Relu6,
                Self::Reshape,
                Self::ResizeBilinear,
                Self::Rnn,
                Self::Softmax,
                Self::SpaceToDepth,
                Self::Svdf,
                Self::Tanh,
                Self::ConcatEmbeddings,
                Self::SkipGram,
                Self::Call,
                Self::Custom,
                Self::EmbeddingLookupSparse,
                Self::Pad,
                Self::UnidirectionalSequenceRnn,
                Self::Gather,
                Self::BatchToSpaceNd,
                Self::SpaceToBatchNd,
                Self::Transpose,
                Self::Mean,
                Self::Sub,
                Self::Div,
                Self::Squeeze,
                Self::UnidirectionalSequenceLstm,
                Self::StridedSlice,
                Self::BidirectionalSequenceRnn,
                Self::Exp,
                Self::TopkV2,
                Self::Split,
                Self::LogSoftmax,
                Self::Delegate,
                Self::BidirectionalSequenceLstm,
                Self::Cast,
                Self::Prelu,
                Self::Maximum,
                Self::ArgMax,
                Self::Minimum,
                Self::Less,
                Self::Neg,
                Self::Padv2,
                Self::Greater,
                Self::GreaterEqual,
                Self::LessEqual,
                Self::Select,
                Self::Slice,
                Self::Sin,
                Self::TransposeConv,
                Self::SparseToDense,
                Self::Tile,
                Self::ExpandDims,
                Self::Equal,
                Self::NotEqual,
                Self::Log,
                Self::Sum,
                Self::Sqrt,
                Self::Rsqrt,
                Self::Shape,
                Self::Pow,
                Self::ArgMin,
                Self::FakeQuant,
                Self::ReduceProd,
                Self::ReduceMax,
                Self::Pack,
                Self::LogicalOr,
                Self::OneHot,
                Self::LogicalAnd,
                Self::LogicalNot,
                Self::Unpack,
                Self::ReduceMin,
                Self::FloorDiv,
                Self::ReduceAny,
                Self::Square,
                Self::ZerosLike,
                Self::Fill,
                Self::FloorMod,
                Self::Range,
                Self::ResizeNearestNeighbor,
                Self::LeakyRelu,
                Self::SquaredDifference,
                Self::MirrorPad,
                Self::Abs,
                Self::SplitV,
                Self::Unique,
                Self::Ceil,
                Self::ReverseV2,
                Self::AddN,
                Self::GatherNd,
                Self::Cos,
                Self::Where,
                Self::Rank,
                Self::Elu,
                Self::ReverseSequence,
                Self::MatrixDiag,
                Self::Quantize,
                Self::MatrixSetDiag,
                Self::Round,
                Self::HardSwish,
                Self::If,
                Self::While,
                Self::NonMaxSuppressionV4,
                Self::NonMaxSuppressionV5,
                Self::ScatterNd,
                Self::SelectV2,
                Self::Densify,
                Self::SegmentSum,
                Self::BatchMatmul,
                Self::PlaceholderForGreaterOpCodes,
                Self::Cumsum,
                Self::CallOnce,
                Self::BroadcastTo,
                Self::Rfft2d,
                Self::Conv3d,
                Self::Imag,
                Self::Real,
                Self::ComplexAbs,
                Self::Hashtable,
                Self::HashtableFind,
                Self::HashtableImport,
                Self::HashtableSize,
                Self::ReduceAll,
                Self::Conv3dTranspose,
                Self::VarHandle,
                Self::ReadVariable,
                Self::AssignVariable,
                Self::BroadcastArgs,
                Self::RandomStandardNormal,
                Self::Bucketize,
                Self::RandomUniform,
                Self::Multinomial,
                Self::Gelu,
                Self::DynamicUpdateSlice,
                Self::Relu0To1,
                Self::UnsortedSegmentProd,
                Self::UnsortedSegmentMax,
                Self::UnsortedSegmentSum,
                Self::Atan2,
                Self::UnsortedSegmentMin,
                Self::Sign,
                Self::Bitcast,
                Self::BitwiseXor,
                Self::RightShift,
                Self::StablehloLogistic,
                Self::StablehloAdd,
                Self::StablehloDivide,
                Self::StablehloMultiply,
                Self::StablehloMaximum,
                Self::StablehloReshape,
                Self::StablehloClamp,
                Self::StablehloConcatenate,
                Self::StablehloBroadcastInDim,
                Self::StablehloConvolution,
                Self::StablehloSlice,
                Self::StablehloCustomCall,
                Self::StablehloReduce,
                Self::StablehloAbs,
                Self::StablehloAnd,
                Self::StablehloCosine,
                Self::StablehloExponential,
                Self::StablehloFloor,
                Self::StablehloLog,
                Self::StablehloMinimum,
                Self::StablehloNegate,
                Self::StablehloOr,
                Self::StablehloPower,
                Self::StablehloRemainder,
                Self::StablehloRsqrt,
                Self::StablehloSelect,
                Self::StablehloSubtract,
                Self::StablehloTanh,
                Self::StablehloScatter,
                Self::StablehloCompare,
                Self::StablehloConvert,
                Self::StablehloDynamicSlice,
                Self::StablehloDynamicUpdateSlice,
                Self::StablehloPad,
                Self::StablehloIota,
                Self::StablehloDotGeneral,
                Self::StablehloReduceWindow,
                Self::StablehloSort,
                Self::StablehloWhile,
                Self::StablehloGather,
                Self::StablehloTranspose,
                Self::Dilate,
                Self::StablehloRngBitGenerator,
                Self::ReduceWindow,
                Self::StablehloComposite,
                Self::StablehloShiftLeft,
                Self::StablehloCbrt,
                Self::StablehloCase,
            ];
        }

        impl ::core::convert::TryFrom<i32> for BuiltinOperator {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i32) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(BuiltinOperator::Add),
                    1 => ::core::result::Result::Ok(BuiltinOperator::AveragePool2d),
                    2 => ::core::result::Result::Ok(BuiltinOperator::Concatenation),
                    3 => ::core::result::Result::Ok(BuiltinOperator::Conv2d),
                    4 => ::core::result::Result::Ok(BuiltinOperator::DepthwiseConv2d),
                    5 => ::core::result::Result::Ok(BuiltinOperator::DepthToSpace),
                    6 => ::core::result::Result::Ok(BuiltinOperator::Dequantize),
                    7 => ::core::result::Result::Ok(BuiltinOperator::EmbeddingLookup),
                    8 => ::core::result::Result::Ok(BuiltinOperator::Floor),
                    9 => ::core::result::Result::Ok(BuiltinOperator::FullyConnected),
                    10 => ::core::result::Result::Ok(BuiltinOperator::HashtableLookup),
                    11 => ::core::result::Result::Ok(BuiltinOperator::L2Normalization),
                    12 => ::core::result::Result::Ok(BuiltinOperator::L2Pool2d),
                    13 => ::core::result::Result::Ok(BuiltinOperator::LocalResponseNormalization),
                    14 => ::core::result::Result::Ok(BuiltinOperator::Logistic),
                    15 => ::core::result::Result::Ok(BuiltinOperator::LshProjection),
                    16 => ::core::result::Result::Ok(BuiltinOperator::Lstm),
                    17 => ::core::result::Result::Ok(BuiltinOperator::MaxPool2d),
                    18 => ::core::result::Result::Ok(BuiltinOperator::Mul),
                    19 => ::core::result::Result::Ok(BuiltinOperator::Relu),
                    20 => ::core::result::Result::Ok(BuiltinOperator::ReluN1To1),
                    21 => ::core::result::Result::Ok(BuiltinOperator::Relu6),
                    22 => ::core::result::Result::Ok(BuiltinOperator::Reshape),
                    23 => ::core::result::Result::Ok(BuiltinOperator::ResizeBilinear),
                    24 => ::core::result::Result::Ok(BuiltinOperator::Rnn),
                    25 => ::core::result::Result::Ok(BuiltinOperator::Softmax),
                    26 => ::core::result::Result::Ok(BuiltinOperator::SpaceToDepth),
                    27 => ::core::result::Result::Ok(BuiltinOperator::Svdf),
                    28 => ::core::result::Result::Ok(BuiltinOperator::Tanh),
                    29 => ::core::result::Result::Ok(BuiltinOperator::ConcatEmbeddings),
                    30 => ::core::result::Result::Ok(BuiltinOperator::SkipGram),
                    31 => ::core::result::Result::Ok(BuiltinOperator::Call),
                    32 => ::core::result::Result::Ok(BuiltinOperator::Custom),
                    33 => ::core::result::Result::Ok(BuiltinOperator::EmbeddingLookupSparse),
                    34 => ::core::result::Result::Ok(BuiltinOperator::Pad),
                    35 => ::core::result::Result::Ok(BuiltinOperator::UnidirectionalSequenceRnn),
                    36 => ::core::result::Result::Ok(BuiltinOperator::Gather),
                    37 => ::core::result::Result::Ok(BuiltinOperator::BatchToSpaceNd),
                    38 => ::core::result::Result::Ok(BuiltinOperator::SpaceToBatchNd),
                    39 => ::core::result::Result::Ok(BuiltinOperator::Transpose),
                    40 => ::core::result::Result::Ok(BuiltinOperator::Mean),
                    41 => ::core::result::Result::Ok(BuiltinOperator::Sub),
                    42 => ::core::result::Result::Ok(BuiltinOperator::Div),
                    43 => ::core::result::Result::Ok(BuiltinOperator::Squeeze),
                    44 => ::core::result::Result::Ok(BuiltinOperator::UnidirectionalSequenceLstm),
                    45 => ::core::result::Result::Ok(BuiltinOperator::StridedSlice),
                    46 => ::core::result::Result::Ok(BuiltinOperator::BidirectionalSequenceRnn),
                    47 => ::core::result::Result::Ok(BuiltinOperator::Exp),
                    48 => ::core::result::Result::Ok(BuiltinOperator::TopkV2),
                    49 => ::core::result::Result::Ok(BuiltinOperator::Split),
                    50 => ::core::result::Result::Ok(BuiltinOperator::LogSoftmax),
                    51 => ::core::result::Result::Ok(BuiltinOperator::Delegate),
                    52 => ::core::result::Result::Ok(BuiltinOperator::BidirectionalSequenceLstm),
                    53 => ::core::result::Result::Ok(BuiltinOperator::Cast),
                    54 => ::core::result::Result::Ok(BuiltinOperator::Prelu),
                    55 => ::core::result::Result::Ok(BuiltinOperator::Maximum),
                    56 => ::core::result::Result::Ok(BuiltinOperator::ArgMax),
                    57 => ::core::result::Result::Ok(BuiltinOperator::Minimum),
                    58 => ::core::result::Result::Ok(BuiltinOperator::Less),
                    59 => ::core::result::Result::Ok(BuiltinOperator::Neg),
                    60 => ::core::result::Result::Ok(BuiltinOperator::Padv2),
                    61 => ::core::result::Result::Ok(BuiltinOperator::Greater),
                    62 => ::core::result::Result::Ok(BuiltinOperator::GreaterEqual),
                    63 => ::core::result::Result::Ok(BuiltinOperator::LessEqual),
                    64 => ::core::result::Result::Ok(BuiltinOperator::Select),
                    65 => ::core::result::Result::Ok(BuiltinOperator::Slice),
                    66 => ::core::result::Result::Ok(BuiltinOperator::Sin),
                    67 => ::core::result::Result::Ok(BuiltinOperator::TransposeConv),
                    68 => ::core::result::Result::Ok(BuiltinOperator::SparseToDense),
                    69 => ::core::result::Result::Ok(BuiltinOperator::Tile),
                    70 => ::core::result::Result::Ok(BuiltinOperator::ExpandDims),
                    71 => ::core::result::Result::Ok(BuiltinOperator::Equal),
                    72 => ::core::result::Result::Ok(BuiltinOperator::NotEqual),
                    73 => ::core::result::Result::Ok(BuiltinOperator::Log),
                    74 => ::core::result::Result::Ok(BuiltinOperator::Sum),
                    75 => ::core::result::Result::Ok(BuiltinOperator::Sqrt),
                    76 => ::core::result::Result::Ok(BuiltinOperator::Rsqrt),
                    77 => ::core::result::Result::Ok(BuiltinOperator::Shape),
                    78 => ::core::result::Result::Ok(BuiltinOperator::Pow),
                    79 => ::core::result::Result::Ok(BuiltinOperator::ArgMin),
                    80 => ::core::result::Result::Ok(BuiltinOperator::FakeQuant),
                    81 => ::core::result::Result::Ok(BuiltinOperator::ReduceProd),
                    82 => ::core::result::Result::Ok(BuiltinOperator::ReduceMax),
                    83 => ::core::result::Result::Ok(BuiltinOperator::Pack),
                    84 => ::core::result::Result::Ok(BuiltinOperator::LogicalOr),
                    85 => ::core::result::Result::Ok(BuiltinOperator::OneHot),
                    86 => ::core::result::Result::Ok(BuiltinOperator::LogicalAnd),
                    87 => ::core::result::Result::Ok(BuiltinOperator::LogicalNot),
                    88 => ::core::result::Result::Ok(BuiltinOperator::Unpack),
                    89 => ::core::result::Result::Ok(BuiltinOperator::ReduceMin),
                    90 => ::core::result::Result::Ok(BuiltinOperator::FloorDiv),
                    91 => ::core::result::Result::Ok(BuiltinOperator::ReduceAny),
                    92 => ::core::result::Result::Ok(BuiltinOperator::Square),
                    93 => ::core::result::Result::Ok(BuiltinOperator::ZerosLike),
                    94 => ::core::result::Result::Ok(BuiltinOperator::Fill),
                    95 => ::core::result::Result::Ok(BuiltinOperator::FloorMod),
                    96 => ::core::result::Result::Ok(BuiltinOperator::Range),
                    97 => ::core::result::Result::Ok(BuiltinOperator::ResizeNearestNeighbor),
                    98 => ::core::result::Result::Ok(BuiltinOperator::LeakyRelu),
                    99 => ::core::result::Result::Ok(BuiltinOperator::SquaredDifference),
                    100 => ::core::result::Result::Ok(BuiltinOperator::MirrorPad),
                    101 => ::core::result::Result::Ok(BuiltinOperator::Abs),
                    102 => ::core::result::Result::Ok(BuiltinOperator::SplitV),
                    103 => ::core::result::Result::Ok(BuiltinOperator::Unique),
                    104 => ::core::result::Result::Ok(BuiltinOperator::Ceil),
                    105 => ::core::result::Result::Ok(BuiltinOperator::ReverseV2),
                    106 => ::core::result::Result::Ok(BuiltinOperator::AddN),
                    107 => ::core::result::Result::Ok(BuiltinOperator::GatherNd),
                    108 => ::core::result::Result::Ok(BuiltinOperator::Cos),
                    109 => ::core::result::Result::Ok(BuiltinOperator::Where),
                    110 => ::core::result::Result::Ok(BuiltinOperator::Rank),
                    111 => ::core::result::Result::Ok(BuiltinOperator::Elu),
                    112 => ::core::result::Result::Ok(BuiltinOperator::ReverseSequence),
                    113 => ::core::result::Result::Ok(BuiltinOperator::MatrixDiag),
                    114 => ::core::result::Result::Ok(BuiltinOperator::Quantize),
                    115 => ::core::result::Result::Ok(BuiltinOperator::MatrixSetDiag),
                    116 => ::core::result::Result::Ok(BuiltinOperator::Round),
                    117 => ::core::result::Result::Ok(BuiltinOperator::HardSwish),
                    118 => ::core::result::Result::Ok(BuiltinOperator::If),
                    119 => ::core::result::Result::Ok(BuiltinOperator::While),
                    120 => ::core::result::Result::Ok(BuiltinOperator::NonMaxSuppressionV4),
                    121 => ::core::result::Result::Ok(BuiltinOperator::NonMaxSuppressionV5),
                    122 => ::core::result::Result::Ok(BuiltinOperator::ScatterNd),
                    123 => ::core::result::Result::Ok(BuiltinOperator::SelectV2),
                    124 => ::core::result::Result::Ok(BuiltinOperator::Densify),
                    125 => ::core::result::Result::Ok(BuiltinOperator::SegmentSum),
                    126 => ::core::result::Result::Ok(BuiltinOperator::BatchMatmul),
                    127 => ::core::result::Result::Ok(BuiltinOperator::PlaceholderForGreaterOpCodes),
                    128 => ::core::result::Result::Ok(BuiltinOperator::Cumsum),
                    129 => ::core::result::Result::Ok(BuiltinOperator::CallOnce),
                    130 => ::core::result::Result::Ok(BuiltinOperator::BroadcastTo),
                    131 => ::core::result::Result::Ok(BuiltinOperator::Rfft2d),
                    132 => ::core::result::Result::Ok(BuiltinOperator::Conv3d),
                    133 => ::core::result::Result::Ok(BuiltinOperator::Imag),
                    134 => ::core::result::Result::Ok(BuiltinOperator::Real),
                    135 => ::core::result::Result::Ok(BuiltinOperator::ComplexAbs),
                    136 => ::core::result::Result::Ok(BuiltinOperator::Hashtable),
                    137 => ::core::result::Result::Ok(BuiltinOperator::HashtableFind),
                    138 => ::core::result::Result::Ok(BuiltinOperator::HashtableImport),
                    139 => ::core::result::Result::Ok(BuiltinOperator::HashtableSize),
                    140 => ::core::result::Result::Ok(BuiltinOperator::ReduceAll),
                    141 => ::core::result::Result::Ok(BuiltinOperator::Conv3dTranspose),
                    142 => ::core::result::Result::Ok(BuiltinOperator::VarHandle),
                    143 => ::core::result::Result::Ok(BuiltinOperator::ReadVariable),
                    144 => ::core::result::Result::Ok(BuiltinOperator::AssignVariable),
                    145 => ::core::result::Result::Ok(BuiltinOperator::BroadcastArgs),
                    146 => ::core::result::Result::Ok(BuiltinOperator::RandomStandardNormal),
                    147 => ::core::result::Result::Ok(BuiltinOperator::Bucketize),
                    148 => ::core::result::Result::Ok(BuiltinOperator::RandomUniform),
                    149 => ::core::result::Result::Ok(BuiltinOperator::Multinomial),
                    150 => ::core::result::Result::Ok(BuiltinOperator::Gelu),
                    151 => ::core::result::Result::Ok(BuiltinOperator::DynamicUpdateSlice),
                    152 => ::core::result::Result::Ok(BuiltinOperator::Relu0To1),
                    153 => ::core::result::Result::Ok(BuiltinOperator::UnsortedSegmentProd),
                    154 => ::core::result::Result::Ok(BuiltinOperator::UnsortedSegmentMax),
                    155 => ::core::result::Result::Ok(BuiltinOperator::UnsortedSegmentSum),
                    156 => ::core::result::Result::Ok(BuiltinOperator::Atan2),
                    157 => ::core::result::Result::Ok(BuiltinOperator::UnsortedSegmentMin),
                    158 => ::core::result::Result::Ok(BuiltinOperator::Sign),
                    159 => ::core::result::Result::Ok(BuiltinOperator::Bitcast),
                    160 => ::core::result::Result::Ok(BuiltinOperator::BitwiseXor),
                    161 => ::core::result::Result::Ok(BuiltinOperator::RightShift),
                    162 => ::core::result::Result::Ok(BuiltinOperator::StablehloLogistic),
                    163 => ::core::result::Result::Ok(BuiltinOperator::StablehloAdd),
                    164 => ::core::result::Result::Ok(BuiltinOperator::StablehloDivide),
                    165 => ::core::result::Result::Ok(BuiltinOperator::StablehloMultiply),
                    166 => ::core::result::Result::Ok(BuiltinOperator::StablehloMaximum),
                    167 => ::core::result::Result::Ok(BuiltinOperator::StablehloReshape),
                    168 => ::core::result::Result::Ok(BuiltinOperator::StablehloClamp),
                    169 => ::core::result::Result::Ok(BuiltinOperator::StablehloConcatenate),
                    170 => ::core::result::Result::Ok(BuiltinOperator::StablehloBroadcastInDim),
                    171 => ::core::result::Result::Ok(BuiltinOperator::StablehloConvolution),
                    172 => ::core::result::Result::Ok(BuiltinOperator::StablehloSlice),
                    173 => ::core::result::Result::Ok(BuiltinOperator::StablehloCustomCall),
                    174 => ::core::result::Result::Ok(BuiltinOperator::StablehloReduce),
                    175 => ::core::result::Result::Ok(BuiltinOperator::StablehloAbs),
                    176 => ::core::result::Result::Ok(BuiltinOperator::StablehloAnd),
                    177 => ::core::result::Result::Ok(BuiltinOperator::StablehloCosine),
                    178 => ::core::result::Result::Ok(BuiltinOperator::StablehloExponential),
                    179 => ::core::result::Result::Ok(BuiltinOperator::StablehloFloor),
                    180 => ::core::result::Result::Ok(BuiltinOperator::StablehloLog),
                    181 => ::core::result::Result::Ok(BuiltinOperator::StablehloMinimum),
                    182 => ::core::result::Result::Ok(BuiltinOperator::StablehloNegate),
                    183 => ::core::result::Result::Ok(BuiltinOperator::StablehloOr),
                    184 => ::core::result::Result::Ok(BuiltinOperator::StablehloPower),
                    185 => ::core::result::Result::Ok(BuiltinOperator::StablehloRemainder),
                    186 => ::core::result::Result::Ok(BuiltinOperator::StablehloRsqrt),
                    187 => ::core::result::Result::Ok(BuiltinOperator::StablehloSelect),
                    188 => ::core::result::Result::Ok(BuiltinOperator::StablehloSubtract),
                    189 => ::core::result::Result::Ok(BuiltinOperator::StablehloTanh),
                    190 => ::core::result::Result::Ok(BuiltinOperator::StablehloScatter),
                    191 => ::core::result::Result::Ok(BuiltinOperator::StablehloCompare),
                    192 => ::core::result::Result::Ok(BuiltinOperator::StablehloConvert),
                    193 => ::core::result::Result::Ok(BuiltinOperator::StablehloDynamicSlice),
                    194 => ::core::result::Result::Ok(BuiltinOperator::StablehloDynamicUpdateSlice),
                    195 => ::core::result::Result::Ok(BuiltinOperator::StablehloPad),
                    196 => ::core::result::Result::Ok(BuiltinOperator::StablehloIota),
                    197 => ::core::result::Result::Ok(BuiltinOperator::StablehloDotGeneral),
                    198 => ::core::result::Result::Ok(BuiltinOperator::StablehloReduceWindow),
                    199 => ::core::result::Result::Ok(BuiltinOperator::StablehloSort),
                    200 => ::core::result::Result::Ok(BuiltinOperator::StablehloWhile),
                    201 => ::core::result::Result::Ok(BuiltinOperator::StablehloGather),
                    202 => ::core::result::Result::Ok(BuiltinOperator::StablehloTranspose),
                    203 => ::core::result::Result::Ok(BuiltinOperator::Dilate),
                    204 => ::core::result::Result::Ok(BuiltinOperator::StablehloRngBitGenerator),
                    205 => ::core::result::Result::Ok(BuiltinOperator::ReduceWindow),
                    206 => ::core::result::Result::Ok(BuiltinOperator::StablehloComposite),
                    207 => ::core::result::Result::Ok(BuiltinOperator::StablehloShiftLeft),
                    208 => ::core::result::Result::Ok(BuiltinOperator::StablehloCbrt),
                    209 => ::core::result::Result::Ok(BuiltinOperator::StablehloCase),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<BuiltinOperator> for i32 {
            #[inline]
            fn from(value: BuiltinOperator) -> Self {
                value as i32
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for BuiltinOperator {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i32 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for BuiltinOperator {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 4;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { <i32 as ::planus::VectorRead>::from_buffer(buffer, offset) };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location(
                        "BuiltinOperator",
                        "VectorRead::from_buffer",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        /// The enum `StablehloPrecisionConfig` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u32)]
        pub enum StablehloPrecisionConfig {
            Default = 0,
            High = 1,
            Highest = 2,
        }

        impl StablehloPrecisionConfig {
            /// Array containing all valid variants of StablehloPrecisionConfig
            pub const ENUM_VALUES: [Self; 3] = [Self::Default, Self::High, Self::Highest];
        }

        impl ::core::convert::TryFrom<u32> for StablehloPrecisionConfig {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: u32) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(StablehloPrecisionConfig::Default),
                    1 => ::core::result::Result::Ok(StablehloPrecisionConfig::High),
                    2 => ::core::result::Result::Ok(StablehloPrecisionConfig::Highest),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<StablehloPrecisionConfig> for u32 {
            #[inline]
            fn from(value: StablehloPrecisionConfig) -> Self {
                value as u32
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for StablehloPrecisionConfig {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: u32 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for StablehloPrecisionConfig {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 4;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { <u32 as ::planus::VectorRead>::from_buffer(buffer, offset) };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location(
                        "StablehloPrecisionConfig",
                        "VectorRead::from_buffer",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        /// The enum `StablehloComparisonDirection` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u32)]
        pub enum StablehloComparisonDirection {
            StablehloComparisonDirectionEq = 0,
            StablehloComparisonDirectionNe = 1,
            StablehloComparisonDirectionGe = 2,
            StablehloComparisonDirectionGt = 3,
            StablehloComparisonDirectionLe = 4,
            StablehloComparisonDirectionLt = 5,
        }

        impl StablehloComparisonDirection {
            /// Array containing all valid variants of StablehloComparisonDirection
            pub const ENUM_VALUES: [Self; 6] = [
                Self::StablehloComparisonDirectionEq,
                Self::StablehloComparisonDirectionNe,
                Self::StablehloComparisonDirectionGe,
                Self::StablehloComparisonDirectionGt,
                Self::StablehloComparisonDirectionLe,
                Self::StablehloComparisonDirectionLt,
            ];
        }

        impl ::core::convert::TryFrom<u32> for StablehloComparisonDirection {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: u32) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(StablehloComparisonDirection::StablehloComparisonDirectionEq),
                    1 => ::core::result::Result::Ok(StablehloComparisonDirection::StablehloComparisonDirectionNe),
                    2 => ::core::result::Result::Ok(StablehloComparisonDirection::StablehloComparisonDirectionGe),
                    3 => ::core::result::Result::Ok(StablehloComparisonDirection::StablehloComparisonDirectionGt),
                    4 => ::core::result::Result::Ok(StablehloComparisonDirection::StablehloComparisonDirectionLe),
                    5 => ::core::result::Result::Ok(StablehloComparisonDirection::StablehloComparisonDirectionLt),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<StablehloComparisonDirection> for u32 {
            #[inline]
            fn from(value: StablehloComparisonDirection) -> Self {
                value as u32
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for StablehloComparisonDirection {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: u32 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for StablehloComparisonDirection {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 4;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { <u32 as ::planus::VectorRead>::from_buffer(buffer, offset) };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location(
                        "StablehloComparisonDirection",
                        "VectorRead::from_buffer",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        /// The enum `StablehloComparisonType` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u32)]
        pub enum StablehloComparisonType {
            StablehloComparisonTypeNotype = 0,
            StablehloComparisonTypeFloat = 1,
            StablehloComparisonTypeFloatTotalOrder = 2,
            StablehloComparisonTypeSigned = 3,
            StablehloComparisonTypeUnsigned = 4,
        }

        impl StablehloComparisonType {
            /// Array containing all valid variants of StablehloComparisonType
            pub const ENUM_VALUES: [Self; 5] = [
                Self::StablehloComparisonTypeNotype,
                Self::StablehloComparisonTypeFloat,
                Self::StablehloComparisonTypeFloatTotalOrder,
                Self::StablehloComparisonTypeSigned,
                Self::StablehloComparisonTypeUnsigned,
            ];
        }

        impl ::core::convert::TryFrom<u32> for StablehloComparisonType {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: u32) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(StablehloComparisonType::StablehloComparisonTypeNotype),
                    1 => ::core::result::Result::Ok(StablehloComparisonType::StablehloComparisonTypeFloat),
                    2 => ::core::result::Result::Ok(StablehloComparisonType::StablehloComparisonTypeFloatTotalOrder),
                    3 => ::core::result::Result::Ok(StablehloComparisonType::StablehloComparisonTypeSigned),
                    4 => ::core::result::Result::Ok(StablehloComparisonType::StablehloComparisonTypeUnsigned),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<StablehloComparisonType> for u32 {
            #[inline]
            fn from(value: StablehloComparisonType) -> Self {
                value as u32
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for StablehloComparisonType {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: u32 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for StablehloComparisonType {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 4;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { <u32 as ::planus::VectorRead>::from_buffer(buffer, offset) };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location(
                        "StablehloComparisonType",
                        "VectorRead::from_buffer",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        /// The enum `RngAlgorithm` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i8)]
        pub enum RngAlgorithm {
            Default = 0,
            Philox = 1,
            Threefry = 2,
        }

        impl RngAlgorithm {
            /// Array containing all valid variants of RngAlgorithm
            pub const ENUM_VALUES: [Self; 3] = [Self::Default, Self::Philox, Self::Threefry];
        }

        impl ::core::convert::TryFrom<i8> for RngAlgorithm {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i8) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(RngAlgorithm::Default),
                    1 => ::core::result::Result::Ok(RngAlgorithm::Philox),
                    2 => ::core::result::Result::Ok(RngAlgorithm::Threefry),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<RngAlgorithm> for i8 {
            #[inline]
            fn from(value: RngAlgorithm) -> Self {
                value as i8
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for RngAlgorithm {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i8 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for RngAlgorithm {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 1;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { *buffer.buffer.get_unchecked(offset) as i8 };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location("RngAlgorithm", "VectorRead::from_buffer", buffer.offset_from_start)
                })
            }
        }

        /// The enum `Padding` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i8)]
        pub enum Padding {
            Same = 0,
            Valid = 1,
        }

        impl Padding {
            /// Array containing all valid variants of Padding
            pub const ENUM_VALUES: [Self; 2] = [Self::Same, Self::Valid];
        }

        impl ::core::convert::TryFrom<i8> for Padding {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i8) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(Padding::Same),
                    1 => ::core::result::Result::Ok(Padding::Valid),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<Padding> for i8 {
            #[inline]
            fn from(value: Padding) -> Self {
                value as i8
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for Padding {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i8 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for Padding {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 1;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { *buffer.buffer.get_unchecked(offset) as i8 };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location("Padding", "VectorRead::from_buffer", buffer.offset_from_start)
                })
            }
        }

        /// The enum `ActivationFunctionType` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i8)]
        pub enum ActivationFunctionType {
            None = 0,
            Relu = 1,
            ReluN1To1 = 2,
            Relu6 = 3,
            Tanh = 4,
            SignBit = 5,
        }

        impl ActivationFunctionType {
            /// Array containing all valid variants of ActivationFunctionType
            pub const ENUM_VALUES: [Self; 6] =
                [Self::None, Self::Relu, Self::ReluN1To1, Self::Relu6, Self::Tanh, Self::SignBit];
        }

        impl ::core::convert::TryFrom<i8> for ActivationFunctionType {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i8) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(ActivationFunctionType::None),
                    1 => ::core::result::Result::Ok(ActivationFunctionType::Relu),
                    2 => ::core::result::Result::Ok(ActivationFunctionType::ReluN1To1),
                    3 => ::core::result::Result::Ok(ActivationFunctionType::Relu6),
                    4 => ::core::result::Result::Ok(ActivationFunctionType::Tanh),
                    5 => ::core::result::Result::Ok(ActivationFunctionType::SignBit),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<ActivationFunctionType> for i8 {
            #[inline]
            fn from(value: ActivationFunctionType) -> Self {
                value as i8
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for ActivationFunctionType {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i8 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for ActivationFunctionType {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 1;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { *buffer.buffer.get_unchecked(offset) as i8 };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location(
                        "ActivationFunctionType",
                        "VectorRead::from_buffer",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        /// The enum `LSHProjectionType` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i8)]
        pub enum LshProjectionType {
            Unknown = 0,
            Sparse = 1,
            Dense = 2,
        }

        impl LshProjectionType {
            /// Array containing all valid variants of LshProjectionType
            pub const ENUM_VALUES: [Self; 3] = [Self::Unknown, Self::Sparse, Self::Dense];
        }

        impl ::core::convert::TryFrom<i8> for LshProjectionType {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i8) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(LshProjectionType::Unknown),
                    1 => ::core::result::Result::Ok(LshProjectionType::Sparse),
                    2 => ::core::result::Result::Ok(LshProjectionType::Dense),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<LshProjectionType> for i8 {
            #[inline]
            fn from(value: LshProjectionType) -> Self {
                value as i8
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for LshProjectionType {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i8 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for LshProjectionType {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 1;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { *buffer.buffer.get_unchecked(offset) as i8 };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location(
                        "LshProjectionType",
                        "VectorRead::from_buffer",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        /// The enum `FullyConnectedOptionsWeightsFormat` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i8)]
        pub enum FullyConnectedOptionsWeightsFormat {
            Default = 0,
            Shuffled4x16Int8 = 1,
        }

        impl FullyConnectedOptionsWeightsFormat {
            /// Array containing all valid variants of FullyConnectedOptionsWeightsFormat
            pub const ENUM_VALUES: [Self; 2] = [Self::Default, Self::Shuffled4x16Int8];
        }

        impl ::core::convert::TryFrom<i8> for FullyConnectedOptionsWeightsFormat {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i8) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(FullyConnectedOptionsWeightsFormat::Default),
                    1 => ::core::result::Result::Ok(FullyConnectedOptionsWeightsFormat::Shuffled4x16Int8),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<FullyConnectedOptionsWeightsFormat> for i8 {
            #[inline]
            fn from(value: FullyConnectedOptionsWeightsFormat) -> Self {
                value as i8
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for FullyConnectedOptionsWeightsFormat {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i8 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for FullyConnectedOptionsWeightsFormat {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 1;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { *buffer.buffer.get_unchecked(offset) as i8 };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location(
                        "FullyConnectedOptionsWeightsFormat",
                        "VectorRead::from_buffer",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        /// The enum `LSTMKernelType` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i8)]
        pub enum LstmKernelType {
            Full = 0,
            Basic = 1,
        }

        impl LstmKernelType {
            /// Array containing all valid variants of LstmKernelType
            pub const ENUM_VALUES: [Self; 2] = [Self::Full, Self::Basic];
        }

        impl ::core::convert::TryFrom<i8> for LstmKernelType {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i8) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(LstmKernelType::Full),
                    1 => ::core::result::Result::Ok(LstmKernelType::Basic),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<LstmKernelType> for i8 {
            #[inline]
            fn from(value: LstmKernelType) -> Self {
                value as i8
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for LstmKernelType {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i8 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for LstmKernelType {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 1;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { *buffer.buffer.get_unchecked(offset) as i8 };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location(
                        "LstmKernelType",
                        "VectorRead::from_buffer",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        /// The enum `CombinerType` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i8)]
        pub enum CombinerType {
            Sum = 0,
            Mean = 1,
            Sqrtn = 2,
        }

        impl CombinerType {
            /// Array containing all valid variants of CombinerType
            pub const ENUM_VALUES: [Self; 3] = [Self::Sum, Self::Mean, Self::Sqrtn];
        }

        impl ::core::convert::TryFrom<i8> for CombinerType {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i8) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(CombinerType::Sum),
                    1 => ::core::result::Result::Ok(CombinerType::Mean),
                    2 => ::core::result::Result::Ok(CombinerType::Sqrtn),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<CombinerType> for i8 {
            #[inline]
            fn from(value: CombinerType) -> Self {
                value as i8
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for CombinerType {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i8 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for CombinerType {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 1;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { *buffer.buffer.get_unchecked(offset) as i8 };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location("CombinerType", "VectorRead::from_buffer", buffer.offset_from_start)
                })
            }
        }

        /// The enum `MirrorPadMode` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i8)]
        pub enum MirrorPadMode {
            Reflect = 0,
            Symmetric = 1,
        }

        impl MirrorPadMode {
            /// Array containing all valid variants of MirrorPadMode
            pub const ENUM_VALUES: [Self; 2] = [Self::Reflect, Self::Symmetric];
        }

        impl ::core::convert::TryFrom<i8> for MirrorPadMode {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i8) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(MirrorPadMode::Reflect),
                    1 => ::core::result::Result::Ok(MirrorPadMode::Symmetric),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<MirrorPadMode> for i8 {
            #[inline]
            fn from(value: MirrorPadMode) -> Self {
                value as i8
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for MirrorPadMode {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i8 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for MirrorPadMode {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 1;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { *buffer.buffer.get_unchecked(offset) as i8 };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location("MirrorPadMode", "VectorRead::from_buffer", buffer.offset_from_start)
                })
            }
        }

        /// The enum `ReduceWindowFunction` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i32)]
        pub enum ReduceWindowFunction {
            Unsupported = 0,
            Add = 1,
            Mul = 2,
            Minimum = 3,
            Maximum = 4,
            All = 5,
            Any = 6,
        }

        impl ReduceWindowFunction {
            /// Array containing all valid variants of ReduceWindowFunction
            pub const ENUM_VALUES: [Self; 7] =
                [Self::Unsupported, Self::Add, Self::Mul, Self::Minimum, Self::Maximum, Self::All, Self::Any];
        }

        impl ::core::convert::TryFrom<i32> for ReduceWindowFunction {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i32) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(ReduceWindowFunction::Unsupported),
                    1 => ::core::result::Result::Ok(ReduceWindowFunction::Add),
                    2 => ::core::result::Result::Ok(ReduceWindowFunction::Mul),
                    3 => ::core::result::Result::Ok(ReduceWindowFunction::Minimum),
                    4 => ::core::result::Result::Ok(ReduceWindowFunction::Maximum),
                    5 => ::core::result::Result::Ok(ReduceWindowFunction::All),
                    6 => ::core::result::Result::Ok(ReduceWindowFunction::Any),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<ReduceWindowFunction> for i32 {
            #[inline]
            fn from(value: ReduceWindowFunction) -> Self {
                value as i32
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for ReduceWindowFunction {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i32 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for ReduceWindowFunction {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 4;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { <i32 as ::planus::VectorRead>::from_buffer(buffer, offset) };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location(
                        "ReduceWindowFunction",
                        "VectorRead::from_buffer",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        /// The enum `CustomOptionsFormat` in the namespace `tflite`
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(i8)]
        pub enum CustomOptionsFormat {
            Flexbuffers = 0,
        }

        impl CustomOptionsFormat {
            /// Array containing all valid variants of CustomOptionsFormat
            pub const ENUM_VALUES: [Self; 1] = [Self::Flexbuffers];
        }

        impl ::core::convert::TryFrom<i8> for CustomOptionsFormat {
            type Error = ::planus::errors::UnknownEnumTagKind;
            #[inline]
            fn try_from(value: i8) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTagKind> {
                #[allow(clippy::match_single_binding)]
                match value {
                    0 => ::core::result::Result::Ok(CustomOptionsFormat::Flexbuffers),
                    _ => ::core::result::Result::Err(::planus::errors::UnknownEnumTagKind { tag: value as i128 }),
                }
            }
        }

        impl ::core::convert::From<CustomOptionsFormat> for i8 {
            #[inline]
            fn from(value: CustomOptionsFormat) -> Self {
                value as i8
            }
        }

        impl<'buf> ::planus::TableRead<'buf> for CustomOptionsFormat {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                let n: i8 = ::planus::TableRead::from_buffer(buffer, offset)?;
                ::core::result::Result::Ok(::core::convert::TryInto::try_into(n)?)
            }
        }

        impl<'buf> ::planus::VectorReadInner<'buf> for CustomOptionsFormat {
            type Error = ::planus::errors::UnknownEnumTag;
            const STRIDE: usize = 1;
            #[inline]
            unsafe fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'buf>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::UnknownEnumTag> {
                let value = unsafe { *buffer.buffer.get_unchecked(offset) as i8 };
                let value: ::core::result::Result<Self, _> = ::core::convert::TryInto::try_into(value);
                value.map_err(|error_kind| {
                    error_kind.with_error_location(
                        "CustomOptionsFormat",
                        "VectorRead::from_buffer",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        /// The union `QuantizationDetails` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub enum QuantizationDetails {
            CustomQuantization(::planus::alloc::boxed::Box<self::CustomQuantization>),
            BlockwiseQuantization(::planus::alloc::boxed::Box<self::BlockwiseQuantization>),
            MultiAxisQuantization(::planus::alloc::boxed::Box<self::MultiAxisQuantization>),
        }

        /// Reference to a deserialized [QuantizationDetails].
        #[derive(Copy, Clone, Debug)]
        pub enum QuantizationDetailsRef<'a> {
            CustomQuantization(self::CustomQuantizationRef<'a>),
            BlockwiseQuantization(self::BlockwiseQuantizationRef<'a>),
            MultiAxisQuantization(self::MultiAxisQuantizationRef<'a>),
        }

        impl<'a> ::core::convert::TryFrom<QuantizationDetailsRef<'a>> for QuantizationDetails {
            type Error = ::planus::Error;

            fn try_from(value: QuantizationDetailsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(match value {
                    QuantizationDetailsRef::CustomQuantization(value) => Self::CustomQuantization(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    QuantizationDetailsRef::BlockwiseQuantization(value) => Self::BlockwiseQuantization(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    QuantizationDetailsRef::MultiAxisQuantization(value) => Self::MultiAxisQuantization(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),
                })
            }
        }

        impl<'a> ::planus::TableReadUnion<'a> for QuantizationDetailsRef<'a> {
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                tag: u8,
                field_offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                match tag {
                    1 => ::core::result::Result::Ok(Self::CustomQuantization(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    2 => ::core::result::Result::Ok(Self::BlockwiseQuantization(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    3 => ::core::result::Result::Ok(Self::MultiAxisQuantization(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    _ => ::core::result::Result::Err(::planus::errors::ErrorKind::UnknownUnionTag { tag }),
                }
            }
        }

        impl<'a> ::planus::VectorReadUnion<'a> for QuantizationDetailsRef<'a> {
            const VECTOR_NAME: &'static str = "[QuantizationDetailsRef]";
        }

        /// The union `SparseIndexVector` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub enum SparseIndexVector {
            Int32Vector(::planus::alloc::boxed::Box<self::Int32Vector>),
            Uint16Vector(::planus::alloc::boxed::Box<self::Uint16Vector>),
            Uint8Vector(::planus::alloc::boxed::Box<self::Uint8Vector>),
        }

        /// Reference to a deserialized [SparseIndexVector].
        #[derive(Copy, Clone, Debug)]
        pub enum SparseIndexVectorRef<'a> {
            Int32Vector(self::Int32VectorRef<'a>),
            Uint16Vector(self::Uint16VectorRef<'a>),
            Uint8Vector(self::Uint8VectorRef<'a>),
        }

        impl<'a> ::core::convert::TryFrom<SparseIndexVectorRef<'a>> for SparseIndexVector {
            type Error = ::planus::Error;

            fn try_from(value: SparseIndexVectorRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(match value {
                    SparseIndexVectorRef::Int32Vector(value) => {
                        Self::Int32Vector(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    SparseIndexVectorRef::Uint16Vector(value) => {
                        Self::Uint16Vector(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    SparseIndexVectorRef::Uint8Vector(value) => {
                        Self::Uint8Vector(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }
                })
            }
        }

        impl<'a> ::planus::TableReadUnion<'a> for SparseIndexVectorRef<'a> {
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                tag: u8,
                field_offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                match tag {
                    1 => ::core::result::Result::Ok(Self::Int32Vector(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    2 => ::core::result::Result::Ok(Self::Uint16Vector(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    3 => ::core::result::Result::Ok(Self::Uint8Vector(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    _ => ::core::result::Result::Err(::planus::errors::ErrorKind::UnknownUnionTag { tag }),
                }
            }
        }

        impl<'a> ::planus::VectorReadUnion<'a> for SparseIndexVectorRef<'a> {
            const VECTOR_NAME: &'static str = "[SparseIndexVectorRef]";
        }

        /// The union `BuiltinOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub enum BuiltinOptions {
            Conv2DOptions(::planus::alloc::boxed::Box<self::Conv2DOptions>),
            DepthwiseConv2DOptions(::planus::alloc::boxed::Box<self::DepthwiseConv2DOptions>),
            ConcatEmbeddingsOptions(::planus::alloc::boxed::Box<self::ConcatEmbeddingsOptions>),
            LshProjectionOptions(::planus::alloc::boxed::Box<self::LshProjectionOptions>),
            Pool2DOptions(::planus::alloc::boxed::Box<self::Pool2DOptions>),
            SvdfOptions(::planus::alloc::boxed::Box<self::SvdfOptions>),
            RnnOptions(::planus::alloc::boxed::Box<self::RnnOptions>),
            FullyConnectedOptions(::planus::alloc::boxed::Box<self::FullyConnectedOptions>),
            SoftmaxOptions(::planus::alloc::boxed::Box<self::SoftmaxOptions>),
            ConcatenationOptions(::planus::alloc::boxed::Box<self::ConcatenationOptions>),
            AddOptions(::planus::alloc::boxed::Box<self::AddOptions>),
            L2NormOptions(::planus::alloc::boxed::Box<self::L2NormOptions>),
            LocalResponseNormalizationOptions(::planus::alloc::boxed::Box<self::LocalResponseNormalizationOptions>),
            LstmOptions(::planus::alloc::boxed::Box<self::LstmOptions>),
            ResizeBilinearOptions(::planus::alloc::boxed::Box<self::ResizeBilinearOptions>),
            CallOptions(::planus::alloc::boxed::Box<self::CallOptions>),
            ReshapeOptions(::planus::alloc::boxed::Box<self::ReshapeOptions>),
            SkipGramOptions(::planus::alloc::boxed::Box<self::SkipGramOptions>),
            SpaceToDepthOptions(::planus::alloc::boxed::Box<self::SpaceToDepthOptions>),
            EmbeddingLookupSparseOptions(::planus::alloc::boxed::Box<self::EmbeddingLookupSparseOptions>),
            MulOptions(::planus::alloc::boxed::Box<self::MulOptions>),
            PadOptions(::planus::alloc::boxed::Box<self::PadOptions>),
            GatherOptions(::planus::alloc::boxed::Box<self::GatherOptions>),
            BatchToSpaceNdOptions(::planus::alloc::boxed::Box<self::BatchToSpaceNdOptions>),
            SpaceToBatchNdOptions(::planus::alloc::boxed::Box<self::SpaceToBatchNdOptions>),
            TransposeOptions(::planus::alloc::boxed::Box<self::TransposeOptions>),
            ReducerOptions(::planus::alloc::boxed::Box<self::ReducerOptions>),
            SubOptions(::planus::alloc::boxed::Box<self::SubOptions>),
            DivOptions(::planus::alloc::boxed::Box<self::DivOptions>),
            SqueezeOptions(::planus::alloc::boxed::Box<self::SqueezeOptions>),
            SequenceRnnOptions(::planus::alloc::boxed::Box<self::SequenceRnnOptions>),
            StridedSliceOptions(::planus::alloc::boxed::Box<self::StridedSliceOptions>),
            ExpOptions(::planus::alloc::boxed::Box<self::ExpOptions>),
            TopKv2Options(::planus::alloc::boxed::Box<self::TopKv2Options>),
            SplitOptions(::planus::alloc::boxed::Box<self::SplitOptions>),
            LogSoftmaxOptions(::planus::alloc::boxed::Box<self::LogSoftmaxOptions>),
            CastOptions(::planus::alloc::boxed::Box<self::CastOptions>),
            DequantizeOptions(::planus::alloc::boxed::Box<self::DequantizeOptions>),
            MaximumMinimumOptions(::planus::alloc::boxed::Box<self::MaximumMinimumOptions>),
            ArgMaxOptions(::planus::alloc::boxed::Box<self::ArgMaxOptions>),
            LessOptions(::planus::alloc::boxed::Box<self::LessOptions>),
            NegOptions(::planus::alloc::boxed::Box<self::NegOptions>),
            PadV2Options(::planus::alloc::boxed::Box<self::PadV2Options>),
            GreaterOptions(::planus::alloc::boxed::Box<self::GreaterOptions>),
            GreaterEqualOptions(::planus::alloc::boxed::Box<self::GreaterEqualOptions>),
            LessEqualOptions(::planus::alloc::boxed::Box<self::LessEqualOptions>),
            SelectOptions(::planus::alloc::boxed::Box<self::SelectOptions>),
            SliceOptions(::planus::alloc::boxed::Box<self::SliceOptions>),
            TransposeConvOptions(::planus::alloc::boxed::Box<self::TransposeConvOptions>),
            SparseToDenseOptions(::planus::alloc::boxed::Box<self::SparseToDenseOptions>),
            TileOptions(::planus::alloc::boxed::Box<self::TileOptions>),
            ExpandDimsOptions(::planus::alloc::boxed::Box<self::ExpandDimsOptions>),
            EqualOptions(::planus::alloc::boxed::Box<self::EqualOptions>),
            NotEqualOptions(::planus::alloc::boxed::Box<self::NotEqualOptions>),
            ShapeOptions(::planus::alloc::boxed::Box<self::ShapeOptions>),
            PowOptions(::planus::alloc::boxed::Box<self::PowOptions>),
            ArgMinOptions(::planus::alloc::boxed::Box<self::ArgMinOptions>),
            FakeQuantOptions(::planus::alloc::boxed::Box<self::FakeQuantOptions>),
            PackOptions(::planus::alloc::boxed::Box<self::PackOptions>),
            LogicalOrOptions(::planus::alloc::boxed::Box<self::LogicalOrOptions>),
            OneHotOptions(::planus::alloc::boxed::Box<self::OneHotOptions>),
            LogicalAndOptions(::planus::alloc::boxed::Box<self::LogicalAndOptions>),
            LogicalNotOptions(::planus::alloc::boxed::Box<self::LogicalNotOptions>),
            UnpackOptions(::planus::alloc::boxed::Box<self::UnpackOptions>),
            FloorDivOptions(::planus::alloc::boxed::Box<self::FloorDivOptions>),
            SquareOptions(::planus::alloc::boxed::Box<self::SquareOptions>),
            ZerosLikeOptions(::planus::alloc::boxed::Box<self::ZerosLikeOptions>),
            FillOptions(::planus::alloc::boxed::Box<self::FillOptions>),
            BidirectionalSequenceLstmOptions(::planus::alloc::boxed::Box<self::BidirectionalSequenceLstmOptions>),
            BidirectionalSequenceRnnOptions(::planus::alloc::boxed::Box<self::BidirectionalSequenceRnnOptions>),
            UnidirectionalSequenceLstmOptions(::planus::alloc::boxed::Box<self::UnidirectionalSequenceLstmOptions>),
            FloorModOptions(::planus::alloc::boxed::Box<self::FloorModOptions>),
            RangeOptions(::planus::alloc::boxed::Box<self::RangeOptions>),
            ResizeNearestNeighborOptions(::planus::alloc::boxed::Box<self::ResizeNearestNeighborOptions>),
            LeakyReluOptions(::planus::alloc::boxed::Box<self::LeakyReluOptions>),
            SquaredDifferenceOptions(::planus::alloc::boxed::Box<self::SquaredDifferenceOptions>),
            MirrorPadOptions(::planus::alloc::boxed::Box<self::MirrorPadOptions>),
            AbsOptions(::planus::alloc::boxed::Box<self::AbsOptions>),
            SplitVOptions(::planus::alloc::boxed::Box<self::SplitVOptions>),
            UniqueOptions(::planus::alloc::boxed::Box<self::UniqueOptions>),
            ReverseV2Options(::planus::alloc::boxed::Box<self::ReverseV2Options>),
            AddNOptions(::planus::alloc::boxed::Box<self::AddNOptions>),
            GatherNdOptions(::planus::alloc::boxed::Box<self::GatherNdOptions>),
            CosOptions(::planus::alloc::boxed::Box<self::CosOptions>),
            WhereOptions(::planus::alloc::boxed::Box<self::WhereOptions>),
            RankOptions(::planus::alloc::boxed::Box<self::RankOptions>),
            ReverseSequenceOptions(::planus::alloc::boxed::Box<self::ReverseSequenceOptions>),
            MatrixDiagOptions(::planus::alloc::boxed::Box<self::MatrixDiagOptions>),
            QuantizeOptions(::planus::alloc::boxed::Box<self::QuantizeOptions>),
            MatrixSetDiagOptions(::planus::alloc::boxed::Box<self::MatrixSetDiagOptions>),
            HardSwishOptions(::planus::alloc::boxed::Box<self::HardSwishOptions>),
            IfOptions(::planus::alloc::boxed::Box<self::IfOptions>),
            WhileOptions(::planus::alloc::boxed::Box<self::WhileOptions>),
            DepthToSpaceOptions(::planus::alloc::boxed::Box<self::DepthToSpaceOptions>),
            NonMaxSuppressionV4Options(::planus::alloc::boxed::Box<self::NonMaxSuppressionV4Options>),
            NonMaxSuppressionV5Options(::planus::alloc::boxed::Box<self::NonMaxSuppressionV5Options>),
            ScatterNdOptions(::planus::alloc::boxed::Box<self::ScatterNdOptions>),
            SelectV2Options(::planus::alloc::boxed::Box<self::SelectV2Options>),
            DensifyOptions(::planus::alloc::boxed::Box<self::DensifyOptions>),
            SegmentSumOptions(::planus::alloc::boxed::Box<self::SegmentSumOptions>),
            BatchMatMulOptions(::planus::alloc::boxed::Box<self::BatchMatMulOptions>),
            CumsumOptions(::planus::alloc::boxed::Box<self::CumsumOptions>),
            CallOnceOptions(::planus::alloc::boxed::Box<self::CallOnceOptions>),
            BroadcastToOptions(::planus::alloc::boxed::Box<self::BroadcastToOptions>),
            Rfft2dOptions(::planus::alloc::boxed::Box<self::Rfft2dOptions>),
            Conv3DOptions(::planus::alloc::boxed::Box<self::Conv3DOptions>),
            HashtableOptions(::planus::alloc::boxed::Box<self::HashtableOptions>),
            HashtableFindOptions(::planus::alloc::boxed::Box<self::HashtableFindOptions>),
            HashtableImportOptions(::planus::alloc::boxed::Box<self::HashtableImportOptions>),
            HashtableSizeOptions(::planus::alloc::boxed::Box<self::HashtableSizeOptions>),
            VarHandleOptions(::planus::alloc::boxed::Box<self::VarHandleOptions>),
            ReadVariableOptions(::planus::alloc::boxed::Box<self::ReadVariableOptions>),
            AssignVariableOptions(::planus::alloc::boxed::Box<self::AssignVariableOptions>),
            RandomOptions(::planus::alloc::boxed::Box<self::RandomOptions>),
            BucketizeOptions(::planus::alloc::boxed::Box<self::BucketizeOptions>),
            GeluOptions(::planus::alloc::boxed::Box<self::GeluOptions>),
            DynamicUpdateSliceOptions(::planus::alloc::boxed::Box<self::DynamicUpdateSliceOptions>),
            UnsortedSegmentProdOptions(::planus::alloc::boxed::Box<self::UnsortedSegmentProdOptions>),
            UnsortedSegmentMaxOptions(::planus::alloc::boxed::Box<self::UnsortedSegmentMaxOptions>),
            UnsortedSegmentMinOptions(::planus::alloc::boxed::Box<self::UnsortedSegmentMinOptions>),
            UnsortedSegmentSumOptions(::planus::alloc::boxed::Box<self::UnsortedSegmentSumOptions>),
            ATan2Options(::planus::alloc::boxed::Box<self::ATan2Options>),
            SignOptions(::planus::alloc::boxed::Box<self::SignOptions>),
            BitcastOptions(::planus::alloc::boxed::Box<self::BitcastOptions>),
            BitwiseXorOptions(::planus::alloc::boxed::Box<self::BitwiseXorOptions>),
            RightShiftOptions(::planus::alloc::boxed::Box<self::RightShiftOptions>),
        }

        /// Reference to a deserialized [BuiltinOptions].
        #[derive(Copy, Clone, Debug)]
        pub enum BuiltinOptionsRef<'a> {
            Conv2DOptions(self::Conv2DOptionsRef<'a>),
            DepthwiseConv2DOptions(self::DepthwiseConv2DOptionsRef<'a>),
            ConcatEmbeddingsOptions(self::ConcatEmbeddingsOptionsRef<'a>),
            LshProjectionOptions(self::LshProjectionOptionsRef<'a>),
            Pool2DOptions(self::Pool2DOptionsRef<'a>),
            SvdfOptions(self::SvdfOptionsRef<'a>),
            RnnOptions(self::RnnOptionsRef<'a>),
            FullyConnectedOptions(self::FullyConnectedOptionsRef<'a>),
            SoftmaxOptions(self::SoftmaxOptionsRef<'a>),
            ConcatenationOptions(self::ConcatenationOptionsRef<'a>),
            AddOptions(self::AddOptionsRef<'a>),
            L2NormOptions(self::L2NormOptionsRef<'a>),
            LocalResponseNormalizationOptions(self::LocalResponseNormalizationOptionsRef<'a>),
            LstmOptions(self::LstmOptionsRef<'a>),
            ResizeBilinearOptions(self::ResizeBilinearOptionsRef<'a>),
            CallOptions(self::CallOptionsRef<'a>),
            ReshapeOptions(self::ReshapeOptionsRef<'a>),
            SkipGramOptions(self::SkipGramOptionsRef<'a>),
            SpaceToDepthOptions(self::SpaceToDepthOptionsRef<'a>),
            EmbeddingLookupSparseOptions(self::EmbeddingLookupSparseOptionsRef<'a>),
            MulOptions(self::MulOptionsRef<'a>),
            PadOptions(self::PadOptionsRef<'a>),
            GatherOptions(self::GatherOptionsRef<'a>),
            BatchToSpaceNdOptions(self::BatchToSpaceNdOptionsRef<'a>),
            SpaceToBatchNdOptions(self::SpaceToBatchNdOptionsRef<'a>),
            TransposeOptions(self::TransposeOptionsRef<'a>),
            ReducerOptions(self::ReducerOptionsRef<'a>),
            SubOptions(self::SubOptionsRef<'a>),
            DivOptions(self::DivOptionsRef<'a>),
            SqueezeOptions(self::SqueezeOptionsRef<'a>),
            SequenceRnnOptions(self::SequenceRnnOptionsRef<'a>),
            StridedSliceOptions(self::StridedSliceOptionsRef<'a>),
            ExpOptions(self::ExpOptionsRef<'a>),
            TopKv2Options(self::TopKv2OptionsRef<'a>),
            SplitOptions(self::SplitOptionsRef<'a>),
            LogSoftmaxOptions(self::LogSoftmaxOptionsRef<'a>),
            CastOptions(self::CastOptionsRef<'a>),
            DequantizeOptions(self::DequantizeOptionsRef<'a>),
            MaximumMinimumOptions(self::MaximumMinimumOptionsRef<'a>),
            ArgMaxOptions(self::ArgMaxOptionsRef<'a>),
            LessOptions(self::LessOptionsRef<'a>),
            NegOptions(self::NegOptionsRef<'a>),
            PadV2Options(self::PadV2OptionsRef<'a>),
            GreaterOptions(self::GreaterOptionsRef<'a>),
            GreaterEqualOptions(self::GreaterEqualOptionsRef<'a>),
            LessEqualOptions(self::LessEqualOptionsRef<'a>),
            SelectOptions(self::SelectOptionsRef<'a>),
            SliceOptions(self::SliceOptionsRef<'a>),
            TransposeConvOptions(self::TransposeConvOptionsRef<'a>),
            SparseToDenseOptions(self::SparseToDenseOptionsRef<'a>),
            TileOptions(self::TileOptionsRef<'a>),
            ExpandDimsOptions(self::ExpandDimsOptionsRef<'a>),
            EqualOptions(self::EqualOptionsRef<'a>),
            NotEqualOptions(self::NotEqualOptionsRef<'a>),
            ShapeOptions(self::ShapeOptionsRef<'a>),
            PowOptions(self::PowOptionsRef<'a>),
            ArgMinOptions(self::ArgMinOptionsRef<'a>),
            FakeQuantOptions(self::FakeQuantOptionsRef<'a>),
            PackOptions(self::PackOptionsRef<'a>),
            LogicalOrOptions(self::LogicalOrOptionsRef<'a>),
            OneHotOptions(self::OneHotOptionsRef<'a>),
            LogicalAndOptions(self::LogicalAndOptionsRef<'a>),
            LogicalNotOptions(self::LogicalNotOptionsRef<'a>),
            UnpackOptions(self::UnpackOptionsRef<'a>),
            FloorDivOptions(self::FloorDivOptionsRef<'a>),
            SquareOptions(self::SquareOptionsRef<'a>),
            ZerosLikeOptions(self::ZerosLikeOptionsRef<'a>),
            FillOptions(self::FillOptionsRef<'a>),
            BidirectionalSequenceLstmOptions(self::BidirectionalSequenceLstmOptionsRef<'a>),
            BidirectionalSequenceRnnOptions(self::BidirectionalSequenceRnnOptionsRef<'a>),
            UnidirectionalSequenceLstmOptions(self::UnidirectionalSequenceLstmOptionsRef<'a>),
            FloorModOptions(self::FloorModOptionsRef<'a>),
            RangeOptions(self::RangeOptionsRef<'a>),
            ResizeNearestNeighborOptions(self::ResizeNearestNeighborOptionsRef<'a>),
            LeakyReluOptions(self::LeakyReluOptionsRef<'a>),
            SquaredDifferenceOptions(self::SquaredDifferenceOptionsRef<'a>),
            MirrorPadOptions(self::MirrorPadOptionsRef<'a>),
            AbsOptions(self::AbsOptionsRef<'a>),
            SplitVOptions(self::SplitVOptionsRef<'a>),
            UniqueOptions(self::UniqueOptionsRef<'a>),
            ReverseV2Options(self::ReverseV2OptionsRef<'a>),
            AddNOptions(self::AddNOptionsRef<'a>),
            GatherNdOptions(self::GatherNdOptionsRef<'a>),
            CosOptions(self::CosOptionsRef<'a>),
            WhereOptions(self::WhereOptionsRef<'a>),
            RankOptions(self::RankOptionsRef<'a>),
            ReverseSequenceOptions(self::ReverseSequenceOptionsRef<'a>),
            MatrixDiagOptions(self::MatrixDiagOptionsRef<'a>),
            QuantizeOptions(self::QuantizeOptionsRef<'a>),
            MatrixSetDiagOptions(self::MatrixSetDiagOptionsRef<'a>),
            HardSwishOptions(self::HardSwishOptionsRef<'a>),
            IfOptions(self::IfOptionsRef<'a>),
            WhileOptions(self::WhileOptionsRef<'a>),
            DepthToSpaceOptions(self::DepthToSpaceOptionsRef<'a>),
            NonMaxSuppressionV4Options(self::NonMaxSuppressionV4OptionsRef<'a>),
            NonMaxSuppressionV5Options(self::NonMaxSuppressionV5OptionsRef<'a>),
            ScatterNdOptions(self::ScatterNdOptionsRef<'a>),
            SelectV2Options(self::SelectV2OptionsRef<'a>),
            DensifyOptions(self::DensifyOptionsRef<'a>),
            SegmentSumOptions(self::SegmentSumOptionsRef<'a>),
            BatchMatMulOptions(self::BatchMatMulOptionsRef<'a>),
            CumsumOptions(self::CumsumOptionsRef<'a>),
            CallOnceOptions(self::CallOnceOptionsRef<'a>),
            BroadcastToOptions(self::BroadcastToOptionsRef<'a>),
            Rfft2dOptions(self::Rfft2dOptionsRef<'a>),
            Conv3DOptions(self::Conv3DOptionsRef<'a>),
            HashtableOptions(self::HashtableOptionsRef<'a>),
            HashtableFindOptions(self::HashtableFindOptionsRef<'a>),
            HashtableImportOptions(self::HashtableImportOptionsRef<'a>),
            HashtableSizeOptions(self::HashtableSizeOptionsRef<'a>),
            VarHandleOptions(self::VarHandleOptionsRef<'a>),
            ReadVariableOptions(self::ReadVariableOptionsRef<'a>),
            AssignVariableOptions(self::AssignVariableOptionsRef<'a>),
            RandomOptions(self::RandomOptionsRef<'a>),
            BucketizeOptions(self::BucketizeOptionsRef<'a>),
            GeluOptions(self::GeluOptionsRef<'a>),
            DynamicUpdateSliceOptions(self::DynamicUpdateSliceOptionsRef<'a>),
            UnsortedSegmentProdOptions(self::UnsortedSegmentProdOptionsRef<'a>),
            UnsortedSegmentMaxOptions(self::UnsortedSegmentMaxOptionsRef<'a>),
            UnsortedSegmentMinOptions(self::UnsortedSegmentMinOptionsRef<'a>),
            UnsortedSegmentSumOptions(self::UnsortedSegmentSumOptionsRef<'a>),
            ATan2Options(self::ATan2OptionsRef<'a>),
            SignOptions(self::SignOptionsRef<'a>),
            BitcastOptions(self::BitcastOptionsRef<'a>),
            BitwiseXorOptions(self::BitwiseXorOptionsRef<'a>),
            RightShiftOptions(self::RightShiftOptionsRef<'a>),
        }

        impl<'a> ::core::convert::TryFrom<BuiltinOptionsRef<'a>> for BuiltinOptions {
            type Error = ::planus::Error;

            fn try_from(value: BuiltinOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(match value {
                    BuiltinOptionsRef::Conv2DOptions(value) => Self::Conv2DOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::DepthwiseConv2DOptions(value) => Self::DepthwiseConv2DOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::ConcatEmbeddingsOptions(value) => Self::ConcatEmbeddingsOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::LshProjectionOptions(value) => Self::LshProjectionOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::Pool2DOptions(value) => Self::Pool2DOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::SvdfOptions(value) => {
                        Self::SvdfOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::RnnOptions(value) => {
                        Self::RnnOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::FullyConnectedOptions(value) => Self::FullyConnectedOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::SoftmaxOptions(value) => Self::SoftmaxOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::ConcatenationOptions(value) => Self::ConcatenationOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::AddOptions(value) => {
                        Self::AddOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::L2NormOptions(value) => Self::L2NormOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::LocalResponseNormalizationOptions(value) => {
                        Self::LocalResponseNormalizationOptions(::planus::alloc::boxed::Box::new(
                            ::core::convert::TryFrom::try_from(value)?,
                        ))
                    }

                    BuiltinOptionsRef::LstmOptions(value) => {
                        Self::LstmOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::ResizeBilinearOptions(value) => Self::ResizeBilinearOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::CallOptions(value) => {
                        Self::CallOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::ReshapeOptions(value) => Self::ReshapeOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::SkipGramOptions(value) => Self::SkipGramOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::SpaceToDepthOptions(value) => Self::SpaceToDepthOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::EmbeddingLookupSparseOptions(value) => Self::EmbeddingLookupSparseOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::MulOptions(value) => {
                        Self::MulOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::PadOptions(value) => {
                        Self::PadOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::GatherOptions(value) => Self::GatherOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::BatchToSpaceNdOptions(value) => Self::BatchToSpaceNdOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::SpaceToBatchNdOptions(value) => Self::SpaceToBatchNdOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::TransposeOptions(value) => Self::TransposeOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::ReducerOptions(value) => Self::ReducerOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::SubOptions(value) => {
                        Self::SubOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::DivOptions(value) => {
                        Self::DivOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::SqueezeOptions(value) => Self::SqueezeOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::SequenceRnnOptions(value) => Self::SequenceRnnOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::StridedSliceOptions(value) => Self::StridedSliceOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::ExpOptions(value) => {
                        Self::ExpOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::TopKv2Options(value) => Self::TopKv2Options(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::SplitOptions(value) => {
                        Self::SplitOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::LogSoftmaxOptions(value) => Self::LogSoftmaxOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::CastOptions(value) => {
                        Self::CastOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::DequantizeOptions(value) => Self::DequantizeOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::MaximumMinimumOptions(value) => Self::MaximumMinimumOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::ArgMaxOptions(value) => Self::ArgMaxOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::LessOptions(value) => {
                        Self::LessOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::NegOptions(value) => {
                        Self::NegOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::PadV2Options(value) => {
                        Self::PadV2Options(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::GreaterOptions(value) => Self::GreaterOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::GreaterEqualOptions(value) => Self::GreaterEqualOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::LessEqualOptions(value) => Self::LessEqualOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::SelectOptions(value) => Self::SelectOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::SliceOptions(value) => {
                        Self::SliceOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::TransposeConvOptions(value) => Self::TransposeConvOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::SparseToDenseOptions(value) => Self::SparseToDenseOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::TileOptions(value) => {
                        Self::TileOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::ExpandDimsOptions(value) => Self::ExpandDimsOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::EqualOptions(value) => {
                        Self::EqualOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::NotEqualOptions(value) => Self::NotEqualOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::ShapeOptions(value) => {
                        Self::ShapeOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::PowOptions(value) => {
                        Self::PowOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::ArgMinOptions(value) => Self::ArgMinOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::FakeQuantOptions(value) => Self::FakeQuantOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::PackOptions(value) => {
                        Self::PackOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::LogicalOrOptions(value) => Self::LogicalOrOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::OneHotOptions(value) => Self::OneHotOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::LogicalAndOptions(value) => Self::LogicalAndOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::LogicalNotOptions(value) => Self::LogicalNotOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::UnpackOptions(value) => Self::UnpackOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::FloorDivOptions(value) => Self::FloorDivOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::SquareOptions(value) => Self::SquareOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::ZerosLikeOptions(value) => Self::ZerosLikeOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::FillOptions(value) => {
                        Self::FillOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::BidirectionalSequenceLstmOptions(value) => {
                        Self::BidirectionalSequenceLstmOptions(::planus::alloc::boxed::Box::new(
                            ::core::convert::TryFrom::try_from(value)?,
                        ))
                    }

                    BuiltinOptionsRef::BidirectionalSequenceRnnOptions(value) => Self::BidirectionalSequenceRnnOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::UnidirectionalSequenceLstmOptions(value) => {
                        Self::UnidirectionalSequenceLstmOptions(::planus::alloc::boxed::Box::new(
                            ::core::convert::TryFrom::try_from(value)?,
                        ))
                    }

                    BuiltinOptionsRef::FloorModOptions(value) => Self::FloorModOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::RangeOptions(value) => {
                        Self::RangeOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::ResizeNearestNeighborOptions(value) => Self::ResizeNearestNeighborOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::LeakyReluOptions(value) => Self::LeakyReluOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::SquaredDifferenceOptions(value) => Self::SquaredDifferenceOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::MirrorPadOptions(value) => Self::MirrorPadOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::AbsOptions(value) => {
                        Self::AbsOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::SplitVOptions(value) => Self::SplitVOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::UniqueOptions(value) => Self::UniqueOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::ReverseV2Options(value) => Self::ReverseV2Options(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::AddNOptions(value) => {
                        Self::AddNOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::GatherNdOptions(value) => Self::GatherNdOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::CosOptions(value) => {
                        Self::CosOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::WhereOptions(value) => {
                        Self::WhereOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::RankOptions(value) => {
                        Self::RankOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::ReverseSequenceOptions(value) => Self::ReverseSequenceOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::MatrixDiagOptions(value) => Self::MatrixDiagOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::QuantizeOptions(value) => Self::QuantizeOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::MatrixSetDiagOptions(value) => Self::MatrixSetDiagOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::HardSwishOptions(value) => Self::HardSwishOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::IfOptions(value) => {
                        Self::IfOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::WhileOptions(value) => {
                        Self::WhileOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::DepthToSpaceOptions(value) => Self::DepthToSpaceOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::NonMaxSuppressionV4Options(value) => Self::NonMaxSuppressionV4Options(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::NonMaxSuppressionV5Options(value) => Self::NonMaxSuppressionV5Options(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::ScatterNdOptions(value) => Self::ScatterNdOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::SelectV2Options(value) => Self::SelectV2Options(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::DensifyOptions(value) => Self::DensifyOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::SegmentSumOptions(value) => Self::SegmentSumOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::BatchMatMulOptions(value) => Self::BatchMatMulOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::CumsumOptions(value) => Self::CumsumOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::CallOnceOptions(value) => Self::CallOnceOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::BroadcastToOptions(value) => Self::BroadcastToOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::Rfft2dOptions(value) => Self::Rfft2dOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::Conv3DOptions(value) => Self::Conv3DOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::HashtableOptions(value) => Self::HashtableOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::HashtableFindOptions(value) => Self::HashtableFindOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::HashtableImportOptions(value) => Self::HashtableImportOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::HashtableSizeOptions(value) => Self::HashtableSizeOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::VarHandleOptions(value) => Self::VarHandleOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::ReadVariableOptions(value) => Self::ReadVariableOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::AssignVariableOptions(value) => Self::AssignVariableOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::RandomOptions(value) => Self::RandomOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::BucketizeOptions(value) => Self::BucketizeOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::GeluOptions(value) => {
                        Self::GeluOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::DynamicUpdateSliceOptions(value) => Self::DynamicUpdateSliceOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::UnsortedSegmentProdOptions(value) => Self::UnsortedSegmentProdOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::UnsortedSegmentMaxOptions(value) => Self::UnsortedSegmentMaxOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::UnsortedSegmentMinOptions(value) => Self::UnsortedSegmentMinOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::UnsortedSegmentSumOptions(value) => Self::UnsortedSegmentSumOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::ATan2Options(value) => {
                        Self::ATan2Options(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::SignOptions(value) => {
                        Self::SignOptions(::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?))
                    }

                    BuiltinOptionsRef::BitcastOptions(value) => Self::BitcastOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptionsRef::BitwiseXorOptions(value) => Self::BitwiseXorOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptionsRef::RightShiftOptions(value) => Self::RightShiftOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),
                })
            }
        }

        impl<'a> ::planus::TableReadUnion<'a> for BuiltinOptionsRef<'a> {
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                tag: u8,
                field_offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                match tag {
                    1 => ::core::result::Result::Ok(Self::Conv2DOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    2 => ::core::result::Result::Ok(Self::DepthwiseConv2DOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    3 => ::core::result::Result::Ok(Self::ConcatEmbeddingsOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    4 => ::core::result::Result::Ok(Self::LshProjectionOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    5 => ::core::result::Result::Ok(Self::Pool2DOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    6 => ::core::result::Result::Ok(Self::SvdfOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    7 => ::core::result::Result::Ok(Self::RnnOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    8 => ::core::result::Result::Ok(Self::FullyConnectedOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    9 => ::core::result::Result::Ok(Self::SoftmaxOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    10 => ::core::result::Result::Ok(Self::ConcatenationOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    11 => ::core::result::Result::Ok(Self::AddOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    12 => ::core::result::Result::Ok(Self::L2NormOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    13 => ::core::result::Result::Ok(Self::LocalResponseNormalizationOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    14 => ::core::result::Result::Ok(Self::LstmOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    15 => ::core::result::Result::Ok(Self::ResizeBilinearOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    16 => ::core::result::Result::Ok(Self::CallOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    17 => ::core::result::Result::Ok(Self::ReshapeOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    18 => ::core::result::Result::Ok(Self::SkipGramOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    19 => ::core::result::Result::Ok(Self::SpaceToDepthOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    20 => ::core::result::Result::Ok(Self::EmbeddingLookupSparseOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    21 => ::core::result::Result::Ok(Self::MulOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    22 => ::core::result::Result::Ok(Self::PadOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    23 => ::core::result::Result::Ok(Self::GatherOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    24 => ::core::result::Result::Ok(Self::BatchToSpaceNdOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    25 => ::core::result::Result::Ok(Self::SpaceToBatchNdOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    26 => ::core::result::Result::Ok(Self::TransposeOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    27 => ::core::result::Result::Ok(Self::ReducerOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    28 => ::core::result::Result::Ok(Self::SubOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    29 => ::core::result::Result::Ok(Self::DivOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    30 => ::core::result::Result::Ok(Self::SqueezeOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    31 => ::core::result::Result::Ok(Self::SequenceRnnOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    32 => ::core::result::Result::Ok(Self::StridedSliceOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    33 => ::core::result::Result::Ok(Self::ExpOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    34 => ::core::result::Result::Ok(Self::TopKv2Options(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    35 => ::core::result::Result::Ok(Self::SplitOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    36 => ::core::result::Result::Ok(Self::LogSoftmaxOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    37 => ::core::result::Result::Ok(Self::CastOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    38 => ::core::result::Result::Ok(Self::DequantizeOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    39 => ::core::result::Result::Ok(Self::MaximumMinimumOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    40 => ::core::result::Result::Ok(Self::ArgMaxOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    41 => ::core::result::Result::Ok(Self::LessOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    42 => ::core::result::Result::Ok(Self::NegOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    43 => ::core::result::Result::Ok(Self::PadV2Options(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    44 => ::core::result::Result::Ok(Self::GreaterOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    45 => ::core::result::Result::Ok(Self::GreaterEqualOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    46 => ::core::result::Result::Ok(Self::LessEqualOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    47 => ::core::result::Result::Ok(Self::SelectOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    48 => ::core::result::Result::Ok(Self::SliceOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    49 => ::core::result::Result::Ok(Self::TransposeConvOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    50 => ::core::result::Result::Ok(Self::SparseToDenseOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    51 => ::core::result::Result::Ok(Self::TileOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    52 => ::core::result::Result::Ok(Self::ExpandDimsOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    53 => ::core::result::Result::Ok(Self::EqualOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    54 => ::core::result::Result::Ok(Self::NotEqualOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    55 => ::core::result::Result::Ok(Self::ShapeOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    56 => ::core::result::Result::Ok(Self::PowOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    57 => ::core::result::Result::Ok(Self::ArgMinOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    58 => ::core::result::Result::Ok(Self::FakeQuantOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    59 => ::core::result::Result::Ok(Self::PackOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    60 => ::core::result::Result::Ok(Self::LogicalOrOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    61 => ::core::result::Result::Ok(Self::OneHotOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    62 => ::core::result::Result::Ok(Self::LogicalAndOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    63 => ::core::result::Result::Ok(Self::LogicalNotOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    64 => ::core::result::Result::Ok(Self::UnpackOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    65 => ::core::result::Result::Ok(Self::FloorDivOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    66 => ::core::result::Result::Ok(Self::SquareOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    67 => ::core::result::Result::Ok(Self::ZerosLikeOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    68 => ::core::result::Result::Ok(Self::FillOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    69 => ::core::result::Result::Ok(Self::BidirectionalSequenceLstmOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    70 => ::core::result::Result::Ok(Self::BidirectionalSequenceRnnOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    71 => ::core::result::Result::Ok(Self::UnidirectionalSequenceLstmOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    72 => ::core::result::Result::Ok(Self::FloorModOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    73 => ::core::result::Result::Ok(Self::RangeOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    74 => ::core::result::Result::Ok(Self::ResizeNearestNeighborOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    75 => ::core::result::Result::Ok(Self::LeakyReluOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    76 => ::core::result::Result::Ok(Self::SquaredDifferenceOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    77 => ::core::result::Result::Ok(Self::MirrorPadOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    78 => ::core::result::Result::Ok(Self::AbsOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    79 => ::core::result::Result::Ok(Self::SplitVOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    80 => ::core::result::Result::Ok(Self::UniqueOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    81 => ::core::result::Result::Ok(Self::ReverseV2Options(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    82 => ::core::result::Result::Ok(Self::AddNOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    83 => ::core::result::Result::Ok(Self::GatherNdOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    84 => ::core::result::Result::Ok(Self::CosOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    85 => ::core::result::Result::Ok(Self::WhereOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    86 => ::core::result::Result::Ok(Self::RankOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    87 => ::core::result::Result::Ok(Self::ReverseSequenceOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    88 => ::core::result::Result::Ok(Self::MatrixDiagOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    89 => ::core::result::Result::Ok(Self::QuantizeOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    90 => ::core::result::Result::Ok(Self::MatrixSetDiagOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    91 => ::core::result::Result::Ok(Self::HardSwishOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    92 => ::core::result::Result::Ok(Self::IfOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    93 => ::core::result::Result::Ok(Self::WhileOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    94 => ::core::result::Result::Ok(Self::DepthToSpaceOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    95 => ::core::result::Result::Ok(Self::NonMaxSuppressionV4Options(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    96 => ::core::result::Result::Ok(Self::NonMaxSuppressionV5Options(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    97 => ::core::result::Result::Ok(Self::ScatterNdOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    98 => ::core::result::Result::Ok(Self::SelectV2Options(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    99 => ::core::result::Result::Ok(Self::DensifyOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    100 => ::core::result::Result::Ok(Self::SegmentSumOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    101 => ::core::result::Result::Ok(Self::BatchMatMulOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    102 => ::core::result::Result::Ok(Self::CumsumOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    103 => ::core::result::Result::Ok(Self::CallOnceOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    104 => ::core::result::Result::Ok(Self::BroadcastToOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    105 => ::core::result::Result::Ok(Self::Rfft2dOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    106 => ::core::result::Result::Ok(Self::Conv3DOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    107 => ::core::result::Result::Ok(Self::HashtableOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    108 => ::core::result::Result::Ok(Self::HashtableFindOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    109 => ::core::result::Result::Ok(Self::HashtableImportOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    110 => ::core::result::Result::Ok(Self::HashtableSizeOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    111 => ::core::result::Result::Ok(Self::VarHandleOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    112 => ::core::result::Result::Ok(Self::ReadVariableOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    113 => ::core::result::Result::Ok(Self::AssignVariableOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    114 => ::core::result::Result::Ok(Self::RandomOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    115 => ::core::result::Result::Ok(Self::BucketizeOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    116 => ::core::result::Result::Ok(Self::GeluOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    117 => ::core::result::Result::Ok(Self::DynamicUpdateSliceOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    118 => ::core::result::Result::Ok(Self::UnsortedSegmentProdOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    119 => ::core::result::Result::Ok(Self::UnsortedSegmentMaxOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    120 => ::core::result::Result::Ok(Self::UnsortedSegmentMinOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    121 => ::core::result::Result::Ok(Self::UnsortedSegmentSumOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    122 => ::core::result::Result::Ok(Self::ATan2Options(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    123 => ::core::result::Result::Ok(Self::SignOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    124 => ::core::result::Result::Ok(Self::BitcastOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    125 => ::core::result::Result::Ok(Self::BitwiseXorOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    126 => ::core::result::Result::Ok(Self::RightShiftOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    _ => ::core::result::Result::Err(::planus::errors::ErrorKind::UnknownUnionTag { tag }),
                }
            }
        }

        impl<'a> ::planus::VectorReadUnion<'a> for BuiltinOptionsRef<'a> {
            const VECTOR_NAME: &'static str = "[BuiltinOptionsRef]";
        }

        /// The union `BuiltinOptions2` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub enum BuiltinOptions2 {
            StablehloConcatenateOptions(::planus::alloc::boxed::Box<self::StablehloConcatenateOptions>),
            StablehloBroadcastInDimOptions(::planus::alloc::boxed::Box<self::StablehloBroadcastInDimOptions>),
            StablehloSliceOptions(::planus::alloc::boxed::Box<self::StablehloSliceOptions>),
            StablehloConvolutionOptions(::planus::alloc::boxed::Box<self::StablehloConvolutionOptions>),
            StablehloCustomCallOptions(::planus::alloc::boxed::Box<self::StablehloCustomCallOptions>),
            StablehloReduceOptions(::planus::alloc::boxed::Box<self::StablehloReduceOptions>),
            StablehloScatterOptions(::planus::alloc::boxed::Box<self::StablehloScatterOptions>),
            StablehloCompareOptions(::planus::alloc::boxed::Box<self::StablehloCompareOptions>),
            StablehloDynamicSliceOptions(::planus::alloc::boxed::Box<self::StablehloDynamicSliceOptions>),
            StablehloPadOptions(::planus::alloc::boxed::Box<self::StablehloPadOptions>),
            StablehloIotaOptions(::planus::alloc::boxed::Box<self::StablehloIotaOptions>),
            StablehloDotGeneralOptions(::planus::alloc::boxed::Box<self::StablehloDotGeneralOptions>),
            StablehloReduceWindowOptions(::planus::alloc::boxed::Box<self::StablehloReduceWindowOptions>),
            StablehloSortOptions(::planus::alloc::boxed::Box<self::StablehloSortOptions>),
            StablehloWhileOptions(::planus::alloc::boxed::Box<self::StablehloWhileOptions>),
            StablehloGatherOptions(::planus::alloc::boxed::Box<self::StablehloGatherOptions>),
            StablehloTransposeOptions(::planus::alloc::boxed::Box<self::StablehloTransposeOptions>),
            DilateOptions(::planus::alloc::boxed::Box<self::DilateOptions>),
            StablehloRngBitGeneratorOptions(::planus::alloc::boxed::Box<self::StablehloRngBitGeneratorOptions>),
            ReduceWindowOptions(::planus::alloc::boxed::Box<self::ReduceWindowOptions>),
            StableHloCompositeOptions(::planus::alloc::boxed::Box<self::StableHloCompositeOptions>),
            StablehloShiftLeftOptions(::planus::alloc::boxed::Box<self::StablehloShiftLeftOptions>),
            StablehloCaseOptions(::planus::alloc::boxed::Box<self::StablehloCaseOptions>),
        }

        /// Reference to a deserialized [BuiltinOptions2].
        #[derive(Copy, Clone, Debug)]
        pub enum BuiltinOptions2Ref<'a> {
            StablehloConcatenateOptions(self::StablehloConcatenateOptionsRef<'a>),
            StablehloBroadcastInDimOptions(self::StablehloBroadcastInDimOptionsRef<'a>),
            StablehloSliceOptions(self::StablehloSliceOptionsRef<'a>),
            StablehloConvolutionOptions(self::StablehloConvolutionOptionsRef<'a>),
            StablehloCustomCallOptions(self::StablehloCustomCallOptionsRef<'a>),
            StablehloReduceOptions(self::StablehloReduceOptionsRef<'a>),
            StablehloScatterOptions(self::StablehloScatterOptionsRef<'a>),
            StablehloCompareOptions(self::StablehloCompareOptionsRef<'a>),
            StablehloDynamicSliceOptions(self::StablehloDynamicSliceOptionsRef<'a>),
            StablehloPadOptions(self::StablehloPadOptionsRef<'a>),
            StablehloIotaOptions(self::StablehloIotaOptionsRef<'a>),
            StablehloDotGeneralOptions(self::StablehloDotGeneralOptionsRef<'a>),
            StablehloReduceWindowOptions(self::StablehloReduceWindowOptionsRef<'a>),
            StablehloSortOptions(self::StablehloSortOptionsRef<'a>),
            StablehloWhileOptions(self::StablehloWhileOptionsRef<'a>),
            StablehloGatherOptions(self::StablehloGatherOptionsRef<'a>),
            StablehloTransposeOptions(self::StablehloTransposeOptionsRef<'a>),
            DilateOptions(self::DilateOptionsRef<'a>),
            StablehloRngBitGeneratorOptions(self::StablehloRngBitGeneratorOptionsRef<'a>),
            ReduceWindowOptions(self::ReduceWindowOptionsRef<'a>),
            StableHloCompositeOptions(self::StableHloCompositeOptionsRef<'a>),
            StablehloShiftLeftOptions(self::StablehloShiftLeftOptionsRef<'a>),
            StablehloCaseOptions(self::StablehloCaseOptionsRef<'a>),
        }

        impl<'a> ::core::convert::TryFrom<BuiltinOptions2Ref<'a>> for BuiltinOptions2 {
            type Error = ::planus::Error;

            fn try_from(value: BuiltinOptions2Ref<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(match value {
                    BuiltinOptions2Ref::StablehloConcatenateOptions(value) => Self::StablehloConcatenateOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloBroadcastInDimOptions(value) => Self::StablehloBroadcastInDimOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloSliceOptions(value) => Self::StablehloSliceOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloConvolutionOptions(value) => Self::StablehloConvolutionOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloCustomCallOptions(value) => Self::StablehloCustomCallOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloReduceOptions(value) => Self::StablehloReduceOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloScatterOptions(value) => Self::StablehloScatterOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloCompareOptions(value) => Self::StablehloCompareOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloDynamicSliceOptions(value) => Self::StablehloDynamicSliceOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloPadOptions(value) => Self::StablehloPadOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloIotaOptions(value) => Self::StablehloIotaOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloDotGeneralOptions(value) => Self::StablehloDotGeneralOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloReduceWindowOptions(value) => Self::StablehloReduceWindowOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloSortOptions(value) => Self::StablehloSortOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloWhileOptions(value) => Self::StablehloWhileOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloGatherOptions(value) => Self::StablehloGatherOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloTransposeOptions(value) => Self::StablehloTransposeOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::DilateOptions(value) => Self::DilateOptions(::planus::alloc::boxed::Box::new(
                        ::core::convert::TryFrom::try_from(value)?,
                    )),

                    BuiltinOptions2Ref::StablehloRngBitGeneratorOptions(value) => {
                        Self::StablehloRngBitGeneratorOptions(::planus::alloc::boxed::Box::new(
                            ::core::convert::TryFrom::try_from(value)?,
                        ))
                    }

                    BuiltinOptions2Ref::ReduceWindowOptions(value) => Self::ReduceWindowOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StableHloCompositeOptions(value) => Self::StableHloCompositeOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloShiftLeftOptions(value) => Self::StablehloShiftLeftOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),

                    BuiltinOptions2Ref::StablehloCaseOptions(value) => Self::StablehloCaseOptions(
                        ::planus::alloc::boxed::Box::new(::core::convert::TryFrom::try_from(value)?),
                    ),
                })
            }
        }

        impl<'a> ::planus::TableReadUnion<'a> for BuiltinOptions2Ref<'a> {
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                tag: u8,
                field_offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                match tag {
                    1 => ::core::result::Result::Ok(Self::StablehloConcatenateOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    2 => ::core::result::Result::Ok(Self::StablehloBroadcastInDimOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    3 => ::core::result::Result::Ok(Self::StablehloSliceOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    4 => ::core::result::Result::Ok(Self::StablehloConvolutionOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    5 => ::core::result::Result::Ok(Self::StablehloCustomCallOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    6 => ::core::result::Result::Ok(Self::StablehloReduceOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    7 => ::core::result::Result::Ok(Self::StablehloScatterOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    8 => ::core::result::Result::Ok(Self::StablehloCompareOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    9 => ::core::result::Result::Ok(Self::StablehloDynamicSliceOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    10 => ::core::result::Result::Ok(Self::StablehloPadOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    11 => ::core::result::Result::Ok(Self::StablehloIotaOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    12 => ::core::result::Result::Ok(Self::StablehloDotGeneralOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    13 => ::core::result::Result::Ok(Self::StablehloReduceWindowOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    14 => ::core::result::Result::Ok(Self::StablehloSortOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    15 => ::core::result::Result::Ok(Self::StablehloWhileOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    16 => ::core::result::Result::Ok(Self::StablehloGatherOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    17 => ::core::result::Result::Ok(Self::StablehloTransposeOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    18 => ::core::result::Result::Ok(Self::DilateOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    19 => ::core::result::Result::Ok(Self::StablehloRngBitGeneratorOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    20 => ::core::result::Result::Ok(Self::ReduceWindowOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    21 => ::core::result::Result::Ok(Self::StableHloCompositeOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    22 => ::core::result::Result::Ok(Self::StablehloShiftLeftOptions(
                        ::planus::TableRead::from_buffer(buffer, field_offset)?,
                    )),
                    23 => ::core::result::Result::Ok(Self::StablehloCaseOptions(::planus::TableRead::from_buffer(
                        buffer,
                        field_offset,
                    )?)),
                    _ => ::core::result::Result::Err(::planus::errors::ErrorKind::UnknownUnionTag { tag }),
                }
            }
        }

        impl<'a> ::planus::VectorReadUnion<'a> for BuiltinOptions2Ref<'a> {
            const VECTOR_NAME: &'static str = "[BuiltinOptions2Ref]";
        }

        /// The table `CustomQuantization` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct CustomQuantization {
            pub custom: ::core::option::Option<::planus::alloc::vec::Vec<u8>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for CustomQuantization {
            fn default() -> Self {
                Self { custom: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [CustomQuantization].
        #[derive(Copy, Clone)]
        pub struct CustomQuantizationRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> CustomQuantizationRef<'a> {
            #[inline]
            pub fn custom(&self) -> ::planus::Result<::core::option::Option<&'a [u8]>> {
                self.0.access(0, "CustomQuantization", "custom")
            }
        }

        impl<'a> ::core::fmt::Debug for CustomQuantizationRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("CustomQuantizationRef");
                if let ::core::option::Option::Some(field_custom) = self.custom().transpose() {
                    f.field("custom", &field_custom);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<CustomQuantizationRef<'a>> for CustomQuantization {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: CustomQuantizationRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { custom: value.custom()?.map(|v| v.to_vec()) })
            }
        }

        impl<'a> ::planus::TableRead<'a> for CustomQuantizationRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for CustomQuantizationRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[CustomQuantizationRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for CustomQuantizationRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[CustomQuantizationRef]", "read_as_root", 0))
            }
        }

        /// The table `BlockwiseQuantization` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct BlockwiseQuantization {
            pub scales: i32,
            pub zero_points: i32,
            pub block_size: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for BlockwiseQuantization {
            fn default() -> Self {
                Self { scales: 0, zero_points: 0, block_size: 0 }
            }
        }

        /// Reference to a deserialized [BlockwiseQuantization].
        #[derive(Copy, Clone)]
        pub struct BlockwiseQuantizationRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> BlockwiseQuantizationRef<'a> {
            #[inline]
            pub fn scales(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "BlockwiseQuantization", "scales")?.unwrap_or(0))
            }

            #[inline]
            pub fn zero_points(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "BlockwiseQuantization", "zero_points")?.unwrap_or(0))
            }

            #[inline]
            pub fn block_size(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(2, "BlockwiseQuantization", "block_size")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for BlockwiseQuantizationRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("BlockwiseQuantizationRef");
                f.field("scales", &self.scales());
                f.field("zero_points", &self.zero_points());
                f.field("block_size", &self.block_size());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<BlockwiseQuantizationRef<'a>> for BlockwiseQuantization {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: BlockwiseQuantizationRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    scales: ::core::convert::TryInto::try_into(value.scales()?)?,
                    zero_points: ::core::convert::TryInto::try_into(value.zero_points()?)?,
                    block_size: ::core::convert::TryInto::try_into(value.block_size()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for BlockwiseQuantizationRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for BlockwiseQuantizationRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[BlockwiseQuantizationRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for BlockwiseQuantizationRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[BlockwiseQuantizationRef]", "read_as_root", 0))
            }
        }

        /// The table `MultiAxisQuantization` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct MultiAxisQuantization {
            pub scales: i32,
            pub zero_points: i32,
            pub block_size: i32,
            pub quantized_dimensions: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for MultiAxisQuantization {
            fn default() -> Self {
                Self {
                    scales: 0,
                    zero_points: 0,
                    block_size: 0,
                    quantized_dimensions: ::core::default::Default::default(),
                }
            }
        }

        /// Reference to a deserialized [MultiAxisQuantization].
        #[derive(Copy, Clone)]
        pub struct MultiAxisQuantizationRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> MultiAxisQuantizationRef<'a> {
            #[inline]
            pub fn scales(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "MultiAxisQuantization", "scales")?.unwrap_or(0))
            }

            #[inline]
            pub fn zero_points(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "MultiAxisQuantization", "zero_points")?.unwrap_or(0))
            }

            #[inline]
            pub fn block_size(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(2, "MultiAxisQuantization", "block_size")?.unwrap_or(0))
            }

            #[inline]
            pub fn quantized_dimensions(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(3, "MultiAxisQuantization", "quantized_dimensions")
            }
        }

        impl<'a> ::core::fmt::Debug for MultiAxisQuantizationRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("MultiAxisQuantizationRef");
                f.field("scales", &self.scales());
                f.field("zero_points", &self.zero_points());
                f.field("block_size", &self.block_size());
                if let ::core::option::Option::Some(field_quantized_dimensions) =
                    self.quantized_dimensions().transpose()
                {
                    f.field("quantized_dimensions", &field_quantized_dimensions);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<MultiAxisQuantizationRef<'a>> for MultiAxisQuantization {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: MultiAxisQuantizationRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    scales: ::core::convert::TryInto::try_into(value.scales()?)?,
                    zero_points: ::core::convert::TryInto::try_into(value.zero_points()?)?,
                    block_size: ::core::convert::TryInto::try_into(value.block_size()?)?,
                    quantized_dimensions: if let ::core::option::Option::Some(quantized_dimensions) =
                        value.quantized_dimensions()?
                    {
                        ::core::option::Option::Some(quantized_dimensions.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for MultiAxisQuantizationRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for MultiAxisQuantizationRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[MultiAxisQuantizationRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for MultiAxisQuantizationRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[MultiAxisQuantizationRef]", "read_as_root", 0))
            }
        }

        /// The table `QuantizationParameters` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct QuantizationParameters {
            pub min: ::core::option::Option<::planus::alloc::vec::Vec<f32>>,
            pub max: ::core::option::Option<::planus::alloc::vec::Vec<f32>>,
            pub scale: ::core::option::Option<::planus::alloc::vec::Vec<f32>>,
            pub zero_point: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub details: ::core::option::Option<self::QuantizationDetails>,
            pub quantized_dimension: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for QuantizationParameters {
            fn default() -> Self {
                Self {
                    min: ::core::default::Default::default(),
                    max: ::core::default::Default::default(),
                    scale: ::core::default::Default::default(),
                    zero_point: ::core::default::Default::default(),
                    details: ::core::default::Default::default(),
                    quantized_dimension: 0,
                }
            }
        }

        /// Reference to a deserialized [QuantizationParameters].
        #[derive(Copy, Clone)]
        pub struct QuantizationParametersRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> QuantizationParametersRef<'a> {
            #[inline]
            pub fn min(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, f32>>> {
                self.0.access(0, "QuantizationParameters", "min")
            }

            #[inline]
            pub fn max(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, f32>>> {
                self.0.access(1, "QuantizationParameters", "max")
            }

            #[inline]
            pub fn scale(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, f32>>> {
                self.0.access(2, "QuantizationParameters", "scale")
            }

            #[inline]
            pub fn zero_point(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(3, "QuantizationParameters", "zero_point")
            }

            #[inline]
            pub fn details(&self) -> ::planus::Result<::core::option::Option<self::QuantizationDetailsRef<'a>>> {
                self.0.access_union(4, "QuantizationParameters", "details")
            }

            #[inline]
            pub fn quantized_dimension(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(
                    self.0.access(6, "QuantizationParameters", "quantized_dimension")?.unwrap_or(0),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for QuantizationParametersRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("QuantizationParametersRef");
                if let ::core::option::Option::Some(field_min) = self.min().transpose() {
                    f.field("min", &field_min);
                }
                if let ::core::option::Option::Some(field_max) = self.max().transpose() {
                    f.field("max", &field_max);
                }
                if let ::core::option::Option::Some(field_scale) = self.scale().transpose() {
                    f.field("scale", &field_scale);
                }
                if let ::core::option::Option::Some(field_zero_point) = self.zero_point().transpose() {
                    f.field("zero_point", &field_zero_point);
                }
                if let ::core::option::Option::Some(field_details) = self.details().transpose() {
                    f.field("details", &field_details);
                }
                f.field("quantized_dimension", &self.quantized_dimension());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<QuantizationParametersRef<'a>> for QuantizationParameters {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: QuantizationParametersRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    min: if let ::core::option::Option::Some(min) = value.min()? {
                        ::core::option::Option::Some(min.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    max: if let ::core::option::Option::Some(max) = value.max()? {
                        ::core::option::Option::Some(max.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    scale: if let ::core::option::Option::Some(scale) = value.scale()? {
                        ::core::option::Option::Some(scale.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    zero_point: if let ::core::option::Option::Some(zero_point) = value.zero_point()? {
                        ::core::option::Option::Some(zero_point.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    details: if let ::core::option::Option::Some(details) = value.details()? {
                        ::core::option::Option::Some(::core::convert::TryInto::try_into(details)?)
                    } else {
                        ::core::option::Option::None
                    },
                    quantized_dimension: ::core::convert::TryInto::try_into(value.quantized_dimension()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for QuantizationParametersRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for QuantizationParametersRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[QuantizationParametersRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for QuantizationParametersRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[QuantizationParametersRef]", "read_as_root", 0))
            }
        }

        /// The table `Int32Vector` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct Int32Vector {
            pub values: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Int32Vector {
            fn default() -> Self {
                Self { values: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [Int32Vector].
        #[derive(Copy, Clone)]
        pub struct Int32VectorRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> Int32VectorRef<'a> {
            #[inline]
            pub fn values(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(0, "Int32Vector", "values")
            }
        }

        impl<'a> ::core::fmt::Debug for Int32VectorRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("Int32VectorRef");
                if let ::core::option::Option::Some(field_values) = self.values().transpose() {
                    f.field("values", &field_values);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<Int32VectorRef<'a>> for Int32Vector {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: Int32VectorRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    values: if let ::core::option::Option::Some(values) = value.values()? {
                        ::core::option::Option::Some(values.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for Int32VectorRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for Int32VectorRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[Int32VectorRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for Int32VectorRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[Int32VectorRef]", "read_as_root", 0))
            }
        }

        /// The table `Uint16Vector` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct Uint16Vector {
            pub values: ::core::option::Option<::planus::alloc::vec::Vec<u16>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Uint16Vector {
            fn default() -> Self {
                Self { values: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [Uint16Vector].
        #[derive(Copy, Clone)]
        pub struct Uint16VectorRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> Uint16VectorRef<'a> {
            #[inline]
            pub fn values(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, u16>>> {
                self.0.access(0, "Uint16Vector", "values")
            }
        }

        impl<'a> ::core::fmt::Debug for Uint16VectorRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("Uint16VectorRef");
                if let ::core::option::Option::Some(field_values) = self.values().transpose() {
                    f.field("values", &field_values);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<Uint16VectorRef<'a>> for Uint16Vector {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: Uint16VectorRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    values: if let ::core::option::Option::Some(values) = value.values()? {
                        ::core::option::Option::Some(values.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for Uint16VectorRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for Uint16VectorRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[Uint16VectorRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for Uint16VectorRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[Uint16VectorRef]", "read_as_root", 0))
            }
        }

        /// The table `Uint8Vector` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct Uint8Vector {
            pub values: ::core::option::Option<::planus::alloc::vec::Vec<u8>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Uint8Vector {
            fn default() -> Self {
                Self { values: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [Uint8Vector].
        #[derive(Copy, Clone)]
        pub struct Uint8VectorRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> Uint8VectorRef<'a> {
            #[inline]
            pub fn values(&self) -> ::planus::Result<::core::option::Option<&'a [u8]>> {
                self.0.access(0, "Uint8Vector", "values")
            }
        }

        impl<'a> ::core::fmt::Debug for Uint8VectorRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("Uint8VectorRef");
                if let ::core::option::Option::Some(field_values) = self.values().transpose() {
                    f.field("values", &field_values);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<Uint8VectorRef<'a>> for Uint8Vector {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: Uint8VectorRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { values: value.values()?.map(|v| v.to_vec()) })
            }
        }

        impl<'a> ::planus::TableRead<'a> for Uint8VectorRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for Uint8VectorRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[Uint8VectorRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for Uint8VectorRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[Uint8VectorRef]", "read_as_root", 0))
            }
        }

        /// The table `DimensionMetadata` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct DimensionMetadata {
            pub format: self::DimensionType,
            pub dense_size: i32,
            pub array_segments: ::core::option::Option<self::SparseIndexVector>,
            pub array_indices: ::core::option::Option<self::SparseIndexVector>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for DimensionMetadata {
            fn default() -> Self {
                Self {
                    format: self::DimensionType::Dense,
                    dense_size: 0,
                    array_segments: ::core::default::Default::default(),
                    array_indices: ::core::default::Default::default(),
                }
            }
        }

        /// Reference to a deserialized [DimensionMetadata].
        #[derive(Copy, Clone)]
        pub struct DimensionMetadataRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> DimensionMetadataRef<'a> {
            #[inline]
            pub fn format(&self) -> ::planus::Result<self::DimensionType> {
                ::core::result::Result::Ok(
                    self.0.access(0, "DimensionMetadata", "format")?.unwrap_or(self::DimensionType::Dense),
                )
            }

            #[inline]
            pub fn dense_size(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "DimensionMetadata", "dense_size")?.unwrap_or(0))
            }

            #[inline]
            pub fn array_segments(&self) -> ::planus::Result<::core::option::Option<self::SparseIndexVectorRef<'a>>> {
                self.0.access_union(2, "DimensionMetadata", "array_segments")
            }

            #[inline]
            pub fn array_indices(&self) -> ::planus::Result<::core::option::Option<self::SparseIndexVectorRef<'a>>> {
                self.0.access_union(4, "DimensionMetadata", "array_indices")
            }
        }

        impl<'a> ::core::fmt::Debug for DimensionMetadataRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("DimensionMetadataRef");
                f.field("format", &self.format());
                f.field("dense_size", &self.dense_size());
                if let ::core::option::Option::Some(field_array_segments) = self.array_segments().transpose() {
                    f.field("array_segments", &field_array_segments);
                }
                if let ::core::option::Option::Some(field_array_indices) = self.array_indices().transpose() {
                    f.field("array_indices", &field_array_indices);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<DimensionMetadataRef<'a>> for DimensionMetadata {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: DimensionMetadataRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    format: ::core::convert::TryInto::try_into(value.format()?)?,
                    dense_size: ::core::convert::TryInto::try_into(value.dense_size()?)?,
                    array_segments: if let ::core::option::Option::Some(array_segments) = value.array_segments()? {
                        ::core::option::Option::Some(::core::convert::TryInto::try_into(array_segments)?)
                    } else {
                        ::core::option::Option::None
                    },
                    array_indices: if let ::core::option::Option::Some(array_indices) = value.array_indices()? {
                        ::core::option::Option::Some(::core::convert::TryInto::try_into(array_indices)?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for DimensionMetadataRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for DimensionMetadataRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[DimensionMetadataRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for DimensionMetadataRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[DimensionMetadataRef]", "read_as_root", 0))
            }
        }

        /// The table `SparsityParameters` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SparsityParameters {
            pub traversal_order: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub block_map: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub dim_metadata: ::core::option::Option<::planus::alloc::vec::Vec<self::DimensionMetadata>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SparsityParameters {
            fn default() -> Self {
                Self {
                    traversal_order: ::core::default::Default::default(),
                    block_map: ::core::default::Default::default(),
                    dim_metadata: ::core::default::Default::default(),
                }
            }
        }

        /// Reference to a deserialized [SparsityParameters].
        #[derive(Copy, Clone)]
        pub struct SparsityParametersRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SparsityParametersRef<'a> {
            #[inline]
            pub fn traversal_order(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(0, "SparsityParameters", "traversal_order")
            }

            #[inline]
            pub fn block_map(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(1, "SparsityParameters", "block_map")
            }

            #[inline]
            pub fn dim_metadata(
                &self,
            ) -> ::planus::Result<
                ::core::option::Option<::planus::Vector<'a, ::planus::Result<self::DimensionMetadataRef<'a>>>>,
            > {
                self.0.access(2, "SparsityParameters", "dim_metadata")
            }
        }

        impl<'a> ::core::fmt::Debug for SparsityParametersRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SparsityParametersRef");
                if let ::core::option::Option::Some(field_traversal_order) = self.traversal_order().transpose() {
                    f.field("traversal_order", &field_traversal_order);
                }
                if let ::core::option::Option::Some(field_block_map) = self.block_map().transpose() {
                    f.field("block_map", &field_block_map);
                }
                if let ::core::option::Option::Some(field_dim_metadata) = self.dim_metadata().transpose() {
                    f.field("dim_metadata", &field_dim_metadata);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SparsityParametersRef<'a>> for SparsityParameters {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SparsityParametersRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    traversal_order: if let ::core::option::Option::Some(traversal_order) = value.traversal_order()? {
                        ::core::option::Option::Some(traversal_order.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    block_map: if let ::core::option::Option::Some(block_map) = value.block_map()? {
                        ::core::option::Option::Some(block_map.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    dim_metadata: if let ::core::option::Option::Some(dim_metadata) = value.dim_metadata()? {
                        ::core::option::Option::Some(dim_metadata.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SparsityParametersRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SparsityParametersRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SparsityParametersRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SparsityParametersRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SparsityParametersRef]", "read_as_root", 0))
            }
        }

        /// The table `VariantSubType` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct VariantSubType {
            pub shape: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub type_: self::TensorType,
            pub has_rank: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for VariantSubType {
            fn default() -> Self {
                Self { shape: ::core::default::Default::default(), type_: self::TensorType::Float32, has_rank: false }
            }
        }

        /// Reference to a deserialized [VariantSubType].
        #[derive(Copy, Clone)]
        pub struct VariantSubTypeRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> VariantSubTypeRef<'a> {
            #[inline]
            pub fn shape(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(0, "VariantSubType", "shape")
            }

            #[inline]
            pub fn type_(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0.access(1, "VariantSubType", "type_")?.unwrap_or(self::TensorType::Float32),
                )
            }

            #[inline]
            pub fn has_rank(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(2, "VariantSubType", "has_rank")?.unwrap_or(false))
            }
        }

        impl<'a> ::core::fmt::Debug for VariantSubTypeRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("VariantSubTypeRef");
                if let ::core::option::Option::Some(field_shape) = self.shape().transpose() {
                    f.field("shape", &field_shape);
                }
                f.field("type_", &self.type_());
                f.field("has_rank", &self.has_rank());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<VariantSubTypeRef<'a>> for VariantSubType {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: VariantSubTypeRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    shape: if let ::core::option::Option::Some(shape) = value.shape()? {
                        ::core::option::Option::Some(shape.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    type_: ::core::convert::TryInto::try_into(value.type_()?)?,
                    has_rank: ::core::convert::TryInto::try_into(value.has_rank()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for VariantSubTypeRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for VariantSubTypeRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[VariantSubTypeRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for VariantSubTypeRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[VariantSubTypeRef]", "read_as_root", 0))
            }
        }

        /// The table `Tensor` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct Tensor {
            pub shape: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub type_: self::TensorType,
            pub buffer: u32,
            pub name: ::core::option::Option<::planus::alloc::string::String>,
            pub quantization: ::core::option::Option<::planus::alloc::boxed::Box<self::QuantizationParameters>>,
            pub is_variable: bool,
            pub sparsity: ::core::option::Option<::planus::alloc::boxed::Box<self::SparsityParameters>>,
            pub shape_signature: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub has_rank: bool,
            pub variant_tensors: ::core::option::Option<::planus::alloc::vec::Vec<self::VariantSubType>>,
            pub external_buffer: u32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Tensor {
            fn default() -> Self {
                Self {
                    shape: ::core::default::Default::default(),
                    type_: self::TensorType::Float32,
                    buffer: 0,
                    name: ::core::default::Default::default(),
                    quantization: ::core::default::Default::default(),
                    is_variable: false,
                    sparsity: ::core::default::Default::default(),
                    shape_signature: ::core::default::Default::default(),
                    has_rank: false,
                    variant_tensors: ::core::default::Default::default(),
                    external_buffer: 0,
                }
            }
        }

        /// Reference to a deserialized [Tensor].
        #[derive(Copy, Clone)]
        pub struct TensorRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> TensorRef<'a> {
            #[inline]
            pub fn shape(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(0, "Tensor", "shape")
            }

            #[inline]
            pub fn type_(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(self.0.access(1, "Tensor", "type_")?.unwrap_or(self::TensorType::Float32))
            }

            #[inline]
            pub fn buffer(&self) -> ::planus::Result<u32> {
                ::core::result::Result::Ok(self.0.access(2, "Tensor", "buffer")?.unwrap_or(0))
            }

            #[inline]
            pub fn name(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(3, "Tensor", "name")
            }

            #[inline]
            pub fn quantization(
                &self,
            ) -> ::planus::Result<::core::option::Option<self::QuantizationParametersRef<'a>>> {
                self.0.access(4, "Tensor", "quantization")
            }

            #[inline]
            pub fn is_variable(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(5, "Tensor", "is_variable")?.unwrap_or(false))
            }

            #[inline]
            pub fn sparsity(&self) -> ::planus::Result<::core::option::Option<self::SparsityParametersRef<'a>>> {
                self.0.access(6, "Tensor", "sparsity")
            }

            #[inline]
            pub fn shape_signature(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(7, "Tensor", "shape_signature")
            }

            #[inline]
            pub fn has_rank(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(8, "Tensor", "has_rank")?.unwrap_or(false))
            }

            #[inline]
            pub fn variant_tensors(
                &self,
            ) -> ::planus::Result<
                ::core::option::Option<::planus::Vector<'a, ::planus::Result<self::VariantSubTypeRef<'a>>>>,
            > {
                self.0.access(9, "Tensor", "variant_tensors")
            }

            #[inline]
            pub fn external_buffer(&self) -> ::planus::Result<u32> {
                ::core::result::Result::Ok(self.0.access(10, "Tensor", "external_buffer")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for TensorRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("TensorRef");
                if let ::core::option::Option::Some(field_shape) = self.shape().transpose() {
                    f.field("shape", &field_shape);
                }
                f.field("type_", &self.type_());
                f.field("buffer", &self.buffer());
                if let ::core::option::Option::Some(field_name) = self.name().transpose() {
                    f.field("name", &field_name);
                }
                if let ::core::option::Option::Some(field_quantization) = self.quantization().transpose() {
                    f.field("quantization", &field_quantization);
                }
                f.field("is_variable", &self.is_variable());
                if let ::core::option::Option::Some(field_sparsity) = self.sparsity().transpose() {
                    f.field("sparsity", &field_sparsity);
                }
                if let ::core::option::Option::Some(field_shape_signature) = self.shape_signature().transpose() {
                    f.field("shape_signature", &field_shape_signature);
                }
                f.field("has_rank", &self.has_rank());
                if let ::core::option::Option::Some(field_variant_tensors) = self.variant_tensors().transpose() {
                    f.field("variant_tensors", &field_variant_tensors);
                }
                f.field("external_buffer", &self.external_buffer());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<TensorRef<'a>> for Tensor {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: TensorRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    shape: if let ::core::option::Option::Some(shape) = value.shape()? {
                        ::core::option::Option::Some(shape.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    type_: ::core::convert::TryInto::try_into(value.type_()?)?,
                    buffer: ::core::convert::TryInto::try_into(value.buffer()?)?,
                    name: value.name()?.map(::core::convert::Into::into),
                    quantization: if let ::core::option::Option::Some(quantization) = value.quantization()? {
                        ::core::option::Option::Some(::planus::alloc::boxed::Box::new(
                            ::core::convert::TryInto::try_into(quantization)?,
                        ))
                    } else {
                        ::core::option::Option::None
                    },
                    is_variable: ::core::convert::TryInto::try_into(value.is_variable()?)?,
                    sparsity: if let ::core::option::Option::Some(sparsity) = value.sparsity()? {
                        ::core::option::Option::Some(::planus::alloc::boxed::Box::new(
                            ::core::convert::TryInto::try_into(sparsity)?,
                        ))
                    } else {
                        ::core::option::Option::None
                    },
                    shape_signature: if let ::core::option::Option::Some(shape_signature) = value.shape_signature()? {
                        ::core::option::Option::Some(shape_signature.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    has_rank: ::core::convert::TryInto::try_into(value.has_rank()?)?,
                    variant_tensors: if let ::core::option::Option::Some(variant_tensors) = value.variant_tensors()? {
                        ::core::option::Option::Some(variant_tensors.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                    external_buffer: ::core::convert::TryInto::try_into(value.external_buffer()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for TensorRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for TensorRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[TensorRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for TensorRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[TensorRef]", "read_as_root", 0))
            }
        }

        /// The table `StablehloGatherOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloGatherOptions {
            pub offset_dims: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub collapsed_slice_dims: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub start_index_map: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub index_vector_dim: i64,
            pub slice_sizes: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub indices_are_sorted: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloGatherOptions {
            fn default() -> Self {
                Self {
                    offset_dims: ::core::default::Default::default(),
                    collapsed_slice_dims: ::core::default::Default::default(),
                    start_index_map: ::core::default::Default::default(),
                    index_vector_dim: 0,
                    slice_sizes: ::core::default::Default::default(),
                    indices_are_sorted: false,
                }
            }
        }

        /// Reference to a deserialized [StablehloGatherOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloGatherOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloGatherOptionsRef<'a> {
            #[inline]
            pub fn offset_dims(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(0, "StablehloGatherOptions", "offset_dims")
            }

            #[inline]
            pub fn collapsed_slice_dims(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(1, "StablehloGatherOptions", "collapsed_slice_dims")
            }

            #[inline]
            pub fn start_index_map(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(2, "StablehloGatherOptions", "start_index_map")
            }

            #[inline]
            pub fn index_vector_dim(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(self.0.access(3, "StablehloGatherOptions", "index_vector_dim")?.unwrap_or(0))
            }

            #[inline]
            pub fn slice_sizes(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(4, "StablehloGatherOptions", "slice_sizes")
            }

            #[inline]
            pub fn indices_are_sorted(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(5, "StablehloGatherOptions", "indices_are_sorted")?.unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloGatherOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloGatherOptionsRef");
                if let ::core::option::Option::Some(field_offset_dims) = self.offset_dims().transpose() {
                    f.field("offset_dims", &field_offset_dims);
                }
                if let ::core::option::Option::Some(field_collapsed_slice_dims) =
                    self.collapsed_slice_dims().transpose()
                {
                    f.field("collapsed_slice_dims", &field_collapsed_slice_dims);
                }
                if let ::core::option::Option::Some(field_start_index_map) = self.start_index_map().transpose() {
                    f.field("start_index_map", &field_start_index_map);
                }
                f.field("index_vector_dim", &self.index_vector_dim());
                if let ::core::option::Option::Some(field_slice_sizes) = self.slice_sizes().transpose() {
                    f.field("slice_sizes", &field_slice_sizes);
                }
                f.field("indices_are_sorted", &self.indices_are_sorted());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloGatherOptionsRef<'a>> for StablehloGatherOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloGatherOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    offset_dims: if let ::core::option::Option::Some(offset_dims) = value.offset_dims()? {
                        ::core::option::Option::Some(offset_dims.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    collapsed_slice_dims: if let ::core::option::Option::Some(collapsed_slice_dims) =
                        value.collapsed_slice_dims()?
                    {
                        ::core::option::Option::Some(collapsed_slice_dims.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    start_index_map: if let ::core::option::Option::Some(start_index_map) = value.start_index_map()? {
                        ::core::option::Option::Some(start_index_map.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    index_vector_dim: ::core::convert::TryInto::try_into(value.index_vector_dim()?)?,
                    slice_sizes: if let ::core::option::Option::Some(slice_sizes) = value.slice_sizes()? {
                        ::core::option::Option::Some(slice_sizes.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    indices_are_sorted: ::core::convert::TryInto::try_into(value.indices_are_sorted()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloGatherOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloGatherOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloGatherOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloGatherOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[StablehloGatherOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `StablehloTransposeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloTransposeOptions {
            pub permutation: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloTransposeOptions {
            fn default() -> Self {
                Self { permutation: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [StablehloTransposeOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloTransposeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloTransposeOptionsRef<'a> {
            #[inline]
            pub fn permutation(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(0, "StablehloTransposeOptions", "permutation")
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloTransposeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloTransposeOptionsRef");
                if let ::core::option::Option::Some(field_permutation) = self.permutation().transpose() {
                    f.field("permutation", &field_permutation);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloTransposeOptionsRef<'a>> for StablehloTransposeOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloTransposeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    permutation: if let ::core::option::Option::Some(permutation) = value.permutation()? {
                        ::core::option::Option::Some(permutation.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloTransposeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloTransposeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloTransposeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloTransposeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloTransposeOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `StablehloDotGeneralOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloDotGeneralOptions {
            pub lhs_batching_dimensions: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub rhs_batching_dimensions: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub lhs_contracting_dimensions: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub rhs_contracting_dimensions: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub precision_config: ::core::option::Option<::planus::alloc::vec::Vec<self::StablehloPrecisionConfig>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloDotGeneralOptions {
            fn default() -> Self {
                Self {
                    lhs_batching_dimensions: ::core::default::Default::default(),
                    rhs_batching_dimensions: ::core::default::Default::default(),
                    lhs_contracting_dimensions: ::core::default::Default::default(),
                    rhs_contracting_dimensions: ::core::default::Default::default(),
                    precision_config: ::core::default::Default::default(),
                }
            }
        }

        /// Reference to a deserialized [StablehloDotGeneralOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloDotGeneralOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloDotGeneralOptionsRef<'a> {
            #[inline]
            pub fn lhs_batching_dimensions(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(0, "StablehloDotGeneralOptions", "lhs_batching_dimensions")
            }

            #[inline]
            pub fn rhs_batching_dimensions(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(1, "StablehloDotGeneralOptions", "rhs_batching_dimensions")
            }

            #[inline]
            pub fn lhs_contracting_dimensions(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(2, "StablehloDotGeneralOptions", "lhs_contracting_dimensions")
            }

            #[inline]
            pub fn rhs_contracting_dimensions(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(3, "StablehloDotGeneralOptions", "rhs_contracting_dimensions")
            }

            #[inline]
            pub fn precision_config(
                &self,
            ) -> ::planus::Result<
                ::core::option::Option<
                    ::planus::Vector<
                        'a,
                        ::core::result::Result<self::StablehloPrecisionConfig, ::planus::errors::UnknownEnumTag>,
                    >,
                >,
            > {
                self.0.access(4, "StablehloDotGeneralOptions", "precision_config")
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloDotGeneralOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloDotGeneralOptionsRef");
                if let ::core::option::Option::Some(field_lhs_batching_dimensions) =
                    self.lhs_batching_dimensions().transpose()
                {
                    f.field("lhs_batching_dimensions", &field_lhs_batching_dimensions);
                }
                if let ::core::option::Option::Some(field_rhs_batching_dimensions) =
                    self.rhs_batching_dimensions().transpose()
                {
                    f.field("rhs_batching_dimensions", &field_rhs_batching_dimensions);
                }
                if let ::core::option::Option::Some(field_lhs_contracting_dimensions) =
                    self.lhs_contracting_dimensions().transpose()
                {
                    f.field("lhs_contracting_dimensions", &field_lhs_contracting_dimensions);
                }
                if let ::core::option::Option::Some(field_rhs_contracting_dimensions) =
                    self.rhs_contracting_dimensions().transpose()
                {
                    f.field("rhs_contracting_dimensions", &field_rhs_contracting_dimensions);
                }
                if let ::core::option::Option::Some(field_precision_config) = self.precision_config().transpose() {
                    f.field("precision_config", &field_precision_config);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloDotGeneralOptionsRef<'a>> for StablehloDotGeneralOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloDotGeneralOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    lhs_batching_dimensions: if let ::core::option::Option::Some(lhs_batching_dimensions) =
                        value.lhs_batching_dimensions()?
                    {
                        ::core::option::Option::Some(lhs_batching_dimensions.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    rhs_batching_dimensions: if let ::core::option::Option::Some(rhs_batching_dimensions) =
                        value.rhs_batching_dimensions()?
                    {
                        ::core::option::Option::Some(rhs_batching_dimensions.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    lhs_contracting_dimensions: if let ::core::option::Option::Some(lhs_contracting_dimensions) =
                        value.lhs_contracting_dimensions()?
                    {
                        ::core::option::Option::Some(lhs_contracting_dimensions.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    rhs_contracting_dimensions: if let ::core::option::Option::Some(rhs_contracting_dimensions) =
                        value.rhs_contracting_dimensions()?
                    {
                        ::core::option::Option::Some(rhs_contracting_dimensions.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    precision_config: if let ::core::option::Option::Some(precision_config) =
                        value.precision_config()?
                    {
                        ::core::option::Option::Some(precision_config.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloDotGeneralOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloDotGeneralOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloDotGeneralOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloDotGeneralOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloDotGeneralOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `StablehloReduceWindowOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloReduceWindowOptions {
            pub window_dimensions: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub window_strides: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub base_dilations: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub window_dilations: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub padding: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub body_subgraph_index: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloReduceWindowOptions {
            fn default() -> Self {
                Self {
                    window_dimensions: ::core::default::Default::default(),
                    window_strides: ::core::default::Default::default(),
                    base_dilations: ::core::default::Default::default(),
                    window_dilations: ::core::default::Default::default(),
                    padding: ::core::default::Default::default(),
                    body_subgraph_index: 0,
                }
            }
        }

        /// Reference to a deserialized [StablehloReduceWindowOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloReduceWindowOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloReduceWindowOptionsRef<'a> {
            #[inline]
            pub fn window_dimensions(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(0, "StablehloReduceWindowOptions", "window_dimensions")
            }

            #[inline]
            pub fn window_strides(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(1, "StablehloReduceWindowOptions", "window_strides")
            }

            #[inline]
            pub fn base_dilations(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(2, "StablehloReduceWindowOptions", "base_dilations")
            }

            #[inline]
            pub fn window_dilations(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(3, "StablehloReduceWindowOptions", "window_dilations")
            }

            #[inline]
            pub fn padding(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(4, "StablehloReduceWindowOptions", "padding")
            }

            #[inline]
            pub fn body_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(
                    self.0.access(5, "StablehloReduceWindowOptions", "body_subgraph_index")?.unwrap_or(0),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloReduceWindowOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloReduceWindowOptionsRef");
                if let ::core::option::Option::Some(field_window_dimensions) = self.window_dimensions().transpose() {
                    f.field("window_dimensions", &field_window_dimensions);
                }
                if let ::core::option::Option::Some(field_window_strides) = self.window_strides().transpose() {
                    f.field("window_strides", &field_window_strides);
                }
                if let ::core::option::Option::Some(field_base_dilations) = self.base_dilations().transpose() {
                    f.field("base_dilations", &field_base_dilations);
                }
                if let ::core::option::Option::Some(field_window_dilations) = self.window_dilations().transpose() {
                    f.field("window_dilations", &field_window_dilations);
                }
                if let ::core::option::Option::Some(field_padding) = self.padding().transpose() {
                    f.field("padding", &field_padding);
                }
                f.field("body_subgraph_index", &self.body_subgraph_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloReduceWindowOptionsRef<'a>> for StablehloReduceWindowOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloReduceWindowOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    window_dimensions: if let ::core::option::Option::Some(window_dimensions) =
                        value.window_dimensions()?
                    {
                        ::core::option::Option::Some(window_dimensions.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    window_strides: if let ::core::option::Option::Some(window_strides) = value.window_strides()? {
                        ::core::option::Option::Some(window_strides.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    base_dilations: if let ::core::option::Option::Some(base_dilations) = value.base_dilations()? {
                        ::core::option::Option::Some(base_dilations.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    window_dilations: if let ::core::option::Option::Some(window_dilations) =
                        value.window_dilations()?
                    {
                        ::core::option::Option::Some(window_dilations.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    padding: if let ::core::option::Option::Some(padding) = value.padding()? {
                        ::core::option::Option::Some(padding.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    body_subgraph_index: ::core::convert::TryInto::try_into(value.body_subgraph_index()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloReduceWindowOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloReduceWindowOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloReduceWindowOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloReduceWindowOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloReduceWindowOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `StablehloWhileOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloWhileOptions {
            pub cond_subgraph_index: i32,
            pub body_subgraph_index: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloWhileOptions {
            fn default() -> Self {
                Self { cond_subgraph_index: 0, body_subgraph_index: 0 }
            }
        }

        /// Reference to a deserialized [StablehloWhileOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloWhileOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloWhileOptionsRef<'a> {
            #[inline]
            pub fn cond_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(
                    self.0.access(0, "StablehloWhileOptions", "cond_subgraph_index")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn body_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(
                    self.0.access(1, "StablehloWhileOptions", "body_subgraph_index")?.unwrap_or(0),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloWhileOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloWhileOptionsRef");
                f.field("cond_subgraph_index", &self.cond_subgraph_index());
                f.field("body_subgraph_index", &self.body_subgraph_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloWhileOptionsRef<'a>> for StablehloWhileOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloWhileOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    cond_subgraph_index: ::core::convert::TryInto::try_into(value.cond_subgraph_index()?)?,
                    body_subgraph_index: ::core::convert::TryInto::try_into(value.body_subgraph_index()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloWhileOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloWhileOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloWhileOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloWhileOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[StablehloWhileOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `StablehloSortOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloSortOptions {
            pub dimension: i64,
            pub is_stable: bool,
            pub comparator_subgraph_index: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloSortOptions {
            fn default() -> Self {
                Self { dimension: 0, is_stable: false, comparator_subgraph_index: 0 }
            }
        }

        /// Reference to a deserialized [StablehloSortOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloSortOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloSortOptionsRef<'a> {
            #[inline]
            pub fn dimension(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(self.0.access(0, "StablehloSortOptions", "dimension")?.unwrap_or(0))
            }

            #[inline]
            pub fn is_stable(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(1, "StablehloSortOptions", "is_stable")?.unwrap_or(false))
            }

            #[inline]
            pub fn comparator_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(
                    self.0.access(2, "StablehloSortOptions", "comparator_subgraph_index")?.unwrap_or(0),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloSortOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloSortOptionsRef");
                f.field("dimension", &self.dimension());
                f.field("is_stable", &self.is_stable());
                f.field("comparator_subgraph_index", &self.comparator_subgraph_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloSortOptionsRef<'a>> for StablehloSortOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloSortOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    dimension: ::core::convert::TryInto::try_into(value.dimension()?)?,
                    is_stable: ::core::convert::TryInto::try_into(value.is_stable()?)?,
                    comparator_subgraph_index: ::core::convert::TryInto::try_into(value.comparator_subgraph_index()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloSortOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloSortOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloSortOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloSortOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[StablehloSortOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `StablehloConcatenateOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloConcatenateOptions {
            pub dimension: i64,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloConcatenateOptions {
            fn default() -> Self {
                Self { dimension: 0 }
            }
        }

        /// Reference to a deserialized [StablehloConcatenateOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloConcatenateOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloConcatenateOptionsRef<'a> {
            #[inline]
            pub fn dimension(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(self.0.access(0, "StablehloConcatenateOptions", "dimension")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloConcatenateOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloConcatenateOptionsRef");
                f.field("dimension", &self.dimension());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloConcatenateOptionsRef<'a>> for StablehloConcatenateOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloConcatenateOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { dimension: ::core::convert::TryInto::try_into(value.dimension()?)? })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloConcatenateOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloConcatenateOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloConcatenateOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloConcatenateOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloConcatenateOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `StablehloBroadcastInDimOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloBroadcastInDimOptions {
            pub broadcast_dimensions: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloBroadcastInDimOptions {
            fn default() -> Self {
                Self { broadcast_dimensions: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [StablehloBroadcastInDimOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloBroadcastInDimOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloBroadcastInDimOptionsRef<'a> {
            #[inline]
            pub fn broadcast_dimensions(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(0, "StablehloBroadcastInDimOptions", "broadcast_dimensions")
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloBroadcastInDimOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloBroadcastInDimOptionsRef");
                if let ::core::option::Option::Some(field_broadcast_dimensions) =
                    self.broadcast_dimensions().transpose()
                {
                    f.field("broadcast_dimensions", &field_broadcast_dimensions);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloBroadcastInDimOptionsRef<'a>> for StablehloBroadcastInDimOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloBroadcastInDimOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    broadcast_dimensions: if let ::core::option::Option::Some(broadcast_dimensions) =
                        value.broadcast_dimensions()?
                    {
                        ::core::option::Option::Some(broadcast_dimensions.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloBroadcastInDimOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloBroadcastInDimOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location(
                        "[StablehloBroadcastInDimOptionsRef]",
                        "get",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloBroadcastInDimOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloBroadcastInDimOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `StablehloCompareOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloCompareOptions {
            pub comparison_direction: self::StablehloComparisonDirection,
            pub compare_type: self::StablehloComparisonType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloCompareOptions {
            fn default() -> Self {
                Self {
                    comparison_direction: self::StablehloComparisonDirection::StablehloComparisonDirectionEq,
                    compare_type: self::StablehloComparisonType::StablehloComparisonTypeNotype,
                }
            }
        }

        /// Reference to a deserialized [StablehloCompareOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloCompareOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloCompareOptionsRef<'a> {
            #[inline]
            pub fn comparison_direction(&self) -> ::planus::Result<self::StablehloComparisonDirection> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "StablehloCompareOptions", "comparison_direction")?
                        .unwrap_or(self::StablehloComparisonDirection::StablehloComparisonDirectionEq),
                )
            }

            #[inline]
            pub fn compare_type(&self) -> ::planus::Result<self::StablehloComparisonType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(1, "StablehloCompareOptions", "compare_type")?
                        .unwrap_or(self::StablehloComparisonType::StablehloComparisonTypeNotype),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloCompareOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloCompareOptionsRef");
                f.field("comparison_direction", &self.comparison_direction());
                f.field("compare_type", &self.compare_type());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloCompareOptionsRef<'a>> for StablehloCompareOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloCompareOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    comparison_direction: ::core::convert::TryInto::try_into(value.comparison_direction()?)?,
                    compare_type: ::core::convert::TryInto::try_into(value.compare_type()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloCompareOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloCompareOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloCompareOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloCompareOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[StablehloCompareOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `StablehloDynamicSliceOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloDynamicSliceOptions {
            pub slice_sizes: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloDynamicSliceOptions {
            fn default() -> Self {
                Self { slice_sizes: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [StablehloDynamicSliceOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloDynamicSliceOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloDynamicSliceOptionsRef<'a> {
            #[inline]
            pub fn slice_sizes(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(0, "StablehloDynamicSliceOptions", "slice_sizes")
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloDynamicSliceOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloDynamicSliceOptionsRef");
                if let ::core::option::Option::Some(field_slice_sizes) = self.slice_sizes().transpose() {
                    f.field("slice_sizes", &field_slice_sizes);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloDynamicSliceOptionsRef<'a>> for StablehloDynamicSliceOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloDynamicSliceOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    slice_sizes: if let ::core::option::Option::Some(slice_sizes) = value.slice_sizes()? {
                        ::core::option::Option::Some(slice_sizes.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloDynamicSliceOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloDynamicSliceOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloDynamicSliceOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloDynamicSliceOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloDynamicSliceOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `StablehloPadOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloPadOptions {
            pub edge_padding_low: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub edge_padding_high: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub interior_padding: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloPadOptions {
            fn default() -> Self {
                Self {
                    edge_padding_low: ::core::default::Default::default(),
                    edge_padding_high: ::core::default::Default::default(),
                    interior_padding: ::core::default::Default::default(),
                }
            }
        }

        /// Reference to a deserialized [StablehloPadOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloPadOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloPadOptionsRef<'a> {
            #[inline]
            pub fn edge_padding_low(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(0, "StablehloPadOptions", "edge_padding_low")
            }

            #[inline]
            pub fn edge_padding_high(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(1, "StablehloPadOptions", "edge_padding_high")
            }

            #[inline]
            pub fn interior_padding(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(2, "StablehloPadOptions", "interior_padding")
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloPadOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloPadOptionsRef");
                if let ::core::option::Option::Some(field_edge_padding_low) = self.edge_padding_low().transpose() {
                    f.field("edge_padding_low", &field_edge_padding_low);
                }
                if let ::core::option::Option::Some(field_edge_padding_high) = self.edge_padding_high().transpose() {
                    f.field("edge_padding_high", &field_edge_padding_high);
                }
                if let ::core::option::Option::Some(field_interior_padding) = self.interior_padding().transpose() {
                    f.field("interior_padding", &field_interior_padding);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloPadOptionsRef<'a>> for StablehloPadOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloPadOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    edge_padding_low: if let ::core::option::Option::Some(edge_padding_low) =
                        value.edge_padding_low()?
                    {
                        ::core::option::Option::Some(edge_padding_low.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    edge_padding_high: if let ::core::option::Option::Some(edge_padding_high) =
                        value.edge_padding_high()?
                    {
                        ::core::option::Option::Some(edge_padding_high.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    interior_padding: if let ::core::option::Option::Some(interior_padding) =
                        value.interior_padding()?
                    {
                        ::core::option::Option::Some(interior_padding.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloPadOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloPadOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloPadOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloPadOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[StablehloPadOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `StablehloIotaOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloIotaOptions {
            pub iota_dimension: i64,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloIotaOptions {
            fn default() -> Self {
                Self { iota_dimension: 0 }
            }
        }

        /// Reference to a deserialized [StablehloIotaOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloIotaOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloIotaOptionsRef<'a> {
            #[inline]
            pub fn iota_dimension(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(self.0.access(0, "StablehloIotaOptions", "iota_dimension")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloIotaOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloIotaOptionsRef");
                f.field("iota_dimension", &self.iota_dimension());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloIotaOptionsRef<'a>> for StablehloIotaOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloIotaOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    iota_dimension: ::core::convert::TryInto::try_into(value.iota_dimension()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloIotaOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloIotaOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloIotaOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloIotaOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[StablehloIotaOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `StablehloCustomCallOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloCustomCallOptions {
            pub call_target_name: ::core::option::Option<::planus::alloc::string::String>,
            pub has_side_effect: bool,
            pub backend_config: ::core::option::Option<::planus::alloc::string::String>,
            pub api_version: i32,
            pub called_computations: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub custom_attributes: ::core::option::Option<::planus::alloc::vec::Vec<u8>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloCustomCallOptions {
            fn default() -> Self {
                Self {
                    call_target_name: ::core::default::Default::default(),
                    has_side_effect: false,
                    backend_config: ::core::default::Default::default(),
                    api_version: 0,
                    called_computations: ::core::default::Default::default(),
                    custom_attributes: ::core::default::Default::default(),
                }
            }
        }

        /// Reference to a deserialized [StablehloCustomCallOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloCustomCallOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloCustomCallOptionsRef<'a> {
            #[inline]
            pub fn call_target_name(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(0, "StablehloCustomCallOptions", "call_target_name")
            }

            #[inline]
            pub fn has_side_effect(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(1, "StablehloCustomCallOptions", "has_side_effect")?.unwrap_or(false),
                )
            }

            #[inline]
            pub fn backend_config(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(2, "StablehloCustomCallOptions", "backend_config")
            }

            #[inline]
            pub fn api_version(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(3, "StablehloCustomCallOptions", "api_version")?.unwrap_or(0))
            }

            #[inline]
            pub fn called_computations(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(4, "StablehloCustomCallOptions", "called_computations")
            }

            #[inline]
            pub fn custom_attributes(&self) -> ::planus::Result<::core::option::Option<&'a [u8]>> {
                self.0.access(5, "StablehloCustomCallOptions", "custom_attributes")
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloCustomCallOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloCustomCallOptionsRef");
                if let ::core::option::Option::Some(field_call_target_name) = self.call_target_name().transpose() {
                    f.field("call_target_name", &field_call_target_name);
                }
                f.field("has_side_effect", &self.has_side_effect());
                if let ::core::option::Option::Some(field_backend_config) = self.backend_config().transpose() {
                    f.field("backend_config", &field_backend_config);
                }
                f.field("api_version", &self.api_version());
                if let ::core::option::Option::Some(field_called_computations) = self.called_computations().transpose()
                {
                    f.field("called_computations", &field_called_computations);
                }
                if let ::core::option::Option::Some(field_custom_attributes) = self.custom_attributes().transpose() {
                    f.field("custom_attributes", &field_custom_attributes);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloCustomCallOptionsRef<'a>> for StablehloCustomCallOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloCustomCallOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    call_target_name: value.call_target_name()?.map(::core::convert::Into::into),
                    has_side_effect: ::core::convert::TryInto::try_into(value.has_side_effect()?)?,
                    backend_config: value.backend_config()?.map(::core::convert::Into::into),
                    api_version: ::core::convert::TryInto::try_into(value.api_version()?)?,
                    called_computations: if let ::core::option::Option::Some(called_computations) =
                        value.called_computations()?
                    {
                        ::core::option::Option::Some(called_computations.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    custom_attributes: value.custom_attributes()?.map(|v| v.to_vec()),
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloCustomCallOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloCustomCallOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloCustomCallOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloCustomCallOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloCustomCallOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `StablehloReduceOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloReduceOptions {
            pub dimensions: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub body_subgraph_index: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloReduceOptions {
            fn default() -> Self {
                Self { dimensions: ::core::default::Default::default(), body_subgraph_index: 0 }
            }
        }

        /// Reference to a deserialized [StablehloReduceOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloReduceOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloReduceOptionsRef<'a> {
            #[inline]
            pub fn dimensions(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(0, "StablehloReduceOptions", "dimensions")
            }

            #[inline]
            pub fn body_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(
                    self.0.access(1, "StablehloReduceOptions", "body_subgraph_index")?.unwrap_or(0),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloReduceOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloReduceOptionsRef");
                if let ::core::option::Option::Some(field_dimensions) = self.dimensions().transpose() {
                    f.field("dimensions", &field_dimensions);
                }
                f.field("body_subgraph_index", &self.body_subgraph_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloReduceOptionsRef<'a>> for StablehloReduceOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloReduceOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    dimensions: if let ::core::option::Option::Some(dimensions) = value.dimensions()? {
                        ::core::option::Option::Some(dimensions.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    body_subgraph_index: ::core::convert::TryInto::try_into(value.body_subgraph_index()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloReduceOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloReduceOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloReduceOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloReduceOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[StablehloReduceOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `StablehloSliceOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloSliceOptions {
            pub start_indices: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub limit_indices: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub strides: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloSliceOptions {
            fn default() -> Self {
                Self {
                    start_indices: ::core::default::Default::default(),
                    limit_indices: ::core::default::Default::default(),
                    strides: ::core::default::Default::default(),
                }
            }
        }

        /// Reference to a deserialized [StablehloSliceOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloSliceOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloSliceOptionsRef<'a> {
            #[inline]
            pub fn start_indices(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(0, "StablehloSliceOptions", "start_indices")
            }

            #[inline]
            pub fn limit_indices(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(1, "StablehloSliceOptions", "limit_indices")
            }

            #[inline]
            pub fn strides(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(2, "StablehloSliceOptions", "strides")
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloSliceOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloSliceOptionsRef");
                if let ::core::option::Option::Some(field_start_indices) = self.start_indices().transpose() {
                    f.field("start_indices", &field_start_indices);
                }
                if let ::core::option::Option::Some(field_limit_indices) = self.limit_indices().transpose() {
                    f.field("limit_indices", &field_limit_indices);
                }
                if let ::core::option::Option::Some(field_strides) = self.strides().transpose() {
                    f.field("strides", &field_strides);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloSliceOptionsRef<'a>> for StablehloSliceOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloSliceOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    start_indices: if let ::core::option::Option::Some(start_indices) = value.start_indices()? {
                        ::core::option::Option::Some(start_indices.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    limit_indices: if let ::core::option::Option::Some(limit_indices) = value.limit_indices()? {
                        ::core::option::Option::Some(limit_indices.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    strides: if let ::core::option::Option::Some(strides) = value.strides()? {
                        ::core::option::Option::Some(strides.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloSliceOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloSliceOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloSliceOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloSliceOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[StablehloSliceOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `StablehloConvolutionOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloConvolutionOptions {
            pub window_strides: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub padding: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub lhs_dilation: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub rhs_dilation: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub window_reversal: ::core::option::Option<::planus::alloc::vec::Vec<bool>>,
            pub input_batch_dimension: i64,
            pub input_feature_dimension: i64,
            pub input_spatial_dimensions: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub kernel_input_feature_dimension: i64,
            pub kernel_output_feature_dimension: i64,
            pub kernel_spatial_dimensions: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub output_batch_dimension: i64,
            pub output_feature_dimension: i64,
            pub output_spatial_dimensions: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub feature_group_count: i64,
            pub batch_group_count: i64,
            pub precision_config: ::core::option::Option<::planus::alloc::vec::Vec<self::StablehloPrecisionConfig>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloConvolutionOptions {
            fn default() -> Self {
                Self {
                    window_strides: ::core::default::Default::default(),
                    padding: ::core::default::Default::default(),
                    lhs_dilation: ::core::default::Default::default(),
                    rhs_dilation: ::core::default::Default::default(),
                    window_reversal: ::core::default::Default::default(),
                    input_batch_dimension: 0,
                    input_feature_dimension: 0,
                    input_spatial_dimensions: ::core::default::Default::default(),
                    kernel_input_feature_dimension: 0,
                    kernel_output_feature_dimension: 0,
                    kernel_spatial_dimensions: ::core::default::Default::default(),
                    output_batch_dimension: 0,
                    output_feature_dimension: 0,
                    output_spatial_dimensions: ::core::default::Default::default(),
                    feature_group_count: 0,
                    batch_group_count: 0,
                    precision_config: ::core::default::Default::default(),
                }
            }
        }

        /// Reference to a deserialized [StablehloConvolutionOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloConvolutionOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloConvolutionOptionsRef<'a> {
            #[inline]
            pub fn window_strides(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(0, "StablehloConvolutionOptions", "window_strides")
            }

            #[inline]
            pub fn padding(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(1, "StablehloConvolutionOptions", "padding")
            }

            #[inline]
            pub fn lhs_dilation(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(2, "StablehloConvolutionOptions", "lhs_dilation")
            }

            #[inline]
            pub fn rhs_dilation(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(3, "StablehloConvolutionOptions", "rhs_dilation")
            }

            #[inline]
            pub fn window_reversal(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, bool>>> {
                self.0.access(4, "StablehloConvolutionOptions", "window_reversal")
            }

            #[inline]
            pub fn input_batch_dimension(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(
                    self.0.access(5, "StablehloConvolutionOptions", "input_batch_dimension")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn input_feature_dimension(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(
                    self.0.access(6, "StablehloConvolutionOptions", "input_feature_dimension")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn input_spatial_dimensions(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(7, "StablehloConvolutionOptions", "input_spatial_dimensions")
            }

            #[inline]
            pub fn kernel_input_feature_dimension(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(
                    self.0.access(8, "StablehloConvolutionOptions", "kernel_input_feature_dimension")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn kernel_output_feature_dimension(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(
                    self.0.access(9, "StablehloConvolutionOptions", "kernel_output_feature_dimension")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn kernel_spatial_dimensions(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(10, "StablehloConvolutionOptions", "kernel_spatial_dimensions")
            }

            #[inline]
            pub fn output_batch_dimension(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(
                    self.0.access(11, "StablehloConvolutionOptions", "output_batch_dimension")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn output_feature_dimension(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(
                    self.0.access(12, "StablehloConvolutionOptions", "output_feature_dimension")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn output_spatial_dimensions(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(13, "StablehloConvolutionOptions", "output_spatial_dimensions")
            }

            #[inline]
            pub fn feature_group_count(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(
                    self.0.access(14, "StablehloConvolutionOptions", "feature_group_count")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn batch_group_count(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(
                    self.0.access(15, "StablehloConvolutionOptions", "batch_group_count")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn precision_config(
                &self,
            ) -> ::planus::Result<
                ::core::option::Option<
                    ::planus::Vector<
                        'a,
                        ::core::result::Result<self::StablehloPrecisionConfig, ::planus::errors::UnknownEnumTag>,
                    >,
                >,
            > {
                self.0.access(16, "StablehloConvolutionOptions", "precision_config")
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloConvolutionOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloConvolutionOptionsRef");
                if let ::core::option::Option::Some(field_window_strides) = self.window_strides().transpose() {
                    f.field("window_strides", &field_window_strides);
                }
                if let ::core::option::Option::Some(field_padding) = self.padding().transpose() {
                    f.field("padding", &field_padding);
                }
                if let ::core::option::Option::Some(field_lhs_dilation) = self.lhs_dilation().transpose() {
                    f.field("lhs_dilation", &field_lhs_dilation);
                }
                if let ::core::option::Option::Some(field_rhs_dilation) = self.rhs_dilation().transpose() {
                    f.field("rhs_dilation", &field_rhs_dilation);
                }
                if let ::core::option::Option::Some(field_window_reversal) = self.window_reversal().transpose() {
                    f.field("window_reversal", &field_window_reversal);
                }
                f.field("input_batch_dimension", &self.input_batch_dimension());
                f.field("input_feature_dimension", &self.input_feature_dimension());
                if let ::core::option::Option::Some(field_input_spatial_dimensions) =
                    self.input_spatial_dimensions().transpose()
                {
                    f.field("input_spatial_dimensions", &field_input_spatial_dimensions);
                }
                f.field("kernel_input_feature_dimension", &self.kernel_input_feature_dimension());
                f.field("kernel_output_feature_dimension", &self.kernel_output_feature_dimension());
                if let ::core::option::Option::Some(field_kernel_spatial_dimensions) =
                    self.kernel_spatial_dimensions().transpose()
                {
                    f.field("kernel_spatial_dimensions", &field_kernel_spatial_dimensions);
                }
                f.field("output_batch_dimension", &self.output_batch_dimension());
                f.field("output_feature_dimension", &self.output_feature_dimension());
                if let ::core::option::Option::Some(field_output_spatial_dimensions) =
                    self.output_spatial_dimensions().transpose()
                {
                    f.field("output_spatial_dimensions", &field_output_spatial_dimensions);
                }
                f.field("feature_group_count", &self.feature_group_count());
                f.field("batch_group_count", &self.batch_group_count());
                if let ::core::option::Option::Some(field_precision_config) = self.precision_config().transpose() {
                    f.field("precision_config", &field_precision_config);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloConvolutionOptionsRef<'a>> for StablehloConvolutionOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloConvolutionOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    window_strides: if let ::core::option::Option::Some(window_strides) = value.window_strides()? {
                        ::core::option::Option::Some(window_strides.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    padding: if let ::core::option::Option::Some(padding) = value.padding()? {
                        ::core::option::Option::Some(padding.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    lhs_dilation: if let ::core::option::Option::Some(lhs_dilation) = value.lhs_dilation()? {
                        ::core::option::Option::Some(lhs_dilation.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    rhs_dilation: if let ::core::option::Option::Some(rhs_dilation) = value.rhs_dilation()? {
                        ::core::option::Option::Some(rhs_dilation.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    window_reversal: if let ::core::option::Option::Some(window_reversal) = value.window_reversal()? {
                        ::core::option::Option::Some(window_reversal.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    input_batch_dimension: ::core::convert::TryInto::try_into(value.input_batch_dimension()?)?,
                    input_feature_dimension: ::core::convert::TryInto::try_into(value.input_feature_dimension()?)?,
                    input_spatial_dimensions: if let ::core::option::Option::Some(input_spatial_dimensions) =
                        value.input_spatial_dimensions()?
                    {
                        ::core::option::Option::Some(input_spatial_dimensions.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    kernel_input_feature_dimension: ::core::convert::TryInto::try_into(
                        value.kernel_input_feature_dimension()?,
                    )?,
                    kernel_output_feature_dimension: ::core::convert::TryInto::try_into(
                        value.kernel_output_feature_dimension()?,
                    )?,
                    kernel_spatial_dimensions: if let ::core::option::Option::Some(kernel_spatial_dimensions) =
                        value.kernel_spatial_dimensions()?
                    {
                        ::core::option::Option::Some(kernel_spatial_dimensions.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    output_batch_dimension: ::core::convert::TryInto::try_into(value.output_batch_dimension()?)?,
                    output_feature_dimension: ::core::convert::TryInto::try_into(value.output_feature_dimension()?)?,
                    output_spatial_dimensions: if let ::core::option::Option::Some(output_spatial_dimensions) =
                        value.output_spatial_dimensions()?
                    {
                        ::core::option::Option::Some(output_spatial_dimensions.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    feature_group_count: ::core::convert::TryInto::try_into(value.feature_group_count()?)?,
                    batch_group_count: ::core::convert::TryInto::try_into(value.batch_group_count()?)?,
                    precision_config: if let ::core::option::Option::Some(precision_config) =
                        value.precision_config()?
                    {
                        ::core::option::Option::Some(precision_config.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloConvolutionOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloConvolutionOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloConvolutionOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloConvolutionOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloConvolutionOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `StablehloScatterOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloScatterOptions {
            pub indices_are_sorted: bool,
            pub update_window_dims: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub inserted_window_dims: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub scatter_dims_to_operand_dims: ::core::option::Option<::planus::alloc::vec::Vec<i64>>,
            pub index_vector_dim: i64,
            pub unique_indices: bool,
            pub update_computation_subgraph_index: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloScatterOptions {
            fn default() -> Self {
                Self {
                    indices_are_sorted: false,
                    update_window_dims: ::core::default::Default::default(),
                    inserted_window_dims: ::core::default::Default::default(),
                    scatter_dims_to_operand_dims: ::core::default::Default::default(),
                    index_vector_dim: 0,
                    unique_indices: false,
                    update_computation_subgraph_index: 0,
                }
            }
        }

        /// Reference to a deserialized [StablehloScatterOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloScatterOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloScatterOptionsRef<'a> {
            #[inline]
            pub fn indices_are_sorted(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(0, "StablehloScatterOptions", "indices_are_sorted")?.unwrap_or(false),
                )
            }

            #[inline]
            pub fn update_window_dims(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(1, "StablehloScatterOptions", "update_window_dims")
            }

            #[inline]
            pub fn inserted_window_dims(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(2, "StablehloScatterOptions", "inserted_window_dims")
            }

            #[inline]
            pub fn scatter_dims_to_operand_dims(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i64>>> {
                self.0.access(3, "StablehloScatterOptions", "scatter_dims_to_operand_dims")
            }

            #[inline]
            pub fn index_vector_dim(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(
                    self.0.access(4, "StablehloScatterOptions", "index_vector_dim")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn unique_indices(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(5, "StablehloScatterOptions", "unique_indices")?.unwrap_or(false),
                )
            }

            #[inline]
            pub fn update_computation_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(
                    self.0.access(6, "StablehloScatterOptions", "update_computation_subgraph_index")?.unwrap_or(0),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloScatterOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloScatterOptionsRef");
                f.field("indices_are_sorted", &self.indices_are_sorted());
                if let ::core::option::Option::Some(field_update_window_dims) = self.update_window_dims().transpose() {
                    f.field("update_window_dims", &field_update_window_dims);
                }
                if let ::core::option::Option::Some(field_inserted_window_dims) =
                    self.inserted_window_dims().transpose()
                {
                    f.field("inserted_window_dims", &field_inserted_window_dims);
                }
                if let ::core::option::Option::Some(field_scatter_dims_to_operand_dims) =
                    self.scatter_dims_to_operand_dims().transpose()
                {
                    f.field("scatter_dims_to_operand_dims", &field_scatter_dims_to_operand_dims);
                }
                f.field("index_vector_dim", &self.index_vector_dim());
                f.field("unique_indices", &self.unique_indices());
                f.field("update_computation_subgraph_index", &self.update_computation_subgraph_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloScatterOptionsRef<'a>> for StablehloScatterOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloScatterOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    indices_are_sorted: ::core::convert::TryInto::try_into(value.indices_are_sorted()?)?,
                    update_window_dims: if let ::core::option::Option::Some(update_window_dims) =
                        value.update_window_dims()?
                    {
                        ::core::option::Option::Some(update_window_dims.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    inserted_window_dims: if let ::core::option::Option::Some(inserted_window_dims) =
                        value.inserted_window_dims()?
                    {
                        ::core::option::Option::Some(inserted_window_dims.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    scatter_dims_to_operand_dims: if let ::core::option::Option::Some(scatter_dims_to_operand_dims) =
                        value.scatter_dims_to_operand_dims()?
                    {
                        ::core::option::Option::Some(scatter_dims_to_operand_dims.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    index_vector_dim: ::core::convert::TryInto::try_into(value.index_vector_dim()?)?,
                    unique_indices: ::core::convert::TryInto::try_into(value.unique_indices()?)?,
                    update_computation_subgraph_index: ::core::convert::TryInto::try_into(
                        value.update_computation_subgraph_index()?,
                    )?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloScatterOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloScatterOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloScatterOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloScatterOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[StablehloScatterOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `StablehloCaseOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloCaseOptions {
            pub branch_subgraph_indices: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloCaseOptions {
            fn default() -> Self {
                Self { branch_subgraph_indices: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [StablehloCaseOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloCaseOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloCaseOptionsRef<'a> {
            #[inline]
            pub fn branch_subgraph_indices(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(0, "StablehloCaseOptions", "branch_subgraph_indices")
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloCaseOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloCaseOptionsRef");
                if let ::core::option::Option::Some(field_branch_subgraph_indices) =
                    self.branch_subgraph_indices().transpose()
                {
                    f.field("branch_subgraph_indices", &field_branch_subgraph_indices);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloCaseOptionsRef<'a>> for StablehloCaseOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloCaseOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    branch_subgraph_indices: if let ::core::option::Option::Some(branch_subgraph_indices) =
                        value.branch_subgraph_indices()?
                    {
                        ::core::option::Option::Some(branch_subgraph_indices.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloCaseOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloCaseOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloCaseOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloCaseOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[StablehloCaseOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `StablehloRngBitGeneratorOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloRngBitGeneratorOptions {
            pub algorithm: self::RngAlgorithm,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloRngBitGeneratorOptions {
            fn default() -> Self {
                Self { algorithm: self::RngAlgorithm::Default }
            }
        }

        /// Reference to a deserialized [StablehloRngBitGeneratorOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloRngBitGeneratorOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloRngBitGeneratorOptionsRef<'a> {
            #[inline]
            pub fn algorithm(&self) -> ::planus::Result<self::RngAlgorithm> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "StablehloRngBitGeneratorOptions", "algorithm")?
                        .unwrap_or(self::RngAlgorithm::Default),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for StablehloRngBitGeneratorOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloRngBitGeneratorOptionsRef");
                f.field("algorithm", &self.algorithm());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloRngBitGeneratorOptionsRef<'a>> for StablehloRngBitGeneratorOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StablehloRngBitGeneratorOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { algorithm: ::core::convert::TryInto::try_into(value.algorithm()?)? })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloRngBitGeneratorOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloRngBitGeneratorOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location(
                        "[StablehloRngBitGeneratorOptionsRef]",
                        "get",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloRngBitGeneratorOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloRngBitGeneratorOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `Conv2DOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct Conv2DOptions {
            pub padding: self::Padding,
            pub stride_w: i32,
            pub stride_h: i32,
            pub fused_activation_function: self::ActivationFunctionType,
            pub dilation_w_factor: i32,
            pub dilation_h_factor: i32,
            pub quantized_bias_type: self::TensorType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Conv2DOptions {
            fn default() -> Self {
                Self {
                    padding: self::Padding::Same,
                    stride_w: 0,
                    stride_h: 0,
                    fused_activation_function: self::ActivationFunctionType::None,
                    dilation_w_factor: 1,
                    dilation_h_factor: 1,
                    quantized_bias_type: self::TensorType::Float32,
                }
            }
        }

        /// Reference to a deserialized [Conv2DOptions].
        #[derive(Copy, Clone)]
        pub struct Conv2DOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> Conv2DOptionsRef<'a> {
            #[inline]
            pub fn padding(&self) -> ::planus::Result<self::Padding> {
                ::core::result::Result::Ok(self.0.access(0, "Conv2DOptions", "padding")?.unwrap_or(self::Padding::Same))
            }

            #[inline]
            pub fn stride_w(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "Conv2DOptions", "stride_w")?.unwrap_or(0))
            }

            #[inline]
            pub fn stride_h(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(2, "Conv2DOptions", "stride_h")?.unwrap_or(0))
            }

            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(3, "Conv2DOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn dilation_w_factor(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(4, "Conv2DOptions", "dilation_w_factor")?.unwrap_or(1))
            }

            #[inline]
            pub fn dilation_h_factor(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(5, "Conv2DOptions", "dilation_h_factor")?.unwrap_or(1))
            }

            #[inline]
            pub fn quantized_bias_type(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0.access(6, "Conv2DOptions", "quantized_bias_type")?.unwrap_or(self::TensorType::Float32),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for Conv2DOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("Conv2DOptionsRef");
                f.field("padding", &self.padding());
                f.field("stride_w", &self.stride_w());
                f.field("stride_h", &self.stride_h());
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("dilation_w_factor", &self.dilation_w_factor());
                f.field("dilation_h_factor", &self.dilation_h_factor());
                f.field("quantized_bias_type", &self.quantized_bias_type());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<Conv2DOptionsRef<'a>> for Conv2DOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: Conv2DOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    padding: ::core::convert::TryInto::try_into(value.padding()?)?,
                    stride_w: ::core::convert::TryInto::try_into(value.stride_w()?)?,
                    stride_h: ::core::convert::TryInto::try_into(value.stride_h()?)?,
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    dilation_w_factor: ::core::convert::TryInto::try_into(value.dilation_w_factor()?)?,
                    dilation_h_factor: ::core::convert::TryInto::try_into(value.dilation_h_factor()?)?,
                    quantized_bias_type: ::core::convert::TryInto::try_into(value.quantized_bias_type()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for Conv2DOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for Conv2DOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[Conv2DOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for Conv2DOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[Conv2DOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `Conv3DOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct Conv3DOptions {
            pub padding: self::Padding,
            pub stride_d: i32,
            pub stride_w: i32,
            pub stride_h: i32,
            pub fused_activation_function: self::ActivationFunctionType,
            pub dilation_d_factor: i32,
            pub dilation_w_factor: i32,
            pub dilation_h_factor: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Conv3DOptions {
            fn default() -> Self {
                Self {
                    padding: self::Padding::Same,
                    stride_d: 0,
                    stride_w: 0,
                    stride_h: 0,
                    fused_activation_function: self::ActivationFunctionType::None,
                    dilation_d_factor: 1,
                    dilation_w_factor: 1,
                    dilation_h_factor: 1,
                }
            }
        }

        /// Reference to a deserialized [Conv3DOptions].
        #[derive(Copy, Clone)]
        pub struct Conv3DOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> Conv3DOptionsRef<'a> {
            #[inline]
            pub fn padding(&self) -> ::planus::Result<self::Padding> {
                ::core::result::Result::Ok(self.0.access(0, "Conv3DOptions", "padding")?.unwrap_or(self::Padding::Same))
            }

            #[inline]
            pub fn stride_d(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "Conv3DOptions", "stride_d")?.unwrap_or(0))
            }

            #[inline]
            pub fn stride_w(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(2, "Conv3DOptions", "stride_w")?.unwrap_or(0))
            }

            #[inline]
            pub fn stride_h(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(3, "Conv3DOptions", "stride_h")?.unwrap_or(0))
            }

            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(4, "Conv3DOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn dilation_d_factor(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(5, "Conv3DOptions", "dilation_d_factor")?.unwrap_or(1))
            }

            #[inline]
            pub fn dilation_w_factor(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(6, "Conv3DOptions", "dilation_w_factor")?.unwrap_or(1))
            }

            #[inline]
            pub fn dilation_h_factor(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(7, "Conv3DOptions", "dilation_h_factor")?.unwrap_or(1))
            }
        }

        impl<'a> ::core::fmt::Debug for Conv3DOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("Conv3DOptionsRef");
                f.field("padding", &self.padding());
                f.field("stride_d", &self.stride_d());
                f.field("stride_w", &self.stride_w());
                f.field("stride_h", &self.stride_h());
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("dilation_d_factor", &self.dilation_d_factor());
                f.field("dilation_w_factor", &self.dilation_w_factor());
                f.field("dilation_h_factor", &self.dilation_h_factor());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<Conv3DOptionsRef<'a>> for Conv3DOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: Conv3DOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    padding: ::core::convert::TryInto::try_into(value.padding()?)?,
                    stride_d: ::core::convert::TryInto::try_into(value.stride_d()?)?,
                    stride_w: ::core::convert::TryInto::try_into(value.stride_w()?)?,
                    stride_h: ::core::convert::TryInto::try_into(value.stride_h()?)?,
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    dilation_d_factor: ::core::convert::TryInto::try_into(value.dilation_d_factor()?)?,
                    dilation_w_factor: ::core::convert::TryInto::try_into(value.dilation_w_factor()?)?,
                    dilation_h_factor: ::core::convert::TryInto::try_into(value.dilation_h_factor()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for Conv3DOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for Conv3DOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[Conv3DOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for Conv3DOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[Conv3DOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `Pool2DOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct Pool2DOptions {
            pub padding: self::Padding,
            pub stride_w: i32,
            pub stride_h: i32,
            pub filter_width: i32,
            pub filter_height: i32,
            pub fused_activation_function: self::ActivationFunctionType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Pool2DOptions {
            fn default() -> Self {
                Self {
                    padding: self::Padding::Same,
                    stride_w: 0,
                    stride_h: 0,
                    filter_width: 0,
                    filter_height: 0,
                    fused_activation_function: self::ActivationFunctionType::None,
                }
            }
        }

        /// Reference to a deserialized [Pool2DOptions].
        #[derive(Copy, Clone)]
        pub struct Pool2DOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> Pool2DOptionsRef<'a> {
            #[inline]
            pub fn padding(&self) -> ::planus::Result<self::Padding> {
                ::core::result::Result::Ok(self.0.access(0, "Pool2DOptions", "padding")?.unwrap_or(self::Padding::Same))
            }

            #[inline]
            pub fn stride_w(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "Pool2DOptions", "stride_w")?.unwrap_or(0))
            }

            #[inline]
            pub fn stride_h(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(2, "Pool2DOptions", "stride_h")?.unwrap_or(0))
            }

            #[inline]
            pub fn filter_width(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(3, "Pool2DOptions", "filter_width")?.unwrap_or(0))
            }

            #[inline]
            pub fn filter_height(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(4, "Pool2DOptions", "filter_height")?.unwrap_or(0))
            }

            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(5, "Pool2DOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for Pool2DOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("Pool2DOptionsRef");
                f.field("padding", &self.padding());
                f.field("stride_w", &self.stride_w());
                f.field("stride_h", &self.stride_h());
                f.field("filter_width", &self.filter_width());
                f.field("filter_height", &self.filter_height());
                f.field("fused_activation_function", &self.fused_activation_function());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<Pool2DOptionsRef<'a>> for Pool2DOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: Pool2DOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    padding: ::core::convert::TryInto::try_into(value.padding()?)?,
                    stride_w: ::core::convert::TryInto::try_into(value.stride_w()?)?,
                    stride_h: ::core::convert::TryInto::try_into(value.stride_h()?)?,
                    filter_width: ::core::convert::TryInto::try_into(value.filter_width()?)?,
                    filter_height: ::core::convert::TryInto::try_into(value.filter_height()?)?,
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for Pool2DOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for Pool2DOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[Pool2DOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for Pool2DOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[Pool2DOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `DepthwiseConv2DOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct DepthwiseConv2DOptions {
            pub padding: self::Padding,
            pub stride_w: i32,
            pub stride_h: i32,
            pub depth_multiplier: i32,
            pub fused_activation_function: self::ActivationFunctionType,
            pub dilation_w_factor: i32,
            pub dilation_h_factor: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for DepthwiseConv2DOptions {
            fn default() -> Self {
                Self {
                    padding: self::Padding::Same,
                    stride_w: 0,
                    stride_h: 0,
                    depth_multiplier: 0,
                    fused_activation_function: self::ActivationFunctionType::None,
                    dilation_w_factor: 1,
                    dilation_h_factor: 1,
                }
            }
        }

        /// Reference to a deserialized [DepthwiseConv2DOptions].
        #[derive(Copy, Clone)]
        pub struct DepthwiseConv2DOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> DepthwiseConv2DOptionsRef<'a> {
            #[inline]
            pub fn padding(&self) -> ::planus::Result<self::Padding> {
                ::core::result::Result::Ok(
                    self.0.access(0, "DepthwiseConv2DOptions", "padding")?.unwrap_or(self::Padding::Same),
                )
            }

            #[inline]
            pub fn stride_w(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "DepthwiseConv2DOptions", "stride_w")?.unwrap_or(0))
            }

            #[inline]
            pub fn stride_h(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(2, "DepthwiseConv2DOptions", "stride_h")?.unwrap_or(0))
            }

            #[inline]
            pub fn depth_multiplier(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(3, "DepthwiseConv2DOptions", "depth_multiplier")?.unwrap_or(0))
            }

            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(4, "DepthwiseConv2DOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn dilation_w_factor(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(
                    self.0.access(5, "DepthwiseConv2DOptions", "dilation_w_factor")?.unwrap_or(1),
                )
            }

            #[inline]
            pub fn dilation_h_factor(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(
                    self.0.access(6, "DepthwiseConv2DOptions", "dilation_h_factor")?.unwrap_or(1),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for DepthwiseConv2DOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("DepthwiseConv2DOptionsRef");
                f.field("padding", &self.padding());
                f.field("stride_w", &self.stride_w());
                f.field("stride_h", &self.stride_h());
                f.field("depth_multiplier", &self.depth_multiplier());
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("dilation_w_factor", &self.dilation_w_factor());
                f.field("dilation_h_factor", &self.dilation_h_factor());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<DepthwiseConv2DOptionsRef<'a>> for DepthwiseConv2DOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: DepthwiseConv2DOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    padding: ::core::convert::TryInto::try_into(value.padding()?)?,
                    stride_w: ::core::convert::TryInto::try_into(value.stride_w()?)?,
                    stride_h: ::core::convert::TryInto::try_into(value.stride_h()?)?,
                    depth_multiplier: ::core::convert::TryInto::try_into(value.depth_multiplier()?)?,
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    dilation_w_factor: ::core::convert::TryInto::try_into(value.dilation_w_factor()?)?,
                    dilation_h_factor: ::core::convert::TryInto::try_into(value.dilation_h_factor()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for DepthwiseConv2DOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for DepthwiseConv2DOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[DepthwiseConv2DOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for DepthwiseConv2DOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[DepthwiseConv2DOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ConcatEmbeddingsOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ConcatEmbeddingsOptions {
            pub num_channels: i32,
            pub num_columns_per_channel: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub embedding_dim_per_channel: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ConcatEmbeddingsOptions {
            fn default() -> Self {
                Self {
                    num_channels: 0,
                    num_columns_per_channel: ::core::default::Default::default(),
                    embedding_dim_per_channel: ::core::default::Default::default(),
                }
            }
        }

        /// Reference to a deserialized [ConcatEmbeddingsOptions].
        #[derive(Copy, Clone)]
        pub struct ConcatEmbeddingsOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ConcatEmbeddingsOptionsRef<'a> {
            #[inline]
            pub fn num_channels(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "ConcatEmbeddingsOptions", "num_channels")?.unwrap_or(0))
            }

            #[inline]
            pub fn num_columns_per_channel(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(1, "ConcatEmbeddingsOptions", "num_columns_per_channel")
            }

            #[inline]
            pub fn embedding_dim_per_channel(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(2, "ConcatEmbeddingsOptions", "embedding_dim_per_channel")
            }
        }

        impl<'a> ::core::fmt::Debug for ConcatEmbeddingsOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ConcatEmbeddingsOptionsRef");
                f.field("num_channels", &self.num_channels());
                if let ::core::option::Option::Some(field_num_columns_per_channel) =
                    self.num_columns_per_channel().transpose()
                {
                    f.field("num_columns_per_channel", &field_num_columns_per_channel);
                }
                if let ::core::option::Option::Some(field_embedding_dim_per_channel) =
                    self.embedding_dim_per_channel().transpose()
                {
                    f.field("embedding_dim_per_channel", &field_embedding_dim_per_channel);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ConcatEmbeddingsOptionsRef<'a>> for ConcatEmbeddingsOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ConcatEmbeddingsOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    num_channels: ::core::convert::TryInto::try_into(value.num_channels()?)?,
                    num_columns_per_channel: if let ::core::option::Option::Some(num_columns_per_channel) =
                        value.num_columns_per_channel()?
                    {
                        ::core::option::Option::Some(num_columns_per_channel.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    embedding_dim_per_channel: if let ::core::option::Option::Some(embedding_dim_per_channel) =
                        value.embedding_dim_per_channel()?
                    {
                        ::core::option::Option::Some(embedding_dim_per_channel.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ConcatEmbeddingsOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ConcatEmbeddingsOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ConcatEmbeddingsOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ConcatEmbeddingsOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ConcatEmbeddingsOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `LSHProjectionOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct LshProjectionOptions {
            pub type_: self::LshProjectionType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for LshProjectionOptions {
            fn default() -> Self {
                Self { type_: self::LshProjectionType::Unknown }
            }
        }

        /// Reference to a deserialized [LshProjectionOptions].
        #[derive(Copy, Clone)]
        pub struct LshProjectionOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> LshProjectionOptionsRef<'a> {
            #[inline]
            pub fn type_(&self) -> ::planus::Result<self::LshProjectionType> {
                ::core::result::Result::Ok(
                    self.0.access(0, "LshProjectionOptions", "type_")?.unwrap_or(self::LshProjectionType::Unknown),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for LshProjectionOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("LshProjectionOptionsRef");
                f.field("type_", &self.type_());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<LshProjectionOptionsRef<'a>> for LshProjectionOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: LshProjectionOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { type_: ::core::convert::TryInto::try_into(value.type_()?)? })
            }
        }

        impl<'a> ::planus::TableRead<'a> for LshProjectionOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for LshProjectionOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[LshProjectionOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for LshProjectionOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[LshProjectionOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SVDFOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SvdfOptions {
            pub rank: i32,
            pub fused_activation_function: self::ActivationFunctionType,
            pub asymmetric_quantize_inputs: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SvdfOptions {
            fn default() -> Self {
                Self {
                    rank: 0,
                    fused_activation_function: self::ActivationFunctionType::None,
                    asymmetric_quantize_inputs: false,
                }
            }
        }

        /// Reference to a deserialized [SvdfOptions].
        #[derive(Copy, Clone)]
        pub struct SvdfOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SvdfOptionsRef<'a> {
            #[inline]
            pub fn rank(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "SvdfOptions", "rank")?.unwrap_or(0))
            }

            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(1, "SvdfOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn asymmetric_quantize_inputs(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(2, "SvdfOptions", "asymmetric_quantize_inputs")?.unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for SvdfOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SvdfOptionsRef");
                f.field("rank", &self.rank());
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("asymmetric_quantize_inputs", &self.asymmetric_quantize_inputs());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SvdfOptionsRef<'a>> for SvdfOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SvdfOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    rank: ::core::convert::TryInto::try_into(value.rank()?)?,
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    asymmetric_quantize_inputs: ::core::convert::TryInto::try_into(
                        value.asymmetric_quantize_inputs()?,
                    )?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SvdfOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SvdfOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SvdfOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SvdfOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SvdfOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `RNNOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct RnnOptions {
            pub fused_activation_function: self::ActivationFunctionType,
            pub asymmetric_quantize_inputs: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for RnnOptions {
            fn default() -> Self {
                Self {
                    fused_activation_function: self::ActivationFunctionType::None,
                    asymmetric_quantize_inputs: false,
                }
            }
        }

        /// Reference to a deserialized [RnnOptions].
        #[derive(Copy, Clone)]
        pub struct RnnOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> RnnOptionsRef<'a> {
            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "RnnOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn asymmetric_quantize_inputs(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(1, "RnnOptions", "asymmetric_quantize_inputs")?.unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for RnnOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("RnnOptionsRef");
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("asymmetric_quantize_inputs", &self.asymmetric_quantize_inputs());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<RnnOptionsRef<'a>> for RnnOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: RnnOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    asymmetric_quantize_inputs: ::core::convert::TryInto::try_into(
                        value.asymmetric_quantize_inputs()?,
                    )?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for RnnOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for RnnOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[RnnOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for RnnOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[RnnOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SequenceRNNOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SequenceRnnOptions {
            pub time_major: bool,
            pub fused_activation_function: self::ActivationFunctionType,
            pub asymmetric_quantize_inputs: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SequenceRnnOptions {
            fn default() -> Self {
                Self {
                    time_major: false,
                    fused_activation_function: self::ActivationFunctionType::None,
                    asymmetric_quantize_inputs: false,
                }
            }
        }

        /// Reference to a deserialized [SequenceRnnOptions].
        #[derive(Copy, Clone)]
        pub struct SequenceRnnOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SequenceRnnOptionsRef<'a> {
            #[inline]
            pub fn time_major(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(0, "SequenceRnnOptions", "time_major")?.unwrap_or(false))
            }

            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(1, "SequenceRnnOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn asymmetric_quantize_inputs(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(2, "SequenceRnnOptions", "asymmetric_quantize_inputs")?.unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for SequenceRnnOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SequenceRnnOptionsRef");
                f.field("time_major", &self.time_major());
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("asymmetric_quantize_inputs", &self.asymmetric_quantize_inputs());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SequenceRnnOptionsRef<'a>> for SequenceRnnOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SequenceRnnOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    time_major: ::core::convert::TryInto::try_into(value.time_major()?)?,
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    asymmetric_quantize_inputs: ::core::convert::TryInto::try_into(
                        value.asymmetric_quantize_inputs()?,
                    )?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SequenceRnnOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SequenceRnnOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SequenceRnnOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SequenceRnnOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SequenceRnnOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `BidirectionalSequenceRNNOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct BidirectionalSequenceRnnOptions {
            pub time_major: bool,
            pub fused_activation_function: self::ActivationFunctionType,
            pub merge_outputs: bool,
            pub asymmetric_quantize_inputs: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for BidirectionalSequenceRnnOptions {
            fn default() -> Self {
                Self {
                    time_major: false,
                    fused_activation_function: self::ActivationFunctionType::None,
                    merge_outputs: false,
                    asymmetric_quantize_inputs: false,
                }
            }
        }

        /// Reference to a deserialized [BidirectionalSequenceRnnOptions].
        #[derive(Copy, Clone)]
        pub struct BidirectionalSequenceRnnOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> BidirectionalSequenceRnnOptionsRef<'a> {
            #[inline]
            pub fn time_major(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(0, "BidirectionalSequenceRnnOptions", "time_major")?.unwrap_or(false),
                )
            }

            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(1, "BidirectionalSequenceRnnOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn merge_outputs(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(2, "BidirectionalSequenceRnnOptions", "merge_outputs")?.unwrap_or(false),
                )
            }

            #[inline]
            pub fn asymmetric_quantize_inputs(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(3, "BidirectionalSequenceRnnOptions", "asymmetric_quantize_inputs")?.unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for BidirectionalSequenceRnnOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("BidirectionalSequenceRnnOptionsRef");
                f.field("time_major", &self.time_major());
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("merge_outputs", &self.merge_outputs());
                f.field("asymmetric_quantize_inputs", &self.asymmetric_quantize_inputs());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<BidirectionalSequenceRnnOptionsRef<'a>> for BidirectionalSequenceRnnOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: BidirectionalSequenceRnnOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    time_major: ::core::convert::TryInto::try_into(value.time_major()?)?,
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    merge_outputs: ::core::convert::TryInto::try_into(value.merge_outputs()?)?,
                    asymmetric_quantize_inputs: ::core::convert::TryInto::try_into(
                        value.asymmetric_quantize_inputs()?,
                    )?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for BidirectionalSequenceRnnOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for BidirectionalSequenceRnnOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location(
                        "[BidirectionalSequenceRnnOptionsRef]",
                        "get",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for BidirectionalSequenceRnnOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[BidirectionalSequenceRnnOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `FullyConnectedOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct FullyConnectedOptions {
            pub fused_activation_function: self::ActivationFunctionType,
            pub weights_format: self::FullyConnectedOptionsWeightsFormat,
            pub keep_num_dims: bool,
            pub asymmetric_quantize_inputs: bool,
            pub quantized_bias_type: self::TensorType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for FullyConnectedOptions {
            fn default() -> Self {
                Self {
                    fused_activation_function: self::ActivationFunctionType::None,
                    weights_format: self::FullyConnectedOptionsWeightsFormat::Default,
                    keep_num_dims: false,
                    asymmetric_quantize_inputs: false,
                    quantized_bias_type: self::TensorType::Float32,
                }
            }
        }

        /// Reference to a deserialized [FullyConnectedOptions].
        #[derive(Copy, Clone)]
        pub struct FullyConnectedOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> FullyConnectedOptionsRef<'a> {
            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "FullyConnectedOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn weights_format(&self) -> ::planus::Result<self::FullyConnectedOptionsWeightsFormat> {
                ::core::result::Result::Ok(
                    self.0
                        .access(1, "FullyConnectedOptions", "weights_format")?
                        .unwrap_or(self::FullyConnectedOptionsWeightsFormat::Default),
                )
            }

            #[inline]
            pub fn keep_num_dims(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(2, "FullyConnectedOptions", "keep_num_dims")?.unwrap_or(false))
            }

            #[inline]
            pub fn asymmetric_quantize_inputs(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(3, "FullyConnectedOptions", "asymmetric_quantize_inputs")?.unwrap_or(false),
                )
            }

            #[inline]
            pub fn quantized_bias_type(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(4, "FullyConnectedOptions", "quantized_bias_type")?
                        .unwrap_or(self::TensorType::Float32),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for FullyConnectedOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("FullyConnectedOptionsRef");
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("weights_format", &self.weights_format());
                f.field("keep_num_dims", &self.keep_num_dims());
                f.field("asymmetric_quantize_inputs", &self.asymmetric_quantize_inputs());
                f.field("quantized_bias_type", &self.quantized_bias_type());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<FullyConnectedOptionsRef<'a>> for FullyConnectedOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: FullyConnectedOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    weights_format: ::core::convert::TryInto::try_into(value.weights_format()?)?,
                    keep_num_dims: ::core::convert::TryInto::try_into(value.keep_num_dims()?)?,
                    asymmetric_quantize_inputs: ::core::convert::TryInto::try_into(
                        value.asymmetric_quantize_inputs()?,
                    )?,
                    quantized_bias_type: ::core::convert::TryInto::try_into(value.quantized_bias_type()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for FullyConnectedOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for FullyConnectedOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[FullyConnectedOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for FullyConnectedOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[FullyConnectedOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SoftmaxOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct SoftmaxOptions {
            pub beta: f32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SoftmaxOptions {
            fn default() -> Self {
                Self { beta: 0.0 }
            }
        }

        /// Reference to a deserialized [SoftmaxOptions].
        #[derive(Copy, Clone)]
        pub struct SoftmaxOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SoftmaxOptionsRef<'a> {
            #[inline]
            pub fn beta(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(self.0.access(0, "SoftmaxOptions", "beta")?.unwrap_or(0.0))
            }
        }

        impl<'a> ::core::fmt::Debug for SoftmaxOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SoftmaxOptionsRef");
                f.field("beta", &self.beta());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SoftmaxOptionsRef<'a>> for SoftmaxOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SoftmaxOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { beta: ::core::convert::TryInto::try_into(value.beta()?)? })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SoftmaxOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SoftmaxOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SoftmaxOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SoftmaxOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SoftmaxOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ConcatenationOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ConcatenationOptions {
            pub axis: i32,
            pub fused_activation_function: self::ActivationFunctionType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ConcatenationOptions {
            fn default() -> Self {
                Self { axis: 0, fused_activation_function: self::ActivationFunctionType::None }
            }
        }

        /// Reference to a deserialized [ConcatenationOptions].
        #[derive(Copy, Clone)]
        pub struct ConcatenationOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ConcatenationOptionsRef<'a> {
            #[inline]
            pub fn axis(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "ConcatenationOptions", "axis")?.unwrap_or(0))
            }

            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(1, "ConcatenationOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for ConcatenationOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ConcatenationOptionsRef");
                f.field("axis", &self.axis());
                f.field("fused_activation_function", &self.fused_activation_function());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ConcatenationOptionsRef<'a>> for ConcatenationOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ConcatenationOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    axis: ::core::convert::TryInto::try_into(value.axis()?)?,
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ConcatenationOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ConcatenationOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ConcatenationOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ConcatenationOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ConcatenationOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `AddOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct AddOptions {
            pub fused_activation_function: self::ActivationFunctionType,
            pub pot_scale_int16: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for AddOptions {
            fn default() -> Self {
                Self { fused_activation_function: self::ActivationFunctionType::None, pot_scale_int16: true }
            }
        }

        /// Reference to a deserialized [AddOptions].
        #[derive(Copy, Clone)]
        pub struct AddOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> AddOptionsRef<'a> {
            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "AddOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn pot_scale_int16(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(1, "AddOptions", "pot_scale_int16")?.unwrap_or(true))
            }
        }

        impl<'a> ::core::fmt::Debug for AddOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("AddOptionsRef");
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("pot_scale_int16", &self.pot_scale_int16());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<AddOptionsRef<'a>> for AddOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: AddOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    pot_scale_int16: ::core::convert::TryInto::try_into(value.pot_scale_int16()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for AddOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for AddOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[AddOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for AddOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[AddOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `MulOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct MulOptions {
            pub fused_activation_function: self::ActivationFunctionType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for MulOptions {
            fn default() -> Self {
                Self { fused_activation_function: self::ActivationFunctionType::None }
            }
        }

        /// Reference to a deserialized [MulOptions].
        #[derive(Copy, Clone)]
        pub struct MulOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> MulOptionsRef<'a> {
            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "MulOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for MulOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("MulOptionsRef");
                f.field("fused_activation_function", &self.fused_activation_function());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<MulOptionsRef<'a>> for MulOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: MulOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for MulOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for MulOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[MulOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for MulOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[MulOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `L2NormOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct L2NormOptions {
            pub fused_activation_function: self::ActivationFunctionType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for L2NormOptions {
            fn default() -> Self {
                Self { fused_activation_function: self::ActivationFunctionType::None }
            }
        }

        /// Reference to a deserialized [L2NormOptions].
        #[derive(Copy, Clone)]
        pub struct L2NormOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> L2NormOptionsRef<'a> {
            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "L2NormOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for L2NormOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("L2NormOptionsRef");
                f.field("fused_activation_function", &self.fused_activation_function());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<L2NormOptionsRef<'a>> for L2NormOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: L2NormOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for L2NormOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for L2NormOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[L2NormOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for L2NormOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[L2NormOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `LocalResponseNormalizationOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct LocalResponseNormalizationOptions {
            pub radius: i32,
            pub bias: f32,
            pub alpha: f32,
            pub beta: f32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for LocalResponseNormalizationOptions {
            fn default() -> Self {
                Self { radius: 0, bias: 0.0, alpha: 0.0, beta: 0.0 }
            }
        }

        /// Reference to a deserialized [LocalResponseNormalizationOptions].
        #[derive(Copy, Clone)]
        pub struct LocalResponseNormalizationOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> LocalResponseNormalizationOptionsRef<'a> {
            #[inline]
            pub fn radius(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(
                    self.0.access(0, "LocalResponseNormalizationOptions", "radius")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn bias(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(
                    self.0.access(1, "LocalResponseNormalizationOptions", "bias")?.unwrap_or(0.0),
                )
            }

            #[inline]
            pub fn alpha(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(
                    self.0.access(2, "LocalResponseNormalizationOptions", "alpha")?.unwrap_or(0.0),
                )
            }

            #[inline]
            pub fn beta(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(
                    self.0.access(3, "LocalResponseNormalizationOptions", "beta")?.unwrap_or(0.0),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for LocalResponseNormalizationOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("LocalResponseNormalizationOptionsRef");
                f.field("radius", &self.radius());
                f.field("bias", &self.bias());
                f.field("alpha", &self.alpha());
                f.field("beta", &self.beta());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<LocalResponseNormalizationOptionsRef<'a>> for LocalResponseNormalizationOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: LocalResponseNormalizationOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    radius: ::core::convert::TryInto::try_into(value.radius()?)?,
                    bias: ::core::convert::TryInto::try_into(value.bias()?)?,
                    alpha: ::core::convert::TryInto::try_into(value.alpha()?)?,
                    beta: ::core::convert::TryInto::try_into(value.beta()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for LocalResponseNormalizationOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for LocalResponseNormalizationOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location(
                        "[LocalResponseNormalizationOptionsRef]",
                        "get",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for LocalResponseNormalizationOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[LocalResponseNormalizationOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `LSTMOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct LstmOptions {
            pub fused_activation_function: self::ActivationFunctionType,
            pub cell_clip: f32,
            pub proj_clip: f32,
            pub kernel_type: self::LstmKernelType,
            pub asymmetric_quantize_inputs: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for LstmOptions {
            fn default() -> Self {
                Self {
                    fused_activation_function: self::ActivationFunctionType::None,
                    cell_clip: 0.0,
                    proj_clip: 0.0,
                    kernel_type: self::LstmKernelType::Full,
                    asymmetric_quantize_inputs: false,
                }
            }
        }

        /// Reference to a deserialized [LstmOptions].
        #[derive(Copy, Clone)]
        pub struct LstmOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> LstmOptionsRef<'a> {
            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "LstmOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn cell_clip(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(self.0.access(1, "LstmOptions", "cell_clip")?.unwrap_or(0.0))
            }

            #[inline]
            pub fn proj_clip(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(self.0.access(2, "LstmOptions", "proj_clip")?.unwrap_or(0.0))
            }

            #[inline]
            pub fn kernel_type(&self) -> ::planus::Result<self::LstmKernelType> {
                ::core::result::Result::Ok(
                    self.0.access(3, "LstmOptions", "kernel_type")?.unwrap_or(self::LstmKernelType::Full),
                )
            }

            #[inline]
            pub fn asymmetric_quantize_inputs(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(4, "LstmOptions", "asymmetric_quantize_inputs")?.unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for LstmOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("LstmOptionsRef");
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("cell_clip", &self.cell_clip());
                f.field("proj_clip", &self.proj_clip());
                f.field("kernel_type", &self.kernel_type());
                f.field("asymmetric_quantize_inputs", &self.asymmetric_quantize_inputs());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<LstmOptionsRef<'a>> for LstmOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: LstmOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    cell_clip: ::core::convert::TryInto::try_into(value.cell_clip()?)?,
                    proj_clip: ::core::convert::TryInto::try_into(value.proj_clip()?)?,
                    kernel_type: ::core::convert::TryInto::try_into(value.kernel_type()?)?,
                    asymmetric_quantize_inputs: ::core::convert::TryInto::try_into(
                        value.asymmetric_quantize_inputs()?,
                    )?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for LstmOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for LstmOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[LstmOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for LstmOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[LstmOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `UnidirectionalSequenceLSTMOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct UnidirectionalSequenceLstmOptions {
            pub fused_activation_function: self::ActivationFunctionType,
            pub cell_clip: f32,
            pub proj_clip: f32,
            pub time_major: bool,
            pub asymmetric_quantize_inputs: bool,
            pub diagonal_recurrent_tensors: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for UnidirectionalSequenceLstmOptions {
            fn default() -> Self {
                Self {
                    fused_activation_function: self::ActivationFunctionType::None,
                    cell_clip: 0.0,
                    proj_clip: 0.0,
                    time_major: false,
                    asymmetric_quantize_inputs: false,
                    diagonal_recurrent_tensors: false,
                }
            }
        }

        /// Reference to a deserialized [UnidirectionalSequenceLstmOptions].
        #[derive(Copy, Clone)]
        pub struct UnidirectionalSequenceLstmOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> UnidirectionalSequenceLstmOptionsRef<'a> {
            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "UnidirectionalSequenceLstmOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn cell_clip(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(
                    self.0.access(1, "UnidirectionalSequenceLstmOptions", "cell_clip")?.unwrap_or(0.0),
                )
            }

            #[inline]
            pub fn proj_clip(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(
                    self.0.access(2, "UnidirectionalSequenceLstmOptions", "proj_clip")?.unwrap_or(0.0),
                )
            }

            #[inline]
            pub fn time_major(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(3, "UnidirectionalSequenceLstmOptions", "time_major")?.unwrap_or(false),
                )
            }

            #[inline]
            pub fn asymmetric_quantize_inputs(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0
                        .access(4, "UnidirectionalSequenceLstmOptions", "asymmetric_quantize_inputs")?
                        .unwrap_or(false),
                )
            }

            #[inline]
            pub fn diagonal_recurrent_tensors(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0
                        .access(5, "UnidirectionalSequenceLstmOptions", "diagonal_recurrent_tensors")?
                        .unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for UnidirectionalSequenceLstmOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("UnidirectionalSequenceLstmOptionsRef");
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("cell_clip", &self.cell_clip());
                f.field("proj_clip", &self.proj_clip());
                f.field("time_major", &self.time_major());
                f.field("asymmetric_quantize_inputs", &self.asymmetric_quantize_inputs());
                f.field("diagonal_recurrent_tensors", &self.diagonal_recurrent_tensors());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<UnidirectionalSequenceLstmOptionsRef<'a>> for UnidirectionalSequenceLstmOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: UnidirectionalSequenceLstmOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    cell_clip: ::core::convert::TryInto::try_into(value.cell_clip()?)?,
                    proj_clip: ::core::convert::TryInto::try_into(value.proj_clip()?)?,
                    time_major: ::core::convert::TryInto::try_into(value.time_major()?)?,
                    asymmetric_quantize_inputs: ::core::convert::TryInto::try_into(
                        value.asymmetric_quantize_inputs()?,
                    )?,
                    diagonal_recurrent_tensors: ::core::convert::TryInto::try_into(
                        value.diagonal_recurrent_tensors()?,
                    )?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for UnidirectionalSequenceLstmOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for UnidirectionalSequenceLstmOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location(
                        "[UnidirectionalSequenceLstmOptionsRef]",
                        "get",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for UnidirectionalSequenceLstmOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[UnidirectionalSequenceLstmOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `BidirectionalSequenceLSTMOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct BidirectionalSequenceLstmOptions {
            pub fused_activation_function: self::ActivationFunctionType,
            pub cell_clip: f32,
            pub proj_clip: f32,
            pub merge_outputs: bool,
            pub time_major: bool,
            pub asymmetric_quantize_inputs: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for BidirectionalSequenceLstmOptions {
            fn default() -> Self {
                Self {
                    fused_activation_function: self::ActivationFunctionType::None,
                    cell_clip: 0.0,
                    proj_clip: 0.0,
                    merge_outputs: false,
                    time_major: true,
                    asymmetric_quantize_inputs: false,
                }
            }
        }

        /// Reference to a deserialized [BidirectionalSequenceLstmOptions].
        #[derive(Copy, Clone)]
        pub struct BidirectionalSequenceLstmOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> BidirectionalSequenceLstmOptionsRef<'a> {
            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "BidirectionalSequenceLstmOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn cell_clip(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(
                    self.0.access(1, "BidirectionalSequenceLstmOptions", "cell_clip")?.unwrap_or(0.0),
                )
            }

            #[inline]
            pub fn proj_clip(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(
                    self.0.access(2, "BidirectionalSequenceLstmOptions", "proj_clip")?.unwrap_or(0.0),
                )
            }

            #[inline]
            pub fn merge_outputs(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(3, "BidirectionalSequenceLstmOptions", "merge_outputs")?.unwrap_or(false),
                )
            }

            #[inline]
            pub fn time_major(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(4, "BidirectionalSequenceLstmOptions", "time_major")?.unwrap_or(true),
                )
            }

            #[inline]
            pub fn asymmetric_quantize_inputs(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0
                        .access(5, "BidirectionalSequenceLstmOptions", "asymmetric_quantize_inputs")?
                        .unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for BidirectionalSequenceLstmOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("BidirectionalSequenceLstmOptionsRef");
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("cell_clip", &self.cell_clip());
                f.field("proj_clip", &self.proj_clip());
                f.field("merge_outputs", &self.merge_outputs());
                f.field("time_major", &self.time_major());
                f.field("asymmetric_quantize_inputs", &self.asymmetric_quantize_inputs());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<BidirectionalSequenceLstmOptionsRef<'a>> for BidirectionalSequenceLstmOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: BidirectionalSequenceLstmOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    cell_clip: ::core::convert::TryInto::try_into(value.cell_clip()?)?,
                    proj_clip: ::core::convert::TryInto::try_into(value.proj_clip()?)?,
                    merge_outputs: ::core::convert::TryInto::try_into(value.merge_outputs()?)?,
                    time_major: ::core::convert::TryInto::try_into(value.time_major()?)?,
                    asymmetric_quantize_inputs: ::core::convert::TryInto::try_into(
                        value.asymmetric_quantize_inputs()?,
                    )?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for BidirectionalSequenceLstmOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for BidirectionalSequenceLstmOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location(
                        "[BidirectionalSequenceLstmOptionsRef]",
                        "get",
                        buffer.offset_from_start,
                    )
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for BidirectionalSequenceLstmOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[BidirectionalSequenceLstmOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `ResizeBilinearOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ResizeBilinearOptions {
            pub align_corners: bool,
            pub half_pixel_centers: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ResizeBilinearOptions {
            fn default() -> Self {
                Self { align_corners: false, half_pixel_centers: false }
            }
        }

        /// Reference to a deserialized [ResizeBilinearOptions].
        #[derive(Copy, Clone)]
        pub struct ResizeBilinearOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ResizeBilinearOptionsRef<'a> {
            #[inline]
            pub fn align_corners(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(2, "ResizeBilinearOptions", "align_corners")?.unwrap_or(false))
            }

            #[inline]
            pub fn half_pixel_centers(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(3, "ResizeBilinearOptions", "half_pixel_centers")?.unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for ResizeBilinearOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ResizeBilinearOptionsRef");
                f.field("align_corners", &self.align_corners());
                f.field("half_pixel_centers", &self.half_pixel_centers());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ResizeBilinearOptionsRef<'a>> for ResizeBilinearOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ResizeBilinearOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    align_corners: ::core::convert::TryInto::try_into(value.align_corners()?)?,
                    half_pixel_centers: ::core::convert::TryInto::try_into(value.half_pixel_centers()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ResizeBilinearOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ResizeBilinearOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ResizeBilinearOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ResizeBilinearOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ResizeBilinearOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ResizeNearestNeighborOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ResizeNearestNeighborOptions {
            pub align_corners: bool,
            pub half_pixel_centers: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ResizeNearestNeighborOptions {
            fn default() -> Self {
                Self { align_corners: false, half_pixel_centers: false }
            }
        }

        /// Reference to a deserialized [ResizeNearestNeighborOptions].
        #[derive(Copy, Clone)]
        pub struct ResizeNearestNeighborOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ResizeNearestNeighborOptionsRef<'a> {
            #[inline]
            pub fn align_corners(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(0, "ResizeNearestNeighborOptions", "align_corners")?.unwrap_or(false),
                )
            }

            #[inline]
            pub fn half_pixel_centers(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(1, "ResizeNearestNeighborOptions", "half_pixel_centers")?.unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for ResizeNearestNeighborOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ResizeNearestNeighborOptionsRef");
                f.field("align_corners", &self.align_corners());
                f.field("half_pixel_centers", &self.half_pixel_centers());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ResizeNearestNeighborOptionsRef<'a>> for ResizeNearestNeighborOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ResizeNearestNeighborOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    align_corners: ::core::convert::TryInto::try_into(value.align_corners()?)?,
                    half_pixel_centers: ::core::convert::TryInto::try_into(value.half_pixel_centers()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ResizeNearestNeighborOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ResizeNearestNeighborOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ResizeNearestNeighborOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ResizeNearestNeighborOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[ResizeNearestNeighborOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `CallOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct CallOptions {
            pub subgraph: u32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for CallOptions {
            fn default() -> Self {
                Self { subgraph: 0 }
            }
        }

        /// Reference to a deserialized [CallOptions].
        #[derive(Copy, Clone)]
        pub struct CallOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> CallOptionsRef<'a> {
            #[inline]
            pub fn subgraph(&self) -> ::planus::Result<u32> {
                ::core::result::Result::Ok(self.0.access(0, "CallOptions", "subgraph")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for CallOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("CallOptionsRef");
                f.field("subgraph", &self.subgraph());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<CallOptionsRef<'a>> for CallOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: CallOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { subgraph: ::core::convert::TryInto::try_into(value.subgraph()?)? })
            }
        }

        impl<'a> ::planus::TableRead<'a> for CallOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for CallOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[CallOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for CallOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[CallOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `PadOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct PadOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for PadOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [PadOptions].
        #[derive(Copy, Clone)]
        pub struct PadOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> PadOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for PadOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("PadOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<PadOptionsRef<'a>> for PadOptions {
            type Error = ::planus::Error;

            fn try_from(_value: PadOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for PadOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for PadOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[PadOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for PadOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[PadOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `PadV2Options` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct PadV2Options {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for PadV2Options {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [PadV2Options].
        #[derive(Copy, Clone)]
        pub struct PadV2OptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> PadV2OptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for PadV2OptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("PadV2OptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<PadV2OptionsRef<'a>> for PadV2Options {
            type Error = ::planus::Error;

            fn try_from(_value: PadV2OptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for PadV2OptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for PadV2OptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[PadV2OptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for PadV2OptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[PadV2OptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ReshapeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ReshapeOptions {
            pub new_shape: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ReshapeOptions {
            fn default() -> Self {
                Self { new_shape: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [ReshapeOptions].
        #[derive(Copy, Clone)]
        pub struct ReshapeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ReshapeOptionsRef<'a> {
            #[inline]
            pub fn new_shape(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(0, "ReshapeOptions", "new_shape")
            }
        }

        impl<'a> ::core::fmt::Debug for ReshapeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ReshapeOptionsRef");
                if let ::core::option::Option::Some(field_new_shape) = self.new_shape().transpose() {
                    f.field("new_shape", &field_new_shape);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ReshapeOptionsRef<'a>> for ReshapeOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ReshapeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    new_shape: if let ::core::option::Option::Some(new_shape) = value.new_shape()? {
                        ::core::option::Option::Some(new_shape.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ReshapeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ReshapeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ReshapeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ReshapeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ReshapeOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SpaceToBatchNDOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SpaceToBatchNdOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SpaceToBatchNdOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [SpaceToBatchNdOptions].
        #[derive(Copy, Clone)]
        pub struct SpaceToBatchNdOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SpaceToBatchNdOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for SpaceToBatchNdOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SpaceToBatchNdOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SpaceToBatchNdOptionsRef<'a>> for SpaceToBatchNdOptions {
            type Error = ::planus::Error;

            fn try_from(_value: SpaceToBatchNdOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for SpaceToBatchNdOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SpaceToBatchNdOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SpaceToBatchNdOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SpaceToBatchNdOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SpaceToBatchNdOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `BatchToSpaceNDOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct BatchToSpaceNdOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for BatchToSpaceNdOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [BatchToSpaceNdOptions].
        #[derive(Copy, Clone)]
        pub struct BatchToSpaceNdOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> BatchToSpaceNdOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for BatchToSpaceNdOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("BatchToSpaceNdOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<BatchToSpaceNdOptionsRef<'a>> for BatchToSpaceNdOptions {
            type Error = ::planus::Error;

            fn try_from(_value: BatchToSpaceNdOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for BatchToSpaceNdOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for BatchToSpaceNdOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[BatchToSpaceNdOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for BatchToSpaceNdOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[BatchToSpaceNdOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SkipGramOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SkipGramOptions {
            pub ngram_size: i32,
            pub max_skip_size: i32,
            pub include_all_ngrams: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SkipGramOptions {
            fn default() -> Self {
                Self { ngram_size: 0, max_skip_size: 0, include_all_ngrams: false }
            }
        }

        /// Reference to a deserialized [SkipGramOptions].
        #[derive(Copy, Clone)]
        pub struct SkipGramOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SkipGramOptionsRef<'a> {
            #[inline]
            pub fn ngram_size(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "SkipGramOptions", "ngram_size")?.unwrap_or(0))
            }

            #[inline]
            pub fn max_skip_size(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "SkipGramOptions", "max_skip_size")?.unwrap_or(0))
            }

            #[inline]
            pub fn include_all_ngrams(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(2, "SkipGramOptions", "include_all_ngrams")?.unwrap_or(false))
            }
        }

        impl<'a> ::core::fmt::Debug for SkipGramOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SkipGramOptionsRef");
                f.field("ngram_size", &self.ngram_size());
                f.field("max_skip_size", &self.max_skip_size());
                f.field("include_all_ngrams", &self.include_all_ngrams());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SkipGramOptionsRef<'a>> for SkipGramOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SkipGramOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    ngram_size: ::core::convert::TryInto::try_into(value.ngram_size()?)?,
                    max_skip_size: ::core::convert::TryInto::try_into(value.max_skip_size()?)?,
                    include_all_ngrams: ::core::convert::TryInto::try_into(value.include_all_ngrams()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SkipGramOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SkipGramOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SkipGramOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SkipGramOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SkipGramOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SpaceToDepthOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SpaceToDepthOptions {
            pub block_size: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SpaceToDepthOptions {
            fn default() -> Self {
                Self { block_size: 0 }
            }
        }

        /// Reference to a deserialized [SpaceToDepthOptions].
        #[derive(Copy, Clone)]
        pub struct SpaceToDepthOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SpaceToDepthOptionsRef<'a> {
            #[inline]
            pub fn block_size(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "SpaceToDepthOptions", "block_size")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for SpaceToDepthOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SpaceToDepthOptionsRef");
                f.field("block_size", &self.block_size());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SpaceToDepthOptionsRef<'a>> for SpaceToDepthOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SpaceToDepthOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    block_size: ::core::convert::TryInto::try_into(value.block_size()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SpaceToDepthOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SpaceToDepthOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SpaceToDepthOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SpaceToDepthOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SpaceToDepthOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `DepthToSpaceOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct DepthToSpaceOptions {
            pub block_size: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for DepthToSpaceOptions {
            fn default() -> Self {
                Self { block_size: 0 }
            }
        }

        /// Reference to a deserialized [DepthToSpaceOptions].
        #[derive(Copy, Clone)]
        pub struct DepthToSpaceOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> DepthToSpaceOptionsRef<'a> {
            #[inline]
            pub fn block_size(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "DepthToSpaceOptions", "block_size")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for DepthToSpaceOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("DepthToSpaceOptionsRef");
                f.field("block_size", &self.block_size());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<DepthToSpaceOptionsRef<'a>> for DepthToSpaceOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: DepthToSpaceOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    block_size: ::core::convert::TryInto::try_into(value.block_size()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for DepthToSpaceOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for DepthToSpaceOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[DepthToSpaceOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for DepthToSpaceOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[DepthToSpaceOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SubOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SubOptions {
            pub fused_activation_function: self::ActivationFunctionType,
            pub pot_scale_int16: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SubOptions {
            fn default() -> Self {
                Self { fused_activation_function: self::ActivationFunctionType::None, pot_scale_int16: true }
            }
        }

        /// Reference to a deserialized [SubOptions].
        #[derive(Copy, Clone)]
        pub struct SubOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SubOptionsRef<'a> {
            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "SubOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn pot_scale_int16(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(1, "SubOptions", "pot_scale_int16")?.unwrap_or(true))
            }
        }

        impl<'a> ::core::fmt::Debug for SubOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SubOptionsRef");
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("pot_scale_int16", &self.pot_scale_int16());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SubOptionsRef<'a>> for SubOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SubOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    pot_scale_int16: ::core::convert::TryInto::try_into(value.pot_scale_int16()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SubOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SubOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SubOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SubOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SubOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `DivOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct DivOptions {
            pub fused_activation_function: self::ActivationFunctionType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for DivOptions {
            fn default() -> Self {
                Self { fused_activation_function: self::ActivationFunctionType::None }
            }
        }

        /// Reference to a deserialized [DivOptions].
        #[derive(Copy, Clone)]
        pub struct DivOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> DivOptionsRef<'a> {
            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "DivOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for DivOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("DivOptionsRef");
                f.field("fused_activation_function", &self.fused_activation_function());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<DivOptionsRef<'a>> for DivOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: DivOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for DivOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for DivOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[DivOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for DivOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[DivOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `TopKV2Options` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct TopKv2Options {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for TopKv2Options {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [TopKv2Options].
        #[derive(Copy, Clone)]
        pub struct TopKv2OptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> TopKv2OptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for TopKv2OptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("TopKv2OptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<TopKv2OptionsRef<'a>> for TopKv2Options {
            type Error = ::planus::Error;

            fn try_from(_value: TopKv2OptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for TopKv2OptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for TopKv2OptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[TopKv2OptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for TopKv2OptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[TopKv2OptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `EmbeddingLookupSparseOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct EmbeddingLookupSparseOptions {
            pub combiner: self::CombinerType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for EmbeddingLookupSparseOptions {
            fn default() -> Self {
                Self { combiner: self::CombinerType::Sum }
            }
        }

        /// Reference to a deserialized [EmbeddingLookupSparseOptions].
        #[derive(Copy, Clone)]
        pub struct EmbeddingLookupSparseOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> EmbeddingLookupSparseOptionsRef<'a> {
            #[inline]
            pub fn combiner(&self) -> ::planus::Result<self::CombinerType> {
                ::core::result::Result::Ok(
                    self.0.access(0, "EmbeddingLookupSparseOptions", "combiner")?.unwrap_or(self::CombinerType::Sum),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for EmbeddingLookupSparseOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("EmbeddingLookupSparseOptionsRef");
                f.field("combiner", &self.combiner());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<EmbeddingLookupSparseOptionsRef<'a>> for EmbeddingLookupSparseOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: EmbeddingLookupSparseOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { combiner: ::core::convert::TryInto::try_into(value.combiner()?)? })
            }
        }

        impl<'a> ::planus::TableRead<'a> for EmbeddingLookupSparseOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for EmbeddingLookupSparseOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[EmbeddingLookupSparseOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for EmbeddingLookupSparseOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[EmbeddingLookupSparseOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `GatherOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct GatherOptions {
            pub axis: i32,
            pub batch_dims: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for GatherOptions {
            fn default() -> Self {
                Self { axis: 0, batch_dims: 0 }
            }
        }

        /// Reference to a deserialized [GatherOptions].
        #[derive(Copy, Clone)]
        pub struct GatherOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> GatherOptionsRef<'a> {
            #[inline]
            pub fn axis(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "GatherOptions", "axis")?.unwrap_or(0))
            }

            #[inline]
            pub fn batch_dims(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "GatherOptions", "batch_dims")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for GatherOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("GatherOptionsRef");
                f.field("axis", &self.axis());
                f.field("batch_dims", &self.batch_dims());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<GatherOptionsRef<'a>> for GatherOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: GatherOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    axis: ::core::convert::TryInto::try_into(value.axis()?)?,
                    batch_dims: ::core::convert::TryInto::try_into(value.batch_dims()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for GatherOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for GatherOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[GatherOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for GatherOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[GatherOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `TransposeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct TransposeOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for TransposeOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [TransposeOptions].
        #[derive(Copy, Clone)]
        pub struct TransposeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> TransposeOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for TransposeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("TransposeOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<TransposeOptionsRef<'a>> for TransposeOptions {
            type Error = ::planus::Error;

            fn try_from(_value: TransposeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for TransposeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for TransposeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[TransposeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for TransposeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[TransposeOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ExpOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ExpOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ExpOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [ExpOptions].
        #[derive(Copy, Clone)]
        pub struct ExpOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ExpOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for ExpOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ExpOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ExpOptionsRef<'a>> for ExpOptions {
            type Error = ::planus::Error;

            fn try_from(_value: ExpOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for ExpOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ExpOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ExpOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ExpOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ExpOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `CosOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct CosOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for CosOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [CosOptions].
        #[derive(Copy, Clone)]
        pub struct CosOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> CosOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for CosOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("CosOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<CosOptionsRef<'a>> for CosOptions {
            type Error = ::planus::Error;

            fn try_from(_value: CosOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for CosOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for CosOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[CosOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for CosOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[CosOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ReducerOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ReducerOptions {
            pub keep_dims: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ReducerOptions {
            fn default() -> Self {
                Self { keep_dims: false }
            }
        }

        /// Reference to a deserialized [ReducerOptions].
        #[derive(Copy, Clone)]
        pub struct ReducerOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ReducerOptionsRef<'a> {
            #[inline]
            pub fn keep_dims(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(0, "ReducerOptions", "keep_dims")?.unwrap_or(false))
            }
        }

        impl<'a> ::core::fmt::Debug for ReducerOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ReducerOptionsRef");
                f.field("keep_dims", &self.keep_dims());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ReducerOptionsRef<'a>> for ReducerOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ReducerOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { keep_dims: ::core::convert::TryInto::try_into(value.keep_dims()?)? })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ReducerOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ReducerOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ReducerOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ReducerOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ReducerOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SqueezeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SqueezeOptions {
            pub squeeze_dims: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SqueezeOptions {
            fn default() -> Self {
                Self { squeeze_dims: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [SqueezeOptions].
        #[derive(Copy, Clone)]
        pub struct SqueezeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SqueezeOptionsRef<'a> {
            #[inline]
            pub fn squeeze_dims(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(0, "SqueezeOptions", "squeeze_dims")
            }
        }

        impl<'a> ::core::fmt::Debug for SqueezeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SqueezeOptionsRef");
                if let ::core::option::Option::Some(field_squeeze_dims) = self.squeeze_dims().transpose() {
                    f.field("squeeze_dims", &field_squeeze_dims);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SqueezeOptionsRef<'a>> for SqueezeOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SqueezeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    squeeze_dims: if let ::core::option::Option::Some(squeeze_dims) = value.squeeze_dims()? {
                        ::core::option::Option::Some(squeeze_dims.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SqueezeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SqueezeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SqueezeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SqueezeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SqueezeOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SplitOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SplitOptions {
            pub num_splits: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SplitOptions {
            fn default() -> Self {
                Self { num_splits: 0 }
            }
        }

        /// Reference to a deserialized [SplitOptions].
        #[derive(Copy, Clone)]
        pub struct SplitOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SplitOptionsRef<'a> {
            #[inline]
            pub fn num_splits(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "SplitOptions", "num_splits")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for SplitOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SplitOptionsRef");
                f.field("num_splits", &self.num_splits());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SplitOptionsRef<'a>> for SplitOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SplitOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    num_splits: ::core::convert::TryInto::try_into(value.num_splits()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SplitOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SplitOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SplitOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SplitOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SplitOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SplitVOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SplitVOptions {
            pub num_splits: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SplitVOptions {
            fn default() -> Self {
                Self { num_splits: 0 }
            }
        }

        /// Reference to a deserialized [SplitVOptions].
        #[derive(Copy, Clone)]
        pub struct SplitVOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SplitVOptionsRef<'a> {
            #[inline]
            pub fn num_splits(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "SplitVOptions", "num_splits")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for SplitVOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SplitVOptionsRef");
                f.field("num_splits", &self.num_splits());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SplitVOptionsRef<'a>> for SplitVOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SplitVOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    num_splits: ::core::convert::TryInto::try_into(value.num_splits()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SplitVOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SplitVOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SplitVOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SplitVOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SplitVOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `StridedSliceOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StridedSliceOptions {
            pub begin_mask: i32,
            pub end_mask: i32,
            pub ellipsis_mask: i32,
            pub new_axis_mask: i32,
            pub shrink_axis_mask: i32,
            pub offset: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StridedSliceOptions {
            fn default() -> Self {
                Self {
                    begin_mask: 0,
                    end_mask: 0,
                    ellipsis_mask: 0,
                    new_axis_mask: 0,
                    shrink_axis_mask: 0,
                    offset: false,
                }
            }
        }

        /// Reference to a deserialized [StridedSliceOptions].
        #[derive(Copy, Clone)]
        pub struct StridedSliceOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StridedSliceOptionsRef<'a> {
            #[inline]
            pub fn begin_mask(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "StridedSliceOptions", "begin_mask")?.unwrap_or(0))
            }

            #[inline]
            pub fn end_mask(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "StridedSliceOptions", "end_mask")?.unwrap_or(0))
            }

            #[inline]
            pub fn ellipsis_mask(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(2, "StridedSliceOptions", "ellipsis_mask")?.unwrap_or(0))
            }

            #[inline]
            pub fn new_axis_mask(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(3, "StridedSliceOptions", "new_axis_mask")?.unwrap_or(0))
            }

            #[inline]
            pub fn shrink_axis_mask(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(4, "StridedSliceOptions", "shrink_axis_mask")?.unwrap_or(0))
            }

            #[inline]
            pub fn offset(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(5, "StridedSliceOptions", "offset")?.unwrap_or(false))
            }
        }

        impl<'a> ::core::fmt::Debug for StridedSliceOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StridedSliceOptionsRef");
                f.field("begin_mask", &self.begin_mask());
                f.field("end_mask", &self.end_mask());
                f.field("ellipsis_mask", &self.ellipsis_mask());
                f.field("new_axis_mask", &self.new_axis_mask());
                f.field("shrink_axis_mask", &self.shrink_axis_mask());
                f.field("offset", &self.offset());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StridedSliceOptionsRef<'a>> for StridedSliceOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StridedSliceOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    begin_mask: ::core::convert::TryInto::try_into(value.begin_mask()?)?,
                    end_mask: ::core::convert::TryInto::try_into(value.end_mask()?)?,
                    ellipsis_mask: ::core::convert::TryInto::try_into(value.ellipsis_mask()?)?,
                    new_axis_mask: ::core::convert::TryInto::try_into(value.new_axis_mask()?)?,
                    shrink_axis_mask: ::core::convert::TryInto::try_into(value.shrink_axis_mask()?)?,
                    offset: ::core::convert::TryInto::try_into(value.offset()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StridedSliceOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StridedSliceOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StridedSliceOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StridedSliceOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[StridedSliceOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `LogSoftmaxOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct LogSoftmaxOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for LogSoftmaxOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [LogSoftmaxOptions].
        #[derive(Copy, Clone)]
        pub struct LogSoftmaxOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> LogSoftmaxOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for LogSoftmaxOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("LogSoftmaxOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<LogSoftmaxOptionsRef<'a>> for LogSoftmaxOptions {
            type Error = ::planus::Error;

            fn try_from(_value: LogSoftmaxOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for LogSoftmaxOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for LogSoftmaxOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[LogSoftmaxOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for LogSoftmaxOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[LogSoftmaxOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `CastOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct CastOptions {
            pub in_data_type: self::TensorType,
            pub out_data_type: self::TensorType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for CastOptions {
            fn default() -> Self {
                Self { in_data_type: self::TensorType::Float32, out_data_type: self::TensorType::Float32 }
            }
        }

        /// Reference to a deserialized [CastOptions].
        #[derive(Copy, Clone)]
        pub struct CastOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> CastOptionsRef<'a> {
            #[inline]
            pub fn in_data_type(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0.access(0, "CastOptions", "in_data_type")?.unwrap_or(self::TensorType::Float32),
                )
            }

            #[inline]
            pub fn out_data_type(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0.access(1, "CastOptions", "out_data_type")?.unwrap_or(self::TensorType::Float32),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for CastOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("CastOptionsRef");
                f.field("in_data_type", &self.in_data_type());
                f.field("out_data_type", &self.out_data_type());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<CastOptionsRef<'a>> for CastOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: CastOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    in_data_type: ::core::convert::TryInto::try_into(value.in_data_type()?)?,
                    out_data_type: ::core::convert::TryInto::try_into(value.out_data_type()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for CastOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for CastOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[CastOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for CastOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[CastOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `DequantizeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct DequantizeOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for DequantizeOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [DequantizeOptions].
        #[derive(Copy, Clone)]
        pub struct DequantizeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> DequantizeOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for DequantizeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("DequantizeOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<DequantizeOptionsRef<'a>> for DequantizeOptions {
            type Error = ::planus::Error;

            fn try_from(_value: DequantizeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for DequantizeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for DequantizeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[DequantizeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for DequantizeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[DequantizeOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `MaximumMinimumOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct MaximumMinimumOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for MaximumMinimumOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [MaximumMinimumOptions].
        #[derive(Copy, Clone)]
        pub struct MaximumMinimumOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> MaximumMinimumOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for MaximumMinimumOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("MaximumMinimumOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<MaximumMinimumOptionsRef<'a>> for MaximumMinimumOptions {
            type Error = ::planus::Error;

            fn try_from(_value: MaximumMinimumOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for MaximumMinimumOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for MaximumMinimumOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[MaximumMinimumOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for MaximumMinimumOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[MaximumMinimumOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `TileOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct TileOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for TileOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [TileOptions].
        #[derive(Copy, Clone)]
        pub struct TileOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> TileOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for TileOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("TileOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<TileOptionsRef<'a>> for TileOptions {
            type Error = ::planus::Error;

            fn try_from(_value: TileOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for TileOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for TileOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[TileOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for TileOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[TileOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ArgMaxOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ArgMaxOptions {
            pub output_type: self::TensorType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ArgMaxOptions {
            fn default() -> Self {
                Self { output_type: self::TensorType::Float32 }
            }
        }

        /// Reference to a deserialized [ArgMaxOptions].
        #[derive(Copy, Clone)]
        pub struct ArgMaxOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ArgMaxOptionsRef<'a> {
            #[inline]
            pub fn output_type(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0.access(0, "ArgMaxOptions", "output_type")?.unwrap_or(self::TensorType::Float32),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for ArgMaxOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ArgMaxOptionsRef");
                f.field("output_type", &self.output_type());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ArgMaxOptionsRef<'a>> for ArgMaxOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ArgMaxOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    output_type: ::core::convert::TryInto::try_into(value.output_type()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ArgMaxOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ArgMaxOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ArgMaxOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ArgMaxOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ArgMaxOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ArgMinOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ArgMinOptions {
            pub output_type: self::TensorType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ArgMinOptions {
            fn default() -> Self {
                Self { output_type: self::TensorType::Float32 }
            }
        }

        /// Reference to a deserialized [ArgMinOptions].
        #[derive(Copy, Clone)]
        pub struct ArgMinOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ArgMinOptionsRef<'a> {
            #[inline]
            pub fn output_type(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0.access(0, "ArgMinOptions", "output_type")?.unwrap_or(self::TensorType::Float32),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for ArgMinOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ArgMinOptionsRef");
                f.field("output_type", &self.output_type());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ArgMinOptionsRef<'a>> for ArgMinOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ArgMinOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    output_type: ::core::convert::TryInto::try_into(value.output_type()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ArgMinOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ArgMinOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ArgMinOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ArgMinOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ArgMinOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `GreaterOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct GreaterOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for GreaterOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [GreaterOptions].
        #[derive(Copy, Clone)]
        pub struct GreaterOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> GreaterOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for GreaterOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("GreaterOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<GreaterOptionsRef<'a>> for GreaterOptions {
            type Error = ::planus::Error;

            fn try_from(_value: GreaterOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for GreaterOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for GreaterOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[GreaterOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for GreaterOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[GreaterOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `GreaterEqualOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct GreaterEqualOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for GreaterEqualOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [GreaterEqualOptions].
        #[derive(Copy, Clone)]
        pub struct GreaterEqualOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> GreaterEqualOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for GreaterEqualOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("GreaterEqualOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<GreaterEqualOptionsRef<'a>> for GreaterEqualOptions {
            type Error = ::planus::Error;

            fn try_from(_value: GreaterEqualOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for GreaterEqualOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for GreaterEqualOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[GreaterEqualOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for GreaterEqualOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[GreaterEqualOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `LessOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct LessOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for LessOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [LessOptions].
        #[derive(Copy, Clone)]
        pub struct LessOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> LessOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for LessOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("LessOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<LessOptionsRef<'a>> for LessOptions {
            type Error = ::planus::Error;

            fn try_from(_value: LessOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for LessOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for LessOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[LessOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for LessOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[LessOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `LessEqualOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct LessEqualOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for LessEqualOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [LessEqualOptions].
        #[derive(Copy, Clone)]
        pub struct LessEqualOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> LessEqualOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for LessEqualOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("LessEqualOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<LessEqualOptionsRef<'a>> for LessEqualOptions {
            type Error = ::planus::Error;

            fn try_from(_value: LessEqualOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for LessEqualOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for LessEqualOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[LessEqualOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for LessEqualOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[LessEqualOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `NegOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct NegOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for NegOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [NegOptions].
        #[derive(Copy, Clone)]
        pub struct NegOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> NegOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for NegOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("NegOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<NegOptionsRef<'a>> for NegOptions {
            type Error = ::planus::Error;

            fn try_from(_value: NegOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for NegOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for NegOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[NegOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for NegOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[NegOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SelectOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SelectOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SelectOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [SelectOptions].
        #[derive(Copy, Clone)]
        pub struct SelectOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SelectOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for SelectOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SelectOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SelectOptionsRef<'a>> for SelectOptions {
            type Error = ::planus::Error;

            fn try_from(_value: SelectOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for SelectOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SelectOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SelectOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SelectOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SelectOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SliceOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SliceOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SliceOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [SliceOptions].
        #[derive(Copy, Clone)]
        pub struct SliceOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SliceOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for SliceOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SliceOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SliceOptionsRef<'a>> for SliceOptions {
            type Error = ::planus::Error;

            fn try_from(_value: SliceOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for SliceOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SliceOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SliceOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SliceOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SliceOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `TransposeConvOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct TransposeConvOptions {
            pub padding: self::Padding,
            pub stride_w: i32,
            pub stride_h: i32,
            pub fused_activation_function: self::ActivationFunctionType,
            pub quantized_bias_type: self::TensorType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for TransposeConvOptions {
            fn default() -> Self {
                Self {
                    padding: self::Padding::Same,
                    stride_w: 0,
                    stride_h: 0,
                    fused_activation_function: self::ActivationFunctionType::None,
                    quantized_bias_type: self::TensorType::Float32,
                }
            }
        }

        /// Reference to a deserialized [TransposeConvOptions].
        #[derive(Copy, Clone)]
        pub struct TransposeConvOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> TransposeConvOptionsRef<'a> {
            #[inline]
            pub fn padding(&self) -> ::planus::Result<self::Padding> {
                ::core::result::Result::Ok(
                    self.0.access(0, "TransposeConvOptions", "padding")?.unwrap_or(self::Padding::Same),
                )
            }

            #[inline]
            pub fn stride_w(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "TransposeConvOptions", "stride_w")?.unwrap_or(0))
            }

            #[inline]
            pub fn stride_h(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(2, "TransposeConvOptions", "stride_h")?.unwrap_or(0))
            }

            #[inline]
            pub fn fused_activation_function(&self) -> ::planus::Result<self::ActivationFunctionType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(3, "TransposeConvOptions", "fused_activation_function")?
                        .unwrap_or(self::ActivationFunctionType::None),
                )
            }

            #[inline]
            pub fn quantized_bias_type(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0
                        .access(4, "TransposeConvOptions", "quantized_bias_type")?
                        .unwrap_or(self::TensorType::Float32),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for TransposeConvOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("TransposeConvOptionsRef");
                f.field("padding", &self.padding());
                f.field("stride_w", &self.stride_w());
                f.field("stride_h", &self.stride_h());
                f.field("fused_activation_function", &self.fused_activation_function());
                f.field("quantized_bias_type", &self.quantized_bias_type());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<TransposeConvOptionsRef<'a>> for TransposeConvOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: TransposeConvOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    padding: ::core::convert::TryInto::try_into(value.padding()?)?,
                    stride_w: ::core::convert::TryInto::try_into(value.stride_w()?)?,
                    stride_h: ::core::convert::TryInto::try_into(value.stride_h()?)?,
                    fused_activation_function: ::core::convert::TryInto::try_into(value.fused_activation_function()?)?,
                    quantized_bias_type: ::core::convert::TryInto::try_into(value.quantized_bias_type()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for TransposeConvOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for TransposeConvOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[TransposeConvOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for TransposeConvOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[TransposeConvOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ExpandDimsOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ExpandDimsOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ExpandDimsOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [ExpandDimsOptions].
        #[derive(Copy, Clone)]
        pub struct ExpandDimsOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ExpandDimsOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for ExpandDimsOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ExpandDimsOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ExpandDimsOptionsRef<'a>> for ExpandDimsOptions {
            type Error = ::planus::Error;

            fn try_from(_value: ExpandDimsOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for ExpandDimsOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ExpandDimsOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ExpandDimsOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ExpandDimsOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ExpandDimsOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SparseToDenseOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SparseToDenseOptions {
            pub validate_indices: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SparseToDenseOptions {
            fn default() -> Self {
                Self { validate_indices: false }
            }
        }

        /// Reference to a deserialized [SparseToDenseOptions].
        #[derive(Copy, Clone)]
        pub struct SparseToDenseOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SparseToDenseOptionsRef<'a> {
            #[inline]
            pub fn validate_indices(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(0, "SparseToDenseOptions", "validate_indices")?.unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for SparseToDenseOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SparseToDenseOptionsRef");
                f.field("validate_indices", &self.validate_indices());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SparseToDenseOptionsRef<'a>> for SparseToDenseOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SparseToDenseOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    validate_indices: ::core::convert::TryInto::try_into(value.validate_indices()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SparseToDenseOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SparseToDenseOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SparseToDenseOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SparseToDenseOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SparseToDenseOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `EqualOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct EqualOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for EqualOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [EqualOptions].
        #[derive(Copy, Clone)]
        pub struct EqualOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> EqualOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for EqualOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("EqualOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<EqualOptionsRef<'a>> for EqualOptions {
            type Error = ::planus::Error;

            fn try_from(_value: EqualOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for EqualOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for EqualOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[EqualOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for EqualOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[EqualOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `NotEqualOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct NotEqualOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for NotEqualOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [NotEqualOptions].
        #[derive(Copy, Clone)]
        pub struct NotEqualOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> NotEqualOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for NotEqualOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("NotEqualOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<NotEqualOptionsRef<'a>> for NotEqualOptions {
            type Error = ::planus::Error;

            fn try_from(_value: NotEqualOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for NotEqualOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for NotEqualOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[NotEqualOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for NotEqualOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[NotEqualOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ShapeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ShapeOptions {
            pub out_type: self::TensorType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ShapeOptions {
            fn default() -> Self {
                Self { out_type: self::TensorType::Float32 }
            }
        }

        /// Reference to a deserialized [ShapeOptions].
        #[derive(Copy, Clone)]
        pub struct ShapeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ShapeOptionsRef<'a> {
            #[inline]
            pub fn out_type(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0.access(0, "ShapeOptions", "out_type")?.unwrap_or(self::TensorType::Float32),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for ShapeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ShapeOptionsRef");
                f.field("out_type", &self.out_type());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ShapeOptionsRef<'a>> for ShapeOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ShapeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { out_type: ::core::convert::TryInto::try_into(value.out_type()?)? })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ShapeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ShapeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ShapeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ShapeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ShapeOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `RankOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct RankOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for RankOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [RankOptions].
        #[derive(Copy, Clone)]
        pub struct RankOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> RankOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for RankOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("RankOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<RankOptionsRef<'a>> for RankOptions {
            type Error = ::planus::Error;

            fn try_from(_value: RankOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for RankOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for RankOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[RankOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for RankOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[RankOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `PowOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct PowOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for PowOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [PowOptions].
        #[derive(Copy, Clone)]
        pub struct PowOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> PowOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for PowOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("PowOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<PowOptionsRef<'a>> for PowOptions {
            type Error = ::planus::Error;

            fn try_from(_value: PowOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for PowOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for PowOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[PowOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for PowOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[PowOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `FakeQuantOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct FakeQuantOptions {
            pub min: f32,
            pub max: f32,
            pub num_bits: i32,
            pub narrow_range: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for FakeQuantOptions {
            fn default() -> Self {
                Self { min: 0.0, max: 0.0, num_bits: 0, narrow_range: false }
            }
        }

        /// Reference to a deserialized [FakeQuantOptions].
        #[derive(Copy, Clone)]
        pub struct FakeQuantOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> FakeQuantOptionsRef<'a> {
            #[inline]
            pub fn min(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(self.0.access(0, "FakeQuantOptions", "min")?.unwrap_or(0.0))
            }

            #[inline]
            pub fn max(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(self.0.access(1, "FakeQuantOptions", "max")?.unwrap_or(0.0))
            }

            #[inline]
            pub fn num_bits(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(2, "FakeQuantOptions", "num_bits")?.unwrap_or(0))
            }

            #[inline]
            pub fn narrow_range(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(3, "FakeQuantOptions", "narrow_range")?.unwrap_or(false))
            }
        }

        impl<'a> ::core::fmt::Debug for FakeQuantOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("FakeQuantOptionsRef");
                f.field("min", &self.min());
                f.field("max", &self.max());
                f.field("num_bits", &self.num_bits());
                f.field("narrow_range", &self.narrow_range());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<FakeQuantOptionsRef<'a>> for FakeQuantOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: FakeQuantOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    min: ::core::convert::TryInto::try_into(value.min()?)?,
                    max: ::core::convert::TryInto::try_into(value.max()?)?,
                    num_bits: ::core::convert::TryInto::try_into(value.num_bits()?)?,
                    narrow_range: ::core::convert::TryInto::try_into(value.narrow_range()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for FakeQuantOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for FakeQuantOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[FakeQuantOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for FakeQuantOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[FakeQuantOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `PackOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct PackOptions {
            pub values_count: i32,
            pub axis: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for PackOptions {
            fn default() -> Self {
                Self { values_count: 0, axis: 0 }
            }
        }

        /// Reference to a deserialized [PackOptions].
        #[derive(Copy, Clone)]
        pub struct PackOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> PackOptionsRef<'a> {
            #[inline]
            pub fn values_count(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "PackOptions", "values_count")?.unwrap_or(0))
            }

            #[inline]
            pub fn axis(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "PackOptions", "axis")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for PackOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("PackOptionsRef");
                f.field("values_count", &self.values_count());
                f.field("axis", &self.axis());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<PackOptionsRef<'a>> for PackOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: PackOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    values_count: ::core::convert::TryInto::try_into(value.values_count()?)?,
                    axis: ::core::convert::TryInto::try_into(value.axis()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for PackOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for PackOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[PackOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for PackOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[PackOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `LogicalOrOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct LogicalOrOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for LogicalOrOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [LogicalOrOptions].
        #[derive(Copy, Clone)]
        pub struct LogicalOrOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> LogicalOrOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for LogicalOrOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("LogicalOrOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<LogicalOrOptionsRef<'a>> for LogicalOrOptions {
            type Error = ::planus::Error;

            fn try_from(_value: LogicalOrOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for LogicalOrOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for LogicalOrOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[LogicalOrOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for LogicalOrOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[LogicalOrOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `OneHotOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct OneHotOptions {
            pub axis: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for OneHotOptions {
            fn default() -> Self {
                Self { axis: 0 }
            }
        }

        /// Reference to a deserialized [OneHotOptions].
        #[derive(Copy, Clone)]
        pub struct OneHotOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> OneHotOptionsRef<'a> {
            #[inline]
            pub fn axis(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "OneHotOptions", "axis")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for OneHotOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("OneHotOptionsRef");
                f.field("axis", &self.axis());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<OneHotOptionsRef<'a>> for OneHotOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: OneHotOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { axis: ::core::convert::TryInto::try_into(value.axis()?)? })
            }
        }

        impl<'a> ::planus::TableRead<'a> for OneHotOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for OneHotOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[OneHotOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for OneHotOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[OneHotOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `AbsOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct AbsOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for AbsOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [AbsOptions].
        #[derive(Copy, Clone)]
        pub struct AbsOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> AbsOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for AbsOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("AbsOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<AbsOptionsRef<'a>> for AbsOptions {
            type Error = ::planus::Error;

            fn try_from(_value: AbsOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for AbsOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for AbsOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[AbsOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for AbsOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[AbsOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `HardSwishOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct HardSwishOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for HardSwishOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [HardSwishOptions].
        #[derive(Copy, Clone)]
        pub struct HardSwishOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> HardSwishOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for HardSwishOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("HardSwishOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<HardSwishOptionsRef<'a>> for HardSwishOptions {
            type Error = ::planus::Error;

            fn try_from(_value: HardSwishOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for HardSwishOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for HardSwishOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[HardSwishOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for HardSwishOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[HardSwishOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `LogicalAndOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct LogicalAndOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for LogicalAndOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [LogicalAndOptions].
        #[derive(Copy, Clone)]
        pub struct LogicalAndOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> LogicalAndOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for LogicalAndOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("LogicalAndOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<LogicalAndOptionsRef<'a>> for LogicalAndOptions {
            type Error = ::planus::Error;

            fn try_from(_value: LogicalAndOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for LogicalAndOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for LogicalAndOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[LogicalAndOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for LogicalAndOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[LogicalAndOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `LogicalNotOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct LogicalNotOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for LogicalNotOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [LogicalNotOptions].
        #[derive(Copy, Clone)]
        pub struct LogicalNotOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> LogicalNotOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for LogicalNotOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("LogicalNotOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<LogicalNotOptionsRef<'a>> for LogicalNotOptions {
            type Error = ::planus::Error;

            fn try_from(_value: LogicalNotOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for LogicalNotOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for LogicalNotOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[LogicalNotOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for LogicalNotOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[LogicalNotOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `UnpackOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct UnpackOptions {
            pub num: i32,
            pub axis: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for UnpackOptions {
            fn default() -> Self {
                Self { num: 0, axis: 0 }
            }
        }

        /// Reference to a deserialized [UnpackOptions].
        #[derive(Copy, Clone)]
        pub struct UnpackOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> UnpackOptionsRef<'a> {
            #[inline]
            pub fn num(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "UnpackOptions", "num")?.unwrap_or(0))
            }

            #[inline]
            pub fn axis(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "UnpackOptions", "axis")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for UnpackOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("UnpackOptionsRef");
                f.field("num", &self.num());
                f.field("axis", &self.axis());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<UnpackOptionsRef<'a>> for UnpackOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: UnpackOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    num: ::core::convert::TryInto::try_into(value.num()?)?,
                    axis: ::core::convert::TryInto::try_into(value.axis()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for UnpackOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for UnpackOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[UnpackOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for UnpackOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[UnpackOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `FloorDivOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct FloorDivOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for FloorDivOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [FloorDivOptions].
        #[derive(Copy, Clone)]
        pub struct FloorDivOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> FloorDivOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for FloorDivOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("FloorDivOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<FloorDivOptionsRef<'a>> for FloorDivOptions {
            type Error = ::planus::Error;

            fn try_from(_value: FloorDivOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for FloorDivOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for FloorDivOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[FloorDivOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for FloorDivOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[FloorDivOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SquareOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SquareOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SquareOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [SquareOptions].
        #[derive(Copy, Clone)]
        pub struct SquareOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SquareOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for SquareOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SquareOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SquareOptionsRef<'a>> for SquareOptions {
            type Error = ::planus::Error;

            fn try_from(_value: SquareOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for SquareOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SquareOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SquareOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SquareOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SquareOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ZerosLikeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ZerosLikeOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ZerosLikeOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [ZerosLikeOptions].
        #[derive(Copy, Clone)]
        pub struct ZerosLikeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ZerosLikeOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for ZerosLikeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ZerosLikeOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ZerosLikeOptionsRef<'a>> for ZerosLikeOptions {
            type Error = ::planus::Error;

            fn try_from(_value: ZerosLikeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for ZerosLikeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ZerosLikeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ZerosLikeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ZerosLikeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ZerosLikeOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `FillOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct FillOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for FillOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [FillOptions].
        #[derive(Copy, Clone)]
        pub struct FillOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> FillOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for FillOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("FillOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<FillOptionsRef<'a>> for FillOptions {
            type Error = ::planus::Error;

            fn try_from(_value: FillOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for FillOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for FillOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[FillOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for FillOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[FillOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `FloorModOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct FloorModOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for FloorModOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [FloorModOptions].
        #[derive(Copy, Clone)]
        pub struct FloorModOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> FloorModOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for FloorModOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("FloorModOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<FloorModOptionsRef<'a>> for FloorModOptions {
            type Error = ::planus::Error;

            fn try_from(_value: FloorModOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for FloorModOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for FloorModOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[FloorModOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for FloorModOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[FloorModOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `RangeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct RangeOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for RangeOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [RangeOptions].
        #[derive(Copy, Clone)]
        pub struct RangeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> RangeOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for RangeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("RangeOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<RangeOptionsRef<'a>> for RangeOptions {
            type Error = ::planus::Error;

            fn try_from(_value: RangeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for RangeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for RangeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[RangeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for RangeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[RangeOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `LeakyReluOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct LeakyReluOptions {
            pub alpha: f32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for LeakyReluOptions {
            fn default() -> Self {
                Self { alpha: 0.0 }
            }
        }

        /// Reference to a deserialized [LeakyReluOptions].
        #[derive(Copy, Clone)]
        pub struct LeakyReluOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> LeakyReluOptionsRef<'a> {
            #[inline]
            pub fn alpha(&self) -> ::planus::Result<f32> {
                ::core::result::Result::Ok(self.0.access(0, "LeakyReluOptions", "alpha")?.unwrap_or(0.0))
            }
        }

        impl<'a> ::core::fmt::Debug for LeakyReluOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("LeakyReluOptionsRef");
                f.field("alpha", &self.alpha());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<LeakyReluOptionsRef<'a>> for LeakyReluOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: LeakyReluOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { alpha: ::core::convert::TryInto::try_into(value.alpha()?)? })
            }
        }

        impl<'a> ::planus::TableRead<'a> for LeakyReluOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for LeakyReluOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[LeakyReluOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for LeakyReluOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[LeakyReluOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SquaredDifferenceOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SquaredDifferenceOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SquaredDifferenceOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [SquaredDifferenceOptions].
        #[derive(Copy, Clone)]
        pub struct SquaredDifferenceOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SquaredDifferenceOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for SquaredDifferenceOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SquaredDifferenceOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SquaredDifferenceOptionsRef<'a>> for SquaredDifferenceOptions {
            type Error = ::planus::Error;

            fn try_from(_value: SquaredDifferenceOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for SquaredDifferenceOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SquaredDifferenceOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SquaredDifferenceOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SquaredDifferenceOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[SquaredDifferenceOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `MirrorPadOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct MirrorPadOptions {
            pub mode: self::MirrorPadMode,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for MirrorPadOptions {
            fn default() -> Self {
                Self { mode: self::MirrorPadMode::Reflect }
            }
        }

        /// Reference to a deserialized [MirrorPadOptions].
        #[derive(Copy, Clone)]
        pub struct MirrorPadOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> MirrorPadOptionsRef<'a> {
            #[inline]
            pub fn mode(&self) -> ::planus::Result<self::MirrorPadMode> {
                ::core::result::Result::Ok(
                    self.0.access(0, "MirrorPadOptions", "mode")?.unwrap_or(self::MirrorPadMode::Reflect),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for MirrorPadOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("MirrorPadOptionsRef");
                f.field("mode", &self.mode());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<MirrorPadOptionsRef<'a>> for MirrorPadOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: MirrorPadOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { mode: ::core::convert::TryInto::try_into(value.mode()?)? })
            }
        }

        impl<'a> ::planus::TableRead<'a> for MirrorPadOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for MirrorPadOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[MirrorPadOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for MirrorPadOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[MirrorPadOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `UniqueOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct UniqueOptions {
            pub idx_out_type: self::TensorType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for UniqueOptions {
            fn default() -> Self {
                Self { idx_out_type: self::TensorType::Int32 }
            }
        }

        /// Reference to a deserialized [UniqueOptions].
        #[derive(Copy, Clone)]
        pub struct UniqueOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> UniqueOptionsRef<'a> {
            #[inline]
            pub fn idx_out_type(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0.access(0, "UniqueOptions", "idx_out_type")?.unwrap_or(self::TensorType::Int32),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for UniqueOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("UniqueOptionsRef");
                f.field("idx_out_type", &self.idx_out_type());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<UniqueOptionsRef<'a>> for UniqueOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: UniqueOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    idx_out_type: ::core::convert::TryInto::try_into(value.idx_out_type()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for UniqueOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for UniqueOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[UniqueOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for UniqueOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[UniqueOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ReverseV2Options` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ReverseV2Options {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ReverseV2Options {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [ReverseV2Options].
        #[derive(Copy, Clone)]
        pub struct ReverseV2OptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ReverseV2OptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for ReverseV2OptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ReverseV2OptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ReverseV2OptionsRef<'a>> for ReverseV2Options {
            type Error = ::planus::Error;

            fn try_from(_value: ReverseV2OptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for ReverseV2OptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ReverseV2OptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ReverseV2OptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ReverseV2OptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ReverseV2OptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `AddNOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct AddNOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for AddNOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [AddNOptions].
        #[derive(Copy, Clone)]
        pub struct AddNOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> AddNOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for AddNOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("AddNOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<AddNOptionsRef<'a>> for AddNOptions {
            type Error = ::planus::Error;

            fn try_from(_value: AddNOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for AddNOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for AddNOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[AddNOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for AddNOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[AddNOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `GatherNdOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct GatherNdOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for GatherNdOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [GatherNdOptions].
        #[derive(Copy, Clone)]
        pub struct GatherNdOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> GatherNdOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for GatherNdOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("GatherNdOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<GatherNdOptionsRef<'a>> for GatherNdOptions {
            type Error = ::planus::Error;

            fn try_from(_value: GatherNdOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for GatherNdOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for GatherNdOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[GatherNdOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for GatherNdOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[GatherNdOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `WhereOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct WhereOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for WhereOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [WhereOptions].
        #[derive(Copy, Clone)]
        pub struct WhereOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> WhereOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for WhereOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("WhereOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<WhereOptionsRef<'a>> for WhereOptions {
            type Error = ::planus::Error;

            fn try_from(_value: WhereOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for WhereOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for WhereOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[WhereOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for WhereOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[WhereOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ReverseSequenceOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ReverseSequenceOptions {
            pub seq_dim: i32,
            pub batch_dim: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ReverseSequenceOptions {
            fn default() -> Self {
                Self { seq_dim: 0, batch_dim: 0 }
            }
        }

        /// Reference to a deserialized [ReverseSequenceOptions].
        #[derive(Copy, Clone)]
        pub struct ReverseSequenceOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ReverseSequenceOptionsRef<'a> {
            #[inline]
            pub fn seq_dim(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "ReverseSequenceOptions", "seq_dim")?.unwrap_or(0))
            }

            #[inline]
            pub fn batch_dim(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "ReverseSequenceOptions", "batch_dim")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for ReverseSequenceOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ReverseSequenceOptionsRef");
                f.field("seq_dim", &self.seq_dim());
                f.field("batch_dim", &self.batch_dim());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ReverseSequenceOptionsRef<'a>> for ReverseSequenceOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ReverseSequenceOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    seq_dim: ::core::convert::TryInto::try_into(value.seq_dim()?)?,
                    batch_dim: ::core::convert::TryInto::try_into(value.batch_dim()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ReverseSequenceOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ReverseSequenceOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ReverseSequenceOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ReverseSequenceOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ReverseSequenceOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `MatrixDiagOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct MatrixDiagOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for MatrixDiagOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [MatrixDiagOptions].
        #[derive(Copy, Clone)]
        pub struct MatrixDiagOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> MatrixDiagOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for MatrixDiagOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("MatrixDiagOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<MatrixDiagOptionsRef<'a>> for MatrixDiagOptions {
            type Error = ::planus::Error;

            fn try_from(_value: MatrixDiagOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for MatrixDiagOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for MatrixDiagOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[MatrixDiagOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for MatrixDiagOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[MatrixDiagOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `QuantizeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct QuantizeOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for QuantizeOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [QuantizeOptions].
        #[derive(Copy, Clone)]
        pub struct QuantizeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> QuantizeOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for QuantizeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("QuantizeOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<QuantizeOptionsRef<'a>> for QuantizeOptions {
            type Error = ::planus::Error;

            fn try_from(_value: QuantizeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for QuantizeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for QuantizeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[QuantizeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for QuantizeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[QuantizeOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `MatrixSetDiagOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct MatrixSetDiagOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for MatrixSetDiagOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [MatrixSetDiagOptions].
        #[derive(Copy, Clone)]
        pub struct MatrixSetDiagOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> MatrixSetDiagOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for MatrixSetDiagOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("MatrixSetDiagOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<MatrixSetDiagOptionsRef<'a>> for MatrixSetDiagOptions {
            type Error = ::planus::Error;

            fn try_from(_value: MatrixSetDiagOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for MatrixSetDiagOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for MatrixSetDiagOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[MatrixSetDiagOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for MatrixSetDiagOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[MatrixSetDiagOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `IfOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct IfOptions {
            pub then_subgraph_index: i32,
            pub else_subgraph_index: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for IfOptions {
            fn default() -> Self {
                Self { then_subgraph_index: 0, else_subgraph_index: 0 }
            }
        }

        /// Reference to a deserialized [IfOptions].
        #[derive(Copy, Clone)]
        pub struct IfOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> IfOptionsRef<'a> {
            #[inline]
            pub fn then_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "IfOptions", "then_subgraph_index")?.unwrap_or(0))
            }

            #[inline]
            pub fn else_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "IfOptions", "else_subgraph_index")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for IfOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("IfOptionsRef");
                f.field("then_subgraph_index", &self.then_subgraph_index());
                f.field("else_subgraph_index", &self.else_subgraph_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<IfOptionsRef<'a>> for IfOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: IfOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    then_subgraph_index: ::core::convert::TryInto::try_into(value.then_subgraph_index()?)?,
                    else_subgraph_index: ::core::convert::TryInto::try_into(value.else_subgraph_index()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for IfOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for IfOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[IfOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for IfOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[IfOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `CallOnceOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct CallOnceOptions {
            pub init_subgraph_index: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for CallOnceOptions {
            fn default() -> Self {
                Self { init_subgraph_index: 0 }
            }
        }

        /// Reference to a deserialized [CallOnceOptions].
        #[derive(Copy, Clone)]
        pub struct CallOnceOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> CallOnceOptionsRef<'a> {
            #[inline]
            pub fn init_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "CallOnceOptions", "init_subgraph_index")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for CallOnceOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("CallOnceOptionsRef");
                f.field("init_subgraph_index", &self.init_subgraph_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<CallOnceOptionsRef<'a>> for CallOnceOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: CallOnceOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    init_subgraph_index: ::core::convert::TryInto::try_into(value.init_subgraph_index()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for CallOnceOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for CallOnceOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[CallOnceOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for CallOnceOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[CallOnceOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `WhileOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct WhileOptions {
            pub cond_subgraph_index: i32,
            pub body_subgraph_index: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for WhileOptions {
            fn default() -> Self {
                Self { cond_subgraph_index: 0, body_subgraph_index: 0 }
            }
        }

        /// Reference to a deserialized [WhileOptions].
        #[derive(Copy, Clone)]
        pub struct WhileOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> WhileOptionsRef<'a> {
            #[inline]
            pub fn cond_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "WhileOptions", "cond_subgraph_index")?.unwrap_or(0))
            }

            #[inline]
            pub fn body_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(1, "WhileOptions", "body_subgraph_index")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for WhileOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("WhileOptionsRef");
                f.field("cond_subgraph_index", &self.cond_subgraph_index());
                f.field("body_subgraph_index", &self.body_subgraph_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<WhileOptionsRef<'a>> for WhileOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: WhileOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    cond_subgraph_index: ::core::convert::TryInto::try_into(value.cond_subgraph_index()?)?,
                    body_subgraph_index: ::core::convert::TryInto::try_into(value.body_subgraph_index()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for WhileOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for WhileOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[WhileOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for WhileOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[WhileOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `NonMaxSuppressionV4Options` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct NonMaxSuppressionV4Options {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for NonMaxSuppressionV4Options {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [NonMaxSuppressionV4Options].
        #[derive(Copy, Clone)]
        pub struct NonMaxSuppressionV4OptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> NonMaxSuppressionV4OptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for NonMaxSuppressionV4OptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("NonMaxSuppressionV4OptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<NonMaxSuppressionV4OptionsRef<'a>> for NonMaxSuppressionV4Options {
            type Error = ::planus::Error;

            fn try_from(_value: NonMaxSuppressionV4OptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for NonMaxSuppressionV4OptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for NonMaxSuppressionV4OptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[NonMaxSuppressionV4OptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for NonMaxSuppressionV4OptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[NonMaxSuppressionV4OptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `NonMaxSuppressionV5Options` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct NonMaxSuppressionV5Options {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for NonMaxSuppressionV5Options {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [NonMaxSuppressionV5Options].
        #[derive(Copy, Clone)]
        pub struct NonMaxSuppressionV5OptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> NonMaxSuppressionV5OptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for NonMaxSuppressionV5OptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("NonMaxSuppressionV5OptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<NonMaxSuppressionV5OptionsRef<'a>> for NonMaxSuppressionV5Options {
            type Error = ::planus::Error;

            fn try_from(_value: NonMaxSuppressionV5OptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for NonMaxSuppressionV5OptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for NonMaxSuppressionV5OptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[NonMaxSuppressionV5OptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for NonMaxSuppressionV5OptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[NonMaxSuppressionV5OptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `ScatterNdOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ScatterNdOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ScatterNdOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [ScatterNdOptions].
        #[derive(Copy, Clone)]
        pub struct ScatterNdOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ScatterNdOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for ScatterNdOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ScatterNdOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ScatterNdOptionsRef<'a>> for ScatterNdOptions {
            type Error = ::planus::Error;

            fn try_from(_value: ScatterNdOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for ScatterNdOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ScatterNdOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ScatterNdOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ScatterNdOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ScatterNdOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SelectV2Options` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SelectV2Options {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SelectV2Options {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [SelectV2Options].
        #[derive(Copy, Clone)]
        pub struct SelectV2OptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SelectV2OptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for SelectV2OptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SelectV2OptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SelectV2OptionsRef<'a>> for SelectV2Options {
            type Error = ::planus::Error;

            fn try_from(_value: SelectV2OptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for SelectV2OptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SelectV2OptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SelectV2OptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SelectV2OptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SelectV2OptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `DensifyOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct DensifyOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for DensifyOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [DensifyOptions].
        #[derive(Copy, Clone)]
        pub struct DensifyOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> DensifyOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for DensifyOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("DensifyOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<DensifyOptionsRef<'a>> for DensifyOptions {
            type Error = ::planus::Error;

            fn try_from(_value: DensifyOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for DensifyOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for DensifyOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[DensifyOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for DensifyOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[DensifyOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `SegmentSumOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SegmentSumOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SegmentSumOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [SegmentSumOptions].
        #[derive(Copy, Clone)]
        pub struct SegmentSumOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SegmentSumOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for SegmentSumOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SegmentSumOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SegmentSumOptionsRef<'a>> for SegmentSumOptions {
            type Error = ::planus::Error;

            fn try_from(_value: SegmentSumOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for SegmentSumOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SegmentSumOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SegmentSumOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SegmentSumOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SegmentSumOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `BatchMatMulOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct BatchMatMulOptions {
            pub adj_x: bool,
            pub adj_y: bool,
            pub asymmetric_quantize_inputs: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for BatchMatMulOptions {
            fn default() -> Self {
                Self { adj_x: false, adj_y: false, asymmetric_quantize_inputs: false }
            }
        }

        /// Reference to a deserialized [BatchMatMulOptions].
        #[derive(Copy, Clone)]
        pub struct BatchMatMulOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> BatchMatMulOptionsRef<'a> {
            #[inline]
            pub fn adj_x(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(0, "BatchMatMulOptions", "adj_x")?.unwrap_or(false))
            }

            #[inline]
            pub fn adj_y(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(1, "BatchMatMulOptions", "adj_y")?.unwrap_or(false))
            }

            #[inline]
            pub fn asymmetric_quantize_inputs(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(
                    self.0.access(2, "BatchMatMulOptions", "asymmetric_quantize_inputs")?.unwrap_or(false),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for BatchMatMulOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("BatchMatMulOptionsRef");
                f.field("adj_x", &self.adj_x());
                f.field("adj_y", &self.adj_y());
                f.field("asymmetric_quantize_inputs", &self.asymmetric_quantize_inputs());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<BatchMatMulOptionsRef<'a>> for BatchMatMulOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: BatchMatMulOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    adj_x: ::core::convert::TryInto::try_into(value.adj_x()?)?,
                    adj_y: ::core::convert::TryInto::try_into(value.adj_y()?)?,
                    asymmetric_quantize_inputs: ::core::convert::TryInto::try_into(
                        value.asymmetric_quantize_inputs()?,
                    )?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for BatchMatMulOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for BatchMatMulOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[BatchMatMulOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for BatchMatMulOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[BatchMatMulOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `CumsumOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct CumsumOptions {
            pub exclusive: bool,
            pub reverse: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for CumsumOptions {
            fn default() -> Self {
                Self { exclusive: false, reverse: false }
            }
        }

        /// Reference to a deserialized [CumsumOptions].
        #[derive(Copy, Clone)]
        pub struct CumsumOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> CumsumOptionsRef<'a> {
            #[inline]
            pub fn exclusive(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(0, "CumsumOptions", "exclusive")?.unwrap_or(false))
            }

            #[inline]
            pub fn reverse(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(1, "CumsumOptions", "reverse")?.unwrap_or(false))
            }
        }

        impl<'a> ::core::fmt::Debug for CumsumOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("CumsumOptionsRef");
                f.field("exclusive", &self.exclusive());
                f.field("reverse", &self.reverse());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<CumsumOptionsRef<'a>> for CumsumOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: CumsumOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    exclusive: ::core::convert::TryInto::try_into(value.exclusive()?)?,
                    reverse: ::core::convert::TryInto::try_into(value.reverse()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for CumsumOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for CumsumOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[CumsumOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for CumsumOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[CumsumOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `BroadcastToOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct BroadcastToOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for BroadcastToOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [BroadcastToOptions].
        #[derive(Copy, Clone)]
        pub struct BroadcastToOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> BroadcastToOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for BroadcastToOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("BroadcastToOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<BroadcastToOptionsRef<'a>> for BroadcastToOptions {
            type Error = ::planus::Error;

            fn try_from(_value: BroadcastToOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for BroadcastToOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for BroadcastToOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[BroadcastToOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for BroadcastToOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[BroadcastToOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `Rfft2dOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct Rfft2dOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Rfft2dOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [Rfft2dOptions].
        #[derive(Copy, Clone)]
        pub struct Rfft2dOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> Rfft2dOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for Rfft2dOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("Rfft2dOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<Rfft2dOptionsRef<'a>> for Rfft2dOptions {
            type Error = ::planus::Error;

            fn try_from(_value: Rfft2dOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for Rfft2dOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for Rfft2dOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[Rfft2dOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for Rfft2dOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[Rfft2dOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `HashtableOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct HashtableOptions {
            pub table_id: i32,
            pub key_dtype: self::TensorType,
            pub value_dtype: self::TensorType,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for HashtableOptions {
            fn default() -> Self {
                Self { table_id: 0, key_dtype: self::TensorType::Float32, value_dtype: self::TensorType::Float32 }
            }
        }

        /// Reference to a deserialized [HashtableOptions].
        #[derive(Copy, Clone)]
        pub struct HashtableOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> HashtableOptionsRef<'a> {
            #[inline]
            pub fn table_id(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(0, "HashtableOptions", "table_id")?.unwrap_or(0))
            }

            #[inline]
            pub fn key_dtype(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0.access(1, "HashtableOptions", "key_dtype")?.unwrap_or(self::TensorType::Float32),
                )
            }

            #[inline]
            pub fn value_dtype(&self) -> ::planus::Result<self::TensorType> {
                ::core::result::Result::Ok(
                    self.0.access(2, "HashtableOptions", "value_dtype")?.unwrap_or(self::TensorType::Float32),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for HashtableOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("HashtableOptionsRef");
                f.field("table_id", &self.table_id());
                f.field("key_dtype", &self.key_dtype());
                f.field("value_dtype", &self.value_dtype());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<HashtableOptionsRef<'a>> for HashtableOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: HashtableOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    table_id: ::core::convert::TryInto::try_into(value.table_id()?)?,
                    key_dtype: ::core::convert::TryInto::try_into(value.key_dtype()?)?,
                    value_dtype: ::core::convert::TryInto::try_into(value.value_dtype()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for HashtableOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for HashtableOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[HashtableOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for HashtableOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[HashtableOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `HashtableFindOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct HashtableFindOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for HashtableFindOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [HashtableFindOptions].
        #[derive(Copy, Clone)]
        pub struct HashtableFindOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> HashtableFindOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for HashtableFindOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("HashtableFindOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<HashtableFindOptionsRef<'a>> for HashtableFindOptions {
            type Error = ::planus::Error;

            fn try_from(_value: HashtableFindOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for HashtableFindOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for HashtableFindOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[HashtableFindOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for HashtableFindOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[HashtableFindOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `HashtableImportOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct HashtableImportOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for HashtableImportOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [HashtableImportOptions].
        #[derive(Copy, Clone)]
        pub struct HashtableImportOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> HashtableImportOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for HashtableImportOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("HashtableImportOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<HashtableImportOptionsRef<'a>> for HashtableImportOptions {
            type Error = ::planus::Error;

            fn try_from(_value: HashtableImportOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for HashtableImportOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for HashtableImportOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[HashtableImportOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for HashtableImportOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[HashtableImportOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `HashtableSizeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct HashtableSizeOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for HashtableSizeOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [HashtableSizeOptions].
        #[derive(Copy, Clone)]
        pub struct HashtableSizeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> HashtableSizeOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for HashtableSizeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("HashtableSizeOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<HashtableSizeOptionsRef<'a>> for HashtableSizeOptions {
            type Error = ::planus::Error;

            fn try_from(_value: HashtableSizeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for HashtableSizeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for HashtableSizeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[HashtableSizeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for HashtableSizeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[HashtableSizeOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `VarHandleOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct VarHandleOptions {
            pub container: ::core::option::Option<::planus::alloc::string::String>,
            pub shared_name: ::core::option::Option<::planus::alloc::string::String>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for VarHandleOptions {
            fn default() -> Self {
                Self {
                    container: ::core::default::Default::default(),
                    shared_name: ::core::default::Default::default(),
                }
            }
        }

        /// Reference to a deserialized [VarHandleOptions].
        #[derive(Copy, Clone)]
        pub struct VarHandleOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> VarHandleOptionsRef<'a> {
            #[inline]
            pub fn container(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(0, "VarHandleOptions", "container")
            }

            #[inline]
            pub fn shared_name(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(1, "VarHandleOptions", "shared_name")
            }
        }

        impl<'a> ::core::fmt::Debug for VarHandleOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("VarHandleOptionsRef");
                if let ::core::option::Option::Some(field_container) = self.container().transpose() {
                    f.field("container", &field_container);
                }
                if let ::core::option::Option::Some(field_shared_name) = self.shared_name().transpose() {
                    f.field("shared_name", &field_shared_name);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<VarHandleOptionsRef<'a>> for VarHandleOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: VarHandleOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    container: value.container()?.map(::core::convert::Into::into),
                    shared_name: value.shared_name()?.map(::core::convert::Into::into),
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for VarHandleOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for VarHandleOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[VarHandleOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for VarHandleOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[VarHandleOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ReadVariableOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ReadVariableOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ReadVariableOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [ReadVariableOptions].
        #[derive(Copy, Clone)]
        pub struct ReadVariableOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ReadVariableOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for ReadVariableOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ReadVariableOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ReadVariableOptionsRef<'a>> for ReadVariableOptions {
            type Error = ::planus::Error;

            fn try_from(_value: ReadVariableOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for ReadVariableOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ReadVariableOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ReadVariableOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ReadVariableOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ReadVariableOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `AssignVariableOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct AssignVariableOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for AssignVariableOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [AssignVariableOptions].
        #[derive(Copy, Clone)]
        pub struct AssignVariableOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> AssignVariableOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for AssignVariableOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("AssignVariableOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<AssignVariableOptionsRef<'a>> for AssignVariableOptions {
            type Error = ::planus::Error;

            fn try_from(_value: AssignVariableOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for AssignVariableOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for AssignVariableOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[AssignVariableOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for AssignVariableOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[AssignVariableOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `RandomOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct RandomOptions {
            pub seed: i64,
            pub seed2: i64,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for RandomOptions {
            fn default() -> Self {
                Self { seed: 0, seed2: 0 }
            }
        }

        /// Reference to a deserialized [RandomOptions].
        #[derive(Copy, Clone)]
        pub struct RandomOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> RandomOptionsRef<'a> {
            #[inline]
            pub fn seed(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(self.0.access(0, "RandomOptions", "seed")?.unwrap_or(0))
            }

            #[inline]
            pub fn seed2(&self) -> ::planus::Result<i64> {
                ::core::result::Result::Ok(self.0.access(1, "RandomOptions", "seed2")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for RandomOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("RandomOptionsRef");
                f.field("seed", &self.seed());
                f.field("seed2", &self.seed2());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<RandomOptionsRef<'a>> for RandomOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: RandomOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    seed: ::core::convert::TryInto::try_into(value.seed()?)?,
                    seed2: ::core::convert::TryInto::try_into(value.seed2()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for RandomOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for RandomOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[RandomOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for RandomOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[RandomOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `BucketizeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct BucketizeOptions {
            pub boundaries: ::core::option::Option<::planus::alloc::vec::Vec<f32>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for BucketizeOptions {
            fn default() -> Self {
                Self { boundaries: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [BucketizeOptions].
        #[derive(Copy, Clone)]
        pub struct BucketizeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> BucketizeOptionsRef<'a> {
            #[inline]
            pub fn boundaries(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, f32>>> {
                self.0.access(0, "BucketizeOptions", "boundaries")
            }
        }

        impl<'a> ::core::fmt::Debug for BucketizeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("BucketizeOptionsRef");
                if let ::core::option::Option::Some(field_boundaries) = self.boundaries().transpose() {
                    f.field("boundaries", &field_boundaries);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<BucketizeOptionsRef<'a>> for BucketizeOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: BucketizeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    boundaries: if let ::core::option::Option::Some(boundaries) = value.boundaries()? {
                        ::core::option::Option::Some(boundaries.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for BucketizeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for BucketizeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[BucketizeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for BucketizeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[BucketizeOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `GeluOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct GeluOptions {
            pub approximate: bool,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for GeluOptions {
            fn default() -> Self {
                Self { approximate: false }
            }
        }

        /// Reference to a deserialized [GeluOptions].
        #[derive(Copy, Clone)]
        pub struct GeluOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> GeluOptionsRef<'a> {
            #[inline]
            pub fn approximate(&self) -> ::planus::Result<bool> {
                ::core::result::Result::Ok(self.0.access(0, "GeluOptions", "approximate")?.unwrap_or(false))
            }
        }

        impl<'a> ::core::fmt::Debug for GeluOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("GeluOptionsRef");
                f.field("approximate", &self.approximate());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<GeluOptionsRef<'a>> for GeluOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: GeluOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    approximate: ::core::convert::TryInto::try_into(value.approximate()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for GeluOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for GeluOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[GeluOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for GeluOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[GeluOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `DynamicUpdateSliceOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct DynamicUpdateSliceOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for DynamicUpdateSliceOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [DynamicUpdateSliceOptions].
        #[derive(Copy, Clone)]
        pub struct DynamicUpdateSliceOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> DynamicUpdateSliceOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for DynamicUpdateSliceOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("DynamicUpdateSliceOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<DynamicUpdateSliceOptionsRef<'a>> for DynamicUpdateSliceOptions {
            type Error = ::planus::Error;

            fn try_from(_value: DynamicUpdateSliceOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for DynamicUpdateSliceOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for DynamicUpdateSliceOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[DynamicUpdateSliceOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for DynamicUpdateSliceOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[DynamicUpdateSliceOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `UnsortedSegmentProdOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct UnsortedSegmentProdOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for UnsortedSegmentProdOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [UnsortedSegmentProdOptions].
        #[derive(Copy, Clone)]
        pub struct UnsortedSegmentProdOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> UnsortedSegmentProdOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for UnsortedSegmentProdOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("UnsortedSegmentProdOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<UnsortedSegmentProdOptionsRef<'a>> for UnsortedSegmentProdOptions {
            type Error = ::planus::Error;

            fn try_from(_value: UnsortedSegmentProdOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for UnsortedSegmentProdOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for UnsortedSegmentProdOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[UnsortedSegmentProdOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for UnsortedSegmentProdOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[UnsortedSegmentProdOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `UnsortedSegmentMaxOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct UnsortedSegmentMaxOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for UnsortedSegmentMaxOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [UnsortedSegmentMaxOptions].
        #[derive(Copy, Clone)]
        pub struct UnsortedSegmentMaxOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> UnsortedSegmentMaxOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for UnsortedSegmentMaxOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("UnsortedSegmentMaxOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<UnsortedSegmentMaxOptionsRef<'a>> for UnsortedSegmentMaxOptions {
            type Error = ::planus::Error;

            fn try_from(_value: UnsortedSegmentMaxOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for UnsortedSegmentMaxOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for UnsortedSegmentMaxOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[UnsortedSegmentMaxOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for UnsortedSegmentMaxOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[UnsortedSegmentMaxOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `UnsortedSegmentSumOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct UnsortedSegmentSumOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for UnsortedSegmentSumOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [UnsortedSegmentSumOptions].
        #[derive(Copy, Clone)]
        pub struct UnsortedSegmentSumOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> UnsortedSegmentSumOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for UnsortedSegmentSumOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("UnsortedSegmentSumOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<UnsortedSegmentSumOptionsRef<'a>> for UnsortedSegmentSumOptions {
            type Error = ::planus::Error;

            fn try_from(_value: UnsortedSegmentSumOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for UnsortedSegmentSumOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for UnsortedSegmentSumOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[UnsortedSegmentSumOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for UnsortedSegmentSumOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[UnsortedSegmentSumOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `ATan2Options` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ATan2Options {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ATan2Options {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [ATan2Options].
        #[derive(Copy, Clone)]
        pub struct ATan2OptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ATan2OptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for ATan2OptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ATan2OptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ATan2OptionsRef<'a>> for ATan2Options {
            type Error = ::planus::Error;

            fn try_from(_value: ATan2OptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for ATan2OptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ATan2OptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ATan2OptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ATan2OptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ATan2OptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `UnsortedSegmentMinOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct UnsortedSegmentMinOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for UnsortedSegmentMinOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [UnsortedSegmentMinOptions].
        #[derive(Copy, Clone)]
        pub struct UnsortedSegmentMinOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> UnsortedSegmentMinOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for UnsortedSegmentMinOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("UnsortedSegmentMinOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<UnsortedSegmentMinOptionsRef<'a>> for UnsortedSegmentMinOptions {
            type Error = ::planus::Error;

            fn try_from(_value: UnsortedSegmentMinOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for UnsortedSegmentMinOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for UnsortedSegmentMinOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[UnsortedSegmentMinOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for UnsortedSegmentMinOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[UnsortedSegmentMinOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `SignOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SignOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SignOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [SignOptions].
        #[derive(Copy, Clone)]
        pub struct SignOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SignOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for SignOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SignOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SignOptionsRef<'a>> for SignOptions {
            type Error = ::planus::Error;

            fn try_from(_value: SignOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for SignOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SignOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SignOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SignOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SignOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `BitcastOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct BitcastOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for BitcastOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [BitcastOptions].
        #[derive(Copy, Clone)]
        pub struct BitcastOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> BitcastOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for BitcastOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("BitcastOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<BitcastOptionsRef<'a>> for BitcastOptions {
            type Error = ::planus::Error;

            fn try_from(_value: BitcastOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for BitcastOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for BitcastOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[BitcastOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for BitcastOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[BitcastOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `BitwiseXorOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct BitwiseXorOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for BitwiseXorOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [BitwiseXorOptions].
        #[derive(Copy, Clone)]
        pub struct BitwiseXorOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> BitwiseXorOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for BitwiseXorOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("BitwiseXorOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<BitwiseXorOptionsRef<'a>> for BitwiseXorOptions {
            type Error = ::planus::Error;

            fn try_from(_value: BitwiseXorOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for BitwiseXorOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for BitwiseXorOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[BitwiseXorOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for BitwiseXorOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[BitwiseXorOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `RightShiftOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct RightShiftOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for RightShiftOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [RightShiftOptions].
        #[derive(Copy, Clone)]
        pub struct RightShiftOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> RightShiftOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for RightShiftOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("RightShiftOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<RightShiftOptionsRef<'a>> for RightShiftOptions {
            type Error = ::planus::Error;

            fn try_from(_value: RightShiftOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for RightShiftOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for RightShiftOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[RightShiftOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for RightShiftOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[RightShiftOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `DilateOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct DilateOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for DilateOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [DilateOptions].
        #[derive(Copy, Clone)]
        pub struct DilateOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> DilateOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for DilateOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("DilateOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<DilateOptionsRef<'a>> for DilateOptions {
            type Error = ::planus::Error;

            fn try_from(_value: DilateOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for DilateOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for DilateOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[DilateOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for DilateOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[DilateOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `ReduceWindowOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ReduceWindowOptions {
            pub reduce_function: self::ReduceWindowFunction,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ReduceWindowOptions {
            fn default() -> Self {
                Self { reduce_function: self::ReduceWindowFunction::Unsupported }
            }
        }

        /// Reference to a deserialized [ReduceWindowOptions].
        #[derive(Copy, Clone)]
        pub struct ReduceWindowOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ReduceWindowOptionsRef<'a> {
            #[inline]
            pub fn reduce_function(&self) -> ::planus::Result<self::ReduceWindowFunction> {
                ::core::result::Result::Ok(
                    self.0
                        .access(0, "ReduceWindowOptions", "reduce_function")?
                        .unwrap_or(self::ReduceWindowFunction::Unsupported),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for ReduceWindowOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ReduceWindowOptionsRef");
                f.field("reduce_function", &self.reduce_function());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ReduceWindowOptionsRef<'a>> for ReduceWindowOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ReduceWindowOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    reduce_function: ::core::convert::TryInto::try_into(value.reduce_function()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ReduceWindowOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ReduceWindowOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ReduceWindowOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ReduceWindowOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ReduceWindowOptionsRef]", "read_as_root", 0))
            }
        }

        /// The table `OperatorCode` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct OperatorCode {
            pub deprecated_builtin_code: i8,
            pub custom_code: ::core::option::Option<::planus::alloc::string::String>,
            pub version: i32,
            pub builtin_code: self::BuiltinOperator,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for OperatorCode {
            fn default() -> Self {
                Self {
                    deprecated_builtin_code: 0,
                    custom_code: ::core::default::Default::default(),
                    version: 1,
                    builtin_code: self::BuiltinOperator::Add,
                }
            }
        }

        /// Reference to a deserialized [OperatorCode].
        #[derive(Copy, Clone)]
        pub struct OperatorCodeRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> OperatorCodeRef<'a> {
            #[inline]
            pub fn deprecated_builtin_code(&self) -> ::planus::Result<i8> {
                ::core::result::Result::Ok(self.0.access(0, "OperatorCode", "deprecated_builtin_code")?.unwrap_or(0))
            }

            #[inline]
            pub fn custom_code(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(1, "OperatorCode", "custom_code")
            }

            #[inline]
            pub fn version(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(2, "OperatorCode", "version")?.unwrap_or(1))
            }

            #[inline]
            pub fn builtin_code(&self) -> ::planus::Result<self::BuiltinOperator> {
                ::core::result::Result::Ok(
                    self.0.access(3, "OperatorCode", "builtin_code")?.unwrap_or(self::BuiltinOperator::Add),
                )
            }
        }

        impl<'a> ::core::fmt::Debug for OperatorCodeRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("OperatorCodeRef");
                f.field("deprecated_builtin_code", &self.deprecated_builtin_code());
                if let ::core::option::Option::Some(field_custom_code) = self.custom_code().transpose() {
                    f.field("custom_code", &field_custom_code);
                }
                f.field("version", &self.version());
                f.field("builtin_code", &self.builtin_code());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<OperatorCodeRef<'a>> for OperatorCode {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: OperatorCodeRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    deprecated_builtin_code: ::core::convert::TryInto::try_into(value.deprecated_builtin_code()?)?,
                    custom_code: value.custom_code()?.map(::core::convert::Into::into),
                    version: ::core::convert::TryInto::try_into(value.version()?)?,
                    builtin_code: ::core::convert::TryInto::try_into(value.builtin_code()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for OperatorCodeRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for OperatorCodeRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[OperatorCodeRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for OperatorCodeRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[OperatorCodeRef]", "read_as_root", 0))
            }
        }

        /// The table `StableHLOCompositeOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StableHloCompositeOptions {
            pub name: ::core::option::Option<::planus::alloc::string::String>,
            pub decomposition_subgraph_index: i32,
            pub composite_attributes: ::core::option::Option<::planus::alloc::vec::Vec<u8>>,
            pub composite_attributes_format: self::CustomOptionsFormat,
            pub version: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StableHloCompositeOptions {
            fn default() -> Self {
                Self {
                    name: ::core::default::Default::default(),
                    decomposition_subgraph_index: 0,
                    composite_attributes: ::core::default::Default::default(),
                    composite_attributes_format: self::CustomOptionsFormat::Flexbuffers,
                    version: 0,
                }
            }
        }

        /// Reference to a deserialized [StableHloCompositeOptions].
        #[derive(Copy, Clone)]
        pub struct StableHloCompositeOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StableHloCompositeOptionsRef<'a> {
            #[inline]
            pub fn name(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(0, "StableHloCompositeOptions", "name")
            }

            #[inline]
            pub fn decomposition_subgraph_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(
                    self.0.access(1, "StableHloCompositeOptions", "decomposition_subgraph_index")?.unwrap_or(0),
                )
            }

            #[inline]
            pub fn composite_attributes(&self) -> ::planus::Result<::core::option::Option<&'a [u8]>> {
                self.0.access(2, "StableHloCompositeOptions", "composite_attributes")
            }

            #[inline]
            pub fn composite_attributes_format(&self) -> ::planus::Result<self::CustomOptionsFormat> {
                ::core::result::Result::Ok(
                    self.0
                        .access(3, "StableHloCompositeOptions", "composite_attributes_format")?
                        .unwrap_or(self::CustomOptionsFormat::Flexbuffers),
                )
            }

            #[inline]
            pub fn version(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(4, "StableHloCompositeOptions", "version")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for StableHloCompositeOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StableHloCompositeOptionsRef");
                if let ::core::option::Option::Some(field_name) = self.name().transpose() {
                    f.field("name", &field_name);
                }
                f.field("decomposition_subgraph_index", &self.decomposition_subgraph_index());
                if let ::core::option::Option::Some(field_composite_attributes) =
                    self.composite_attributes().transpose()
                {
                    f.field("composite_attributes", &field_composite_attributes);
                }
                f.field("composite_attributes_format", &self.composite_attributes_format());
                f.field("version", &self.version());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StableHloCompositeOptionsRef<'a>> for StableHloCompositeOptions {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: StableHloCompositeOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    name: value.name()?.map(::core::convert::Into::into),
                    decomposition_subgraph_index: ::core::convert::TryInto::try_into(
                        value.decomposition_subgraph_index()?,
                    )?,
                    composite_attributes: value.composite_attributes()?.map(|v| v.to_vec()),
                    composite_attributes_format: ::core::convert::TryInto::try_into(
                        value.composite_attributes_format()?,
                    )?,
                    version: ::core::convert::TryInto::try_into(value.version()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for StableHloCompositeOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StableHloCompositeOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StableHloCompositeOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StableHloCompositeOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[StableHloCompositeOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `StablehloShiftLeftOptions` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct StablehloShiftLeftOptions {}

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for StablehloShiftLeftOptions {
            fn default() -> Self {
                Self {}
            }
        }

        /// Reference to a deserialized [StablehloShiftLeftOptions].
        #[derive(Copy, Clone)]
        pub struct StablehloShiftLeftOptionsRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> StablehloShiftLeftOptionsRef<'a> {}

        impl<'a> ::core::fmt::Debug for StablehloShiftLeftOptionsRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("StablehloShiftLeftOptionsRef");

                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<StablehloShiftLeftOptionsRef<'a>> for StablehloShiftLeftOptions {
            type Error = ::planus::Error;

            fn try_from(_value: StablehloShiftLeftOptionsRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {})
            }
        }

        impl<'a> ::planus::TableRead<'a> for StablehloShiftLeftOptionsRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for StablehloShiftLeftOptionsRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloShiftLeftOptionsRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for StablehloShiftLeftOptionsRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| {
                    error_kind.with_error_location("[StablehloShiftLeftOptionsRef]", "read_as_root", 0)
                })
            }
        }

        /// The table `Operator` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct Operator {
            pub opcode_index: u32,
            pub inputs: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub outputs: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub builtin_options: ::core::option::Option<self::BuiltinOptions>,
            pub custom_options: ::core::option::Option<::planus::alloc::vec::Vec<u8>>,
            pub custom_options_format: self::CustomOptionsFormat,
            pub mutating_variable_inputs: ::core::option::Option<::planus::alloc::vec::Vec<bool>>,
            pub intermediates: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub large_custom_options_offset: u64,
            pub large_custom_options_size: u64,
            pub builtin_options_2: ::core::option::Option<self::BuiltinOptions2>,
            pub debug_metadata_index: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Operator {
            fn default() -> Self {
                Self {
                    opcode_index: 0,
                    inputs: ::core::default::Default::default(),
                    outputs: ::core::default::Default::default(),
                    builtin_options: ::core::default::Default::default(),
                    custom_options: ::core::default::Default::default(),
                    custom_options_format: self::CustomOptionsFormat::Flexbuffers,
                    mutating_variable_inputs: ::core::default::Default::default(),
                    intermediates: ::core::default::Default::default(),
                    large_custom_options_offset: 0,
                    large_custom_options_size: 0,
                    builtin_options_2: ::core::default::Default::default(),
                    debug_metadata_index: -1,
                }
            }
        }

        /// Reference to a deserialized [Operator].
        #[derive(Copy, Clone)]
        pub struct OperatorRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> OperatorRef<'a> {
            #[inline]
            pub fn opcode_index(&self) -> ::planus::Result<u32> {
                ::core::result::Result::Ok(self.0.access(0, "Operator", "opcode_index")?.unwrap_or(0))
            }

            #[inline]
            pub fn inputs(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(1, "Operator", "inputs")
            }

            #[inline]
            pub fn outputs(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(2, "Operator", "outputs")
            }

            #[inline]
            pub fn builtin_options(&self) -> ::planus::Result<::core::option::Option<self::BuiltinOptionsRef<'a>>> {
                self.0.access_union(3, "Operator", "builtin_options")
            }

            #[inline]
            pub fn custom_options(&self) -> ::planus::Result<::core::option::Option<&'a [u8]>> {
                self.0.access(5, "Operator", "custom_options")
            }

            #[inline]
            pub fn custom_options_format(&self) -> ::planus::Result<self::CustomOptionsFormat> {
                ::core::result::Result::Ok(
                    self.0
                        .access(6, "Operator", "custom_options_format")?
                        .unwrap_or(self::CustomOptionsFormat::Flexbuffers),
                )
            }

            #[inline]
            pub fn mutating_variable_inputs(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, bool>>> {
                self.0.access(7, "Operator", "mutating_variable_inputs")
            }

            #[inline]
            pub fn intermediates(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(8, "Operator", "intermediates")
            }

            #[inline]
            pub fn large_custom_options_offset(&self) -> ::planus::Result<u64> {
                ::core::result::Result::Ok(self.0.access(9, "Operator", "large_custom_options_offset")?.unwrap_or(0))
            }

            #[inline]
            pub fn large_custom_options_size(&self) -> ::planus::Result<u64> {
                ::core::result::Result::Ok(self.0.access(10, "Operator", "large_custom_options_size")?.unwrap_or(0))
            }

            #[inline]
            pub fn builtin_options_2(&self) -> ::planus::Result<::core::option::Option<self::BuiltinOptions2Ref<'a>>> {
                self.0.access_union(11, "Operator", "builtin_options_2")
            }

            #[inline]
            pub fn debug_metadata_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(13, "Operator", "debug_metadata_index")?.unwrap_or(-1))
            }
        }

        impl<'a> ::core::fmt::Debug for OperatorRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("OperatorRef");
                f.field("opcode_index", &self.opcode_index());
                if let ::core::option::Option::Some(field_inputs) = self.inputs().transpose() {
                    f.field("inputs", &field_inputs);
                }
                if let ::core::option::Option::Some(field_outputs) = self.outputs().transpose() {
                    f.field("outputs", &field_outputs);
                }
                if let ::core::option::Option::Some(field_builtin_options) = self.builtin_options().transpose() {
                    f.field("builtin_options", &field_builtin_options);
                }
                if let ::core::option::Option::Some(field_custom_options) = self.custom_options().transpose() {
                    f.field("custom_options", &field_custom_options);
                }
                f.field("custom_options_format", &self.custom_options_format());
                if let ::core::option::Option::Some(field_mutating_variable_inputs) =
                    self.mutating_variable_inputs().transpose()
                {
                    f.field("mutating_variable_inputs", &field_mutating_variable_inputs);
                }
                if let ::core::option::Option::Some(field_intermediates) = self.intermediates().transpose() {
                    f.field("intermediates", &field_intermediates);
                }
                f.field("large_custom_options_offset", &self.large_custom_options_offset());
                f.field("large_custom_options_size", &self.large_custom_options_size());
                if let ::core::option::Option::Some(field_builtin_options_2) = self.builtin_options_2().transpose() {
                    f.field("builtin_options_2", &field_builtin_options_2);
                }
                f.field("debug_metadata_index", &self.debug_metadata_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<OperatorRef<'a>> for Operator {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: OperatorRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    opcode_index: ::core::convert::TryInto::try_into(value.opcode_index()?)?,
                    inputs: if let ::core::option::Option::Some(inputs) = value.inputs()? {
                        ::core::option::Option::Some(inputs.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    outputs: if let ::core::option::Option::Some(outputs) = value.outputs()? {
                        ::core::option::Option::Some(outputs.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    builtin_options: if let ::core::option::Option::Some(builtin_options) = value.builtin_options()? {
                        ::core::option::Option::Some(::core::convert::TryInto::try_into(builtin_options)?)
                    } else {
                        ::core::option::Option::None
                    },
                    custom_options: value.custom_options()?.map(|v| v.to_vec()),
                    custom_options_format: ::core::convert::TryInto::try_into(value.custom_options_format()?)?,
                    mutating_variable_inputs: if let ::core::option::Option::Some(mutating_variable_inputs) =
                        value.mutating_variable_inputs()?
                    {
                        ::core::option::Option::Some(mutating_variable_inputs.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    intermediates: if let ::core::option::Option::Some(intermediates) = value.intermediates()? {
                        ::core::option::Option::Some(intermediates.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    large_custom_options_offset: ::core::convert::TryInto::try_into(
                        value.large_custom_options_offset()?,
                    )?,
                    large_custom_options_size: ::core::convert::TryInto::try_into(value.large_custom_options_size()?)?,
                    builtin_options_2: if let ::core::option::Option::Some(builtin_options_2) =
                        value.builtin_options_2()?
                    {
                        ::core::option::Option::Some(::core::convert::TryInto::try_into(builtin_options_2)?)
                    } else {
                        ::core::option::Option::None
                    },
                    debug_metadata_index: ::core::convert::TryInto::try_into(value.debug_metadata_index()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for OperatorRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for OperatorRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[OperatorRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for OperatorRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[OperatorRef]", "read_as_root", 0))
            }
        }

        /// The table `SubGraph` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct SubGraph {
            pub tensors: ::core::option::Option<::planus::alloc::vec::Vec<self::Tensor>>,
            pub inputs: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub outputs: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub operators: ::core::option::Option<::planus::alloc::vec::Vec<self::Operator>>,
            pub name: ::core::option::Option<::planus::alloc::string::String>,
            pub debug_metadata_index: i32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SubGraph {
            fn default() -> Self {
                Self {
                    tensors: ::core::default::Default::default(),
                    inputs: ::core::default::Default::default(),
                    outputs: ::core::default::Default::default(),
                    operators: ::core::default::Default::default(),
                    name: ::core::default::Default::default(),
                    debug_metadata_index: -1,
                }
            }
        }

        /// Reference to a deserialized [SubGraph].
        #[derive(Copy, Clone)]
        pub struct SubGraphRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SubGraphRef<'a> {
            #[inline]
            pub fn tensors(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, ::planus::Result<self::TensorRef<'a>>>>>
            {
                self.0.access(0, "SubGraph", "tensors")
            }

            #[inline]
            pub fn inputs(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(1, "SubGraph", "inputs")
            }

            #[inline]
            pub fn outputs(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(2, "SubGraph", "outputs")
            }

            #[inline]
            pub fn operators(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, ::planus::Result<self::OperatorRef<'a>>>>>
            {
                self.0.access(3, "SubGraph", "operators")
            }

            #[inline]
            pub fn name(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(4, "SubGraph", "name")
            }

            #[inline]
            pub fn debug_metadata_index(&self) -> ::planus::Result<i32> {
                ::core::result::Result::Ok(self.0.access(5, "SubGraph", "debug_metadata_index")?.unwrap_or(-1))
            }
        }

        impl<'a> ::core::fmt::Debug for SubGraphRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SubGraphRef");
                if let ::core::option::Option::Some(field_tensors) = self.tensors().transpose() {
                    f.field("tensors", &field_tensors);
                }
                if let ::core::option::Option::Some(field_inputs) = self.inputs().transpose() {
                    f.field("inputs", &field_inputs);
                }
                if let ::core::option::Option::Some(field_outputs) = self.outputs().transpose() {
                    f.field("outputs", &field_outputs);
                }
                if let ::core::option::Option::Some(field_operators) = self.operators().transpose() {
                    f.field("operators", &field_operators);
                }
                if let ::core::option::Option::Some(field_name) = self.name().transpose() {
                    f.field("name", &field_name);
                }
                f.field("debug_metadata_index", &self.debug_metadata_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SubGraphRef<'a>> for SubGraph {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SubGraphRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    tensors: if let ::core::option::Option::Some(tensors) = value.tensors()? {
                        ::core::option::Option::Some(tensors.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                    inputs: if let ::core::option::Option::Some(inputs) = value.inputs()? {
                        ::core::option::Option::Some(inputs.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    outputs: if let ::core::option::Option::Some(outputs) = value.outputs()? {
                        ::core::option::Option::Some(outputs.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    operators: if let ::core::option::Option::Some(operators) = value.operators()? {
                        ::core::option::Option::Some(operators.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                    name: value.name()?.map(::core::convert::Into::into),
                    debug_metadata_index: ::core::convert::TryInto::try_into(value.debug_metadata_index()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SubGraphRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SubGraphRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SubGraphRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SubGraphRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SubGraphRef]", "read_as_root", 0))
            }
        }

        /// The table `Buffer` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct Buffer {
            pub data: ::core::option::Option<::planus::alloc::vec::Vec<u8>>,
            pub offset: u64,
            pub size: u64,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Buffer {
            fn default() -> Self {
                Self { data: ::core::default::Default::default(), offset: 0, size: 0 }
            }
        }

        /// Reference to a deserialized [Buffer].
        #[derive(Copy, Clone)]
        pub struct BufferRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> BufferRef<'a> {
            #[inline]
            pub fn data(&self) -> ::planus::Result<::core::option::Option<&'a [u8]>> {
                self.0.access(0, "Buffer", "data")
            }

            #[inline]
            pub fn offset(&self) -> ::planus::Result<u64> {
                ::core::result::Result::Ok(self.0.access(1, "Buffer", "offset")?.unwrap_or(0))
            }

            #[inline]
            pub fn size(&self) -> ::planus::Result<u64> {
                ::core::result::Result::Ok(self.0.access(2, "Buffer", "size")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for BufferRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("BufferRef");
                if let ::core::option::Option::Some(field_data) = self.data().transpose() {
                    f.field("data", &field_data);
                }
                f.field("offset", &self.offset());
                f.field("size", &self.size());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<BufferRef<'a>> for Buffer {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: BufferRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    data: value.data()?.map(|v| v.to_vec()),
                    offset: ::core::convert::TryInto::try_into(value.offset()?)?,
                    size: ::core::convert::TryInto::try_into(value.size()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for BufferRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for BufferRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[BufferRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for BufferRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[BufferRef]", "read_as_root", 0))
            }
        }

        /// The table `ExternalBufferGroup` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ExternalBufferGroup {
            pub name: ::core::option::Option<::planus::alloc::string::String>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ExternalBufferGroup {
            fn default() -> Self {
                Self { name: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [ExternalBufferGroup].
        #[derive(Copy, Clone)]
        pub struct ExternalBufferGroupRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ExternalBufferGroupRef<'a> {
            #[inline]
            pub fn name(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(0, "ExternalBufferGroup", "name")
            }
        }

        impl<'a> ::core::fmt::Debug for ExternalBufferGroupRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ExternalBufferGroupRef");
                if let ::core::option::Option::Some(field_name) = self.name().transpose() {
                    f.field("name", &field_name);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ExternalBufferGroupRef<'a>> for ExternalBufferGroup {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ExternalBufferGroupRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self { name: value.name()?.map(::core::convert::Into::into) })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ExternalBufferGroupRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ExternalBufferGroupRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ExternalBufferGroupRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ExternalBufferGroupRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ExternalBufferGroupRef]", "read_as_root", 0))
            }
        }

        /// The table `ExternalBuffer` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct ExternalBuffer {
            pub id: u32,
            pub group: u32,
            pub offset: u64,
            pub length: u64,
            pub packing: ::core::option::Option<::planus::alloc::string::String>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for ExternalBuffer {
            fn default() -> Self {
                Self { id: 0, group: 0, offset: 0, length: 0, packing: ::core::default::Default::default() }
            }
        }

        /// Reference to a deserialized [ExternalBuffer].
        #[derive(Copy, Clone)]
        pub struct ExternalBufferRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ExternalBufferRef<'a> {
            #[inline]
            pub fn id(&self) -> ::planus::Result<u32> {
                ::core::result::Result::Ok(self.0.access(0, "ExternalBuffer", "id")?.unwrap_or(0))
            }

            #[inline]
            pub fn group(&self) -> ::planus::Result<u32> {
                ::core::result::Result::Ok(self.0.access(1, "ExternalBuffer", "group")?.unwrap_or(0))
            }

            #[inline]
            pub fn offset(&self) -> ::planus::Result<u64> {
                ::core::result::Result::Ok(self.0.access(2, "ExternalBuffer", "offset")?.unwrap_or(0))
            }

            #[inline]
            pub fn length(&self) -> ::planus::Result<u64> {
                ::core::result::Result::Ok(self.0.access(3, "ExternalBuffer", "length")?.unwrap_or(0))
            }

            #[inline]
            pub fn packing(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(4, "ExternalBuffer", "packing")
            }
        }

        impl<'a> ::core::fmt::Debug for ExternalBufferRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ExternalBufferRef");
                f.field("id", &self.id());
                f.field("group", &self.group());
                f.field("offset", &self.offset());
                f.field("length", &self.length());
                if let ::core::option::Option::Some(field_packing) = self.packing().transpose() {
                    f.field("packing", &field_packing);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ExternalBufferRef<'a>> for ExternalBuffer {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ExternalBufferRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    id: ::core::convert::TryInto::try_into(value.id()?)?,
                    group: ::core::convert::TryInto::try_into(value.group()?)?,
                    offset: ::core::convert::TryInto::try_into(value.offset()?)?,
                    length: ::core::convert::TryInto::try_into(value.length()?)?,
                    packing: value.packing()?.map(::core::convert::Into::into),
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ExternalBufferRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ExternalBufferRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[ExternalBufferRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ExternalBufferRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ExternalBufferRef]", "read_as_root", 0))
            }
        }

        /// The table `Metadata` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct Metadata {
            pub name: ::core::option::Option<::planus::alloc::string::String>,
            pub buffer: u32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Metadata {
            fn default() -> Self {
                Self { name: ::core::default::Default::default(), buffer: 0 }
            }
        }

        /// Reference to a deserialized [Metadata].
        #[derive(Copy, Clone)]
        pub struct MetadataRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> MetadataRef<'a> {
            #[inline]
            pub fn name(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(0, "Metadata", "name")
            }

            #[inline]
            pub fn buffer(&self) -> ::planus::Result<u32> {
                ::core::result::Result::Ok(self.0.access(1, "Metadata", "buffer")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for MetadataRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("MetadataRef");
                if let ::core::option::Option::Some(field_name) = self.name().transpose() {
                    f.field("name", &field_name);
                }
                f.field("buffer", &self.buffer());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<MetadataRef<'a>> for Metadata {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: MetadataRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    name: value.name()?.map(::core::convert::Into::into),
                    buffer: ::core::convert::TryInto::try_into(value.buffer()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for MetadataRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for MetadataRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[MetadataRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for MetadataRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[MetadataRef]", "read_as_root", 0))
            }
        }

        /// The table `TensorMap` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct TensorMap {
            pub name: ::core::option::Option<::planus::alloc::string::String>,
            pub tensor_index: u32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for TensorMap {
            fn default() -> Self {
                Self { name: ::core::default::Default::default(), tensor_index: 0 }
            }
        }

        /// Reference to a deserialized [TensorMap].
        #[derive(Copy, Clone)]
        pub struct TensorMapRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> TensorMapRef<'a> {
            #[inline]
            pub fn name(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(0, "TensorMap", "name")
            }

            #[inline]
            pub fn tensor_index(&self) -> ::planus::Result<u32> {
                ::core::result::Result::Ok(self.0.access(1, "TensorMap", "tensor_index")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for TensorMapRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("TensorMapRef");
                if let ::core::option::Option::Some(field_name) = self.name().transpose() {
                    f.field("name", &field_name);
                }
                f.field("tensor_index", &self.tensor_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<TensorMapRef<'a>> for TensorMap {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: TensorMapRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    name: value.name()?.map(::core::convert::Into::into),
                    tensor_index: ::core::convert::TryInto::try_into(value.tensor_index()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for TensorMapRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for TensorMapRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[TensorMapRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for TensorMapRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[TensorMapRef]", "read_as_root", 0))
            }
        }

        /// The table `SignatureDef` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd, Eq, Ord, Hash)]
        pub struct SignatureDef {
            pub inputs: ::core::option::Option<::planus::alloc::vec::Vec<self::TensorMap>>,
            pub outputs: ::core::option::Option<::planus::alloc::vec::Vec<self::TensorMap>>,
            pub signature_key: ::core::option::Option<::planus::alloc::string::String>,
            pub subgraph_index: u32,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for SignatureDef {
            fn default() -> Self {
                Self {
                    inputs: ::core::default::Default::default(),
                    outputs: ::core::default::Default::default(),
                    signature_key: ::core::default::Default::default(),
                    subgraph_index: 0,
                }
            }
        }

        /// Reference to a deserialized [SignatureDef].
        #[derive(Copy, Clone)]
        pub struct SignatureDefRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> SignatureDefRef<'a> {
            #[inline]
            pub fn inputs(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, ::planus::Result<self::TensorMapRef<'a>>>>>
            {
                self.0.access(0, "SignatureDef", "inputs")
            }

            #[inline]
            pub fn outputs(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, ::planus::Result<self::TensorMapRef<'a>>>>>
            {
                self.0.access(1, "SignatureDef", "outputs")
            }

            #[inline]
            pub fn signature_key(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(2, "SignatureDef", "signature_key")
            }

            #[inline]
            pub fn subgraph_index(&self) -> ::planus::Result<u32> {
                ::core::result::Result::Ok(self.0.access(4, "SignatureDef", "subgraph_index")?.unwrap_or(0))
            }
        }

        impl<'a> ::core::fmt::Debug for SignatureDefRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("SignatureDefRef");
                if let ::core::option::Option::Some(field_inputs) = self.inputs().transpose() {
                    f.field("inputs", &field_inputs);
                }
                if let ::core::option::Option::Some(field_outputs) = self.outputs().transpose() {
                    f.field("outputs", &field_outputs);
                }
                if let ::core::option::Option::Some(field_signature_key) = self.signature_key().transpose() {
                    f.field("signature_key", &field_signature_key);
                }
                f.field("subgraph_index", &self.subgraph_index());
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<SignatureDefRef<'a>> for SignatureDef {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: SignatureDefRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    inputs: if let ::core::option::Option::Some(inputs) = value.inputs()? {
                        ::core::option::Option::Some(inputs.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                    outputs: if let ::core::option::Option::Some(outputs) = value.outputs()? {
                        ::core::option::Option::Some(outputs.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                    signature_key: value.signature_key()?.map(::core::convert::Into::into),
                    subgraph_index: ::core::convert::TryInto::try_into(value.subgraph_index()?)?,
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for SignatureDefRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for SignatureDefRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset).map_err(|error_kind| {
                    error_kind.with_error_location("[SignatureDefRef]", "get", buffer.offset_from_start)
                })
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for SignatureDefRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[SignatureDefRef]", "read_as_root", 0))
            }
        }

        /// The table `Model` in the namespace `tflite`
        #[derive(Clone, Debug, PartialEq, PartialOrd)]
        pub struct Model {
            pub version: u32,
            pub operator_codes: ::core::option::Option<::planus::alloc::vec::Vec<self::OperatorCode>>,
            pub subgraphs: ::core::option::Option<::planus::alloc::vec::Vec<self::SubGraph>>,
            pub description: ::core::option::Option<::planus::alloc::string::String>,
            pub buffers: ::core::option::Option<::planus::alloc::vec::Vec<self::Buffer>>,
            pub metadata_buffer: ::core::option::Option<::planus::alloc::vec::Vec<i32>>,
            pub metadata: ::core::option::Option<::planus::alloc::vec::Vec<self::Metadata>>,
            pub signature_defs: ::core::option::Option<::planus::alloc::vec::Vec<self::SignatureDef>>,
            pub external_buffer_groups: ::core::option::Option<::planus::alloc::vec::Vec<self::ExternalBufferGroup>>,
            pub external_buffers: ::core::option::Option<::planus::alloc::vec::Vec<self::ExternalBuffer>>,
        }

        #[allow(clippy::derivable_impls)]
        impl ::core::default::Default for Model {
            fn default() -> Self {
                Self {
                    version: 0,
                    operator_codes: ::core::default::Default::default(),
                    subgraphs: ::core::default::Default::default(),
                    description: ::core::default::Default::default(),
                    buffers: ::core::default::Default::default(),
                    metadata_buffer: ::core::default::Default::default(),
                    metadata: ::core::default::Default::default(),
                    signature_defs: ::core::default::Default::default(),
                    external_buffer_groups: ::core::default::Default::default(),
                    external_buffers: ::core::default::Default::default(),
                }
            }
        }

        /// Reference to a deserialized [Model].
        #[derive(Copy, Clone)]
        pub struct ModelRef<'a>(#[allow(dead_code)] ::planus::table_reader::Table<'a>);

        impl<'a> ModelRef<'a> {
            #[inline]
            pub fn version(&self) -> ::planus::Result<u32> {
                ::core::result::Result::Ok(self.0.access(0, "Model", "version")?.unwrap_or(0))
            }

            #[inline]
            pub fn operator_codes(
                &self,
            ) -> ::planus::Result<
                ::core::option::Option<::planus::Vector<'a, ::planus::Result<self::OperatorCodeRef<'a>>>>,
            > {
                self.0.access(1, "Model", "operator_codes")
            }

            #[inline]
            pub fn subgraphs(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, ::planus::Result<self::SubGraphRef<'a>>>>>
            {
                self.0.access(2, "Model", "subgraphs")
            }

            #[inline]
            pub fn description(&self) -> ::planus::Result<::core::option::Option<&'a ::core::primitive::str>> {
                self.0.access(3, "Model", "description")
            }

            #[inline]
            pub fn buffers(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, ::planus::Result<self::BufferRef<'a>>>>>
            {
                self.0.access(4, "Model", "buffers")
            }

            #[inline]
            pub fn metadata_buffer(&self) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, i32>>> {
                self.0.access(5, "Model", "metadata_buffer")
            }

            #[inline]
            pub fn metadata(
                &self,
            ) -> ::planus::Result<::core::option::Option<::planus::Vector<'a, ::planus::Result<self::MetadataRef<'a>>>>>
            {
                self.0.access(6, "Model", "metadata")
            }

            #[inline]
            pub fn signature_defs(
                &self,
            ) -> ::planus::Result<
                ::core::option::Option<::planus::Vector<'a, ::planus::Result<self::SignatureDefRef<'a>>>>,
            > {
                self.0.access(7, "Model", "signature_defs")
            }

            #[inline]
            pub fn external_buffer_groups(
                &self,
            ) -> ::planus::Result<
                ::core::option::Option<::planus::Vector<'a, ::planus::Result<self::ExternalBufferGroupRef<'a>>>>,
            > {
                self.0.access(8, "Model", "external_buffer_groups")
            }

            #[inline]
            pub fn external_buffers(
                &self,
            ) -> ::planus::Result<
                ::core::option::Option<::planus::Vector<'a, ::planus::Result<self::ExternalBufferRef<'a>>>>,
            > {
                self.0.access(9, "Model", "external_buffers")
            }
        }

        impl<'a> ::core::fmt::Debug for ModelRef<'a> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let mut f = f.debug_struct("ModelRef");
                f.field("version", &self.version());
                if let ::core::option::Option::Some(field_operator_codes) = self.operator_codes().transpose() {
                    f.field("operator_codes", &field_operator_codes);
                }
                if let ::core::option::Option::Some(field_subgraphs) = self.subgraphs().transpose() {
                    f.field("subgraphs", &field_subgraphs);
                }
                if let ::core::option::Option::Some(field_description) = self.description().transpose() {
                    f.field("description", &field_description);
                }
                if let ::core::option::Option::Some(field_buffers) = self.buffers().transpose() {
                    f.field("buffers", &field_buffers);
                }
                if let ::core::option::Option::Some(field_metadata_buffer) = self.metadata_buffer().transpose() {
                    f.field("metadata_buffer", &field_metadata_buffer);
                }
                if let ::core::option::Option::Some(field_metadata) = self.metadata().transpose() {
                    f.field("metadata", &field_metadata);
                }
                if let ::core::option::Option::Some(field_signature_defs) = self.signature_defs().transpose() {
                    f.field("signature_defs", &field_signature_defs);
                }
                if let ::core::option::Option::Some(field_external_buffer_groups) =
                    self.external_buffer_groups().transpose()
                {
                    f.field("external_buffer_groups", &field_external_buffer_groups);
                }
                if let ::core::option::Option::Some(field_external_buffers) = self.external_buffers().transpose() {
                    f.field("external_buffers", &field_external_buffers);
                }
                f.finish()
            }
        }

        impl<'a> ::core::convert::TryFrom<ModelRef<'a>> for Model {
            type Error = ::planus::Error;

            #[allow(unreachable_code)]
            fn try_from(value: ModelRef<'a>) -> ::planus::Result<Self> {
                ::core::result::Result::Ok(Self {
                    version: ::core::convert::TryInto::try_into(value.version()?)?,
                    operator_codes: if let ::core::option::Option::Some(operator_codes) = value.operator_codes()? {
                        ::core::option::Option::Some(operator_codes.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                    subgraphs: if let ::core::option::Option::Some(subgraphs) = value.subgraphs()? {
                        ::core::option::Option::Some(subgraphs.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                    description: value.description()?.map(::core::convert::Into::into),
                    buffers: if let ::core::option::Option::Some(buffers) = value.buffers()? {
                        ::core::option::Option::Some(buffers.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                    metadata_buffer: if let ::core::option::Option::Some(metadata_buffer) = value.metadata_buffer()? {
                        ::core::option::Option::Some(metadata_buffer.to_vec()?)
                    } else {
                        ::core::option::Option::None
                    },
                    metadata: if let ::core::option::Option::Some(metadata) = value.metadata()? {
                        ::core::option::Option::Some(metadata.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                    signature_defs: if let ::core::option::Option::Some(signature_defs) = value.signature_defs()? {
                        ::core::option::Option::Some(signature_defs.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                    external_buffer_groups: if let ::core::option::Option::Some(external_buffer_groups) =
                        value.external_buffer_groups()?
                    {
                        ::core::option::Option::Some(external_buffer_groups.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                    external_buffers: if let ::core::option::Option::Some(external_buffers) =
                        value.external_buffers()?
                    {
                        ::core::option::Option::Some(external_buffers.to_vec_result()?)
                    } else {
                        ::core::option::Option::None
                    },
                })
            }
        }

        impl<'a> ::planus::TableRead<'a> for ModelRef<'a> {
            #[inline]
            fn from_buffer(
                buffer: ::planus::SliceWithStartOffset<'a>,
                offset: usize,
            ) -> ::core::result::Result<Self, ::planus::errors::ErrorKind> {
                ::core::result::Result::Ok(Self(::planus::table_reader::Table::from_buffer(buffer, offset)?))
            }
        }

        impl<'a> ::planus::VectorReadInner<'a> for ModelRef<'a> {
            type Error = ::planus::Error;
            const STRIDE: usize = 4;

            unsafe fn from_buffer(buffer: ::planus::SliceWithStartOffset<'a>, offset: usize) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(buffer, offset)
                    .map_err(|error_kind| error_kind.with_error_location("[ModelRef]", "get", buffer.offset_from_start))
            }
        }

        impl<'a> ::planus::ReadAsRoot<'a> for ModelRef<'a> {
            fn read_as_root(slice: &'a [u8]) -> ::planus::Result<Self> {
                ::planus::TableRead::from_buffer(
                    ::planus::SliceWithStartOffset { buffer: slice, offset_from_start: 0 },
                    0,
                )
                .map_err(|error_kind| error_kind.with_error_location("[ModelRef]", "read_as_root", 0))
            }
        }
    }
}
