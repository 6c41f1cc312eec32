#!/usr/bin/env bash
# Builds the Python wheel and runs its tests in a new virtual environment. Everything is below target/python.
#
#   scripts/test_wheel.sh              with LiteRT beside it, if pip finds it: then both must behave alike
#   PYTHON=python3.12 scripts/test_wheel.sh
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
place=target/python
mkdir -p "$place"

# The tools that build stay from run to run.
if [ ! -x "$place/tools/bin/maturin" ]; then
    "$python" -m venv "$place/tools"
    "$place/tools/bin/pip" install -q "maturin>=1.9,<2"
fi
rm -rf "$place/wheels" "$place/venv"
"$place/tools/bin/maturin" build --release --locked --quiet --manifest-path bindings/python/Cargo.toml \
    --target-dir "$place" --out "$place/wheels"

"$python" -m venv "$place/venv"
"$place/venv/bin/pip" install -q pytest "$place"/wheels/*.whl
# LiteRT is there for some versions of Python and some machines only.
"$place/venv/bin/pip" install -q --only-binary :all: ai-edge-litert 2>/dev/null ||
    echo "no ai-edge-litert for this Python: the tests run without it"
ls -l "$place"/wheels/*.whl
# Away from the sources, so that the installed package is what is tested.
tests=$PWD/bindings/python/tests
cd "$place"
./venv/bin/python -m pytest -q -p no:cacheprovider "$tests"
