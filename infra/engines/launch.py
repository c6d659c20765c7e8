"""Becomes an engine: enters the confinement, ties its life to the parent's, and executes the program.

Run as a script (`python -I -S launch.py PARENT SIGNAL CONFINEMENT PROGRAM …`) that imports nothing of ours,
because the identity that it takes on may not be able to read our files.
"""

import ctypes
import os
import sys
from pathlib import Path

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
ORDINARY_ID = 1000
CANNOT_CONFINE = 125


def enter_namespace() -> None:
    """Be root outside and an ordinary user inside: files stay root's, and PostgreSQL agrees to start."""
    uid, gid = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are refused")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{ORDINARY_ID} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{ORDINARY_ID} {gid} 1")


def become(uid: int) -> None:
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def confine(confinement: str) -> None:
    if confinement == "namespace":
        enter_namespace()
    elif confinement.startswith("uid:"):
        become(int(confinement.removeprefix("uid:")))


def die_with(parent: int, signal_number: int) -> None:
    """Have the kernel send `signal_number` when the parent dies; a later change of identity undoes this."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal_number) != 0:
        raise OSError(ctypes.get_errno(), "prctl")
    if os.getppid() != parent:  # it died before the request was made
        sys.exit(CANNOT_CONFINE)


def main(arguments: list[str]) -> None:
    parent, signal_number, confinement, *command = arguments
    try:
        confine(confinement)
    except OSError as error:
        print(error.strerror, file=sys.stderr)
        sys.exit(CANNOT_CONFINE)
    die_with(int(parent), int(signal_number))
    os.execv(command[0], command)  # noqa: S606 - becoming the program is what this script is for


if __name__ == "__main__":
    main(sys.argv[1:])
