"""What a replay came to, as people read it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.contracts import triage as scored
from services.contracts.triage import Automation
from services.contracts.triage import replay as wire
from services.contracts.triage.charter import Clause, Proposal
from services.contracts.triage.replay import ChangeQuery, NewReplay
from services.contracts.values import Listed, Paging
from services.runtime.db.unit import Unit
from services.runtime.paging import cursor_at, cut, read_id, read_part, read_place
from services.runtime.problems import NotFound
from services.triage.replay.domain.tally import figures_of, versions_of
from services.triage.replay.models import Replay
from services.triage.replay.repository import changes, replays

KEPT = timedelta(days=30)
_EXCERPT = 500
_END = (datetime.max.replace(tzinfo=UTC, hour=0), UUID(int=2**128 - 1))


async def get_replay(unit: Unit, client: UUID, replay_id: UUID) -> wire.Replay:
    """Raises NotFound."""
    replay = await find_replay(unit, client, replay_id)
    told = on_the_wire(replay)
    changed = sum(told.figures.changes.values()) if told.figures else 0
    return told.model_copy(update={"gone": changed - await changes.count(unit.session, client, replay_id)})


async def list_replays(unit: Unit, client: UUID, query: Paging) -> Listed[wire.Replay]:
    rows = await replays.list_page(unit.session, client, read_id(query.cursor), limit=query.limit + 1)
    page, has_more = cut(rows, query.limit)
    cursor = cursor_at(page[-1].id) if has_more else None
    return Listed(items=[on_the_wire(replay) for replay in page], next=cursor)


async def list_changes(
    unit: Unit, client: UUID, replay_id: UUID, query: ChangeQuery
) -> Listed[wire.ReplayChange]:
    """Raises NotFound."""
    await find_replay(unit, client, replay_id)
    filters = {
        name: value
        for name, value in (("direction", query.direction), ("agreement", query.agreement))
        if value is not None
    }
    rows = await changes.list_page(
        unit.session,
        client,
        replay_id,
        dict(filters),
        _read_cursor(query.cursor),
        limit=query.limit + 1,
        excerpt=_EXCERPT,
    )
    page, has_more = cut(rows, query.limit)
    cursor = cursor_at(page[-1]["received_at"].isoformat(), page[-1]["item_id"]) if has_more else None
    return Listed(items=[_change(row) for row in page], next=cursor)


async def find_replay(unit: Unit, client: UUID, replay_id: UUID, *, is_held: bool = False) -> Replay:
    """Raises NotFound."""
    replay = await replays.find(unit.session, client, replay_id, is_held=is_held)
    if replay is None:
        raise NotFound
    return replay


def on_the_wire(replay: Replay) -> wire.Replay:
    asked = NewReplay.model_validate(replay.asked)
    rules = [Automation.model_validate(rule) for rule in replay.rules]
    kept = replay.model_dump(include=_KEPT_AS_IT_IS)
    return wire.Replay(
        **kept,
        **asked.model_dump(),
        base_versions=versions_of(replay.tally),
        base=[Clause.model_validate(clause) for clause in replay.base],
        forgotten_at=replay.asked_at + KEPT,
        figures=figures_of(replay.tally, rules) if replay.done else None,
    )


_KEPT_AS_IT_IS = {
    "id",
    "client_id",
    "state",
    "base_version",
    "asked_by",
    "asked_at",
    "ended_at",
    "total",
    "done",
    "left_out",
    "models",
    "adopted_version",
    "threshold",
}


def _change(row: dict[str, object]) -> wire.ReplayChange:
    spans = [scored.Span.model_validate(span) for span in _list(row["spans"])]
    before, after = Proposal.model_validate(row["before"]), Proposal.model_validate(row["after"])
    names = wire.ReplayChange.model_fields.keys() - {"spans", "before", "after"}
    kept = {name: row[name] for name in names}
    cut_off = [span for span in spans if span.end <= _EXCERPT]
    return wire.ReplayChange.model_validate({**kept, "before": before, "after": after, "spans": cut_off})


def _list(found: object) -> list[object]:
    return found if isinstance(found, list) else []


def _read_cursor(cursor: str | None) -> tuple[datetime, UUID]:
    """Raises Invalid for anything that is not a cursor of ours."""
    if cursor is None:
        return _END
    at, item = read_place(cursor, 2)
    moment = read_part(at, datetime.fromisoformat)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)), read_part(item, UUID)
