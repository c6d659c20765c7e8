#!/usr/bin/env bash
# Runs pytest with the arguments given, with a browser where one may be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v chromium >/dev/null; then
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    echo "Installing Debian's chromium for the browser tests"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >/dev/null 2>&1 ||
      echo "apt-get could not install chromium: the browser tests will be skipped." >&2
  else
    echo "No chromium here, and only root may install it: the browser tests will be skipped." >&2
  fi
fi

if ! command -v chromium >/dev/null && [[ ${CI:-} == true ]]; then
  echo "CI=true: without chromium the walk through the browser would go untested." >&2
  exit 1
fi

# Several workers share the cores: a matrix library that starts a thread for each core in each of them makes
# training ten times as long as with one.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
.venv/bin/python -m pytest "$@"
