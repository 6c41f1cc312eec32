#!/bin/sh
# Makes the headers in include/ from the Rust sources with cbindgen.
#
#   bindings/c/headers.sh           write include/
#   bindings/c/headers.sh --check   fail if include/ is not what would be written
#
# cbindgen writes what one source file declares; a header is a few of these parts behind the text in headers/, under one
# guard. CBINDGEN names a cbindgen binary to use instead of the one this script installs.
set -eu

version=0.29.4
here=$(cd "$(dirname "$0")" && pwd)
cbindgen=${CBINDGEN:-${CARGO_TARGET_DIR:-$here/../../target}/cbindgen/bin/cbindgen}
if ! [ -x "$cbindgen" ]; then
    # It runs for seconds and would be optimised for minutes.
    cargo install --debug --quiet --locked --version "=$version" --root "$(dirname "$(dirname "$cbindgen")")" cbindgen
fi
if [ "$("$cbindgen" --version)" != "cbindgen $version" ]; then
    echo "headers.sh: $cbindgen is not version $version" >&2
    exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
into=$work/include
mkdir -p "$into/tensorflow/lite/c" "$into/tflite/c"

# guard FILE: the macro that keeps a header from being read twice.
guard() {
    printf 'FERROLITE_%s_\n' "$(printf %s "$1" | tr 'a-z/.' 'A-Z__')"
}

# header NAME PART...: include/NAME: the text in headers/ of that name, then what the source files declare, then the text
# that is to end it.
header() {
    name=$1
    shift
    {
        echo "// Made by bindings/c/headers.sh from ferrolite's sources; changes here are lost."
        echo "#ifndef $(guard "$name")"
        echo "#define $(guard "$name")"
        echo
        cat "$here/headers/$(basename "$name")"
        for part in "$@"; do
            # cbindgen warns of every type that another part declares.
            "$cbindgen" --quiet --config "$here/headers/cbindgen.toml" "$here/src/$part.rs" > "$work/part" 2> "$work/log" ||
                { cat "$work/log" >&2; exit 1; }
            # What programs need not know of safety and how Rust says it.
            awk '
                /^ *\/\/ # Safety$/ { safety = 1; next }
                safety && /^ *\/\// { next }
                { safety = 0; print }
            ' "$work/part" | awk '
                # The empty comment before a section that was left out.
                held != "" { if (!/^TFL_CAPI_EXPORT/) print held; held = "" }
                /^\/\/ *$/ { held = $0; next }
                { sub(/ +$/, ""); print }
                END { if (held != "") print held }
            ' | sed 's/\([ *]\)_\([a-z]\)/\1\2/g'
            echo
        done
        end=$here/headers/$(basename "$name" .h).end.h
        [ ! -f "$end" ] || cat "$end"
        echo
        echo "#endif  // $(guard "$name")"
    } | cat -s > "$into/$name"
}

# forward NAME TO: include/NAME, which only includes another header.
forward() {
    {
        echo "// Made by bindings/c/headers.sh; changes here are lost."
        echo "#ifndef $(guard "$1")"
        echo "#define $(guard "$1")"
        echo "#include \"$2\""
        echo "#endif  // $(guard "$1")"
    } > "$into/$1"
}

header tensorflow/lite/c/c_api_types.h types
header tensorflow/lite/c/c_api.h model operator options tensor interpreter signature
header tensorflow/lite/c/common.h common
header tensorflow/lite/c/c_api_experimental.h experimental
header tensorflow/lite/c/c_api_opaque.h opaque
# Newer programs include LiteRT's paths.
for name in c_api_types c_api common c_api_experimental c_api_opaque; do
    forward "tflite/c/$name.h" "tensorflow/lite/c/$name.h"
done
forward tflite/builtin_ops.h tensorflow/lite/builtin_ops.h

# The operators of the schema: FULLY_CONNECTED is kTfLiteBuiltinFullyConnected.
awk '
    BEGIN {
        print "// Made by bindings/c/headers.sh from schema/tflite.fbs; changes here are lost."
        print "#ifndef FERROLITE_TENSORFLOW_LITE_BUILTIN_OPS_H_"
        print "#define FERROLITE_TENSORFLOW_LITE_BUILTIN_OPS_H_"
        print ""
        print "// The builtin operators of the file format."
        print "typedef enum {"
    }
    /^enum BuiltinOperator/ { inside = 1; next }
    /^}/ { inside = 0 }
    inside && NF >= 3 {
        count = split(tolower($1), words, "_")
        name = ""
        for (i = 1; i <= count; i++) name = name toupper(substr(words[i], 1, 1)) substr(words[i], 2)
        printf "  kTfLiteBuiltin%s = %d,\n", name, $3
    }
    END {
        print "} TfLiteBuiltinOperator;"
        print ""
        print "#endif  // FERROLITE_TENSORFLOW_LITE_BUILTIN_OPS_H_"
    }
' "$here/../../schema/tflite.fbs" > "$into/tensorflow/lite/builtin_ops.h"

if [ "${1:-}" = --check ]; then
    if ! diff -r "$into" "$here/include"; then
        echo "bindings/c/include is not what headers.sh makes of the sources" >&2
        exit 1
    fi
else
    rm -rf "$here/include"
    cp -r "$into" "$here/include"
fi
