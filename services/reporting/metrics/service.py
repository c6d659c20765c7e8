"""Use cases of metrics."""

from dataclasses import asdict

from services.contracts.problem import FieldError
from services.contracts.reporting import Counts, CountsQuery, DayCounts, Totals
from services.reporting.facts import service as facts
from services.reporting.metrics.domain import LONGEST_DAYS, is_period
from services.runtime.db.unit import Unit
from services.runtime.problems import Invalid, NotFound


async def list_counts(unit: Unit, query: CountsQuery) -> Counts:
    """Return counts by client and day, for the days on which something happened, and for the whole period.

    Raises NotFound for a client that the caller may not see, and Invalid for an impossible period.
    """
    if query.client is not None and query.client not in unit.clients:
        raise NotFound
    if not is_period(query.since, query.until):
        message = f"must be 1 to {LONGEST_DAYS} days after since"
        raise Invalid(errors=[FieldError(field="until", code="period", message=message)])
    clients = unit.clients if query.client is None else {query.client}
    days, total = await facts.figures(unit, clients, since=query.since, until=query.until)
    of_period = {name: value for name, value in asdict(total).items() if name in Totals.model_fields}
    return Counts(days=[DayCounts(**asdict(day)) for day in days], totals=Totals(**of_period))
