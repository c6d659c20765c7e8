"""The same request under the same key happens once, and its answer is given again for 24 hours."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from starlette.responses import Response

from services.contracts.problem import FieldError
from services.runtime.db.unit import Unit
from services.runtime.problems import Conflict, Invalid

KEPT = timedelta(hours=24)
HEADER = "idempotency-key"
REPLAYED = {"idempotent-replayed": "true"}
MAX_KEY_LENGTH = 255


@dataclass(frozen=True, slots=True)
class Claim:
    """Who wants what to happen once: caller and route, the key, and the body that it stands for."""

    client: UUID
    caller: str
    route: str
    key: str
    body: bytes

    @property
    def lock(self) -> int:
        """A number for this claim among PostgreSQL's advisory locks."""
        name = "\x1f".join((str(self.client), self.caller, self.route, self.key))
        return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """A stored or fresh answer: JSON as bytes."""

    status: int
    content: bytes

    def response(self, *, is_replay: bool) -> Response:
        headers = REPLAYED if is_replay else {}
        return Response(self.content, self.status, headers, media_type="application/json")


def require_key(given: str | None) -> str:
    """Raises Invalid, naming the header, when the key is missing or unusable."""
    if given and given.strip() and len(given) <= MAX_KEY_LENGTH and given.isprintable():
        return given
    error = FieldError(
        field="Idempotency-Key",
        code="required",
        message=f"must hold 1 to {MAX_KEY_LENGTH} printable characters",
    )
    raise Invalid("The header Idempotency-Key is required.", errors=[error])


async def once(unit: Unit, claim: Claim, work: Callable[[], Awaitable[Answer]]) -> Response:
    """Do `work` in this unit unless it was done under this key, and then answer as it did then.

    The answer is stored in the same transaction as the work, and an advisory lock lives as long as the
    transaction, so a crash leaves neither. Raises Conflict while another request holds the key and Invalid
    for another body under the same key.
    """
    table = unit.plumbing.idempotency
    if not await unit.session.scalar(select(func.pg_try_advisory_xact_lock(claim.lock))):
        raise Conflict("A request with this Idempotency-Key is still running.", code="still_running")
    expired = unit.clock.now() - KEPT
    await unit.session.execute(delete(table).where(table.c.client_id == claim.client, table.c.at < expired))
    found = await unit.session.execute(
        select(table.c.body_hash, table.c.status, table.c.answer).where(
            table.c.client_id == claim.client,
            table.c.caller == claim.caller,
            table.c.route == claim.route,
            table.c.key == claim.key,
        )
    )
    row = found.one_or_none()
    body_hash = hashlib.sha256(claim.body).digest()
    if row is not None:
        if row.body_hash != body_hash:
            raise Invalid("This Idempotency-Key was used with another body.", code="key_reused")
        return Answer(row.status, row.answer).response(is_replay=True)
    answer = await work()
    await unit.session.execute(
        table.insert().values(
            client_id=claim.client,
            caller=claim.caller,
            route=claim.route,
            key=claim.key,
            body_hash=body_hash,
            status=answer.status,
            answer=answer.content,
            at=unit.clock.now(),
        )
    )
    return answer.response(is_replay=False)
