"""Whatever is typed: places inside the text, no overlap, and no text that takes long."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.triage.scoring.personal_data import KINDS, find_personal_data
from tests.triage.scoring.personal_data.finds import checked, found

LONGEST = 100_000  # characters: twice what the intake API takes
HEAVY = [
    "0123456789", "0", "06 ", "12 ", "1 ", "o", "O0", " ", "\n", "a", "A", "é", "Jean ", "Jean-", "Jean Dupont ", "😀",
    "0️⃣", "e\u0301", "\u200b", "@", "a@", "a.", "a . ", "(at)", "a arobase b point ", "fr76 ", "FR7612345678 ", "d-1",
    "1 rue de la ", "1 rue Des ", "bat a appt ", "commande ", "commande A1234-", "n° ", "réf : AB", "mon cancer ",
    "zéro six ", "0612345678 ", "+33612345678 ", "+", "4970 ", "1 73 08 ", "je m'appelle jean ", '"', "mal au ",
    "mme jean ", "Jean A. ", "dossier de la ", "dossier de la A-", "réf A_1", "avenue de la Gare, au ", "1 grande rue ",
    "standard ", "votre standard 01 ", "47. 06 ", "hospitalisé pour un cancer ", "je suis allergique à ", "bras cassé ",
    "traitée pour une ", "12 jours d'arrêt ", "mon chien a ", "article de ", "maire de la ville, ", "ma maladie ",
]  # fmt: skip


class TestAnyText:
    @given(st.text(max_size=60) | st.text("0123456789+ .-()FR@abOéJ\n", max_size=60))
    def test_gives_places_inside_it_and_no_overlap(self, text: str) -> None:
        reached = 0
        for each in find_personal_data(text):
            assert each.kind in KINDS
            assert reached <= each.start < each.end <= len(text)
            reached = each.end

    @pytest.mark.parametrize("part", HEAVY)
    def test_is_read_in_no_time(self, part: str) -> None:
        text = (part * LONGEST)[:LONGEST]
        find_personal_data(text[:100])
        spent = []
        for _ in range(3):
            start = time.process_time()
            find_personal_data(text)
            spent.append(time.process_time() - start)
        # 100 ms on a quiet core; what grows with the square of the length would take minutes.
        assert min(spent) < 0.5

    def test_several_in_order(self) -> None:
        assert [kind for kind, _ in found("a@exemple.fr puis 0612345678")] == ["email", "phone"]

    def test_a_mistyped_number_yields_to_the_word_before_it(self) -> None:
        assert checked("colis 4242424242424241") == [("order_number", "4242424242424241", None)]
