"""A runtime of reporting to try the plumbing on, and clients that nobody else uses."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from services.reporting.settings import ReportingSettings
from services.runtime.context import Runtime, open_runtime
from services.runtime.ids import new_id
from tests.house import House


@pytest.fixture
async def runtime(house: House) -> AsyncIterator[Runtime]:
    async with open_runtime(house.settings(ReportingSettings)) as opened:
        yield opened


@pytest.fixture
def bank() -> UUID:
    """A client."""
    return new_id()


@pytest.fixture
def newspaper() -> UUID:
    """Another client, whose things are nobody else's business."""
    return new_id()
