"""The doctor believes what a service says of itself, its timers included."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from infra.demo.stage.progress import Progress
from infra.run.examine import LATE_SECONDS, service
from infra.run.ports import note
from infra.run.processes import SERVICE_PROCESSES
from infra.run.settings import RunSettings
from services.reporting.app import create_app
from services.reporting.settings import ReportingSettings
from services.runtime.ids import new_id
from services.runtime.timers import drop_timer, set_timer
from tests.house import House, InProcess, opened

REPORTING = next(process for process in SERVICE_PROCESSES if process.name == "reporting")
# Older than any timer that another test may have left.
LATE = timedelta(days=4_000)


class TestService:
    async def test_a_timer_that_nobody_rings_is_told_with_the_log_of_its_worker(self, house: House) -> None:
        settings, client = house.settings(ReportingSettings), new_id()
        app = create_app(settings)
        async with opened(app) as (_http, runtime):
            async with runtime.database.unit([client], actor="system:test") as unit:
                await set_timer(unit, client, "report.due", "1", unit.clock.now() - LATE)
            async with httpx.AsyncClient(transport=InProcess(settings, {"reporting": app})) as http:
                finding = await service(http, REPORTING, RunSettings(var=house.var))
            async with runtime.database.unit([client], actor="system:test") as unit:
                await drop_timer(unit, client, "report.due", "1")
        assert not finding.is_well
        assert "a timer is 3456" in finding.words  # 4,000 days in seconds, and what the test took
        assert str(house.var / "log" / "reporting-worker.log") in finding.remedy

    async def test_one_that_is_a_little_late_is_no_trouble(self) -> None:
        answer = {"checks": {}, "lag": {"oldest_timer_seconds": LATE_SECONDS}}
        transport = httpx.MockTransport(lambda _request: httpx.Response(200, json=answer))
        async with httpx.AsyncClient(transport=transport) as http:
            finding = await service(http, REPORTING, RunSettings())
        assert finding.is_well, finding

    @pytest.mark.parametrize(("state", "is_well"), [("playing", True), ("played", False)])
    async def test_timers_wait_for_the_month_of_the_demo(
        self, state: str, is_well: bool, tmp_path: Path
    ) -> None:
        Progress(now=datetime.now(UTC)).changed(tmp_path, state=state, done=2, total=5)
        answer = {"checks": {}, "lag": {"oldest_timer_seconds": LATE_SECONDS + 1}}
        transport = httpx.MockTransport(lambda _request: httpx.Response(200, json=answer))
        async with httpx.AsyncClient(transport=transport) as http:
            finding = await service(http, REPORTING, RunSettings(var=tmp_path, demo=True))
        assert finding.is_well is is_well, finding
        assert ("40 %" in finding.words) is is_well

    async def test_one_that_does_not_answer_is_started_with_make_run(
        self, house: House, tmp_path: Path
    ) -> None:
        transport = InProcess(house.settings(ReportingSettings), {})
        async with httpx.AsyncClient(transport=transport) as http:
            finding = await service(http, REPORTING, RunSettings(var=tmp_path))
        assert (finding.is_well, finding.remedy) == (False, "start Palabre with `make run`")

    async def test_one_that_was_started_on_other_ports_is_looked_for_there(
        self, house: House, tmp_path: Path
    ) -> None:
        (tmp_path / "run").mkdir()
        note(tmp_path, 18_000)
        transport = InProcess(house.settings(ReportingSettings), {})
        async with httpx.AsyncClient(transport=transport) as http:
            finding = await service(http, REPORTING, RunSettings(var=tmp_path))
            at_home = await service(http, REPORTING, RunSettings(var=tmp_path, port_base=18_000))
        assert "port 8004 does not answer" in finding.words
        assert finding.words.endswith("Palabre was last started here on port base 18000")
        assert finding.remedy == "set PALABRE_PORT_BASE=18000 for this command too"
        assert at_home.remedy == "start Palabre with `make run`"
