"""What replies ask of ingest: the item that is answered, and the action that answers it."""

from collections.abc import Iterable
from uuid import UUID

from services.contracts.ingest import (
    CANCEL_ACTION,
    GET_ACCOUNT,
    LOOK_UP_ACTIONS,
    LOOK_UP_ITEMS,
    REQUEST_ACTION,
    Action,
    NewAction,
)
from services.reply.replies.domain import STATE_OF_ACTION, Outcome, Target
from services.reply.replies.models import Reply
from services.runtime.callers import Actor
from services.runtime.context import Runtime


async def find_target(runtime: Runtime, actor: Actor, client: UUID, item_id: UUID) -> Target | None:
    """Return the item and its account's limits, or None when this client has no such item."""
    found = await runtime.services.look_up(LOOK_UP_ITEMS, actor, client, [item_id])
    if not found:
        return None
    item = found[0]
    account = await runtime.services.call(GET_ACCOUNT, actor, path={"account": item.account_id})
    return Target(
        item_id=item.id,
        account_id=item.account_id,
        network=item.network,
        text=item.text,
        author_name=item.author_name,
        author_handle=item.author_handle,
        created_at=item.created_at,
        is_deleted=item.deleted_at is not None,
        can_reply=account.can_reply,
        text_limit=account.text_limit,
    )


async def request_action(runtime: Runtime, reply: Reply) -> Action:
    """Ask ingest to publish a reply, in the name of whoever approved it; twice is the same action."""
    actor = Actor(str(reply.approved_by), frozenset({reply.client_id}))
    wanted = NewAction(
        client=reply.client_id,
        kind="publish_reply",
        item_id=reply.item_id,
        origin=reply.id,
        text=reply.text,
        approved_by=str(reply.approved_by),
        approved_hash=reply.approved_hash,
    )
    return await runtime.services.call(REQUEST_ACTION, actor, body=wanted, key=str(reply.id))


async def cancel_action(runtime: Runtime, actor: Actor, action_id: UUID) -> Action:
    return await runtime.services.call(CANCEL_ACTION, actor, path={"action": action_id})


async def look_up_outcomes(runtime: Runtime, client: UUID, actions: Iterable[UUID]) -> list[Outcome]:
    """Return how those of the actions ended that published replies and have ended."""
    actor = Actor.system("follow", client)
    found = await runtime.services.look_up(LOOK_UP_ACTIONS, actor, client, actions)
    return [outcome_of(action) for action in found if _is_settled_reply(action)]


def outcome_of(action: Action) -> Outcome:
    """What stands on the network stands there since it left, not since a look or a person found it."""
    return Outcome(
        reply_id=action.origin,
        state=STATE_OF_ACTION[action.state],
        at=action.sending_at or action.settled_at,
        action_id=action.id,
        external_id=action.external_id,
        url=action.url,
        detail=action.detail,
        settled_by=action.settled_by,
    )


def _is_settled_reply(action: Action) -> bool:
    return action.kind == "publish_reply" and action.state in STATE_OF_ACTION
