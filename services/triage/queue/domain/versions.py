"""What of an arriving item is news: replays and late comers must change nothing."""

from dataclasses import dataclass

from services.contracts.ingest import Standing


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of an item: the number of its newest version, how the network shows it, whether it is deleted."""

    number: int
    standing: Standing
    is_deleted: bool


def is_news(arriving: Version, known: Version | None, *, may_return: bool = False) -> bool:
    """Whether an item changes anything here.

    What was deleted stays deleted, whatever is replayed, unless `may_return` says that the network brought it back.
    """
    if known is None:
        return True
    if known.is_deleted:
        return may_return and not arriving.is_deleted
    is_moved = arriving.standing != known.standing and arriving.number == known.number
    return arriving.is_deleted or arriving.number > known.number or is_moved


def has_new_words(arriving: Version, known: Version | None) -> bool:
    """Whether what is news of it is what it says, so that it is to be assessed anew."""
    return known is None or known.is_deleted or arriving.number > known.number
