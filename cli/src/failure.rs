//! Why a command ended without doing what it was asked: one line on stderr and an exit code.

use std::fmt;

/// What `main` reports before it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The command line itself makes no sense; exit code 2.
    Usage(String),
    /// A file, the model or a run is at fault; exit code 1.
    Failed(String),
    /// A file, the model or a run kept a question from being answered, where 1 is an answer; exit code 2.
    Unanswered(String),
    /// Whoever read our output stopped reading, as `head` does; exit code 0, no message.
    OutputClosed,
}

impl Failure {
    /// A file, the model or a run is at fault.
    pub fn failed(message: impl fmt::Display) -> Self {
        Self::Failed(message.to_string())
    }

    /// The command line makes no sense.
    pub fn usage(message: impl fmt::Display) -> Self {
        Self::Usage(message.to_string())
    }

    /// The same failure, its message after `what: `.
    #[must_use]
    pub fn within(self, what: impl fmt::Display) -> Self {
        match self {
            Self::Usage(message) => Self::Usage(format!("{what}: {message}")),
            Self::Failed(message) => Self::Failed(format!("{what}: {message}")),
            Self::Unanswered(message) => Self::Unanswered(format!("{what}: {message}")),
            Self::OutputClosed => Self::OutputClosed,
        }
    }

    /// The same failure, of a command whose exit code 1 is an answer.
    #[must_use]
    pub fn unanswered(self) -> Self {
        match self {
            Self::Failed(message) => Self::Unanswered(message),
            other => other,
        }
    }

    /// The line for stderr.
    #[must_use]
    pub fn styled(&self) -> String {
        format!("{} {self}", crate::render::styled(crate::render::BAD, "error:"))
    }

    /// The exit code of the process.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Unanswered(_) => 2,
            Self::Failed(_) => 1,
            Self::OutputClosed => 0,
        }
    }
}

impl fmt::Display for Failure {
    /// One line, whatever the message holds: names come from files and may hold anything.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::Failed(message) | Self::Unanswered(message) => {
                formatter.write_str(&one_line(message))
            }
            Self::OutputClosed => formatter.write_str("the reader of the output is gone"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<ferrolite::Error> for Failure {
    fn from(error: ferrolite::Error) -> Self {
        Self::failed(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe { Self::OutputClosed } else { Self::failed(error) }
    }
}

/// `text` with line breaks and other control characters as spaces, so that a name from a file can neither break the
/// line nor move the cursor of a terminal.
#[must_use]
pub fn one_line(text: &str) -> String {
    text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_always_one_line() {
        let failure = Failure::failed("tensor \"a\nb\u{1b}[31m\"\n").within("model.tflite");
        assert_eq!(failure.to_string(), "model.tflite: tensor \"a b [31m\"");
        assert_eq!(failure.exit_code(), 1);
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        let failure = Failure::from(std::io::Error::from(std::io::ErrorKind::BrokenPipe));
        assert_eq!(failure.exit_code(), 0);
        assert_eq!(Failure::usage("x").exit_code(), 2);
        assert_eq!(Failure::failed("x").unanswered().within("y").exit_code(), 2);
    }
}
