//! Messages to the program: its error reporter, or standard error.

use core::ffi::{c_char, c_void};
use std::ffi::CString;
use std::io::Write as _;

/// The argument list of C, as the platform's ABI passes it to a function.
#[cfg(all(target_arch = "aarch64", not(any(target_vendor = "apple", windows))))]
#[allow(non_camel_case_types, reason = "its name in C")]
pub(crate) type va_list = ArgumentList;

/// The argument list of C, as the platform's ABI passes it to a function: here a pointer, to the arguments or to a
/// record of where they are.
#[cfg(not(all(target_arch = "aarch64", not(any(target_vendor = "apple", windows)))))]
#[allow(non_camel_case_types, reason = "its name in C")]
pub(crate) type va_list = *mut ArgumentList;

/// Where arguments are: in registers that were saved, or on the stack behind. Field by field as the ABI of 64-bit Arm
/// has it.
#[cfg(all(target_arch = "aarch64", not(any(target_vendor = "apple", windows))))]
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ArgumentList {
    stack: *mut c_void,
    general_top: *mut c_void,
    vector_top: *mut c_void,
    general_offset: i32,
    vector_offset: i32,
}

/// Where arguments are: field by field as the System V ABI of x86-64 has it.
#[cfg(all(target_arch = "x86_64", not(windows)))]
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ArgumentList {
    general_offset: u32,
    float_offset: u32,
    overflow: *mut c_void,
    registers: *mut c_void,
}

/// Where arguments are: behind each other, or in a record that zeros are a valid value of.
#[cfg(not(any(
    all(target_arch = "x86_64", not(windows)),
    all(target_arch = "aarch64", not(any(target_vendor = "apple", windows)))
)))]
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct ArgumentList([usize; 8]);

/// Calls `with` with a list of no arguments: one whose next arguments, should somebody take them all the same, are zeros.
fn without_arguments(with: impl FnOnce(va_list)) {
    let mut zeros = [0usize; 8];
    #[cfg(all(target_arch = "aarch64", not(any(target_vendor = "apple", windows))))]
    {
        let none = core::ptr::null_mut();
        // Offsets of 0 say that no register is left.
        let stack = zeros.as_mut_ptr().cast();
        with(ArgumentList { stack, general_top: none, vector_top: none, general_offset: 0, vector_offset: 0 });
    }
    #[cfg(all(target_arch = "x86_64", not(windows)))]
    {
        let overflow = zeros.as_mut_ptr().cast();
        // The offsets say that the six general and eight vector registers are used up.
        let mut list =
            ArgumentList { general_offset: 48, float_offset: 176, overflow, registers: core::ptr::null_mut() };
        with(&raw mut list);
    }
    #[cfg(not(any(
        all(target_arch = "x86_64", not(windows)),
        all(target_arch = "aarch64", not(any(target_vendor = "apple", windows)))
    )))]
    with(zeros.as_mut_ptr().cast());
}

/// A program's error reporter, as it hands it over.
pub(crate) type ReporterFunction =
    Option<unsafe extern "C" fn(user_data: *mut c_void, format: *const c_char, args: va_list)>;

/// The pointer that a program wants its callback to be called with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UserData(pub(crate) *mut c_void);

// SAFETY: nothing here looks behind the pointer; it only goes back to the program's own callbacks, and the API says that
// calls on several threads reach them there.
unsafe impl Send for UserData {}
// SAFETY: as above.
unsafe impl Sync for UserData {}

/// Where messages go.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Reporter {
    /// To standard error, a line each.
    #[default]
    StandardError,
    /// To a function of the program.
    Program(unsafe extern "C" fn(*mut c_void, *const c_char, va_list), UserData),
}

impl Reporter {
    pub(crate) fn new(function: ReporterFunction, user_data: *mut c_void) -> Self {
        function.map_or(Self::StandardError, |function| Self::Program(function, UserData(user_data)))
    }

    /// Hands a message over.
    pub(crate) fn report(self, message: &str) {
        match self {
            // Nobody is left to be told that standard error is closed.
            Self::StandardError => drop(writeln!(std::io::stderr(), "ERROR: {message}")),
            Self::Program(function, UserData(user_data)) => {
                // The text is its own format: programs that print only the format show it too.
                let format = message.replace('\0', "").replace('%', "%%");
                let Ok(format) = CString::new(format) else { return };
                // SAFETY: the program gave this function for messages; the format is a C string that asks for no
                // argument, and the list holds none.
                without_arguments(|list| unsafe { function(user_data, format.as_ptr(), list) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory;
    use std::sync::Mutex;

    unsafe extern "C" fn format_into(user_data: *mut c_void, format: *const c_char, args: va_list) {
        let mut buffer = [0u8; 100];
        // SAFETY: the buffer has that many bytes; format and list are those of the test.
        unsafe { memory::vsnprintf(buffer.as_mut_ptr().cast(), buffer.len(), format, args) };
        // SAFETY: the test hands over a string behind a mutex.
        let text: &Mutex<String> = unsafe { &*user_data.cast() };
        let length = buffer.iter().position(|&byte| byte == 0).unwrap_or(0);
        if let Ok(mut text) = text.lock() {
            *text = String::from_utf8_lossy(&buffer[..length]).into_owned();
        }
    }

    #[test]
    fn programs_get_messages_as_they_are() {
        let text = Mutex::new(String::new());
        Reporter::new(Some(format_into), (&raw const text).cast_mut().cast()).report("100%s of \0it");
        assert_eq!(text.lock().as_deref().map(String::as_str).ok(), Some("100%s of it"));
    }

    #[test]
    fn arguments_that_are_not_there_are_zeros() {
        let text = Mutex::new(String::new());
        let user_data = (&raw const text).cast_mut().cast();
        // SAFETY: as the reporter calls it; the list has zeros for two numbers.
        without_arguments(|list| unsafe { format_into(user_data, c"%d %ld %%".as_ptr(), list) });
        assert_eq!(text.lock().as_deref().map(String::as_str).ok(), Some("0 0 %"));
    }
}
