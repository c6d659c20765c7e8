"""Settings from the environment: PALABRE_<SERVICE>_NAME where it is given, else PALABRE_NAME."""

import base64
import binascii
from pathlib import Path
from typing import ClassVar

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from services.contracts.topology import PORT_OFFSETS, ServiceName
from services.runtime.http.addresses import AllowedPlaces

SECRET_KEY_BYTES = 32


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message is a sentence for an operator."""


class ServiceSettings(BaseSettings):
    """What every process needs. A service's own settings subclass this and set `service`."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")
    service: ClassVar[ServiceName]

    var: Path = Path("var")
    host: str = "127.0.0.1"
    port_base: int = Field(default=8000, ge=1, le=65_000)
    database_url: str = ""
    redis_url: str = ""
    secret_key: SecretStr | None = None
    allowed_private: str = ""
    clock_file: Path | None = None
    public_url: str = ""
    ingest_url: str = ""
    triage_url: str = ""
    reply_url: str = ""
    reporting_url: str = ""
    web_url: str = ""
    pool_size: int = Field(default=5, ge=1, le=50)
    log_level: str = Field(default="INFO", pattern="^(?i:debug|info|warning|error)$")

    @field_validator("allowed_private")
    @classmethod
    def _is_a_list_of_places(cls, listed: str) -> str:
        AllowedPlaces.parse(listed)
        return listed

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_unused: PydanticBaseSettingsSource,
        **_also_unused: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        own = EnvSettingsSource(settings_cls, env_prefix=f"PALABRE_{cls.service.upper()}_")
        shared = EnvSettingsSource(settings_cls, env_prefix="PALABRE_")
        return init_settings, own, shared

    @property
    def keys_folder(self) -> Path:
        return self.var / "keys"

    def url_of(self, service: ServiceName) -> str:
        """Where another service answers: its setting, or this machine's port for it."""
        given = str(getattr(self, f"{service}_url"))
        return given.rstrip("/") or f"http://{self.host}:{self.port_base + PORT_OFFSETS[service]}"

    def secret(self) -> bytes:
        """Return the 32 bytes under which credentials and passwords of roles stand.

        Raises SettingsError with the remedy when there is no key or it cannot be used.
        """
        given = self.secret_key.get_secret_value() if self.secret_key else self._secret_file()
        try:
            key = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
        except (binascii.Error, ValueError):
            key = b""
        if len(key) != SECRET_KEY_BYTES:
            raise SettingsError("PALABRE_SECRET_KEY must be 32 bytes in URL-safe base64.")
        return key

    def _secret_file(self) -> str:
        try:
            return (self.keys_folder / "secret.key").read_text().strip()
        except OSError as error:
            raise SettingsError(
                f"There is no secret key: set PALABRE_SECRET_KEY, or make {self.keys_folder / 'secret.key'} readable."
            ) from error
