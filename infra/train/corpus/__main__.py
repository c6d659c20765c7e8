"""`make corpus`: refuses rows that repeat each other within or between train, dev and test, and says how many words
the parts share.
"""

import sys
from pathlib import Path

from infra.train.corpus.likeness import find_alike, share_known
from infra.train.corpus.rows import TEST, TRAIN, part_of, read_placed

_SHOWN = 20

_Placed = tuple[str, str]
"""A text, and where it stands."""


def main(train: Path = TRAIN, test: Path = TEST) -> int:
    parts: dict[str, list[_Placed]] = {"train": [], "dev": [], "test": []}
    for place, entry in read_placed(train):
        parts[part_of(entry["text"])].append((entry["text"], place))
    labelled_twice = {entry["text"]: place for place, entry in read_placed(test) if "text" in entry}
    parts["test"] = list(labelled_twice.items())
    texts = {name: [text for text, _ in rows] for name, rows in parts.items()}
    for name, rows in texts.items():
        print(f"{name}: {len(rows)} rows")
    for name in ("dev", "test"):
        print(f"words of {name} that train has: {share_known(texts[name], texts['train']):.0%}")
    return _tell([placed for rows in parts.values() for placed in rows])


def _tell(rows: list[_Placed]) -> int:
    """Pairs by their places alone: whoever writes rows for training must not read those of the test."""
    pairs = find_alike([text for text, _ in rows])
    for pair in pairs[:_SHOWN]:
        print(f"{pair.likeness:.2f}  {rows[pair.one][1]}  {rows[pair.other][1]}", file=sys.stderr)
    print(f"{len(pairs)} pairs are too much alike" if pairs else "No two rows are alike")
    return 1 if pairs else 0


if __name__ == "__main__":
    sys.exit(main())
