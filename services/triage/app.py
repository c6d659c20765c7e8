"""Composition root of triage's HTTP application."""

from fastapi import FastAPI

from services.runtime.app import AppSpec, create_service_app
from services.runtime.limits import RateLimit, Turns
from services.triage.automation.routes import routes as automation
from services.triage.learning.routes import routes as learning
from services.triage.moderation.routes import routes as moderation
from services.triage.opinion.clients import Endpoint
from services.triage.opinion.routes import routes as opinion
from services.triage.queue.routes import routes as queue
from services.triage.replay.routes import routes as replay
from services.triage.schema import HISTORY
from services.triage.scoring.counter import Counter
from services.triage.scoring.routes import routes as scoring
from services.triage.settings import TriageSettings


def create_app(settings: TriageSettings | None = None) -> FastAPI:
    settings = settings or TriageSettings()
    rooms = [queue, moderation, automation, opinion, learning, replay, scoring]
    app = create_service_app(AppSpec(settings=settings, history=HISTORY, rooms=rooms))
    app.state.score_limit = RateLimit(settings.score_rate, settings.score_burst)
    app.state.score_turns = Turns(settings.score_at_once, settings.score_waiting)
    app.state.score_counter = Counter()
    app.state.opinion_endpoint = Endpoint.of(settings)
    return app
