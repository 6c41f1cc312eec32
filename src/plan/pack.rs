//! Whether and when weights are packed.

/// When weights get the layout of the kernels that multiply them. It changes no result, but that scalar kernels fuse no
/// [`Floats`](crate::Floats).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pack {
    /// When the plan is made.
    #[default]
    Eager,
    /// When they are first needed: operators that never run take neither time nor memory. The first invoke allocates.
    /// Without the feature `std` as `Eager`.
    Lazy,
    /// Never: constant weights stay where they are, in the file, and scalar kernels read them there. It takes the least
    /// memory, and many times as long.
    Never,
}

impl Pack {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Eager, Self::Lazy, Self::Never];

    /// The name, as `eager`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Eager => "eager",
            Self::Lazy => "lazy",
            Self::Never => "never",
        }
    }

    /// What the name means, if it is one.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pack| pack.name() == name)
    }
}
