"""Use cases of those who want something done on a network: request, cancel, look."""

from typing import Literal
from uuid import UUID

from services.contracts.ingest import ACTION_SETTLED, Action, ActionQuery, NewAction
from services.contracts.problem import FieldError
from services.contracts.values import Listed
from services.ingest.actions import repository
from services.ingest.actions.acts import ACTS, take_effect
from services.ingest.actions.domain import (
    ACCOUNT_REMOVED,
    ITEM_DELETED,
    LEASE_ENDED,
    NOT_DONE,
    PERFORM,
    State,
    hash_of,
)
from services.ingest.actions.models import ActionRow
from services.ingest.directory import service as directory
from services.ingest.intake import service as intake
from services.ingest.networks.capabilities import Capabilities
from services.ingest.networks.registry import NETWORKS
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.paging import cursor_at, cut, read_id
from services.runtime.problems import Conflict, Forbidden, Invalid, NotFound
from services.runtime.timers import drop_timer, set_timer

RULE = "system:rule"


async def request(unit: Unit, new: NewAction) -> Action:
    """Accept an action and set the timer that performs it.

    Raises NotFound for another client's item, Invalid for a text that was not approved or does not fit, and
    Conflict where the network does not offer the act, the item is gone, or the origin acted before.
    """
    if new.client not in unit.clients:
        raise NotFound
    _check_approval(new, unit.actor)
    found = await intake.look_up_items(unit, new.client, [new.item_id])
    if not found:
        raise NotFound
    item = found[0]
    if item.deleted_at is not None and not (item.is_binned and new.kind == "restore"):
        raise Conflict(ITEM_DELETED, code="item_deleted")
    if (await directory.get_account(unit, item.account_id)).removed_at is not None:
        raise Conflict(ACCOUNT_REMOVED, code="account_removed")
    _check_network(new, item.network)
    row = ActionRow(
        client_id=new.client,
        id=new_id(),
        account_id=item.account_id,
        item_id=new.item_id,
        origin=new.origin,
        kind=new.kind,
        text=new.text,
        approved_by=new.approved_by,
        state=State.APPROVED,
        fence=0,
        attempts=0,
        looks=0,
        created_at=unit.clock.now(),
    )
    if not await repository.add(unit.session, row):
        raise Conflict("This was requested before.", code="origin_acted")
    await set_timer(unit, new.client, PERFORM, str(row.id), unit.clock.now())
    return action_of(row)


async def cancel(unit: Unit, action: UUID) -> Action:
    """Cancel what has not begun to leave; twice is harmless. Raises Conflict when it is too late."""
    row = await repository.cancel(unit.session, unit.clients, action, unit.clock.now())
    if row is not None:
        for kind in (PERFORM, LEASE_ENDED):
            await drop_timer(unit, row.client_id, kind, str(row.id))
        unit.happened(row.client_id, ACTION_SETTLED, [row.id])
        return action_of(row)
    row = await repository.get(unit.session, unit.clients, action)
    if row.state != State.CANCELLED:
        raise Conflict("It has left, or may have.", code="already_sending")
    return action_of(row)


async def settle_by_person(unit: Unit, action: UUID, outcome: Literal["sent", "refused"]) -> Action:
    """Settle what no look could: a person looked. The same twice is harmless, the row says who it was.

    Raises Conflict for what is settled otherwise or may still be found by itself, Forbidden for who is no person.
    """
    if not _is_person(unit.actor):
        raise Forbidden("Only a person decides this.", code="not_a_person")
    row = await repository.settle_by_person(
        unit.session,
        unit.clients,
        action,
        State(outcome),
        unit.clock.now(),
        by=unit.actor,
        detail=NOT_DONE if outcome == "refused" else None,
    )
    if row is not None:
        if row.state == State.SENT:
            await take_effect(unit, row)
        unit.happened(row.client_id, ACTION_SETTLED, [row.id])
        return action_of(row)
    row = await repository.get(unit.session, unit.clients, action)
    if row.state != outcome:
        raise Conflict("This waits for nobody's decision.", code="not_undecided")
    return action_of(row)


async def get(unit: Unit, action: UUID) -> Action:
    return action_of(await repository.get(unit.session, unit.clients, action))


async def look_up(unit: Unit, client: UUID, ids: list[UUID]) -> Listed[Action]:
    return Listed(items=[action_of(row) for row in await repository.look_up(unit.session, client, ids)])


async def list_page(unit: Unit, query: ActionQuery) -> Listed[Action]:
    rows = await repository.list_page(
        unit.session,
        unit.clients if query.client is None else unit.clients & {query.client},
        state=query.state,
        needs_person=query.needs_person,
        before=read_id(query.cursor),
        limit=query.limit + 1,
    )
    page, has_more = cut(rows, query.limit)
    return Listed(items=[action_of(row) for row in page], next=cursor_at(page[-1].id) if has_more else None)


def action_of(row: ActionRow) -> Action:
    """Return an action as it crosses the wire: without the text."""
    return Action.model_validate(row.model_dump(include=set(Action.model_fields)))


def _is_person(subject: str) -> bool:
    return subject.startswith(("user:", "operator:"))


def _is_rules(new: NewAction, actor: str) -> bool:
    """Whether a rule that the client switched on asks for itself: it moderates, and writes nothing."""
    return new.approved_by == actor == RULE and new.kind != "publish_reply"


def _check_approval(new: NewAction, actor: str) -> None:
    if not _is_person(new.approved_by) and not _is_rules(new, actor):
        raise _invalid("approved_by", "not_a_person", "must be a person: nothing acts here without one")
    if new.kind != "publish_reply":
        return
    if new.text is None:
        raise _invalid("text", "missing", "a reply has a text")
    if new.approved_hash != hash_of(new.text):
        raise _invalid("approved_hash", "not_approved", "this is not the text that was approved")


def _check_network(new: NewAction, network: str) -> None:
    known = NETWORKS.get(network)
    capabilities: Capabilities | None = known.capabilities if known else None
    if capabilities is None or not capabilities.offers(ACTS[new.kind]):
        raise Conflict(f"This account is on {network}, which does not offer {new.kind}.", code="not_offered")
    if new.text is not None and not capabilities.admits(new.text):
        raise _invalid("text", "too_long", f"is longer than {network} allows")


def _invalid(field: str, code: str, message: str) -> Invalid:
    return Invalid(errors=[FieldError(field=field, code=code, message=message)], code=code)
