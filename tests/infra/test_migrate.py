"""An owner who may not migrate is told what a DBA must run, and that is enough."""

from pathlib import Path

from infra.engines.cluster import SUPERUSER, role_password
from infra.engines.pair import PrivateEngines, private_engines
from infra.engines.psql import execute
from tests.installation import palabre

SECRET_KEY = "Y" * 43


def as_superuser(engines: PrivateEngines, database: str) -> str:
    secret = role_password(engines.postgres.keys, SUPERUSER)
    return f"postgresql://{SUPERUSER}:{secret}@127.0.0.1:{engines.postgres.port}/{database}"


class TestOwnerWithoutRights:
    def test_migrates_after_a_dba_has_run_what_was_printed(self, tmp_path: Path) -> None:
        with private_engines(tmp_path / "engines") as engines:
            execute(as_superuser(engines, "postgres"), "create role agence login password 'x'")
            execute(as_superuser(engines, "postgres"), "create database ours")
            settings = {
                "PALABRE_VAR": str(tmp_path / "var"),
                "PALABRE_DATABASE_URL": f"postgresql://agence:x@127.0.0.1:{engines.postgres.port}/ours",
                "PALABRE_REDIS_URL": engines.urls.redis_url,
                "PALABRE_SECRET_KEY": SECRET_KEY,
            }
            refused = palabre("migrate", settings=settings)
            assert refused.returncode == 1
            assert "palabre migrate --for-dba" in refused.stderr
            assert refused.stderr.count("\n") == 1

            printed = palabre("migrate", "--for-dba", settings=settings)
            execute(as_superuser(engines, "ours"), printed.stdout)
            assert palabre("migrate", settings=settings).returncode == 0
