"""Where the site listens, where it keeps its file, and the token that opens its API."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

# The newspaper that `/` shows. Tests make sites of their own beside it.
DEFAULT_SITE = "gazette"
PORT_OFFSET = 5


class DemoSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PALABRE_", extra="ignore")

    var: Path = Path("var")
    port_base: int = Field(default=8000, ge=1, le=65_000)
    demo_token: SecretStr | None = None
    demo_database: Path | None = None
    demo_requests_per_minute: int = Field(default=6_000, ge=1)

    @property
    def database_path(self) -> Path:
        return self.demo_database or self.var / "demo" / "site.sqlite"

    @property
    def port(self) -> int:
        return self.port_base + PORT_OFFSET

    def token(self) -> str:
        """The token of the API; made once, in a file that only its owner reads, unless it was given."""
        if self.demo_token is not None:
            return self.demo_token.get_secret_value()
        path = self.var / "keys" / "demo-token"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return _made(path)
        except FileExistsError:
            return path.read_text(encoding="ascii")


def _made(path: Path) -> str:
    """Write a new token in full before it bears its name, so that two processes starting together agree."""
    token = secrets.token_urlsafe(32)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(token)
    try:
        path.hardlink_to(draft)
    finally:
        draft.unlink()
    return token


@dataclass(frozen=True, slots=True)
class SandboxAccount:
    """What a client's account on this site needs: network `sandbox`, this URL, credentials `{"token": …}`."""

    site: str
    url: str
    token: str = field(repr=False)

    @property
    def credentials(self) -> dict[str, str]:
        return {"token": self.token}


def sandbox_account(site: str = DEFAULT_SITE, settings: DemoSettings | None = None) -> SandboxAccount:
    settings = settings or DemoSettings()
    return SandboxAccount(
        site=site, url=f"http://127.0.0.1:{settings.port}/sites/{site}", token=settings.token()
    )
