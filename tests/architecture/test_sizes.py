"""Files stay short enough to be read, and rooms hold furniture and no drawers for everything."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMITS = {".py": 400, ".html": 150, ".css": 400, ".js": 400}
TEST_LIMIT = 500
FUNCTION_LIMIT = 50
DRAWERS = {"utils", "helpers", "common", "manager", "misc"}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in files if path.exists() and "vendor" not in path.parts]


@pytest.mark.parametrize("suffix", sorted(LIMITS))
def test_no_file_is_too_long(suffix: str) -> None:
    too_long = {}
    for path in tracked():
        if path.suffix == suffix:
            limit = TEST_LIMIT if "tests" in path.relative_to(ROOT).parts else LIMITS[suffix]
            lines = len(path.read_text().splitlines())
            if lines > limit:
                too_long[str(path.relative_to(ROOT))] = lines
    assert too_long == {}


def test_no_function_is_too_long() -> None:
    too_long = {}
    for path in tracked():
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    lines = (node.end_lineno or 0) - node.lineno + 1
                    if lines > FUNCTION_LIMIT:
                        too_long[f"{path.relative_to(ROOT)}:{node.name}"] = lines
    assert too_long == {}


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = [path for path in tracked() if path.stem in DRAWERS or set(path.parts) & DRAWERS]
    assert drawers == []
