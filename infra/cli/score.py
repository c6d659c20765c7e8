"""`palabre score`: what triage finds in texts, in this process and without engines."""

import contextlib
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, TextIO

import typer

from infra.cli.failures import REFUSED, Refusal, told

Print = Callable[[str], None]


def score(
    source: Annotated[str, typer.Argument(help="A file of JSON lines, or - for the standard input.")] = "-",
) -> None:
    """Read JSON lines with `text` and write each back with what was found in it.

    Optional fields are context, network, lang, sector and kind; other fields pass through. A line that cannot be
    scored is answered with its errors in its place, and the exit code is then 1.
    """
    has_errors = False
    with told():
        from services.triage.scoring.lines import score_lines
        from services.triage.scoring.service import load_scorer

        with opened(source) as lines, printing(lines) as put:
            for line in score_lines(lines, load_scorer()):
                put(line.text)
                has_errors = has_errors or line.is_error
    if has_errors:
        raise typer.Exit(REFUSED)


def opened(source: str) -> TextIO:
    """The lines in UTF-8 whatever the locale; bytes that are none become half surrogates, which scoring refuses."""
    if source == "-":
        return io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="surrogateescape")
    try:
        return Path(source).open(encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise Refusal(f"The file {source} cannot be read: {error.strerror}") from error


@contextlib.contextmanager
def printing(lines: TextIO) -> Iterator[Print]:
    """What prints a line in UTF-8; where the error output is a terminal, a bar there moves with it."""
    output = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", line_buffering=True)
    try:
        if sys.stderr.isatty():
            from infra.cli.progress import Bar

            with Bar(lines) as bar:
                yield lambda text: bar.put(text, output)
        else:
            yield lambda text: print(text, file=output)
    finally:
        output.flush()
        output.detach()
