"""What moderation asks of ingest: what an account can do, that it be done, and what became of it."""

from collections.abc import Sequence
from uuid import UUID

from services.contracts.ingest import (
    GET_ACCOUNT,
    LOOK_UP_ACTIONS,
    REQUEST_ACTION,
    Account,
    Action,
    ActionKind,
    NewAction,
)
from services.runtime.callers import Actor
from services.runtime.context import Runtime
from services.triage.moderation.models import Decision


async def get_account(runtime: Runtime, client: UUID, account: UUID) -> Account:
    return await runtime.services.call(GET_ACCOUNT, Actor.system("decide", client), path={"account": account})


async def request_act(runtime: Runtime, decision: Decision, act: ActionKind) -> Action:
    """Ask once: the decision's id is the key, so that asking again is harmless."""
    body = NewAction(
        client=decision.client_id,
        kind=act,
        item_id=decision.item_id,
        origin=decision.id,
        approved_by=decision.decided_by,
    )
    actor = Actor(decision.decided_by, frozenset({decision.client_id}))
    return await runtime.services.call(REQUEST_ACTION, actor, body=body, key=str(decision.id))


async def look_up_actions(runtime: Runtime, client: UUID, ids: Sequence[UUID]) -> list[Action]:
    return await runtime.services.look_up(LOOK_UP_ACTIONS, Actor.system("follow", client), client, ids)
