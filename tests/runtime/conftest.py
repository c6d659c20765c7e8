"""A runtime of reporting to try the plumbing on, and clients that nobody else uses."""

from collections.abc import AsyncIterator

import pytest

from services.reporting.settings import ReportingSettings
from services.runtime.context import Runtime, open_runtime
from tests.house import House


@pytest.fixture
async def runtime(house: House) -> AsyncIterator[Runtime]:
    async with open_runtime(house.settings(ReportingSettings)) as opened:
        yield opened
