//! Which tensor of B is which of A, and how the two are compared.

use super::execution::Place;
use super::input_tensors;
use crate::compare::{Tally, compare, compare_reals, unit};
use crate::failure::Failure;
use crate::npz::{Archive, Array, Dtype};
use ferrolite::model::{Subgraph, Tensor};
use ferrolite::{Model, Quantization};
use std::collections::HashMap;

/// Two models whose tensors belong together.
pub(super) struct Pairing {
    a: Model,
    b: Model,
    /// Tensors of B's main graph to those of A's; `None` where both are the same graphs.
    by_name: Option<HashMap<usize, usize>>,
}

impl Pairing {
    /// By index where the graphs are the same, else the main graphs' by name.
    pub(super) fn new(a: &Model, b: &Model) -> Self {
        let same = a.subgraphs().len() == b.subgraphs().len()
            && a.subgraphs().iter().zip(b.subgraphs()).all(|(a, b)| same_graph(a, b));
        let by_name = (!same).then(|| names_to_names(a, b));
        Self { a: a.clone(), b: b.clone(), by_name }
    }

    /// Where A has what B has at `place`.
    pub(super) fn place_in_a(&self, place: &Place) -> Option<Place> {
        let Some(names) = &self.by_name else { return Some(place.clone()) };
        let tensor = *names.get(&place.tensor).filter(|_| place.subgraph == 0)?;
        Some(Place { tensor, ..place.clone() })
    }

    /// Compares the arrays of a tensor at these places; with what the differences are counted in.
    pub(super) fn compare(
        &self,
        (place_a, a): (&Place, &Array),
        (place_b, b): (&Place, &Array),
        tolerance: f64,
    ) -> (&'static str, Result<Tally, String>) {
        let (tensor_a, tensor_b) = (tensor(&self.a, place_a), tensor(&self.b, place_b));
        let scale_a = tensor_a.and_then(single_scale);
        let scale_b = tensor_b.and_then(single_scale);
        let stored_alike = a.dtype() == b.dtype() && (scale_a == scale_b || a.dtype().is_float());
        if stored_alike || a.shape() != b.shape() {
            return (unit(a.dtype()), compare(a, b, tolerance));
        }
        let (Some(reals_a), Some(reals_b)) = (reals(a, scale_a), reals(b, scale_b)) else {
            return (unit(a.dtype()), compare(a, b, tolerance));
        };
        match quantum(scale_a, scale_b) {
            Some(quantum) => ("quanta", Ok(compare_reals(&reals_a, &reals_b, quantum))),
            None => ("ULP", as_floats(&reals_a, a).and_then(|a| compare(&a, &as_floats(&reals_b, b)?, tolerance))),
        }
    }

    /// A's inputs as B takes them: dequantized where A's are quantized and B's are not.
    pub(super) fn inputs(&self, inputs: &Archive) -> Result<Archive, Failure> {
        let mut adapted = Archive::new();
        for (key, array) in inputs.iter() {
            let tail = key.rsplit_once("input_").and_then(|(_, position)| position.parse::<usize>().ok());
            let ends = tail.and_then(|position| Some((input(&self.a, position)?, input(&self.b, position)?)));
            let array = match ends {
                Some((a, b)) if b.dtype == ferrolite::TensorType::Float32 && !array.dtype().is_float() => {
                    let reals = single_scale(a).and_then(|scale| reals(array, Some(scale)));
                    reals.and_then(|reals| as_floats(&reals, array).ok()).unwrap_or_else(|| array.clone())
                }
                _ => array.clone(),
            };
            adapted.insert(key, array)?;
        }
        Ok(adapted)
    }
}

fn same_graph(a: &Subgraph, b: &Subgraph) -> bool {
    let tensors = a.tensors.len() == b.tensors.len() && a.tensors.iter().zip(&b.tensors).all(|(a, b)| a.name == b.name);
    let operators = a.operators.len() == b.operators.len();
    tensors && operators && a.operators.iter().zip(&b.operators).all(|(a, b)| a.outputs == b.outputs)
}

/// The tensors of the main graphs whose name is theirs alone.
fn names_to_names(a: &Model, b: &Model) -> HashMap<usize, usize> {
    fn unique(model: &Model) -> HashMap<&str, Option<usize>> {
        let mut names = HashMap::new();
        for (index, tensor) in model.subgraphs().first().into_iter().flat_map(|graph| &graph.tensors).enumerate() {
            names.entry(tensor.name.as_str()).and_modify(|known| *known = None).or_insert(Some(index));
        }
        names
    }
    let of_a = unique(a);
    let pair = |(name, index): (&str, Option<usize>)| Some((index?, (*of_a.get(name)?)?));
    unique(b).into_iter().filter_map(pair).collect()
}

fn tensor<'m>(model: &'m Model, place: &Place) -> Option<&'m Tensor> {
    model.subgraphs().get(place.subgraph)?.tensors.get(place.tensor)
}

fn input(model: &Model, position: usize) -> Option<&Tensor> {
    model.subgraphs().first()?.tensors.get(*input_tensors(model).get(position)?)
}

/// The scale and zero point of a tensor that has one of each.
fn single_scale(tensor: &Tensor) -> Option<(f32, i32)> {
    let Quantization { scales, zero_points, .. } = tensor.quantization.as_ref()?;
    match (scales.as_slice(), zero_points.as_slice()) {
        (&[scale], &[zero_point]) => Some((scale, zero_point)),
        _ => None,
    }
}

/// The real numbers that the elements stand for.
fn reals(array: &Array, scale: Option<(f32, i32)>) -> Option<Vec<f32>> {
    let stored = array.to_reals()?;
    match scale {
        _ if array.dtype().is_float() => Some(stored),
        Some((scale, zero_point)) => {
            Some(stored.into_iter().map(|value| scale * (value - zero_point as f32)).collect())
        }
        None => None,
    }
}

/// The coarser of two scales.
fn quantum(a: Option<(f32, i32)>, b: Option<(f32, i32)>) -> Option<f64> {
    let coarser = [a, b].into_iter().flatten().map(|(scale, _)| f64::from(scale)).fold(0.0, f64::max);
    (coarser > 0.0).then_some(coarser)
}

fn as_floats(reals: &[f32], of: &Array) -> Result<Array, String> {
    let bytes = reals.iter().flat_map(|value| value.to_le_bytes()).collect();
    Array::new(Dtype::F32, of.shape().to_vec(), bytes).map_err(|failure| failure.to_string())
}
