"""What the runner itself needs to know; everything else each process reads for itself."""

import importlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from infra.run.errors import RunError
from services.contracts.topology import SERVICES

PORTS = 6


class RunSettings(BaseSettings):
    """`demo` is on with private engines and off with engines of yours, unless it is said; `site` is its site alone."""

    model_config = SettingsConfigDict(
        env_prefix="PALABRE_", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    var: Path = Path("var")
    port_base: int = Field(default=8000, ge=1, le=65535 - PORTS)
    demo: bool | Literal["site"] | None = None
    database_url: str = ""
    redis_url: str = ""
    secret_key: str = ""
    allowed_private: str = ""

    @property
    def is_private(self) -> bool:
        return not self.database_url

    @property
    def has_demo(self) -> bool:
        """Whether the demo's public site is there."""
        return self.is_private if self.demo is None else bool(self.demo)

    @property
    def has_month(self) -> bool:
        """Whether the demo's month is to be played where the agency has no clients yet."""
        return self.has_demo and self.demo != "site"

    @property
    def keys(self) -> Path:
        return self.var / "keys"


def settings_of_processes() -> Iterator[Callable[[], object]]:
    """What each process reads for itself: read once before the start, or a wrong one would end every child anew."""
    for service in ("web", *SERVICES):
        module = "web.settings" if service == "web" else f"services.{service}.settings"
        yield getattr(importlib.import_module(module), f"{service.capitalize()}Settings")


def refusal(error: ValidationError) -> str:
    """Name the variable that is set: PALABRE_<NAME>, or a service's own, which goes before it."""
    wrong = error.errors()[0]
    name = str(wrong["loc"][0]).upper()
    owner = error.title.removesuffix("Settings").upper()
    own, shared = f"PALABRE_{owner}_{name}", f"PALABRE_{name}"
    reason = wrong["msg"].removeprefix("Value error, ")
    return f"The setting {own if own in os.environ else shared} cannot be used: {reason}."


def read_settings() -> RunSettings:
    """From the environment; raises RunError with a sentence for the first thing that is wrong."""
    try:
        settings = RunSettings()
        for read in settings_of_processes():
            read()
    except ValidationError as error:
        raise RunError(refusal(error)) from error
    if bool(settings.database_url) != bool(settings.redis_url):
        raise RunError(
            "Set PALABRE_DATABASE_URL and PALABRE_REDIS_URL both, or neither and Palabre runs private engines."
        )
    if settings.database_url and not settings.secret_key:
        raise RunError(
            "With a database of yours PALABRE_SECRET_KEY is required: 32 random bytes in URL-safe base64, kept as "
            "safely as the data; `openssl rand -base64 32 | tr +/ -_` makes one."
        )
    return settings.model_copy(update={"var": settings.var.resolve()})
