"""The four services, who may come in, and the public site, all in this process and on the story's clock."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

import httpx
from fastapi import FastAPI

from infra.demo.access import Place
from infra.demo.app import create_app as create_site
from infra.demo.settings import DemoSettings
from infra.demo.stage.clock import StoryClock
from infra.demo.stage.wires import InProcess, SiteLine
from infra.run.operator import OperatorSettings
from services.contracts.topology import Issuer, ServiceName
from services.ingest import app as ingest
from services.ingest import worker as ingest_worker
from services.ingest.networks.registry import adapters
from services.ingest.settings import IngestSettings
from services.reply import app as reply
from services.reply import worker as reply_worker
from services.reply.settings import ReplySettings
from services.reporting import app as reporting
from services.reporting import worker as reporting_worker
from services.reporting.settings import ReportingSettings
from services.runtime.authentication import KeyExchanger
from services.runtime.client import ServiceClient
from services.runtime.context import Runtime, open_runtime
from services.runtime.events.log import Happening
from services.runtime.keyring import load_keyring
from services.runtime.problem_handlers import handle_problems
from services.runtime.settings import ServiceSettings
from services.runtime.tokens import Signer
from services.runtime.worker import WorkerSpec
from services.triage import app as triage
from services.triage import worker as triage_worker
from services.triage.settings import TriageSettings
from web.identity.routes import routes as identity_operations
from web.identity.service import open_identity
from web.settings import WebSettings

# More than the site lets through in a minute of its own, which passes here while the story's month does.
ENOUGH = 1_000_000


@dataclass(frozen=True, slots=True)
class Bill:
    """The settings of everybody on the stage; from the environment, like those of the processes."""

    ingest: IngestSettings
    triage: TriageSettings
    reply: ReplySettings
    reporting: ReportingSettings
    web: WebSettings
    operator: OperatorSettings
    site: DemoSettings

    @classmethod
    def read(cls) -> "Bill":
        return cls(
            ingest=IngestSettings(),
            triage=TriageSettings(),
            reply=ReplySettings(),
            reporting=ReportingSettings(),
            web=WebSettings(),
            operator=OperatorSettings(),
            site=DemoSettings(),
        )

    @property
    def services(self) -> Mapping[ServiceName, ServiceSettings]:
        return {
            "ingest": self.ingest,
            "triage": self.triage,
            "reply": self.reply,
            "reporting": self.reporting,
            "web": self.web,
        }


@dataclass(frozen=True, slots=True)
class Stage:
    """`people` calls as web does for whoever sits there, `operator` as the command line does.

    `outside` leads to ingest as somebody reaches it who has nothing but a key.
    """

    clock: StoryClock
    runtimes: Mapping[ServiceName, Runtime]
    specs: Mapping[ServiceName, WorkerSpec]
    people: ServiceClient
    operator: ServiceClient
    outside: httpx.AsyncClient
    site: Place


class Unheard:
    """Nobody needs to be told of a commit: the stage works off its logs and timers by itself."""

    async def announce(self, client: UUID, happenings: Sequence[Happening]) -> None: ...


@asynccontextmanager
async def open_stage(bill: Bill, clock: StoryClock) -> AsyncIterator[Stage]:
    """Open everything; raises SettingsError when a setting or a key is missing."""
    apps = applications(bill)
    wires = InProcess(bill.operator, {name: transport_of(app) for name, app in apps.items()})
    async with AsyncExitStack() as stack:
        runtimes: dict[ServiceName, Runtime] = {}
        for name, settings in bill.services.items():
            opened = open_runtime(settings, clock=clock, announcer=Unheard(), transport=wires)
            runtimes[name] = apps[name].state.runtime = await stack.enter_async_context(opened)
        apps["web"].state.identity = open_identity(runtimes["web"])
        site = create_site(bill.site.model_copy(update={"demo_requests_per_minute": ENOUGH}), clock.seconds)
        await stack.enter_async_context(site.router.lifespan_context(site))
        line = SiteLine(transport_of(site), f"http://127.0.0.1:{bill.site.port}")
        await stack.enter_async_context(line)
        yield Stage(
            clock=clock,
            runtimes=runtimes,
            specs={
                "ingest": ingest_worker.worker_spec(bill.ingest, adapters(line)),
                "triage": triage_worker.worker_spec(bill.triage),
                "reply": reply_worker.worker_spec(bill.reply),
                "reporting": reporting_worker.worker_spec(bill.reporting),
            },
            people=await stack.enter_async_context(caller("web", bill, wires)),
            operator=await stack.enter_async_context(caller("operator", bill, wires)),
            outside=await stack.enter_async_context(
                httpx.AsyncClient(transport=wires, base_url=bill.operator.url_of("ingest"))
            ),
            site=site.state.place,
        )


def applications(bill: Bill) -> dict[ServiceName, FastAPI]:
    return {
        "ingest": ingest.create_app(bill.ingest),
        "triage": triage.create_app(bill.triage),
        "reply": reply.create_app(bill.reply),
        "reporting": reporting.create_app(bill.reporting),
        "web": front_door(bill.web),
    }


def front_door(settings: WebSettings) -> FastAPI:
    """Of web only the operations by which an operator lets people in: nobody looks at pages here."""
    app = FastAPI()
    app.include_router(identity_operations.router)
    app.state.settings = settings
    app.state.authenticate_key = KeyExchanger()
    handle_problems(app)
    return app


def caller(issuer: Issuer, bill: Bill, wires: httpx.AsyncBaseTransport) -> ServiceClient:
    keyring = load_keyring(bill.operator.keys_folder, issuer)
    return ServiceClient(bill.operator, Signer(keyring), transport=wires)


def transport_of(app: FastAPI) -> httpx.ASGITransport:
    return httpx.ASGITransport(app, raise_app_exceptions=False)
