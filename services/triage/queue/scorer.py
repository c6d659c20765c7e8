"""The scorer as the queue uses it: loaded once a process, run beside the event loop, and never in the way.

A message that it cannot read must not keep hundreds of others out of the queue, nor be lost itself: it stands in
the queue unassessed, where a person sees it.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

import structlog

from services.contracts import triage as wire
from services.triage.scoring.domain import Assessment, Message
from services.triage.scoring.domain.layers import OwnLayer
from services.triage.scoring.domain.telling import on_the_wire

log = structlog.get_logger()

# As pressing as a question: nobody knows what it is.
UNASSESSED = wire.Assessment(
    labels={},
    found=[],
    lang="und",
    sentiment="neutral",
    personal_data=[],
    spans=[],
    priority=30,
    reasons=[wire.Reason(code="not_assessed", points=30)],
    model="none",
)


class Assessor(Protocol):
    def assess(self, messages: Sequence[Message], layer: OwnLayer | None = None) -> list[Assessment]: ...


class Scoring:
    """Assesses messages in a thread; the first call loads the models."""

    def __init__(self, load: Callable[[], Assessor]) -> None:
        self._load = load
        self._loading = asyncio.Lock()
        self._assessor: Assessor | None = None

    async def assess(
        self, messages: Sequence[Message], layer: OwnLayer | None = None
    ) -> list[wire.Assessment]:
        """One assessment for each message, in order, as their client's own layer has it where there is one."""
        if not messages:
            return []
        assessor = await self._loaded()
        return await asyncio.to_thread(_assess, assessor, messages, layer)

    async def read(self, messages: Sequence[Message]) -> list[Assessment | None]:
        """The same by the general model alone, with what lies behind its words; None for what it cannot read."""
        if not messages:
            return []
        assessor = await self._loaded()
        return await asyncio.to_thread(_read, assessor, messages, None)

    async def _loaded(self) -> Assessor:
        async with self._loading:
            if self._assessor is None:
                self._assessor = await asyncio.to_thread(self._load)
            return self._assessor


def _assess(assessor: Assessor, messages: Sequence[Message], layer: OwnLayer | None) -> list[wire.Assessment]:
    found = _read(assessor, messages, layer)
    return [UNASSESSED if one is None else on_the_wire(one) for one in found]


def _read(assessor: Assessor, messages: Sequence[Message], layer: OwnLayer | None) -> list[Assessment | None]:
    try:
        return list(assessor.assess(messages, layer))
    except Exception:  # Whatever one text does to the models, the other messages of its page must be scored.
        if len(messages) == 1:
            log.exception("scoring.failed", length=len(messages[0].text))
            return [None]
    return [one for message in messages for one in _read(assessor, [message], layer)]
