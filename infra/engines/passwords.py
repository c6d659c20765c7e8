"""The engines' passwords: made once, kept where only a reader of PALABRE_VAR finds them."""

import os
import secrets
from pathlib import Path


def password(keys: Path, name: str) -> str:
    """The password kept in `keys/name`, made at the first call; the file is the owner's alone."""
    path = keys / name
    if not path.exists():
        write_private(path, secrets.token_urlsafe(32))
    return path.read_text().strip()


def write_private(path: Path, text: str) -> None:
    """Write `text` to a file of mode 0600; a reader sees the old text or the new one, never half of it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    fresh.replace(path)
