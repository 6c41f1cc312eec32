//! Which instruction set a plan's kernels are for.

use crate::error::{Result, err};
use alloc::string::String;
use alloc::vec::Vec;
use ferrolite_kernels::isa::{Isa, Level};

/// The environment variable that pins an instruction set where the caller did not.
#[cfg(feature = "std")]
const VARIABLE: &str = "FERROLITE_ISA";

/// The token of the level that was asked for: by the caller, else by the environment, else the best there is.
pub(super) fn choose(asked: Option<Level>) -> Result<Isa> {
    if let Some(level) = asked {
        return Isa::new(level).ok_or_else(|| lacks(level.name()));
    }
    #[cfg(feature = "std")]
    if let Ok(name) = std::env::var(VARIABLE) {
        return named(&name);
    }
    Ok(Isa::best())
}

#[cfg(feature = "std")]
fn named(name: &str) -> Result<Isa> {
    let level = Level::named(name).ok_or_else(|| {
        let names: Vec<&str> = Level::ALL.iter().map(|level| level.name()).collect();
        err!(NotFound, "{VARIABLE} is {name:?}, must be one of {}", names.join(", "))
    })?;
    Isa::new(level).ok_or_else(|| lacks(name))
}

fn lacks(name: &str) -> crate::Error {
    let names: Vec<&str> = Isa::available().map(|isa| isa.level().name()).collect();
    let names: String = names.join(", ");
    err!(Unsupported, "this CPU lacks the instruction set {name}; it has {names}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    #[test]
    fn what_is_asked_for_is_chosen_or_refused() {
        assert_eq!(choose(Some(Level::Scalar)).unwrap(), Isa::SCALAR);
        for level in Level::ALL {
            match Isa::new(level) {
                Some(isa) => assert_eq!(choose(Some(level)).unwrap(), isa),
                None => assert_eq!(choose(Some(level)).unwrap_err().kind(), ErrorKind::Unsupported),
            }
        }
    }

    #[cfg(feature = "std")]
    #[test]
    fn an_unknown_name_is_refused_with_the_known_ones() {
        let error = named("sse9").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert!(error.to_string().contains("avx2"), "{error}");
        assert_eq!(named("scalar").unwrap(), Isa::SCALAR);
    }
}
