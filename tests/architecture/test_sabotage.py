"""Each foundation is taken away once, in a pytest of its own, and the tests named for it turn red."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.engines.pair import EngineURLs
from tests import engines
from tests.architecture.sabotage.all import runs
from tests.architecture.sabotage.plugin import WHOLE

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]


def sabotage(run: str, tests: list[str], notes: Path, worker_number: int) -> str:
    """Run the tests on the engines of this run, whole and with each switch thrown; return pytest's output."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.architecture.sabotage.plugin", "--sabotage", run]
    done = subprocess.run(
        [
            *command,
            "--sabotage-notes",
            notes,
            "-q",
            "-p",
            "no:randomly",
            "-p",
            "no:cacheprovider",
            "-n0",
            *tests,
        ],
        cwd=ROOT,
        env={**os.environ, engines.WITHIN: str(worker_number)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("run", sorted(runs()))
def test_what_is_taken_away_is_missed(
    run: str, engine_urls: EngineURLs, worker_number: int, tmp_path: Path
) -> None:
    """Whole, each test passes; without its foundation it fails, in the test itself and for the reason meant."""
    switches, notes = runs()[run], tmp_path / "notes"
    notes.touch()
    expected = {(switch.name, test): words for switch in switches for test, words in switch.reddens.items()}
    tests = sorted({test.partition("[")[0] for _, test in expected})
    output = sabotage(run, tests, notes, worker_number)
    # Of several notes on one test the first counts: what fails while it is cleared away follows from that.
    noted = [json.loads(line) for line in reversed(notes.read_text().splitlines())]
    seen = {(note["thrown"], note["test"]): note for note in noted}
    whole = {(WHOLE, test) for _, test in expected}
    assert seen.keys() == expected.keys() | whole, output
    assert {seen[key]["outcome"] for key in whole} == {"call passed"}, output
    for key, words in expected.items():
        assert seen[key]["outcome"] == "call failed", f"{key}: {seen[key]}\n{output}"
        assert words in seen[key]["words"], f"{key} is red for another reason: {seen[key]['words']}"
