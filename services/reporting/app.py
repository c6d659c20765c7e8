"""Composition root of reporting's HTTP application."""

from fastapi import FastAPI

from services.reporting.metrics.routes import routes as metrics
from services.reporting.metrics.service import ClientCards
from services.reporting.reports.routes import routes as reports
from services.reporting.schema import HISTORY
from services.reporting.settings import ReportingSettings
from services.runtime.app import AppSpec, create_service_app


def create_app(settings: ReportingSettings | None = None) -> FastAPI:
    app = create_service_app(
        AppSpec(settings=settings or ReportingSettings(), history=HISTORY, rooms=[metrics, reports])
    )
    app.state.client_cards = ClientCards()
    return app
