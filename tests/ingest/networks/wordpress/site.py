"""A site of our own at the edge of the world, for what no real WordPress does when asked to."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from services.runtime.http import Answer, Limits, OutgoingHTTP
from tests.infra.demo.running import TLS

URL = "https://courrier.example"
API = f"{URL}/wp-json"
ME = 7


def answer(status: int, body: object = None, url: str = API, **headers: str) -> Answer:
    packed = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, packed, url)


@dataclass
class Written:
    """A comment as the site keeps it."""

    id: int
    text: str
    at: datetime
    parent: int = 0
    author: int = 0
    status: str = "approved"
    is_secret: bool = False

    def told(self, **odd: Any) -> dict[str, Any]:
        told = {
            "id": self.id,
            "post": 1,
            "parent": self.parent,
            "author": self.author,
            "author_name": "Sylvie",
            "author_email": "sylvie@lecteurs.example",
            "author_url": "",
            "date": f"{self.at:%Y-%m-%dT%H:%M:%S}",
            "date_gmt": f"{self.at:%Y-%m-%dT%H:%M:%S}",
            "content": {"raw": self.text, "rendered": "<p>…</p>"},
            "link": f"{URL}/article/#comment-{self.id}",
            "status": self.status,
        }
        return told | odd


@dataclass
class Asked:
    url: str
    params: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass
class Site:
    """`odd` are answers that stand in for those of the API, by the end of a URL; `sequence` come one by one.

    Nothing here stands under a post.
    """

    comments: dict[int, Written] = field(default_factory=dict)
    odd: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    sequence: Iterator[Answer] | None = None
    tells_total: bool = True
    last: int = 0

    def write(self, text: str = "Bonjour", **more: Any) -> int:
        self.last += 1
        self.comments[self.last] = Written(self.last, text, more.pop("at", datetime.now(UTC)), **more)
        return self.last

    def reply(self, asked: Asked) -> Answer:
        if asked.params.get("_fields") == "post,_links":
            return answer(200, [])
        if self.sequence is not None and "/comments" in asked.url:
            return next(self.sequence)
        odd = next((known for end, known in self.odd.items() if asked.url.endswith(end)), None)
        return odd or self._usual(asked)

    def _usual(self, asked: Asked) -> Answer:
        match asked.url.removeprefix(f"{API}/").split("/"):
            case [""]:
                return answer(200, {"namespaces": ["wp/v2"], "authentication": {"application-passwords": {}}})
            case ["wp", "v2", "users", "me"]:
                return answer(200, {"id": ME, "name": "Palabre", "link": URL})
            case ["wp", "v2", "comments"]:
                return self._listing(asked.params)
            case ["wp", "v2", "comments", number]:
                return self._one(int(number))
            case _:
                return answer(404, {"code": "rest_no_route", "message": "No route."})

    def _listing(self, params: Mapping[str, str]) -> Answer:
        standing = sorted(self.comments.values(), key=lambda one: one.id, reverse=True)
        if "include" in params:
            wanted = set(map(int, params["include"].split(",")))
            standing = [one for one in standing if one.id in wanted]
        else:
            floor = datetime.fromisoformat(params.get("after", "1970-01-01T00:00:00Z"))
            standing = [one for one in standing if one.at > floor]
        offset, size = int(params.get("offset", 0)), int(params["per_page"])
        page = [one.told() for one in standing[offset : offset + size] if not one.is_secret]
        total = {"x_wp_total": str(len(standing))} if self.tells_total else {}
        return answer(200, page, **total)

    def _one(self, number: int) -> Answer:
        found = self.comments.get(number)
        if found is None:
            return answer(404, {"code": "rest_comment_invalid_id", "message": "Invalid comment ID."})
        if found.is_secret:
            return answer(403, {"code": "rest_cannot_read", "message": "No."})
        return answer(200, found.told())

    def grow_old(self) -> None:
        for comment in self.comments.values():
            comment.at -= timedelta(days=31)


class FakeWordPress(OutgoingHTTP):
    """The door to the outside, behind which stands one site."""

    def __init__(self, site: Site) -> None:
        super().__init__(tls=TLS)
        self.site = site

    async def carry(self, request: httpx.Request, *, redirects: int, limits: Limits) -> Answer:
        asked = Asked(str(request.url.copy_with(query=None)), dict(request.url.params), request.headers)
        self.site.asked.append(asked)
        return self.site.reply(asked)
