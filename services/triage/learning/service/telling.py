"""What a client's people taught and what came of it, for the page that shows it."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from uuid import UUID

from services.contracts import triage as wire
from services.contracts.values import Listed
from services.runtime.db.unit import Unit
from services.triage.learning.domain.curves import interval
from services.triage.learning.domain.layers import ENOUGH_NEW
from services.triage.learning.models import Layer
from services.triage.learning.repository import curves, layers
from services.triage.learning.repository.curves import Week
from services.triage.learning.service.refitting import REFITTING, count_missing, count_new

_SHOWN = timedelta(weeks=26)


async def read_learning(unit: Unit, client: UUID) -> wire.Learning:
    now = unit.clock.now()
    weeks = await curves.list_weeks(unit.session, client, now - _SHOWN)
    words, people, dealt_with = await curves.count_all(unit.session, client)
    return wire.Learning(
        words=words,
        people=people,
        dealt_with=dealt_with,
        new=await count_new(unit, client, ENOUGH_NEW),
        missing=await count_missing(unit, client),
        is_fitting=await curves.is_due(unit.session, client, REFITTING, now),
        curves=[_curve(label, list(found)) for label, found in groupby(weeks, lambda week: week.label)],
    )


async def list_layers(unit: Unit, client: UUID) -> Listed[wire.ClientLayer]:
    return Listed(items=[_on_the_wire(layer) for layer in await layers.list_layers(unit.session, client)])


def _curve(label: str, weeks: Sequence[Week]) -> wire.LabelCurve:
    return wire.LabelCurve(
        label=label,
        words=sum(week.words for week in weeks),
        agreed=sum(week.agreed for week in weeks),
        general=sum(week.general for week in weeks),
        silent=sum(week.silent for week in weeks),
        weeks=[_week(week) for week in weeks],
    )


def _week(week: Week) -> wire.WeekAgreement:
    low, high = interval(week.agreed, week.words)
    return wire.WeekAgreement(
        week=week.week,
        words=week.words,
        agreed=week.agreed,
        general=week.general,
        silent=week.silent,
        low=low,
        high=high,
    )


def _on_the_wire(layer: Layer) -> wire.ClientLayer:
    labels = [{"label": label, **figures} for label, figures in layer.figures.items()]
    told = layer.model_dump(exclude={"body", "figures", "learnt_until"})
    return wire.ClientLayer.model_validate({**told, "labels": labels})
