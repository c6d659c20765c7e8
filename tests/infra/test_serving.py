"""A process that serves pages ends soon after it is asked to, although somebody keeps a stream open."""

import subprocess
import sys
import time

import httpx

from tests.installation import ROOT


class TestEnd:
    def test_an_open_stream_does_not_keep_it(self) -> None:
        command = [sys.executable, "-m", "tests.infra.streaming"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            with httpx.stream("GET", f"http://127.0.0.1:{port}/live", trust_env=False, timeout=10) as stream:
                assert next(stream.iter_raw()) == b": still here\n\n"
                begin = time.monotonic()
                server.terminate()
                server.wait(10)
        assert time.monotonic() - begin < 4
