"""One ingest of its own, database and clock included, whose worker a test kills where it likes.

It works against any network: give `found_account` the network's name, address and credentials, push the message
that is to be answered under the id that it has there, and see on the network itself what arrived. Where the
network's clock cannot be moved, only the first reply of a place is sent at the time that the network knows; and a
server that needs more than half a second gets `nursery.WORKER`, which is as patient as in production.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from signal import SIGKILL
from typing import Any
from uuid import UUID, uuid4

import httpx
import redis

from infra.engines.errors import EngineError
from infra.engines.pair import EngineURLs
from infra.engines.psql import execute
from services.contracts.ingest import NewAction
from services.ingest.actions.domain import hash_of
from services.runtime.callers import Actor
from services.runtime.clock import Clock
from services.runtime.points import CLOCK_FILE, DIE_AT
from tests.faults.nursery import HTTP, IMPATIENT_WORKER, Nursery
from tests.house import House, bearer
from tests.infra.demo.running import TLS
from tests.installation import comes_true, wait_until

SCOPES = frozenset({"accounts:write", "clients:write", "keys:write"})
# Longer than a lease, the pause after a refusal and the last look; and a worker looks four times a second.
LONGEST_WAIT = timedelta(minutes=11)
NOTICED_SECONDS = 1.0
# A question costs both sides together some three milliseconds of work: asked every 20 ms, 3,000 of them were
# a sixth of all the work of the kills.
ASKED_EVERY_SECONDS = 0.1
# Above the numbers of the workers and of the runs within runs, on a Valkey that has 64.
FIRST_REDIS_NUMBER = 56


@dataclass
class Place:
    """Its client, the address of its HTTP service, and its processes' settings."""

    house: House
    nursery: Nursery
    settings: dict[str, str]
    http: httpx.Client = field(repr=False)
    slug: str = ""
    client: str = ""
    key: str = ""

    @property
    def clock(self) -> Clock:
        return Clock(self.house.clock_file)

    def pass_time(self, by: timedelta) -> None:
        self.clock.move(self.clock.now() - datetime.now(UTC) + by)

    def found_account(self, network: str, url: str, credentials: dict[str, str]) -> None:
        """Add a client with an account `site` on a network, which is pulled only once a day."""
        self.slug = f"client-{uuid4().hex[:10]}"
        self.client = self._post("/v1/clients", {"slug": self.slug, "name": "Client"})["id"]
        account = {"slug": "site", "network": network, "url": url, "credentials": credentials}
        self._post(f"/v1/clients/{self.slug}/accounts", {**account, "interval_seconds": 86_400})
        issued = self._post(f"/v1/clients/{self.slug}/keys", {"scopes": ["items:write"]})
        self.key = issued["key"]

    def push(self, external_id: str, text: str) -> str:
        """Take in a message under the id that it has on the network, and return ours."""
        item = {
            "account": "site",
            "id": external_id,
            "kind": "comment",
            "text": text,
            "author": {"id": "sylvie", "name": "Sylvie"},
            "created_at": datetime.now(UTC).isoformat(),
        }
        outcome = self._post(f"/v1/clients/{self.slug}/items", [item], bearer(self.key))
        return str(outcome["items"][0]["item_id"])

    def request(self, item: str, text: str | None = None, *, kind: str = "publish_reply") -> str:
        """Ask for an action, as reply or triage would, and return its id."""
        new = NewAction.model_validate(
            {
                "client": self.client,
                "kind": kind,
                "item_id": item,
                "origin": uuid4(),
                "text": text,
                "approved_by": "user:nadia",
                "approved_hash": hash_of(text) if text else None,
            }
        )
        key = {"idempotency-key": uuid4().hex}
        return str(self._post("/v1/actions", new.model_dump(mode="json"), self._staff() | key)["id"])

    def action(self, action: str) -> dict[str, Any]:
        answer = self.http.get(f"/v1/actions/{action}", headers=self._staff())
        found: dict[str, Any] = answer.raise_for_status().json()
        return found

    def item(self, item: str) -> dict[str, Any]:
        """Our copy of a message."""
        headers = bearer(self.house.token("web", "user:nadia", "ingest", {"items:read"}, UUID(self.client)))
        found = self._post(f"/v1/clients/{self.client}/items/lookup", {"ids": [item]}, headers)
        told: dict[str, Any] = found["items"][0]
        return told

    def account(self) -> dict[str, Any]:
        """The account `site` as staff see it."""
        headers = bearer(
            self.house.token("web", "user:nadia", "ingest", {"accounts:read"}, UUID(self.client))
        )
        answer = self.http.get("/v1/accounts", params={"client": self.client}, headers=headers)
        [found] = answer.raise_for_status().json()["items"]
        account: dict[str, Any] = found
        return account

    def let_worker_die(self, point: str, worker: str = IMPATIENT_WORKER) -> None:
        """Run a worker until it kills itself at the point."""
        self.empty_redis()
        with self.nursery.start(worker, self.settings | {DIE_AT: point}) as child:
            assert child.wait(f"at {point}") == SIGKILL, f"the worker ended before {point}"

    def finish(self, action: str, worker: str = IMPATIENT_WORKER) -> dict[str, Any]:
        """Run a worker that may live, later and later, until the action is settled or waits for a person."""
        self.empty_redis()
        with self.nursery.start(worker, self.settings):
            wait_until(lambda: self._is_ended_later(action), 60, f"{action} did not end")
        return self.action(action)

    def _is_ended_later(self, action: str) -> bool:
        """Let the time pass that the action waits for, and give a worker a moment to notice."""
        self.pass_time(LONGEST_WAIT)
        return comes_true(
            lambda: is_at_its_end(self.action(action)), NOTICED_SECONDS, every=ASKED_EVERY_SECONDS
        )

    def empty_redis(self) -> None:
        """A killed job blocks its own bell for seconds; without it the next worker begins at once."""
        with redis.Redis.from_url(self.house.redis_url) as connection:
            connection.flushdb()

    def _operator(self) -> dict[str, str]:
        return bearer(self.house.token_for("operator", Actor("operator:root", None), "ingest", SCOPES))

    def _staff(self) -> dict[str, str]:
        scopes = ("actions:read", "actions:write")
        return bearer(self.house.token("reply", "user:nadia", "ingest", scopes, UUID(self.client)))

    def _post(self, path: str, body: object, headers: dict[str, str] | None = None) -> Any:
        answer = self.http.post(path, json=body, headers=headers or self._operator())
        assert answer.is_success, answer.text
        return answer.json()


@contextmanager
def open_place(nursery: Nursery, urls: EngineURLs, var: Path, folder: Path, number: int) -> Iterator[Place]:
    """A place with a number of its own among those that are open at once, at most eight."""
    folder.mkdir()
    name = f"faults_{var.name[-8:]}_{number}"
    redis_url = f"{urls.redis_url.removesuffix('/0')}/{FIRST_REDIS_NUMBER + number}"
    with own_database(urls, name) as database_url:
        house = House(var, database_url, redis_url, folder / "clock")
        settings = {
            "PALABRE_VAR": str(var),
            "PALABRE_DATABASE_URL": database_url,
            "PALABRE_REDIS_URL": redis_url,
            "PALABRE_ALLOWED_PRIVATE": "127.0.0.1,localhost",
            CLOCK_FILE: str(house.clock_file),
        }
        with nursery.start(HTTP, settings, has_port=True) as served:
            url = f"http://127.0.0.1:{served.port}"
            with httpx.Client(base_url=url, timeout=30, verify=TLS) as http:
                http.get("/healthz").raise_for_status()
                yield Place(house, nursery, settings, http)


@contextmanager
def own_database(urls: EngineURLs, name: str) -> Iterator[str]:
    """A migrated database; it is dropped when the connections of killed processes have gone, which takes a moment."""
    owner, _, template = urls.database_url.rpartition("/")
    execute(f"{owner}/postgres", f'create database "{name}" template "{template}"')
    try:
        yield f"{owner}/{name}"
    finally:
        wait_until(lambda: is_dropped(f"{owner}/postgres", name), 30, f"{name} is still in use")


def is_dropped(database_url: str, name: str) -> bool:
    try:
        execute(database_url, f'drop database "{name}"')
    except EngineError:
        return False
    return True


def is_at_its_end(action: dict[str, Any]) -> bool:
    return action["state"] in {"sent", "refused", "cancelled"} or bool(action["needs_person"])
