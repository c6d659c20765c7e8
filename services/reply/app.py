"""Composition root of reply's HTTP application."""

from fastapi import FastAPI

from services.reply.drafting.routes import routes as drafting
from services.reply.knowledge.routes import routes as knowledge
from services.reply.replies.routes import routes as replies
from services.reply.saved.routes import routes as saved
from services.reply.schema import HISTORY
from services.reply.settings import ReplySettings
from services.reply.voices.routes import routes as voices
from services.runtime.app import AppSpec, create_service_app


def create_app(settings: ReplySettings | None = None) -> FastAPI:
    rooms = [knowledge, voices, saved, drafting, replies]
    return create_service_app(AppSpec(settings=settings or ReplySettings(), history=HISTORY, rooms=rooms))
