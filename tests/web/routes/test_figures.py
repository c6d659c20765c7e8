"""The page of figures: a client's period beside the one before, and the reports that leads freeze."""

import pytest

from services.contracts.problem import FieldError
from services.contracts.reporting import FREEZE_REPORT, GET_REPORT, READ_METRICS
from services.runtime.ids import new_id
from services.runtime.problems import Invalid
from tests.web.browser import Browser, form_to
from tests.web.fakes.figures import POLICY
from tests.web.routes.cast import Cast

PERIOD = "client=telvia&since=2026-11-01&until=2026-11-10"
REPORTS = "/clients/telvia/reports"


def asked_periods(cast: Cast) -> list[tuple[str, str]]:
    calls = cast.stage.switchboard.of(READ_METRICS)
    return sorted((str(call.query.since), str(call.query.until)) for call in calls)


async def freeze(browser: Browser) -> None:
    page = await browser.get(f"/figures?{PERIOD}")
    answer = await browser.send(page, REPORTS)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/figures?{PERIOD}")


class TestFigures:
    async def test_the_period_and_the_one_before_are_asked_for(self, cast: Cast) -> None:
        page = await cast.nadia.get(f"/figures?{PERIOD}")
        assert asked_periods(cast) == [("2026-10-22", "2026-11-01"), ("2026-11-01", "2026-11-11")]
        assert "3 messages" in page.text
        assert "Ce que compte items_received." in page.text

    async def test_without_a_client_it_shows_the_first_of_ones_own(self, cast: Cast) -> None:
        page = await cast.theo.get("/figures")
        assert "><bdi>Montrelais</bdi></h1>" in page.text
        assert "Telvia" not in page.text

    async def test_somebody_without_clients_is_told(self, cast: Cast) -> None:
        zoe = await cast.stage.come_in(await cast.stage.add_user("zoe@agence.example", "Zoé", "moderator"))
        assert (await zoe.get("/figures")).headers["location"] == "/queue"

    @pytest.mark.parametrize(
        "period",
        ["since=x&until=y", "since=2026-02-01&until=2026-01-01", "since=0001-01-01&until=9999-12-31"],
    )
    async def test_what_is_no_period_is_the_last_thirty_days(self, cast: Cast, period: str) -> None:
        page = await cast.nadia.get(f"/figures?{period}")
        assert page.status_code == 200
        calls = cast.stage.switchboard.of(READ_METRICS)
        assert {(call.query.until - call.query.since).days for call in calls} == {30}
        told = "Ces deux jours ne forment pas une période affichable"
        assert told in page.text
        for asked in (f"/figures?{PERIOD}", "/figures"):
            assert told not in (await cast.nadia.get(asked)).text


class TestFreezing:
    async def test_a_lead_freezes_the_period_of_the_page_once(self, cast: Cast) -> None:
        page = await cast.lucie.get(f"/figures?{PERIOD}")
        for _ in range(2):
            await cast.lucie.send(page, REPORTS)
        calls = cast.stage.switchboard.of(FREEZE_REPORT)
        assert len({call.key for call in calls}) == 1
        assert (str(calls[0].body.since), str(calls[0].body.until)) == ("2026-11-01", "2026-11-11")
        shown = await cast.lucie.get(f"/figures?{PERIOD}")
        assert "Le rapport est figé" in shown.text
        assert shown.text.count(f'href="{REPORTS}/') == 1

    async def test_a_moderator_reads_reports_and_freezes_none(self, cast: Cast) -> None:
        await freeze(cast.lucie)
        page = await cast.nadia.get(f"/figures?{PERIOD}")
        assert f'href="{REPORTS}/' in page.text
        assert f'action="{REPORTS}"' not in page.text
        csrf = str(form_to(page.text, "/sign-out").values["csrf"])
        answer = await cast.nadia.http.post(REPORTS, data={"csrf": csrf})
        assert answer.status_code == 403

    async def test_a_period_that_reporting_refuses_is_said(self, cast: Cast) -> None:
        errors = [FieldError(field="from", code="future", message="")]
        cast.stage.switchboard.refusing[FREEZE_REPORT.name] = Invalid(errors=errors)
        await freeze(cast.lucie)
        assert "période commencée" in (await cast.lucie.get(f"/figures?{PERIOD}")).text


class TestReport:
    async def test_is_passed_on_as_reporting_prints_it(self, cast: Cast) -> None:
        await freeze(cast.lucie)
        (call,) = cast.stage.switchboard.of(FREEZE_REPORT)
        page = await cast.nadia.get(f"/figures?{PERIOD}")
        path = page.text.split(f'href="{REPORTS}/')[1].split('"')[0]
        report = await cast.nadia.get(f"{REPORTS}/{path}")
        assert (report.status_code, report.text) == (200, "<h1>Telvia, novembre 2026</h1>")
        assert report.headers["content-security-policy"] == POLICY
        assert report.headers["cache-control"] == "no-store"
        assert "x-internal" not in report.headers
        assert call.caller.subject.startswith("user:")

    async def test_one_that_never_was_is_a_page_that_says_so(self, cast: Cast) -> None:
        answer = await cast.nadia.get(f"{REPORTS}/{new_id()}")
        assert (answer.status_code, len(cast.stage.switchboard.of(GET_REPORT))) == (404, 1)
        assert "Nadia Benali" in answer.text
