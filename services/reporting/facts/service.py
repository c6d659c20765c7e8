"""Use cases of facts: keep each once, keep the tallies with them, and read figures of a period."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.reporting.facts.domain import Figure, Message, Part, Taken, Tally, learn
from services.reporting.facts.domain.percentiles import Plan, Responses, Slice
from services.reporting.facts.repository import figures, rows
from services.reporting.facts.repository.figures import Wanted
from services.runtime.db.unit import Unit

__all__ = [
    "Wanted",
    "hold",
    "list_answered",
    "list_by_network",
    "list_parts",
    "list_responses",
    "number_question",
    "record",
]


async def record(unit: Unit, client: UUID, taken: Taken) -> None:
    """Keep facts of a client. Twice is harmless: each is known by its kind and the id of what it happened to."""
    await rows.lock(unit.session, client)
    moved = await _learn(unit, client, taken.news())
    moved.update(await _keep(unit, client, taken))
    if taken.placed.places:
        moved.update(await rows.place(unit.session, client, taken.placed.asked_as, taken.placed.places))
    await rows.move_tallies(unit.session, client, moved)


async def _learn(unit: Unit, client: UUID, news: Sequence[Message]) -> Counter[Tally]:
    if not news:
        return Counter()
    known = await rows.read_messages(unit.session, client, {one.item_id for one in news})
    changed, moved = learn(known, news)
    if changed:
        await rows.write_messages(unit.session, client, changed)
    return moved


async def _keep(unit: Unit, client: UUID, taken: Taken) -> Counter[Tally]:
    """Keep decisions and replies, and return by how much each tally moves: by those that were not known."""
    moved: Counter[Tally] = Counter()
    if taken.decisions:
        decided = await rows.add_decisions(unit.session, client, taken.decisions)
        moved.update(one.tally() for one in taken.decisions if one.decision_id in decided)
    if taken.replies:
        published = await rows.add_replies(unit.session, client, taken.replies)
        moved.update(one.tally() for one in taken.replies if one.reply_id in published)
    return moved


async def hold(unit: Unit, client: UUID) -> None:
    """Hold the client's facts until the unit ends, so that what several queries read is of one moment."""
    await rows.lock(unit.session, client)


async def number_question(unit: Unit) -> int:
    """Number a question to triage before it is asked: of two answers, the one asked for later holds."""
    return await rows.number_question(unit.session)


async def list_answered(unit: Unit, client: UUID, conversations: Sequence[UUID]) -> list[UUID]:
    """Return the items of these conversations that have a reply."""
    return await rows.list_answered(unit.session, client, conversations) if conversations else []


async def list_parts(unit: Unit, wanted: Wanted, wanted_figures: Sequence[Figure]) -> list[Part]:
    return await figures.list_parts(unit.session, wanted, wanted_figures)


async def list_responses(unit: Unit, wanted: Wanted) -> list[Responses]:
    """Return the percentiles of each part that has first responses, and of the whole period."""
    plan, values = await _read_responses(unit, wanted)
    if not plan.is_met_by(values):
        # Somebody kept a fact between the two questions; now they wait until both are answered.
        await rows.lock(unit.session, wanted.client)
        plan, values = await _read_responses(unit, wanted)
    return plan.solve(values)


async def _read_responses(unit: Unit, wanted: Wanted) -> tuple[Plan, dict[Slice, list[float]]]:
    plan = Plan.of(await figures.list_parts(unit.session, wanted, [Figure.RESPONSES]))
    return plan, await figures.read_slices(unit.session, wanted, plan.slices())


async def list_by_network(
    unit: Unit, client: UUID, since: date, until: date
) -> list[tuple[str, Figure, int]]:
    return await figures.list_by_network(unit.session, client, since, until)
