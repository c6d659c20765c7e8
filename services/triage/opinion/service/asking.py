"""Asking, in three steps: wanted where a message is assessed, counted before a call leaves, and settled after it.

The row of a client's setting is held while the budget is read and the timer ended, and shared while something is
wanted: neither can miss the other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from services.runtime.db.unit import Unit
from services.runtime.timers import drop_timer, set_timer
from services.triage.opinion.clients import Endpoint, Heard
from services.triage.opinion.domain.answer import Usage
from services.triage.opinion.domain.budget import Left
from services.triage.opinion.domain.masking import Finder, mask
from services.triage.opinion.domain.question import MEANINGS, Question, question
from services.triage.opinion.models import OpinionSetting
from services.triage.opinion.repository import opinions, settings
from services.triage.scoring.domain import Message

OPINION = "opinion.ask"
# One timer for each client: as many as wait would keep other timers from being rung.
KEY = "all"
MOST_CALLS = 2  # about one version of a message: a second time where the first was cut off or turned away
# Twice what a call may take at most: what is not settled then was cut off.
CUT_OFF = timedelta(seconds=60)
_MOST_READ = 20_000


@dataclass(frozen=True, slots=True)
class Worded:
    """A message as the scorer reads it, with its client's trade and what stands above it; `author` is never sent."""

    version: int
    message: Message
    author: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is counted and may leave; `reserved` is the most that it can cost."""

    item_id: UUID
    version: int
    question: Question
    reserved: int
    asked_at: datetime


async def want(unit: Unit, client: UUID, items: Collection[UUID]) -> None:
    """Want opinions about those of these messages, just assessed, that are in doubt; forget those of older words."""
    if not items:
        return
    await opinions.forget_older(unit.session, client, items)
    if not await settings.is_on(unit.session, client):
        return
    now = unit.clock.now()
    if await opinions.want(unit.session, client, items, MEANINGS, now):
        await set_timer(unit, client, OPINION, KEY, now)


async def list_waiting(unit: Unit, client: UUID, most: int) -> list[UUID]:
    """Return the oldest messages that may be asked about next; their words are to be read for `begin`."""
    stale = unit.clock.now() - CUT_OFF
    return [one.item_id for one in await opinions.list_next(unit.session, client, stale=stale, limit=most)]


async def begin(
    unit: Unit, client: UUID, endpoint: Endpoint | None, find: Finder, words: Mapping[UUID, Worded | None]
) -> list[Call]:
    """Count a call for each of these messages that still waits; they may leave when this unit is committed.

    `words` has None for what ingest does not know any more.
    """
    setting = await settings.find(unit.session, client, is_held=True)
    now = unit.clock.now()
    if setting is None:
        await drop_timer(unit, client, OPINION, KEY)
        return []
    if not setting.is_on or endpoint is None:
        await opinions.drop_waiting(unit.session, client)
        await opinions.give_up(unit.session, client, stale=now - CUT_OFF, most=1)
        await _set_timer(unit, setting)
        return []
    if setting.paused_until is not None and setting.paused_until > now:
        await set_timer(unit, client, OPINION, KEY, setting.paused_until)
        return []
    await opinions.give_up(unit.session, client, stale=now - CUT_OFF, most=MOST_CALLS)
    calls = await _let_go(unit, setting, endpoint, find, words)
    await _set_timer(unit, setting)
    return calls


async def finish(unit: Unit, client: UUID, endpoint: Endpoint, call: Call, heard: Heard) -> None:
    """Keep what came of a call, and what it cost: where the server does not say, the most that it can have been."""
    setting = await settings.find(unit.session, client, is_held=True)
    usage = heard.reading.usage or Usage(0, 0)
    known = heard.is_free or heard.reading.usage is not None
    cost = endpoint.prices.cost(usage) if known else call.reserved
    counts = {"tokens_in": usage.tokens_in, "tokens_out": usage.tokens_out}
    await opinions.settle(
        unit.session,
        client,
        call.item_id,
        dict(heard.reading.labels),
        version=call.version,
        asked_at=call.asked_at,
        again=heard.pause is not None,
        most=MOST_CALLS,
        failure=heard.reading.failure,
        reason=heard.reading.reason,
        micro_euros=cost,
        **counts,
    )
    day = call.asked_at.date()
    await settings.spend(unit.session, client, day, micro_euros=cost - call.reserved, **counts)
    if setting is not None:
        if heard.pause is not None:
            until = unit.clock.now() + heard.pause
            setting.paused_until = max(setting.paused_until or until, until)
            await settings.save(unit.session, setting)
        await _set_timer(unit, setting)


async def _let_go(
    unit: Unit,
    setting: OpinionSetting,
    endpoint: Endpoint,
    find: Finder,
    words: Mapping[UUID, Worded | None],
) -> list[Call]:
    """Count each call, and set aside the most that it can cost, until the day's budget is used up."""
    client, now = setting.client_id, unit.clock.now()
    spent = await settings.read_spent(unit.session, client, now.date(), now.date())
    left = Left(setting.most_calls - spent.calls, setting.most_micro_euros - spent.micro_euros)
    wanted = await opinions.list_next(unit.session, client, stale=now - CUT_OFF, limit=len(words))
    calls = []
    for one in wanted:
        if one.item_id not in words:
            continue
        worded = words[one.item_id]
        if worded is None or worded.version != one.version:
            # It has changed or gone meanwhile: what is assessed next is asked about by itself.
            await opinions.drop(unit.session, client, one.item_id)
            continue
        asked = _question(worded, one.asked_about, find)
        cost = endpoint.prices.most(asked)
        if not left.allows(cost):
            await opinions.end_for_budget(unit.session, client)
            break
        left = left.after(cost)
        await opinions.note_asked(
            unit.session, client, one.item_id, host=endpoint.host, model=endpoint.model, cost=cost, now=now
        )
        await settings.spend(unit.session, client, now.date(), calls=1, micro_euros=cost)
        calls.append(Call(one.item_id, one.version, asked, cost, now))
    return calls


def _question(worded: Worded, asked_about: Sequence[str], find: Finder) -> Question:
    message = worded.message
    text, above = (mask(each, find, worded.author) for each in (message.text[:_MOST_READ], message.context))
    return question(text, above, asked_about, message.sector)


async def _set_timer(unit: Unit, setting: OpinionSetting) -> None:
    """At once where something waits, else when what is under way would have been cut off; none where nothing is."""
    client, now = setting.client_id, unit.clock.now()
    is_waiting, asked_at = await opinions.read_open(unit.session, client)
    if is_waiting:
        await set_timer(unit, client, OPINION, KEY, max(now, setting.paused_until or now))
    elif asked_at is not None:
        await set_timer(unit, client, OPINION, KEY, max(now, asked_at + CUT_OFF))
    else:
        await drop_timer(unit, client, OPINION, KEY)
