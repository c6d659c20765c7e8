"""Every application of the house by its name, so that what must hold for all of them is tried on all of them."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from sqlalchemy import MetaData

from services.contracts.topology import ServiceName
from services.ingest.app import create_app as create_ingest
from services.ingest.schema import IngestTable
from services.ingest.settings import IngestSettings
from services.reply.app import create_app as create_reply
from services.reply.schema import ReplyTable
from services.reply.settings import ReplySettings
from services.reporting.app import create_app as create_reporting
from services.reporting.schema import ReportingTable
from services.reporting.settings import ReportingSettings
from services.runtime.settings import ServiceSettings
from services.triage.app import create_app as create_triage
from services.triage.schema import TriageTable
from services.triage.settings import TriageSettings
from tests.house import House
from web.app import create_app as create_web
from web.schema import WebTable
from web.settings import WebSettings


@dataclass(frozen=True, slots=True)
class Application:
    """How one application is made, and the tables that its models state."""

    create: Callable[[Any], FastAPI]
    settings: type[ServiceSettings]
    schema: MetaData

    @property
    def metadata(self) -> MetaData:
        """What the models of every room state, also of rooms that no route needs."""
        package = importlib.import_module(self.create.__module__.rpartition(".")[0])
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith(".models"):
                importlib.import_module(module.name)
        return self.schema

    def open_in(self, house: House, **changes: Any) -> FastAPI:
        return self.create(house.settings(self.settings, **changes))


APPLICATIONS: dict[ServiceName, Application] = {
    "ingest": Application(create_ingest, IngestSettings, IngestTable.metadata),
    "triage": Application(create_triage, TriageSettings, TriageTable.metadata),
    "reply": Application(create_reply, ReplySettings, ReplyTable.metadata),
    "reporting": Application(create_reporting, ReportingSettings, ReportingTable.metadata),
    "web": Application(create_web, WebSettings, WebTable.metadata),
}
