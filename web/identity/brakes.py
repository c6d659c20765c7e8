"""Slows guessing down without locking anybody out: each try over the allowance makes the next one wait longer.

Tries are counted under the address they come from and under the account they aim at. A browser from which the
account was once entered counts by itself, so that strangers who try an account all day do not keep its owner out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil

from sqlalchemy import Float, Integer, case, cast, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.runtime.db.unit import Database
from web.identity.errors import TooManyTries
from web.identity.models import SignInAttempt
from web.identity.secrets import Marks

FORGOTTEN_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Brake:
    """`free` tries cost nothing; the next ones 1, 2, 4, … seconds, and never more than `longest`."""

    name: bytes
    free: int
    longest: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a try comes from: the address, and the mark that the browser carries, if any."""

    address: str
    device: str = ""
    agent: str = ""


class Brakes:
    def __init__(self, database: Database, marks: Marks) -> None:
        self._database = database
        self._marks = marks

    async def press(self, email: str, origin: Origin) -> None:
        """Count a try before its password is looked at, in a unit of its own; raises TooManyTries."""
        async with self._database.unit((), actor="system:sign-in") as unit:
            now, session = unit.clock.now(), unit.session
            await session.execute(
                delete(SignInAttempt).where(
                    col(SignInAttempt.seen_at) < now - FORGOTTEN_AFTER, col(SignInAttempt.next_at) < now
                )
            )
            waits = [await _count(session, brake, now) for brake in self._brakes(email, origin)]
        if longest := max(waits):
            raise TooManyTries(longest)

    async def release(self, email: str, origin: Origin) -> None:
        """Take the try back after the right password: an office behind one address is not one guesser."""
        async with self._database.unit((), actor="system:sign-in") as unit:
            place, account = self._brakes(email, origin)
            await unit.session.execute(delete(SignInAttempt).where(col(SignInAttempt.name) == account.name))
            await unit.session.execute(
                update(SignInAttempt)
                .where(col(SignInAttempt.name) == place.name)
                .values(tries=func.greatest(col(SignInAttempt.tries) - 1, 0), next_at=unit.clock.now())
            )

    def _brakes(self, email: str, origin: Origin) -> tuple[Brake, Brake]:
        is_known = self._marks.knows_device(origin.device, email)
        account = f"{email} {origin.device}" if is_known else email
        return (
            Brake(self._marks.name_of("address", network_of(origin.address)), free=20, longest=60),
            Brake(self._marks.name_of("account", account), free=5, longest=30),
        )


async def _count(session: AsyncSession, brake: Brake, now: datetime) -> int:
    """Count one try and return 0, or the seconds to wait; what comes too early is not counted."""
    columns = SignInAttempt.__table__.c  # type: ignore[attr-defined] # SQLModel's metaclass adds it
    tries = case((columns.seen_at < now - FORGOTTEN_AFTER, 1), else_=columns.tries + 1)
    over = cast(tries - brake.free, Integer)
    seconds = func.least(brake.longest, func.power(2, func.least(over, 16)) / 2)
    delay = case((over > 0, cast(seconds, Float)), else_=0.0)
    values = {"name": brake.name, "tries": 1, "next_at": now, "seen_at": now}
    statement = (
        insert(SignInAttempt)
        .values(**values)
        .on_conflict_do_update(
            index_elements=["name"],
            set_={"tries": tries, "seen_at": now, "next_at": literal(now) + delay * timedelta(seconds=1)},
            where=columns.next_at <= now,
        )
        .returning(columns.tries)
    )
    if await session.scalar(statement) is not None:
        return 0
    next_at: datetime = (
        await session.execute(select(columns.next_at).where(columns.name == brake.name))
    ).scalar_one()
    return max(1, ceil((next_at - now).total_seconds()))


def network_of(address: str) -> str:
    """Return what one guesser holds: an IPv4 address, or a whole /64 of IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ip_network(f"{found}/64", strict=False))
