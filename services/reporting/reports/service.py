"""Use cases of reports: freeze one, list them, give one as it was frozen."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from services.contracts.ingest import Client
from services.contracts.problem import FieldError
from services.contracts.reporting import Metrics, MetricsQuery, NewReport, Report, ReportHead, Step
from services.contracts.values import Listed, Paging
from services.reporting.facts.service import hold
from services.reporting.metrics import service as metrics
from services.reporting.metrics.domain.periods import before, choose_step
from services.reporting.reports import repository
from services.reporting.reports.domain.periods import name_period
from services.reporting.reports.domain.summary import summarise
from services.reporting.reports.models import Report as ReportRow
from services.runtime.db.unit import Unit
from services.runtime.ids import new_id
from services.runtime.paging import cursor_at, cut, read_number, read_place
from services.runtime.problems import Invalid


async def freeze(unit: Unit, client: Client, new: NewReport) -> Report:
    """Freeze the figures of a period as they stand now, all of one moment.

    Raises Invalid for an impossible period, or one that has not begun.
    """
    metrics.check_period(new.since, new.until)
    today = unit.clock.now().astimezone(ZoneInfo(client.time_zone)).date()
    if new.since > today:
        error = FieldError(field="from", code="future", message="must not lie in the future")
        raise Invalid(errors=[error])
    await hold(unit, client.id)
    head = await _make_head(unit, client, new, is_complete=new.until <= today)
    report = await _fill(unit, client, head)
    row = ReportRow(
        client_id=client.id,
        id=head.id,
        number=head.number,
        head=head.model_dump(mode="json", by_alias=True),
        body=report.model_dump_json(by_alias=True),
    )
    await repository.add(unit, row)
    return report


async def list_page(unit: Unit, client: UUID, query: Paging) -> Listed[ReportHead]:
    """Return reports, newest first."""
    below = read_number(read_place(query.cursor, 1)[0], bits=32) if query.cursor is not None else None
    rows = await repository.list_heads(unit, client, below=below, limit=query.limit + 1)
    page, is_more = cut(rows, query.limit)
    return Listed(
        items=[ReportHead.model_validate(row.head) for row in page],
        next=cursor_at(page[-1].number) if is_more else None,
    )


async def get_body(unit: Unit, client: UUID, report: UUID) -> str:
    """Return a report as the JSON that it was frozen as; raises NotFound."""
    return await repository.get_body(unit, client, report)


async def _make_head(unit: Unit, client: Client, new: NewReport, *, is_complete: bool) -> ReportHead:
    title = new.title or f"{client.name}, {name_period(new.since, new.until)}"
    return ReportHead(
        **{"from": new.since, "to": new.until},
        id=new_id(),
        client=client.slug,
        number=await repository.find_next_number(unit, client.id),
        title=title,
        is_complete=is_complete,
        frozen_at=unit.clock.now(),
        frozen_by=unit.actor,
    )


async def _fill(unit: Unit, client: Client, head: ReportHead) -> Report:
    step = choose_step(head.since, head.until)
    now = await _read(unit, client, head.since, head.until, step)
    earlier = _without_points(await _read(unit, client, *before(head.since, head.until), "month"))
    values = {name: getattr(head, name) for name in ReportHead.model_fields if name not in {"since", "until"}}
    return Report(
        **{"from": head.since, "to": head.until, **values},
        client_name=client.name,
        by=step,
        time_zone=client.time_zone,
        summary=summarise(client.name, now, earlier),
        metrics=now.metrics,
        before=earlier,
        networks=await metrics.list_networks(unit, client.id, head.since, head.until),
    )


async def _read(unit: Unit, client: Client, since: date, until: date, step: Step) -> Metrics:
    # Not validated again: the period before may begin earlier than anybody may ask.
    query = MetricsQuery.model_construct(since=since, until=until, by=step, metric=[], network=[])
    return await metrics.read_metrics(unit, client, query)


def _without_points(figures: Metrics) -> Metrics:
    bare = []
    for one in figures.metrics:
        groups = [group.model_copy(update={"points": []}) for group in getattr(one, "groups", ())]
        changes = {"points": [], **({"groups": groups} if hasattr(one, "groups") else {})}
        bare.append(one.model_copy(update=changes))
    return figures.model_copy(update={"metrics": bare})
