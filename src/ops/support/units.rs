//! Element sizes: operators that only move elements do not care about types.

use crate::TensorType;
use crate::error::{Result, ensure, err};
use crate::plan::Operand;
use ferrolite_kernels::reference::packed::Packed;

/// The size of the elements that an operator moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Four bits, two to a byte: such tensors are spread to one byte each in scratch memory, moved and packed
    /// again.
    Nibble,
    One,
    Two,
    Four,
    Eight,
    Sixteen,
}

impl Unit {
    /// The unit of a tensor's elements.
    ///
    /// # Errors
    /// `BadType` where elements have no fixed size, or two bits.
    pub(crate) fn of(operand: &Operand<'_>) -> Result<Self> {
        Ok(match operand.dtype.bits() {
            Some(4) => Self::Nibble,
            Some(8) => Self::One,
            Some(16) => Self::Two,
            Some(32) => Self::Four,
            Some(64) => Self::Eight,
            Some(128) => Self::Sixteen,
            _ => return Err(err!(BadType, "{operand}: elements of this type cannot be moved")),
        })
    }

    /// Bytes of an element while it is moved.
    pub(crate) fn bytes(self) -> usize {
        match self {
            Self::Nibble | Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
            Self::Eight => 8,
            Self::Sixteen => 16,
        }
    }
}

/// Evaluates an expression with `$element` as the array of bytes that a unit's elements are; nibbles count
/// as the bytes they are spread to.
macro_rules! with_unit {
    ($unit:expr, $element:ident => $body:expr) => {
        match $unit {
            $crate::ops::support::units::Unit::Nibble | $crate::ops::support::units::Unit::One => {
                type $element = [u8; 1];
                $body
            }
            $crate::ops::support::units::Unit::Two => {
                type $element = [u8; 2];
                $body
            }
            $crate::ops::support::units::Unit::Four => {
                type $element = [u8; 4];
                $body
            }
            $crate::ops::support::units::Unit::Eight => {
                type $element = [u8; 8];
                $body
            }
            $crate::ops::support::units::Unit::Sixteen => {
                type $element = [u8; 16];
                $body
            }
        }
    };
}
pub(crate) use with_unit;

/// Gives each element of four bits a byte of its own. Whether the high half is a sign does not matter to a
/// move.
pub(crate) fn spread(packed: &[u8], elements: &mut [i8]) {
    for (element, value) in elements.iter_mut().zip(Packed::INT4.values(packed)) {
        *element = value as i8;
    }
}

/// Packs what [`spread`] took apart.
pub(crate) fn pack(elements: &[i8], packed: &mut [u8]) {
    Packed::INT4.pack(elements.iter().copied().map(i32::from), packed);
}

/// Refuses a type that is not in the list.
///
/// # Errors
/// `BadType` with the list.
pub(crate) fn one_of(operand: &Operand<'_>, types: &[TensorType]) -> Result<()> {
    if types.contains(&operand.dtype) {
        return Ok(());
    }
    let names: alloc::vec::Vec<&str> = types.iter().map(|dtype| dtype.name()).collect();
    Err(err!(BadType, "{operand}: must be {}", names.join(", ")))
}

/// Refuses two operands of different types.
///
/// # Errors
/// `BadType` naming both.
pub(crate) fn same_type(a: &Operand<'_>, b: &Operand<'_>) -> Result<()> {
    ensure!(a.dtype == b.dtype, BadType, "{a} and {b} must have one type");
    Ok(())
}

/// Refuses two operands whose integers stand for different reals, as the reference compares them: the one
/// scale and zero point of each tensor, 0 where there is none or several.
///
/// # Errors
/// `BadQuantization` naming both.
pub(crate) fn same_quantization(a: &Operand<'_>, b: &Operand<'_>) -> Result<()> {
    let (x, y) = (whole_tensor(a), whole_tensor(b));
    ensure!(x == y, BadQuantization, "{a} and {b} must have the same scale and zero point, not {x:?} and {y:?}");
    Ok(())
}

/// The one scale and zero point of a tensor, zeros where it has none or one for each slice.
pub(crate) fn whole_tensor(operand: &Operand<'_>) -> (f32, i32) {
    operand.quantization.filter(|q| q.scales.len() == 1).map_or((0.0, 0), |q| (q.scale(), q.zero_point()))
}
