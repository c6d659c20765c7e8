"""Figures of a period, cut into parts at given days, always for one client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.reporting.facts.domain import Figure, Part
from services.reporting.facts.domain.percentiles import Slice


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


async def read_slices(
    session: AsyncSession, wanted: Wanted, slices: Sequence[Slice]
) -> dict[Slice, list[float]]:
    """Return the seconds of each slice, in order."""
    if not slices:
        return {}
    ends = [*wanted.starts[1:], wanted.until]
    rows = await session.execute(
        _SLICES,
        {
            "client": wanted.client,
            "since": [wanted.starts[one.index or 0] for one in slices],
            "until": [ends[-1 if one.index is None else one.index] for one in slices],
            "network": [one.network for one in slices],
            "band": [one.band for one in slices],
            "skip": [one.skip for one in slices],
            "take": [one.take for one in slices],
        },
    )
    return {slices[row.place - 1]: row.seconds for row in rows}


async def list_by_network(
    session: AsyncSession, client: UUID, since: date, until: date
) -> list[tuple[str, Figure, int]]:
    rows = await session.execute(_BY_NETWORK, {"client": client, "since": since, "until": until})
    return [(row.network, Figure(row.figure), row.times) for row in rows]


# One index-only scan for each slice: (client_id, band, day) with the network and the seconds in it.
_SLICES = text(
    "select one.place, array(select r.response_seconds from reporting.reply r where r.client_id = :client "
    "and r.band = one.band and r.day >= one.since and r.day < one.until "
    "and (one.network is null or r.network = one.network) "
    "order by r.response_seconds offset one.skip limit one.take) as seconds "
    "from unnest(cast(:since as date[]), cast(:until as date[]), cast(:network as text[]), "
    "cast(:band as smallint[]), cast(:skip as integer[]), cast(:take as integer[])) "
    "with ordinality as one(since, until, network, band, skip, take, place)"
)
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


def _network(by_network: bool) -> str:
    return "network" if by_network else "cast(null as text)"


def _among(by_network: bool) -> str:
    return "and network = any(cast(:networks as text[])) " if by_network else ""
