"""Which tests go to the same parallel worker: all that ask for the one installation, wherever they stand.

xdist's own --dist loadgroup writes the group into the test's id, which pytest 9.2 no longer reads there.
"""

from xdist.scheduler.loadscope import LoadScopeScheduling

INSTALLATION = ("tests/journeys/", "tests/browser/test_walk.py", "tests/browser/test_live_")
FAULTS = "tests/faults/"


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Each test by itself; those of the installation together, first since they are the most, and each module
    of faults, whose tests look at one run.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(FAULTS):
            return nodeid.partition("::")[0]
        return "installation" if nodeid.startswith(INSTALLATION) else nodeid
