//! AMX: eight tile registers of 16 rows of 64 bytes, and products of tiles of bytes.
//!
//! The compiler has no stable intrinsics for them, so a line of assembly stands for each instruction ([`Hardware`]).
//! [`Model`] says what these lines mean: a CPU is taken to have tiles only if the kernel lets the process use them and a
//! product of each kind comes out as the model's ([`available`]), and the tests of everything above run on the model
//! where the machine has no tiles.
//!
//! Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2 (TDPBSSD, TDPBUSD, TILELOADD, …).
#![allow(unsafe_code)]

/// Rows of a tile.
pub(crate) const ROWS: usize = 16;

/// Bytes of a row of a tile.
pub(crate) const ROW_BYTES: usize = 64;

/// Eight tiles, each all of [`ROWS`] × [`ROW_BYTES`], by number. What a tile holds before something was loaded is
/// zeros.
pub(crate) trait Tiles: Sized {
    /// Loads the configuration; it is gone when the value is dropped.
    fn configure() -> Self;

    /// Loads 16 rows of 64 bytes, `stride` bytes apart.
    ///
    /// # Safety
    /// They can be read.
    unsafe fn load<const TILE: usize>(&mut self, from: *const u8, stride: usize);

    /// Stores 16 rows of 64 bytes, `stride` bytes apart.
    ///
    /// # Safety
    /// They can be written.
    unsafe fn store<const TILE: usize>(&self, to: *mut u8, stride: usize);

    /// Adds to number `n` of row `m` of tile `SUM`, 16 × 16 numbers of 32 bits, the products of row `m` of `INPUTS`, four
    /// bytes at each of 16 steps `k`, with the four signed bytes `n` of row `k` of `WEIGHTS`. Sums wrap. Inputs are signed
    /// bytes or unsigned ones.
    fn dot<const SIGNED: bool, const SUM: usize, const INPUTS: usize, const WEIGHTS: usize>(&mut self);
}

/// What tiles compute, in plain numbers.
pub(crate) struct Model([[[u8; ROW_BYTES]; ROWS]; 8]);

impl Tiles for Model {
    fn configure() -> Self {
        Self([[[0; ROW_BYTES]; ROWS]; 8])
    }

    unsafe fn load<const TILE: usize>(&mut self, from: *const u8, stride: usize) {
        for (i, row) in self.0[TILE].iter_mut().enumerate() {
            // SAFETY: the caller's promise.
            unsafe { row.as_mut_ptr().copy_from(from.add(i * stride), ROW_BYTES) };
        }
    }

    unsafe fn store<const TILE: usize>(&self, to: *mut u8, stride: usize) {
        for (i, row) in self.0[TILE].iter().enumerate() {
            // SAFETY: the caller's promise.
            unsafe { row.as_ptr().copy_to(to.add(i * stride), ROW_BYTES) };
        }
    }

    fn dot<const SIGNED: bool, const SUM: usize, const INPUTS: usize, const WEIGHTS: usize>(&mut self) {
        let (inputs, weights) = (self.0[INPUTS], self.0[WEIGHTS]);
        let input = |byte: u8| if SIGNED { i32::from(byte.cast_signed()) } else { i32::from(byte) };
        for (row, inputs) in self.0[SUM].iter_mut().zip(&inputs) {
            for (n, number) in row.as_chunks_mut::<4>().0.iter_mut().enumerate() {
                let mut sum = i32::from_le_bytes(*number);
                for (k, weights) in weights.iter().enumerate() {
                    for j in 0..4 {
                        let weight = i32::from(weights[4 * n + j].cast_signed());
                        sum = sum.wrapping_add(input(inputs[4 * k + j]) * weight);
                    }
                }
                *number = sum.to_le_bytes();
            }
        }
    }
}

#[cfg(all(target_arch = "x86_64", target_os = "linux", any(feature = "std", test)))]
pub(crate) use hardware::{Hardware, available};

/// Whether this CPU multiplies tiles of bytes, and this process may: other systems are not asked.
#[cfg(all(
    any(test, all(target_arch = "x86_64", feature = "std")),
    not(all(target_arch = "x86_64", target_os = "linux")),
))]
pub(crate) fn available() -> bool {
    false
}

/// The tiles of this CPU, on targets where there are none.
#[cfg(not(all(target_arch = "x86_64", target_os = "linux", any(feature = "std", test))))]
pub(crate) type Hardware = Model;

#[cfg(all(target_arch = "x86_64", target_os = "linux", any(feature = "std", test)))]
mod hardware {
    use super::{Model, ROW_BYTES, ROWS, Tiles};
    use core::arch::asm;
    use core::arch::x86_64::{__cpuid_count, _xgetbv};
    use std::sync::OnceLock;

    /// Whether this CPU multiplies tiles of bytes, and this process may. Asked of the kernel once.
    pub(crate) fn available() -> bool {
        static AVAILABLE: OnceLock<bool> = OnceLock::new();
        *AVAILABLE.get_or_init(|| has_tiles() && may_use_tiles() && agrees())
    }

    /// Whether the CPU says that it has AMX-TILE and AMX-INT8, and the kernel saves their state.
    fn has_tiles() -> bool {
        const AMX_TILE: u32 = 1 << 24;
        const AMX_INT8: u32 = 1 << 25;
        const TILE_STATE: u64 = 3 << 17;
        // With AVX-512, which is known by now, the CPU has what is asked next; a virtual one takes microseconds for each question.
        if !std::is_x86_feature_detected!("avx512f") {
            return false;
        }
        let features = __cpuid_count(7, 0).edx;
        // SAFETY: the system lets processes use AVX-512, which was found out by this instruction.
        features & AMX_TILE != 0 && features & AMX_INT8 != 0 && unsafe { _xgetbv(0) } & TILE_STATE == TILE_STATE
    }

    /// Asks Linux to let this process, threads to come included, have tiles.
    fn may_use_tiles() -> bool {
        const ARCH_PRCTL: usize = 158;
        const ARCH_REQ_XCOMP_PERM: usize = 0x1023;
        const TILE_DATA: usize = 18;
        let mut result = ARCH_PRCTL;
        // SAFETY: the system call takes two numbers and changes no memory; it clobbers what is named.
        unsafe {
            asm!(
                "syscall",
                inout("rax") result,
                in("rdi") ARCH_REQ_XCOMP_PERM,
                in("rsi") TILE_DATA,
                out("rcx") _,
                out("r11") _,
                options(nostack),
            );
        }
        result == 0
    }

    /// Whether products of both kinds come out as the model's.
    fn agrees() -> bool {
        fn product<T: Tiles>(inputs: &[u8; 2048], weights: &[u8; 2048]) -> [u8; 2048] {
            let mut sums = [0u8; 2048];
            let mut tiles = T::configure();
            // SAFETY: 16 rows of 64 bytes, 128 or 0 bytes apart, lie in 2048 bytes.
            unsafe {
                tiles.load::<0>(weights.as_ptr().add(64), 0);
                tiles.load::<3>(weights.as_ptr(), 64);
                tiles.load::<4>(inputs.as_ptr(), 128);
                tiles.load::<7>(weights.as_ptr().add(64), 128);
                tiles.dot::<true, 0, 4, 7>();
                tiles.dot::<false, 3, 4, 7>();
                tiles.store::<0>(sums.as_mut_ptr(), 128);
                tiles.store::<3>(sums.as_mut_ptr().add(64), 128);
            }
            sums
        }
        let mut state = 1u32;
        let mut bytes = [[0u8; 2048]; 2];
        for byte in bytes.iter_mut().flatten() {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = (state >> 24) as u8;
        }
        let [inputs, weights] = &bytes;
        product::<Hardware>(inputs, weights) == product::<Model>(inputs, weights)
    }

    /// The tiles of this CPU: only where [`available`] has said so.
    pub(crate) struct Hardware(());

    /// What LDTILECFG loads: palette 1, and the extents of the eight tiles.
    #[repr(C, align(64))]
    struct Configuration {
        palette: u8,
        start_row: u8,
        reserved: [u8; 14],
        row_bytes: [u16; 8],
        no_row_bytes: [u16; 8],
        rows: [u8; 8],
        no_rows: [u8; 8],
    }

    impl Drop for Hardware {
        fn drop(&mut self) {
            // SAFETY: the CPU has the instruction; tiles are nobody else's.
            unsafe { asm!("tilerelease", options(nomem, nostack, preserves_flags)) };
        }
    }

    impl Tiles for Hardware {
        #[inline(always)]
        fn configure() -> Self {
            // Whole tiles, all eight of them; the places behind are none's.
            static CONFIGURATION: Configuration = Configuration {
                palette: 1,
                start_row: 0,
                reserved: [0; 14],
                row_bytes: [ROW_BYTES as u16; 8],
                no_row_bytes: [0; 8],
                rows: [ROWS as u8; 8],
                no_rows: [0; 8],
            };
            // SAFETY: the 64 bytes are a valid configuration.
            unsafe {
                asm!("ldtilecfg [{}]", in(reg) &raw const CONFIGURATION, options(readonly, nostack, preserves_flags));
            }
            Self(())
        }

        #[inline(always)]
        unsafe fn load<const TILE: usize>(&mut self, from: *const u8, stride: usize) {
            // SAFETY: the caller's promise.
            unsafe {
                asm!(
                    "tileloadd tmm{tile}, [{from} + {stride}*1]",
                    tile = const TILE,
                    from = in(reg) from,
                    stride = in(reg) stride,
                    options(readonly, nostack, preserves_flags),
                );
            }
        }

        #[inline(always)]
        unsafe fn store<const TILE: usize>(&self, to: *mut u8, stride: usize) {
            // SAFETY: the caller's promise.
            unsafe {
                asm!(
                    "tilestored [{to} + {stride}*1], tmm{tile}",
                    tile = const TILE,
                    to = in(reg) to,
                    stride = in(reg) stride,
                    options(nostack, preserves_flags),
                );
            }
        }

        #[inline(always)]
        fn dot<const SIGNED: bool, const SUM: usize, const INPUTS: usize, const WEIGHTS: usize>(&mut self) {
            // SAFETY: an instruction on tiles alone.
            unsafe {
                if SIGNED {
                    asm!(
                        "tdpbssd tmm{sum}, tmm{inputs}, tmm{weights}",
                        sum = const SUM,
                        inputs = const INPUTS,
                        weights = const WEIGHTS,
                        options(nomem, nostack, preserves_flags),
                    );
                } else {
                    asm!(
                        "tdpbusd tmm{sum}, tmm{inputs}, tmm{weights}",
                        sum = const SUM,
                        inputs = const INPUTS,
                        weights = const WEIGHTS,
                        options(nomem, nostack, preserves_flags),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_sums_products_of_four_bytes_at_each_step() {
        let mut inputs = [0u8; 1024];
        let mut weights = [0u8; 1024];
        // Row 2, step 3, byte 1; step 3, column 5, byte 1.
        inputs[2 * ROW_BYTES + 4 * 3 + 1] = 200;
        weights[3 * ROW_BYTES + 4 * 5 + 1] = (-7i8).cast_unsigned();
        let mut sums = [0i32; 256];
        sums[2 * 16 + 5] = 10;
        let mut tiles = Model::configure();
        for signed in [false, true] {
            let mut out = sums;
            // SAFETY: 16 rows of 64 bytes.
            unsafe {
                tiles.load::<0>(sums.as_ptr().cast(), 64);
                tiles.load::<1>(inputs.as_ptr(), 64);
                tiles.load::<2>(weights.as_ptr(), 64);
                if signed {
                    tiles.dot::<true, 0, 1, 2>()
                } else {
                    tiles.dot::<false, 0, 1, 2>()
                }
                tiles.store::<0>(out.as_mut_ptr().cast(), 64);
            }
            let mut expected = [0; 256];
            expected[2 * 16 + 5] = 10 + if signed { 200 - 256 } else { 200 } * -7;
            assert_eq!(out, expected);
        }
    }
}
