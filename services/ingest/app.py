"""Composition root of ingest's HTTP application."""

from fastapi import FastAPI

from services.ingest.schema import HISTORY
from services.ingest.settings import IngestSettings
from services.runtime.app import AppSpec, create_service_app


def create_app(settings: IngestSettings | None = None) -> FastAPI:
    return create_service_app(AppSpec(settings=settings or IngestSettings(), history=HISTORY, rooms=[]))
