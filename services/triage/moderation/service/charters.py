"""Use cases of the charter: read, changed into a new version, gone back from, and applied to messages."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.contracts.triage import Conversation, ConversationItem
from services.contracts.triage.charter import (
    CHARTER_CHANGED,
    Charter,
    CharterDraft,
    CharterRestoration,
    NewCharter,
)
from services.contracts.values import Listed, Paging
from services.runtime.db.unit import Unit
from services.runtime.paging import cursor_at, cut, read_number, read_place
from services.runtime.problems import NotFound
from services.triage.errors import CharterChanged
from services.triage.moderation.domain import DEFAULT, Held, Proposing, corrected, differences
from services.triage.moderation.models import CharterVersion
from services.triage.moderation.repository import charters as repository


async def read_charter(unit: Unit, client: UUID) -> Charter:
    """The version that holds."""
    versions = await repository.list_versions(unit.session, client, limit=2)
    return _told(client, versions)[0]


async def read_held(unit: Unit, client: UUID, since: datetime, until: datetime) -> Held:
    """Which charter held when, from one moment until another."""
    rows = await repository.list_held(unit.session, client, since, until)
    held = [(row.changed_at, Proposing(_draft(row).clauses, row.version)) for row in rows]
    return Held(Proposing(DEFAULT.clauses, 0), held)


async def list_charters(unit: Unit, client: UUID, query: Paging) -> Listed[Charter]:
    """Every version that somebody wrote, the newest first."""
    below = None if query.cursor is None else read_number(read_place(query.cursor, 1)[0], bits=32)
    rows = await repository.list_versions(unit.session, client, below=below, limit=query.limit + 1)
    told = [one for one in _told(client, rows) if one.version]
    page, has_more = cut(told, query.limit)
    return Listed(items=list(page), next=cursor_at(page[-1].version) if has_more else None)


async def change_charter(
    unit: Unit, client: UUID, new: NewCharter, *, restores: int | None = None, replay: UUID | None = None
) -> Charter:
    """Write the next version; what says the same as the one that holds changes nothing. Raises CharterChanged."""
    held = await read_charter(unit, client)
    if held.version != new.expected_version:
        raise CharterChanged
    if (held.allowed, held.clauses) == (new.allowed, new.clauses):
        return held
    version = CharterVersion(
        client_id=client,
        version=held.version + 1,
        allowed=new.allowed,
        clauses=[clause.model_dump(mode="json") for clause in new.clauses],
        changed_by=unit.actor,
        changed_at=unit.clock.now(),
        restores=restores,
        replay_id=replay,
    )
    if not await repository.add(unit.session, version):
        raise CharterChanged
    unit.happened(client, CHARTER_CHANGED, [client])
    return await read_charter(unit, client)


async def restore_charter(unit: Unit, client: UUID, wanted: CharterRestoration) -> Charter:
    """Say again what an earlier version said. Raises NotFound, CharterChanged."""
    row = await repository.find(unit.session, client, wanted.version) if wanted.version else None
    if row is None and wanted.version:
        raise NotFound
    draft = DEFAULT if row is None else _draft(row)
    new = NewCharter(allowed=draft.allowed, clauses=draft.clauses, expected_version=wanted.expected_version)
    return await change_charter(unit, client, new, restores=wanted.version)


async def propose_on(unit: Unit, conversation: Conversation) -> Conversation:
    """The conversation with what the charter proposes about each message that waits for a person's decision."""
    charter = await read_charter(unit, conversation.client_id)
    proposing = Proposing(charter.clauses, charter.version)
    items = [_proposed(item, proposing) for item in conversation.items]
    return conversation.model_copy(update={"items": items})


def _proposed(item: ConversationItem, proposing: Proposing) -> ConversationItem:
    if item.assessment is None or not item.is_waiting or item.state not in {"visible", "held"}:
        return item
    words = {one.label: one.value for one in item.corrections}
    proposal = proposing.propose(corrected(item.assessment.labels, words))
    return item.model_copy(update={"proposal": proposal})


def _told(client: UUID, rows: Sequence[CharterVersion]) -> list[Charter]:
    """Versions beside what each changed; the default stands below the first, and alone where there is none."""
    drafts = [*map(_draft, rows), DEFAULT]
    told = [
        Charter(
            client_id=client,
            version=row.version,
            allowed=draft.allowed,
            clauses=draft.clauses,
            changed_by=row.changed_by,
            changed_at=row.changed_at,
            changes=differences(before.clauses, draft.clauses),
            is_wording_changed=before.allowed != draft.allowed,
            restores=row.restores,
            replay_id=row.replay_id,
        )
        for row, draft, before in zip(rows, drafts, drafts[1:], strict=False)
    ]
    first = Charter(
        client_id=client, version=0, changed_by=None, changed_at=None, changes=[], **DEFAULT.model_dump()
    )
    return told or [first]


def _draft(row: CharterVersion) -> CharterDraft:
    return CharterDraft.model_validate({"allowed": row.allowed, "clauses": row.clauses})
