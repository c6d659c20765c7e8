"""The month played from a shell, on an installation that does not run: with its engines, and without its processes."""

import asyncio

from infra.demo.stage.house import Bill
from infra.demo.stage.play import DECLINED, GIVEN_UP, play
from infra.demo.stage.progress import Progress
from infra.engines.folder import held
from infra.run.errors import RunError
from infra.run.settings import read_settings
from infra.run.stage import engines_for, prepare, say
from services.runtime.telemetry import configure_logging


def play_by_hand() -> None:
    """Play the month to its end; one that has been played stays as it is. Raises RunError, EngineError, StoryError.

    The folder's lock is held meanwhile: workers that go by the clock on the wall would date the month today.
    """
    settings = read_settings()
    if not settings.has_demo:
        raise RunError(
            "Set PALABRE_DEMO=1: without it the demo's site does not run, and nothing comes from there."
        )
    with held(settings.var), engines_for(settings) as engines:
        prepare(settings, engines)
        configure_logging("demo month", "WARNING")
        before = Progress.read(settings.var)
        state = asyncio.run(play(Bill.read(), say=say)).state
    if state == "declined":
        raise RunError(DECLINED)
    if state == "given_up":
        raise RunError(GIVEN_UP)
    if before is not None and before.is_over:
        say("The demo's month has been played here before.")
