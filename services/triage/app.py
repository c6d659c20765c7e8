"""Composition root of triage's HTTP application."""

from fastapi import FastAPI

from services.runtime.app import AppSpec, create_service_app
from services.triage.moderation.routes import routes as moderation
from services.triage.queue.routes import routes as queue
from services.triage.schema import HISTORY
from services.triage.settings import TriageSettings


def create_app(settings: TriageSettings | None = None) -> FastAPI:
    return create_service_app(
        AppSpec(settings=settings or TriageSettings(), history=HISTORY, rooms=[queue, moderation])
    )
