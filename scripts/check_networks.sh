#!/usr/bin/env bash
# Compares whole networks, tensor by tensor, with LiteRT's reference kernels: records what those compute in the networks
# beside the repository, but for the few that take LiteRT more than a tenth of a second, and runs tests/models.rs with it.
# Left out, with a word, where there are no networks or no LiteRT. scripts/check_models.sh, which goes before, installs it.
set -euo pipefail
cd "$(dirname "$0")/.."
networks=${FERROLITE_CORPUS:-../shared}/models
python=target/models/venv/bin/python
if [ ! -e "$networks/models.json" ]; then
    echo "no networks in $networks: they are left out"
    exit 0
fi
if ! "$python" -c 'import ai_edge_litert' 2>/dev/null; then
    echo "no ai-edge-litert for this Python: the networks are not compared with it"
    exit 0
fi
export FERROLITE_MODEL_TRACES=$PWD/target/model-traces
# What LiteRT refuses, a line each, is in the traces too.
PYTHONDONTWRITEBYTECODE=1 "$python" models/goldens/record_models.py --below 100 "$networks" "$FERROLITE_MODEL_TRACES" | tail -n 1
# With the build of all tests.
cargo test --workspace --locked --test models
