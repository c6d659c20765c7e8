"""The portal's figures: who may read them, which periods there are, and what each answer holds."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.reporting import Metrics
from services.reporting.metrics.domain.periods import before, choose_step, count_parts, cut
from services.runtime.ids import new_id
from tests.house import bearer
from tests.reporting.conftest import Floor
from tests.reporting.others import Others
from tests.reporting.world import World

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DAYS = st.dates(date(1970, 1, 1), date(2200, 1, 1))
NAMES = [
    "items_received",
    "decisions",
    "replies_published",
    "first_response_median",
    "first_response_p90",
    "questions_answered_share",
]


def find(answer: dict[str, Any], name: str, network: str | None = None) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in answer["metrics"] if (one["metric"], one["network"]) == (name, network)
    )
    return found


class TestReadMetrics:
    async def test_every_metric_with_every_day(self, floor: Floor, world: World, bank: UUID) -> None:
        asked = world.receive(bank, NOON, is_question=True)
        world.receive(bank, NOON + DAY, is_question=True)
        world.decide(asked, "hide", NOON + DAY, reason="hate")
        world.decide(asked, "approve", NOON + DAY, reason="legitimate")
        world.publish(asked, NOON + timedelta(minutes=10))
        await floor.follow(bank)
        answer = (await floor.metrics(bank, **{"from": "2026-03-02", "to": "2026-03-05"})).json()
        assert {name: answer[name] for name in ("client", "from", "to", "by", "time_zone")} == {
            "client": "banque",
            "from": "2026-03-02",
            "to": "2026-03-05",
            "by": "day",
            "time_zone": "Europe/Paris",
        }
        assert [one["metric"] for one in answer["metrics"]] == NAMES
        values = {
            one["metric"]: (one["unit"], one["total"], [point["value"] for point in one["points"]])
            for one in answer["metrics"]
        }
        assert values == {
            "items_received": ("items", 2, [1, 1, 0]),
            "decisions": ("decisions", 2, [0, 2, 0]),
            "replies_published": ("replies", 1, [1, 0, 0]),
            "first_response_median": ("seconds", 600.0, [600.0, None, None]),
            "first_response_p90": ("seconds", 600.0, [600.0, None, None]),
            "questions_answered_share": ("share", 0.5, [1.0, 0.0, None]),
        }
        assert [point["start"] for point in answer["metrics"][0]["points"]] == [
            "2026-03-02",
            "2026-03-03",
            "2026-03-04",
        ]

    async def test_decisions_by_kind_and_reason(self, floor: Floor, world: World, bank: UUID) -> None:
        item = world.receive(bank, NOON)
        for reason in ("hate", "hate", "insult"):
            world.decide(item, "hide", NOON, reason=reason)
        world.decide(item, "delete", NOON + DAY, reason="hate")
        await floor.follow(bank)
        answer = (await floor.metrics(bank, by="month", metric="decisions")).json()
        groups = [(one["kind"], one["reason"], one["total"]) for one in answer["metrics"][0]["groups"]]
        assert groups == [("delete", "hate", 1), ("hide", "hate", 2), ("hide", "insult", 1)]
        assert answer["metrics"][0]["groups"][1]["points"] == [{"start": "2026-03-01", "value": 2}]

    async def test_only_decisions_have_groups(self, floor: Floor, bank: UUID) -> None:
        answer = (await floor.metrics(bank)).json()
        assert [one["metric"] for one in answer["metrics"] if "groups" in one] == ["decisions"]

    async def test_a_period_in_which_nothing_happened(self, floor: Floor, bank: UUID) -> None:
        answer = (await floor.metrics(bank, by="week")).json()
        totals = {one["metric"]: one["total"] for one in answer["metrics"]}
        assert totals == {
            **dict.fromkeys(NAMES[:3], 0),
            **dict.fromkeys(NAMES[3:], None),
        }
        starts = [point["start"] for point in find(answer, "decisions")["points"]]
        assert starts == ["2026-03-01", "2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30"]
        assert {point["value"] for point in find(answer, "decisions")["points"]} == {0}

    async def test_metrics_and_networks_may_repeat(self, floor: Floor, world: World, bank: UUID) -> None:
        for network in ("facebook", "facebook", "email", "x"):
            world.publish(world.receive(bank, NOON, network=network), NOON + DAY)
        await floor.follow(bank)
        asked = {
            "metric": ["items_received", "first_response_median", "items_received"],
            "network": ["facebook", "email", "mastodon", "email"],
        }
        answer = (await floor.metrics(bank, by="month", **asked)).json()
        assert [(one["metric"], one["network"], one["total"]) for one in answer["metrics"]] == [
            ("items_received", "facebook", 2),
            ("items_received", "email", 1),
            ("items_received", "mastodon", 0),
            ("first_response_median", "facebook", 86_400.0),
            ("first_response_median", "email", 86_400.0),
            ("first_response_median", "mastodon", None),
        ]

    async def test_the_median_of_the_whole_is_none_of_its_parts(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        for at, minutes in ((NOON, 1), (NOON, 3), (NOON + DAY, 8)):
            world.publish(world.receive(bank, at - timedelta(minutes=minutes)), at)
        await floor.follow(bank)
        answer = (await floor.metrics(bank)).json()
        median, p90 = find(answer, "first_response_median"), find(answer, "first_response_p90")
        assert (median["total"], median["points"][1]["value"], median["points"][2]["value"]) == (
            180,
            120,
            480,
        )
        assert p90["total"] == pytest.approx(420)

    async def test_it_reads_as_the_contract_states_it(self, floor: Floor, bank: UUID) -> None:
        content = (await floor.metrics(bank)).content
        assert Metrics.model_validate_json(content).model_dump_json(by_alias=True).encode() == content

    async def test_every_definition_is_said(self, floor: Floor, bank: UUID) -> None:
        definitions = [one["definition"] for one in (await floor.metrics(bank)).json()["metrics"]]
        assert len(set(definitions)) == len(NAMES)
        assert "premier message du public" in definitions[3]
        assert "supprimé" in definitions[0]


class TestWhatCannotBeAsked:
    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"from": ""}, "from"),
            ({"from": "1790000000"}, "from"),
            ({"from": "2026-03-01T00:00:00Z"}, "from"),
            ({"from": "2026-02-30"}, "from"),
            ({"from": "0001-01-01"}, "from"),
            ({"to": "9999-12-31"}, "to"),
            ({"to": "2026-03-01"}, "to"),
            ({"to": "2026-02-01"}, "to"),
            ({"to": "2027-04-06"}, "to"),
            ({"to": "8000-01-01", "by": "month"}, "to"),
            ({"by": "hour"}, "by"),
            ({"metric": ["decisions", "likes"]}, "metric.1"),
            ({"network": "Face book"}, "network.0"),
            ({"network": "x\x00"}, "network.0"),
            ({"network": [f"n{one}" for one in range(21)]}, "network"),
            ({"until": "2026-05-01"}, "until"),
            ({"from": ["2026-03-01", "2026-03-02"]}, "from"),
            ({"to": ["2026-04-01", "2026-04-01"]}, "to"),
            ({"by": ["day", "week"]}, "by"),
        ],
    )
    async def test_is_named(self, floor: Floor, bank: UUID, changes: dict[str, Any], field: str) -> None:
        answer = await floor.metrics(bank, **changes)
        assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, [field])
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize("missing", ["from", "to"])
    async def test_both_days_are_needed(self, floor: Floor, bank: UUID, missing: str) -> None:
        params = {"from": "2026-03-01", "to": "2026-04-01"}
        del params[missing]
        answer = await floor.http.get(f"/v1/clients/{bank}/metrics", params=params, headers=floor.staff(bank))
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, missing)

    async def test_four_hundred_points_are_the_most(self, floor: Floor, bank: UUID) -> None:
        answer = await floor.metrics(bank, to="2027-04-05")
        assert (answer.status_code, len(answer.json()["metrics"][0]["points"])) == (200, 400)


class TestWhoMayAsk:
    async def test_a_key_of_the_client_by_its_slug(self, floor: Floor, others: Others, bank: UUID) -> None:
        others.keys["pal_bank"] = (bank, frozenset({"reports:read"}))
        answer = await floor.http.get(
            "/v1/clients/banque/metrics",
            params={"from": "2026-03-01", "to": "2026-03-02"},
            headers=bearer("pal_bank"),
        )
        assert (answer.status_code, answer.json()["client"]) == (200, "banque")

    async def test_anothers_key_reads_what_never_existed(
        self, floor: Floor, others: Others, world: World, bank: UUID, newspaper: UUID
    ) -> None:
        world.receive(newspaper, NOON)
        await floor.follow(newspaper)
        others.names[newspaper] = ("gazette", "La Gazette")
        others.keys["pal_bank"] = (bank, frozenset({"reports:read"}))
        answers = [
            await floor.http.get(
                f"/v1/clients/{name}/metrics",
                params={"from": "2026-03-01", "to": "2026-04-01"},
                headers=bearer("pal_bank"),
            )
            for name in (newspaper, "gazette", new_id(), "nobody-knows")
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1

    @pytest.mark.parametrize(("key", "status"), [("pal_pushes", 403), ("pal_unknown", 401), ("", 401)])
    async def test_a_key_without_the_scope_or_that_nobody_knows(
        self, floor: Floor, others: Others, bank: UUID, key: str, status: int
    ) -> None:
        others.keys["pal_pushes"] = (bank, frozenset({"items:write"}))
        headers = bearer(key) if key else {}
        answer = await floor.http.get(f"/v1/clients/{bank}/metrics", headers=headers)
        assert answer.status_code == status

    async def test_figures_are_of_one_client_alone(
        self, floor: Floor, world: World, bank: UUID, newspaper: UUID
    ) -> None:
        for client in (bank, newspaper, newspaper):
            world.publish(world.receive(client, NOON, is_question=True), NOON + DAY)
            await floor.follow(client)
        params = {"from": "2026-03-01", "to": "2026-04-01", "metric": ["items_received", "replies_published"]}
        answer = await floor.http.get(
            f"/v1/clients/{bank}/metrics", params=params, headers=floor.staff(bank, newspaper)
        )
        assert [one["total"] for one in answer.json()["metrics"]] == [1, 1]


class TestTag:
    async def test_what_the_reader_holds_already_is_not_sent_again(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        first = await floor.metrics(bank)
        tag = first.headers["etag"]
        assert tag.startswith('"')
        assert "private" in first.headers["cache-control"]
        url, headers = first.request.url, floor.staff(bank)
        for known in (tag, f"W/{tag}", "*", f'"old, one", W/"other" ,{tag}'):
            again = await floor.http.get(url, headers={**headers, "if-none-match": known})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        for unknown in ('"other"', tag.strip('"'), ""):
            again = await floor.http.get(url, headers={**headers, "if-none-match": unknown})
            assert (again.status_code, again.content) == (200, first.content)
        world.receive(bank, NOON)
        await floor.follow(bank)
        changed = await floor.http.get(url, headers={**headers, "if-none-match": tag})
        assert (changed.status_code, changed.headers["etag"] == tag) == (200, False)

    async def test_a_tag_opens_nothing_to_others(self, floor: Floor, bank: UUID, newspaper: UUID) -> None:
        first = await floor.metrics(bank)
        headers = {**floor.staff(newspaper), "if-none-match": first.headers["etag"]}
        answer = await floor.http.get(first.request.url, headers=headers)
        assert answer.status_code == 404


class TestMeanwhile:
    async def test_figures_are_given_while_facts_are_kept(
        self, floor: Floor, world: World, bank: UUID
    ) -> None:
        """Each answer is of some moment: it never breaks because replies move between its questions."""
        for number in range(60):
            world.publish(world.receive(bank, NOON), NOON + timedelta(seconds=3 ** (number % 12)))

        async def read() -> list[int]:
            answers = [await floor.metrics(bank, metric="first_response_median") for _ in range(15)]
            return [answer.status_code for answer in answers]

        _, statuses = await asyncio.gather(floor.follow(bank), read())
        assert statuses == [200] * 15


class TestPeriods:
    @given(since=DAYS, days=st.integers(1, 900), by=st.sampled_from(["day", "week", "month"]))
    def test_parts_cover_the_period_without_gaps(self, since: date, days: int, by: Any) -> None:
        until = since + timedelta(days=days)
        starts = cut(since, until, by)
        assert starts[0] == since
        assert starts[-1] < until
        assert all(one < following for one, following in pairwise(starts))
        assert len(starts) <= count_parts(since, until, by)
        begins: dict[str, Callable[[date], bool]] = {
            "day": lambda _: True,
            "week": lambda day: day.weekday() == 0,
            "month": lambda day: day.day == 1,
        }
        walked = [since + timedelta(days=n) for n in range(days)]
        assert starts == [day for day in walked if day == since or begins[by](day)]

    @pytest.mark.parametrize(
        ("since", "until", "expected"),
        [
            (date(2026, 10, 1), date(2026, 11, 1), date(2026, 9, 1)),
            (date(2026, 1, 1), date(2026, 4, 1), date(2025, 10, 1)),
            (date(2026, 3, 1), date(2026, 4, 1), date(2026, 2, 1)),
            (date(2026, 3, 2), date(2026, 3, 9), date(2026, 2, 23)),
            (date(2026, 3, 1), date(2026, 3, 2), date(2026, 2, 28)),
        ],
    )
    def test_the_period_before_ends_where_this_one_begins(
        self, since: date, until: date, expected: date
    ) -> None:
        assert before(since, until) == (expected, since)

    @pytest.mark.parametrize(
        ("days", "step"), [(1, "day"), (62, "day"), (63, "week"), (370, "week"), (371, "month")]
    )
    def test_a_longer_period_has_larger_parts(self, days: int, step: str) -> None:
        assert choose_step(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days)) == step
