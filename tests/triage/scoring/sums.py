"""What an output's log-odds are made of in one message, by its parts and by the formula itself."""

from dataclasses import dataclass

import numpy as np

from services.triage.scoring.domain import Message
from services.triage.scoring.explaining import USUAL_LENGTH, Case, Formula, parts_of, weigh_words
from services.triage.scoring.linear import Blend
from services.triage.scoring.service import Scorer
from services.triage.scoring.verdict import blend_of


@dataclass(frozen=True, slots=True)
class Summed:
    parts: float
    same_for_all: float
    log_odds: float


class Sums:
    """One message as the standard profile judges it."""

    def __init__(self, scorer: Scorer, message: Message) -> None:
        self._models, self._sector = scorer._models, message.sector
        self._reads = [scorer._reader.read(message)]
        self._asks = scorer._score_sentences(self._reads)
        self._judged = scorer._judge(self._reads, self._asks)

    def of(self, output: str) -> Summed:
        way = "full" if self._judged.is_full[0] else "fast"
        blend = blend_of(self._models, output, is_known=bool(self._sector), way=way)
        columns = self._judged.rows()[0]
        formula = Formula.of(blend, self._models.message)
        case = Case(self._reads[0], self._asks[0], columns, {output: formula})
        parts = parts_of(case, formula, weigh_words(self._models.message, [case])[0], 0)
        read = {**self._judged.columns, **self._judged.meaning}
        whole = blend.log_odds({name: np.array([read[name][0]]) for name in blend.names})
        return Summed(sum(part.weight for part in parts), self._same_for_all(blend), float(whole[0]))

    def _same_for_all(self, blend: Blend) -> float:
        heads, weights = self._models.message, dict(zip(blend.names, blend.coefficients, strict=True))
        intercepts = dict(zip(heads.names, heads.intercepts.tolist(), strict=True))
        words = sum(weights.get(f"words:{name}", 0.0) * value for name, value in intercepts.items())
        usual = weights.get("length", 0.0) * USUAL_LENGTH
        return float(blend.intercept + words + usual + weights.get("sector", 0.0) * bool(self._sector))
