//! One error type: a kind to match on, a place in the model, and a sentence that says what to do.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

/// What went wrong, for programs. More kinds may come.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The operating system refused to open, map or read the file.
    Io,
    /// The bytes are no TensorFlow Lite model: too short, another identifier, another schema version.
    NotAModel,
    /// The FlatBuffer is damaged: an offset, a vector, a string or an enumeration value is invalid.
    Malformed,
    /// A count, a size or an amount of work exceeds [`Limits`](crate::Limits).
    LimitExceeded,
    /// An index points outside what it indexes: tensors, buffers, subgraphs, operator codes.
    BadIndex,
    /// A constant's bytes do not match its shape and type, or lie outside the file.
    BadBuffer,
    /// The graph is inconsistent: read before written, written twice, subgraphs that call each other.
    BadGraph,
    /// Operators, versions or types that ferrolite does not have; the detail lists them all.
    Unsupported,
    /// An operator has too few or too many operands, or lacks a required one.
    BadOperand,
    /// A tensor's type is not among those the operator takes.
    BadType,
    /// A shape does not fit the operator or another shape.
    BadShape,
    /// An operator's option is outside its range (stride 0, unknown padding, axis out of range).
    BadOption,
    /// Scales or zero points are missing, not finite, not positive or not in range.
    BadQuantization,
    /// A value that arrived while running is out of range: an index, a divisor, a size.
    BadValue,
    /// The caller named an input, an output, a tensor or a signature that does not exist.
    NotFound,
    /// The caller passed data of another type; the detail names the call to use.
    WrongType,
    /// The caller passed data of another length or shape.
    WrongLength,
    /// A tensor is not there to be read: fused away, or its memory was used again.
    NotKept,
    /// A value is needed that is only known once the graph has run up to here. The planner handles it; it
    /// reaches callers only through [`Plan`](crate::Plan) methods that need every shape.
    NotYetKnown,
    /// The caller asked the run to end: see [`PlanOptions::cancel`](crate::PlanOptions::cancel).
    Cancelled,
    /// ferrolite contradicts itself: a defect, please report it.
    Internal,
}

/// Where in the model an error is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    /// Index of the subgraph.
    pub subgraph: Option<usize>,
    /// The operator: its index in the subgraph, its type's name and the name of its first output.
    pub op: Option<OpLocation>,
    /// The tensor: its index in the subgraph and its name.
    pub tensor: Option<TensorLocation>,
}

/// An operator as errors name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpLocation {
    /// Index in the subgraph.
    pub index: usize,
    /// Type, as `CONV_2D`.
    pub name: String,
    /// Name of the first output tensor, the nearest thing to a name that an operator has.
    pub output: String,
}

/// A tensor as errors name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TensorLocation {
    /// Index in the subgraph.
    pub index: usize,
    /// Name.
    pub name: String,
}

/// A typed error: kind, location and detail.
///
/// Its text reads `op 11 CONV_2D "block_3/expand" (subgraph 0): stride_h is 0, must be at least 1`.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: ErrorKind,
    at: Location,
    detail: String,
}

/// The crate's result.
pub type Result<T, E = Error> = core::result::Result<T, E>;

impl Error {
    /// An error without a location.
    pub fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self(Box::new(Inner { kind, at: Location::default(), detail: detail.into() }))
    }

    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Where in the model.
    #[must_use]
    pub fn at(&self) -> &Location {
        &self.0.at
    }

    /// The sentence without the location.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Adds what the location does not say yet.
    #[must_use]
    pub(crate) fn locate(mut self, at: Location) -> Self {
        let own = &mut self.0.at;
        own.subgraph = own.subgraph.or(at.subgraph);
        own.op = own.op.take().or(at.op);
        own.tensor = own.tensor.take().or(at.tensor);
        self
    }

    /// Names the subgraph.
    #[must_use]
    pub(crate) fn in_subgraph(self, subgraph: usize) -> Self {
        self.locate(Location { subgraph: Some(subgraph), ..Location::default() })
    }

    /// Names the tensor.
    #[must_use]
    pub(crate) fn of_tensor(self, index: usize, name: &str) -> Self {
        self.locate(Location { tensor: Some(TensorLocation { index, name: name.into() }), ..Location::default() })
    }
}

/// `err!(Kind, "format {}", args)`: an [`Error`] without a location.
macro_rules! err {
    ($kind:ident, $($format:tt)+) => {
        $crate::Error::new($crate::ErrorKind::$kind, ::alloc::format!($($format)+))
    };
}
pub(crate) use err;

/// `ensure!(condition, Kind, "format {}", args)`: returns the error unless the condition holds.
macro_rules! ensure {
    ($condition:expr, $kind:ident, $($format:tt)+) => {
        // Not `!$condition`: lints on comparisons of floats, where NaN has to fail, would fire at every use.
        let holds: bool = $condition;
        if !holds {
            return Err($crate::error::err!($kind, $($format)+));
        }
    };
}
pub(crate) use ensure;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { at, detail, .. } = &*self.0;
        let mut located = true;
        match (&at.op, &at.tensor, at.subgraph) {
            (Some(op), _, _) => {
                write!(f, "op {} {}", op.index, op.name)?;
                if !op.output.is_empty() {
                    write!(f, " {:?}", op.output)?;
                }
            }
            (None, Some(tensor), _) => write!(f, "tensor {} {:?}", tensor.index, tensor.name)?,
            (None, None, Some(subgraph)) => {
                write!(f, "subgraph {subgraph}")?;
            }
            (None, None, None) => located = false,
        }
        if let (Some(subgraph), true) = (at.subgraph, at.op.is_some() || at.tensor.is_some()) {
            write!(f, " (subgraph {subgraph})")?;
        }
        if located {
            f.write_str(": ")?;
        }
        if let (Some(_), Some(tensor)) = (&at.op, &at.tensor) {
            write!(f, "tensor {} {:?}: ", tensor.index, tensor.name)?;
        }
        f.write_str(detail)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({self})", self.0.kind)
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_says_where_then_what() {
        let op = OpLocation { index: 11, name: "CONV_2D".into(), output: "block_3/expand".into() };
        let error = err!(BadOption, "stride_h is 0, must be at least 1").locate(Location {
            subgraph: Some(0),
            op: Some(op),
            tensor: None,
        });
        assert_eq!(
            alloc::format!("{error}"),
            r#"op 11 CONV_2D "block_3/expand" (subgraph 0): stride_h is 0, must be at least 1"#
        );
    }

    #[test]
    fn the_first_location_is_kept() {
        let error = err!(BadShape, "x").of_tensor(3, "weights").in_subgraph(1).in_subgraph(2);
        assert_eq!(alloc::format!("{error}"), r#"tensor 3 "weights" (subgraph 1): x"#);
    }
}
