"""`make corpus`: refuses rows that repeat each other within or between train, dev and test, and says how many words
the parts share.
"""

import sys
from pathlib import Path

from infra.train.corpus.likeness import Pair, find_alike, share_known
from infra.train.corpus.rows import TEST, TRAIN, part_of, read_entries

_SHOWN = 20


def main(train: Path = TRAIN, test: Path = TEST) -> int:
    parts: dict[str, list[str]] = {"train": [], "dev": [], "test": []}
    for entry in read_entries(train):
        parts[part_of(entry["text"])].append(entry["text"])
    parts["test"] = list(dict.fromkeys(entry["text"] for entry in read_entries(test) if "text" in entry))
    texts = [text for part in parts.values() for text in part]
    for name, rows in parts.items():
        print(f"{name}: {len(rows)} rows")
    for name in ("dev", "test"):
        print(f"words of {name} that train has: {share_known(parts[name], parts['train']):.0%}")
    return _tell(find_alike(texts))


def _tell(pairs: list[Pair]) -> int:
    for pair in pairs[:_SHOWN]:
        print(f"{pair.likeness:.2f}  {pair.one!r}\n      {pair.other!r}", file=sys.stderr)
    print(f"{len(pairs)} pairs are too much alike" if pairs else "No two rows are alike")
    return 1 if pairs else 0


if __name__ == "__main__":
    sys.exit(main())
