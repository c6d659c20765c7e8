"""The acts of which nobody knows the end: what a person needs to look for them, and what was seen there."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Form, Request

from services.contracts.ingest import (
    LIST_ACCOUNTS,
    LOOK_UP_ITEMS,
    SETTLE_ACTION,
    AccountQuery,
    Action,
    Item,
    SettledAction,
)
from services.contracts.reply import LOOK_UP_REPLIES, Reply
from services.contracts.triage import LOOK_UP_CONVERSATIONS
from services.contracts.values import Lookup
from web.around import or_else, troubles_of
from web.pages.system.context import UnknownOutcome
from web.seat import Seat

LONGEST_EXCERPT = 280


# What a person saw on the network: it is there, or it is not.
OutcomeForm = Annotated[Literal["sent", "refused"], Form()]


@dataclass(frozen=True, slots=True)
class Known:
    """What the services say of the acts of one client: what is missing was not told."""

    items: Mapping[UUID, Item] = field(default_factory=dict)
    replies: Mapping[UUID, Reply] = field(default_factory=dict)
    conversations: Mapping[UUID, UUID] = field(default_factory=dict)


async def settle(request: Request, seat: Seat, action: UUID, outcome: Literal["sent", "refused"]) -> None:
    """Hand on what somebody saw, and count anew what waits for people."""
    await seat.ask(SETTLE_ACTION, path={"action": action}, body=SettledAction(outcome=outcome))
    troubles_of(request).forget()


async def describe_outcomes(seat: Seat, actions: Iterable[Action]) -> tuple[UnknownOutcome, ...]:
    """Describe acts as far as the services can; none of them is left out."""
    by_client: dict[UUID, list[Action]] = {}
    for action in actions:
        by_client.setdefault(action.client_id, []).append(action)
    listed, known = await asyncio.gather(
        or_else(seat.ask(LIST_ACCOUNTS, query=AccountQuery()), None),
        asyncio.gather(*(_learn(seat, client, some) for client, some in by_client.items())),
    )
    networks = {account.id: account.network for account in listed.items} if listed else {}
    return tuple(
        _describe(seat, action, networks.get(action.account_id, ""), found)
        for some, found in zip(by_client.values(), known, strict=True)
        for action in some
    )


async def _learn(seat: Seat, client: UUID, actions: list[Action]) -> Known:
    path = {"client": client}
    ids = list({action.item_id for action in actions})
    origins = [action.origin for action in actions if action.kind == "publish_reply"]
    items, replies, conversations = await asyncio.gather(
        or_else(seat.ask(LOOK_UP_ITEMS, path=path, body=Lookup(ids=ids)), None),
        or_else(seat.ask(LOOK_UP_REPLIES, path=path, body=Lookup(ids=origins)), None),
        or_else(seat.ask(LOOK_UP_CONVERSATIONS, path=path, body=Lookup(ids=ids)), None),
    )
    return Known(
        {item.id: item for item in items.items} if items else {},
        {reply.id: reply for reply in replies.items} if replies else {},
        {one.item_id: one.conversation_id for one in conversations.items} if conversations else {},
    )


def _describe(seat: Seat, action: Action, network: str, known: Known) -> UnknownOutcome:
    item, reply = known.items.get(action.item_id), known.replies.get(action.origin)
    words = reply.text if reply else item.text if item else ""
    return UnknownOutcome(
        action_id=action.id,
        kind=action.kind,
        client_name=seat.clients[action.client_id].name,
        network=network,
        created_at=action.created_at,
        text=words if len(words) <= LONGEST_EXCERPT else f"{words[:LONGEST_EXCERPT].rstrip()}…",
        author_name=item.author_name if item else "",
        code=action.code,
        detail=action.detail,
        conversation_id=reply.conversation_id if reply else known.conversations.get(action.item_id),
        url=action.url or (item.url if item else None),
    )
