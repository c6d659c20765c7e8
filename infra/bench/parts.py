"""Where a batch's time goes inside the intake, and how fast its one INSERT is alone: the same steps without HTTP."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter
from uuid import UUID

from services.contracts.ingest import ITEM_CREATED
from services.ingest.directory.service import account_refs
from services.ingest.intake import repository, service
from services.ingest.intake.content import from_posted
from services.ingest.intake.domain import NewItem
from services.ingest.intake.reading.batch import accepted, read_document
from services.runtime.context import Runtime
from services.runtime.db.unit import happenings_of
from services.runtime.events.log import Happening
from services.runtime.ids import new_id

ACTOR = "key:bench"


class Nobody:
    """Is told of every commit and rings for none."""

    async def announce(self, client: UUID, happenings: Sequence[Happening]) -> None: ...


@dataclass
class Parts:
    """Seconds of each batch by step; `alone` are batches of which only the INSERT, the log and the commit remain."""

    read: list[float] = field(default_factory=list)
    begin: list[float] = field(default_factory=list)
    store: list[float] = field(default_factory=list)
    insert: list[float] = field(default_factory=list)
    end: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)

    def table(self, whole: float) -> dict[str, float]:
        """Medians in milliseconds; what is left of `whole` seconds through HTTP is HTTP, the key and waiting."""
        read, begin, store = map(statistics.median, (self.read, self.begin, self.store))
        insert, end = map(statistics.median, (self.insert, self.end))
        steps = {
            "read and check": read,
            "begin": begin,
            "accounts, hashes, answer": store - insert,
            "insert and log": insert,
            "commit": end,
        }
        steps["HTTP, key, waiting"] = whole - sum(steps.values())
        return {name: round(seconds * 1_000, 2) for name, seconds in steps.items()}


async def take_apart(runtime: Runtime, client: UUID, bodies: Sequence[bytes], parts: Parts) -> None:
    """Store each batch as a request does, one after the other, and note how long each step took."""
    for body in bodies:
        started = perf_counter()
        entries = read_document(body)
        was_read = perf_counter()
        async with runtime.database.unit([client], actor=ACTOR) as unit:
            begun = perf_counter()
            await service.push_items(unit, client, entries)
            stored = perf_counter()
        parts.end.append(perf_counter() - stored)
        parts.read.append(was_read - started)
        parts.begin.append(begun - was_read)
        parts.store.append(stored - begun)


async def insert_alone(runtime: Runtime, client: UUID, bodies: Sequence[bytes], parts: Parts) -> None:
    """Store rows that are ready, each batch in a transaction of its own."""
    for body in bodies:
        rows = [(new_id(), item) for item in await _items(runtime, client, body)]
        started = perf_counter()
        async with runtime.database.unit([client], actor=ACTOR) as unit:
            begun = perf_counter()
            closing = happenings_of(ITEM_CREATED, [new for new, _ in rows])
            await repository.add_items(unit, client, rows, closing)
            parts.insert.append(perf_counter() - begun)
            unit.told(client, closing)
        parts.alone.append(perf_counter() - started)


async def _items(runtime: Runtime, client: UUID, body: bytes) -> list[NewItem]:
    entries = list(accepted(read_document(body)))
    async with runtime.database.unit([client], actor=ACTOR) as unit:
        accounts = await account_refs(unit, client, frozenset(entry.account for entry in entries))
    return [from_posted(entry, accounts[entry.account]) for entry in entries]
