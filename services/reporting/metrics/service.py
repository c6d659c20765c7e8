"""Use cases of metrics: the figures of one client and period, whole and in parts."""

from datetime import date
from uuid import UUID

from services.contracts.ingest import Client
from services.contracts.problem import FieldError
from services.contracts.reporting import Metrics, MetricsQuery, NetworkFigures
from services.reporting.facts import service as facts
from services.reporting.facts.domain import Figure
from services.reporting.metrics.clients import ClientCards
from services.reporting.metrics.domain.definitions import METRICS
from services.reporting.metrics.domain.periods import MOST_PARTS, count_parts, cut
from services.reporting.metrics.domain.series import NEEDED, Series
from services.runtime.db.unit import Unit
from services.runtime.problems import Invalid

__all__ = ["ClientCards", "check_period", "list_networks", "read_metrics"]


async def read_metrics(unit: Unit, client: Client, query: MetricsQuery) -> Metrics:
    """Return the metrics asked for, or all, for each network asked for, or for all together.

    Raises Invalid for an impossible period.
    """
    check_period(query.since, query.until)
    if count_parts(query.since, query.until, query.by) > MOST_PARTS:
        message = f"with by={query.by} a period has at most {MOST_PARTS} points"
        raise Invalid(errors=[FieldError(field="to", code="too_many_points", message=message)])
    names = list(dict.fromkeys(query.metric)) or list(METRICS)
    networks = list(dict.fromkeys(query.network))
    shown: list[str | None] = [*networks] or [None]
    starts = cut(query.since, query.until, query.by)
    wanted = facts.Wanted(client.id, starts, query.until, networks)
    figures = {figure for name in names for figure in NEEDED[name]}
    series = Series(
        starts,
        parts=await facts.list_parts(unit, wanted, sorted(figures)) if figures else [],
        responses=await facts.list_responses(unit, wanted) if not all(NEEDED[name] for name in names) else [],
    )
    return Metrics(
        **{"from": query.since, "to": query.until},
        client=client.slug,
        by=query.by,
        time_zone=client.time_zone,
        metrics=[series.metric(name, network) for name in names for network in shown],
    )


async def list_networks(unit: Unit, client: UUID, since: date, until: date) -> list[NetworkFigures]:
    """Return what each network brought in a period, busiest first."""
    by_network: dict[str, dict[Figure, int]] = {}
    for network, figure, count in await facts.list_by_network(unit, client, since, until):
        by_network.setdefault(network, {})[figure] = count
    found = [
        NetworkFigures(
            network=network,
            items_received=counts.get(Figure.RECEIVED, 0),
            decisions=counts.get(Figure.DECISIONS, 0),
            replies_published=counts.get(Figure.REPLIES, 0),
        )
        for network, counts in by_network.items()
    ]
    return sorted(found, key=lambda one: (-one.items_received, one.network))


def check_period(since: date, until: date) -> None:
    """Raises Invalid for a period without a day."""
    if since >= until:
        error = FieldError(
            field="to", code="period", message="must be a later day than `from`; it is excluded"
        )
        raise Invalid(errors=[error])
