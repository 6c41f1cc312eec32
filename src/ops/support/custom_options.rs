//! Options of custom operators, a FlexBuffer map.

use crate::error::{Result, err};
use crate::model::flex::{Map, Value};

/// The options as the file has them.
pub(crate) struct CustomOptions<'a>(Map<'a>);

impl<'a> CustomOptions<'a> {
    /// # Errors
    /// `BadOption` unless the bytes are a map.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self> {
        let map = Value::root(bytes).and_then(|root| root.as_map());
        map.map(Self).ok_or_else(|| err!(BadOption, "its options are not a FlexBuffer map"))
    }

    fn given(&self, name: &str) -> Option<Value<'a>> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    /// An integer; what is not there is `default`.
    ///
    /// # Errors
    /// `BadOption` unless it fits 32 bits.
    pub(crate) fn int(&self, name: &str, default: i32) -> Result<i32> {
        let Some(value) = self.given(name) else { return Ok(default) };
        let int = value.as_i64().and_then(|int| i32::try_from(int).ok());
        int.ok_or_else(|| err!(BadOption, "{name} is not a 32-bit integer"))
    }

    /// A count of at least `least`.
    ///
    /// # Errors
    /// `BadOption` when it is less.
    pub(crate) fn count(&self, name: &str, default: i32, least: usize) -> Result<usize> {
        let int = self.int(name, default)?;
        let count = usize::try_from(int).ok().filter(|&count| count >= least);
        count.ok_or_else(|| err!(BadOption, "{name} is {int}, must be at least {least}"))
    }

    /// A float; what is not there is 0.
    ///
    /// # Errors
    /// `BadOption` for what is no number.
    pub(crate) fn float(&self, name: &str) -> Result<f32> {
        let Some(value) = self.given(name) else { return Ok(0.0) };
        value.as_f64().map(|float| float as f32).ok_or_else(|| err!(BadOption, "{name} is not a number"))
    }

    /// A truth value; what is not there is false.
    ///
    /// # Errors
    /// `BadOption` for what is none.
    pub(crate) fn truth(&self, name: &str) -> Result<bool> {
        let Some(value) = self.given(name) else { return Ok(false) };
        value.as_bool().ok_or_else(|| err!(BadOption, "{name} is not a truth value"))
    }
}
