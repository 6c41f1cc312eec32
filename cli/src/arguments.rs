//! The command line: what may be said, with the help that `--help` prints.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use ferrolite::{Floats, Level, Pack};
use std::path::PathBuf;

/// Runs, measures and explains TensorFlow Lite models.
#[derive(Debug, Parser)]
#[command(name = "ferrolite", version, about, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a model on a picture, or on the arrays of an .npz file
    Run(Run),
    /// Show what a model takes, gives and consists of
    Inspect(Inspect),
    /// Measure how long a model takes
    Bench(Bench),
    /// Compare two executions, operator by operator
    Diff(Diff),
    /// Report everything in a model that is wrong or not supported
    Verify(Verify),
}

/// `ferrolite run`.
#[derive(Debug, Args)]
#[group(id = "source", required = true, multiple = false, args = ["image", "inputs"])]
pub struct Run {
    /// The model, a .tflite file
    pub model: PathBuf,
    /// Classify this picture (PNG, JPEG, BMP or PNM); it is stretched to the size of the input
    #[arg(long, value_name = "FILE")]
    pub image: Option<PathBuf>,
    /// Run on these arrays: `input_<i>`, or the name of an input; `step<k>_input_<i>` for several steps
    #[arg(long, value_name = "FILE.npz")]
    pub inputs: Option<PathBuf>,
    /// What computes.
    #[command(flatten)]
    pub computing: Computing,
    /// Options that only pictures take.
    #[command(flatten)]
    pub picture: Picture,
    /// Options that only arrays take.
    #[command(flatten)]
    pub arrays: Arrays,
}

/// What computes: it changes how long a model takes, never its integer results.
#[derive(Debug, Args)]
pub struct Computing {
    /// Threads that share the work of each operator
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: u16,
    /// The instruction set of the kernels; without it what FERROLITE_ISA names, else the best that the CPU has
    #[arg(long, value_name = "LEVEL", value_parser = PossibleValuesParser::new(Level::ALL.map(Level::name)).try_map(level))]
    pub isa: Option<Level>,
    /// Run the operators as the file has them: fuse and replace none
    #[arg(long)]
    pub no_rewrites: bool,
    /// How sums of floats are rounded: as LiteRT's reference kernels do, or once with each product, which is faster and
    /// changes last bits; never of what an integer depends on [default: fused; reference for `diff`]
    #[arg(long, value_name = "HOW", value_parser = PossibleValuesParser::new(Floats::ALL.map(Floats::name)).try_map(floats))]
    pub floats: Option<Floats>,
    /// When weights get the layout of the kernels: when the model is planned, when they are first needed, or never
    /// (scalar kernels)
    #[arg(long, value_name = "WHEN", default_value = "eager",
        value_parser = PossibleValuesParser::new(Pack::ALL.map(Pack::name)).try_map(pack))]
    pub pack: Pack,
}

fn pack(name: String) -> Result<Pack, String> {
    Pack::named(&name).ok_or_else(|| format!("weights are not packed {name}"))
}

fn floats(name: String) -> Result<Floats, String> {
    Floats::named(&name).ok_or_else(|| format!("floats are not rounded {name}"))
}

fn level(name: String) -> Result<Level, String> {
    Level::named(&name).ok_or_else(|| format!("there is no instruction set {name}"))
}

/// Options of `ferrolite run --image`.
#[derive(Debug, Args)]
#[command(next_help_heading = "With --image")]
pub struct Picture {
    /// Names of the classes, one per line; without it those that come with the model
    #[arg(long, value_name = "FILE", conflicts_with = "inputs")]
    pub labels: Option<PathBuf>,
    /// How many classes to print
    #[arg(long, value_name = "K", default_value_t = 5, conflicts_with = "inputs")]
    pub top: usize,
    /// The network was trained on (byte - MEAN) / STD; one value, or one for each channel. Without it: what the
    /// model's metadata says, else the input's whole range, which is 0 to 1 for floats
    #[arg(
        long,
        value_name = "MEAN",
        value_delimiter = ',',
        allow_hyphen_values = true,
        requires = "std",
        conflicts_with = "inputs"
    )]
    pub mean: Vec<f32>,
    /// See --mean
    #[arg(long, value_name = "STD", value_delimiter = ',', requires = "mean", conflicts_with = "inputs")]
    pub std: Vec<f32>,
    /// Print JSON
    #[arg(long, conflicts_with = "inputs")]
    pub json: bool,
}

/// Options of `ferrolite run --inputs`.
#[derive(Debug, Args)]
#[command(next_help_heading = "With --inputs")]
pub struct Arrays {
    /// Write the outputs here, as `output_<i>` or `step<k>_output_<i>`; without it their ranges are printed
    #[arg(long, value_name = "FILE.npz", conflicts_with = "image")]
    pub output: Option<PathBuf>,
    /// Write every tensor of the main graph too, as `tensor_<i>` or `step<k>_tensor_<i>`
    #[arg(long, requires = "output", conflicts_with = "image")]
    pub all_tensors: bool,
    /// Refuse float arrays for quantized inputs instead of quantizing them
    #[arg(long, conflicts_with = "image")]
    pub raw: bool,
    /// Write quantized outputs as float32
    #[arg(long, conflicts_with = "image")]
    pub dequantize: bool,
}

/// `ferrolite inspect`.
#[derive(Debug, Args)]
pub struct Inspect {
    /// The model, a .tflite file
    pub model: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `ferrolite bench`.
#[derive(Debug, Args)]
pub struct Bench {
    /// The model, a .tflite file
    pub model: PathBuf,
    /// Measure on these arrays: `input_<i>`, or the name of an input; without it on arbitrary bytes and floats
    #[arg(long, value_name = "FILE.npz")]
    pub inputs: Option<PathBuf>,
    /// What computes.
    #[command(flatten)]
    pub computing: Computing,
    /// How long to measure, after a warm-up of a tenth of it
    #[arg(long, value_name = "S", default_value_t = 2.0, value_parser = seconds)]
    pub seconds: f64,
    /// Show how long each operator takes
    #[arg(long)]
    pub ops: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `ferrolite diff`.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit code: 0 if all is the same, 1 if something differs, 2 if that could not be found out.\n\n\
    Without anything that makes B another execution, B runs the scalar kernels without rewrites. Both sides round floats \
    as LiteRT's reference does unless --floats says otherwise. Tensors that one execution fused away are not compared: \
    --no-rewrites keeps them."
)]
pub struct Diff {
    /// The model of A, a .tflite file
    pub model: PathBuf,
    /// Another model for B; its tensors are found by their names where it is not the same graph
    pub other: Option<PathBuf>,
    /// Compare with these arrays instead of running B: `tensor_<i>` or `output_<i>`, as `run --output --all-tensors`
    /// and `python -m ferrolite.testing record` write them
    #[arg(long, value_name = "FILE.npz", conflicts_with = "other")]
    pub trace: Option<PathBuf>,
    /// Run on these arrays: `input_<i>`, or the name of an input; without it on those of the trace, or on random ones
    #[arg(long, value_name = "FILE.npz")]
    pub inputs: Option<PathBuf>,
    /// How many sets of random inputs to try
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with_all = ["inputs", "trace"],
        value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub seeds: u64,
    /// What computes A.
    #[command(flatten)]
    pub computing: Computing,
    /// What computes B.
    #[command(flatten)]
    pub other_computing: OtherComputing,
    /// Floats are the same within T times their value and T times the greatest value of their tensor
    #[arg(long, value_name = "T", default_value_t = 0.0, value_parser = tolerance)]
    pub tolerance: f64,
    /// Write the inputs that show the first difference here, as `input_<i>`
    #[arg(long, value_name = "FILE.npz")]
    pub save: Option<PathBuf>,
    /// How many differing tensors to print
    #[arg(long, value_name = "K", default_value_t = 20)]
    pub top: usize,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What computes B, where it is not what computes A.
#[derive(Debug, Args)]
#[command(next_help_heading = "The other execution, B")]
pub struct OtherComputing {
    /// Threads of B
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024), conflicts_with = "trace")]
    pub threads_b: Option<u16>,
    /// The instruction set of B's kernels
    #[arg(long, value_name = "LEVEL", conflicts_with = "trace",
        value_parser = PossibleValuesParser::new(Level::ALL.map(Level::name)).try_map(level))]
    pub isa_b: Option<Level>,
    /// B runs the operators as the file has them
    #[arg(long, conflicts_with = "trace")]
    pub no_rewrites_b: bool,
    /// How B rounds sums of floats
    #[arg(long, value_name = "HOW", conflicts_with = "trace",
        value_parser = PossibleValuesParser::new(Floats::ALL.map(Floats::name)).try_map(floats))]
    pub floats_b: Option<Floats>,
}

/// `ferrolite verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// The model, a .tflite file
    pub model: PathBuf,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

fn tolerance(text: &str) -> Result<f64, String> {
    let tolerance: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&tolerance) { Ok(tolerance) } else { Err("must be from 0 to 1".to_owned()) }
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=86400.0).contains(&seconds) { Ok(seconds) } else { Err("must be from 0 to 86400".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn parses(line: &str) -> bool {
        Arguments::try_parse_from(line.split_whitespace()).is_ok()
    }

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_picture_or_arrays_but_not_both() {
        assert!(parses("ferrolite run m.tflite --image p.png --labels l.txt --top 3"));
        assert!(parses(
            "ferrolite run m.tflite --inputs i.npz --output o.npz --all-tensors --threads 2 --raw --dequantize"
        ));
        assert!(parses("ferrolite run m.tflite --image p.png --mean -1,2,3 --std 4"));
        assert!(parses("ferrolite bench m.tflite --threads 2 --isa avx2 --no-rewrites --pack lazy --floats reference"));
        assert!(parses("ferrolite diff m.tflite --isa avx2 --isa-b scalar --threads-b 2 --no-rewrites-b --seeds 3"));
        assert!(parses("ferrolite diff m.tflite --floats fused --floats-b reference"));
        assert!(parses("ferrolite diff m.tflite n.tflite --tolerance 1e-5 --inputs i.npz --save s.npz"));
        for line in [
            "ferrolite run m.tflite",
            "ferrolite run m.tflite --image p.png --inputs i.npz",
            "ferrolite run m.tflite --image p.png --raw",
            "ferrolite run m.tflite --inputs i.npz --labels l.txt",
            "ferrolite run m.tflite --inputs i.npz --all-tensors",
            "ferrolite run m.tflite --image p.png --mean 1",
            "ferrolite run m.tflite --inputs i.npz --threads 0",
            "ferrolite bench m.tflite --isa avx",
            "ferrolite bench m.tflite --floats exact",
            "ferrolite diff m.tflite n.tflite --trace t.npz",
            "ferrolite diff m.tflite --trace t.npz --isa-b scalar",
            "ferrolite diff m.tflite --inputs i.npz --seeds 2",
            "ferrolite diff m.tflite --tolerance nan",
            "ferrolite bench m.tflite --seconds -1",
            "ferrolite bench m.tflite --seconds nan",
            "ferrolite",
        ] {
            assert!(!parses(line), "{line}");
        }
    }
}
