"""Personal data is found where check digits agree, and look-alikes are left alone. All numbers are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.triage.scoring.personal_data import KINDS, find_personal_data


def found(text: str) -> list[tuple[str, str]]:
    return [(each.kind, text[each.start : each.end]) for each in find_personal_data(text)]


class TestFound:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("appelez-moi au 06 12 34 56 78 svp", ("phone", "06 12 34 56 78")),
            ("0612345678.", ("phone", "0612345678")),
            ("tel +33 (0)6.12.34.56.78", ("phone", "+33 (0)6.12.34.56.78")),
            ("06\u00a012\u00a034\u00a056\u00a078", ("phone", "06\u00a012\u00a034\u00a056\u00a078")),
            ("Bruxelles +32 470 12 34 56", ("phone", "+32 470 12 34 56")),
            ("écrivez à jean.dupont+test@exemple.fr, merci", ("email", "jean.dupont+test@exemple.fr")),
            ("FR14 2004 1010 0505 0001 3M02 606 merci", ("iban", "FR14 2004 1010 0505 0001 3M02 606")),
            ("mon iban fr1420041010050500013m02606", ("iban", "fr1420041010050500013m02606")),
            ("sécu 2 55 08 14 168 025 38", ("nir", "2 55 08 14 168 025 38")),
            ("carte 4242 4242 4242 4242", ("card", "4242 4242 4242 4242")),
        ],
    )
    def test_one(self, text: str, expected: tuple[str, str]) -> None:
        assert found(text) == [expected]

    def test_several_in_order(self) -> None:
        assert [kind for kind, _ in found("a@exemple.fr puis 0612345678")] == ["email", "phone"]


class TestLeftAlone:
    @pytest.mark.parametrize(
        "text",
        [
            "colis 4242424242424241",  # fails the check digit of a card
            "sécu 2 55 08 14 168 025 39",  # wrong key
            "FR14 2004 1010 0505 0001 3M02 607",  # wrong check digits
            "appelez le 0 800 12 34 56, gratuit",
            "08 92 70 12 34 coûte 0,40 €",
            "dossier 45-8812 du 12/11/2025 à 10:30",
            "commande 000612345678901",
            "Merci @nadia et @theo.fr",
            "@ seul",
        ],
    )
    def test_look_alikes(self, text: str) -> None:
        assert found(text) == []

    @given(st.text(max_size=60) | st.text("0123456789+ .-()FR@ab", max_size=60))
    def test_any_text_gives_places_inside_it_and_no_overlap(self, text: str) -> None:
        reached = 0
        for each in find_personal_data(text):
            assert each.kind in KINDS
            assert reached <= each.start < each.end <= len(text)
            reached = each.end
