"""`palabre run` and `palabre migrate`: the house as a whole."""

from typing import Annotated

import typer

from infra.cli.failures import told


def run(
    with_parent: Annotated[
        bool,
        typer.Option("--with-parent", help="End when the program that started this one ends.", hidden=True),
    ] = False,
) -> None:
    """Start everything and keep it running until Ctrl-C.

    Engines are private ones below PALABRE_VAR, or those of PALABRE_DATABASE_URL and PALABRE_REDIS_URL.
    """
    with told():
        from infra.run.stage import run as run_all

        run_all(with_parent=with_parent)


def migrate(
    for_dba: Annotated[
        bool, typer.Option("--for-dba", help="Only print what a DBA must run where the owner may not.")
    ] = False,
) -> None:
    """Make missing keys, and bring the database to the newest schema. Twice is harmless.

    Works on the database of PALABRE_DATABASE_URL, on the private engine of a Palabre that runs, or else starts
    that engine for the moment.
    """
    with told():
        from infra.run.stage import migrate_only, statements_for_dba

        if for_dba:
            print(statements_for_dba())
            return
        migrate_only()
    print("Every schema is at its newest migration.")
