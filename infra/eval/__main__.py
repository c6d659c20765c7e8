"""`make eval`: measures the shipped profiles and the baselines, and writes var/eval/report.json, .md and .html."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from infra.eval.frozen import DamagedError, read_frozen
from infra.eval.public import LABELLED, MEASURED_ONLY, MissingError, read_public
from infra.eval.run import BASELINES, PROFILES, Run, RunError, run_apart


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parse(arguments)
    try:
        _evaluate(options)
    except (DamagedError, MissingError, RunError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    data = Path(os.environ.get("PALABRE_DATA") or "../shared/data")
    parser.add_argument("--data", type=Path, default=data, help="folder of the public rows (PALABRE_DATA)")
    every = [*PROFILES, *BASELINES]
    parser.add_argument("names", nargs="*", default=every, help=f"configurations, of {', '.join(every)}")
    parser.add_argument("--out", type=Path, default=Path("var/eval"), help="folder of the report")
    parser.add_argument("--resamples", type=int, default=1_000, help="samples behind each interval")
    parser.add_argument(
        "--card",
        type=Path,
        help="a page of the docs whose measured block is to be renewed, and with it the figures in the package",
    )
    return parser.parse_args(arguments)


def _evaluate(options: argparse.Namespace) -> None:
    begin = time.monotonic()
    frozen = read_frozen()
    public = {name: read_public(options.data, name, "dev") for name in (*LABELLED, *MEASURED_ONLY)}
    runs = [_measured(name, options.data) for name in options.names]
    # scikit-learn takes seconds to import, and a damaged or missing file should be said at once.
    from infra.eval.assemble import Sources, assemble
    from infra.eval.card import renew_card
    from infra.eval.page import write
    from infra.eval.summary import keep_summary
    from infra.eval.unshipped import fitted_apart
    from infra.train.corpus.rows import own_rows

    print("Fitting and measuring the two sets that may only be measured")
    apart = fitted_apart(options.data, options.resamples)
    report = assemble(
        runs, Sources(frozen, public, [row.text for row in own_rows("train")]), apart, options.resamples
    )
    report["about"]["seconds"] = round(time.monotonic() - begin, 1)
    for path in write(report, options.out):
        print(path)
    if options.card:
        renew_card(options.card, report)
        if kept := keep_summary(report):
            print(kept)


def _measured(name: str, data: Path) -> Run:
    print(f"Measuring: {name}", flush=True)
    return run_apart(name, data)


if __name__ == "__main__":
    sys.exit(main())
