"""How long a door stays open, and who may see which of a user's clients."""

from datetime import timedelta

import asyncpg

from services.runtime.db.roles import working_role
from services.runtime.ids import new_id
from tests.web.conftest import Stage
from web.identity.domain import Person
from web.identity.repository import UserRows


async def person_of(stage: Stage, token: str) -> Person | None:
    return await stage.workplace.identity.doors.recognise(token)


class TestSession:
    async def test_it_slides_for_twelve_hours(self, stage: Stage) -> None:
        user = await stage.add_user("nadia@agence.example", "Nadia", "moderator")
        token = (await stage.come_in(user)).http.cookies["palabre"]
        clock = stage.workplace.runtime.clock
        for hours in (11, 22, 33):
            clock.move(timedelta(hours=hours))
            assert await person_of(stage, token) is not None
        clock.move(timedelta(hours=45, seconds=1))
        assert await person_of(stage, token) is None

    async def test_it_ends_after_thirty_days_whatever_happens(self, stage: Stage) -> None:
        user = await stage.add_user("nadia@agence.example", "Nadia", "moderator")
        token = (await stage.come_in(user)).http.cookies["palabre"]
        clock = stage.workplace.runtime.clock
        for hours in range(11, 30 * 24, 11):
            clock.move(timedelta(hours=hours))
            assert await person_of(stage, token) is not None
        clock.move(timedelta(days=30, seconds=1))
        assert await person_of(stage, token) is None

    async def test_looking_again_keeps_none_alive(self, stage: Stage) -> None:
        user = await stage.add_user("nadia@agence.example", "Nadia", "moderator")
        token = (await stage.come_in(user)).http.cookies["palabre"]
        person = await person_of(stage, token)
        assert person is not None
        clock = stage.workplace.runtime.clock
        clock.move(timedelta(hours=11))
        assert await stage.workplace.identity.doors.look_again(person) == person
        clock.move(timedelta(hours=13))
        assert await stage.workplace.identity.doors.look_again(person) is None

    async def test_the_table_holds_no_token(self, stage: Stage, database_url: str) -> None:
        user = await stage.add_user("nadia@agence.example", "Nadia", "moderator")
        token = (await stage.come_in(user)).http.cookies["palabre"]
        connection = await asyncpg.connect(database_url)
        rows = await connection.fetch("select session::text as row from web.session")
        await connection.close()
        assert len(rows) == 1
        assert token not in rows[0]["row"]
        assert token.encode().hex() not in rows[0]["row"]


class TestClientsOfAUser:
    async def test_a_person_sees_their_own_and_nobody_elses(self, stage: Stage) -> None:
        telvia, montrelais = new_id(), new_id()
        nadia = await stage.add_user("nadia@agence.example", "Nadia", "moderator", telvia)
        theo = await stage.add_user("theo@agence.example", "Théo", "moderator", telvia, montrelais)
        async with stage.workplace.runtime.database.unit((), actor="test") as unit:
            users = UserRows(unit.session)
            assert await users.clients_by_user() == {}
            assert await users.clients_of(nadia.id) == {telvia}
            assert await users.clients_by_user() == {nadia.id: {telvia}}
        async with stage.workplace.runtime.database.unit({montrelais}, actor="test") as unit:
            assert await UserRows(unit.session).clients_by_user() == {theo.id: {montrelais}}

    async def test_the_working_role_reads_nothing_without_a_setting(
        self, stage: Stage, database_url: str
    ) -> None:
        await stage.add_user("nadia@agence.example", "Nadia", "moderator", new_id())
        role = working_role("web", stage.workplace.settings.secret())
        connection = await asyncpg.connect(database_url, user=role.name, password=role.password)
        try:
            assert await connection.fetchval("select count(*) from web.user_client") == 0
            await connection.execute("select set_config('palabre.clients', $1, false)", str(new_id()))
            assert await connection.fetchval("select count(*) from web.user_client") == 0
        finally:
            await connection.close()
