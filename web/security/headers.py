"""Headers of every answer: what a browser may do with it, and that nothing of it stays behind."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.rendering.policy import SECURITY_HEADERS

# Pages hold what people wrote and are shown to one person only; static files say otherwise themselves.
NO_STORE = "no-store"


def secure(headers: MutableHeaders) -> None:
    for name, value in SECURITY_HEADERS.items():
        # A page that we pass on from a service brings its own policy, which allows less.
        headers.setdefault(name, value)
    headers.setdefault("Cache-Control", NO_STORE)


class Secured:
    """Pure ASGI, so that event streams are not buffered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure(MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, answer if scope["type"] == "http" else send)
