"""`make bench`: measures, prints a table, and keeps the figures in var/bench/<time>.json.

Each figure stands beside its goal, and beside a floor that was measured in the same run where there is one. Nothing
fails on a clock: a missed goal is said, and the exit code stays 0.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from infra.bench import arrival, intake, queue, report, start
from infra.bench.figures import Figure, surroundings

BENCHMARKS: Mapping[str, Callable[[], Iterable[Figure]]] = {
    "start": start.measure,
    "intake": intake.figures,
    "arrival": arrival.measure,
    "queue": queue.measure,
    "report": report.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m infra.bench", description=__doc__)
    parser.add_argument("names", nargs="*", default=list(BENCHMARKS), help=f"of {', '.join(BENCHMARKS)}")
    parser.add_argument("--into", type=Path, default=Path("var/bench"), help="the folder of the results")
    asked = parser.parse_args()
    if unknown := set(asked.names) - BENCHMARKS.keys():
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    console, before = Console(), surroundings()
    figures: list[Figure] = []
    for name in asked.names:
        console.print(f"Measuring: {name}", highlight=False)
        figures += BENCHMARKS[name]()
    console.print(table(figures))
    path = asked.into / f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    after = surroundings()
    kept = {
        "before": asdict(before),
        "after": asdict(after),
        "figures": [asdict(figure) for figure in figures],
    }
    path.write_text(json.dumps(kept, indent=2, ensure_ascii=False))
    console.print(f"Load {before.load[0]} before and {after.load[0]} after; kept in {path}.")


def table(figures: Iterable[Figure]) -> Table:
    shown = Table("what", "figure", "goal", "", "beside it", show_lines=True)
    for figure in figures:
        verdict = {True: "met", False: "not met", None: ""}[figure.is_met]
        beside = "; ".join(part for part in (figure.floor, figure.beside) if part)
        shown.add_row(figure.name, f"{figure.value:,} {figure.unit}", figure.goal, verdict, beside)
    return shown


if __name__ == "__main__":
    main()
