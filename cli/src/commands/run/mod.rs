//! `ferrolite run`: a model on a picture or on arrays.

mod picture;

use super::{open, plan_options};
use crate::arguments::Run;
use crate::failure::Failure;
use crate::npz::{Archive, Array};
use crate::render::{self, Align, Table};
use crate::steps;
use ferrolite::Model;
use std::io::Write;
use std::path::Path;

/// Runs the model on what the arguments name.
pub fn execute(arguments: &Run, out: &mut dyn Write) -> Result<u8, Failure> {
    let model = open(&arguments.model)?;
    match (&arguments.image, &arguments.inputs) {
        (Some(image), _) => picture::execute(arguments, &model, image, out)?,
        (None, Some(inputs)) => on_arrays(arguments, &model, inputs, out)?,
        (None, None) => return Err(Failure::usage("neither --image nor --inputs is given")),
    }
    Ok(0)
}

fn on_arrays(arguments: &Run, model: &Model, inputs: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let archive = Archive::open(inputs)?;
    let options = steps::Options {
        raw: arguments.arrays.raw,
        dequantize: arguments.arrays.dequantize,
        all_tensors: arguments.arrays.all_tensors,
    };
    let outputs = steps::run(model, &archive, &plan_options(model, &arguments.computing)?, options)?;
    match &arguments.arrays.output {
        Some(path) => outputs.save(path),
        None => Ok(write!(out, "{}", summary(outputs.iter()))?),
    }
}

/// What each array holds, in a line.
fn summary<'a>(arrays: impl Iterator<Item = (&'a str, &'a Array)>) -> Table {
    let mut table =
        Table::new(&[("array", Align::Left), ("type", Align::Left), ("shape", Align::Left), ("range", Align::Left)]);
    for (name, array) in arrays {
        let range = array.range().map_or_else(String::new, |(least, greatest)| format!("{least} … {greatest}"));
        table.row([name.to_owned(), array.dtype().to_string(), render::shape(array.shape()), range]);
    }
    table
}
