"""A server with one endless stream, as the workplace's live events are: `python -m tests.infra.streaming`."""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator

from fastapi import FastAPI
from starlette.responses import StreamingResponse

from infra.run.child import serve_http


async def forever() -> AsyncIterator[bytes]:
    while True:
        yield b": still here\n\n"
        await asyncio.sleep(0.05)


def create_app() -> FastAPI:
    app = FastAPI()
    app.add_api_route("/live", lambda: StreamingResponse(forever(), media_type="text/event-stream"))
    return app


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    serve_http(create_app, listener)
