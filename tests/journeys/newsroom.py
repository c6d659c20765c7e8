"""A client of the agency: its newspaper's site, what its key lets a stranger see, and what visitors write."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx

from services.contracts.topology import ServiceName
from tests.infra.demo.running import TLS, TOKEN, Newspaper, SiteClock
from tests.installation import wait_until
from tests.journeys.palabre import Palabre

SCOPES = ("items:write", "queue:read", "reports:read", "syncs:write")
_numbers = count(1)


@dataclass
class ClientOfAgency:
    """What its key lets a stranger see, and what its operator sets."""

    palabre: Palabre
    slug: str
    name: str
    client_id: str
    key: str
    http: httpx.Client = field(repr=False)

    def get(self, service: ServiceName, path: str, **query: Any) -> Any:
        answer = self.http.get(self.palabre.url(service) + path, params=query)
        answer.raise_for_status()
        return answer.json()

    def push(self, items: Sequence[dict[str, Any]], **headers: str) -> httpx.Response:
        url = f"{self.palabre.url('ingest')}/v1/clients/{self.slug}/items"
        return self.http.post(url, json=list(items), headers=headers)

    def queue(self, status: str = "open") -> Iterator[dict[str, Any]]:
        """Every conversation of the queue, most pressing first."""
        cursor = None
        while True:
            query = {"status": status, "limit": 200} | ({"cursor": cursor} if cursor else {})
            page = self.get("triage", "/v1/queue", **query)
            yield from page["items"]
            cursor = page["next"]
            if not cursor:
                return

    def find(self, text: str, status: str = "open") -> dict[str, Any] | None:
        return next((entry for entry in self.queue(status) if entry["text"] == text), None)

    def wait_for(self, text: str, seconds: float = 20) -> dict[str, Any]:
        """The queue's entry of a message, as soon as it stands there; a pull that was killed is taken up soon."""
        wait_until(lambda: self.find(text), seconds, f"{text!r} did not reach the queue")
        found = self.find(text)
        assert found is not None
        return found

    def conversation(self, conversation: str) -> dict[str, Any]:
        found: dict[str, Any] = self.get("triage", f"/v1/conversations/{conversation}")
        return found

    def item(self, conversation: str, text: str) -> dict[str, Any]:
        """One message of a conversation."""
        items: list[dict[str, Any]] = self.conversation(conversation)["items"]
        return next(one for one in items if one["text"] == text)

    def figures(self, key: str | None = None) -> dict[str, Any]:
        """The totals of the days around today by metric, as staff or with a key of the portal."""
        today = datetime.now(UTC).date()
        params = {"from": str(today - timedelta(days=2)), "to": str(today + timedelta(days=2))}
        headers = (
            {"authorization": f"Bearer {key}"}
            if key
            else self.palabre.operator_headers("reporting", "reports:read")
        )
        url = f"{self.palabre.url('reporting')}/v1/clients/{self.client_id}/metrics"
        answer = httpx.get(url, params=params, headers=headers, verify=TLS).raise_for_status()
        totals: dict[str, Any] = {one["metric"]: one["total"] for one in answer.json()["metrics"]}
        return totals

    def set_undo_seconds(self, seconds: int) -> None:
        voice = {"undo_seconds": {"default": seconds}}
        headers = self.palabre.operator_headers("reply", "knowledge:write")
        url = f"{self.palabre.url('reply')}/v1/clients/{self.client_id}/voice"
        httpx.put(url, json=voice, headers=headers, verify=TLS).raise_for_status()

    def close(self) -> None:
        self.http.close()


@dataclass
class Newsroom(ClientOfAgency):
    """`site` is pulled by Palabre; `pushed` is an account that only a scheduler fills."""

    newspaper: Newspaper

    def portal_key(self) -> str:
        """A key with which the client's own portal reads figures and reports."""
        made = self.palabre.shell("key", "create", "--client", self.client_id, "--scope", "reports:read")
        key: str = made["key"]
        return key

    def page(self) -> str:
        """The article's page, as a visitor reads it."""
        return self.newspaper.browser().open()

    def close(self) -> None:
        self.newspaper.close()
        super().close()


def found_newsroom(palabre: Palabre, name: str, *, has_site: bool = True) -> Newsroom:
    """A new client with a site of its own, made by the operator in a shell."""
    slug = f"journal-{next(_numbers)}"
    newspaper = found_newspaper(palabre, slug, name)
    client = palabre.shell("client", "add", slug, "--name", name)["id"]
    if has_site:
        credentials = palabre.file("credentials.json", {"token": TOKEN})
        told = ("--network", "sandbox", "--url", newspaper.url, "--credentials", str(credentials))
        palabre.shell("account", "add", "site", "--client", slug, "--name", name, *told)
    else:
        palabre.shell("account", "add", "chat", "--client", slug, "--network", "x", "--name", name)
    key, http = open_api(palabre, slug)
    return Newsroom(palabre, slug, name, client, key, http, newspaper)


def open_api(palabre: Palabre, slug: str) -> tuple[str, httpx.Client]:
    """A new key of a client, and a client of HTTP that shows it."""
    scopes = [part for scope in SCOPES for part in ("--scope", scope)]
    key = palabre.shell("key", "create", "--client", slug, *scopes)["key"]
    return key, httpx.Client(headers={"authorization": f"Bearer {key}"}, timeout=30, verify=TLS)


def found_newspaper(palabre: Palabre, slug: str, name: str) -> Newspaper:
    newspaper = Newspaper(palabre.site_url, slug, SiteClock())
    headers = {"authorization": f"Bearer {newspaper.token}"}
    site = {"slug": slug, "name": name}
    httpx.post(f"{palabre.site_url}/sites", json=site, headers=headers, verify=TLS).raise_for_status()
    return newspaper


def until(condition: Callable[[], object], words: str, seconds: float = 15) -> None:
    wait_until(condition, seconds, words)
