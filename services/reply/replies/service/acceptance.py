"""Acceptance: a person approves one text, and its undo window begins."""

from uuid import UUID

from services.contracts.reply import REPLY_ACCEPTED
from services.reply.errors import NotADraft, TextChanged
from services.reply.replies import repository
from services.reply.replies.domain import SEND_TIMER, State
from services.reply.replies.models import Reply
from services.reply.voices import service as voices
from services.runtime.db.unit import Unit
from services.runtime.timers import set_timer


async def accept(unit: Unit, reply: Reply, text_hash: str) -> Reply:
    """Accept a draft as the person of this unit. Raises TextChanged and NotADraft.

    The window ends in the database: a timer, set in the same transaction, sends the reply then.
    """
    now = unit.clock.now()
    send_at = now + await voices.undo_window(unit, reply.client_id, reply.network)
    accepted = await repository.accept(
        unit, reply.id, text_hash, approved_by=unit.actor, accepted_at=now, send_at=send_at
    )
    if accepted is None:
        raise await _why_not(unit, reply.id)
    await set_timer(unit, accepted.client_id, SEND_TIMER, str(accepted.id), send_at)
    unit.happened(accepted.client_id, REPLY_ACCEPTED, [accepted.id])
    return accepted


async def _why_not(unit: Unit, reply_id: UUID) -> Exception:
    current = await repository.get(unit, reply_id)
    return TextChanged() if current.state == State.DRAFT else NotADraft()
