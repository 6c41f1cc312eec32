//! The command `ferrolite`.

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Drops the styles where they would not be understood: no terminal, NO_COLOR.
    let mut out = anstream::AutoStream::auto(std::io::stdout());
    let failure = match ferrolite_cli::run(std::env::args_os(), &mut out) {
        Ok(code) => match out.flush() {
            Ok(()) => return ExitCode::from(code),
            Err(error) => error.into(),
        },
        Err(failure) => failure,
    };
    if failure != ferrolite_cli::failure::Failure::OutputClosed {
        // Nobody is left to tell if this fails too.
        let _ = writeln!(anstream::AutoStream::auto(std::io::stderr()), "{}", failure.styled());
    }
    ExitCode::from(failure.exit_code())
}
