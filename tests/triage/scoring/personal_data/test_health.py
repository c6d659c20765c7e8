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
            ("mon fils s'est cassé le poignet", "s'est cassé le poignet"),
            ("je suis en arrêt depuis mars", "en arrêt"),
            ("je sors de l'hôpital demain", "sors de l'hôpital"),
            ("Insuffisante cardiaque, je voyage assise", "Insuffisante cardiaque"),
            ("on m'a trouvé un cancer de la thyroïde", "cancer de la thyroïde"),
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
            "vos prix me donnent la migraine",
            "le nouveau code il marche plus",
            "qu'il crève la bouche ouverte",
            "les premiers signes d'un infarctus chez la femme",
            "un service client sourd",
            "j'en ai mal au ventre de rire",
            "le fauteuil rouge du cinéma",
            "Les handicapés ont des places",
        ],
    )
    def test_one(self, text: str) -> None:
        assert found(text) == []
