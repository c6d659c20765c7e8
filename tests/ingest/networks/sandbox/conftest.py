"""The adapter over the real way out, which may reach the test's own site."""

from collections.abc import AsyncIterator

import pytest

from services.ingest.networks.adapter import AccountAccess
from services.ingest.networks.sandbox import SandboxAdapter
from services.runtime.http import AllowedPlaces, Limits, OutgoingHTTP
from tests.infra.demo.running import TLS, Newspaper

PATIENCE = Limits(connect_seconds=2, silence_seconds=0.5, total_seconds=3)


@pytest.fixture
async def adapter() -> AsyncIterator[SandboxAdapter]:
    async with OutgoingHTTP(allowed=AllowedPlaces.parse("127.0.0.1"), limits=PATIENCE, tls=TLS) as http:
        yield SandboxAdapter(http)


@pytest.fixture
def account(newspaper: Newspaper) -> AccountAccess:
    return AccountAccess(newspaper.url, {"token": newspaper.token})
