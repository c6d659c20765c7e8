"""Processes of Palabre that a test starts in a moment and kills: forked from a parent that has imported them once.

An interpreter for each would spend a second of importing on a life of half a second. The parent is a process
of its own, since a test's process has threads and must not be forked.
"""

import contextlib
import gc
import json
import os
import queue
import select
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy.orm import configure_mappers

from infra.run.imports import LOOKED_UP, nothing_collected
from tests.installation import ROOT, environment

ANSWER_SECONDS = 30.0
# What a worker's door to the outside waits for here, so that a network which never answers costs half a second.
IMPATIENT_WORKER = "tests.faults.nursery:impatient_worker"
WORKER = "services.ingest.worker:main"
HTTP = "services.ingest.app:create_app"
# A matrix library would start a thread for each core, and who has threads must not fork.
ALONE = {"OPENBLAS_NUM_THREADS": "1"}
# Here once, so that no child has to.
IMPORTED = (
    *LOOKED_UP,
    "services.ingest.app",
    "services.ingest.worker",
    "services.reply.app",
    "services.triage.app",
    "services.triage.worker",
    "tests.faults.automatic",
    "tests.triage.desk",
)


@dataclass
class Child:
    """One forked process; `port` is 0 for a worker."""

    pid: int
    port: int
    is_running: bool = True
    _ended: "queue.SimpleQueue[int]" = field(default_factory=queue.SimpleQueue, repr=False)

    def wait(self, words: str = "", seconds: float = ANSWER_SECONDS) -> signal.Signals | int:
        """Return by which signal it ended, or its exit code."""
        try:
            status = self._ended.get(timeout=seconds)
        except queue.Empty:
            raise AssertionError(f"process {self.pid} has not ended within {seconds:g} s {words}") from None
        self.is_running = False
        return signal.Signals(os.WTERMSIG(status)) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)

    @property
    def has_ended(self) -> bool:
        return not (self.is_running and self._ended.empty())

    def end(self) -> None:
        """Kill -9 unless it has ended by itself."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def kill(self) -> None:
        """Kill -9, and wait until it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        assert self.wait() == signal.SIGKILL

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.is_running:
            self.kill()


class Nursery:
    """Use it as a context; whatever was started in it is gone afterwards. Several threads may start processes.

    What its processes need beside ingest and triage is named, and imported once.
    """

    def __init__(self, folder: Path, *modules: str) -> None:
        self._modules = modules
        self._log = folder / "nursery.log"
        self._lock = threading.Lock()
        self._answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._endings: dict[int, queue.SimpleQueue[int]] = {}

    def __enter__(self) -> Self:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.nursery", *self._modules],
                env=environment(ALONE),
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Its children are killed by the kernel when the parent is gone."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def start(self, target: str, settings: Mapping[str, str], *, has_port: bool = False) -> Child:
        """Start `module:function` under these settings; with a port it makes an ASGI application."""
        order = {"target": target, "settings": dict(settings), "has_port": has_port, "log": str(self._log)}
        with self._lock:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            try:
                answer = self._answers.get(timeout=ANSWER_SECONDS)
            except queue.Empty:
                raise AssertionError(self._log.read_text()) from None
        return Child(answer["pid"], answer["port"], _ended=self._endings_of(answer["pid"]))

    def _endings_of(self, pid: int) -> "queue.SimpleQueue[int]":
        return self._endings.setdefault(pid, queue.SimpleQueue())

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            if "status" in said:
                self._endings_of(said["pid"]).put(said["status"])
            else:
                self._answers.put(said)


async def impatient_worker() -> None:
    from services.ingest.networks.registry import adapters
    from services.ingest.settings import IngestSettings
    from services.ingest.worker import worker_spec
    from services.runtime.http import AllowedPlaces, Limits, OutgoingHTTP
    from services.runtime.worker import run_worker

    settings = IngestSettings()
    limits = Limits(connect_seconds=2, silence_seconds=0.5, total_seconds=2)
    allowed = AllowedPlaces.parse(settings.allowed_private)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # no list of authorities for what speaks without TLS
    async with OutgoingHTTP(allowed=allowed, limits=limits, tls=tls) as http:
        await run_worker(worker_spec(settings, adapters(http)))


def tend() -> None:
    """The parent: read orders, fork, and tell of each child's end, until the test has gone."""
    with nothing_collected():
        for module in (*IMPORTED, *sys.argv[1:]):
            import_module(module)
    configure_mappers()
    gc.freeze()  # what was imported is shared with the children as long as the collector leaves it alone
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    orders = sys.stdin.fileno()
    unread = b""
    while True:
        readable, _, _ = select.select([orders, reader], [], [])
        if reader in readable:
            os.read(reader, 4_096)
            bury()
        if orders in readable:
            received = os.read(orders, 65_536)
            if not received:
                return
            *lines, unread = (unread + received).split(b"\n")
            for line in lines:
                say(**bear(json.loads(line)))


def bear(order: dict[str, Any]) -> dict[str, int]:
    from infra.run import child
    from infra.run.processes import Process

    listener = socket.create_server(("127.0.0.1", 0)) if order["has_port"] else None

    def body() -> None:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.update(order["settings"])
        child.write_to(Path(order["log"]))
        child.serve(Process("faults", order["target"]), listener)

    pid = child.fork(body, "faults")
    port = listener.getsockname()[1] if listener else 0
    if listener:
        listener.close()
    return {"pid": pid, "port": port}


def bury() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        say(pid=pid, status=status)


def say(**values: int) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    tend()
