"""Lines out of a file or the standard input, packed or not, one at a time whatever their size."""

import codecs
import gzip
import io
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from infra.cli.failures import Refusal

# An item holds 50,000 characters of text and some fields; a longer line is none, and is not kept in memory.
LONGEST_LINE = 1_000_000
_MAGIC = b"\x1f\x8b"


class CutOffError(Exception):
    """The file ends where it should not, or is damaged there; what came before is good."""


@dataclass(frozen=True, slots=True)
class Line:
    """`content` is None for one that is longer than any item."""

    number: int
    content: bytes | None


@dataclass(frozen=True, slots=True)
class Source:
    """`size` is None where it cannot be known; `read_bytes` says how much of it has been read, packed or not."""

    stream: BinaryIO
    raw: BinaryIO
    size: int | None

    def lines(self) -> Iterator[Line]:
        """Yield lines that are not blank. Raises CutOffError behind the last one that could be read."""
        number = 0
        while True:
            try:
                content = self.stream.readline(LONGEST_LINE + 1)
                is_whole = len(content) <= LONGEST_LINE
                rest = content
                while not is_whole and rest and not rest.endswith(b"\n"):
                    rest = self.stream.readline(LONGEST_LINE)
            except (EOFError, gzip.BadGzipFile, zlib.error, OSError) as error:
                place = f"after line {number}" if number else "from its beginning"
                raise CutOffError(f"it cannot be read {place} ({error})") from error
            if not content:
                return
            number += 1
            if number == 1:
                content = content.removeprefix(codecs.BOM_UTF8)  # Programs of Windows begin a file with it.
            if content.strip():
                yield Line(number, content if is_whole else None)

    @property
    def read_bytes(self) -> int:
        return self.raw.tell() if self.size is not None else 0


@contextmanager
def opened(name: str) -> Iterator[Source]:
    """Open a file, or - for the standard input; gzip is known by how it begins. Raises Refusal."""
    if name == "-":
        yield _source(sys.stdin.buffer, None)
        return
    try:
        size = Path(name).stat().st_size
        raw = Path(name).open("rb")  # noqa: SIM115 closed below; what fails inside is not this file's
    except OSError as error:
        raise Refusal(f"The file {name} cannot be read: {error.strerror}.") from error
    with raw:
        yield _source(raw, size)


def _source(raw: BinaryIO, size: int | None) -> Source:
    peeking = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, raw))
    is_packed = peeking.peek(2)[:2] == _MAGIC
    stream = cast(BinaryIO, gzip.GzipFile(fileobj=peeking)) if is_packed else peeking
    return Source(stream, raw, size)


def with_account(content: bytes, account: str) -> bytes:
    """Name the account in a line that names none; everything else stays as it was written.

    Raises ValueError for a line that names another account. What is no object is left to the intake to refuse.
    """
    try:
        item = json.loads(content)
    except (ValueError, RecursionError):
        return content
    if not isinstance(item, dict):
        return content
    if "account" in item:
        if item["account"] != account:
            raise ValueError(f"is {json.dumps(item['account'])[:80]}, and --account says {account}")
        return content
    before, brace, after = content.partition(b"{")
    comma = b", " if item else b""
    return before + brace + b'"account": ' + json.dumps(account).encode() + comma + after
