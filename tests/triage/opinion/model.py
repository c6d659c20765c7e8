"""A model elsewhere, by hand: a real HTTP server on loopback that speaks the protocol, well or badly as it is told."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.waiting import eventually

Say = Callable[[dict[str, Any]], tuple[int, dict[str, str], bytes]]
USAGE = {"prompt_tokens": 300, "completion_tokens": 40}


def completion(content: object, **changes: Any) -> bytes:
    """A whole answer of the protocol with this content."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    choice |= {name: value for name, value in changes.items() if name != "usage"}
    return json.dumps({"choices": [choice], "usage": changes.get("usage", USAGE)}).encode()


def verdict(labels: dict[str, str], reason: str = "Le ton est moqueur.") -> str:
    return json.dumps({"labels": labels, "reason": reason})


def honest(_: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    return 200, {}, completion(verdict({"toxic": "yes", "spam": "no"}))


@dataclass
class FakeModel:
    """`say` makes each answer; while `gate` is closed, requests that have arrived wait for it."""

    say: Say = honest
    heard: list[dict[str, Any]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    def __post_init__(self) -> None:
        self.gate.set()

    async def has_heard(self, count: int) -> None:
        await eventually(lambda: len(self.heard) == count)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = int(head.lower().partition("content-length:")[2].partition("\r\n")[0])
            body = json.loads(await reader.readexactly(length))
            await self._answer(head, body, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # Who asked has gone, as a timed-out caller does.
        finally:
            writer.close()

    async def _answer(self, head: str, body: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.heard.append(body)
        self.headers.append(head)
        try:
            await self.gate.wait()
            status, headers, answer = self.say(body)
        finally:
            self.at_once -= 1
        lines = {**headers, "content-length": str(len(answer)), "connection": "close"}
        told = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        writer.write(f"HTTP/1.1 {status} X\r\n{told}\r\n".encode() + answer)
        await writer.drain()


@asynccontextmanager
async def running_model() -> AsyncIterator[FakeModel]:
    model = FakeModel()
    server = await asyncio.start_server(model.serve, "127.0.0.1", 0)
    model.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield model
    finally:
        model.gate.set()
        server.close()
        await server.wait_closed()
