//! `ferrolite run --image`: a picture in, classes out.

use crate::arguments::{Picture, Run};
use crate::commands::{file_name, milliseconds, plan_options};
use crate::failure::{Failure, one_line};
use crate::image::{self, Geometry, Normalization};
use crate::metadata;
use crate::render::{FAINT, STRONG, bar, styled};
use crate::steps;
use ferrolite::{InputMut, Interpreter, Model, Plan, TensorInfo, TensorType};
use serde::Serialize;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

/// How wide bars are, in characters.
const BAR_WIDTH: usize = 30;

/// A class and how much the network is for it.
#[derive(Debug, Serialize)]
struct Class {
    index: usize,
    label: Option<String>,
    score: f32,
}

/// The answer about a picture.
#[derive(Debug, Serialize)]
struct Answer {
    output: String,
    classes: Vec<Class>,
    invoke_ms: f64,
}

/// Runs the model on the picture at `path` and prints the classes.
pub(super) fn execute(arguments: &Run, model: &Model, path: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let flags = &arguments.picture;
    let options = plan_options(model, &arguments.computing)?;
    let mut interpreter = Interpreter::from_plan(&Plan::with_options(model, options)?);
    let inputs = interpreter.inputs();
    let [input] = inputs.as_slice() else {
        let message = format!("the model has {} inputs, a picture feeds one: use --inputs", inputs.len());
        return Err(Failure::failed(message));
    };
    let geometry = Geometry::of(input.shape)?;
    let bytes = image::load(path, geometry)?;
    let normalization = normalization(model, flags)?;
    write(&mut interpreter.input(0)?, &bytes, normalization.as_ref(), geometry)?;
    let start = Instant::now();
    interpreter.invoke()?;
    let invoke_ms = milliseconds(start.elapsed());

    let Some(position) = classes_position(&interpreter, flags.labels.is_some()) else {
        // Not a classifier: say what came out.
        let arrays: Result<Vec<_>, Failure> = (0..interpreter.outputs().len())
            .map(|position| Ok((format!("output_{position}"), steps::read(&interpreter.output(position)?, true)?)))
            .collect();
        let arrays = arrays?;
        let table = super::summary(arrays.iter().map(|(name, array)| (name.as_str(), array)));
        return Ok(write!(out, "{table}")?);
    };
    let labels = match &flags.labels {
        Some(path) => metadata::read_labels(path)?,
        None => std::fs::File::open(&arguments.model).ok().and_then(metadata::appended_labels).unwrap_or_default(),
    };
    let scores = scores(&interpreter, position)?;
    let answer = Answer {
        output: interpreter.output(position)?.info().name.to_owned(),
        classes: ranked(&scores, &labels, flags.top),
        invoke_ms,
    };
    if flags.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&answer).map_err(Failure::failed)?)?;
    } else {
        print(&answer, &scores, out)?;
        let note = format!("{} by {}, {invoke_ms:.3} ms", file_name(path), file_name(&arguments.model));
        writeln!(out, "{}", styled(FAINT, &one_line(&note)))?;
    }
    Ok(())
}

/// What the flags say, else the model's metadata.
fn normalization(model: &Model, flags: &Picture) -> Result<Option<Normalization>, Failure> {
    if flags.mean.is_empty() {
        Ok(metadata::normalization(model.metadata(), 0))
    } else {
        Normalization::new(&flags.mean, &flags.std).map(Some)
    }
}

/// Writes a picture's bytes. Without a normalisation they cover the range of 8-bit inputs and 0 to 1 of others.
fn write(
    input: &mut InputMut<'_>,
    bytes: &[u8],
    normalization: Option<&Normalization>,
    geometry: Geometry,
) -> Result<(), Failure> {
    match (input.info().dtype, normalization) {
        (TensorType::UInt8, None) => input.write_u8(bytes)?,
        (TensorType::Int8, None) => {
            // 0..=255 to -128..=127.
            let values: Vec<i8> = bytes.iter().map(|byte| (byte ^ 0x80).cast_signed()).collect();
            input.write_i8(&values)?;
        }
        (_, Some(normalization)) => input.write_f32(&normalization.apply(bytes, geometry))?,
        (_, None) => input.write_f32(&Normalization::unit().apply(bytes, geometry))?,
    }
    Ok(())
}

/// The output that is a row of at least two scores: the only one, or with `labels` the first one. Models with several
/// outputs are detectors and the like, whose rows are no classes.
fn classes_position(interpreter: &Interpreter, labels: bool) -> Option<usize> {
    let outputs = interpreter.outputs();
    let is_row = |info: &TensorInfo<'_>| info.elements() > 1 && info.shape.last() == Some(&info.elements());
    outputs.iter().position(is_row).filter(|_| labels || outputs.len() == 1)
}

/// Real scores where the output has a scale or is float, else its integers.
fn scores(interpreter: &Interpreter, position: usize) -> Result<Vec<f32>, Failure> {
    let array = steps::read(&interpreter.output(position)?, true)?;
    array.to_reals().ok_or_else(|| Failure::failed(format!("output {position} is {}, no scores", array.dtype())))
}

/// The `top` classes with the highest scores, equal ones in the order of their indices; NaN last.
fn ranked(scores: &[f32], labels: &[String], top: usize) -> Vec<Class> {
    let mut order: Vec<(usize, f32)> = scores.iter().copied().enumerate().collect();
    let key = |score: f32| if score.is_nan() { f32::NEG_INFINITY } else { score };
    order.sort_by(|(_, a), (_, b)| key(*b).total_cmp(&key(*a)));
    order.truncate(top);
    let label = |index| labels.get(index).filter(|label: &&String| !label.is_empty()).cloned();
    order.into_iter().map(|(index, score)| Class { index, label: label(index), score }).collect()
}

fn print(answer: &Answer, scores: &[f32], out: &mut dyn Write) -> Result<(), Failure> {
    let name = |class: &Class| class.label.as_deref().map_or_else(|| class.index.to_string(), one_line);
    let width = answer.classes.iter().map(|class| name(class).chars().count()).max().unwrap_or(0);
    for (place, class) in answer.classes.iter().enumerate() {
        let name = format!("{:width$}", name(class));
        let name = if place == 0 { styled(STRONG, &name) } else { name };
        writeln!(out, "{name}  {}  {:.4}", bar(fraction(class.score, scores), BAR_WIDTH), class.score)?;
    }
    Ok(())
}

/// How much of a bar a score fills: probabilities as they are, other scores from the least to the greatest.
fn fraction(score: f32, scores: &[f32]) -> f32 {
    let least = scores.iter().copied().fold(f32::INFINITY, f32::min);
    let greatest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if least >= 0.0 && greatest <= 1.0 {
        return score;
    }
    (score - least) / (greatest - least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_scores_come_first() {
        let labels = ["cat".to_owned(), String::new()];
        let classes = ranked(&[0.1, 0.7, f32::NAN, 0.1], &labels, 3);
        let found: Vec<_> = classes.iter().map(|class| (class.index, class.label.as_deref())).collect();
        assert_eq!(found, [(1, None), (0, Some("cat")), (3, None)]);
        assert_eq!(ranked(&[0.1], &[], 0).len(), 0);
        assert_eq!(ranked(&[0.1], &[], 9).len(), 1);
    }

    #[test]
    fn probabilities_fill_bars_as_they_are() {
        assert_eq!(fraction(0.25, &[0.25, 0.75]), 0.25);
        assert_eq!(fraction(3.0, &[-1.0, 7.0]), 0.5);
    }
}
