"""Composition root of reply's HTTP application."""

from fastapi import FastAPI

from services.reply.schema import HISTORY
from services.reply.settings import ReplySettings
from services.runtime.app import AppSpec, create_service_app


def create_app(settings: ReplySettings | None = None) -> FastAPI:
    return create_service_app(AppSpec(settings=settings or ReplySettings(), history=HISTORY, rooms=[]))
