"""What one process of the workplace holds while it runs."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from services.runtime.context import Runtime
from services.runtime.live import LiveHub
from web.directory import Directory
from web.identity.service import Identity
from web.rendering.pages import Pages
from web.security.cookies import Cookies
from web.settings import WebSettings


@dataclass(frozen=True, slots=True)
class Workplace:
    settings: WebSettings
    runtime: Runtime
    identity: Identity
    directory: Directory
    hub: LiveHub
    pages: Pages
    cookies: Cookies


def workplace_of(request: HTTPConnection) -> Workplace:
    workplace: Workplace = request.app.state.workplace
    return workplace
