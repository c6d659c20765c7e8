"""Keeps the processes and the private engines alive until the stop, and then ends them within its time."""

import contextlib
import gc
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from infra.engines.errors import EngineError
from infra.engines.pair import PrivateEngines
from infra.run import child
from infra.run.processes import Process

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
# Who lived that long did not die of its start, and its next death counts as the first.
STABLE_SECONDS = 30.0
TICK_SECONDS = 0.5
END_SECONDS = 2.8  # uvicorn's grace of 2 s and its own end; the engines have what is left of five seconds

Say = Callable[[str], None]


@dataclass
class BackOff:
    """How long to wait before the next start: doubled at each death soon after a start."""

    failures: int = 0
    started_at: float = 0.0

    def started(self, now: float) -> None:
        self.started_at = now

    def pause(self, now: float) -> float:
        self.failures = 1 if now - self.started_at > STABLE_SECONDS else self.failures + 1
        return min(FIRST_PAUSE_SECONDS * 2.0 ** (self.failures - 1), LONGEST_PAUSE_SECONDS)


@dataclass
class Watched:
    """One process of ours: running under a pid, or due to start; without a time it is over, or waits for another."""

    process: Process
    listener: socket.socket | None
    pid: int | None = None
    handle: int = -1
    due_at: float | None = None
    back_off: BackOff = field(default_factory=BackOff)


class Supervisor:
    """Give it the listeners by name; call `start`, then `watch` until `stop_handle` is readable, then `stop`."""

    def __init__(
        self,
        table: tuple[Process, ...],
        listeners: dict[str, socket.socket],
        *,
        engines: PrivateEngines | None,
        lock: int,
        logs: Path,
        say: Say,
    ) -> None:
        self.watched = [Watched(process, listeners.get(process.name)) for process in table]
        self.engines = engines
        self.lock = lock
        self.logs = logs
        self.say = say
        self._engine_back_off: dict[str, BackOff] = {}
        self._engine_due: dict[str, float] = {}

    def start(self) -> None:
        gc.freeze()  # what was imported is shared with the children as long as the collector leaves it alone
        for one in self.watched:
            if not one.process.after:
                self._start(one)

    def watch(self, stop_handle: int) -> None:
        """Start again whatever dies, until somebody asks for the end."""
        while True:
            handles = {one.handle: one for one in self.watched if one.pid is not None}
            readable, _, _ = select.select([stop_handle, *handles], [], [], TICK_SECONDS)
            if stop_handle in readable:
                return
            for handle in readable:
                self._bury(handles[handle])
            now = time.monotonic()
            for one in self.watched:
                if one.pid is None and one.due_at is not None and now >= one.due_at:
                    self._start(one)
            self._revive_engines(now)

    def stop(self) -> None:
        """Ask every process to end, and kill what has not after its time; returns when all are gone."""
        running = [one for one in self.watched if one.pid is not None]
        for one in running:
            signal.pidfd_send_signal(one.handle, signal.SIGTERM)
        deadline = time.monotonic() + END_SECONDS
        while running and (left := deadline - time.monotonic()) > 0:
            ended, _, _ = select.select([one.handle for one in running], [], [], left)
            running = [one for one in running if one.handle not in ended]
        for one in running:
            self.say(f"{one.process.name} did not end in time and is killed.")
            signal.pidfd_send_signal(one.handle, signal.SIGKILL)
        for one in self.watched:
            self._reap(one)

    def _start(self, one: Watched) -> None:
        def body() -> None:
            self._let_go(one)
            if not one.process.is_once:
                child.write_to(self.logs / one.process.log_name)
            child.serve(one.process, one.listener)

        one.pid = child.fork(body, one.process.name)
        one.handle, one.due_at = os.pidfd_open(one.pid), None
        one.back_off.started(time.monotonic())

    def _let_go(self, one: Watched) -> None:
        """In the child: the lock and the others' ports remain the parent's."""
        os.close(self.lock)
        for other in self.watched:
            if other is not one and other.listener is not None:
                other.listener.close()
            if other.handle >= 0 and other is not one:
                os.close(other.handle)

    def _bury(self, one: Watched) -> None:
        status = self._reap(one)
        now = time.monotonic()
        waiting = [other for other in self.watched if other.process.after == one.process.name]
        if one.process.is_once and (status == 0 or not waiting):
            for other in waiting:
                other.due_at = now
            return
        pause = one.back_off.pause(now)
        one.due_at = now + pause
        log = self.logs / one.process.log_name
        self.say(f"{one.process.name} {manner(status)}: it starts again in {pause:g} s; its log is {log}.")

    def _reap(self, one: Watched) -> int:
        if one.pid is None:
            return 0
        _, status = os.waitpid(one.pid, 0)
        os.close(one.handle)
        one.pid, one.handle = None, -1
        return status

    def _revive_engines(self, now: float) -> None:
        if self.engines is None:
            return
        for name, start in self.engines.fallen().items():
            back_off = self._engine_back_off.setdefault(name, BackOff())
            if name not in self._engine_due:
                pause = back_off.pause(now)
                self._engine_due[name] = now + pause
                self.say(f"{name} ended by itself: it starts again in {pause:g} s.")
            elif now >= self._engine_due[name]:
                del self._engine_due[name]
                back_off.started(now)
                with contextlib.suppress(EngineError):  # it is found fallen again, said and paused for longer
                    start()


def manner(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"was ended by {signal.Signals(os.WTERMSIG(status)).name}"
    return f"ended with exit code {os.waitstatus_to_exitcode(status)}"
