"""Composition root of ingest's HTTP application."""

from fastapi import FastAPI

from services.ingest.actions import routes as actions
from services.ingest.directory import routes as directory
from services.ingest.directory.keys import authenticate_key
from services.ingest.directory.service import resolve_slug
from services.ingest.intake import routes as intake
from services.ingest.schema import HISTORY
from services.ingest.settings import IngestSettings
from services.ingest.syncs import routes as syncs
from services.runtime.app import AppSpec, create_service_app
from services.runtime.limits import RateLimit, Turns


def create_app(settings: IngestSettings | None = None) -> FastAPI:
    settings = settings or IngestSettings()
    app = create_service_app(
        AppSpec(
            settings=settings,
            history=HISTORY,
            rooms=[directory.routes, intake.routes, syncs.routes, actions.routes],
            authenticate_key=authenticate_key,
            resolve_slug=resolve_slug,
        )
    )
    app.state.intake_limit = RateLimit(settings.intake_rate, settings.intake_burst)
    app.state.intake_turns = Turns(settings.intake_at_once, settings.intake_waiting)
    return app
