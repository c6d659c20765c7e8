"""The models in the service of callers: loaded once, run beside the event loop, a chunk of texts at a time."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from services.triage.scoring.asking import render
from services.triage.scoring.domain import Assessment, Message
from services.triage.scoring.domain.layers import OwnLayer

# About a twentieth of a second of work each, so that a single text never waits long behind somebody's 500.
_CHUNK = 50
_CHUNK_CHARACTERS = 50_000


class Assessor(Protocol):
    def assess(self, messages: Sequence[Message], layer: OwnLayer | None = None) -> list[Assessment]: ...


def load_assessor() -> Assessor:
    """The models are heavy, so they are imported when the first text comes."""
    from services.triage.scoring.service import load_scorer

    return load_scorer(profile="by_need")


class Counter:
    """Serves those who ask in turn: whoever has more than one chunk stands in line again after each."""

    def __init__(self, load: Callable[[], Assessor] = load_assessor) -> None:
        self._load = load
        self._turn = asyncio.Lock()
        self._assessor: Assessor | None = None

    async def answer(self, messages: Sequence[Message]) -> bytes:
        """Return the body of the answer: one object for each message, in order."""
        parts: list[bytes] = []
        for chunk in _chunks(messages):
            async with self._turn:
                parts += await asyncio.to_thread(self._answer, chunk)
        return b'{"items":[' + b",".join(parts) + b"]}"

    def _answer(self, chunk: Sequence[Message]) -> list[bytes]:
        if self._assessor is None:
            self._assessor = self._load()
        return list(render(self._assessor.assess(chunk)))


def _chunks(messages: Sequence[Message]) -> Iterator[Sequence[Message]]:
    start = characters = 0
    for index, message in enumerate(messages):
        length = len(message.text) + len(message.context)
        characters += length
        if index > start and (index - start == _CHUNK or characters > _CHUNK_CHARACTERS):
            yield messages[start:index]
            start, characters = index, length
    if start < len(messages):
        yield messages[start:]
