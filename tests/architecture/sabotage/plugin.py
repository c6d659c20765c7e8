"""Runs each target test whole and then once for each switch that must redden it, and notes what became of it.

pytest -p tests.architecture.sabotage.plugin --sabotage RUN --sabotage-notes FILE TEST...
"""

import json
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.architecture.sabotage.all import runs
from tests.architecture.sabotage.registry import Switch, restore

WHOLE = "whole"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--sabotage", choices=sorted(runs()), required=True)
    parser.addoption("--sabotage-notes", type=Path, required=True)


def pytest_configure(config: pytest.Config) -> None:
    switches = runs()[config.getoption("--sabotage")]
    config.pluginmanager.register(Saboteur(switches, config.getoption("--sabotage-notes")))


class Saboteur:
    def __init__(self, switches: list[Switch], notes: Path) -> None:
        self.switches = {switch.name: switch for switch in switches}
        self.targets = {test for switch in switches for test in switch.reddens}
        self.notes = notes

    @pytest.fixture(autouse=True)
    def thrown(self, request: pytest.FixtureRequest, database_url: str) -> Iterator[None]:
        """Throw the switch, if any, before the test's own fixtures are made: autouse fixtures come first."""
        if request.param != WHOLE:
            self.switches[request.param].take_away()
        yield
        restore()

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        metafunc.parametrize("thrown", [WHOLE, *self.switches], indirect=True)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if self.is_wanted(item)]

    def is_wanted(self, item: pytest.Item) -> bool:
        thrown, test = thrown_and_test(item)
        return test in (self.targets if thrown == WHOLE else self.switches[thrown].reddens)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if call.when == "call" or report.failed:
            thrown, test = thrown_and_test(item)
            words = str(call.excinfo.value) if call.excinfo is not None else ""
            note = {
                "thrown": thrown,
                "test": test,
                "outcome": f"{call.when} {report.outcome}",
                "words": words,
            }
            with self.notes.open("a") as file:
                file.write(json.dumps(note) + "\n")
        return report


def thrown_and_test(item: pytest.Item) -> tuple[str, str]:
    """Return a switch's name and the id that the test has in an ordinary run."""
    thrown: str = item.callspec.params["thrown"]  # type: ignore[attr-defined]  # every test here has parameters
    test = item.nodeid.replace(f"[{thrown}]", "").replace(f"-{thrown}]", "]").replace(f"[{thrown}-", "[")
    return thrown, test
