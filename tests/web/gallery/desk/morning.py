"""The hour of the morning at the desk, how its things are numbered, and what Martine wrote."""

from datetime import UTC, datetime
from uuid import UUID

from services.contracts.triage import Span

NOW = datetime(2026, 11, 22, 9, 41, 5, tzinfo=UTC)


def make_id(number: int) -> UUID:
    return UUID(int=0x019AA000_0000_7000_8000_000000000000 + number)


def find_span(text: str, label: str, words: str) -> Span:
    start = text.index(words)
    return Span(label=label, start=start, end=start + len(words))


MARTINE = (
    "Bonjour, toujours aucune réponse à mon dossier de prêt déposé il y a trois semaines, ma conseillère est "
    "injoignable et la signature est vendredi. Que dois-je faire ? Mon numéro : 06 12 34 56 78"
)
