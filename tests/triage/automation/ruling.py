"""What the stories of automation have in common: a rule, messages that it reaches, and people's decisions."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import numpy as np
from sqlalchemy import text

from services.contracts.ingest import Item
from services.contracts.triage import (
    ADD_AUTOMATION,
    CHOOSE_LAYER,
    CORRECT_LABEL,
    GET_AUTOMATION,
    LIST_LAYERS,
    SWITCH_AUTOMATION,
    Automation,
)
from services.runtime.events.log import read_page
from services.runtime.ids import new_id
from services.triage.automation.domain.audit import is_audited
from services.triage.learning.models import Layer
from services.triage.scoring.domain import Assessment, Message
from services.triage.scoring.domain.layers import OwnLayer
from services.triage.scoring.layer import RECIPE, Head, to_bytes
from services.triage.worker import follow_ingest
from tests.triage.desk import Desk, FakeScorer

RULE = {"label": "toxic", "action": "hide", "highest_error": 0.2, "audit_share": 0.02}
ENOUGH = 30


class OtherScorer(FakeScorer):
    """Says the same under another model's name."""

    def assess(self, messages: Sequence[Message], layer: OwnLayer | None = None) -> list[Assessment]:
        return [replace(found, model="other") for found in super().assess(messages)]


async def add(desk: Desk, **changes: object) -> Automation:
    """Write a rule, and have it weighed."""
    rule = await desk.get(ADD_AUTOMATION, path={"client": desk.client}, body={**RULE, **changes})
    await desk.ring_timers()
    return await get(desk, rule)


async def switch(desk: Desk, rule: Automation, *, is_on: bool = True) -> Automation:
    path = {"client": desk.client, "rule": rule.id}
    rule = await desk.get(SWITCH_AUTOMATION, path=path, body={"is_on": is_on})
    if is_on:
        await desk.ring_timers()
    return await get(desk, rule)


async def get(desk: Desk, rule: Automation) -> Automation:
    return await desk.get(GET_AUTOMATION, path={"client": desk.client, "rule": rule.id})


async def written(desk: Desk, count: int = 1, text: str = "Quel idiot", **changes: object) -> list[Item]:
    items = [desk.ingest.write(desk.account, text, **changes) for _ in range(count)]
    await desk.catch_up()
    return items


async def decided(desk: Desk, count: int = ENOUGH, kind: str = "hide", reason: str = "insult") -> list[Item]:
    """People decide about so many insults."""
    items = await written(desk, count)
    for item in items:
        await desk.decide(item.id, kind, reason)
    return items


async def correct(desk: Desk, item: Item, label: str, *, value: bool | None) -> None:
    await desk.get(CORRECT_LABEL, path={"item": item.id}, body={"label": label, "value": value})


async def acting(desk: Desk, decisions: int = ENOUGH, **changes: object) -> Automation:
    await decided(desk, decisions)
    rule = await switch(desk, await add(desk, **changes))
    assert rule.state == "acting"
    return rule


async def taken(desk: Desk, rule: Automation, *, for_audit: bool = False) -> Item:
    """Somebody writes an insult that the rule acts on, or that it leaves to people."""
    while True:
        item = desk.ingest.make(desk.account, "Quel idiot")
        if is_audited(rule.id, item.id, rule.audit_share) == for_audit:
            desk.ingest.items[item.id] = item
            desk.ingest.append(desk.client, "item.created", [item.id])
            await desk.catch_up()
            return item


async def by_whom(desk: Desk, item: UUID) -> list[tuple[str, str]]:
    return [(one.decided_by, one.kind) for one in (await desk.item(item)).decisions]


async def topics(desk: Desk) -> list[str]:
    async with desk.runtime.database.unit([desk.client], actor="test") as unit:
        page = await read_page(unit, desk.client, after=0, limit=200)
        return [event.topic for event in page.events]


def change_model(desk: Desk) -> None:
    """What comes in from now on is read by another model."""
    desk.follower = follow_ingest(OtherScorer)


async def promote(desk: Desk, number: int, **heads: int) -> None:
    """A layer stands from now on, with a word on these labels since these versions; it says what was said before."""
    same = Head(1.0, 0.0, np.zeros(1 << RECIPE.bits, dtype=np.float32))
    now = desk.runtime.clock.now()
    async with desk.runtime.database.unit([desk.client], actor="test") as unit:
        await unit.session.execute(text("update triage.layer set state = 'retired', ended_at = now()"))
        layer = Layer(
            client_id=desk.client,
            id=new_id(),
            number=number,
            state="live",
            general="fake",
            body=to_bytes(dict.fromkeys(heads, same)),
            figures={},
            heads=heads,
            evidence_count=0,
            learnt_until=now,
            made_at=now,
            made_by="system:learning",
            live_at=now,
        )
        unit.session.add(layer)


async def go_back(desk: Desk, number: int) -> None:
    """A person has an earlier layer stand again."""
    path = {"client": desk.client}
    layers = (await desk.get(LIST_LAYERS, path=path)).items
    wanted = next(layer.id for layer in layers if layer.number == number)
    await desk.get(CHOOSE_LAYER, path=path, body={"layer": str(wanted)})
