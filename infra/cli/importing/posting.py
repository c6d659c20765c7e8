"""Batches into the intake, in the operator's name: each until it is answered, so that a lost answer costs nothing."""

import asyncio
import contextlib
import getpass
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
from pydantic import ValidationError

from infra.cli.failures import UNANSWERED, Refusal
from infra.run.operator import OperatorSettings
from services.contracts.ingest import PUSH_ITEMS, BatchOutcome
from services.contracts.problem import ProblemBody
from services.runtime.callers import Actor
from services.runtime.client import fill, trust
from services.runtime.ids import new_id
from services.runtime.keyring import load_keyring
from services.runtime.settings import SettingsError
from services.runtime.tokens import Signer

# With growing pauses some eight seconds: a restart of the service passes unnoticed, and one that is away is soon said.
ATTEMPTS = 6
LONGEST_PAUSE_SECONDS = 30.0
_COME_BACK = frozenset({409, 429, 502, 503, 504})
_SCOPES = frozenset({PUSH_ITEMS.scope})


@dataclass(frozen=True, slots=True)
class Intake:
    """The intake of one client; pauses between attempts double, from twice `pause_seconds` on."""

    http: httpx.AsyncClient
    signer: Signer
    client: str
    pause_seconds: float = 0.125

    async def push(self, lines: bytes) -> BatchOutcome:
        """Post lines of NDJSON. The key stays the same over attempts, so that a batch counts once.

        Raises Refusal with what the intake said, or that it never answered.
        """
        key = str(new_id())
        answer: httpx.Response | None = None
        for attempt in range(ATTEMPTS):
            if attempt:
                await asyncio.sleep(self._pause(answer, attempt))
            answer = await self._send(lines, key)
            if answer is not None and answer.status_code not in _COME_BACK:
                return self._read(answer)
        raise Refusal(
            "ingest does not answer. Is Palabre running? `make run` starts it, and `palabre doctor` says what is "
            "wrong.",
            exit_code=UNANSWERED,
        )

    def _pause(self, answer: httpx.Response | None, attempt: int) -> float:
        asked = answer.headers.get("retry-after", "") if answer is not None else ""
        wanted = float(asked) if asked.isdecimal() else self.pause_seconds * 2.0**attempt
        return min(wanted, LONGEST_PAUSE_SECONDS)

    def _read(self, answer: httpx.Response) -> BatchOutcome:
        try:
            if answer.is_success:
                return BatchOutcome.model_validate_json(answer.content)
            problem = ProblemBody.model_validate_json(answer.content)
        except ValidationError:
            raise Refusal(f"ingest answered {answer.status_code} and nothing that can be read.") from None
        if problem.code == "not_found":
            raise Refusal(f"There is no client {self.client}.")
        words = problem.detail or problem.title
        raise Refusal(f"{words.rstrip('.')}.", body=problem.model_dump(mode="json", exclude_none=True))

    async def _send(self, lines: bytes, key: str) -> httpx.Response | None:
        token = self.signer.sign(
            Actor(f"operator:{getpass.getuser()}", None), audience="ingest", scopes=_SCOPES
        )
        headers = {
            "authorization": f"Bearer {token}",
            "content-type": "application/x-ndjson",
            "idempotency-key": key,
        }
        path = fill(PUSH_ITEMS.path, {"client": self.client})
        try:
            return await self.http.post(path, content=lines, headers=headers)
        except httpx.TransportError:
            return None


@contextlib.asynccontextmanager
async def intake_of(client: str) -> AsyncIterator[Intake]:
    """Raises Refusal where the operator's key cannot be read."""
    settings = OperatorSettings()
    try:
        signer = Signer(load_keyring(settings.keys_folder, "operator"))
    except SettingsError as error:
        raise Refusal(
            f"The operator's key in {settings.keys_folder.resolve()} cannot be read: start Palabre once with "
            "`make run`, be the user who runs it, and name its folder with PALABRE_VAR."
        ) from error
    async with httpx.AsyncClient(
        base_url=settings.url_of("ingest"), timeout=60, trust_env=False, verify=trust(settings)
    ) as http:
        yield Intake(http, signer, client)
