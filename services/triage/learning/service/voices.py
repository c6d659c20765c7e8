"""Whose words on which label are one and the same, for the rooms that count on what was said of messages."""

from uuid import UUID

from services.runtime.db.unit import Unit
from services.triage.learning.domain.voices import Voices
from services.triage.learning.repository import layers


async def find_voices(unit: Unit, client: UUID) -> Voices:
    """Return the voices of every layer that this client ever had."""
    return Voices(await layers.list_heads(unit.session, client))
