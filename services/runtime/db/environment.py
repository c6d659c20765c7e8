"""What alembic runs for every service; each migrations/env.py is one call of it."""

from alembic import context
from sqlalchemy import Connection, text


def run_migrations() -> None:
    """Run inside alembic with the connection and schema that `upgrade` handed over."""
    connection: Connection = context.config.attributes["connection"]
    schema: str = context.config.attributes["schema"]
    connection.execute(text(f'set local search_path to "{schema}", public'))
    context.configure(connection=connection, version_table_schema=schema, include_schemas=True)
    with context.begin_transaction():
        context.run_migrations()
