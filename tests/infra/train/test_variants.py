"""Rows are told again without their trade and with another, so that a trade is no sign of harmlessness."""

import numpy as np

from infra.train.build import gather
from infra.train.corpus.rows import Row
from infra.train.variants import told_again
from services.triage.scoring.domain import Message
from services.triage.scoring.encoder import SECTORS, Encoder

OURS = Row("Quel connard ce livreur", "own", {"toxic": 1}, "Vos colis arrivent demain", "retail")
LINE = Row("ferme la", "toxicity_chat_fr", {"toxic": 1})
QUESTION = Row("où est le quai", "question_lines_fr", {"question": 1})


class TestToldAgain:
    def test_ours_come_without_trade_and_post_and_in_another_trade(self) -> None:
        bare, moved = (variant.row for variant in told_again([OURS]))
        assert (bare.text, bare.marks) == (moved.text, moved.marks) == (OURS.text, OURS.marks)
        assert (bare.origin, bare.sector, bare.context) == ("own+bare", None, "")
        assert moved.origin == "own+moved"
        assert moved.sector in set(SECTORS) - {"retail"}

    def test_attacks_of_the_public_sets_come_in_some_trade(self) -> None:
        (placed,) = told_again([QUESTION, LINE])
        assert placed.source == 1
        assert placed.row.origin == "toxicity_chat_fr+placed"
        assert placed.row.sector in SECTORS

    def test_a_variant_is_in_the_fold_of_its_row_and_reads_as_if_it_were_encoded(self) -> None:
        encoder = Encoder()
        material = gather([OURS, LINE], encoder)
        assert len({int(material.folds[place]) for place in (0, 2, 3)}) == 1
        encoded = encoder.encode([Message(row.text, row.context, sector=row.sector) for row in material.rows])
        assert np.allclose(material.encoded, encoded, atol=1e-6)
