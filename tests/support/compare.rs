//! Compares what was computed with what is expected, as the corpora's `tolerance` says.

use super::archive::{Array, Data, trim_nuls};
use serde_json::Value;

/// How near an array must be to the expected one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// Every element equal; NaN equals NaN, -0 equals 0.
    Exact,
    /// Floats within `atol + rtol * |expected|`, everything else exact.
    Close {
        /// Part of the expected value.
        rtol: f64,
        /// In units of the value.
        atol: f64,
    },
    /// Integers within `steps`, of which at most `max(1, max_fraction * elements)` differ at all; floats as
    /// [`Tolerance::Close`].
    Step {
        /// Largest difference of one element.
        steps: f64,
        /// Part of the elements that may differ.
        max_fraction: f64,
        /// For floats.
        rtol: f64,
        /// For floats.
        atol: f64,
    },
    /// Nothing is compared.
    None,
}

impl Tolerance {
    /// Reads the `tolerance` of a case's `meta.json`.
    pub fn from_meta(meta: &Value) -> Result<Self, String> {
        let tolerance = &meta["tolerance"];
        let number = |key: &str| tolerance[key].as_f64().unwrap_or(0.0);
        match tolerance["kind"].as_str() {
            Some("exact") => Ok(Self::Exact),
            Some("close") => Ok(Self::Close { rtol: number("rtol"), atol: number("atol") }),
            Some("step") => Ok(Self::Step {
                steps: number("steps"),
                max_fraction: number("max_fraction"),
                rtol: number("rtol"),
                atol: number("atol"),
            }),
            Some("none") => Ok(Self::None),
            other => Err(format!("tolerance {other:?}")),
        }
    }
}

/// The first difference between two arrays as a sentence, or nothing.
pub fn compare(actual: &Array, expected: &Array, tolerance: Tolerance) -> Result<(), String> {
    if tolerance == Tolerance::None {
        return Ok(());
    }
    if actual.dtype != expected.dtype {
        return Err(format!("type {} instead of {}", actual.dtype, expected.dtype));
    }
    if actual.shape != expected.shape {
        return Err(format!("shape {:?} instead of {:?}", actual.shape, expected.shape));
    }
    match (&actual.data, &expected.data) {
        (Data::Strings(actual), Data::Strings(expected)) => compare_strings(actual, expected),
        (Data::Bytes(bytes), Data::Bytes(expected_bytes)) => {
            if bytes.len() != expected_bytes.len() {
                return Err(format!("{} bytes instead of {}", bytes.len(), expected_bytes.len()));
            }
            if bytes == expected_bytes {
                return Ok(());
            }
            compare_numbers(actual, expected, tolerance)
        }
        _ => Err("strings and numbers".into()),
    }
}

fn compare_strings(actual: &[Vec<u8>], expected: &[Vec<u8>]) -> Result<(), String> {
    for (index, (actual, expected)) in actual.iter().zip(expected).enumerate() {
        if trim_nuls(actual) != trim_nuls(expected) {
            let (actual, expected) = (String::from_utf8_lossy(actual), String::from_utf8_lossy(expected));
            return Err(format!("element {index} is {actual:?} instead of {expected:?}"));
        }
    }
    if actual.len() == expected.len() { Ok(()) } else { Err(format!("{} strings", actual.len())) }
}

fn compare_numbers(actual: &Array, expected: &Array, tolerance: Tolerance) -> Result<(), String> {
    let floating = expected.dtype.contains("float") || expected.dtype.contains("complex");
    let actual_values = numbers(actual)?;
    let expected_values = numbers(expected)?;
    let (rtol, atol) = match tolerance {
        Tolerance::Close { rtol, atol } | Tolerance::Step { rtol, atol, .. } if floating => (rtol, atol),
        _ => (0.0, 0.0),
    };
    // A complex number is two values: its tolerance follows its modulus.
    let parts = if expected.dtype.contains("complex") { 2 } else { 1 };
    let width = (expected.bytes().len() * parts).checked_div(expected_values.len()).unwrap_or(1);
    let raw = actual.bytes().chunks_exact(width).zip(expected.bytes().chunks_exact(width));
    let pairs = actual_values.chunks_exact(parts).zip(expected_values.chunks_exact(parts));
    let (mut differing, mut largest, mut first) = (0, 0.0_f64, None);
    for (index, ((actual, expected), (actual_raw, expected_raw))) in pairs.zip(raw).enumerate() {
        if actual_raw == expected_raw {
            continue;
        }
        let distance = match distance(actual, expected, rtol, atol) {
            Some(distance) => distance,
            None if floating => continue,
            // 64-bit integers that are equal as f64 but not as they are.
            None => 1.0,
        };
        differing += 1;
        largest = largest.max(distance);
        first.get_or_insert((index, actual.to_vec(), expected.to_vec()));
    }
    let Some((index, actual, expected_value)) = first else { return Ok(()) };
    if let Tolerance::Step { steps, max_fraction, .. } = tolerance
        && !floating
        && largest <= steps
        && f64::from(differing) <= (max_fraction * expected_values.len() as f64).max(1.0)
    {
        return Ok(());
    }
    Err(format!(
        "element {index} is {} instead of {}; {differing} of {} differ, by up to {largest:e}",
        show(&actual),
        show(&expected_value),
        expected_values.len() / parts,
    ))
}

/// How far two elements are apart, or nothing if that is within tolerance.
fn distance(actual: &[f64], expected: &[f64], rtol: f64, atol: f64) -> Option<f64> {
    let same = |a: &f64, b: &f64| a == b || a.is_nan() && b.is_nan();
    if actual.iter().zip(expected).all(|(a, b)| same(a, b)) {
        return None;
    }
    if actual.iter().chain(expected).any(|value| !value.is_finite()) {
        return Some(f64::INFINITY);
    }
    let modulus = |values: &mut dyn Iterator<Item = f64>| values.map(|value| value * value).sum::<f64>().sqrt();
    let distance = modulus(&mut actual.iter().zip(expected).map(|(a, b)| a - b));
    let allowed = atol + rtol * modulus(&mut expected.iter().copied());
    (distance > allowed).then_some(distance)
}

fn show(values: &[f64]) -> String {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join("+i*")
}

/// The elements as `f64`; 64-bit integers are rounded.
pub fn numbers(array: &Array) -> Result<Vec<f64>, String> {
    fn read<const N: usize>(bytes: &[u8], value: impl Fn([u8; N]) -> f64) -> Vec<f64> {
        bytes.chunks_exact(N).filter_map(|chunk| Some(value(chunk.try_into().ok()?))).collect()
    }
    let bytes = array.bytes();
    Ok(match array.dtype.as_str() {
        "bool" | "uint8" => read(bytes, |[byte]: [u8; 1]| f64::from(byte)),
        "int8" => read(bytes, |byte| f64::from(i8::from_le_bytes(byte))),
        "int16" => read(bytes, |word| f64::from(i16::from_le_bytes(word))),
        "uint16" => read(bytes, |word| f64::from(u16::from_le_bytes(word))),
        "int32" => read(bytes, |word| f64::from(i32::from_le_bytes(word))),
        "uint32" => read(bytes, |word| f64::from(u32::from_le_bytes(word))),
        "int64" => read(bytes, |word| i64::from_le_bytes(word) as f64),
        "uint64" => read(bytes, |word| u64::from_le_bytes(word) as f64),
        "float16" => read(bytes, |word| half_to_f64(u16::from_le_bytes(word))),
        "bfloat16" => read(bytes, |word| f64::from(f32::from_bits(u32::from(u16::from_le_bytes(word)) << 16))),
        "float32" | "complex64" => read(bytes, |word| f64::from(f32::from_le_bytes(word))),
        "float64" | "complex128" => read(bytes, f64::from_le_bytes),
        other => return Err(format!("no comparison for {other}")),
    })
}

fn half_to_f64(bits: u16) -> f64 {
    let sign = if bits >> 15 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f64::from(bits & 0x3ff) / 1024.0;
    match exponent {
        0 => sign * fraction * 2.0_f64.powi(-14),
        31 if fraction == 0.0 => sign * f64::INFINITY,
        31 => f64::NAN,
        _ => sign * (1.0 + fraction) * 2.0_f64.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floats(values: &[f32]) -> Array {
        Array::new("float32", &[values.len()], values.iter().flat_map(|value| value.to_le_bytes()).collect())
    }

    fn longs(values: &[i64]) -> Array {
        Array::new("int64", &[values.len()], values.iter().flat_map(|value| value.to_le_bytes()).collect())
    }

    #[test]
    fn nan_equals_nan_and_negative_zero_equals_zero() {
        assert_eq!(compare(&floats(&[f32::NAN, -0.0]), &floats(&[-f32::NAN, 0.0]), Tolerance::Exact), Ok(()));
    }

    #[test]
    fn a_non_finite_value_is_never_near() {
        let tolerance = Tolerance::Close { rtol: 1e9, atol: 1e9 };
        assert!(compare(&floats(&[f32::MAX]), &floats(&[f32::INFINITY]), tolerance).is_err());
        assert!(compare(&floats(&[1.5]), &floats(&[1.0]), tolerance).is_ok());
    }

    #[test]
    fn long_integers_are_compared_in_every_bit() {
        let tolerance = Tolerance::Close { rtol: 1.0, atol: 1.0 };
        assert!(compare(&longs(&[i64::MAX]), &longs(&[i64::MAX - 1]), tolerance).is_err());
    }

    #[test]
    fn steps_limit_both_the_distance_and_the_number_of_differences() {
        let tolerance = Tolerance::Step { steps: 1.0, max_fraction: 0.5, rtol: 0.0, atol: 0.0 };
        assert!(compare(&longs(&[1, 1, 2, 2]), &longs(&[2, 2, 2, 2]), tolerance).is_ok());
        assert!(compare(&longs(&[1, 1, 1, 2]), &longs(&[2, 2, 2, 2]), tolerance).is_err());
        assert!(compare(&longs(&[4, 2, 2, 2]), &longs(&[2, 2, 2, 2]), tolerance).is_err());
    }
}
