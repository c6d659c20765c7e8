"""Which tests go to the same parallel worker: all that ask for the one installation, wherever they stand.

xdist's own --dist loadgroup writes the group into the test's id, which pytest 9.2 no longer reads there.
"""

from xdist.scheduler.loadscope import LoadScopeScheduling

INSTALLATION = (
    "tests/journeys/",
    "tests/browser/test_walk.py",
    "tests/browser/test_live_",
)
KILLS = "tests/faults/test_kills.py"


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Each test by itself; those of the installation together, first since they are the most, and those that
    look at one run of kills.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(KILLS):
            return KILLS
        return "installation" if nodeid.startswith(INSTALLATION) else nodeid
