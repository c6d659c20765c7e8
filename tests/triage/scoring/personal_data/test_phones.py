"""Telephone numbers as people write them; hotlines, short numbers and other rows of digits are let alone."""

import pytest

from tests.triage.scoring.personal_data.finds import checked, found


class TestFound:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("appelez-moi au 06 12 34 56 78 svp", "06 12 34 56 78"),
            ("0612345678.", "0612345678"),
            ("tel0612345678svp", "0612345678"),
            ("06.39.98.11.42 le soir", "06.39.98.11.42"),  # kept free for fiction, and seen on every page
            ("tel +33 (0)6.12.34.56.78", "+33 (0)6.12.34.56.78"),
            ("0033 6 12 34 56 78", "0033 6 12 34 56 78"),
            ("06\u00a012\u00a034\u00a056\u00a078", "06\u00a012\u00a034\u00a056\u00a078"),
            ("06\u200b1234\u200b5678", "06\u200b1234\u200b5678"),
            ("0️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "0️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣"),
            ("０６１２３４５６７８", "０６１２３４５６７８"),
            ("jsuis au O6 12 34 5O 78", "O6 12 34 5O 78"),
            ("zéro six douze trente-quatre cinquante six soixante dix huit", None),
            ("c'est le zéro sept, quatre vingt dix neuf 12 vingt et un zéro deux", None),
            ("01-42-11\n-90-18 au bureau", "01-42-11\n-90-18"),
            ("à Saint-Denis 0692 12 34 56", "0692 12 34 56"),
            ("Bruxelles +32 470 12 34 56", "+32 470 12 34 56"),
            ("Genève +41 79 123 45 67", "+41 79 123 45 67"),
            ("dans tout le 47. 06 39 98 14 72", "06 39 98 14 72"),
            ("votre service clients me rappelle au 06 39 98 14 72", "06 39 98 14 72"),
        ],
    )
    def test_one(self, text: str, number: str | None) -> None:
        [(kind, words, valid)] = checked(text)
        assert (kind, valid) == ("phone", True)
        assert words == (number or text.removeprefix("c'est le "))

    def test_two_in_a_row(self) -> None:
        assert found("06 12 34 56 78 06 98 76 54 32") == [
            ("phone", "06 12 34 56 78"),
            ("phone", "06 98 76 54 32"),
        ]

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("mon portable 06 12 34 56", "06 12 34 56"),
            ("appelez le 06 12 34 56 7", "06 12 34 56 7"),
            ("+33 6 12 34 56", "+33 6 12 34 56"),
            ("06 39 98 77, il manque un truc ? appelez-moi", "06 39 98 77"),
        ],
    )
    def test_digits_that_lack(self, text: str, number: str) -> None:
        assert checked(text) == [("phone", number, False)]


class TestLeftAlone:
    @pytest.mark.parametrize(
        "text",
        [
            "appelez le 0 800 12 34 56, gratuit",
            "j'ai appelé le 01 99 00 12 00, votre standard",
            "le standard 03 53 01 00 00 sonne dans le vide",
            "j'appelle le 02 99 00 11 22 ça coupe",
            "au 09 69 32 00 00 personne",
            "on est le 06 07 2026, appelez ça un été",
            "08 92 70 12 34 coûte 0,40 €",
            "le 3919 ou le 118 008",
            "06 20 40 80, la suite de vos hausses",
            "loto : 01 05 12 23 34 45",
            "du 01/02/2025 14 h au 02/02/2025",
            "entre 01.05.2024 12 et 14",
            "un deux trois quatre cinq six sept huit neuf dix",
            "ooooooh oo o",
        ],
    )
    def test_look_alikes(self, text: str) -> None:
        assert found(text) == []
