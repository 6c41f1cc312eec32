#!/usr/bin/env bash
# Checks the C API: the headers are current and compile alone as C99 and C++; examples and tests run, the tests under
# valgrind too; what install.sh installs is found by pkg-config and CMake. valgrind, pkg-config and CMake are left out,
# with a word, where they are not there. Everything is written below target/c.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=${CARGO_TARGET_DIR:-$PWD/target}/c
rm -rf "$work"
mkdir -p "$work"
here=bindings/c
warnings=(-pedantic -Wall -Wextra -Werror)

left_out() { echo "left out: there is no $1"; }

$here/headers.sh --check
for header in $(cd $here/include && find . -name '*.h' | sed 's|^\./||' | sort); do
    for times in 1 2; do
        yes "#include \"$header\"" | head -$times > "$work/header.c" || true
        echo 'int main(void) { return 0; }' >> "$work/header.c"
        gcc -std=c99 "${warnings[@]}" -I$here/include -fsyntax-only "$work/header.c"
        g++ -Wall -Wextra -Werror -I$here/include -fsyntax-only -x c++ "$work/header.c"
    done
done

$here/install.sh "$work/prefix"
ls -l "$work"/prefix/lib/libtensorflowlite_c.*
flags=(-std=c99 -O1 -g -D_POSIX_C_SOURCE=200809L "${warnings[@]}" -I"$work/prefix/include")
shared=(-L"$work/prefix/lib" -ltensorflowlite_c -Wl,-rpath,"$work/prefix/lib" -lm -lpthread)
static=("$work/prefix/lib/libtensorflowlite_c.a" -lpthread -ldl -lm)

for source in $here/examples/*.c $here/tests/*.c; do
    name=$(basename "$source" .c)
    gcc "${flags[@]}" "$source" -o "$work/$name" "${shared[@]}"
    gcc "${flags[@]}" "$source" -o "$work/$name.static" "${static[@]}"
done
for kind in "" .static; do
    # expect TEXT COMMAND...: the command prints this text.
    expect() {
        printed=$("${@:2}")
        printf '%s\n' "$printed"
        case $printed in *"$1"*) ;; *) echo "\"$1\" is not there" >&2; exit 1 ;; esac
    }
    expect "7 with" "$work/classify$kind" models/digits_int8.tflite
    expect "row 0: 0.27 0.50 0.97, the most at 2" "$work/outputs$kind" $here/tests/models/outputs.tflite
    expect "2 -> -27 -> 5 -> -2" "$work/per_axis$kind" $here/tests/models/per_axis.tflite
    expect "mul: result is 10 40 90 160 250 360" "$work/signature$kind" $here/tests/models/signatures.tflite
    test "$(printf '%064d' 0 | "$work/run$kind" models/digits_int8.tflite | wc -c)" = 10
    if "$work/run$kind" README.md < /dev/null 2> "$work/refused"; then exit 1; fi
    grep "no TensorFlow Lite file" "$work/refused"
    "$work/test_c_api$kind" . 2> "$work/messages"
    "$work/test_operators$kind" . 2> "$work/messages"
done

# valgrind does not know AVX-512.
isa=scalar
! grep -qw avx2 /proc/cpuinfo || isa=avx2
if command -v valgrind > /dev/null; then
    for name in classify outputs per_axis signature test_c_api test_operators; do
        model=.
        case $name in
            classify) model=models/digits_int8.tflite ;;
            outputs | per_axis) model=$here/tests/models/$name.tflite ;;
            signature) model=$here/tests/models/signatures.tflite ;;
        esac
        FERROLITE_ISA=$isa valgrind --log-file="$work/valgrind" --leak-check=full --show-leak-kinds=all \
            --errors-for-leak-kinds=all --error-exitcode=9 "$work/$name" "$model" 2> "$work/messages" > "$work/printed" ||
            { cat "$work/printed" "$work/valgrind"; exit 1; }
        echo "$name under valgrind:$(tail -1 "$work/printed" | sed 's/^/ /')"
        grep -E "in use at exit|ERROR SUMMARY" "$work/valgrind"
    done
else
    left_out valgrind
fi

if command -v pkg-config > /dev/null; then
    # What the README says, elsewhere than in /tmp.
    mkdir "$work/readme"
    sed -n '/^## Use it from C$/,/^## Use it from the/p' README.md | sed -n '/^```sh$/,/^```$/p' | grep -v '^```' |
        sed "s|/tmp/|$work/readme/|g" > "$work/readme.sh"
    expect "7 with" sh -e "$work/readme.sh"
else
    left_out pkg-config
fi
if command -v cmake > /dev/null; then
    mkdir "$work/project"
    cat > "$work/project/CMakeLists.txt" <<LISTS
cmake_minimum_required(VERSION 3.10)
project(classify C)
find_package(tensorflowlite_c REQUIRED)
add_executable(classify $PWD/$here/examples/classify.c)
target_link_libraries(classify tensorflowlite_c::tensorflowlite_c m)
add_executable(classify_static $PWD/$here/examples/classify.c)
target_link_libraries(classify_static tensorflowlite_c::static)
LISTS
    cmake -S "$work/project" -B "$work/project/build" -DCMAKE_PREFIX_PATH="$work/prefix" > "$work/cmake.log"
    cmake --build "$work/project/build" >> "$work/cmake.log"
    expect "7 with" "$work/project/build/classify" models/digits_int8.tflite
    expect "7 with" "$work/project/build/classify_static" models/digits_int8.tflite
else
    left_out cmake
fi
