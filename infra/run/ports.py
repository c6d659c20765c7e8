"""Binds every port before anything starts, so that a taken one is found while nothing has to be undone."""

import errno
import socket
import time
from collections.abc import Iterable
from pathlib import Path

from infra.run.errors import RunError
from infra.run.processes import Process

HOST = "127.0.0.1"
# Processes of a run that was killed may still be dying, and hold their ports until they are gone.
PATIENCE_SECONDS = 3.0
_NOTE = Path("run", "port_base")


def bind_all(processes: Iterable[Process], port_base: int) -> dict[str, socket.socket]:
    """Sockets that listen, by name of process; raises RunError, with everything closed, when one is taken."""
    bound: dict[str, socket.socket] = {}
    deadline = time.monotonic() + PATIENCE_SECONDS
    try:
        for process in processes:
            if process.port_offset is not None:
                bound[process.name] = bind(process, port_base + process.port_offset, deadline)
    except BaseException:  # also a Ctrl-C: no port may stay taken
        for taken in bound.values():
            taken.close()
        raise
    return bound


def bind(process: Process, port: int, deadline: float) -> socket.socket:
    while True:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
            listener.listen(socket.SOMAXCONN)
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRINUSE and time.monotonic() < deadline:
                # A runner that was just killed frees its ports a moment later, which only trying again tells.
                time.sleep(0.1)
                continue
            raise RunError(refusal(process, port, error)) from error
        return listener


def note(var: Path, port_base: int) -> None:
    """Write down where Palabre was started, for whoever looks for it on other ports."""
    (var / _NOTE).write_text(f"{port_base}\n")


def noted(var: Path) -> str:
    """Return the port base of the last start, or nothing where there was none."""
    try:
        return (var / _NOTE).read_text().strip()
    except OSError:
        return ""


def refusal(process: Process, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port}, which {process.name} needs, is taken by another program: end that one, or move Palabre "
            "with PALABRE_PORT_BASE."
        )
    return (
        f"Port {port}, which {process.name} needs, cannot be used ({error.strerror}): set PALABRE_PORT_BASE."
    )
