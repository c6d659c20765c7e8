"""What is no Python stands in pyproject.toml too, or an installed Palabre would start without its pages."""

import tomllib

from tests.architecture.test_sizes import ROOT, tracked

PACKAGES = ("services", "web", "infra")


def test_every_file_that_runs_is_packed() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    packed = {
        path
        for package, patterns in data.items()
        for pattern in patterns
        for path in ROOT.joinpath(*package.split(".")).glob(pattern)
    }
    # Scripts of the shell serve a checkout; `vendor` is not among the tracked files that sizes look at.
    wanted = {
        path
        for path in tracked()
        if path.relative_to(ROOT).parts[0] in PACKAGES and path.suffix not in {".py", ".sh"}
    }
    assert len(wanted) > 80
    assert wanted - packed == set()
