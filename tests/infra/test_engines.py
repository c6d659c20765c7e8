"""The private engines keep what they were given, hold their folder alone, and end with their starter."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
import redis

from infra.engines.binaries import postgres_program
from infra.engines.confinement import choose
from infra.engines.daemon import free_port
from infra.engines.errors import EngineError
from infra.engines.pair import EngineURLs, private_engines
from infra.engines.psql import execute
from tests.installation import ROOT, left_of, wait_until

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can take on other identities")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder below one that nobody else may enter."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    yield private / "var"
    assert private.stat().st_mode & 0o777 == 0o700
    assert left_of(private) == {}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A data folder that everybody can reach, as pytest's own are not."""
    public = Path(tempfile.mkdtemp(prefix="palabre-open-"))
    public.chmod(0o755)
    yield public / "var"
    assert left_of(public) == {}
    shutil.rmtree(public)


def confined(identity: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.infra.confined", identity, str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def is_ready(data: Path) -> bool:
    lock_file = data / "postmaster.pid"
    return lock_file.exists() and "ready" in lock_file.read_text()


class TestStart:
    async def test_database_speaks_french(self, folder: Path) -> None:
        with private_engines(folder) as engines:
            connection = await asyncpg.connect(engines.urls.database_url)
            await connection.execute("create extension pg_trgm; create extension unaccent")
            words = await connection.fetchval(
                "select to_tsvector('french', unaccent('ÉLÈVES à l''École'))::text"
            )
            await connection.close()
        assert words == "'a':2 'ecol':4 'elev':1"

    async def test_owner_is_no_superuser_and_the_disk_is_waited_for(self, folder: Path) -> None:
        with private_engines(folder) as engines:
            connection = await asyncpg.connect(engines.urls.database_url)
            assert await connection.fetchval("show is_superuser") == "off"
            assert await connection.fetchval("show fsync") == "on"
            await connection.close()

    def test_strangers_are_refused_and_keys_are_the_owners(self, folder: Path) -> None:
        with private_engines(folder) as engines:
            with (
                pytest.raises(redis.AuthenticationError),
                redis.Redis(port=engines.valkey.port or 0) as stranger,
            ):
                stranger.ping()
            with pytest.raises(EngineError, match="password authentication failed"):
                execute(re.sub(r":[^:@/]+@", ":wrong@", engines.urls.database_url), "select 1")
            files = list((folder / "keys").iterdir())
        assert files
        assert {path.stat().st_mode & 0o777 for path in files if path.exists()} == {0o600}

    def test_a_second_holder_of_the_folder_is_told(self, folder: Path) -> None:
        with (
            private_engines(folder),
            pytest.raises(EngineError, match="already runs"),
            private_engines(folder),
        ):
            pass

    def test_what_was_committed_and_rung_is_there_again(self, folder: Path) -> None:
        with private_engines(folder) as engines, redis.Redis.from_url(engines.urls.redis_url) as bell:
            execute(engines.urls.database_url, "create table kept ()")
            bell.set("rung", "yes")
        with private_engines(folder) as engines, redis.Redis.from_url(engines.urls.redis_url) as bell:
            execute(engines.urls.database_url, "drop table kept")
            assert bell.get("rung") == b"yes"


class TestLeftovers:
    def test_an_engine_that_still_runs_there_is_ended_and_its_data_taken_over(self, folder: Path) -> None:
        with private_engines(folder) as engines:
            execute(engines.urls.database_url, "create table kept ()")
        data = folder / "engines" / "postgres"
        program = postgres_program("postgres")
        with (folder / "log" / "orphan.log").open("wb") as log:
            orphan = choose(program, data).start(
                [program, "-D", data, "-p", str(free_port()), "-c", "unix_socket_directories="],
                dies_by=signal.SIGKILL,
                folder=data,
                log=log,
            )
        wait_until(lambda: is_ready(data), 10, "the orphan did not start")
        with private_engines(folder) as engines:
            assert orphan.wait(5) == 0
            execute(engines.urls.database_url, "drop table kept")

    def test_a_lock_file_with_the_pid_of_another_program_is_no_obstacle(self, folder: Path) -> None:
        with private_engines(folder):
            pass
        lock_file = folder / "engines" / "postgres" / "postmaster.pid"
        lock_file.write_text(f"{os.getpid()}\n{lock_file.parent}\n0\n1\n\n127.0.0.1\n\nready\n")
        with private_engines(folder) as engines:
            execute(engines.urls.database_url, "select 1")

    def test_a_cluster_whose_making_was_interrupted_is_made_again(self, folder: Path) -> None:
        unfinished = folder / "engines" / "postgres.unfinished"
        unfinished.mkdir(parents=True)
        (unfinished / "PG_VERSION").write_text("18\n")
        with private_engines(folder) as engines:
            execute(engines.urls.database_url, "select 1")

    def test_addresses_are_known_while_engines_run_and_not_afterwards(self, folder: Path) -> None:
        with private_engines(folder) as engines:
            assert EngineURLs.load(folder) == engines.urls
        assert EngineURLs.load(folder) is None


class TestIdentity:
    def test_an_ordinary_user_runs_them(self, folder: Path) -> None:
        assert confined("ordinary", folder).stdout.startswith("runs as ")

    @as_root
    def test_root_runs_them_and_keeps_the_files(self, folder: Path) -> None:
        assert confined("root", folder).stdout == "runs as 0, data of 0\n"

    @as_root
    def test_root_without_namespaces_lends_the_data_to_nobody_and_takes_them_back(
        self, open_folder: Path
    ) -> None:
        lent = confined("root-without-namespaces", open_folder)
        assert lent.stdout == "runs as 0, data of 65534\n", lent.stderr
        assert confined("root", open_folder).stdout == "runs as 0, data of 0\n"

    @as_root
    def test_where_nobody_cannot_reach_the_data_one_sentence_says_what_to_do(self, folder: Path) -> None:
        refused = confined("root-without-namespaces", folder)
        assert refused.returncode == 1
        assert refused.stderr.startswith(
            "PostgreSQL does not run as root, this system refuses user namespaces"
        )
        assert refused.stderr.count("\n") == 1

    @as_root
    def test_data_of_somebody_else_are_left_alone(self, folder: Path) -> None:
        with private_engines(folder):
            pass
        os.chown(folder / "engines" / "postgres", 4321, 4321)
        with pytest.raises(EngineError, match="belong to user 4321"), private_engines(folder):
            pass
