"""Starts llama.cpp's server on loopback, in the environment of its own that `make test-real` installs."""

import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from infra.engines.confinement import PLAIN
from infra.engines.daemon import Daemon, free_port
from tests.infra.demo.running import TLS
from tests.installation import ROOT
from tests.real.llama.model import write_model

PYTHON = ROOT / ".venv" / "llama" / "bin" / "python"
KEY = "a-secret-key"
# Its model is so small that one thread is quicker than several.
_SERVE = """
import sys, threading
import xllamacpp
settings = xllamacpp.CommonParams()
settings.model.path, settings.port, settings.api_keys = sys.argv[1], int(sys.argv[2]), [sys.argv[3]]
settings.n_ctx, settings.n_parallel, settings.warmup = 8192, 1, False
settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(settings)
threading.Event().wait()
"""


@dataclass
class Llama:
    """It may be ended and started again at the same address."""

    folder: Path
    daemon: Daemon
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def start(self) -> None:
        model = self.folder / "model.gguf"
        self.daemon.start(
            [PYTHON, "-c", _SERVE, model, str(self.port), KEY],
            confinement=PLAIN,
            folder=self.folder,
            dies_by=signal.SIGTERM,
            is_ready=self._is_ready,
        )

    def stop(self) -> None:
        self.daemon.stop([signal.SIGTERM])

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/health", timeout=5, verify=TLS).status_code == 200
        except httpx.TransportError:
            return False


def require_llama(python: Path = PYTHON) -> None:
    """Skip the test by name where it is missing; with CI=true that is a failure."""
    if (python.parents[1] / "stamp").exists():
        return
    message = "not installed: xllamacpp (see infra/test_real.sh): no real model's server was tried"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)  # It may be missing here; with CI=true that has failed above.


@contextmanager
def running_llama() -> Iterator[Llama]:
    with tempfile.TemporaryDirectory(prefix="palabre-llama-") as made:
        folder = Path(made)
        write_model(folder / "model.gguf")
        llama = Llama(folder, Daemon("llama.cpp", folder / "llama.log"), free_port())
        try:
            llama.start()
            yield llama
        finally:
            llama.stop()
