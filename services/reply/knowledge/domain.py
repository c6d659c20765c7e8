"""Values of knowledge: a place in a ranked list, and a query of words of which any may occur."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of search results begins: after this rank and id."""

    rank: float
    article_id: UUID


def any_of(lexemes: Iterable[str]) -> str:
    """Return a tsquery in PostgreSQL's own notation that matches where any of the lexemes occurs."""
    return " | ".join(f"'{_escaped(lexeme)}'" for lexeme in sorted(set(lexemes)))


def _escaped(lexeme: str) -> str:
    return lexeme.replace("\\", "\\\\").replace("'", "''")
