//! Rates of the kernels that work element by element, for each instruction set of this CPU.
//!
//! `cargo bench --bench elementwise`

use divan::Bencher;
use divan::counter::ItemsCount;
use ferrolite_kernels::broadcast::Broadcast;
use ferrolite_kernels::elementwise::{self, InPlace, Machine};
use ferrolite_kernels::isa::Isa;
use ferrolite_kernels::parallel::Serial;
use ferrolite_kernels::products::Product;
use ferrolite_kernels::quant::{Activation, ClampRange};
use ferrolite_kernels::reference::arithmetic::{Add, Clamped};
use ferrolite_kernels::reference::binary::{Affine, QuantizedMul, QuantizedSum};
use ferrolite_kernels::reference::lut::ByteTable;
use ferrolite_kernels::sums::Sum;
use ferrolite_kernels::table;

fn main() {
    divan::main();
}

/// A tensor of a middle layer: 28 × 28 × 64.
const SHAPE: [usize; 4] = [1, 28, 28, 64];
const LEN: usize = 28 * 28 * 64;

fn sets() -> impl Iterator<Item = &'static str> {
    Isa::available().map(|isa| isa.level().name())
}

fn machine(set: &str) -> Machine<'static> {
    let level = ferrolite_kernels::isa::Level::named(set);
    Machine { isa: level.and_then(Isa::new).unwrap_or(Isa::SCALAR), workers: &Serial, grain: usize::MAX }
}

fn bytes(len: usize) -> Vec<i8> {
    (0..len as u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as i8).collect()
}

fn affine(scale: f32, zero_point: i32) -> Affine {
    Affine { scale, zero_point }
}

#[divan::bench(args = sets())]
fn byte_table(bencher: Bencher<'_, '_>, set: &str) {
    let table = ByteTable::of_integers::<i8, i8>(|q| q * 73);
    let input: Vec<u8> = bytes(LEN).into_iter().map(i8::cast_unsigned).collect();
    let (mut out, isa) = (vec![0; LEN], machine(set).isa);
    bencher.counter(ItemsCount::new(LEN)).bench_local(|| table::lookup(isa, &Serial, &table, &input, &mut out));
}

fn add(bencher: Bencher<'_, '_>, set: &str, [left, right, output]: [Affine; 3]) {
    let Some(sum) = QuantizedSum::<i8, false>::new(left, right, output, ClampRange::I8) else { return };
    let machine = machine(set);
    let sum = Sum::new(machine.isa, sum);
    let Some(broadcast) = Broadcast::new([&SHAPE, &SHAPE]) else { return };
    let (left, right, mut out) = (bytes(LEN), bytes(LEN), vec![0; LEN]);
    bencher
        .counter(ItemsCount::new(LEN))
        .bench_local(|| elementwise::binary(machine, &broadcast, &sum, (&left, &right), &mut out));
}

/// Scales for which a formula is proven, as for most.
#[divan::bench(args = sets())]
fn add_int8(bencher: Bencher<'_, '_>, set: &str) {
    add(bencher, set, [affine(0.024, 3), affine(0.102, -3), affine(0.1052, -11)]);
}

/// Scales without a formula.
#[divan::bench(args = sets())]
fn add_int8_by_multipliers(bencher: Bencher<'_, '_>, set: &str) {
    add(bencher, set, [affine(0.05, 3), affine(0.037, -7), affine(0.09, 1)]);
}

#[divan::bench(args = sets())]
fn add_int8_prepare(bencher: Bencher<'_, '_>, set: &str) {
    let (left, right) = (affine(0.05, 3), affine(0.037, -7));
    let Some(sum) = QuantizedSum::<i8, false>::new(left, right, affine(0.09, 1), ClampRange::I8) else { return };
    bencher.bench_local(|| Sum::new(machine(set).isa, sum));
}

#[divan::bench(args = sets())]
fn add_int16(bencher: Bencher<'_, '_>, set: &str) {
    let (left, right) = (affine(0.0005, 0), affine(0.000_37, 0));
    let Some(sum) = QuantizedSum::<i16, false>::new(left, right, affine(0.0009, 0), ClampRange::I16) else { return };
    let machine = machine(set);
    let sum = Sum::new(machine.isa, sum);
    let Some(broadcast) = Broadcast::new([&SHAPE, &SHAPE]) else { return };
    let wide: Vec<i16> = bytes(LEN).into_iter().map(|q| i16::from(q) * 251).collect();
    let mut out = vec![0; LEN];
    bencher
        .counter(ItemsCount::new(LEN))
        .bench_local(|| elementwise::binary(machine, &broadcast, &sum, (&wide, &wide), &mut out));
}

fn mul(bencher: Bencher<'_, '_>, set: &str, right: &[usize]) {
    let of = QuantizedMul::<i8>::new(affine(0.05, 3), affine(0.004, -128), affine(0.05, 1), ClampRange::I8);
    let (Some(of), Some(broadcast)) = (of, Broadcast::new([&SHAPE, right])) else { return };
    let (machine, product) = (machine(set), Product::new(of));
    let (left, right, mut out) = (bytes(LEN), bytes(right.iter().product()), vec![0; LEN]);
    bencher
        .counter(ItemsCount::new(LEN))
        .bench_local(|| elementwise::binary(machine, &broadcast, &product, (&left, &right), &mut out));
}

#[divan::bench(args = sets())]
fn mul_int8(bencher: Bencher<'_, '_>, set: &str) {
    mul(bencher, set, &SHAPE);
}

#[divan::bench(args = sets())]
fn mul_int8_by_channel(bencher: Bencher<'_, '_>, set: &str) {
    mul(bencher, set, &[1, 1, 1, 64]);
}

#[divan::bench(args = sets())]
fn add_float32(bencher: Bencher<'_, '_>, set: &str) {
    let Some(broadcast) = Broadcast::new([&SHAPE, &SHAPE]) else { return };
    let (machine, sum) = (machine(set), Clamped::<Add, f32>::new(Activation::None));
    let (left, mut out) = (vec![1.5; LEN], vec![0.0; LEN]);
    bencher
        .counter(ItemsCount::new(LEN))
        .bench_local(|| elementwise::binary(machine, &broadcast, &sum, (&left, &left), &mut out));
}

#[divan::bench(args = sets())]
fn add_float32_in_place(bencher: Bencher<'_, '_>, set: &str) {
    let Some(broadcast) = Broadcast::new([&SHAPE, &SHAPE]) else { return };
    let (machine, sum) = (machine(set), Clamped::<Add, f32>::new(Activation::None));
    let (right, mut values) = (vec![1.5; LEN], vec![0.0; LEN]);
    bencher.counter(ItemsCount::new(LEN)).bench_local(|| {
        elementwise::binary_in_place(machine, &broadcast, &sum, (InPlace::Left, &right), &mut values);
    });
}
