"""`palabre score`: what triage finds in texts, in this process and without engines."""

import contextlib
import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO, TextIO, cast

import typer

from infra.cli.failures import REFUSED, Refusal, told
from infra.run.child import collect_rarely

Print = Callable[[str], None]
_GZIP = b"\x1f\x8b"


def score(
    source: Annotated[
        str, typer.Argument(help="JSON lines, packed with gzip or not; - for the standard input.")
    ] = "-",
) -> None:
    """Read JSON lines with `text` and write each back with what was found in it.

    Optional fields are context, network, lang, sector and kind; other fields pass through. A line that cannot be
    scored is answered with its errors in its place, and the exit code is then 1.
    """
    has_errors = False
    with told():
        from services.triage.scoring.lines import score_lines
        from services.triage.scoring.service import load_scorer

        with opened(source) as text, printing(text) as put:
            lines, scorer = Lines(text), load_scorer()
            collect_rarely()
            for line in score_lines(lines, scorer):
                put(line.text)
                has_errors = has_errors or line.is_error
        if lines.damage:
            raise Refusal(lines.damage)
    if has_errors:
        raise typer.Exit(REFUSED)


def opened(source: str) -> TextIO:
    """The lines in UTF-8 whatever the locale, without the mark with which programs of Windows begin a file.

    Bytes that are no UTF-8 become half surrogates, which scoring refuses; gzip is known by how it begins.
    """
    try:
        raw = sys.stdin.buffer if source == "-" else Path(source).open("rb")  # noqa: SIM115 closed by who reads it
    except OSError as error:
        raise Refusal(f"The file {source} cannot be read: {error.strerror}.") from error
    peeking = cast(io.BufferedReader, raw)
    is_packed = peeking.peek(2)[:2] == _GZIP
    stream = cast(BinaryIO, gzip.GzipFile(fileobj=peeking)) if is_packed else peeking
    return io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape")


@dataclass
class Lines:
    """Lines until the end, or until where a packed file is damaged or cut off: `damage` then says so."""

    source: TextIO
    damage: str = ""

    def __iter__(self) -> Iterator[str]:
        number = 0
        try:
            for line in self.source:
                number += 1
                yield line
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            place = f"after line {number}" if number else "from its beginning"
            self.damage = f"The file is damaged: it cannot be read {place} ({error})."


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
