"""Reports: frozen once and never changed, listed, given as JSON or as a page, to the client alone."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.contracts.reporting import Report
from services.runtime.ids import new_id
from services.runtime.paging import cursor_at
from tests.house import bearer
from tests.reporting.conftest import Floor
from tests.reporting.others import Others
from tests.reporting.world import World

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
MARCH = {"from": "2026-03-01", "to": "2026-04-01"}


@pytest.fixture
def moved(floor: Floor) -> Floor:
    """It is the second of April."""
    floor.runtime.clock.move(datetime(2026, 4, 2, 7, 0, tzinfo=UTC) - datetime.now(UTC))
    return floor


async def freeze(floor: Floor, client: UUID, key: str | None = None, **body: Any) -> httpx.Response:
    headers = floor.staff(client) | ({"idempotency-key": key} if key else {})
    return await floor.http.post(f"/v1/clients/{client}/reports", json={**MARCH, **body}, headers=headers)


async def get(floor: Floor, client: UUID, path: str = "", **headers: str) -> httpx.Response:
    url = f"/v1/clients/{client}/reports{path}"
    return await floor.http.get(url, headers={**floor.staff(client), **headers})


async def live(floor: Floor, world: World, client: UUID) -> None:
    asked = world.receive(client, NOON, is_question=True, network="facebook")
    world.receive(client, NOON + DAY, network="email")
    world.receive(client, NOON - 10 * DAY)
    world.decide(asked, "hide", NOON + DAY)
    world.publish(asked, NOON + timedelta(minutes=38))
    await floor.follow(client)


class TestFreeze:
    async def test_it_holds_the_period_and_the_one_before(
        self, moved: Floor, world: World, bank: UUID
    ) -> None:
        await live(moved, world, bank)
        answer = await freeze(moved, bank)
        assert answer.status_code == 201
        report = answer.json()
        assert {name: report[name] for name in ("number", "title", "from", "to", "by", "is_complete")} == {
            "number": 1,
            "title": "La banque, mars 2026",
            "from": "2026-03-01",
            "to": "2026-04-01",
            "by": "day",
            "is_complete": True,
        }
        assert (report["frozen_by"], report["frozen_at"][:16]) == ("user:nadia", "2026-04-02T07:00")
        received, before = report["metrics"][0], report["before"]["metrics"][0]
        assert (received["total"], len(received["points"]), bool(received["definition"])) == (2, 31, True)
        assert (before["total"], before["points"], report["before"]["from"]) == (1, [], "2026-02-01")
        assert [one["network"] for one in report["networks"]] == ["email", "facebook"]
        assert report["summary"].startswith("La banque a reçu 2\u00a0messages en mars 2026, 2\u00a0fois plus")

    async def test_what_happens_later_changes_nothing(self, moved: Floor, world: World, bank: UUID) -> None:
        await live(moved, world, bank)
        frozen = (await freeze(moved, bank)).json()
        path = f"/{frozen['id']}"
        before, page = await get(moved, bank, path), await get(moved, bank, f"{path}?format=html")
        world.receive(bank, NOON)
        moved.others.names[bank] = ("banque", "Un autre nom")
        await moved.follow(bank)
        after = await get(moved, bank, path)
        assert after.json() == frozen
        assert (after.content, after.headers["etag"]) == (before.content, before.headers["etag"])
        assert (await get(moved, bank, f"{path}?format=html")).content == page.content
        assert (await freeze(moved, bank)).json()["metrics"][0]["total"] == 3

    async def test_the_working_role_itself_may_not_change_one(self, moved: Floor, bank: UUID) -> None:
        await freeze(moved, bank)
        for statement in ("update reporting.report set number = 7", "delete from reporting.report"):
            with pytest.raises(DBAPIError, match="permission denied"):
                async with moved.runtime.database.unit([bank], actor="test") as unit:
                    await unit.session.execute(text(statement))

    async def test_the_same_key_freezes_once(self, moved: Floor, bank: UUID) -> None:
        first = await freeze(moved, bank, key="march")
        again = await freeze(moved, bank, key="march")
        assert (again.status_code, again.content) == (201, first.content)
        assert again.headers["idempotent-replayed"] == "true"
        other = await freeze(moved, bank, key="march", title="Autre")
        assert (other.status_code, other.json()["code"]) == (422, "key_reused")
        assert len((await get(moved, bank)).json()["items"]) == 1

    async def test_a_period_that_is_not_over_says_so(self, moved: Floor, bank: UUID) -> None:
        report = (await freeze(moved, bank, **{"from": "2026-04-01", "to": "2026-05-01"})).json()
        assert report["is_complete"] is False
        page = await get(moved, bank, f"/{report['id']}?format=html")
        assert "La période n’était pas terminée" in page.text

    async def test_the_first_day_that_may_be_asked_has_a_day_before(self, moved: Floor, bank: UUID) -> None:
        report = (await freeze(moved, bank, **{"from": "1970-01-01", "to": "1970-01-02"})).json()
        assert (report["before"]["from"], report["before"]["to"]) == ("1969-12-31", "1970-01-01")

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"to": "2026-03-01"}, "to"),
            ({"to": None}, "to"),
            ({"from": 1_790_000_000}, "from"),
            ({"from": 1_772_323_200}, "from"),  # Midnight in UTC, which would read as the first of March.
            ({"from": "2026-04-03", "to": "2026-04-04"}, "from"),
            ({"from": "1971-01-01"}, "to"),
            ({"title": " "}, "title"),
            ({"title": "a" * 201}, "title"),
            ({"title": "a\x00"}, "title"),
            ({"colour": "red"}, "colour"),
        ],
    )
    async def test_what_cannot_be_is_named(
        self, moved: Floor, bank: UUID, changes: dict[str, Any], field: str
    ) -> None:
        answer = await freeze(moved, bank, **changes)
        assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, [field])

    async def test_a_day_that_is_said_twice_is_refused(self, moved: Floor, bank: UUID) -> None:
        twice = '{"from": "2026-03-01", "from": "2026-02-01", "to": "2026-04-01"}'
        headers = {**moved.staff(bank), "content-type": "application/json"}
        answer = await moved.http.post(f"/v1/clients/{bank}/reports", content=twice, headers=headers)
        assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, ["from"])
        assert (await get(moved, bank)).json()["items"] == []


class TestListReports:
    async def test_newest_first_page_by_page(self, moved: Floor, bank: UUID, newspaper: UUID) -> None:
        await freeze(moved, newspaper)
        for _ in range(5):
            await freeze(moved, bank)
        numbers, cursor = [], ""
        for _ in range(3):
            page = (await get(moved, bank, f"?limit=2{cursor}")).json()
            numbers += [one["number"] for one in page["items"]]
            cursor = f"&cursor={page['next']}"
        assert (numbers, page["next"]) == ([5, 4, 3, 2, 1], None)
        assert "metrics" not in page["items"][0]

    async def test_it_has_a_tag(self, moved: Floor, bank: UUID) -> None:
        tag = (await get(moved, bank)).headers["etag"]
        assert (await get(moved, bank, **{"if-none-match": tag})).status_code == 304
        await freeze(moved, bank)
        assert (await get(moved, bank, **{"if-none-match": tag})).status_code == 200

    @pytest.mark.parametrize(
        "query", ["limit=0", "limit=201", "cursor=x", "cursor=WyJhIl0", f"cursor={cursor_at(2**31)}"]
    )
    async def test_a_bad_page_is_named(self, moved: Floor, bank: UUID, query: str) -> None:
        answer = await get(moved, bank, f"?{query}")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (
            422,
            query.split("=", maxsplit=1)[0],
        )


class TestGetReport:
    @pytest.mark.parametrize(
        ("accept", "query", "kind"),
        [
            ("*/*", "", "application/json"),
            ("application/json", "", "application/json"),
            ("text/html;q=0.5, application/json", "", "application/json"),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "", "text/html"),
            ("text/html", "", "text/html"),
            ("text/html", "?format=json", "application/json"),
            ("*/*", "?format=html", "text/html"),
            ("text/html;q=x", "", "application/json"),
        ],
    )
    async def test_as_the_reader_prefers(
        self, moved: Floor, bank: UUID, accept: str, query: str, kind: str
    ) -> None:
        report = (await freeze(moved, bank)).json()
        answer = await get(moved, bank, f"/{report['id']}{query}", accept=accept)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
        assert (answer.headers["vary"], "private" in answer.headers["cache-control"]) == ("accept", True)

    async def test_both_forms_have_tags_of_their_own(self, moved: Floor, bank: UUID) -> None:
        path = f"/{(await freeze(moved, bank)).json()['id']}"
        for accept in ("application/json", "text/html"):
            tag = (await get(moved, bank, path, accept=accept)).headers["etag"]
            again = await get(moved, bank, path, accept=accept, **{"if-none-match": tag})
            assert (again.status_code, again.content) == (304, b"")
            other = "text/html" if accept == "application/json" else "application/json"
            answer = await get(moved, bank, path, accept=other, **{"if-none-match": tag})
            assert answer.status_code == 200

    async def test_a_form_that_there_is_not(self, moved: Floor, bank: UUID) -> None:
        answer = await get(moved, bank, f"/{new_id()}?format=pdf")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "format")

    async def test_it_reads_as_the_contract_states_it(self, moved: Floor, bank: UUID) -> None:
        report = await freeze(moved, bank)
        assert Report.model_validate_json(report.content).model_dump_json(by_alias=True) == report.text


class TestWhoMayAsk:
    async def test_a_key_freezes_lists_and_reads_its_clients_own(
        self, moved: Floor, others: Others, bank: UUID
    ) -> None:
        others.keys["pal_bank"] = (bank, frozenset({"reports:read"}))
        url, headers = "/v1/clients/banque/reports", bearer("pal_bank")
        frozen = (await moved.http.post(url, json=MARCH, headers=headers)).json()
        assert frozen["frozen_by"].startswith("key:")
        listed = (await moved.http.get(url, headers=headers)).json()["items"]
        assert [one["id"] for one in listed] == [frozen["id"]]
        read = await moved.http.get(f"{url}/{frozen['id']}", headers={**headers, "accept": "text/html"})
        assert read.status_code == 200

    async def test_anothers_report_reads_like_one_that_never_was(
        self, moved: Floor, others: Others, bank: UUID, newspaper: UUID
    ) -> None:
        frozen = (await freeze(moved, newspaper, title="Secret de la gazette")).json()
        others.keys["pal_bank"] = (bank, frozenset({"reports:read"}))
        answers = [
            await moved.http.get(f"/v1/clients/{client}/reports/{report}", headers=bearer("pal_bank"))
            for client, report in (
                (newspaper, frozen["id"]),
                (newspaper, new_id()),
                (bank, frozen["id"]),
                (bank, new_id()),
                (new_id(), new_id()),
            )
        ]
        assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[-1].content)}
        both = {**moved.staff(bank, newspaper)}
        answer = await moved.http.get(f"/v1/clients/{bank}/reports/{frozen['id']}", headers=both)
        assert answer.status_code == 404

    async def test_nobody_elses_list_shows_it(self, moved: Floor, bank: UUID, newspaper: UUID) -> None:
        await freeze(moved, newspaper)
        assert json.loads((await get(moved, bank)).content) == {"items": [], "next": None}
