"""The real site behind a real port, and one newspaper of its own for each test."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_server
from typing import Any

import httpx
import uvicorn
from pydantic import SecretStr

from infra.demo.app import create_app
from infra.demo.settings import DemoSettings

# Made once: httpx would read all the certificates of the machine again for each client.
TLS = httpx.create_ssl_context()
TOKEN = "token-of-the-tests"
ARTICLE = "pont-des-lavandieres"
OTHER_ARTICLE = "cantines-produits-locaux"


class SiteClock:
    """The site's clock: the real one until a test stops it."""

    def __init__(self) -> None:
        self.stopped_at: float | None = None

    def __call__(self) -> float:
        return time.time() if self.stopped_at is None else self.stopped_at

    def pass_seconds(self, seconds: float) -> None:
        self.stopped_at = self() + seconds


@contextmanager
def running_site(folder: Path, clock: SiteClock, requests_per_minute: int = 100_000) -> Iterator[str]:
    """The URL of a site that runs in a thread of its own until the block ends."""
    settings = DemoSettings(
        var=folder, demo_token=SecretStr(TOKEN), demo_requests_per_minute=requests_per_minute
    )
    config = uvicorn.Config(create_app(settings, clock), log_level="warning", ws="none", access_log=False)
    server = uvicorn.Server(config)
    with create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            wait_until_ready(url)
            yield url
        finally:
            server.should_exit = True
            thread.join(10)
    assert not thread.is_alive(), "the site did not stop"


def wait_until_ready(url: str) -> None:
    transport = httpx.HTTPTransport(retries=10, verify=TLS)
    with httpx.Client(transport=transport, timeout=10) as client:
        client.get(f"{url}/healthz").raise_for_status()


@dataclass
class Newspaper:
    """One site with its visitors; `url` is what an account names."""

    server: str
    slug: str
    clock: SiteClock
    token: str = TOKEN
    clients: list[httpx.Client] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.server}/sites/{self.slug}"

    def api(self, method: str, path: str, *, token: str = TOKEN, **parts: Any) -> httpx.Response:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        with httpx.Client(timeout=5, verify=TLS) as client:
            return client.request(method, f"{self.url}/{path}", headers=headers, **parts)

    def browser(self) -> "Browser":
        client = httpx.Client(base_url=self.server, follow_redirects=True, timeout=5, verify=TLS)
        self.clients.append(client)
        return Browser(client, self.slug)

    def write(self, name: str, text: str, parent: str | None = None) -> str:
        """A visitor without a browser writes; the answer is the comment's id."""
        sent = {"article": ARTICLE, "name": name, "text": text, "parent": int(parent) if parent else None}
        response = self.api("POST", "visitors/comments", json=sent)
        response.raise_for_status()
        return str(response.json()["id"])

    def answer(self, parent: str, text: str) -> str:
        response = self.api("POST", f"api/v1/comments/{parent}/replies", json={"text": text})
        response.raise_for_status()
        return str(response.json()["id"])

    def moderate(self, comment: str, operation: str) -> None:
        """The newsroom acts by its own tools, as a colleague in another window would."""
        self.api("POST", f"api/v1/comments/{comment}/{operation}").raise_for_status()

    def hold_newcomers(self) -> None:
        self.api("PUT", "holding", json={"newcomers": True}).raise_for_status()

    def arm(self, operation: str, kind: str, **more: Any) -> None:
        self.api("POST", "faults", json={"operation": operation, "kind": kind, **more}).raise_for_status()

    def accepted(self, operation: str = "reply") -> dict[str, int]:
        """How often each text was taken as a reply (or each comment moderated)."""
        found = self.api("GET", "acceptances").json()
        return {one["text"] or one["comment"]: one["times"] for one in found if one["operation"] == operation}

    def close(self) -> None:
        for client in self.clients:
            client.close()


@dataclass
class Browser:
    """A visitor at the pages, with cookies."""

    client: httpx.Client
    slug: str

    def open(self, article: str = ARTICLE) -> str:
        return self.client.get(f"/sites/{self.slug}/articles/{article}").raise_for_status().text

    def send(self, name: str, text: str, parent: str = "", article: str = ARTICLE) -> httpx.Response:
        sent = {"name": name, "text": text, "parent": parent}
        return self.client.post(f"/sites/{self.slug}/articles/{article}/comments", data=sent)

    def write(self, name: str, text: str, parent: str = "") -> str:
        response = self.send(name, text, parent).raise_for_status()
        return str(response.url).rpartition("#commentaire-")[2]

    def rewrite(self, comment: str, text: str) -> httpx.Response:
        return self.client.post(f"/sites/{self.slug}/comments/{comment}/modifier", data={"text": text})

    def delete(self, comment: str) -> httpx.Response:
        return self.client.post(f"/sites/{self.slug}/comments/{comment}/supprimer")
