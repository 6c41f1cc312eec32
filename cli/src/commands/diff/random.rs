//! Inputs from a seed.

use super::input_tensors;
use crate::failure::Failure;
use crate::npz::{Archive, Array, Dtype};
use ferrolite::model::Tensor;
use ferrolite::{Model, TensorType};

/// Arrays for all inputs: quantized ones over their whole range, floats from -1 to 1, wider integers, which may be
/// indices, 0 or 1.
pub(super) fn inputs(model: &Model, seed: u64) -> Result<Archive, Failure> {
    let mut archive = Archive::new();
    let tensors = model.subgraphs().first().map_or(&[][..], |graph| &graph.tensors);
    for (position, &index) in input_tensors(model).iter().enumerate() {
        let Some(tensor) = tensors.get(index) else { continue };
        let mut random = Random::new(seed, position as u64);
        archive.insert(format!("input_{position}"), array(tensor, &mut random)?)?;
    }
    Ok(archive)
}

fn array(tensor: &Tensor, random: &mut Random) -> Result<Array, Failure> {
    let shape = tensor.shape.clone();
    let count = shape.iter().try_fold(1_usize, |count, &extent| count.checked_mul(extent));
    let count = count.filter(|&count| count <= 1 << 30);
    let count = count.ok_or_else(|| Failure::failed(format!("input {:?} is too large: give --inputs", tensor.name)))?;
    let mut bytes = |element: &mut dyn FnMut(u64) -> Vec<u8>| (0..count).flat_map(|_| element(random.next())).collect();
    let (dtype, bytes): (Dtype, Vec<u8>) = match tensor.dtype {
        TensorType::Int8 => (Dtype::I8, bytes(&mut |bits| vec![bits.to_le_bytes()[7]])),
        TensorType::UInt8 => (Dtype::U8, bytes(&mut |bits| vec![bits.to_le_bytes()[7]])),
        TensorType::Int16 => (Dtype::I16, bytes(&mut |bits| bits.to_le_bytes()[6..].to_vec())),
        TensorType::Bool => (Dtype::Bool, bytes(&mut |bits| vec![(bits >> 63) as u8])),
        TensorType::Int32 => (Dtype::I32, bytes(&mut |bits| ((bits >> 63) as i32).to_le_bytes().to_vec())),
        TensorType::Int64 => (Dtype::I64, bytes(&mut |bits| ((bits >> 63) as i64).to_le_bytes().to_vec())),
        TensorType::Float32 => (Dtype::F32, bytes(&mut |bits| unit(bits).to_le_bytes().to_vec())),
        TensorType::Float64 => (Dtype::F64, bytes(&mut |bits| f64::from(unit(bits)).to_le_bytes().to_vec())),
        TensorType::String => {
            let texts: Vec<String> = (0..count).map(|number| format!("text {number}")).collect();
            return Array::from_strings(shape, &texts);
        }
        other => {
            let message =
                format!("input {:?} is {other}, for which there are no random values: give --inputs", tensor.name);
            return Err(Failure::failed(message));
        }
    };
    Array::new(dtype, shape, bytes)
}

/// From -1 to 1: 24 bits fit a float exactly.
fn unit(bits: u64) -> f32 {
    (bits >> 40) as f32 / (1 << 23) as f32 - 1.0
}

/// SplitMix64: every seed and position has numbers of its own.
struct Random(u64);

impl Random {
    fn new(seed: u64, position: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ position.rotate_left(32));
        random.0 = random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_seed_has_numbers_of_its_own() {
        let first = |seed, position| Random::new(seed, position).next();
        let all = [first(0, 0), first(0, 1), first(1, 0), first(1, 1)];
        assert!((1..4).all(|index| !all[..index].contains(&all[index])), "{all:?}");
        assert_eq!(first(7, 3), first(7, 3));
        assert!((0..1000).all(|seed| (-1.0..=1.0).contains(&unit(first(seed, 0)))));
    }
}
