"""The walls stand, and each of them catches what it forbids."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# By the name of a contract: a module that breaks it, and what that module imports.
BREACHES = {
    "Services do not know each other, also not indirectly": (
        "services/reply/wrong.py",
        "services.ingest.settings",
    ),
    "Contracts and runtime know no service": ("services/runtime/wrong.py", "services.triage.settings"),
    "Contracts know only the standard library and pydantic": ("services/contracts/wrong.py", "httpx"),
    "Services know neither web nor infra": ("services/reply/wrong_too.py", "infra.engines"),
    "Training never reads the frozen test": ("infra/train/wrong.py", "infra.eval.frozen"),
    "Web speaks to services over HTTP": ("web/wrong.py", "services.triage.settings"),
    "A room uses another through its service and its values": (
        "services/ingest/intake/wrong.py",
        "services.ingest.directory.repository",
    ),
    "Layers inside a room": ("services/ingest/intake/domain.py", "services.ingest.intake.service"),
    "Domains are pure": ("services/ingest/syncs/domain.py", "sqlalchemy"),
    "Adapters see their Protocol and the guarded HTTP": (
        "services/ingest/networks/sandbox/wrong.py",
        "services.ingest.settings",
    ),
    "HTTP servers stay in routes and composition": ("services/reply/replies/wrong.py", "fastapi"),
    "HTTP clients stay at the edge": ("services/triage/queue/service/pages.py", "httpx"),
    "SQL stays in repositories, models and the runtime": ("services/ingest/actions/wrong.py", "sqlalchemy"),
    "Redis and arq stay behind the runtime": ("services/ingest/actions/wrong_too.py", "redis"),
    "Arq stays behind one module": ("services/runtime/worker.py", "arq"),
}


def contract_names() -> list[str]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [contract["name"] for contract in config["tool"]["importlinter"]["contracts"]]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def verdicts(output: str) -> dict[str, str]:
    return {
        name: found.group(1)
        for name in contract_names()
        if (found := re.search(rf"^{re.escape(name)} (KEPT|BROKEN)", output, re.MULTILINE))
    }


@pytest.fixture(scope="module")
def broken_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house in which every wall has been broken once."""
    folder = tmp_path_factory.mktemp("house")
    for package in ("services", "web", "infra", "tests/architecture"):
        shutil.copytree(
            ROOT / package,
            folder / package,
            ignore=lambda _folder, names: [
                name for name in names if ("." in name and not name.endswith(".py")) or name == "__pycache__"
            ],
        )
    shutil.copy(ROOT / "tests/__init__.py", folder / "tests/__init__.py")
    shutil.copy(ROOT / "pyproject.toml", folder / "pyproject.toml")
    for module, imported in BREACHES.values():
        with (folder / module).open("a") as file:
            file.write(f"\nimport {imported}\n")
    return folder


class TestWalls:
    def test_every_wall_has_a_breach_to_prove_it(self) -> None:
        assert sorted(BREACHES) == sorted(contract_names())

    def test_every_wall_stands(self) -> None:
        done = lint(ROOT)
        assert done.returncode == 0, done.stdout
        assert verdicts(done.stdout) == dict.fromkeys(contract_names(), "KEPT")

    def test_every_wall_catches_its_breach(self, broken_house: Path) -> None:
        done = lint(broken_house)
        assert done.returncode == 1, done.stdout + done.stderr
        assert verdicts(done.stdout) == dict.fromkeys(contract_names(), "BROKEN")
