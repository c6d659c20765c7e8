"""What visitors write, as a scheduler would post it."""

import gzip
import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from services.contracts.events import Event
from services.runtime.events.log import read_page
from tests.ingest.conftest import Client, Ingest


def comment(name: str, **changes: Any) -> dict[str, Any]:
    """A comment by Camille, with whatever is said otherwise."""
    return {
        "account": "site",
        "id": name,
        "kind": "comment",
        "text": "Bonjour, à quelle heure ouvrez-vous ?",
        "author": {"id": "camille", "name": "Camille"},
        "created_at": "2026-11-22T10:00:00+01:00",
        **changes,
    }


async def push(
    ingest: Ingest,
    client: Client,
    body: object,
    *,
    content_type: str = "application/json",
    is_packed: bool = False,
    **headers: str,
) -> httpx.Response:
    """Post a body in the name of the client's scheduler; bytes are sent as they are."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if is_packed:
        content, named = gzip.compress(content), {**named, "content-encoding": "gzip"}
    return await ingest.http.post(
        client.items, content=content, headers={**client.headers, "content-type": content_type, **named}
    )


async def pushed(ingest: Ingest, client: Client, *items: object) -> dict[str, Any]:
    """Post items that must be answered, and return the outcome."""
    answer = await push(ingest, client, list(items))
    assert answer.status_code == 200, answer.text
    outcome: dict[str, Any] = answer.json()
    return outcome


def statuses(outcome: dict[str, Any]) -> list[str]:
    return [one["status"] for one in outcome["items"]]


async def rows(ingest: Ingest, client: Client, query: str) -> Sequence[tuple[Any, ...]]:
    """What a query of the working role sees in this client's name."""
    async with ingest.runtime.database.unit([client.id], actor="system:test") as unit:
        return [tuple(row) for row in await unit.session.execute(text(query))]


async def events(ingest: Ingest, client: Client) -> list[Event]:
    """What the log says of items."""
    async with ingest.runtime.database.unit([client.id], actor="system:test") as unit:
        page = await read_page(unit, client.id, after=0, limit=200)
    return [event for event in page.events if event.topic.startswith("item.")]


async def look_up(ingest: Ingest, client: Client, *ids: str | UUID) -> list[dict[str, Any]]:
    answer = await ingest.http.post(
        f"/v1/clients/{client.slug}/items/lookup",
        json={"ids": [str(one) for one in ids]},
        headers=ingest.as_operator(),
    )
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items
