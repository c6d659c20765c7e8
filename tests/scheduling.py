"""Which tests go to the same parallel worker, all that ask for the one installation, and which begin first.

xdist's own --dist loadgroup writes the group into the test's id, which pytest 9.2 no longer reads there.
"""

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

INSTALLATION = (
    "tests/docs/test_api.py",
    "tests/journeys/",
    "tests/browser/test_walk.py",
    "tests/browser/test_live_",
)
# Each has one nursery and one database for all of its falls.
FALLS = ("tests/faults/test_kills.py", "tests/faults/test_automatic.py")
# Those of many seconds: one that began last would leave every other worker idle meanwhile.
LONG = (
    "tests/infra/demo/stage/test_play.py",
    "tests/faults/",
    "tests/infra/demo/stage/test_kill.py",
    "tests/infra/test_run_demo.py",
    "tests/infra/test_run.py",
    "tests/architecture/test_sabotage.py",
    "tests/infra/train/",
    "tests/browser/",
)


def put_long_ones_first(items: list[pytest.Item]) -> None:
    """Within both parts the order stays as drawn, and files stay together."""
    items.sort(
        key=lambda item: next((n for n, path in enumerate(LONG) if item.nodeid.startswith(path)), len(LONG))
    )


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Each test by itself; those of the installation together, first since they are the most, and those that
    share one nursery of falls.
    """

    def _split_scope(self, nodeid: str) -> str:
        together = next((path for path in FALLS if nodeid.startswith(path)), nodeid)
        return "installation" if nodeid.startswith(INSTALLATION) else together
