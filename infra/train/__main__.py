"""`make train`: rebuilds the shipped models from the public data and says how good they are."""

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from infra.train.corpus.rows import TRAIN
from infra.train.data import SENTIMENT_SET, MissingDataError, require_files, sentiment_rows
from services.triage.scoring.card import ARTEFACTS


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parse(arguments)
    try:
        require_files(options.data)
    except MissingDataError as error:
        print(error, file=sys.stderr)
        return 1
    _train(options.data, options.corpus, options.out, options.report)
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make train", description=__doc__)
    data = os.environ.get("PALABRE_DATA") or "../shared/data"
    parser.add_argument(
        "--data", type=Path, default=Path(data), help="folder of the public rows (PALABRE_DATA)"
    )
    parser.add_argument("--corpus", type=Path, default=TRAIN, help="folder of our own rows")
    parser.add_argument("--out", type=Path, default=ARTEFACTS, help="folder of the models that are shipped")
    parser.add_argument(
        "--report", type=Path, default=Path("var/train/report.json"), help="where the measures go"
    )
    return parser.parse_args(arguments)


def _train(data: Path, corpus: Path, out: Path, report: Path) -> None:
    # In how many parts a BLAS adds up follows from its threads, and the last digits from that.
    os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
    # scikit-learn takes seconds to import, and a missing file should be said at once.
    from infra.train.build import build, gather
    from infra.train.data import trained_on, training_rows
    from infra.train.fit import SEED
    from infra.train.recipes import NAME
    from infra.train.report import measure_sentiment, measure_sets, table
    from services.triage.scoring.artefacts import save_models
    from services.triage.scoring.encoder import Encoder
    from services.triage.scoring.service import load_scorer

    begin = time.monotonic()
    rows = training_rows(data, corpus)
    models, _ = build(gather(rows, Encoder()))
    save_models(models, out, {"name": NAME, "seed": SEED, "trained_on": trained_on(rows)})
    scorer = load_scorer(out)
    measures = measure_sets(scorer, data, corpus)
    print(table(measures))
    tones = sentiment_rows(data)
    sentiment = {SENTIMENT_SET: measure_sentiment(scorer, tones)} if tones else {}
    for name, each in sentiment.items():
        print(f"{name}: macro-F1 {each['macro_f1']:.3f} (measured only)")
    found = {"model": scorer.model, "dev": measures, "sentiment": sentiment}
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in out.iterdir()) / 1e6
    print(f"{scorer.model}: {size:.1f} MB in {out}, {time.monotonic() - begin:.1f} s; measures in {report}")


if __name__ == "__main__":
    sys.exit(main())
