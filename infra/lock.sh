#!/usr/bin/env bash
# Renews the lock files. They name no index, so that they install from any mirror of the Python Package Index.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
uv=$(command -v uv || echo .venv/uv/bin/uv)
compile=("$uv" pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q)
"${compile[@]}" pyproject.toml -o requirements/run.txt "$@"
"${compile[@]}" pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt "$@"
"${compile[@]}" - -o requirements/uv.txt "$@" <<<"uv"
"${compile[@]}" - -o requirements/real.txt "$@" <<<"xllamacpp"
