"""Which words are first names, which follow one without being a family name, and whose names are no private matter."""

from services.triage.scoring.patterns import FRENCH, load_pattern, read_entries

FIRST_NAMES = frozenset(word for line in read_entries(FRENCH / "first_names.txt") for word in line.split())
NO_SURNAME = frozenset(word for line in read_entries(FRENCH / "no_surname.txt") for word in line.split())
_PUBLIC = tuple(f"{name} " for name in read_entries(FRENCH / "public_names.txt"))
_PUBLIC_FIRST = frozenset(name.split()[0] for name in _PUBLIC)

BEFORE = 60
"""Characters before a name in which it is announced, or said to be that of a place or a public office."""

TITLE = load_pattern("name_title")
TRIGGER = load_pattern("name_trigger")
CLOSING = load_pattern("name_closing")


def is_first_name(word: str) -> bool:
    lower = word.lower()
    return lower in FIRST_NAMES or all(part in FIRST_NAMES for part in lower.split("-"))


def is_public(name: str) -> bool:
    """Of a name in lower case: whole words, since "Jean Barthe" is not Jean Bart."""
    plain = name.replace("-", " ")
    if _PUBLIC_FIRST.isdisjoint((name.split(" ", maxsplit=1)[0], plain.split(" ", maxsplit=1)[0])):
        return False
    return f"{name} ".startswith(_PUBLIC) or f"{plain} ".startswith(_PUBLIC)
