"""Triage between a fake ingest and a fake reply."""

from collections.abc import AsyncIterator

import pytest

from tests.house import House
from tests.triage.desk import Desk, opened_desk


@pytest.fixture
async def desk(house: House) -> AsyncIterator[Desk]:
    async with opened_desk(house) as desk:
        yield desk
