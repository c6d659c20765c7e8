"""Switches of the event log: that events stand in it, with what they tell of, in the order of commits."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.runtime.db.unit import Database, Unit
from services.runtime.events.log import Happening, append
from tests.architecture.sabotage.registry import swap, swap_member, switch

COMMIT = "tests/runtime/test_unit.py::TestCommit"
ISOLATION = "tests/runtime/test_unit.py::TestIsolation"


@switch({f"{COMMIT}::test_what_happened_stands_in_the_log_after_the_block": "assert [] =="})
def events_are_not_appended() -> None:
    async def append_nothing(_unit: Unit, _client: UUID, _happenings: Sequence[Happening]) -> None: ...

    swap(append, append_nothing)


@switch(
    {
        f"{COMMIT}::test_an_exception_leaves_neither_row_nor_event": "assert [1] == []",
        "tests/runtime/test_live.py::TestListening::test_what_was_rolled_back_is_not_told": "thing.lost",
    }
)
def events_outlive_a_rollback() -> None:
    whole = Database.unit

    @asynccontextmanager
    async def unit(self: Database, clients: Iterable[UUID], *, actor: str) -> AsyncIterator[Unit]:
        allowed = frozenset(clients)
        async with whole(self, allowed, actor=actor) as opened:
            try:
                yield opened
            except ValueError:
                async with whole(self, allowed, actor=actor) as another:
                    another.happenings.update(opened.happenings)
                raise

    swap_member(Database, "unit", unit)


@switch({f"{COMMIT}::test_the_order_of_events_is_the_order_of_commits_without_gaps": "assert ["})
def the_head_is_not_locked() -> None:
    async def append_after_a_look(unit: Unit, client: UUID, happenings: Sequence[Happening]) -> None:
        head, event = unit.plumbing.head, unit.plumbing.event
        before = await unit.session.scalar(select(head.c.seq).where(head.c.client_id == client)) or 0
        for seq, happening in enumerate(happenings, before + 1):
            row = {"client_id": client, "seq": seq, "at": unit.clock.now(), "actor": "", "correlation": ""}
            await unit.session.execute(
                event.insert().values(**row, topic=happening.topic, keys=happening.keys)
            )
        newest = before + len(happenings)
        statement = insert(head).values(client_id=client, seq=newest)
        await unit.session.execute(
            statement.on_conflict_do_update(index_elements=[head.c.client_id], set_={"seq": newest})
        )

    swap(append, append_after_a_look)


@switch({f"{ISOLATION}::test_a_write_touches_one_client": "DID NOT RAISE"})
def a_write_touches_many_clients() -> None:
    def happened(self: Unit, client: UUID, topic: str, keys: Iterable[UUID]) -> None:
        self.happenings[client].append(Happening(topic, list(keys)))

    swap_member(Unit, "happened", happened)
