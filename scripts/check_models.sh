#!/usr/bin/env bash
# Runs the scripts that made the small models in this repository, and fails where one no longer runs or writes other
# bytes. They run in a copy of the folders that they write to; what needs TensorFlow is left out.
set -euo pipefail
cd "$(dirname "$0")/.."
place=target/models
mkdir -p "$place"
if [ ! -x "$place/venv/bin/python" ]; then
    "${PYTHON:-python3}" -m venv "$place/venv"
fi
# LiteRT is there for some versions of Python and some machines only.
if ! grep -E '^(ai-edge-litert|flatbuffers|numpy)==' models/requirements.txt |
    "$place/venv/bin/pip" install -q --only-binary :all: -r /dev/stdin; then
    echo "no ai-edge-litert for this Python: the models are not made again"
    exit 0
fi

python=$PWD/$place/venv/bin/python
copy=$place/copy
rm -rf "$copy"
mkdir -p "$copy/tests"
cp -r --parents models bindings/c/tests bindings/python/tests bindings/python/ferrolite tests/goldens "$copy"
(
    cd "$copy"
    rm models/custom_peaks.tflite bindings/*/tests/models/*.tflite
    find tests/goldens -name '*.zip' ! -name NETWORKS.zip -delete
    export PYTHONDONTWRITEBYTECODE=1
    "$python" models/make_custom.py
    "$python" bindings/c/tests/make_models.py
    "$python" bindings/python/tests/make_models.py
    "$python" models/goldens/make_goldens.py --no-networks | tail -n 1
)
for folder in models bindings/c/tests bindings/python/tests tests/goldens; do
    diff -rq --exclude=__pycache__ "$folder" "$copy/$folder"
done
