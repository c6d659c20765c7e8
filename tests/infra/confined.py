"""Runs engines under other identities than the tests' own: `python -m tests.infra.confined IDENTITY VAR`.

`root-without-namespaces` needs root: it enters a user namespace that maps many ids and forbids further ones.
"""

import ctypes
import os
import sys
from pathlib import Path

from infra.engines.errors import EngineError
from infra.engines.launch import CLONE_NEWUSER, enter_namespace
from infra.engines.pair import private_engines
from infra.engines.psql import execute

MANY_IDS = "0 0 65535"


def forbid_namespaces() -> None:
    """Become root of a namespace in which no other can be made; its maps are written by the parent outside."""
    outside, inside = os.pipe()
    mapped, told = os.pipe()
    pid = os.getpid()
    helper = os.fork()
    if helper == 0:
        os.read(outside, 1)
        for kind in ("uid_map", "gid_map"):
            Path(f"/proc/{pid}/{kind}").write_text(MANY_IDS)
        os.write(told, b".")
        os._exit(0)
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    os.write(inside, b".")
    os.read(mapped, 1)
    os.waitpid(helper, 0)
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    Path("/proc/sys/user/max_user_namespaces").write_text("0")


def main(identity: str, var: Path) -> None:
    if identity == "ordinary" and os.geteuid() == 0:
        enter_namespace()
    elif identity == "root-without-namespaces":
        forbid_namespaces()
    try:
        with private_engines(var) as engines:
            execute(engines.urls.database_url, "create table if not exists kept ()")
            uid = (var / "engines" / "postgres").stat().st_uid
            sys.stdout.write(f"runs as {os.geteuid()}, data of {uid}\n")
    except EngineError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
