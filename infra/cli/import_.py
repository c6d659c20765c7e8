"""`palabre import`: messages out of a file, through the same intake that schedulers push to."""

from typing import TYPE_CHECKING, Annotated

import typer

from infra.cli.failures import REFUSED, Refusal, told

if TYPE_CHECKING:
    from infra.cli.importing.run import Tally

INTERRUPTED = 130


def import_(
    file: Annotated[
        str, typer.Argument(help="JSON lines, packed with gzip or not; - for the standard input.")
    ],
    client: Annotated[str, typer.Option("--client", help="The client's slug or id.")],
    account: Annotated[str, typer.Option("--account", help="The slug of the account to which all lines go.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Hold every line against the contract, and post nothing.")
    ] = False,
) -> None:
    """Post a file of messages, one JSON object a line with the fields of docs/api.md; `account` may be missing.

    Twice is harmless: what is there already counts as a duplicate. Each line that is not taken is named on the error
    output with its number and field, and the exit code is then 1.
    """
    with told():
        from rich.console import Console

        from infra.cli.importing.run import Tally

        tally = Tally(Console(stderr=True))
        _import(file, client, account, tally, dry_run=dry_run)
    print(tally.said())
    if tally.counts["rejected"]:
        raise typer.Exit(REFUSED)


def _import(file: str, client: str, account: str, tally: "Tally", *, dry_run: bool) -> None:
    """Raises Refusal with how far it came, when it does not come to the end."""
    import asyncio

    from infra.cli.importing.lines import CutOffError, opened
    from infra.cli.importing.posting import intake_of
    from infra.cli.importing.run import import_lines

    async def post() -> None:
        with opened(file) as source:
            if dry_run:
                await import_lines(source, account, tally, None)
                return
            async with intake_of(client) as intake:
                await import_lines(source, account, tally, intake.push)

    try:
        asyncio.run(post())
    except CutOffError as error:
        fate = "looked at" if dry_run else "posted; mend the file and run it again"
        damage = f"{tally.said()} The file is damaged: {error}. What stands before was {fate}."
        raise Refusal(damage) from error
    except Refusal as error:
        if not tally.last_line:
            raise
        sentence = f"{tally.said()} It ended after line {tally.last_line}: {error}"
        raise Refusal(sentence, exit_code=error.exit_code, body=error.body) from error
    except KeyboardInterrupt:
        ended = f"{tally.said()} Stopped after line {tally.last_line}; run it again to go on."
        raise Refusal(ended, exit_code=INTERRUPTED) from None
