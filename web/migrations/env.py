"""Alembic's entry; what it does is the same for every service."""

from services.runtime.db.environment import run_migrations

run_migrations()
