"""The workplace in this loop, the services faked behind real HTTP, and a cast of three."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from services.contracts.web import Role
from services.runtime.db.unit import Unit
from tests.house import House
from tests.web.browser import Browser
from tests.web.fakes.agency import Agency
from tests.web.fakes.answers import furnish
from tests.web.fakes.automation import furnish_automation
from tests.web.fakes.charter import furnish_charter
from tests.web.fakes.figures import furnish_figures
from tests.web.fakes.learning import furnish_learning
from tests.web.fakes.opinions import furnish_opinions
from tests.web.fakes.saved import furnish_saved
from tests.web.fakes.server import FakeServer, Line, Switchboard, opened_line
from tests.web.fakes.settings import furnish_settings
from web.app import create_app, furnished
from web.identity.brakes import Origin
from web.identity.models import User
from web.identity.repository import UserRows
from web.settings import WebSettings
from web.workplace import Workplace

PASSWORD = "une phrase assez longue"
HERE = Origin("127.0.0.1")
# Argon2id of PASSWORD with the least that the library takes: verifying reads the parameters from the hash.
HASHED = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@dataclass
class Stage:
    """The workplace under test: its parts, the services behind it, and new browsers at will."""

    app: FastAPI
    workplace: Workplace
    agency: Agency
    switchboard: Switchboard
    open_browser: Callable[[], Browser]

    async def add_user(self, email: str, name: str, role: Role, *clients: UUID) -> User:
        """Somebody who took up an invitation earlier."""
        async with self.unit(*clients) as unit:
            return await add_user(unit, email, name, role, *clients)

    async def come_in(self, user: User) -> Browser:
        """A browser in which they signed in earlier."""
        async with self.unit() as unit:
            return await self.come_in_by(unit, user)

    async def come_in_by(self, unit: Unit, user: User) -> Browser:
        """The same within a transaction of the caller's."""
        browser = self.open_browser()
        entered = await self.workplace.identity.doors.open_session(unit, user, HERE)
        browser.http.cookies.set(self.workplace.cookies.session, entered.token, domain="127.0.0.1")
        return browser

    def unit(self, *clients: UUID) -> AbstractAsyncContextManager[Unit]:
        return self.workplace.runtime.database.unit(clients, actor="test")


async def add_user(unit: Unit, email: str, name: str, role: Role, *clients: UUID) -> User:
    user = User(
        email=email,
        name=name,
        role=role,
        password_hash=HASHED,
        language="fr",
        time_zone="Europe/Paris",
        theme="system",
        created_at=unit.clock.now(),
    )
    assert await UserRows(unit.session).add(user, clients)
    return user


@pytest.fixture(scope="session")
async def owner(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """One connection that empties tables before every test: psql would be a new process each time."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


@pytest.fixture
async def empty_identity(owner: asyncpg.Connection) -> None:
    """Nobody has come in yet, and nobody has tried."""
    await owner.execute('truncate web."user", web.invitation, web.sign_in_attempt cascade')


@pytest.fixture(scope="session")
async def line() -> AsyncIterator[Line]:
    async with opened_line() as line:
        yield line


@pytest.fixture(scope="session")
def app() -> FastAPI:
    """FastAPI works its addresses out when they are first asked for; what it holds is each test's own."""
    return create_app(WebSettings())


@pytest.fixture
async def stage(app: FastAPI, house: House, line: Line, empty_identity: None) -> AsyncIterator[Stage]:
    server, agency = FakeServer(house.var / "keys"), Agency()
    furnish(server, agency)
    furnish_saved(server, agency)
    furnish_settings(server, agency)
    furnish_figures(server, agency)
    furnish_automation(server, agency)
    furnish_learning(server, agency)
    furnish_opinions(server, agency)
    furnish_charter(server, agency)
    async with AsyncExitStack() as stack:
        address = stack.enter_context(line.leading_to(server.app))
        urls = {f"{name}_url": f"{address}/{name}" for name in ("ingest", "triage", "reply", "reporting")}
        await stack.enter_async_context(furnished(app, house.settings(WebSettings, **urls)))
        browsers: list[httpx.AsyncClient] = []

        def open_browser() -> Browser:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            browsers.append(httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000"))
            return Browser(browsers[-1])

        yield Stage(app, app.state.workplace, agency, server.switchboard, open_browser)
        for browser in browsers:
            await browser.aclose()
