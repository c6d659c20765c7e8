"""What every form on a page has in common: it comes back as it was written, with what is wrong beside each field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(frozen=True)
class Form:
    """`errors` are sentences in the reader's language by the field where they stand."""

    errors: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    def refused(self, faults: Mapping[str, str]) -> Self:
        """Return the form as it goes back on the page; what is wrong inside a list stands at its field."""
        errors: dict[str, str] = {}
        for name, words in faults.items():
            errors.setdefault(name.partition(".")[0], words)
        return replace(self, errors=errors)
