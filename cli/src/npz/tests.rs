use super::*;

fn round_trip(archive: &Archive) -> Archive {
    let mut bytes = Cursor::new(Vec::new());
    archive.write(&mut bytes).unwrap();
    Archive::from_bytes(bytes.get_ref()).unwrap()
}

/// A `.npy` file of version 1 with this header text and these elements.
fn npy(header: &str, elements: &[u8]) -> Vec<u8> {
    let mut file = b"\x93NUMPY\x01\x00".to_vec();
    file.extend_from_slice(&u16::try_from(header.len()).unwrap().to_le_bytes());
    file.extend_from_slice(header.as_bytes());
    file.extend_from_slice(elements);
    file
}

fn read(file: &[u8]) -> Result<Array, Failure> {
    read_npy(&mut Cursor::new(file))
}

#[test]
fn every_type_survives_a_round_trip() {
    let types = [
        Dtype::Bool,
        Dtype::I8,
        Dtype::I16,
        Dtype::I32,
        Dtype::I64,
        Dtype::U8,
        Dtype::U16,
        Dtype::U32,
        Dtype::U64,
        Dtype::F16,
        Dtype::F32,
        Dtype::F64,
        Dtype::C64,
        Dtype::C128,
        Dtype::Bytes(3),
    ];
    let mut archive = Archive::new();
    for dtype in types {
        for shape in [vec![], vec![4], vec![2, 0, 3], vec![1, 2, 3]] {
            let bytes = (0..byte_count(dtype.size(), &shape).unwrap())
                .map(|index| u8::try_from(index % 251).unwrap())
                .collect();
            let name = format!("{dtype}{shape:?}");
            archive.insert(name, Array::new(dtype, shape, bytes).unwrap()).unwrap();
        }
    }
    assert_eq!(round_trip(&archive), archive);
    assert_eq!(round_trip(&Archive::new()).len(), 0);
}

#[test]
fn strings_lose_their_padding_and_nothing_else() {
    let array = Array::from_strings(vec![2, 2], &["", "a\0b", "öl", "xyz"]).unwrap();
    assert_eq!(array.dtype(), Dtype::Bytes(3));
    assert_eq!(array.strings().unwrap(), [&b""[..], b"a\0b", "öl".as_bytes(), b"xyz"]);
    let nothing = Array::from_strings::<&str>(vec![0], &[]).unwrap();
    assert!(nothing.strings().unwrap().is_empty());
}

#[test]
fn text_arrays_become_utf_8() {
    let utf32: Vec<u8> = "aö€\0b\0".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
    let file = npy("{'descr': '>U3', 'fortran_order': False, 'shape': (2,)}", &utf32);
    assert_eq!(read(&file).unwrap().strings().unwrap(), ["aö€".as_bytes(), b"\0b"]);
    let file = npy("{'descr': '<U1', 'fortran_order': False, 'shape': ()}", &0xd800_u32.to_le_bytes());
    assert!(read(&file).is_err());
}

#[test]
fn foreign_orders_become_little_endian_with_the_last_axis_fastest() {
    let file = npy("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3)}", &[0, 0, 0, 3, 0, 1, 0, 4, 0, 2, 0, 5]);
    let array = read(&file).unwrap();
    assert_eq!(array.bytes(), [0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0]);
    assert_eq!((array.dtype(), array.shape()), (Dtype::I16, &[2, 3][..]));
}

#[test]
fn floats_of_every_width_become_float32() {
    let halves: Vec<u8> =
        [0x3c00_u16, 0xc500, 0x0001, 0x7bff, 0xfc00, 0x8000].iter().flat_map(|half| half.to_le_bytes()).collect();
    let halves = Array::new(Dtype::F16, vec![6], halves).unwrap().to_f32().unwrap();
    assert_eq!(halves, [1.0, -5.0, 2.0_f32.powi(-24), 65504.0, f32::NEG_INFINITY, -0.0]);
    let double = Array::new(Dtype::F64, vec![1], 1e300_f64.to_le_bytes().to_vec()).unwrap();
    assert_eq!(double.to_f32().unwrap(), [f32::INFINITY]);
    assert!(Array::new(Dtype::I8, vec![1], vec![1]).unwrap().to_f32().is_none());
}

#[test]
fn integers_have_a_range_too() {
    let array = Array::new(Dtype::I16, vec![3], [5_i16, -7, 2].iter().flat_map(|v| v.to_le_bytes()).collect()).unwrap();
    assert_eq!(array.range(), Some((-7.0, 5.0)));
    assert_eq!(array.to_f32(), None);
    assert_eq!(Array::new(Dtype::F32, vec![0], vec![]).unwrap().range(), None);
    assert_eq!(Array::from_strings(vec![1], &["x"]).unwrap().range(), None);
}

#[test]
fn lengths_that_disagree_are_refused() {
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (3,)}";
    assert!(read(&npy(header, &[0; 12])).is_ok());
    assert!(read(&npy(header, &[0; 11])).is_err());
    assert!(read(&npy(header, &[0; 13])).is_err());
    assert!(Array::new(Dtype::F32, vec![3], vec![0; 11]).is_err());
    assert!(Array::new(Dtype::F32, vec![usize::MAX, 2], vec![]).is_err());
}

#[test]
fn a_header_cannot_ask_for_memory() {
    let huge = "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}";
    assert!(read(&npy(huge, &[])).is_err());
    let large = "{'descr': '<f8', 'fortran_order': False, 'shape': (400000000,)}";
    assert!(read(&npy(large, &[0; 64])).is_err());
    let weightless = "{'descr': '|S0', 'fortran_order': False, 'shape': (99999999999999,)}";
    assert!(read(&npy(weightless, &[])).is_err());
    // No element, whatever the other axis says.
    let empty = "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296, 0)}";
    assert!(read(&npy(empty, &[])).unwrap().is_empty());
}

#[test]
fn a_lone_array_is_the_first_input() {
    let file = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}", &[5, 6]);
    assert_eq!(Archive::from_bytes(&file).unwrap().get("input_0").unwrap().bytes(), [5, 6]);
}

#[test]
fn two_arrays_of_one_name_are_refused() {
    let array = Array::new(Dtype::U8, vec![], vec![1]).unwrap();
    let mut archive = Archive::new();
    archive.insert("x", array.clone()).unwrap();
    assert!(archive.insert("x", array).is_err());
}

#[test]
fn damaged_archives_are_errors_and_never_panics() {
    let mut archive = Archive::new();
    archive.insert("input_0", Array::new(Dtype::F32, vec![2, 2], vec![7; 16]).unwrap()).unwrap();
    archive.insert("input_1", Array::from_strings(vec![2], &["a", "bc"]).unwrap()).unwrap();
    let mut bytes = Cursor::new(Vec::new());
    archive.write(&mut bytes).unwrap();
    let bytes = bytes.into_inner();
    for length in 0..bytes.len() {
        assert!(Archive::from_bytes(&bytes[..length]).is_err(), "{length} bytes");
    }
    for position in 0..bytes.len() {
        for change in [1, 0x20, 0x80, 0xff] {
            let mut damaged = bytes.clone();
            damaged[position] ^= change;
            // The checksum finds most; some bytes are only dates and comments.
            let _ = Archive::from_bytes(&damaged);
        }
    }
}
