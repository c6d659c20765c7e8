"""Live events for an open page: names and ids as they happen, never content; the page fetches what it may see.

The person's rights are looked at when the page connects, again before anything is sent and at every heartbeat, so
that a session that was ended hears nothing more.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

import anyio
from fastapi import APIRouter, Query
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import Response

from services.runtime.live import Listener, LiveEvent
from web.identity.domain import Person
from web.rendering import paths
from web.seat import VisitDep
from web.workplace import Workplace

router = APIRouter()
HEARTBEAT_SECONDS = 15
# A burst is gathered this long, so that a batch of a thousand messages is a few events to a page.
GATHERING_SECONDS = 0.1
# What a page is told that happened between its being read and its stream.
MISSED = "missed"
# How long a stream may take to say goodbye before it is cut.
GRACE_SECONDS = 1


class Closed(Exception):
    """The process is ending."""


@router.get(paths.LIVE)
async def listen(visit: VisitDep, heard: Annotated[int | None, Query(ge=0)] = None) -> Response:
    """Stream until the page leaves, the session ends, or this process does."""
    ending = anyio.Event()
    return EventSourceResponse(
        _stream(visit.workplace, visit.person, visit.heard if heard is None else heard, ending),
        ping=HEARTBEAT_SECONDS,
        shutdown_event=ending,
        shutdown_grace_period=GRACE_SECONDS,
    )


async def _stream(
    workplace: Workplace, person: Person, heard: int, ending: anyio.Event
) -> AsyncIterator[ServerSentEvent]:
    with workplace.hub.listening(_clients_of(person)) as listener, _ended_by(ending, listener):
        if workplace.hub.has_news(listener.clients, heard):
            yield ServerSentEvent(json.dumps({"name": MISSED, "ids": []}))
        while True:
            try:
                events = await _gather(listener)
            except Closed:
                return
            now = await workplace.identity.doors.look_again(person)
            if now is None:
                return
            listener.clients = _clients_of(now)
            allowed = [e for e in events if listener.clients is None or e.client in listener.clients]
            for name, ids in _told(allowed).items():
                yield ServerSentEvent(json.dumps({"name": name, "ids": ids}))


@contextmanager
def _ended_by(ending: anyio.Event, listener: Listener) -> Iterator[None]:
    """The server sets `ending` when it is told to stop, which is before anybody else hears of it."""

    async def end() -> None:
        await ending.wait()
        listener.offer(None)

    task = asyncio.create_task(end())
    try:
        yield
    finally:
        task.cancel()


async def _gather(listener: Listener) -> list[LiveEvent]:
    """Return what came in a burst; nothing after a heartbeat of silence. Raises Closed."""
    try:
        async with asyncio.timeout(HEARTBEAT_SECONDS):
            found = [await listener.backlog.get()]
    except TimeoutError:
        return []
    await asyncio.sleep(GATHERING_SECONDS)
    while not listener.backlog.empty():
        found.append(listener.backlog.get_nowait())
    if None in found:
        raise Closed
    return [event for event in found if event is not None]


def _told(events: Iterable[LiveEvent]) -> dict[str, list[str]]:
    """Return what a page is told of a burst: each name once, with all its ids."""
    told: dict[str, dict[str, None]] = {}
    for event in events:
        told.setdefault(event.name, {}).update(dict.fromkeys(map(str, event.ids)))
    return {name: list(ids) for name, ids in told.items()}


def _clients_of(person: Person) -> frozenset[UUID] | None:
    """None is every client, also those that are added while the page stands open."""
    return None if person.is_administrator else person.clients
