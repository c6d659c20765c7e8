"""A word for the tone of a message, by a lexicon with negation: enough to colour a chip and to add a little to a
rank. It knows neither irony nor whom the tone is aimed at; docs/models.md says how often it is right.
"""

import re

from services.triage.scoring.patterns import FRENCH, load_pattern, read_entries

_TOKEN = re.compile(r"[a-z]+|[.!?,;]")
_NEGATIONS = frozenset({"pas", "jamais", "aucun", "aucune", "sans", "plus", "ni", "rien", "peu"})
_REACH = 3  # a negation turns the tone of the words this close after it
_COMPLAINT = load_pattern("complaint")


class Sentiments:
    """The lexicon; `read` gives the word for one normalised text."""

    def __init__(self) -> None:
        self._tones = dict.fromkeys(read_entries(FRENCH / "positive.txt"), 1)
        self._tones |= dict.fromkeys(read_entries(FRENCH / "negative.txt"), -1)

    def tone(self, text: str) -> int:
        """Above zero for praise, below for blame."""
        total = -2 * len(_COMPLAINT.findall(text))
        negated_until = -1
        for index, token in enumerate(_TOKEN.findall(text)):
            if token in _NEGATIONS:
                negated_until = index + _REACH
            elif not token[0].isalpha():
                negated_until = -1
            elif tone := self._tones.get(token) or self._tones.get(token.rstrip("s")):
                total += -tone if index <= negated_until else tone
        return total
