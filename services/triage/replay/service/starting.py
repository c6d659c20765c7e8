"""Beginning a replay, ending it early, making its draft the charter, and forgetting it."""

from uuid import UUID

from services.contracts.problem import FieldError
from services.contracts.triage import Automation, RuleTrial
from services.contracts.triage.charter import Charter, NewCharter
from services.contracts.triage.replay import NewReplay, Replay
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.problems import Invalid
from services.runtime.timers import drop_timer, set_timer
from services.triage.automation.service import judge_rule, list_rules
from services.triage.errors import NothingToAdopt, ReplayRunning
from services.triage.moderation.service import change_charter, read_charter
from services.triage.replay.domain.period import moments_of
from services.triage.replay.repository import messages, replays
from services.triage.replay.service.reading import KEPT, find_replay, on_the_wire

REPLAYING = "replay.run"
FORGETTING = "replay.forget"
_MOST_KEPT = 20
_START = UUID(int=0)


async def start_replay(unit: Unit, client: UUID, new: NewReplay) -> Replay:
    """Begin a replay with the charter and the rules of this moment. Raises Invalid, ReplayRunning."""
    now, charter = unit.clock.now(), await read_charter(unit, client)
    since, until = moments_of(new.first_day, new.last_day, new.time_zone)
    if since > now:
        message = "must not lie in the future"
        raise Invalid(errors=[FieldError(field="first_day", code="future_day", message=message)])
    replay_id = new_id()
    row = {
        "client_id": client,
        "id": replay_id,
        "asked": new.model_dump(mode="json"),
        "base": [clause.model_dump(mode="json") for clause in charter.clauses],
        "base_version": charter.version,
        "rules": [rule.model_dump(mode="json") for rule in await _rules(unit, client)],
        "since": since,
        "until": until,
        "asked_by": unit.actor,
        "asked_at": now,
        "total": await messages.count(unit.session, client, since, until),
        "place_id": _START,
        "threshold": await _threshold(unit, client, new.trial),
    }
    if not await replays.add(unit.session, row):
        raise ReplayRunning
    await replays.forget_old(unit.session, client, kept=_MOST_KEPT)
    await set_timer(unit, client, REPLAYING, str(replay_id), now)
    await set_timer(unit, client, FORGETTING, str(replay_id), now + KEPT)
    return on_the_wire(await find_replay(unit, client, replay_id))


async def cancel_replay(unit: Unit, client: UUID, replay_id: UUID) -> Replay:
    """End a replay where it is; one that has ended stays as it is. Raises NotFound."""
    replay = await find_replay(unit, client, replay_id, is_held=True)
    if replay.state == "running":
        await replays.end(unit.session, replay, "cancelled", unit.clock.now())
        await drop_timer(unit, client, REPLAYING, str(replay_id))
    return on_the_wire(await find_replay(unit, client, replay_id, is_held=True))


async def adopt_replay(unit: Unit, client: UUID, replay_id: UUID) -> Charter:
    """Make a replay's draft the charter; twice is harmless. Raises NotFound, NothingToAdopt, CharterChanged."""
    replay = await find_replay(unit, client, replay_id, is_held=True)
    draft = NewReplay.model_validate(replay.asked).draft
    if draft is None or replay.state != "done":
        raise NothingToAdopt
    held = await read_charter(unit, client)
    if replay.adopted_version is not None and replay.adopted_version == held.version:
        return held
    new = NewCharter(expected_version=replay.base_version, **draft.model_dump())
    charter = await change_charter(unit, client, new, replay=replay_id)
    await replays.carry_on(unit.session, replay, {"adopted_version": charter.version})
    return charter


async def forget_replay(unit: Unit, client: UUID, replay_id: UUID) -> None:
    """Remove a replay and what it found; twice is harmless."""
    await replays.remove(unit.session, client, replay_id)
    for kind in (REPLAYING, FORGETTING):
        await drop_timer(unit, client, kind, str(replay_id))


async def _threshold(unit: Unit, client: UUID, trial: RuleTrial | None) -> float | None:
    """From where on a rule that is tried would act."""
    if trial is None or trial.threshold is not None:
        return None if trial is None else trial.threshold
    limit = trial.highest_error or 0.0
    found = await judge_rule(unit, client, trial.label, trial.action, trial.network, limit)
    return found.threshold


async def _rules(unit: Unit, client: UUID) -> list[Automation]:
    """Those that know from where on they may act, whether or not they are switched on."""
    return [rule for rule in (await list_rules(unit, client)).items if rule.threshold is not None]
