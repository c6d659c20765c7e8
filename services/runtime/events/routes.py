"""How others read a service's log: pages for followers, heads for sweepers, what was set aside for people."""

from functools import cache
from typing import Annotated
from uuid import UUID

from fastapi import Query
from sqlalchemy import select

from services.contracts.events import (
    LIST_EVENTS,
    LIST_HEADS,
    LIST_SET_ASIDE,
    RETRY_SET_ASIDE,
    EventPage,
    EventQuery,
    Heads,
    SetAside,
    SetAsideList,
)
from services.contracts.topology import ServiceName
from services.contracts.values import Nothing
from services.runtime.events.log import read_page
from services.runtime.operations import CallerDep, ClientDep, Routes, RuntimeDep, UnitDep
from services.runtime.problems import Forbidden, NotFound

LISTED = 200


@cache
def event_routes(service: ServiceName) -> Routes:
    """Return the routes that every service with a log has, the same ones for all its applications of a process."""
    routes = Routes()

    @routes.serve(LIST_EVENTS[service])
    async def list_events(query: Annotated[EventQuery, Query()], unit: UnitDep) -> EventPage:
        if query.client not in unit.clients:
            raise NotFound
        return await read_page(unit, query.client, after=query.after, limit=query.limit)

    @routes.serve(LIST_HEADS[service])
    async def list_heads(runtime: RuntimeDep, caller: CallerDep) -> Heads:
        if caller.clients is not None:
            raise Forbidden("Only a service that watches over every client may ask this.")
        return Heads(heads=await runtime.watch.heads())

    @routes.serve(LIST_SET_ASIDE[service])
    async def list_set_aside(unit: UnitDep) -> SetAsideList:
        table = unit.plumbing.set_aside
        rows = await unit.session.execute(select(table).order_by(table.c.at.desc()).limit(LISTED))
        return SetAsideList(items=[SetAside.model_validate(dict(row)) for row in rows.mappings()])

    @routes.serve(RETRY_SET_ASIDE[service])
    async def retry(entry: UUID, client: ClientDep, unit: UnitDep, runtime: RuntimeDep) -> Nothing:
        table = unit.plumbing.set_aside
        found = select(table.c.id).where(table.c.client_id == client, table.c.id == entry)
        if await unit.session.scalar(found) is None:
            raise NotFound
        await runtime.queue.ring_retry(service, client, entry)
        return Nothing()

    return routes
