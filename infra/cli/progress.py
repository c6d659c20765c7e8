"""How far a command has come in what it reads, on a terminal."""

import contextlib
import io
import os
import stat
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


class Bar:
    """A bar on the error output that goes away at the end; lines may be printed to the same terminal meanwhile."""

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self._size = _size_of(source)
        self._count = 0
        share = [TextColumn("{task.percentage:>3.0f} %")] if self._size else []
        columns = (BarColumn(), *share, TextColumn("{task.fields[count]}"), TimeElapsedColumn())
        self._progress = Progress(
            *columns, console=Console(stderr=True), transient=True, redirect_stdout=False
        )
        self._task = self._progress.add_task("", total=self._size, count="")

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(self, *_reason: object) -> None:
        self._progress.stop()

    def put(self, line: str, output: TextIO) -> None:
        """Print one line; a bar on the same terminal is taken away before and stands below it afterwards."""
        self._count += 1
        if output.isatty():
            self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            print(line, file=output)
        self._progress.update(self._task, completed=self._read(), count=f"{self._count:,} lines")

    def _read(self) -> int | None:
        """Bytes of the file that were read so far, packed or not, where its size is known."""
        return os.lseek(self._source.fileno(), 0, os.SEEK_CUR) if self._size else None


def _size_of(source: TextIO) -> int | None:
    with contextlib.suppress(OSError, io.UnsupportedOperation):
        status = os.fstat(source.fileno())
        if stat.S_ISREG(status.st_mode):
            return status.st_size
    return None
