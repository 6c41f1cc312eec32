#!/bin/sh
# Builds the C library and installs it with its headers, pkg-config file and CMake package.
#
#   bindings/c/install.sh PREFIX
#
# PREFIX/lib has libtensorflowlite_c.so and .a, PREFIX/include the headers. DESTDIR is put before PREFIX for packages.
set -eu

if [ $# != 1 ]; then
    echo "usage: $0 PREFIX" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
mkdir -p "${DESTDIR:-}$1"
prefix=$(cd "${DESTDIR:-}$1" && pwd)
final=${DESTDIR:+$1}

cargo build --release --locked --quiet --manifest-path "$here/Cargo.toml"
built=${CARGO_TARGET_DIR:-$root/target}/release
version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml")

mkdir -p "$prefix/lib/pkgconfig" "$prefix/lib/cmake/tensorflowlite_c" "$prefix/include"
cp "$built/libtensorflowlite_c.so" "$built/libtensorflowlite_c.a" "$prefix/lib/"
# Line tables, for people who debug ferrolite itself, are most of their size.
if command -v strip >/dev/null; then
    strip --strip-debug "$prefix/lib/libtensorflowlite_c.so" "$prefix/lib/libtensorflowlite_c.a"
fi
cp -r "$here/include/." "$prefix/include/"
sed -e "s|@PREFIX@|${final:-$prefix}|" -e "s|@VERSION@|$version|" "$here/install/tensorflowlite_c.pc.in" \
    > "$prefix/lib/pkgconfig/tensorflowlite_c.pc"
cp "$here/install/tensorflowlite_c-config.cmake" "$prefix/lib/cmake/tensorflowlite_c/"
