#!/usr/bin/env bash
# Runs pytest with the arguments given, with a browser where one may be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

has() { command -v "$1" >/dev/null; }

# The one without windows does a test of a page in a third of the time; with windows it serves as well.
if ! has chromium-headless-shell && [[ $(id -u) == 0 ]] && has apt-get; then
  echo "Installing Debian's chromium-headless-shell for the browser tests"
  install() { DEBIAN_FRONTEND=noninteractive timeout 180 apt-get install -y -qq "$1"; }
  { timeout 60 apt-get update -qq && { install chromium-headless-shell || has chromium || install chromium; }; } \
    >/dev/null 2>&1 || true
fi

if ! has chromium-headless-shell && ! has chromium; then
  echo "No chromium here, and only root may install it by apt-get: the browser tests will be skipped." >&2
  if [[ ${CI:-} == true ]]; then
    echo "CI=true: without chromium the walk through the browser would go untested." >&2
    exit 1
  fi
fi

# Several workers share the cores: a matrix library that starts a thread for each core in each of them makes
# training ten times as long as with one.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
.venv/bin/python -m pytest "$@"
