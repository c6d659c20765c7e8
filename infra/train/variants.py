"""Rows told again as they might have come. Public rows have no trade and are mostly attacks, ours have one and are
mostly harmless: heads that read them as they are take a trade for a sign of harmlessness, and short insults were
silenced.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from infra.train.corpus.rows import OWN, Row, fingerprint
from services.triage.scoring.encoder import SECTORS

BARE, MOVED, PLACED = "+bare", "+moved", "+placed"
"""Behind the name of a set: without trade and post above, in another trade, in some trade."""
_PLACED = frozenset({"sentences", "toxicity_forum_fr", "toxicity_chat_fr"})


@dataclass(frozen=True, slots=True)
class Variant:
    """A row and the place among the others of the one that it tells again."""

    row: Row
    source: int


def told_again(rows: Sequence[Row]) -> list[Variant]:
    """The text is the same, so that a row and its variants are in one fold."""
    return [Variant(row, source) for source, one in enumerate(rows) for row in _variants(one)]


def is_variant(row: Row) -> bool:
    return row.origin.endswith((BARE, MOVED, PLACED))


def _variants(row: Row) -> Iterator[Row]:
    drawn = fingerprint(row.text) // 1_000
    if row.origin == OWN:
        yield replace(row, origin=OWN + BARE, sector=None, context="")
        if row.sector in SECTORS:
            step = 1 + drawn % (len(SECTORS) - 1)
            moved = SECTORS[(SECTORS.index(row.sector) + step) % len(SECTORS)]
            yield replace(row, origin=OWN + MOVED, sector=moved, context="")
    elif row.origin in _PLACED:
        yield replace(row, origin=row.origin + PLACED, sector=SECTORS[drawn % len(SECTORS)], context="")
