"""An open page says how far the demo is, for as long as it is being prepared."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from infra.demo.stage.progress import Progress
from tests.house import House
from tests.web.fakes.agency import NOW
from tests.web.routes.cast import Cast
from web.rendering import paths

WORDS = "La démonstration se prépare\u202f: 40\u202f%"


@pytest.fixture
def house(house: House, tmp_path: Path) -> House:
    """With a folder of its own, since other tests look into the run's at the same time."""
    shutil.copytree(house.var / "keys", tmp_path / "var" / "keys")
    return replace(house, var=tmp_path / "var")


@pytest.fixture
def progress() -> Progress:
    """As the demo itself writes it."""
    return Progress(now=NOW, state="playing", done=81, total=200)


class TestLine:
    async def test_stands_on_every_page(self, cast: Cast, house: House, progress: Progress) -> None:
        progress.changed(house.var)
        page = await cast.nadia.get(paths.QUEUE)
        assert WORDS in page.text

    async def test_asks_again_and_makes_lists_look_again(
        self, cast: Cast, house: House, progress: Progress
    ) -> None:
        progress.changed(house.var)
        line = await cast.nadia.fragment(paths.PREPARATION)
        assert WORDS in line.text
        assert line.headers["HX-Trigger"] == "palabre:queue"
        assert f'hx-get="{paths.PREPARATION}"' in line.text

    @pytest.mark.parametrize("state", ["played", "declined", "given_up"])
    async def test_vanishes_when_it_is_over(
        self, cast: Cast, house: House, progress: Progress, state: str
    ) -> None:
        progress.changed(house.var, state=state)
        line = await cast.nadia.fragment(paths.PREPARATION)
        assert (line.status_code, line.text) == (200, "")

    async def test_its_end_loads_the_queue_anew_where_nobody_is_writing(
        self, cast: Cast, house: House, progress: Progress
    ) -> None:
        progress.changed(house.var, state="played")
        here = {"HX-Request": "true", "HX-Current-URL": "http://127.0.0.1:8000/queue?client=telvia"}
        there = {**here, "HX-Current-URL": f"http://127.0.0.1:8000/conversations/{cast.conversation.id}"}
        answers = [await cast.nadia.get(paths.PREPARATION, **headers) for headers in (here, there)]
        assert [answer.headers.get("HX-Redirect") for answer in answers] == [paths.QUEUE, None]

    async def test_without_a_demo_there_is_none(self, cast: Cast) -> None:
        page = await cast.nadia.get(paths.QUEUE)
        assert paths.PREPARATION not in page.text
