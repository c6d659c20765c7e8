"""What happens in a forked child: it becomes one process of Palabre and never comes back."""

import contextlib
import ctypes
import gc
import importlib
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from infra.run.processes import Process

PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
GRACE_SECONDS = 2
LOG_BYTES = 10_000_000
# A batch of a thousand items makes more objects than the collector's 700: it went through all of them several
# times a batch, which took a third of the intake's time.
_COLLECT_AFTER = (20_000, 20, 50)


def fork(body: Callable[[], None], name: str) -> int:
    """Run `body` in a child that is killed when this process dies; the child exits with 1 if it raises."""
    parent = os.getpid()
    # A signal between the fork and the child's first lines would run the parent's handler in the child.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):  # nothing may climb back into the parent's frames
            settle_in(parent, name)
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
            os._exit(outcome(body))
        os._exit(1)
    signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    return pid


def settle_in(parent: int, name: str) -> None:
    """Own session, so that Ctrl-C reaches the parent alone; own name in lists of processes; no life of its own."""
    os.setsid()
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    libc.prctl(PR_SET_NAME, name.encode()[:15])
    if os.getppid() != parent:
        os._exit(1)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def outcome(body: Callable[[], None]) -> int:
    try:
        body()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except (
        BaseException
    ):  # a forked child must end here, whatever happened, and never return into its parent's code
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def collect_rarely() -> None:
    """Look for garbage seldom, and never among what stands by now: the product's processes, and what measures them."""
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)


def serve(process: Process, listener: socket.socket | None) -> None:
    """Be the process: an HTTP server on the listener given, or a worker."""
    collect_rarely()
    module, _, function = process.target.partition(":")
    target = getattr(importlib.import_module(module), function)
    if listener is None:
        import uvloop

        uvloop.run(target())
    else:
        serve_http(target, listener)


def serve_http(create_app: Callable[[], object], listener: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(
        create_app,
        factory=True,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    uvicorn.Server(config).run(sockets=[listener])


def write_to(log: Path, *handles: int) -> None:
    """Send what the process prints to its own file, or one of its handles; a file that has grown large begins anew."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    if log.exists() and log.stat().st_size > LOG_BYTES:
        flags |= os.O_TRUNC
    file = os.open(log, flags, 0o640)
    for handle in handles or (1, 2):
        os.dup2(file, handle)
    os.close(file)
