//! What was found: a row for each tensor, in the order of the graph, and where the first difference is.

use super::execution::{Execution, Place, Seen};
use super::pairing::Pairing;
use crate::compare::{Tally, bounds};
use crate::failure::{Failure, one_line};
use crate::render::{self, Align, BAD, FAINT, GOOD, STRONG, Table, styled};
use ferrolite::Model;
use ferrolite::model::Subgraph;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::io::Write;

/// What one run of both executions showed.
pub(super) struct Run {
    inputs: String,
    /// Places in the order of A, and the arrays that are still to be compared.
    order: Vec<Place>,
    arrays: HashMap<Place, crate::npz::Array>,
    compared: Vec<(Place, &'static str, Result<Tally, String>, String)>,
    only_in_b: HashSet<(usize, usize)>,
}

impl Run {
    /// A run of which A's trace is known.
    pub(super) fn new(inputs: String, trace: Vec<Seen>) -> Self {
        let order = trace.iter().map(|seen| seen.place.clone()).collect();
        let arrays = trace.into_iter().map(|seen| (seen.place, seen.array)).collect();
        Self { inputs, order, arrays, compared: Vec::new(), only_in_b: HashSet::new() }
    }

    /// Compares a tensor of B with that of A, if A has it.
    pub(super) fn compare(&mut self, pairing: &Pairing, seen: Seen, tolerance: f64) {
        let place = pairing.place_in_a(&seen.place);
        let Some((place, array)) = place.and_then(|place| self.arrays.remove_entry(&place)) else {
            self.only_in_b.insert((seen.place.subgraph, seen.place.tensor));
            return;
        };
        let (unit, outcome) = pairing.compare((&place, &array), (&seen.place, &seen.array), tolerance);
        self.compared.push((place, unit, outcome, render::shape(array.shape())));
    }
}

/// Everything that is shown; `--json` prints it as it is.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    a: String,
    b: String,
    /// How often both were run.
    runs: u64,
    /// Whether nothing differs.
    pub(super) same: bool,
    compared: usize,
    differing: usize,
    /// Tensors that only one of the two has.
    only_in_a: usize,
    only_in_b: usize,
    /// Tensors of the main graph that neither has: fused away in both, or never computed.
    in_neither: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<First>,
    tensors: Vec<Row>,
    #[serde(skip)]
    rows: HashMap<(usize, usize), usize>,
    #[serde(skip)]
    alone: [HashSet<(usize, usize)>; 2],
}

/// A tensor in all runs.
#[derive(Debug, Clone, Serialize)]
struct Row {
    subgraph: usize,
    tensor: usize,
    name: String,
    #[serde(rename = "type")]
    dtype: &'static str,
    shape: String,
    op: usize,
    op_name: String,
    same: bool,
    /// Why it was not compared element by element: other types or shapes.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    unit: &'static str,
    #[serde(flatten)]
    tally: Tally,
    /// The run, step and iteration that differed first.
    #[serde(skip_serializing_if = "Option::is_none")]
    shown_by: Option<String>,
    #[serde(skip)]
    order: usize,
}

/// Where the first difference is in the graph.
#[derive(Debug, Serialize)]
struct First {
    /// Index into `tensors`.
    row: usize,
    operators: usize,
    inputs: Vec<Neighbour>,
    readers: Vec<Reader>,
}

/// What the operator of the first difference reads.
#[derive(Debug, Serialize)]
struct Neighbour {
    tensor: usize,
    name: String,
    #[serde(rename = "type")]
    dtype: &'static str,
    /// `constant`, `input of the graph`, `same`, `differs`, `not compared`.
    state: &'static str,
    /// What writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    op: Option<String>,
}

/// An operator that reads the first tensor that differs.
#[derive(Debug, Serialize)]
struct Reader {
    op: usize,
    op_name: String,
}

impl Report {
    /// Adds a run; gives the place in the graph of the first difference that it showed.
    pub(super) fn add(&mut self, model: &Model, run: Run) -> Option<usize> {
        let order: HashMap<&Place, usize> = run.order.iter().enumerate().map(|(order, place)| (place, order)).collect();
        let mut first = None;
        for (place, unit, outcome, shape) in &run.compared {
            let order = order.get(place).copied().unwrap_or(usize::MAX);
            let position = self.row(model, place, unit, shape, order);
            let Some(row) = position.and_then(|position| self.tensors.get_mut(position)) else { continue };
            row.order = row.order.min(order);
            let same = outcome.as_ref().is_ok_and(Tally::same);
            match outcome {
                Ok(tally) => row.tally.add(tally),
                Err(problem) => row.problem = Some(problem.clone()),
            }
            if !same {
                row.same = false;
                row.shown_by.get_or_insert_with(|| shown_by(&run.inputs, place));
                first = Some(first.map_or(row.order, |first: usize| first.min(row.order)));
            }
        }
        self.alone[0].extend(run.arrays.keys().map(|place| (place.subgraph, place.tensor)));
        self.alone[1].extend(run.only_in_b);
        first
    }

    fn row(&mut self, model: &Model, place: &Place, unit: &'static str, shape: &str, order: usize) -> Option<usize> {
        let key = (place.subgraph, place.tensor);
        if let Some(&position) = self.rows.get(&key) {
            return Some(position);
        }
        let graph = model.subgraphs().get(place.subgraph)?;
        let tensor = graph.tensors.get(place.tensor)?;
        let op = graph.operators.iter().find(|op| op.outputs.contains(&place.tensor))?;
        self.tensors.push(Row {
            subgraph: place.subgraph,
            tensor: place.tensor,
            name: tensor.name.clone(),
            dtype: tensor.dtype.name(),
            shape: shape.to_owned(),
            op: op.index,
            op_name: op.code.to_string(),
            same: true,
            problem: None,
            unit,
            tally: Tally::default(),
            shown_by: None,
            order,
        });
        self.rows.insert(key, self.tensors.len() - 1);
        Some(self.tensors.len() - 1)
    }

    /// Sums up, when all runs were added.
    pub(super) fn finish(&mut self, a: &Execution, b: &str, runs: u64) {
        self.tensors.sort_by_key(|row| row.order);
        self.rows = self.tensors.iter().enumerate().map(|(at, row)| ((row.subgraph, row.tensor), at)).collect();
        (self.a, self.b, self.runs) = (a.label(), b.to_owned(), runs);
        self.compared = self.tensors.len();
        self.differing = self.tensors.iter().filter(|row| !row.same).count();
        [self.only_in_a, self.only_in_b] = self.alone.each_ref().map(HashSet::len);
        let known = |tensor: usize| {
            let key = (0, tensor);
            self.rows.contains_key(&key) || self.alone.iter().any(|alone| alone.contains(&key))
        };
        let operators = a.model.subgraphs().first().map_or(&[][..], |graph| &graph.operators);
        let written = operators.iter().flat_map(|op| &op.outputs);
        self.in_neither = written.filter(|&&tensor| !known(tensor)).count();
        self.same = self.differing == 0;
        self.first = self.tensors.iter().position(|row| !row.same).and_then(|row| self.first(&a.model, row));
    }

    fn first(&self, model: &Model, position: usize) -> Option<First> {
        let row = self.tensors.get(position)?;
        let graph = model.subgraphs().get(row.subgraph)?;
        let op = graph.operators.get(row.op)?;
        let inputs =
            op.inputs.iter().flatten().filter_map(|&input| self.neighbour(graph, row.subgraph, input)).collect();
        let reads = |reader: &&ferrolite::model::Operator| reader.inputs.contains(&Some(row.tensor));
        let reader = |op: &ferrolite::model::Operator| Reader { op: op.index, op_name: op.code.to_string() };
        let readers = graph.operators.iter().filter(reads).map(reader).collect();
        Some(First { row: position, operators: graph.operators.len(), inputs, readers })
    }

    fn neighbour(&self, graph: &Subgraph, subgraph: usize, tensor: usize) -> Option<Neighbour> {
        let stored = graph.tensors.get(tensor)?;
        let row = self.rows.get(&(subgraph, tensor)).and_then(|&position| self.tensors.get(position));
        let state = match row {
            _ if stored.is_constant() => "constant",
            _ if graph.inputs.contains(&tensor) => "input of the graph",
            Some(row) if row.same => "same",
            Some(_) => "differs",
            None => "not compared",
        };
        let writer = graph.operators.iter().find(|op| op.outputs.contains(&tensor));
        let op = writer.map(|op| format!("{} (op {})", op.code, op.index));
        Some(Neighbour { tensor, name: stored.name.clone(), dtype: stored.dtype.name(), state, op })
    }

    /// Prints for people, at most `top` of the tensors that differ.
    pub(super) fn print(&self, top: usize, out: &mut dyn Write) -> Result<(), Failure> {
        writeln!(out, "{}  {}", styled(STRONG, "A"), one_line(&self.a))?;
        writeln!(out, "{}  {}", styled(STRONG, "B"), one_line(&self.b))?;
        writeln!(out)?;
        let runs = if self.runs == 1 { String::new() } else { format!(" in {} runs", self.runs) };
        if self.same {
            writeln!(out, "{}: {} tensors compared{runs}", styled(GOOD, "the same"), self.compared)?;
        } else {
            let differ = styled(BAD, &format!("{} of {} tensors differ", self.differing, self.compared));
            writeln!(out, "{differ}{runs}")?;
        }
        for (count, which) in [(self.only_in_a, "A"), (self.only_in_b, "B")] {
            if count > 0 {
                let note =
                    format!("{count} more only in {which}, not compared: fused away in the other, or not in its graph");
                writeln!(out, "{}", styled(FAINT, &note))?;
            }
        }
        if self.in_neither > 0 {
            let note = format!("{} more in neither: fused away in both", self.in_neither);
            writeln!(out, "{}", styled(FAINT, &note))?;
        }
        if let Some(first) = &self.first {
            self.print_first(first, out)?;
            self.print_rows(top, out)?;
        }
        Ok(())
    }

    fn print_first(&self, first: &First, out: &mut dyn Write) -> Result<(), Failure> {
        let Some(row) = self.tensors.get(first.row) else { return Ok(()) };
        writeln!(out, "\n{}", styled(STRONG, "first difference"))?;
        let name = one_line(&row.name);
        writeln!(out, "tensor {} {name:?}  {} {}", row.tensor, row.dtype, row.shape)?;
        let subgraph = if row.subgraph > 0 { format!(" of subgraph {}", row.subgraph) } else { String::new() };
        writeln!(out, "written by op {} of {}{subgraph}: {}", row.op, first.operators, one_line(&row.op_name))?;
        for input in &first.inputs {
            let from = input.op.as_deref().map_or_else(String::new, |op| format!(", from {}", one_line(op)));
            let name = one_line(&input.name);
            writeln!(out, "  reads {} {name:?}  {}: {}{from}", input.tensor, input.dtype, input.state)?;
        }
        for reader in &first.readers {
            writeln!(out, "  read by op {}: {}", reader.op, one_line(&reader.op_name))?;
        }
        match (&row.problem, row.tally.first) {
            (Some(problem), _) => writeln!(out, "{problem}")?,
            (None, Some(element)) => writeln!(out, "first at element {element}")?,
            (None, None) => {}
        }
        if let Some(shown_by) = &row.shown_by {
            writeln!(out, "{}", styled(FAINT, &one_line(&format!("with {shown_by}"))))?;
        }
        for (&group, &count) in &row.tally.histogram {
            let fraction = count as f32 / row.tally.elements.max(1) as f32;
            let label = format!("{} {}", span(group), row.unit);
            writeln!(out, "  {label:>24}  {}  {}", render::bar(fraction, 30), render::grouped(count))?;
        }
        Ok(())
    }

    fn print_rows(&self, top: usize, out: &mut dyn Write) -> Result<(), Failure> {
        writeln!(out, "\n{}", styled(STRONG, "tensors that differ"))?;
        let mut table = Table::new(&[
            ("op", Align::Right),
            ("operator", Align::Left),
            ("tensor", Align::Right),
            ("type", Align::Left),
            ("shape", Align::Left),
            ("differ", Align::Right),
            ("%", Align::Right),
            ("largest", Align::Right),
            ("B less A: elements", Align::Left),
        ]);
        for row in self.tensors.iter().filter(|row| !row.same).take(top) {
            let share = 100.0 * row.tally.differing as f64 / row.tally.elements.max(1) as f64;
            let graph = if row.subgraph > 0 { format!("{}/", row.subgraph) } else { String::new() };
            let largest = if row.tally.unordered > 0 { "NaN".to_owned() } else { row.tally.largest.to_string() };
            table.row([
                format!("{graph}{}", row.op),
                row.op_name.clone(),
                row.tensor.to_string(),
                row.dtype.to_owned(),
                row.shape.clone(),
                row.tally.differing.to_string(),
                format!("{share:.2}"),
                format!("{largest} {}", row.unit),
                row.problem.clone().unwrap_or_else(|| histogram(&row.tally)),
            ]);
        }
        write!(out, "{table}")?;
        let hidden = self.differing.saturating_sub(top);
        if hidden > 0 {
            writeln!(out, "{}", styled(FAINT, &format!("and {hidden} more: --top or --json shows them")))?;
        }
        Ok(())
    }
}

fn shown_by(inputs: &str, place: &Place) -> String {
    let step = place.step.trim_end_matches('_');
    let step = if step.is_empty() { String::new() } else { format!(", {step}") };
    let iteration = if place.subgraph == 0 { String::new() } else { format!(", iteration {}", place.iteration) };
    format!("{inputs}{step}{iteration}")
}

/// A group of the histogram: `0`, `+1`, `-7…-4`.
fn span(group: i32) -> String {
    match bounds(group) {
        (0, 0) => "0".to_owned(),
        (from, to) if from == to => format!("{from:+}"),
        (from, to) => format!("{from:+}…{to:+}"),
    }
}

fn histogram(tally: &Tally) -> String {
    let unequal = tally.histogram.iter().filter(|&(&group, _)| group != 0);
    unequal.map(|(&group, count)| format!("{}: {count}", span(group))).collect::<Vec<_>>().join("  ")
}
