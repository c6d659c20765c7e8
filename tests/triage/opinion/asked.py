"""A desk whose messages are all in doubt, and a model elsewhere that can be asked about them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.contracts.ingest import Item
from services.contracts.triage import (
    GET_OPINION_SETTING,
    LOOK_UP_OPINIONS,
    SET_OPINION_SETTING,
    Opinion,
    OpinionSetting,
)
from services.triage.scoring.domain import Assessment, Message
from services.triage.scoring.domain.layers import OwnLayer
from services.triage.worker import follow_ingest
from tests.triage.desk import STAFF, Desk, FakeScorer
from tests.triage.opinion.model import FakeModel

LEAD = STAFF | {"opinions:write"}
IN_DOUBT = ["toxic", "spam"]


@dataclass
class DoubtingScorer:
    """The desk's scorer, in doubt about every message that has "hum" in it."""

    scorer: FakeScorer

    def assess(self, messages: Sequence[Message], layer: OwnLayer | None = None) -> list[Assessment]:
        found = zip(messages, self.scorer.assess(messages), strict=True)
        return [replace(one, unsure=tuple(IN_DOUBT) if "hum" in said.text else ()) for said, one in found]


@dataclass
class Asked:
    """What the tests do at such a desk."""

    desk: Desk
    model: FakeModel

    def __post_init__(self) -> None:
        self.desk.follower = follow_ingest(lambda: DoubtingScorer(self.desk.scorer))

    async def switch(self, *, is_on: bool = True, calls: int = 100, euros: float = 1.0) -> OpinionSetting:
        body = {"is_on": is_on, "most_calls": calls, "most_euros": euros}
        return await self.desk.get(
            SET_OPINION_SETTING, path={"client": self.desk.client}, body=body, scopes=LEAD
        )

    async def setting(self) -> OpinionSetting:
        return await self.desk.get(GET_OPINION_SETTING, path={"client": self.desk.client})

    async def write(self, text: str = "Bravo, hum, vraiment", **changes: Any) -> Item:
        item = self.desk.ingest.write(self.desk.account, text, **changes)
        await self.desk.catch_up()
        return item

    async def look_up(self, *items: Item) -> list[Opinion]:
        body = {"ids": [str(item.id) for item in items]}
        page = await self.desk.get(LOOK_UP_OPINIONS, path={"client": self.desk.client}, body=body)
        return page.items

    async def outcome(self, item: Item) -> tuple[str, str | None]:
        (opinion,) = await self.look_up(item)
        return opinion.outcome, opinion.failure

    async def ask(self, text: str = "Bravo, hum, vraiment") -> Opinion:
        """Somebody writes, and the model is asked about it once."""
        item = await self.write(text)
        await self.desk.ring_timers()
        (opinion,) = await self.look_up(item)
        return opinion
