"""Under what the queue files a message: each label that holds, and beside these whether the machine is in doubt."""

from services.contracts.triage import Assessment
from services.contracts.triage.queue import UNSURE

__all__ = ["UNSURE", "file_under"]


def file_under(found: Assessment) -> list[str]:
    return [*found.found, *([UNSURE] if found.unsure else [])]
