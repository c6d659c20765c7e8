"""Opinions and a client's setting as people see and switch them."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from services.contracts import triage as wire
from services.contracts.triage import NewOpinionSetting
from services.contracts.values import Listed
from services.runtime.db.unit import Unit
from services.triage.errors import NoOpinionModel
from services.triage.opinion.clients import Endpoint
from services.triage.opinion.models import Opinion, OpinionSetting
from services.triage.opinion.repository import opinions, settings

_MICRO = 1_000_000


async def look_up(unit: Unit, client: UUID, items: Collection[UUID]) -> Listed[wire.Opinion]:
    found = await opinions.list_by_items(unit.session, client, items)
    return Listed(items=[_on_the_wire(one) for one in found])


async def get_setting(unit: Unit, client: UUID, endpoint: Endpoint | None) -> wire.OpinionSetting:
    """A client's setting, off where nobody has switched it, with what the day and the month have cost."""
    return await _told(unit, client, endpoint, await settings.find(unit.session, client))


async def set_setting(
    unit: Unit, client: UUID, endpoint: Endpoint | None, new: NewOpinionSetting
) -> wire.OpinionSetting:
    """Switch opinions on or off, or change the budget; off, nothing that waits is asked. Raises NoOpinionModel."""
    if new.is_on and endpoint is None:
        raise NoOpinionModel
    said: dict[str, Any] = {
        "is_on": new.is_on,
        "most_calls": new.most_calls,
        "most_micro_euros": round(new.most_euros * _MICRO),
        "switched_by": unit.actor,
        "switched_at": unit.clock.now(),
    }
    setting = await settings.find(unit.session, client, is_held=True) or OpinionSetting(
        client_id=client, **said
    )
    setting.sqlmodel_update(said)
    await settings.save(unit.session, setting)
    if not new.is_on:
        await opinions.drop_waiting(unit.session, client)
    return await _told(unit, client, endpoint, setting)


async def _told(
    unit: Unit, client: UUID, endpoint: Endpoint | None, setting: OpinionSetting | None
) -> wire.OpinionSetting:
    today = unit.clock.now().date()
    day = await settings.read_spent(unit.session, client, today, today)
    month = await settings.read_spent(unit.session, client, today.replace(day=1), today)
    new = NewOpinionSetting(is_on=False)
    if setting is not None:
        new = NewOpinionSetting(
            is_on=setting.is_on, most_calls=setting.most_calls, most_euros=setting.most_micro_euros / _MICRO
        )
    return wire.OpinionSetting(
        **new.model_dump(),
        client_id=client,
        model=endpoint and endpoint.model,
        host=endpoint and endpoint.host,
        switched_by=setting and setting.switched_by,
        switched_at=setting and setting.switched_at,
        calls_today=day.calls,
        euros_today=day.micro_euros / _MICRO,
        calls_this_month=month.calls,
        euros_this_month=month.micro_euros / _MICRO,
    )


def _on_the_wire(one: Opinion) -> wire.Opinion:
    told = one.model_dump(exclude={"wanted_at", "micro_euros"})
    return wire.Opinion.model_validate({**told, "euros": one.micro_euros / _MICRO})
