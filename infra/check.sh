#!/usr/bin/env bash
# Runs every check that only reads, two at a time, and shows the output of those that fail.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bin=.venv/bin
output=$(mktemp -d)
trap 'rm -rf "$output"' EXIT

checks=(
  "types|$bin/mypy"
  "format|$bin/ruff format --check ."
  "lint|$bin/ruff check ."
  "dependencies|$bin/deptry ."
  "spelling|$bin/codespell"
  "templates|$bin/djlint --lint web infra"
  "walls|$bin/lint-imports"
  "sizes|$bin/python -m pytest -q -p no:cacheprovider tests/architecture/test_sizes.py"
)
run_check() {
  local name=${1%%|*} command=${1#*|} begin=$SECONDS
  if $command >"$output/$name" 2>&1; then
    echo "  ok    $name ($((SECONDS - begin)) s)"
  else
    echo "  FAIL  $name ($((SECONDS - begin)) s): $command"
    touch "$output/$name.failed"
  fi
}
export -f run_check
export output

printf '%s\0' "${checks[@]}" | xargs -0 -n 1 -P 2 bash -c 'run_check "$1"' check
failed=("$output"/*.failed)
if [[ -e ${failed[0]} ]]; then
  for mark in "${failed[@]}"; do
    echo
    echo "--- $(basename "${mark%.failed}")"
    cat "${mark%.failed}"
  done
  exit 1
fi
