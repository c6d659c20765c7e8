"""What moderation asks of ingest: what an account can do, that something be hidden, and what became of it."""

from collections.abc import Sequence
from uuid import UUID

from services.contracts.ingest import (
    GET_ACCOUNT,
    LOOK_UP_ACTIONS,
    REQUEST_ACTION,
    Account,
    Action,
    ItemLookup,
    NewAction,
)
from services.runtime.callers import Actor
from services.runtime.context import Runtime

PER_CALL = 500


async def get_account(runtime: Runtime, client: UUID, account: UUID) -> Account:
    return await runtime.services.call(GET_ACCOUNT, Actor.system("decide", client), path={"account": account})


async def request_hiding(
    runtime: Runtime, client: UUID, *, decision: UUID, item: UUID, decided_by: str
) -> Action:
    """Ask once: the decision's id is the key, so that asking again is harmless."""
    body = NewAction(client=client, kind="hide", item_id=item, origin=decision, approved_by=decided_by)
    actor = Actor(decided_by, frozenset({client}))
    return await runtime.services.call(REQUEST_ACTION, actor, body=body, key=str(decision))


async def look_up_actions(runtime: Runtime, client: UUID, ids: Sequence[UUID]) -> list[Action]:
    found: list[Action] = []
    for start in range(0, len(ids), PER_CALL):
        answer = await runtime.services.call(
            LOOK_UP_ACTIONS,
            Actor.system("follow", client),
            path={"client": client},
            body=ItemLookup(ids=list(ids[start : start + PER_CALL])),
        )
        found += answer.items
    return found
