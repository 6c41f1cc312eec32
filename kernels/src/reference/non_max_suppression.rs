//! NON_MAX_SUPPRESSION: boxes by falling score, each only if it does not overlap one that was taken before.
//!
//! Facts: `tflite/kernels/internal/reference/non_max_suppression.h`. With a sigma, overlap lowers scores instead
//! of suppressing. Equal scores come in the order of the reference's priority queue, a heap of libstdc++.

use super::partial_sort::sift;
use crate::math::exp;

/// A place in the queue's scratch memory: a candidate as bits.
pub type Slot = [u32; 3];

/// A box that may be taken.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    /// Number of the box.
    index: u32,
    /// Its score, lowered by the boxes compared so far.
    score: f32,
    /// How many of the taken boxes it was compared with.
    compared: u32,
}

impl Candidate {
    fn slot(self) -> Slot {
        [self.index, self.score.to_bits(), self.compared]
    }

    fn of([index, score, compared]: Slot) -> Self {
        Self { index, score: f32::from_bits(score), compared }
    }
}

/// Whether a candidate comes after another one.
fn behind(a: Slot, b: Slot) -> bool {
    Candidate::of(a).score < Candidate::of(b).score
}

/// Thresholds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thresholds {
    /// Boxes that overlap a taken one by this much are suppressed.
    pub overlap: f32,
    /// Boxes whose score is not greater are not taken.
    pub score: f32,
    /// Width of the bell that lowers scores; 0 for none.
    pub sigma: f32,
}

/// Intersection over union of two boxes `y1, x1, y2, x2` of any orientation; 0 where one has no area.
fn overlap(a: [f32; 4], b: [f32; 4]) -> f32 {
    let sides = |[y1, x1, y2, x2]: [f32; 4]| [less(y1, y2), less(x1, x2), greater(y1, y2), greater(x1, x2)];
    let ([top_a, left_a, bottom_a, right_a], [top_b, left_b, bottom_b, right_b]) = (sides(a), sides(b));
    let area_a = (bottom_a - top_a) * (right_a - left_a);
    let area_b = (bottom_b - top_b) * (right_b - left_b);
    if area_a <= 0.0 || area_b <= 0.0 {
        return 0.0;
    }
    let height = greater(less(bottom_a, bottom_b) - greater(top_a, top_b), 0.0);
    let width = greater(less(right_a, right_b) - greater(left_a, left_b), 0.0);
    let intersection = height * width;
    intersection / (area_a + area_b - intersection)
}

/// `std::min`.
fn less(a: f32, b: f32) -> f32 {
    if b < a { b } else { a }
}

/// `std::max`.
fn greater(a: f32, b: f32) -> f32 {
    if a < b { b } else { a }
}

/// The priority queue's heap, in front of `queue`: the greatest score is the root.
fn push(queue: &mut [Slot], len: &mut usize, candidate: Candidate) {
    let candidate = candidate.slot();
    let mut hole = *len;
    while hole > 0 {
        let parent = (hole - 1) / 2;
        if !behind(queue[parent], candidate) {
            break;
        }
        queue[hole] = queue[parent];
        hole = parent;
    }
    queue[hole] = candidate;
    *len += 1;
}

fn pop(queue: &mut [Slot], len: &mut usize) -> Option<Candidate> {
    let last = len.checked_sub(1)?;
    let root = queue[0];
    *len = last;
    if last > 0 {
        let value = queue[last];
        sift(&mut queue[..last], 0, value, &behind);
    }
    Some(Candidate::of(root))
}

/// Writes the taken boxes' numbers and scores to `selected` and `selected_scores`, as many as these have room for,
/// and zeros behind them; returns how many were taken. `queue` is scratch of a slot for each box.
pub fn non_max_suppression(
    boxes: &[[f32; 4]],
    scores: &[f32],
    thresholds: Thresholds,
    queue: &mut [Slot],
    selected: &mut [i32],
    mut selected_scores: Option<&mut [f32]>,
) -> usize {
    selected.fill(0);
    if let Some(scores) = &mut selected_scores {
        scores.fill(0.0);
    }
    let mut waiting = 0;
    for (index, &score) in (0u32..).zip(scores) {
        if score > thresholds.score {
            push(queue, &mut waiting, Candidate { index, score, compared: 0 });
        }
    }
    let wanted = waiting.min(selected.len());
    let scale = if thresholds.sigma > 0.0 { (-0.5 / f64::from(thresholds.sigma)) as f32 } else { 0.0 };
    let mut taken = 0usize;
    while taken < wanted {
        let Some(mut next) = pop(queue, &mut waiting) else { break };
        let original = next.score;
        let mut suppressed = false;
        for &other in selected[next.compared as usize..taken].iter().rev() {
            let shared = overlap(boxes[next.index as usize], boxes[other as usize]);
            if shared >= thresholds.overlap {
                suppressed = true;
                break;
            }
            if thresholds.sigma > 0.0 {
                next.score *= exp(scale * shared * shared);
            }
            if next.score <= thresholds.score {
                break;
            }
        }
        next.compared = taken as u32;
        if suppressed {
            continue;
        }
        if next.score == original {
            selected[taken] = next.index as i32;
            if let Some(score) = selected_scores.as_mut().and_then(|scores| scores.get_mut(taken)) {
                *score = next.score;
            }
            taken += 1;
        }
        if next.score > thresholds.score {
            push(queue, &mut waiting, next);
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOXES: [[f32; 4]; 4] =
        [[0.0, 0.0, 1.0, 1.0], [0.0, 0.1, 1.0, 1.1], [0.0, 5.0, 1.0, 6.0], [1.0, 1.0, 0.0, 0.0]];

    fn select(scores: [f32; 4], thresholds: Thresholds) -> (usize, [i32; 3], [f32; 3]) {
        let (mut selected, mut kept) = ([9; 3], [9.0; 3]);
        let queue = &mut [[0; 3]; 4];
        let taken = non_max_suppression(&BOXES, &scores, thresholds, queue, &mut selected, Some(&mut kept));
        (taken, selected, kept)
    }

    #[test]
    fn overlapping_boxes_are_suppressed() {
        let hard = Thresholds { overlap: 0.5, score: 0.0, sigma: 0.0 };
        assert_eq!(select([0.9, 0.8, 0.7, 0.6], hard), (2, [0, 2, 0], [0.9, 0.7, 0.0]));
        assert_eq!(select([0.0, 0.8, f32::NAN, -1.0], hard), (1, [1, 0, 0], [0.8, 0.0, 0.0]));
    }

    #[test]
    fn with_a_sigma_scores_fall() {
        let soft = Thresholds { overlap: 1.0, score: 0.1, sigma: 0.5 };
        let (taken, selected, kept) = select([0.9, 0.8, 0.7, 0.0], soft);
        assert_eq!((taken, selected), (3, [0, 2, 1]));
        assert!(kept[2] < 0.5 && kept[2] > 0.1, "{kept:?}");
    }
}
