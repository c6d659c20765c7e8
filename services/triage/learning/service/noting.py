"""What people decide and answer becomes evidence; what the machine does alone never is."""

from collections.abc import Sequence
from uuid import UUID

from services.contracts import triage as wire
from services.contracts.reply import Reply
from services.runtime.db.unit import Unit
from services.triage.learning.domain.words import ANSWERED, Word, derive_id, is_person, words_of_decision
from services.triage.learning.repository import evidence
from services.triage.learning.service.refitting import note_words


async def note_decision(unit: Unit, decision: wire.Decision) -> None:
    """Keep what a person's decision says of its message, in the place of what was decided before.

    The same decision again adds nothing.
    """
    if not is_person(decision.decided_by):
        return
    words = words_of_decision(decision)
    kept = [word.id for word in words]
    await evidence.withdraw_decided(
        unit.session, decision.client_id, decision.item_id, kept, decision.decided_at
    )
    await evidence.add(unit.session, decision.client_id, words)
    await note_words(unit, decision.client_id, len(words))


async def note_replies(unit: Unit, client: UUID, replies: Sequence[Reply]) -> None:
    """Keep that somebody answered; a replay adds nothing, and what was recalled was never said."""
    words = [
        Word(
            id=derive_id(reply.id, ANSWERED),
            item_id=reply.item_id,
            label=ANSWERED,
            value=True,
            source="reply",
            actor=reply.written_by,
            at=reply.accepted_at or reply.now,
        )
        for reply in replies
        if reply.state == "published" and is_person(reply.written_by)
    ]
    await evidence.add(unit.session, client, words)
