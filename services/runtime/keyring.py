"""Key files of an installation: one Ed25519 pair for each issuer, and the secret key, all of mode 0600."""

import base64
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from joserfc.jwk import OKPKey

from services.contracts.topology import ISSUERS, Issuer
from services.runtime.settings import SECRET_KEY_BYTES, SettingsError


@dataclass(frozen=True, slots=True)
class Keyring:
    """The own private key and everybody's public keys."""

    issuer: Issuer
    private: OKPKey
    public: dict[Issuer, OKPKey]


def create_keys(folder: Path) -> None:
    """Make what is missing and leave what is there; twice is harmless."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_once(folder / "secret.key", base64.urlsafe_b64encode(secrets.token_bytes(SECRET_KEY_BYTES)))
    for issuer in ISSUERS:
        private = folder / f"{issuer}.private.pem"
        if not private.exists():
            _write_once(private, OKPKey.generate_key("Ed25519").as_pem(private=True))
        _write_once(
            folder / f"{issuer}.public.pem", OKPKey.import_key(private.read_bytes()).as_pem(private=False)
        )


def load_keyring(folder: Path, issuer: Issuer) -> Keyring:
    """Raises SettingsError when a file is missing or cannot be read."""
    try:
        private = OKPKey.import_key((folder / f"{issuer}.private.pem").read_bytes())
        public = {name: OKPKey.import_key((folder / f"{name}.public.pem").read_bytes()) for name in ISSUERS}
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The keys of {issuer} in {folder} cannot be read; `palabre migrate` makes what is missing."
        ) from error
    return Keyring(issuer, private, public)


def _write_once(path: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all, and never replace one."""
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # Another process was first; its key counts.
    finally:
        draft.unlink()
