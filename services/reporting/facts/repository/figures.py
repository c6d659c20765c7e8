"""Figures of a period, cut into parts at given days, always for one client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.facts.domain import Figure, Part, Responses


@dataclass(frozen=True, slots=True)
class Wanted:
    """Parts that begin at `starts`, in order, the last of which ends before `until`; without networks all together."""

    client: UUID
    starts: Sequence[date]
    until: date
    networks: Sequence[str] = ()

    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = {
            "client": self.client,
            "starts": list(self.starts),
            "since": self.starts[0],
            "until": self.until,
        }
        return {**values, "networks": list(self.networks)} if self.networks else values


async def list_parts(session: AsyncSession, wanted: Wanted, figures: Sequence[Figure]) -> list[Part]:
    """Return what was tallied in each part, without parts in which nothing was."""
    rows = await session.execute(
        _tallied(bool(wanted.networks)), {**wanted.values(), "figures": list(figures)}
    )
    return [Part(**{**row._mapping, "figure": Figure(row.figure)}) for row in rows]


async def list_responses(session: AsyncSession, wanted: Wanted) -> list[Responses]:
    """Return the percentiles of each part that has first responses, and of the whole period."""
    rows = await session.execute(_responses(bool(wanted.networks)), wanted.values())
    return [
        Responses(row._mapping["index"], row.network, row.found[0], row.found[1]) for row in rows if row.found
    ]


async def list_by_network(
    session: AsyncSession, client: UUID, since: date, until: date
) -> list[tuple[str, Figure, int]]:
    rows = await session.execute(_BY_NETWORK, {"client": client, "since": since, "until": until})
    return [(row.network, Figure(row.figure), row.times) for row in rows]


_BY_NETWORK = text(
    "select network, figure, sum(count) as times from reporting.tally "
    "where client_id = :client and day >= :since and day < :until "
    "group by network, figure having sum(count) > 0 order by network, figure"
)


def _tallied(by_network: bool) -> TextClause:
    return text(
        "select width_bucket(day, cast(:starts as date[])) - 1 as index, "  # noqa: S608 - words of our own
        f"{_network(by_network)} as network, figure, kind, reason, sum(count) as count from reporting.tally "
        "where client_id = :client and day >= :since and day < :until "
        f"and figure = any(cast(:figures as text[])) {_among(by_network)}"
        "group by 1, 2, figure, kind, reason having sum(count) > 0"
    )


def _responses(by_network: bool) -> TextClause:
    """One pass for the parts and one for the whole, whose percentiles do not follow from those of its parts."""
    group = "(network, part), (network)" if by_network else "(part), ()"
    return text(
        f"select part - 1 as index, {_network(by_network)} as network, "  # noqa: S608 - words of our own
        "percentile_cont(array[0.5, 0.9]) within group (order by response_seconds) as found from ("
        "select width_bucket(day, cast(:starts as date[])) as part, network, response_seconds "
        "from reporting.reply where client_id = :client and day >= :since and day < :until "
        f"and response_seconds is not null {_among(by_network)}) of_period "
        f"group by grouping sets ({group})"
    )


def _network(by_network: bool) -> str:
    return "network" if by_network else "cast(null as text)"


def _among(by_network: bool) -> str:
    return "and network = any(cast(:networks as text[])) " if by_network else ""
