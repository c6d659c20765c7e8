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
            ("mon frère a le poignet fracturé", "le poignet fracturé"),
            ("je suis suivie pour une sclérodermie", "suivie pour une sclérodermie"),
            (
                "hospitalisée depuis lundi pour une phlébite, j'attends",
                "hospitalisée depuis lundi pour une phlébite",
            ),
            ("Sourde appareillée, je lis sur les lèvres", "Sourde appareillée"),
            ("ma tante perd un peu la tête", "tante perd un peu la tête"),
            ("mon père ne reconnaît plus personne", "reconnaît plus personne"),
            ("je suis à mobilité réduite", "je suis à mobilité réduite"),
            ("j'ai fait une réaction allergique", "réaction allergique"),
            ("ma fille, allergique aux fruits à coque", "allergique aux fruits à coque"),
            ("mon neveu polyhandicapé vient aussi", "polyhandicapé"),
            ("fille de 4 ans asthmatique", "asthmatique"),
            ("je me bats contre un cancer", "cancer"),
            ("toute la famille a une gastro", "gastro"),
            ("avec 3 semaines d'arrêt je perds ma prime", "3 semaines d'arrêt"),
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
            "mon chien est diabétique",
            "ma connexion est en réanimation",
            "je suis allergique aux files d'attente",
            "moi je suis inquiet de cette fracture sociale",
            "un enfant sur dix est asthmatique",
            "je vois 20 diabétiques par jour",
            "ils étaient quatre en réa chez nous",
            "me remboursez-vous en cas d'hospitalisation",
            "j'ai lu votre article sur la dépression",
            "votre livreur est un bras cassé, je confirme",
            "si mon père devait être hospitalisé",
            "je travaille comme infirmière en psychiatrie",
            "Allergie au lait : y en a ?",
            "ça me donne mal au crâne",
        ],
    )
    def test_one(self, text: str) -> None:
        assert found(text) == []
