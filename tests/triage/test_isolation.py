"""One client never sees another: every route of triage with an outsider's rights, and the wall behind it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import Select, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from services.contracts.operation import Operation
from services.contracts.triage import (
    ADD_AUTOMATION,
    ADOPT_REPLAY,
    CANCEL_REPLAY,
    CHANGE_AUTOMATION,
    CHANGE_CHARTER,
    CHOOSE_LAYER,
    CORRECT_LABEL,
    COUNT_QUEUE,
    DECIDE,
    GET_AUTOMATION,
    GET_CHARTER,
    GET_CONVERSATION,
    GET_LEARNING,
    GET_REPLAY,
    LIST_AUTOMATION,
    LIST_CHARTERS,
    LIST_LAYERS,
    LIST_QUEUE,
    LIST_REPLAY_CHANGES,
    LIST_REPLAYS,
    LIST_STOPPED_AUTOMATION,
    LOOK_UP_CONVERSATIONS,
    LOOK_UP_DECISIONS,
    REFIT_LAYER,
    REMOVE_AUTOMATION,
    RESTORE_CHARTER,
    SET_STATUS,
    START_REPLAY,
    SWITCH_AUTOMATION,
)
from services.runtime.db.migrations import differences
from services.runtime.db.roles import owner_url
from services.runtime.ids import new_id
from services.triage.automation.routes import routes as automation
from services.triage.learning.routes import routes as learning
from services.triage.moderation import models as moderation_models
from services.triage.moderation.routes import routes as moderation
from services.triage.queue import models as queue_models
from services.triage.queue.routes import routes as queue
from services.triage.replay.routes import routes as replay
from services.triage.schema import TriageTable
from tests.triage.desk import Desk

_PROTECTED = text(
    "select c.relname, c.relrowsecurity and c.relforcerowsecurity as is_forced, "
    "exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' "
    "and p.polqual is not null and p.polwithcheck is not null) as has_policy "
    "from pg_class c where c.relnamespace = 'triage'::regnamespace and c.relkind = 'r' "
    "and c.relname <> 'alembic_version'"
)
SECRET = "Le secret de Nadia ?"


@pytest.fixture
async def owner(database_url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(owner_url(database_url))
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


async def attempts(desk: Desk) -> list[tuple[Operation[Any], dict[str, Any], dict[str, Any]]]:
    """Each route that names something of Nadia's: as it is, and with an id that never existed."""
    item = desk.ingest.write(desk.account, SECRET)
    await desk.catch_up()
    (entry,) = await desk.queue()
    decision = await desk.decide(item.id, "approve", "legitimate")
    return [
        (LIST_QUEUE, {"query": {"client": desk.client}}, {"query": {"client": new_id()}}),
        (COUNT_QUEUE, {"query": {"client": desk.client}}, {"query": {"client": new_id()}}),
        (GET_CONVERSATION, {"path": {"conversation": entry.id}}, {"path": {"conversation": new_id()}}),
        (
            SET_STATUS,
            {"path": {"conversation": entry.id}, "body": {"status": "closed"}},
            {"path": {"conversation": new_id()}, "body": {"status": "closed"}},
        ),
        (
            CORRECT_LABEL,
            {"path": {"item": item.id}, "body": {"label": "toxic", "value": True}},
            {"path": {"item": new_id()}, "body": {"label": "toxic", "value": True}},
        ),
        *(
            (
                DECIDE,
                {"path": {"item": item.id}, "body": {"kind": kind}},
                {"path": {"item": new_id()}, "body": {"kind": kind}},
            )
            for kind in ("approve", "hide", "delete", "restore")
        ),
        (
            LOOK_UP_DECISIONS,
            {"path": {"client": desk.client}, "body": {"ids": [str(decision.id)]}},
            {"path": {"client": new_id()}, "body": {"ids": [str(decision.id)]}},
        ),
        (
            LOOK_UP_CONVERSATIONS,
            {"path": {"client": desk.client}, "body": {"ids": [str(item.id)]}},
            {"path": {"client": new_id()}, "body": {"ids": [str(item.id)]}},
        ),
    ]


async def automation_attempts(desk: Desk) -> list[tuple[Operation[Any], dict[str, Any], dict[str, Any]]]:
    """The same for the rules of Nadia's client."""
    rule = {"label": "toxic", "action": "hide", "highest_error": 0.1}
    made = await desk.get(ADD_AUTOMATION, path={"client": desk.client}, body=rule)
    bodies: list[tuple[Operation[Any], dict[str, Any]]] = [
        (LIST_AUTOMATION, {}),
        (ADD_AUTOMATION, {"body": rule}),
        (GET_AUTOMATION, {}),
        (CHANGE_AUTOMATION, {"body": rule}),
        (SWITCH_AUTOMATION, {"body": {"is_on": True}}),
        (REMOVE_AUTOMATION, {}),
    ]
    theirs, nobodys = {"client": desk.client, "rule": made.id}, {"client": new_id(), "rule": new_id()}
    return [(one, {"path": theirs, **sent}, {"path": nobodys, **sent}) for one, sent in bodies]


async def charter_attempts(desk: Desk) -> list[tuple[Operation[Any], dict[str, Any], dict[str, Any]]]:
    """The same for the charter of Nadia's client, and for what it was replayed with."""
    draft = {"allowed": "", "clauses": []}
    day = {"first_day": "2026-11-22", "last_day": "2026-11-22", "draft": draft}
    made = await desk.get(START_REPLAY, path={"client": desk.client}, body=day)
    bodies: list[tuple[Operation[Any], dict[str, Any]]] = [
        (GET_CHARTER, {}),
        (CHANGE_CHARTER, {"body": {**draft, "expected_version": 0}}),
        (LIST_CHARTERS, {}),
        (RESTORE_CHARTER, {"body": {"version": 0, "expected_version": 0}}),
        (START_REPLAY, {"body": day}),
        (LIST_REPLAYS, {}),
        (GET_REPLAY, {}),
        (CANCEL_REPLAY, {}),
        (LIST_REPLAY_CHANGES, {}),
        (ADOPT_REPLAY, {}),
    ]
    theirs, nobodys = {"client": desk.client, "replay": made.id}, {"client": new_id(), "replay": new_id()}
    return [(one, {"path": theirs, **sent}, {"path": nobodys, **sent}) for one, sent in bodies]


def layer_attempts(desk: Desk) -> list[tuple[Operation[Any], dict[str, Any], dict[str, Any]]]:
    """The same for what the people of Nadia's client taught."""
    bodies: list[tuple[Operation[Any], dict[str, Any]]] = [
        (GET_LEARNING, {}),
        (LIST_LAYERS, {}),
        (REFIT_LAYER, {}),
        (CHOOSE_LAYER, {"body": {"layer": None}}),
    ]
    theirs, nobodys = {"client": desk.client}, {"client": new_id()}
    return [(one, {"path": theirs, **sent}, {"path": nobodys, **sent}) for one, sent in bodies]


def _count(table: str) -> Select[Any]:
    return select(func.count()).select_from(TriageTable.metadata.tables[f"triage.{table}"])


class TestRoutes:
    async def test_anothers_ids_are_answered_as_if_they_had_never_existed(self, desk: Desk) -> None:
        tried = set()
        all_attempts = [
            *await attempts(desk),
            *await automation_attempts(desk),
            *await charter_attempts(desk),
            *layer_attempts(desk),
        ]
        for operation, theirs, nobodys in all_attempts:
            outsider = new_id()
            refused = await desk.ask(operation, clients=[outsider], **theirs)
            unknown = await desk.ask(operation, clients=[outsider], **nobodys)
            assert (refused.status_code, refused.json()) == (404, unknown.json()), operation.name
            tried.add(operation)
        rooms = (queue, moderation, automation, learning, replay)
        assert tried == {operation for room in rooms for operation in room.operations} - {
            LIST_STOPPED_AUTOMATION  # names nothing; an outsider's list is empty
        }

    async def test_an_outsiders_lists_hold_nothing_of_it(self, desk: Desk) -> None:
        desk.ingest.write(desk.account, SECRET)
        await desk.catch_up()
        outsider = new_id()
        assert (await desk.ask(LIST_QUEUE, clients=[outsider])).json()["items"] == []
        assert (await desk.ask(COUNT_QUEUE, clients=[outsider])).json()["open"] == 0

    async def test_anothers_decisions_are_not_found_below_ones_own_client(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, SECRET)
        await desk.catch_up()
        made = await desk.decide(item.id, "approve", "legitimate")
        outsider = new_id()
        answer = await desk.ask(
            LOOK_UP_DECISIONS, clients=[outsider], path={"client": outsider}, body={"ids": [str(made.id)]}
        )
        assert answer.json()["items"] == []

    @pytest.mark.parametrize(
        "operation",
        [
            operation
            for room in (queue, moderation, automation, learning, replay)
            for operation in room.operations
        ],
        ids=lambda one: one.name,
    )
    async def test_without_its_scope_no_route_answers(self, desk: Desk, operation: Operation[Any]) -> None:
        path = {name: new_id() for name in ("conversation", "item", "rule", "replay")} | {
            "client": desk.client
        }
        answer = await desk.ask(operation, scopes=frozenset(), path=path, body={})
        assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")


class TestWall:
    async def test_a_unit_of_another_client_sees_no_row(self, desk: Desk) -> None:
        item = desk.ingest.write(desk.account, SECRET)
        await desk.catch_up()
        await desk.decide(item.id, "approve", "legitimate")
        tables = [table.name for table in TriageTable.metadata.sorted_tables]
        async with desk.runtime.database.unit([desk.client], actor="test") as unit:
            seen = {name for name in tables if await unit.session.scalar(_count(name))}
        async with desk.runtime.database.unit([new_id()], actor="test") as unit:
            for name in tables:
                assert await unit.session.scalar(_count(name)) == 0, name
        assert {"item", "assessment", "conversation", "conversation_label", "queue_count", "decision"} <= seen

    async def test_row_security_is_enabled_forced_and_checks_writes_on_every_table(
        self, owner: AsyncConnection
    ) -> None:
        rows = (await owner.execute(_PROTECTED)).all()
        assert {row.relname for row in rows} == {table.name for table in TriageTable.metadata.sorted_tables}
        assert all(row.is_forced and row.has_policy for row in rows), rows

    async def test_models_and_migrations_say_the_same(self, owner: AsyncConnection) -> None:
        assert queue_models.Item.metadata is moderation_models.Decision.metadata is TriageTable.metadata
        assert await owner.run_sync(differences, TriageTable.metadata, "triage") == []
