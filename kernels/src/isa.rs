//! Instruction sets: which the CPU has, and how code is compiled for each of them.
//!
//! An [`Isa`] is a token: it can only be had for an instruction set that this CPU runs, so whoever holds one may
//! execute its instructions. It is chosen once, when a plan is made.
//!
//! Kernels come in two kinds. Where an instruction is the point (a dot product of bytes), a file per instruction set
//! names its intrinsics. Everything else is plain Rust, written once as a [`Task`] and compiled once for each
//! instruction set by [`Isa::run`]: the compiler vectorizes it with what that set has, and because it never reorders
//! float arithmetic, and contracts no product and sum, the results are the same bits everywhere.
#![allow(unsafe_code)]

/// An instruction set, by name. Later ones of a family include the earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Level {
    /// What the target was compiled for and nothing more; NEON on 64-bit ARM.
    Scalar,
    /// AVX2 with FMA and BMI2 (x86-64-v3).
    Avx2,
    /// AVX2 with the VNNI dot products in 256 bits.
    AvxVnni,
    /// AVX-512 F, BW, CD, DQ, VL, VBMI and VNNI: Ice Lake, Zen 4 and later.
    Avx512Vnni,
    /// The same, and AMX-INT8: Sapphire Rapids and later, under Linux.
    AmxInt8,
}

impl Level {
    /// All levels, the least first.
    pub const ALL: [Self; 5] = [Self::Scalar, Self::Avx2, Self::AvxVnni, Self::Avx512Vnni, Self::AmxInt8];

    /// The name by which it is pinned.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Avx2 => "avx2",
            Self::AvxVnni => "avxvnni",
            Self::Avx512Vnni => "avx512vnni",
            Self::AmxInt8 => "amxint8",
        }
    }

    /// The level of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// The right to run the instructions of a [`Level`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Isa {
    level: Level,
}

impl Isa {
    /// What every CPU of the target has.
    pub const SCALAR: Self = Self { level: Level::Scalar };

    /// The token of a level, if this CPU has it.
    #[must_use]
    pub fn new(level: Level) -> Option<Self> {
        detected(level).then_some(Self { level })
    }

    /// The best level of this CPU.
    #[must_use]
    pub fn best() -> Self {
        Level::ALL.into_iter().rev().find_map(Self::new).unwrap_or(Self::SCALAR)
    }

    /// Every level of this CPU, the least first.
    pub fn available() -> impl Iterator<Item = Self> {
        Level::ALL.into_iter().filter_map(Self::new)
    }

    /// Which level it is.
    #[must_use]
    pub const fn level(self) -> Level {
        self.level
    }

    /// Products that are worth a thread, where `grain` of them are with AVX-512 VNNI: as many as take about as long.
    pub(crate) fn grain(self, grain: usize) -> usize {
        match self.level {
            Level::AmxInt8 | Level::Avx512Vnni => grain,
            Level::AvxVnni => grain / 2,
            // Half the lanes, half the products a lane, and two instructions for one.
            Level::Avx2 => grain / 4,
            _ => grain,
        }
    }

    /// Runs a task compiled for this instruction set.
    #[inline]
    pub fn run<T: Task>(self, task: T) -> T::Output {
        match self.level {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: the token exists, so the CPU has the features that the function enables.
            Level::Avx2 | Level::AvxVnni => unsafe { x86::avx2(task) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above.
            Level::Avx512Vnni | Level::AmxInt8 => unsafe { x86::avx512(task) },
            _ => task.run(),
        }
    }
}

impl Default for Isa {
    fn default() -> Self {
        Self::best()
    }
}

/// Work that is written once and compiled for each instruction set.
///
/// `run`, and what it calls on its hot path, must be `#[inline(always)]`: only code that is inlined into the function
/// of an instruction set is compiled for it.
pub trait Task {
    /// What it gives.
    type Output;

    /// Does the work.
    fn run(self) -> Self::Output;
}

/// Whether this CPU has the features of a level.
fn detected(level: Level) -> bool {
    #[cfg(all(target_arch = "x86_64", any(feature = "std", test)))]
    {
        use std::is_x86_feature_detected as has;
        let avx2 = has!("avx2") && has!("fma") && has!("bmi1") && has!("bmi2") && has!("f16c") && has!("lzcnt");
        let avx512 = has!("avx512f") && has!("avx512bw") && has!("avx512cd") && has!("avx512dq") && has!("avx512vl");
        match level {
            Level::Scalar => true,
            Level::Avx2 => avx2,
            Level::AvxVnni => avx2 && has!("avxvnni"),
            Level::Avx512Vnni | Level::AmxInt8 if !(avx2 && avx512 && has!("avx512vnni") && has!("avx512vbmi")) => {
                false
            }
            Level::Avx512Vnni => true,
            // Tests have a model of the tiles.
            Level::AmxInt8 => cfg!(test) || crate::amx::available(),
        }
    }
    #[cfg(not(all(target_arch = "x86_64", any(feature = "std", test))))]
    {
        level == Level::Scalar
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::Task;

    #[target_feature(enable = "avx2,fma,bmi1,bmi2,f16c,lzcnt")]
    pub(super) fn avx2<T: Task>(task: T) -> T::Output {
        task.run()
    }

    #[target_feature(enable = "avx2,fma,bmi1,bmi2,f16c,lzcnt,avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512vbmi")]
    pub(super) fn avx512<T: Task>(task: T) -> T::Output {
        task.run()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sum<'a>(&'a [f32]);

    impl Task for Sum<'_> {
        type Output = f32;

        #[inline(always)]
        fn run(self) -> f32 {
            self.0.iter().sum()
        }
    }

    #[test]
    fn a_task_gives_the_same_bits_on_every_instruction_set() {
        let numbers: Vec<f32> = (0..1000).map(|i| 1.0 / (i as f32 + 0.3)).collect();
        let expected = Isa::SCALAR.run(Sum(&numbers));
        for isa in Isa::available() {
            assert_eq!(isa.run(Sum(&numbers)).to_bits(), expected.to_bits(), "{isa:?}");
        }
    }

    #[test]
    fn levels_have_names_and_the_best_is_available() {
        for level in Level::ALL {
            assert_eq!(Level::named(level.name()), Some(level));
        }
        assert_eq!(Level::named("avx3"), None);
        assert!(Isa::available().any(|isa| isa == Isa::best()));
        assert_eq!(Isa::new(Level::Scalar), Some(Isa::SCALAR));
    }
}
