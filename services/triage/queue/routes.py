"""The queue over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from services.contracts.triage import (
    COUNT_QUEUE,
    GET_CONVERSATION,
    LIST_QUEUE,
    LOOK_UP_CONVERSATIONS,
    SET_STATUS,
    Conversation,
    ConversationOfItem,
    CountsQuery,
    NewStatus,
    QueueCounts,
    QueueEntry,
    QueueQuery,
)
from services.contracts.values import Listed, Lookup
from services.runtime.operations import ClientDep, Routes, UnitDep
from services.triage.learning.service import read_corrections
from services.triage.moderation.service import propose_on, read_decisions
from services.triage.queue import service

routes = Routes()


@routes.serve(LIST_QUEUE)
async def list_queue(query: Annotated[QueueQuery, Query()], unit: UnitDep) -> Listed[QueueEntry]:
    return await service.list_queue(unit, query)


@routes.serve(COUNT_QUEUE)
async def count_queue(query: Annotated[CountsQuery, Query()], unit: UnitDep) -> QueueCounts:
    return await service.count_queue(unit, query)


@routes.serve(GET_CONVERSATION)
async def get_conversation(conversation: UUID, unit: UnitDep) -> Conversation:
    found = await service.read_conversation(unit, conversation, read_decisions, read_corrections)
    return await propose_on(unit, found)


@routes.serve(SET_STATUS)
async def set_status(conversation: UUID, body: NewStatus, unit: UnitDep) -> Conversation:
    await service.set_status(unit, conversation, body)
    found = await service.read_conversation(unit, conversation, read_decisions, read_corrections)
    return await propose_on(unit, found)


@routes.serve(LOOK_UP_CONVERSATIONS)
async def look_up_conversations(body: Lookup, client: ClientDep, unit: UnitDep) -> Listed[ConversationOfItem]:
    return await service.look_up_conversations(unit, client, body.ids)
