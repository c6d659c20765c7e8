"""`python -m infra.demo`: the site alone, on its port."""

import uvicorn

from infra.demo.app import create_app
from infra.demo.settings import DemoSettings

if __name__ == "__main__":
    settings = DemoSettings()
    uvicorn.run(
        create_app(settings),
        host="127.0.0.1",
        port=settings.port,
        ws="none",
        access_log=False,
        timeout_graceful_shutdown=2,  # an ordered fault may hold an answer back for half a minute
    )
