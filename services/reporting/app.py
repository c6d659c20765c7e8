"""Composition root of reporting's HTTP application."""

from fastapi import FastAPI

from services.reporting.metrics.routes import routes as metrics
from services.reporting.schema import HISTORY
from services.reporting.settings import ReportingSettings
from services.runtime.app import AppSpec, create_service_app


def create_app(settings: ReportingSettings | None = None) -> FastAPI:
    return create_service_app(
        AppSpec(settings=settings or ReportingSettings(), history=HISTORY, rooms=[metrics])
    )
