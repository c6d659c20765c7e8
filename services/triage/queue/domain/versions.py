"""What of an arriving item is news: replays and late comers must change nothing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of an item: the number of its newest version, and whether it is deleted."""

    number: int
    is_deleted: bool


def is_news(arriving: Version, known: Version | None) -> bool:
    """Whether an item changes anything here; what was deleted stays deleted, whatever is replayed."""
    if known is None:
        return True
    if known.is_deleted:
        return False
    return arriving.is_deleted or arriving.number > known.number
