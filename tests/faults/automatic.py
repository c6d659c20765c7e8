"""A client whose rule hides insults alone, on a real ingest and triage, and a worker that dies where it is told to."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx

from infra.demo.settings import DEFAULT_SITE
from infra.engines.pair import EngineURLs
from services.contracts.topology import ServiceName
from services.contracts.triage import (
    ADD_AUTOMATION,
    CORRECT_LABEL,
    DECIDE,
    GET_AUTOMATION,
    SWITCH_AUTOMATION,
)
from services.runtime.client import fill
from services.runtime.db.roles import url_as, working_role
from services.runtime.points import DIE_AT
from services.triage.automation.domain.audit import is_audited
from services.triage.settings import TriageSettings
from tests.faults.nursery import Nursery
from tests.faults.place import Place, open_place
from tests.house import bearer
from tests.infra.demo.running import TLS, TOKEN, Newspaper, SiteClock, running_site
from tests.installation import wait_until

HTTP = "services.triage.app:create_app"
REPLY = "services.reply.app:create_app"
WORKER = "tests.faults.automatic:worker"
SCOPES = {"automation:write", "decisions:write", "queue:read"}
RULE = {"label": "toxic", "action": "hide", "network": "sandbox", "highest_error": 0.3, "audit_share": 0.1}
# So many that the rule still acts when all the acts are denied that stop it: what people deny is evidence too.
ENOUGH = 120
INSULT = "Quel idiot"
_STORY = """
select (select array_agg(decided_by || ' ' || kind order by id) from triage.decision where item_id = $1) as decisions,
 (select grounds ->> 'evidence_count' from triage.decision where item_id = $1 and grounds is not null) as evidence,
 (select array_agg(is_audited) from triage.automation_act where item_id = $1) as draws,
 (select count(*) from triage.timer where key like '%' || $1::text
  or key in (select id::text from triage.decision where item_id = $1)) as timers
"""
_ASKED = "select count(*) from ingest.action where item_id = $1"
_ASKING = "select count(*) from triage.timer where kind = 'decision.ask'"
_ASSESSED = "select count(*) from triage.assessment"
_IS_ASSESSED = "select exists(select from triage.assessment where item_id = $1)"
_STOPS = "select count(*) from triage.event where topic = 'automation.stopped'"


async def worker() -> None:
    """Triage's worker with a scorer that knows one insult."""
    from services.runtime.worker import run_worker
    from services.triage.settings import TriageSettings
    from services.triage.worker import worker_spec
    from tests.triage.desk import FakeScorer

    await run_worker(worker_spec(TriageSettings(), FakeScorer))


@dataclass(frozen=True)
class Story:
    """What stands about one message: by whom what was decided, whether on enough evidence, and what was drawn."""

    decisions: tuple[str, ...]
    has_evidence: bool
    draws: tuple[bool, ...]
    asked: int
    timers: int = field(default=0)


@dataclass
class Records:
    """What the services have written down; looked at so often that connecting each time would slow the workers."""

    place: Place
    runner: asyncio.Runner
    _opened: dict[ServiceName, asyncpg.Connection] = field(default_factory=dict)

    def read(self, service: ServiceName, query: str, *values: object) -> asyncpg.Record:
        return self.runner.run(self._read(service, query, values))

    def close(self) -> None:
        for connection in self._opened.values():
            self.runner.run(connection.close())

    async def _read(self, service: ServiceName, query: str, values: Iterable[object]) -> asyncpg.Record:
        if service not in self._opened:
            self._opened[service] = await self._connect(service)
        row = await self._opened[service].fetchrow(query, *values)
        assert row is not None
        return row

    async def _connect(self, service: ServiceName) -> asyncpg.Connection:
        """As the service itself would: nobody else sees a client's rows."""
        house = self.place.house
        role = working_role(service, house.settings(TriageSettings).secret())
        url = url_as(house.database_url, role).render_as_string(hide_password=False)
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        await connection.execute(f"set palabre.clients = '{self.place.client}'")
        return connection


@dataclass
class Brake:
    """A place whose rule acts."""

    place: Place
    settings: dict[str, str]
    http: httpx.Client
    records: Records
    rule: UUID = field(default_factory=uuid4)

    def let_it_act(self) -> None:
        """People decide about enough insults, and a lead switches the rule on."""
        items = [self.push(uuid4().hex) for _ in range(ENOUGH)]
        with self.working():
            wait_until(lambda: self._assessed() >= ENOUGH, 60, "the insults were not assessed")
        for item in items:
            self.decide(item, "hide", "insult")
        with self.working():
            wait_until(lambda: self._open_decisions() == 0, 60, "the network was not asked for all of them")
        made = self._ask("POST", ADD_AUTOMATION.path, RULE)
        self.rule = UUID(made["id"])
        self.begin_anew()

    def begin_anew(self) -> None:
        """The rule is switched off and on, which begins a new audit, and acts."""
        for is_on in (False, True):
            self._ask("PUT", SWITCH_AUTOMATION.path, {"is_on": is_on})
        with self.working():
            wait_until(lambda: self.state() == "acting", 60, "the rule was not weighed")

    def push(self, external_id: str, text: str = INSULT) -> str:
        return self.place.push(external_id, text)

    def push_one(self, *, for_audit: bool = False) -> str:
        """Somebody writes an insult that the rule acts on, or that it leaves to people.

        One for audit has about ten before it that are drawn with it: to work on each of them would take a minute.
        """
        while True:
            item = self.push(uuid4().hex)
            if is_audited(self.rule, UUID(item), RULE["audit_share"]) == for_audit:  # type: ignore[arg-type]  # a number
                return item
            if not for_audit:
                self.work_until_at_rest(item)

    def work_until_at_rest(self, item: str, workers: int = 1) -> None:
        with self.working(workers):
            wait_until(lambda: self.is_at_rest(item), 60, f"{item} came to no rest")

    def work_until_stopped(self) -> None:
        with self.working():
            wait_until(lambda: self.state() == "stopped", 60, "the rule was not stopped")

    def work_until_assessed(self, item: str) -> None:
        with self.working():
            wait_until(
                lambda: self.records.read("triage", _IS_ASSESSED, UUID(item))[0], 60, f"{item} was not read"
            )

    def deny(self, item: str) -> None:
        """A person says that it is no insult."""
        answer = self._answer(
            "POST", fill(CORRECT_LABEL.path, {"item": item}), {"label": "toxic", "value": False}
        )
        assert answer.is_success, answer.text

    def decide(self, item: str, kind: str, reason: str) -> int:
        """Return the status of the answer."""
        return self._answer(
            "POST", fill(DECIDE.path, {"item": item}), {"kind": kind, "reason": reason}
        ).status_code

    @contextmanager
    def working(self, count: int = 1) -> Iterator[None]:
        """Workers that may live; a killed job would block its own bell for seconds."""
        self.place.empty_redis()
        with ExitStack() as stack:
            for _ in range(count):
                stack.enter_context(self.place.nursery.start(WORKER, self.settings))
            yield

    def let_worker_die(self, point: str) -> None:
        self.place.empty_redis()
        with self.place.nursery.start(WORKER, self.settings | {DIE_AT: point}) as child:
            assert child.wait(f"at {point}") == SIGKILL, f"the worker ended before {point}"

    def is_at_rest(self, item: str) -> bool:
        """Whether it was drawn and nothing is left to be done about it."""
        story = self.story(item)
        return bool(story.draws) and story.timers == 0

    def story(self, item: str) -> Story:
        row = self.records.read("triage", _STORY, UUID(item))
        return Story(
            decisions=tuple(row["decisions"] or ()),
            has_evidence=int(row["evidence"] or 0) >= ENOUGH,
            draws=tuple(row["draws"] or ()),
            asked=self.records.read("ingest", _ASKED, UUID(item))[0],
            timers=row["timers"],
        )

    def stops(self) -> int:
        """How often it was told that a rule stopped."""
        return int(self.records.read("triage", _STOPS)[0])

    def state(self) -> str:
        return str(self._ask("GET", GET_AUTOMATION.path)["state"])

    def _open_decisions(self) -> int:
        return int(self.records.read("triage", _ASKING)[0])

    def _assessed(self) -> int:
        return int(self.records.read("triage", _ASSESSED)[0])

    def _ask(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        answer = self._answer(method, fill(path, {"client": self.place.client, "rule": self.rule}), body)
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def _answer(self, method: str, path: str, body: object) -> httpx.Response:
        token = self.place.house.token("web", "user:nadia", "triage", SCOPES, UUID(self.place.client))
        return self.http.request(method, path, json=body, headers=bearer(token))


@contextmanager
def open_brake(nursery: Nursery, urls: EngineURLs, var: Path, folder: Path, number: int) -> Iterator[Brake]:
    with (
        open_place(nursery, urls, var, folder / f"place-{number}", number) as place,
        running_site(folder / f"site-{number}", SiteClock()) as server,
    ):
        site = Newspaper(server, DEFAULT_SITE, SiteClock())
        place.found_account("sandbox", site.url, {"token": TOKEN})
        settings = place.settings | {"PALABRE_INGEST_URL": str(place.http.base_url)}
        with (
            nursery.start(REPLY, settings, has_port=True) as replying,
            nursery.start(HTTP, settings, has_port=True) as served,
            httpx.Client(base_url=f"http://127.0.0.1:{served.port}", timeout=30, verify=TLS) as http,
            asyncio.Runner() as runner,
            closing(Records(place, runner)) as records,
        ):
            settings["PALABRE_REPLY_URL"] = f"http://127.0.0.1:{replying.port}"
            brake = Brake(place, settings, http, records)
            brake.let_it_act()
            yield brake
