"""Use cases of moderation: a person decides, the network is asked, and its answer settles the decision."""

from collections.abc import Collection, Sequence
from typing import cast
from uuid import UUID

from services.contracts import triage as wire
from services.contracts.ingest import Account, ActionKind
from services.contracts.triage import DECISION_MADE, DECISION_SETTLED, DecisionKind, Grounds, NewDecision
from services.contracts.values import Listed
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.timers import drop_timer, set_timer
from services.triage.errors import (
    AlreadyHidden,
    CannotDo,
    DecisionPending,
    NotHidden,
    NothingThere,
    OwnMessage,
)
from services.triage.moderation.domain import (
    ON_ITS_WAY,
    Made,
    Settlement,
    acts_for,
    choose_act,
    may_settle,
)
from services.triage.moderation.models import Decision
from services.triage.moderation.repository import decisions as repository
from services.triage.queue.domain.marks import MarkedItem
from services.triage.queue.service import find_item, hold_queue, mark_items

ASKING = "decision.ask"


async def decide(
    unit: Unit, item_id: UUID, new: NewDecision, account: Account | None, grounds: Grounds | None = None
) -> wire.Decision:
    """Decide about one item, a rule with its grounds; the same decision again is the same decision.

    What the network need not be asked for is in force at once; for the rest the timer that asks stands in this
    transaction. `account` says what can be asked, None where ingest does not say now.
    Raises NotFound, CannotDo, DecisionPending, AlreadyHidden, NotHidden, NothingThere, OwnMessage.
    """
    client = (await find_item(unit, item_id)).client_id
    await hold_queue(unit, client)
    item = await find_item(unit, item_id)
    latest = await repository.find_latest(unit.session, client, item_id)
    if latest is not None and _made(latest).is_repeated_by(new.kind, new.reason, new.note, item):
        if new.kind == "approve" and item.is_wanted:
            await mark_items(unit, client, [item_id], "approved")
        return on_the_wire(latest)
    await _check(unit, item, latest, new)
    acts = acts_for(new.kind, new.reason, item)
    if acts and account is not None and choose_act(acts, account) is None:
        raise CannotDo(new.kind, account.network)
    decision = await _add(unit, item, new, acts, grounds)
    await mark_items(unit, client, [item_id], ON_ITS_WAY[new.kind] if acts else "approved")
    if acts:
        await set_timer(unit, client, ASKING, str(decision.id), unit.clock.now())
    return on_the_wire(decision)


async def find_asked(unit: Unit, client: UUID, decision: UUID) -> Decision | None:
    """The decision that the network is to be asked for, unless that has been settled."""
    found = await repository.find(unit.session, client, decision)
    return found if found is not None and found.state == "pending" else None


async def note_asked(unit: Unit, client: UUID, decision: UUID) -> None:
    """Ingest holds the request now and sees it through; there is nothing more to ask."""
    await drop_timer(unit, client, ASKING, str(decision))


async def settle(unit: Unit, client: UUID, settlements: Sequence[Settlement]) -> None:
    """Settle decisions and mark their items; what is settled for good stays as it is, so twice is harmless."""
    if not settlements:
        return
    await hold_queue(unit, client)
    by_id = {settlement.decision_id: settlement for settlement in settlements}
    found = await repository.list_by_ids(unit.session, client, by_id)
    moved = [decision for decision in found if may_settle(decision.state, by_id[decision.id].state)]
    if not moved:
        return
    chosen = [by_id[decision.id] for decision in moved]
    await repository.settle(unit.session, client, chosen, unit.clock.now())
    # Where an outcome becomes known late, a newer decision may be on its way: then that one marks the item.
    busy = await repository.list_with_pending(unit.session, client, {one.item_id for one in moved})
    for settlement, decision in zip(chosen, moved, strict=True):
        if decision.item_id not in busy:
            await mark_items(unit, client, [decision.item_id], settlement.mark(decision.kind))
        await drop_timer(unit, client, ASKING, str(decision.id))
    unit.happened(client, DECISION_SETTLED, [decision.id for decision in moved])


async def look_up_decisions(unit: Unit, client: UUID, ids: Collection[UUID]) -> Listed[wire.Decision]:
    found = await repository.list_by_ids(unit.session, client, ids)
    return Listed(items=[on_the_wire(decision) for decision in found])


async def read_decisions(
    unit: Unit, client: UUID, items: Collection[UUID]
) -> dict[UUID, list[wire.Decision]]:
    """Return the decisions on each item, the latest first."""
    found = await repository.list_by_items(unit.session, client, items)
    return {item: [on_the_wire(decision) for decision in decisions] for item, decisions in found.items()}


def on_the_wire(decision: Decision) -> wire.Decision:
    return wire.Decision.model_validate(decision.model_dump(exclude={"acts"}))


async def _check(unit: Unit, item: MarkedItem, latest: Decision | None, new: NewDecision) -> None:
    if latest is not None and latest.state == "pending":
        raise DecisionPending
    if item.is_ours:
        raise OwnMessage
    if new.kind == "restore":
        await _check_restorable(unit, item)
    elif item.is_deleted:
        raise NothingThere
    elif item.state == "hidden" and new.kind != "delete":
        raise AlreadyHidden


async def _check_restorable(unit: Unit, item: MarkedItem) -> None:
    """What was hidden, by whomever, can be shown again; of what is deleted, only what we deleted."""
    if item.is_deleted:
        last = await repository.find_in_force(unit.session, item.client_id, item.id)
        if last is None or last.kind != "delete":
            raise NothingThere
    elif item.state != "hidden":
        raise NotHidden


async def _add(
    unit: Unit, item: MarkedItem, new: NewDecision, acts: Sequence[ActionKind], grounds: Grounds | None
) -> Decision:
    now = unit.clock.now()
    decision = Decision(
        client_id=item.client_id,
        id=new_id(),
        item_id=item.id,
        kind=new.kind,
        reason=new.reason,
        note=new.note,
        state="pending" if acts else "in_force",
        detail=None,
        acts=list(acts),
        decided_by=unit.actor,
        decided_at=now,
        settled_at=None if acts else now,
        grounds=None if grounds is None else grounds.model_dump(mode="json"),
    )
    await repository.add(unit.session, decision)
    unit.happened(item.client_id, DECISION_MADE, [decision.id])
    if not acts:
        unit.happened(item.client_id, DECISION_SETTLED, [decision.id])
    return decision


def _made(decision: Decision) -> Made:
    return Made(
        decision.id, cast(DecisionKind, decision.kind), decision.reason, decision.note, decision.state
    )
