"""A team with a house rule, and what it said of many messages at once."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from services.contracts.ingest import Item
from services.contracts.triage import (
    GET_LEARNING,
    LIST_LAYERS,
    Assessment,
    ClientLayer,
    Decision,
    LabelComparison,
    Learning,
)
from services.runtime.ids import new_id
from services.triage.learning.service import note_decision
from tests.triage.desk import Desk

ENOUGH = 240


async def arrive(desk: Desk, count: int, first: int = 0) -> list[Item]:
    """Every third message says "zut", which the machine finds harmless."""
    written = [
        f"Zut alors numéro {n}" if n % 3 == 0 else f"Merci pour le colis {n}"
        for n in range(first, first + count)
    ]
    items = [desk.ingest.write(desk.account, words, author_id=f"a{n}") for n, words in enumerate(written)]
    await desk.catch_up()
    return items


async def decide(desk: Desk, items: Sequence[Item], insults: str, by: str = "user:nadia") -> None:
    """Somebody hides what has the word `insults` in it, and approves the rest, one message a second."""
    now = desk.runtime.clock.now() - timedelta(seconds=len(items))
    async with desk.runtime.database.unit([desk.client], actor=by) as unit:
        for n, item in enumerate(items):
            await note_decision(unit, decision(item, insults in item.text.lower(), by, n, now))


def decision(item: Item, is_insult: bool, by: str, seconds: int, start: object) -> Decision:
    at = start + timedelta(seconds=seconds)  # type: ignore[operator]  # a moment of the desk's clock
    return Decision(
        id=new_id(),
        client_id=item.client_id,
        item_id=item.id,
        kind="hide" if is_insult else "approve",
        reason="insult" if is_insult else "legitimate",
        note="",
        state="in_force",
        decided_by=by,
        decided_at=at,
    )


async def teach(desk: Desk, count: int = ENOUGH, insults: str = "zut", first: int = 0) -> list[Item]:
    items = await arrive(desk, count, first)
    await decide(desk, items, insults)
    return items


async def taught_desk(desk: Desk) -> None:
    """The team's rule has been learnt: its first layer stands."""
    await teach(desk)
    await desk.ring_timers()


async def layers(desk: Desk) -> list[ClientLayer]:
    return (await desk.get(LIST_LAYERS, path={"client": desk.client})).items


async def learning(desk: Desk) -> Learning:
    return await desk.get(GET_LEARNING, path={"client": desk.client})


def of(layer: ClientLayer, label: str) -> LabelComparison:
    return next(one for one in layer.labels if one.label == label)


async def said_of(desk: Desk, item: UUID) -> Assessment:
    """What is said of a message; the queue of a taught desk is too long to look for it there."""
    wanted = text("select body from triage.assessment where client_id = :client and item_id = :item")
    async with desk.runtime.database.unit([desk.client], actor="user:nadia") as unit:
        body = await unit.session.scalar(wanted, {"client": desk.client, "item": item})
    return Assessment.model_validate(body)
