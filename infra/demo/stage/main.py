"""The demo's month as a process of its own: it tells the terminal how far it is, and its log what went wrong."""

import os
import sys

from infra.demo.stage.house import Bill
from infra.demo.stage.play import DECLINED, GIVEN_UP, play
from infra.run.child import write_to
from infra.run.processes import DEMO_MONTH
from services.runtime.telemetry import configure_logging

# Somebody may be signing in meanwhile, who shall not notice.
NICENESS = 10


async def main() -> None:
    """Play the month; whatever it raises means that it may be tried again."""
    os.nice(NICENESS)
    bill = Bill.read()
    write_to(bill.operator.var / "log" / DEMO_MONTH.log_name, sys.stderr.fileno())
    configure_logging("demo month", "WARNING")
    match (await play(bill, say=say)).state:
        case "declined":
            say(DECLINED)
        case "given_up":
            say(GIVEN_UP)
        case _:
            pass


def say(sentence: str) -> None:
    print(sentence, flush=True)
