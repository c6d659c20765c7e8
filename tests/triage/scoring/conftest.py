"""One scorer for the whole run, since it holds no state."""

import pytest

from services.triage.scoring.service import Scorer, load_scorer


@pytest.fixture(scope="session")
def scorer() -> Scorer:
    return load_scorer()
