//! Types that the headers have from elsewhere, under the headers' names; so cbindgen, which reads one file at a time,
//! only names them.

/// A builtin operator as programs pass it: any number may come.
pub(crate) type TfLiteBuiltinOperator = core::ffi::c_int;

/// A status as functions of programs give it.
pub(crate) type TfLiteStatus = core::ffi::c_uint;

/// An element type as programs pass it.
pub(crate) type TfLiteType = core::ffi::c_uint;

/// A name for memory of a delegate's.
pub(crate) type TfLiteBufferHandle = core::ffi::c_int;

/// A tensor by the name that `c_api_opaque.h` has for it.
pub(crate) type TfLiteOpaqueTensor = crate::tensor::TfLiteTensor;

/// A delegate of the program's; nothing here ever looks at one.
#[derive(Debug)]
pub struct TfLiteOpaqueDelegate;
