"""What people say of a message counts in the queue at once: its labels, its counts and its rank."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from services.contracts.triage import ITEM_ASSESSED, Assessment, Correction
from services.runtime.db.unit import Unit
from services.triage.queue.repository import corrected, items
from services.triage.queue.service.standings import refresh
from services.triage.scoring.domain.correcting import effective


async def count_corrections(
    unit: Unit, client: UUID, corrections: Mapping[UUID, Sequence[Correction]]
) -> None:
    """Let items count as these corrections have it, each with all that hold of it, also where that is none any more.

    The caller holds the queue. Twice is harmless.
    """
    assessed = await corrected.read(unit.session, client, corrections.keys())
    if not assessed:
        return
    counting = {}
    for item, one in assessed.items():
        said = Assessment.model_validate(one.body)
        counting[item] = effective(said, corrections[item], one.kind, one.followers), bool(corrections[item])
    await corrected.write(unit.session, client, counting)
    unit.happened(client, ITEM_ASSESSED, list(counting))
    found = await items.read_conversations(unit.session, client, counting.keys())
    await refresh(unit, client, found.values())
