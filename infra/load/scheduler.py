"""A scheduler as the intake API's documentation wants one: batches, one key for each, and patience."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

ATTEMPTS = 10
LONGEST_PAUSE_SECONDS = 30.0
_COME_BACK = frozenset({429, 502, 503, 504})


class RefusedError(Exception):
    """The API said no for good, or never answered; the message is a sentence for a person."""


@dataclass(frozen=True)
class Outcome:
    """What became of one batch: how many items of each status, and why some were rejected."""

    counts: Counter[str]
    reasons: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Scheduler:
    """Posts items of one client; `http` holds the address and the key."""

    http: httpx.AsyncClient
    client: str
    pause_seconds: float = 1.0

    async def post(self, items: Sequence[dict[str, Any]], size: int) -> AsyncIterator[Outcome]:
        """Post items in order, `size` at a time, and tell what became of each batch."""
        for start in range(0, len(items), size):
            yield await self._post_batch(items[start : start + size])

    async def _post_batch(self, items: Sequence[dict[str, Any]]) -> Outcome:
        """Post one batch until it is answered. The key stays the same, so that a lost answer is given again."""
        body = json.dumps({"items": items}, ensure_ascii=False).encode()
        headers = {"content-type": "application/json", "idempotency-key": str(uuid4())}
        for attempt in range(ATTEMPTS):
            try:
                answer = await self.http.post(
                    f"/v1/clients/{self.client}/items", content=body, headers=headers
                )
            except httpx.TransportError:
                answer = httpx.Response(503)
            if answer.status_code not in _COME_BACK:
                return _outcome(answer)
            await asyncio.sleep(self._pause(answer, attempt))
        raise RefusedError(f"{self.http.base_url} gave no answer to {ATTEMPTS} attempts.")

    def _pause(self, answer: httpx.Response, attempt: int) -> float:
        """As long as the answer asks for, else longer each time."""
        asked = answer.headers.get("retry-after", "")
        wanted = float(asked) if asked.isdigit() else 2.0**attempt
        return min(wanted, LONGEST_PAUSE_SECONDS) * self.pause_seconds


def _outcome(answer: httpx.Response) -> Outcome:
    if answer.status_code != 200:
        raise RefusedError(f"The API answered {answer.status_code}: {answer.text[:500]}")
    items = answer.json()["items"]
    reasons = Counter(
        f"{error['field']}: {error['message']}" for item in items for error in item.get("errors", ())
    )
    return Outcome(Counter(item["status"] for item in items), reasons)
