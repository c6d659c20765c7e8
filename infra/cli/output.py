"""What a command answers: a sentence for a person, or with --json the service's own answer for a program."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel

AsJSON = Annotated[bool, typer.Option("--json", help="Answer with JSON, for programs.")]

# Names have at most 200 characters, and a row a handful of columns.
_WIDER_THAN_ANY_ROW = 2_000


def show(answer: "BaseModel", sentence: str, *, as_json: bool) -> None:
    print(json.dumps(answer.model_dump(mode="json"), ensure_ascii=False) if as_json else sentence)


def show_table(
    answer: "BaseModel", headings: Sequence[str], rows: Iterable[Sequence[str]], *, as_json: bool
) -> None:
    """Columns as wide as what stands in them, also in a pipe, where rich would cut them at 80 characters."""
    if as_json:
        show(answer, "", as_json=True)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=_WIDER_THAN_ANY_ROW).print(table)
