"""What reporting's handlers may ask for beside what the runtime offers."""

from typing import Annotated

from fastapi import Depends, Request

from services.contracts.ingest import Client
from services.reporting.metrics.service import ClientCards
from services.runtime.idempotency import HEADER, require_key
from services.runtime.operations import ClientDep, RuntimeDep


async def card_of(request: Request, runtime: RuntimeDep, client: ClientDep) -> Client:
    """The path's client as ingest knows it. Asked for before the unit, which holds a connection."""
    cards: ClientCards = request.app.state.client_cards
    return await cards.get(runtime, client)


async def optional_key(request: Request) -> str | None:
    given = request.headers.get(HEADER)
    return require_key(given) if given is not None else None


CardDep = Annotated[Client, Depends(card_of)]
OptionalKeyDep = Annotated[str | None, Depends(optional_key)]
