#!/usr/bin/env bash
# Makes .venv from a lock file with hashes: `infra/setup.sh run` or `dev`. Quick when nothing has changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
wanted=$1
lock=requirements/$wanted.txt
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1

stamp() { { echo "$PWD"; cat "requirements/$1.txt" infra/setup.sh; } | sha256sum | cut -d' ' -f1; }
is_fresh() { [[ -f .venv/stamp-$1 && $(<".venv/stamp-$1") == "$(stamp "$1")" ]]; }

# A name on the PATH proves nothing (shims stand there for versions that are not installed): each is run.
find_python() {
  local name
  for name in python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      "$name" -c 'import sys; print(sys.executable)'
      return
    fi
  done
  echo "Palabre needs Python 3.11, 3.12 or 3.13, and none of python3.13, python3.12, python3.11 and python3 is one." >&2
  exit 1
}

find_uv() {
  if command -v uv >/dev/null && uv --version >/dev/null 2>&1; then
    uv=uv
    return
  fi
  uv=.venv/uv/bin/uv
  if ! "$uv" --version >/dev/null 2>&1; then
    "$python" -m venv .venv/uv || {
      echo "The module venv of $python is not whole; on Debian and Ubuntu the package python3-venv brings it." >&2
      exit 1
    }
    .venv/uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
  fi
}

# The source is imported where it lies; a path file and a two-line program do that without building anything.
make_importable() {
  local packages
  packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  echo "$PWD" >"$packages/palabre.pth"
  printf '#!%s/.venv/bin/python\nfrom infra.cli.main import main\n\nmain()\n' "$PWD" >.venv/bin/palabre
  chmod +x .venv/bin/palabre
}

is_fresh "$wanted" && exit 0
if [[ -e .venv && ! -w .venv ]]; then
  echo "The folder $PWD/.venv belongs to somebody else, and what it holds is not what $lock asks for: clone anew." >&2
  exit 1
fi
exec {turn}<. # two at once take turns, and the second finds it done
flock "$turn"
is_fresh "$wanted" && exit 0
if ! .venv/bin/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
  python=$(find_python)
  rm -rf .venv
  find_uv
  "$uv" venv --quiet --allow-existing --python "$python" .venv
else
  python=$(.venv/bin/python -c 'import sys; print(sys._base_executable)')
  find_uv
fi
began=$SECONDS
echo "Setting up the Python packages of $lock in .venv; the first time this takes about a minute"
rm -f .venv/stamp-*
"$uv" pip sync --quiet --python .venv/bin/python --require-hashes --compile-bytecode "$lock"
make_importable
stamp "$wanted" >".venv/stamp-$wanted"
echo "The Python packages are set up ($((SECONDS - began)) s)"
if [[ $wanted == dev ]]; then
  stamp run >.venv/stamp-run # what runs is a part of what develops
fi
