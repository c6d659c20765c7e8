"""One Palabre with all its processes, and its operator's shell."""

import json
import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.engines.pair import EngineURLs
from infra.run.processes import DEMO_PORT_OFFSET
from services.contracts.topology import PORT_OFFSETS, ServiceName
from services.runtime.callers import Actor
from services.runtime.keyring import load_keyring
from services.runtime.tokens import Signer
from tests import installation
from tests.infra.demo.running import TOKEN
from tests.installation import Installation, free_port_base, left_of, wait_until


@contextmanager
def running_palabre(var: Path) -> Iterator["Palabre"]:
    """All processes with private engines and the demo's site, until the block ends."""
    with Installation(var, free_port_base(), PALABRE_DEMO_TOKEN=TOKEN) as started:
        started.wait_for("Palabre is ready")
        yield Palabre(started)


@dataclass(frozen=True)
class Palabre:
    """What its operator may reach of it."""

    installation: Installation

    @property
    def var(self) -> Path:
        return self.installation.var

    @property
    def site_url(self) -> str:
        return self._at(DEMO_PORT_OFFSET)

    @property
    def engines(self) -> EngineURLs:
        urls = EngineURLs.load(self.var)
        assert urls is not None, "the private engines have ended"
        return urls

    def url(self, service: ServiceName) -> str:
        return self._at(PORT_OFFSETS[service])

    def shell(self, *arguments: str) -> dict[str, Any]:
        """What a command of the operator answers with --json."""
        done = installation.palabre(*arguments, "--json", settings=self.installation.settings)
        assert done.returncode == 0, done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def file(self, name: str, content: Mapping[str, str]) -> Path:
        path = self.var / name
        path.write_text(json.dumps(content))
        return path

    def operator_headers(self, audience: ServiceName, *scopes: str) -> dict[str, str]:
        """For the few things that the command line does not offer yet."""
        signer = Signer(load_keyring(self.var / "keys", "operator"))
        actor = Actor("operator:test", None)
        return {"authorization": f"Bearer {signer.sign(actor, audience=audience, scopes=frozenset(scopes))}"}

    def kill(self, name: str) -> None:
        """Kill -9 the process of that name, and return when another one has taken its place."""
        pid = min(pid for pid, comm in left_of(self.var).items() if comm == name)
        os.kill(pid, signal.SIGKILL)
        wait_until(
            lambda: any(comm == name and one != pid for one, comm in left_of(self.var).items()),
            20,
            f"{name} was not started again",
        )

    def _at(self, offset: int) -> str:
        return f"http://127.0.0.1:{self.installation.port_base + offset}"
