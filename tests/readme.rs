//! The README's table of operators is made from the table of operators.
//!
//! `FERROLITE_UPDATE=1 cargo test --test readme` writes it anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write;
use std::path::Path;

const BEGIN: &str = "<!-- operators: made by tests/readme.rs -->\n";
const END: &str = "<!-- end of operators -->";

fn table() -> String {
    let mut rows: Vec<_> = ferrolite::supported_operators().collect();
    rows.sort_by_key(|op| (op.is_custom, op.name));
    let mut table = String::from("\n| operator | versions | types |\n|---|---|---|\n");
    for op in rows {
        let custom = if op.is_custom { " (custom)" } else { "" };
        let versions = if op.max_version == 1 { "1".to_owned() } else { format!("1–{}", op.max_version) };
        writeln!(table, "| {}{custom} | {versions} | {} |", op.name, op.types).unwrap();
    }
    table.push('\n');
    table
}

#[test]
fn the_table_of_operators_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(BEGIN).expect("the README marks where the table begins");
    let (current, after) = rest.split_once(END).expect("the README marks where the table ends");
    let wanted = table();
    if std::env::var_os("FERROLITE_UPDATE").is_some() {
        std::fs::write(&path, format!("{before}{BEGIN}{wanted}{END}{after}")).unwrap();
        return;
    }
    assert!(
        current == wanted,
        "the README's table of operators is out of date: FERROLITE_UPDATE=1 cargo test --test readme"
    );
}

#[test]
fn every_operator_states_its_types() {
    for op in ferrolite::supported_operators() {
        assert!(!op.types.is_empty(), "{} has no types", op.name);
    }
}

#[test]
fn operators_are_listed_once() {
    let mut names: Vec<_> = ferrolite::supported_operators().map(|op| op.name).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}
