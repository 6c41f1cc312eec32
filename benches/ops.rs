//! Time of every operator and type, in nanoseconds for each element of output.
//!
//! `cargo bench --bench ops`; `FERROLITE_ONLY=CONV_2D` for one operator. The models are the golden ones, their inputs
//! repeated along the first dimension where the graph takes that, so that most outputs have thousands of elements; what
//! stays small shows the cost of calling an operator as well. Times are the least of many runs, of the operator alone.

#[path = "../tests/support/mod.rs"]
mod support;

use ferrolite::{Interpreter, Model, Plan, PlanOptions};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use support::archive::{Array, Data, Zip};

/// How often inputs are repeated.
const REPEATS: [usize; 3] = [256, 16, 1];
/// Time for each case.
const BUDGET: Duration = Duration::from_millis(20);
/// What is listed at the end.
const SLOW: f64 = 20.0;

struct Measured {
    elements: usize,
    nanoseconds: f64,
}

impl Measured {
    fn per_element(&self) -> f64 {
        self.nanoseconds / self.elements.max(1) as f64
    }
}

fn main() {
    let mut rows: BTreeMap<(String, String), Measured> = BTreeMap::new();
    for path in support::zips(&support::root().join("tests/goldens")) {
        let op = support::stem(&path);
        if matches!(op.as_str(), "GRAPHS" | "NETWORKS") || !support::wanted(&[&op], &op) {
            continue;
        }
        let Ok(zip) = Zip::open(&path) else { continue };
        for folder in zip.folders() {
            let Some((dtype, measured)) = measure(&zip, &folder, &op) else { continue };
            let row = rows.entry((op.clone(), dtype)).or_insert(Measured { elements: 0, nanoseconds: 0.0 });
            // The case with the most elements is the row.
            if measured.elements > row.elements {
                *row = measured;
            }
        }
    }
    println!("{:<32} {:<12} {:>9} {:>10}", "operator", "type", "elements", "ns/element");
    for ((op, dtype), row) in &rows {
        println!("{op:<32} {dtype:<12} {:>9} {:>10.2}", row.elements, row.per_element());
    }
    // Some read far more than they write: reductions, lookups, whole strings.
    let mut slow: Vec<_> = rows.iter().filter(|(_, row)| row.per_element() > SLOW).collect();
    slow.sort_by(|(_, a), (_, b)| b.per_element().total_cmp(&a.per_element()));
    println!("\n{} rows, {} above {SLOW} ns for each element:", rows.len(), slow.len());
    for ((op, dtype), row) in slow {
        println!("{op:<32} {dtype:<12} {:>9} {:>10.2}", row.elements, row.per_element());
    }
}

/// The type of a case, and the time of the operator with as many repeats as its graph takes.
fn measure(zip: &Zip, folder: &str, op: &str) -> Option<(String, Measured)> {
    let meta = support::json(&zip.read(&format!("{folder}/meta.json")).ok()?);
    let model = Model::from_bytes(zip.read(&format!("{folder}/model.tflite")).ok()?).ok()?;
    let arrays = zip.read_npz(&format!("{folder}/inputs.npz")).ok()?;
    let prefix = if meta["steps"].is_null() { "" } else { "step0_" };
    let inputs: Vec<Array> = (0..).map_while(|at| arrays.get(&format!("{prefix}input_{at}")).cloned()).collect();
    let measured = REPEATS.iter().find_map(|&repeats| run(&model, &inputs, repeats, op))?;
    Some((meta["dtype"].as_str()?.to_owned(), measured))
}

/// Repeats every input along its first dimension, runs, and measures the operator.
fn run(model: &Model, inputs: &[Array], repeats: usize, op: &str) -> Option<Measured> {
    let mut options = PlanOptions::default();
    let repeated = |array: &Array| if array.shape.is_empty() { 1 } else { repeats };
    for (position, array) in inputs.iter().enumerate() {
        let mut shape = array.shape.clone();
        if let Some(first) = shape.first_mut() {
            *first *= repeated(array);
        }
        options = options.input_shape(position, &shape);
    }
    let mut interpreter = Interpreter::from_plan(&Plan::with_options(model, options).ok()?);
    for (position, array) in inputs.iter().enumerate() {
        let mut input = interpreter.input(position).ok()?;
        match &array.data {
            Data::Strings(strings) => {
                let count = strings.len() * repeated(array);
                input.write_strings(&strings.iter().cycle().take(count).collect::<Vec<_>>()).ok()?;
            }
            Data::Bytes(bytes) => input.bytes_mut().copy_from_slice(&bytes.repeat(repeated(array))),
        }
    }
    let graph = model.subgraphs().first()?;
    let wanted = graph.operators.iter().find(|operator| operator.code.to_string() == op)?;
    interpreter.invoke().ok()?;
    let mut elements = 0;
    let mut count = |observation: &ferrolite::Observation<'_>| {
        if (observation.subgraph, observation.op) == (0, wanted.index) {
            let sizes = wanted.outputs.iter().filter_map(|&output| observation.tensor(output).ok());
            elements = sizes.map(|tensor| tensor.shape().iter().product::<usize>()).sum();
        }
    };
    interpreter.invoke_observed(&mut count).ok()?;
    let start = Instant::now();
    let mut least = Duration::MAX;
    while start.elapsed() < BUDGET {
        let times = interpreter.invoke_profiled().ok()?;
        let (_, time) = times.iter().find(|(index, _)| *index == wanted.index)?;
        least = least.min(*time);
    }
    (elements > 0).then_some(Measured { elements, nanoseconds: least.as_nanos() as f64 })
}
