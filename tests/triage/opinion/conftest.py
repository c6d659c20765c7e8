"""Triage with a model elsewhere, on loopback."""

from collections.abc import AsyncIterator

import pytest

from tests.house import House
from tests.triage.desk import opened_desk
from tests.triage.opinion.asked import Asked
from tests.triage.opinion.model import running_model


@pytest.fixture
async def asked(house: House) -> AsyncIterator[Asked]:
    async with running_model() as model:
        settings = {
            "opinion_url": model.url,
            "opinion_key": "a-secret-key",
            "opinion_model": "some-model",
            "opinion_price_in": 2,
            "opinion_price_out": 10,
            "opinion_timeout": 5,
            "opinion_at_once": 3,
            "allowed_private": "127.0.0.1",
        }
        async with opened_desk(house, **settings) as desk:
            yield Asked(desk, model)
