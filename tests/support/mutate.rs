//! Seeded mutations of model files.
//!
//! Random bytes never get past the loader. A [`Seed`] knows where the interesting fields of a valid file are
//! (dimensions, types, indices, scales, options, small constants), so that most mutants load and many run.
//! The walk over the FlatBuffer is written here and for valid files only: it shares no code with the loader
//! under test.

/// A small generator of random numbers (SplitMix64): the same numbers everywhere, for ever.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// A generator for this seed; neighbouring seeds give unrelated numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xd134_2543_de82_ef95) ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `count`; 0 when `count` is 0.
    pub fn below(&mut self, count: usize) -> usize {
        self.bits().checked_rem(count as u64).unwrap_or(0) as usize
    }

    /// True once in `n` times.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of the values.
    pub fn pick<T: Copy>(&mut self, values: &[T]) -> Option<T> {
        values.get(self.below(values.len())).copied()
    }
}

/// What a field means, so that mutants get values that are nearly right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A dimension of a shape.
    Dimension,
    /// An element type.
    Type,
    /// Index of a tensor, a buffer, an operator code or a subgraph.
    Index,
    /// A scale, a float.
    Scale,
    /// A zero point.
    ZeroPoint,
    /// The quantized dimension.
    Axis,
    /// A boolean.
    Flag,
    /// Operator code, version, or type of the options.
    Code,
    /// A field of an operator's options.
    Option,
    /// A word of a small constant: axes, sizes, paddings.
    Small,
    /// A byte of a constant, or of custom options.
    Data,
    /// A vector's length.
    Length,
    /// A number of a sparse constant's description.
    Sparse,
}

/// A field: where it is, and how many bytes it has.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    at: usize,
    width: usize,
    kind: Kind,
}

/// A valid file and its fields.
pub struct Seed {
    /// Where the file comes from.
    pub name: String,
    bytes: Vec<u8>,
    sites: Vec<Site>,
}

/// How many bytes at the start of a constant are sites; the rest of large weights is all alike.
const SITES_PER_BUFFER: usize = 64;

impl Seed {
    /// A seed of a valid file.
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        let mut sites = Vec::new();
        // A damaged file has no sites, and is still good for flips.
        let _ = Walk { bytes: &bytes, sites: &mut sites }.model();
        Self { name: name.into(), bytes, sites }
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// A mutant: one to three changes, most often one, most of them to fields.
    pub fn mutate(&self, other: &Self, rng: &mut Rng) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        let changes = 1 + usize::from(rng.one_in(3)) + usize::from(rng.one_in(4));
        for _ in 0..changes {
            match rng.below(100) {
                0..84 if !self.sites.is_empty() => self.change_field(&mut bytes, rng),
                0..90 => flip(&mut bytes, rng),
                90..93 => overwrite_word(&mut bytes, rng),
                93 => truncate(&mut bytes, rng),
                94..96 => splice(&mut bytes, &other.bytes, rng),
                _ => self.borrow_field(&mut bytes, other, rng),
            }
        }
        bytes
    }

    fn site_of_some_kind(&self, rng: &mut Rng) -> Option<Site> {
        // Constants have most of the sites, and a wrong length is all that anybody sees of a file.
        for _ in 0..6 {
            let site = self.sites.get(rng.below(self.sites.len())).copied()?;
            let rare = match site.kind {
                Kind::Length => 10,
                Kind::Data | Kind::Index | Kind::Code => 3,
                _ => 1,
            };
            if rng.one_in(rare) {
                return Some(site);
            }
        }
        self.sites.get(rng.below(self.sites.len())).copied()
    }

    fn change_field(&self, bytes: &mut [u8], rng: &mut Rng) {
        let Some(site) = self.site_of_some_kind(rng) else { return };
        if rng.one_in(4) {
            // The value of another field of the same kind: an exchange of tensors, of dimensions, of types.
            let alike: Vec<Site> =
                self.sites.iter().copied().filter(|s| s.kind == site.kind && s.width == site.width).collect();
            if let Some(value) = rng.pick(&alike).and_then(|from| get(&self.bytes, from)) {
                set(bytes, site, value);
            }
            return;
        }
        let old = get(bytes, site).unwrap_or(0);
        set(bytes, site, near(site, old, rng));
    }

    /// Takes the value of a field of the same kind from another file.
    fn borrow_field(&self, bytes: &mut [u8], other: &Self, rng: &mut Rng) {
        let Some(site) = self.site_of_some_kind(rng) else { return };
        let alike: Vec<Site> =
            other.sites.iter().copied().filter(|s| s.kind == site.kind && s.width == site.width).collect();
        if let Some(value) = rng.pick(&alike).and_then(|from| get(&other.bytes, from)) {
            set(bytes, site, value);
        }
    }
}

fn get(bytes: &[u8], site: Site) -> Option<u64> {
    let field = bytes.get(site.at..site.at.checked_add(site.width)?)?;
    Some(field.iter().rev().fold(0, |value, &byte| value << 8 | u64::from(byte)))
}

fn set(bytes: &mut [u8], site: Site, value: u64) {
    let end = site.at.saturating_add(site.width);
    if let Some(field) = bytes.get_mut(site.at..end) {
        field.iter_mut().zip(value.to_le_bytes()).for_each(|(byte, new)| *byte = new);
    }
}

/// Numbers at which arithmetic and checks change.
const EDGES: [i64; 26] = [
    0,
    1,
    -1,
    2,
    3,
    4,
    5,
    7,
    8,
    15,
    16,
    31,
    32,
    64,
    100,
    127,
    128,
    255,
    256,
    -2,
    -128,
    32767,
    65536,
    1 << 30,
    i32::MAX as i64,
    i32::MIN as i64,
];

const FLOATS: [f32; 13] =
    [0.0, -1.0, 1.0, 0.5, f32::NAN, f32::INFINITY, 1e-38, 1e38, 1e-45, 1e-10, 1e10, 0.007_812_5, -0.0];

/// A value near the old one, or at an edge.
fn near(site: Site, old: u64, rng: &mut Rng) -> u64 {
    let step = rng.below(3) as i64 + 1;
    let near = if rng.one_in(2) { old.wrapping_add(step as u64) } else { old.wrapping_sub(step as u64) };
    let edge = rng.pick(&EDGES).unwrap_or(0) as u64;
    let small = rng.below(9) as u64;
    match site.kind {
        Kind::Scale => {
            let old = f32::from_bits(old as u32);
            let value = match rng.below(5) {
                0 => rng.pick(&FLOATS).unwrap_or(0.0),
                1 => old * 2.0,
                2 => old * 1000.0,
                3 => old / 1000.0,
                _ => old * (1.0 + rng.below(100) as f32 / 50.0),
            };
            u64::from(value.to_bits())
        }
        Kind::Flag => old ^ 1,
        Kind::Type => rng.below(24) as u64,
        Kind::Index | Kind::Code | Kind::Axis | Kind::Length => {
            if rng.one_in(6) {
                edge
            } else {
                near
            }
        }
        Kind::Dimension | Kind::Small | Kind::Sparse => match rng.below(8) {
            0 => edge,
            1..4 => small,
            4 => old.wrapping_mul(2),
            _ => near,
        },
        Kind::Option => match rng.below(6) {
            0 => edge,
            // A float, for all that is known.
            1 if site.width == 4 => u64::from(rng.pick(&FLOATS).unwrap_or(0.0).to_bits()),
            2 | 3 => small,
            _ => near,
        },
        Kind::ZeroPoint => {
            if rng.one_in(3) {
                edge
            } else {
                near
            }
        }
        Kind::Data => rng.bits(),
    }
}

fn flip(bytes: &mut [u8], rng: &mut Rng) {
    let at = rng.below(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << rng.below(8);
    }
}

fn overwrite_word(bytes: &mut [u8], rng: &mut Rng) {
    let at = rng.below(bytes.len() / 4) * 4;
    let value = rng.pick(&EDGES).unwrap_or(0) as u64;
    set(bytes, Site { at, width: 4, kind: Kind::Data }, value);
}

fn truncate(bytes: &mut Vec<u8>, rng: &mut Rng) {
    // Half of the time only the end, where buffers are often kept.
    let cut = if rng.one_in(2) { rng.below(bytes.len()) } else { rng.below(bytes.len().min(64)) };
    bytes.truncate(bytes.len() - cut);
}

fn splice(bytes: &mut [u8], other: &[u8], rng: &mut Rng) {
    let length = 1 + rng.below(64);
    let (to, from) = (rng.below(bytes.len()) / 4 * 4, rng.below(other.len()) / 4 * 4);
    let source = other.get(from..other.len().min(from + length)).unwrap_or_default();
    let end = bytes.len().min(to + source.len());
    if let Some(target) = bytes.get_mut(to..end) {
        target.iter_mut().zip(source).for_each(|(byte, new)| *byte = *new);
    }
}

/// Finds the fields of a valid file.
struct Walk<'a> {
    bytes: &'a [u8],
    sites: &'a mut Vec<Site>,
}

/// Position of a table.
type Table = usize;

impl Walk<'_> {
    fn number(&self, at: usize, width: usize) -> Option<usize> {
        let value = get(self.bytes, Site { at, width, kind: Kind::Data })?;
        usize::try_from(value).ok()
    }

    fn follow(&self, at: usize) -> Option<usize> {
        at.checked_add(self.number(at, 4)?).filter(|&to| to < self.bytes.len())
    }

    fn vtable(&self, table: Table) -> Option<usize> {
        let back = self.number(table, 4)? as u32 as i32;
        usize::try_from(i64::try_from(table).ok()? - i64::from(back)).ok()
    }

    /// Where field `index` of a table is.
    fn field(&self, table: Table, index: usize) -> Option<usize> {
        let vtable = self.vtable(table)?;
        let slot = 4 + 2 * index;
        if slot + 2 > self.number(vtable, 2)? {
            return None;
        }
        let offset = self.number(vtable + slot, 2)?;
        (offset > 0).then_some(table + offset)
    }

    fn child(&self, table: Table, index: usize) -> Option<Table> {
        self.follow(self.field(table, index)?)
    }

    /// Where a vector's elements start, and how many there are.
    fn vector(&self, table: Table, index: usize) -> Option<(usize, usize)> {
        let vector = self.child(table, index)?;
        Some((vector + 4, self.number(vector, 4)?))
    }

    fn tables(&self, table: Table, index: usize) -> Vec<Table> {
        let (start, count) = self.vector(table, index).unwrap_or_default();
        (0..count.min(1 << 16)).map_while(|i| self.follow(start + 4 * i)).collect()
    }

    fn scalar(&mut self, table: Table, index: usize, width: usize, kind: Kind) {
        if let Some(at) = self.field(table, index) {
            self.sites.push(Site { at, width, kind });
        }
    }

    fn elements(&mut self, table: Table, index: usize, width: usize, kind: Kind) {
        let Some((start, count)) = self.vector(table, index) else { return };
        self.sites.push(Site { at: start - 4, width: 4, kind: Kind::Length });
        self.sites.extend((0..count.min(SITES_PER_BUFFER)).map(|i| Site { at: start + i * width, width, kind }));
    }

    fn model(&mut self) -> Option<()> {
        let root = self.follow(0)?;
        for code in self.tables(root, 1) {
            self.scalar(code, 0, 1, Kind::Code);
            self.scalar(code, 2, 4, Kind::Code);
            self.scalar(code, 3, 4, Kind::Code);
        }
        for subgraph in self.tables(root, 2) {
            self.elements(subgraph, 1, 4, Kind::Index);
            self.elements(subgraph, 2, 4, Kind::Index);
            self.tables(subgraph, 0).into_iter().for_each(|tensor| self.tensor(tensor));
            self.tables(subgraph, 3).into_iter().for_each(|operator| self.operator(operator));
        }
        for buffer in self.tables(root, 4) {
            self.buffer(buffer);
        }
        for signature in self.tables(root, 7) {
            self.scalar(signature, 4, 4, Kind::Index);
            for entry in [self.tables(signature, 0), self.tables(signature, 1)].concat() {
                self.scalar(entry, 1, 4, Kind::Index);
            }
        }
        Some(())
    }

    fn tensor(&mut self, tensor: Table) {
        self.elements(tensor, 0, 4, Kind::Dimension);
        self.scalar(tensor, 1, 1, Kind::Type);
        self.scalar(tensor, 2, 4, Kind::Index);
        self.scalar(tensor, 5, 1, Kind::Flag);
        self.elements(tensor, 7, 4, Kind::Dimension);
        if let Some(quantization) = self.child(tensor, 4) {
            self.elements(quantization, 2, 4, Kind::Scale);
            self.elements(quantization, 3, 8, Kind::ZeroPoint);
            self.scalar(quantization, 6, 4, Kind::Axis);
            if let Some(details) = self.child(quantization, 5) {
                self.table_of_numbers(details, Kind::Index);
            }
        }
        if let Some(sparsity) = self.child(tensor, 6) {
            self.elements(sparsity, 0, 4, Kind::Sparse);
            self.elements(sparsity, 1, 4, Kind::Sparse);
            for dimension in self.tables(sparsity, 2) {
                self.scalar(dimension, 0, 1, Kind::Flag);
                self.scalar(dimension, 1, 4, Kind::Sparse);
                for values in [self.child(dimension, 3), self.child(dimension, 5)].into_iter().flatten() {
                    // Whatever their width, their low bytes are here.
                    self.elements(values, 0, 1, Kind::Sparse);
                }
            }
        }
    }

    fn operator(&mut self, operator: Table) {
        self.scalar(operator, 0, 4, Kind::Index);
        self.elements(operator, 1, 4, Kind::Index);
        self.elements(operator, 2, 4, Kind::Index);
        self.scalar(operator, 3, 1, Kind::Code);
        self.scalar(operator, 10, 1, Kind::Code);
        for options in [self.child(operator, 4), self.child(operator, 11)].into_iter().flatten() {
            self.table_of_numbers(options, Kind::Option);
        }
        self.elements(operator, 5, 1, Kind::Data);
    }

    /// The fields of a table of unknown type: their widths follow from the distances between them.
    fn table_of_numbers(&mut self, table: Table, kind: Kind) {
        let Some(vtable) = self.vtable(table) else { return };
        let (Some(slots), Some(size)) = (self.number(vtable, 2), self.number(vtable + 2, 2)) else { return };
        let mut offsets: Vec<usize> =
            (4..slots).step_by(2).filter_map(|slot| self.number(vtable + slot, 2)).filter(|&o| o > 0).collect();
        offsets.sort_unstable();
        offsets.push(size);
        for pair in offsets.windows(2) {
            let &[start, end] = pair else { continue };
            let width = match end.saturating_sub(start) {
                0 => continue,
                1..=3 => 1,
                4..=7 => 4,
                _ => 8,
            };
            self.sites.push(Site { at: table + start, width, kind });
        }
    }

    fn buffer(&mut self, buffer: Table) {
        let Some((start, length)) = self.vector(buffer, 0) else { return };
        self.sites.push(Site { at: start - 4, width: 4, kind: Kind::Length });
        let small = length <= SITES_PER_BUFFER && length % 4 == 0;
        let (width, kind) = if small { (4, Kind::Small) } else { (1, Kind::Data) };
        let sites = (0..length.min(SITES_PER_BUFFER) / width).map(|i| Site { at: start + i * width, width, kind });
        self.sites.extend(sites);
    }
}
