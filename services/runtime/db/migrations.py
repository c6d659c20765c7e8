"""Migrations: one alembic history a service, run under an advisory lock, never by a service at its start."""

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from services.contracts.topology import ServiceName
from services.runtime.db.roles import Role, owner_url, watching_role, working_role

LOCK = 0x70616C61  # "pala": one number for every installation, so that two runs wait for each other.


@dataclass(frozen=True, slots=True)
class History:
    """A service's migrations: its schema and the folder that holds them."""

    service: ServiceName
    folder: Path


async def upgrade(given_url: str, histories: list[History], secret: bytes) -> None:
    """Make roles and schemas and bring every history to its head; twice is harmless.

    The URL is the owner's. Raises sqlalchemy's errors when it may not do so.
    """
    engine = create_async_engine(owner_url(given_url))
    try:
        async with engine.connect() as connection:
            await connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": LOCK})
            await connection.commit()
            try:
                for extension in ("pg_trgm", "unaccent"):
                    await connection.execute(text(f"create extension if not exists {extension}"))
                await connection.commit()
                for history in histories:
                    await _upgrade_one(connection, history, secret)
            finally:
                await connection.rollback()
                await connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": LOCK})
                await connection.commit()
    finally:
        await engine.dispose()


async def is_current(connection: AsyncConnection, history: History) -> bool:
    """Whether a service's schema stands at the newest migration of its folder."""
    newest = ScriptDirectory(str(history.folder)).get_current_head()
    try:
        version = sa.table("alembic_version", sa.column("version_num"), schema=history.service)
        found = await connection.scalar(sa.select(version.c.version_num))
    except sa.exc.ProgrammingError:
        return False
    return bool(found == newest)


def differences(connection: Connection, metadata: MetaData, schema: str) -> list[object]:
    """Return what autogenerate would change in a schema; nothing on a migrated database."""
    from alembic.autogenerate import compare_metadata

    context = MigrationContext.configure(
        connection,
        opts={
            "include_schemas": True,
            "include_name": lambda name, kind, _: kind != "schema" or name == schema,
            "include_object": lambda _o, name, kind, *_: not (kind == "table" and name == "alembic_version"),
            "compare_type": True,
            "target_metadata": metadata,
        },
    )
    return list(compare_metadata(context, metadata))


async def _upgrade_one(connection: AsyncConnection, history: History, secret: bytes) -> None:
    for role in (working_role(history.service, secret), watching_role(history.service, secret)):
        await _ensure_role(connection, role)
    await connection.execute(text(f'create schema if not exists "{history.service}"'))
    for role in (working_role(history.service, secret), watching_role(history.service, secret)):
        await connection.execute(text(f'grant usage on schema "{history.service}" to {role.name}'))
    await connection.run_sync(_run_alembic, history)
    await connection.execute(
        text(
            f'grant select on "{history.service}".alembic_version to {working_role(history.service, secret).name}'
        )
    )
    await connection.commit()


async def _ensure_role(connection: AsyncConnection, role: Role) -> None:
    exists = await connection.scalar(
        text("select 1 from pg_roles where rolname = :name"), {"name": role.name}
    )
    # An owner without superuser's rights may change a password, and nothing else of a role that exists.
    attributes = "" if exists else " login nosuperuser nobypassrls nocreaterole"
    # A role's password takes no bind parameter; it is base64 of our own making and holds no quote.
    verb = "alter" if exists else "create"
    await connection.execute(text(f"{verb} role {role.name}{attributes} password '{role.password}'"))


def _run_alembic(connection: Connection, history: History) -> None:
    config = Config()
    config.set_main_option("script_location", str(history.folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["schema"] = history.service
    command.upgrade(config, "head")
