"""Health of somebody who can be told; illness in general, insults and quotations are nobody's."""

import pytest

from tests.triage.scoring.personal_data.finds import found


class TestFound:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("je suis enceinte de 5 mois et j'attends", "enceinte de 5 mois"),
            ("Mon père est sous oxygène", "sous oxygène"),
            ("sans l'insuline de mon mari on ne part pas", "insuline de mon mari"),
            ("Diabétique, plus que deux capteurs", "Diabétique"),
            ("il a le nez cassé", "le nez cassé"),
            ("ma nièce allergique aux noix", "allergique aux noix"),
            ("Opérée de la hanche, je marche peu", "Opérée de la hanche"),
            ("mon bébé a des plaques rouges", "plaques rouges"),
            ("jai mal au dos", "mal au dos"),
        ],
    )
    def test_one(self, text: str, words: str) -> None:
        assert found(text) == [("health", words)]


class TestLeftAlone:
    @pytest.mark.parametrize(
        "text",
        [
            "Le cancer recule en Europe",
            "Les diabétiques attendent le vaccin",
            "la journée contre l'endométriose",
            "t'es autiste ou quoi",
            "un dialogue de sourds",
            "le fauteuil rouge du cinéma",
            "Les handicapés ont des places",
        ],
    )
    def test_one(self, text: str) -> None:
        assert found(text) == []
