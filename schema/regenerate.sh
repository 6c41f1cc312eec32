#!/bin/sh
# Makes src/generated.rs from tflite.fbs with the planus compiler (pure Rust).
#
#   schema/regenerate.sh           write src/generated.rs
#   schema/regenerate.sh --check   fail if src/generated.rs is not what would be written
#
# What planus writes is 71 000 lines, most of them builders. ferrolite only reads models, so the half that writes is
# left out, and so is serde. PLANUS names a planus binary to use instead of the one this script installs.
set -eu

version=1.3.0
here=$(cd "$(dirname "$0")" && pwd)
committed=$here/src/generated.rs

planus=${PLANUS:-${CARGO_TARGET_DIR:-$here/../target}/planus/bin/planus}
if ! [ -x "$planus" ]; then
    # It runs for seconds and would be optimised for minutes.
    cargo install --debug --quiet --locked --version "=$version" --root "$(dirname "$(dirname "$planus")")" planus-cli
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cd "$here"
"$planus" rust --format false -o "$work/planus.rs" tflite.fbs
if ! grep -q "check_version_compatibility(\"planus-$version\")" "$work/planus.rs"; then
    echo "regenerate.sh: $planus is not version $version" >&2
    exit 1
fi

# One item per blank-separated block, closed by a brace at eight spaces: what the filter below relies on.
rustfmt --edition 2024 --config max_width=100,hard_tabs=false "$work/planus.rs"

cat > "$work/generated.rs" <<'HEADER'
// Made by regenerate.sh from tflite.fbs; changes here are lost.

HEADER

# The names of the operators as the schema spells them: planus changes their case.
{
    echo "pub(crate) const OPERATOR_NAMES: &[&str] = &["
    awk '/^enum BuiltinOperator/ { inside = 1; next } /^}/ { inside = 0 }
        inside { if ($3 + 0 != count++) exit 1; printf "    \"%s\",\n", $1 }' tflite.fbs
    echo "];"
    echo
} >> "$work/generated.rs"

awk '
    # Comments that only repeat the name below them or say where it stood in the schema.
    /^ *\/\/\/ (The variant|The field|Getter for)/ { next }
    /^ *\/\/\/ Generated from these locations/ { next }
    /^ *\/\/\/ \* (File|Enum|Table|Union|Struct) / { next }
    /^ *\/\/\/$/ { next }

    # Outside of the namespace nothing is left out.
    !inside { print; if ($0 == "    pub mod tflite {") inside = 1; next }
    /^    }$/ { inside = 0; print; next }

    item == "" && $0 == "" { next }
    # The derives of serde, alone on a line or at the end of a list.
    /^ *::serde::(Serialize|Deserialize),$/ { next }
    { gsub(/, ::serde::(Serialize|Deserialize)/, ""); item = item $0 "\n" }

    /^        }$/ || /^        [^ \/#].*(;|{})$/ {
        gsub(/,\n\n/, ",\n", item)
        if (item !~ /Builder|::planus::(WriteAs|VectorWrite|Primitive)/) printf "%s\n", item
        item = ""
    }
    END { if (item != "") { print "regenerate.sh: an item was not closed:\n" item > "/dev/stderr"; exit 1 } }
' "$work/planus.rs" >> "$work/generated.rs"

if grep -n 'serde\|std::' "$work/generated.rs"; then
    echo "regenerate.sh: the lines above need serde or std" >&2
    exit 1
fi

rustfmt --edition 2024 --config-path "$here/../rustfmt.toml" "$work/generated.rs"

if [ "${1:-}" = --check ]; then
    if ! cmp -s "$work/generated.rs" "$committed"; then
        echo "schema/src/generated.rs is not what regenerate.sh makes of tflite.fbs" >&2
        exit 1
    fi
else
    cp "$work/generated.rs" "$committed"
fi
