"""Ports are taken before anything starts: one that is just being freed is waited for, one that is taken is told."""

import socket
import threading
import time

import pytest

from infra.run import ports
from infra.run.errors import RunError
from infra.run.processes import Process

HOLD_SECONDS = 0.3
PROCESS = Process("ingest", "services.ingest.app:create_app", 1)


def listening() -> socket.socket:
    return socket.create_server((ports.HOST, 0))


class TestBind:
    def test_waits_for_a_port_that_is_freed_a_moment_later(self) -> None:
        """As after a runner that was killed, whose processes are still dying."""
        holder = listening()
        port = holder.getsockname()[1]
        ending = threading.Timer(HOLD_SECONDS, holder.close)
        ending.start()
        with ports.bind(PROCESS, port, time.monotonic() + 20) as bound:
            assert bound.getsockname()[1] == port
        ending.join()

    def test_tells_whose_port_is_taken_when_patience_ends(self) -> None:
        with listening() as holder:
            port = holder.getsockname()[1]
            with pytest.raises(RunError, match=f"Port {port}, which ingest needs, is taken by another"):
                ports.bind(PROCESS, port, time.monotonic())
