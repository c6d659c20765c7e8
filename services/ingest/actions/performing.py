"""Use cases of the worker: perform an action, and find out what became of it.

Each is several units of work (claim, intent, result) and holds no connection while it waits for a network.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.contracts.ingest import ACTION_SETTLED
from services.ingest.actions import points, repository
from services.ingest.actions.acts import ACTS, take_effect
from services.ingest.actions.domain import (
    LEASE,
    LEASE_ENDED,
    LOOK,
    PERFORM,
    Outcome,
    State,
    outcome_unknown,
    refused,
    sent,
    surely_not_sent,
)
from services.ingest.actions.models import ActionRow
from services.ingest.directory import service as directory
from services.ingest.intake import service as intake
from services.ingest.networks.adapter import AccountAccess, Adapter, Published, Reply
from services.ingest.networks.capabilities import Capabilities, Certainty
from services.ingest.networks.errors import NetworkError, Refused, SurelyNotSent
from services.ingest.networks.registry import network_named
from services.runtime.context import Runtime
from services.runtime.db.unit import Unit
from services.runtime.timers import drop_timer, is_due, set_timer

ACTOR = "system:actions"


@dataclass(frozen=True, slots=True)
class Errand:
    """One claimed action with all that is needed to perform it."""

    row: ActionRow
    access: AccountAccess
    adapter: Adapter
    capabilities: Capabilities
    parent: str
    post: str | None
    is_removed: bool = False

    @property
    def key(self) -> str:
        return str(self.row.id)

    @property
    def reply(self) -> Reply:
        return Reply(self.parent, self.post, self.row.text or "", self.key)

    @property
    def is_repeatable(self) -> bool:
        return ACTS[self.row.kind] in self.capabilities.repeatable

    async def run(self) -> Published | None:
        """Do it on the network. Raises NetworkError."""
        if self.is_removed:
            raise Refused("account_removed")
        if self.row.kind == "publish_reply":
            return await self.adapter.publish_reply(self.access, self.reply)
        moderations = {
            "hide": self.adapter.hide,
            "unhide": self.adapter.unhide,
            "mark_spam": self.adapter.mark_spam,
            "delete": self.adapter.delete,
            "restore": self.adapter.restore,
        }
        await moderations[self.row.kind](self.access, self.parent, self.key)
        return None


@dataclass(frozen=True, slots=True)
class Performer:
    """Performs actions through the adapters of a process."""

    adapters: Mapping[str, Adapter]

    async def perform(self, runtime: Runtime, client: UUID, action: UUID) -> None:
        """Claim, intend, send, settle. Twice is harmless: only the first finds the action approved."""
        points.DUE.reach()
        errand = await self._claim(runtime, client, action)
        if errand is None:
            return
        points.CLAIMED.reach()
        async with runtime.database.unit([client], actor=ACTOR) as unit:
            sending = await repository.intend(unit.session, errand.row, unit.clock.now())
        if sending is None:
            return
        points.INTENDED.reach()
        outcome = await self._send(runtime, errand, sending)
        points.ANSWERED.reach()
        async with runtime.database.unit([client], actor=ACTOR) as unit:
            await _write(unit, sending, outcome)
        points.SETTLED.reach()

    async def end_lease(self, runtime: Runtime, client: UUID, action: UUID) -> None:
        """A worker died, or is still waiting: what it had not begun is free, what it had begun is unknown."""
        async with runtime.database.unit([client], actor=ACTOR) as unit:
            if not await is_due(unit, client, LEASE_ENDED, str(action)):
                return
            row = await repository.get(unit.session, {client}, action)
            released = await repository.release(unit.session, row)
            await drop_timer(unit, client, LEASE_ENDED, str(action))
            if released is not None:
                await set_timer(unit, client, PERFORM, str(action), unit.clock.now())
            elif row.state == State.SENDING:
                errand = await self._errand(runtime, unit, row)
                await _write(unit, row, _unknown(errand, row, unit.clock.now(), "worker_lost", ""))
            points.LEASE_ENDING.reach()
        points.LEASE_ENDED.reach()

    async def look(self, runtime: Runtime, client: UUID, action: UUID) -> None:
        """Look on the network for a publication whose outcome is unknown."""
        async with runtime.database.unit([client], actor=ACTOR) as unit:
            if not await is_due(unit, client, LOOK, str(action)):
                return
            row = await repository.get(unit.session, {client}, action)
            counted = await repository.count_look(unit.session, row)
            await drop_timer(unit, client, LOOK, str(action))
            if counted is None:
                return
            # Should this worker die while it looks, the lease brings the next look.
            await set_timer(unit, client, LOOK, str(action), unit.clock.now() + LEASE)
            errand = await self._errand(runtime, unit, counted)
            known = await repository.external_ids_of_others(unit.session, counted)
        points.LOOK_COUNTED.reach()
        outcome = await _looked(errand, known, runtime.clock.now())
        points.LOOK_ANSWERED.reach()
        async with runtime.database.unit([client], actor=ACTOR) as unit:
            await _write(unit, counted, outcome)
        points.LOOK_SETTLED.reach()

    async def _claim(self, runtime: Runtime, client: UUID, action: UUID) -> Errand | None:
        async with runtime.database.unit([client], actor=ACTOR) as unit:
            if not await is_due(unit, client, PERFORM, str(action)):
                return None
            # The action's row before its timers, here and everywhere, so that nobody waits in a circle.
            row = await repository.claim(unit.session, client, action)
            await drop_timer(unit, client, PERFORM, str(action))
            if row is None:
                return None
            await set_timer(unit, client, LEASE_ENDED, str(action), unit.clock.now() + LEASE)
            return await self._errand(runtime, unit, row)

    async def _errand(self, runtime: Runtime, unit: Unit, row: ActionRow) -> Errand:
        account = await directory.open_account(unit, runtime.vault, row.account_id)
        (item,) = await intake.look_up_items(unit, row.client_id, [row.item_id])
        return Errand(
            row=row,
            access=AccountAccess(account.url, account.credentials),
            adapter=self.adapters[account.network],
            capabilities=network_named(account.network).capabilities,
            parent=item.external_id,
            post=item.post,
            is_removed=account.is_removed,
        )

    async def _send(self, runtime: Runtime, errand: Errand, sending: ActionRow) -> Outcome:
        try:
            published = await errand.run()
        except NetworkError as error:
            return _failed(errand, sending, runtime.clock.now(), error)
        return sent(published.external_id, published.url) if published else sent(None, None)


def _failed(errand: Errand, row: ActionRow, now: datetime, error: NetworkError) -> Outcome:
    match error:
        case SurelyNotSent():
            return surely_not_sent(row.attempts, now, error.code, error.detail, error.retry_after)
        case Refused():
            return refused(error.code, error.detail)
        case _:
            return _unknown(errand, row, now, error.code, error.detail)


def _unknown(errand: Errand, row: ActionRow, now: datetime, code: str, detail: str) -> Outcome:
    """What to do when it may have happened: repeat where that is harmless, else look, else ask a person."""
    capabilities, begun = errand.capabilities, row.sending_at or now
    can_look = row.kind == "publish_reply" and capabilities.certainty is Certainty.READBACK
    outcome = outcome_unknown(begun, row.looks, code, detail, can_look=can_look)
    may_repeat = errand.is_repeatable or (
        capabilities.certainty is Certainty.NATIVE
        and capabilities.key_kept_for is not None
        and now - row.created_at < capabilities.key_kept_for
    )
    if may_repeat:
        again = surely_not_sent(row.attempts, now, code, detail, None)
        return again if again.state is State.APPROVED else _repeated_in_vain(outcome)
    return outcome


def _repeated_in_vain(outcome: Outcome) -> Outcome:
    """After the last repetition a person decides, since one of them may have worked."""
    return Outcome(State.UNKNOWN, code=outcome.code, detail=outcome.detail, needs_person=True)


async def _looked(errand: Errand, known: frozenset[str], now: datetime) -> Outcome:
    row = errand.row
    try:
        found = await errand.adapter.find_reply(
            errand.access, errand.reply, since=row.sending_at or row.created_at, known=known
        )
    except NetworkError as error:
        return _look_again(row, error.code, error.detail, now)
    if found is not None:
        return sent(found.external_id, found.url)
    return _look_again(row, "not_found", "", now)


def _look_again(row: ActionRow, code: str, detail: str, now: datetime) -> Outcome:
    return outcome_unknown(row.sending_at or now, row.looks, code, detail, can_look=True)


async def _write(unit: Unit, row: ActionRow, outcome: Outcome) -> None:
    """Write an outcome, set what follows it, and tell the others; late results change nothing."""
    written = await repository.settle(unit.session, row, outcome, unit.clock.now())
    if written is None:
        return
    key = str(row.id)
    for kind in (LEASE_ENDED, LOOK):
        await drop_timer(unit, row.client_id, kind, key)
    if outcome.due_at is not None:
        kind = PERFORM if outcome.state is State.APPROVED else LOOK
        await set_timer(unit, row.client_id, kind, key, outcome.due_at)
    if outcome.state is State.SENT:
        await take_effect(unit, row)
    if outcome.is_told:
        unit.happened(row.client_id, ACTION_SETTLED, [row.id])
