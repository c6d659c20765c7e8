"""A scheduler as the intake API's documentation wants one: batches, one key for each, and patience."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

ATTEMPTS = 10
LONGEST_PAUSE_SECONDS = 3.0
_COME_BACK = frozenset({409, 429, 502, 503, 504})


@dataclass(frozen=True)
class Scheduler:
    """Posts items of one client; `http` holds the address and the key."""

    http: httpx.AsyncClient
    client: str

    async def post(self, items: Sequence[dict[str, Any]], size: int) -> AsyncIterator[Counter[str]]:
        """Post items in order, `size` at a time, and say of each batch how many items of each status it had."""
        for start in range(0, len(items), size):
            yield await self._post_batch(items[start : start + size])

    async def _post_batch(self, items: Sequence[dict[str, Any]]) -> Counter[str]:
        """Post one batch until it is answered. The key stays the same, so that a lost answer is given again."""
        body = json.dumps({"items": items}, ensure_ascii=False).encode()
        headers = {"content-type": "application/json", "idempotency-key": str(uuid4())}
        for attempt in range(ATTEMPTS):
            answer = await self._send(body, headers)
            if answer is not None and answer.status_code not in _COME_BACK:
                return Counter(item["status"] for item in answer.raise_for_status().json()["items"])
            await asyncio.sleep(min(0.1 * 2.0**attempt, LONGEST_PAUSE_SECONDS))
        raise TimeoutError(f"{self.http.base_url} gave no answer to {ATTEMPTS} attempts")

    async def _send(self, body: bytes, headers: dict[str, str]) -> httpx.Response | None:
        try:
            return await self.http.post(f"/v1/clients/{self.client}/items", content=body, headers=headers)
        except httpx.TransportError:
            return None
