//! What the command `ferrolite` does, as a library: everything but the process around it.
//!
//! [`npz`] reads and writes NumPy's arrays, [`steps`] runs a model on them as `ferrolite run --inputs` does; tests of the
//! workspace use both. The rest serves the commands in [`commands`].

pub mod arguments;
pub mod commands;
pub mod compare;
pub mod failure;
pub mod image;
pub mod memory;
pub mod metadata;
pub mod npz;
pub mod render;
pub mod steps;

use arguments::{Arguments, Command};
use clap::Parser;
use failure::Failure;
use std::ffi::OsString;
use std::io::Write;

/// Does what the command line says, printing to `out`. The result is the exit code of a command that ran: 0, or 1 if it
/// was asked whether all is well and it is not.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write) -> Result<u8, Failure> {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => return Err(Failure::usage(first_sentence(&error.to_string()))),
        // --help and --version are answers.
        Err(answer) => {
            write!(out, "{}", answer.render().ansi())?;
            return Ok(0);
        }
    };
    match arguments.command {
        Command::Run(run) => commands::run::execute(&run, out),
        Command::Inspect(inspect) => commands::inspect::execute(&inspect, out),
        Command::Bench(bench) => commands::bench::execute(&bench, out),
        Command::Diff(diff) => commands::diff::execute(&diff, out),
        Command::Verify(verify) => commands::verify::execute(&verify, out),
    }
}

/// clap explains over several lines, of which the first paragraph says what is wrong.
fn first_sentence(explanation: &str) -> String {
    let paragraph = explanation.split("\n\n").next().unwrap_or_default();
    let lines: Vec<&str> = paragraph.lines().map(str::trim).collect();
    let text = lines.join(" ");
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    if text.starts_with("Usage") || text.is_empty() || explanation.starts_with(env!("CARGO_PKG_DESCRIPTION")) {
        return "no command given; --help lists them".to_owned();
    }
    format!("{text}; --help says more")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_line(line: &str) -> Result<(u8, String), Failure> {
        let mut out = Vec::new();
        let code = run(line.split_whitespace().map(OsString::from), &mut out)?;
        Ok((code, String::from_utf8_lossy(&out).into_owned()))
    }

    #[test]
    fn a_wrong_command_line_is_explained_in_one_line() {
        for (line, word) in [
            ("ferrolite", "command"),
            ("ferrolite dance", "dance"),
            ("ferrolite run", "MODEL"),
            ("ferrolite run m.tflite", "--image"),
            ("ferrolite run m.tflite --inputs a --image b", "--image"),
            ("ferrolite bench m.tflite --seconds x", "--seconds"),
        ] {
            let failure = run_line(line).unwrap_err();
            let text = failure.to_string();
            assert_eq!(failure.exit_code(), 2, "{line}");
            assert!(text.contains(word) && !text.contains('\n'), "{line}: {text}");
        }
    }

    #[test]
    fn help_and_version_are_answers() {
        let (code, text) = run_line("ferrolite --help").unwrap();
        assert!(
            code == 0 && ["run", "inspect", "bench", "diff", "verify"].iter().all(|command| text.contains(command))
        );
        let (code, text) = run_line("ferrolite --version").unwrap();
        assert!(code == 0 && text.contains(env!("CARGO_PKG_VERSION")));
    }
}
