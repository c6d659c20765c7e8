"""`palabre run` starts everything, says what happens, and leaves nothing behind, however it ends."""

import os
import re
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from infra.engines.pair import EngineURLs
from tests.installation import Installation, free_port_base, left_of, palabre, wait_until

READY = "Palabre is ready"
STEP = re.compile(r" *[0-9]+\.[0-9] s  [A-Z].*")
# Four services, their workers and the demo's site; each engine adds some.
PROCESSES = 9


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    """An installation below a folder that nobody else may enter."""
    tmp_path.chmod(0o700)
    with Installation(tmp_path / "var", free_port_base()) as started:
        yield started


async def run_statement(var: Path, statement: str) -> None:
    urls = EngineURLs.load(var)
    assert urls is not None
    connection = await asyncpg.connect(urls.database_url)
    await connection.execute(statement)
    await connection.close()


def kill(var: Path, name: str) -> None:
    """Kill the oldest process of that name."""
    pid = min(pid for pid, comm in left_of(var).items() if comm == name)
    os.kill(pid, signal.SIGKILL)


def wait_until_runs(var: Path, name: str) -> None:
    wait_until(lambda: name in left_of(var).values(), 10, f"{name} was not started again")


class TestStart:
    def test_says_where_it_is_and_ends_within_five_seconds(self, installation: Installation) -> None:
        assert installation.wait_for(READY) == f"Palabre is ready: http://127.0.0.1:{installation.port_base}/"
        assert len(left_of(installation.var)) > PROCESSES
        assert installation.end() < 5
        assert installation.process.returncode == 0
        assert left_of(installation.var) == {}

    def test_ctrl_c_during_the_start_leaves_nothing(self, installation: Installation) -> None:
        wait_until((installation.var / "engines" / "postgres").exists, 30, "no engine was started")
        assert installation.end(signal.SIGINT) < 5
        assert left_of(installation.var) == {}


@pytest.mark.long
class TestDeath:
    async def test_of_the_runner_takes_everything_along_and_keeps_the_data(
        self, installation: Installation
    ) -> None:
        installation.wait_for(READY)
        await run_statement(installation.var, "create table kept ()")
        installation.end(signal.SIGKILL)
        with Installation(installation.var, installation.port_base) as again:
            again.wait_for(READY, seconds=15)
            await run_statement(installation.var, "drop table kept")
            again.end(signal.SIGKILL)
            wait_until(
                lambda: not left_of(again.var), 5, f"children outlived the runner: {left_of(again.var)}"
            )

    async def test_of_any_process_is_said_and_mended(self, installation: Installation) -> None:
        installation.wait_for(READY)
        for name in ("triage", "reply worker"):
            kill(installation.var, name)
            installation.wait_for(f"{name} was ended by SIGKILL: it starts again in 0.5 s", seconds=5)
            wait_until_runs(installation.var, name)
        await run_statement(installation.var, "create table kept ()")
        kill(installation.var, "postgres")
        installation.wait_for("PostgreSQL ended by itself", seconds=5)
        wait_until_runs(installation.var, "postgres")
        kill(installation.var, "valkey-server")
        installation.wait_for("Valkey ended by itself", seconds=5)
        wait_until_runs(installation.var, "valkey-server")
        await run_statement(installation.var, "drop table kept")


class TestRefusal:
    """One sentence after the steps that were begun, a non-zero exit and nothing left behind."""

    def refused(self, installation: Installation, words: str) -> str:
        """Return the sentence; before it nothing was said but the steps."""
        sentence = installation.wait_for(words, seconds=20)
        assert installation.process.wait(10) == 1
        assert [line for line in installation.said if not STEP.fullmatch(line)] == [sentence]
        assert left_of(installation.var) == {}
        return sentence

    def test_of_a_taken_port_names_it_and_the_setting(self, tmp_path: Path) -> None:
        base = free_port_base()
        with (
            socket.create_server(("127.0.0.1", base + 3)),
            Installation(tmp_path / "var", base) as installation,
        ):
            sentence = self.refused(installation, f"Port {base + 3}, which reply needs, is taken")
            assert "PALABRE_PORT_BASE" in sentence

    def test_of_a_running_twin(self, installation: Installation) -> None:
        installation.wait_for(READY)
        twin = palabre("run", settings=installation.settings)
        assert twin.returncode == 1
        assert twin.stderr.startswith(f"Palabre already runs with the folder {installation.var}: ")
        assert twin.stderr.count("\n") == 1
        assert installation.process.poll() is None

    def test_of_a_folder_that_cannot_be_written(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with Installation(tmp_path / "file" / "var", free_port_base()) as installation:
            assert "PALABRE_VAR" in self.refused(installation, "cannot be written")

    @pytest.mark.parametrize(
        ("setting", "value"),
        [
            ("PALABRE_PORT_BASE", "eight"),
            ("PALABRE_DEMO", "perhaps"),
            ("PALABRE_LOG_LEVEL", "loud"),
            ("PALABRE_REPLY_POOL_SIZE", "0"),
            ("PALABRE_INGEST_INTAKE_RATE", "much"),
            ("PALABRE_ALLOWED_PRIVATE", "10.0.0.0/99"),
        ],
    )
    def test_of_a_setting_that_makes_no_sense(self, tmp_path: Path, setting: str, value: str) -> None:
        with Installation(tmp_path / "var", free_port_base(), **{setting: value}) as installation:
            self.refused(installation, f"The setting {setting} cannot be used")

    def test_of_an_engine_that_is_out_of_reach(self, tmp_path: Path) -> None:
        nowhere = {
            "PALABRE_DATABASE_URL": "postgresql://owner:secret@127.0.0.1:1/palabre",
            "PALABRE_REDIS_URL": "redis://127.0.0.1:1/0",
            "PALABRE_SECRET_KEY": "x" * 43,
        }
        with Installation(tmp_path / "var", free_port_base(), **nowhere) as installation:
            self.refused(installation, "PostgreSQL at 127.0.0.1:1 cannot be used")
            assert not any("secret@" in line for line in installation.said)

    def test_of_a_database_without_a_secret_key(self, tmp_path: Path) -> None:
        urls = {
            "PALABRE_DATABASE_URL": "postgresql://127.0.0.1:1/p",
            "PALABRE_REDIS_URL": "redis://127.0.0.1:1/0",
        }
        with Installation(tmp_path / "var", free_port_base(), **urls) as installation:
            self.refused(installation, "PALABRE_SECRET_KEY is required")


class TestEnginesOfYours:
    def test_are_used_and_no_private_ones_started(
        self, tmp_path: Path, database_url: str, redis_url: str, var: Path
    ) -> None:
        yours = {
            "PALABRE_DATABASE_URL": database_url,
            "PALABRE_REDIS_URL": redis_url,
            "PALABRE_SECRET_KEY": (var / "keys" / "secret.key").read_text(),
            "PALABRE_DEMO": "",
        }
        with Installation(tmp_path / "var", free_port_base(), **yours) as installation:
            installation.wait_for(READY)
            names = set(left_of(installation.var).values())
            assert "ingest worker" in names
            assert not names & {"postgres", "valkey-server", "demo site"}
            assert installation.end() < 5
