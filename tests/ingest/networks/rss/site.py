"""A site with feeds, written by hand: it answers over real HTTP, knows conditions, and moves when told to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Resource:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    def answer(self, asked: dict[str, str]) -> bytes:
        status, body = self.status, self.body
        same = [
            self.headers.get(mark) and self.headers.get(mark) == asked.get(condition)
            for mark, condition in (("etag", "if-none-match"), ("last-modified", "if-modified-since"))
        ]
        if status == 200 and any(same):
            status, body = 304, b""
        head = {"content-length": str(len(body)), "connection": "close", **self.headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        return f"HTTP/1.1 {status} Whatever\r\n{lines}\r\n".encode() + body


@dataclass
class Site:
    """Pages by path; `asked` are the headers of each request with its path."""

    port: int = 0
    pages: dict[str, Resource] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    @property
    def feed_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/feed"

    def put(self, body: str | bytes, path: str = "/feed", **headers: str) -> None:
        content = body if isinstance(body, bytes) else body.encode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = Resource(content, headers={"content-type": "application/rss+xml", **named})

    def answer_with(self, status: int, path: str = "/feed", **headers: str) -> None:
        self.pages[path] = Resource(status=status, headers=headers)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        path = head[0].split(" ")[1]
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])
        }
        self.asked.append({**headers, ":path": path})
        writer.write(self.pages.get(path, Resource(status=404)).answer(headers))
        await writer.drain()
        writer.close()


@asynccontextmanager
async def serving() -> AsyncIterator[Site]:
    site = Site()
    server = await asyncio.start_server(site.handle, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    async with server:
        yield site


def rss(*entries: str, about: str = "<title>La Gazette</title><link>https://gazette.example/</link>") -> str:
    items = "".join(f"<item>{entry}</item>" for entry in entries)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{about}{items}</channel></rss>'
