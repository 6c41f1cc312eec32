//! TFLite_Detection_PostProcess, the custom operator at the end of the SSD detectors.
//!
//! Inputs: box encodings `[1, boxes, ≥ 4]`, class scores `[1, boxes, classes (+ 1)]`, anchors `[boxes, 4]`, each
//! float32 or uint8. Outputs, all float32: boxes `[1, n, 4]` as `ymin, xmin, ymax, xmax`, classes and scores
//! `[1, n]`, and the number of detections `[1]`, where `n = max_detections × max_classes_per_detection`; slots
//! without a detection are 0 (the reference leaves those of the fast variant uninitialised). The options are a
//! FlexBuffer. Rounding: none but that of floats. Source: `tflite/kernels/detection_postprocess.cc`.

use super::support::custom_options::CustomOptions;
use super::support::units::{one_of, same_type};
use super::{Kernel, OpDef, Prepared};
use crate::TensorType;
use crate::arena::{Inputs, Io};
use crate::error::{Result, ensure, err};
use crate::plan::{Operand, Prepare};
use ferrolite_kernels::reference::detection_postprocess::{
    DetectionInputs, DetectionOutputs, DetectionParams, InvertedBox, Numbers, detection_postprocess,
};

pub(super) const DEF: OpDef =
    OpDef::custom("TFLite_Detection_PostProcess", prepare).operands(3..=3, 4..=4).types("uint8, float32 → float32");

/// Boxes of one class that the regular variant keeps when the options do not say.
const DEFAULT_DETECTIONS_PER_CLASS: i32 = 100;

/// How an input's numbers are stored.
#[derive(Clone, Copy)]
enum Storage {
    Float,
    Quantized { zero_point: f32, scale: f32 },
}

impl Storage {
    fn of(operand: &Operand<'_>) -> Result<Self> {
        one_of(operand, &[TensorType::Float32, TensorType::UInt8])?;
        if operand.dtype == TensorType::Float32 {
            return Ok(Self::Float);
        }
        let (scale, zero_point) = operand.per_tensor()?;
        Ok(Self::Quantized { zero_point: zero_point as f32, scale })
    }

    fn numbers<'a>(self, inputs: &Inputs<'a>, position: usize) -> Result<Numbers<'a>> {
        Ok(match self {
            Self::Float => Numbers::Float(inputs.get(position)?),
            Self::Quantized { zero_point, scale } => {
                Numbers::Quantized { values: inputs.get(position)?, zero_point, scale }
            }
        })
    }
}

/// The prepared operator.
struct Detection {
    params: DetectionParams,
    storage: [Storage; 3],
    floats: usize,
    indices: usize,
}

fn prepare(ctx: &mut Prepare<'_>) -> Result<Prepared> {
    let options = CustomOptions::read(ctx.custom_options())?;
    let params = check(ctx, &options)?;
    let storage = [Storage::of(&ctx.input(0)?)?, Storage::of(&ctx.input(1)?)?, Storage::of(&ctx.input(2)?)?];
    let slots = params.max_detections.checked_mul(params.classes_per_detection);
    let slots = slots.ok_or_else(|| err!(LimitExceeded, "max_detections × max_classes_per_detection overflows"))?;
    for (position, shape) in [&[1, slots, 4][..], &[1, slots], &[1, slots], &[1]].into_iter().enumerate() {
        one_of(&ctx.output(position)?, &[TensorType::Float32])?;
        ctx.set_output_shape(position, shape)?;
    }
    let overflow = || err!(LimitExceeded, "the scratch memory is too large");
    let bytes = |elements: Option<usize>| elements.and_then(|elements| elements.checked_mul(4)).ok_or_else(overflow);
    let (floats, indices) = (bytes(params.float_scratch())?, bytes(params.index_scratch())?);
    let (floats, indices) = (ctx.scratch(floats), ctx.scratch(indices));
    // Every box against every other, for every class in the regular variant.
    let rounds = if params.per_class.is_some() { params.classes } else { 1 };
    let work = params.boxes.saturating_mul(params.boxes).saturating_mul(rounds);
    ctx.set_work(u64::try_from(work).unwrap_or(u64::MAX));
    Prepared::kernel("detection_postprocess_reference", Detection { params, storage, floats, indices })
}

/// Checks options and shapes.
fn check(ctx: &Prepare<'_>, options: &CustomOptions<'_>) -> Result<DetectionParams> {
    let (encodings, scores, anchors) = (ctx.input(0)?, ctx.input(1)?, ctx.input(2)?);
    same_type(&encodings, &anchors)?;
    let &[1, boxes, box_stride @ (4..=usize::MAX)] = encodings.shape else {
        return Err(err!(BadShape, "{encodings}: must be of shape 1 × boxes × 4 or more"));
    };
    let &[1, scored, score_stride] = scores.shape else {
        return Err(err!(BadShape, "{scores}: must be of shape 1 × boxes × classes"));
    };
    ensure!(scored == boxes, BadShape, "{scores} and {encodings} must have one number of boxes");
    ensure!(
        anchors.rank() == 2 && anchors.elements() / 4 >= boxes,
        BadShape,
        "{anchors}: must hold four numbers for each of {boxes} boxes"
    );
    // Detections are kept as `box × score_stride + class` in 32 bits.
    ensure!(u32::try_from(scores.elements()).is_ok(), LimitExceeded, "{scores}: too many scores");
    let classes = options.count("num_classes", 0, 1)?;
    ensure!(
        score_stride == classes || score_stride == classes + 1,
        BadShape,
        "{scores}: must have num_classes = {classes} scores for each box, or one more for the background"
    );
    let regular = options.truth("use_regular_nms")?;
    let per_class = options.int("detections_per_class", DEFAULT_DETECTIONS_PER_CLASS)?;
    let overlap_threshold = options.float("nms_iou_threshold")?;
    ensure!(
        overlap_threshold > 0.0 && overlap_threshold <= 1.0,
        BadOption,
        "nms_iou_threshold is {overlap_threshold}, must be above 0 and at most 1"
    );
    Ok(DetectionParams {
        boxes,
        box_stride,
        score_stride,
        classes,
        box_scales: [
            options.float("y_scale")?,
            options.float("x_scale")?,
            options.float("h_scale")?,
            options.float("w_scale")?,
        ],
        max_detections: options.count("max_detections", 0, usize::from(regular))?,
        classes_per_detection: options.count("max_classes_per_detection", 0, 1)?,
        score_threshold: options.float("nms_score_threshold")?,
        overlap_threshold,
        per_class: if regular { Some(at_least_one_detection(per_class)?) } else { None },
    })
}

fn at_least_one_detection(per_class: i32) -> Result<usize> {
    super::support::options::at_least_one(per_class, "detections_per_class")
}

impl Kernel for Detection {
    fn eval(&self, io: &mut Io<'_>) -> Result<()> {
        let (inputs, outputs, scratch) = io.split();
        let [encodings, scores, anchors] = self.storage;
        let operands = DetectionInputs {
            encodings: encodings.numbers(&inputs, 0)?,
            scores: scores.numbers(&inputs, 1)?,
            anchors: anchors.numbers(&inputs, 2)?,
        };
        let [boxes, classes, found, count] = outputs.all::<f32, 4>()?;
        let mut results = DetectionOutputs { boxes, classes, scores: found, count };
        let (floats, indices) = scratch.two::<f32, u32>(self.floats, self.indices)?;
        detection_postprocess(&self.params, &operands, &mut results, floats, indices).map_err(
            |InvertedBox { index }| {
                err!(BadValue, "box {index} is upside down: its anchor must have a positive height and width")
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;
    use crate::plan::testing::OneOp;
    use alloc::vec::Vec;
    use flexbuffers::{Builder, BuilderOptions};

    /// Good options, with some of them given other values.
    fn options(changes: &[(&str, f32)]) -> Vec<u8> {
        let defaults = [
            ("max_detections", 2.0),
            ("max_classes_per_detection", 1.0),
            ("detections_per_class", 3.0),
            ("use_regular_nms", 0.0),
            ("nms_score_threshold", 0.1),
            ("nms_iou_threshold", 0.5),
            ("num_classes", 2.0),
            ("y_scale", 10.0),
            ("x_scale", 10.0),
            ("h_scale", 5.0),
            ("w_scale", 5.0),
        ];
        let mut builder = Builder::new(BuilderOptions::empty());
        let mut map = builder.start_map();
        for (name, value) in defaults {
            let value = changes.iter().find(|(changed, _)| *changed == name).map_or(value, |(_, value)| *value);
            if name.ends_with("_scale") || name.ends_with("_threshold") {
                map.push(name, value);
            } else {
                map.push(name, value as i64);
            }
        }
        map.end_map();
        builder.view().to_vec()
    }

    fn shaped(options: &[u8], encodings: &[usize], scores: &[usize], anchors: &[usize]) -> OneOp {
        let float = TensorType::Float32;
        let op = OneOp::custom("TFLite_Detection_PostProcess", options);
        let op = op.input(float, encodings).input(float, scores).input(float, anchors);
        op.output(float).output(float).output(float).output(float)
    }

    fn with(changes: &[(&str, f32)]) -> OneOp {
        shaped(&options(changes), &[1, 3, 4], &[1, 3, 3], &[3, 4])
    }

    #[test]
    fn options_out_of_range_are_refused() {
        for (name, value) in [
            ("max_detections", -1.0),
            ("max_classes_per_detection", 0.0),
            ("max_classes_per_detection", -3.0),
            ("num_classes", 0.0),
            ("num_classes", -1.0),
            ("nms_iou_threshold", 0.0),
            ("nms_iou_threshold", 1.5),
            ("nms_iou_threshold", f32::NAN),
            ("max_detections", 1e12),
        ] {
            assert_eq!(with(&[(name, value)]).refusal(), ErrorKind::BadOption, "{name} = {value}");
        }
        for wrong in [("max_detections", 0.0), ("detections_per_class", 0.0)] {
            assert_eq!(with(&[("use_regular_nms", 1.0), wrong]).refusal(), ErrorKind::BadOption, "{wrong:?}");
        }
        for damaged in [&[][..], &[0], &[7; 40]] {
            assert_eq!(shaped(damaged, &[1, 3, 4], &[1, 3, 3], &[3, 4]).refusal(), ErrorKind::BadOption);
        }
    }

    #[test]
    fn answers_that_are_too_large_are_refused() {
        // 65536 × 65536 wraps to 0 in 32 bits.
        let op = with(&[("max_detections", 65536.0), ("max_classes_per_detection", 65536.0)]);
        assert_eq!(op.refusal(), ErrorKind::LimitExceeded);
        let op = with(&[("max_detections", 1e9), ("use_regular_nms", 1.0)]);
        assert_eq!(op.refusal(), ErrorKind::LimitExceeded);
    }

    #[test]
    fn operands_must_fit_each_other() {
        let options = options(&[]);
        let op =
            |encodings: &[usize], scores: &[usize], anchors: &[usize]| shaped(&options, encodings, scores, anchors);
        assert_eq!(op(&[1, 3, 4], &[1, 3, 2], &[3, 4]).shape(), [1, 2, 4]);
        assert_eq!(op(&[1, 3, 6], &[1, 3, 3], &[5, 4]).shape(), [1, 2, 4]);
        for (encodings, scores, anchors) in [
            (&[3, 4][..], &[1, 3, 3][..], &[3, 4][..]),
            (&[2, 3, 4], &[1, 3, 3], &[3, 4]),
            (&[1, 3, 3], &[1, 3, 3], &[3, 4]),
            (&[1, 3, 4], &[2, 3, 3], &[3, 4]),
            (&[1, 3, 4], &[1, 2, 3], &[3, 4]),
            (&[1, 3, 4], &[1, 3, 1], &[3, 4]),
            (&[1, 3, 4], &[1, 3, 4], &[3, 4]),
            (&[1, 3, 4], &[1, 3, 3], &[2, 4]),
            (&[1, 3, 4], &[1, 3, 3], &[12]),
        ] {
            let refusal = op(encodings, scores, anchors).refusal();
            assert_eq!(refusal, ErrorKind::BadShape, "{encodings:?} {scores:?} {anchors:?}");
        }
    }

    #[test]
    fn types_are_checked() {
        let op = |encodings, scores, anchors, output| {
            let op = OneOp::custom("TFLite_Detection_PostProcess", &options(&[]));
            let op = op.input(encodings, &[1, 3, 4]).input(scores, &[1, 3, 3]).input(anchors, &[3, 4]);
            op.output(output).output(output).output(output).output(output).refusal()
        };
        let (float, uint8, int8) = (TensorType::Float32, TensorType::UInt8, TensorType::Int8);
        assert_eq!(op(float, int8, float, float), ErrorKind::BadType);
        assert_eq!(op(uint8, float, float, float), ErrorKind::BadType);
        assert_eq!(op(int8, float, int8, float), ErrorKind::BadType);
        assert_eq!(op(float, float, float, int8), ErrorKind::BadType);
        assert_eq!(op(uint8, float, uint8, float), ErrorKind::BadQuantization);
    }

    #[test]
    fn boxes_are_decoded_against_their_anchors() {
        let encodings = [0.0; 12];
        let scores = [0.0, 0.9, 0.0, 0.0, 0.0, 0.8, 0.0, 0.05, 0.0];
        let anchors = [0.5, 0.5, 1.0, 1.0, 2.0, 3.0, 2.0, 4.0, 9.0, 9.0, 1.0, 1.0];
        let run = |anchors: &[f32]| with(&[]).run::<f32, f32>(&[&encodings, &scores, anchors]);
        assert_eq!(run(&anchors).unwrap(), [0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 3.0, 5.0]);
        assert_eq!(run(&anchors.map(|x| -x)).unwrap_err().kind(), ErrorKind::BadValue);
    }
}
