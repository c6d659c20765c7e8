"""Serves the gallery on a port of the system's, with the headers of the product: what breaks its policy breaks here."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Thread

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route

from tests.web.gallery.pages import GALLERY, Shown
from web.rendering.assets import STATIC_DIRECTORY, ImmutableFiles
from web.rendering.pages import shared_pages
from web.rendering.policy import SECURITY_HEADERS

_START_SECONDS = 10


def make_gallery(shown: Mapping[str, Shown] = GALLERY) -> Starlette:
    pages = shared_pages()

    async def show(request: Request) -> Response:
        page, frame = shown[request.path_params["name"]].dressed(dict(request.query_params))
        return HTMLResponse(pages.page(page, frame), headers=SECURITY_HEADERS)

    files = ImmutableFiles(directory=STATIC_DIRECTORY)
    return Starlette(routes=[Route("/gallery/{name}", show), Mount(pages.assets.prefix, files)])


@contextmanager
def serve(app: Callable[..., Awaitable[None]]) -> Iterator[str]:
    """Yield the address of an application that runs in a thread until the block ends."""
    server = uvicorn.Server(
        uvicorn.Config(
            app, host="127.0.0.1", port=0, log_level="error", lifespan="off", timeout_graceful_shutdown=1
        )
    )
    socket = server.config.bind_socket()
    # Listening at once lets a browser that is faster than the thread wait in line.
    socket.listen()
    thread = Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_START_SECONDS)
        socket.close()
