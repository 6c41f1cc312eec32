//! How much memory the process takes, where the system tells.

/// Bytes in memory now.
#[must_use]
pub fn resident() -> Option<usize> {
    status("VmRSS:")
}

/// Bytes in memory at the most since the process began.
#[must_use]
pub fn peak() -> Option<usize> {
    status("VmHWM:")
}

/// A line of Linux's `/proc/self/status`, such as `VmRSS:      2048 kB`, in bytes.
fn status(key: &str) -> Option<usize> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let rest = text.lines().find_map(|line| line.strip_prefix(key))?;
    let kibibytes: usize = rest.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_peak_includes_what_was_freed() {
        let before = resident().unwrap();
        drop(std::hint::black_box(vec![1_u8; 64 << 20]));
        assert!(peak().unwrap() >= before + (60 << 20));
    }
}
