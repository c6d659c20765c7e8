"""Roles of a service in PostgreSQL: one that works and owns nothing, one that only watches for what is due."""

import base64
from dataclasses import dataclass

from sqlalchemy import URL, make_url

from services.contracts.topology import ServiceName
from services.runtime.secrets import derive


@dataclass(frozen=True, slots=True)
class Role:
    """A login role; its password follows from the secret key, so that it is stored nowhere."""

    name: str
    password: str


def working_role(service: ServiceName, secret: bytes) -> Role:
    return _role(f"palabre_{service}", secret)


def watching_role(service: ServiceName, secret: bytes) -> Role:
    """The bell: may read head, event and timer of all clients and nothing else."""
    return _role(f"palabre_{service}_bell", secret)


def _role(name: str, secret: bytes) -> Role:
    password = base64.urlsafe_b64encode(derive(secret, f"role {name}")).decode().rstrip("=")
    return Role(name, password)


def owner_url(given: str) -> URL:
    """Return the URL given, for the async driver; raises ValueError when it is not PostgreSQL's."""
    url = make_url(given)
    if not url.drivername.startswith("postgres"):
        raise ValueError("PALABRE_DATABASE_URL must begin with postgresql://")
    return url.set(drivername="postgresql+asyncpg")


def url_as(given: str, role: Role) -> URL:
    return owner_url(given).set(username=role.name, password=role.password)
