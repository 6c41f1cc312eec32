//! `ferrolite inspect`: what a model takes, gives and consists of.

use super::{compact_activation_bytes, file_name, isa, open, times};
use crate::arguments::Inspect;
use crate::failure::{Failure, one_line};
use crate::render::{self, Align, BAD, FAINT, STRONG, Table, styled};
use ferrolite::model::{Operator, Subgraph, Tensor};
use ferrolite::plan::Report as PlanReport;
use ferrolite::{Model, Plan, PlanOptions, Quantization, TensorType};
use serde::Serialize;
use std::io::Write;

/// Everything that is shown; `--json` prints it as it is.
#[derive(Debug, Serialize)]
struct Report {
    file: String,
    file_bytes: usize,
    description: String,
    inputs: Vec<EndReport>,
    outputs: Vec<EndReport>,
    signatures: Vec<SignatureReport>,
    metadata: Vec<MetadataReport>,
    subgraphs: Vec<SubgraphReport>,
    /// Of the main graph; absent where the model cannot be planned.
    memory: Option<MemoryReport>,
    unsupported: Vec<String>,
    /// Why the model cannot be planned, where every operator is there.
    problem: Option<String>,
    warnings: Vec<String>,
}

/// An input or an output.
#[derive(Debug, Serialize)]
struct EndReport {
    position: usize,
    tensor: usize,
    name: String,
    #[serde(rename = "type")]
    dtype: &'static str,
    shape: Vec<usize>,
    shape_signature: Option<Vec<i32>>,
    quantization: Option<QuantizationReport>,
}

#[derive(Debug, Serialize)]
struct QuantizationReport {
    scales: Vec<f32>,
    zero_points: Vec<i32>,
    /// Which dimension the scales run along, if there are several.
    axis: Option<usize>,
    /// The real numbers that the least and the greatest integer stand for, over all scales.
    real_range: Option<[f64; 2]>,
}

#[derive(Debug, Serialize)]
struct SignatureReport {
    key: String,
    subgraph: usize,
    inputs: Vec<String>,
    outputs: Vec<String>,
}

#[derive(Debug, Serialize)]
struct MetadataReport {
    name: String,
    bytes: usize,
}

#[derive(Debug, Serialize)]
struct SubgraphReport {
    name: String,
    tensors: usize,
    operators: Vec<OperatorReport>,
}

#[derive(Debug, Serialize)]
struct OperatorReport {
    index: usize,
    name: String,
    version: i32,
    /// The kernel that a plan chooses; absent outside of the main graph.
    kernel: Option<&'static str>,
    inputs: Vec<Option<OperandReport>>,
    outputs: Vec<OperandReport>,
    macs: Option<u64>,
}

#[derive(Debug, Clone, Serialize)]
struct OperandReport {
    tensor: usize,
    #[serde(rename = "type")]
    dtype: &'static str,
    shape: Vec<usize>,
    constant: bool,
}

#[derive(Debug, Serialize)]
struct MemoryReport {
    arena_bytes: usize,
    activation_bytes: usize,
    /// What these were with the compact layout.
    compact_activation_bytes: usize,
    variable_bytes: usize,
    weights_mapped_bytes: usize,
    weights_packed_bytes: usize,
    /// Of the packed weights alone, and of the constants that are packed.
    packed_bytes: usize,
    packed_from_bytes: usize,
    macs: u64,
    /// Whether every shape is known before running.
    is_static: bool,
    /// The instruction set of the kernels that this machine would run.
    isa: &'static str,
}

/// Looks at the model and prints what is there.
pub fn execute(arguments: &Inspect, out: &mut dyn Write) -> Result<u8, Failure> {
    let model = open(&arguments.model)?;
    let report = examine(&model, file_name(&arguments.model));
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&report).map_err(Failure::failed)?)?;
    } else {
        print(&report, out)?;
    }
    Ok(0)
}

fn examine(model: &Model, file: String) -> Report {
    let unsupported: Vec<String> = model.unsupported();
    let plan = Plan::with_options(model, PlanOptions::default().limits(*model.limits()));
    let planned = plan.as_ref().ok().map(Plan::report);
    let main = model.subgraphs().first();
    let signature = |signature: &ferrolite::model::Signature| SignatureReport {
        key: signature.key.clone(),
        subgraph: signature.subgraph,
        inputs: signature.inputs.iter().map(|(name, _)| name.clone()).collect(),
        outputs: signature.outputs.iter().map(|(name, _)| name.clone()).collect(),
    };
    let subgraph = |(index, graph)| subgraph_report(graph, planned.as_ref().filter(|_| index == 0));
    Report {
        file,
        file_bytes: model.file_len(),
        description: model.description().to_owned(),
        inputs: main.map_or_else(Vec::new, |graph| ends(graph, &graph.inputs)),
        outputs: main.map_or_else(Vec::new, |graph| ends(graph, &graph.outputs)),
        signatures: model.signatures().iter().map(signature).collect(),
        metadata: model
            .metadata()
            .map(|(name, block)| MetadataReport { name: name.to_owned(), bytes: block.len() })
            .collect(),
        subgraphs: model.subgraphs().iter().enumerate().map(subgraph).collect(),
        memory: plan.as_ref().ok().zip(planned.as_ref()).map(|(plan, report)| memory(plan, report)),
        problem: plan.err().filter(|_| unsupported.is_empty()).map(|error| error.to_string()),
        unsupported,
        warnings: model.warnings().iter().map(ToString::to_string).collect(),
    }
}

fn memory(plan: &Plan, report: &PlanReport) -> MemoryReport {
    MemoryReport {
        arena_bytes: report.arena_bytes,
        activation_bytes: report.activation_bytes,
        compact_activation_bytes: compact_activation_bytes(plan).unwrap_or(report.activation_bytes),
        variable_bytes: report.variable_bytes,
        weights_mapped_bytes: report.weights_mapped,
        weights_packed_bytes: report.weights_packed,
        packed_bytes: report.packed_bytes,
        packed_from_bytes: report.packed_from_bytes,
        macs: report.macs,
        is_static: report.is_static,
        isa: isa(plan),
    }
}

fn ends(graph: &Subgraph, ends: &[usize]) -> Vec<EndReport> {
    let end = |(position, &index): (usize, &usize)| {
        let tensor = graph.tensors.get(index)?;
        Some(EndReport {
            position,
            tensor: index,
            name: tensor.name.clone(),
            dtype: tensor.dtype.name(),
            shape: tensor.shape.clone(),
            shape_signature: tensor.shape_signature.clone(),
            quantization: tensor.quantization.as_ref().and_then(|params| quantization(params, tensor.dtype)),
        })
    };
    ends.iter().enumerate().filter_map(end).collect()
}

fn quantization(params: &Quantization, dtype: TensorType) -> Option<QuantizationReport> {
    if params.scales.is_empty() {
        return None;
    }
    Some(QuantizationReport {
        scales: params.scales.clone(),
        zero_points: params.zero_points.clone(),
        axis: params.is_per_axis().then_some(params.axis),
        real_range: real_range(params, dtype),
    })
}

/// The least and the greatest real number that any scale can express.
fn real_range(params: &Quantization, dtype: TensorType) -> Option<[f64; 2]> {
    let (least, greatest): (i64, i64) = match dtype {
        TensorType::Int2 => (-2, 1),
        TensorType::Int4 => (-8, 7),
        TensorType::UInt4 => (0, 15),
        TensorType::Int8 => (-128, 127),
        TensorType::UInt8 => (0, 255),
        TensorType::Int16 => (-32768, 32767),
        TensorType::Int32 => (i32::MIN.into(), i32::MAX.into()),
        _ => return None,
    };
    let mut range: Option<[f64; 2]> = None;
    for (&scale, &zero_point) in params.scales.iter().zip(&params.zero_points) {
        let real = |integer: i64| f64::from(scale) * (integer - i64::from(zero_point)) as f64;
        let [low, high] = range.unwrap_or([f64::INFINITY, f64::NEG_INFINITY]);
        range = Some([low.min(real(least)), high.max(real(greatest))]);
    }
    range
}

fn subgraph_report(graph: &Subgraph, planned: Option<&PlanReport>) -> SubgraphReport {
    SubgraphReport {
        name: graph.name.clone(),
        tensors: graph.tensors.len(),
        operators: graph.operators.iter().map(|op| operator_report(graph, op, planned)).collect(),
    }
}

/// An operator as the file has it, with the shapes, the kernel and the work that the plan found.
fn operator_report(graph: &Subgraph, op: &Operator, planned: Option<&PlanReport>) -> OperatorReport {
    let inferred = planned.and_then(|report| report.ops.iter().find(|candidate| candidate.index == op.index));
    let operand = |index: usize| {
        let stored: &Tensor = graph.tensors.get(index)?;
        let known = inferred.and_then(|op| {
            let all = op.inputs.iter().flatten().chain(&op.outputs);
            all.into_iter().find(|tensor| tensor.index == index)
        });
        let shape = known.map_or(&stored.shape, |tensor| &tensor.shape).clone();
        Some(OperandReport { tensor: index, dtype: stored.dtype.name(), shape, constant: stored.is_constant() })
    };
    OperatorReport {
        index: op.index,
        name: op.code.to_string(),
        version: op.version,
        kernel: inferred.map(|op| op.kernel),
        inputs: op.inputs.iter().map(|input| input.and_then(operand)).collect(),
        outputs: op.outputs.iter().filter_map(|&output| operand(output)).collect(),
        macs: inferred.map(|op| op.macs),
    }
}

fn print(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    let size = render::bytes(report.file_bytes as u64);
    write!(out, "{}  {}", styled(STRONG, &report.file), size)?;
    let description = one_line(&report.description);
    writeln!(out, "{}", if description.is_empty() { String::new() } else { format!("  {description}") })?;
    print_ends("inputs", &report.inputs, out)?;
    print_ends("outputs", &report.outputs, out)?;
    print_names(report, out)?;
    for (index, graph) in report.subgraphs.iter().enumerate() {
        print_subgraph(index, graph, report.subgraphs.len(), out)?;
    }
    if let Some(memory) = &report.memory {
        print_memory(memory, out)?;
    }
    for line in &report.unsupported {
        writeln!(out, "{} {}", styled(BAD, "not supported:"), one_line(line))?;
    }
    if let Some(problem) = &report.problem {
        writeln!(out, "{} {}", styled(BAD, "cannot run:"), one_line(problem))?;
    }
    for warning in &report.warnings {
        writeln!(out, "{} {}", styled(FAINT, "warning:"), one_line(warning))?;
    }
    Ok(())
}

fn print_ends(heading: &str, ends: &[EndReport], out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "\n{}", styled(STRONG, heading))?;
    if ends.is_empty() {
        return Ok(writeln!(out, "none")?);
    }
    let mut table = Table::new(&[
        ("", Align::Right),
        ("name", Align::Left),
        ("type", Align::Left),
        ("shape", Align::Left),
        ("scale", Align::Left),
        ("zero point", Align::Right),
        ("real range", Align::Left),
    ]);
    for end in ends {
        let (scale, zero_point, range) = end.quantization.as_ref().map_or_else(Default::default, quantization_cells);
        let shape = shape(&end.shape, end.shape_signature.as_deref());
        table.row([end.position.to_string(), end.name.clone(), end.dtype.to_owned(), shape, scale, zero_point, range]);
    }
    Ok(write!(out, "{table}")?)
}

/// The shape, with what the file leaves open as `?`.
fn shape(extents: &[usize], signature: Option<&[i32]>) -> String {
    match signature {
        Some(signature) if signature.len() == extents.len() && signature.contains(&-1) => {
            let open = |(extent, &open): (&usize, &i32)| if open == -1 { "?".to_owned() } else { extent.to_string() };
            extents.iter().zip(signature).map(open).collect::<Vec<_>>().join("×")
        }
        _ => render::shape(extents),
    }
}

fn quantization_cells(quantization: &QuantizationReport) -> (String, String, String) {
    let range = quantization.real_range.map_or_else(String::new, |[low, high]| format!("{low:.4} … {high:.4}"));
    let first = |values: &[i32]| values.first().map_or_else(String::new, ToString::to_string);
    match (quantization.axis, quantization.scales.first()) {
        (Some(axis), _) => (format!("{} along axis {axis}", quantization.scales.len()), String::new(), range),
        (None, scale) => (scale.map_or_else(String::new, ToString::to_string), first(&quantization.zero_points), range),
    }
}

fn print_names(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    if !report.signatures.is_empty() {
        writeln!(out, "\n{}", styled(STRONG, "signatures"))?;
    }
    for signature in &report.signatures {
        let names = |names: &[String]| one_line(&names.join(", "));
        let (key, inputs, outputs) = (one_line(&signature.key), names(&signature.inputs), names(&signature.outputs));
        writeln!(out, "{key}: {inputs} → {outputs}  {}", styled(FAINT, &format!("subgraph {}", signature.subgraph)))?;
    }
    if !report.metadata.is_empty() {
        let entry =
            |entry: &MetadataReport| format!("{} ({})", one_line(&entry.name), render::bytes(entry.bytes as u64));
        let entries: Vec<String> = report.metadata.iter().map(entry).collect();
        writeln!(out, "\n{}\n{}", styled(STRONG, "metadata"), entries.join(", "))?;
    }
    Ok(())
}

fn print_subgraph(index: usize, graph: &SubgraphReport, count: usize, out: &mut dyn Write) -> Result<(), Failure> {
    let name = one_line(&graph.name);
    let mut heading = if count > 1 { format!("operators of subgraph {index}") } else { "operators".to_owned() };
    if count > 1 && !name.is_empty() {
        heading += &format!(" ({name})");
    }
    writeln!(out, "\n{}", styled(STRONG, &heading))?;
    let mut table = Table::new(&[
        ("", Align::Right),
        ("operator", Align::Left),
        ("version", Align::Right),
        ("inputs", Align::Left),
        ("outputs", Align::Left),
        ("MACs", Align::Right),
        ("kernel", Align::Left),
    ]);
    for op in &graph.operators {
        table.row([
            op.index.to_string(),
            op.name.clone(),
            op.version.to_string(),
            op.inputs
                .iter()
                .map(|input| input.as_ref().map_or_else(|| "–".to_owned(), operand))
                .collect::<Vec<_>>()
                .join(", "),
            op.outputs.iter().map(operand).collect::<Vec<_>>().join(", "),
            op.macs.filter(|&macs| macs > 0).map_or_else(String::new, render::grouped),
            op.kernel.unwrap_or_default().to_owned(),
        ]);
    }
    Ok(write!(out, "{table}")?)
}

/// A tensor as `int8 1×8×8×1`, constants in brackets.
fn operand(operand: &OperandReport) -> String {
    let text = format!("{} {}", operand.dtype, render::shape(&operand.shape));
    if operand.constant { format!("[{text}]") } else { text }
}

fn print_memory(memory: &MemoryReport, out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "\n{}", styled(STRONG, "memory and work"))?;
    let bytes = |count: usize| format!("{} bytes", render::grouped(count as u64));
    writeln!(out, "arena    {}", bytes(memory.arena_bytes))?;
    let (fast, compact) = (memory.activation_bytes, memory.compact_activation_bytes);
    writeln!(out, "layout   {} of activations, {} if compact{}", bytes(fast), bytes(compact), times(fast, compact))?;
    let (mapped, packed) = (bytes(memory.weights_mapped_bytes), bytes(memory.weights_packed_bytes));
    writeln!(out, "weights  {mapped} in the file, {packed} of the plan")?;
    if memory.packed_from_bytes > 0 {
        let ratio = memory.packed_bytes as f64 / memory.packed_from_bytes as f64;
        writeln!(out, "packed   {}, {ratio:.3} of the file's", bytes(memory.packed_bytes))?;
    }
    writeln!(out, "work     {} multiply-accumulates, kernels for {}", render::grouped(memory.macs), memory.isa)?;
    if !memory.is_static {
        let note = "some shapes depend on data: more is planned, and more memory taken, while it runs";
        writeln!(out, "{}", styled(FAINT, note))?;
    }
    Ok(())
}
