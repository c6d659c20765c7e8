"""The engines that tests share end with the run, also when it was killed."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.installation import ROOT, left_of, wait_until


class TestHolder:
    def test_ends_with_the_run_for_which_it_holds_them(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="palabre-holder-"))
        with subprocess.Popen(["sleep", "120"]) as run:
            holder = subprocess.Popen(
                [sys.executable, "-m", "tests.engines", str(folder), str(run.pid)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            assert holder.stdout is not None
            with holder, holder.stdout:
                assert holder.stdout.readline() == "ready\n"
                assert {"postgres", "valkey-server"} <= set(left_of(folder).values())
                run.kill()
                holder.wait(20)
        wait_until(lambda: not left_of(folder), 5, "engines outlived the run")
        assert not folder.exists()
