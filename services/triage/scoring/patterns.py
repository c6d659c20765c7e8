"""Regular expressions that hold French, read from files beside the word lists so that whoever knows the language
can mend them without reading Python.
"""

import re
from collections.abc import Iterator
from pathlib import Path

FRENCH = Path(__file__).parent / "french"


def load_pattern(name: str) -> re.Pattern[str]:
    """The alternatives of `french/<name>.pattern` as one expression."""
    return re.compile("|".join(read_entries(FRENCH / f"{name}.pattern")))


def read_entries(path: Path) -> Iterator[str]:
    """Lines of a word list or pattern file without comments and blank lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
