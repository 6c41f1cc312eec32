//! TFLite_Detection_PostProcess: decodes boxes against anchors and suppresses overlapping ones.
//!
//! All arithmetic is float: a box is decoded in `f64` and rounded to `f32` before its corners are taken, and
//! overlaps are `f32`. Quantized inputs are dequantized element by element. Where scores are equal the lower
//! box index, then the lower class, comes first, except among the classes of one box ([`partial_sort`]).
//! Source: `tflite/kernels/detection_postprocess.cc`.

use super::partial_sort::partial_sort;

/// `ymin, xmin, ymax, xmax`.
type Corners = [f32; 4];

/// Numbers as a tensor holds them.
#[derive(Clone, Copy, Debug)]
pub enum Numbers<'a> {
    /// float32.
    Float(&'a [f32]),
    /// uint8: `(value − zero point) × scale`.
    Quantized {
        /// The elements.
        values: &'a [u8],
        /// The zero point.
        zero_point: f32,
        /// The scale.
        scale: f32,
    },
}

impl Numbers<'_> {
    #[inline]
    fn get(&self, index: usize) -> f32 {
        match *self {
            Self::Float(values) => values[index],
            Self::Quantized { values, .. } => self.dequantized(values[index]),
        }
    }

    /// The number that a byte stands for; of floats none is a byte.
    fn dequantized(&self, byte: u8) -> f32 {
        match *self {
            Self::Float(_) => f32::NAN,
            Self::Quantized { zero_point, scale, .. } => (f32::from(byte) - zero_point) * scale,
        }
    }

    /// The place of the first of the greatest among `count` numbers from `first` on; NaN loses.
    fn greatest(&self, first: usize, count: usize) -> usize {
        match *self {
            // As the bytes, so the numbers: different ones stay different.
            Self::Quantized { values, scale, .. } if scale > 0.0 && (scale * 512.0).is_finite() => {
                let bytes = &values[first..first + count];
                let greatest = bytes.iter().fold(0, |greatest: u8, &byte| greatest.max(byte));
                let has = |block: &[u8]| block.iter().fold(false, |found, &byte| found | (byte == greatest));
                let block = bytes.chunks(32).position(has).unwrap_or(0) * 32;
                block + bytes[block..].iter().position(|&byte| byte == greatest).unwrap_or(0)
            }
            _ => {
                let better = |a: f32, b: f32| a > b || (b.is_nan() && !a.is_nan());
                let greater = |best, k| if better(self.get(first + k), self.get(first + best)) { k } else { best };
                (1..count).fold(0, greater)
            }
        }
    }

    #[inline]
    fn four(&self, start: usize) -> [f32; 4] {
        core::array::from_fn(|offset| self.get(start + offset))
    }
}

/// What the op does, checked when a plan is prepared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DetectionParams {
    /// Boxes to choose from.
    pub boxes: usize,
    /// Numbers per encoded box, at least 4; those after the fourth are ignored.
    pub box_stride: usize,
    /// Scores per box: the classes, with or without a background class before them.
    pub score_stride: usize,
    /// Classes without the background, at least 1 and at most `score_stride`.
    pub classes: usize,
    /// Divisors of the encoded `y, x, h, w`.
    pub box_scales: [f32; 4],
    /// Boxes in the answer, at most.
    pub max_detections: usize,
    /// Slots per box in the answer; the fast variant fills them with the box's best classes.
    pub classes_per_detection: usize,
    /// Scores below this are no candidates.
    pub score_threshold: f32,
    /// A candidate that overlaps a better one by more than this is dropped.
    pub overlap_threshold: f32,
    /// `Some(limit)` suppresses within each class and keeps at most `limit` boxes of it; `None`, the fast
    /// variant, suppresses once, by each box's best score.
    pub per_class: Option<usize>,
}

impl DetectionParams {
    /// `f32` elements of scratch, or `None` on overflow.
    #[must_use]
    pub fn float_scratch(&self) -> Option<usize> {
        self.boxes.checked_mul(5)?.checked_add(self.merged()?)
    }

    /// `u32` elements of scratch, or `None` on overflow.
    #[must_use]
    pub fn index_scratch(&self) -> Option<usize> {
        self.boxes.checked_add(self.classes)?.checked_add(self.merged()?)
    }

    /// Room for two lists of detections of all classes.
    fn merged(&self) -> Option<usize> {
        if self.per_class.is_some() { self.max_detections.checked_mul(2) } else { Some(0) }
    }

    fn label_offset(&self) -> usize {
        self.score_stride - self.classes
    }
}

/// The op's three inputs.
#[derive(Clone, Copy, Debug)]
pub struct DetectionInputs<'a> {
    /// `boxes × box_stride`: `y, x, h, w` relative to the anchor.
    pub encodings: Numbers<'a>,
    /// `boxes × score_stride`.
    pub scores: Numbers<'a>,
    /// `boxes × 4`: `y, x, h, w`.
    pub anchors: Numbers<'a>,
}

/// The op's four outputs; slots without a detection are 0.
#[derive(Debug)]
pub struct DetectionOutputs<'a> {
    /// `max_detections × classes_per_detection × 4`.
    pub boxes: &'a mut [f32],
    /// `max_detections × classes_per_detection`.
    pub classes: &'a mut [f32],
    /// As `classes`.
    pub scores: &'a mut [f32],
    /// One element.
    pub count: &'a mut [f32],
}

impl DetectionOutputs<'_> {
    fn clear(&mut self) {
        for output in [&mut *self.boxes, &mut *self.classes, &mut *self.scores, &mut *self.count] {
            output.fill(0.0);
        }
    }

    fn set(&mut self, slot: usize, corners: Corners, class: usize, score: f32) {
        self.boxes[4 * slot..4 * slot + 4].copy_from_slice(&corners);
        self.classes[slot] = class as f32;
        self.scores[slot] = score;
    }
}

/// A decoded box whose lower corner lies above its upper one, which the reference refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvertedBox {
    /// Which box.
    pub index: usize,
}

/// Runs the op. `floats` and `indices` are scratch of [`DetectionParams::float_scratch`] and
/// [`DetectionParams::index_scratch`] elements.
///
/// # Errors
/// [`InvertedBox`] for the first box that is upside down, as negative anchors make them.
pub fn detection_postprocess(
    params: &DetectionParams,
    inputs: &DetectionInputs<'_>,
    outputs: &mut DetectionOutputs<'_>,
    floats: &mut [f32],
    indices: &mut [u32],
) -> Result<(), InvertedBox> {
    let (corners, floats) = floats.split_at_mut(4 * params.boxes);
    let (corners, _) = corners.as_chunks_mut::<4>();
    decode(params, inputs, corners)?;
    outputs.clear();
    match params.per_class {
        Some(limit) => per_class(params, limit, &inputs.scores, corners, outputs, floats, indices),
        None => fast(params, &inputs.scores, corners, outputs, floats, indices),
    }
    Ok(())
}

fn decode(params: &DetectionParams, inputs: &DetectionInputs<'_>, corners: &mut [Corners]) -> Result<(), InvertedBox> {
    let scale = params.box_scales.map(f64::from);
    let exponential = |axis: usize, encoding: f64| 0.5 * libm::exp(encoding / scale[axis]);
    // A byte has few values.
    let tables: Option<[[f64; 256]; 2]> = match inputs.encodings {
        Numbers::Quantized { .. } if params.boxes > 256 => Some([2, 3].map(|axis| {
            core::array::from_fn(|byte| exponential(axis, inputs.encodings.dequantized(byte as u8).into()))
        })),
        _ => None,
    };
    for (index, result) in corners.iter_mut().enumerate() {
        let start = index * params.box_stride;
        let encoding = inputs.encodings.four(start).map(f64::from);
        let anchor = inputs.anchors.four(index * 4).map(f64::from);
        let centre = |axis: usize| (encoding[axis] / scale[axis] * anchor[axis + 2] + anchor[axis]) as f32;
        let half = |axis: usize| {
            let exponential = match (&tables, inputs.encodings) {
                (Some(tables), Numbers::Quantized { values, .. }) => {
                    tables[axis - 2][usize::from(values[start + axis])]
                }
                _ => exponential(axis, encoding[axis]),
            };
            (exponential * anchor[axis]) as f32
        };
        let (y, x, half_height, half_width) = (centre(0), centre(1), half(2), half(3));
        *result = [y - half_height, x - half_width, y + half_height, x + half_width];
        if result[0] > result[2] || result[1] > result[3] {
            return Err(InvertedBox { index });
        }
    }
    Ok(())
}

/// One suppression over each box's best score; every chosen box then lists its best classes.
fn fast(
    params: &DetectionParams,
    scores: &Numbers<'_>,
    corners: &[Corners],
    outputs: &mut DetectionOutputs<'_>,
    floats: &mut [f32],
    indices: &mut [u32],
) {
    let categories = params.classes_per_detection.min(params.classes);
    let (best, _) = floats.split_at_mut(params.boxes);
    let (candidates, indices) = indices.split_at_mut(params.boxes);
    let (ranking, _) = indices.split_at_mut(params.classes);
    for (row, best) in best.iter_mut().enumerate() {
        *best = scores.get(rank_classes(params, scores, row, categories, ranking));
    }
    let chosen = suppress(params, best, corners, candidates, params.max_detections);
    for (detection, &row) in candidates[..chosen].iter().enumerate() {
        let row = row as usize;
        rank_classes(params, scores, row, categories, ranking);
        for (column, &class) in ranking[..categories].iter().enumerate() {
            let class = class as usize;
            let score = scores.get(row * params.score_stride + params.label_offset() + class);
            outputs.set(detection * params.classes_per_detection + column, corners[row], class, score);
        }
    }
    outputs.count.fill(chosen as f32);
}

/// Sorts the `categories` best classes of a box to the front of `ranking`; gives the index of the best score.
fn rank_classes(
    params: &DetectionParams,
    scores: &Numbers<'_>,
    row: usize,
    categories: usize,
    ranking: &mut [u32],
) -> usize {
    let first = row * params.score_stride + params.label_offset();
    if categories == 1 {
        // The first of the greatest, which the partial sort does not promise.
        ranking[0] = scores.greatest(first, params.classes) as u32;
    } else {
        for (class, slot) in ranking.iter_mut().enumerate() {
            *slot = class as u32;
        }
        partial_sort(ranking, categories, |a, b| scores.get(first + a as usize) > scores.get(first + b as usize));
    }
    first + ranking[0] as usize
}

/// A suppression per class; the best detections of all classes are merged as they come.
fn per_class(
    params: &DetectionParams,
    limit: usize,
    scores: &Numbers<'_>,
    corners: &[Corners],
    outputs: &mut DetectionOutputs<'_>,
    floats: &mut [f32],
    indices: &mut [u32],
) {
    let (class_scores, floats) = floats.split_at_mut(params.boxes);
    let (candidates, indices) = indices.split_at_mut(params.boxes);
    let (front_scores, back_scores) = floats.split_at_mut(params.max_detections);
    let (front_places, back_places) = indices.split_at_mut(params.max_detections);
    let mut front = Detections { scores: front_scores, places: front_places, len: 0 };
    let mut back = Detections { scores: &mut back_scores[..params.max_detections], places: back_places, len: 0 };
    for class in params.label_offset()..params.score_stride {
        for (row, score) in class_scores.iter_mut().enumerate() {
            *score = scores.get(row * params.score_stride + class);
        }
        let chosen = suppress(params, class_scores, corners, candidates, limit.min(params.max_detections));
        let found = candidates[..chosen].iter().map(|&row| {
            let row = row as usize;
            (class_scores[row], (row * params.score_stride + class) as u32)
        });
        back.merge(&front, found);
        core::mem::swap(&mut front, &mut back);
    }
    for slot in 0..front.len {
        let (row, class) =
            (front.places[slot] as usize / params.score_stride, front.places[slot] as usize % params.score_stride);
        outputs.set(slot, corners[row], class - params.label_offset(), front.scores[slot]);
    }
    outputs.count.fill(front.len as f32);
}

/// Detections by falling score, as many as the answer may have.
struct Detections<'a> {
    scores: &'a mut [f32],
    /// `box × score_stride + class`.
    places: &'a mut [u32],
    len: usize,
}

impl Detections<'_> {
    /// Becomes the best of `old` and `found`, both sorted; the old come first among equals.
    fn merge(&mut self, old: &Self, found: impl Iterator<Item = (f32, u32)>) {
        let mut old = old.scores[..old.len].iter().copied().zip(old.places.iter().copied()).peekable();
        let mut found = found.peekable();
        self.len = 0;
        for (score, place) in self.scores.iter_mut().zip(self.places.iter_mut()) {
            let take_found = match (old.peek(), found.peek()) {
                (Some(old), Some(found)) => found.0 > old.0,
                (old, _) => old.is_none(),
            };
            let Some(next) = (if take_found { found.next() } else { old.next() }) else { break };
            (*score, *place) = next;
            self.len += 1;
        }
    }
}

/// Chooses at most `limit` boxes by falling score, none overlapping a better one by more than the threshold;
/// leaves them at the front of `candidates` and gives their number.
fn suppress(
    params: &DetectionParams,
    scores: &[f32],
    corners: &[Corners],
    candidates: &mut [u32],
    limit: usize,
) -> usize {
    let mut count = 0;
    for (row, &score) in scores.iter().enumerate() {
        if score >= params.score_threshold {
            candidates[count] = row as u32;
            count += 1;
        }
    }
    let candidates = &mut candidates[..count];
    // No NaN passed the threshold; among equal scores the lower row comes first.
    let before = |a: u32, b: u32| {
        let (x, y) = (scores[a as usize], scores[b as usize]);
        x > y || (x == y && a < b)
    };
    // Few are looked at before enough are chosen: a heap of those that are left, and the chosen from the end on, the
    // first last.
    for root in (0..count / 2).rev() {
        sift_down(candidates, root, before);
    }
    let (mut left, mut chosen) = (count, 0);
    while left > 0 && chosen < limit {
        left -= 1;
        candidates.swap(0, left);
        let row = candidates[left];
        sift_down(&mut candidates[..left], 0, before);
        let of_row = &corners[row as usize];
        let covers = |&better: &u32| overlap(&corners[better as usize], of_row) > params.overlap_threshold;
        if !candidates[count - chosen..].iter().any(covers) {
            chosen += 1;
            candidates[count - chosen] = row;
        }
    }
    candidates[count - chosen..].reverse();
    candidates.copy_within(count - chosen.., 0);
    chosen
}

/// Moves the element at `root` down a heap to its place below those that come before it.
fn sift_down(heap: &mut [u32], mut root: usize, before: impl Fn(u32, u32) -> bool) {
    loop {
        let mut child = 2 * root + 1;
        if child >= heap.len() {
            return;
        }
        if child + 1 < heap.len() && before(heap[child + 1], heap[child]) {
            child += 1;
        }
        if !before(heap[child], heap[root]) {
            return;
        }
        heap.swap(root, child);
        root = child;
    }
}

/// Intersection over union; 0 where a box has no area.
fn overlap(a: &Corners, b: &Corners) -> f32 {
    let area = |corners: &Corners| (corners[2] - corners[0]) * (corners[3] - corners[1]);
    let (area_a, area_b) = (area(a), area(b));
    if area_a <= 0.0 || area_b <= 0.0 {
        return 0.0;
    }
    // std::max and std::min: the first argument unless the second wins, also with NaN.
    let max = |x: f32, y: f32| if x < y { y } else { x };
    let min = |x: f32, y: f32| if y < x { y } else { x };
    let height = max(min(a[2], b[2]) - max(a[0], b[0]), 0.0);
    let width = max(min(a[3], b[3]) - max(a[1], b[1]), 0.0);
    let intersection = height * width;
    intersection / (area_a + area_b - intersection)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAMS: DetectionParams = DetectionParams {
        boxes: 4,
        box_stride: 4,
        score_stride: 3,
        classes: 2,
        box_scales: [10.0, 10.0, 5.0, 5.0],
        max_detections: 3,
        classes_per_detection: 1,
        score_threshold: 0.1,
        overlap_threshold: 0.5,
        per_class: None,
    };
    /// Two boxes at the origin, one shifted by half its width, one far away.
    const ANCHORS: [f32; 16] = [0.5, 0.5, 1.0, 1.0, 0.5, 0.5, 1.0, 1.0, 0.5, 1.0, 1.0, 1.0, 5.5, 5.5, 1.0, 1.0];

    /// `(xmin, class, score)` of each slot, and the count.
    type Answer = (Vec<(f32, f32, f32)>, f32);

    fn run(params: &DetectionParams, scores: &[f32]) -> Result<Answer, InvertedBox> {
        run_with(params, scores, &ANCHORS)
    }

    fn run_with(params: &DetectionParams, scores: &[f32], anchors: &[f32]) -> Result<Answer, InvertedBox> {
        let slots = params.max_detections * params.classes_per_detection;
        let (mut boxes, mut classes) = (vec![9.0; 4 * slots], vec![9.0; slots]);
        let (mut found, mut count) = (vec![9.0; slots], [9.0]);
        let inputs = DetectionInputs {
            encodings: Numbers::Quantized { values: &[128; 16], zero_point: 128.0, scale: 0.1 },
            scores: Numbers::Float(scores),
            anchors: Numbers::Float(anchors),
        };
        let mut outputs =
            DetectionOutputs { boxes: &mut boxes, classes: &mut classes, scores: &mut found, count: &mut count };
        let mut floats = vec![0.0; params.float_scratch().unwrap()];
        let mut indices = vec![0; params.index_scratch().unwrap()];
        detection_postprocess(params, &inputs, &mut outputs, &mut floats, &mut indices)?;
        let slots = boxes.chunks(4).zip(classes).zip(found).map(|((b, class), score)| (b[1], class, score));
        Ok((slots.collect(), count[0]))
    }

    #[test]
    fn a_box_yields_to_a_better_one_that_covers_it() {
        let scores = [0.9, 0.2, 0.6, 0.0, 0.7, 0.3, 0.0, 0.05, 0.6, 0.0, 0.0, 0.05];
        let (slots, count) = run(&PARAMS, &scores).unwrap();
        // Box 1 covers box 0, box 2 overlaps by a third only, box 3 is below the threshold.
        assert_eq!(slots, [(0.0, 0.0, 0.7), (0.5, 1.0, 0.6), (0.0, 0.0, 0.0)]);
        assert_eq!(count, 2.0);
    }

    #[test]
    fn several_classes_of_one_box_fill_neighbouring_slots() {
        let params = DetectionParams { classes_per_detection: 3, max_detections: 1, ..PARAMS };
        let scores = [0.0, 0.2, 0.6, 0.0, 0.1, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let (slots, count) = run(&params, &scores).unwrap();
        assert_eq!(slots, [(0.0, 1.0, 0.6), (0.0, 0.0, 0.2), (0.0, 0.0, 0.0)]);
        assert_eq!(count, 1.0);
    }

    #[test]
    fn classes_do_not_suppress_each_other_in_the_regular_variant() {
        let params = DetectionParams { per_class: Some(2), ..PARAMS };
        let scores = [0.0, 0.5, 0.9, 0.0, 0.6, 0.8, 0.0, 0.6, 0.0, 0.0, 0.6, 0.6];
        let (slots, count) = run(&params, &scores).unwrap();
        // Class 0 keeps boxes 1 and 2 (of 0.6, in order), class 1 boxes 0 and 3; three slots.
        assert_eq!(slots, [(0.0, 1.0, 0.9), (0.0, 0.0, 0.6), (0.5, 0.0, 0.6)]);
        assert_eq!(count, 3.0);
    }

    #[test]
    fn no_background_class_means_no_offset() {
        let params = DetectionParams { classes: 3, ..PARAMS };
        let (slots, _) = run(&params, &[0.9, 0.2, 0.6, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]).unwrap();
        assert_eq!(slots[0], (0.0, 0.0, 0.9));
    }

    #[test]
    fn upside_down_boxes_are_refused() {
        let mut anchors = ANCHORS;
        anchors[4 + 2] = -1.0;
        assert_eq!(run_with(&PARAMS, &[0.5; 12], &anchors), Err(InvertedBox { index: 1 }));
    }

    #[test]
    fn boxes_without_area_overlap_nothing() {
        assert_eq!(overlap(&[0.0, 0.0, 0.0, 1.0], &[0.0, 0.0, 1.0, 1.0]), 0.0);
        assert_eq!(overlap(&[0.0, 0.0, 1.0, 1.0], &[0.0, 0.5, 1.0, 1.5]), 1.0 / 3.0);
    }

    #[test]
    fn many_quantized_boxes_are_decoded_and_ranked_as_few_floats_are() {
        let boxes = 300;
        let byte = |i: usize, seed: usize| ((i + seed).wrapping_mul(2_654_435_761) >> 11) as u8;
        let params = DetectionParams { boxes, score_stride: 5, classes: 4, max_detections: 20, ..PARAMS };
        let encodings: Vec<u8> = (0..4 * boxes).map(|i| byte(i, 1)).collect();
        let scores: Vec<u8> = (0..5 * boxes).map(|i| byte(i, 2) / 16).collect();
        let anchors: Vec<f32> = (0..4 * boxes).map(|i| 0.1 + f32::from(byte(i, 3)) / 500.0).collect();
        let quantized = |values, scale| Numbers::Quantized { values, zero_point: 3.0, scale };
        let floats = |numbers: Numbers<'_>, count: usize| (0..count).map(|i| numbers.get(i)).collect::<Vec<f32>>();
        let numbers = [quantized(&encodings, 0.05), quantized(&scores, 0.07)];
        let real = [floats(numbers[0], 4 * boxes), floats(numbers[1], 5 * boxes)];
        for per_class in [None, Some(7)] {
            let params = DetectionParams { per_class, ..params };
            let answer = |encodings, scores| {
                let (mut boxes, mut classes, mut found, mut count) =
                    (vec![0.0; 80], vec![0.0; 20], vec![0.0; 20], [0.0]);
                let inputs = DetectionInputs { encodings, scores, anchors: Numbers::Float(&anchors) };
                let mut outputs = DetectionOutputs {
                    boxes: &mut boxes,
                    classes: &mut classes,
                    scores: &mut found,
                    count: &mut count,
                };
                let mut floats = vec![0.0; params.float_scratch().unwrap()];
                let mut indices = vec![0; params.index_scratch().unwrap()];
                detection_postprocess(&params, &inputs, &mut outputs, &mut floats, &mut indices).unwrap();
                (boxes, classes, found, count)
            };
            let expected = answer(Numbers::Float(&real[0]), Numbers::Float(&real[1]));
            assert_eq!(answer(numbers[0], numbers[1]), expected);
            assert!(expected.3[0] > 5.0, "{expected:?}");
        }
    }

    #[test]
    fn nan_scores_are_no_candidates() {
        let scores = [0.0, f32::NAN, 0.6, 0.0, f32::NAN, f32::NAN, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        let (slots, count) = run(&PARAMS, &scores).unwrap();
        assert_eq!((slots[0], count), ((0.0, 1.0, 0.6), 1.0));
    }
}
