"""A file from its first line to its last: batches, counts, and a word for each line that was not taken."""

import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from infra.cli.importing.lines import LONGEST_LINE, CutOffError, Line, Source, with_account
from services.contracts.ingest import BatchOutcome
from services.contracts.problem import FieldError
from services.ingest.intake.reading.batch import read_lines

# Half of what a batch may hold: the intake answers sooner, and the bar moves.
BATCH_ITEMS = 500
BATCH_BYTES = 2_500_000
_STATUSES = ("created", "updated", "duplicate", "rejected", "fit")


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines to be posted together, by their numbers in the file."""

    numbers: tuple[int, ...]
    content: bytes


@dataclass
class Tally:
    """How it went so far; `last_line` is the last one of which the fate is known."""

    console: Console
    counts: Counter[str] = field(default_factory=Counter)
    last_line: int = 0
    started: float = field(default_factory=time.monotonic)

    def refuse(self, number: int, errors: Iterable[FieldError]) -> None:
        self.counts["rejected"] += 1
        for error in errors:
            place = f", {error.field}" if error.field else ""
            self.console.print(
                f"line {number}{place}: {error.message}", markup=False, highlight=False, soft_wrap=True
            )

    def said(self) -> str:
        seconds = max(time.monotonic() - self.started, 0.001)
        told = ", ".join(f"{self.counts[one]:,} {one}" for one in _STATUSES if self.counts[one])
        total = self.counts.total()
        lines = "1 line" if total == 1 else f"{total:,} lines"
        return f"{lines} in {seconds:.1f} s, {total / seconds:,.0f} a second: {told or 'nothing'}."


async def import_lines(
    source: Source, account: str, tally: Tally, push: Callable[[bytes], Awaitable[BatchOutcome]] | None
) -> None:
    """Post every line, or without `push` only hold it against the contract. Raises CutOffError and Refusal."""
    with _bar(tally.console, source) as progress:
        task = progress.add_task("", total=source.size, counts="")
        for batch in _batches(source.lines(), account, tally):
            if push is None:
                _hold(batch, tally)
            else:
                _take(batch, await push(batch.content), tally)
            tally.last_line = batch.numbers[-1]
            _show(progress, task, source, tally)


def _batches(lines: Iterator[Line], account: str, tally: Tally) -> Iterator[Batch]:
    """A file that breaks off still gives what it held."""
    numbers: list[int] = []
    content = bytearray()
    broken: CutOffError | None = None
    while True:
        try:
            line = next(lines, None)
        except CutOffError as error:
            broken, line = error, None
        written = _written(line, account, tally) if line is not None else None
        is_full = len(numbers) == BATCH_ITEMS or len(content) + len(written or b"") > BATCH_BYTES
        if numbers and (line is None or is_full):
            yield Batch(tuple(numbers), bytes(content))
            numbers, content = [], bytearray()
        if broken is not None:
            raise broken
        if line is None:
            return
        if written is not None:
            numbers.append(line.number)
            content += written


def _written(line: Line, account: str, tally: Tally) -> bytes | None:
    """Return the line as it is posted; None, and a word about it, for one that is not."""
    if line.content is None:
        message = f"is longer than {LONGEST_LINE:,} bytes"
        tally.refuse(line.number, [FieldError(field="", code="too_long", message=message)])
        return None
    try:
        return with_account(line.content, account).rstrip(b"\r\n") + b"\n"
    except ValueError as error:
        tally.refuse(line.number, [FieldError(field="account", code="other", message=str(error))])
        return None


def _take(batch: Batch, outcome: BatchOutcome, tally: Tally) -> None:
    for item in outcome.items:
        if item.status == "rejected":
            tally.refuse(batch.numbers[item.index], item.errors or [])
        else:
            tally.counts[item.status] += 1


def _hold(batch: Batch, tally: Tally) -> None:
    """Read the lines as the intake would, so that both say the same; whether the account exists it alone knows."""
    for number, entry in zip(batch.numbers, read_lines(batch.content), strict=True):
        if isinstance(entry, list):
            tally.refuse(number, entry)
        else:
            tally.counts["fit"] += 1


def _bar(console: Console, source: Source) -> Progress:
    known = [TextColumn("{task.percentage:>3.0f} %")] if source.size is not None else []
    return Progress(
        BarColumn(),
        *known,
        TextColumn("{task.fields[counts]}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )


def _show(progress: Progress, task: TaskID, source: Source, tally: Tally) -> None:
    counts = f"{tally.counts.total():,} lines, {tally.counts['rejected']:,} rejected"
    progress.update(task, completed=source.read_bytes, counts=counts)
