"""What a WordPress needs of the machine: `make test-real` installs it where it may."""

import os
import shutil
from pathlib import Path

import pytest

SOURCE = Path("/usr/share/wordpress")
_PROGRAMS = ("php", "mariadbd", "mariadb", "mariadb-install-db")
# Debian keeps daemons where the PATH of ordinary users does not lead.
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin"


def program(name: str) -> Path:
    found = shutil.which(name, path=_PATH)
    assert found is not None, f"{name} is not installed"
    return Path(found)


def require_wordpress(source: Path = SOURCE) -> None:
    """Skip the test by name where something is missing; with CI=true that is a failure."""
    missing = [name for name in _PROGRAMS if shutil.which(name, path=_PATH) is None]
    if not (source / "wp-load.php").exists():
        missing.append("wordpress")
    if not missing:
        return
    message = f"not installed: {', '.join(missing)} (see infra/test_real.sh): WordPress was not tried"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    # WordPress is somebody else's program and may be missing here; with CI=true that has failed above.
    pytest.skip(message)
