"""`palabre score`: what triage finds in texts, in this process and without engines."""

from typing import Annotated

import typer

from infra.cli.failures import Refusal, told


def score(
    source: Annotated[
        typer.FileText, typer.Argument(help="A file of JSON lines; the standard input if none.")
    ] = "-",  # type: ignore[assignment] # typer opens the name
) -> None:
    """Read JSON lines with `text` and write each back with what was found in it.

    Optional fields are context, network, lang and sector; other fields pass through.
    """
    with told():
        from services.triage.scoring.service import load_scorer

        try:
            for line in load_scorer().score_lines(source):
                print(line)
        except ValueError as error:
            raise Refusal(f"This is no JSON line with a text: {error}", exit_code=2) from error
